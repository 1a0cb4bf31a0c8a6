"""When a group may be told what it has not asked for: never in its quiet hours, never more than so often in any hour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.rules.settings import clock_time, next_time

WINDOW = timedelta(hours=1)
NEVER = "00:00–00:00"
"""Hours that are none at all."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_BETWEEN = re.compile(r"\s*(?:[-–—~]+|到|至|\bto\b)\s*")
_NONE = frozenset({"无", "没有", "不设", "none", "no", "off"})


def quiet_hours(said: str) -> str:
    """`22点到7点`, `22:00-07:00` → `22:00–07:00`; `无` → none."""
    written = unicodedata.normalize("NFKC", said).strip()
    if written.casefold() in _NONE:
        return NEVER
    begin, end = _BETWEEN.split(written)  # anything but two hours is a ValueError, as it should be
    return f"{clock_time(begin)}–{clock_time(end)}"


def quiet_until(moment: datetime, hours: str, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that hold at this moment end; None when none do."""
    begin, _, end = hours.partition("–")
    shown = f"{moment.astimezone(zone):%H:%M}"
    within = begin <= shown < end if begin <= end else shown >= begin or shown < end
    return next_time(end, moment, zone) if within else None


def free_at(now: datetime, said: Sequence[datetime], most: int, hours: str, zone: ZoneInfo) -> datetime:
    """The first moment, now or later, at which one more line may be posted; `said` are the moments of the last lines, oldest first."""
    recent = [at for at in said if at > now - WINDOW]
    free = now if len(recent) < most else recent[-most] + WINDOW
    return quiet_until(free, hours, zone) or free


def next_turn(now: datetime, pace: timedelta) -> datetime:
    """The next moment of a beat that all share, so that whatever happens meanwhile waits for the same one."""
    return now - (now - _EPOCH) % pace + pace
