"""Meetings (周五议事日): the one that is coming, its items, who is always invited, and which matters are stuck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, case, delete, distinct, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import places
from models.base import Base, choice, insert, written
from models.calls import Call, Summons
from models.chats import Chat, Kind
from models.matters import Follower, Matter
from models.people import Appointment, Person
from models.places import Place
from models.rules.agenda import CALLED, COMING, FOLLOWED, REOPENED, Outcome, Sitting, Stuck
from models.rules.calls import Answer
from models.rules.matters import OPEN, State
from models.rules.roles import Role

STANDING = (Role.STREET, Role.COMMUNITY, Role.SECRETARY, Role.COMMITTEE, Role.SUPERVISOR, Role.PROPERTY)
"""Who is invited to every meeting, in the order they are named."""
_STANDS = "state <> 'cancelled'"
_COMING = f"state IN ({', '.join(repr(s.value) for s in sorted(COMING))})"


class Meeting(Base):
    """A meeting of a community: one a day, and one at a time that is still to come. `waiting` is how many matters found no room.

    `minutes` are its minutes as the residents read them.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        Index("uq_meetings_day", "community_id", "day", unique=True, sqlite_where=text(_STANDS), postgresql_where=text(_STANDS)),
        Index("uq_meetings_coming", "community_id", unique=True, sqlite_where=text(_COMING), postgresql_where=text(_COMING)),
        CheckConstraint("minutes_at > at", name="minutes_after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    day: Mapped[date]
    at: Mapped[datetime]
    minutes_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[Sitting] = mapped_column(choice(Sitting), default=Sitting.DRAFT)
    waiting: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")
    promise_minutes: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    path = ""
    """Where it is steered from: set when somebody's rights to steer it are asked."""

    @property
    def subject(self) -> str:
        return f"meeting:{self.id}"


class Item(Base):
    """A matter on a meeting's agenda: its place, its minutes, why it is there, and with what it left the table.

    An owner is a role or a department, which is public, or else a name, which is for staff only.
    """

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "matter_id"),
        CheckConstraint("position >= 0 AND minutes >= 0 AND turn >= 1", name="counted"),
        CheckConstraint("outcome IS NULL OR outcome <> 'owner' OR due IS NOT NULL", name="owner_has_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    path: Mapped[str] = mapped_column(places.Path)
    position: Mapped[int]
    minutes: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=1)
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    owner: Mapped[str] = mapped_column(String(40), default="")
    owner_role: Mapped[Role | None] = mapped_column(choice(Role))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    named: Mapped[bool] = mapped_column(default=False)
    due: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"item:{self.id}"


class Invitee(Base):
    """Somebody invited to every meeting beside those whose role is: a person we can write to, or only a name."""

    __tablename__ = "invitees"
    __table_args__ = (UniqueConstraint("community_id", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    words: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)


class Agended(NamedTuple):
    """An item and its matter."""

    item: Item
    matter: Matter


# ---------------------------------------------------------------- meetings


def find_coming(session: Session, community: int) -> Meeting | None:
    """The meeting that is to come or being held, nobody else's until the transaction ends."""
    query = select(Meeting).where(Meeting.community_id == community, written(Meeting.state, *sorted(COMING)))
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def find_last(session: Session, community: int) -> Meeting | None:
    """The last meeting that was held."""
    query = select(Meeting).where(Meeting.community_id == community, text(f"meetings.{_STANDS}"), Meeting.state == Sitting.CLOSED)
    return session.scalars(query.order_by(Meeting.day.desc()).limit(1)).first()


def lock_meeting(session: Session, meeting: int) -> Meeting | None:
    """The meeting, freshly read, and nobody else's until the transaction ends."""
    return session.get(Meeting, meeting, with_for_update=True, populate_existing=True)


def open_meeting(session: Session, **fields: Any) -> Meeting | None:
    """A new draft; None when one is coming already, or that day has had its meeting. The conflict is the answer."""
    row = insert(session, Meeting).values({"state": Sitting.DRAFT, "reason": "", "promise_minutes": 0, "minutes": "", **fields})
    added = session.execute(row.on_conflict_do_nothing().returning(Meeting.id)).scalar_one_or_none()
    return session.get(Meeting, added) if added is not None else None


def is_taken(session: Session, community: int, day: date, but: int = 0) -> bool:
    """Whether another meeting stands on that day."""
    query = select(Meeting.id).where(Meeting.community_id == community, Meeting.day == day, text(f"meetings.{_STANDS}"))
    return session.scalars(query.where(Meeting.id != but)).first() is not None


# ---------------------------------------------------------------- items


def find_items(session: Session, meeting: int) -> list[Agended]:
    """The items of a meeting in order, each with its matter."""
    query = select(Item, Matter).join(Matter, Matter.id == Item.matter_id).where(Item.meeting_id == meeting)
    return [Agended._make(row) for row in session.execute(query.order_by(Item.position, Item.id))]


def lock_items(session: Session, meeting: int) -> list[Agended]:
    """The same, the matters nobody else's until the transaction ends; the meeting is locked. By their ids, as whoever merges two does."""
    query = select(Matter.id).join(Item, Item.matter_id == Matter.id).where(Item.meeting_id == meeting)
    session.execute(query.order_by(Matter.id).with_for_update(of=Matter))
    rows = find_items(session, meeting)
    for row in rows:
        session.refresh(row.matter)
        session.refresh(row.item)
    return rows


def find_item(session: Session, meeting: int, matter: int) -> Item | None:
    return session.scalars(select(Item).where(Item.meeting_id == meeting, Item.matter_id == matter)).one_or_none()


def add_item(session: Session, meeting: Meeting, matter: Matter, **fields: Any) -> bool:
    """Put a matter on the agenda; False when it is there already."""
    row = {"community_id": meeting.community_id, "meeting_id": meeting.id, "matter_id": matter.id, "path": matter.path}
    new = insert(session, Item).values({**row, "minutes": 0, "turn": 1, "owner": "", "named": False, "words": "", **fields})
    return session.execute(new.on_conflict_do_nothing().returning(Item.id)).scalar_one_or_none() is not None


def drop_item(session: Session, item: Item) -> None:
    session.execute(delete(Item).where(Item.id == item.id))


def find_seat(session: Session, matter: Matter) -> Meeting | None:
    """The coming meeting that has this matter on its agenda."""
    query = select(Meeting).join(Item, Item.meeting_id == Meeting.id).where(Item.matter_id == matter.id)
    return session.scalars(query.where(written(Meeting.state, *sorted(COMING)))).first()


def give_seat(session: Session, meeting: Meeting, merged: Matter, into: Matter) -> bool:
    """A merged matter's place goes to what it went into; False when that has its own, or it was decided already. Both are locked."""
    if find_item(session, meeting.id, into.id) is not None:
        return False
    seat = (Item.meeting_id == meeting.id) & (Item.matter_id == merged.id) & Item.outcome.is_(None)
    given = update(Item).where(seat).values(matter_id=into.id, path=into.path).returning(Item.id)
    return session.execute(given).first() is not None


def find_turns(session: Session, matters: Sequence[int]) -> dict[int, int]:
    """Which time each of these matters would be on the table: one more than the last, where that left it for the next."""
    latest = select(func.max(Item.id)).join(Meeting, Meeting.id == Item.meeting_id)
    latest = latest.where(Item.matter_id.in_(matters), Meeting.state == Sitting.CLOSED).group_by(Item.matter_id)
    left = or_(Item.outcome.is_(None), Item.outcome == Outcome.AGAIN)
    found = session.execute(select(Item.matter_id, Item.turn + 1).where(Item.id.in_(latest), left))
    return {row[0]: row[1] for row in found}


# ---------------------------------------------------------------- what is stuck

_LEAST = or_(
    Matter.overdue.is_not(None),
    Matter.reopened >= REOPENED,
    Matter.calls >= CALLED,
    Matter.follows >= FOLLOWED,
    Matter.state == State.TABLED,
)
_FACTS = [
    getattr(Matter, name) for name in ("id", "number", "state", "overdue_since", "overdue", "reopened", "calls", "follows", "incident_id")
]


def find_stuck(session: Session, community: int, now: datetime) -> list[Stuck]:
    """The open matters of a community that may come to the table, oldest first; one put off until a day may not."""
    query = select(*_FACTS).where(Matter.community_id == community, written(Matter.state, *sorted(OPEN)), _LEAST)
    rows = session.execute(query.where(Matter.state != State.DEFERRED).order_by(Matter.number)).all()
    short = count_short(session, [row.id for row in rows if row.calls >= CALLED])
    turns = find_turns(session, [row.id for row in rows if row.state is State.TABLED])
    return [_stuck(row, short.get(row.id, 0), turns.get(row.id, 1), now) for row in rows]


def _stuck(row: Any, short: int, turn: int, now: datetime) -> Stuck:
    days = max((now - row.overdue_since).days, 1) if row.overdue and row.overdue_since else int(bool(row.overdue))
    tabled = row.state is State.TABLED
    return Stuck(row.id, row.number, tabled, turn, days, row.reopened, short, row.follows, row.incident_id)


def count_short(session: Session, matters: Sequence[int]) -> dict[int, int]:
    """For each matter the calls to which some unit that did not refuse never came."""
    absent = (Summons.arrived_at.is_(None)) & (Summons.done_at.is_(None)) & (Summons.state != Answer.REFUSED)
    query = select(Call.matter_id, func.count(distinct(Call.id))).join(Summons, Summons.call_id == Call.id)
    found: dict[int, int] = {}
    for some in _portions(matters):
        counted = session.execute(query.where(Call.matter_id.in_(some), absent).group_by(Call.matter_id))
        found |= {row[0]: row[1] for row in counted}
    return found


def count_households(session: Session, matters: Sequence[int]) -> dict[int, int]:
    """How many households speak for each of these matters: its reporter's and the others; who has no home here counts alone."""
    others = func.count(distinct(case((Follower.household_id != func.coalesce(Matter.household_id, 0), Follower.household_id))))
    alone = func.count(case((Follower.household_id.is_(None), 1)))
    query = select(Matter.id, 1 + others + alone).join(Follower, Follower.matter_id == Matter.id)
    return {row[0]: row[1] for row in session.execute(query.where(Matter.id.in_(matters)).group_by(Matter.id))}


def _portions(ids: Sequence[int], most: int = 500) -> Iterable[Sequence[int]]:
    """A statement takes only so many parameters."""
    return (ids[start : start + most] for start in range(0, len(ids), most))


# ---------------------------------------------------------------- who hears and who comes


def find_compounds(session: Session, community: int) -> list[Place]:
    """The compounds of a community."""
    return [place for place in places.find_compounds(session) if place.community_id == community]


def find_groups(session: Session, community: int, *kinds: Kind) -> list[Chat]:
    """The groups of these kinds; of a kind only those under which no other stands, so that nobody reads the same twice."""
    query = select(Chat, Place.path).join(Place, Place.id == Chat.place_id).where(Place.community_id == community, Chat.kind.in_(kinds))
    found: list[tuple[Chat, str]] = []
    for chat, path in session.execute(query.order_by(func.length(Place.path), Chat.id)):
        if not any(other.kind is chat.kind and path.startswith(above) and path != above for other, above in found):
            found.append((chat, path))
    return [chat for chat, _ in found]


def find_standing(session: Session, community: int) -> list[tuple[Role, Person]]:
    """Who is invited by role: held at a compound of the community or above it, in the order of the roles; everybody once."""
    ids = {id_ for place in find_compounds(session, community) for id_ in places.ids_of(place.path)}
    query = select(Appointment.role, Person).join(Person, Person.id == Appointment.person_id)
    query = query.where(Appointment.place_id.in_(sorted(ids)), Appointment.until.is_(None), Appointment.role.in_(STANDING))
    held = sorted(session.execute(query.order_by(Appointment.id)), key=lambda row: STANDING.index(row.role))
    once = {person.id: (role, person) for role, person in reversed([(row.role, row.Person) for row in held])}
    return list(reversed(once.values()))


def find_invitees(session: Session, community: int) -> Sequence[Invitee]:
    return session.scalars(select(Invitee).where(Invitee.community_id == community).order_by(Invitee.id)).all()


def invite(session: Session, community: int, words: str, person: int | None) -> bool:
    """Invite somebody to every meeting; False when they are already."""
    row = insert(session, Invitee).values(community_id=community, words=words, person_id=person)
    return session.execute(row.on_conflict_do_nothing().returning(Invitee.id)).scalar_one_or_none() is not None


def uninvite(session: Session, community: int, words: str) -> bool:
    """No longer; False when they were not."""
    gone = delete(Invitee).where(Invitee.community_id == community, Invitee.words == words)
    return session.execute(gone.returning(Invitee.id)).first() is not None
