"""Where an elder lives alone. Known to those who look after the place and to nobody else; a visit there is made by two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.places import Place, under
from models.places import span as span_of


class Alone(Base):
    """A household in which somebody old lives alone."""

    __tablename__ = "alone"

    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    since: Mapped[datetime]


def mark(session: Session, household: Place, by: int, now: datetime) -> bool:
    """Mark a household; False when it is marked already."""
    row = insert(session, Alone).values(household_id=household.id, community_id=household.community_id, by_person_id=by, since=now)
    return session.execute(row.on_conflict_do_nothing().returning(Alone.household_id)).scalar_one_or_none() is not None


def unmark(session: Session, household: Place) -> bool:
    """Take the mark away; False when there was none."""
    gone = delete(Alone).where(Alone.household_id == household.id).returning(Alone.household_id)
    return session.execute(gone).scalar_one_or_none() is not None


def is_marked(session: Session, *households: int | None) -> bool:
    """Whether any of these places is marked."""
    known = [household for household in households if household is not None]
    return bool(session.scalar(select(exists().where(Alone.household_id.in_(known)))))


def find_marked(session: Session, path: str) -> Sequence[Place]:
    """The marked households at a place or below it."""
    query = select(Place).join(Alone, Alone.household_id == Place.id).where(under(Place.path)).order_by(Place.id)
    return session.scalars(query, span_of(path)).all()
