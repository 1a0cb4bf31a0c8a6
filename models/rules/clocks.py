"""Clocks: until when a matter is to be taken up, reached, heard of and solved; and how much of a time was working time (domain §2).

A span is counted in working time: an hour is an hour between opening and closing on a working day, and 24 hours are one working day.
Nights and holidays count only for emergencies.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.rules.categories import Category
from models.rules.matters import State

DAY = 1440
"""Minutes a span calls a day."""
GRACE = 4
"""Missed, a clock first nudges inside; a quarter of its span later everybody sees it."""


class Clock(StrEnum):
    """What is waited for."""

    ACCEPT = "accept"
    ARRIVE = "arrive"
    NEWS = "news"
    SOLVE = "solve"


class Class(StrEnum):
    """How fast a matter has to go."""

    EMERGENCY = "emergency"
    UTILITY = "utility"
    ORDINARY = "ordinary"
    HARD = "hard"


SPANS: dict[tuple[Class, Clock], int] = {
    (Class.EMERGENCY, Clock.ACCEPT): 10,
    (Class.EMERGENCY, Clock.ARRIVE): 30,
    (Class.EMERGENCY, Clock.NEWS): 120,
    (Class.UTILITY, Clock.ACCEPT): 30,
    (Class.UTILITY, Clock.NEWS): DAY,
    (Class.ORDINARY, Clock.ACCEPT): DAY,
    (Class.ORDINARY, Clock.SOLVE): 7 * DAY,
    (Class.HARD, Clock.ACCEPT): DAY,
    (Class.HARD, Clock.NEWS): 3 * DAY,
    (Class.HARD, Clock.SOLVE): 15 * DAY,
}
"""Minutes; the proposals of domain §2, which a community may settle otherwise. What has no span has no clock."""

URGENT = frozenset({Category.UTILITIES, Category.ELEVATOR})
TALKED_OVER = frozenset({State.NEGOTIATING, State.CALLING, State.TABLED})


def class_of(category: Category, emergency: bool, state: State) -> Class:
    """How fast a matter has to go, by what it is about and by what it has turned out to need."""
    if emergency:
        return Class.EMERGENCY
    if state in TALKED_OVER:
        return Class.HARD
    return Class.UTILITY if category in URGENT else Class.ORDINARY


@dataclass(frozen=True, slots=True)
class Hours:
    """When work is done: between opening and closing, by the clocks of a zone, on the days that are working days there.

    Closing at opening or before it is on the next day: a night shift, or the whole round of the clock.
    """

    opens: time
    closes: time
    works: Callable[[date], bool]
    zone: ZoneInfo

    @property
    def day(self) -> int:
        """Minutes of a working day."""
        between = (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute
        return between if between > 0 else between + DAY

    def minutes(self, span: int) -> int:
        """A span in working minutes: its days are working days, its hours hours."""
        days, rest = divmod(span, DAY)
        return days * self.day + min(rest, self.day)

    def windows(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time from a moment on, in UTC."""
        over = timedelta(days=self.closes <= self.opens)
        day = since.astimezone(self.zone).date() - over
        while True:
            if self.works(day):
                opens = datetime.combine(day, self.opens, self.zone).astimezone(UTC)
                closes = datetime.combine(day + over, self.closes, self.zone).astimezone(UTC)
                if closes > since:
                    yield max(opens, since), closes
            day += timedelta(days=1)


def working_minutes(span: int, hours: Hours | None) -> int:
    """A span in the minutes that count: without hours every minute does."""
    return span if hours is None else hours.minutes(span)


def due(start: datetime, minutes: int, hours: Hours | None) -> datetime:
    """The moment at which so many working minutes have gone by; without hours every minute counts.

    What ends with the day is due when the next one begins.
    """
    if hours is None:
        return start + timedelta(minutes=minutes)
    left = timedelta(minutes=minutes)
    for begins, ends in hours.windows(start):
        if begins + left < ends:
            return begins + left
        left -= ends - begins
    raise AssertionError("the days do not end")


def worked(start: datetime, end: datetime, hours: Hours | None) -> int:
    """The working minutes between two moments, to the nearest whole one."""
    if end <= start:
        return 0
    if hours is None:
        return round((end - start) / timedelta(minutes=1))
    gone = timedelta()
    for begins, ends in hours.windows(start):
        if begins >= end:
            break
        gone += min(ends, end) - begins
    return round(gone / timedelta(minutes=1))


_SPAN = re.compile(r"(\d{1,4})\s*(分钟?|m|小时|个小时|h|天|个工作日|工作日|d)")
_UNITS = {"分": 1, "m": 1, "小": 60, "个小": 60, "h": 60}


def read_span(said: str) -> int:
    """`30分钟`, `24小时`, `7天` → minutes; ValueError for nonsense and for what is longer than a year."""
    found = _SPAN.fullmatch(unicodedata.normalize("NFKC", said).strip().lower())
    unit = next((minutes for word, minutes in _UNITS.items() if found and found[2].startswith(word)), DAY)
    minutes = int(found[1]) * unit if found else 0
    if not 0 < minutes <= 366 * DAY:
        raise ValueError(said)
    return minutes


def say_span(minutes: int) -> str:
    """As it may be written again."""
    for word, size in (("天", DAY), ("小时", 60)):
        if minutes % size == 0:
            return f"{minutes // size}{word}"
    return f"{minutes}分钟"
