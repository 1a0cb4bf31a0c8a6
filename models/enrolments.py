"""报到登记: who works somewhere and serves where they live, and whether their yearly figures may go to where they work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.people import Person


class Enrolment(Base):
    """Somebody reports in where they live: where they work, how many hours a month they offer. Skills stand with the helper."""

    __tablename__ = "enrolments"
    __table_args__ = (
        Index("ix_enrolments_community", "community_id", "employer"),
        CheckConstraint("hours >= 0", name="hours_not_negative"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    employer: Mapped[str] = mapped_column(String(40))
    hours: Mapped[int]
    at: Mapped[datetime]


class Summary(Base):
    """The figures of one year were told; `agreed` is whether they may be passed on, None until that is said."""

    __tablename__ = "year_summaries"
    __table_args__ = (Index("ix_year_summaries_year", "community_id", "year"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]
    agreed: Mapped[bool | None]


def enrol(session: Session, community: int, person: int, employer: str, hours: int, now: datetime) -> None:
    """Report in, or say it anew."""
    said = {"employer": employer, "hours": hours, "at": now}
    row = insert(session, Enrolment).values(person_id=person, community_id=community, **said)
    session.execute(row.on_conflict_do_update(index_elements=["person_id", "community_id"], set_=said))


def find_enrolment(session: Session, community: int, person: int) -> Enrolment | None:
    return session.get(Enrolment, (person, community), populate_existing=True)


def find_mine(session: Session, person: int) -> Sequence[Enrolment]:
    return session.scalars(select(Enrolment).where(Enrolment.person_id == person)).all()


def find_enrolled(session: Session, community: int) -> Sequence[tuple[Enrolment, str]]:
    """Everybody who reported in, employer by employer."""
    query = select(Enrolment, Person.name).join(Person, Person.id == Enrolment.person_id).where(Enrolment.community_id == community)
    return [(one, name) for one, name in session.execute(query.order_by(Enrolment.employer, Person.name, Person.id))]


def withdraw(session: Session, community: int, person: int) -> bool:
    """Be registered no more; what was agreed to is taken back with it."""
    session.execute(delete(Summary).where(Summary.person_id == person, Summary.community_id == community))
    gone = delete(Enrolment).where(Enrolment.person_id == person, Enrolment.community_id == community).returning(Enrolment.person_id)
    return session.scalar(gone) is not None


def take_summary(session: Session, community: int, person: int, year: int, now: datetime) -> bool:
    """Tell somebody their year: True for the one who does, once."""
    row = insert(session, Summary).values(person_id=person, community_id=community, year=year, told_at=now, agreed=None)
    return session.scalar(row.on_conflict_do_nothing().returning(Summary.person_id)) is not None


def agree(session: Session, community: int, person: int, year: int, agreed: bool) -> bool:
    """Whether the figures of that year may be passed on; False where they were not told. It can be said anew."""
    found = session.get(Summary, (person, community, year), with_for_update=True, populate_existing=True)
    if found is not None:
        found.agreed = agreed
        session.flush()
    return found is not None


def find_agreed(session: Session, community: int, year: int) -> set[int]:
    """Whose figures of that year may be passed on."""
    query = select(Summary.person_id).where(Summary.community_id == community, Summary.year == year, Summary.agreed.is_(True))
    return set(session.scalars(query))


def forget_enrolments(session: Session, person: int) -> None:
    for kind in (Summary, Enrolment):
        session.execute(delete(kind).where(kind.person_id == person))
