"""The working calendar of China: public holidays, and the weekend days that are worked for them (调休)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any


@cache
def works(day: date) -> bool:
    """Whether a day is a working day. A year the State Council has not ordered yet goes by its fixed holidays and its weekends."""
    return bool(_calendar().is_working_day(day))


@cache
def _calendar() -> Any:
    from holidays.countries import china  # 16 MB and 0.1 s: only who has a clock running needs it

    known: Any = china.China
    return known()
