"""Questions as people type them, answers as people give them, and what they come to."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.surveys import MOST_ASKS, Ask, Kind, Unread, decimal, is_whole, next_at, read_answer, read_ask, read_asks, sum_up, toggle

CHOICE = Ask(Kind.SINGLE, "几点开？", ("6点半", "7点"), 1, 1)
SEVERAL = Ask(Kind.MULTIPLE, "哪些菜？", ("清淡", "家常", "软烂"), 1, 2)
COUNT, MARK, WORDS = Ask(Kind.NUMBER, "几位？", (), 0, 6), Ask(Kind.SCALE, "满意吗", (), 1, 5), Ask(Kind.TEXT, "说说", optional=True)
ASKS = [CHOICE, SEVERAL, COUNT, MARK, WORDS]


@pytest.mark.parametrize(
    ("line", "ask"),
    [
        ("单选 几点开？ 6点半/7点", CHOICE),
        ("1. 几点开？6点半／7点", CHOICE),
        ("单选：几点开？ 6点半 / 7点", CHOICE),
        ("多选2 哪些菜？清淡/家常/软烂", SEVERAL),
        ("多选（最多2项）哪些菜？ 清淡/家常/软烂", SEVERAL),
        ("数字 几位？ 0-6", COUNT),
        ("数字 几位？（0到6）", COUNT),
        ("评分 满意吗", MARK),
        ("填空 说说（选填）", WORDS),
        ("说说 选填", WORDS),
        ("要不要门禁 要/不要", Ask(Kind.SINGLE, "要不要门禁", ("要", "不要"), 1, 1)),
    ],
)
def test_a_line_is_a_question(line: str, ask: Ask) -> None:
    assert read_ask(line) == ask
    assert Ask.of(ask.as_json()) == ask


@pytest.mark.parametrize(
    ("line", "why"), [("单选 几点开？", "options"), ("单选 几点？ 7点/7点", "options"), ("数字 几位？ 6-0", "range"), ("填空", ""), ("选填", "title")]
)
def test_a_line_that_is_none_says_why(line: str, why: str) -> None:
    if not why:  # a kind alone is a question of that name
        assert read_ask(line).kind is Kind.TEXT
        return
    with pytest.raises(Unread) as no:
        read_ask(line)
    assert (no.value.why, no.value.line) == (why, line)


def test_too_many_questions_are_too_many() -> None:
    with pytest.raises(Unread) as no:
        read_asks("说说\n" * (MOST_ASKS + 1))
    assert (no.value.why, no.value.line) == ("many", str(MOST_ASKS + 1))


@pytest.mark.parametrize(
    ("ask", "said", "answer"),
    [
        (CHOICE, "7点", 1), (CHOICE, "2", 1), (CHOICE, "8点", None), (CHOICE, "6点半 7点", None),
        (SEVERAL, "家常、清淡", [0, 1]), (SEVERAL, "1 3", [0, 2]), (SEVERAL, "清淡,家常,软烂", None), (SEVERAL, "清淡 火锅", None),
        (COUNT, "３个", 3), (COUNT, "7", None), (COUNT, "三", None), (COUNT, "-1", None),
        (MARK, "5分", 5), (MARK, "0", None), (MARK, "很好", None),
        (WORDS, " 送餐，好 ", "送餐，好"), (WORDS, "  ", None),
    ],
)  # fmt: skip
def test_an_answer_is_read_or_is_none(ask: Ask, said: str, answer: Any) -> None:
    assert read_answer(ask, said) == answer


@given(st.text(max_size=200), st.sampled_from(ASKS))
def test_whatever_is_said_the_answer_fits_its_question(said: str, ask: Ask) -> None:
    answer = read_answer(ask, said)
    if isinstance(answer, list):
        assert 0 < len(answer) <= ask.most
        assert all(0 <= at < len(ask.options) for at in answer)
    elif isinstance(answer, int):
        assert 0 <= answer < len(ask.options) if ask.options else ask.least <= answer <= ask.most


@given(st.text(max_size=300))
def test_any_text_is_questions_or_says_why(said: str) -> None:
    with suppress(Unread):
        assert all(Ask.of(ask.as_json()) == ask for ask in read_asks(said))


def test_several_are_taken_in_and_out_again() -> None:
    assert toggle(SEVERAL, None, 2) == [2]
    assert toggle(SEVERAL, [2], 0) == [0, 2]
    assert toggle(SEVERAL, [0, 2], 1) is None
    assert toggle(SEVERAL, [0, 2], 2) == [0]


@given(st.sets(st.integers(0, 4)), st.integers(0, 5))
def test_what_comes_next_is_unanswered_and_at_the_end_nothing_is_missing(answered: set[int], since: int) -> None:
    answers = {str(at): 1 for at in answered}
    at = next_at(ASKS, answers, since)
    assert at == len(ASKS) or str(at) not in answers
    if at == len(ASKS):
        assert is_whole(ASKS, answers)


SHEETS = st.fixed_dictionaries(
    {"0": st.integers(0, 1), "1": st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True), "2": st.integers(0, 6), "3": st.integers(1, 5)},
    optional={"4": st.text(min_size=1, max_size=5)},
)


@given(st.lists(SHEETS, max_size=30))
def test_what_it_comes_to_agrees_with_counting_by_hand(sheets: list[dict[str, Any]]) -> None:
    single, several, count, mark, words = sum_up(ASKS, sheets)
    assert [found.n for found in (single, several, count, mark)] == [len(sheets)] * 4
    assert words.n == sum("4" in sheet for sheet in sheets)
    if sheets:
        assert single.counts == tuple(sum(sheet["0"] == at for sheet in sheets) for at in range(2))
        assert several.counts == tuple(sum(at in sheet["1"] for sheet in sheets) for at in range(3))
        assert mark.counts == tuple(sum(sheet["3"] == at for sheet in sheets) for at in range(1, 6))
        assert count.mean == sum((Fraction(sheet["2"]) for sheet in sheets), Fraction()) / len(sheets)
        ordered = sorted(sheet["2"] for sheet in sheets)
        assert count.middle == Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2], 2)


def test_a_mean_is_told_to_one_place() -> None:
    assert [decimal(Fraction(*each)) for each in ((7, 2), (4, 1), (1, 3), (2, 3), (19, 20))] == ["3.5", "4", "0.3", "0.7", "1"]
