# the phone page: its link, asked for in private
phone-stop = stop
phone-link-own = This is your own phone page. Open it on your phone and press “Come in”:
    { $url }
    It is for you alone; do not show it in a group. Good for { $days } days.
    To end it send “/phone stop”.
phone-link-home = The phone page of { $home }. Please hand it to this family only:
    { $url }
    Whoever opens it first has it; others of the family need a joining code. Good for { $days } days.
    If it reached the wrong people send “/phone { $home } stop”.
phone-stopped = Done: none of your phone pages can be used any more. For a new one send “/phone”.
phone-none = You have no phone page in use.
phone-stopped-home = Done: no phone page of { $home } can be used any more, nor an unused joining code. For a new one send “/phone { $home }”.
phone-none-home = { $home } has no phone page in use.
phone-entered = Welcome! From now on this page is your home's.
phone-others-told = A phone has opened the page of { $home } and can report and answer for your household now. If it is none of your family, tell the building leader at once.
refused-usage-phone = Please say which household, such as “/phone 2号楼1单元301”. For your own send just “/phone”.
refused-phone-not-yours = The page of another household is given by its building leader or the community office. For your own send just “/phone”.
refused-phone-no-address = There is no public address here yet, so phone pages cannot be opened. Please ask the administrator.
refused-phone-link-gone = This link cannot be used any more. Please ask the building leader or the secretary for a new one.
refused-phone-link-taken = Somebody has used this link already. Please give your household's joining code, or ask the building leader for one.
help-phone = /phone — report, vote and see your bill on a web page, without an app
menu-phone = My phone page
# where a group cannot show buttons
phone-elsewhere = On your phone: { $url }

# the page: coming in
home-page = Our home's page
home-page-of = { $home }
home-welcome = This is the phone page of { $home }.
home-welcome-own = This is your own phone page.
home-first = Report what is broken, see what becomes of it, vote, look at your bill.
home-name = Your name (if you like)
home-enter = Come in
home-enter-note = This phone is remembered from then on. Please pass the link to nobody.
home-taken = Somebody has used this link already.
home-need-code = You belong to this home too? Please give its joining code.
home-door = Here for the first time? Please give your household's joining code.
home-code = Joining code
home-code-hint = It is on your letter, like 7KQ2M-9XH4B
home-code-send = Go on
home-code-ask = No code, or lost it? Ask the building leader or the secretary; they give you a new one.
home-join-words = /join { $code }
home-code-wrong = This code is wrong, used or expired. Please look once more, or ask the building leader for another.
home-too-many = Too many tries. Please come back in a while, or ask the building leader.
home-gone = This link cannot be used any more
home-gone-words = It may have expired, or it was ended.
home-gone-next = Do not worry: the building leader or the secretary can give you a new one at once.
home-gone-code = You have a joining code? Come in here
home-left = You are not registered in that household any more.
home-left-next = If you have moved, give the joining code of your new home; if it is a mistake, talk to the building leader.
home-nowhere = It is not known yet in which household you live.

# the page: our home
home-for-you = For you to answer
home-nothing-asked = Nothing waits for your answer now.
home-report = Report something
home-report-prefix = /report { $words }
home-reported = Thank you, it is { $number }. What becomes of it is shown below under “My reports”.
home-matters = My reports
home-no-matters = Nothing reported yet.
home-done-ask = Is it solved? Please tell us.
home-past-matters = Earlier ones
home-poll-more = Details
home-poll-until = You can change it until { $when }
home-poll-tenant = This time the owners vote; tenants need not.
home-consent-now = Your home's answer now: { $answer }
home-consent-owner = This time the owners of your home answer; you can talk it over with them.
home-consent-tenant = This time the owners answer; tenants need not.
home-why = Why are you against it? (if you like)
home-why-none = /cancel
home-opposed = Noted: you are against it. Somebody will come and talk with you; you can change it until the end.
home-bills = Our bill
home-loveday = Love Day
home-join = I'll help: { $stand }
home-going = You are signed up: { $stand }
home-waits = You are on the waiting list: { $stand }. We tell you when a place is free.
home-offered = A place is free: { $stand }. It is kept for you; press “I'll come”.
home-booked = You booked: { $stand }, { $who }, number { $number }
home-survey-fill = Fill in
home-ahead = What lies ahead
home-links = More
home-board = The public board
home-talk = My talk with Jinlin
home-from-poster = To vote or see your bill: our home's page
home-back = Back to our home's page
home-who = What you are in this home: { $bond }
home-who-change = Not right? Please choose:
home-again = This was received before.
home-speak = /language en
