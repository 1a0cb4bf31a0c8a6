"""Callback mode: what is forged, old or no JSON changes nothing; what is said is answered by streams, and by what else there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.base import Outcome
from bot.channels.wecom import WeCom, callback, cards
from models import wecom
from models.database import Database
from models.messaging import Button, Gone, Incoming, Message, Sent
from scheduler import clock
from tests.channels.corridor import channel_of
from tests.channels.porch import Porch
from tests.house import Desk
from tests.wecom_server import Gateway, Robot
from tests.wecom_server.caller import AES_KEY, TOKEN, Caller

PASSIVE: dict[str, Any] = {"bot_id": "", "secret": "", "token": TOKEN, "aes_key": AES_KEY}


@dataclass
class Answering(Porch):
    """A house that says something as soon as a message is committed."""

    channel: WeCom | None = None
    words: str = ""

    async def accept(self, happened: Incoming) -> Outcome:
        outcome = await super().accept(happened)
        if self.words and self.channel is not None:
            await self.channel.send(happened.chat, Message(self.words, reply_to=happened.message))
        return outcome


@dataclass
class Counter:
    channel: WeCom
    porch: Answering
    caller: Caller
    desk: Desk


@asynccontextmanager
async def counter(database: Database, folder: Path, **told: Any) -> AsyncIterator[Counter]:
    porch = Answering()
    channel = porch.channel = channel_of(Gateway(), database, folder, **PASSIVE, **told)
    app = web.Application()
    app.router.add_routes(channel.routes(porch))
    async with TestClient(TestServer(app)) as client:
        yield Counter(channel, porch, Caller(client, channel.callbacks.path if channel.callbacks else ""), channel.lanes)
    await channel.close()


@pytest.fixture
async def here(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Counter]:
    monkeypatch.setattr(callback, "WAIT", 0.01)
    async with counter(sqlite_database, tmp_path) as made:
        yield made


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


# ---------------------------------------------------------------- the door


@pytest.mark.parametrize("echo", ["4611686018427387904", "好", ""])
async def test_the_address_is_verified(here: Counter, echo: str) -> None:
    sealed = here.caller.seal(echo) if echo else here.channel.callbacks.envelope.seal(b"")  # type: ignore[union-attr]
    answer = await here.caller.client.get(here.caller.path, params=here.caller.query(sealed) | {"echostr": sealed})
    assert (answer.status, await answer.read()) == (200, echo.encode())


async def test_a_plus_in_the_question_survives(here: Counter) -> None:
    sealed = next(sealed for _ in range(200) if "+" in (sealed := here.caller.seal("ok")))
    query = "&".join(f"{name}={value}" for name, value in (here.caller.query(sealed) | {"echostr": sealed}).items())
    answer = await here.caller.client.get(f"{here.caller.path}?{query}")
    assert (answer.status, await answer.read()) == (200, b"ok")


@pytest.mark.parametrize("how", [{"token": "another"}, {"age": 301}, {"age": -301}])
async def test_forged_or_old_nothing_changes(here: Counter, how: dict[str, Any]) -> None:
    assert (await here.caller.say("zhang", "转账", **how))[0] == 403
    sealed = here.caller.seal("ok")
    asked = await here.caller.client.get(here.caller.path, params=here.caller.query(sealed, **how) | {"echostr": sealed})
    assert asked.status == 403
    assert (here.porch.begun, here.porch.quarantined) == ([], [])


async def test_a_body_of_another_signature_changes_nothing(here: Counter) -> None:
    query = here.caller.query(here.caller.seal("{}"))
    for body in ({"encrypt": here.caller.seal("{}")}, {"encrypt": ""}, {}):
        assert (await here.caller.client.post(here.caller.path, params=query, json=body)).status == 403
    assert (await here.caller.client.post(here.caller.path, json={"encrypt": "x"})).status == 403
    assert (here.porch.begun, here.porch.quarantined) == ([], [])


async def test_a_replay_changes_nothing_and_a_nonce_is_used_once(here: Counter, sqlite_database: Database) -> None:
    await here.caller.say("zhang", "一", nonce="n", msgid="M1", response_url="https://a")
    with sqlite_database.reading() as session:
        before = vars(wecom.find_chat(session, "zhang")).copy()
    assert (await here.caller.say("zhang", "二", nonce="n", msgid="M2"))[0] == 403
    assert (await here.caller.say("zhang", "一", nonce="n", msgid="M1", response_url="https://b"))[0] == 200
    assert {happened.key for happened in here.porch.kept} == {"wecom:m:M1"}  # its key: the house does it once
    with sqlite_database.reading() as session:
        after = vars(wecom.find_chat(session, "zhang"))
    assert {name: value for name, value in after.items() if name[0] != "_"} == {n: v for n, v in before.items() if n[0] != "_"}


XML = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Encrypt>&e;</Encrypt></xml>'


@pytest.mark.parametrize("body", [XML, b"<xml><Encrypt>x</Encrypt></xml>", b"", b"\xff", b"[" * 100000, b'{"encrypt":1}'])
async def test_whatever_is_no_json_is_refused_unparsed(here: Counter, body: bytes) -> None:
    answer = await here.caller.client.post(here.caller.path, params=here.caller.query("x"), data=body, headers={"Content-Type": "text/xml"})
    assert answer.status == 400
    assert (here.porch.begun, here.porch.quarantined) == ([], [])


async def test_too_large_a_body_is_not_read(here: Counter) -> None:
    answer = await here.caller.client.post(here.caller.path, data=b" " * (callback.LARGEST + 1))
    assert answer.status == 413


async def test_signed_but_unreadable_is_quarantined(here: Counter) -> None:
    assert (await here.caller.post({"msgid": 7}))[0] == 200
    assert len(here.porch.quarantined) == 1


async def test_a_lost_database_is_not_acknowledged_and_it_comes_again(here: Counter) -> None:
    here.porch.losses = 1
    assert (await here.caller.say("zhang", "电梯坏了", msgid="M1", nonce="n"))[0] == 500
    assert (await here.caller.say("zhang", "电梯坏了", msgid="M1", nonce="n"))[0] == 200
    assert here.porch.texts == ["电梯坏了"]


# ---------------------------------------------------------------- streams


async def test_an_answer_is_in_the_stream_which_is_finished_when_all_is_said(here: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    here.porch.words = "已登记 #1"
    status, told = await here.caller.say("zhang", "登记 电梯坏了")
    assert (status, told["stream"]["content"], told["stream"]["finish"]) == (200, "已登记 #1", False)
    assert isinstance(await here.channel.send("zhang", Message("楼长知道了")), Sent)
    assert (await here.caller.more(told["stream"]["id"]))["content"] == "已登记 #1\n\n楼长知道了"
    later(monkeypatch, seconds=3)
    assert await here.caller.more(told["stream"]["id"]) == {"id": told["stream"]["id"], "content": "已登记 #1\n\n楼长知道了", "finish": True}
    assert await here.channel.send("zhang", Message("晚了")) == Gone("nobody has written there lately", waits=True)


async def test_the_same_post_again_gets_the_same_stream(here: Counter) -> None:
    here.porch.words = "好"
    _, first = await here.caller.say("zhang", "在吗", msgid="M1", nonce="n")
    _, second = await here.caller.say("zhang", "在吗", msgid="M1", nonce="n")
    assert first["stream"]["id"] == second["stream"]["id"]


async def test_another_process_answers_the_stream(here: Counter, sqlite_database: Database, tmp_path: Path) -> None:
    _, told = await here.caller.say("zhang", "在吗")
    async with counter(sqlite_database, tmp_path) as other:
        assert isinstance(await other.channel.send("zhang", Message("在")), Sent)
        assert (await other.caller.more(told["stream"]["id"]))["content"] == "在"
    assert (await here.caller.more(told["stream"]["id"]))["content"] == "在"


async def test_of_two_who_ask_in_a_group_each_has_their_own(here: Counter) -> None:
    streams = [(await here.caller.say(who, "@bot 在吗", "wr1", msgid=f"M-{who}"))[1]["stream"]["id"] for who in ("zhang", "li")]
    await here.channel.send("wr1", Message("张，在", reply_to="M-zhang"))
    assert [(await here.caller.more(stream))["content"] for stream in streams] == ["张，在", ""]


@pytest.mark.parametrize(("seconds", "finish"), [(10, False), (21, True), (299, True)])
async def test_a_silent_stream_is_closed_in_time(here: Counter, monkeypatch: pytest.MonkeyPatch, seconds: int, finish: bool) -> None:
    _, told = await here.caller.say("zhang", "在吗")
    later(monkeypatch, seconds=seconds)
    more = await here.caller.more(told["stream"]["id"])
    assert (more["finish"], more["content"]) == (finish, "收到了" if finish else "")


async def test_no_stream_outlives_five_minutes_however_much_is_said(here: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = await here.caller.say("zhang", "在吗")
    for _ in range(150):
        later(monkeypatch, seconds=2)
        if not isinstance(await here.channel.send("zhang", Message("还有")), Sent):
            break
    more = await here.caller.more(told["stream"]["id"])
    with here.desk.database.reading() as session:
        opened = wecom.find_stream(session, told["stream"]["id"])
        assert opened is not None
        assert clock.now() - opened.opened_at < timedelta(minutes=5)
        assert more["finish"] is True


async def test_a_stream_nobody_knows_is_finished(here: Counter) -> None:
    assert (await here.caller.more("who"))["finish"] is True


# ---------------------------------------------------------------- what else can be said


async def test_the_answering_address_is_used_once(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback, "WAIT", 0.01)
    async with Robot() as robot, counter(sqlite_database, tmp_path, answers=f"{robot.base}/aibot/response") as here:
        await here.caller.say("zhang", "在吗", response_url=f"{robot.base}/aibot/response?response_code=C")
        later(monkeypatch, minutes=10)
        assert isinstance(await here.channel.send("zhang", Message("修好了")), Sent)
        assert await here.channel.send("zhang", Message("再说")) == Gone("nobody has written there lately", waits=True)
        assert robot.posts == ["修好了"]


@pytest.mark.parametrize("wrong", ["{base}/webhook/send?key=1", "http://127.0.0.1:9/cgi-bin/aibot/response?response_code=C", "file:///etc", "//"])
async def test_an_answering_address_of_somebody_else_is_not_posted_to(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr(callback, "WAIT", 0.01)
    async with Robot() as robot, counter(sqlite_database, tmp_path, answers=f"{robot.base}/aibot/response") as here:
        await here.caller.say("zhang", "在吗", response_url=wrong.format(base=robot.base))
        later(monkeypatch, minutes=10)
        assert isinstance(await here.channel.send("zhang", Message("修好了")), Gone)
        assert robot.posts == []


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=1", True),
        ("https://qyapi.weixin.qq.com.evil.com/cgi-bin/aibot/response?response_code=1", False),
        ("https://evil@qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=1", False),
        ("http://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=1", False),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", False),
    ],
)
async def test_whose_an_answering_address_is(here: Counter, url: str, ours: bool) -> None:
    assert here.channel.callbacks is not None
    assert here.channel.callbacks.is_answering(url) is ours


async def test_a_group_with_a_robot_hears_it(sqlite_database: Database, tmp_path: Path) -> None:
    async with Robot() as robot, counter(sqlite_database, tmp_path, robots={"wr1": robot.url}) as here:
        assert isinstance(await here.channel.send("wr1", Message("今日动态")), Sent)
        assert robot.posts == ["今日动态"]
        assert await here.channel.check(["wr1", "wr2"]) == ["wr2: no robot in WECOM_WEBHOOKS, so nothing can be said there unasked"]


async def test_whoever_opens_the_chat_is_greeted_and_a_pressed_card_answers(here: Counter) -> None:
    event: dict[str, Any] = {"msgid": "E1", "from": {"userid": "li"}, "chattype": "single", "msgtype": "event"}
    _, told = await here.caller.post(event | {"event": {"eventtype": "enter_chat"}})
    assert told["text"]["content"].startswith("您好，我是近邻")
    card = cards.card_of(Message("修好了吗", ((Button("好", "done:1"),),)), "card-1")
    await here.desk.run("x", partial(wecom.keep_sent, chat="li", message="card-1", text="", now=clock.now(), card=card))
    here.porch.outcome = Outcome(toast="已办结")
    pressed = {"eventtype": "template_card_event", "template_card_event": {"event_key": "done:1", "task_id": "card-1"}}
    _, told = await here.caller.post(event | {"msgid": "E2", "event": pressed})
    assert (told["response_type"], told["template_card"]["main_title"]["desc"]) == ("update_template_card", "已办结")
    assert here.porch.kept[0].pressed == "done:1"


async def test_a_picture_is_unsealed_with_the_callbacks_own_key(here: Counter, tmp_path: Path) -> None:
    async with Gateway() as files:
        sealed = files.seal("p", b"JPEG", here.channel.callbacks.envelope.key)  # type: ignore[union-attr]
        await here.caller.say("zhang", "", msgtype="image", image={"url": sealed["url"]})
        (shown,) = here.porch.kept[0].attachments
        async with asyncio.timeout(20):
            while not (tmp_path / shown.ref).exists():
                await asyncio.sleep(0.01)
    assert (tmp_path / shown.ref).read_bytes() == b"JPEG"
