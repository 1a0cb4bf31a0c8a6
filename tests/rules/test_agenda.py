"""What comes to the table, in which order and for how long, and what people write about it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.agenda import (
    AGAIN,
    COMING,
    LEAST_MINUTES,
    MOST,
    SITS,
    STEPS,
    Outcome,
    Reason,
    Sitting,
    Stuck,
    Vow,
    allot,
    choose,
    drafts_first,
    hours_of,
    may_again,
    next_meeting,
    read_order,
    read_outcome,
    read_verb,
    read_vow,
    reasons_of,
    weight_of,
)
from models.rules.settings import few_words, one_of

HERE = ZoneInfo("Asia/Shanghai")
THURSDAY = datetime(2026, 9, 3, 18, 0, tzinfo=HERE)
STUCK = st.builds(
    Stuck,
    matter=st.integers(1, 10**6),
    number=st.integers(1, 10**6),
    tabled=st.booleans(),
    turn=st.integers(1, 4),
    overdue=st.integers(0, 90),
    reopened=st.integers(0, 5),
    short=st.integers(0, 4),
    follows=st.integers(0, 60),
    incident=st.none() | st.integers(1, 3),
)
MANY = st.lists(STUCK, max_size=40, unique_by=lambda one: one.number)


@given(MANY, st.randoms(use_true_random=False), st.integers(0, MOST))
def test_the_same_matters_come_in_the_same_order_however_they_are_found(found: list[Stuck], chance: object, room: int) -> None:
    mixed = found[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert choose(mixed, room) == choose(found, room)


@given(MANY, st.integers(0, MOST))
def test_no_more_come_than_there_is_room_and_the_weightiest_come(found: list[Stuck], room: int) -> None:
    chosen, waiting = choose(found, room)
    assert len(chosen) <= room
    assert [weight_of(one) for one in chosen] == sorted((weight_of(one) for one in chosen), reverse=True)
    alone = [one for one in found if one.incident is None and reasons_of(one) and one not in chosen]
    assert not alone or (len(chosen) == room and waiting >= len(alone))
    assert all(weight_of(one) <= weight_of(last) for one in alone for last in chosen)


@given(MANY)
def test_nothing_comes_without_a_reason_and_an_incident_comes_once(found: list[Stuck]) -> None:
    chosen, _ = choose(found)
    assert all(reasons_of(one) for one in chosen)
    incidents = [one.incident for one in chosen if one.incident is not None]
    assert len(incidents) == len(set(incidents))


@given(MANY)
def test_what_must_be_decided_goes_before_what_was_put_on_and_that_before_what_is_only_stuck(found: list[Stuck]) -> None:
    ranks = [0 if one.turn > AGAIN else 1 if one.tabled else 2 for one in choose(found)[0]]
    assert ranks == sorted(ranks)


def test_a_matter_that_goes_its_way_stays_away_and_a_stuck_one_says_why() -> None:
    assert reasons_of(Stuck(1, 1, reopened=1, short=1, follows=4)) == ()
    stuck = Stuck(1, 1, overdue=6, reopened=2, short=2, follows=9)
    assert reasons_of(stuck) == ((Reason.REOPENED, 2), (Reason.CALLED, 2), (Reason.OVERDUE, 6), (Reason.FOLLOWED, 9))
    assert reasons_of(Stuck(1, 1, tabled=True)) == ((Reason.TABLED, 1),)
    assert reasons_of(Stuck(1, 1, tabled=True, turn=2)) == ((Reason.AGAIN, 2),)


def test_of_equals_the_older_goes_first() -> None:
    assert [one.number for one in choose([Stuck(1, 9, overdue=3), Stuck(2, 4, overdue=3)])[0]] == [4, 9]


@given(st.integers(30, 240), st.lists(st.integers(1, 7), max_size=MOST), st.integers(0, 30))
def test_the_minutes_are_shared_out_to_the_last_one(total: int, weights: list[int], promises: int) -> None:
    first, minutes = allot(total, weights, promises)
    assert first + sum(minutes) == (total if weights or promises else 0)
    assert (first > 0) == (promises > 0)
    assert all(some >= min(LEAST_MINUTES, (total - first) // len(weights)) for some in minutes)
    ranked = sorted(zip(weights, minutes, strict=True))
    assert all(few <= many for (light, few), (heavy, many) in pairwise(ranked) if light < heavy)


def test_twice_it_may_be_left_and_not_a_third_time() -> None:
    assert [may_again(turn) for turn in (1, 2, 3, 4)] == [True, True, False, False]


@given(st.lists(st.sampled_from(STEPS), max_size=8))
def test_a_meeting_that_is_over_or_called_off_stays_so(steps: list[object]) -> None:
    state = Sitting.DRAFT
    for step in steps:
        before, state = state, step.to if state in step.sources else state  # type: ignore[attr-defined]
        assert before in COMING or state is before


def test_every_meeting_can_end() -> None:
    assert {step.to for step in STEPS for source in step.sources if source is Sitting.OPEN} == {Sitting.CLOSED, Sitting.CANCELLED}


# ---------------------------------------------------------------- when


def test_the_usual_week() -> None:
    hours = next_meeting("周五 19:30", "周五 21:00", THURSDAY, HERE)
    assert (hours.at, hours.minutes) == (datetime(2026, 9, 4, 19, 30, tzinfo=HERE), datetime(2026, 9, 4, 21, tzinfo=HERE))


@given(st.integers(0, 6), st.integers(0, 23), st.integers(0, 6), st.integers(0, 23), st.integers(0, 24 * 30))
def test_the_minutes_follow_the_meeting_within_a_day_whatever_is_settled(day: int, hour: int, other: int, later: int, past: int) -> None:
    now = THURSDAY + timedelta(hours=past)
    hours = next_meeting(f"周{'一二三四五六日'[day]} {hour:02}:30", f"周{'一二三四五六日'[other]} {later:02}:00", now, HERE)
    assert now < hours.at <= now + timedelta(days=8)
    assert hours.at < hours.minutes <= hours.at + timedelta(days=1)
    assert hours.at.astimezone(HERE).weekday() == day


def test_a_meeting_moved_away_from_its_day_has_its_minutes_an_hour_and_a_half_later() -> None:
    saturday = datetime(2026, 9, 5, 10, tzinfo=UTC)
    assert hours_of(saturday, "周五 21:00", HERE).minutes == saturday + SITS


def test_between_draft_and_meeting_no_other_draft_comes_first() -> None:
    assert drafts_first("周四 18:00", "周五 19:30", THURSDAY - timedelta(hours=1), HERE)
    assert not drafts_first("周四 18:00", "周五 19:30", THURSDAY + timedelta(hours=1), HERE)


# ---------------------------------------------------------------- what people write

FRIDAY = date(2026, 9, 4)


@pytest.mark.parametrize(
    ("words", "vow"),
    [
        ("物业 下周三 换门禁", Vow("物业", date(2026, 9, 9), "换门禁")),
        ("物业下周三前换门禁", Vow("物业", date(2026, 9, 9), "换门禁")),
        ("9月9日 物业 换门禁", Vow("物业", date(2026, 9, 9), "换门禁")),
        ("城管，9月10日之前，拆违建", Vow("城管", date(2026, 9, 10), "拆违建")),
        ("3号楼楼长 明天 换灯", Vow("3号楼楼长", date(2026, 9, 5), "换灯")),
        ("物业 ９月９日 换门禁，先换２号楼", Vow("物业", date(2026, 9, 9), "换门禁，先换２号楼")),
        ("老周 10天后", Vow("老周", date(2026, 9, 14), "")),
        ("property 2026-09-09 new lock", Vow("property", date(2026, 9, 9), "new lock")),
        ("物业", None),
        ("下周三", None),
        ("", None),
    ],
)
def test_who_and_when(words: str, vow: Vow | None) -> None:
    assert read_vow(words, FRIDAY) == vow


@given(st.text(max_size=60))
def test_no_words_break_the_reading(words: str) -> None:
    vow = read_vow(words, FRIDAY)
    assert vow is None or vow.who
    order = read_order(words, [12, 7, 40])
    assert order is None or sorted(order) == [0, 1, 2]
    read_verb(words)
    read_outcome(words)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("3 1 2", [2, 0, 1]),
        ("３，１", [2, 0, 1]),
        ("2", [1, 0, 2]),
        ("40 12", [2, 0, 1]),
        ("#40 #7", [2, 1, 0]),
        ("把40放第一", [2, 0, 1]),
        ("把 #12 放到最后", [1, 2, 0]),
        ("7 第一", [1, 0, 2]),
        ("put 7 first", [1, 0, 2]),
        ("1 1", None),
        ("9 1", None),
        ("把99放第一", None),
        ("今天开会", None),
        ("", None),
    ],
)
def test_an_order(words: str, order: list[int] | None) -> None:
    assert read_order(words, [12, 7, 40]) == order


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_every_order_of_the_numbers_is_understood(numbers: list[int], chance: object) -> None:
    wanted = numbers[:]
    chance.shuffle(wanted)  # type: ignore[attr-defined]
    order = read_order(" ".join(f"#{n}" for n in wanted), numbers)
    assert order is not None
    assert [numbers[i] for i in order] == wanted


def test_outcomes_and_verbs() -> None:
    assert read_outcome("当场解决 换了锁") == (Outcome.SOLVED, "换了锁")
    assert read_outcome("呼叫街道：城管") == (Outcome.CALL, "城管")
    assert read_outcome("again") == (Outcome.AGAIN, "")
    assert read_outcome("物业 下周三") == (None, "物业 下周三")
    assert read_verb("改到 周六 10:00") == ("postpone", "周六 10:00")
    assert read_verb("取消：台风") == ("cancel", "台风")
    assert read_verb("3 1 2") == ("", "3 1 2")


def test_few_words_and_one_of() -> None:
    assert few_words(5)(" 议事厅 ") == "议事厅"
    assert one_of(("照常", "meet"), ("跳过", "skip"))("Skip") == "跳过"
    for read, said in ((few_words(5), "  "), (few_words(5), "六个字的地方"), (one_of(("照常",)), "也许")):
        with pytest.raises(ValueError, match="|".join([said])):
            read(said)
