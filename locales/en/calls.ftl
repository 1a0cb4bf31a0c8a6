call-kind-daily = ordinary
call-kind-hard = hard case
call-kind-emergency = emergency
call-level-community = community
call-level-street = street
call-level-district = district
setting-call-emergency = On site in an emergency (minutes)
setting-call-hard = On site in a hard case (hours)
setting-call-daily = On site ordinarily (hours)

line-calling = { $number } { $title }: departments called · { $arrived }/{ $total } have reported in.
called = { $number }: called { $names }, on site by { $due }.
called-nobody = { $number }: called { $names }, on site by { $due }.
    Without a contact: { $alone }. Please telephone; when they come say “/arrive { $number } { $first }”; to add a contact: “/departments { $first } contact name”.
uncalled = The call of { $number } is withdrawn, the departments that can be reached have been told, and work goes on.
designated = { $number } is assigned to { $department }, on site by { $due }.
call-withdrawn = { $number } { $title }: this call is withdrawn, nobody need come. Thank you!
    Reason: { $reason }
call-over = { $number } { $title }: the matter is settled and this call is over. Thank you!
call-reopened = { $number } { $title }: the residents say it is not solved, it is open again. The staff follow it up and call { $department } again if need be.
call-stands = { $number } { $title }: put off until { $day }. No need to come before; { $department } will be asked again then.
call-carried = { $was } and { $number } { $title } are one; { $department }, please go on with { $number }.
call-again = { $number } { $title }: { $department }, please be on site by { $due }.
call-assigned = { $number } { $title }: it is assigned to { $department }, on site by { $due }.
link-pass-on = { $name } of { $department } has no account. Please pass this on to them alone (good for 14 days):
    { $number } { $title } ({ $place }): { $department } is asked to be on site by { $due }. Sign, report in and promise here:
    { $url }
link-none = { $number }: { $department } cannot be reached (no account, and I have no address for links). Please telephone; when they come say “/arrive { $number } { $department }”.

card-calling = Departments called · { $arrived }/{ $total } have reported in
card-calling-stands = The call stands still · { $arrived }/{ $total } have reported in
card-calling-nobody = Departments called · another unit is being found
card-called-done = All departments are through ({ $arrived }/{ $total } came); waiting for the staff
card-call-called = { $department }: not signed yet, due { $due }
card-call-signed = { $department }: signed, due { $due }
card-call-late = { $department }: not on site in time (due { $due })
card-call-arrived = { $department }: on site { $at }
card-call-talking = { $department }: in talks (on site { $at })
card-call-promised = { $department } promises by { $day }: { $words }
card-call-broken = { $department } did not keep { $day }: { $words }
card-call-done = { $department }: done { $at }
card-call-refused = { $department }: not theirs, passed to { $unit }
button-call-assign = Assign { $department }

act-uncall = withdrew the call
act-assign = assigned
act-call-late = not on site in time

refused-merge-both-called = Departments are called to { $number } and to { $into }. Withdraw one call first, for example “/uncall { $n } goes on with { $into }”, then merge.
refused-call-none = No departments are called to { $number } now.
refused-called-already = { $names } are in the call of { $number } already; nothing was doubled. To bring it once more: “/departments name link { $number }”.
refused-call-past = That time has passed. Say a later one, such as “30min”, “明天” or “15:00”.
refused-assign-street = This is for the street or its lead department.
refused-assigned-already = It is assigned to { $department } already.
refused-usage-call = Say the number and the departments, for instance “/call 12 police emergency 30min reason: blocked road”.
refused-usage-uncall = Say the number and why, for instance “/uncall 12 the shop has cleared it”.
refused-usage-designate = Say the number and the department, for instance “/designate 12 police”.

help-call = /call 12 police environment emergency street lead:police 30min reason: blocked road — have departments come
help-uncall = /uncall 12 why — they need not come
help-designate = /designate 12 police — the street decides when all say “not ours”
menu-call = Call departments
menu-uncall = Withdraw a call
menu-designate = Assign a department
