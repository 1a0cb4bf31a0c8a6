"""What was typed amiss is read as it was meant, and what was not stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.spelling import simplify
from models.rules.understanding import Category, Kind, understand


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("殿梯又坏了", "电梯又坏了"),
        ("垫梯门怀了", "电梯门坏了"),
        ("水笼头漏水", "水龙头漏水"),
        ("楼到灯不亮", "楼道灯不亮"),
        ("卡主了", "卡住了"),
        ("電梯壞了", "电梯坏了"),
        ("鄰居違建", "邻居违建"),
        ("没气味好大", "煤气味好大"),
    ],
)
def test_slips_and_traditional_characters_are_mended(typed: str, meant: str) -> None:
    assert simplify(typed) == meant


@pytest.mark.parametrize("said", ["晚上八点踢球", "饭店提供早餐", "充电体验", "没气味了", "她怀了二胎", "保修期内", "垃圾分类", "点题"])
def test_words_of_their_own_stay(said: str) -> None:
    assert simplify(said) == said


@given(st.text(max_size=200))
def test_positions_stay(said: str) -> None:
    assert len(simplify(said)) == len(said)
    assert simplify(simplify(said)) == simplify(said)


def test_a_slip_does_not_hide_a_matter() -> None:
    heard = understand("8号楼殿梯又怀了")
    assert (heard.kind, heard.category, heard.place) == (Kind.REPORT, Category.ELEVATOR, "8号楼")
