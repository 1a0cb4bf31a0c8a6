"""Mishaps to order: what the network and the servers do to a call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .answers import BLOCKED, KICKED, NEVER_STARTED, OTHER_POLLER, UPGRADED, Refusal, bad, flood

# Kinds after whose mishap the call has had its effect all the same.
AFTER_EFFECT = frozenset(("lose_reply", "truncated", "late_reply"))
BEFORE_EFFECT = frozenset(("status", "html", "drop", "delay", "hang", "empty"))
REFUSALS = {
    "gone": lambda value: Refusal(403, KICKED.format(kind="supergroup")),
    "blocked": lambda value: Refusal(403, BLOCKED),
    "deactivated": lambda value: Refusal(403, "Forbidden: user is deactivated"),
    "never_started": lambda value: Refusal(403, NEVER_STARTED),
    "chat_not_found": lambda value: bad("chat not found"),
    "bad_request": lambda value: bad(str(value or "something is wrong")),
    "migrated": lambda value: Refusal(400, UPGRADED, migrate_to_chat_id=int(value)),
    "flood": lambda value: flood(int(value or 5)),
    "conflict": lambda value: Refusal(409, OTHER_POLLER),
    "unauthorized": lambda value: Refusal(401, "Unauthorized"),
}
KINDS = AFTER_EFFECT | BEFORE_EFFECT | REFUSALS.keys()
HTML_PAGE = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n"
)


@dataclass(slots=True)
class Fault:
    """One ordered mishap: for which calls, of which kind, how many times yet (None: until cleared), after how many calls spared."""

    method: str
    kind: str
    value: Any = None
    times: int | None = 1
    chat: int | None = None
    skip: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known: {', '.join(sorted(KINDS))}")

    def meets(self, method: str, params: Mapping[str, Any]) -> bool:
        """Whether it is for this call; counts down the calls it spares."""
        if self.method not in {"*", method} or (self.chat is not None and str(params.get("chat_id")) != str(self.chat)):
            return False
        self.skip -= 1
        return self.skip < 0


class Faults:
    """The ordered mishaps, the oldest first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> Fault:
        """Adds one."""
        self._ordered.append(fault)
        return fault

    def take(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """The mishap for this call, used up once."""
        for fault in self._ordered:
            if fault.meets(method, params):
                self._use(fault)
                return fault
        return None

    def clear(self) -> None:
        """From now on all goes well."""
        self._ordered.clear()

    def _use(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._ordered.remove(fault)
