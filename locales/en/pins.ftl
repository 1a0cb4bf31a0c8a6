pinned-title = { $place } board
pinned-counts = { $open } open · { $done } done this month
pinned-more = { $n } more; “/board” shows them all.
pinned-empty = Nothing is open at the moment. If something is wrong, just say so.
refused-pin-residents = The board belongs into a residents' group. First tell me with “/setup” which group this is.
help-pin = /pin — put the board on top of the group
menu-pin = pin the board
