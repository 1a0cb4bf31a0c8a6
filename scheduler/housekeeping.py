"""What must not grow for ever, and what must be told again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from models import journal, matters, questions
from scheduler import clock
from scheduler.courier import Desk

KEEP_ENTRIES = timedelta(days=30)
KEEP_LOOSE = timedelta(days=1)


async def tidy(desk: Desk) -> None:
    """Drop journal entries that carry no fact, questions nobody will answer, pictures nobody claimed; in small transactions."""
    while await desk.run("housekeeping", _prune) >= journal.PRUNED_AT_ONCE:
        pass


def _prune(session: Session) -> int:
    now = clock.now()
    questions.prune(session, now)
    matters.drop_loose(session, now - KEEP_LOOSE)
    return journal.prune(session, now - KEEP_ENTRIES)
