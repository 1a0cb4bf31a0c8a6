# The weekly meeting, before it: the draft, its order, settling it, telling people.
weekday = { $day ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    }
agenda-head-draft = Meeting { $when } · draft
agenda-head-open = Meeting { $when } · settled
agenda-head-closed = Meeting { $when } · over; “/agenda minutes” shows what came of it
agenda-head-cancelled = Meeting { $when } · called off: { $reason }
agenda-at = Where: { $place }
agenda-festival = It is { $festival }; we meet all the same. To change: “/agenda move to” and a day
agenda-also = Also invited: { $who }
agenda-promises = First, last week's promises ({ $minutes } min)
agenda-item = { $n }. { $title } ({ $minutes } min)
agenda-because = {"   "}{ $words }
agenda-empty = Nothing on it yet
agenda-waiting = { $n } more are waiting for the next meeting
agenda-how = Order: “/agenda 3 1 2” or “/agenda put 12 first”; add one: /table 13. Settled by itself { $when }

reason-again = on the table, time { $n }
reason-tabled = put on the agenda
reason-overdue = { $n } days overdue
reason-reopened = reopened { $n }×
reason-called = { $n } calls not all came to
reason-followed = { $n } households

agenda-where = , { $place }
agenda-looks-back = First: were last week's promises kept?
agenda-point = { $n }. { $title }
agenda-public = Weekly meeting: { $when }{ $where }
    { $items }
    If you have something to say, reply to that matter's card or tell me in private.
agenda-soon = Next meeting: { $when }{ $where }. The agenda is being drafted.
    To bring something up, report it, then ask the secretary to put it on.
agenda-next = Next meeting: { $when }. The agenda is drafted { $draft }.
agenda-invited = Please come to the meeting: { $when }{ $where }
    { $items }
agenda-missed = These could not be reached in private; please call them: { $who }
agenda-moved = The meeting is moved to { $when }{ $where }
    { $items }
agenda-cancelled = The meeting of { $when } is called off: { $reason }
    What was to be discussed comes to the next one.
agenda-called-off = All right, the meeting of { $when } is called off; its items come to the next one.
agenda-put-off = All right, the meeting is moved to { $when }.
agenda-nothing = Nothing is stuck this week; no meeting { $when }. To add something: /table 12
agenda-skipped = { $when } is { $festival }; no meeting this time. To hold one: “/agenda move to” and a day.
agenda-all-done = everything was solved before it was settled
agenda-settled = Settled; those invited were told in private.
agenda-ordered = In this order: { $order }
tabled = { $number } is on the agenda of { $when }.
tabled-later = { $number } will be on the next agenda, drafted { $draft }.
tabled-full = { $number } is to be tabled, but there are { $most } items already: take one off, or it waits for the next meeting.
untabled = { $number } is off the agenda and goes on as before.
card-tabled = On the agenda: { $when }

button-item-up = ↑ { $n }
button-item-down = ↓ { $n }
button-item-out = Off { $n }
button-agenda-settle = Settle
button-meeting-begin = Begin
button-meeting-go-on = Go on
button-meeting-close = Close, send minutes
button-table = Put on agenda

meeting-state-draft = a draft
meeting-state-open = settled
meeting-state-closed = over
meeting-state-cancelled = called off
refused-meeting-state = This meeting is { $state }; this step does not apply.
refused-meeting-already = There is a meeting already; see /agenda.
refused-meeting-past = That hour is over. Please name a later one.
refused-no-meeting = No agenda is drafted yet; the next meeting is { $when }. To draft it now: “/agenda draft”.
refused-no-minutes = No meeting was held yet, so there are no minutes.
refused-tabled-already = { $number } is on the agenda already.
refused-not-tabled = { $number } is not on this agenda.
refused-usage-agenda = I did not get that. You can write: /agenda 3 1 2, /agenda 12 first, /agenda draft, /agenda settle, /agenda move to 2026-09-12 10:00, /agenda cancel reason.
refused-usage-agenda-cancel = Please give the reason, e.g. “/agenda cancel typhoon”.
refused-usage-agenda-postpone = Please give a day and an hour, e.g. “/agenda move to 2026-09-12 10:00”.
refused-usage-table = Please give the number, e.g. “/table 12”.
refused-usage-untable = Please give the number, e.g. “/untable 12”.

setting-agenda-draft = agenda drafted
setting-agenda-meeting = meeting
setting-agenda-minutes = minutes sent
setting-agenda-length = meeting length
setting-agenda-place = meeting place
setting-agenda-festivals = meeting on holidays

help-agenda = /agenda — when we meet next and about what; “/agenda minutes” for the last results
help-table = /table 12 — put a matter on the agenda
menu-agenda = Weekly meeting
menu-table = Put on the agenda
menu-untable = Take off the agenda
