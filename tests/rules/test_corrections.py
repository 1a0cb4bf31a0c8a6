"""What a community taught shifts its readings, a little at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.categories import Category
from models.rules.corrections import ENOUGH, LENGTH, TERMS, settle, terms_of

CATEGORY = st.sampled_from(list(Category))
SENTENCE = "2号楼弹珠声响了一整天"


def taught(words: str, category: Category, times: int) -> dict[tuple[str, Category], int]:
    return {(term, category): times for term in terms_of(words)}


def strong(category: Category) -> dict[Category, float]:
    return {other: 0.97 if other is category else 0.03 / 11 for other in Category}


@given(CATEGORY, CATEGORY, st.integers(0, 1))
def test_one_correction_does_not_overturn_a_strong_reading(read: Category, into: Category, times: int) -> None:
    assert settle(strong(read), terms_of(SENTENCE), taught(SENTENCE, into, times)) is read


@given(CATEGORY, CATEGORY, st.integers(3, 1000))
def test_three_of_the_same_kind_do(read: Category, into: Category, times: int) -> None:
    assert settle(strong(read), terms_of(SENTENCE), taught(SENTENCE, into, times)) is into
    assert settle(strong(read), terms_of("3栋弹珠声响个没完"), taught(SENTENCE, into, times)) is into


@given(CATEGORY, CATEGORY, st.integers(0, 1000))
def test_other_words_are_not_touched(read: Category, into: Category, times: int) -> None:
    assert settle(strong(read), terms_of("路灯不亮"), taught(SENTENCE, into, times)) is read


@given(CATEGORY, CATEGORY)
def test_a_weak_reading_listens_at_once(read: Category, into: Category) -> None:
    leaning = {other: 0.3 if other is read else 0.7 / 11 for other in Category}
    assert settle(leaning, terms_of(SENTENCE), taught(SENTENCE, into, 1)) is into


def test_equal_teaching_leaves_it_as_it_reads() -> None:
    both = taught(SENTENCE, Category.NOISE, ENOUGH) | taught(SENTENCE, Category.DISPUTE, 10 * ENOUGH)
    assert settle(strong(Category.NOISE), terms_of(SENTENCE), both) is Category.NOISE


@given(st.text(max_size=300), st.dictionaries(st.tuples(st.text(max_size=2), CATEGORY), st.integers(-5, 10**9), max_size=20))
def test_any_words_are_settled_and_terms_are_few(words: str, counts: dict[tuple[str, Category], int]) -> None:
    terms = terms_of(words)
    assert len(terms) <= TERMS
    assert all(len(term) == LENGTH for term in terms)
    assert settle({Category.NOISE: 1.0}, terms, counts) in set(Category)
    assert settle({}, terms, {}) is Category.OTHER


def test_a_place_teaches_nothing() -> None:
    assert terms_of("2号楼1单元301") == ()
