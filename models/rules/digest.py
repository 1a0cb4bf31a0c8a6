"""One screen for all that has moved: a few rows under every heading, and how many there was no room for."""

from __future__ import annotations

from collections.abc import Sequence

SCREEN = 15
"""Lines a phone shows at once: the title, the headings, the rows, and what is left."""
LONGEST = 60
"""Characters of one row."""


def fill(counts: Sequence[int], room: int = SCREEN - 1) -> list[int]:
    """How many rows of each heading are shown in so many lines, taken in turns so that no heading crowds out another.

    A heading costs a line of its own, and so does saying that something is left; a heading without a row is not shown.
    """
    if sum(counts) + sum(count > 0 for count in counts) > room:
        room -= 1
    shown, more = [0] * len(counts), True
    while more:
        more = False
        for at, count in enumerate(counts):
            cost = 1 if shown[at] else 2
            if shown[at] < count and cost <= room:
                shown[at], room, more = shown[at] + 1, room - cost, True
    return shown


def short(line: str) -> str:
    """A row that stays on its line."""
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
