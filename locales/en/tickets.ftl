# /jobs, and the private card of a job.
job-question = { $how ->
        [handed] Somebody would like to hand this over to you: { $number } { $title }
        [urgent] ‼ Urgent and near you, please help: { $number } { $title }
       *[asked] Could you take this: { $number } { $title }
    }
    { $place } · { $what }{ $two ->
        [yes] {" "}· two go together
       *[no] {""}
    }
    { $call ->
        [no] Can you go?
       *[other] If need be call { $call }. Can you go at once?
    }
job-over-title = { $number } { $words }
job-declined-card = You said not now; another time.
job-left-returned = You gave it back. Thank you for saying so.
job-left-handed = Handed over. Thank you for your part.
job-left-lapsed = Others have been asked to go.
job-own = Your job: { $number } { $title }
job-own-state = { $state } · { $what }
job-waits-for-two = One more is needed; then I tell you the door.
job-with = With: { $who }
job-thanks = Finished; { $minutes } minutes of service. Thank you!

jobs-mine = { $duty ->
        [yes] You are on duty.
       *[no] You are off duty; “/onduty” lets jobs reach you.
    }
    { $rows }
    Service so far: { $hours } h { $minutes } min.
jobs-row = { $number } { $title } · { $place } · { $state }
jobs-none = Nothing in hand.

help-jobs = /jobs — what I have in hand, duty, hours of service
menu-jobs = My jobs
