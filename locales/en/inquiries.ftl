inquiry = { $answer }
    Say “progress” (/board) to see where things stand. To report something: “/report” and a sentence.
inquiry-open = { $number } { $title } ({ $place }): { $state }, registered { $age }.
inquiry-whose = This is for: { $role }.
inquiry-reach = This is for: { $role }, { $words }
inquiry-here = This is for: { $role }. They are here; just ask them.
contact-row = { $role }: { $words }
contacts = How to reach them:
    { $rows }
contacts-none = Nobody has set a number yet. Property staff or the secretary can say “/setphone property 0591-12345678”.
contact-set = Noted. { $role }: { $words }
inquiry-neighbours = I do not know this one; maybe a neighbour does.
act-contact-set = number set
refused-usage-setphone = Please say who and how, e.g. “/setphone property 0591-12345678”.
help-phones = /phones — how to reach the property company and the community
menu-phones = How to reach them
help-setphone = /setphone property 0591-12345678 — so that neighbours can ask
menu-setphone = Set an office number
