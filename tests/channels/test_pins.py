"""What is put on top of a chat: on Telegram without a sound, in the web chat above the room; where it may not be done, it is said all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from bot.app import App
from bot.channels.telegram import Telegram
from models.database import Database
from models.messaging import Button, Capabilities, Message, Post, Sent, fit
from tests.channels.porch import GROUP
from tests.channels.street import Street, street
from tests.channels.test_web import app, hear, http
from tests.telegram_server import Chat, TelegramServer, User
from tests.web.conftest import PHONE, Viewer, browser, viewer

__all__ = ["app", "browser", "http", "viewer"]
BOARD = Message("傲梅苑 公示栏", pinned=True)


def test_only_where_a_channel_can() -> None:
    post = Post("公示栏", ("一", "二"), ((Button("看", url="https://example.org"),),), pinned=True)
    assert Post.from_json(post.as_json()) == post
    assert fit(post, Capabilities(pins=True), single=True).messages[0].pinned
    assert not fit(post, Capabilities(), single=True).messages[0].pinned
    assert not fit(replace(post, pinned=False), Capabilities(pins=True)).messages[0].pinned


def test_a_letter_written_before_there_were_pins_can_be_read() -> None:
    assert "pinned" not in Post("好").as_json()


@pytest.fixture
def ruled(server: TelegramServer, granny: User) -> Chat:
    return server.world.group(GROUP, "居民群", members=(granny,), bot_admin=True)


async def test_telegram_pins_without_a_sound(server: TelegramServer, channel: Telegram, ruled: Chat) -> None:
    verdict = await channel.send(str(GROUP), BOARD)
    assert isinstance(verdict, Sent)
    assert [call.params for call in server.calls_of("pinChatMessage")] == [
        {"chat_id": GROUP, "message_id": int(verdict.message), "disable_notification": True}
    ]
    assert [m.pinned for m in server.messages(GROUP) if str(m.id) == verdict.message] == [True]


async def test_an_edit_pins_nothing(server: TelegramServer, channel: Telegram, ruled: Chat) -> None:
    verdict = await channel.send(str(GROUP), BOARD)
    assert isinstance(verdict, Sent)
    [message] = [m for m in server.messages(GROUP) if str(m.id) == verdict.message]
    message.pinned = False  # somebody took it down
    assert await channel.edit(str(GROUP), verdict.message, replace(BOARD, text="新的")) == verdict
    assert len(server.calls_of("pinChatMessage")) == 1
    assert not message.pinned


@pytest.mark.parametrize("fault", ["no rights", "flood", "lose_reply", "html"])
async def test_that_it_may_not_be_pinned_stops_nothing(server: TelegramServer, channel: Telegram, granny: User, fault: str) -> None:
    group = server.world.group(GROUP, "居民群", members=(granny,), bot_admin=fault != "no rights")
    if fault != "no rights":
        server.fault("pinChatMessage", fault, 9 if fault == "flood" else None)
    assert isinstance(await channel.send(str(GROUP), BOARD), Sent)
    assert server.texts(group)[0] == BOARD.text


@pytest.fixture
async def here(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Street]:
    async with TelegramServer() as server, street(sqlite_database, tmp_path, server) as made:
        yield made
        assert server.violations == []


async def test_the_whole_road_to_the_top_of_a_group(here: Street) -> None:
    here.server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
    await here.until(1)
    here.server.world.say(here.group, here.owner, "置顶")
    await here.server.wait_for(lambda s: s.calls_of("pinChatMessage"), timeout=20)
    assert (await here.until(2))[1].startswith("傲梅苑 公示栏\n未办结 0 件")
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    assert (await here.until(3))[-1].startswith("#1 2号楼水管爆裂"), "without the right to pin all goes on"


async def test_the_web_chat_shows_it_above_the_room(app: App, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(f"{app.address}/ws", headers={"Origin": app.address}) as line:
        await line.send_json({"do": "be", "account": "w4"})
        rooms = {room["title"]: room for room in (await hear(line, lambda told: "rooms" in told))["rooms"]}
        assert rooms["傲梅苑居民群"]["pinned"]["text"].startswith("傲梅苑 公示栏")
        assert rooms["2号楼居民群"]["pinned"] is None
        await line.send_json({"do": "say", "room": rooms["2号楼居民群"]["address"], "text": "置顶"})
        posted = (await hear(line, lambda told: told.get("message", {}).get("pinned")))["message"]
        assert posted["text"].startswith("2号楼 公示栏")
        await line.send_json({"do": "be", "account": "w4"})
        again = {room["title"]: room for room in (await hear(line, lambda told: "rooms" in told))["rooms"]}
        assert again["2号楼居民群"]["pinned"]["id"] == posted["id"]


@pytest.mark.parametrize("told", [{}, {"size": PHONE, "scheme": "dark"}])
async def test_a_neighbour_sees_it_and_is_led_to_it(viewer: Viewer, tmp_path: Path, told: dict[str, object]) -> None:
    page = await viewer.chat(**told)
    await expect(page.locator("#pinned b")).to_have_text("傲梅苑 公示栏")
    await expect(page.locator("#pinned span")).to_contain_text("未办结")
    shown = await page.locator("#pinned").bounding_box()
    assert shown is not None
    assert shown["height"] >= 44
    await page.locator("#pinned").click()
    assert await page.evaluate("document.activeElement.querySelector('.head').textContent") == "傲梅苑 公示栏"
    await page.screenshot(path=tmp_path / "pinned.png")
    await page.get_by_role("tab", name="2号楼居民群").click()
    await expect(page.locator("#pinned")).to_be_hidden()
