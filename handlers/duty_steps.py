"""What 爱心日's capabilities do alike: make what lies ahead, set its moments, free and offer a place."""

from __future__ import annotations

from handlers.ctx import ANSWER, Ctx
from handlers.duty_lines import plan_of, told
from handlers.rota_steps import call_up
from models import duties, polls, timers
from models.duties import Occasion, Plan, SignUp, Stand
from models.machinery import Late
from models.rules.duties import AHEAD, GRACE, LAST_OFFER, Going, offered_until, reminders

MOMENTS = ("duty-reminds-days", "duty-reminds-eve", "duty-reminds-hour", "duty-short", "duty-starts", "duty-ends")


def make_ahead(ctx: Ctx, plan: Plan) -> list[Occasion]:
    """What the plan has in the next weeks and is not there yet, with its card in the groups and its moments set."""
    made = duties.make_ahead(ctx.db, plan, ctx.now, AHEAD[plan.rhythm], ctx.house.time_zone)
    for occasion in made:
        ctx.record(occasion.subject, "planned", new=True, day=occasion.day.isoformat())
        set_moments(ctx, occasion)
        _announce(ctx, plan, occasion)
    return made


def _announce(ctx: Ctx, plan: Plan, occasion: Occasion) -> None:
    """The groups see what everybody can sign up for; of a rota those hear whose turn it is."""
    if plan.team_id is not None:
        return call_up(ctx, occasion)
    for chat in polls.find_groups(ctx.db, occasion.path):
        ctx.reveal(occasion.subject, chat)
    return None


def set_moments(ctx: Ctx, occasion: Occasion) -> None:
    """Reminders, the look for who is missing, the lists, the end; in place of those that were set."""
    timers.drop_timers(ctx.db, occasion.subject, *MOMENTS)
    due = {f"duty-reminds-{kind.value}": at for kind, at in reminders(occasion.starts_at, ctx.house.time_zone).items()}
    due |= {"duty-short": occasion.starts_at - 2 * LAST_OFFER, "duty-starts": occasion.starts_at, "duty-ends": occasion.ends_at + GRACE}
    for name, at in due.items():
        if at > ctx.now:
            timers.set_timer(ctx.db, name, occasion.subject, at, community=occasion.community_id, late=Late.SAY)


def free_up(ctx: Ctx, occasion: Occasion, stand: Stand) -> None:
    """A place came free: kept for the first who waits, shortly before for whoever presses first; of a rota the next is called."""
    if plan_of(ctx, occasion).team_id is not None:
        return call_up(ctx, occasion)
    first = duties.find_first_waiting(ctx.db, stand.id)
    until = offered_until(ctx.now, occasion.starts_at)
    if first is None or duties.count_free(ctx.db, stand) < 1:
        return None
    if until is None:
        return _tell_waiting(ctx, occasion, stand)
    first.state, first.offered_until = Going.OFFERED, until
    ctx.record(occasion.subject, "offered", stand=stand.id)
    ctx.db.flush()
    ctx.later("duty-offer-lapses", f"sign-up:{first.id}", until)
    return _offer(ctx, occasion, stand, first)


def _offer(ctx: Ctx, occasion: Occasion, stand: Stand, first: SignUp) -> None:
    assert first.offered_until is not None
    row = [ctx.button("button-duty-take", f"duty-take:{first.id}"), ctx.button("button-duty-pass", f"duty-pass:{first.id}")]
    ctx.tell(first.person_id, "duty-offer", row, rank=ANSWER, until=ctx.clock(first.offered_until), **told(ctx, occasion, stand))


def _tell_waiting(ctx: Ctx, occasion: Occasion, stand: Stand) -> None:
    """So late, all who wait hear of it at once."""
    row = [ctx.button("button-duty-take", f"duty-join:{stand.id}")]
    for mine, where_, _ in duties.find_going(ctx.db, occasion.id, Going.WAITING):
        if where_.id == stand.id:
            ctx.tell(mine.person_id, "duty-free", row, rank=ANSWER, **told(ctx, occasion, stand))

