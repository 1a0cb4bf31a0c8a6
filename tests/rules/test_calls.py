"""Calls: how a department's answer moves, how a call, a promise and a unit are written."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.calls import (
    AT_WORK,
    BY_NAME,
    STEPS,
    Answer,
    CallKind,
    CallLevel,
    Wanted,
    all_done,
    count_arrived,
    landing,
    match_name,
    may_step,
    next_steps,
    read_call,
    read_promise,
    read_unit,
)

TODAY = date(2026, 9, 3)  # a Thursday
KNOWN = ("城管", "公安", "环保", "police")
ORDER = list(Answer)
UNITS = {1: ("城管", "执法局"), 2: ("公安",), 3: ("公安交警",)}


# ---------------------------------------------------------------- how an answer moves


@given(st.lists(st.sampled_from([step.name for step in STEPS]), max_size=12))
def test_an_answer_never_goes_back_and_ends_for_good(names: list[str]) -> None:
    state, arrived = Answer.CALLED, False
    for name in names:
        step = BY_NAME[name]
        if not may_step(step, state, arrived=arrived):
            continue
        assert state in AT_WORK
        after = landing(step, state)
        assert ORDER.index(after) >= ORDER.index(state)
        state, arrived = after, arrived or "arrived_at" in step.stamps
        assert not (arrived and "arrive" in [each.name for each in next_steps(state, arrived=arrived)])
    assert (state in AT_WORK) == any(may_step(step, state, arrived=arrived) for step in STEPS)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_whoever_takes_any_step_has_signed(step) -> None:  # type: ignore[no-untyped-def]
    assert "signed_at" in step.stamps
    assert step.offered <= step.sources


def test_every_standing_at_work_is_offered_a_way_on() -> None:
    there = {Answer.CALLED: (False,), Answer.SIGNED: (False,), Answer.PROMISED: (False, True)}
    for state in AT_WORK:
        for arrived in there.get(state, (True,)):
            for assigned in (False, True):
                offered = next_steps(state, arrived=arrived, assigned=assigned)
                assert {step.name for step in offered} - {"sign", "refuse"}
                assert all(may_step(step, state, arrived=arrived, assigned=assigned) for step in offered)


def test_whom_the_street_assigned_refuses_no_more_and_nobody_arrives_twice() -> None:
    assert may_step(BY_NAME["refuse"], Answer.SIGNED)
    assert not may_step(BY_NAME["refuse"], Answer.SIGNED, assigned=True)
    assert not may_step(BY_NAME["refuse"], Answer.PROMISED)
    assert not may_step(BY_NAME["arrive"], Answer.PROMISED, arrived=True)


def test_a_promise_before_arriving_stays_a_promise_on_arrival() -> None:
    assert landing(BY_NAME["arrive"], Answer.PROMISED) is Answer.PROMISED
    assert landing(BY_NAME["promise"], Answer.SIGNED) is Answer.PROMISED


@given(st.lists(st.tuples(st.sampled_from(ORDER), st.booleans())))
def test_who_refused_is_not_expected(answers: list[tuple[Answer, bool]]) -> None:
    arrived, total = count_arrived(answers)
    assert 0 <= arrived <= total == sum(state is not Answer.REFUSED for state, _ in answers)


def test_all_are_done_when_somebody_is_and_nobody_is_at_work() -> None:
    assert all_done([Answer.DONE, Answer.REFUSED])
    assert not all_done([Answer.REFUSED])
    assert not all_done([Answer.DONE, Answer.PROMISED])
    assert not all_done([])


# ---------------------------------------------------------------- a call as it is written

PARTS = ["城管 公安", "应急", "街道", "牵头城管", "30分钟"]


@given(st.permutations(PARTS))
def test_the_order_does_not_matter(parts: list[str]) -> None:
    wanted = read_call(" ".join(parts) + " 事由占道经营", KNOWN, TODAY)
    assert wanted == Wanted(("城管", "公安"), CallKind.EMERGENCY, CallLevel.STREET, "城管", timedelta(minutes=30), reason="占道经营")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("城管、公安，环保", Wanted(("城管", "公安", "环保"))),
        ("城管 城管", Wanted(("城管",))),
        ("城管 半小时内到场", Wanted(("城管",), within=timedelta(minutes=30))),
        ("城管 两小时", Wanted(("城管",), within=timedelta(hours=2))),
        ("城管 3天", Wanted(("城管",), within=timedelta(days=3))),
        ("城管 明天 15:00前", Wanted(("城管",), day=date(2026, 9, 4), at=time(15))),
        ("城管 周五前", Wanted(("城管",), day=date(2026, 9, 4))),
        ("城管牵头 公安", Wanted(("公安",), lead="城管")),
        ("事由：占道、扰民 很久了 应急 公安", Wanted(("公安",), CallKind.EMERGENCY, reason="占道、扰民 很久了")),
        ("事由 占道 城管、公安", Wanted(("城管", "公安"), reason="占道")),
        (
            "police emergency street 30min reason: blocked road",
            Wanted(("police",), CallKind.EMERGENCY, CallLevel.STREET, within=timedelta(minutes=30), reason="blocked road"),
        ),
        ("城管 25:00", Wanted(("城管", "25:00"))),
        ("", Wanted()),
    ],
)
def test_calls_as_they_are_written(said: str, wanted: Wanted) -> None:
    assert read_call(said, KNOWN, TODAY) == wanted


@given(st.text(max_size=80))
def test_nothing_that_is_written_breaks_the_reading(said: str) -> None:
    read_call(said, KNOWN, TODAY)
    read_promise(said, TODAY)
    read_unit(said)


@pytest.mark.parametrize(
    ("said", "unit"),
    [("城管", 1), ("城管局", 1), ("执法局", 1), ("公安", 2), ("公安交警", 3), ("公安交警队", None), ("环保", None), ("公", None)],
)
def test_whose_name_it_is(said: str, unit: int | None) -> None:
    assert match_name(said, UNITS) == unit


# ---------------------------------------------------------------- promises and refusals


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("周五前 清理完", (date(2026, 9, 4), "清理完")),
        ("周五前清理完", (date(2026, 9, 4), "清理完")),
        ("9月10日之前，装好护栏", (date(2026, 9, 10), "装好护栏")),
        ("2026-09-10 装好护栏", (date(2026, 9, 10), "装好护栏")),
        ("3天内 清完", (date(2026, 9, 6), "清完")),
        ("清理完 周五前", (date(2026, 9, 4), "清理完")),
        ("明天", (date(2026, 9, 4), "")),
        ("尽快清理", None),
        ("", None),
    ],
)
def test_promises_as_they_are_written(said: str, read: tuple[date, str] | None) -> None:
    assert read_promise(said, TODAY) == read


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("水务", ("水务", "")),
        ("水务局 管道是他们的", ("水务局", "管道是他们的")),
        ("归水务管", ("水务", "")),
        ("城管", ("城管", "")),
        ("归城管", ("城管", "")),
        ("应该找环保局", ("环保局", "")),
        ("由交警负责，路口归他们", ("交警", "路口归他们")),
        ("  ", ("", "")),
    ],
)
def test_units_as_they_are_named(said: str, unit: tuple[str, str]) -> None:
    assert read_unit(said) == unit
