"""For channels whose provider says nothing twice: what the house could not keep is handed in again by ourselves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.channels.base import Outcome

log = logging.getLogger(__name__)

TRIES = 8
"""With a second first, about two minutes: a database that is started anew is back by then."""


async def hand_in(channel: str, accept: Callable[[], Awaitable[Outcome]], first: float = 0.5) -> Outcome | None:
    """Hand in until it is committed; None when it never was, which is logged. Seconds of waiting double from `first`."""
    for tried in range(TRIES):
        (outcome,) = await asyncio.gather(accept(), return_exceptions=True)
        if isinstance(outcome, Outcome):
            return outcome
        log.error("not committed", extra={"channel": channel, "reason": type(outcome).__name__, "tries": tried + 1})
        await asyncio.sleep(first * 2**tried)
    return None


async def quietly(channel: str, doing: Coroutine[Any, Any, object]) -> None:
    """Do it beside the road: a failure is logged and stops nobody."""
    (outcome,) = await asyncio.gather(doing, return_exceptions=True)
    if isinstance(outcome, Exception):
        log.error("left undone", extra={"channel": channel, "reason": type(outcome).__name__})
