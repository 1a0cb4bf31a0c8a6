# Promises: who does what by which day, and whether it was kept.
promise-kept = ✓ { $number } { $who }: { $what }
promise-unkept = ✗ { $number } { $who }: { $what } ({ $day })
promise-again = { $line } · brought to the meeting, time { $turn }
promises-more = … and { $n } more
promises-head = Last week's promises: { $kept } of { $total } kept ({ $minutes } min)
promise-ask = { $number } { $title }
    { $who } promised for today: { $what }. Is it done?
promise-thanks = Thank you. The promise on { $number } counts as kept.
promise-noted = All right, noted; it comes to the next meeting.
button-promise-kept = It is done
button-promise-unkept = Not yet
button-promise-done = ✓ { $n } kept
act-kept = promise kept
act-broken = promise not kept by its day

refused-nothing-promised = Nothing about { $number } waits to be kept.
refused-usage-kept = Please give the number, e.g. “/kept 12”.
help-kept = /kept 12 — what was promised is done
menu-kept = A promise was kept
