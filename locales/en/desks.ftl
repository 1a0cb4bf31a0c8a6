# The desk: its code, ticking, those who came without signing up, how many were served.
duty-code = The code is { $code }, it changes every { $minutes } minutes. Let people tell me “签到 { $code }” in private.
duty-code-page = The code is { $code }, it changes every { $minutes } minutes. Let people tell me “签到 { $code }” in private.
    On a screen or tablet open this page; its code changes by itself and can be scanned: { $url }
    It is for the desk alone, please do not post it in a group.
duty-there = { $n } are there, { $missing } are not yet.
duty-ticking = { $line }
    Press the name of whoever has come; for a helper who did not sign up say “点名 name”.
duty-all-there = { $line }
    For a helper who did not sign up say “点名 name”.
button-duty-tick = { $who }
duty-ticked = Ticked: { $names }
duty-walked-in = Noted: { $who } helps at { $stand } and is checked in.
duty-served = Noted: { $stand } served { $n }.
refused-duty-tick = “{ $name }” was not found. Not there yet: { $names }. For somebody who is not registered say “临时来 { $name } station”.
refused-duty-tick-several = Several are called “{ $name }”; let them scan the code or press “I'm here” themselves.
refused-duty-ticked-already = { $name } is in already.
refused-duty-ticked-off = { $name } has signed off this time.
refused-usage-tick = Say “点名” for the list, or with names, such as “点名 Wang Chen”.
refused-usage-walkin = Please give a name and a station, such as “临时来 Zhang Footbath”.
refused-usage-servedcount = Please give the station and how many, such as “服务人次 Footbath 32”.
menu-deskcode = the code at the desk
menu-tick = who is there
menu-walkin = somebody came to help without signing up
menu-servedcount = residents served
desk-page = Check in
desk-scan = Scan with your telephone
desk-or = or tell Jinlin in private
desk-say = 签到 { $code }
desk-early = Check-in opens at { $when }
desk-over = This one is over, thank you all
desk-minutes = It changes every five minutes; this page follows by itself
there-press = I am here
there-telegram = Check in with Telegram
there-say = Telling Jinlin this in private does too:
there-none = No Jinlin on this telephone? Tell the desk your name and they will tick you.
there-old = This code is old; please scan the newest one at the desk.
