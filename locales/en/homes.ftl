welcome = Hello, I am Jinlin. I see neighbours' matters through until they are solved.
    If something is wrong, just say it; a photo helps.
    To join your household send “/join” and the code on your letter, or “/join 2号楼1单元301”.
    “/help” shows the rest.
joined = You belong to { $home } now.
    What are you there?
bond-owner = owner
bond-co_owner = co-owner
bond-family = family
bond-tenant = tenant
bond-proxy = proxy
bond-set = Noted: { $home }, { $bond }
code-dead = Codes must not be shown in a group; this one is void now. Ask the building leader for another and send it to me in private.
code-wrong = This code is wrong, used or expired. Compare it with the letter once more, or ask the building leader for another.
code-too-often = Too many tries. Please wait an hour, or ask the building leader.
join-asked = I have asked the building leader about { $home } and tell you as soon as it is confirmed.
join-ask = { $who } asks to join { $home }. Do they belong there?
button-join-yes = Yes, confirm
button-join-no = No
join-confirmed = { $home } confirmed
join-denied = { $home } refused
join-refused = The building leader did not confirm { $home }. If that is a mistake, please talk to them.
refused-usage-join = Send “/join” and the code on your letter, or say where you live: “/join 2号楼1单元301”.
refused-home-already = You belong to { $home } already.
refused-home-which-unit = { $building } has several units; please say which, such as “{ $building }1单元{ $room }”.
refused-home-unknown = The roster has no household “{ $said }”. Please check building, unit and door.
refused-join-asked-already = { $home } is waiting for the building leader already.
refused-no-leader = { $home } has no building leader yet. Please ask the community office for a code.
refused-join-decided = Somebody has decided this request already.
me = Mine
    Home: { $homes }
    Roles: { $roles }
    { $rows }
me-no-home = none yet
me-no-matters = nothing reported yet
help-join = /join 2号楼1单元301 — join your household (or with a code)
help-me = /me — my home, roles and reports
menu-join = Join my household
menu-me = Mine
menu-start = Start
