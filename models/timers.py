"""Timers: moments to come back to a subject. The row is the truth; APScheduler only beats time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models.machinery import Late, Timer
from models.prepared import Prepared, named

timers: Table = Timer.__table__  # type: ignore[assignment]
_SET = Prepared(
    postgresql.insert(timers)
    .values(named("name", "subject", "due_at", "community_id", "late"))
    .on_conflict_do_nothing()
    .returning(timers.c.id)
)


def set_timer(session: Session, name: str, subject: str, due_at: datetime, *, community: int = 0, late: Late = Late.SAY) -> bool:
    """Set a timer; False when this very one is set already (the conflict is the answer)."""
    return bool(_SET.run(session, {"name": name, "subject": subject, "due_at": due_at, "community_id": community, "late": late}))


def find_due(session: Session, now: datetime, limit: int = 500) -> Sequence[Timer]:
    """The timers whose moment has come, earliest first."""
    return session.scalars(
        select(Timer).where(Timer.fired_at.is_(None), Timer.due_at <= now).order_by(Timer.due_at, Timer.id).limit(limit)
    ).all()


def take(session: Session, timer: int, now: datetime) -> bool:
    """Fire a timer once: True for the one who took it."""
    taken = update(timers).where(timers.c.id == timer, timers.c.fired_at.is_(None)).values(fired_at=now).returning(timers.c.id)
    return session.execute(taken).scalar_one_or_none() is not None


def has_newer(session: Session, timer: Timer, now: datetime) -> bool:
    """Whether a later one of the same name and subject is due as well (then only that one speaks)."""
    query = select(timers.c.id).where(timers.c.name == timer.name, timers.c.subject == timer.subject, timers.c.fired_at.is_(None))
    return session.scalars(query.where(timers.c.due_at > timer.due_at, timers.c.due_at <= now).limit(1)).first() is not None


def drop_timers(session: Session, subject: str, *names: str) -> None:
    """Unset the waiting timers of a subject with these names."""
    session.execute(delete(timers).where(timers.c.subject == subject, timers.c.name.in_(names), timers.c.fired_at.is_(None)))
