"""When 爱心日 comes round, over five zones and ten years beside a model that walks day by day; stations; reminders; hours."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.duties import (
    MOST_STATIONS,
    Reminder,
    Rhythm,
    Station,
    Unread,
    clashes,
    counted_minutes,
    days_of,
    is_near,
    moment,
    offered_until,
    read_history,
    read_hours,
    read_rhythm,
    read_stations,
    reminders,
    station_words,
    still_due,
)
from models.rules.skills import Skill

ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo")
FIRST, LAST = date(2011, 1, 1), date(2020, 12, 31)
AT = time(2, 30)
"""In the middle of the night, where clocks are changed."""


def walked(day: int) -> list[date]:
    """The model: every day is looked at, one after the other."""
    found, today = [], FIRST
    while today <= LAST:
        if today.day == min(day, calendar.monthrange(today.year, today.month)[1]):
            found.append(today)
        today += timedelta(days=1)
    return found


def test_it_comes_once_a_month_for_ten_years_in_every_zone() -> None:
    fires = 0
    for day, name in product(range(1, 32), ZONES):
        zone, days = ZoneInfo(name), list(days_of(Rhythm.MONTHLY, day, FIRST, LAST))
        assert days == walked(day)
        moments = [moment(one, AT, zone) for one in days]
        assert len({(at.astimezone(zone).year, at.astimezone(zone).month) for at in moments}) == len(moments) == 120
        assert moments == sorted(moments)
        fires += len(moments)
    assert fires == 18_600


@given(st.dates(FIRST, LAST), st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.sampled_from(ZONES))
def test_a_wall_clock_is_the_first_of_two_and_the_one_after_a_gap(day: date, at: time, name: str) -> None:
    zone = ZoneInfo(name)
    found = moment(day, at, zone)
    shown = found.astimezone(zone)
    minutes = [datetime.combine(day, time(), UTC) + timedelta(minutes=m) for m in range(-900, 2400)]
    there = [one for one in minutes if one.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, at)]
    if there:
        assert found == there[0]
    else:  # the clocks skipped it: as long after the gap as it would have been within it
        assert timedelta() < shown.replace(tzinfo=None) - datetime.combine(day, at) <= timedelta(hours=2)


@given(st.integers(1, 7), st.dates(FIRST, LAST), st.integers(0, 60))
def test_a_week_has_its_day_once(day: int, since: date, n: int) -> None:
    days = list(days_of(Rhythm.WEEKLY, day, since, since + timedelta(days=n)))
    assert days == [since + timedelta(days=at) for at in range(n + 1) if (since + timedelta(days=at)).isoweekday() == day]


@pytest.mark.parametrize(
    ("said", "rhythm"),
    [
        ("每月25号", (Rhythm.MONTHLY, 25)), ("每个月 31 日", (Rhythm.MONTHLY, 31)), ("每周六", (Rhythm.WEEKLY, 6)), ("每星期天", (Rhythm.WEEKLY, 7)),
        ("monthly 5", (Rhythm.MONTHLY, 5)), ("每月32号", None), ("每天", None), ("", None),
    ],
)  # fmt: skip
def test_a_rhythm_is_read(said: str, rhythm: tuple[Rhythm, int] | None) -> None:
    assert read_rhythm(said) == rhythm


@pytest.mark.parametrize(
    ("said", "hours"),
    [("8:30-11:30", ("08:30", "11:30")), ("8点半到11点", ("08:30", "11:00")), ("14点至16点", ("14:00", "16:00")), ("11:30-8:30", None), ("早上", None)],
)
def test_hours_are_read(said: str, hours: tuple[str, str] | None) -> None:
    assert read_hours(said) == hours


def test_stations_are_read_one_a_line() -> None:
    assert read_stations("泡脚 5人 小广场 带热水、盆\n理发：2位 技能理发 带推子\n义诊 3名 活动室") == [
        Station("泡脚", 5, "小广场", None, "热水、盆"),
        Station("理发", 2, "", Skill.HAIRCUT, "推子"),
        Station("义诊", 3, "活动室"),
    ]


@pytest.mark.parametrize("words", ["泡脚", "泡脚 0人", "泡脚 5人\n泡脚 3人", "理发 2人 技能开飞机", "", "一 1人\n" * (MOST_STATIONS + 1)])
def test_what_is_no_station_is_said(words: str) -> None:
    with pytest.raises(Unread):
        read_stations(words)


@given(st.integers(0, 1_051_200), st.sampled_from(ZONES))
def test_reminders_come_in_order_and_each_gives_way_to_the_next(minute: int, name: str) -> None:
    zone = ZoneInfo(name)
    starts = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    due = reminders(starts, zone)
    assert due[Reminder.DAYS] < due[Reminder.EVE] < due[Reminder.HOUR] <= starts
    assert due[Reminder.HOUR].astimezone(zone).time() >= time(6, 30) or due[Reminder.HOUR] == starts
    for now in (*due.values(), starts, starts - timedelta(minutes=1)):
        assert sum(still_due(kind, now, starts, zone) and due[kind] <= now for kind in Reminder) <= 1
    assert not any(still_due(kind, starts, starts, zone) for kind in Reminder)


def test_a_freed_place_is_kept_for_two_hours_but_never_into_the_last_twelve() -> None:
    starts = datetime(2026, 9, 25, 0, 30, tzinfo=UTC)
    kept = [offered_until(starts - timedelta(hours=before), starts) for before in (72, 13, 12, 1)]
    assert kept == [starts - timedelta(hours=70), starts - timedelta(hours=12), None, None]


MINUTES = st.integers(0, 3000).map(lambda m: datetime(2026, 9, 25, tzinfo=UTC) + timedelta(minutes=m))


@given(MINUTES, MINUTES, MINUTES, MINUTES)
def test_two_that_clash_share_a_minute_and_two_that_are_near_do_not(a: datetime, b: datetime, c: datetime, d: datetime) -> None:
    one, other = (min(a, b), max(a, b) + timedelta(minutes=1)), (min(c, d), max(c, d) + timedelta(minutes=1))
    shared = {one[0] + timedelta(minutes=n) for n in range(int((one[1] - one[0]).total_seconds() // 60))} & {
        other[0] + timedelta(minutes=n) for n in range(int((other[1] - other[0]).total_seconds() // 60))
    }
    assert clashes(one, other) == clashes(other, one) == bool(shared)
    assert not (clashes(one, other) and is_near(one, other))


@given(MINUTES, MINUTES, st.integers(0, 600), st.integers(1, 24).map(lambda h: h * 60))
def test_hours_are_half_hours_rounded_down_and_a_day_has_its_most(came: datetime, left: datetime, taken: int, most: int) -> None:
    minutes = counted_minutes(came, left, taken, most)
    whole = max(int((left - came).total_seconds()) // 1800 * 30, 0)
    assert minutes == max(min(whole, most - taken), 0)
    assert minutes + taken <= max(most, taken)


def test_what_is_said_of_the_years_before_is_counted() -> None:
    first = date(2026, 9, 25)
    told = ("48", "2022年9月", "从2022年9月起", "2022-9 停过2次", "48次 停1次", "0", "2026年10月", "2022年13月", "很久", "9999")
    assert [read_history(said, Rhythm.MONTHLY, 25, first) for said in told] == [
        (48, 0), (48, 0), (48, 0), (46, 2), (48, 1), (0, 0), (0, 0), None, None, None,
    ]  # fmt: skip


@given(
    st.text("泡脚理发修义诊", min_size=1, max_size=4),
    st.integers(1, 500),
    st.sampled_from(("", "小广场", "活动室 二楼")),
    st.sampled_from((None, Skill.HAIRCUT)),
    st.sampled_from(("", "推子、围布")),
    st.sampled_from(("", "张大爷")),
    st.integers(0, 99),
    st.sampled_from((("", ""), ("09:00", "10:30"))),
)
def test_a_station_reads_as_it_is_written(
    name: str, n: int, place: str, skill: Skill | None, things: str, lead: str, slots: int, hours: tuple[str, str]
) -> None:
    named = [*(["技能理发"] if skill else []), *([f"组长{lead}"] if lead else [])]
    station = Station(name, n, place, skill, things, lead, slots, *hours)
    assert read_stations(station_words(station.as_json(), f"{n}人", *named)) == [station]
