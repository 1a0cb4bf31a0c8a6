"""What stands for the house in tests of a channel: an inbox that records, waits when told to, and loses its database when told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.base import Outcome, Quarantined
from bot.channels.telegram import Telegram, TelegramSettings
from models.messaging import Incoming
from tests.telegram_server import TelegramServer

GRANNY, GROUP = 700010, -1001234567890


@dataclass
class Porch:
    """`begun` in the order of accept; `kept` once committed. `door` closed: accept waits before its commit. `losses`: so many raise."""

    begun: list[Incoming] = field(default_factory=list)
    kept: list[Incoming] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    reported: list[tuple[str, str]] = field(default_factory=list)
    door: asyncio.Event = field(default_factory=asyncio.Event)
    outcome: Outcome = field(default_factory=Outcome)
    losses: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.door.set()

    async def accept(self, happened: Incoming) -> Outcome:
        self.begun.append(happened)
        await self._ring()
        await self.door.wait()
        if self.losses > 0:
            self.losses -= 1
            raise ConnectionError("the database is lost")
        self.kept.append(happened)
        await self._ring()
        return self.outcome

    async def quarantine(self, unreadable: Quarantined) -> None:
        self.quarantined.append(unreadable)
        await self._ring()

    async def report(self, about: str, what: str) -> None:
        self.reported.append((about, what))
        await self._ring()

    async def until(self, holds: Callable[[Porch], object], seconds: float = 20) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: bool(holds(self))), seconds)

    async def _ring(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    @property
    def texts(self) -> list[str]:
        return [happened.text for happened in self.kept]


def channel_of(server: TelegramServer, pictures: Path, **told: Any) -> Telegram:
    """Our channel, talking to this server."""
    settings = {"token": server.token, "api_url": server.base_url, "file_url": server.base_file_url} | told
    return Telegram(TelegramSettings(**settings), pictures)


@asynccontextmanager
async def listening(channel: Telegram, porch: Porch) -> AsyncIterator[None]:
    """The channel at work; it never ends by itself."""
    running = asyncio.ensure_future(channel.run(porch))
    try:
        yield
        assert not running.done(), running
    finally:
        running.cancel()
        await asyncio.wait([running])
        await channel.close()
