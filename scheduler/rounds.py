"""Rounds: what a courier carries for each chat it serves, and which chats wait for a free hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from models.letters import Handed
from scheduler import clock, pace


@dataclass
class Round:
    """What is to be done for one chat: letters in hand, one that is claimed when its turn comes, and whether the table holds more."""

    hand: list[tuple[int, int, float, Handed]] = field(default_factory=list)
    due: Handed | None = None
    more: bool = False
    learned: bool = False
    """Whether it is known what other processes sent there."""
    pace: pace.Chat = field(default_factory=pace.Chat)

    def take(self, letter: Handed) -> None:
        """A claimed letter into the hand with its moment: lowest rank first, then oldest."""
        heappush(self.hand, (letter.rank, letter.id, clock.ticking(), letter))

    def look(self, letter: Handed | None = None) -> None:
        """Something waits in the table; `letter` when we know it and it is claimed at its turn."""
        if letter is not None and self.due is None:
            self.due = letter
        else:
            self.more = True


class Waiting:
    """Chats that wait for a free hand, the most urgent first and each once. What is too many is found in the table later."""

    def __init__(self, most: int) -> None:
        self._most, self._order = most, count()
        self._chats: list[tuple[int, int, int]] = []
        self._known: dict[int, Handed | None] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, chat: int, rank: int, letter: Handed | None = None) -> None:
        if chat not in self._known and len(self) < self._most:
            self._known[chat] = letter
            heappush(self._chats, (rank, next(self._order), chat))

    def pop(self) -> tuple[int, Handed | None]:
        _, _, chat = heappop(self._chats)
        return chat, self._known.pop(chat)
