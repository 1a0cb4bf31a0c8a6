setting-utility-accept = accept-utility
setting-utility-news = news-utility
setting-ordinary-accept = accept-ordinary
setting-ordinary-solve = solve-ordinary
setting-hard-accept = accept-hard
setting-hard-news = news-hard
setting-hard-solve = solve-hard
setting-work-opens = work-opens
setting-work-closes = work-closes

clock-accept = taken up
clock-arrive = reached
clock-news = heard of
clock-solve = solved

clock-nudge = ⏰ { $number } { $place } · { $category }
    It was to be { $what } by { $when }, and is not.
clock-nudges = ⏰ { $n } are past their time and not done:
    { $lines }
clock-nudge-row = { $number } { $place } · { $category }: to be { $what } by { $when }
clock-nudge-more = And { $n } more.
button-why = Say why
why-ask = Why does { $number } take longer? Write a sentence everybody may read, such as “waiting for a part, Wednesday”.
why-noted = The reason is on the card of { $number }.
why-not-said = not said yet
card-overdue = { $n } days late ({ $what }), because: { $why }
card-overdue-today = Late: it was to be { $what } by { $when }, because: { $why }
overdue-none = Nothing is late.
overdue-list = What is late:
    { $lines }
    To say why: /why 12 waiting for a part
overdue-row = { $number } { $title } · { $late }

act-clock-missed = late, reminded
act-overdue = shown as late
act-explained = said why

refused-usage-why = Please give the number and the reason, for example “/why 12 waiting for a part”.
help-why = /why 12 waiting for a part – on the card, for everybody
help-overdue = /overdue – what is late
menu-why = Say why it is late
menu-overdue = What is late
