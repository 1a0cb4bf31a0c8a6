"""Photos of a Love Day, kept from those who took part until its album is shown; then they are nobody's here any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.duties import Occasion, SignUp
from models.rules.duties import Going


class Keepsake(Base):
    """One photo: where it can be fetched from, and who sent it."""

    __tablename__ = "keepsakes"
    __table_args__ = (UniqueConstraint("occasion_id", "unique"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(255))
    unique: Mapped[str] = mapped_column(String(120))


def find_attended(session: Session, person: int, since: datetime) -> Occasion | None:
    """The day somebody came to that has not been counted up; it ended after `since`, or is on."""
    query = select(Occasion).join(SignUp, SignUp.occasion_id == Occasion.id)
    query = query.where(SignUp.person_id == person, SignUp.state == Going.CAME, Occasion.over_at.is_(None), Occasion.ends_at > since)
    return session.scalars(query.order_by(Occasion.starts_at)).first()


def keep(session: Session, occasion: Occasion, person: int, channel: str, ref: str, unique: str) -> bool:
    """Keep a photo; False when this very one is kept already."""
    row = {"community_id": occasion.community_id, "occasion_id": occasion.id, "person_id": person}
    told = insert(session, Keepsake).values(**row, channel=channel, ref=ref, unique=unique).on_conflict_do_nothing()
    return session.execute(told.returning(Keepsake.id)).scalar_one_or_none() is not None


def count_kept(session: Session, occasion: int, person: int) -> int:
    query = select(func.count()).where(Keepsake.occasion_id == occasion, Keepsake.person_id == person)
    return session.scalar(query) or 0


def take_all(session: Session, occasion: int) -> list[Keepsake]:
    """The photos of a day, the oldest first; they are kept no longer."""
    found = list(session.scalars(select(Keepsake).where(Keepsake.occasion_id == occasion).order_by(Keepsake.id)))
    session.execute(delete(Keepsake).where(Keepsake.occasion_id == occasion), execution_options={"synchronize_session": False})
    return found


def forget_keepsakes(session: Session, person: int) -> None:
    """What somebody sent and nobody has been shown yet."""
    session.execute(delete(Keepsake).where(Keepsake.person_id == person))
