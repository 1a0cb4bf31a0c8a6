"""Questions: what they are about and who answers for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.categories import Category
from models.rules.inquiries import answers, read_question
from models.rules.roles import Role


@pytest.mark.parametrize(
    ("words", "thing", "whose"),
    [
        ("请问几点来水", "水", Role.PROPERTY),
        ("电梯什么时候修好", "电梯", Role.PROPERTY),
        ("路灯归谁管", "灯", Role.PROPERTY),
        ("居住证在哪儿办", "", Role.COMMUNITY),
        ("维修基金怎么申请", "", Role.COMMITTEE),
        ("楼长是谁", "", Role.LEADER),
        ("物业电话多少", "", Role.PROPERTY),
        ("水费在哪交", "", Role.PROPERTY),
    ],
)
def test_what_is_asked_and_whose_it_is(words: str, thing: str, whose: Role) -> None:
    question = read_question(words)
    assert (question.thing, question.whose) == (thing, whose)


def test_a_number_and_a_state_are_told_apart() -> None:
    assert (read_question("物业电话多少").phone, read_question("物业电话多少").state) == (True, False)
    assert (read_question("几点来水").phone, read_question("几点来水").state) == (False, True)


def test_a_matter_answers_when_it_is_about_the_same_thing() -> None:
    water = read_question("几点来水")
    assert water.category is Category.UTILITIES
    assert (answers(water, "2号楼停水了"), answers(water, "2号楼停电了"), answers(read_question("几点开会"), "停水了")) == (True, False, False)


@given(st.text(max_size=300))
def test_any_text_is_read(words: str) -> None:
    assert read_question(words).whose in {None, *Role}


def test_what_is_no_thing_of_the_house_is_nobodys() -> None:
    assert read_question("谁知道附近哪家理发店好").whose is None
