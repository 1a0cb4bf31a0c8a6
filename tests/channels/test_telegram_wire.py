"""Calls and their fates: what was certainly not sent, what is doubtful, and which verdict every answer leads to."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot
from telegram.request import RequestData

from bot.channels.base import Menu, Outcome
from bot.channels.telegram import Telegram
from bot.channels.telegram.verdicts import Backoff, verdict_of
from bot.channels.telegram.wire import AiohttpRequest, Doubtful, Failed, NotSent, Refused
from models.drawings import DRAWN, Dial, Poster, as_picture
from models.messaging import (
    Attachment,
    Button,
    Gone,
    Later,
    Media,
    Mention,
    Message,
    Moved,
    Picture,
    Rejected,
    Sent,
    Unknown,
    Verdict,
)
from scheduler import clock
from tests.channels.porch import GRANNY, GROUP, channel_of
from tests.telegram_server import Chat, TelegramServer, User
from tests.telegram_server.files import picture


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def channel(server: TelegramServer, tmp_path: Path) -> AsyncIterator[Telegram]:
    made = channel_of(server, tmp_path)
    yield made
    await made.close()


@pytest.fixture
def granny(server: TelegramServer) -> User:
    return server.world.user(GRANNY, "陈奶奶", started=True)


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock that never steps back, moved by hand."""
    hands = [1000.0]
    monkeypatch.setattr(clock, "ticking", lambda: hands[0])
    return hands


# ---------------------------------------------------------------- the wire


@asynccontextmanager
async def raw_server(answer: bytes | None, close: bool = True) -> AsyncIterator[str]:
    """Reads a request, writes these bytes (None: nothing, for ever) and closes."""
    held: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        await reader.read(65536)
        if answer is not None:
            writer.write(answer)
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
    finally:
        for writer in held:
            writer.close()
        listening.close()


@pytest.fixture
async def wire() -> AsyncIterator[AiohttpRequest]:
    made = AiohttpRequest()
    yield made
    await made.shutdown()


@pytest.mark.parametrize("url", ["http://nowhere.invalid/", "nonsense"])
async def test_an_unknown_host_is_not_sent(wire: AiohttpRequest, url: str) -> None:
    with pytest.raises(NotSent):
        await wire.exchange("POST", url, 5)


async def test_a_refused_connection_is_not_sent(wire: AiohttpRequest, unused_tcp_port: int) -> None:
    with pytest.raises(NotSent):
        await wire.exchange("POST", f"http://127.0.0.1:{unused_tcp_port}/", 5)


async def test_waiting_for_a_free_connection_in_vain_is_not_sent() -> None:
    wire = AiohttpRequest(connections=1)
    async with raw_server(None) as url, asyncio.TaskGroup() as tasks:
        first = tasks.create_task(wire.exchange("POST", url, 5))
        await asyncio.sleep(0.1)
        with pytest.raises(NotSent):
            await wire.exchange("POST", url, 5, connect=0.1)
        first.cancel()
    await wire.shutdown()


@pytest.mark.parametrize(
    "answer", [None, b"", b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{", b"HTTP/1.1 200 OK\r\nConte", b"nonsense\r\n\r\n"]
)
async def test_a_request_written_and_not_answered_is_doubtful(wire: AiohttpRequest, answer: bytes | None) -> None:
    async with raw_server(answer) as url:
        with pytest.raises(Doubtful):
            await wire.exchange("POST", url, 0.2, data=b"x")


async def test_a_redirect_is_not_followed_with_the_token(wire: AiohttpRequest) -> None:
    async with raw_server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as url:
        assert await wire.exchange("POST", url, 5) == (302, b"")


async def test_ptbs_own_calls_go_over_the_wire(server: TelegramServer, granny: User, wire: AiohttpRequest) -> None:
    bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url, request=wire)
    assert (await bot.get_me()).username == "jinlin_bot"
    sent = await bot.send_photo(GRANNY, picture(), caption="坏了 & <b>", read_timeout=5, connect_timeout=5, pool_timeout=None)
    assert (sent.caption, server.last(granny).raw["caption"]) == ("坏了 & <b>", "坏了 & <b>")
    assert server.violations == []


async def test_ptbs_timeouts_are_kept(wire: AiohttpRequest) -> None:
    async with raw_server(None) as url:
        with pytest.raises(Doubtful):
            await wire.do_request(url, "POST", RequestData([]), read_timeout=0.1)


async def test_the_token_is_in_no_log_and_no_error(
    server: TelegramServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    caplog.set_level(logging.DEBUG)
    channel = channel_of(server, tmp_path)
    nowhere = channel_of(server, tmp_path, api_url=f"http://127.0.0.1:{unused_tcp_port}/bot", file_url="nonsense")
    wrong: list[str] = []
    for kind in ("unauthorized", "html", "drop", "truncated", None):
        if kind:
            server.fault("*", kind)
        for one in (channel, nowhere):
            try:
                await one.call("getMe", {})
            except Failed as error:
                wrong.append(str(error))
            wrong.append(str(await one.send("5", Message("好"))))
    wrong += await nowhere.check(["-1"])
    await channel.close()
    await nowhere.close()
    assert server.token not in "".join(wrong)
    assert server.token not in "".join(str(vars(record)) for record in caplog.records)


# ---------------------------------------------------------------- answers → verdicts


def said(code: int, description: str, **parameters: Any) -> bytes:
    return json.dumps({"ok": False, "error_code": code, "description": description, "parameters": parameters}).encode()


MODIFIED = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"


@pytest.mark.parametrize(
    ("status", "body", "sent", "edited"),
    [
        (200, b'{"ok":true,"result":{"message_id":9}}', Sent("9"), Sent("9")),
        (200, b'{"ok":true,"result":true}', Unknown("answer without a message"), Sent("3")),
        (200, b'{"ok":true,"result":{"mess', *[Unknown("unreadable answer")] * 2),
        (200, b"", *[Unknown("unreadable answer")] * 2),
        (429, said(429, "Too Many Requests: retry after 7", retry_after=7), Later(7), Later(7)),
        (429, said(429, "Too Many Requests"), Later(1), Later(1)),
        (400, said(400, "Bad Request: group upgraded", migrate_to_chat_id=-1009), Moved("-1009"), Moved("-1009")),
        (403, said(403, "Forbidden: bot was blocked by the user"), *[Gone("Forbidden: bot was blocked by the user")] * 2),
        (400, said(400, "Bad Request: chat not found"), *[Gone("Bad Request: chat not found")] * 2),
        (400, said(400, "Bad Request: MESSAGE_TOO_LONG"), *[Rejected("Bad Request: MESSAGE_TOO_LONG")] * 2),
        (400, said(0, "Bad Request: BUTTON_DATA_INVALID"), *[Rejected("Bad Request: BUTTON_DATA_INVALID")] * 2),
        (400, said(400, MODIFIED), Sent(""), Sent("3")),
        (400, said(400, "Bad Request: message to edit not found"), *[Rejected("Bad Request: message to edit not found", True)] * 2),
        (400, said(400, "Bad Request: message can't be edited"), *[Rejected("Bad Request: message can't be edited", True)] * 2),
        (400, said(400, "Bad Request: MESSAGE_ID_INVALID"), *[Rejected("Bad Request: MESSAGE_ID_INVALID", True)] * 2),
        (401, said(401, "Unauthorized"), *[Later(60, everyone=True)] * 2),
        (404, said(404, "Not Found"), *[Later(60, everyone=True)] * 2),
    ],
)
def test_every_answer_has_its_verdict(status: int, body: bytes, sent: Verdict, edited: Verdict) -> None:
    assert (verdict_of(status, body, Backoff()), verdict_of(status, body, Backoff(), "3")) == (sent, edited)


@pytest.mark.parametrize("page", [b"<html>", b"\n <!DOCTYPE html>"])
def test_a_page_is_somebody_elses_answer_and_nothing_went(page: bytes) -> None:
    verdict = verdict_of(200, page, Backoff())
    assert isinstance(verdict, Later)
    assert verdict.everyone


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, said(500, "Internal Server Error")),
        (502, b"<html><h1>502 Bad Gateway</h1></html>"),
        (504, b""),
        (403, b"<html>a proxy's page</html>"),
        (302, b""),
        (503, b'{"ok":true,"result":{"message_id":9}}'),
    ],
)
@pytest.mark.parametrize("editing", ["", "3"])
def test_a_server_in_trouble_makes_everyone_wait(status: int, body: bytes, editing: str) -> None:
    verdict = verdict_of(status, body, Backoff(), editing)
    assert verdict == Later(getattr(verdict, "after", 0), everyone=True)
    assert 1 <= verdict.after <= 1.3


def test_a_refused_token_is_an_error_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    verdict_of(401, said(401, "Unauthorized"), Backoff())
    assert [(record.levelname, record.message) for record in caplog.records] == [("ERROR", "telegram refuses the token")]


def test_waits_grow_to_the_longest_and_begin_anew(ticking: list[float]) -> None:
    backoff, waits = Backoff(60), []
    for _ in range(9):
        waits.append(backoff.again())
        ticking[0] += waits[-1]
    assert [low <= wait <= min(60, low * 1.3) for low, wait in zip((1, 2, 4, 8, 16, 32, 60, 60, 60), waits, strict=True)] == [True] * 9
    backoff.well()
    assert 1 <= backoff.again() <= 1.3


def test_one_outage_counts_once_however_many_calls_it_hits(ticking: list[float]) -> None:
    backoff = Backoff(60)
    assert all(1 <= backoff.again() <= 1.3 for _ in range(50))
    assert backoff.failures == 1


# ---------------------------------------------------------------- sending


async def test_a_message_as_it_is_said(server: TelegramServer, channel: Telegram, granny: User, group: Chat) -> None:
    asked = server.world.say(group, granny, "电梯坏了")
    buttons = ((Button("我也遇到", "follow:1"), Button("公示板", url="https://example.org/board")),)
    said_ = Message("#1 <b>电梯</b> _坏_ @all https://example.org", buttons, reply_to=str(asked.id))
    verdict = await channel.send(str(GROUP), said_)
    shown = server.last(group)
    assert verdict == Sent(str(shown.id))
    assert server.calls_of("sendMessage")[-1].params == {
        "chat_id": GROUP,
        "text": "#1 <b>电梯</b> _坏_ @all https://example.org",
        "reply_markup": {
            "inline_keyboard": [[{"text": "我也遇到", "callback_data": "follow:1"}, {"text": "公示板", "url": "https://example.org/board"}]]
        },
        "link_preview_options": {"is_disabled": True},
        "reply_parameters": {"message_id": asked.id, "allow_sending_without_reply": True},
    }
    assert server.violations == []


async def test_an_answer_to_a_deleted_message_is_said_all_the_same(server: TelegramServer, channel: Telegram, group: Chat) -> None:
    assert await channel.send(str(GROUP), Message("好", reply_to="4711")) == Sent(str(server.last(group).id))


@pytest.mark.parametrize("text", ["请看", "😀" * 2047])
async def test_a_mention_calls_a_person(server: TelegramServer, channel: Telegram, group: Chat, granny: User, text: str) -> None:
    verdict = await channel.send(str(GROUP), Message(text, mention=Mention(str(GRANNY), "陈😀")))
    shown = server.last(group).raw
    assert verdict == Sent(str(server.last(group).id))
    assert shown["text"] == f"陈😀 {text}" if text == "请看" else shown["text"].startswith("陈😀 😀")
    assert [(e["type"], e["offset"], e["length"], e["user"]["id"]) for e in shown["entities"]] == [("text_mention", 0, 3, GRANNY)]


async def test_an_account_elsewhere_is_called_by_name(server: TelegramServer, channel: Telegram, group: Chat) -> None:
    await channel.send(str(GROUP), Message("请看", mention=Mention("zhang", "老张")))
    assert (server.last(group).raw["text"], server.last(group).raw.get("entities")) == ("老张 请看", None)


async def test_a_topic_is_a_conversation_of_its_own(server: TelegramServer, channel: Telegram, granny: User) -> None:
    forum = server.world.group(GROUP, "论坛", members=(granny,), is_forum=True)
    thread = server.world.topic(forum, granny, "报修")
    verdict = await channel.send(f"{GROUP}#{thread}", Message("好"))
    assert verdict == Sent(str(server.last(forum).id))
    assert server.calls_of("sendMessage")[-1].params["message_thread_id"] == thread
    assert await channel.edit(f"{GROUP}#{thread}", str(server.last(forum).id), Message("改")) == verdict
    assert server.texts(forum) == ["改"]


async def test_a_picture_and_its_words(server: TelegramServer, channel: Telegram, tmp_path: Path, group: Chat) -> None:
    (tmp_path / "图.png").write_bytes(picture())
    shown = Message("水管 & <b>", ((Button("好", "a:1"),),), picture=Picture("图.png"), mention=Mention(str(GRANNY), "陈奶奶"))
    verdict = await channel.send(str(GROUP), shown)
    raw = server.last(group).raw
    assert verdict == Sent(str(server.last(group).id))
    assert (raw["caption"], raw["caption_entities"][0]["type"]) == ("陈奶奶 水管 & <b>", "text_mention")
    assert raw["reply_markup"] == {"inline_keyboard": [[{"text": "好", "callback_data": "a:1"}]]}
    changed = replace(shown, text="修好了", buttons=())
    assert await channel.edit(str(GROUP), str(server.last(group).id), changed) == verdict
    assert server.last(group).raw["caption"] == "陈奶奶 修好了"
    assert server.violations == []


async def test_a_picture_we_do_not_have_is_rejected(channel: Telegram, group: Chat, tmp_path: Path) -> None:
    outside = tmp_path.parent / "secret.png"
    outside.write_bytes(picture())
    for name in ("none.png", f"../{outside.name}"):
        assert await channel.send(str(GROUP), Message("x", picture=Picture(name))) == Rejected("no picture: FileNotFoundError")


async def test_a_poster_is_painted_when_it_is_sent(server: TelegramServer, channel: Telegram, group: Chat, tmp_path: Path) -> None:
    poster = as_picture(Poster("傲梅苑周报", "8月24日—8月30日", (Dial("响应率", "72%", "36/50", "↑5", 0.72),)))
    assert await channel.send(str(GROUP), Message("傲梅苑周报", picture=poster)) == Sent(str(server.last(group).id))
    raw = server.last(group).raw
    assert (raw["caption"], raw["photo"][-1]["width"], raw["photo"][-1]["height"]) == ("傲梅苑周报", 1080, 1350)
    assert server.violations == []
    assert list(tmp_path.iterdir()) == []


async def test_a_poster_that_cannot_be_painted_is_told_in_words(server: TelegramServer, channel: Telegram, group: Chat) -> None:
    broken = Picture("no poster", of=DRAWN)
    assert await channel.send(str(GROUP), Message("傲梅苑周报", picture=broken)) == Sent(str(server.last(group).id))
    assert server.texts(group) == ["傲梅苑周报"]
    assert await channel.send(str(GROUP), Message("", picture=broken)) == Rejected("no picture: DecodeError")


async def test_edits(server: TelegramServer, channel: Telegram, group: Chat) -> None:
    sent = await channel.send(str(GROUP), Message("一", ((Button("好", "a:1"),),)))
    assert isinstance(sent, Sent)
    assert await channel.edit(str(GROUP), sent.message, Message("二")) == sent
    assert await channel.edit(str(GROUP), sent.message, Message("二")) == sent
    assert server.texts(group) == ["二"]
    server.world.delete(server.last(group))
    verdict = await channel.edit(str(GROUP), sent.message, Message("三"))
    assert isinstance(verdict, Rejected)
    assert verdict.missing


@pytest.mark.parametrize(
    ("fault", "value", "sent", "edited"),
    [
        ("flood", 9, Later(9), Later(9)),
        ("blocked", None, Gone("Forbidden: bot was blocked by the user"), Gone("Forbidden: bot was blocked by the user")),
        ("migrated", -1009, Moved("-1009"), Moved("-1009")),
        ("lose_reply", None, *[Unknown("ServerDisconnectedError")] * 2),
        ("drop", None, *[Unknown("ServerDisconnectedError")] * 2),
        ("truncated", None, *[Unknown("unreadable answer")] * 2),
        ("empty", None, *[Unknown("unreadable answer")] * 2),
        ("unauthorized", None, Later(60, everyone=True), Later(60, everyone=True)),
    ],
)
async def test_mishaps_on_the_way(
    server: TelegramServer, channel: Telegram, group: Chat, fault: str, value: Any, sent: Verdict, edited: Verdict
) -> None:
    first = await channel.send(str(GROUP), Message("零"))
    assert isinstance(first, Sent)
    server.fault("sendMessage", fault, value)
    server.fault("editMessageText", fault, value)
    assert await channel.send(str(GROUP), Message("一")) == sent
    assert await channel.edit(str(GROUP), first.message, Message("二")) == edited


async def test_a_server_that_is_down_makes_everyone_wait_and_then_serves(server: TelegramServer, channel: Telegram, group: Chat) -> None:
    server.down()
    waits = [await channel.send(str(GROUP), Message("一")) for _ in range(5)]
    assert [isinstance(wait, Later) and wait.everyone and 1 <= wait.after <= 1.3 for wait in waits] == [True] * 5
    server.up()
    assert await channel.send(str(GROUP), Message("二")) == Sent(str(server.last(group).id))


# ---------------------------------------------------------------- presses, files, menus, findings


@pytest.mark.parametrize(
    ("outcome", "text", "alert"), [(Outcome(toast="好" * 300, alert=True), "好" * 199 + "…", True), (Outcome(), "", False)]
)
async def test_a_press_is_answered(
    server: TelegramServer, channel: Telegram, granny: User, group: Chat, outcome: Outcome, text: str, alert: bool
) -> None:
    await channel.send(str(GROUP), Message("一", ((Button("好", "a:1"),),)))
    query = server.world.press(granny, server.last(group), "a:1")
    await channel.pressed(query, outcome)
    answer = server.answer_to(query) or {}
    assert (answer.get("text", ""), answer.get("show_alert", False)) == (text, alert)


@pytest.mark.parametrize("trouble", ["too old", "down"])
async def test_a_press_that_cannot_be_answered_is_no_harm(server: TelegramServer, channel: Telegram, trouble: str) -> None:
    if trouble == "down":
        server.down()
    await channel.pressed("4711", Outcome(toast="好"))


def photo_of(server: TelegramServer, granny: User, data: bytes) -> Attachment:
    size = server.world.photo(granny, granny, data=data).raw["photo"][-1]
    return Attachment(Media.PHOTO, size["file_id"], size["file_unique_id"])


async def test_a_picture_telegram_has_is_sent_by_its_reference(server: TelegramServer, channel: Telegram, granny: User, group: Chat) -> None:
    shown = photo_of(server, granny, picture())
    assert await channel.send(str(GROUP), Message("#1 的照片", picture=Picture(shown.ref, of="telegram"))) == Sent(str(server.last(group).id))
    raw = server.last(group).raw
    assert (raw["caption"], raw["photo"][-1]["file_unique_id"]) == ("#1 的照片", shown.unique)
    assert server.violations == []


async def test_several_pictures_telegram_has_are_one_album(server: TelegramServer, channel: Telegram, granny: User, group: Chat) -> None:
    shown = photo_of(server, granny, picture())
    album = Message("大家的照片", picture=Picture(shown.ref, of="telegram", more=(shown.ref, shown.ref)))
    sent = await channel.send(str(GROUP), album)
    first, *others = [one.raw for one in server.messages(group)]
    assert sent == Sent(str(first["message_id"]))
    assert (first["caption"], len(others), len({one["media_group_id"] for one in (first, *others)})) == ("大家的照片", 2, 1)
    assert server.violations == []


async def test_a_file_is_stored_under_a_safe_name(server: TelegramServer, channel: Telegram, granny: User, tmp_path: Path) -> None:
    data = picture()
    stored = await channel.fetch(photo_of(server, granny, data), tmp_path)
    assert (stored.parent, stored.read_bytes()) == (tmp_path, data)
    assert [path.name for path in tmp_path.iterdir()] == [stored.name]
    assert stored.stem.isalnum()


async def test_a_file_too_large_or_gone_is_an_error_and_leaves_nothing(
    server: TelegramServer, channel: Telegram, granny: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as small:
        small.setattr("bot.channels.telegram.channel.LARGEST", 10)
        with pytest.raises(OSError, match="more than 10 bytes"):
            await channel.fetch(photo_of(server, granny, picture()), tmp_path)
    with pytest.raises(OSError, match="getFile"):
        await channel.fetch(Attachment(Media.PHOTO, "nonsense", "u"), tmp_path)
    known = photo_of(server, granny, picture())
    server.fault("getFile", "truncated")
    with pytest.raises(OSError, match="getFile"):
        await channel.fetch(known, tmp_path)
    monkeypatch.setattr(server.state.files, "at", lambda path: None)
    with pytest.raises(OSError, match="download 404"):
        await channel.fetch(known, tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_menus_are_set_and_a_refusal_is_only_logged(
    server: TelegramServer, channel: Telegram, group: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    channel.reached.set()
    server.fault("setMyCommands", "status", 502)
    menu = Menu("", (("report", "登记"),))
    await channel.menus([menu, menu, replace(menu, groups=True, language="en"), replace(menu, chat=f"{GROUP}#5")])
    commands = [{"command": "report", "description": "登记"}]
    assert server.commands({"type": "all_private_chats"}) == commands
    assert server.commands({"type": "all_group_chats"}, "en") == commands
    assert server.commands({"type": "chat", "chat_id": GROUP}) == commands
    assert [record.message for record in caplog.records if record.name.startswith("bot.")] == ["menu not set"]


async def test_findings_for_the_operator(tmp_path: Path) -> None:
    async with TelegramServer(can_read_all_group_messages=False) as server:
        channel = channel_of(server, tmp_path)
        granny = server.world.user(GRANNY, "陈奶奶")
        server.world.group(-1001, "一", members=(granny,), bot_admin=True)
        server.world.group(-1002, "二", members=(granny,))
        server.world.kick_bot(server.world.group(-1003, "三", members=(granny,)))
        assert await channel.check(["-1001", "-1002", "-1003#7", "-1004"]) == [
            "privacy mode is on: only commands, replies and mentions are heard in groups",
            "-1002: not an administrator, cannot pin",
            "-1003#7: getChatMember 403 Forbidden: bot was kicked from the group chat",
            "-1004: getChatMember 400 Bad Request: chat not found",
        ]
        server.down()
        assert [finding.partition(":")[0] for finding in await channel.check([])] == ["cannot reach the Bot API"]
        await channel.close()


@contextmanager
def refused(status: int) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.status == status


@pytest.mark.parametrize(("fault", "status"), [("unauthorized", 401), ("html", 502), ("truncated", 200), ("empty", 200)])
async def test_a_call_without_its_answer_says_why(server: TelegramServer, channel: Telegram, fault: str, status: int) -> None:
    server.fault("getMe", fault)
    with refused(status):
        await channel.who()
