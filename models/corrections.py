"""Corrections of categories by staff: how often a term was put into a category, community by community. No sentence is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Table, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, direct, insert
from models.memory import remembered
from models.rules.categories import Category


class Correction(Base):
    """How often staff of a community put words with this term into this category."""

    __tablename__ = "corrections"
    __table_args__ = (CheckConstraint("times >= 0", name="times_not_negative"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    term: Mapped[str] = mapped_column(String(8), primary_key=True)
    category: Mapped[Category] = mapped_column(choice(Category), primary_key=True)
    times: Mapped[int]
    at: Mapped[datetime]


corrections: Table = Correction.__table__  # type: ignore[assignment]
_TAUGHT = select(corrections.c.term, corrections.c.category, corrections.c.times).where(
    corrections.c.community_id == bindparam("community"), corrections.c.term.in_(bindparam("terms", expanding=True))
)
_ANYTHING = select(corrections.c.term).where(corrections.c.community_id == bindparam("community")).limit(1)


def learn(session: Session, community: int, terms: Sequence[str], category: Category, now: datetime) -> None:
    """Count these terms once more for the category; in one order, so that two staff never wait for one another."""
    rows = [{"community_id": community, "term": term, "category": category, "times": 1, "at": now} for term in sorted(set(terms))]
    if rows:
        row = insert(session, corrections).values(rows)
        again = {"times": corrections.c.times + 1, "at": now}
        session.execute(row.on_conflict_do_update(index_elements=["community_id", "term", "category"], set_=again))


def unlearn(session: Session, community: int, terms: Sequence[str], category: Category) -> None:
    """Take one count back: the correction was itself corrected."""
    mine = (corrections.c.community_id == community) & (corrections.c.category == category)
    for term in sorted(set(terms)):
        one = mine & (corrections.c.term == term) & (corrections.c.times > 0)
        session.execute(update(corrections).where(one).values(times=corrections.c.times - 1))


@remembered
def has_taught(session: Session, community: int) -> bool:
    """Whether this community has corrected anything: many never do, and are not asked at every report."""
    return session.execute(_ANYTHING, {"community": community}).first() is not None


def find_taught(session: Session, community: int, terms: Sequence[str]) -> dict[tuple[str, Category], int]:
    """(term, category) → how often it was taught in this community; one look by key."""
    if not terms or not has_taught(session, community):
        return {}
    found = direct(session).execute(_TAUGHT, {"community": community, "terms": list(terms)})
    return {(term, category): times for term, category, times in found}


def forget_taught(session: Session, community: int) -> int:
    """Forget all that a community taught; gives how many terms went."""
    return len(session.execute(delete(corrections).where(corrections.c.community_id == community).returning(corrections.c.term)).all())
