"""Malformed updates among good ones, through the whole program: neighbours are answered, every malformed one is kept, the operator is told once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from models import journal
from models.database import Database
from models.machinery import Result
from scheduler import clock
from tests.channels.street import Street, street
from tests.channels.test_telegram_polling import BAD
from tests.telegram_server import TelegramServer, User

WORSE = [
    b'{"update_id":$ID,"message":{"message_id":1.5,"date":1,"chat":{"id":-100500,"type":"group"},"text":"a"}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":-1,"chat":{"id":-100500,"type":"group"},"text":"a"}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":-100500},"text":"a"}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":-100500,"type":"group"},"text":5}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":-100500,"type":"group"},"from":"granny"}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":-100500,"type":"group"},"photo":{"file_id":"a"}}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":-100500,"type":"group"},"text":"a","entities":[{"offset":0}]}}',
    b'{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":{"id":-100500,"type":"group"},"text":"\x00"}}',
    b'{"update_id":$ID,"edited_message":[[]]}',
    b'{"update_id":$ID,"callback_query":{"id":"","from":{"id":1},"data":"a:1"}}',
    b'{"update_id":$ID,"callback_query":{"id":"7","from":{"id":1},"message":{"message_id":1,"chat":null},"data":"a:1"}}',
    b'{"update_id":$ID,"my_chat_member":{"chat":{"id":1,"type":"group"},"from":{"id":1},"date":1,"old_chat_member":null}}',
    b'{"update_id":true,"message":null}',
]
SHAPES = BAD + WORSE
NEIGHBOURS = 5
LIMIT = 15.0
"""Seconds within which every neighbour is to be answered: five on a machine of its own; here four suites share two cores."""


@pytest.fixture(params=["polling", "webhook"])
async def here(request: pytest.FixtureRequest, database: Database, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Street]:
    """A street whose operator can be written to, heard by polling and by webhook, on each kind of database."""
    hook = {"telegram_mode": "webhook", "telegram_webhook_url": f"http://127.0.0.1:{unused_tcp_port}", "web_port": unused_tcp_port}
    more = hook | {"telegram_webhook_secret": "s3cret"} if request.param == "webhook" else {}
    async with TelegramServer(webhook_ordered=True) as server, street(database, tmp_path, server, **more) as made:
        server.world.start(made.owner)
        server.world.say(made.group, made.owner, "设置 傲梅苑 居民群")
        await server.wait_for(lambda s: len(made.texts()) == 1 and len(s.texts(made.owner)) == 1, 20)
        yield made
        assert server.violations == []


def neighbours(here: Street) -> list[User]:
    """Some who live there."""
    found = [here.server.world.user(700100 + number, f"邻居{number}") for number in range(NEIGHBOURS)]
    here.server.world.join(here.group, *found)
    return found


def push(here: Street, bad: bytes) -> bytes:
    """A malformed update in the queue; gives the bytes as they are delivered."""
    number = here.server.world.raw(bad)
    return bad.replace(b"$ID", str(number).encode())


def push_interleaved(here: Street) -> tuple[list[bytes], list[str]]:
    """All shapes, a report after each; the bytes and the words."""
    people, raws, words = neighbours(here), [], []
    for number, bad in enumerate(SHAPES, 1):
        raws.append(push(here, bad))
        words.append(f"2号楼{number}层路灯不亮")
        here.server.world.say(here.group, people[number % NEIGHBOURS], f"登记 {words[-1]}")
    return raws, words


async def answered(here: Street, count: int) -> list[str]:
    """The first lines of so many answers in the group, after the greeting."""
    return [text.splitlines()[0] for text in (await here.until(count + 1, LIMIT))[1:]]


async def all_delivered(here: Street) -> None:
    """Every update is acknowledged, and what was written because of it is sent."""
    await here.server.wait_for(lambda s: s.pending == 0, LIMIT)
    await here.app.courier.drained()


def quarantined(here: Street) -> dict[int, bytes | None]:
    """What was kept, by the number of its entry."""
    with here.app.database.reading() as session:
        return {entry.id: entry.raw for entry in journal.find_dead(session) if entry.result is Result.QUARANTINED}


def told(here: Street) -> list[str]:
    """What the operator was told in private, after the greeting."""
    return here.server.texts(here.owner)[1:]


def warning(entry: int) -> str:
    return f"⚠ 收到一条读不懂的更新，已隔离：{entry}"


async def test_neighbours_are_answered_and_each_malformed_update_is_kept_once(here: Street) -> None:
    raws, words = push_interleaved(here)
    await answered(here, len(words))
    await all_delivered(here)
    assert await answered(here, len(words)) == [f"#{number} {said}" for number, said in enumerate(words, 1)]
    kept = quarantined(here)
    assert sorted(kept.values()) == sorted(raws)
    assert told(here) == [warning(min(kept))]


async def test_the_bot_lives_and_listens_on(here: Street) -> None:
    _, words = push_interleaved(here)
    await answered(here, len(words))
    await all_delivered(here)
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    assert (await answered(here, len(words) + 1))[-1] == f"#{len(words) + 1} 2号楼水管爆裂"
    assert not here.running.done()


async def test_what_is_delivered_again_is_kept_and_told_of_once(here: Street) -> None:
    raws = [push(here, bad) for bad in SHAPES]
    for raw in raws:
        push(here, raw)
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    assert await answered(here, 1) == ["#1 2号楼水管爆裂"]
    await all_delivered(here)
    kept = quarantined(here)
    assert sorted(kept.values()) == sorted(raws)
    assert told(here) == [warning(min(kept))]


async def test_the_operator_hears_again_after_ten_minutes(here: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    now, first = clock.now(), b'{"update_id":$ID,"message":1}'
    for later in (timedelta(0), timedelta(minutes=9, seconds=59), timedelta(minutes=10, seconds=1), timedelta(minutes=20)):
        monkeypatch.setattr(clock, "now", lambda moment=now + later: moment)
        push(here, first)
        await all_delivered(here)
    entries = sorted(quarantined(here))
    assert len(entries) == 4
    assert told(here) == [warning(entries[0]), warning(entries[2])]


def test_there_are_enough_shapes() -> None:
    assert len(SHAPES) == len(set(SHAPES)) >= 15
