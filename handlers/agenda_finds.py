"""What numbers and buttons about meetings mean, and the order in which their rows are waited for, so that two never wait in a ring:

the meeting, then its matters by their ids, then items, then promises. Nobody who holds a matter waits for a meeting.
"""

from __future__ import annotations

from handlers import registry
from handlers.agenda_lines import steers, when
from handlers.ctx import Ctx
from handlers.kit import Refused
from models import matters, meetings
from models.matters import Matter
from models.meetings import Item, Meeting
from models.rules.agenda import COMING
from models.rules.settings import next_time


def coming(ctx: Ctx, community: int) -> Meeting:
    """The meeting that is coming; where none is, the answer says when one will be."""
    meeting = meetings.find_coming(ctx.db, community)
    if meeting is None:
        raise Refused("no-meeting", when=following(ctx, community))
    return meeting


def following(ctx: Ctx, community: int) -> str:
    """The usual day and hour, next time."""
    return when(ctx, next_time(str(ctx.setting("agenda-meeting", community)), ctx.now, ctx.house.time_zone))


def meeting_by_number(ctx: Ctx, _said: int) -> Meeting:
    return coming(ctx, ctx.need_place().community_id)


def meeting_by_id(ctx: Ctx, id_: int) -> Meeting:
    meeting = meetings.lock_meeting(ctx.db, id_)
    if meeting is None or meeting.community_id != ctx.community:
        raise Refused("button-unknown")
    if meeting.state not in COMING:
        raise Refused("meeting-state", state=ctx.text(f"meeting-state-{meeting.state.value}"))
    meeting.path = steers(ctx, meeting.community_id)
    return meeting


def meeting_of(ctx: Ctx, one: Item) -> Meeting:
    return meeting_by_id(ctx, one.meeting_id)


def item_by_number(ctx: Ctx, said: int) -> Item:
    """An item is called by its matter's number."""
    meeting = coming(ctx, ctx.need_place().community_id)
    row = next((row for row in meetings.find_items(ctx.db, meeting.id) if row.matter.number == said), None)
    if row is None:
        raise Refused("not-tabled", number=f"#{said}")
    return _held(ctx, row.item)


def item_by_id(ctx: Ctx, id_: int) -> Item:
    found = ctx.db.get(Item, id_)
    if found is None:
        raise Refused("button-unknown")
    meeting_of(ctx, found)
    return _held(ctx, found)


def _held(ctx: Ctx, one: Item) -> Item:
    """Its meeting is held already; now its matter, and the item as it stands then."""
    matters.lock_matter(ctx.db, one.matter_id)
    ctx.db.refresh(one)
    return one


def stuck_by_number(ctx: Ctx, said: int) -> Matter:
    """A matter that is to be put on the agenda: nobody may change that meanwhile."""
    meetings.find_coming(ctx.db, ctx.community)
    found: Matter = registry.subjects()["matter"].by_number(ctx, said)
    return found


def stuck_by_id(ctx: Ctx, id_: int) -> Matter:
    known = ctx.db.get(Matter, id_)
    if known is not None:
        meetings.find_coming(ctx.db, known.community_id)
    found: Matter = registry.subjects()["matter"].by_id(ctx, id_)
    return found
