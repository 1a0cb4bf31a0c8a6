"""The whole program on WeCom: heard once, answered by numbers and by cards, at its pace, and beside every other channel."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import delete, select, update

from bot.app import App
from bot.channels.wecom import cards
from models import chats, letters, people, webchat
from models.database import Database, open_database
from models.machinery import Card, Delivery, Letter, Stage, Timer
from models.matters import Follower, Matter
from models.messaging import Button, Message, Post
from models.wecom import WeComStream
from scheduler import clock
from tests.channels.square import GROUP, OWNER, Square, settings_of, settle, square
from tests.databases import Postgres
from tests.telegram_server import TelegramServer
from tests.wecom_server import Gateway
from tests.wecom_server.caller import AES_KEY, TOKEN, Caller


@pytest.fixture
async def here(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Square]:
    async with square(sqlite_database, tmp_path, gateway) as made:
        await made.set_up()
        await without_board(made)
        yield made


async def without_board(here: Square) -> None:
    """The group that was just set up gets no board of its own, for tests that count what is sent."""
    await here.app.lanes.run("square", lambda session: session.execute(delete(Timer).where(Timer.name == "board-appears")) and None)


def firsts(here: Square) -> list[str]:
    return [text.splitlines()[0] for text in here.texts()]


def letter(session: Any, text: str, address: str = GROUP, delivery: Delivery = Delivery.POST) -> Any:
    chat = chats.find_chat(session, "wecom", address)
    assert chat is not None
    return letters.write_letter(session, chat, delivery=delivery, rank=1, now=clock.now(), body=Post(text).as_json())


async def write(here: Square, *texts: str, address: str = GROUP) -> None:
    for text in texts:
        here.app.courier.hand([await here.app.lanes.run("x", partial(letter, text=text, address=address))])


async def test_a_report_is_registered_and_answered_by_a_number(here: Square) -> None:
    await here.gateway.say("zhang", "@近邻 登记 2号楼电梯坏了", GROUP)
    await here.said(GROUP, lambda texts: any(text.startswith("#1 2号楼电梯坏了") for text in texts))
    card = next(text for text in here.texts() if text.startswith("#1 "))
    number = re.search(r"(\d+) 我也遇到", card)
    assert number is not None
    await here.gateway.say("li", f"@近邻 {number[1]}", GROUP)
    async with asyncio.timeout(20):
        while await here.app.lanes.read(_followers) < 1:
            await asyncio.sleep(0.02)
    with here.app.database.reading() as session:
        assert [(matter.number, matter.title) for matter in session.scalars(select(Matter))] == [(1, "2号楼电梯坏了")]


async def test_7_the_same_message_five_times_is_one(here: Square) -> None:
    body = {"msgid": "SAME", "aibotid": "b", "chattype": "group", "chatid": GROUP, "from": {"userid": "zhang"}, "msgtype": "text"}
    for _ in range(5):
        await here.gateway.callback("aibot_msg_callback", body | {"text": {"content": "@近邻 登记 2号楼水管爆裂"}})
    await here.gateway.say("zhang", "@近邻 登记 2号楼路灯不亮", GROUP)
    await here.said(GROUP, lambda texts: any(text.startswith("#2") for text in texts))
    assert firsts(here)[1:] == ["#1 2号楼水管爆裂", "#2 2号楼路灯不亮"]


async def test_14_the_twenty_first_in_a_minute_waits(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> None:
    async with square(sqlite_database, tmp_path, gateway, paced=True) as here:
        await here.set_up()
        await without_board(here)
        await write(here, *(f"第{n}条" for n in range(25 - len(here.texts()))))
        await asyncio.wait_for(here.app.courier.drained(), 20)
        assert len(here.texts()) == 20
        with here.app.database.reading() as session:
            waiting = session.scalars(select(Letter.state).where(Letter.state != Stage.SENT)).all()
            assert list(waiting) == [Stage.WAITING] * 5


async def test_a_storm_of_breaks_loses_and_doubles_nothing(here: Square) -> None:
    before = len(here.texts())
    for number in range(5):
        await here.gateway.cut()
        await write(here, f"第{number}条")
    async with asyncio.timeout(60):
        while len(here.texts()) < before + 5:
            await here.app.courier.sweep()
            await asyncio.sleep(0.05)
    assert here.texts()[before:] == [f"第{number}条" for number in range(5)]


async def test_a_card_in_private_is_pressed_and_the_deed_is_done(here: Square) -> None:
    await here.gateway.say("zhang", "注销")
    await here.gateway.press("zhang", await here.card("先不"), "先不")
    await here.gateway.until(lambda g: g.of("aibot_respond_update_msg"))
    (update,) = here.gateway.of("aibot_respond_update_msg")
    assert update.body["template_card"]["main_title"]["desc"] == "好的，什么都没动。"


async def test_forgotten_nothing_of_a_person_stays_in_the_channels_rows(here: Square) -> None:
    await here.gateway.say("zhang", "名字 欧阳小翠")
    await here.said("zhang", lambda texts: any("欧阳小翠" in text for text in texts))
    await here.app.channels["wecom"].send(GROUP, Message("欧阳小翠来了", ((Button("好", "keep:"),),)))
    await here.gateway.say("zhang", "注销")
    await here.gateway.press("zhang", await here.card("确定注销"), "确定注销")
    await here.said("zhang", lambda texts: any(text.startswith("已经删掉了") for text in texts))
    with here.app.database.reading() as session:
        kept = [str(row) for table in ("wecom_chats", "wecom_sent", "wecom_streams") for row in session.execute(select(Matter.__table__.metadata.tables[table]))]
    assert [row for row in kept if "欧阳" in row] == []
    assert sum("'zhang'" in row for row in kept) <= 2  # the farewell, which was still to be said


# ---------------------------------------------------------------- two processes


async def test_the_second_process_waits_and_leaves_its_letters_to_the_first(gateway: Gateway, postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.fresh_url()
    first, second = open_database(url), open_database(url)
    settle(first)
    async with square(first, tmp_path, gateway) as one:
        await one.set_up()
        other = App(settings_of(gateway, tmp_path), second, paced=False)
        running = asyncio.ensure_future(other.run())
        await asyncio.wait_for(other.started.wait(), 20)
        waiting = other.channels["wecom"]
        assert waiting.mute
        other.courier.hand([await other.lanes.run("x", partial(letter, text="第二个进程写的"))])
        await one.said(GROUP, lambda texts: "第二个进程写的" in texts)
        assert (gateway.connections, waiting.mute) == (1, True)
    await gateway.until(lambda g: g._socket is not None)
    await gateway.say("zhang", "在吗")
    await gateway.until(lambda g: len(g.texts()) > 2)
    assert (gateway.connections, waiting.mute) == (2, False)
    other.stopping.set()
    await asyncio.wait_for(running, 20)
    first.close()
    second.close()


# ---------------------------------------------------------------- every channel at once


async def test_one_place_on_four_channels_and_one_resident_on_two(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        told = {"telegram_token": telegram.token, "telegram_api_url": telegram.base_url, "telegram_file_url": telegram.base_file_url}
        told |= {"owners": f"wecom:{OWNER},telegram:700001,onebot:1,web:w1", "onebot_token": "token-of-the-bridge"}
        owner, granny = telegram.world.user(700001, "管理员"), telegram.world.user(700010, "陈奶奶")
        group = telegram.world.group(-100500, "傲梅苑居民群", members=(owner, granny))
        async with square(sqlite_database, tmp_path, gateway, **told) as here, aiohttp.ClientSession() as session:
            await here.app.lanes.run("x", partial(webchat.open_room, address="g1", title="居民群", accounts=["w1"]))
            async with session.ws_connect(
                f"{here.app.address}/onebot/v11/ws", headers={"Authorization": "Bearer token-of-the-bridge"}
            ) as bridge:
                in_qq: list[str] = []
                qq = asyncio.ensure_future(_qq(bridge, in_qq))
                await here.set_up()
                telegram.world.say(group, owner, "设置 傲梅苑 居民群")
                await here.app.webchat.say("w1", "g1", "@近邻 设置 傲梅苑 居民群", None)
                await bridge.send_json(_in_qq("@ 设置 傲梅苑 居民群", 1))
                async with asyncio.timeout(30):
                    while await here.app.lanes.read(_bound) < 4:
                        await asyncio.sleep(0.02)
                telegram.world.say(group, granny, "登记 2号楼电梯坏了")
                async with asyncio.timeout(30):
                    while await here.app.lanes.read(_shown) < 4:
                        await asyncio.sleep(0.02)
                with sqlite_database.reading() as look:
                    on_web = look.scalars(select(webchat.WebMessage.text).where(webchat.WebMessage.author == "")).all()
                on_telegram = [message.text for message in telegram.messages(group.id) if message.raw.get("from", {}).get("is_bot")]
                shown = [next(t for t in texts if t.startswith("#1 ")) for texts in (on_telegram, on_web, here.texts(), in_qq)]
                assert {text.split("\n")[0] for text in shown} == {"#1 2号楼电梯坏了"}
                assert {text.split("\n")[1] for text in shown} == {"2号楼 · 电梯 · 已登记"}
                qq.cancel()
            telegram.world.start(granny)
            telegram.world.say(granny.id, granny, "换号")
            await telegram.wait_for(lambda s: any("一小时内" in m.text for m in s.messages(granny.id)), timeout=20)
            code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", next(m.text for m in telegram.messages(granny.id) if "一小时内" in m.text))
            assert code is not None
            await gateway.say("chen", f"绑定 {code[0]}")
            await here.said("chen", lambda texts: any("认出来了" in text for text in texts))
            with sqlite_database.reading() as look:
                one, two = people.find_person(look, "telegram", "700010"), people.find_person(look, "wecom", "chen")
                assert one is not None
                assert one == two


def _followers(session: Any) -> int:
    return len(session.scalars(select(Follower)).all())


def _bound(session: Any) -> int:
    return len(session.scalars(select(chats.Chat).where(chats.Chat.kind == chats.Kind.RESIDENTS)).all())


def _shown(session: Any) -> int:
    return len(session.scalars(select(Card).where(Card.subject == "matter:1", Card.message.is_not(None))).all())


def _in_qq(text: str, number: int) -> dict[str, Any]:
    said = [{"type": "at", "data": {"qq": "99"}}, {"type": "text", "data": {"text": text.removeprefix("@")}}]
    event = {"post_type": "message", "message_type": "group", "self_id": 99, "user_id": 1, "group_id": 5, "message_id": number}
    return event | {"message": said, "sender": {"nickname": "管理员"}}


async def _qq(bridge: aiohttp.ClientWebSocketResponse, said: list[str]) -> None:
    """Whoever bridges QQ takes everything that is said."""
    number = 100
    async for message in bridge:
        number += 1
        said += [segment["data"]["text"] for segment in message.json()["params"]["message"] if segment["type"] == "text"]
        await bridge.send_json({"status": "ok", "retcode": 0, "data": {"message_id": number}, "echo": message.json()["echo"]})


def test_tasks_are_ids_of_ours() -> None:
    assert re.fullmatch(r"[0-9A-Za-z_@-]{1,40}", cards.new_task())


# ---------------------------------------------------------------- by callbacks


async def test_by_callbacks_what_finds_no_way_waits_until_somebody_writes_there(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path
) -> None:
    told = {"wecom_bot_id": "", "wecom_bot_secret": None, "wecom_token": TOKEN, "wecom_aes_key": AES_KEY}
    async with square(sqlite_database, tmp_path, gateway, **told) as here, aiohttp.ClientSession(here.app.address) as client:
        caller = Caller(client, here.app.channels["wecom"].callbacks.path)  # type: ignore[attr-defined]
        _, first = await caller.say("zhang", "在吗")
        assert first["stream"]["content"].startswith("我在。")
        await here.app.lanes.run("x", lambda session: session.execute(update(WeComStream).values(finished=True)) and None)
        await write(here, "修好了", address="zhang")
        await asyncio.wait_for(here.app.courier.drained(), 20)
        with sqlite_database.reading() as session:
            assert session.scalars(select(Letter.state).where(Letter.state != Stage.SENT)).all() == [Stage.WAITING]
            assert chats.find_chat(session, "wecom", "zhang").parked == "nobody has written there lately"  # type: ignore[union-attr]
        _, second = await caller.say("zhang", "进度")
        async with asyncio.timeout(20):
            while "修好了" not in (said := (await caller.more(second["stream"]["id"]))["content"]):
                await asyncio.sleep(0.02)
        assert said.endswith("\n\n修好了")
        assert (await caller.say("zhang", "转账", token="forged"))[0] == 403
