"""Where a role is reached, as its staff set it: an office's number, a desk, a window; never a resident's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Table, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.places import Path, ids_of
from models.rules.roles import Role


class Listing(Base):
    """How the holders of a role at a place want to be reached."""

    __tablename__ = "phonebook"

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(choice(Role), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    path: Mapped[str] = mapped_column(Path)
    words: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


phonebook: Table = Listing.__table__  # type: ignore[assignment]


def set_listing(session: Session, place: int, path: str, community: int, role: Role, words: str, now: datetime) -> None:
    """Keep how a role is reached here; said again it is the newer words."""
    row = insert(session, phonebook).values(place_id=place, role=role, community_id=community, path=path, words=words, at=now)
    session.execute(row.on_conflict_do_update(index_elements=["place_id", "role"], set_={"words": words, "at": now}))


def find_listings(session: Session, path: str) -> Sequence[Listing]:
    """What holds at a place: set there or above it, the nearest of each role, in the order of roles."""
    around = select(Listing).where(Listing.place_id.in_(ids_of(path))).order_by(Listing.path)
    nearest = {contact.role: contact for contact in session.scalars(around)}
    return [nearest[role] for role in Role if role in nearest]
