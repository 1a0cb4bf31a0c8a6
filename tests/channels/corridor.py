"""What tests of the WeCom channel share: a channel that lives fast, beside its gateway, before a porch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.channels.wecom import WeCom, WeComSettings
from bot.channels.wecom.settings import Rhythm
from models.database import Database
from tests.channels.porch import Porch
from tests.house import Desk
from tests.wecom_server import BOT, SECRET, Gateway

FAST = Rhythm(subscribe=5, ack=5, ping=30, first=0.02, longest=0.05, press=5, linger=0.05)
NAME = "小区 助手"


@dataclass
class Corridor:
    """A channel at work, whoever it talks to, and what it hands in."""

    channel: WeCom
    gateway: Gateway
    porch: Porch
    desk: Desk
    running: asyncio.Future[None]


def channel_of(gateway: Gateway, database: Database, pictures: Path, **told: Any) -> WeCom:
    settings = {"bot_id": BOT, "secret": SECRET, "url": gateway.url, "name": NAME, "rhythm": FAST} | told
    return WeCom(WeComSettings(**settings), Desk(database), pictures)


@asynccontextmanager
async def corridor(gateway: Gateway, database: Database, pictures: Path, ready: bool = True, **told: Any) -> AsyncIterator[Corridor]:
    channel, porch = channel_of(gateway, database, pictures, **told), Porch()
    running = asyncio.ensure_future(channel.run(porch))
    try:
        if ready:
            await asyncio.wait_for(channel.wire.ready.wait(), 10)
        yield Corridor(channel, gateway, porch, channel.lanes, running)
        assert not running.done() or running.cancelled(), running
    finally:
        await channel.close()
        running.cancel()
        await asyncio.wait([running])
