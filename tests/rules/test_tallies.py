"""Counting owners' decisions: the borders of the law from both sides, and ten thousand rolls counted again another way."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from models.rules.tallies import PACKS, Entry, Issue, Rule, Tally, Weight, count, decide, rule_for, still_needed

ROLLS = 10_000
YES, NO, ABSTAIN = frozenset({"yes"}), frozenset({"no"}), frozenset[str]()


def flats(number: int, area: int = 100_00) -> list[Entry]:
    return [Entry(n, f"owner {n}", area) for n in range(number)]


def voted(roll: list[Entry], yes: int, no: int = 0, abstain: int = 0) -> Tally:
    said = [YES] * yes + [NO] * no + [ABSTAIN] * abstain
    return count(roll, dict(enumerate(said)), ("yes", "no"))


# ---------------------------------------------------------------- the law


def test_items_six_to_eight_need_three_quarters() -> None:
    special = {issue for issue in Issue if rule_for(issue) is Rule.SPECIAL}
    assert special == {Issue.RAISE_FUND, Issue.REBUILD, Issue.CHANGE_USE}


@pytest.mark.parametrize(("took_part", "quorate"), [(59, False), (60, True), (61, True)])
def test_two_thirds_must_take_part_and_two_thirds_suffice(took_part: int, quorate: bool) -> None:
    verdict = decide(voted(flats(90), took_part), "yes", Rule.ORDINARY)
    assert verdict.quorate is verdict.carried is quorate
    assert verdict.heads_taking_part.short == max(60 - took_part, 0)


@pytest.mark.parametrize(("yes", "carried"), [(29, False), (30, False), (31, True)])
def test_an_ordinary_matter_needs_more_than_half_of_those_who_take_part(yes: int, carried: bool) -> None:
    assert decide(voted(flats(90), yes, no=60 - yes), "yes", Rule.ORDINARY).carried is carried


@pytest.mark.parametrize(("yes", "carried"), [(44, False), (45, True), (46, True)])
def test_a_special_matter_needs_three_quarters_and_three_quarters_suffice(yes: int, carried: bool) -> None:
    assert decide(voted(flats(90), yes, no=60 - yes), "yes", Rule.SPECIAL).carried is carried


@pytest.mark.parametrize(("missing", "carried"), [(0, True), (1, False)])
def test_area_has_its_own_border_to_the_hundredth(missing: int, carried: bool) -> None:
    """Of 300.00 m² exactly 200.00 take part, or 199.99."""
    roll = [Entry(0, "a", 200_00 - missing), Entry(1, "b", 50_00 + missing), Entry(2, "c", 50_00)]
    tally = (
        count(roll, {0: YES, 1: YES}, ("yes",))
        if carried
        else count([Entry(0, "a", 100_00), Entry(1, "b", 99_99), Entry(2, "c", 100_01)], {0: YES, 1: YES}, ("yes",))
    )
    assert decide(tally, "yes", Rule.ORDINARY).carried is carried


def test_heads_may_agree_while_area_does_not() -> None:
    roll = [Entry(0, "a", 50_00), Entry(1, "b", 50_00), Entry(2, "c", 300_00)]
    verdict = decide(count(roll, {0: YES, 1: YES, 2: NO}, ("yes",)), "yes", Rule.ORDINARY)
    assert (verdict.heads_agreeing.met, verdict.area_agreeing.met, verdict.carried) == (True, False, False)
    assert verdict.area_agreeing.short == 200_01 - 100_00


def test_an_abstention_takes_part_and_agrees_to_nothing() -> None:
    verdict = decide(voted(flats(3), yes=1, abstain=1), "yes", Rule.ORDINARY)
    assert (verdict.quorate, verdict.carried) == (True, False)


def test_silence_is_never_consent() -> None:
    assert not decide(voted(flats(36), 35), "yes", Rule.CONSENT).carried
    assert decide(voted(flats(36), 36), "yes", Rule.CONSENT).carried


def test_an_empty_roll_and_an_unanswered_poll_carry_nothing() -> None:
    for rule in PACKS:
        assert not decide(voted([], 0), "yes", rule).carried
        assert not decide(voted(flats(3, area=0), 0), "yes", rule).carried


# ---------------------------------------------------------------- heads


def test_an_owner_of_several_flats_is_one_head_whose_areas_add_up() -> None:
    roll = [Entry(0, "a", 100_00), Entry(1, "a", 80_00), Entry(2, "b", 90_00)]
    tally = count(roll, {0: YES, 1: YES}, ("yes", "no"))
    assert tally == Tally(Weight(3, 2, 270_00), Weight(2, 1, 180_00), {"yes": Weight(2, 1, 180_00), "no": Weight()}, divided=0)


def test_an_owner_whose_flats_say_different_things_takes_part_and_is_for_neither() -> None:
    roll = [Entry(0, "a", 100_00), Entry(1, "a", 80_00)]
    tally = count(roll, {0: YES, 1: NO}, ("yes", "no"))
    assert tally == Tally(Weight(2, 1, 180_00), Weight(2, 1, 180_00), {"yes": Weight(1, 0, 100_00), "no": Weight(1, 0, 80_00)}, divided=1)


def test_who_is_not_on_the_roll_counts_for_nothing() -> None:
    assert count(flats(1), {7: YES}, ("yes",)) == Tally(Weight(1, 1, 100_00), Weight(), {"yes": Weight()}, divided=0)


# ---------------------------------------------------------------- how much is missing


def test_how_many_households_short() -> None:
    """Of 72 flats of 88.10 m² 40 answered, 30 of them yes: eight more take part, and that carries it."""
    tally = voted(flats(72, 88_10), yes=30, no=10)
    assert still_needed(tally, "yes", Rule.ORDINARY) == Weight(heads=8, area=704_80)
    assert still_needed(tally, "yes", Rule.SPECIAL) == Weight(heads=8, area=704_80)
    assert still_needed(voted(flats(72), yes=30, no=18), "yes", Rule.SPECIAL).heads == 24


# ---------------------------------------------------------------- ten thousand rolls


def any_poll(dice: random.Random) -> tuple[list[Entry], dict[int, frozenset[str]]]:
    heads = dice.randint(1, 12)
    area = dice.choice((lambda: 0, lambda: dice.randint(0, 300_00), lambda: 90_00))
    roll = [Entry(number, f"owner {dice.randint(1, heads)}", area()) for number in range(dice.randint(0, 30))]
    answering, agreeing = dice.choice((dice.random(), 0.9)), dice.choice((dice.random(), 0.8))
    said = {entry.household: YES if dice.random() < agreeing else dice.choice((NO, ABSTAIN)) for entry in roll if dice.random() < answering}
    return roll, said


def carried(roll: list[Entry], said: dict[int, frozenset[str]], least: Fraction, over: bool) -> bool:
    """The law in its own words, with shares instead of counts."""
    owners = {entry.head for entry in roll}
    theirs = {owner: [said[e.household] for e in roll if e.head == owner and e.household in said] for owner in owners}
    taking = [owner for owner in owners if theirs[owner]]
    agreeing = [owner for owner in taking if all(choice == YES for choice in theirs[owner])]
    area = sum(entry.area for entry in roll)
    part = sum(entry.area for entry in roll if entry.household in said)
    agree = sum(entry.area for entry in roll if said.get(entry.household) == YES)
    if not taking:
        return False

    def reaches(some: int, whole: int) -> bool:
        if not whole:
            return not over
        return Fraction(some, whole) > least if over else Fraction(some, whole) >= least

    quorum = Fraction(len(taking), len(owners)) >= Fraction(2, 3) and (not area or Fraction(part, area) >= Fraction(2, 3))
    return quorum and reaches(len(agreeing), len(taking)) and reaches(agree, part)


def test_ten_thousand_rolls() -> None:
    dice, won = random.Random(278), 0
    for _ in range(ROLLS):
        roll, said = any_poll(dice)
        tally = count(roll, said, ("yes", "no"))
        assert decide(tally, "yes", Rule.ORDINARY).carried is carried(roll, said, Fraction(1, 2), over=True)
        assert decide(tally, "yes", Rule.SPECIAL).carried is carried(roll, said, Fraction(3, 4), over=False)
        won += decide(tally, "yes", Rule.ORDINARY).carried
    assert ROLLS // 10 < won < ROLLS // 2


def test_what_is_missing_is_the_least_that_carries_it() -> None:
    """Single flats of one size: try one more each time until the law is met."""
    dice = random.Random(279)
    for _ in range(2000):
        size, rule = dice.randint(1, 40), dice.choice((Rule.ORDINARY, Rule.SPECIAL, Rule.CONSENT))
        yes = dice.randint(0, size)
        no = dice.randint(0, size - yes)
        missing = still_needed(voted(flats(size), yes, no), "yes", rule).heads
        enough = [more for more in range(size - yes - no + 1) if decide(voted(flats(size), yes + more, no), "yes", rule).carried]
        assert missing == enough[0] if enough else missing > size - yes - no or yes + no + missing == 0
