double-like = Is it { $number } { $title } ({ $day }, { $state }{ $known ->
        [yes] , households: { $homes }
       *[no] {""}
    })?
button-join = Me too: { $number }
button-register-apart = Another matter
button-merge = Merge into { $number }
offer-joined = Thank you, added to { $number }.
follow-own-added = Added to your { $number }.

card-merged = Merged into { $number } { $title }; follow { $number }
merged = { $number } is merged into { $into } { $title }.
merged-on = { $named } had been merged into { $into }, so { $number } is merged into { $into } { $title } too.
merge-told = { $number }, which you reported or follow, is the same as { $into } { $title }. It is dealt with as { $into }; you will be asked when it is done.
act-took-in = took in
act-joined = joined another matter

refused-usage-merge = Please give two numbers, e.g. “/merge 13 12”: 13 goes into 12.
refused-merge-itself = { $number } cannot be merged into itself.
refused-merge-busy = Somebody is working on { $number } just now; please try again.
refused-merge-elsewhere = { $number } is not yours to steer; please ask the staff of its place.

help-merge = /merge 13 12 – 13 is the same as 12 and goes into it
menu-merge = Merge two matters
