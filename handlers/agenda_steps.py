"""What is done with a meeting that is coming: drafted, ordered, settled and told, put off, called off. `agenda` says when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.agenda_lines import title, when
from handlers.ctx import Ctx, Voice
from handlers.kit import Refused
from handlers.matters import move
from models import chats, meetings, promises, timers
from models.chats import Kind
from models.matters import Matter
from models.meetings import Item, Meeting
from models.messaging import Post
from models.rules.agenda import MOST, SETTLES_BEFORE, STEPS, Hours, Reason, Sitting, Stuck, allot, choose, reasons_of
from models.rules.matters import OPEN, State
from models.rules.roles import MANAGERS

TIMERS = ("meeting-settles", "meeting-begins", "meeting-minutes")


def step(ctx: Ctx, meeting: Meeting, name: str, **detail: Any) -> None:
    """Move a meeting as the table of steps allows, and write it into its chain."""
    way = next(each for each in STEPS if each.name == name)
    if meeting.state not in way.sources:
        raise Refused("meeting-state", state=ctx.text(f"meeting-state-{meeting.state.value}"))
    meeting.state = way.to
    ctx.record(meeting.subject, name, **detail)


# ---------------------------------------------------------------- the draft


def draft(ctx: Ctx, community: int, hours: Hours) -> Meeting | None:
    """A draft of what is stuck, shown to the staff; None when nothing is. Refused when a meeting stands there already."""
    day = ctx.local_day(hours.at)
    looked = _looked(ctx, community, hours)
    chosen, waiting = choose(meetings.find_stuck(ctx.db, community, ctx.now), MOST - bool(looked))
    if not chosen and not looked:
        return None
    where = str(ctx.setting("agenda-place", community))
    when_ = {"day": day, "at": hours.at, "minutes_at": hours.minutes}
    meeting = meetings.open_meeting(ctx.db, community_id=community, place=where, waiting=waiting, **when_)
    if meeting is None:
        raise Refused("meeting-already")
    promises.look_at(ctx.db, meeting, looked)
    _seat(ctx, meeting, chosen)
    ctx.record(meeting.subject, "drafted", new=True, matters=[one.number for one in chosen])
    set_timers(ctx, meeting)
    for chat in meetings.find_groups(ctx.db, community, Kind.WORK):
        ctx.show(meeting.subject, chat)
    return meeting


def _looked(ctx: Ctx, community: int, hours: Hours) -> list[int]:
    last = meetings.find_last(ctx.db, community)
    day = ctx.local_day(hours.at)
    return promises.gather(ctx.db, community, day, last.closed_at if last else None, ctx.now, ctx.house.time_zone)


def _seat(ctx: Ctx, meeting: Meeting, chosen: Sequence[Stuck]) -> None:
    homes = meetings.count_households(ctx.db, [one.matter for one in chosen])
    for position, one in enumerate(chosen, 1):
        matter = ctx.db.get(Matter, one.matter)
        if matter is not None:
            meetings.add_item(ctx.db, meeting, matter, position=position, turn=one.turn, reasons=because(one, homes.get(one.matter, 0)))
    share_out(ctx, meeting)


def because(one: Stuck, homes: int) -> list[list[object]]:
    """The reasons as an item keeps them; the households that met it are always told."""
    found = [[reason.value, n] for reason, n in reasons_of(one) if reason is not Reason.FOLLOWED]
    return found + ([[Reason.FOLLOWED.value, homes]] if homes > 1 else [])


def share_out(ctx: Ctx, meeting: Meeting) -> None:
    """Places from 1 on, and the minutes of the evening for each item by how stuck it is."""
    rows = meetings.find_items(ctx.db, meeting.id)
    looked = promises.find_promised(ctx.db, meeting.id)
    total = int(ctx.setting("agenda-length", meeting.community_id))
    meeting.promise_minutes, minutes = allot(total, [1 + len(row.item.reasons) for row in rows], len(looked))
    for position, (row, some) in enumerate(zip(rows, minutes, strict=True), 1):
        row.item.position, row.item.minutes = position, some
    ctx.db.flush()


def reorder(ctx: Ctx, meeting: Meeting, order: Sequence[int]) -> None:
    """The items in this order, given as indexes of the present one."""
    rows = meetings.find_items(ctx.db, meeting.id)
    for position, index in enumerate(order, 1):
        rows[index].item.position = position
    ctx.db.flush()
    share_out(ctx, meeting)
    ctx.record(meeting.subject, "ordered", matters=[rows[index].matter.number for index in order])
    ctx.refresh(meeting.subject)


def take_off(ctx: Ctx, meeting: Meeting, item: Item, matter: Matter) -> None:
    """A matter leaves the agenda and goes on as before."""
    meetings.drop_item(ctx.db, item)
    if matter.state is State.TABLED:
        move(ctx, matter, "proceed")
    share_out(ctx, meeting)
    ctx.record(meeting.subject, "taken-off", matter=matter.number)
    ctx.refresh(meeting.subject)


# ---------------------------------------------------------------- when


def set_timers(ctx: Ctx, meeting: Meeting) -> None:
    """It settles, begins and is written down by itself, at the hours it has now."""
    timers.drop_timers(ctx.db, meeting.subject, *TIMERS)
    for name, due in zip(TIMERS, (meeting.at - SETTLES_BEFORE, meeting.at, meeting.minutes_at), strict=True):
        timers.set_timer(ctx.db, name, meeting.subject, due, community=meeting.community_id)


def put_off(ctx: Ctx, meeting: Meeting, hours: Hours) -> None:
    """To another hour; those who were told are told again."""
    day = ctx.local_day(hours.at)
    if meetings.is_taken(ctx.db, meeting.community_id, day, meeting.id):
        raise Refused("meeting-already")
    meeting.day, meeting.at, meeting.minutes_at, meeting.began_at = day, hours.at, hours.minutes, None
    ctx.db.flush()
    set_timers(ctx, meeting)
    ctx.record(meeting.subject, "moved", to=hours.at.isoformat())
    _redraw(ctx, meeting)
    if meeting.state is Sitting.OPEN:
        _tell_all(ctx, meeting, "agenda-moved")


def call_off(ctx: Ctx, meeting: Meeting, reason: str) -> None:
    """It is not held; what stood on its agenda comes to the next."""
    told = meeting.state is Sitting.OPEN
    step(ctx, meeting, "cancel", reason=reason)
    meeting.reason = reason[:200]
    ctx.db.flush()
    timers.drop_timers(ctx.db, meeting.subject, *TIMERS)
    _redraw(ctx, meeting)
    if told:
        _tell_all(ctx, meeting, "agenda-cancelled", reason=reason)


def _redraw(ctx: Ctx, meeting: Meeting) -> None:
    ctx.refresh(meeting.subject)
    for row in meetings.find_items(ctx.db, meeting.id):
        ctx.refresh(row.matter.subject)


# ---------------------------------------------------------------- settled


def settle(ctx: Ctx, meeting: Meeting) -> None:
    """The agenda stands: its matters are tabled, those invited are told in private, the neighbours in one post."""
    meetings.lock_items(ctx.db, meeting.id)
    step(ctx, meeting, "settle")
    meeting.settled_at = ctx.now
    promises.look_at(ctx.db, meeting, _looked(ctx, meeting.community_id, Hours(meeting.at, meeting.minutes_at)))
    _make_room(ctx, meeting)
    for row in meetings.find_items(ctx.db, meeting.id):
        if row.matter.state not in OPEN:
            meetings.drop_item(ctx.db, row.item)
        elif row.matter.state is not State.TABLED and (ctx.timed or ctx.holds(MANAGERS, row.matter.path)):
            move(ctx, row.matter, "table")
    share_out(ctx, meeting)
    if not meetings.find_items(ctx.db, meeting.id) and not promises.find_promised(ctx.db, meeting.id):
        meeting.settled_at = None
        return call_off_quietly(ctx, meeting)
    ctx.refresh(meeting.subject)
    if ctx.now < meeting.at:
        missed = _invite(ctx, meeting, "agenda-invited")
        _announce(ctx, meeting, "agenda-public")
        _tell_staff(ctx, meeting, missed)
    return None


def _make_room(ctx: Ctx, meeting: Meeting) -> None:
    """A promise whose day came after the draft is looked at before all else: where that is one too many, the last item waits."""
    rows = meetings.find_items(ctx.db, meeting.id)
    room = MOST - bool(promises.find_promised(ctx.db, meeting.id))
    for row in rows[room:]:
        meetings.drop_item(ctx.db, row.item)
        meeting.waiting += 1


def call_off_quietly(ctx: Ctx, meeting: Meeting) -> None:
    """Everything was solved before it was settled: nobody but the staff ever heard of it."""
    step(ctx, meeting, "cancel")
    meeting.reason = ctx.text("agenda-all-done")
    timers.drop_timers(ctx.db, meeting.subject, *TIMERS)
    ctx.refresh(meeting.subject)


def _tell_all(ctx: Ctx, meeting: Meeting, key: str, **params: str) -> None:
    """Those invited and the neighbours, the same words."""
    _invite(ctx, meeting, key, **params)
    _announce(ctx, meeting, key, **params)


def _announce(ctx: Ctx, meeting: Meeting, key: str, **params: str) -> None:
    for chat in meetings.find_groups(ctx.db, meeting.community_id, Kind.RESIDENTS):
        ctx.news(chat, told(ctx.voice(chat), meeting, key, **params), whole=True)


def _invite(ctx: Ctx, meeting: Meeting, key: str, **params: str) -> list[str]:
    """Tell everybody invited in private, once; gives who could not be reached, by role or by the name they were invited under."""
    missed = []
    told = {ctx.person.id} if not ctx.timed and ctx.person else set()
    standing = [(person.id, ctx.text(f"role-{role.value}")) for role, person in meetings.find_standing(ctx.db, meeting.community_id)]
    named = [(one.person_id, one.words) for one in meetings.find_invitees(ctx.db, meeting.community_id)]
    for person, called in [*standing, *named]:
        if person in told:
            continue
        told |= {person} if person is not None else set()
        if person is None or not _tell(ctx, person, meeting, key, **params):
            missed.append(called)
    return list(dict.fromkeys(missed))


def _tell(ctx: Ctx, person: int, meeting: Meeting, key: str, **params: str) -> bool:
    alone = chats.find_private(ctx.db, person)
    if alone is not None:
        ctx.write(alone, told(ctx.voice(alone), meeting, key, **params))
    return alone is not None


def _tell_staff(ctx: Ctx, meeting: Meeting, missed: Sequence[str]) -> None:
    """Who must be called by telephone; when everybody was reached, the card says enough."""
    for chat in meetings.find_groups(ctx.db, meeting.community_id, Kind.WORK) if missed else ():
        voice = ctx.voice(chat)
        ctx.news(chat, voice.post("agenda-missed", who=voice.text("list-separator").join(missed)))


def told(voice: Voice, meeting: Meeting, key: str, **params: str) -> Post:
    """A meeting in public words: when, where, and its items one a line."""
    where = voice.text("agenda-where", place=meeting.place) if meeting.place else ""
    return voice.post(key, when=when(voice, meeting.at), where=where, items=_points(voice, meeting), **params)


def _points(voice: Voice, meeting: Meeting) -> str:
    rows = meetings.find_items(voice.db, meeting.id)
    looked = [voice.text("agenda-looks-back")] if promises.find_promised(voice.db, meeting.id) else []
    return "\n".join([*looked, *(voice.text("agenda-point", n=str(n), title=title(row.matter)) for n, row in enumerate(rows, 1))])
