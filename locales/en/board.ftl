board-row = { $number } { $day }, { $title }, { $state }
board-list = { $place }: matters in hand
    { $rows }
    { $open } open, { $done } done this month. “/board number” shows one.
board-waiting = open
board-none-waiting = Nothing is open at { $place }.
board-empty = Nothing is registered at { $place } yet. If something is wrong, just say it.
board-one = { $row }
    { $place }
    { $history }
board-fact = { $when } { $who } { $what }: { $words }
button-board = Open the board
act-registered = registered
act-lapsed = not registered
act-followed = met it too
act-added = added details
act-accept = accepted
act-negotiate = brought the sides together
act-call = called departments
act-table = put on the agenda
act-proceed = went on
act-merge = merged
act-done = done
act-decline = declined
act-defer = put off
act-resume = went on by itself
act-noted = news
act-withdraw = withdrew
act-confirm = confirmed
act-reopen = not solved, reopened
act-expire = no answer in seven days: unconfirmed
help-board = /board, /board 12 — how things stand
menu-board = How things stand
