"""The desk's codes: the same in every process, good in their own five minutes and the next, and nobody's who has no secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.desks import TURN, codes, is_one_of, page_key, passes

MOMENTS = st.integers(1_790_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(MOMENTS, st.integers(0, 1200))
def test_a_code_is_good_in_its_own_turn_and_the_next(now: datetime, later: int) -> None:
    code, pass_ = codes("secret", now)[0], passes("secret", now)[0]
    then = now + timedelta(seconds=later)
    turns = int(then.timestamp() // TURN.total_seconds()) - int(now.timestamp() // TURN.total_seconds())
    assert is_one_of(pass_, passes("secret", then)) is (turns < 2)
    assert turns > 1 or is_one_of(code, codes("secret", then))
    assert (len(code), code.isdigit(), len(pass_)) == (4, True, 12)


def test_without_a_secret_nothing_opens_anything() -> None:
    now = datetime(2026, 9, 3, tzinfo=UTC)
    assert (codes("", now), passes("", now), page_key("")) == ([], [], "")
    assert not is_one_of("", [page_key("")])
    assert page_key("one") != page_key("two")
