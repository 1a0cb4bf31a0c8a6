"""Two phones of one flat at the same moment, in threads and in processes: one ballot, and counters that agree with the box."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from handlers import dispatch
from models import chats, people, places, timers
from models.ballots import Ballot, Change
from models.chats import Kind as ChatKind
from models.database import Database
from models.machinery import Result
from models.people import Bond, Evidence
from models.places import Household, Level
from models.polls import Poll
from tests.handlers.poll_house import counted, open_poll, press
from tests.house import START, Neighbourhood

ROOT = Path(__file__).parents[2]
FLATS = 60
POLLS = int(os.environ.get("PAIRS", "300")) // FLATS
"""`PAIRS=30000` takes some minutes on each database."""


def settle_in(n: Neighbourhood) -> None:
    """Many flats in building 2, each with two owners: phones 1000+i and 2000+i; every third owner has two flats."""
    with n.database.writing() as session:
        unit = n._place(session, "2号楼1单元") if "2号楼1单元" in n.places else places.find_children(session, n.places["2号楼"])[0]
        for i in range(FLATS):
            home = places.add_place(session, unit.community_id, unit, Level.HOUSEHOLD, f"{i + 10}02")
            session.add(Household(place_id=home.id, community_id=unit.community_id, door=home.name, floor=i + 10, area=7000 + i))
            for account in (str(1000 + i), str(2000 + i)):
                person = people.add_person(session, account, START, "telegram", account)
                chats.add_chat(session, "telegram", account, ChatKind.PRIVATE, account, person.id)
                people.tie(session, person.id, home, Bond.OWNER, Evidence.DEED, START)
        n.places["2号楼1单元"] = unit.id


@pytest.mark.timeout(1800)
async def test_hundreds_of_pairs_of_phones_in_threads(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    settle_in(n)
    polls = [await open_poll(n, f"2号楼 第{turn}件事 摸底 默认 按户 公开 周六20点") for turn in range(POLLS)]
    gate = Barrier(2)

    def phone(base: int, choice: str) -> list[Result]:
        told = []
        for id_ in polls:
            for i in range(FLATS):
                pressed = press(n, str(base + i), f"vote:{id_}:{choice}", where="")
                gate.wait(30)
                told.append(n.dispatch_elsewhere(pressed).result)
        return told

    with ThreadPoolExecutor(2) as pool:
        for told in [pool.submit(phone, 1000, "yes"), pool.submit(phone, 2000, "no")]:
            assert set(told.result()) == {Result.HANDLED}
    assert n.rows(select(func.count()).select_from(Ballot)) == [(FLATS * POLLS,)]
    assert n.rows(select(func.count()).select_from(Change)) == [(2 * FLATS * POLLS,)]
    for id_ in polls:
        kept, found = counted(n, id_)
        assert kept == found
        assert kept.took_part.homes == FLATS


@pytest.mark.parametrize("choices", [("yes", "no")])
async def test_two_phones_of_each_flat_from_two_processes(neighbourhood: Neighbourhood, choices: tuple[str, str]) -> None:
    n = neighbourhood
    settle_in(n)
    id_ = await open_poll(n)
    crowd = 24
    url = n.database.engine.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.handlers.pressing", "--database", url, "--now", n.now.isoformat(), "--run", str(base)),
                *("--accounts", ",".join(str(base + i) for i in range(crowd)), "--data", f"vote:{id_}:{choice}"),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for base, choice in zip((1000, 2000), choices, strict=True)
    ]
    assert [process.stdout.readline() for process in started if process.stdout] == ["ready\n"] * 2
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [toast for process in started for toast in json.loads(process.communicate(timeout=60)[0])]
    assert len(told) == 2 * crowd
    assert all(toast.startswith("已记下") for toast in told)
    assert n.rows(select(func.count()).select_from(Ballot)) == [(crowd,)]
    assert n.rows(select(func.count()).select_from(Change)) == [(2 * crowd,)]
    kept, found = counted(n, id_)
    assert kept == found


async def test_a_press_and_the_end_at_once_are_decided_one_way(quick_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A press received just before the end, while another process closes the poll: counted in the result, or told that it was not."""
    async with Neighbourhood(quick_database, monkeypatch).living() as n:
        settle_in(n)
        for turn in range(8):
            id_ = await open_poll(n, f"2号楼 第{turn}件事 摸底 默认 按户 公开 后天20点")
            await _meet(n, id_)


async def _meet(n: Neighbourhood, id_: int) -> None:
    with n.database.reading() as session:
        closes = session.get_one(Poll, id_).closes_at
        timer = next(each for each in timers.find_due(session, closes) if each.name == "poll-closes" and each.subject == f"poll:{id_}")
    gate = Barrier(2)
    pressed = press(n, "1000", f"vote:{id_}:yes", where="")

    def vote() -> dispatch.Decision:
        gate.wait(30)
        with n.database.writing() as session:
            return dispatch.dispatch(session, n.house, pressed, closes - timedelta(microseconds=1))

    def close() -> dispatch.Decision:
        gate.wait(30)
        with n.database.writing() as session:
            return dispatch.fire(session, n.house, timer, closes)

    with ThreadPoolExecutor(2) as pool:
        voted, closed = (each.result() for each in (pool.submit(vote), pool.submit(close)))
    assert closed.result is Result.HANDLED
    kept, found = counted(n, id_)
    assert kept == found
    assert kept.took_part.homes == (voted.result is Result.HANDLED)
    assert voted.toast.startswith("已记下") or "没有计入" in voted.toast
