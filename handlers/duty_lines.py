"""What 爱心日 says: its card, when it is, one station, and to whom something is told in a place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.ctx import Ctx, Voice
from handlers.kit import Refused
from models import ballots, duties, people, places
from models.duties import Occasion, Plan, Seen, Stand
from models.messaging import Button, Post
from models.rules.duties import EARLY, Going, Rhythm
from models.rules.polls import CALLERS

ROW = 3
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def plan_of(voice: Voice, occasion: Occasion) -> Plan:
    return voice.db.get_one(Plan, occasion.plan_id)


def when(voice: Voice, occasion: Occasion, stand: Stand | None = None) -> str:
    """`9月25日 08:30–11:30`: of the day, or of one station."""
    begins, ends = stand.span(occasion, voice.house.time_zone) if stand else occasion.span
    return voice.text("duty-when", begin=voice.clock(begins), end=hour(voice, ends))


def hour(voice: Voice, moment: datetime) -> str:
    return f"{moment.astimezone(voice.house.time_zone):%H:%M}"


def headline(voice: Voice, plan: Plan, occasion: Occasion) -> str:
    """`爱心日 · 第 49 个，未间断`."""
    n, unbroken = duties.count_held(voice.db, plan, occasion)
    return voice.text("duty-card", title=plan.title, n=str(n), unbroken=voice.text("duty-unbroken") if unbroken and n > 1 else "")


def rhythm(voice: Voice, plan_rhythm: str, day: int) -> str:
    """`每月 25 号`, `每周六`."""
    said = voice.text("weekday", day=WEEK[day - 1]) if plan_rhythm == Rhythm.WEEKLY else str(day)
    return voice.text(f"loveday-{plan_rhythm}", day=said)


def station_line(voice: Voice, seen: Seen, *, named: bool = True) -> str:
    """`泡脚 3/5 · 小广场 · 带热水、盆 · 组长 李姐 · 候补 1`; where nobody is named without the lead."""
    stand = seen.stand
    parts = [voice.text("duty-station", name=stand.name, n=str(seen.held), whole=str(stand.capacity)), _hours(stand), stand.place]
    parts += [voice.text("duty-needs", skill=voice.text(f"skill-{stand.skill.value}"))] if stand.skill else []
    parts += [voice.text("duty-things", things=stand.things)] if stand.things else []
    lead = people.find_all(voice.db, [stand.lead_id]) if stand.lead_id and named else ()
    parts += [voice.text("duty-lead", name=one.name) for one in lead if one.name]
    parts += [voice.text("duty-waiting", n=str(seen.waiting))] if seen.waiting else []
    return voice.text("duty-dot").join(part for part in parts if part)


def _hours(stand: Stand) -> str:
    return f"{stand.begins}–{stand.ends}" if stand.begins else ""


def where(stand: Stand) -> str:
    """A station as a volunteer is told it: name and place."""
    return f"{stand.name}（{stand.place}）" if stand.place else stand.name


def told(voice: Voice, occasion: Occasion, stand: Stand) -> dict[str, Any]:
    """What a volunteer is told of a place."""
    say = {"title": plan_of(voice, occasion).title, "when": when(voice, occasion, stand), "stand": where(stand)}
    return say | {"things": voice.text("duty-bring", things=stand.things) if stand.things else ""}


def card(voice: Voice, occasion: Occasion) -> Post:
    """One time of it: when, where, which stations have places left, and the buttons to sign up."""
    plan, seen = plan_of(voice, occasion), duties.find_stands(voice.db, occasion.id)
    place = ballots.called(voice.db, places.find_place(voice.db, plan.place_id))
    lines = [voice.text("duty-about", when=when(voice, occasion), place=place), *(station_line(voice, one) for one in seen)]
    if occasion.cancelled_at is not None:
        return Post(headline(voice, plan, occasion), (lines[0], voice.text("duty-cancelled", why=occasion.why)), quiet=True)
    moved = [voice.text("duty-moved", why=occasion.why)] if occasion.why else []
    if not occasion.is_open(voice.now):
        return Post(headline(voice, plan, occasion), (*lines, *moved, voice.text("duty-over")), quiet=True)
    buttons = [Button(one.stand.name, f"duty-join:{one.stand.id}") for one in seen]
    rows = [tuple(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW)]
    rows.append((voice.button("button-duty-here", f"duty-here:{occasion.id}"), voice.button("button-duty-off", f"duty-off:{occasion.id}")))
    added = voice.added("occasion", occasion)
    rows += [each.residents for each in added if each.residents]
    more = [line for each in added for line in each.lines]
    return Post(headline(voice, plan, occasion), (*lines, *more, *moved, voice.text("duty-how")), tuple(rows), quiet=True)


def need_occasion(ctx: Ctx, id_: int) -> Occasion:
    """An occasion, locked, that one can still do something about."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is None:
        raise Refused("button-unknown")
    if not occasion.is_open(ctx.now):
        raise Refused("duty-over")
    return occasion


# ---------------------------------------------------------------- the day that is on


def running(ctx: Ctx) -> Occasion:
    """The occasion that is on, or begins soon, here: before all one the speaker is signed up for, then one for everybody."""
    on = [(plan, one) for plan, one in _coming(ctx) if one.starts_at - EARLY <= ctx.now]
    if not on:
        raise Refused("duty-not-now")
    mine = {occasion.id for _, occasion, _ in duties.find_alive(ctx.db, ctx.me().id, ctx.now)}
    _, first = min(on, key=lambda one: (one[1].id not in mine, one[0].team_id is not None))
    return need_occasion(ctx, first.id)


def _coming(ctx: Ctx) -> list[tuple[Plan, Occasion]]:
    """The next time of each plan here."""
    found = [(plan, duties.find_next(ctx.db, plan.id, ctx.now)) for plan in duties.find_plans(ctx.db, ctx.need_place().community_id)]
    return [(plan, one) for plan, one in found if one is not None]


def desk(ctx: Ctx, *, soon: bool = False) -> Occasion:
    """The occasion that is on, for whoever keeps its list: the staff, the lead of the team whose turn it is, of a station.

    `soon`: before one is on, the next that everybody can come to.
    """
    ahead = sorted((one for plan, one in _coming(ctx) if plan.team_id is None), key=lambda one: one.starts_at)
    occasion = need_occasion(ctx, ahead[0].id) if soon and ahead else running(ctx)
    if ctx.me().id not in leads_of(ctx, occasion) and not ctx.holds(CALLERS, occasion.path):
        raise Refused("duty-desk")
    return occasion


def leads_of(ctx: Ctx, occasion: Occasion) -> set[int | None]:
    """Whoever called it, and whoever leads a station of it."""
    return {plan_of(ctx, occasion).by_person_id, *(seen.stand.lead_id for seen in duties.find_stands(ctx.db, occasion.id))}


def desk_line(voice: Voice, occasion: Occasion) -> str:
    """`到了 5 人，还有 3 人没到`."""
    there = len(duties.find_going(voice.db, occasion.id, Going.CAME))
    return voice.text("duty-there", n=str(there), missing=str(len(duties.find_going(voice.db, occasion.id, Going.GOING, Going.OFFERED))))
