"""What must not grow for ever, and what comes round every day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.ctx import House
from models import journal, matters, places, questions, timers
from models.machinery import Late
from scheduler import clock
from scheduler.courier import Desk

KEEP_ENTRIES = timedelta(days=30)
KEEP_LOOSE = timedelta(days=1)
DAILY, MORNING = ("cards-age",), 6
"""The timers every community has every day, and the local hour they fire at."""


async def tidy(desk: Desk, house: House) -> None:
    """Set tomorrow's timers; drop journal entries that carry no fact, questions nobody will answer, pictures nobody claimed.

    In small transactions, however much there is.
    """
    await desk.run("housekeeping", partial(_set_daily, zone=house.time_zone))
    while await desk.run("housekeeping", _prune) >= journal.PRUNED_AT_ONCE:
        pass


def _set_daily(session: Session, zone: ZoneInfo) -> None:
    """What every community has every morning; set again it is the same timer."""
    local = clock.now().astimezone(zone)
    due = datetime.combine(local.date() + timedelta(days=local.hour >= MORNING), time(MORNING), zone).astimezone(UTC)
    for community in places.find_communities(session):
        for name in DAILY:
            timers.set_timer(session, name, f"community:{community}", due, community=community, late=Late.COLLAPSE)


def _prune(session: Session) -> int:
    now = clock.now()
    questions.prune(session, now)
    matters.drop_loose(session, now - KEEP_LOOSE)
    return journal.prune(session, now - KEEP_ENTRIES)
