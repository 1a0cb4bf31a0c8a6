"""Ranked ballots: known elections, ties, and what must hold of any."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.rules.rankings import Round, run_off, schulze

OPTIONS = ("甲", "乙", "丙", "丁")
TENNESSEE = [
    (("孟菲斯", "纳什维尔", "查塔努加", "诺克斯维尔"), 42),
    (("纳什维尔", "查塔努加", "诺克斯维尔", "孟菲斯"), 26),
    (("查塔努加", "诺克斯维尔", "纳什维尔", "孟菲斯"), 15),
    (("诺克斯维尔", "查塔努加", "纳什维尔", "孟菲斯"), 17),
]
"""The textbook's capital of Tennessee: the run-off finds Knoxville, pairwise comparison Nashville."""


def test_the_textbook_election() -> None:
    options = TENNESSEE[0][0]
    rounds, won = run_off(options, TENNESSEE)
    assert won == ("诺克斯维尔",)
    assert [one.out for one in rounds] == [("查塔努加",), ("纳什维尔",), ()]
    assert rounds[-1] == Round({"孟菲斯": 42, "诺克斯维尔": 58}, (), 0)
    assert schulze(options, TENNESSEE) == ("纳什维尔",)


def test_schulzes_own_example() -> None:
    """Schulze 2011, example 1: 45 voters, five options, E wins."""
    ballots = [("ACBED", 5), ("ADECB", 5), ("BEDAC", 8), ("CABED", 3), ("CAEBD", 7), ("CBADE", 2), ("DCEBA", 7), ("EBADC", 8)]
    assert schulze("ABCDE", [(tuple(ranking), weight) for ranking, weight in ballots]) == ("E",)


def test_a_tie_is_a_tie() -> None:
    ballots = [(("甲",), 3), (("乙",), 3)]
    assert run_off(("甲", "乙"), ballots) == ([Round({"甲": 3, "乙": 3}, (), 0)], ("甲", "乙"))
    assert schulze(("甲", "乙"), ballots) == ("甲", "乙")


def test_of_equally_weak_ones_that_goes_who_was_weaker_before() -> None:
    ballots = [(("甲",), 10), (("乙",), 6), (("丙",), 5), (("丁", "丙"), 1), (("戊", "乙"), 0)]
    rounds, won = run_off(("甲", "乙", "丙", "丁", "戊"), ballots)
    assert [one.out for one in rounds] == [("戊",), ("丁",), ("丙",), ()]
    assert won == ("甲",)


def test_ballots_that_name_nobody_left_count_no_more() -> None:
    rounds, won = run_off(("甲", "乙", "丙"), [(("甲",), 4), (("乙",), 3), (("丙",), 2)])
    assert (rounds[-1], won) == (Round({"甲": 4, "乙": 3}, (), 2), ("甲",))


def test_nobody_answered_and_nothing_offered() -> None:
    assert run_off(("甲", "乙"), [])[1] == schulze(("甲", "乙"), []) == ("甲", "乙")
    assert run_off((), [])[1] == schulze((), []) == ()


ballots = st.lists(
    st.tuples(st.permutations(OPTIONS).flatmap(lambda order: st.integers(0, 4).map(lambda n: tuple(order[:n]))), st.integers(1, 9)),
    max_size=12,
)


@given(ballots)
def test_more_than_half_of_first_choices_wins_by_either_method(cast: list[tuple[tuple[str, ...], int]]) -> None:
    whole = sum(weight for _, weight in cast)
    first = {option: sum(weight for ranking, weight in cast if ranking[:1] == (option,)) for option in OPTIONS}
    for option, votes in first.items():
        if 2 * votes > whole:
            assert run_off(OPTIONS, cast)[1] == schulze(OPTIONS, cast) == (option,)


@given(ballots)
def test_who_beats_each_other_alone_wins_by_schulze(cast: list[tuple[tuple[str, ...], int]]) -> None:
    def beats(one: str, other: str) -> bool:
        def before(ranking: tuple[str, ...]) -> int:
            place = [ranking.index(option) if option in ranking else len(OPTIONS) for option in (one, other)]
            return (place[0] < place[1]) - (place[1] < place[0])

        return sum(weight * before(ranking) for ranking, weight in cast) > 0

    for option in OPTIONS:
        if all(beats(option, other) for other in OPTIONS if other != option):
            assert schulze(OPTIONS, cast) == (option,)


@given(ballots)
def test_every_round_counts_every_ballot_and_somebody_goes(cast: list[tuple[tuple[str, ...], int]]) -> None:
    rounds, won = run_off(OPTIONS, cast)
    assert all(sum(one.counts.values()) + one.exhausted == sum(weight for _, weight in cast) for one in rounds)
    assert all(one.out for one in rounds[:-1])
    assert won
    assert set(won) <= set(rounds[-1].counts)
