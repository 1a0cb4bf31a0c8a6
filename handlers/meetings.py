"""周五议事日, the meeting itself: item by item to one of five outcomes, then one screen of minutes (domain §2)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from handlers import texts
from handlers.agenda_lines import answer, because, outcome, title, undecided
from handlers.agenda_lines import minutes as written
from handlers.agenda_steps import step
from handlers.ctx import ANSWER, Ctx, Voice
from handlers.kit import Capability, Refused
from handlers.matters import done, move
from models import cards, letters, matters, meetings, people, promises, timers
from models.chats import Chat, Kind
from models.matters import Matter
from models.meetings import Agended, Item, Meeting
from models.messaging import Button, Post
from models.promises import SOLVED, Owner
from models.rules.agenda import Outcome, Sitting, Vow, may_again, read_outcome, read_vow
from models.rules.masking import mask
from models.rules.matters import OPEN, State
from models.rules.roles import MANAGERS, Role
from models.rules.settings import next_time

capability = Capability("meetings")

GRACE = timedelta(hours=12)
"""A meeting of which nothing was written down waits so long for its outcomes before its minutes go out all the same."""
WORDS, OWNER = 200, 40


# ---------------------------------------------------------------- 开会


@capability.timer("meeting-begins")
def begins(ctx: Ctx, id_: int) -> None:
    """At its hour the first item comes to the work chats; a timer that comes after the minutes comes for nothing."""
    meeting = meetings.lock_meeting(ctx.db, id_)
    if meeting and meeting.state is Sitting.OPEN and meeting.at <= ctx.now < meeting.minutes_at and meeting.began_at is None:
        _begin(ctx, meeting, meetings.find_groups(ctx.db, meeting.community_id, Kind.WORK))


@capability.button("meeting-begin", role=MANAGERS, about="meeting")
def begin_pressed(ctx: Ctx, meeting: Meeting, _rest: str) -> None:
    """开会, or 接着议: here, in the work chat or in private."""
    _begin(ctx, meeting, [ctx.chat])


@capability.upon("meeting", "begin")
def begin_said(ctx: Ctx, meeting: Meeting, _act: str) -> None:
    _begin(ctx, meeting, [ctx.chat])


def _begin(ctx: Ctx, meeting: Meeting, where: list[Chat]) -> None:
    if meeting.state is not Sitting.OPEN:
        raise Refused("meeting-state", state=ctx.text(f"meeting-state-{meeting.state.value}"))
    if meeting.began_at is None:
        meeting.began_at = ctx.now
        ctx.record(meeting.subject, "begun")
        ctx.refresh(meeting.subject)
        if promises.find_promised(ctx.db, meeting.id):
            for chat in where:
                ctx.show(f"promises:{meeting.id}", chat, rank=ANSWER)
    _go_on(ctx, meeting, where)


def _go_on(ctx: Ctx, meeting: Meeting, where: list[Chat]) -> None:
    """The next item without an outcome; when none is left, the agenda with the button that ends the meeting."""
    left = undecided(meetings.find_items(ctx.db, meeting.id))
    about = left[0].item.subject if left else meeting.subject
    for chat in where:
        cards.begin_anew(ctx.db, about, chat.id)
        ctx.show(about, chat, rank=ANSWER)


@capability.card("item")
def draw(voice: Voice, id_: int) -> Post | None:
    """An item on the table, and the ways it can leave it."""
    one = voice.db.get(Item, id_)
    meeting = voice.db.get(Meeting, one.meeting_id) if one else None
    if one is None or meeting is None:
        return None
    rows = meetings.find_items(voice.db, meeting.id)
    row = next(row for row in rows if row.item.id == id_)
    n, total = str(rows.index(row) + 1), str(len(rows))
    head = voice.text("item-head", n=n, total=total, minutes=str(one.minutes))
    lines = [title(row.matter), because(voice, row)]
    if one.outcome is not None or meeting.state is not Sitting.OPEN:
        lines.append(voice.text("item-left", outcome=outcome(voice, row)))
    elif not may_again(one.turn):
        lines.append(voice.text("item-must"))
    return Post(head, tuple(lines), _ways(voice, meeting, row), quiet=True)


def _ways(voice: Voice, meeting: Meeting, row: Agended) -> tuple[tuple[Button, ...], ...]:
    """Five ways, four when it was left twice before; once decided, the way back, unless it was solved."""
    if meeting.state is not Sitting.OPEN or row.matter.state not in OPEN:
        return ()
    if row.item.outcome is not None:
        return ((voice.button("button-item-anew", f"item-anew:{row.item.id}"),),)
    ways = [way for way in Outcome if way is not Outcome.AGAIN or may_again(row.item.turn)]
    buttons = [voice.button(f"button-outcome-{way.value}", f"outcome:{row.item.id}:{way.value}") for way in ways]
    return tuple(buttons[:2]), tuple(buttons[2:])


# ---------------------------------------------------------------- outcomes


@capability.button("outcome", role=MANAGERS, about="item")
def outcome_pressed(ctx: Ctx, one: Item, rest: str) -> None:
    """One of the five; with 谁+哪天 the next words say who, by which day and what."""
    if rest not in set(Outcome):
        raise Refused("button-unknown")
    if rest == Outcome.OWNER:
        _may_decide(ctx, one)
        ctx.ask("vow", item=one.id)
        return ctx.toast("vow-ask", alert=True)
    return decide(ctx, one, Outcome(rest), "")


@capability.answer("vow", role=MANAGERS)
def vowed(ctx: Ctx, filled: dict[str, Any]) -> None:
    """`物业 下周三 换门禁`."""
    one = ctx.db.get(Item, int(filled["item"]), populate_existing=True)
    if one is None or not ctx.holds(MANAGERS, one.path):
        raise Refused("button-unknown")
    vow = _read(ctx, ctx.happened.text)
    ctx.forget_question()
    decide(ctx, one, Outcome.OWNER, vow.what, vow)


@capability.command("结论", "outcome", role=MANAGERS, about="item")
def said(ctx: Ctx, one: Item, words: str) -> None:
    """`结论 12 当场解决 换了锁`, `结论 12 物业 下周三 换门禁`, `结论 12 下次再议`."""
    if not words:
        raise Refused("usage-outcome")
    way, rest = read_outcome(words)
    vow = _read(ctx, rest) if way is None else None
    decide(ctx, one, way or Outcome.OWNER, vow.what if vow else rest, vow)


def _read(ctx: Ctx, words: str) -> Vow:
    today = ctx.today
    vow = read_vow(words, today)
    if vow is None:
        raise Refused("vow-unclear")
    if vow.due < today:
        raise Refused("vow-past")
    return vow


def _may_decide(ctx: Ctx, one: Item) -> tuple[Meeting, Matter]:
    """A settled meeting that is not over, and the item's matter, both locked; what was solved there stays solved."""
    meeting = meetings.lock_meeting(ctx.db, one.meeting_id)
    if meeting is None or meeting.state is not Sitting.OPEN:
        raise Refused("meeting-not-open")
    matter = matters.lock_matter(ctx.db, one.matter_id)
    ctx.db.refresh(one)
    if matter is None or one.matter_id != matter.id:
        raise Refused("button-unknown")
    if one.outcome is Outcome.SOLVED:
        raise Refused("item-solved")
    return meeting, matter


def decide(ctx: Ctx, one: Item, way: Outcome, words: str, vow: Vow | None = None) -> None:
    """An item leaves the table; what follows from it the capabilities that care do upon it."""
    meeting, matter = _may_decide(ctx, one)
    if way is Outcome.AGAIN and not may_again(one.turn):
        raise Refused("again-twice", number=matter.tag)
    who = _owner(ctx, one, vow.who) if vow else Owner("", None, False, None)
    one.outcome, one.words, one.due = way, words[:WORDS], vow.due if vow else None
    one.owner, one.owner_role, one.named, one.decided_at = who.words[:OWNER], who.role, who.named, ctx.now
    one.owner_id = who.person
    ctx.db.flush()
    _write(ctx, one, matter)
    if way is Outcome.SOLVED and matter.state in OPEN:
        done(ctx, matter, words)
    ctx.moved("item", one, way.value)
    _redraw(ctx, meeting, one, matter)


def _write(ctx: Ctx, one: Item, matter: Matter) -> None:
    """Into the matter's history and onto its card, in public words."""
    public = ctx.voice(_nowhere(ctx))
    told = mask(outcome(public, Agended(one, matter))).strip()
    ctx.record(matter.subject, "decided", words=told)
    if one.outcome is Outcome.OWNER:
        matter.news = told


def _nowhere(ctx: Ctx) -> Chat:
    """A chat that is no work chat: what is written for it is public."""
    return Chat(channel="", address="", kind=Kind.QUIET, language=ctx.language)


def _redraw(ctx: Ctx, meeting: Meeting, one: Item, matter: Matter) -> None:
    """Its cards show the outcome, and where it was on the table the next item comes."""
    where = {card.chat_id: ctx.db.get(Chat, card.chat_id) for card in letters.find_cards(ctx.db, one.subject)}
    ctx.refresh(one.subject)
    ctx.refresh(meeting.subject)
    ctx.refresh(matter.subject)
    if meeting.began_at is not None and where:
        _go_on(ctx, meeting, [chat for chat in where.values() if chat is not None])
    call = one.outcome is Outcome.CALL
    say = ctx.toast if ctx.chat.id in where and not call else partial(answer, ctx)
    say("outcome-noted-call" if call else "outcome-noted", number=matter.tag, plain=str(matter.number))


@capability.button("item-anew", role=MANAGERS, about="item")
def anew(ctx: Ctx, one: Item, _rest: str) -> None:
    """改结论: on the table again."""
    meeting, _ = _may_decide(ctx, one)
    one.outcome, one.owner, one.owner_role, one.due, one.words, one.decided_at = None, "", None, None, "", None
    one.owner_id = None
    ctx.db.flush()
    ctx.moved("item", one, "anew")
    ctx.refresh(one.subject)
    ctx.refresh(meeting.subject)


def _owner(ctx: Ctx, one: Item, who: str) -> Owner:
    """A role by its name (物业, 物业老周), a department by its own, else somebody's name, which only staff will read."""
    role, rest = _role_of(who)
    department = promises.find_department(ctx.db, one.community_id, who)
    if department is not None:
        return Owner(department.name, None, False, promises.find_contact(ctx.db, department.id))
    person = promises.find_named(ctx.db, one.path, who) or promises.find_named(ctx.db, one.path, rest)
    return Owner(who, role, role is None, person.id if person else None)


def _role_of(who: str) -> tuple[Role | None, str]:
    """The role these words begin with, and what follows it."""
    for role in Role:
        for language in texts.LANGUAGES:
            name = texts.text(language, f"role-{role.value}")
            for known in (name, role.value) if role is not Role.RESIDENT else ():
                if who.casefold().startswith(known.casefold()):
                    return role, who[len(known) :].strip()
    return None, who


# ---------------------------------------------------------------- the minutes


@capability.timer("meeting-minutes")
def minutes(ctx: Ctx, id_: int) -> None:
    """At its hour the meeting is over. One of which nothing was written down waits until the morning."""
    meeting = meetings.lock_meeting(ctx.db, id_)
    if meeting is None or meeting.state is not Sitting.OPEN or ctx.now < meeting.minutes_at:
        return None
    rows = meetings.find_items(ctx.db, meeting.id)
    untouched = bool(undecided(rows)) and all(row.item.outcome is None for row in rows)
    if untouched and meeting.minutes_at - meeting.at < GRACE:
        return _remind(ctx, meeting)
    return close(ctx, meeting)


def _remind(ctx: Ctx, meeting: Meeting) -> None:
    meeting.minutes_at += GRACE
    timers.set_timer(ctx.db, "meeting-minutes", meeting.subject, meeting.minutes_at, community=meeting.community_id)
    for chat in meetings.find_groups(ctx.db, meeting.community_id, Kind.WORK):
        voice = ctx.voice(chat)
        ctx.news(chat, voice.post("minutes-missing", when=voice.clock(meeting.minutes_at)))
        _go_on(ctx, meeting, [chat])


@capability.button("meeting-close", role=MANAGERS, about="meeting")
def close_pressed(ctx: Ctx, meeting: Meeting, _rest: str) -> None:
    """散会: the minutes go out now."""
    close(ctx, meeting)
    ctx.toast("meeting-closed")


def close(ctx: Ctx, meeting: Meeting) -> None:
    """What has no outcome is left for the next time, twice at most; what was decided goes on; promises unkept are carried over."""
    rows = meetings.lock_items(ctx.db, meeting.id)
    step(ctx, meeting, "close")
    for row in rows:
        _leave(ctx, meeting, row)
    meeting.closed_at = ctx.now
    ctx.db.flush()
    _publish(ctx, meeting, rows)
    promises.carry_over(ctx.db, meeting.id)
    timers.drop_timers(ctx.db, meeting.subject, "meeting-begins", "meeting-minutes")
    for about in (
        meeting.subject,
        f"promises:{meeting.id}",
        *(row.item.subject for row in rows),
        *(row.matter.subject for row in rows),
    ):
        ctx.refresh(about)
    ctx.moved("meeting", meeting, "close")


def _leave(ctx: Ctx, meeting: Meeting, row: Agended) -> None:
    one, matter = row.item, row.matter
    if one.outcome is None and matter.state in SOLVED and (matter.done_at or meeting.at) >= meeting.at:
        one.outcome = Outcome.SOLVED
    elif one.outcome is None and matter.state in OPEN and may_again(one.turn):
        one.outcome = Outcome.AGAIN
    on = one.outcome not in (None, Outcome.AGAIN) and matter.state is State.TABLED
    if on and (ctx.timed or ctx.holds(MANAGERS, matter.path)):
        move(ctx, matter, "proceed")


def _publish(ctx: Ctx, meeting: Meeting, rows: list[Agended]) -> None:
    """One screen, to the neighbours in public words and to the staff with names; as the neighbours read it, it is kept."""
    following = next_time(str(ctx.setting("agenda-meeting", meeting.community_id)), meeting.at, ctx.house.time_zone)
    meeting.minutes = written(ctx.voice(_nowhere(ctx)), meeting, rows, following).text
    for chat in meetings.find_groups(ctx.db, meeting.community_id, Kind.WORK, Kind.QUIET, Kind.RESIDENTS):
        ctx.news(chat, written(ctx.voice(chat), meeting, rows, following), whole=True)


# ---------------------------------------------------------------- who is invited


@capability.command("列席", "invite", role=MANAGERS, words_needed=True)
def invite(ctx: Ctx, words: str) -> None:
    """`列席 老周`: invited to every meeting from now on; as a reply to somebody's words they are told in private."""
    community, name = ctx.need_place().community_id, words.strip()[:80]
    replied_to = ctx.happened.reply_sender
    person = people.find_person(ctx.db, ctx.happened.channel, replied_to.id) if replied_to else None
    person = person or promises.find_named(ctx.db, ctx.need_place().path, name)
    if not meetings.invite(ctx.db, community, name, person.id if person else None):
        raise Refused("invited-already", who=name)
    ctx.record(f"community:{community}", "invited", whom=person.id if person else None)
    ctx.say("invited" if person else "invited-by-name", who=name)


@capability.command("不列席", "uninvite", role=MANAGERS, words_needed=True, hidden=True)
def uninvite(ctx: Ctx, words: str) -> None:
    """`不列席 老周`."""
    if not meetings.uninvite(ctx.db, ctx.need_place().community_id, words.strip()[:80]):
        raise Refused("not-invited", who=words[:40])
    ctx.say("uninvited", who=words)
