"""Reminders of 爱心日: three days before, the evening before, an hour before; each once a person, and never when the next is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from handlers.ctx import BULK, Ctx, Voice
from handlers.duty_lines import headline, plan_of, station_line, told, where
from handlers.kit import Capability, Refused, Where
from handlers.waves import reply
from models import chats, duties, people, reminders
from models.chats import Kind
from models.duties import Occasion, Seen, SignUp, Stand
from models.machinery import Delivery
from models.messaging import Button, Post
from models.reminders import Reached
from models.rules.duties import ALIVE, LATE, Going, Reminder, still_due
from models.rules.duties import reminders as due_at
from models.rules.quiet import quiet_until
from models.rules.roles import ANYONE, MANAGERS

capability = Capability("duty_reminders")

BATCH = 250
"""So many are reminded in one transaction, so that a resident's report never waits for a whole fan-out (measured 10 ms)."""
NEXT = timedelta(milliseconds=1)
LISTED = 60


def _remind(kind: Reminder, ctx: Ctx, id_: int) -> None:
    """Everybody who goes and was not reminded so: a bounded number at once, then it comes back to the rest."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is None or not _is_due(ctx, occasion, kind):
        return None
    quiet = quiet_until(ctx.now, ctx.setting("quiet-hours", occasion.community_id), ctx.house.time_zone)
    if quiet is not None and kind is not Reminder.HOUR:
        return ctx.later(f"duty-reminds-{kind.value}", occasion.subject, quiet)
    taken = reminders.take_reminders(ctx.db, occasion, kind, ctx.now, BATCH)
    _tell(ctx, occasion, kind, reminders.find_reached(ctx.db, occasion, taken))
    if len(taken) == BATCH:
        return ctx.later(f"duty-reminds-{kind.value}", occasion.subject, ctx.now + NEXT)
    return ctx.later(f"duty-reminded-{kind.value}", occasion.subject, due_at(occasion.starts_at, ctx.house.time_zone)[kind])


def _through(kind: Reminder, ctx: Ctx, id_: int) -> None:
    """Everybody was reminded: once, because a timer of the reminder's own moment is there once however many came to its end."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is None or not occasion.is_open(ctx.now):
        return
    _mention(ctx, occasion, kind)
    if kind is Reminder.EVE:
        _list(ctx, occasion)


def _is_due(ctx: Ctx, occasion: Occasion, kind: Reminder) -> bool:
    """Its moment has come, and the next one's has not."""
    zone = ctx.house.time_zone
    due = due_at(occasion.starts_at, zone)[kind] <= ctx.now
    return due and occasion.is_open(ctx.now) and still_due(kind, ctx.now, occasion.starts_at, zone)


def _tell(ctx: Ctx, occasion: Occasion, kind: Reminder, taken: Sequence[Reached]) -> None:
    """Each alone, station by station; those who cannot be written to so are noted."""
    for stand in sorted({each.stand for each in taken}):
        here = [each.to for each in taken if each.to is not None and each.stand == stand]
        ctx.tell_all(here, partial(_words, occasion, kind, ctx.db.get_one(Stand, stand)), Delivery.NOTICE)
    lost = [each.person for each in taken if each.to is None]
    if lost:
        reminders.lose(ctx.db, occasion, kind, lost)


def _words(occasion: Occasion, kind: Reminder, stand: Stand, voice: Voice) -> Post:
    """What whoever goes to a station is told, in their language."""
    late = voice.now - due_at(occasion.starts_at, voice.house.time_zone)[kind] > LATE
    button = ("button-duty-here", "duty-here") if kind is Reminder.HOUR else ("button-duty-off", "duty-off")
    say = told(voice, occasion, stand) | {"late": voice.text("duty-sorry") if late else ""}
    return voice.post(f"duty-remind-{kind.value}", [voice.button(button[0], f"{button[1]}:{occasion.id}")], **say)


def _mention(ctx: Ctx, occasion: Occasion, kind: Reminder) -> None:
    """Those who have no private chat are named together, once, in the group of the place; where there is none, to whoever leads."""
    lost = reminders.find_lost(ctx.db, occasion, kind)
    if not lost:
        return
    who = ctx.text("list-separator").join(f"{name}（{stand}）" for _, name, stand in lost[:LISTED])
    say = {"title": plan_of(ctx, occasion).title, "begin": ctx.clock(occasion.starts_at), "who": who + _more(ctx, len(lost))}
    groups = chats.find_nearest(ctx.db, occasion.path, Kind.RESIDENTS)
    for chat in groups:
        ctx.news(chat, ctx.voice(chat).post("duty-mention", **say), about=f"{occasion.subject}:mention", whole=True)
    if not groups:
        ctx.tell(plan_of(ctx, occasion).by_person_id, "duty-lost", rank=BULK, delivery=Delivery.NOTICE, **say)


def _more(ctx: Ctx, n: int) -> str:
    return ctx.text("duty-list-more", n=str(n - LISTED)) if n > LISTED else ""


for _kind in Reminder:
    capability.timer(f"duty-reminds-{_kind.value}")(partial(_remind, _kind))
    capability.timer(f"duty-reminded-{_kind.value}")(partial(_through, _kind))


# ---------------------------------------------------------------- whoever leads


def _list(ctx: Ctx, occasion: Occasion) -> None:
    """Who comes, station by station, to whoever called it; to whoever leads a station, those of that one."""
    plan, going = plan_of(ctx, occasion), duties.find_going(ctx.db, occasion.id, Going.GOING, Going.CAME)
    lost = {person for person, _, _ in reminders.find_lost(ctx.db, occasion)}
    stands = duties.find_stands(ctx.db, occasion.id)
    rows = {
        seen.stand: _who_comes(ctx, seen, [_marked(ctx, mine, name, lost) for mine, stand, name in going if stand.id == seen.stand.id])
        for seen in stands
    }
    say: dict[str, Any] = {"headline": headline(ctx, plan, occasion), "begin": ctx.clock(occasion.starts_at)}
    ctx.tell(plan.by_person_id, "duty-list", rows="\n".join(rows.values()), **say)
    for lead in sorted({stand.lead_id for stand in rows if stand.lead_id} - {plan.by_person_id}):
        ctx.tell(lead, "duty-list", rows="\n".join(row for stand, row in rows.items() if stand.lead_id == lead), **say)


def _marked(ctx: Ctx, mine: SignUp, name: str, lost: set[int]) -> str:
    """`陈奶奶（代）`: signed up by somebody else; `（请当面说）`: nobody could write to them."""
    marks = [ctx.text("duty-mark-for")] if mine.entered_by is not None else []
    marks += [ctx.text("duty-mark-lost")] if mine.person_id in lost else []
    return name + "".join(marks)


def _who_comes(ctx: Ctx, seen: Seen, there: list[str]) -> str:
    names = ctx.text("list-separator").join(there[:LISTED]) or "–"
    return ctx.text("duty-list-row", station=station_line(ctx, seen), names=names, more=_more(ctx, len(there)))


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
    """`爱心提醒` shows which of the three one gets, each with a button; `爱心提醒 前一晚 关` says it in words."""
    kinds = {ctx.text(f"duty-kind-{kind.value}"): kind for kind in Reminder} | {kind.value: kind for kind in Reminder}
    said = words.split()
    if not said:
        return _show(ctx)
    if len(said) != 2 or said[0] not in kinds or said[1] not in ("开", "关", "on", "off"):
        raise Refused("usage-loveremind")
    return _mute(ctx, kinds[said[0]], said[1] in ("关", "off"))


def _show(ctx: Ctx) -> None:
    """Each kind, with what a press makes of it."""
    muted = reminders.find_muted(ctx.db, ctx.me().id)
    keys = {kind: "button-duty-unmute" if kind in muted else "button-duty-mute" for kind in Reminder}
    rows = [[ctx.button(key, f"duty-mute:{kind.value}", kind=ctx.text(f"duty-kind-{kind.value}"))] for kind, key in keys.items()]
    states = [ctx.text("duty-kind-off" if kind in muted else "duty-kind-on", kind=ctx.text(f"duty-kind-{kind.value}")) for kind in Reminder]
    ctx.say(ctx.post("duty-reminders", *rows, states="\n".join(states)))


@capability.button("duty-mute", role=ANYONE)
def turn(ctx: Ctx, rest: str) -> None:
    """开 or 关, whichever it is not."""
    if rest not in [kind.value for kind in Reminder]:
        raise Refused("button-unknown")
    _mute(ctx, Reminder(rest), Reminder(rest) not in reminders.find_muted(ctx.db, ctx.me().id))


def _mute(ctx: Ctx, kind: Reminder, off: bool) -> None:
    reminders.mute(ctx.db, ctx.need_place().community_id, ctx.me().id, kind, off)
    reply(ctx, "duty-muted" if off else "duty-unmuted", kind=ctx.text(f"duty-kind-{kind.value}"))
