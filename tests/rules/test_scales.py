"""The linear model: its file, its bounds, and that the words of the compound are read as the longest."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.categories import Category
from models.rules.scales import FILE, READ, features, plain, read_scales
from models.rules.understanding import Kind, understand
from models.rules.vocabulary import find_words, read_classes

HOSTILE = [
    "电" * 5000,
    "停水" * 2500,
    "3号楼" * 1500,
    "1-" * 3000,
    "一" * 4000,
    "？" * 4000,
    "又" * 200 + "不" * 4000,
    "楼上" + "天天" * 2000 + "吵",
    " " * 5000,
    "电梯，" * 1500,
    "请各位业主" * 800,
    "的" * 3000 + "坏了",
    "路" * 4000,
    "0" * 5000,
    "小区" * 2000,
]


def test_the_file_is_small_and_knows_every_kind_and_category() -> None:
    assert FILE.stat().st_size <= 2_000_000
    assert set(read_scales()["kind"].names) == set(Kind)
    assert set(read_scales()["category"].names) == set(Category)


@given(st.text(max_size=400))
def test_weights_are_probabilities(text: str) -> None:
    for scale in read_scales().values():
        weighed = scale.weigh(features(text))
        assert sum(weighed.values()) == pytest.approx(1)


@given(st.text(max_size=400))
def test_no_more_is_weighed_than_is_read(text: str) -> None:
    assert len(plain(text)) <= READ
    assert features(text + "甲" * READ) == features((text + "甲" * READ)[:READ])


@given(st.lists(st.sampled_from([word for words in read_classes().values() for word in words]), max_size=8))
def test_known_words_are_found_in_order_and_apart(words: list[str]) -> None:
    found = find_words("".join(words))
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert bool(found) == bool(words)


@pytest.mark.parametrize("text", ["電梯壞了", "电梯坏了", "点梯坏了"])
def test_other_characters_are_the_same_words(text: str) -> None:
    assert understand(text).kind is Kind.REPORT
    assert understand(text).category is Category.ELEVATOR


def test_hostile_lines_cost_no_more_than_long_ones() -> None:
    """Against the longest honest message, whatever this machine is: nothing here grows worse than its length."""
    honest = "3号楼2单元电梯又坏了，停在5楼不动了，家里老人下不来楼，物业电话没人接，能不能派人来看看。" * 12
    usual = min(_seconds(honest[:-turn]) for turn in range(1, 6))
    assert {text[:4]: round(spent / usual) for text in HOSTILE if (spent := min(_seconds(text[:-turn]) for turn in range(1, 4))) > 40 * usual} == {}


def _seconds(text: str) -> float:
    begun = time.perf_counter()
    understand(text)
    return time.perf_counter() - begun
