"""What WeCom says happened: read strictly, our name cut off, pictures fetched and unsealed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wecom.incoming import HELP, Kind, Unreadable, read, uncalled
from models.database import Database
from models.messaging import Happening, Media, Sender
from tests.channels.corridor import NAME, corridor
from tests.house import START
from tests.wecom_server import Gateway

SAID: dict[str, Any] = {"msgid": "M1", "aibotid": "b", "chattype": "group", "chatid": "wr1", "from": {"userid": "zhang", "corpid": "c"}}


def heard(**more: Any) -> Any:
    return read(json.dumps(SAID | more).encode(), NAME, START)


def test_words_in_a_group() -> None:
    found = heard(msgtype="text", text={"content": f"@{NAME} 报修 电梯 @老张"}, response_url="https://r", create_time=1)
    assert (found.kind, found.chat, found.private, found.who, found.answer_url) == (Kind.MESSAGE, "wr1", False, "zhang", "https://r")
    happened = found.happened
    assert (happened.channel, happened.key, happened.happening) == ("wecom", "wecom:m:M1", Happening.MESSAGE)
    assert (happened.text, happened.addressed, happened.sender, happened.message) == ("报修 电梯 @老张", True, Sender("zhang"), "M1")


def test_alone_the_conversation_is_the_account() -> None:
    found = heard(chattype="single", msgtype="text", text={"content": "在吗"})
    assert (found.chat, found.private, found.happened.chat) == ("zhang", True, "zhang")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("@小区 助手 报修", "报修"),
        ("@小区 助手\u2005报修", "报修"),
        ("@小区 助手\u00a0 报修", "报修"),
        ("@小区 助手", ""),
        ("@小区 助手们 好", "助手们 好"),
        ("@近邻 报修 @老张", "报修 @老张"),
        ("@近邻\u20051", "1"),
        ("@近邻", ""),
        ("报修 @小区 助手", "报修 @小区 助手"),
        ("a@b.com 说的", "a@b.com 说的"),
    ],
)
def test_8_our_name_is_cut_off_even_with_a_space(said: str, meant: str) -> None:
    assert uncalled(said, NAME) == meant


def test_nothing_but_our_name_asks_for_help() -> None:
    assert heard(msgtype="text", text={"content": f"@{NAME}"}).happened.text == HELP


def test_voice_is_its_words_and_a_file_is_fetched() -> None:
    assert heard(chattype="single", msgtype="voice", voice={"content": "电梯坏了"}).happened.text == "电梯坏了"
    found = heard(chattype="single", msgtype="file", file={"url": "https://f", "aeskey": "k"})
    assert [(shown.media, name) for shown, (name, _) in zip(found.happened.attachments, found.files, strict=True)] == [
        (Media.FILE, found.happened.attachments[0].ref)
    ]
    assert found.happened.text == ""


def test_a_quoted_picture_comes_along() -> None:
    quote = {"msgtype": "image", "image": {"url": "https://q", "aeskey": "k"}}
    found = heard(msgtype="text", text={"content": f"@{NAME} 登记 漏水"}, quote=quote)
    assert ([file.url for _, file in found.files], found.happened.text) == (["https://q"], "登记 漏水")
    assert heard(msgtype="text", text={"content": "好"}, quote={"msgtype": "text", "text": {"content": "#1 电梯"}}).quote == "#1 电梯"


def test_10_a_group_without_chatid_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    assert heard(chatid="", msgtype="text", text={"content": "好"}) is None
    assert heard(**{"from": {"userid": "sys"}}, msgtype="text", text={"content": "好"}) is None
    assert [record.message for record in caplog.records] == ["wecom message dropped"] * 2


@pytest.mark.parametrize("kind", ["appmsg", "location", "", "event"])
def test_what_does_not_concern_us_is_nothing(kind: str) -> None:
    assert heard(msgtype=kind, event={"eventtype": "feedback_event"}) is None


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"msgid":1}', b"\xff", b"<xml/>", b'{"msgid":"a","from":[]}', b"[" * 100000])
def test_what_breaks_the_specification_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw, NAME, START)


anything = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(st.dictionaries(st.sampled_from(["msgid", "msgtype", "text", "from", "chattype", "chatid", "mixed", "quote", "event", "image"]), anything))
def test_nothing_breaks_the_reader(body: dict[str, Any]) -> None:
    with contextlib.suppress(Unreadable):
        read(json.dumps(SAID | body).encode(), NAME, START)


def test_a_press() -> None:
    pressed = {"eventtype": "template_card_event", "template_card_event": {"event_key": "done:1", "task_id": "card-1", "selected_items": {"a": []}}}
    found = heard(msgtype="event", event=pressed)
    assert (found.kind, found.happened.happening, found.happened.pressed) == (Kind.PRESS, Happening.PRESS, "done:1")
    assert (found.happened.message, found.happened.key) == ("card-1", "wecom:m:M1")


# ---------------------------------------------------------------- with a gateway


async def test_9_two_pictures_of_a_mixed_message_are_unsealed(sqlite_database: Database, tmp_path: Path) -> None:
    async with Gateway() as gateway, corridor(gateway, sqlite_database, tmp_path) as here:
        shown = [{"msgtype": "image", "image": gateway.seal(f"p{n}", content)} for n, content in enumerate((b"JPEG" * 8, b"\x20" * 31))]
        item = {"msgtype": "text", "text": {"content": f"@{NAME} 登记 漏水"}}
        await gateway.message("zhang", "wr1", {"msgtype": "mixed", "mixed": {"msg_item": [item, *shown]}})
        await here.porch.until(lambda porch: porch.kept)
        (happened,) = here.porch.kept
        async with asyncio.timeout(20):
            while len(list(tmp_path.glob("*.jpg"))) < 2:
                await asyncio.sleep(0.01)
        assert [(tmp_path / a.ref).read_bytes() for a in happened.attachments] == [b"JPEG" * 8, b"\x20" * 31]
        assert [a.media for a in happened.attachments] == [Media.PHOTO] * 2
        fetched = await here.channel.fetch(happened.attachments[0], tmp_path)
        assert fetched.read_bytes() == b"JPEG" * 8


async def test_what_cannot_be_read_is_quarantined_and_stops_nobody(sqlite_database: Database, tmp_path: Path) -> None:
    async with Gateway() as gateway, corridor(gateway, sqlite_database, tmp_path) as here:
        await gateway.callback("aibot_msg_callback", {"msgid": 7, "text": []})
        await gateway.callback("aibot_something_new", {"msgid": 7})
        await gateway.say("zhang", "还在吗")
        await here.porch.until(lambda porch: porch.kept and porch.quarantined)
        assert (here.porch.texts, len(here.porch.quarantined)) == (["还在吗"], 1)


async def test_what_was_not_committed_is_handed_in_again_and_in_order(sqlite_database: Database, tmp_path: Path) -> None:
    async with Gateway() as gateway, corridor(gateway, sqlite_database, tmp_path) as here:
        here.porch.losses = 2
        await gateway.say("zhang", "电梯坏了")
        await here.porch.until(lambda porch: porch.kept)
        assert here.porch.texts == ["电梯坏了"]
        for number in range(20):
            await gateway.say("zhang", f"第{number}句")
        await here.porch.until(lambda porch: len(porch.kept) == 21)
        assert here.porch.texts[1:] == [f"第{number}句" for number in range(20)]


async def test_whoever_opens_the_chat_is_greeted(sqlite_database: Database, tmp_path: Path) -> None:
    async with Gateway() as gateway, corridor(gateway, sqlite_database, tmp_path) as here:
        await gateway.event("enter_chat", "li")
        await gateway.until(lambda g: g.of("aibot_respond_welcome_msg"))
        (welcome,) = gateway.of("aibot_respond_welcome_msg")
        assert welcome.body["text"]["content"].startswith("您好，我是近邻")
        assert (welcome.code, here.porch.begun) == (0, [])
