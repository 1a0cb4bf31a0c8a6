"""The whole program against a strict Telegram: polling and webhook, faults and floods."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.database import Database
from tests.channels.street import Street, street
from tests.telegram_server import TelegramServer


@pytest.fixture
async def here(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Street]:
    async with TelegramServer() as server, street(sqlite_database, tmp_path, server) as made:
        yield made
        assert server.violations == []


async def test_setup_report_and_done(here: Street) -> None:
    world = here.server.world
    world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    assert (await here.until(1))[0].startswith("好了，这里是傲梅苑居民群。")
    world.say(here.group, here.granny, "2号楼电梯又坏了")
    assert (await here.until(2))[1] == "要登记吗？\n2号楼 · 电梯"
    offer = here.messages()[1]
    world.press(here.granny, offer, "register:1")
    await here.server.wait_for(lambda s: here.texts()[1].startswith("#1 2号楼电梯又坏了"), timeout=20)
    assert [call.params["text"] for call in here.server.calls_of("answerCallbackQuery")] == ["已登记，编号 #1"]


async def test_a_malformed_update_stops_nobody(here: Street) -> None:
    here.server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    await here.until(1)
    here.server.world.raw({"message": {"message_id": "seven", "date": None}})
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    assert (await here.until(2))[1].startswith("#1 2号楼水管爆裂")


async def test_a_lost_reply_repeats_the_post_at_most_once_with_the_same_number(here: Street) -> None:
    here.server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    await here.until(1)
    here.server.fault("sendMessage", "lose_reply")
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    assert [text.splitlines()[0] for text in (await here.until(3))[1:]] == ["#1 2号楼水管爆裂"] * 2


async def test_a_migrated_group_keeps_its_place(here: Street) -> None:
    here.server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    await here.until(1)
    here.group = here.server.world.migrate(here.group)
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    assert (await here.until(1))[-1].startswith("#1 2号楼水管爆裂")


async def test_an_unreachable_telegram_is_waited_for(sqlite_database: Database, tmp_path: Path) -> None:
    async with TelegramServer() as server:
        server.fault("getMe", "status", 502)
        server.fault("getUpdates", "html", times=2)
        async with street(sqlite_database, tmp_path, server) as here:
            server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
            assert len(await here.until(1, timeout=30)) == 1


async def test_the_same_update_five_times_is_one(here: Street) -> None:
    here.server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    await here.until(1)
    message = here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    for _ in range(4):
        here.server.world.raw({"message": message.raw})
    here.server.world.say(here.group, here.granny, "登记 2号楼路灯不亮")
    assert [text.splitlines()[0] for text in (await here.until(3))[1:]] == ["#1 2号楼水管爆裂", "#2 2号楼路灯不亮"]


async def test_a_webhook_acknowledges_after_the_commit(sqlite_database: Database, tmp_path: Path, unused_tcp_port: int) -> None:
    async with TelegramServer() as server:
        hook = {
            "telegram_mode": "webhook",
            "telegram_webhook_url": f"http://127.0.0.1:{unused_tcp_port}",
            "telegram_webhook_secret": "s3cret",
        }
        async with street(sqlite_database, tmp_path, server, **hook | {"web_port": unused_tcp_port}) as here:
            await server.wait_for(lambda s: s.calls_of("setWebhook"), timeout=20)
            server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
            server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
            assert len(await here.until(2)) == 2
        assert server.violations == []


async def test_numbers_that_restart_lower_are_new_messages(here: Street) -> None:
    here.server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    await here.until(1)
    here.server.world.restart_numbering(5)
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    here.server.world.say(here.group, here.granny, "登记 2号楼路灯不亮")
    assert [text.splitlines()[0] for text in (await here.until(3))[1:]] == ["#1 2号楼水管爆裂", "#2 2号楼路灯不亮"]


async def test_menus_are_set_for_everybody(here: Street) -> None:
    await here.server.wait_for(lambda s: len(s.calls_of("setMyCommands")) >= 4)
    commands = [command["command"] for command in here.server.commands({"type": "all_group_chats"}) or []]
    first, last = ["report", "withdraw", "phones", "board", "weekly", "monthly", "agenda"], ["join", "language", "help", "cancel"]
    assert commands == [*first, "polls", "share", "consent", "forum", "proposal", "project", "surveys", "newchain", "chain", "loveday", "teams", "book", "calendar", *last]
