"""What 爱心日's capabilities do alike: make what lies ahead, set its moments, offer a freed place, see who may stand where."""

from __future__ import annotations

from handlers.ctx import ANSWER, Ctx
from handlers.duty_lines import hour, plan_of, told
from handlers.kit import Refused
from handlers.rota_steps import call_up
from handlers.waves import reply
from models import duties, duty, polls, teams, timers
from models.duties import Occasion, Plan, SignUp, Stand
from models.machinery import Late
from models.rules.duties import AHEAD, EARLY, GRACE, LAST_OFFER, Going, Reminder, clashes, is_near, offered_until, reminders

REMINDED = tuple(f"duty-{step}-{kind.value}" for step in ("reminds", "reminded") for kind in Reminder)
MOMENTS = (*REMINDED, "duty-short", "duty-starts", "duty-ends")


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


# ---------------------------------------------------------------- who may stand where


def need_fit(ctx: Ctx, stand: Stand, person: int) -> None:
    """A station that needs a skill takes those who said they have it; a team's rota takes the team."""
    team = duties.find_team(ctx.db, stand)
    if team is not None and not teams.is_member(ctx.db, team, person):
        raise Refused("rota-team-only")
    if stand.skill is None:
        return
    helper = duty.find_helper(ctx.db, stand.community_id, person)
    if helper is None or stand.skill.value not in helper.skills:
        raise Refused("duty-skill", stand=stand.name, skill=ctx.text(f"skill-{stand.skill.value}"))


def need_apart(ctx: Ctx, occasion: Occasion, stand: Stand, person: int, *but: int) -> str:
    """Nobody is in two places, `but` for those they are about to leave; what is less than an hour apart is told."""
    zone, found = ctx.house.time_zone, duties.find_alive(ctx.db, person, ctx.now)
    here, others = stand.span(occasion, zone), [(at, at.span(one, zone)) for _, one, at in found if one.id not in (occasion.id, *but)]
    for at, span in others:
        if clashes(here, span):
            raise Refused("duty-clash", stand=at.name, when=ctx.clock(span[0]))
    close = next((span for _, span in others if is_near(here, span)), None)
    return ctx.text("duty-near", when=ctx.clock(close[0])) if close else ""


# ---------------------------------------------------------------- who is there


def arrive(ctx: Ctx, occasion: Occasion, person: int) -> None:
    """By a code that is shown at the desk: who did not sign up is taken in where a place is left."""
    mine = duties.find_mine(ctx.db, occasion.id, person)
    if mine is None or mine.state not in (Going.GOING, Going.OFFERED, Going.CAME):
        need_open_desk(ctx, occasion)
        walk_in(ctx, occasion, person)
    come(ctx, occasion, person)


def come(ctx: Ctx, occasion: Occasion, person: int) -> None:
    """Whoever signed up is there."""
    mine = duties.find_mine(ctx.db, occasion.id, person)
    if mine is None or mine.state not in (Going.GOING, Going.OFFERED, Going.CAME):
        raise Refused("duty-not-signed")
    need_open_desk(ctx, occasion)
    if mine.state is Going.CAME:
        return reply(ctx, "duty-here-already")
    mark_come(ctx, occasion, mine)
    return reply(ctx, "duty-here", title=plan_of(ctx, occasion).title)


def need_open_desk(ctx: Ctx, occasion: Occasion) -> None:
    if ctx.now < occasion.starts_at - EARLY:
        raise Refused("duty-early", when=hour(ctx, occasion.starts_at - EARLY))


def mark_come(ctx: Ctx, occasion: Occasion, mine: SignUp) -> None:
    mine.state, mine.came_at, mine.offered_until = Going.CAME, max(ctx.now, occasion.starts_at), None
    ctx.record(occasion.subject, "came")
    ctx.db.flush()
    ctx.refresh(occasion.subject)


def walk_in(ctx: Ctx, occasion: Occasion, person: int, stand: Stand | None = None) -> SignUp:
    """Who came without signing up stands where a place is left: at the `stand` named, else at one that asks for no skill."""
    duties.lock_volunteer(ctx.db, person)
    left = [seen.stand for seen in duties.find_stands(ctx.db, occasion.id) if seen.held < seen.stand.capacity]
    free = [one for one in left if one.id == stand.id] if stand else [one for one in left if not one.skill]
    if not free:
        raise Refused("duty-full")
    need_fit(ctx, free[0], person)
    need_apart(ctx, occasion, free[0], person)
    return duties.set_sign_up(ctx.db, occasion, free[0], person, Going.GOING, ctx.now, None)
