"""Ranked ballots: instant run-off, and Schulze's method beside it; both are shown, and a tie is a tie: nobody draws lots unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

Ranking = tuple[str, ...]
"""Options, the best first; who is left out is ranked last, together."""


@dataclass(frozen=True, slots=True)
class Round:
    """First choices among those still in, by weight; who went out after it, and the weight of ballots with nobody left on them."""

    counts: Mapping[str, int]
    out: tuple[str, ...]
    exhausted: int


def run_off(options: Sequence[str], ballots: Sequence[tuple[Ranking, int]]) -> tuple[list[Round], tuple[str, ...]]:
    """The rounds of an instant run-off over (ranking, weight), and who won: one with more than half of what still counts, or all that tie.

    The weakest go out; of equally weak ones that who was weaker in the latest earlier round that tells them apart, else all of them
    together, unless nobody would be left: then they tie.
    """
    left, rounds = list(options), list[Round]()
    while True:
        counts = _first_choices(left, ballots)
        exhausted = sum(weight for _, weight in ballots) - sum(counts.values())
        leader = max(left, key=lambda option: counts[option], default="")
        out = _weakest(counts, rounds)
        if not left or 2 * counts[leader] > sum(counts.values()) or len(out) == len(left):
            rounds.append(Round(counts, (), exhausted))
            best = max(counts.values(), default=0)
            return rounds, tuple(option for option in left if counts[option] == best)
        rounds.append(Round(counts, out, exhausted))
        left = [option for option in left if option not in out]


def _first_choices(left: Sequence[str], ballots: Sequence[tuple[Ranking, int]]) -> dict[str, int]:
    counts = dict.fromkeys(left, 0)
    for ranking, weight in ballots:
        first = next((option for option in ranking if option in counts), None)
        if first is not None:
            counts[first] += weight
    return counts


def _weakest(counts: Mapping[str, int], rounds: Sequence[Round]) -> tuple[str, ...]:
    least = min(counts.values(), default=0)
    weak = [option for option, votes in counts.items() if votes == least]
    for earlier in reversed(rounds):
        least = min(earlier.counts[option] for option in weak)
        weak = [option for option in weak if earlier.counts[option] == least]
    return tuple(weak)


def schulze(options: Sequence[str], ballots: Sequence[tuple[Ranking, int]]) -> tuple[str, ...]:
    """Who is beaten by nobody along strongest paths (Schulze 2011, winning votes); several when they tie."""
    strongest = _beats(options, ballots)
    for through in options:
        for one, other in permutations((option for option in options if option != through), 2):
            along = min(strongest[one, through], strongest[through, other])
            strongest[one, other] = max(strongest[one, other], along)
    return tuple(one for one in options if all(strongest[one, other] >= strongest[other, one] for other in options if other != one))


def _beats(options: Sequence[str], ballots: Sequence[tuple[Ranking, int]]) -> dict[tuple[str, str], int]:
    """(one, other) → the weight of those who prefer one, where they are more than those who prefer the other; else nothing."""
    prefer = dict.fromkeys(permutations(options, 2), 0)
    for ranking, weight in ballots:
        place = {option: at for at, option in reversed(list(enumerate(ranking)))}
        for one, other in prefer:
            if place.get(one, len(ranking)) < place.get(other, len(ranking)):
                prefer[one, other] += weight
    return {(one, other): votes if votes > prefer[other, one] else 0 for (one, other), votes in prefer.items()}
