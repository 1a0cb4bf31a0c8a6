"""What a community decides for itself: how a value is read from people's words, and how it is said again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

WEEKDAYS = "一二三四五六日"
_TIME = re.compile(r"(\d{1,2})(?:[:：点](\d{1,2})?分?)?")
_WEEKLY = re.compile(r"每?(?:周|星期|礼拜)([一二三四五六日天1-7])\s*(.+)")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: `read` makes of what was written the value to keep, which `shown` says as it may be written; ValueError for nonsense."""

    name: str
    default: Any
    read: Callable[[str], Any]
    shown: Callable[[Any], str] = str


def clock_time(said: str) -> str:
    """`8`, `8点半`, `08:30` → `08:30`."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", said).strip().replace("半", "30"))
    if found is None:
        raise ValueError(said)
    return f"{time(int(found[1]), int(found[2] or 0)):%H:%M}"


def weekly_time(said: str) -> str:
    """`周五 19:30` → `周五 19:30`."""
    found = _WEEKLY.fullmatch(unicodedata.normalize("NFKC", said).strip())
    if found is None:
        raise ValueError(said)
    day = found[1].replace("天", "日")
    return f"周{WEEKDAYS[int(day) - 1] if day.isdigit() else day} {clock_time(found[2])}"


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(said: str) -> int:
        value = int(unicodedata.normalize("NFKC", said).strip())
        if not least <= value <= most:
            raise ValueError(said)
        return value

    return read


_ON, _OFF = ("开", "on", "yes", "是", "发"), ("关", "off", "no", "否", "不发")


def switch(said: str) -> bool:
    """`开` or `关`."""
    word = unicodedata.normalize("NFKC", said).strip().casefold()
    if word not in _ON + _OFF:
        raise ValueError(said)
    return word in _ON


def switched(on: bool) -> str:
    """As it may be written again."""
    return _ON[0] if on else _OFF[0]


def few_words(most: int) -> Callable[[str], str]:
    """A few words, as they are."""

    def read(said: str) -> str:
        if not 0 < len(said.strip()) <= most:
            raise ValueError(said)
        return said.strip()

    return read


def one_of(*values: tuple[str, ...]) -> Callable[[str], str]:
    """One of these; each may be written in several ways, of which the first is kept."""

    def read(said: str) -> str:
        for ways in values:
            if said.strip().casefold() in ways:
                return ways[0]
        raise ValueError(said)

    return read


def choice_of(words: dict[str, Any]) -> tuple[Callable[[str], str], Callable[[Any], str]]:
    """One of a few words, kept as the stable name each stands for: how it is read, and how it is said again."""

    def read(said: str) -> str:
        meant = said.strip().casefold()
        found = words.get(meant) or next((name for name in words.values() if meant == str(name)), None)
        if found is None:
            raise ValueError(said)
        return str(found)

    return read, lambda value: next(word for word, name in words.items() if str(name) == value)


def next_time(at: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after `now` at which the clocks here show `08:30`, or `周五 19:30`.

    An hour the clocks skip is reached one hour later; one they show twice counts the first time.
    """
    weekday, _, hour = at.rpartition(" ")
    local = now.astimezone(zone)
    due = time.fromisoformat(hour)
    days = (local.date() + timedelta(days=n) for n in range(9))
    moments = (datetime.combine(day, due, zone) for day in days if _on(day, weekday))
    return next(moment.astimezone(UTC) for moment in moments if moment.timestamp() > now.timestamp())


def _on(day: date, weekday: str) -> bool:
    return not weekday or WEEKDAYS[day.weekday()] == weekday[1:]
