call-state-called = called, not signed yet
call-state-signed = signed
call-state-arrived = on site
call-state-talking = in talks
call-state-promised = promised
call-state-done = done
call-state-refused = not theirs

button-call-sign = Sign for it
button-call-arrive = On site
button-call-talk = Talks
button-call-promise = Promise
button-call-finish = Done
button-call-refuse = Not ours

summons-head = { $place } · { $kind } call by the { $level } · { $department }
summons-reason = Reason: { $words }
summons-due = Please report in on site by { $due }
summons-stands = Put off until { $day }; no need to come before
summons-state = Now: { $state }
summons-over = This call is over. Thank you!
summons-promise = Promised by { $day }: { $words }
summons-refused = Passed to { $unit }
summons-minutes = Talks, round { $round }: { $words }

call-signed = { $number }: { $department } has signed; on site by { $due }, please.
call-arrived = { $number }: { $department } is on site. Thank you.
call-talk-opened = { $number }: round { $round } of talks begins; the staff write the minutes.
call-talk-joined = { $number }: you have joined round { $round } of the talks.
call-promise-ask = Reply with the day and what will be done, for instance “周五前 清理完” or “12/1 cleared”. It goes into { $number }, where the group sees it.
call-promised = { $number }: noted for { $day }: { $words }.
call-promise-today = { $number } { $title }: today { $department } promised to be done. Press “Done” when it is.
call-broken = { $number } { $title }: { $department } promised “{ $words }” by { $day } and has not kept it (time { $times }).
call-broken-you = { $number } { $title }: the day { $department } promised has passed without “Done”. Please promise another, or press when it is done.
call-finished = { $number }: { $department } is done. Thank you!
call-all-done = { $number } { $title }: all departments are through. Please check and close it.
call-refuse-ask = { $number }: whose is it? Reply with the unit's name, and a reason if you like.
call-refused = { $number }: noted: not for { $department }, but for { $unit }.
call-refused-passed = { $number }: { $department } says it is not theirs; { $unit } has been called instead, on site by { $due }.
call-refused-there = { $number }: { $department } says it is not theirs but { $unit }'s, who is called already.
call-refused-unknown = { $number }: { $department } says it is not theirs but “{ $unit }”'s, whom nobody knows here.
    First “/departments add { $unit }”, then “/call { $number } { $unit }”.
call-street = { $number } { $title }: two departments say it is not theirs. The street has to decide:
    { $refusals }
    Say “/designate { $number } department”.
minuted = { $number }: the minutes of round { $round } are kept; “/board { $number }” shows them.

act-call-sign = signed for it
act-call-arrive = on site
act-call-talk = in talks
act-call-promise = promised
act-call-finish = done
act-call-refuse = not theirs
act-call-broken = promise not kept
act-minuted = minutes of the talks

refused-call-not-yours = This is for the contacts of { $department }.
refused-call-closed = This call of { $number } is over; nothing more is to be done.
refused-call-assigned = { $number } is assigned to your unit; it cannot be passed on. If that is difficult, talk to the community or the street.
refused-call-state = { $department } is “{ $state }” now; this step is behind you.
refused-call-not-you = { $number }: your department is not called. Called: { $names }.
refused-call-whose = { $number }: please say which department, for instance “/arrive 12 police”. Called: { $names }.
refused-call-promise-day = I do not see which day. First the day, then what will be done, for instance “12/1 cleared”.
refused-call-promise-words = What will be done? Please write the day and that, for instance “12/1 cleared”.
refused-call-promise-past = That day has passed. Please say today or later.
refused-call-refuse-unit = Please name the unit it belongs to.
refused-call-refuse-self = It cannot be passed to { $department } itself. Please name another unit.
refused-link-gone = This link does not work any more. Nothing was changed.
refused-link-used = This step was taken through this link before. Nothing was counted twice.
refused-usage-sign = Say the number, for instance “/sign 12”.
refused-usage-arrive = Say the number, for instance “/arrive 12”.
refused-usage-minutes = Say the number and the minutes, for instance “/minutes 12 unloading moves to the back gate”.
refused-usage-promise = Say the number, the day and what will be done, for instance “/promise 12 12/1 cleared”.
refused-usage-fulfil = Say the number, for instance “/fulfil 12”.
refused-usage-notours = Say the number and the unit it belongs to, for instance “/notours 12 water”.

help-arrive = /arrive 12 — a department is on site (staff for it: /arrive 12 police)
help-minutes = /minutes 12 … — keep what a round of talks has found
menu-sign = Sign for a call
menu-arrive = Report in on site
menu-minutes = Minutes of talks
menu-promise = Promise a day
menu-fulfil = Done
menu-notours = Not ours

page-title = A call to a department
page-gone-title = This link does not work
page-gone = It may be too old, void, or its call may be over. Nothing was changed.
page-gone-next = Please ask the community staff who gave it to you for another.
page-busy = Too many links that lead nowhere. Please try again in ten minutes.
page-note = This link is for you alone, and each step works once. Please do not pass it on.
page-nothing = There is nothing for you to press now.
page-day = By which day
page-words = What will be done
page-words-example = such as: cleared
page-unit = Whose is it
page-unit-example = such as: water
page-again = This step was taken already. Nothing was counted twice.
page-unchanged = Nothing has changed. Below is how things stand.
