# Weekly and monthly reports, and one word of praise or blame once it is done.
figure-response = Response
figure-solved = Solved
figure-satisfied = Satisfied
figure-unconfirmed = Unconfirmed
figure-called = Calls made

report-title-week = { $place }: the week
report-title-month = { $place }: the month
report-days = { $first } – { $last }
report-days-running = { $first } – { $last } (so far)
report-quiet = { $place }: nothing was registered and nothing ended, { $days }. { $open } open now.
report-subtitle = { $days } · { $registered } registered · { $ended } ended · { $open } open now
report-categories = Registered, by kind
report-departments = Departments on site in time
report-repeats = Again and again (30 days, same place and kind)
report-count = { $n }
report-rate = { $percent }% ({ $part }/{ $whole })
report-foot-week = Arrows: percentage points against the week before
report-foot-month = Arrows: percentage points against the month before
rate-line = { $label } { $bar } { $percent }% ({ $part }/{ $whole }) { $change }
rate-none = { $label } –
share-none = –
change-none = as before

rate-ask = { $number } { $title }: thank you for confirming. How was it dealt with?
rate-satisfied = Well
rate-fair = So-so
rate-unsatisfied = Badly
rated = Noted, { $number }: { $value }. You may change it for seven days.
act-rated = rated

refused-usage-weekly = Which week is that? Write it like this: /weekly, /weekly this week, /weekly 8-24; a building may follow: /weekly 2号楼.
refused-usage-monthly = Which month is that? Write it like this: /monthly, /monthly 2026-09, /monthly this month; a building may follow: /monthly 2026-09 2号楼.
refused-period-ahead = Those days are still ahead. Please name some that have begun.
refused-report-sheet = The sheet is not sent in chats. The administrator exports it on the server:
    jinlin export numbers --from { $first } --to { $last } --out numbers.xlsx
refused-report-where = There is no place “{ $words }” here. Please name a building or unit, such as /weekly 2号楼.
refused-report-just-now = This report was posted a moment ago, just above.
refused-rate-past = { $number } is being worked on again; please rate it when it is done.
refused-rate-late = The rating of { $number } is older than seven days and stays as it is.

setting-weekly-report = Weekly report time
setting-monthly-report = Monthly report time
setting-weekly-on = Weekly report
setting-monthly-on = Monthly report

help-weekly = /weekly, /weekly 2号楼 – how last week went
help-monthly = /monthly, /monthly 2026-09 – how last month went
menu-weekly = The week in numbers
menu-monthly = The month in numbers
