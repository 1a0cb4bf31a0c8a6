"""The metronome: APScheduler beats fixed ticks and stores nothing. What is due stands in the database."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)
Beat = Callable[[], Awaitable[object]]


class Metronome:
    """Calls each beat at its interval, never twice at once; a beat that fails is logged and beats again."""

    def __init__(self) -> None:
        # Measured: the default grace of 1 s drops runs on a busy machine; a tick that is late still counts, several late ones as one.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone=ZoneInfo("UTC"), job_defaults=defaults)

    def every(self, seconds: float, name: str, beat: Beat) -> None:
        self._scheduler.add_job(_guarded(name, beat), "interval", seconds=seconds, id=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def _guarded(name: str, beat: Beat) -> Beat:
    async def run() -> None:
        try:
            await beat()
        except Exception:
            log.exception("beat failed", extra={"beat": name})

    return run
