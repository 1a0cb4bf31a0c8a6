# A plan is changed later: its stations, its history.
stand-capacity = { $n }人
stand-skill = 技能{ $skill }
stand-lead = 组长{ $name }
stands-now = The stations of { $title }. To change them send me all of this as it should be:
    爱心摊位 { $number }
    { $rows }
stands-changed = The stations of { $title } are changed, also of the { $n } announced already:
    { $rows }
stand-moved = { $title } ({ $when }): your place is now { $stand }.
refused-stands-rota = That is a team's rota; change it by “值班 team number”.
refused-stand-taken = { $n } are still signed up for “{ $stand }”, or it is booked; let them change first.
refused-stand-smaller = { $n } hold a place at “{ $stand }”; it cannot have fewer.
refused-stand-booked = { $booked } numbers of “{ $stand }” are booked; it cannot have fewer.
refused-usage-lovestands = Please say: 爱心摊位 number. I send you the stations as they are; send them back as they should be.
history-kept = Noted: held { $held } times before, without a break. Next: { $next }
history-broken = Noted: held { $held } times before, left out { $gaps } times. Next: { $next }
refused-usage-lovehistory = Please say how often it was held, or since when, such as “爱心历史 1 48”, “爱心历史 1 2022年9月” or “爱心历史 1 2022年9月 停过2次”; { $most } times at most.
act-stations = stations changed
act-history = history entered
menu-lovestands = change the stations of a Love Day
menu-lovehistory = enter how often it was held before
