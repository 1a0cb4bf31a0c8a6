"""The only reader of time. Everything else is handed the present moment."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def ticking() -> float:
    """Seconds of a clock that never steps back; for measuring how long, never for saying when."""
    return time.monotonic()
