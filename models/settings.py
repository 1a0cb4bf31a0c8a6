"""What a community has settled otherwise than the house proposes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Object, insert
from models.memory import remembered


class Settled(Base):
    """One setting of a community; no row means what the house proposes."""

    __tablename__ = "settings"

    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(Object)


_FIND = select(Settled.value).where(Settled.community_id == bindparam("community"), Settled.name == bindparam("name"))


@remembered
def find_setting(session: Session, community: int, name: str) -> Any:
    """The value settled, None when nothing is."""
    return session.scalars(_FIND, {"community": community, "name": name}).one_or_none()


def settle(session: Session, community: int, name: str, value: Any) -> None:
    """Settle a value; None goes back to what the house proposes."""
    if value is None:
        session.execute(delete(Settled).where(Settled.community_id == community, Settled.name == name))
        return
    row = insert(session, Settled).values(community_id=community, name=name, value=value)
    session.execute(row.on_conflict_do_update(index_elements=["community_id", "name"], set_={"value": value}))
