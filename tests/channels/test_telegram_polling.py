"""Long polling: what is acknowledged is committed, what is malformed stops nobody, what is unreachable is waited for."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Outcome
from bot.channels.telegram import Telegram
from bot.channels.telegram.polling import after, number_of, torn_apart
from bot.channels.telegram.verdicts import Backoff
from tests.channels.porch import Porch, listening
from tests.telegram_server import Chat, TelegramServer, User


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Waits are counted, not waited for."""
    counted: list[int] = []

    def again(self: Backoff) -> float:
        self.failures += 1
        counted.append(self.failures)
        return 0.01

    monkeypatch.setattr(Backoff, "again", again)
    return counted


def polls(server: TelegramServer) -> list[int]:
    """The offsets asked for, repeats left out."""
    offsets = [call.params.get("offset", 0) for call in server.calls_of("getUpdates")]
    return [offset for offset, before in zip(offsets, [None, *offsets], strict=False) if offset != before]


# ---------------------------------------------------------------- commit, then acknowledge


async def test_nothing_is_acknowledged_before_it_is_kept(server: TelegramServer, channel: Telegram, group: Chat, granny: User) -> None:
    porch = Porch()
    porch.door.clear()
    for number in range(7):
        server.world.say(group, granny, f"{number}")
    async with listening(channel, porch):
        await porch.until(lambda p: len(p.begun) == 7)
        assert (server.pending, server.confirmed, porch.texts) == (7, 0, [])
        porch.door.set()
        await server.wait_for(lambda s: s.confirmed == 7)
    assert porch.texts == [*"0123456"]
    assert [happened.source for happened in porch.kept] == [str(500_000_001 + n) for n in range(7)]


async def test_a_batch_is_handed_in_at_once_and_in_order(server: TelegramServer, channel: Telegram, group: Chat, granny: User) -> None:
    porch = Porch()
    server.world.raw_many(
        [{"message": {"message_id": n, "date": 1, "chat": group.raw, "from": granny.raw, "text": str(n)}} for n in range(1, 251)]
    )
    async with listening(channel, porch):
        await server.wait_for(lambda s: s.confirmed == 250)
    assert [happened.text for happened in porch.begun] == [str(n) for n in range(1, 251)]
    assert [call.result for call in server.calls_of("getUpdates")][:3] == [100, 100, 50]


async def test_a_lost_database_is_not_acknowledged_and_the_update_comes_again(
    server: TelegramServer, channel: Telegram, group: Chat, granny: User, hasty: list[int]
) -> None:
    porch = Porch(losses=3)
    server.world.say(group, granny, "一")
    server.world.say(group, granny, "二")
    async with listening(channel, porch):
        await server.wait_for(lambda s: s.confirmed == 2)
    assert [happened.text for happened in porch.begun] == ["一", "二"] * 3
    assert (porch.texts, hasty) == (["二", "一", "二"], [1, 2])
    assert len({happened.key for happened in porch.kept}) == 2


async def test_presses_are_answered_beside_the_road(server: TelegramServer, channel: Telegram, group: Chat, granny: User) -> None:
    porch = Porch(outcome=Outcome(toast="已登记"))
    server.fault("answerCallbackQuery", "hang")
    asked = server.world.say(group, granny, "坏了")
    async with listening(channel, porch):
        server.world.press(granny, asked, "a:1")
        query = server.world.press(granny, asked, "a:2")
        server.world.say(group, granny, "好了")
        await server.wait_for(lambda s: s.confirmed == 4 and s.answer_to(query))
    assert (server.answer_to(query) or {})["text"] == "已登记"
    assert [happened.pressed or happened.text for happened in porch.kept] == ["坏了", "a:1", "a:2", "好了"]


async def test_numbering_that_restarts_lower_is_followed(server: TelegramServer, channel: Telegram, group: Chat, granny: User) -> None:
    porch = Porch()
    async with listening(channel, porch):
        server.world.say(group, granny, "一")
        await server.wait_for(lambda s: s.confirmed == 1)
        server.world.restart_numbering(5)
        server.world.say(group, granny, "二")
        await server.wait_for(lambda s: s.confirmed == 2)
    assert porch.texts == ["一", "二"]
    assert polls(server) == [0, 500_000_002, 6]


# ---------------------------------------------------------------- malformed

BAD = [
    b'{"update_id":"$ID"}',
    b'{"update_id":$ID,"message":{}}',
    b'{"update_id":$ID,"message":[]}',
    b'{"update_id":$ID,"message":"text"}',
    b'{"update_id":$ID,"message":{"message_id":"seven","date":null}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":"x","type":"group"}}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":99999999999999999999,"type":"group"},"text":"a"}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"group"},"text":"\xff\xfe"}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"group"},"text":"\\ud800"}}',
    b'{"update_id":$ID,"callback_query":{"id":7}}',
    b'{"update_id":$ID,"callback_query":"]}"}',
    b'{"update_id":$ID,"my_chat_member":{}}',
    b'{"update_id":$ID,"message":' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}",
    b'{"update_id":$ID,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"update_id":$ID,"x":NaN}',
    b'{"update_id":$ID,"x":"\x01"}',
    b'{"update_id":$ID,"x":1e}',
    b'{"message":{"text":"no number"}}',
    b'{"update_id":99999999999999999999999}',
    b'{"update_id":-5}',
    b'{"update_id":null}',
    b"null",
    b"[]",
    b"7",
    b'"text"',
    b"[[1,2],[3]]",
    b"{}",
]


@pytest.mark.parametrize("bad", BAD, ids=[repr(bad[:50]) for bad in BAD])
async def test_a_malformed_update_among_neighbours(
    server: TelegramServer, channel: Telegram, group: Chat, granny: User, bad: bytes
) -> None:
    porch = Porch()
    server.world.say(group, granny, "前")
    server.world.raw(bad)
    server.world.say(group, granny, "后")
    async with listening(channel, porch):
        await server.wait_for(lambda s: s.confirmed == 3, 5)
    assert porch.texts == ["前", "后"]
    assert [(kept.channel, kept.raw) for kept in porch.quarantined] == [("telegram", bad.replace(b"$ID", b"500000002"))]


async def test_malformed_updates_alone_hold_nobody_up(server: TelegramServer, channel: Telegram, group: Chat, granny: User) -> None:
    porch = Porch()
    for bad in BAD:
        server.world.raw(bad)
    async with listening(channel, porch):
        await porch.until(lambda p: len({kept.key for kept in p.quarantined}) == len(BAD))
        server.world.say(group, granny, "后")
        await porch.until(lambda p: p.texts == ["后"], 5)
        await server.wait_for(lambda s: s.pending == 0, 5)


async def test_an_update_without_a_number_is_no_busy_loop(server: TelegramServer, channel: Telegram, group: Chat, granny: User) -> None:
    porch = Porch()
    server.world.raw(b"null")
    async with listening(channel, porch):
        await server.wait_for(lambda s: len(s.calls_of("getUpdates")) >= 3)
        asked = [call.at for call in server.calls_of("getUpdates")]
        server.world.say(group, granny, "后")
        await porch.until(lambda p: p.texts == ["后"], 5)
    assert asked[2] - asked[1] >= 1


@pytest.mark.parametrize(
    ("updates", "offset", "then"),
    [
        ([], 0, 0),
        ([], 7, 7),
        ([b'{"update_id":7}', b'{"update_id":8}'], 7, 9),
        ([b'{"update_id":3}'], 900, 4),
        ([b'{"update_id":7}', b"null"], 7, 8),
        ([b"null", b"7"], 7, 9),
        ([b"null"], 0, 0),
        ([b'{"update_id":-7}'], 7, 8),
        ([b'{"update_id":99999999999999999999}'], 7, 8),
        ([b'{"update_id":"7"}'], 7, 8),
        ([b'{"x":NaN,"update_id":7}'], 7, 8),
    ],
)
def test_the_next_offset(updates: list[bytes], offset: int, then: int) -> None:
    assert after(updates, offset) == then


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8"), max_size=8)
    | st.sampled_from(['a"]', "\\", '\\"', "},{", "["]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=5), st.data())
def test_an_answer_is_torn_apart_where_its_updates_meet(updates: list[Any], data: st.DataObject) -> None:
    spaces = data.draw(st.sampled_from([None, 1]))
    body = json.dumps({"ok": True, "result": updates}, ensure_ascii=False, indent=spaces).encode()
    found = torn_apart(body)
    assert found is not None
    assert [json.loads(raw) for raw in found] == updates
    whole = body.rindex(b"]")
    assert torn_apart(body[: data.draw(st.integers(0, whole))]) is None


@given(st.binary(max_size=200))
def test_any_bytes_have_a_number_or_none(raw: bytes) -> None:
    number = number_of(raw)
    assert number is None or 0 <= number < 2**53


# ---------------------------------------------------------------- unreachable


@pytest.mark.parametrize(
    ("method", "fault", "value"),
    [
        *(("getMe", fault, None) for fault in ("html", "status", "truncated", "empty", "drop", "lose_reply", "unauthorized", "flood")),
        *(("deleteWebhook", fault, None) for fault in ("html", "status", "drop")),
        *(
            ("getUpdates", fault, None)
            for fault in ("html", "status", "truncated", "empty", "drop", "lose_reply", "conflict", "unauthorized")
        ),
        ("getUpdates", "status", 500),
        ("getUpdates", "status", 404),
    ],
)
async def test_telegram_in_trouble_is_waited_for(
    server: TelegramServer, channel: Telegram, group: Chat, granny: User, hasty: list[int], method: str, fault: str, value: Any
) -> None:
    porch = Porch()
    server.fault(method, fault, value, times=3)
    server.world.say(group, granny, "一")
    async with listening(channel, porch):
        await server.wait_for(lambda s: s.confirmed == 1)
    assert (porch.texts, hasty) == (["一"], [1, 2, 3])


async def test_telegram_may_be_down_at_the_start_and_later(
    server: TelegramServer, channel: Telegram, group: Chat, granny: User, hasty: list[int]
) -> None:
    porch = Porch()
    server.down()
    async with listening(channel, porch):
        while len(hasty) < 5:
            await asyncio.sleep(0.01)
        assert channel.account == ""
        server.up()
        server.world.say(group, granny, "一")
        await server.wait_for(lambda s: s.confirmed == 1 and s.polled)
        assert channel.account == "jinlin_bot"
        server.down()
        so_far = len(hasty)
        while len(hasty) < so_far + 5:
            await asyncio.sleep(0.01)
        server.up()
        server.world.say(group, granny, "二")
        await server.wait_for(lambda s: s.confirmed == 2)
    assert porch.texts == ["一", "二"]


async def test_the_first_pause_is_a_second_long(server: TelegramServer, channel: Telegram) -> None:
    server.fault("getUpdates", "status", 502)
    async with listening(channel, Porch()):
        await server.wait_for(lambda s: len(s.calls_of("getUpdates")) == 2)
    first, second = (call.at for call in server.calls_of("getUpdates"))
    assert second - first >= 1


async def test_a_refused_token_is_an_error_in_the_log(
    server: TelegramServer, channel: Telegram, hasty: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    server.fault("getMe", "unauthorized")
    server.fault("getUpdates", "html")
    async with listening(channel, Porch()):
        await server.wait_for(lambda s: s.polled)
    said = [(record.levelno, vars(record)["reason"]) for record in caplog.records if record.name == "bot.channels.telegram.polling"]
    assert said == [(logging.ERROR, "getMe 401 Unauthorized"), (logging.WARNING, "getUpdates 502 unreadable")]


async def test_a_webhook_is_taken_down_once(server: TelegramServer, channel: Telegram, hasty: list[int]) -> None:
    server.fault("getUpdates", "status", 502)
    async with listening(channel, Porch()):
        await server.wait_for(lambda s: s.polled)
    assert [call.params for call in server.calls_of("deleteWebhook")] == [{"drop_pending_updates": False}]
    assert server.calls_of("getUpdates")[-1].params == {
        "offset": 0,
        "limit": 100,
        "timeout": 25,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_a_webhook_somebody_set_meanwhile_is_taken_down_again(
    server: TelegramServer, channel: Telegram, group: Chat, granny: User, hasty: list[int]
) -> None:
    porch = Porch()
    async with listening(channel, porch):
        await server.wait_for(lambda s: s.polled)
        await channel.call("setWebhook", {"url": "http://127.0.0.1:1/x", "secret_token": "s"})
        server.world.say(group, granny, "一")
        await porch.until(lambda p: p.texts == ["一"])
    assert len(server.calls_of("deleteWebhook")) == 2
