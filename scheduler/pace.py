"""Pace: how fast a channel lets us speak. We stay under its limits by ourselves; a flood answer is for mistakes."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Iterable
from itertools import count

from models.messaging import Capabilities

MINUTE = 60.0
SECOND = 1.0


class Chat:
    """When one chat was last written to, as far back as its limits look (seconds of a clock that never steps back)."""

    def __init__(self, sent: Iterable[float] = ()) -> None:
        self._sent: deque[float] = deque(sent)
        self._others: list[float] = []
        self._held_until = float("-inf")

    def free_at(self, can: Capabilities, now: float) -> float:
        """The first moment at which this chat may be written to again."""
        while self._sent and self._sent[0] <= now - MINUTE:
            self._sent.popleft()
        sent = sorted([*self._sent, *(at for at in self._others if at > now - MINUTE)]) if self._others else self._sent
        gap = sent[-1] + can.gap if sent and can.gap else now
        window = sent[-can.per_minute] + MINUTE if 0 < can.per_minute <= len(sent) else now
        return max(gap, window, self._held_until, now)

    def note(self, now: float) -> None:
        self._sent.append(now)

    def learn(self, others: Iterable[float]) -> None:
        """When other processes wrote to this chat."""
        self._others = list(others)

    def hold(self, until: float) -> None:
        """Nothing before then: the channel said so."""
        self._held_until = until


class Gate:
    """The whole account's turn: at most so many in any second, the lowest rank first."""

    def __init__(self) -> None:
        self._sent: deque[float] = deque()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()

    async def turn(self, per_second: int, rank: int) -> None:
        """Wait for one's turn."""
        if not per_second:
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._order), mine))
        self._admit(per_second)
        await mine

    def _admit(self, per_second: int) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._sent and self._sent[0] <= now - SECOND:
            self._sent.popleft()
        while self._waiting and len(self._sent) < per_second:
            _, _, first = heapq.heappop(self._waiting)
            if not first.done():
                first.set_result(None)
                self._sent.append(now)
        if self._waiting:
            loop.call_at(self._sent[0] + SECOND, self._admit, per_second)
