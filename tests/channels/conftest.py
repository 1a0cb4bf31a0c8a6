"""What tests of channels share: a strict Telegram with a neighbour, her group and our channel talking to them; a gateway of WeCom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from tests.channels.porch import GRANNY, GROUP, channel_of
from tests.telegram_server import Chat, TelegramServer, User
from tests.wecom_server import Gateway


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running
        assert running.violations == []


@pytest.fixture
def granny(server: TelegramServer) -> User:
    return server.world.user(GRANNY, "陈奶奶")


@pytest.fixture
def group(server: TelegramServer, granny: User) -> Chat:
    return server.world.group(GROUP, "居民群", members=(granny,))


@pytest.fixture
def channel(server: TelegramServer, tmp_path: Path) -> Telegram:
    return channel_of(server, tmp_path)


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with Gateway() as running:
        yield running
        assert running.violations == []
