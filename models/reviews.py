"""支部先议: a draft waits for the branch before it is put to the households."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.places import Path


class State(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"


class Review(Base):
    """A whole draft of a kind (`poll`), as its author filled it in, and what the branch said."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    path: Mapped[str] = mapped_column(Path)
    kind: Mapped[str] = mapped_column(String(16))
    filled: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    at: Mapped[datetime]
    state: Mapped[State] = mapped_column(choice(State))
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(String(300), default="")

    @property
    def subject(self) -> str:
        return f"review:{self.id}"


def ask_branch(session: Session, **row: Any) -> Review:
    review = Review(state=State.ASKED, **row)
    session.add(review)
    session.flush()
    return review


def find_review(session: Session, review: int) -> Review | None:
    return session.get(Review, review, populate_existing=True)


def decide(session: Session, review: Review, state: State, person: int, now: datetime, words: str = "") -> bool:
    """Decide a draft that waits; True for the one who did."""
    waiting = (Review.id == review.id) & (Review.state == State.ASKED)
    row = update(Review).where(waiting).values(state=state, by_person_id=person, decided_at=now, words=words).returning(Review.id)
    done = session.execute(row).scalar_one_or_none() is not None
    session.refresh(review)
    return done
