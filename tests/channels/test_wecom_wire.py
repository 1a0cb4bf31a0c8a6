"""The long connection: who speaks first, whose an acknowledgement is, when it is made anew and when it never is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.wecom.frames import PUSH, RESPOND
from bot.channels.wecom.wire import Doubtful, NotSent, State
from models.database import Database
from models.messaging import Later, Message, Sent, Unknown
from tests.channels.corridor import FAST, Corridor, corridor
from tests.wecom_server import SECRET, Gateway


@pytest.fixture
async def here(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Corridor]:
    async with corridor(gateway, sqlite_database, tmp_path) as made:
        yield made


def push(text: str) -> dict[str, object]:
    return {"chatid": "zhang", "msgtype": "markdown", "markdown": {"content": text}}


async def test_1_subscribe_is_the_first_frame_and_the_secret_is_in_no_log(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with corridor(gateway, sqlite_database, tmp_path) as here:
        await here.channel.wire.ask(PUSH, push("好"))
        assert gateway.frames[0].cmd == "aibot_subscribe"
        assert gateway.frames[0].req_id.startswith("aibot_subscribe_")
    assert SECRET not in caplog.text + repr(here.channel.settings)


async def test_2_an_acknowledgement_finds_its_request_by_the_id_alone(here: Corridor) -> None:
    here.gateway.refuse[PUSH] = [40058, 0]
    first, second = await asyncio.gather(here.channel.wire.ask(PUSH, push("一")), here.channel.wire.ask(PUSH, push("二")))
    assert (first.errcode, second.errcode) == (40058, 0)
    await here.gateway.raw('{"headers":{"req_id":"nobody"},"errcode":0}')
    await here.gateway.raw("no frame at all")
    assert (await here.channel.wire.ask(PUSH, push("三"))).errcode == 0


async def test_3_one_id_is_answered_one_after_the_other_and_others_beside_it(here: Corridor) -> None:
    req_id = await here.gateway.say("zhang", "在吗")
    stream = {"msgtype": "stream", "stream": {"id": "s", "content": "好", "finish": True}}
    here.gateway.held.add(RESPOND)
    serial = [asyncio.ensure_future(here.channel.wire.ask(RESPOND, stream, req_id)) for _ in range(5)]
    await here.gateway.until(lambda g: len(g.of(RESPOND)) == 1)
    assert (await here.channel.wire.ask(PUSH, push("别的"))).errcode == 0
    assert len(here.gateway.of(RESPOND)) == 1
    here.gateway.release()
    assert [frame.errcode for frame in await asyncio.gather(*serial)] == [0] * 5


async def test_4_two_pings_without_an_answer_and_it_is_made_anew(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> None:
    gateway.deaf = True
    async with corridor(gateway, sqlite_database, tmp_path, rhythm=replace(FAST, ping=0.02)):
        await gateway.until(lambda g: len(g.of("aibot_subscribe")) == 2)
        told = [frame.cmd for frame in gateway.frames]
        assert told[: told.index("aibot_subscribe", 1)] == ["aibot_subscribe", "ping", "ping"]
        gateway.deaf = False
        await gateway.until(lambda g: len(g.of("ping")) > 12)
        assert gateway.connections <= 4


async def test_5_a_refused_secret_is_tried_five_times_and_told(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> None:
    gateway.secret = "another"
    async with corridor(gateway, sqlite_database, tmp_path, ready=False) as here:
        await here.porch.until(lambda porch: porch.reported)
        await gateway.until(lambda g: not g._sockets)  # we closed them all ourselves
        assert here.porch.reported == [("wecom-refused", "aibot-1")]
        assert (gateway.connections, here.channel.wire.state) == (5, State.REFUSED)
        assert await here.channel.send("zhang", Message("好")) == Later(60.0, everyone=True)


async def test_6_whoever_is_replaced_closes_and_does_not_fight(here: Corridor, sqlite_database: Database, tmp_path: Path) -> None:
    async with corridor(here.gateway, sqlite_database, tmp_path) as other:
        await here.porch.until(lambda porch: porch.reported)
        assert here.porch.reported == [("wecom-replaced", "aibot-1")]
        assert (here.gateway.connections, here.channel.wire.state) == (2, State.REPLACED)
        assert (await other.channel.wire.ask(PUSH, push("还在"))).errcode == 0


async def test_a_storm_of_breaks_ends_connected(here: Corridor) -> None:
    for round_ in range(2, 8):
        await here.gateway.cut()
        await here.gateway.until(lambda g, n=round_: g.connections >= n)
        await asyncio.wait_for(here.channel.wire.ready.wait(), 10)
    assert (await here.channel.wire.ask(PUSH, push("还在"))).errcode == 0
    assert here.channel.wire.failures == 0


async def test_what_was_under_way_when_it_broke_is_doubtful(here: Corridor) -> None:
    here.gateway.held.add(PUSH)
    asking = asyncio.ensure_future(here.channel.send("zhang", Message("好")))
    await here.gateway.until(lambda g: g.of(PUSH))
    await here.gateway.cut()
    assert await asking == Unknown("connection lost")


async def test_nothing_is_sent_where_nobody_is(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> None:
    async with corridor(gateway, sqlite_database, tmp_path, url="ws://127.0.0.1:9", ready=False) as here:
        with pytest.raises(NotSent):
            await here.channel.wire.ask(PUSH, push("好"))
        verdict = await here.channel.send("zhang", Message("好"))
        assert isinstance(verdict, Later)
        assert verdict.everyone


async def test_silence_is_doubtful(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> None:
    gateway.refuse[PUSH] = [None]
    async with corridor(gateway, sqlite_database, tmp_path, rhythm=replace(FAST, ack=0.02)) as here:
        with pytest.raises(Doubtful):
            await here.channel.wire.ask(PUSH, push("好"))


async def test_control_signs_stop_nobody(here: Corridor) -> None:
    await here.gateway.raw(
        '{"cmd":"aibot_msg_callback","headers":{"req_id":"r"},"body":{"msgid":"M","chattype":"single","from":{"userid":"li"},'
        '"msgtype":"text","text":{"content":"电\x02梯\x0b坏了"}}}'
    )
    await here.porch.until(lambda porch: porch.kept)
    assert here.porch.texts == ["电梯坏了"]


async def test_leaving_it_still_says_what_is_to_be_said_but_hears_no_more(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path
) -> None:
    async with corridor(gateway, sqlite_database, tmp_path, rhythm=replace(FAST, linger=5)) as here:
        here.running.cancel()
        await asyncio.sleep(0)
        await gateway.say("zhang", "还有")
        assert isinstance(await here.channel.send("zhang", Message("好")), Sent)
        assert here.porch.begun == []
        await here.channel.close()
        await asyncio.wait([here.running])
        await gateway.until(lambda g: not g._sockets)
