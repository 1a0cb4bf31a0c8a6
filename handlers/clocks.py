"""Clocks: every matter has until when it is to be taken up, heard of and solved. Missed, staff are nudged once; then everybody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.ctx import Ctx, Voice
from handlers.kit import Added, Capability, Refused
from handlers.standing import refused
from handlers.working import CLOSES, OPENS, hours
from models import chats, clocks, matters, people
from models.chats import Chat, Kind
from models.clocks import Running
from models.machinery import Late
from models.matters import Matter
from models.messaging import Button, Post
from models.rules.clocks import GRACE, SPANS, Class, Clock, Hours, class_of, due, read_span, say_span, worked, working_minutes
from models.rules.masking import mask
from models.rules.matters import OPEN, WORKING, State
from models.rules.roles import STAFF, Role
from models.rules.settings import Setting, clock_time

capability = Capability("clocks")

REASON = 100
LISTED = 12
PRESSED = 4
"""So many of several late matters have buttons in one nudge."""
NEWS = ("note", "negotiate", "call", "table", "proceed", "arrive")
"""What counts as news of a matter."""
RESPONSIBLE = {Class.UTILITY: Role.PROPERTY, Class.ORDINARY: Role.LEADER, Class.HARD: Role.SECRETARY, Class.EMERGENCY: Role.SECRETARY}

for (_held, _clock), _proposed in SPANS.items():
    if _held is not Class.EMERGENCY:
        capability.setting(Setting(f"{_held.value}-{_clock.value}", _proposed, read_span, say_span))
capability.setting(Setting(OPENS, "08:00", clock_time))
capability.setting(Setting(CLOSES, "20:00", clock_time))


# ---------------------------------------------------------------- what starts and stops them


@capability.upon("matter", "register")
def registered(ctx: Ctx, matter: Matter, _act: str) -> None:
    """It waits to be taken up, an emergency to be reached as well."""
    _start(ctx, matter, Clock.ACCEPT)
    if matter.emergency:
        _start(ctx, matter, Clock.ARRIVE)


@capability.upon("matter", "accept", *NEWS)
def went_on(ctx: Ctx, matter: Matter, act: str) -> None:
    """Somebody is at it: this was the news; from now on there is to be more, and an end counted from the day it was registered."""
    if matter.state not in WORKING:
        return
    known = clocks.find_running(ctx.db, matter.id)
    stood = _resume(ctx, matter, known)
    clocks.meet(ctx.db, matter.id, (Clock.ACCEPT, Clock.NEWS, *((Clock.ARRIVE,) if act == "arrive" else ())), ctx.now)
    _start(ctx, matter, Clock.NEWS)
    _extend(ctx, matter, known)
    if stood or matter.overdue:
        _mark(ctx, matter)


@capability.upon("matter", "done", "decline", "merge", "withdraw")
def ended(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Nothing is waited for any more."""
    clocks.meet(ctx.db, matter.id, Clock, ctx.now)
    if matter.overdue:
        _mark(ctx, matter)


@capability.upon("matter", "defer")
def deferred(ctx: Ctx, matter: Matter, _act: str) -> None:
    """The clocks stand still with what they have left, or as late as they are."""
    clocks.meet(ctx.db, matter.id, (Clock.ACCEPT,), ctx.now)
    for running in clocks.find_running(ctx.db, matter.id):
        if running.due_at is not None:
            clocks.pause(ctx.db, running.id, _left(ctx, matter, running.due_at))
    if matter.overdue:
        _mark(ctx, matter)


@capability.upon("matter", "resume")
def resumed(ctx: Ctx, matter: Matter, _act: str) -> None:
    """They go on from there."""
    known = clocks.find_running(ctx.db, matter.id)
    _resume(ctx, matter, known)
    _extend(ctx, matter, known)
    _mark(ctx, matter)


@capability.upon("matter", "reopen")
def reopened(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Not solved: news is due, and the end once more."""
    _start(ctx, matter, Clock.NEWS)
    _start(ctx, matter, Clock.SOLVE)


def _left(ctx: Ctx, matter: Matter, until: datetime) -> int:
    """The working minutes until then; past it, by how many minutes of the day it is late."""
    if until > ctx.now:
        return worked(ctx.now, until, _hours(ctx, matter))
    return -max(round((ctx.now - until) / timedelta(minutes=1)), 1)


def _resume(ctx: Ctx, matter: Matter, known: Sequence[Running]) -> bool:
    """What stood still runs again, what was late is as late as it was; False when nothing stood still."""
    stood = [running for running in known if running.left is not None]
    for running in stood:
        left = running.left or 0
        until = due(ctx.now, left, _hours(ctx, matter)) if left >= 0 else ctx.now + timedelta(minutes=left)
        clocks.go_on(ctx.db, running.id, until)
        if running.nudged_at is None:
            _watch(ctx, running.id, until)
        elif running.missed_at is None:  # the moment at which everybody was to see it went by meanwhile
            ctx.later("clock-shows", f"clock:{running.id}", ctx.now, Late.COLLAPSE)
    return bool(stood)


def _start(ctx: Ctx, matter: Matter, clock: Clock, since: datetime | None = None) -> None:
    span = _span(ctx, matter, clock)
    if span is not None:
        begun, here = since or ctx.now, _hours(ctx, matter)
        until = due(begun, working_minutes(span, here), here)
        _watch(ctx, clocks.start(ctx.db, matter, clock, span, begun, until), until)


def _extend(ctx: Ctx, matter: Matter, known: Sequence[Running]) -> None:
    """The end: started when somebody takes it up, longer when it turns out to be hard; never started anew by changing hands."""
    span = _span(ctx, matter, Clock.SOLVE)
    before = next((one for one in known if one.clock is Clock.SOLVE), None)
    if span is not None and (before is None or before.span < span):
        _start(ctx, matter, Clock.SOLVE, before.started_at if before else matter.registered_at)


def _mark(ctx: Ctx, matter: Matter) -> None:
    """The card says which clock was missed longest ago and is not met, if any."""
    late = next((one for one in clocks.find_running(ctx.db, matter.id) if one.missed_at and one.due_at), None)
    matter.overdue, matter.overdue_since = (late.clock.value, late.due_at) if late else (None, None)
    if late is None:
        matter.overdue_because = ""


def _watch(ctx: Ctx, clock: int, until: datetime) -> None:
    ctx.later("clock-missed", f"clock:{clock}", until, Late.COLLAPSE)


# ---------------------------------------------------------------- what happens when they are missed


@capability.timer("clock-missed")
def missed(ctx: Ctx, clock: int) -> None:
    """One nudge inside, about all that is missed at this moment; a clock met, stopped or started again since then has another, or none."""
    running, _ = _find(ctx, clock)
    taken = clocks.take_missed(ctx.db, running, ctx.now) if running else []
    for each, matter in taken:
        ctx.record(matter.subject, "clock-missed", clock=each.clock.value)
        here = _hours(ctx, matter)
        grace = max(working_minutes(each.span, here) // GRACE, 10)
        ctx.later("clock-shows", f"clock:{each.id}", due(ctx.now, grace, here), Late.COLLAPSE)
    _nudge(ctx, taken)


@capability.timer("clock-shows")
def shows(ctx: Ctx, clock: int) -> None:
    """Now everybody sees that it is late, and why, if somebody has said so."""
    running, matter = _find(ctx, clock)
    if running is None or matter is None or running.nudged_at is None:
        return
    running.missed_at = ctx.now
    ctx.db.flush()
    ctx.record(matter.subject, "overdue", clock=running.clock.value)
    _mark(ctx, matter)
    ctx.refresh(matter.subject)


def _find(ctx: Ctx, clock: int) -> tuple[Running | None, Matter | None]:
    """The clock and its matter, if it is still missed at this moment."""
    running, matter = clocks.lock_clock(ctx.db, clock) or (None, None)
    if running is None or running.met_at is not None or running.due_at is None or running.due_at > ctx.now:
        return None, None
    return running, matter


def _nudge(ctx: Ctx, taken: Sequence[tuple[Running, Matter]]) -> None:
    """A line in the work group, and a private word to whoever is responsible; one message to each, however much is late."""
    told: dict[int, tuple[Chat, list[tuple[Running, Matter]]]] = {}
    for running, matter in taken:
        for chat in _hearing(ctx, matter):
            told.setdefault(chat.id, (chat, []))[1].append((running, matter))
    for chat, late in told.values():
        urgent = any(matter.emergency is not None for _, matter in late)
        ctx.news(chat, _reminder(ctx.voice(chat), late), urgent=urgent)


def _hearing(ctx: Ctx, matter: Matter) -> list[Chat]:
    role = RESPONSIBLE[_class_of(matter)]
    holders = people.find_holders(ctx.db, frozenset({role}), matter.path) or people.find_holders(
        ctx.db, frozenset({Role.SECRETARY}), matter.path
    )
    alone = [chats.find_private(ctx.db, person.id) for person in holders[:1]]
    return [*chats.find_nearest(ctx.db, matter.path, Kind.WORK), *(chat for chat in alone if chat is not None)]


def _reminder(voice: Voice, late: Sequence[tuple[Running, Matter]]) -> Post:
    """By number, place and kind: a line cannot be taken back as a card can, so it quotes nobody."""
    if len(late) == 1:
        [(running, matter)] = late
        return voice.post("clock-nudge", _answers(voice, matter), **_missed(voice, running, matter))
    lines = [voice.text("clock-nudge-row", **_missed(voice, *each)) for each in late[:LISTED]]
    more = voice.text("clock-nudge-more", n=str(len(late) - LISTED)) if len(late) > LISTED else ""
    rows = [_answers(voice, matter, f" {matter.tag}") for matter in {matter.id: matter for _, matter in late[:PRESSED]}.values()]
    return voice.post("clock-nudges", *rows, n=str(len(late)), lines="\n".join(filter(None, (*lines, more))))


def _missed(voice: Voice, running: Running, matter: Matter) -> dict[str, str]:
    what, when = voice.text(f"clock-{running.clock.value}"), voice.clock(running.due_at or voice.now)
    category = voice.text(f"category-{matter.category.value}")
    return {"what": what, "when": when, "number": matter.tag, "place": matter.place_name, "category": category}


def _answers(voice: Voice, matter: Matter, of: str = "") -> list[Button]:
    """What staff may do about it at once."""
    names = ["accept"] if matter.state is State.REGISTERED else []
    return [Button(voice.text(f"button-{name}") + of, f"{name}:{matter.id}") for name in (*names, "why")]


# ---------------------------------------------------------------- what people say and see


@capability.command("超时原因", "why", role=STAFF, about="matter")
@capability.button("why", role=STAFF, about="matter")
def why(ctx: Ctx, matter: Matter, words: str) -> None:
    """Why it takes longer, in public words."""
    if not words:
        ctx.ask("saying-why", matter=matter.id)
        return ctx.say("why-ask", number=matter.tag)
    return _because(ctx, matter, words)


@capability.answer("saying-why", role=STAFF)
def saying_why(ctx: Ctx, filled: dict[str, Any]) -> None:
    """The reason that was asked for."""
    matter = matters.lock_matter(ctx.db, int(filled["matter"]))
    ctx.forget_question()
    if matter is None or not ctx.holds(STAFF, matter.path):
        raise Refused("matter-unknown", number="")
    _because(ctx, matter, ctx.happened.text.strip())


def _because(ctx: Ctx, matter: Matter, words: str) -> None:
    if matter.state not in OPEN:
        raise refused(ctx, matter)
    matter.overdue_because = mask(words).strip()[:REASON]
    ctx.record(matter.subject, "explained", words=words)
    ctx.refresh(matter.subject)
    ctx.say("why-noted", number=matter.tag)


@capability.command("超时", "overdue", role=STAFF)
def overdue(ctx: Ctx, _words: str) -> None:
    """What is late here, the latest first."""
    found = clocks.find_overdue(ctx.db, ctx.need_place().community_id, LISTED)
    if not found:
        return ctx.say("overdue-none")
    lines = [ctx.text("overdue-row", number=one.tag, title=one.title, late=_late(ctx, one)) for one in found]
    return ctx.say("overdue-list", lines="\n".join(lines))


@capability.adds("matter")
def on_the_card(voice: Voice, matter: Matter) -> Added:
    """`已超时 N 天，原因：…`."""
    if not matter.overdue or matter.state not in OPEN:
        return Added()
    button: tuple[Button, ...] = () if matter.overdue_because else (voice.button("button-why", f"why:{matter.id}"),)
    return Added((_late(voice, matter),), staff=button)


def _late(voice: Voice, matter: Matter) -> str:
    since = voice.local_day(matter.overdue_since or voice.now)
    days = (voice.today - since).days
    because = matter.overdue_because or voice.text("why-not-said")
    if days < 1:
        when = voice.clock(matter.overdue_since or voice.now)
        return voice.text("card-overdue-today", what=voice.text(f"clock-{matter.overdue}"), when=when, why=because)
    return voice.text("card-overdue", n=str(days), what=voice.text(f"clock-{matter.overdue}"), why=because)


# ---------------------------------------------------------------- small words


def _class_of(matter: Matter) -> Class:
    return class_of(matter.category, matter.emergency is not None, matter.state)


def _span(voice: Voice, matter: Matter, clock: Clock) -> int | None:
    """How long this clock runs for this matter, in minutes as settled; None when it has none."""
    held = _class_of(matter)
    if held is Class.EMERGENCY or (held, clock) not in SPANS:
        return SPANS.get((held, clock))
    return int(voice.setting(f"{held.value}-{clock.value}", matter.community_id))


def _hours(voice: Voice, matter: Matter) -> Hours | None:
    """The working hours here; an emergency knows none."""
    return None if matter.emergency else hours(voice, matter.community_id)
