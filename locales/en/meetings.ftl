# The weekly meeting itself: item by item to an outcome, then the minutes.
item-head = Item { $n } of { $total } ({ $minutes } min)
item-must = Left for the next time twice already; today it must be decided.
item-left = → { $outcome }
button-outcome-solved = Solved here
button-outcome-owner = Who, by when
button-outcome-call = Call the street
button-outcome-vote = Owners' vote
button-outcome-again = Next time
button-item-anew = Decide anew

outcome-solved = solved on the spot
outcome-owner = { $who } by { $day }
outcome-call = call the street
outcome-vote = to a vote of the owners
outcome-again = again next time (discussed { $turn }×)
outcome-none = not decided yet
outcome-words = { $outcome }: { $words }
outcome-noted = Noted on { $number }.
outcome-noted-call = Noted on { $number }. After the meeting send “/call { $plain }” and the departments.
owner-somebody = somebody in charge
act-decided = decided at the meeting

vow-ask = Now write: who, by which day, what; e.g. “property 2026-09-09 new door lock”.
minutes-title = Minutes of { $when }
minutes-promises = Last week's promises: { $kept } kept, { $unkept } not kept
minutes-item = { $n }. { $title } → { $outcome }
minutes-next = Next: { $when }
minutes-missing = No outcome of tonight's meeting is noted yet. Please note them, then press “Close”; whatever is missing by { $when } counts as next time.
meeting-closed = The meeting is over; the minutes are out.

invited = Noted: { $who } is invited to every meeting, and told in private when the agenda is settled.
invited-by-name = Noted: { $who } is invited to every meeting. I cannot write to them; I will remind you to call.
uninvited = All right, { $who } is no longer invited.

refused-meeting-not-open = The agenda is not settled yet, or the meeting is over; no outcome can be noted now.
refused-item-solved = This item was solved on the spot. If it is not, those who reported it press “Not solved”.
refused-again-twice = { $number } was left for the next time twice; now decide: solved here, who by when, call the street, or an owners' vote.
refused-vow-unclear = I could not see who and by which day. Write it like: property 2026-09-09 new door lock
refused-vow-past = That day is over. Please name a later one.
refused-invited-already = { $who } is invited to every meeting already.
refused-not-invited = “{ $who }” is not on the list.
refused-usage-outcome = Please give the number and the outcome, e.g. “/outcome 12 property 2026-09-09 new door lock” or “/outcome 12 again”.
refused-usage-invite = Please give a name, e.g. “/invite Zhou”; as a reply to their words I can tell them in private.
refused-usage-uninvite = Please give a name, e.g. “/uninvite Zhou”.

help-outcome = /outcome 12 property 2026-09-09 new lock — note what was decided
help-invite = /invite Zhou — invited to every meeting
menu-outcome = Note an outcome
menu-invite = Invite to meetings
menu-uninvite = No longer invite
