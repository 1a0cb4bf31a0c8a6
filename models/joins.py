"""Asking to join a household: open until somebody responsible for it confirms or refuses."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.places import Place


class Asked(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


_OPEN = text("state = 'asked'")


class JoinRequest(Base):
    """A person's wish to belong to a household; one open wish for each pair."""

    __tablename__ = "join_requests"
    __table_args__ = (Index("uq_join_requests_open", "person_id", "household_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    state: Mapped[Asked] = mapped_column(choice(Asked))
    at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


def open_request(session: Session, person: int, household: Place, now: datetime) -> int | None:
    """A new request; None when the same one is open already (the conflict is the answer)."""
    row = insert(session, JoinRequest).values(
        community_id=household.community_id, person_id=person, household_id=household.id, state=Asked.ASKED, at=now
    )
    return session.execute(row.on_conflict_do_nothing().returning(JoinRequest.id)).scalar_one_or_none()


def find_request(session: Session, request: int) -> JoinRequest | None:
    return session.get(JoinRequest, request)


def decide_request(session: Session, request: int, by: int, confirmed: bool, now: datetime) -> bool:
    """Decide an open request; True for the one who did."""
    state = Asked.CONFIRMED if confirmed else Asked.REFUSED
    open_ = (JoinRequest.id == request) & (JoinRequest.state == Asked.ASKED)
    row = update(JoinRequest).where(open_).values(state=state, decided_at=now, decided_by=by).returning(JoinRequest.id)
    return session.execute(row).scalar_one_or_none() is not None
