"""Several processes on one PostgreSQL: couriers wake one another, one alone listens, and all keep one pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot import together
from bot.lanes import Lanes
from handlers.ctx import House
from models import chats, letters
from models.chats import Kind
from models.database import Database
from models.machinery import Delivery
from models.messaging import Capabilities, Post
from scheduler import clock
from scheduler.courier import Courier
from tests.databases import Postgres
from tests.house import Channel


@pytest.fixture
def shared(postgres: Postgres) -> Iterator[Database]:
    database = postgres.fresh()
    yield database
    database.close()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what another task or process brings about."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.01)


def write(database: Database, *words: str) -> None:
    """Letters of a process that has no courier."""
    with database.writing() as session:
        chat = chats.find_chat(session, "telegram", "-1") or chats.add_chat(session, "telegram", "-1", Kind.RESIDENTS)
        for said in words:
            letters.write_letter(session, chat, delivery=Delivery.POST, rank=1, now=clock.now(), body=Post(said).as_json())


@asynccontextmanager
async def process(database: Database, name: str, channel: Channel, hears: bool = True) -> AsyncIterator[Courier]:
    lanes = Lanes(database)
    courier = Courier(lanes, House(), {"telegram": channel}, name)
    tasks = [asyncio.ensure_future(courier.run())] + [asyncio.ensure_future(together.hear(database, courier.wake))] * hears
    await courier.started.wait()
    yield courier
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    lanes.close()


def listeners(database: Database) -> set[int]:
    with database.reading() as session:
        return set(session.scalars(text("SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN letters'")))


def cut(database: Database, query: str) -> None:
    """As a broken network would."""
    with database.writing() as session:
        session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE :query AND pid <> pg_backend_pid()"),
            {"query": query},
        )


async def test_a_letter_of_another_process_is_delivered_without_a_sweep(shared: Database) -> None:
    channel = Channel()
    async with process(shared, "one", channel):
        await until(lambda: len(listeners(shared)) == 1)
        write(shared, "一", "二")
        await until(lambda: len(channel.shown) == 2)
        before = listeners(shared)
        cut(shared, "LISTEN%")
        await until(lambda: len(listeners(shared) - before) == 1)
        write(shared, "三")
        await until(lambda: len(channel.shown) == 3)
    assert channel.said("-1") == ["一", "二", "三"]


async def test_of_two_one_listens_and_the_other_takes_over(shared: Database) -> None:
    working: list[str] = []

    async def work(name: str) -> None:
        working.append(name)
        try:
            await asyncio.Event().wait()
        finally:
            working.remove(name)

    one = asyncio.ensure_future(together.alone(shared, "telegram", lambda: work("one")))
    await until(lambda: working == ["one"])
    two = asyncio.ensure_future(together.alone(shared, "telegram", lambda: work("two")))
    other = asyncio.ensure_future(together.alone(shared, "wecom", lambda: work("other")))
    await until(lambda: working == ["one", "other"])
    one.cancel()
    await until(lambda: working == ["other", "two"])
    for task in (two, other):
        task.cancel()
    await asyncio.gather(one, two, other, return_exceptions=True)


async def test_who_loses_its_connection_stops_before_another_begins(shared: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "PULSE", 0.01)
    begun: list[int] = []
    ended: list[int] = []

    async def work() -> None:
        begun.append(len(ended))
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(1)

    task = asyncio.ensure_future(together.alone(shared, "telegram", work))
    await until(lambda: begun == [0])
    cut(shared, "SELECT %")
    await until(lambda: begun == [0, 1])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_all_processes_together_keep_a_chats_pace(shared: Database) -> None:
    can = Capabilities(menus=True, per_minute=20)
    write(shared, *map(str, range(20)))
    first, second = Channel(can), Channel(can)
    async with process(shared, "one", first):
        await until(lambda: len(first.shown) == 20)
        async with asyncio.timeout(20):
            await courier_idle(shared)
    write(shared, "二十一")
    async with process(shared, "two", second) as two:
        two.wake(1)
        await until(lambda: held(shared))
    assert second.shown == []


async def courier_idle(database: Database) -> None:
    await until(lambda: not waiting(database))


def waiting(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(text("SELECT count(*) FROM letters WHERE state IN ('waiting', 'sending')")) or 0)


def held(database: Database) -> bool:
    """Whether the chat takes nothing before most of a minute has passed."""
    with database.reading() as session:
        chat = chats.find_chat(session, "telegram", "-1")
        return chat is not None and chat.ready_at is not None and chat.ready_at > clock.now() + timedelta(seconds=30)
