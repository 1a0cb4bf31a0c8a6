"""Rates, bars, periods and repeats: small numbers stay honest, days begin where clocks say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.categories import Category
from models.rules.matters import State
from models.rules.numbers import (
    Counted,
    Figure,
    Period,
    Rate,
    Repeat,
    Span,
    Spot,
    cells,
    count,
    find_repeats,
    in_time,
    month_of,
    read_period,
    week_of,
)

NOW = datetime(2026, 9, 3, 4, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
THURSDAY = date(2026, 9, 3)
rates = st.integers(0, 500).flatmap(lambda whole: st.builds(Rate, st.integers(0, whole), st.just(whole)))


@given(rates)
def test_a_percent_says_all_or_nothing_only_when_it_is(rate: Rate) -> None:
    if rate.whole == 0:
        assert (rate.share, rate.percent) == (None, None)
        return
    assert rate.percent is not None
    assert (rate.percent == 100) == (rate.part == rate.whole)
    assert (rate.percent == 0) == (rate.part == 0)
    assert abs(rate.percent - 100 * rate.part / rate.whole) <= (0.5 if 1 < rate.percent < 99 else 1)


@given(rates.filter(lambda rate: rate.whole > 0))
def test_a_bar_is_full_only_of_all_and_empty_only_of_nothing(rate: Rate) -> None:
    assert rate.share is not None
    filled = cells(rate.share)
    assert (filled == 10) == (rate.part == rate.whole)
    assert (filled == 0) == (rate.part == 0)
    assert abs(filled - 10 * rate.share) <= 1


@given(rates, rates)
def test_points_are_the_difference_of_what_is_shown(now: Rate, before: Rate) -> None:
    points = now.points(before)
    if now.percent is None or before.percent is None:
        assert points is None
    else:
        assert before.percent + (points or 0) == now.percent


def matter(
    *,
    category: Category = Category.OTHER,
    state: State = State.REGISTERED,
    emergency: str | None = None,
    age: int,
    accepted: int = -1,
    closed: int = -1,
) -> Counted:
    """Registered `age` minutes ago, accepted and closed so many minutes later."""
    registered = NOW - timedelta(minutes=age)
    accepted_at, closed_at = (registered + timedelta(minutes=m) if m >= 0 else None for m in (accepted, closed))
    return Counted(category, state, emergency, 0, registered, accepted_at, closed_at)


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (matter(age=2000, accepted=1440), True),
        (matter(age=2000, accepted=1441), False),
        (matter(age=100, accepted=5), True),
        (matter(age=1440), None),
        (matter(age=1441), False),
        (matter(age=40, category=Category.ELEVATOR), False),
        (matter(age=30, category=Category.UTILITIES), None),
        (matter(age=11, emergency="fire"), False),
        (matter(age=60, emergency="fire", accepted=10), True),
        (matter(age=60, emergency="fire", accepted=11), False),
        (matter(age=2000, state=State.DECLINED, closed=60), True),
        (matter(age=2000, state=State.DECLINED, closed=1500), False),
        (matter(age=2000, state=State.WITHDRAWN, closed=60), None),
        (matter(age=2000, state=State.WITHDRAWN, closed=1500), False),
    ],
)
def test_in_time(one: Counted, verdict: bool | None) -> None:
    assert in_time(one, NOW) is verdict


def test_what_was_merged_is_counted_with_the_matter_it_went_into() -> None:
    figures = count([matter(age=2000, accepted=5), matter(age=2000, state=State.MERGED, closed=9)], {State.MERGED: 1}, {}, NOW)
    assert (figures.registered, figures.ended, figures.rates[Figure.RESPONSE]) == (1, 0, Rate(1, 1))


# ---------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("span", "said", "period", "rest"),
    [
        (Span.WEEK, "", Period(date(2026, 8, 24), date(2026, 8, 31)), ""),
        (Span.WEEK, "2号楼", Period(date(2026, 8, 24), date(2026, 8, 31)), "2号楼"),
        (Span.WEEK, "本周", Period(date(2026, 8, 31), date(2026, 9, 7)), ""),
        (Span.WEEK, "这星期 2号楼", Period(date(2026, 8, 31), date(2026, 9, 7)), "2号楼"),
        (Span.WEEK, "上周", Period(date(2026, 8, 24), date(2026, 8, 31)), ""),
        (Span.WEEK, "8月19日", Period(date(2026, 8, 17), date(2026, 8, 24)), ""),
        (Span.WEEK, "12月31日", Period(date(2025, 12, 29), date(2026, 1, 5)), ""),
        (Span.WEEK, "2026-08-19 3号楼", Period(date(2026, 8, 17), date(2026, 8, 24)), "3号楼"),
        (Span.WEEK, "2月29日", Period(date(2024, 2, 26), date(2024, 3, 4)), ""),
        (Span.WEEK, "this week", Period(date(2026, 8, 31), date(2026, 9, 7)), ""),
        (Span.MONTH, "", Period(date(2026, 8, 1), date(2026, 9, 1)), ""),
        (Span.MONTH, "９月", Period(date(2026, 9, 1), date(2026, 10, 1)), ""),
        (Span.MONTH, "12月份 2号楼", Period(date(2025, 12, 1), date(2026, 1, 1)), "2号楼"),
        (Span.MONTH, "本月", Period(date(2026, 9, 1), date(2026, 10, 1)), ""),
        (Span.MONTH, "2025-02", Period(date(2025, 2, 1), date(2025, 3, 1)), ""),
        (Span.MONTH, "2025年2月", Period(date(2025, 2, 1), date(2025, 3, 1)), ""),
        (Span.MONTH, "last month", Period(date(2026, 8, 1), date(2026, 9, 1)), ""),
    ],
)
def test_periods_as_they_are_said(span: Span, said: str, period: Period, rest: str) -> None:
    assert read_period(said, THURSDAY, span) == (period, rest)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span.WEEK, "13月40日"),
        (Span.WEEK, "2月30日"),
        (Span.MONTH, "13月"),
        (Span.MONTH, "0月"),
        (Span.MONTH, "9999年12月"),
        (Span.WEEK, "0001-01-01"),
    ],
)
def test_days_that_do_not_exist(span: Span, said: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_period(said, THURSDAY, span)


@given(st.text(max_size=20), st.sampled_from(Span), st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_whatever_is_said_is_a_whole_period_or_refused(said: str, span: Span, today: date) -> None:
    try:
        period, _ = read_period(said, today, span)
    except ValueError:
        return
    assert period in (week_of(period.first), month_of(period.first))


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.sampled_from([week_of, month_of]))
def test_periods_meet_without_gap_or_overlap(day: date, of: object) -> None:
    period = of(day)  # type: ignore[operator]
    assert period.first <= day < period.past
    assert period.before.past == period.first
    assert of(period.before.last) == period.before  # type: ignore[operator]


@given(
    st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    st.sampled_from(["Asia/Shanghai", "America/Sao_Paulo", "Asia/Beirut", "Atlantic/Azores", "Europe/Berlin"]),
)
def test_days_meet_in_every_zone(day: date, name: str) -> None:
    """Where clocks jump at midnight too: a day begins at the first moment that bears its date."""
    zone = ZoneInfo(name)
    begin, end = Period(day, day + timedelta(days=1)).moments(zone)
    assert Period(day + timedelta(days=1), day + timedelta(days=2)).moments(zone)[0] == end
    assert timedelta(hours=22) < end - begin < timedelta(hours=26)
    assert begin.astimezone(zone).date() == day
    assert (end - timedelta(microseconds=1)).astimezone(zone).date() == day


def test_a_week_of_summer_time_has_an_hour_less() -> None:
    begin, end = Period(date(2026, 3, 23), date(2026, 3, 30)).moments(ZoneInfo("Europe/Berlin"))
    assert end - begin == timedelta(days=7, hours=-1)


# ---------------------------------------------------------------- repeats

NAMES = {4: "2号楼", 7: "2号楼1单元", 8: "2号楼2单元"}


@pytest.mark.parametrize(
    ("spots", "found"),
    [
        ([("/1/2/4/7/30/", 2), ("/1/2/4/7/31/", 1)], [Repeat("2号楼1单元", Category.NOISE, 3)]),
        ([("/1/2/4/7/", 2), ("/1/2/4/8/", 1)], [Repeat("2号楼", Category.NOISE, 3)]),
        ([("/1/2/4/7/", 3), ("/1/2/4/8/", 2)], [Repeat("2号楼1单元", Category.NOISE, 3)]),
        (
            [("/1/2/4/7/", 3), ("/1/2/4/8/", 2), ("/1/2/4/", 2)],
            [Repeat("2号楼", Category.NOISE, 4), Repeat("2号楼1单元", Category.NOISE, 3)],
        ),
        ([("/1/2/4/7/", 2), ("/1/2/", 1)], []),
        ([("/1/2/", 3)], [Repeat("北门", Category.NOISE, 3)]),
        ([("/1/2/", 2), ("/1/3/", 2)], []),
    ],
)
def test_a_repeat_stands_at_the_lowest_place_that_has_enough(spots: list[tuple[str, int]], found: list[Repeat]) -> None:
    assert find_repeats([Spot(path, "北门", Category.NOISE, n) for path, n in spots], NAMES) == found


def test_categories_do_not_add_up() -> None:
    assert find_repeats([Spot("/1/2/4/", "", Category.NOISE, 2), Spot("/1/2/4/", "", Category.SAFETY, 2)], NAMES) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["/1/2/", "/1/2/4/", "/1/2/4/7/", "/1/2/4/8/", "/1/2/4/8/50/"]), st.sampled_from(Category), st.integers(1, 4)
        )
    )
)
def test_no_matter_warns_twice(spots: list[tuple[str, Category, int]]) -> None:
    found = find_repeats([Spot(path, "北门", category, n) for path, category, n in spots], NAMES)
    assert all(repeat.count >= 3 for repeat in found)
    assert sum(repeat.count for repeat in found) <= sum(n for *_, n in spots)
    assert len({(repeat.place, repeat.category) for repeat in found}) == len(found)


def test_fractions_stay_exact() -> None:
    assert Rate(1, 3).share == Fraction(1, 3)
