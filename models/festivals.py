"""Public holidays of mainland China, by the holidays library (statutory days and the days off decreed around them)."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


@cache
def _calendar(year: int, language: str) -> dict[date, str]:
    spoken = "zh_CN" if language.startswith("zh") else "en_US"
    return dict(holidays.country_holidays("CN", years=year, language=spoken))


def festival_on(day: date, language: str = "zh-CN") -> str:
    """What that day is celebrated as, when nobody works; empty on other days."""
    return _calendar(day.year, language).get(day, "")
