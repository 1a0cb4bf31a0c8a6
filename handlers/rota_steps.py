"""Whose turn it is: the members of a team are called up for a time of its rota, who served least recently first."""

from __future__ import annotations

from datetime import date

from handlers.ctx import ANSWER, Ctx
from handlers.duty_lines import plan_of, told
from models import duties, teams
from models.duties import Occasion, Stand
from models.rules.duties import Going, clashes
from models.rules.teams import in_turn


def call_up(ctx: Ctx, occasion: Occasion) -> None:
    """Fill the places nobody holds; whoever is called up hears it, and the team's lead where nobody is left to call."""
    plan = plan_of(ctx, occasion)
    assert plan.team_id is not None
    turns = in_turn(teams.find_turns(ctx.db, plan.team_id, occasion, ctx.local_day(occasion.starts_at)))
    for seen in duties.find_stands(ctx.db, occasion.id):
        free = [person for person in turns if _is_free(ctx, occasion, person)] if seen.held < seen.stand.capacity else []
        for person in sorted(free[: seen.stand.capacity - seen.held]):
            _take(ctx, occasion, seen.stand, person)
        if seen.held + len(free) < seen.stand.capacity:
            missing = str(seen.stand.capacity - seen.held - len(free))
            ctx.tell(plan.by_person_id, "rota-short", title=plan.title, begin=ctx.clock(occasion.starts_at), n=missing)


def _is_free(ctx: Ctx, occasion: Occasion, person: int) -> bool:
    found = duties.find_alive(ctx.db, person, ctx.now)
    return not any(clashes(occasion.span, at.span(other, ctx.house.time_zone)) for _, other, at in found)


def _take(ctx: Ctx, occasion: Occasion, stand: Stand, person: int) -> None:
    duties.lock_volunteer(ctx.db, person)
    duties.set_sign_up(ctx.db, occasion, stand, person, Going.GOING, ctx.now, plan_of(ctx, occasion).by_person_id)
    ctx.record(occasion.subject, "called-up", stand=stand.id, whom=person)
    row = [ctx.button("button-duty-off", f"duty-off:{occasion.id}")]
    ctx.tell(person, "rota-yours", row, rank=ANSWER, **told(ctx, occasion, stand))


def release(ctx: Ctx, person: int, first: date = date.min, last: date = date.max, *, team: int | None = None) -> int:
    """Take somebody off the rotas of these days (of one team: of all), and call up the next; gives off how many."""
    taken = 0
    for mine, occasion, _ in duties.find_alive(ctx.db, person, ctx.now):
        whose = plan_of(ctx, occasion).team_id
        if whose is None or team not in (None, whose) or mine.state is not Going.GOING or occasion.starts_at <= ctx.now:
            continue
        if first <= ctx.local_day(occasion.starts_at) <= last and duties.lock_occasion(ctx.db, occasion.id):
            mine.state = Going.OFF
            ctx.record(occasion.subject, "signed-off", whom=person)
            ctx.db.flush()
            call_up(ctx, occasion)
            taken += 1
    return taken
