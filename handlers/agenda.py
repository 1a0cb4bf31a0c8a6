"""周五议事日, before the meeting: the draft on Thursday evening, its order, who is invited, and settling it (domain §2)."""

from __future__ import annotations

from datetime import timedelta

from handlers import agenda_finds as finds
from handlers.agenda_lines import answer, before, item, left_with, looked_at, steers, undecided, when
from handlers.agenda_steps import call_off, draft, put_off, reorder, settle, share_out, take_off, told
from handlers.ctx import Ctx, Voice
from handlers.kit import Added, Capability, Refused, Subject
from handlers.matters import move
from models import cards, meetings
from models.calendar import festival_on
from models.chats import Kind
from models.matters import Matter
from models.meetings import Item, Meeting
from models.messaging import Button, Post
from models.rules.agenda import (
    CALLED,
    COMING,
    FOLLOWED,
    MOST,
    REOPENED,
    SETTLES_BEFORE,
    Hours,
    Reason,
    Sitting,
    drafts_first,
    hours_of,
    next_meeting,
    read_order,
    read_verb,
)
from models.rules.dates import read_day
from models.rules.matters import OPEN, State
from models.rules.roles import ANYONE, MANAGERS, STAFF
from models.rules.settings import Setting, clock_time, few_words, number, one_of, weekly_time

capability = Capability("agenda")
capability.setting(Setting("agenda-draft", "周四 18:00", weekly_time))
capability.setting(Setting("agenda-meeting", "周五 19:30", weekly_time))
capability.setting(Setting("agenda-minutes", "周五 21:00", weekly_time))
capability.setting(Setting("agenda-length", 60, number(30, 240)))
capability.setting(Setting("agenda-place", "", few_words(40), lambda value: value or "—"))
capability.setting(Setting("agenda-festivals", "照常", one_of(("照常", "meet"), ("跳过", "skip"))))


# ---------------------------------------------------------------- 议事


@capability.command("议事", "agenda", role=ANYONE)
def agenda(ctx: Ctx, words: str) -> None:
    """`议事` shows the coming meeting; those who steer say `议事 拟稿 · 定稿 · 开会 · 改到 周六 10:00 · 取消 原因 · 3 1 2`."""
    community = ctx.need_place().community_id
    verb, rest = read_verb(words)
    if verb == "minutes":
        return _minutes(ctx, community)
    if not words or not ctx.holds(STAFF, None):
        return _show(ctx, community)
    _check(ctx, community)
    if verb == "draft":
        return _draft_now(ctx, community, next_meeting(*_hours(ctx, community), ctx.now, ctx.house.time_zone))
    if verb == "postpone":
        return _postpone(ctx, community, rest)
    return _steer(ctx, finds.coming(ctx, community), verb, rest)


def _steer(ctx: Ctx, meeting: Meeting, verb: str, rest: str) -> None:
    """What is said about the meeting that is coming."""
    if verb == "settle":
        return settle_pressed(ctx, meeting, "")
    if verb == "begin":
        return ctx.moved("meeting", meeting, "begin")
    if verb == "cancel":
        if not rest:
            raise Refused("usage-agenda-cancel")
        call_off(ctx, meeting, rest)
        return ctx.say("agenda-called-off", when=when(ctx, meeting.at))
    order = read_order(rest, [row.matter.number or 0 for row in meetings.find_items(ctx.db, meeting.id)])
    if order is None:
        raise Refused("usage-agenda")
    return _ordered(ctx, meeting, order)


def _check(ctx: Ctx, community: int) -> None:
    if not ctx.holds(MANAGERS, steers(ctx, community)):
        names = [ctx.text(f"role-{name}") for name in ("secretary", "community", "street")]
        raise Refused("role", roles=ctx.text("list-separator").join(names))


def _show(ctx: Ctx, community: int) -> None:
    """The living card for staff, at the bottom of the chat; in public words for everybody else."""
    meeting = meetings.find_coming(ctx.db, community)
    if meeting is None:
        return ctx.say("agenda-next", when=finds.following(ctx, community), draft=str(ctx.setting("agenda-draft", community)))
    if ctx.chat.kind is Kind.WORK or (ctx.private and ctx.holds(STAFF, steers(ctx, community))):
        cards.begin_anew(ctx.db, meeting.subject, ctx.chat.id)
        return ctx.show(meeting.subject, ctx.chat, rank=0)
    return ctx.say(told(ctx, meeting, "agenda-public" if meeting.state is Sitting.OPEN else "agenda-soon"))


def _minutes(ctx: Ctx, community: int) -> None:
    last = meetings.find_last(ctx.db, community)
    if last is None:
        raise Refused("no-minutes")
    first, *lines = last.minutes.split("\n")
    ctx.say(Post(first, tuple(lines)))


def _hours(ctx: Ctx, community: int) -> tuple[str, str]:
    return str(ctx.setting("agenda-meeting", community)), str(ctx.setting("agenda-minutes", community))


def _draft_now(ctx: Ctx, community: int, hours: Hours) -> None:
    if meetings.find_coming(ctx.db, community) is not None:
        raise Refused("meeting-already")
    meeting = draft(ctx, community, hours)
    if meeting is None:
        return ctx.say("agenda-nothing", when=when(ctx, hours.at))
    return None if ctx.chat.kind is Kind.WORK else ctx.show(meeting.subject, ctx.chat, rank=0)


def _postpone(ctx: Ctx, community: int, rest: str) -> None:
    """`改到 周六 10:00`: the meeting that is coming, or one that would not have been."""
    meeting = meetings.find_coming(ctx.db, community)
    hours = _read_hours(ctx, community, rest, meeting)
    if meeting is None:
        return _draft_now(ctx, community, hours)
    put_off(ctx, meeting, hours)
    return ctx.say("agenda-put-off", when=when(ctx, meeting.at))


def _read_hours(ctx: Ctx, community: int, rest: str, meeting: Meeting | None) -> Hours:
    """The day said, at the hour said, else at the usual hour."""
    meets, writes = _hours(ctx, community)
    zone = ctx.house.time_zone
    read = read_day(rest, ctx.now.astimezone(zone).date())
    usual = meeting.at.astimezone(zone).strftime("%H:%M") if meeting else meets.rpartition(" ")[2]
    try:
        hour, _, minute = (clock_time(read[1]) if read and read[1] else usual).partition(":")
    except ValueError:
        raise Refused("usage-agenda-postpone") from None
    if read is None:
        raise Refused("usage-agenda-postpone")
    at = ctx.local(read[0].year, read[0].month, read[0].day, int(hour)) + timedelta(minutes=int(minute))
    if at <= ctx.now:
        raise Refused("meeting-past")
    return hours_of(at, writes, zone)


# ---------------------------------------------------------------- by itself


@capability.daily("agenda-drafts", at="agenda-draft")
def drafts(ctx: Ctx, community: int) -> None:
    """Thursday evening: what is stuck becomes the draft of the next meeting, unless one is coming or this timer came too late for it."""
    hours = next_meeting(*_hours(ctx, community), ctx.now - ctx.late, ctx.house.time_zone)
    day = ctx.local_day(hours.at)
    coming = meetings.find_coming(ctx.db, community) is not None or meetings.is_taken(ctx.db, community, day)
    if coming or hours.at <= ctx.now:
        return
    skipped = _is_free(ctx, community, hours)
    if skipped or draft(ctx, community, hours) is None:
        for chat in meetings.find_groups(ctx.db, community, Kind.WORK):
            voice = ctx.voice(chat)
            params = {"when": when(voice, hours.at)} | ({"festival": festival_on(day, voice.language)} if skipped else {})
            ctx.news(chat, voice.post("agenda-skipped" if skipped else "agenda-nothing", **params))


def _is_free(ctx: Ctx, community: int, hours: Hours) -> bool:
    """Whether that day is a holiday which the community keeps free."""
    day = ctx.local_day(hours.at)
    return bool(festival_on(day)) and ctx.setting("agenda-festivals", community) != "照常"


@capability.timer("meeting-settles")
def settles(ctx: Ctx, id_: int) -> None:
    """An hour before, a draft that nobody has settled is settled."""
    meeting = meetings.lock_meeting(ctx.db, id_)
    if meeting and meeting.state is Sitting.DRAFT and ctx.now >= meeting.at - SETTLES_BEFORE:
        settle(ctx, meeting)


# ---------------------------------------------------------------- the draft, ordered


@capability.button("agenda-settle", role=MANAGERS, about="meeting")
def settle_pressed(ctx: Ctx, meeting: Meeting, _rest: str) -> None:
    """定稿."""
    settle(ctx, meeting)
    answer(ctx, "agenda-settled")


@capability.button("item-up", role=MANAGERS, about="item")
def up(ctx: Ctx, one: Item, _rest: str) -> None:
    _shift(ctx, one, -1)


@capability.button("item-down", role=MANAGERS, about="item")
def down(ctx: Ctx, one: Item, _rest: str) -> None:
    _shift(ctx, one, 1)


def _shift(ctx: Ctx, one: Item, by: int) -> None:
    """One place up or down; at the end it stays."""
    meeting = finds.meeting_of(ctx, one)
    order = [row.item.id for row in meetings.find_items(ctx.db, meeting.id)]
    at = order.index(one.id)
    to = min(max(at + by, 0), len(order) - 1)
    indexes = list(range(len(order)))
    indexes.insert(to, indexes.pop(at))
    reorder(ctx, meeting, indexes)


@capability.reply("meeting", role=MANAGERS)
def replied(ctx: Ctx, id_: int) -> None:
    """`3 1 2` or `把12放第一` as a reply to the draft."""
    meeting = finds.meeting_by_id(ctx, id_)
    order = read_order(ctx.happened.text, [row.matter.number or 0 for row in meetings.find_items(ctx.db, meeting.id)])
    if order is None:
        raise Refused("usage-agenda")
    _ordered(ctx, meeting, order)


def _ordered(ctx: Ctx, meeting: Meeting, order: list[int]) -> None:
    reorder(ctx, meeting, order)
    rows = meetings.find_items(ctx.db, meeting.id)
    ctx.say("agenda-ordered", order=" → ".join(row.matter.tag for row in rows))


@capability.command("不上会", "untable", role=MANAGERS, about="item", hidden=True)
@capability.button("item-out", role=MANAGERS, about="item")
def out(ctx: Ctx, one: Item, _rest: str) -> None:
    """移出: the matter goes on without the meeting."""
    meeting = finds.meeting_of(ctx, one)
    matter = ctx.db.get(Matter, one.matter_id)
    assert matter is not None
    take_off(ctx, meeting, one, matter)
    answer(ctx, "untabled", number=matter.tag)


@capability.command("上会", "table", role=MANAGERS, about="stuck")
@capability.button("table", role=MANAGERS, about="stuck")
def table(ctx: Ctx, matter: Matter, _words: str) -> None:
    """Put a matter on the agenda that is coming; between two agendas it waits for the next draft."""
    meeting = meetings.find_coming(ctx.db, matter.community_id)
    number_ = matter.tag
    if matter.state is State.TABLED and (meeting is None or meetings.find_item(ctx.db, meeting.id, matter.id)):
        raise Refused("tabled-already", number=number_)
    if matter.state is not State.TABLED:
        move(ctx, matter, "table")
        ctx.db.flush()
    if meeting is None:
        return _tabled_between(ctx, matter)
    rows = meetings.find_items(ctx.db, meeting.id)
    if len(rows) + bool(before(ctx, meeting)) >= MOST:
        meeting.waiting += 1
        return answer(ctx, "tabled-full", number=number_, most=str(MOST))
    _add(ctx, meeting, matter, len(rows) + 1)
    return answer(ctx, "tabled", number=number_, when=when(ctx, meeting.at))


def _add(ctx: Ctx, meeting: Meeting, matter: Matter, position: int) -> None:
    turn = meetings.find_turns(ctx.db, [matter.id]).get(matter.id, 1)
    why = Reason.AGAIN if turn > 1 else Reason.TABLED
    meetings.add_item(ctx.db, meeting, matter, position=position, turn=turn, reasons=[[why.value, turn]])
    share_out(ctx, meeting)
    ctx.record(meeting.subject, "added", matter=matter.number)
    ctx.refresh(meeting.subject)


def _tabled_between(ctx: Ctx, matter: Matter) -> None:
    """After a draft that found nothing this opens one for the very meeting; otherwise the next draft will have it."""
    community, zone = matter.community_id, ctx.house.time_zone
    drafted = str(ctx.setting("agenda-draft", community))
    meets, writes = _hours(ctx, community)
    hours = next_meeting(meets, writes, ctx.now, zone)
    if drafts_first(drafted, meets, ctx.now, zone) or _is_free(ctx, community, hours):
        return answer(ctx, "tabled-later", number=matter.tag, draft=drafted)
    meeting = draft(ctx, community, hours)
    return answer(ctx, "tabled", number=matter.tag, when=when(ctx, meeting.at) if meeting else "")


# ---------------------------------------------------------------- matters go their own way


@capability.upon("matter", "done", "decline", "withdraw", "reopen")
def elsewhere(ctx: Ctx, matter: Matter, _act: str) -> None:
    """What became of it stands on the agenda that has it."""
    meeting = meetings.find_seat(ctx.db, matter)
    if meeting is not None:
        ctx.refresh(meeting.subject)


@capability.upon("matter", "merge")
def merged(ctx: Ctx, matter: Matter, _act: str) -> None:
    """It is the matter it went into that is talked over now, unless that has its own place on the agenda."""
    meeting, into = meetings.find_seat(ctx.db, matter), ctx.db.get(Matter, matter.merged_into_id)
    if meeting is None or into is None:
        return
    new = meetings.give_seat(ctx.db, meeting, matter, into)
    if new and meeting.state is Sitting.OPEN and into.state is not State.TABLED and ctx.holds(MANAGERS, into.path):
        move(ctx, into, "table")
    ctx.refresh(meeting.subject)


# ---------------------------------------------------------------- the cards


@capability.card("meeting")
def draw(voice: Voice, id_: int) -> Post | None:
    """The agenda as staff see it: the draft with its arrows, then what is settled, with what each item left."""
    meeting = voice.db.get(Meeting, id_)
    if meeting is None:
        return None
    head = voice.text(f"agenda-head-{meeting.state.value}", when=when(voice, meeting.at), reason=meeting.reason)
    if meeting.state not in COMING:
        return Post(head, quiet=True)
    lines = [*_notes(voice, meeting), *_promised(voice, meeting), *_items(voice, meeting)]
    lines += [] if lines else [voice.text("agenda-empty")]
    foot = [voice.text("agenda-waiting", n=str(meeting.waiting))] if meeting.waiting else []
    if meeting.state is Sitting.DRAFT:
        foot.append(voice.text("agenda-how", when=when(voice, meeting.at - SETTLES_BEFORE)))
    return Post(head, (*lines, *foot), _buttons(voice, meeting), quiet=True)


def _notes(voice: Voice, meeting: Meeting) -> list[str]:
    festival = festival_on(meeting.day, voice.language)
    invited = [one.words for one in meetings.find_invitees(voice.db, meeting.community_id)]
    here = [voice.text("agenda-at", place=meeting.place)] if meeting.place else []
    here += [voice.text("agenda-festival", festival=festival)] if festival else []
    return here + ([voice.text("agenda-also", who=voice.text("list-separator").join(invited))] if invited else [])


def _promised(voice: Voice, meeting: Meeting) -> list[str]:
    rows = before(voice, meeting)
    return [voice.text("agenda-promises", minutes=str(meeting.promise_minutes)), *looked_at(voice, rows)] if rows else []


def _items(voice: Voice, meeting: Meeting) -> list[str]:
    rows = list(enumerate(meetings.find_items(voice.db, meeting.id), 1))
    if meeting.began_at is None:
        return [line for n, row in rows for line in item(voice, n, row)]
    return [left_with(voice, n, row) for n, row in rows]


def _buttons(voice: Voice, meeting: Meeting) -> tuple[tuple[Button, ...], ...]:
    rows = meetings.find_items(voice.db, meeting.id)
    if meeting.state is Sitting.OPEN:
        left = undecided(rows)
        name = "begin" if meeting.began_at is None else "go-on" if left else "close"
        return ((voice.button(f"button-meeting-{name}", f"meeting-{'close' if name == 'close' else 'begin'}:{meeting.id}"),),)
    arrows = []
    for n, row in enumerate(rows, 1):
        names = [*(["item-up"] if n > 1 else []), *(["item-down"] if n < len(rows) else []), "item-out"]
        arrows.append(tuple(voice.button(f"button-{name}", f"{name}:{row.item.id}", n=row.matter.tag) for name in names))
    return (*arrows, (voice.button("button-agenda-settle", f"agenda-settle:{meeting.id}"),))


@capability.adds("matter")
def on_card(voice: Voice, matter: Matter) -> Added:
    """When it is talked over; and for a stuck matter the button that puts it on the table."""
    if matter.state is State.TABLED:
        meeting = meetings.find_seat(voice.db, matter)
        return Added((voice.text("card-tabled", when=when(voice, meeting.at)),)) if meeting else Added()
    stuck = matter.overdue or matter.reopened >= REOPENED or matter.calls >= CALLED or matter.follows >= FOLLOWED
    if matter.state not in OPEN or not stuck:
        return Added()
    return Added(staff=(voice.button("button-table", f"table:{matter.id}"),))


capability.subjects["meeting"] = Subject(finds.meeting_by_number, finds.meeting_by_id)
capability.subjects["item"] = Subject(finds.item_by_number, finds.item_by_id)
capability.subjects["stuck"] = Subject(finds.stuck_by_number, finds.stuck_by_id)
