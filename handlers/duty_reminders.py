"""Reminders of 爱心日: three days before, the evening before, an hour before; each once a person, and never when the next is due."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from handlers.ctx import BULK, Ctx
from handlers.duty_lines import headline, hour, plan_of, station_line, told, where
from handlers.kit import Capability, Refused, Where
from models import chats, duties, people
from models.chats import Kind
from models.duties import Occasion, Seen, SignUp, Stand
from models.machinery import Delivery
from models.messaging import Button
from models.rules.duties import ALIVE, LATE, Going, Reminder, reminders, still_due
from models.rules.quiet import quiet_until
from models.rules.roles import ANYONE, MANAGERS

capability = Capability("duty_reminders")

BATCH = 200
"""So many are reminded in one transaction, so that a resident's report never waits for a whole fan-out."""
NEXT = timedelta(seconds=1)
LISTED = 60


def _remind(kind: Reminder, ctx: Ctx, id_: int) -> None:
    """Everybody who goes and was not reminded so: a bounded number at once, then it comes back to the rest."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is None or not occasion.is_open(ctx.now) or ctx.now < reminders(occasion.starts_at, ctx.house.time_zone)[kind]:
        return None
    if not still_due(kind, ctx.now, occasion.starts_at, ctx.house.time_zone):
        return None
    quiet = quiet_until(ctx.now, ctx.setting("quiet-hours", occasion.community_id), ctx.house.time_zone)
    if quiet is not None and kind is not Reminder.HOUR:
        return ctx.later(f"duty-reminds-{kind.value}", occasion.subject, quiet)
    found = duties.find_unreminded(ctx.db, occasion.id, kind, BATCH)
    late = ctx.now - reminders(occasion.starts_at, ctx.house.time_zone)[kind] > LATE
    lost = [(mine, stand) for mine, stand in found if not _tell(ctx, occasion, mine, stand, kind, late)]
    if lost:
        _mention(ctx, occasion, lost)
    if len(found) == BATCH:
        return ctx.later(f"duty-reminds-{kind.value}", occasion.subject, ctx.now + NEXT)
    return _list(ctx, occasion) if kind is Reminder.EVE else None


def _tell(ctx: Ctx, occasion: Occasion, mine: SignUp, stand: Stand, kind: Reminder, late: bool) -> bool:
    """One person, once; False where they cannot be written to alone."""
    if not duties.take_reminder(ctx.db, occasion, mine.person_id, kind, ctx.now):
        return True
    row: list[Button] = [ctx.button("button-duty-here", f"duty-here:{occasion.id}")] if kind is Reminder.HOUR else []
    row += [] if kind is Reminder.HOUR else [ctx.button("button-duty-off", f"duty-off:{occasion.id}")]
    sorry = ctx.text("duty-sorry") if late else ""
    key = f"duty-remind-{kind.value}"
    return ctx.tell(mine.person_id, key, row, rank=BULK, delivery=Delivery.NOTICE, late=sorry, **told(ctx, occasion, stand))


def _mention(ctx: Ctx, occasion: Occasion, lost: list[tuple[SignUp, Stand]]) -> None:
    """Who has no private chat is named once in the group that stands closest; where there is none, to whoever leads."""
    names = {person.id: person.name for person in people.find_all(ctx.db, [mine.person_id for mine, _ in lost])}
    who = ctx.text("list-separator").join(f"{names[mine.person_id]}（{stand.name}）" for mine, stand in lost[:LISTED])
    say = {"title": plan_of(ctx, occasion).title, "begin": ctx.clock(occasion.starts_at), "who": who}
    groups = chats.find_nearest(ctx.db, occasion.path, Kind.RESIDENTS)
    for chat in groups:
        ctx.news(chat, ctx.voice(chat).post("duty-mention", **say), about=f"{occasion.subject}:mention", whole=True)
    if not groups:
        ctx.tell(plan_of(ctx, occasion).by_person_id, "duty-mention", rank=BULK, delivery=Delivery.NOTICE, **say)


for _kind in Reminder:
    capability.timer(f"duty-reminds-{_kind.value}")(partial(_remind, _kind))


# ---------------------------------------------------------------- whoever leads


def _list(ctx: Ctx, occasion: Occasion) -> None:
    """Who comes, station by station, to whoever called it; to whoever leads a station, those of that one."""
    plan, going = plan_of(ctx, occasion), duties.find_going(ctx.db, occasion.id, Going.GOING, Going.CAME)
    stands = duties.find_stands(ctx.db, occasion.id)
    rows = {seen.stand: _who_comes(ctx, seen, [name for _, stand, name in going if stand.id == seen.stand.id]) for seen in stands}
    say: dict[str, Any] = {"headline": headline(ctx, plan, occasion), "begin": ctx.clock(occasion.starts_at)}
    ctx.tell(plan.by_person_id, "duty-list", rows="\n".join(rows.values()), **say)
    for lead in sorted({stand.lead_id for stand in rows if stand.lead_id} - {plan.by_person_id}):
        ctx.tell(lead, "duty-list", rows="\n".join(row for stand, row in rows.items() if stand.lead_id == lead), **say)


def _who_comes(ctx: Ctx, seen: Seen, there: list[str]) -> str:
    more = ctx.text("duty-list-more", n=str(len(there) - LISTED)) if len(there) > LISTED else ""
    names = ctx.text("list-separator").join(there[:LISTED]) or "–"
    return ctx.text("duty-list-row", station=station_line(ctx, seen), names=names, more=more)


@capability.timer("duty-starts")
def begin(ctx: Ctx, id_: int) -> None:
    """The list once more, when it begins."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is not None and occasion.is_open(ctx.now) and ctx.now >= occasion.starts_at:
        _list(ctx, occasion)


@capability.timer("duty-short")
def short(ctx: Ctx, id_: int) -> None:
    """A day before: where hands are missing, those who steer hear it, and those who can do it are asked."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is None or not occasion.is_open(ctx.now) or ctx.now >= occasion.starts_at:
        return
    missing = [seen for seen in duties.find_stands(ctx.db, occasion.id) if seen.held < seen.stand.capacity]
    rows = "\n".join(station_line(ctx, seen) for seen in missing)
    say: dict[str, Any] = {"title": plan_of(ctx, occasion).title, "begin": ctx.clock(occasion.starts_at), "rows": rows}
    for person_id in _who_steers(ctx, occasion) if missing else ():
        ctx.tell(person_id, "duty-short", **say)
    going = {mine.person_id for mine, _, _ in duties.find_going(ctx.db, occasion.id, *ALIVE)}
    for seen in missing:
        for person_id in duties.find_skilled(ctx.db, occasion.community_id, seen.stand.skill) if seen.stand.skill else ():
            if person_id not in going:
                row = [Button(ctx.text("button-duty-take"), f"duty-join:{seen.stand.id}")]
                ctx.tell(person_id, "duty-wanted", row, begin=ctx.clock(occasion.starts_at), title=say["title"], stand=where(seen.stand))


def _who_steers(ctx: Ctx, occasion: Occasion) -> list[int]:
    """Of a rota the team's lead, of a day for everybody the staff."""
    plan = plan_of(ctx, occasion)
    return [plan.by_person_id] if plan.team_id else [person.id for person in people.find_holders(ctx.db, MANAGERS, occasion.path)]


# ---------------------------------------------------------------- left alone


@capability.command("爱心提醒", "loveremind", role=ANYONE, where=Where.PRIVATE, hidden=True)
def settle(ctx: Ctx, words: str) -> None:
    """`爱心提醒 前一晚 关`: which of the three one wants; without words, which one gets."""
    kinds = {ctx.text(f"duty-kind-{kind.value}"): kind for kind in Reminder} | {kind.value: kind for kind in Reminder}
    said = words.split()
    if not said:
        return ctx.say("duty-reminders", hour=hour(ctx, ctx.now))
    if len(said) != 2 or said[0] not in kinds or said[1] not in ("开", "关", "on", "off"):
        raise Refused("usage-loveremind")
    kind, off = kinds[said[0]], said[1] in ("关", "off")
    duties.mute(ctx.db, ctx.need_place().community_id, ctx.me().id, kind, off)
    return ctx.say("duty-muted" if off else "duty-unmuted", kind=ctx.text(f"duty-kind-{kind.value}"))
