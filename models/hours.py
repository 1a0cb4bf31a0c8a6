"""The ledger of service: who gave how many minutes for what. Only ever added to; a correction is another line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.duties import SignUp
from models.people import Person
from models.rules.jobs import service_minutes


class Service(Base):
    """One line: this person served from–to for this source (`job:12`); the same source counts once for a person.

    `credit` is what a community gives on top for having led; it is never part of the minutes. A correction says `why`.
    """

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("source", "person_id"),
        Index("ix_service_person", "person_id", "ended_at"),
        Index("ix_service_ended", "community_id", "ended_at"),
        CheckConstraint("ended_at >= started_at", name="ended_after_started"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    source: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    minutes: Mapped[int]
    credit: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(String(120), default="")


def add_service(session: Session, community: int, person: int, source: str, started: datetime, ended: datetime) -> int | None:
    """Write a line and give its minutes; None when this source counts for this person already (the conflict is the answer)."""
    row = {"community_id": community, "person_id": person, "source": source, "started_at": started, "ended_at": max(started, ended)}
    new = insert(session, Service).values(**row, minutes=service_minutes(started, ended)).on_conflict_do_nothing()
    return session.execute(new.returning(Service.minutes)).scalar_one_or_none()


def add_minutes(
    session: Session, community: int, person: int, source: str, started: datetime, ended: datetime, minutes: int, credit: int = 0
) -> bool:
    """Write a line whose minutes are counted by a rule of its own; False when this source counts for this person already."""
    row = {"community_id": community, "person_id": person, "source": source, "started_at": started, "ended_at": ended}
    new = insert(session, Service).values(**row, minutes=minutes, credit=credit).on_conflict_do_nothing()
    return session.execute(new.returning(Service.id)).scalar_one_or_none() is not None


def count_day(session: Session, person: int, day: date, zone: ZoneInfo) -> int:
    """The minutes of a person that ended on that day."""
    first, last = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    query = select(func.coalesce(func.sum(Service.minutes), 0)).where(Service.person_id == person)
    return int(session.scalar(query.where(Service.ended_at >= first, Service.ended_at < last)) or 0)


def correct(session: Session, community: int, person: int, source: str, at: datetime, minutes: int, why: str = "") -> bool:
    """Add a line of so many minutes, or fewer than none, with its reason; False when this source has one already."""
    row = {"community_id": community, "person_id": person, "source": source, "started_at": at, "ended_at": at}
    row |= {"minutes": minutes, "why": why}
    new = insert(session, Service).values(**row).on_conflict_do_nothing()
    return session.execute(new.returning(Service.id)).scalar_one_or_none() is not None


def forget_words(session: Session, person: int) -> None:
    """The lines stay; what was said about them goes."""
    session.execute(update(Service).where(Service.person_id == person).values(why=""))


def find_minutes(session: Session, source: str, person: int) -> int | None:
    """What one source counted for a person."""
    return session.scalars(select(Service.minutes).where(Service.source == source, Service.person_id == person)).one_or_none()


def count_minutes(session: Session, person: int, since: datetime | None = None) -> int:
    """All minutes a person gave since then (None: ever)."""
    query = select(func.coalesce(func.sum(Service.minutes), 0)).where(Service.person_id == person)
    return int(session.scalar(query if since is None else query.where(Service.ended_at >= since)) or 0)


def count_all(session: Session, persons: Sequence[int], since: datetime) -> dict[int, int]:
    """Person → the minutes each of these gave since then."""
    query = select(Service.person_id, func.sum(Service.minutes)).where(Service.person_id.in_(persons), Service.ended_at >= since)
    return {person: int(minutes) for person, minutes in session.execute(query.group_by(Service.person_id))}


def find_called(session: Session, community: int, name: str) -> Sequence[int]:
    """Who of this name has served here, or signed up to."""
    served = exists().where(Service.person_id == Person.id, Service.community_id == community)
    signed = exists().where(SignUp.person_id == Person.id, SignUp.community_id == community)
    return session.scalars(select(Person.id).where(Person.name == name, or_(served, signed)).order_by(Person.id)).all()


def find_served(session: Session, name: str) -> Sequence[int]:
    """Who of this name stands in the ledger, of whatever community."""
    served = exists().where(Service.person_id == Person.id)
    return session.scalars(select(Person.id).where(Person.name == name, served).order_by(Person.id)).all()


def count_credit(session: Session, person: int) -> int:
    """What a person was given for leading, ever; apart from the minutes."""
    return int(session.scalar(select(func.coalesce(func.sum(Service.credit), 0)).where(Service.person_id == person)) or 0)


def count_between(session: Session, community: int, person: int, first: datetime, past: datetime) -> tuple[int, int]:
    """How often (corrections are no time) and how many minutes somebody served in a community from then until before then."""
    times = func.count().filter(Service.ended_at > Service.started_at)
    query = select(times, func.coalesce(func.sum(Service.minutes), 0)).where(Service.person_id == person, Service.community_id == community)
    n, minutes = session.execute(query.where(Service.ended_at >= first, Service.ended_at < past)).one()
    return int(n), int(minutes)


def find_lines(session: Session, person: int, most: int) -> Sequence[Service]:
    """The newest lines of a person, newest first."""
    query = select(Service).where(Service.person_id == person).order_by(Service.ended_at.desc(), Service.id.desc())
    return session.scalars(query.limit(most)).all()


def find_between(session: Session, first: datetime, past: datetime) -> Sequence[tuple[Service, str]]:
    """Every line that ended from then until before then, with whose it is, person by person."""
    query = select(Service, Person.name).join(Person, Person.id == Service.person_id)
    query = query.where(Service.ended_at >= first, Service.ended_at < past)
    return [(line, name) for line, name in session.execute(query.order_by(Person.name, Service.person_id, Service.ended_at))]
