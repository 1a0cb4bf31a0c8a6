"""WeCom's error codes become the house's verdicts; one place, one table (protocol A2.11)."""

from __future__ import annotations

from models.messaging import Gone, Later, Verdict

FREQUENCY = 60.0
LATE = frozenset({846604, 846605, 846608})
"""A request that cannot be answered any more: expired, not known, its stream over."""
NOT_SUBSCRIBED = 846609
REPEATED_TASK = 42014
TOO_OFTEN = 45009
NO_SUCH_CHAT = 93006
BAD_SECRET = 853000


def verdict_of(code: int) -> Verdict | None:
    """What a refusal means whatever way was tried; None when another way may do (certainly not delivered in any case)."""
    if code == TOO_OFTEN:
        return Later(FREQUENCY)
    if code == NOT_SUBSCRIBED:
        return Later(1.0, everyone=True)
    if code == NO_SUCH_CHAT:
        return Gone(f"errcode {code}")
    return None
