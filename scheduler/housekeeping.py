"""What must not grow for ever, and what comes round every day."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers import registry
from handlers.ctx import House
from handlers.kit import Daily
from models import journal, limits, matters, places, posters, questions, settings, timers, wecom
from models.machinery import Late
from models.rules.settings import next_time
from scheduler import clock
from scheduler.courier import Desk

KEEP_ENTRIES = timedelta(days=30)
KEEP_LOOSE = timedelta(days=1)
KEEP_FORMS = timedelta(days=7)


async def tidy(desk: Desk, house: House) -> None:
    """Set tomorrow's timers; drop journal entries that carry no fact, questions nobody will answer, pictures nobody claimed,
    slots of days gone by, forms of phones, what WeCom's cards were.

    In small transactions, however much there is.
    """
    await desk.run("housekeeping", partial(_set_daily, zone=house.time_zone))
    while await desk.run("housekeeping", _prune) >= journal.PRUNED_AT_ONCE:
        pass


def _set_daily(session: Session, zone: ZoneInfo) -> None:
    """What every community has every day or week; set again it is the same timer."""
    now = clock.now()
    for community in places.find_communities(session):
        for daily in registry.dailies():
            due = next_time(_time_of(session, daily, community), now, zone)
            timers.set_timer(session, daily.name, f"community:{community}", due, community=community, late=Late.COLLAPSE)


def _time_of(session: Session, daily: Daily, community: int) -> str:
    """A fixed time, or that of a setting."""
    known = registry.settings().get(daily.at)
    found = settings.find_setting(session, community, daily.at) if known else None
    return str(found or (known.default if known else daily.at))


def _prune(session: Session) -> int:
    now = clock.now()
    questions.prune(session, now)
    matters.drop_loose(session, now - KEEP_LOOSE)
    limits.drop_old(session, now)
    posters.drop_forms(session, now - KEEP_FORMS)
    wecom.prune(session, now)
    return journal.prune(session, now - KEEP_ENTRIES)
