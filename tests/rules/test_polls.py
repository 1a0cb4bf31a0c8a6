"""The form asks everything once, a press sets, bars never promise too much, and words are read as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.poll_forms import FORM
from models.rules.poll_sheets import Cast, Home, ballots_print, roll_print, weigh_rankings
from models.rules.poll_words import read_ends, read_first, read_labels
from models.rules.polls import (
    AGREED,
    CLEAR,
    MARK,
    SILENT,
    TOOK_PART,
    Counted,
    Kind,
    Manner,
    Standing,
    Step,
    bar,
    manners_of,
    may_answer,
    next_choice,
    options_of,
    reopen,
)
from models.rules.proofs import Proof
from models.rules.tallies import Issue

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 3, 0, 0, tzinfo=UTC)  # Thursday, eight in the morning
KEYS = st.sampled_from(["1", "2", "3", CLEAR])


# ---------------------------------------------------------------- the form


def answers(kind: Kind, own: bool, manner: Manner) -> dict[Step, Any]:
    return {
        Step.PLACE: 1,
        Step.TITLE: "门禁",
        Step.KIND: kind.value,
        Step.ISSUE: Issue.OTHER.value,
        Step.OPTIONS: ["甲", "乙"] if own else [],
        Step.MANNER: manner.value,
        Step.MOST: 2,
        Step.COUNTED: Counted.HOME.value,
        Step.SEALED: False,
        Step.CLOSES: NOW.isoformat(),
    }


@given(
    st.sampled_from(Kind),
    st.booleans(),
    st.sampled_from(Manner),
    st.sets(st.sampled_from(Step)),
    st.sampled_from(Step),
)
def test_every_form_ends_whatever_is_known_before_and_opened_again(
    kind: Kind, own: bool, manner: Manner, known: set[Step], again: Step
) -> None:
    known_answers = answers(kind, own, manner)
    filled = {step.value: known_answers[step] for step in known}
    asked = []
    while (step := FORM.next_step(filled)) is not None:
        assert step.name not in filled
        asked.append(step.name)
        filled[step.name] = known_answers[Step(step.name)]
    assert len(asked) == len(set(asked))
    following = FORM.next_step(reopen(filled, again))
    assert following is None or following.name in {
        again,
        Step.ISSUE,
        Step.COUNTED,
        Step.OPTIONS,
        Step.MANNER,
        Step.MOST,
        Step.KIND,
    }
    assert {"place", "title", "kind", "sealed", "closes"} <= filled.keys()
    assert kind is not Kind.STATUTORY or "issue" in filled


def test_the_law_is_not_asked_in_order_of_preference() -> None:
    assert Manner.RANKED not in manners_of(Kind.STATUTORY)
    assert [option.key for option in options_of(Kind.STATUTORY, Manner.SINGLE, ["甲", "乙"])] == ["1", "2", "abstain"]
    assert [option.key for option in options_of(Kind.ADVISORY, Manner.SINGLE, ["甲", "乙"])] == ["1", "2"]


# ---------------------------------------------------------------- a press sets


@given(st.sampled_from(Manner), st.integers(1, 3), st.lists(KEYS, max_size=8))
def test_a_press_that_comes_twice_is_as_one(manner: Manner, most: int, presses: list[str]) -> None:
    choice: tuple[str, ...] = ()
    for pressed in presses:
        once = next_choice(manner, most, choice, pressed)
        if once is None:
            assert manner is Manner.MULTIPLE
            assert pressed not in choice
            continue
        assert next_choice(manner, most, once, pressed) == once
        assert len(set(once)) == len(once)
        assert pressed == CLEAR or pressed in once
        assert manner is not Manner.MULTIPLE or len(once) <= most
        choice = once


@given(st.sampled_from(Kind), st.sampled_from(Standing), st.none() | st.sampled_from(Standing))
def test_owners_are_never_answered_over(kind: Kind, standing: Standing, before: Standing | None) -> None:
    refused = may_answer(kind, standing, before) is not None
    assert refused == ((standing is Standing.TENANT and kind is not Kind.ADVISORY) or (before is not None and before > standing))


# ---------------------------------------------------------------- bars


@given(st.integers(0, 10**7), st.data())
def test_what_is_not_enough_never_looks_as_if_it_were(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    agree = data.draw(st.integers(0, part))
    need = data.draw(st.integers(0, whole + 1))
    drawn = bar(agree, part, whole, need)
    cells = drawn.replace(MARK, "")
    assert len(cells) == 20
    assert cells == AGREED * cells.count(AGREED) + TOOK_PART * cells.count(TOOK_PART) + SILENT * cells.count(SILENT)
    if MARK in drawn:
        reached = SILENT not in drawn.partition(MARK)[0]
        assert reached == (part >= need)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("said", "local", "rest"),
    [
        ("周五20点", "2026-09-04 20:00", ""),
        ("3天后", "2026-09-06 20:00", ""),
        ("三天后晚上八点半", "2026-09-06 20:30", ""),
        ("12月1日 晚上8点截止", "2026-12-01 20:00", ""),
        ("今晚9点", "2026-09-03 21:00", ""),
        ("延到周日20点 还有三户出差", "2026-09-06 20:00", "还有三户出差"),
        ("2026-12-01 20:00", "2026-12-01 20:00", ""),
        ("周五 时间够", "2026-09-04 20:00", "时间够"),
        ("下周三前", "2026-09-09 20:00", ""),
    ],
)
def test_when_it_ends(said: str, local: str, rest: str) -> None:
    ends = read_ends(said, NOW, ZONE)
    assert ends is not None
    assert (f"{ends.at.astimezone(ZONE):%Y-%m-%d %H:%M}", ends.rest) == (local, rest)


@pytest.mark.parametrize("said", ["", "乱", "8", "点", "周五25点", "99月1日", "到点就行"])
def test_what_is_no_end(said: str) -> None:
    assert read_ends(said, NOW, ZONE) is None


@given(st.text(max_size=60))
def test_no_words_break_the_readers(said: str) -> None:
    read_ends(said, NOW, ZONE)
    read_labels(said)
    read_first(said, NOW, ZONE)


def test_a_first_line_says_a_whole_poll() -> None:
    filled = read_first("电梯大修用不用维修资金 法定表决 使用维修资金 默认 公开 周五 20点", NOW, ZONE)
    assert filled == {
        "title": "电梯大修用不用维修资金",
        "kind": Kind.STATUTORY,
        "issue": Issue.USE_FUND,
        "options": [],
        "sealed": False,
        "closes": (NOW + timedelta(days=1, hours=12)).isoformat(),
    }


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("甲、乙、丙", ["甲", "乙", "丙"]),
        ("1. 甲公司\n2. 乙公司", ["甲公司", "乙公司"]),
        ("默认", []),
        ("同意、反对、弃权", []),
        ("甲、甲", None),
        ("只有一个", None),
        ("一\n二\n三\n四\n五\n六\n七\n八\n九\n十", None),
        (f"甲、{'长' * 41}", None),
    ],
)
def test_options_as_they_are_written(said: str, labels: list[str] | None) -> None:
    assert read_labels(said) == labels


# ---------------------------------------------------------------- sheets


@given(st.permutations([Home("101", 1, 8810), Home("102", 2, 9900), Home("201", 1, 7)]))
def test_a_fingerprint_does_not_hang_on_the_order(homes: list[Home]) -> None:
    assert roll_print(homes) == roll_print(sorted(homes, key=lambda home: home.label))
    assert roll_print(homes) != roll_print(homes[:2])
    assert ballots_print([Cast("R", "101", ("1", "2"), Proof.DEED)]) != ballots_print([Cast("R", "101", ("2", "1"), Proof.DEED)])


def test_rankings_weigh_by_household_by_head_and_by_area() -> None:
    roll = [Home("101", 1, 8810), Home("102", 1, 9900), Home("201", 2, 7000)]
    said = {0: ("a", "b"), 1: ("b", "a"), 2: ("a",)}
    assert weigh_rankings(roll, said, Counted.HOME) == [(("a", "b"), 1), (("b", "a"), 1), (("a",), 1)]
    assert weigh_rankings(roll, said, Counted.AREA) == [(("a", "b"), 8810), (("b", "a"), 9900), (("a",), 7000)]
    assert weigh_rankings(roll, said, Counted.HEAD) == [(("a",), 1)]
