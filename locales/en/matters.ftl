matter-state-draft = not yet registered
matter-state-lapsed = not registered
matter-state-registered = registered
matter-state-handling = in hand
matter-state-negotiating = being negotiated
matter-state-calling = departments called
matter-state-tabled = on the agenda
matter-state-deferred = put off
matter-state-done = done
matter-state-confirmed = confirmed
matter-state-unconfirmed = done (unconfirmed)
matter-state-declined = declined
matter-state-merged = merged
matter-state-withdrawn = withdrawn

card-title = { $number } { $title }
card-head = { $place } · { $category } · { $state }
card-when = registered { $when } · day { $days }
card-deferred = put off until { $day }; goes on by itself then
card-news = News: { $words }
card-follows = Met by { $n } more{ $fewer ->
        [yes] {" "}(households: { $homes })
       *[no] {""}
    }
card-pictures = Photos: { $n }
card-reopened = Reopened: { $n }
card-words = In their words: { $words }
card-who = Reported by: { $who }

card-who-alone = Reported by: { $who } (the door is told to those who go there)

button-accept = Accept
button-done = Done
button-withdraw = Withdraw
button-confirm = Solved
button-reopen = Not solved

line-accepted = { $number } { $title }: accepted by { $who }. { $words }
line-taken = { $number } { $title }: a helper has taken it and is on it.
line-negotiating = { $number } { $title }: { $who } is bringing the sides together. { $words }
line-done = { $number } { $title }: done. { $words }
    Those who reported or follow it, please say:
line-reopened = { $number } { $title }: not solved, back to work (reopened { $times }×).
line-reopened-work = { $number } { $title }: the residents say it is not solved (reopening no. { $times }).
    Please follow it up: “/assign { $n }” sends somebody, “/call { $n } department” calls, “/table { $n }” brings it to the meeting.
line-declined = { $number } { $title }: declined by { $who }.
    Reason: { $reason }
declined-told = Your { $number } { $title } was declined by { $who }.
    Reason: { $reason }
    If you disagree, ask the community office or tell me more.
done-ask = { $number } { $title }: done. { $words }
    Is it solved now?
deferred = { $number } is put off until { $day } and goes on by itself then.
noted = Noted on { $number }.
moved-private = Done. { $number } { $title }: { $state }.
proceeding = { $number } goes on.
withdrawn = { $number } is withdrawn.
confirmed = Thank you. { $number } counts as solved.
reopened = { $number } is open again; somebody will follow up.

refused-state = { $number } is “{ $state }” now; this step does not apply.
refused-state-merged = { $number } was merged into { $into }; please say it of { $into }.
refused-defer-past = That day is over. Please name a later one.
refused-usage-accept = Please give the number, e.g. “/accept 12”.
refused-usage-done = Please give the number and a sentence, e.g. “/done 12 new lamp”.
refused-usage-decline = Please give the number and a reason, e.g. “/decline 12 belongs to the water company, 96123”.
refused-usage-defer = Please give the number and a day, e.g. “/defer 12 2026-12-01”.
refused-usage-note = Please give the number and the news, e.g. “/note 12 parts arrive on Wednesday”.
refused-usage-negotiate = Please give the number, for example “/negotiate 12 Wednesday at seven in the hall”.
refused-usage-proceed = Please give the number, for example “/proceed 12”.
refused-usage-withdraw = Please give the number, e.g. “/withdraw 12”.

help-accept = /accept 12 — take it on
help-done = /done 12 new lamp — solved; the neighbours are asked
help-decline = /decline 12 reason — who is responsible, and why
help-defer = /defer 12 2026-12-01 — goes on by itself that day
help-note = /note 12 parts arrive on Wednesday — a line of news
help-negotiate = /negotiate 12 – bring the sides together
help-proceed = /proceed 12 – talks are over, work goes on
help-withdraw = /withdraw 12 — take back your own report
menu-accept = Accept a matter
menu-done = Matter done
menu-decline = Decline a matter
menu-defer = Put off until a day
menu-note = Note news
menu-negotiate = Bring the sides together
menu-proceed = Go on with it
menu-withdraw = Withdraw my report
