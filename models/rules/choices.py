"""Numbers that stand for buttons where there are none: each keeps its meaning while it can still be answered.

Were every list numbered from 1, a late `2` would mean the second of whatever list came last: 一般 instead of 没解决.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOST = 99
"""The highest number people are asked to type; after it they begin again, over the oldest."""
GAP = 10
"""So many numbers after the newest stand for nothing: where the newest ends is seen by that."""


def first_of(known: Iterable[str], needed: int) -> int:
    """The first number of a list of so many, after all that are known."""
    numbers, last = {int(number) for number in known}, 0
    while last + 1 in numbers:
        last += 1
    return last + 1 if last + needed <= MOST else 1


def kept(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What each number means when these are given as well."""
    last = max(map(int, given), default=0)
    fresh = {number: means for number, means in known.items() if not last < int(number) <= last + GAP}
    return fresh | dict(given)
