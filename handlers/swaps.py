"""换班, 替班: one volunteer asks another by name to change places, or to take over; both are fit for it, and nobody is in two places."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.ctx import ANSWER, Ctx
from handlers.duty_lines import plan_of, told
from handlers.duty_steps import free_up, need_apart, need_fit
from handlers.kit import Capability, Refused, Subject, Where
from handlers.waves import reply
from models import duties, people, swaps, teams
from models.duties import Occasion, SignUp, Stand
from models.rules.duties import Going
from models.rules.roles import ANYONE
from models.swaps import Answered, Swap

capability = Capability("swaps")

WAITS = timedelta(hours=24)
"""So long somebody may think it over; never past the beginning."""


@capability.command("换班", "swap", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def change(ctx: Ctx, words: str) -> None:
    """`换班 小王`: my next place for theirs, on the same day or another."""
    mine, occasion, whom = _asked(ctx, words)
    theirs = _place_of(ctx, occasion, whom)
    if theirs is None:
        raise Refused("swap-nothing", who=words.strip()[:20])
    if theirs.stand_id == mine.stand_id:
        raise Refused("swap-same", who=words.strip()[:20])
    _ask(ctx, mine, whom, theirs, words.strip()[:20])


@capability.command("替班", "cover", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def cover(ctx: Ctx, words: str) -> None:
    """`替班 小王`: whether they take my next place."""
    mine, occasion, whom = _asked(ctx, words)
    theirs = duties.find_mine(ctx.db, occasion.id, whom)
    if theirs is not None and theirs.state in (Going.GOING, Going.CAME):
        raise Refused("swap-is-there", who=words.strip()[:20])
    _ask(ctx, mine, whom, None, words.strip()[:20])


def _asked(ctx: Ctx, words: str) -> tuple[SignUp, Occasion, int]:
    """The speaker's next place that has not begun, and the volunteer of that name."""
    found = [(mine, one) for mine, one, _ in duties.find_alive(ctx.db, ctx.me().id, ctx.now) if mine.state is Going.GOING]
    ahead = [(mine, one) for mine, one in found if one.starts_at > ctx.now]
    if not ahead:
        raise Refused("duty-not-in")
    mine, occasion = ahead[0]
    return mine, occasion, _named(ctx, occasion, words.strip())


def _named(ctx: Ctx, occasion: Occasion, name: str) -> int:
    """The only volunteer of that name: of a rota one of the team; strangers and those who do not serve are not told apart."""
    team = plan_of(ctx, occasion).team_id
    if team is not None:
        found = {member.person_id for member, called in teams.find_members(ctx.db, team) if called == name}
    else:
        there = {mine.person_id for mine, _, called in duties.find_going(ctx.db, occasion.id, Going.GOING) if called == name}
        living = {person.id for person in people.find_called(ctx.db, occasion.path, name)}
        found = {one for one in there | living if swaps.is_volunteer(ctx.db, occasion.community_id, one)}
    found.discard(ctx.me().id)
    if len(found) != 1:
        raise Refused("swap-whom" if not found else "swap-whom-several", who=name[:20])
    return found.pop()


def _place_of(ctx: Ctx, occasion: Occasion, person: int) -> SignUp | None:
    """Where they are that day; else their next place in this community."""
    same = duties.find_mine(ctx.db, occasion.id, person)
    if same is not None and same.state is Going.GOING:
        return same
    return next((theirs for theirs, one, _ in duties.find_alive(ctx.db, person, ctx.now) if _may_go(ctx, theirs, one, occasion)), None)


def _may_go(ctx: Ctx, theirs: SignUp, one: Occasion, mine: Occasion) -> bool:
    here = one.community_id == mine.community_id and plan_of(ctx, one).team_id == plan_of(ctx, mine).team_id
    return here and theirs.state is Going.GOING and one.starts_at > ctx.now


def _ask(ctx: Ctx, mine: SignUp, whom: int, theirs: SignUp | None, called: str) -> None:
    """A letter with two buttons, to be answered within a day and before it begins."""
    until = min([ctx.now + WAITS, *(ctx.db.get_one(Occasion, one.occasion_id).starts_at for one in (mine, theirs) if one)])
    swap = swaps.ask(ctx.db, mine, whom, theirs, until)
    row = [ctx.button("button-swap-yes", f"duty-swap:{swap.id}"), ctx.button("button-swap-no", f"duty-noswap:{swap.id}")]
    say: dict[str, Any] = {"who": ctx.me().name or ctx.text("somebody"), "until": ctx.clock(until), "place": _line(ctx, mine)}
    key = "swap-asks" if theirs else "cover-asks"
    if not ctx.tell(whom, key, row, rank=ANSWER, **say, yours=_line(ctx, theirs) if theirs else ""):
        raise Refused("swap-unreachable", who=called)
    ctx.later("duty-swap-lapses", f"swap:{swap.id}", until)
    ctx.record(f"occasion:{mine.occasion_id}", "asked-swap", whom=whom)
    ctx.say("swap-asked", who=called, until=ctx.clock(until))


def _line(ctx: Ctx, mine: SignUp) -> str:
    """A place in words."""
    return ctx.text("swap-place", **told(ctx, ctx.db.get_one(Occasion, mine.occasion_id), ctx.db.get_one(Stand, mine.stand_id)))


# ---------------------------------------------------------------- the answer


@capability.button("duty-swap", role=ANYONE, about="swap")
def accept(ctx: Ctx, swap: Swap, _rest: str) -> None:
    """愿意: both places change hands at once, if nothing stands against it any more."""
    _open(ctx, swap)
    places = swaps.lock_both(ctx.db, swap)
    if any(place.state is not Going.GOING or not one.is_open(ctx.now) or one.starts_at <= ctx.now for place, one in places):
        raise Refused("swap-late")
    asker = places[0][0].person_id
    between = [one.id for _, one in places]
    _fit(ctx, places[0], swap.asked_id, between)
    for theirs in places[1:]:
        _fit(ctx, theirs, asker, between)
    stands = [ctx.db.get_one(Stand, place.stand_id) for place, _ in places]
    _hand_over(ctx, places, stands, (swap.asked_id, asker))
    swap.state = Answered.DONE
    ctx.db.flush()
    lines = [ctx.text("swap-place", **told(ctx, one, stand)) for (_, one), stand in zip(places, stands, strict=True)]
    for _, one in places:
        ctx.record(one.subject, "swapped", swap=swap.id)
        ctx.refresh(one.subject)
    ctx.tell(asker, "swap-done" if len(lines) > 1 else "cover-done", rank=ANSWER, who=ctx.me().name, mine=lines[-1])
    reply(ctx, "swap-yours", mine=lines[0])


def _fit(ctx: Ctx, place: tuple[SignUp, Occasion], person: int, between: list[int]) -> None:
    """Whether somebody can stand there: belongs to the team, has the skill, is nowhere else at that hour."""
    stand = ctx.db.get_one(Stand, place[0].stand_id)
    need_fit(ctx, stand, person)
    need_apart(ctx, place[1], stand, person, *between)


def _hand_over(ctx: Ctx, places: list[tuple[SignUp, Occasion]], stands: list[Stand], to: tuple[int, int]) -> None:
    """Each place to the other; whoever held or waited for another that day lets it go."""
    for place, _ in places:
        place.state = Going.OFF
    ctx.db.flush()
    for (_, occasion), stand, person in zip(places, stands, to, strict=False):
        was = duties.find_mine(ctx.db, occasion.id, person)
        freed = ctx.db.get(Stand, was.stand_id) if was and was.state is Going.OFFERED else None
        duties.set_sign_up(ctx.db, occasion, stand, person, Going.GOING, ctx.now, None)
        if freed is not None:
            free_up(ctx, occasion, freed)


@capability.button("duty-noswap", role=ANYONE, about="swap")
def decline(ctx: Ctx, swap: Swap, _rest: str) -> None:
    """不方便: whoever asked hears it and keeps their place."""
    _open(ctx, swap)
    swap.state = Answered.NO
    mine = ctx.db.get_one(SignUp, swap.mine_id)
    ctx.tell(mine.person_id, "swap-refused", rank=ANSWER, who=ctx.me().name, place=_line(ctx, mine))
    asker = people.find_all(ctx.db, [mine.person_id])
    reply(ctx, "swap-declined", who=asker[0].name if asker and asker[0].name else ctx.text("somebody"))


def _open(ctx: Ctx, swap: Swap) -> None:
    """It was asked of the speaker, and has not been answered."""
    if swap.asked_id != ctx.me().id:
        raise Refused("button-unknown")
    if swap.state is Answered.DONE:
        raise Refused("swap-done")
    if swap.state is not Answered.ASKED or ctx.now >= swap.until:
        raise Refused("swap-late")


@capability.timer("duty-swap-lapses")
def lapse(ctx: Ctx, id_: int) -> None:
    """Nobody answered: the place stays with whoever asked."""
    swap = swaps.lock_swap(ctx.db, id_)
    if swap is None or swap.state is not Answered.ASKED or ctx.now < swap.until:
        return
    swap.state = Answered.LAPSED
    mine = ctx.db.get_one(SignUp, swap.mine_id)
    if mine.state is Going.GOING and _ahead(ctx, mine.occasion_id, ctx.now):
        ctx.tell(mine.person_id, "swap-lapsed", place=_line(ctx, mine))


def _ahead(ctx: Ctx, occasion: int, now: datetime) -> bool:
    found = ctx.db.get_one(Occasion, occasion)
    return found.cancelled_at is None and found.ends_at > now


def _swap(ctx: Ctx, id_: int) -> Swap:
    """Looked up; its places are locked first, so that every road takes occasions, people and swaps in one order."""
    found = swaps.find_swap(ctx.db, id_)
    if found is None:
        raise Refused("button-unknown")
    swaps.lock_both(ctx.db, found)
    return swaps.lock_swap(ctx.db, id_) or found


capability.subjects["swap"] = Subject(_swap, _swap)
