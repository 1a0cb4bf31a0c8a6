"""Matters driven to solved: the card that lives in the group, and the moves that the table of states allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.ctx import BULK, STATUS, Ctx, Voice
from handlers.kit import Added, Capability, Refused
from handlers.standing import refused
from handlers.waves import home_of
from models import alone, chats, letters, matters, people, places
from models.chats import Chat, Kind
from models.matters import Matter
from models.messaging import Button, Post
from models.places import Level, Place
from models.rules.dates import read_day
from models.rules.masking import mask
from models.rules.matters import BY_NAME, CONFIRM_WITHIN, OPEN, Move, State, may_from, may_person, next_moves
from models.rules.roles import ANYONE, MANAGERS, STAFF, Role
from models.rules.understanding import EMERGENCY_NUMBERS, Emergency

capability = Capability("matters")

REFUSERS = MANAGERS | {Role.PROPERTY}
MORNING = 9
"""A deferred matter comes back at nine in the morning of its day."""
NOTE = 300


# ---------------------------------------------------------------- moves, said


@capability.command("受理", "accept", role=STAFF, about="matter")
@capability.button("accept", role=STAFF, about="matter")
def accept(ctx: Ctx, matter: Matter, words: str) -> None:
    """Somebody takes it on."""
    move(ctx, matter, "accept", words)
    announce(ctx, matter, "line-accepted", words=_public(words))
    _answered(ctx, matter)


@capability.upon("matter", "take")
def taken(ctx: Ctx, matter: Matter, _act: str) -> None:
    """A helper goes there: that takes it up, whether or not staff have said so."""
    if may_from(BY_NAME["accept"], matter.state):
        move(ctx, matter, "accept", follows=True, role=Role.HELPER.value)
        announce(ctx, matter, "line-taken")


@capability.command("办结", "done", role=STAFF, about="matter")
@capability.button("done", role=STAFF, about="matter")
def done(ctx: Ctx, matter: Matter, words: str) -> None:
    """Staff say that it is solved; those who reported and follow it are asked."""
    finish(ctx, matter, words)
    ask_concerned(ctx, matter, words)
    _answered(ctx, matter)


def _answered(ctx: Ctx, matter: Matter) -> None:
    """Whoever says it where no card stands hears that it was done."""
    if ctx.private and ctx.chat not in _hearing(ctx, matter):
        ctx.say("moved-private", number=matter.tag, title=matter.title, state=ctx.text(f"matter-state-{matter.state.value}"))


@capability.command("协商", "negotiate", role=STAFF, about="matter")
def negotiate(ctx: Ctx, matter: Matter, words: str) -> None:
    """The sides are brought together; the group sees that it is being talked over."""
    move(ctx, matter, "negotiate", words)
    announce(ctx, matter, "line-negotiating", words=_public(words))


@capability.command("继续", "proceed", role=STAFF, about="matter")
def proceed(ctx: Ctx, matter: Matter, words: str) -> None:
    """Back from talks, calls or the agenda into somebody's hands; on the card, no new line."""
    move(ctx, matter, "proceed", words)
    ctx.say("proceeding", number=matter.tag)


@capability.command("不予受理", "decline", role=REFUSERS, about="matter")
def decline(ctx: Ctx, matter: Matter, reason: str) -> None:
    """A refusal says who refused and why; its reporter hears it privately, or where it was told."""
    if not reason:
        raise Refused("usage-decline")
    move(ctx, matter, "decline", reason)
    told = matter.reporter_id is not None and ctx.tell(
        matter.reporter_id, "declined-told", number=matter.tag, title=matter.title, who=_role_name(ctx, matter), reason=_public(reason)
    )
    if not told:
        _tell_origin(ctx, matter, "line-declined", who=_role_name(ctx, matter), reason=_public(reason))


@capability.command("暂缓", "defer", role=STAFF, about="matter")
def defer(ctx: Ctx, matter: Matter, words: str) -> None:
    """Put off until a day; it comes back by itself."""
    read = read_day(words, ctx.today)
    if read is None:
        raise Refused("usage-defer")
    day, reason = read
    until = ctx.local(day.year, day.month, day.day, MORNING)
    if until <= ctx.now:
        raise Refused("defer-past")
    matter.deferred_until = until  # first, so that whoever acts upon it knows until when
    move(ctx, matter, "defer", reason, until=until.isoformat())
    ctx.later("matter-resumes", matter.subject, until)
    ctx.say("deferred", number=matter.tag, day=ctx.day(until))


@capability.command("进展", "note", role=STAFF, about="matter")
def note(ctx: Ctx, matter: Matter, words: str) -> None:
    """What was done meanwhile: on the card and in the history, no new line."""
    if not words:
        raise Refused("usage-note")
    if matter.state not in OPEN:
        raise refused(ctx, matter)
    matter.news = _public(words)[:NOTE]
    ctx.record(matter.subject, "noted", words=words)
    ctx.refresh(matter.subject)
    ctx.moved("matter", matter, "note")
    ctx.say("noted", number=matter.tag)


@capability.command("撤回", "withdraw", role=ANYONE, about="matter")
@capability.button("withdraw", role=ANYONE, about="matter")
def withdraw(ctx: Ctx, matter: Matter, _words: str) -> None:
    """Its author takes it back while nobody has begun."""
    move(ctx, matter, "withdraw")
    ctx.toast("withdrawn", number=matter.tag)


@capability.button("confirm", role=ANYONE, about="matter")
def confirm(ctx: Ctx, matter: Matter, _words: str) -> None:
    """解决了: only those who reported it or follow it can say so."""
    move(ctx, matter, "confirm")
    ctx.toast("confirmed", number=matter.tag)


@capability.button("reopen", role=ANYONE, about="matter")
def reopen(ctx: Ctx, matter: Matter, words: str) -> None:
    """没解决: back to work, and the group sees it."""
    done_at = matter.done_at or ctx.now
    move(ctx, matter, "reopen", words)
    matter.reopened, matter.reopened_at = matter.reopened + 1, ctx.now
    matters.count_done(ctx.db, matter, _month(ctx, done_at), by=-1)
    announce(ctx, matter, "line-reopened", times=str(matter.reopened))
    for chat in chats.find_nearest(ctx.db, matter.path, Kind.WORK):  # a card that changes rings for nobody
        told = {"number": matter.tag, "n": str(matter.number), "title": matter.title, "times": str(matter.reopened)}
        ctx.news(chat, ctx.voice(chat).post("line-reopened-work", **told), urgent=matter.emergency is not None)
    ctx.toast("reopened", number=matter.tag)


@capability.timer("matter-expires")
def expire(ctx: Ctx, id_: int) -> None:
    """Seven days of silence close it as 未确认. A matter reopened and done again has a newer moment."""
    matter = matters.lock_matter(ctx.db, id_)
    if matter and matter.state is State.DONE and matter.done_at and ctx.now >= matter.done_at + CONFIRM_WITHIN:
        move(ctx, matter, "expire")


@capability.timer("matter-resumes")
def resume(ctx: Ctx, id_: int) -> None:
    """A deferred matter comes back by itself."""
    matter = matters.lock_matter(ctx.db, id_)
    if matter and matter.state is State.DEFERRED and matter.deferred_until and ctx.now >= matter.deferred_until:
        move(ctx, matter, "resume")


@capability.daily("cards-age", at="06:00")
def age(ctx: Ctx, community: int) -> None:
    """Every morning the cards of open matters say which day it is for them; edited in place, last of all letters."""
    for id_ in matters.find_open_ids(ctx.db, community):
        ctx.refresh(f"matter:{id_}", rank=BULK)


# ---------------------------------------------------------------- moving


def move(ctx: Ctx, matter: Matter, name: str, words: str = "", *, follows: bool = False, **detail: Any) -> Move:
    """Move a matter as the table allows, write it into its chain and bring its cards up to date.

    With `follows` it follows from what somebody did elsewhere who was allowed to do that.
    """
    way = BY_NAME[name]
    if not may_from(way, matter.state):
        raise refused(ctx, matter)
    if not (way.by_itself and (ctx.timed or follows)) and not _may(ctx, way, matter):
        raise Refused("not-yours")
    matter.state = way.to
    for moment in way.stamps:
        setattr(matter, moment, getattr(matter, moment) or ctx.now)
    for moment in way.clears:
        setattr(matter, moment, None)
    ctx.record(matter.subject, name, words=words, **{"role": _role(ctx, matter)} | detail)
    ctx.refresh(matter.subject)
    ctx.moved("matter", matter, name)
    return way


def finish(ctx: Ctx, matter: Matter, words: str) -> None:
    """Done, counted, and closed by itself if nobody answers; whoever calls asks those concerned."""
    move(ctx, matter, "done", words)
    matters.count_done(ctx.db, matter, _month(ctx, ctx.now))
    ctx.later("matter-expires", matter.subject, ctx.now + CONFIRM_WITHIN)


def _may(ctx: Ctx, way: Move, matter: Matter) -> bool:
    me = ctx.person.id if ctx.person else None
    author = me is not None and me == matter.reporter_id
    follower = me is not None and matters.follows(ctx.db, matter.id, me)
    return may_person(way, staff=ctx.holds(way.roles, matter.path), author=author, follower=follower)


def announce(ctx: Ctx, matter: Matter, key: str, **params: Any) -> None:
    """One new line in each residents' group that has the card, and to a reporter who told it in private."""
    for chat in _hearing(ctx, matter):
        voice = ctx.voice(chat)
        post = voice.post(key, number=matter.tag, title=matter.title, who=_role_name(voice, matter, ctx), **params)
        ctx.news(chat, post, urgent=matter.emergency is not None, about=matter.subject)


def ask_concerned(ctx: Ctx, matter: Matter, words: str) -> None:
    """The line says it is done and carries the question; those concerned who can be reached are asked in private as well."""
    hearing = _hearing(ctx, matter)
    for chat in hearing:
        ctx.news(chat, _done_line(ctx.voice(chat), matter, words), urgent=matter.emergency is not None, about=matter.subject)
    ask_alone(ctx, matter, words, besides={chat.person_id for chat in hearing})


def ask_alone(ctx: Ctx, matter: Matter, words: str, besides: Iterable[int | None] = ()) -> int:
    """Ask those concerned in private, but for those who were asked otherwise; gives how many could be reached."""
    alone = [chats.find_private(ctx.db, person) for person in matters.find_concerned(ctx.db, matter) if person not in besides]
    reached = [chat for chat in alone if chat is not None]
    for chat in reached:
        ctx.write(chat, _done_line(ctx.voice(chat), matter, words), STATUS)
    return len(reached)


def _done_line(voice: Voice, matter: Matter, words: str) -> Post:
    row = [voice.button(f"button-{name}", f"{name}:{matter.id}") for name in ("confirm", "reopen")]
    key = "done-ask" if voice.chat.kind is Kind.PRIVATE else "line-done"
    return voice.post(key, row, number=matter.tag, title=matter.title, words=_public(words))


def _hearing(ctx: Ctx, matter: Matter) -> list[Chat]:
    shown = [ctx.db.get(Chat, card.chat_id) for card in letters.find_cards(ctx.db, matter.subject)]
    return [chat for chat in shown if chat is not None and chat.kind in (Kind.RESIDENTS, Kind.PRIVATE)]


def _tell_origin(ctx: Ctx, matter: Matter, key: str, **params: Any) -> None:
    chat = ctx.db.get(Chat, matter.chat_id)
    if chat is not None:
        post = ctx.voice(chat).post(key, reply_to=matter.message, number=matter.tag, title=matter.title, **params)
        ctx.news(chat, post, urgent=matter.emergency is not None, about=matter.subject)


# ---------------------------------------------------------------- the card


@capability.card("matter")
def draw(voice: Voice, id_: int) -> Post | None:
    """A matter as it stands: the quiet offer while it is a draft, then the public card, or the internal one for staff."""
    matter = voice.db.get(Matter, id_)
    if matter is None:
        return None
    if matter.state is State.DRAFT:
        return _offer(voice, matter)
    if matter.number is None:
        return _gone(voice, matter)
    added = voice.added("matter", matter)
    facts = [*_facts(voice, matter), *(line for more in added for line in more.lines)]
    lines = [_head(voice, matter), *facts, *(_internal(voice, matter) if voice.chat.kind is Kind.WORK else [])]
    title = voice.text("card-title", number=matter.tag, title=matter.title)
    if matter.emergency and matter.state in OPEN:
        title, lines = _call_first(voice, matter), [title, *lines]
    return Post(title, tuple(lines), _rows(voice, matter, added), quiet=True)


def _offer(voice: Voice, matter: Matter) -> Post:
    """The question; where the draft is like an open matter, that comes before what was understood."""
    added = voice.added("draft", matter) if matter.like_id else []
    row = [button for more in added for button in more.residents]
    row += [voice.button("button-register-apart" if row else "button-register", f"register:{matter.id}")]
    row += [voice.button("button-drop", f"drop:{matter.id}")]
    category, urgent = voice.text(f"category-{matter.category.value}"), "yes" if matter.urgent else "no"
    asked = voice.post("offer", row, place=matter.place_name, category=category, urgent=urgent)
    lines = [line for more in added for line in more.lines]
    return replace(asked, title=lines[0], lines=(*lines[1:], *asked.lines)) if lines else asked


def _gone(voice: Voice, matter: Matter) -> Post:
    """What an offer says when it is over: it faded, or it was the same as another matter."""
    into = voice.db.get(Matter, matter.merged_into_id) if matter.merged_into_id else None
    return Post(voice.text("offer-joined", number=into.tag) if into else voice.text("offer-gone"), quiet=True)


def _call_first(voice: Voice, matter: Matter) -> str:
    key = "emergency-work" if voice.chat.kind is Kind.WORK else "emergency-first"
    return voice.text(key, number=EMERGENCY_NUMBERS[Emergency(str(matter.emergency))])


def _head(voice: Voice, matter: Matter) -> str:
    state = voice.text(f"matter-state-{matter.state.value}")
    return voice.text("card-head", place=matter.place_name, category=voice.text(f"category-{matter.category.value}"), state=state)


def _facts(voice: Voice, matter: Matter) -> list[str]:
    told = [voice.text("card-when", when=voice.clock(matter.registered_at or matter.opened_at), days=_days(voice, matter))]
    if matter.state is State.DEFERRED and matter.deferred_until:
        told.append(voice.text("card-deferred", day=voice.day(matter.deferred_until)))
    if matter.news:
        told.append(voice.text("card-news", words=matter.news))
    if matter.follows:
        fewer = "yes" if 0 < matter.homes < matter.follows else "no"
        told.append(voice.text("card-follows", n=str(matter.follows), homes=str(matter.homes), fewer=fewer))
    counted = [("card-pictures", matter.pictures), ("card-reopened", matter.reopened)]
    return told + [voice.text(key, n=str(n)) for key, n in counted if n]


def _days(voice: Voice, matter: Matter) -> str:
    """Which day of its life an open matter is in; a number that needs no fresh edit every minute."""
    since = voice.local_day(matter.registered_at or matter.opened_at)
    until = voice.local_day(matter.closed_at or matter.done_at or voice.now)
    return str((until - since).days + 1)


def _internal(voice: Voice, matter: Matter) -> list[str]:
    """What staff see and the group does not: the resident's own words, name and door.

    The door of an elder who lives alone is told to those alone who go there, but for an emergency, in which whoever is near may.
    """
    person = voice.db.get(people.Person, matter.reporter_id) if matter.reporter_id else None
    hidden = matter.emergency is None and alone.is_marked(voice.db, matter.place_id, matter.household_id)
    homes = people.find_homes(voice.db, person.id) if person and not hidden else ()
    who = " ".join([person.name if person else "", *(_door(voice, matter, home) for home in homes[:1])]).strip() or voice.text("somebody")
    words = _public(matter.words) if hidden else matter.words
    return [voice.text("card-words", words=words), voice.text("card-who" if not hidden else "card-who-alone", who=who)]


def _door(voice: Voice, matter: Matter, home: Place) -> str:
    """The number alone where the matter's place says which building; else nobody would know which of them."""
    building = next((above for above in places.find_above(voice.db, home) if above.level is Level.BUILDING), home)
    return home.name if matter.path.startswith(building.path) else home_of(voice, home)


def _rows(voice: Voice, matter: Matter, added: Sequence[Added]) -> tuple[tuple[Button, ...], ...]:
    """Residents' buttons first, then what the table of moves lets staff do next. Done, the line below asks, not the card."""
    if matter.state not in OPEN:
        return ()
    own = _buttons(voice, matter, _resident_row(voice, matter))
    staff = _buttons(voice, matter, [move.name for move in next_moves(matter.state, "accept", "done")])
    if voice.chat.kind is Kind.WORK:
        look = _buttons(voice, matter, ["photos"] if matter.pictures else [])
        rows = [staff, look + [button for more in added for button in more.staff]]
    else:
        rows = [own + [button for more in added for button in more.residents], *([staff] if voice.chat.kind is not Kind.PRIVATE else [])]
    return tuple(tuple(row) for row in rows if row)


def _buttons(voice: Voice, matter: Matter, names: Iterable[str]) -> list[Button]:
    return [voice.button(f"button-{name}", f"{name}:{matter.id}") for name in names]


def _resident_row(voice: Voice, matter: Matter) -> tuple[str, ...]:
    if voice.chat.kind is not Kind.PRIVATE:
        return ("follow", "add")
    return ("add", "withdraw") if matter.state is State.REGISTERED else ("add",)


# ---------------------------------------------------------------- small words


def _public(words: str) -> str:
    return mask(words).strip()


def _month(voice: Voice, moment: datetime) -> str:
    return f"{moment.astimezone(UTC).astimezone(voice.house.time_zone):%Y-%m}"


def _role(ctx: Ctx, matter: Matter) -> str:
    """In which role the speaker acts at this place; the history names roles, never people."""
    if ctx.timed:
        return ""
    held = next((grant.role for grant in ctx.grants if grant.role in STAFF and matter.path.startswith(grant.path)), None)
    return held.value if held else Role.RESIDENT.value


def _role_name(voice: Voice, matter: Matter, ctx: Ctx | None = None) -> str:
    acting = ctx or (voice if isinstance(voice, Ctx) else None)
    role = _role(acting, matter) if acting else ""
    return voice.text(f"role-{role or Role.RESIDENT.value}")
