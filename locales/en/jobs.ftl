skill-plumbing = plumbing
skill-electrics = appliances
skill-locks = locks
skill-carpentry = carpentry
skill-mediation = mediation
skill-care = care
skill-lifting = lifting
skill-paperwork = paperwork
skills-none = not said yet
skills-noted = Noted, you are good at: { $skills }.

duty-on = You are on duty and will be asked first when something is near. You are good at: { $skills }. Send /offduty when you stop.
duty-on-until = You are on duty until { $when }. You are good at: { $skills }.
duty-off = You are off duty. Thank you.
duty-over = Time is up, you are off duty. Thank you.
jobs-own = { $n } in hand; { $done } finished, { $hours } hours served.

assigned = { $number }: asking { $n } helpers; everybody will see who takes it.
assigned-nobody = { $number }: no suitable helper is on duty. You can name one: /assign 12 name.
job-nobody = { $number } { $place }: { $n } helpers were asked, nobody has taken it. Please name one: /assign number name.
job-ask = { $number } { $title }
    { $place } · { $category }
    Can you go and look?
job-door = , door { $door }
job-mine-taken = { $number } { $title }
    { $place }{ $door }. In their words: { $words }
    This one is yours.
job-mine-on_way = { $number } { $title }
    { $place }{ $door }. In their words: { $words }
    You are on the way.
job-mine-arrived = { $number } { $title }
    { $place }{ $door }. In their words: { $words }
    You are there. Send a photo if you like, then press Finished.
job-mine-done = { $number } { $title }
    { $place }{ $door }.
    Finished, thank you. In their words: { $words }
job-declined = { $number } { $title }, { $place }: not this time; others are asked.
job-gone = { $number } { $title }, { $place }: a helper has taken it, thank you.
job-done-ask = { $number } { $place }: the helper says it is finished. Is the matter done?
job-back-ask = Why do you give it back? A few words, such as “must fetch my child”.
job-given-back = Given back; others are being asked.
job-handed-on = Asking { $name }.
job-silent = { $number }: are you going? Press “On my way”, or give it back.
job-lost = { $number }: two hours without a word, so somebody else is asked.
job-yours = This one is yours
job-passed = Never mind, thank you

step-asking = looking for somebody
step-taken = taken
step-on_way = on the way
step-arrived = there
step-done = finished
card-job = Helper: { $steps }

button-assign = Ask a helper
button-job-take = Take it
button-job-pass = Not now
button-job-go = On my way
button-job-there = I am there
button-job-finish = Finished
button-job-back = Give back

act-assigned = asked for a helper
act-job-taken = took it
act-job-on_way = on the way
act-job-arrived = arrived
act-job-done = finished
act-job-given-back = gave it back
act-job-handed-on = handed it on

refused-skill-unknown = There is no “{ $said }”. You can say: { $known }.
refused-job-live = A helper has { $number } in hand.
refused-helper-unknown = No helper or volunteer here is called “{ $name }”.
refused-helper-many = More than one is called “{ $name }”; please write the full name.
refused-job-not-asked = You were not asked for this one.
refused-job-taken = A helper has taken it, thank you.
refused-job-not-yours = This job is not in your hands.
refused-job-begun = You are there already; please finish it, or ask the secretary.
refused-usage-onduty = Please write /onduty, or /onduty until 22:00.
refused-usage-assign = Please give the number: “/assign 12”, “/assign 12 plumbing”, “/assign 12 name”.
refused-usage-giveback = Please give number and reason: “/giveback 12 must fetch my child”.
refused-usage-handon = Please give number and name: “/handon 12 name”.

help-onduty = /onduty, /onduty until 22:00 – be asked first when something is near
help-offduty = /offduty – stop
help-skills = /skills plumbing mediation – what you are good at
help-jobs = /jobs – what you have in hand, and your hours
help-assign = /assign 12, /assign 12 plumbing, /assign 12 name – ask a helper to go
help-giveback = /giveback 12 reason – cannot go, ask others
help-handon = /handon 12 name – let somebody else go
menu-onduty = Go on duty
menu-offduty = Go off duty
menu-skills = What I am good at
menu-jobs = My jobs
menu-assign = Ask a helper to go
menu-giveback = Give a job back
menu-handon = Hand a job on
