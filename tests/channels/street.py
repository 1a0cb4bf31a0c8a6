"""A street for tests of the whole program: a running bot, and neighbours in a group of a strict Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from bot.app import App
from bot.settings import Settings
from models import places
from models.database import Database
from models.machinery import Timer
from models.places import Level
from tests.telegram_server import Message, TelegramServer

OWNER, GRANNY = 700001, 700010


@dataclass
class Street:
    """A running bot in a group of a strict Telegram."""

    app: App
    server: TelegramServer
    owner: Any
    granny: Any
    group: Any
    running: asyncio.Future[None]

    def texts(self) -> list[str]:
        """What the bot has on the group's screen, oldest first."""
        return [m.raw.get("text", "") for m in self.messages()]

    def messages(self) -> list[Message]:
        return [m for m in self.server.messages(self.group.id) if m.raw.get("from", {}).get("is_bot")]

    async def without_board(self) -> None:
        """The group that was just set up gets no board of its own, for tests that count what is sent."""
        await self.app.lanes.run("street", lambda session: session.execute(delete(Timer).where(Timer.name == "board-appears")) and None)

    async def until(self, count: int, timeout: float = 20) -> list[str]:
        """The texts, once there are so many messages."""
        await self.server.wait_for(lambda s: len(self.texts()) >= count, timeout=timeout)
        return self.texts()


@asynccontextmanager
async def street(database: Database, folder: Path, server: TelegramServer, paced: bool = False, **more: Any) -> AsyncIterator[Street]:
    with database.writing() as session:
        if not places.find_compounds(session):
            community = places.add_community(session, "金洲社区").id
            compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
            places.add_place(session, community, compound, Level.BUILDING, "2号楼")
    told = {"telegram_token": server.token, "telegram_api_url": server.base_url, "telegram_file_url": server.base_file_url}
    settings = Settings(_env_file=None, data_dir=folder, owners=f"telegram:{OWNER}", **told, **({"web_port": 0} | more))
    owner, granny = server.world.user(OWNER, "管理员"), server.world.user(GRANNY, "陈奶奶")
    group = server.world.group(-100500, "傲梅苑居民群", members=(owner, granny))
    app = App(settings, database, paced=paced)
    running = asyncio.ensure_future(app.run())
    try:
        await asyncio.wait_for(app.started.wait(), 20)
        yield Street(app, server, owner, granny, group, running)
    finally:
        app.stopping.set()
        await asyncio.wait_for(running, 20)
