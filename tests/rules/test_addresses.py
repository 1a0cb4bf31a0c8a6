"""Where a sentence speaks of: the longest sensible words, verbatim, and its numbers normalised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.addresses import digits, find_place, is_common

NUMBERED = [
    ("万科2号楼搭建停车棚", "万科2号楼", "2", None, None, None),
    ("2号楼3单元门禁坏了", "2号楼3单元", "2", "3", None, None),
    ("２号楼３单元", "２号楼３单元", "2", "3", None, None),
    ("三栋一楼漏水", "三栋一楼", "3", None, 1, None),
    ("二十三栋停水", "二十三栋", "23", None, None, None),
    ("A座1502漏水", "A座1502", "A", None, None, "1502"),
    ("五号楼二层楼道灯坏了", "五号楼二层楼道", "5", None, 2, None),
    ("不是三号楼，是五号楼，楼道灯坏了", "五号楼", "5", None, None, None),
    ("7-6-1046没水", "7-6-1046", "7", "6", None, "1046"),
    ("1-2-301", "1-2-301", "1", "2", None, "301"),
    ("2-301漏水", "2-301", "2", None, None, "301"),
    ("12楼没水", "12楼", None, None, 12, None),
    ("地下二层积水", "地下二层", None, None, -2, None),
    ("5号楼电梯停了", "5号楼", "5", None, None, None),
    ("5-8号楼停水", "5-8号楼", None, None, None, None),
]


@pytest.mark.parametrize(("text", "words", "building", "unit", "floor", "room"), NUMBERED)
def test_numbers_of_a_house(text: str, words: str, building: str | None, unit: str | None, floor: int | None, room: str | None) -> None:
    place = find_place(text)
    assert place is not None
    assert (place.text, place.building, place.unit, place.floor, place.room) == (words, building, unit, floor, room)


@pytest.mark.parametrize(("text", "words"), [("地下车库B区漏水", "地下车库B区"), ("小区东门堵了", "小区东门"), ("北门坏了", "北门")])
def test_places_without_a_number(text: str, words: str) -> None:
    place = find_place(text)
    assert place is not None
    assert place.text == words


@pytest.mark.parametrize("text", ["9月3号开会", "13812345678", "9:00-12:00", "2024-06-10", "电话0591-87654321", "价格199-300元", "楼上太吵"])
def test_dates_times_phones_and_prices_are_no_places(text: str) -> None:
    assert find_place(text) is None


@pytest.mark.parametrize(("said", "number"), [("一", "1"), ("十", "10"), ("十二", "12"), ("九十九", "99"), ("07", "7"), ("a", "A")])
def test_numerals(said: str, number: str) -> None:
    assert digits(said) == number


@given(st.text(alphabet="一二三十号楼栋单元层室座A１2-0 月日元:万科小区门", max_size=60))
def test_any_text_is_answered_verbatim(text: str) -> None:
    place = find_place(text)
    assert place is None or (place.text and place.text in text)


@pytest.mark.parametrize("text", ["小区大门坏了", "地下车库漏水", "小区垃圾桶满了没人倒", "花坛里有老鼠", "垃圾房臭死了"])
def test_what_lies_outside_every_building_is_the_compounds(text: str) -> None:
    assert is_common(text)


@pytest.mark.parametrize("text", ["楼道灯坏了", "2号楼大门坏了", "小区电梯又坏了", "我家厨房漏水", "天台漏水", "大堂的灯坏了", "301室门口堆垃圾", ""])
def test_what_a_building_has_of_its_own_stays_there(text: str) -> None:
    assert not is_common(text)
