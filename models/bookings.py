"""Bookings as stored: for whom, by whom, which number at which station, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.duties import Occasion, Stand
from models.people import Person
from models.places import Path
from models.rules.bookings import TAKING, WAITING, Booked

_WAITING = text("state IN ('booked', 'called')")


class Booking(Base):
    """One booking. `person_id` is whose it is where that is somebody known; `whom` tells two for one person apart from one twice."""

    __tablename__ = "bookings"
    __table_args__ = (
        UniqueConstraint("stand_id", "number"),
        Index("uq_bookings_whom", "stand_id", "whom", unique=True, sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_bookings_occasion", "occasion_id"),
        Index("ix_bookings_booker", "by_id"),
        Index("ix_bookings_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    path: Mapped[str] = mapped_column(Path)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasions.id"))
    stand_id: Mapped[int] = mapped_column(ForeignKey("stands.id"))
    number: Mapped[int]
    whom: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[Booked] = mapped_column(choice(Booked))
    at: Mapped[datetime]

    @property
    def subject(self) -> str:
        return f"booking:{self.id}"

    @property
    def reached(self) -> int:
        """Who is written to about it: whose it is, or else who booked."""
        return self.person_id or self.by_id


class Asked(NamedTuple):
    """A station that can be booked, with how many have."""

    stand: Stand
    taken: int


def find_bookable(session: Session, occasion: int) -> list[Asked]:
    """The stations of an occasion that can be booked."""
    taken = select(Booking.stand_id, func.count().label("n")).where(Booking.occasion_id == occasion, Booking.state.in_(TAKING))
    counts = taken.group_by(Booking.stand_id).subquery()
    query = select(Stand, func.coalesce(counts.c.n, 0)).outerjoin(counts, counts.c.stand_id == Stand.id)
    query = query.where(Stand.occasion_id == occasion, Stand.slots > 0).order_by(Stand.id)
    return [Asked(stand, n) for stand, n in session.execute(query)]


def find_any(session: Session, stand: int) -> bool:
    """Whether anybody ever booked a station, whatever became of it."""
    return session.scalar(select(Booking.id).where(Booking.stand_id == stand).limit(1)) is not None


def count_taken(session: Session, stand: int) -> int:
    """How many places of it are taken; whoever asks has locked the occasion."""
    return session.scalar(select(func.count()).select_from(Booking).where(Booking.stand_id == stand, Booking.state.in_(TAKING))) or 0


def count_by(session: Session, occasion: int, person: int) -> int:
    """How many somebody has booked for a day and not called off."""
    query = select(func.count()).select_from(Booking).where(Booking.occasion_id == occasion, Booking.by_id == person)
    return session.scalar(query.where(Booking.state.in_(TAKING))) or 0


def find_same(session: Session, stand: int, whom: str) -> Booking | None:
    """The booking that stands for somebody there already."""
    query = select(Booking).where(Booking.stand_id == stand, Booking.whom == whom, Booking.state.in_(WAITING))
    return session.scalars(query).one_or_none()


def book(session: Session, stand: Stand, whom: str, name: str, person: int | None, by: int, now: datetime) -> Booking:
    """The next number at a station; whoever asks has locked the occasion."""
    last = session.scalar(select(func.max(Booking.number)).where(Booking.stand_id == stand.id)) or 0
    where = {"community_id": stand.community_id, "path": stand.path, "occasion_id": stand.occasion_id, "stand_id": stand.id}
    row = Booking(number=last + 1, whom=whom, name=name, person_id=person, by_id=by, state=Booked.BOOKED, at=now, **where)
    session.add(row)
    session.flush()
    return row


def count_ahead(session: Session, booking: Booking) -> int:
    """How many have a lower number that still counts."""
    query = select(func.count()).select_from(Booking).where(Booking.stand_id == booking.stand_id, Booking.state.in_(TAKING))
    return session.scalar(query.where(Booking.number < booking.number)) or 0


def find_booking(session: Session, booking: int) -> Booking | None:
    return session.get(Booking, booking, populate_existing=True)


def find_mine(session: Session, person: int, now: datetime) -> list[tuple[Booking, Occasion, Stand]]:
    """What stands for somebody, or was booked by them, from now on; the next first."""
    query = select(Booking, Occasion, Stand).join(Occasion, Occasion.id == Booking.occasion_id).join(Stand, Stand.id == Booking.stand_id)
    query = query.where((Booking.by_id == person) | (Booking.person_id == person), Booking.state.in_(WAITING))
    query = query.where(Occasion.ends_at > now, Occasion.cancelled_at.is_(None)).order_by(Occasion.starts_at, Booking.number)
    return [(booking, occasion, stand) for booking, occasion, stand in session.execute(query)]


def find_list(session: Session, occasion: int) -> list[tuple[Booking, Stand]]:
    """Everybody who booked for a day and did not call off, station by station in the order of the numbers."""
    query = select(Booking, Stand).join(Stand, Stand.id == Booking.stand_id).where(Booking.occasion_id == occasion)
    query = query.where(Booking.state != Booked.OFF).order_by(Stand.id, Booking.number).execution_options(populate_existing=True)
    return [(booking, stand) for booking, stand in session.execute(query)]


def find_first(session: Session, stand: int, state: Booked) -> Booking | None:
    """The lowest number of a station in that state: who is at the desk, who is next."""
    query = select(Booking).where(Booking.stand_id == stand, Booking.state == state)
    return session.scalars(query.order_by(Booking.number)).first()


def forget_bookings(session: Session, person: Person, nameless: str) -> None:
    """A forgotten person's bookings are off, and their name leaves the lists; what they booked for somebody known here is that one's."""
    own = (Booking.person_id == person.id) | ((Booking.by_id == person.id) & Booking.person_id.is_(None))
    named = Booking.person_id.is_(None) & (Booking.name == person.name) & (Booking.name != "")
    for one in session.scalars(select(Booking).where(own | named)):
        one.name, one.whom = nameless, f"gone:{one.id}"
        if one.state in WAITING and person.id in (one.person_id, one.by_id):
            one.state = Booked.OFF
    session.flush()


def find_waiting(session: Session, occasion: int) -> Sequence[Booking]:
    """All bookings of a day that still stand."""
    return session.scalars(select(Booking).where(Booking.occasion_id == occasion, Booking.state.in_(WAITING)).order_by(Booking.id)).all()
