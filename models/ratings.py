"""Ratings: what somebody concerned answers once their matter is solved; one a person and matter, theirs to change for a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, case, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.matters import Matter
from models.rules.numbers import Satisfaction

CHANGEABLE = timedelta(days=7)


class Rating(Base):
    """`at` is when it was first answered: a change of mind stays in its week."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_at", "community_id", "at"),)

    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    value: Mapped[Satisfaction] = mapped_column(choice(Satisfaction))
    at: Mapped[datetime]


def rate(session: Session, matter: Matter, person: int, value: Satisfaction, now: datetime) -> bool:
    """Answer, or change the answer; False when it is too late to change.

    One given before the matter was last closed was about another outcome: it is answered anew.
    """
    row = insert(session, Rating).values(community_id=matter.community_id, matter_id=matter.id, person_id=person, value=value, at=now)
    earlier = Rating.at < (matter.closed_at or now)
    kept = row.on_conflict_do_update(
        index_elements=["matter_id", "person_id"],
        set_={"value": value, "at": case((earlier, now), else_=Rating.at)},
        where=or_(Rating.at >= now - CHANGEABLE, earlier),
    )
    return session.execute(kept.returning(Rating.person_id)).scalar_one_or_none() is not None


def count_given(session: Session, person: int) -> int:
    """How many ratings a person has given."""
    return session.scalar(select(func.count()).select_from(Rating).where(Rating.person_id == person)) or 0
