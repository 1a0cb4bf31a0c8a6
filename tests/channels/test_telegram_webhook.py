"""The webhook: who may post, what 200 means, and how Telegram learns the address."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.base import Outcome
from bot.channels.telegram import Telegram
from bot.channels.telegram.updates import Me
from bot.channels.telegram.verdicts import Backoff
from bot.channels.telegram.webhook import HEADER
from models.messaging import Happening
from tests.channels.porch import GRANNY, GROUP, Porch, channel_of, listening
from tests.telegram_server import Chat, TelegramServer, User

SECRET = "s3cret_-"
UPDATE = {
    "update_id": 5,
    "message": {
        "message_id": 9,
        "date": 1,
        "chat": {"id": GROUP, "type": "supergroup", "title": "居民群"},
        "from": {"id": GRANNY, "is_bot": False, "first_name": "陈奶奶"},
        "text": "电梯坏了",
    },
}
TOLD: dict[str, Any] = {"mode": "webhook", "webhook_secret": SECRET}


@asynccontextmanager
async def served(channel: Telegram, porch: Porch, port: int = 0) -> AsyncIterator[TestClient[Any, Any]]:
    """The channel's routes on a web server."""
    app = web.Application()
    app.router.add_routes(channel.routes(porch))
    async with TestClient(TestServer(app, port=port or None)) as client:
        yield client


@asynccontextmanager
async def asked(porch: Porch, tmp_path: Path, **told: Any) -> AsyncIterator[tuple[Telegram, TestClient[Any, Any]]]:
    """A channel that knows who it is, and a client that posts to it; Telegram itself is nowhere."""
    channel = channel_of(TelegramServer(), tmp_path, **TOLD | told)
    channel.me = Me(123456789, "jinlin_bot")
    async with served(channel, porch) as client:
        yield channel, client
    await channel.close()


def body(update: Any = UPDATE) -> dict[str, Any]:
    return {"data": json.dumps(update).encode(), "headers": {HEADER: SECRET}}


async def test_200_means_kept(tmp_path: Path) -> None:
    porch = Porch()
    porch.door.clear()
    async with asked(porch, tmp_path) as (channel, client):
        posting = asyncio.ensure_future(client.post(channel.webhook_path, **body()))
        await porch.until(lambda p: len(p.begun) == 1)
        assert (porch.kept, posting.done()) == ([], False)
        porch.door.set()
        assert (await posting).status == 200
    assert porch.texts == ["电梯坏了"]


@pytest.mark.parametrize("said", [{}, {HEADER: ""}, {HEADER: "s3cret"}, {HEADER: SECRET + "x"}, {HEADER: "\udcff"}, {HEADER: "密"}])
async def test_who_does_not_know_the_secret_is_refused(tmp_path: Path, said: dict[str, str]) -> None:
    porch = Porch()
    async with asked(porch, tmp_path) as (channel, client):
        if said.get(HEADER) == "\udcff":  # no client sends it; a raw socket may
            host, port = client.host, client.port
            reader, writer = await asyncio.open_connection(host, port)
            head = f"POST {channel.webhook_path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n{HEADER}: ".encode()
            writer.write(head + b"\xff\r\n\r\n{}")
            assert (await reader.readline()).split()[1] == b"403"
            writer.close()
        else:
            assert (await client.post(channel.webhook_path, data=json.dumps(UPDATE), headers=said)).status == 403
    assert (porch.begun, porch.quarantined) == ([], [])


async def test_without_a_secret_nobody_gets_in(tmp_path: Path) -> None:
    async with asked(Porch(), tmp_path, webhook_secret="") as (channel, client):
        assert (await client.post(channel.webhook_path, data=b"{}", headers={HEADER: ""})).status == 403


async def test_a_lost_database_is_503_and_the_next_attempt_is_kept(tmp_path: Path) -> None:
    porch = Porch(losses=1)
    async with asked(porch, tmp_path) as (channel, client):
        assert [(await client.post(channel.webhook_path, **body())).status for _ in range(2)] == [503, 200]
    assert porch.texts == ["电梯坏了"]


async def test_before_we_know_who_we_are_it_is_to_come_again(tmp_path: Path) -> None:
    async with asked(Porch(), tmp_path) as (channel, client):
        channel.me = None
        assert (await client.post(channel.webhook_path, **body())).status == 503


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"null", b"[]", b'{"update_id":"x"}', b'{"update_id":5,"message":7}', b"\xff\xfe", b'{"x":' * 5000]
)
async def test_what_nobody_can_read_is_quarantined_and_does_not_come_again(tmp_path: Path, raw: bytes) -> None:
    porch = Porch()
    async with asked(porch, tmp_path) as (channel, client):
        assert (await client.post(channel.webhook_path, data=raw, headers={HEADER: SECRET})).status == 200
    assert [kept.raw for kept in porch.quarantined] == [raw]


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_has_an_end(tmp_path: Path, chunked: bool) -> None:
    porch = Porch()

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * 65536

    async with asked(porch, tmp_path) as (channel, client):
        data: Any = pieces() if chunked else b" " * (1024 * 1024 + 1)
        assert (await client.post(channel.webhook_path, data=data, headers={HEADER: SECRET})).status == 413
        padded = json.dumps(UPDATE).encode().ljust(1024 * 1024)
        assert (await client.post(channel.webhook_path, data=padded, headers={HEADER: SECRET})).status == 200
    assert (porch.texts, porch.quarantined) == (["电梯坏了"], [])


def test_polling_has_no_address_and_the_address_does_not_show_the_token(tmp_path: Path) -> None:
    server = TelegramServer()
    assert channel_of(server, tmp_path).routes(Porch()) == ()
    (route,) = channel_of(server, tmp_path, **TOLD).routes(Porch())
    assert (route.method, path := route.path)[0] == "POST"
    assert path.startswith("/telegram/")
    assert len(path) == len("/telegram/") + 32
    assert server.token.partition(":")[2] not in path


# ---------------------------------------------------------------- with Telegram at the other end


@asynccontextmanager
async def hooked(server: TelegramServer, porch: Porch, tmp_path: Path, port: int) -> AsyncIterator[Telegram]:
    channel = channel_of(server, tmp_path, webhook_url=f"http://127.0.0.1:{port}", **TOLD)
    async with served(channel, porch, port), listening(channel, porch):
        await server.wait_for(lambda s: any(call.done for call in s.calls_of("setWebhook")))
        yield channel
        await server.stop()


async def test_telegram_is_told_where_to_post_however_long_it_takes(
    server: TelegramServer,
    tmp_path: Path,
    group: Chat,
    granny: User,
    unused_tcp_port: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(Backoff, "again", lambda self: 0.01)
    porch = Porch()
    for fault in ("html", "drop", "truncated"):
        server.fault("setWebhook", fault)
    async with hooked(server, porch, tmp_path, unused_tcp_port) as channel:
        server.world.say(group, granny, "一")
        await porch.until(lambda p: p.texts == ["一"])
        assert server.calls_of("setWebhook")[-1].params == {
            "url": f"http://127.0.0.1:{unused_tcp_port}{channel.webhook_path}",
            "secret_token": SECRET,
            "max_connections": 40,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        }
    assert [record.levelno for record in caplog.records if record.name.startswith("bot.")] == [logging.WARNING] * 3


async def test_what_is_lost_is_delivered_again(
    server: TelegramServer, tmp_path: Path, group: Chat, granny: User, unused_tcp_port: int
) -> None:
    porch = Porch(losses=2)
    async with hooked(server, porch, tmp_path, unused_tcp_port):
        server.world.say(group, granny, "一")
        await server.wait_for(lambda s: s.confirmed == 1)
    assert ([delivery.status for delivery in server.deliveries], porch.texts) == ([503, 503, 200], ["一"])


async def test_a_press_is_answered_beside_the_acknowledgement(
    server: TelegramServer, tmp_path: Path, group: Chat, granny: User, unused_tcp_port: int
) -> None:
    porch = Porch(outcome=Outcome(toast="好"))
    said = server.world.say(group, granny, "坏了")
    server.fault("answerCallbackQuery", "hang")
    async with hooked(server, porch, tmp_path, unused_tcp_port):
        server.world.press(granny, said, "a:1")
        await server.wait_for(lambda s: s.confirmed == 2)
        query = server.world.press(granny, said, "a:2")
        await server.wait_for(lambda s: s.answer_to(query))
    assert [happened.pressed for happened in porch.kept if happened.happening is Happening.PRESS] == ["a:1", "a:2"]
