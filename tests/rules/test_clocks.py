"""Working time against a model that walks minute by minute, over holidays, nights and zones that change their clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import calendar
from models.rules.categories import Category
from models.rules.clocks import DAY, SPANS, Class, Clock, Hours, class_of, due, read_span, say_span, worked
from models.rules.matters import State

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Urumqi")
STEP = timedelta(minutes=5)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 690 * 24 * 12).map(lambda n: BEGIN + n * STEP)
MINUTES = st.integers(1, 12 * 16).map(lambda n: n * 5) | st.sampled_from([720, 1440, 7 * 720])
OPENING = st.sampled_from([(time(8), time(20)), (time(9), time(17, 30)), (time(0), time(23)), (time(8, 30), time(12)), (time(22), time(6)), (time(8), time(8)), (time(23, 55), time(0, 5))])


def hours(zone: str, opening: tuple[time, time]) -> Hours:
    return Hours(*opening, calendar.works, ZoneInfo(zone))


class Walk:
    """The model: goes from mark to mark on the clock face of a place and asks at each whether somebody works."""

    def __init__(self, zone: str, opening: tuple[time, time]) -> None:
        self.zone, self.opens, self.closes = ZoneInfo(zone), *opening

    def at_work(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        if self.opens < self.closes:
            return is_workday(local.date()) and self.opens <= local.time() < self.closes
        late, early = local.time() >= self.opens, local.time() < self.closes  # a shift that goes on into the next day
        return (late and is_workday(local.date())) or (early and is_workday(local.date() - timedelta(days=1)))

    def due(self, start: datetime, minutes: int) -> datetime:
        moment, left = start, timedelta(minutes=minutes)
        while left or not self.at_work(moment):
            if self.at_work(moment):
                left -= STEP
            moment += STEP
        return moment

    def worked(self, start: datetime, end: datetime) -> int:
        marks = int((end - start) / STEP)
        return sum(5 for n in range(marks) if self.at_work(start + n * STEP))


HOLIDAYS = {
    (1, 1), (1, 2), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20), (2, 23), (4, 6), (5, 1), (5, 4), (5, 5), (6, 19), (9, 25), (10, 1), (10, 2), (10, 5), (10, 6), (10, 7),
}  # fmt: skip
MADE_UP = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}
"""The order of the State Council for 2026 (国办发明电〔2025〕7号): weekdays off, and weekend days worked for them."""


@cache
def is_workday(day: date) -> bool:
    """2026 from the order itself; later years are not ordered yet and are taken as the calendar has them."""
    if day.year != 2026:
        return calendar.works(day)
    return (day.month, day.day) in MADE_UP or (day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS)


def test_the_calendar_is_the_order_of_the_state_council() -> None:
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert [day for day in days if calendar.works(day) is not is_workday(day)] == []


@settings(max_examples=400, deadline=None)
@given(MOMENTS, MINUTES, st.sampled_from(ZONES), OPENING)
def test_due_is_where_the_walk_ends(start: datetime, minutes: int, zone: str, opening: tuple[time, time]) -> None:
    assert due(start, minutes, hours(zone, opening)) == Walk(zone, opening).due(start, minutes)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.integers(0, 12 * 24 * 12), st.sampled_from(ZONES), OPENING)
def test_worked_is_what_the_walk_counts(start: datetime, marks: int, zone: str, opening: tuple[time, time]) -> None:
    end = start + marks * STEP
    assert worked(start, end, hours(zone, opening)) == Walk(zone, opening).worked(start, end)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, MINUTES, st.integers(0, 12 * 24 * 20), st.sampled_from(ZONES), OPENING)
def test_a_pause_takes_nothing_and_gives_nothing(start: datetime, minutes: int, marks: int, zone: str, opening: tuple[time, time]) -> None:
    """Stopped anywhere before it is due and started again at once, a clock is due when it was."""
    here = hours(zone, opening)
    until = due(start, minutes, here)
    stopped = min(start + marks * STEP, until - STEP)
    left = worked(stopped, until, here)
    assert left == minutes - worked(start, stopped, here)
    assert left == 0 or due(stopped, left, here) == until


@pytest.mark.parametrize(("opens", "closes", "day"), [("08:00", "20:00", 720), ("22:00", "06:00", 480), ("08:00", "08:00", DAY), ("23:59", "00:00", 1)])
def test_any_two_hours_make_a_working_day(opens: str, closes: str, day: int) -> None:
    here = hours("Asia/Shanghai", (time.fromisoformat(opens), time.fromisoformat(closes)))
    assert here.day == day
    assert due(BEGIN, here.minutes(2 * DAY), here) > BEGIN


@given(MOMENTS, MINUTES)
def test_an_emergency_knows_no_night(start: datetime, minutes: int) -> None:
    assert due(start, minutes, None) - start == timedelta(minutes=minutes)
    assert worked(start, due(start, minutes, None), None) == minutes


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-09-03 10:00", DAY, "2026-09-04 10:00"),  # Thursday to Friday
        ("2026-09-04 10:00", DAY, "2026-09-07 10:00"),  # over a weekend
        ("2026-09-04 21:30", DAY, "2026-09-08 08:00"),  # by night it begins with the next working day, and a whole day ends with it
        ("2026-09-30 15:00", DAY, "2026-10-08 15:00"),  # over the national holiday
        ("2026-09-19 10:00", 60, "2026-09-20 09:00"),  # a Sunday that is worked
        ("2026-02-13 10:00", DAY, "2026-02-14 10:00"),  # a Saturday that is worked, before the new year
        ("2026-02-14 10:00", 7 * DAY, "2026-03-03 10:00"),  # over the new year, with Saturday 28 February worked
        ("2026-09-03 19:50", 30, "2026-09-04 08:20"),  # what the evening does not hold goes on in the morning
    ],
)
def test_days_people_know(start: str, span: int, end: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    here = hours("Asia/Shanghai", (time(8), time(20)))
    began = datetime.fromisoformat(start).replace(tzinfo=zone)
    assert f"{due(began, here.minutes(span), here).astimezone(zone):%Y-%m-%d %H:%M}" == end


@given(st.integers(1, 366 * DAY))
def test_a_span_is_said_as_it_is_read(minutes: int) -> None:
    said = say_span(minutes)
    assert read_span(said) == minutes if minutes < 10_000 or "天" in said or "小时" in said else True


@pytest.mark.parametrize(
    ("said", "minutes"), [("30分钟", 30), ("24小时", DAY), ("７ 天", 7 * DAY), ("3个工作日", 3 * DAY), ("2 h", 120), ("5m", 5)]
)
def test_a_span_is_read(said: str, minutes: int) -> None:
    assert read_span(said) == minutes


@pytest.mark.parametrize("said", ["", "0天", "367天", "很快", "-1天", "7", "1.5天"])
def test_nonsense_is_no_span(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_span(said)


@pytest.mark.parametrize(
    ("category", "emergency", "state", "held"),
    [
        (Category.ELEVATOR, True, State.REGISTERED, Class.EMERGENCY),
        (Category.ELEVATOR, False, State.REGISTERED, Class.UTILITY),
        (Category.UTILITIES, False, State.HANDLING, Class.UTILITY),
        (Category.UTILITIES, False, State.CALLING, Class.HARD),
        (Category.NOISE, False, State.HANDLING, Class.ORDINARY),
        (Category.NOISE, False, State.NEGOTIATING, Class.HARD),
    ],
)
def test_how_fast_a_matter_has_to_go(category: Category, emergency: bool, state: State, held: Class) -> None:
    assert class_of(category, emergency, state) is held


def test_every_class_is_to_be_taken_up_in_time() -> None:
    assert [held for held in Class if (held, Clock.ACCEPT) not in SPANS] == []
