# Departments that have not signed, or are not there in time.
call-unsigned = { $number } { $title }: { $names } did not sign yet. Reminded once.
call-unsigned-you = { $number } { $title }: { $department }, please sign first, and be on site by { $due }.
call-late = { $number } { $title }: { $names } did not report in by { $due }. Reminded once.
call-late-nobody = { $number } { $title }: { $names } did not report in by { $due }.
    { $alone } cannot be reminded, for want of a contact. Please telephone.
call-late-you = { $number } { $title }: { $department } was due on site by { $due } and has not reported in. Press “On site” once you are there.
call-contact-gone = { $department } has no contact any more. It is called to { $number }: please telephone, then “/departments { $department } contact name”.
