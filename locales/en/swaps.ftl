# Changing places.
swap-place = { $title } · { $when } · { $stand }
swap-asks = { $who } would like to change places with you.
    You go to: { $place }
    { $who } goes to: { $yours }
    Answer by { $until }.
cover-asks = { $who } asks you to take over once: { $place }
    Answer by { $until }. { $yours }
button-swap-yes = Yes
button-swap-no = I cannot
swap-asked = { $who } is asked, until { $until }. Until they agree the place is yours.
swap-done = { $who } agreed. You go to: { $mine }
cover-done = { $who } takes over: { $mine }
swap-yours = Thank you! You go to: { $mine }
swap-refused = { $who } cannot. You still have: { $place }
swap-declined = Good, { $who } is told.
swap-lapsed = No answer came. You still have: { $place }
refused-swap-nothing = { $who } has no place to change. "/cover { $who }" asks them to take over.
refused-swap-same = { $who } is at the same place.
refused-swap-is-there = { $who } is there that day too. "/swap { $who }" changes places.
refused-swap-whom = No volunteer called "{ $who }".
refused-swap-whom-several = Several are called "{ $who }"; ask the lead.
refused-swap-unreachable = I cannot write to { $who } alone; please ask them yourself, or tell the lead.
refused-swap-done = It is changed already, no need to press again.
refused-swap-late = That is past; nothing has changed.
refused-usage-swap = "/swap NAME", please.
refused-usage-cover = "/cover NAME", please.
menu-swap = change places with somebody
menu-cover = ask somebody to take over
act-asked-swap = asked to swap
act-swapped = swapped
