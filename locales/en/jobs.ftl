# /assign: staff look for a helper.
button-assign = Send a helper
button-job-give = Ask { $who }

job-kind-repair = repair
job-kind-mediation = mediation
job-kind-visit = visit
job-kind-errand = errand
job-kind-urgent = emergency

job-state-asked = looking for somebody
job-state-taken = taken
job-state-on_way = on the way
job-state-arrived = on site
job-state-done = work done
job-state-returned = given back
job-state-handed = handed over
job-state-lapsed = called off
job-state-nobody = nobody free, waiting for the secretary

job-line = Helper{ $names }: { $state }
job-one-more = one found, one more needed
job-news = Given back because: { $words }

job-asked-building = { $number }: asked { $n } in the same building. If nobody takes it in 10 minutes I ask the compound.
job-asked-compound = { $number }: asked { $n } in the compound. If nobody takes it in 10 minutes I ask the community.
job-asked-community = { $number }: asked { $n } in the community. If nobody takes it in 10 minutes the secretary decides.
job-asked-secretary = { $number }: nobody suitable is on duty; the secretary has been asked in private.
job-asked-mediator = { $number }: asked one mediator in private; after 10 minutes the next.
job-asked-one = { $number }: asked { $who }, waiting for an answer.
job-asked-again = { $number } is put to you again: please answer on the card above.
job-nobody = { $number } { $title } ({ $place }): no helper could take it.
    Whom shall I ask? Least recently served first:
job-nobody-second = { $number } { $title } ({ $place }): one has taken it, a second is needed and nobody else can.
    Who is to go? Least recently served first:
job-silent = { $number } { $title } ({ $place }): taken two hours ago and not set out; I am asking others.
    You may also choose:
job-carried = { $was } and { $number } { $title } ({ $place }) are one; your job is now { $number }, please go on.
job-over = { $number } { $title } is “{ $state }” now, so there is no need to go. Thank you for taking it!
job-served = { $number } { $title } is “{ $state }” now; your time is counted. Thank you!

helper-which = Several are called { $who }. Which one?

refused-job-already = { $number } has been sent out already: { $state }.
refused-job-given = This job is taken or over; nobody needs to be asked.
refused-job-unreachable = This helper has never written to me in private, so I cannot ask. Please have them send me “/help” first.
refused-job-none = No helper was sent for { $number }.
refused-helper-unknown = No helper or volunteer is called “{ $who }”. Please write the name as appointed, or appoint them first.
refused-helper-several = There are several called “{ $who }” and I cannot tell them apart. Please give them different names first.
refused-helper-elsewhere = { $who } is not in your care; please ask the secretary.
refused-helper-which-elsewhere = Several have that name. Please ask in the work chat or in private, so that I can ask which.
refused-usage-assign = Please give the number, e.g. “/assign 12”, “/assign 12 locks”, “/assign 12 Li”.

act-job-asked = helper sought
act-job-taken = taken by a helper
act-job-arrived = helper on site
act-job-done = helper finished

help-assign = /assign 12 — send a helper; also “/assign 12 locks”, “/assign 12 Li”
menu-assign = Send a helper

setting-jobs-auto = send helpers by itself
