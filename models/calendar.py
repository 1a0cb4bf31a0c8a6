"""The calendar of China: public holidays, and the weekend days that are worked for them (调休).

The library is 16 MB and 0.1 s: it is loaded when a day is first asked for, never at the start.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any


@cache
def works(day: date) -> bool:
    """Whether a day is a working day. A year the State Council has not ordered yet goes by its fixed holidays and its weekends."""
    return bool(_workdays().is_working_day(day))


def festival_on(day: date, language: str = "zh-CN") -> str:
    """What that day is celebrated as, when nobody works; empty on other days."""
    return _festivals(day.year, language).get(day, "")


@cache
def _workdays() -> Any:
    from holidays.countries import china

    known: Any = china.China
    return known()


@cache
def _festivals(year: int, language: str) -> dict[date, str]:
    import holidays

    spoken = "zh_CN" if language.startswith("zh") else "en_US"
    return dict(holidays.country_holidays("CN", years=year, language=spoken))


@cache
def lunar_day(day: date) -> str:
    """A day of the lunar calendar as it is spoken: 八月十五, 闰六月初一."""
    lunar = _lunar(day)
    return f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


@cache
def lunar_notes(day: date) -> tuple[str, ...]:
    """What the lunar calendar keeps on that day: its festivals, and the solar term that begins; in Chinese."""
    lunar = _lunar(day)
    return tuple(note for note in (*lunar.getFestivals(), lunar.getJieQi()) if note)


def notes_on(day: date, language: str) -> list[str]:
    """The lunar day and what it keeps, where Chinese is read; and what is celebrated, once."""
    own = [lunar_day(day), *lunar_notes(day)] if language.startswith("zh") else []
    holiday = festival_on(day, language)
    return own + ([holiday] if holiday and not any(each in holiday for each in own[1:]) else [])


def _lunar(day: date) -> Any:
    from lunar_python import Solar

    return Solar.fromYmd(day.year, day.month, day.day).getLunar()
