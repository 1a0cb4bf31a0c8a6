# Service teams: made, joined, recruited for; duty rotas.
team-ask-place = A team of which place?
team-ask-name = What is the team called? At most { $length } characters.
team-ask-lead = Who leads it? Write the name.
team-ask-about = What does it do? One sentence.
team-ask-wanted = How many would you like it to be? A number, at most { $most }.
team-myself = I do
team-draft = { $name } ({ $place })
    Lead { $lead } · { $wanted } wanted
    { $about }
team-preview = { $draft }
    Write "publish" when it is right, or press the button.
button-team-publish = Publish
button-team-edit-place = Place
button-team-edit-name = Name
button-team-edit-lead = Lead
button-team-edit-about = About
button-team-edit-wanted = Size
team-published = "{ $name }" stands as team { $number }.
    "/recruit { $number }" shows it in the groups; a rota: "/rota { $number } monthly 5 19:00-21:00 2 South gate".
team-you-lead = You lead "{ $name }" (team { $number }).
    "/recruit { $number }" finds people, "/teammates { $number }" lists them, "/rota { $number } monthly 5 19:00-21:00 2 South gate" sets its times.
team-card = { $name } (team { $number })
team-size = Lead { $lead } · { $n }/{ $wanted } people
team-wanting = { $n } more wanted: press "Join".
team-complete = It is complete; you are welcome all the same.
team-ended = This team has ended. Thank you all.
button-team-join = Join
button-team-leave = Leave
teams-none = There is no team here yet.
teams = Teams:
    { $rows }
    "/teams NUMBER" shows one; press "Join".
teams-row = { $number } { $name } · { $n }/{ $wanted } people
team-in-already = You belong to "{ $name }" already.
team-joined = Welcome to "{ $name }"! You hear in good time when it is your turn. In private, "/shifts { $number }" shows whose turn it is; "/dayoff 12月1日到12月5日" when you cannot come.
team-newcomer = { $who } joined "{ $name }".
team-leaver = { $who } left "{ $name }".
team-left = You have left "{ $name }". Thank you. Your turns were passed on.
team-not-in = You do not belong to "{ $name }".
team-recruiting = "{ $name }" is shown in { $n } groups.
team-members = { $name }, { $n } people (hours this year):
    { $rows }
team-member = { $name } · since { $since } · { $n } h{ $can }
team-member-can = {" · can: "}{ $skills }
team-lead-is = { $who } leads "{ $name }" now.
team-dropped = You no longer belong to "{ $name }". Your hours stay.
team-member-dropped = { $who } is no longer in "{ $name }".
team-is-over = "{ $name }" has ended. Thank you for serving. Your hours stay: "/hours".
team-over-now = "{ $name }" has ended; { $n } members were told.
refused-team-form-gone = This form was published or cancelled. "/newteam" begins another.
refused-team-form-past = That question was answered; see the newest.
refused-team-preview = Write "publish" when it is right, press what to change, or "/cancel".
refused-team-place = No such place; press one of the buttons.
refused-team-name = A name of 1 to { $length } characters, please.
refused-team-lead = Nobody called "{ $who }" is known here.
refused-team-lead-several = Several are called "{ $who }". Lead it yourself first; hand over with "/teamlead" when they have joined.
refused-team-about = 1 to { $length } characters, please.
refused-team-wanted = A number from 1 to { $most }, please.
refused-team-unknown = There is no team { $number }. "/teams" lists them.
refused-team-over = "{ $name }" has ended.
refused-team-full = "{ $name }" is full.
refused-team-not-yours = That is for the lead of "{ $name }" or the committee.
refused-team-lead-stays = A lead hands over first: "/teamlead { $number } NAME".
refused-team-member-unknown = Nobody in "{ $name }" is called "{ $who }". "/teammates" lists them.
refused-team-member-several = Several in "{ $name }" are called "{ $who }".
refused-usage-newteam = In private: "/newteam", or "/newteam NAME".
refused-usage-teams = "/teams" lists all, "/teams NUMBER" shows one.
refused-usage-recruit = "/recruit NUMBER", please.
refused-usage-teammates = "/teammates NUMBER", please.
refused-usage-teamlead = "/teamlead NUMBER NAME", please.
refused-usage-dropmember = "/dropmember NUMBER NAME", please.
refused-usage-endteam = "/endteam NUMBER", please.
help-newteam = /newteam – begin a service team (recruit, teammates, rota, teamlead, dropmember, endteam)
help-teams = /teams – teams to join (shifts, dayoff)
menu-newteam = begin a service team
menu-teams = service teams
menu-recruit = find members
menu-teammates = who belongs to a team
menu-teamlead = another leads
menu-dropmember = take a member out
menu-endteam = end a team
act-left = left
act-recruited = recruited
act-lead = another leads
act-rota = rota set
act-rota-ended = rota ended
act-called-up = called up
act-away = away
kept-team = Team: { $words }
