"""The words of a compound and the classes they belong to; a message is read as the longest words it holds, from left to right."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

HOUSE = frozenset(
    {
        "lift", "water", "power", "gas", "heat", "net", "light", "door", "fabric", "fitting", "firegear", "plant", "keeper", "filth",
        "common", "vehicle", "parking", "racket", "pet", "neighbour", "home",
    }
)
"""Classes of what there is in a compound."""
FAULTS = frozenset(
    {
        "broken", "leak", "blocked", "dark", "nothing", "smelly", "dirty", "neglect", "noisy", "hurt", "fire", "shock", "trapped",
        "toss", "build", "racket", "charge", "filth", "thief",
    }
)
"""Classes of what goes wrong with it."""
NOT_HERE = frozenset(
    {
        "over", "past", "away", "suppose", "mine", "trade", "quote", "not", "kin", "cheer", "help", "announce", "civic",
    }
)
"""Classes of what is over, elsewhere, somebody's own, for sale, only said, or no trouble at all."""

FILE = Path(__file__).with_name("vocabulary.txt")


class Word(NamedTuple):
    """A known word in a text and the classes it belongs to."""

    start: int
    end: int
    classes: tuple[str, ...]


@cache
def read_classes() -> dict[str, tuple[str, ...]]:
    """Class → its words, as they stand in the file."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words += line.split()
    return {name: tuple(dict.fromkeys(said)) for name, said in found.items()}


@cache
def _classes_of() -> tuple[dict[str, tuple[str, ...]], int]:
    classes: dict[str, tuple[str, ...]] = {}
    for name, words in read_classes().items():
        for word in words:
            classes[word] = (*classes.get(word, ()), name)
    return classes, max(map(len, classes))


def tell_trouble(words: list[Word]) -> bool:
    """Whether the words name a thing and what goes wrong with it, and none of them takes that back."""
    said = {name for word in words for name in word.classes}
    return len(words) > 1 and bool(said & (HOUSE | FAULTS)) and bool(said & FAULTS) and not said & NOT_HERE


def find_words(said: str) -> list[Word]:
    """The known words of a text, the longest first where several begin; linear in its length."""
    classes, longest = _classes_of()
    found, start = [], 0
    while start < len(said):
        for end in range(min(len(said), start + longest), start, -1):
            if (kinds := classes.get(said[start:end])) is not None:
                found.append(Word(start, end, kinds))
                start = end
                break
        else:
            start += 1
    return found
