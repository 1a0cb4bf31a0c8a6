"""Service: the time people gave, once for each thing they gave it for; never overwritten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert


class Service(Base):
    """Minutes somebody served, and for what (`job:12`)."""

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("person_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    source: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    minutes: Mapped[int]


def serve(session: Session, community: int, person: int, source: str, started: datetime, ended: datetime, minutes: int) -> bool:
    """Enter a service once; False when it stands there already."""
    row = {"community_id": community, "person_id": person, "source": source, "started_at": started, "ended_at": ended, "minutes": minutes}
    entered = insert(session, Service).values(row).on_conflict_do_nothing().returning(Service.id)
    return session.execute(entered).scalar_one_or_none() is not None


def count_minutes(session: Session, person: int) -> int:
    return session.scalar(select(func.coalesce(func.sum(Service.minutes), 0)).where(Service.person_id == person)) or 0
