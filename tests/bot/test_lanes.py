"""Lanes: in order, committed before answered, and one bad job takes nobody down."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.lanes import Lanes
from models.database import Database
from models.machinery import Flag


def add(name: str):
    def job(session: Session) -> str:
        session.add(Flag(name=name, value=""))
        session.flush()
        return name

    return job


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(select(Flag.name)))


async def test_what_is_answered_is_committed(database: Database) -> None:
    lanes = Lanes(database)
    assert await asyncio.gather(*(lanes.run("chat", add(f"f{n}")) for n in range(100))) == [f"f{n}" for n in range(100)]
    assert len(names(database)) == 100
    lanes.close()


async def test_a_bad_job_fails_alone(database: Database) -> None:
    lanes = Lanes(database)

    def bad(session: Session) -> None:
        raise ValueError("bad")

    jobs = [lanes.run("chat", add("a")), lanes.run("chat", bad), lanes.run("chat", add("b")), lanes.run("chat", add("a"))]
    answers = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(answer).__name__ for answer in answers] == ["str", "ValueError", "str", "IntegrityError"]
    assert names(database) == ["a", "b"]
    lanes.close()


async def test_order_within_a_chat_holds(database: Database) -> None:
    lanes, seen = Lanes(database), list[int]()
    await asyncio.gather(*(lanes.run("chat", lambda session, n=n: seen.append(n)) for n in range(200)))
    assert seen == list(range(200))
    lanes.close()


@pytest.mark.parametrize("pragma", [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_sqlite_is_durable(sqlite_database: Database, pragma: tuple[str, object]) -> None:
    with sqlite_database.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma[0]}").scalar() == pragma[1]


def test_the_database_file_is_the_owners_alone(sqlite_database: Database) -> None:
    assert Path(str(sqlite_database.engine.url.database)).stat().st_mode & 0o777 == 0o600


async def test_what_must_come_soon_goes_before_what_is_queued(database: Database) -> None:
    lanes, seen, gate = Lanes(database, count=1), list[str](), threading.Event()
    waiting = [lanes.run("chat", lambda session: gate.wait(10))]
    waiting += [lanes.run("chat", lambda session, n=n: seen.append(f"queued {n}")) for n in range(3)]
    waiting += [lanes.run("chat", lambda session, n=n: seen.append(f"soon {n}"), soon=True) for n in range(2)]
    tasks = [asyncio.ensure_future(one) for one in waiting]
    asyncio.get_running_loop().call_later(0, gate.set)
    await asyncio.gather(*tasks)
    assert seen == ["soon 0", "soon 1", "queued 0", "queued 1", "queued 2"]
    lanes.close()


async def test_the_last_jobs_are_done_before_a_lane_ends(database: Database) -> None:
    lanes = Lanes(database)
    tasks = [asyncio.ensure_future(lanes.run("chat", add(f"f{n}"))) for n in range(10)]
    await asyncio.sleep(0)
    lanes.close()
    await asyncio.gather(*tasks)
    assert len(names(database)) == 10
