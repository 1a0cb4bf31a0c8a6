"""Where a household stands and who may say so; when a round is carried; who walks where."""

from __future__ import annotations

import random
from itertools import product

import pytest

from models.rules.consents import (
    BY_NAME,
    MOVES,
    SPOKEN,
    TALKS,
    Answer,
    Basis,
    Step,
    Talk,
    Voice,
    carried,
    next_talk,
    progress,
    split,
    take,
    tally,
)


def voice(home: int, answer: Answer, *, pays: bool = True, head: str = "", area: int = 100) -> Voice:
    return Voice(home, head or str(home), area, answer, pays)


def test_what_a_household_said_itself_no_canvasser_changes() -> None:
    for state, move in product(SPOKEN, MOVES):
        found = take(move, state, own=True, by_home=False)
        assert found in (Step.NOT_YOURS,) if move.by_itself else found is (Step.SAME if move.to is state else Step.OWN)


def test_the_household_may_always_say_agreed_against_or_undecided_and_nothing_else() -> None:
    for state, own, move in product(Answer, (True, False), MOVES):
        found = take(move, state, own=own, by_home=True)
        if not move.home_may:
            assert found is Step.NOT_YOURS
        else:
            assert found is (Step.SAME if state is move.to and own else Step.DONE)


@pytest.mark.parametrize("state", [Answer.AGREED, Answer.OPPOSED, Answer.UNDECIDED])
def test_who_was_spoken_with_is_not_absent_afterwards(state: Answer) -> None:
    assert take(BY_NAME["absent"], state, own=False, by_home=False) is Step.PAST
    assert take(BY_NAME["away"], state, own=False, by_home=False) is Step.PAST


def test_nobody_home_is_counted_each_time() -> None:
    assert take(BY_NAME["absent"], Answer.ABSENT, own=False, by_home=False) is Step.DONE
    assert take(BY_NAME["away"], Answer.AWAY, own=False, by_home=False) is Step.SAME


def test_unanimous_is_every_household_that_pays_and_no_other() -> None:
    found = [voice(1, Answer.AGREED), voice(2, Answer.AGREED), voice(3, Answer.UNASKED, pays=False)]
    assert carried(found, Basis.ALL)
    assert not carried([*found, voice(4, Answer.SILENT)], Basis.ALL)
    assert not carried([voice(3, Answer.AGREED, pays=False)], Basis.ALL)
    assert (progress(found, Basis.ALL).agreed, progress(found, Basis.ALL).whole) == (2, 2)
    assert progress(found, Basis.SPECIAL).whole == 3


def test_the_special_count_on_both_sides_of_its_marks() -> None:
    """Two thirds of 12 take part: 8; three quarters of these agree: 6."""
    yes, no = Answer.AGREED, Answer.OPPOSED

    def roll(agreed: int, against: int) -> list[Voice]:
        rest = [Answer.UNASKED, Answer.SILENT, Answer.UNDECIDED, Answer.ABSENT]
        return [voice(n, yes if n < agreed else no if n < agreed + against else rest[n % 4]) for n in range(12)]

    assert carried(roll(6, 2), Basis.SPECIAL)
    assert not carried(roll(5, 3), Basis.SPECIAL)
    assert not carried(roll(7, 0), Basis.SPECIAL)
    assert carried(roll(5, 3), Basis.ORDINARY)
    assert not carried(roll(4, 4), Basis.ORDINARY)


def test_flats_of_one_owner_are_one_head_and_disagree_for_nobody() -> None:
    found = tally([voice(1, Answer.AGREED, head="a", area=60), voice(2, Answer.OPPOSED, head="a", area=40), voice(3, Answer.UNASKED)])
    assert (found.whole.heads, found.took_part.heads, found.options["yes"].heads, found.options["yes"].area) == (2, 1, 0, 60)


def test_an_objection_goes_on_and_what_is_settled_stays_so() -> None:
    assert [next_talk("talk", state) for state in Talk] == [Talk.TALKS, None, None, Talk.TALKS]
    assert [next_talk("settle", Talk.SETTLED), next_talk("stand", Talk.STANDS)] == [None, None]
    assert all(next_talk(step, Talk.SETTLED) is None for step in TALKS)


def test_doors_are_split_whole_and_evenly() -> None:
    dice = random.Random(25)
    for _ in range(3_000):
        homes = [(n, n // dice.choice((3, 4, 6))) for n in range(dice.randrange(1, 40))]
        homes.sort(key=lambda one: one[1])
        walkers = list(range(100, 100 + dice.randrange(1, 6)))
        found = split(homes, walkers)
        assert found.keys() == {home for home, _ in homes}
        stairs = {stair for _, stair in homes}
        if len(stairs) >= len(walkers):
            assert all(len({found[home] for home, stair in homes if stair == one}) == 1 for one in stairs)
            assert set(found.values()) == set(walkers)
        order = [found[home] for home, _ in homes]
        assert order == sorted(order)
    assert split([(1, 1)], []) == {}
