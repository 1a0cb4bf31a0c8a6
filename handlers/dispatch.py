"""The road inside: something happened → who → what → may they → do it → rows. One transaction, committed by whoever called."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from handlers import registry, texts
from handlers.ctx import Ctx, House, Voice
from handlers.kit import Entry, Handler, Refused, Where
from models import chats, journal, letters, people, questions, timers
from models.chats import Chat, Kind
from models.letters import Handed
from models.machinery import Delivery, Late, Result, Timer
from models.memory import undoable
from models.messaging import Happening, Incoming, Post, clean
from models.rules.wishes import gives_up, read_wish

log = logging.getLogger(__name__)

CANCEL = "cancel"
ON_TIME = timedelta(minutes=10)
"""A timer that fires later than this is late, and its late rule applies."""
TELL_AGAIN = timedelta(minutes=10)
"""The operator hears of failures at most this often; the journal keeps every one."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: words for the one who pressed, and the letters that may be delivered once it is committed."""

    duplicate: bool = False
    toast: str = ""
    alert: bool = False
    handed: tuple[Handed, ...] = ()
    result: Result = Result.HANDLED


@dataclass(frozen=True, slots=True)
class Call:
    """A handler and what it is run with."""

    handler: Handler
    args: tuple[Any, ...] = ()


def dispatch(session: Session, house: House, happened: Incoming, now: datetime) -> Decision:
    """Decide one happening. The same key again is a duplicate and changes nothing.

    Raises only when the database is lost: then nobody acknowledges, and the provider sends it again.
    """
    entry = journal.enter(session, happened.key, now)
    if entry is None:
        return Decision(duplicate=True)
    ctx = None
    try:
        with undoable(session):
            ctx = _enter(session, house, happened, now)
            for call in _route(ctx):
                _run(ctx, call)
        return _decided(ctx)
    except Refused as no:
        return _refused(session, entry, _anew(session, house, happened, now, ctx), no)
    except Exception as bug:
        if _lost(bug):
            raise
        log.exception("failed", extra={"entry": entry, "happening": happened.happening.value})
        return _failed(session, entry, _anew(session, house, happened, now, ctx), bug)


def fire(session: Session, house: House, timer: Timer, now: datetime) -> Decision:
    """Fire a due timer: an event on the same road, once whoever and however often it is tried."""
    entry = journal.enter(session, f"timer:{timer.name}:{timer.subject}:{timer.due_at.isoformat()}", now, act=timer.name)
    handler = registry.entries(Entry.TIMER).get(timer.name)
    if not timers.take(session, timer.id, now) or entry is None:
        return Decision(duplicate=True)
    if handler is None or _too_late(session, timer, now):
        journal.close_entry(session, entry, Result.SKIPPED, timer.name)
        return Decision(result=Result.SKIPPED)
    ctx = Ctx(
        session,
        house,
        Chat(channel="", address="", kind=Kind.UNBOUND, community_id=timer.community_id, language=house.language),
        now,
        late=now - timer.due_at,
    )
    try:
        with undoable(session):
            handler.run(ctx, int(timer.subject.rpartition(":")[2]))
        return _decided(ctx)
    except Exception as bug:
        if _lost(bug):
            raise
        log.exception("timer failed", extra={"entry": entry, "timer": timer.name})
        journal.close_entry(session, entry, Result.FAILED, type(bug).__name__)
        return Decision(result=Result.FAILED)


def draw(session: Session, house: House, subject: str, chat: Chat, now: datetime) -> Post | None:
    """What a subject's card shows now; None when there is nothing to show any more."""
    kind, _, number = subject.partition(":")
    return registry.cards()[kind](Voice(session, house, chat, now), int(number))


# ---------------------------------------------------------------- who


def _enter(session: Session, house: House, happened: Incoming, now: datetime) -> Ctx:
    chat = chats.find_chat(session, happened.channel, happened.chat)
    if chat is None:
        kind = Kind.PRIVATE if happened.private else Kind.UNBOUND
        person = people.find_person(session, happened.channel, happened.sender.id) if happened.private and happened.sender else None
        spoken = happened.sender.language if happened.private and happened.sender else ""
        language = texts.language_of(spoken) if spoken else ""
        chat = chats.add_chat(session, happened.channel, happened.chat, kind, happened.title, person.id if person else None, language)
    if chat.parked and happened.happening in (Happening.MESSAGE, Happening.PRESS, Happening.ADDED):
        chat.parked = None
    return Ctx(session, house, chat, now, happened)


def _anew(session: Session, house: House, happened: Incoming, now: datetime, ctx: Ctx | None) -> Ctx:
    """A clean context after the savepoint was undone: what the handler read and wrote is forgotten."""
    return _enter(session, house, happened, now)


# ---------------------------------------------------------------- what


def _route(ctx: Ctx) -> tuple[Call, ...]:
    """What is to be run: one handler, or all who listen to talk, or nothing."""
    happened = ctx.happened
    if happened.happening is Happening.PRESS:
        return (_pressed(happened.pressed),)
    if happened.happening is not Happening.MESSAGE:
        return _all(Entry.HAPPENING, happened.happening.value)
    call = _command(ctx) or _question(ctx) or (_wish(ctx) if happened.addressed else None)
    return (call,) if call else _all(Entry.WORDS if happened.addressed else Entry.LISTEN)


def _all(entry: Entry, name: str = "") -> tuple[Call, ...]:
    return tuple(Call(handler) for handler in registry.entries(entry).values() if not name or handler.name == name)


def _pressed(data: str) -> Call:
    """The handler of a button; what it carries is untrusted and only ever an id and a few words."""
    name, _, rest = clean(data).partition(":")
    handler = registry.entries(Entry.BUTTON).get(name)
    if handler is None:
        raise Refused("button-unknown")
    if not handler.about:
        return Call(handler, (rest,))
    number, _, more = rest.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Refused("button-unknown")
    return Call(handler, (int(number), more))


def _command(ctx: Ctx) -> Call | None:
    happened = ctx.happened
    steering = happened.addressed or ctx.chat.kind is Kind.WORK  # among staff a half command is a slip, not talk
    called = registry.find_command(happened.text, steering, _where(ctx))
    if called is None:
        return None
    handler, rest, _ = called
    if not handler.about:
        if handler.words_needed and not rest and not happened.attachments:
            raise Refused(f"usage-{handler.slash}")
        return Call(handler, (rest,))
    found = registry.split_number(rest)
    if found is None:
        raise Refused(f"usage-{handler.slash}")
    return Call(handler, found)


def _question(ctx: Ctx) -> Call | None:
    """The open question this text answers: a number of a list, or one's own form."""
    found = questions.find_questions(ctx.db, ctx.chat.id, ctx.person.id if ctx.person else -1, ctx.now)
    answers = registry.entries(Entry.ANSWER)
    form = next((question for question in found if question.answer in answers), None)
    if form and gives_up(ctx.happened.text):
        return Call(registry.entries(Entry.COMMAND)[CANCEL], ("",))
    pressed = _numbered(ctx, found, form)
    if pressed:
        ctx.numbered = True
        return _pressed(pressed)
    return Call(answers[form.answer], (dict(form.filled),)) if form else None


def _wish(ctx: Ctx) -> Call | None:
    """The command somebody means who says it in their own words."""
    wish = None if ctx.happened.attachments else read_wish(ctx.happened.text)
    return Call(registry.entries(Entry.COMMAND)[wish.slash], (wish.rest,)) if wish else None


def _numbered(ctx: Ctx, found: Sequence[questions.Asked], form: questions.Asked | None) -> str:
    """What a typed number presses. A form that waits takes it for its answer, but for the list that was shown with its question."""
    choices = next((question for question in found if question.answer == questions.CHOICES), None)
    digits = unicodedata.normalize("NFKC", ctx.happened.text).strip().rstrip(".。、")
    if choices is None or not ctx.happened.addressed or digits not in choices.filled["numbers"]:
        return ""
    shown = form is None or (choices.asked_at >= form.asked_at and digits in choices.filled["newest"])
    return str(choices.filled["numbers"][digits]) if shown else ""


def _where(ctx: Ctx) -> Where:
    return Where.PRIVATE if ctx.private else Where.GROUP


# ---------------------------------------------------------------- may they, and do it


def _run(ctx: Ctx, call: Call) -> None:
    handler, args = call.handler, call.args
    ctx.act = handler.name
    if handler.entry in (Entry.COMMAND, Entry.BUTTON, Entry.ANSWER) and ctx.happened.nobody:
        raise Refused(f"nobody-{ctx.happened.nobody.value}")
    if not handler.where & _where(ctx):
        raise Refused("where-private" if handler.where is Where.PRIVATE else "where-group")
    if handler.about:
        found = _find(ctx, handler, int(args[0]))
        args = (found, *args[1:])
    _check(ctx, handler, args[0].path if handler.about else None)
    handler.run(ctx, *args)


def _find(ctx: Ctx, handler: Handler, number: int) -> Any:
    subject = registry.subjects()[handler.about]
    return subject.by_id(ctx, number) if handler.entry is Entry.BUTTON else subject.by_number(ctx, number)


def _check(ctx: Ctx, handler: Handler, path: str | None) -> None:
    """Roles are checked now, at the press, against the database: at the subject's place, else at the conversation's, else anywhere."""
    if not handler.roles:
        return
    at = path if path is not None else ctx.place.path if ctx.place is not None and not ctx.private else None
    if not ctx.holds(handler.roles, at):
        raise Refused("role", roles=ctx.text("list-separator").join(ctx.text(f"role-{role.value}") for role in _named(handler)))


def _named(handler: Handler) -> list[Any]:
    """The few roles worth naming in a refusal, nearest to the resident first."""
    order = ["resident", "leader", "helper", "property", "secretary", "community", "owner"]
    known = [role for name in order for role in handler.roles if role.value == name]
    return known[:3] or sorted(handler.roles)[:3]


# ---------------------------------------------------------------- what became of it


def _decided(ctx: Ctx) -> Decision:
    """A toast has nobody to see it when the choice was typed: then it is said, unless what is said or shown here says it.

    Where numbers are typed cards cannot be edited, so only a new one is an answer.
    """
    if ctx.toasted and not ctx.timed and ctx.happened.happening is not Happening.PRESS and not any(_answers(ctx, h) for h in ctx.handed):
        ctx.say(Post(ctx.toasted, reply_to=ctx.happened.message))
    return Decision(toast=ctx.toasted, alert=ctx.alert, handed=tuple(_drawn(ctx, letter) for letter in ctx.handed))


def _answers(ctx: Ctx, letter: Handed) -> bool:
    """Whether whoever is here sees this letter at once."""
    return letter.to.id == ctx.chat.id and (letter.delivery is not Delivery.CARD or letter.id in ctx.cards or not ctx.numbered)


def _drawn(ctx: Ctx, letter: Handed) -> Handed:
    """A new card that goes at once is drawn here, where its rows are at hand; one that cannot be drawn is the courier's trouble."""
    if letter.id not in ctx.cards:
        return letter
    try:
        return replace(letter, drawn=draw(ctx.db, ctx.house, *ctx.cards[letter.id], ctx.now))
    except Exception as bug:
        if _lost(bug):
            raise
        log.exception("card not drawn", extra={"letter": letter.id})
        return letter


def _refused(session: Session, entry: int, ctx: Ctx, no: Refused) -> Decision:
    journal.close_entry(session, entry, Result.REFUSED, no.key, person_id=ctx.person.id if ctx.person else None)
    return replace(_answer(ctx, f"refused-{no.key}", no.params), result=Result.REFUSED)


def _failed(session: Session, entry: int, ctx: Ctx, bug: Exception) -> Decision:
    raw = msgspec.json.encode(ctx.happened)
    journal.close_entry(session, entry, Result.FAILED, type(bug).__name__, raw=raw)
    decision = _answer(ctx, "failed", {"entry": str(entry)})
    return replace(
        decision,
        result=Result.FAILED,
        handed=decision.handed + report(session, ctx.house, ctx.now, "failure", f"{entry}: {type(bug).__name__}"),
    )


def _answer(ctx: Ctx, key: str, params: dict[str, Any]) -> Decision:
    """Say it to the one who asked: as a toast when they pressed, in the chat otherwise."""
    if ctx.happened.happening is Happening.PRESS:
        return Decision(toast=ctx.text(key, **params), alert=True)
    if ctx.happened.happening is Happening.MESSAGE:
        ctx.say(ctx.post(key, reply_to=ctx.reply_to, **params))
    return Decision(handed=tuple(ctx.handed))


def report(session: Session, house: House, now: datetime, about: str, what: str) -> tuple[Handed, ...]:
    """Tell the owners in private that something needs a look; at most every ten minutes for one kind of thing."""
    if letters.written_since(session, about, now - TELL_AGAIN):
        return ()
    found = []
    for owner in sorted(house.owners):
        channel, _, external = owner.partition(":")
        person = people.find_person(session, channel, external)
        chat = chats.find_private(session, person.id) if person else None
        if chat is not None:
            ctx = Ctx(session, house, chat, now)
            ctx.write(chat, ctx.post(f"operator-{about}", what=what), about=about)
            found += ctx.handed
    return tuple(found)


def _too_late(session: Session, timer: Timer, now: datetime) -> bool:
    if now - timer.due_at <= ON_TIME or timer.late is Late.SAY:
        return False
    return timer.late is Late.SKIP or timers.has_newer(session, timer, now)


def _lost(bug: Exception) -> bool:
    """Whether the database itself failed: then nothing was decided, and nothing may be acknowledged."""
    return isinstance(bug, OperationalError) or (isinstance(bug, DBAPIError) and bug.connection_invalidated)
