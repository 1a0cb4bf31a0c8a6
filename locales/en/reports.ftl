offer = Shall I register this?{ $urgent ->
        [yes] {" "}(It sounds urgent)
       *[no] {""}
    }
    { $place } · { $category }
offer-gone = All right, not registered. Say “/report” and a sentence whenever you want.
offer-dropped = All right, not registered.
refused-offer-past = This question is out of date. Just say “/report” and a sentence.
button-register = Register
button-drop = No
button-follow = Me too
button-add = Add

report-registered = Registered as { $number }
report-picture-only = See the photo
report-picture-ask = I have the photo. One more sentence: where, and what is wrong?
report-welcome = You are welcome. Tell me whenever there is something.
report-listening = I am here. Just say what is wrong and where, e.g. “the lift in building 2 is broken”.
    “/board” shows how things stand, “/help” the rest.
usage-report = Register what?
refused-usage-report = Say “/report” and a sentence, e.g. “/report the lift in building 2 is broken”.

follow-added = Noted: you met { $number } too.
follow-already = { $number } has you already.
follow-own = { $number } is your own report.
add-ask = Now send words or a photo; I add them to { $number }.
add-done = Added to { $number }.
refused-matter-unknown = There is no { $number }. “/board” shows the numbers.
refused-matter-elsewhere = This belongs to another compound.
refused-matter-closed = { $number } is closed. If something is still wrong, just say it anew.

emergency-first = ‼ First call { $number }! I have told the staff.
emergency-work = ‼ Emergency! Call the reporter at once; if needed dial { $number }.
emergency-staff = ‼ Emergency { $number }: { $place }
    { $words }
    Please get in touch at once; if needed dial { $call }.

category-utilities = water, power, gas
category-elevator = lift
category-sanitation = cleanliness
category-noise = noise
category-traffic = parking and roads
category-safety = fire and safety
category-illegal_building = illegal building
category-facilities = shared facilities
category-greening = greenery
category-property = property service
category-dispute = dispute
category-other = other

help-report = /report the lift is broken — register a matter (or mention me, or tell me in private)
menu-report = Report something
