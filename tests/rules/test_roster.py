"""Rosters as people keep them: read, or refused with the line and the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.roster import MOST_ROWS, Home, Known, compare, is_somebody, next_state, read_homes

CHINESE = ["小区", "楼栋", "单元", "门牌", "楼层", "面积", "业主"]
ENGLISH = ["compound", "building", "unit", "door", "floor", "area", "owner"]
GOOD = ["傲梅苑", "2号楼", "1单元", "2-301", "3", "88.05", "陈奶奶"]


def rows(*lines: list[Any]) -> list[tuple[int, list[Any]]]:
    return list(enumerate(lines, 1))


def problems(*lines: list[Any]) -> list[str]:
    return [str(problem) for problem in read_homes(rows(*lines))[1]]


def with_(column: str, value: object) -> list[Any]:
    return [value if name == column else cell for name, cell in zip(ENGLISH, GOOD, strict=True)]


@pytest.mark.parametrize("header", [CHINESE, ENGLISH, ["小区 ", "楼栋", "单元（门洞）", "门牌[室]", "Floor", "面积(㎡)", "业主"]])
def test_either_header_is_read(header: list[str]) -> None:
    homes, wrong = read_homes(rows(header, GOOD))
    assert wrong == []
    assert homes == [Home(2, ("傲梅苑", "2号楼", "1单元", "2-301"), 3, 8805, ("陈奶奶",))]


def test_columns_may_stand_in_any_order_below_a_title_with_others_between() -> None:
    homes, wrong = read_homes(
        rows(
            ["傲梅苑业主名册"],
            [],
            ["序号", "业主", "楼层", "门牌", "单元", "楼栋", "小区"],
            [1, "", 3, 301, None, "A座", "傲梅苑"],
            [None, ""],
        )
    )
    assert wrong == []
    assert homes == [Home(4, ("傲梅苑", "A座", "", "301"), 3, None, ())]


@pytest.mark.parametrize(
    ("written", "stored"),
    [("88", 8800), ("88.5", 8850), ("88.05㎡", 8805), (88.10000000000001, 8810), ("８８．５", 8850), (95, 9500), ("", None), (None, None)],
)
def test_areas_are_hundredths(written: object, stored: int | None) -> None:
    homes, wrong = read_homes(rows(ENGLISH, with_("area", written)))
    assert (wrong, [home.area for home in homes]) == ([], [stored])


@pytest.mark.parametrize("written", ["88.123", "-1", "0", "10000.01", "abc", "NaN", "1e999", "inf", True])
def test_wrong_areas_are_named(written: object) -> None:
    assert problems(ENGLISH, with_("area", written))[0].startswith("line 2, area: expected square metres")


@pytest.mark.parametrize(("written", "stored"), [("-5", -5), (120, 120), ("3楼", 3), ("3层", 3), (3.0, 3), ("０３", 3), ("12F", 12)])
def test_floors_are_whole_numbers(written: object, stored: int) -> None:
    homes, wrong = read_homes(rows(ENGLISH, with_("floor", written)))
    assert (wrong, [home.floor for home in homes]) == ([], [stored])


@pytest.mark.parametrize("written", ["", "-6", "121", "三", "3.5", date(2026, 3, 1)])
def test_wrong_floors_are_named(written: object) -> None:
    assert problems(ENGLISH, with_("floor", written))[0].startswith("line 2, floor: expected a whole number from -5 to 120")


def test_a_door_that_a_spreadsheet_made_a_date_is_named() -> None:
    assert problems(ENGLISH, with_("door", date(2001, 3, 2))) == [
        "line 2, door: became a date; format the column as text and write it again"
    ]


@pytest.mark.parametrize(
    ("column", "value"), [("compound", ""), ("building", " "), ("door", "x" * 41), ("unit", "1/2"), ("door", "30\x001")]
)
def test_wrong_names_are_named(column: str, value: str) -> None:
    assert problems(ENGLISH, with_(column, value))[0].startswith(f"line 2, {column}: ")


def test_every_bad_line_is_named_with_every_reason() -> None:
    assert [said.split(":")[0] for said in problems(ENGLISH, GOOD, with_("floor", "x"), ["", "", "", "1", "", "", ""], GOOD)] == [
        "line 3, floor",
        "line 4, compound",
        "line 4, building",
        "line 4, floor",
        "line 5, door",
    ]


def test_the_same_household_twice_is_named() -> None:
    assert problems(ENGLISH, GOOD, with_("owner", "小王")) == ["line 3, door: the same household as line 2"]


def test_a_door_cannot_be_called_like_a_unit() -> None:
    assert problems(ENGLISH, GOOD, ["傲梅苑", "2号楼", "", "1单元", 1, "", ""]) == [
        "line 3, door: is the name of a unit of this building as well"
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "line 1: no header with the columns"),
        ([["a", "b"], ["c"]], "line 1: no header with the columns"),
        ([["小区", "楼栋", "门牌"], GOOD], "line 1: the header lacks unit, floor"),
        ([ENGLISH], "line 1: no household below the header"),
    ],
)
def test_a_list_that_is_no_roster_is_refused(lines: list[list[str]], said: str) -> None:
    assert problems(*lines)[0].startswith(said)


def test_owners_are_names_each_once() -> None:
    homes, _ = read_homes(rows(ENGLISH, with_("owner", "张三、李四，张三; 王五")))
    assert homes[0].owners == ("张三", "李四", "王五")


def test_too_many_lines_are_refused() -> None:
    lines = [ENGLISH] + [["傲梅苑", "1号楼", "", str(number), 1, "", ""] for number in range(MOST_ROWS)]
    assert problems(*lines) == []
    assert problems(*lines, GOOD) == [f"line {MOST_ROWS + 2}: more than {MOST_ROWS} households"]


KEY = ("傲梅苑", "2号楼", "1单元", "301")


def test_what_a_roster_does_not_tell_stays() -> None:
    assert next_state(Home(2, KEY, 4, None, ()), Known(7, 3, 8800, ("陈奶奶",))) == Known(7, 4, 8800, ("陈奶奶",))


def test_a_difference_names_new_changed_unchanged_and_missing() -> None:
    new, same, other = Home(2, (*KEY[:3], "302"), 3, 8800, ()), Home(3, KEY, 3, 8800, ("乙", "甲")), Home(4, (*KEY[:3], "303"), 5, None, ())
    known = {
        KEY: Known(1, 3, 8800, ("乙", "甲")),
        other.key: Known(2, 3, 1, ()),
        (*KEY[:3], "304"): Known(3, 3, 1, ()),
        ("别处", "1", "", "1"): Known(4, 1, 1, ()),
    }
    difference = compare([new, same, other], known)
    assert difference.new == (new,)
    assert difference.changed == ((other, Known(2, 3, 1, ())),)
    assert difference.unchanged == 1
    assert difference.missing == ((*KEY[:3], "304"),)


cells = st.one_of(st.none(), st.text(max_size=50), st.integers(), st.floats(), st.booleans(), st.datetimes())


@given(st.lists(st.lists(cells, max_size=9), max_size=5))
def test_whatever_stands_in_the_cells_it_is_a_household_or_a_problem(lines: list[list[Any]]) -> None:
    homes, wrong = read_homes(rows(ENGLISH, *lines))
    named = {problem.line for problem in wrong} | {home.line for home in homes}
    assert wrong or homes
    assert all(0 < line <= len(lines) + 1 for line in named)


@pytest.mark.parametrize("name", ["陈伟", "欧阳修", "金洲置业有限公司", "Ana Li", "Wu"])
def test_a_whole_name_tells_owners_apart(name: str) -> None:
    assert is_somebody(name)


@pytest.mark.parametrize("name", ["陈*明", "陈＊", "王先生", "李某", "李某某", "空置", "未知", "业主", "/", "-", "", "林", "张xx", "N/A", "Unknown"])
def test_half_a_name_and_a_stand_in_tell_nobody_apart(name: str) -> None:
    assert not is_somebody(name)
