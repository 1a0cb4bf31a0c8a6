"""Promises: who said to do what by which day, and what has become of it; a department's is copied from its summons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, and_, delete, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert, written
from models.calls import Call, Contact, Department, Summons
from models.matters import Matter, lock_matter
from models.meetings import Invitee, Item, Meeting
from models.people import Appointment, Person
from models.places import Path, ids_of
from models.rules.agenda import Kept
from models.rules.matters import State
from models.rules.roles import Role

_UNKEPT = "state IN ('broken', 'open')"
SOLVED = (State.DONE, State.CONFIRMED, State.UNCONFIRMED)
NEEDLESS = (State.DECLINED, State.WITHDRAWN, State.MERGED)
"""What became of a matter about which no department's promise is asked for."""
RECENT = timedelta(days=120)
"""Departments' promises are looked for in the calls of so many days."""


class Promise(Base):
    """A promise. `meeting_id` is the last meeting that looks at it, `carried` how many meetings found it unkept."""

    __tablename__ = "promises"
    __table_args__ = (
        UniqueConstraint("item_id"),
        UniqueConstraint("summons_id"),
        Index("ix_promises_unkept", "community_id", "due", sqlite_where=text(_UNKEPT), postgresql_where=text(_UNKEPT)),
        Index("ix_promises_settled", "community_id", "settled_at"),
        CheckConstraint("carried >= 0", name="carried"),
        CheckConstraint("(state = 'kept') = (settled_at IS NOT NULL)", name="kept_is_settled"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    path: Mapped[str] = mapped_column(Path)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    summons_id: Mapped[int | None] = mapped_column(ForeignKey("summons.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    owner: Mapped[str] = mapped_column(String(40))
    owner_role: Mapped[Role | None] = mapped_column(choice(Role))
    named: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    what: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[date]
    state: Mapped[Kept] = mapped_column(choice(Kept), default=Kept.OPEN)
    carried: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"promise:{self.id}"


class Owner(NamedTuple):
    """Who has promised: words, the role they hold or mean, whether the words are a private person's name, and whom to ask."""

    words: str
    role: Role | None
    named: bool
    person: int | None


class Promised(NamedTuple):
    """A promise and its matter."""

    promise: Promise
    matter: Matter


# ---------------------------------------------------------------- making and keeping


def promise(session: Session, item: Item) -> Promise:
    """The promise an item left with; said anew it takes the place of the one before."""
    same = {"owner": item.owner, "owner_role": item.owner_role, "named": item.named, "person_id": item.owner_id, "due": item.due}
    same |= {"what": item.words, "state": Kept.OPEN, "settled_at": None}
    row = {"community_id": item.community_id, "matter_id": item.matter_id, "path": item.path, "item_id": item.id, "carried": 0}
    new = insert(session, Promise).values({**row, **same})
    made = session.execute(new.on_conflict_do_update(index_elements=["item_id"], set_=same).returning(Promise.id)).scalar_one()
    found = session.get(Promise, made, populate_existing=True)
    assert found is not None
    return found


def release(session: Session, item: int) -> int | None:
    """The item left with something else after all: what was promised there holds no more. Gives the promise that was."""
    return session.execute(delete(Promise).where(Promise.item_id == item).returning(Promise.id)).scalar_one_or_none()


def release_about(session: Session, matter: int) -> list[tuple[int, int | None]]:
    """Nothing is to be done about a matter any more. Gives the promises that were not kept, and the meetings that were to look at them."""
    unkept = and_(Promise.matter_id == matter, written(Promise.state, Kept.BROKEN, Kept.OPEN))
    return [(row[0], row[1]) for row in session.execute(delete(Promise).where(unkept).returning(Promise.id, Promise.meeting_id))]


def carry_along(session: Session, merged: Matter) -> None:
    """What was promised about a merged matter and is not kept is promised about the one it went into."""
    unkept = and_(Promise.matter_id == merged.id, written(Promise.state, Kept.BROKEN, Kept.OPEN))
    into = session.get(Matter, merged.merged_into_id)
    if into is not None:
        session.execute(update(Promise).where(unkept).values(matter_id=into.id, path=into.path))


def lock_promise(session: Session, id_: int) -> Promise | None:
    """A promise, freshly read, and before it its matter, nobody else's until the transaction ends."""
    known = session.get(Promise, id_)
    if known is None or lock_matter(session, known.matter_id) is None:
        return None
    return session.get(Promise, id_, with_for_update=True, populate_existing=True)


def find_unkept(session: Session, matter: int) -> Sequence[Promise]:
    """What was promised about a matter and is not kept, nobody else's until the transaction ends."""
    query = select(Promise).where(Promise.matter_id == matter, written(Promise.state, Kept.BROKEN, Kept.OPEN))
    return session.scalars(query.order_by(Promise.id).with_for_update()).all()


def keep(session: Session, promised: Promise, now: datetime) -> bool:
    """It was done; False when that was said before."""
    if promised.state is Kept.KEPT:
        return False
    promised.state, promised.settled_at = Kept.KEPT, now
    session.flush()
    return True


# ---------------------------------------------------------------- what a meeting looks at


def gather(session: Session, community: int, day: date, since: datetime | None, now: datetime, zone: ZoneInfo) -> list[int]:
    """The promises a meeting on that day has to look at: unkept ones whose day has come, and those kept since the last meeting.

    Brought up to date first: departments' promises are copied, what was promised about a matter that is done counts as kept.
    """
    _copy_summons(session, community, now, zone)
    _settle(session, community, now)
    due = select(Promise.id).where(Promise.community_id == community, written(Promise.state, Kept.BROKEN, Kept.OPEN), Promise.due <= day)
    kept = select(Promise.id).where(Promise.community_id == community, Promise.settled_at > since) if since is not None else None
    found = set(session.scalars(due)) | (set(session.scalars(kept)) if kept is not None else set())
    return sorted(found)


def look_at(session: Session, meeting: Meeting, ids: Sequence[int]) -> None:
    """These are before the meeting."""
    session.execute(update(Promise).where(Promise.id.in_(ids)).values(meeting_id=meeting.id))


def find_promised(session: Session, meeting: int) -> list[Promised]:
    """The promises before a meeting: the unkept first, those carried longest before all."""
    query = select(Promise, Matter).join(Matter, Matter.id == Promise.matter_id).where(Promise.meeting_id == meeting)
    rows = [Promised._make(row) for row in session.execute(query.order_by(Promise.due, Promise.id))]
    return sorted(rows, key=lambda row: (row.promise.state is Kept.KEPT, -row.promise.carried))


def carry_over(session: Session, meeting: int) -> None:
    """The meeting is over: what it found unkept comes to the next as well, counted."""
    unkept = and_(Promise.meeting_id == meeting, written(Promise.state, Kept.BROKEN, Kept.OPEN))
    session.execute(update(Promise).where(unkept).values(carried=Promise.carried + 1, state=Kept.BROKEN))


def _settle(session: Session, community: int, now: datetime) -> None:
    solved = select(Matter.id).where(Matter.id == Promise.matter_id, Matter.state.in_(SOLVED)).exists()
    here = and_(Promise.community_id == community, written(Promise.state, Kept.BROKEN, Kept.OPEN))
    session.execute(update(Promise).where(here, solved).values(state=Kept.KEPT, settled_at=now))


def _copy_summons(session: Session, community: int, now: datetime, zone: ZoneInfo) -> None:
    """Departments promise to their summons; the meeting asks of those as of its own. A new day promised is the day that counts."""
    query = select(Summons, Summons.promised_for, Call.matter_id, Matter.path, Department.name).join(Call, Call.id == Summons.call_id)
    query = query.join(Matter, Matter.id == Call.matter_id).join(Department, Department.id == Summons.department_id)
    query = query.where(Call.community_id == community, Call.called_at > now - RECENT, Summons.promised_for.is_not(None))
    query = query.where(Matter.state.not_in(NEEDLESS))
    for summons, due, matter, path, name in session.execute(query):
        done: dict[str, Any] = {"state": Kept.KEPT, "settled_at": summons.done_at} if summons.done_at else {}
        same = {"due": due and due.astimezone(zone).date(), "what": summons.promise[:200], **done}
        row = {"community_id": community, "matter_id": matter, "path": path, "owner": name, "named": False, "carried": 0}
        new = insert(session, Promise).values({"state": Kept.OPEN, **row, **same, "summons_id": summons.id})
        session.execute(new.on_conflict_do_update(index_elements=["summons_id"], set_=same))


# ---------------------------------------------------------------- who


def find_department(session: Session, community: int, said: str) -> Department | None:
    """The department of that name, or called so."""
    known = session.scalars(select(Department).where(Department.community_id == community).order_by(Department.id))
    return next((one for one in known if said == one.name or said in one.aliases), None)


def find_contact(session: Session, department: int) -> int | None:
    """Whom a department is asked through, when they have an account."""
    query = select(Contact.person_id).where(Contact.department_id == department, Contact.person_id.is_not(None))
    return session.scalars(query.order_by(Contact.id)).first()


def find_named(session: Session, path: str, name: str) -> Person | None:
    """The only person of this name who is something at this place or above it."""
    query = select(Person).join(Appointment, Appointment.person_id == Person.id)
    query = query.where(Appointment.place_id.in_(ids_of(path)), Appointment.until.is_(None), Person.name == name)
    found = set(session.scalars(query)) if name else set()
    return found.pop() if len(found) == 1 else None


def forget_owner(session: Session, person: Person) -> None:
    """A forgotten person's promises stay; who is named in them is somebody, and nobody is invited under that name."""
    for table, column in ((Promise, Promise.person_id), (Item, Item.owner_id)):
        session.execute(update(table).where(column == person.id).values({column: None, table.owner: "", table.named: False}))
    session.execute(delete(Invitee).where(Invitee.person_id == person.id))
