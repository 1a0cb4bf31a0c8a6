"""How fast a bot may write: one message a second in a chat, twenty a minute in a group, thirty a second in all."""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """The published limits, and the short burst that is let through in one chat."""

    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: int = 20
    overall_per_second: int = 30


@dataclass(frozen=True, slots=True)
class RateBreach:
    """One message too many: when (monotonic), where, against which rule, and the pause asked for."""

    at: float
    chat_id: int
    rule: str
    retry_after: int


@dataclass(slots=True)
class Rates:
    """Counts sends and edits; answers with the breach, if the next one would be too many."""

    limits: Limits
    _full: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)
    _penalty: dict[int, float] = field(default_factory=dict)

    def count(self, chat_id: int, now: float, weight: int = 1, *, refusing: bool = False) -> RateBreach | None:
        """Counts a write of so many messages; None if it is within all limits. What is refused does not count."""
        found = self._breach(chat_id, now)
        if found is None or not refusing:
            for _ in range(weight):
                self._note(chat_id, now)
        return found

    def penalise(self, breach: RateBreach) -> None:
        """After a 429 the chat stays closed for the pause it asked for."""
        self._penalty[breach.chat_id] = breach.at + breach.retry_after

    def _breach(self, chat_id: int, now: float) -> RateBreach | None:
        closed = self._penalty.get(chat_id, 0.0) - now
        if closed > 0:
            return RateBreach(now, chat_id, "during retry_after", math.ceil(closed))
        if len(within(self._all, now - 1)) >= self.limits.overall_per_second:
            return RateBreach(now, chat_id, "overall", 1)
        if chat_id < 0 and len(within(self._groups.setdefault(chat_id, deque()), now - 60)) >= self.limits.group_per_minute:
            return RateBreach(now, chat_id, "group", math.ceil(self._groups[chat_id][0] + 60 - now) or 1)
        ahead = self._full.get(chat_id, now) - now
        if ahead * self.limits.chat_per_second > self.limits.chat_burst - 1 + 1e-9:
            return RateBreach(now, chat_id, "chat", max(1, math.ceil(1 / self.limits.chat_per_second)))
        return None

    def _note(self, chat_id: int, now: float) -> None:
        """A leaky bucket for the chat, sliding windows for the others."""
        self._full[chat_id] = max(self._full.get(chat_id, now), now) + 1 / self.limits.chat_per_second
        self._all.append(now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)


def within(times: deque[float], since: float) -> deque[float]:
    """The window after dropping what has left it."""
    while times and times[0] <= since:
        times.popleft()
    return times
