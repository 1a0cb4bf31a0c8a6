# What lies ahead; the calendar of a telephone.
calendar = Month { $month }{ $lunar }:
    { $rows }
calendar-empty = Nothing in month { $month }{ $lunar }.
calendar-lunar = {" "}(today lunar { $day })
calendar-day = { $day } { $weekday }{ $note }
calendar-note = {" "}({ $notes })
calendar-span = { $begins }–{ $ends }
calendar-line = {"  "}{ $time } { $what }
event-day = { $title }
event-turn = Mine: { $title }
event-booking = Booked: { $title }
event-meeting = Meeting
event-poll = Poll closes: { $title }
event-survey = Survey closes: { $title }
feed-name = { $place } · Jinlin
feed-made = This is your own calendar link; keep it to yourself:
    { $url }
    Add it in your calendar as a subscription; it is good for { $days } days. "/subscribe stop" ends it.
feed-public-made = This is the community's calendar link, to hand on:
    { $url }
    It is good for { $days } days.
feed-stop = stop
feed-public = community
feed-stopped = The calendar links lead nowhere now.
feed-none = You have no calendar link.
refused-feed-staff = The committee hands out the community's link. For your own: "/subscribe".
refused-feed-no-address = No public address is configured. "/calendar" shows what lies ahead.
refused-usage-calendar = "/calendar", "/calendar next", or "/calendar month 10".
refused-usage-subscribe = In private: "/subscribe", or "/subscribe stop".
help-calendar = /calendar – what lies ahead
help-subscribe = /subscribe – in your telephone's calendar
menu-calendar = what lies ahead
menu-subscribe = into my calendar
act-subscribed = subscribed
