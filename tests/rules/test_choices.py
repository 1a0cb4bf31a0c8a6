"""Numbers that stand for buttons: what was asked lately keeps its number, whatever is asked after it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.choices import MOST, first_of, kept


@given(st.lists(st.integers(1, 8), max_size=120))
def test_the_newest_forty_answers_keep_their_numbers(sizes: list[int]) -> None:
    known: dict[str, str] = {}
    asked: list[tuple[str, str]] = []
    for turn, size in enumerate(sizes):
        first = first_of(known, size)
        given = {str(first + n): f"{turn}.{n}" for n in range(size)}
        known = kept(known, given)
        asked += given.items()
        assert [known.get(number) for number, _ in asked[-40:]] == [means for _, means in asked[-40:]]
        assert all(1 <= int(number) <= MOST for number in known)


def test_the_first_list_begins_at_one_and_the_next_goes_on() -> None:
    assert first_of({}, 2) == 1
    assert first_of({"1": "confirm:1", "2": "reopen:1"}, 3) == 3
