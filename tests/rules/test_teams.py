"""Whose turn it is: nobody twice before everybody once, whoever is away; and the words of rotas and days off."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.duties import Rhythm, Station, read_stations, role_credit
from models.rules.teams import Rota, Turn, in_turn, read_away, read_rota

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 9, 3)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 40))
def test_over_any_number_of_rounds_nobody_serves_two_times_more_than_another(members: int, places: int, rounds: int) -> None:
    served: Counter[int] = Counter()
    last: dict[int, datetime] = {}
    for n in range(rounds):
        turns = [Turn(one, BEGAN, last.get(one), served[one]) for one in range(members)]
        for person in in_turn(turns)[:places]:
            served[person] += 1
            last[person] = BEGAN + timedelta(days=7 * n)
    counts = [served[one] for one in range(members)]
    assert max(counts) - min(counts) <= 1


@given(st.lists(st.sets(st.integers(0, 5), max_size=4), min_size=1, max_size=40))
def test_whoever_was_away_is_called_as_soon_as_they_are_back(away: list[set[int]]) -> None:
    """Of those who are there, the one called last served no later than any other who is there."""
    last: dict[int, datetime] = {}
    for n, gone in enumerate(away):
        there = [one for one in range(6) if one not in gone]
        called = in_turn(Turn(one, BEGAN, last.get(one)) for one in there)[0]
        assert all(last.get(called, BEGAN) <= last.get(one, BEGAN) for one in there)
        last[called] = BEGAN + timedelta(days=n + 1)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("每周二 19:00-21:00 2人 南门", Rota(Rhythm.WEEKLY, 2, "19:00", "21:00", Station("南门", 2))),
        ("每月15号 8点半到11点 3人", Rota(Rhythm.MONTHLY, 15, "08:30", "11:00", Station("傲梅苑", 3))),
        ("每周日  9:00-10:00  1  活动室 门口", Rota(Rhythm.WEEKLY, 7, "09:00", "10:00", Station("活动室 门口", 1))),
        ("每周二 21:00-19:00 2人", None),
        ("每周二 19:00-21:00 0人", None),
        ("每周八 19:00-21:00 2人", None),
        ("天天", None),
    ],
)
def test_a_rota_in_words(said: str, read: Rota | None) -> None:
    assert read_rota(said, "傲梅苑") == read


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("9月5日到9月12日", (date(2026, 9, 5), date(2026, 9, 12))),
        ("9月5日-12日", (date(2026, 9, 5), date(2026, 9, 12))),
        ("明天", (date(2026, 9, 4), date(2026, 9, 4))),
        ("今天到后天", (date(2026, 9, 3), date(2026, 9, 5))),
        ("12月20日到1月5日", (date(2026, 12, 20), date(2027, 1, 5))),
        ("9月12日到9月5日", None),
        ("9月5日到31日", None),
        ("明天 出差", None),
        ("病了", None),
    ],
)
def test_days_off_in_words(said: str, span: tuple[date, date] | None) -> None:
    assert read_away(said, TODAY) == span


def test_a_station_may_name_its_lead() -> None:
    assert read_stations("理发 2人 小广场 技能理发 组长李姐")[0].lead == "李姐"
    assert read_stations("理发 2人 小广场 组长李姐 带推子") == [Station("理发", 2, "小广场", None, "推子", "李姐")]


@given(st.integers(0, 1440), st.integers(0, 100))
def test_leading_is_never_worth_more_than_serving(minutes: int, share: int) -> None:
    assert 0 <= role_credit(minutes, share) <= minutes
