"""OneBot v11: who may connect, what is heard, and what becomes of what is said."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.onebot import OneBot
from bot.channels.onebot.channel import PATH
from bot.channels.onebot.events import happened_of, read
from models.messaging import Incoming, Later, Mention, Message, Picture, Rejected, Sender, Sent, Unknown
from tests.channels.porch import Porch

TOKEN = "token-of-the-bridge"
BOTH = {"post_type": "message", "self_id": 10001, "message_id": 7, "user_id": 20002, "sender": {"nickname": "小王", "card": "3号楼小王"}}
GROUP = BOTH | {"message_type": "group", "group_id": 30003}


def happened(**more: Any) -> Incoming | None:
    return happened_of(read(json.dumps(GROUP | more).encode()))


@pytest.mark.parametrize(
    "message",
    [
        [{"type": "at", "data": {"qq": "10001"}}, {"type": "text", "data": {"text": " 电梯[坏]了, 快"}}, {"type": "face", "data": {"id": "1"}}],
        "[CQ:at,qq=10001] 电梯&#91;坏&#93;了, 快[CQ:face,id=1]",
    ],
)
def test_segments_and_cq_strings_say_the_same(message: Any) -> None:
    found = happened(message=message)
    assert found is not None
    assert (found.key, found.chat, found.private) == ("onebot:m:10001:30003:0:7", "g30003", False)
    assert (found.text, found.addressed, found.sender) == ("电梯[坏]了, 快", True, Sender("20002", "3号楼小王"))


def test_a_reply_with_a_picture_in_private() -> None:
    said = "[CQ:reply,id=-5][CQ:image,file=a.jpg,url=https://x/a?b=1&amp;c=2]看"
    found = happened(message_type="private", group_id=0, message=said)
    assert found is not None
    assert (found.chat, found.private, found.reply_to, found.text) == ("20002", True, "-5", "看")
    assert found.attachments[0].name == "https://x/a?b=1&c=2"


@pytest.mark.parametrize(
    "more", [{"post_type": "notice", "notice_type": "group_increase"}, {"post_type": "meta_event"}, {"user_id": 10001, "message": "我"}, {"message": []}]
)
def test_what_does_not_concern_us_is_nothing(more: dict[str, Any]) -> None:
    assert happened(**more) is None


# ---------------------------------------------------------------- connected


@dataclass
class Bridge:
    """Whoever bridges QQ to us, in the hands of a test."""

    channel: OneBot
    porch: Porch
    client: TestClient[Any, Any]

    async def connect(self, **headers: str) -> ClientWebSocketResponse:
        return await self.client.ws_connect(PATH, headers={"Authorization": f"Bearer {TOKEN}", "X-Client-Role": "Universal"} | headers)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Bridge]:
    async with _bridged(tmp_path) as made:
        yield made


@asynccontextmanager
async def _bridged(folder: Path) -> AsyncIterator[Bridge]:
    channel, porch = OneBot(TOKEN, folder), Porch()
    running = asyncio.ensure_future(channel.run(porch))
    app = web.Application()
    app.router.add_routes(channel.routes(porch))
    async with TestClient(TestServer(app)) as client:
        yield Bridge(channel, porch, client)
        await channel.close()
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.parametrize("said", ["Bearer wrong", "Bearer ", ""])
async def test_nobody_connects_without_the_token(here: Bridge, said: str) -> None:
    assert (await here.client.get(PATH, headers={"Authorization": said})).status == 401
    assert (await here.client.get(PATH, params={"access_token": "x"})).status == 401


async def test_heard_and_answered(here: Bridge) -> None:
    assert here.channel.mute
    bridge = await here.connect()
    await bridge.send_str("no json")
    await bridge.send_json({"post_type": "meta_event", "meta_event_type": "heartbeat", "self_id": 10001, "status": {}})
    await bridge.send_json(GROUP | {"message": "在吗"})
    await here.porch.until(lambda porch: porch.kept and porch.quarantined)
    assert (here.porch.texts, here.porch.kept[0].addressed, here.channel.mute) == (["在吗"], False, False)
    sending = asyncio.ensure_future(here.channel.send("g30003", Message("在", reply_to="7", mention=Mention("20002", "小王"))))
    asked = await bridge.receive_json()
    assert (asked["action"], asked["params"]["group_id"]) == ("send_group_msg", 30003)
    assert [segment["type"] for segment in asked["params"]["message"]] == ["reply", "at", "text"]
    await bridge.send_json({"status": "ok", "retcode": 0, "data": {"message_id": 99}, "echo": asked["echo"], "message": ""})
    assert await sending == Sent("99")


@pytest.mark.parametrize(("retcode", "data", "verdict"), [(1200, None, Rejected("retcode 1200")), (0, None, Unknown("answer without a message"))])
async def test_what_becomes_of_it(here: Bridge, tmp_path: Path, retcode: int, data: Any, verdict: Any) -> None:
    (tmp_path / "a.jpg").write_bytes(b"JPEG")
    bridge = await here.connect()
    while here.channel.mute:
        await asyncio.sleep(0)
    sending = asyncio.ensure_future(here.channel.send("20002", Message("", picture=Picture("a.jpg"))))
    asked = await bridge.receive_json()
    assert asked["params"] == {"user_id": 20002, "message": [{"type": "image", "data": {"file": "base64://SlBFRw=="}}]}
    await bridge.send_json({"status": "x", "retcode": retcode, "data": data, "echo": asked["echo"]})
    assert await sending == verdict


async def test_without_a_bridge_it_waits(here: Bridge) -> None:
    assert await here.channel.send("20002", Message("好")) == Later(5.0, everyone=True)
    bridge = await here.connect()
    await bridge.close()
    assert isinstance(await here.channel.edit("1", "2", Message("好")), Rejected)
