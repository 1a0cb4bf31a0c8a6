"""A square for tests of the whole program on every channel at once: one place, a group of it on each, one bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from bot.settings import Settings
from models import places
from models.database import Database
from models.places import Level
from tests.wecom_server import BOT, SECRET, Gateway

OWNER = "boss"
GROUP = "wrGROUP1"


@dataclass
class Square:
    """A running bot beside WeCom's gateway."""

    app: App
    gateway: Gateway

    async def said(self, chat: str, holds: Any, seconds: float = 20) -> list[str]:
        """What was said to a chat, as pushes or answers, once it `holds`."""
        await self.gateway.until(lambda _: holds(self.texts()), seconds)
        return self.texts()

    def texts(self) -> list[str]:
        return self.gateway.texts()

    async def card(self, label: str) -> dict[str, Any]:
        """The first card with this button."""
        await self.gateway.until(lambda _: self._cards(label))
        return self._cards(label)[0]

    def _cards(self, label: str) -> list[dict[str, Any]]:
        shown = [frame.body.get("template_card") for frame in self.gateway.frames if frame.code == 0]
        return [card for card in shown if card and any(button["text"] == label for button in card["button_list"])]

    async def set_up(self, group: str = GROUP) -> None:
        """The group stands for the compound, for residents; its board is not waited for."""
        before = len(self.texts())
        await self.gateway.say(OWNER, "@近邻 设置 傲梅苑 居民群", group)
        await self.gateway.until(lambda _: any(text.startswith("好了，这里是傲梅苑居民群") for text in self.texts()[before:]))


def settings_of(gateway: Gateway, folder: Path, **more: Any) -> Settings:
    told: dict[str, Any] = {"wecom_bot_id": BOT, "wecom_bot_secret": SECRET, "wecom_url": gateway.url, "wecom_bot_name": "近邻"}
    told |= {"data_dir": folder, "owners": f"wecom:{OWNER}", "web_port": 0}
    return Settings(_env_file=None, **(told | more))


def settle(database: Database) -> None:
    """傲梅苑 with a building."""
    with database.writing() as session:
        if not places.find_compounds(session):
            community = places.add_community(session, "金洲社区").id
            compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
            places.add_place(session, community, compound, Level.BUILDING, "2号楼")


@asynccontextmanager
async def square(database: Database, folder: Path, gateway: Gateway, paced: bool = False, **more: Any) -> AsyncIterator[Square]:
    settle(database)
    app = App(settings_of(gateway, folder, **more), database, paced=paced)
    running = asyncio.ensure_future(app.run())
    try:
        await asyncio.wait_for(app.started.wait(), 20)
        if app.settings.wecom_bot_id:
            await asyncio.wait_for(app.channels["wecom"].wire.ready.wait(), 20)  # type: ignore[attr-defined]
        yield Square(app, gateway)
    finally:
        app.stopping.set()
        await asyncio.wait_for(running, 20)
