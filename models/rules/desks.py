"""The desk of a Love Day: the code and the picture of it that change every five minutes, and the page that shows them.

All follow from the day's secret, so that any process gives the same without a row for each.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

TURN = timedelta(minutes=5)
"""A code is good in its own five minutes and the next."""
_PASS, _KEY = 12, 43


def codes(secret: str, now: datetime) -> list[str]:
    """What is typed: of these five minutes and of those before, four digits each; none before one was asked for."""
    return [f"{int(one[:12], 16) % 10_000:04}" for one in _turns(secret, "code", now)]


def passes(secret: str, now: datetime) -> list[str]:
    """What is scanned: as long good, too long to be guessed."""
    return [one[:_PASS] for one in _turns(secret, "pass", now)]


def page_key(secret: str) -> str:
    """What opens the page of the desk, as long as there is one."""
    return _digest(secret, "page")[:_KEY] if secret else ""


def is_one_of(said: str, good: list[str]) -> bool:
    """Whether it is one of these, in a time that does not tell how much of it was right."""
    return any(hmac.compare_digest(said.encode(), one.encode()) for one in good if one)


def _turns(secret: str, what: str, now: datetime) -> list[str]:
    turn = int(now.timestamp() // TURN.total_seconds())
    return [_digest(secret, f"{what}:{at}") for at in (turn, turn - 1)] if secret else []


def _digest(secret: str, what: str) -> str:
    return hmac.new(secret.encode(), what.encode(), sha256).hexdigest()
