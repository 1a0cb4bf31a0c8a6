"""Answers that staff entered for a household, and answers of one household that speak against each other: kept whole, never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.base import choice as one_of
from models.polls import Poll
from models.rolls import Sitting
from models.rules.entries import State, Way

_OPEN = text("state = 'disputed'")


class Entered(Base):
    """An answer as it was entered: by whom, in which way, who saw it, the photos of the sheet; `stood` is what it speaks against."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_poll", "poll_id", "household_id"),
        Index("uq_entries_disputed", "poll_id", "household_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    choice: Mapped[list[Any]]
    stood: Mapped[list[Any] | None]
    way: Mapped[Way] = mapped_column(one_of(Way))
    witness: Mapped[str] = mapped_column(String(40), default="")
    photos: Mapped[list[Any]] = mapped_column(default=list)
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    standing: Mapped[int]
    at: Mapped[datetime]
    state: Mapped[State] = mapped_column(one_of(State))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(String(200), default="")


def add_entry(session: Session, poll: Poll, home: Sitting, person: int, now: datetime, **entered: Any) -> Entered:
    """An answer for a household of the roll: how it was given, what bears it out, and what became of it."""
    row = {"community_id": poll.community_id, "poll_id": poll.id, "household_id": home.household, "standing": int(home.standing)}
    entry = Entered(**row, by_person_id=person, at=now, **entered)
    session.add(entry)
    session.flush()
    return entry


def find_disputed(session: Session, poll: int, household: int) -> Entered | None:
    """The answer of a household that speaks against what is counted, where nobody has decided yet."""
    query = select(Entered).where(Entered.poll_id == poll, Entered.household_id == household, Entered.state == State.DISPUTED)
    return session.scalars(query).one_or_none()


def find_entry(session: Session, entry: int) -> Entered | None:
    return session.get(Entered, entry, populate_existing=True)


def find_entries(session: Session, poll: int) -> Sequence[Entered]:
    """All of a poll, as they came."""
    return session.scalars(select(Entered).where(Entered.poll_id == poll).order_by(Entered.id)).all()


def count_disputed(session: Session, poll: int) -> int:
    """Households with two different answers that nobody has decided between."""
    return sum(each.choice != each.stood for each in find_entries(session, poll) if each.state is State.DISPUTED)


def decide(session: Session, entry: int, state: State, person: int, now: datetime) -> bool:
    """Decide between two answers; True for the one who did."""
    open_ = (Entered.id == entry) & (Entered.state == State.DISPUTED)
    row = update(Entered).where(open_).values(state=state, decided_by=person, decided_at=now).returning(Entered.id)
    return session.execute(row).scalar_one_or_none() is not None
