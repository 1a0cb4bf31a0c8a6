"""Running clocks of matters: what is waited for, until when, and whether somebody has been nudged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.matters import Matter, lock_matter
from models.prepared import Prepared, named
from models.rules.clocks import Clock

_OVERDUE = text("overdue IS NOT NULL")
_UNSAID = "nudged_at IS NULL AND met_at IS NULL"
AT_ONCE = 60
"""So many missed clocks are told of together."""


class Running(Base):
    """One clock of a matter: due, or paused, or `met`; started again, it forgets its nudge.

    Paused it has so many working minutes `left`; less than none, and it is late by so many minutes of the day.
    """

    __tablename__ = "clocks"
    __table_args__ = (
        UniqueConstraint("matter_id", "clock"),
        Index("ix_clocks_missed", "community_id", "due_at", sqlite_where=text(_UNSAID), postgresql_where=text(_UNSAID)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    clock: Mapped[Clock] = mapped_column(choice(Clock))
    span: Mapped[int]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    left: Mapped[int | None]
    met_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]


clocks: Table = Running.__table__  # type: ignore[assignment]
Index("ix_matters_overdue", Matter.community_id, Matter.overdue_since, sqlite_where=_OVERDUE, postgresql_where=_OVERDUE)
_RUN = ("span", "started_at", "due_at", "left", "met_at", "nudged_at", "missed_at")
_AFRESH: dict[str, Any] = dict.fromkeys(_RUN)
_STARTED = postgresql.insert(clocks).values(named("community_id", "matter_id", "clock", *_RUN))
_START = Prepared(
    _STARTED.on_conflict_do_update(
        index_elements=["matter_id", "clock"], set_={column: _STARTED.excluded[column] for column in _RUN}
    ).returning(clocks.c.id)
)


def start(session: Session, matter: Matter, clock: Clock, span: int, now: datetime, due_at: datetime) -> int:
    """Start a clock, or start it again; gives its id."""
    row = {"community_id": matter.community_id, "matter_id": matter.id, "clock": clock, "span": span, "started_at": now, "due_at": due_at}
    [(id_,)] = _START.run(session, _AFRESH | row)
    return int(id_)


def lock_clock(session: Session, clock: int) -> tuple[Running, Matter] | None:
    """A clock and its matter, freshly read, and nobody else's until the transaction ends; the matter first, as everywhere."""
    of = session.scalar(select(Running.matter_id).where(Running.id == clock))
    matter = lock_matter(session, of) if of is not None else None
    found = session.get(Running, clock, with_for_update=True, populate_existing=True) if matter else None
    return (found, matter) if found and matter else None


def find_running(session: Session, matter: int) -> Sequence[Running]:
    """The clocks of a matter that are not met, those missed longest ago first."""
    query = select(Running).where(Running.matter_id == matter, Running.met_at.is_(None)).order_by(Running.due_at, Running.id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def meet(session: Session, matter: int, met: Iterable[Clock], now: datetime) -> None:
    """What these clocks of a matter waited for has come."""
    waiting = (clocks.c.matter_id == matter) & clocks.c.clock.in_(list(met)) & clocks.c.met_at.is_(None)
    session.execute(update(clocks).where(waiting).values(met_at=now))


def pause(session: Session, clock: int, left: int) -> None:
    """A clock stands still with so many working minutes left, or late by so many."""
    session.execute(update(clocks).where(clocks.c.id == clock).values(left=left, due_at=None))


def go_on(session: Session, clock: int, due_at: datetime) -> None:
    """A clock that stood still runs again."""
    session.execute(update(clocks).where(clocks.c.id == clock).values(left=None, due_at=due_at))


def take_missed(session: Session, clock: Running, now: datetime) -> list[tuple[Running, Matter]]:
    """What is missed in the community at this moment and ours to nudge about, this clock first; none when it was nudged about already.

    The clock is locked. Others that somebody holds just now are left to their own timers: nobody waits for two matters.
    """
    if clock.nudged_at is not None:
        return []
    missed = (Running.community_id == clock.community_id) & (Running.due_at <= now) & Running.nudged_at.is_(None) & Running.met_at.is_(None)
    query = select(Running, Matter).join(Matter, Matter.id == Running.matter_id).where(missed).order_by(Running.due_at, Running.id)
    query = query.limit(AT_ONCE).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    found = [(running, matter) for running, matter in session.execute(query) if running.id != clock.id]
    taken = [(clock, session.get_one(Matter, clock.matter_id)), *found]
    for running, _ in taken:
        running.nudged_at = now
    session.flush()
    return taken


def find_overdue(session: Session, community: int, limit: int) -> Sequence[Matter]:
    """The matters of a community that everybody sees are late, the latest first."""
    query = select(Matter).where(Matter.community_id == community, _OVERDUE).order_by(Matter.overdue_since, Matter.id)
    return session.scalars(query.limit(limit)).all()
