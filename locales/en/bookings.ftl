# Booking a service of Love Day; the desk.
booking-line = To be served, press "Book": { $parts }
booking-free = { $stand } { $n }/{ $whole }
button-book = Book { $stand }
booking-made = Booked: { $stand }, number { $number }, at about { $about }. You are reminded the evening before; "/mybookings" calls it off.
booking-made-for = Booked for { $who }: { $stand }, number { $number }, at about { $about }.
booking-for-you = The committee booked { $title } for you: { $stand }, number { $number }, at about { $about }.
booking-already = That is booked: { $stand }, number { $number }, at about { $about }.
booking-reminds = To remember: { $title } for { $who }, { $stand }, number { $number }, at about { $about }.
booking-moved = Moved: { $stand }, number { $number } for { $who }, is on { $when } now. Why: { $why }
booking-cancelled = Cancelled: { $stand }, number { $number } for { $who } ({ $when }). Why: { $why }
booking-turn = It is { $who }'s turn: number { $number }, { $stand }.
button-booking-off = Call it off
button-booking-off-one = Call off { $stand } of { $who }
bookings-none = You have booked nothing. "/loveday" shows what there is.
bookings-mine = Booked:
    { $rows }
booking-row = { $who } · { $stand }, number { $number }, at about { $about }
booking-called-off = Number { $number } of { $who } is called off.
booklist = Booked for { $when }:
    { $rows }
    "/callnext STATION" calls the next, "/skipnumber STATION" when nobody comes.
booklist-stand = { $stand }:
    { $rows }
booklist-one = { $number } { $who }{ $state ->
    [called] {" "}(called)
    [served] {" "}(served)
    [missed] {" "}(not there)
   *[booked] {""}
}
callnext = { $stand }: number { $number }, { $who }.
callnext-none = Nobody is left at { $stand }.
refused-booking-unknown = "{ $name }" cannot be booked. These can: { $names }.
refused-booking-nothing = Nothing needs booking; just come. "/loveday" shows when.
refused-booking-full = { $stand } is booked out; come by on the day.
refused-booking-most = { $most } at most. For more ask the committee.
refused-booking-past = That number was called or called off.
refused-usage-book = "/book STATION", or "/book STATION for NAME".
refused-usage-booklist = In private: "/booklist".
refused-usage-callnext = "/callnext STATION", please.
refused-usage-skipnumber = "/skipnumber STATION", please.
refused-usage-mybookings = In private: "/mybookings".
help-book = /book STATION – book a service of Love Day, for your family too
help-mybookings = /mybookings – see and call off
menu-book = book a service of Love Day
menu-mybookings = what I booked
menu-booklist = who booked
menu-callnext = call the next
menu-skipnumber = nobody came, call the next
act-booked = booked
act-booking-off = booking called off
act-called-number = called
