"""What a community settles: read from people's words, said again so that it can be written again, and reached on time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.settings import WEEKDAYS, clock_time, next_time, number, weekly_time

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")]
MOMENTS = st.integers(0, 700 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
HOURS = st.times().map(lambda time: f"{time:%H:%M}")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("8", "08:00"),
        ("8点", "08:00"),
        ("8点半", "08:30"),
        ("08:30", "08:30"),
        ("１８：００", "18:00"),
        (" 7点15分 ", "07:15"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_of_day_is_read(said: str, read: str) -> None:
    assert clock_time(said) == read


@pytest.mark.parametrize("said", ["", "25点", "8点半半", "八点", "12:60", "-1", "8:5x", "早上"])
def test_nonsense_is_no_time(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        clock_time(said)


@pytest.mark.parametrize(
    ("said", "read"),
    [("周五 19:30", "周五 19:30"), ("每周四18点", "周四 18:00"), ("星期天 9点半", "周日 09:30"), ("礼拜1 8", "周一 08:00")],
)
def test_a_time_of_the_week_is_read(said: str, read: str) -> None:
    assert weekly_time(said) == read


@pytest.mark.parametrize("said", ["", "19:30", "周八 19:30", "周五", "周五 下班后"])
def test_nonsense_is_no_time_of_the_week(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        weekly_time(said)


@pytest.mark.parametrize(("said", "read"), [("4", 4), ("１０", 10), (" 1 ", 1)])
def test_a_number_is_read(said: str, read: int) -> None:
    assert number(1, 10)(said) == read


@pytest.mark.parametrize("said", ["0", "11", "many", "", "4.5"])
def test_a_number_out_of_bounds_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(1, 10)(said)


@given(HOURS, MOMENTS, st.sampled_from(ZONES))
def test_what_is_daily_comes_within_a_day_at_that_time(at: str, now: datetime, zone: ZoneInfo) -> None:
    due = next_time(at, now, zone)
    assert now < due <= now + timedelta(hours=26)  # a day of 25 hours, an hour that is skipped
    assert f"{due.astimezone(zone):%H:%M}" == at or _skipped(at, due, zone)


@given(st.sampled_from(WEEKDAYS), HOURS, MOMENTS, st.sampled_from(ZONES))
def test_what_is_weekly_comes_within_a_week_on_that_day(weekday: str, at: str, now: datetime, zone: ZoneInfo) -> None:
    due = next_time(f"周{weekday} {at}", now, zone)
    assert now < due <= now + timedelta(days=7, hours=2)
    assert WEEKDAYS[due.astimezone(zone).weekday()] == weekday


@given(HOURS, MOMENTS, st.sampled_from(ZONES))
def test_next_is_next(at: str, now: datetime, zone: ZoneInfo) -> None:
    """Asked at any moment before it is due, the same moment is next."""
    due = next_time(at, now, zone)
    assert next_time(at, now + (due - now) * 0.999, zone) == due


def _skipped(at: str, due: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks there never showed this time on that day."""
    day = due.astimezone(zone).date()
    meant = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=zone)
    return meant.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != meant.replace(tzinfo=None)
