# Rotas, shifts, being away.
rota-line = On duty: { $day } { $begin }–{ $end } · { $place }, { $n } people
rota-yours = It is your turn: { $title } · { $when } · { $stand }.
    If you cannot come, press the button early and I ask the next; to change with somebody: "/swap NAME".
rota-short = "{ $title }" at { $begin } is short of { $n }; nobody of the team is left to call.
rota-stopped = "{ $name }" gets no new turns; those that are set take place.
rotas = { $name }:
    { $rows }
    Another: "/rota { $number } monthly 5 19:00-21:00 2 South gate"; no more: "/rota { $number } stop".
rota-begun = Done. { $line }
    The next { $n } are filled and those whose turn it is have been told. "/shifts { $number }" shows them.
rota-shifts = { $name }, turns:
    { $rows }
    "/swap NAME" to change, "/cover NAME" to ask for help, "/dayoff DAYS" when you cannot come.
rota-shift = { $when }: { $names }{ $short }
rota-missing = {" "}({ $n } missing)
rota-away = { $name } is away { $span }
away = Noted: you are not called on { $span }. { $more }Back earlier: "/dayoff cancel".
away-passed = { $n } of your turns were passed on.{" "}
away-span = { $first }–{ $last }
away-cancel = cancel
away-back = Good, you are called as before.
away-none = You were not away.
refused-rota-team-only = This is a team's turn; its members go. "/teams" shows how to join.
refused-usage-rota = "/rota NUMBER monthly 5 19:00-21:00 2 South gate", or "/rota NUMBER stop".
refused-usage-shifts = "/shifts NUMBER", please.
refused-usage-dayoff = Which days? "/dayoff 12月1日到12月5日"; "/dayoff cancel".
menu-rota = when a team serves
menu-shifts = whose turn it is
menu-dayoff = cannot come
