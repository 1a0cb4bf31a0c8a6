"""The gateway before its own judge: a third party's client subscribes, answers, pushes, updates and uploads against it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from typing import Any

import pytest
from wecom_aibot_sdk import WSClient

from tests.wecom_server import BOT, SECRET, Gateway


class Quiet:
    """The client's log, not read."""

    def debug(self, *_: object) -> None: ...

    info = warn = error = debug


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with Gateway() as running:
        yield running
        assert running.violations == []


@pytest.fixture
async def client(gateway: Gateway) -> AsyncIterator[WSClient]:
    client = WSClient(BOT, SECRET, ws_url=gateway.url, logger=Quiet(), heartbeat_interval=50)
    subscribed = asyncio.Event()
    client.on("authenticated", subscribed.set)
    await client.connect()
    await asyncio.wait_for(subscribed.wait(), 10)
    yield client
    await client.disconnect()


async def test_subscribe_hear_answer_push(gateway: Gateway, client: WSClient) -> None:
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    client.on("message", heard.put_nowait)
    await gateway.say("zhang", "@小区助手 电梯坏了", "wr1")
    frame = await asyncio.wait_for(heard.get(), 10)
    assert frame["body"]["text"]["content"] == "@小区助手 电梯坏了"
    await client.reply_stream(frame, "s1", "在查")
    await client.reply_stream(frame, "s1", "在查，查到了", finish=True)
    await client.send_message("wr1", {"msgtype": "markdown", "markdown": {"content": "已报修"}})
    await gateway.until(lambda g: len(g.of("ping")) > 1)
    assert gateway.texts() == ["在查", "在查，查到了", "已报修"]


async def test_a_card_is_shown_pressed_and_updated(gateway: Gateway, client: WSClient) -> None:
    card = {"card_type": "button_interaction", "main_title": {"title": "修好了吗"}, "task_id": "t1", "button_list": [{"text": "好", "key": "k"}]}
    await gateway.say("zhang", "在吗")
    await client.send_message("zhang", {"msgtype": "template_card", "template_card": card})
    pressed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    client.on("event.template_card_event", pressed.put_nowait)
    await gateway.press("zhang", card, "好")
    await client.update_template_card(await asyncio.wait_for(pressed.get(), 10), card, ["zhang"])
    assert [frame.code for frame in gateway.of("aibot_respond_update_msg")] == [0]


async def test_what_is_uploaded_arrives_whole(gateway: Gateway, client: WSClient) -> None:
    content = os.urandom(1_200_000)
    told = await client.upload_media(content, type="file", filename="表.xlsx")
    assert gateway.uploaded[told["media_id"]] == content
    assert sorted(frame.body["chunk_index"] for frame in gateway.of("aibot_upload_media_chunk")) == [0, 1, 2]
    await gateway.say("zhang", "在吗")
    await client.send_media_message("zhang", "file", told["media_id"])
    assert [frame.code for frame in gateway.of("aibot_send_msg")] == [0]


async def test_a_wrong_secret_is_refused_and_a_second_subscriber_wins(gateway: Gateway, client: WSClient) -> None:
    gone = asyncio.Event()
    client.on("event.disconnected_event", lambda _frame: gone.set())
    other = WSClient(BOT, SECRET, ws_url=gateway.url, logger=Quiet())
    await other.connect()
    await asyncio.wait_for(gone.wait(), 10)
    wrong: asyncio.Queue[Exception] = asyncio.Queue()
    stranger = WSClient(BOT, "no", ws_url=gateway.url, logger=Quiet(), max_auth_failure_attempts=1)
    stranger.on("error", wrong.put_nowait)
    await stranger.connect()
    assert "853000" in str(await asyncio.wait_for(wrong.get(), 10))
    await stranger.disconnect()
    await other.disconnect()
