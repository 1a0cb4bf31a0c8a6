# Coming, going, ticking, thanks.
duty-here = You are in, thank you for { $title }! If you leave early say “签退”; else your hours count to the end.
duty-here-already = You are in already.
duty-went = You are out, thank you! Your hours are noted.
duty-missed = We missed you at { $title } on { $day }; next time then. If you cannot come, “Can't come” beforehand is enough.
duty-thanks = { $headline } is done, thank you all!
    { $n } came, { $hours } hours in all, { $served } residents served.
    { $rows }
duty-thanks-row = { $stand }: { $n } there, { $served } served
duty-picture-came = came
duty-picture-hours = hours
duty-picture-served = served
duty-picture-people = { $n }
duty-picture-stands = Stations
duty-picture-about = { $when }
duty-picture-alt = Picture of Love Day in numbers
setting-service-hours-a-day = hours of service that count in a day at most
refused-duty-early = It is early; check-in opens at { $when }.
refused-duty-not-now = No Love Day is on now.
refused-duty-code = The code is wrong or old; please look at the newest one at the desk.
refused-duty-code-often = That was wrong several times. Please let the desk tick your name.
refused-duty-full = All stations are full, thank you for coming! Please see whoever leads.
refused-duty-not-here = You have not checked in.
act-came = came
act-went = went
act-held = held
menu-checkin = check in at Love Day
menu-checkout = check out of Love Day
refused-duty-desk = The list is kept by the team's lead or the committee.
setting-lead-credit = credit for leading in per cent
