"""When a group may be told what it has not asked for, and how much fits on a screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.digest import LONGEST, fill, short
from models.rules.quiet import NEVER, WINDOW, free_at, next_turn, quiet_hours, quiet_until

HERE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 9, 3, 0, 0, tzinfo=UTC)
hours = st.tuples(st.times(), st.times()).map(lambda two: f"{two[0]:%H:%M}–{two[1]:%H:%M}")
zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "UTC"]).map(ZoneInfo)
moments = st.integers(0, 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
gaps = st.lists(st.integers(0, 3 * 3600), max_size=60)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("22:00-07:00", "22:00–07:00"),
        ("22：00–7：00", "22:00–07:00"),
        ("21点到8点半", "21:00–08:30"),
        ("22 至 7", "22:00–07:00"),
        ("9:30pm to 7", None),
        ("无", NEVER),
        ("None", NEVER),
        ("22:00", None),
        ("25点到7点", None),
        ("", None),
    ],
)
def test_hours_as_people_write_them(said: str, read: str | None) -> None:
    if read is None:
        with pytest.raises(ValueError):  # noqa: PT011 — any nonsense is one, and settings answer it
            quiet_hours(said)
    else:
        assert quiet_hours(said) == read
        assert quiet_hours(read) == read


@pytest.mark.parametrize(
    ("clock", "end"), [((21, 59), None), ((22, 0), (4, 7)), ((23, 59), (4, 7)), ((0, 0), (3, 7)), ((6, 59), (3, 7)), ((7, 0), None)]
)
def test_the_night_begins_and_ends_on_the_minute(clock: tuple[int, int], end: tuple[int, int] | None) -> None:
    moment = datetime(2026, 9, 3, *clock, tzinfo=HERE)
    found = quiet_until(moment, "22:00–07:00", HERE)
    assert (found and (found.astimezone(HERE).day, found.astimezone(HERE).hour)) == end


@given(now=moments, zone=zones)
def test_none_means_never(now: datetime, zone: ZoneInfo) -> None:
    assert quiet_until(now, NEVER, zone) is None


@given(start=moments, gaps=gaps, most=st.integers(1, 6), hours=hours, zone=zones)
def test_never_more_than_so_many_in_an_hour_never_at_night_and_nothing_waits_longer_than_it_must(
    start: datetime, gaps: list[int], most: int, hours: str, zone: ZoneInfo
) -> None:
    """Lines come as they like; each is said at the first free moment after the one before."""
    said: list[datetime] = []
    now = start
    for gap in gaps:
        now = max(now + timedelta(seconds=gap), now)
        moment = free_at(max([now, *said[-1:]]), said, most, hours, zone)
        assert free_at(moment, said, most, hours, zone) == moment, "it is free then"
        said.append(moment)
    assert all(a <= b for a, b in pairwise(said)), "in order"
    assert all(quiet_until(at, hours, zone) is None for at in said)
    assert all(later - earlier >= WINDOW for earlier, later in zip(said, said[most:], strict=False))


@given(now=moments, before=st.lists(st.integers(0, 7200), max_size=20), most=st.integers(1, 5))
def test_it_is_free_at_once_when_less_was_said(now: datetime, before: list[int], most: int) -> None:
    said = sorted(now - timedelta(seconds=one) for one in before)
    recent = [at for at in said if now - at < WINDOW]
    free = free_at(now, said, most, NEVER, HERE)
    assert (free == now) == (len(recent) < most)
    assert free_at(free, said, most, NEVER, HERE) == free
    before_it = free - timedelta(microseconds=1)
    assert free == now or free_at(before_it, said, most, NEVER, HERE) == free, "and not a moment later"


@given(now=moments, minutes=st.integers(1, 120))
def test_a_beat_is_shared_and_ahead(now: datetime, minutes: int) -> None:
    pace = timedelta(minutes=minutes)
    turn = next_turn(now, pace)
    assert now < turn <= now + pace
    assert next_turn(turn - timedelta(microseconds=1), pace) == turn


@given(counts=st.lists(st.integers(0, 10_000), max_size=7), room=st.integers(15, 30))
def test_a_screen_is_never_more_than_a_screen(counts: list[int], room: int) -> None:
    shown = fill(counts, room)
    left = sum(counts) - sum(shown)
    lines = sum(shown) + sum(few > 0 for few in shown) + (left > 0)
    assert lines <= room
    assert all(few <= count for few, count in zip(shown, counts, strict=True))
    assert all(few for few, count in zip(shown, counts, strict=True) if count), "no heading is crowded out"
    assert left == 0 or lines >= room - 1, "what is left has no room"
    assert all(few >= max(shown) - 1 for few, count in zip(shown, counts, strict=True) if few < count), "in turns"


def test_everything_is_shown_where_it_fits() -> None:
    assert fill([2, 3, 1]) == [2, 3, 1]
    assert fill([100, 1, 0]) == [10, 1, 0]
    assert fill([]) == []


def test_a_row_stays_on_its_line() -> None:
    assert short("短") == "短"
    assert len(short("长" * 200)) == LONGEST
