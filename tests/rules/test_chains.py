"""接龙 is read as people type it, and pasting never loses anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.chains import MOST, Entry, Pasted, count_up, is_pasted, key_of, merge, read_chain, write_chain

WORD = st.text("张三李四王五赵六陈奶奶2-301份", min_size=1, max_size=6)
ENTRIES = st.lists(st.builds(Entry, st.text("张李王赵陈周吴郑", min_size=2, max_size=3), st.just("")), max_size=12, unique_by=lambda e: e.name)


@pytest.mark.parametrize(
    "line",
    ["3. 张三 2-301 两份", "3、张三 2-301 两份", "3 张三 2-301 两份", "３．张三 2-301 两份", "3）张三 2-301 两份", "③ 张三 2-301 两份", "3\ufe0f\u20e3张三 2-301 两份"],
)
def test_a_line_is_read_however_it_is_numbered(line: str) -> None:
    pasted = read_chain(f"#接龙\n团购\n{line}")
    assert pasted == Pasted("团购", (Entry("张三", "2-301 两份"),), (3,))


@pytest.mark.parametrize(
    ("words", "pasted"),
    [
        ("接龙 团购鸡蛋\n1. 张三\n2.", True),
        ("接龙 开始了吗", False),
        ("接龙\n电梯坏了", False),
        ("#接龙\n周末活动\n\n1. 张三", True),
    ],
)
def test_what_is_a_chain(words: str, pasted: bool) -> None:
    assert is_pasted(words) is pasted
    assert (read_chain(words) is not None) is pasted


def test_who_copied_at_once_is_found_again() -> None:
    kept = merge((), read_chain("接龙 鸡蛋\n1. 张三 两板\n2. 李四") or Pasted("", (), ())).entries
    merged = merge(kept, Pasted("鸡蛋", (Entry("张三", "两板"), Entry("王五", "一板")), (1, 2)))
    assert [entry.line for entry in merged.entries] == ["张三 两板", "李四", "王五 一板"]
    assert (merged.lost, merged.added, merged.whole) == ((Entry("李四"),), (Entry("王五", "一板"),), False)


def test_other_words_of_a_known_name_are_a_change_of_mind_and_two_lines_are_not() -> None:
    kept = (Entry("张三", "两板"),)
    assert merge(kept, Pasted("鸡蛋", (Entry("张三", "三板"),), (1,))).entries == (Entry("张三", "三板"),)
    both = merge(kept, Pasted("鸡蛋", (Entry("张三", "两板"), Entry("张三", "三板")), (1, 2)))
    assert (both.entries, both.twice) == ((Entry("张三", "两板"), Entry("张三", "三板")), ("张三",))


def test_numbers_that_are_missing_or_doubled_are_told() -> None:
    merged = merge((), Pasted("鸡蛋", (Entry("甲"), Entry("乙"), Entry("丙")), (1, 4, 4)))
    assert (merged.gaps, merged.twins) == ((2, 3), (4,))


@given(st.lists(ENTRIES, max_size=6))
def test_whatever_is_pasted_nobody_is_lost(pastes: list[list[Entry]]) -> None:
    entries: tuple[Entry, ...] = ()
    for paste in pastes:
        merged = merge(entries, Pasted("鸡蛋", tuple(paste), tuple(range(1, len(paste) + 1))))
        assert {entry.name for entry in merged.entries} == {entry.name for entry in (*entries, *paste)}
        assert {entry.name for entry in merged.lost} == {entry.name for entry in entries} - {entry.name for entry in paste}
        entries = merged.entries
    assert len({entry.name for entry in entries}) == len(entries)


@given(st.permutations([("甲", "乙"), ("甲", "丙"), ("丁",), ("乙", "丁", "戊")]))
def test_the_order_of_pastes_decides_nothing_about_who_stands_there(pastes: list[tuple[str, ...]]) -> None:
    entries: tuple[Entry, ...] = ()
    for paste in pastes:
        entries = merge(entries, Pasted("鸡蛋", tuple(map(Entry, paste)), ())).entries
    assert {entry.name for entry in entries} == set("甲乙丙丁戊")


@given(ENTRIES.filter(bool))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    pasted = read_chain(write_chain("团购鸡蛋", entries))
    assert pasted is not None
    assert (pasted.title, list(pasted.entries), list(pasted.numbers)) == ("团购鸡蛋", entries, list(range(1, len(entries) + 1)))


@given(st.text(max_size=400))
def test_any_text_is_read_or_is_none(words: str) -> None:
    pasted = read_chain(words)
    assert pasted is None or (0 < len(pasted.entries) <= MOST and all(entry.name == entry.name.strip() for entry in pasted.entries))


def test_what_is_ordered_is_added_up() -> None:
    entries = [Entry("张三", "2-301 两份"), Entry("李四", "３份"), Entry("王五", "1箱，送2号楼"), Entry("赵六")]
    assert count_up(entries) == {"份": 5, "箱": 1}
    assert key_of("Ａ强") == key_of("a强")
