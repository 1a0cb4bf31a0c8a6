# Reminders of Love Day.
duty-kind-days = days
duty-kind-eve = eve
duty-kind-hour = hour
duty-sorry = (This one is late, sorry.)
duty-remind-days = { $title } is near: { $when }, you are at { $stand }{ $things }. If you cannot come, say so early for somebody else to step in. { $late }
duty-remind-eve = Tomorrow is { $title }: { $when }, you are at { $stand }{ $things }. If you cannot come press below. { $late }
duty-remind-hour = { $title } begins soon: { $when }, you are at { $stand }{ $things }. Press “I'm here” when you come. { $late }
duty-mention = { $title } begins { $begin }; a reminder for { $who }
duty-lost = { $title } begins { $begin }; I cannot write to these alone, please tell them: { $who }
duty-mark-for = { " " }(signed up by another)
duty-mark-lost = { " " }(please tell in person)
duty-list = { $headline } begins { $begin }; who comes:
    { $rows }
    On the day say “点名” and press who has come; for the code at the desk say “签到码”.
duty-list-row = { $station }: { $names }{ $more }
duty-list-more = { " " }and { $n } more
duty-short = { $title } begins { $begin } and hands are missing:
    { $rows }
duty-wanted = { $title } { $begin }: { $stand } needs somebody, and you can do it. Will you come?
duty-reminders = Love Day has three reminders. Press the one you do not want:
    { $states }
duty-kind-on = { $kind }: on
duty-kind-off = { $kind }: off
button-duty-mute = Stop “{ $kind }”
button-duty-unmute = Want “{ $kind }” again
duty-muted = Noted, no { $kind } reminder any more.
duty-unmuted = Noted, you get the { $kind } reminder.
refused-usage-loveremind = Please say: 爱心提醒 days (or eve, hour) off (or on).
menu-loveremind = reminders of Love Day
