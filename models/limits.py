"""How much one person reports in a day: a slot is taken or it is not, whoever asks at the same moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Table, bindparam, delete, literal, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, written
from models.matters import Matter
from models.prepared import Prepared
from models.rules.codes import digest
from models.rules.doubles import plain
from models.rules.matters import OPEN
from models.rules.understanding import Category

KEPT = timedelta(days=2)


class Limit(Base):
    """How many matters a person registered on a local day: of all (`what` empty), or of one text (`what` its digest). Kept for two days."""

    __tablename__ = "limits"
    __table_args__ = (Index("ix_limits_day", "day"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    what: Mapped[str] = mapped_column(String(24), primary_key=True)
    community_id: Mapped[int]
    used: Mapped[int]


limits: Table = Limit.__table__  # type: ignore[assignment]
EVERYTHING = ""
_NEW: dict[str, Any] = {
    "person_id": bindparam("person"),
    "day": bindparam("today"),
    "what": bindparam("text"),
    "community_id": bindparam("community"),
}
_TAKE = Prepared(
    postgresql.insert(limits)
    .values(_NEW | {"used": literal(1)})
    .on_conflict_do_update(
        index_elements=["person_id", "day", "what"], set_={"used": limits.c.used + 1}, where=limits.c.used < bindparam("most")
    )
    .returning(limits.c.used)
)


def what_of(words: str) -> str:
    """The digest by which the same text is known again, however it is spaced and marked."""
    return digest(plain(words))[:24]


def take(session: Session, community: int, person: int, day: date, what: str, most: int) -> bool:
    """Take one of `most` slots; False when none is left. One statement, so that two messages at once cannot both take the last."""
    row = {"person": person, "today": day, "text": what, "community": community, "most": most}
    return bool(_TAKE.run(session, row))


def find_own(session: Session, person: int, category: Category, besides: int) -> Matter | None:
    """The open matter of this person that more words fit best: the newest of the category, else the newest."""
    query = select(Matter).where(Matter.reporter_id == person, Matter.id != besides, written(Matter.state, *sorted(OPEN)))
    return session.scalars(query.order_by((Matter.category == category).desc(), Matter.id.desc()).limit(1)).first()


def drop_old(session: Session, now: datetime) -> None:
    """Forget the slots of days gone by."""
    session.execute(delete(limits).where(limits.c.day < (now - KEPT).date()))
