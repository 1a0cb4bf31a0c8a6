"""Lines made by the grammar of `grammar.txt`: to learn from, never to be judged by."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from models.rules.vocabulary import read_classes

FILE = Path(__file__).with_name("grammar.txt")
_EDGES = re.compile(r"^[，,…。 ]+|[，,…。 ]+$")
_SLOT = re.compile(r"\{(\w+)\}")


class Line(NamedTuple):
    """A labelled line and how much it counts."""

    text: str
    kind: str
    category: str
    weight: float = 1.0
    marked: bool = True


class Grammar:
    """Slots with their choices, and patterns with their labels."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.slots = dict(read_classes())
        self.patterns: list[tuple[str, str, int, str]] = []
        for line in FILE.read_text(encoding="utf-8").splitlines():
            if line.startswith("="):
                name, *choices = line[1:].split()
                self.slots[name] = tuple("" if choice == "_" else choice for choice in choices)
            elif line and not line.startswith("#"):
                kind, category, weight, pattern = line.split(" ", 3)
                self.patterns.append((kind, category, int(weight), pattern))

    def lines(self, count: int, kind: str, category: str = "", weight: float = 1.0) -> Iterator[Line]:
        """So many random lines of a kind (and category)."""
        fitting = [p for p in self.patterns if p[0] == kind and category in ("", p[1])]
        for _, told, _, pattern in self.chance.choices(fitting, [p[2] for p in fitting], k=count):
            yield Line(self.said(pattern), kind, told, weight)

    def said(self, pattern: str) -> str:
        """The pattern with its slots filled, slots within slots too."""
        for _ in range(4):
            pattern = _SLOT.sub(lambda slot: self.chance.choice(self.slots[slot[1]]), pattern)
        return _EDGES.sub("", pattern)
