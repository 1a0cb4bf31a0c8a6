"""Numbers a community lives by: what counts as part and whole of each, over which days (domain §2; each in words in docs/numbers.md)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.categories import Category
from models.rules.clocks import SPANS, Clock, class_of
from models.rules.matters import State

REPEATED = 3
"""So many matters of one category at one place are a warning …"""
REPEATED_WITHIN = timedelta(days=30)
"""… when they were registered within so many days."""
ENDED = frozenset({State.CONFIRMED, State.UNCONFIRMED, State.DECLINED})
"""Ends the rates are counted by; what was merged is counted with the matter it went into, what was withdrawn ended nothing."""
UNCOUNTED = frozenset({State.MERGED})
UNREPEATED = frozenset({State.MERGED, State.WITHDRAWN})

_CELLS = 10
_YEARS = range(2000, 2200)
_LEAP = 9
"""A 29th of February lies at most eight years back."""


class Figure(StrEnum):
    """The rates of a report, in the order they are told."""

    RESPONSE = "response"
    SOLVED = "solved"
    SATISFIED = "satisfied"
    UNCONFIRMED = "unconfirmed"
    CALLED = "called"


class Satisfaction(StrEnum):
    """What somebody answers once their matter is solved: 满意, 一般, 不满意."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    UNSATISFIED = "unsatisfied"


# ---------------------------------------------------------------- rates


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole; a whole of nothing has no share."""

    part: int = 0
    whole: int = 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> int | None:
        """Rounded half up, but never to all or nothing while something is missing or there."""
        if self.share is None:
            return None
        rounded = int(self.share * 100 + Fraction(1, 2))
        return rounded if self.part in (0, self.whole) else min(max(rounded, 1), 99)

    def points(self, before: Rate) -> int | None:
        """How many percentage points this is above another; None where either has no share. What people see is what is subtracted."""
        return None if self.percent is None or before.percent is None else self.percent - before.percent


def cells(share: Fraction, of: int = _CELLS) -> int:
    """Filled cells of a bar; only all is full, and only nothing is empty."""
    return of if share >= 1 else 0 if share <= 0 else min(max(int(share * of + Fraction(1, 2)), 1), of - 1)


# ---------------------------------------------------------------- what is counted


class Counted(NamedTuple):
    """A registered matter as far as it is counted; `due_at` and `met_at` are those of the clock that ran until it was taken up."""

    category: Category
    state: State
    emergency: str | None
    calls: int
    registered_at: datetime
    accepted_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None = None
    met_at: datetime | None = None


class Spot(NamedTuple):
    """So many matters of one category at exactly one place, called so in public."""

    path: str
    place_name: str
    category: Category
    times: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same trouble again and again at one place."""

    place: str
    category: Category
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one place over one period."""

    registered: int = 0
    ended: int = 0
    open: int = 0
    rates: Mapping[Figure, Rate] = field(default_factory=lambda: dict.fromkeys(Figure, Rate()))
    categories: tuple[tuple[Category, int], ...] = ()
    departments: tuple[tuple[str, Rate], ...] = ()
    repeats: tuple[Repeat, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether nothing happened that could be counted."""
        return not (self.registered or self.ended or self.departments or any(rate.whole for rate in self.rates.values()))


def accept_by(matter: Counted) -> datetime:
    """Until when it was to be taken up: what its clock said, in working time as the community had settled it (`rules.clocks`).

    Without a clock the plain span of domain §2: emergency 10 min; water, power, gas, heating, lift 30 min; else 24 h.
    """
    minutes = SPANS[class_of(matter.category, bool(matter.emergency), State.REGISTERED), Clock.ACCEPT]
    return matter.due_at or matter.registered_at + timedelta(minutes=minutes)


def in_time(matter: Counted, now: datetime) -> bool | None:
    """Whether it was answered in time: accepted, or declined or put off with a reason, or done at once. None: its time still runs, or it
    was taken back before."""
    by, taken_back = accept_by(matter), matter.state is State.WITHDRAWN
    met = None if taken_back else matter.met_at
    answered = met or matter.accepted_at or (matter.closed_at if matter.state is State.DECLINED else None)
    if answered is not None:
        return answered <= by
    over = matter.closed_at if taken_back and matter.closed_at else now
    return False if over > by else None


def count(
    registered: Iterable[Counted],
    ended: Mapping[State, int],
    answers: Mapping[Satisfaction, int],
    now: datetime,
) -> Figures:
    """The figures of what was registered, how matters ended and what people answered, all in one period."""
    counted = [matter for matter in registered if matter.state not in UNCOUNTED]
    timely = [verdict for matter in counted if (verdict := in_time(matter, now)) is not None]
    ends = sum(ended.get(state, 0) for state in ENDED)
    rates = {
        Figure.RESPONSE: Rate(sum(timely), len(timely)),
        Figure.SOLVED: Rate(ended.get(State.CONFIRMED, 0), ends),
        Figure.SATISFIED: Rate(answers.get(Satisfaction.SATISFIED, 0), sum(answers.values())),
        Figure.UNCONFIRMED: Rate(ended.get(State.UNCONFIRMED, 0), ends),
        Figure.CALLED: Rate(sum(1 for matter in counted if matter.calls), len(counted)),
    }
    order = list(Category)
    by_category = Counter(matter.category for matter in counted)
    categories = sorted(by_category.items(), key=lambda pair: (-pair[1], order.index(pair[0])))
    return Figures(len(counted), ends, rates=rates, categories=tuple(categories))


def find_repeats(spots: Iterable[Spot], names: Mapping[int, str]) -> list[Repeat]:
    """The same category at the same place at least three times, most first.

    `names` are the units and buildings by id. A warning stands at the lowest place that has enough; what is left counts for the place
    above. What lies in no building counts by its public name.
    """
    levels: dict[tuple[int, str, Category], int] = Counter()
    found: list[Repeat] = []
    for spot in spots:
        ids = [int(part) for part in spot.path.split("/") if part and int(part) in names]
        levels[(len(ids), "/".join(map(str, ids)) or f"{spot.path}\n{spot.place_name}", spot.category)] += spot.times
    for depth in range(max((deep for deep, *_ in levels), default=0), -1, -1):
        for (deep, place, category), n in list(levels.items()):
            if deep != depth:
                continue
            if n >= REPEATED:
                found.append(Repeat(names[int(place.split("/")[-1])] if deep else place.partition("\n")[2], category, n))
            elif deep > 1:
                levels[(deep - 1, place.rpartition("/")[0], category)] += n
    return sorted(found, key=lambda repeat: (-repeat.count, repeat.place, repeat.category))


# ---------------------------------------------------------------- periods


class Span(StrEnum):
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days from `first` up to, but without, `past`."""

    first: date
    past: date

    @property
    def last(self) -> date:
        return self.past - timedelta(days=1)

    @property
    def before(self) -> Period:
        """The one before it: a month before a month, else as many days."""
        if self.first.day == 1 and self.past == month_of(self.first).past:
            return month_of(self.first - timedelta(days=1))
        return Period(self.first - (self.past - self.first), self.first)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From the midnight it begins with, up to the one it ends before, in UTC. A midnight the clocks skip is the moment they skip it."""
        begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (self.first, self.past))
        return begin, end


def week_of(day: date) -> Period:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=7))


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))


_OF = {Span.WEEK: week_of, Span.MONTH: month_of}
_THIS = {Span.WEEK: r"本周|这周|这个?星期|this\s+week", Span.MONTH: r"本月|这个?月|this\s+month"}
_LAST = {Span.WEEK: r"上周|上个?星期|last\s+week", Span.MONTH: r"上个?月|last\s+month"}
_DAY = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_MONTH = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*月份?|(\d{4})\s*[-/.]\s*(\d{1,2})")


def read_period(said: str, today: date, span: Span) -> tuple[Period, str]:
    """The week or month that words begin with, and the words after it. Nothing said is the last whole one; `本周` is the running one.

    `8月26日` is the week of that day, `9月` or `2026-09` that month; without a year it is the last such.
    ValueError for a day that does not exist.
    """
    words = unicodedata.normalize("NFKC", said).strip()
    for pattern, back in ((_THIS[span], False), (_LAST[span], True)):
        if found := re.match(pattern, words, re.I):
            running = _OF[span](today)
            return (running.before if back else running), words[found.end() :].strip()
    found = (_DAY if span is Span.WEEK else _MONTH).match(words)
    if found is None:
        return _OF[span](today).before, words
    year, month, day = (found[1], found[2], found[3]) if span is Span.WEEK else (found[1] or found[3], found[2] or found[4], "1")
    return _OF[span](_past_day(year, int(month), int(day), today)), words[found.end() :].strip()


def _past_day(year: str | None, month: int, day: int, today: date) -> date:
    """That day; without a year the last such, so that in March September is last year's. ValueError when there is none."""
    if year:
        return date(int(year) if int(year) in _YEARS else 0, month, day)
    for back in range(_LEAP):
        try:
            found = date(today.year - back, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError(f"{month}-{day}")
