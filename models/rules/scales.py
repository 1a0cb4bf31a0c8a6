"""A small linear model: what the words of a message weigh for each kind and category; learned by `make train`, read from a file.

It holds no message, only weights of characters, word classes and their order, and of what the rules found.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import cache
from math import exp
from pathlib import Path
from sys import byteorder
from typing import NamedTuple

from models.rules.spelling import simplify
from models.rules.vocabulary import Word, find_words

FILE = Path(__file__).with_name("weights.txt")
READ = 160
"""Characters weighed: a longer text is a letter, which rules read better."""
_UNIT = 100
_ZERO = 1 << 20
_NUMBER = re.compile(r"\d+")
_STOP = re.compile(r"[，,。！!；;…\n]")
_NEAR = 12


def plain(said: str) -> str:
    """The text in simplified characters, small letters and `0` for every number."""
    return _NUMBER.sub("0", simplify(said[:READ].lower()))


def features(said: str, marks: Iterable[str] = ()) -> set[str]:
    """What is weighed of a text: its characters by one, two and three, its word classes, their pairs in order, its shape, and `marks`."""
    text = plain(said)
    framed = f"^{text}$"
    found = {f"={mark}" for mark in marks} | {f"#{min(len(text) // 4, 9)}"}
    for size in (1, 2, 3):
        found.update(framed[at : at + size] for at in range(len(framed) - size + 1))
    known = find_words(text)
    found.update(f"[{name}" for word in known for name in word.classes)
    found.update(_pairs(text, known))
    return found


def _pairs(text: str, known: list[Word]) -> Iterable[str]:
    """Classes that follow one another in one clause, next or next but one."""
    for at, first in enumerate(known):
        for second in known[at + 1 : at + 3]:
            if second.start - first.end <= _NEAR and not _STOP.search(text, first.end, second.start):
                yield from (f"{one}>{two}" for one in first.classes for two in second.classes)


class Scale(NamedTuple):
    """Weights in hundredths: feature → one for each name, side by side in one number, so that a feature is one addition for all names.

    Each stands in 32 bits and above zero; that needs no carry for as many features as a line has (measured 6 against 19 µs a line).
    """

    names: tuple[str, ...]
    weights: dict[str, int]

    def put(self, feature: str, weights: Iterable[int]) -> None:
        """Let a feature weigh so much for each name."""
        self.weights[feature] = int.from_bytes(array("I", [_ZERO + weight for weight in weights]).tobytes(), byteorder)

    def weigh(self, found: Iterable[str]) -> dict[str, float]:
        """Name → probability."""
        known = [weights for feature in found if (weights := self.weights.get(feature))]
        side_by_side = sum(known).to_bytes(4 * len(self.names), byteorder)
        sums = memoryview(side_by_side).cast("I").tolist()  # each raised by as many zeros, which cancel out
        top = max(sums)
        raised = [exp((value - top) / _UNIT) for value in sums]
        total = sum(raised)
        return {name: value / total for name, value in zip(self.names, raised, strict=True)}


@cache
def read_scales() -> dict[str, Scale]:
    """The scales of the file: `kind` and `category`."""
    scales: dict[str, Scale] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("scale\t"):
            _, name, *names = line.split("\t")
            scales[name] = Scale(tuple(names), {})
        else:
            feature, _, weights = line.rpartition("\t")
            scales[name].put(feature, map(int, weights.split(" ")))
    return scales
