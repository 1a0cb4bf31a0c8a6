"""Killed with SIGKILL at every named point on WeCom, which never says a thing twice: what was committed is answered, nothing is done twice."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from models import chats, settings
from models.chats import Kind
from models.database import Database, open_database
from models.machinery import Letter, Stage
from models.matters import Matter
from models.schema import metadata
from tests.channels.square import GROUP, settle
from tests.crash.bot import POINTS
from tests.crash.test_kills import ROOT
from tests.wecom_server import Gateway

NTH = {"before-commit": 12, "after-commit": 12, "after-claim": 2, "after-send": 2, "after-mark": 2}


def furnish(address: str) -> Database:
    database = open_database(address)
    metadata.create_all(database.engine)
    settle(database)
    with database.writing() as session:
        chat = chats.add_chat(session, "wecom", GROUP, Kind.RESIDENTS, "居民群")
        chat.place_id, chat.community_id = 1, 1
        settings.settle(session, 1, "matters-a-day", 1000)
    return database


async def start(gateway: Gateway, address: str, folder: Path, die: str = "") -> asyncio.subprocess.Process:
    """A bot, connected or dead already."""
    told = {"gateway": gateway.url, "database": address, "data": str(folder), "die": die, "name": "crash"}
    command = [sys.executable, "-m", "tests.crash.bot", *(part for name, value in told.items() for part in (f"--{name}", value))]
    log = (folder / "bot.log").open("ab")
    bot = await asyncio.create_subprocess_exec(*command, cwd=ROOT, start_new_session=True, stdout=log, stderr=log)
    connected = asyncio.ensure_future(gateway.until(lambda g: g._socket is not None, 60))
    ended = asyncio.ensure_future(bot.wait())
    await asyncio.wait([connected, ended], return_when=asyncio.FIRST_COMPLETED)
    connected.cancel()
    return bot


async def test_killed_at_every_named_point(tmp_path: Path) -> None:
    """On SQLite; how processes on PostgreSQL take turns is tried in tests/channels/test_wecom_road.py."""
    address = f"sqlite:///{tmp_path / 'jinlin.sqlite'}"
    database = furnish(address)
    said: list[str] = []
    async with Gateway() as gateway:
        for point in POINTS:
            bot = await start(gateway, address, tmp_path, f"{point}:{NTH[point]}")
            assert await talk(gateway, bot, said) == -signal.SIGKILL
        alone = await start(gateway, address, tmp_path)
        try:
            await gateway.say("user9", "@近邻 登记 2号楼第999盏路灯不亮", GROUP)
            async with asyncio.timeout(90):
                while not all_delivered(database):
                    await asyncio.sleep(0.1)
        finally:
            alone.terminate()
            await alone.wait()
        check(database, gateway, [*said, "2号楼第999盏路灯不亮"])
    database.close()


async def talk(gateway: Gateway, bot: asyncio.subprocess.Process, said: list[str]) -> int:
    """Neighbours report until the bot is dead; how it died. One that comes to no such point is ended, as itself."""
    for _ in range(100):
        if bot.returncode is not None or gateway._socket is None:
            break
        said.append(f"2号楼第{len(said) + 1}盏路灯不亮")
        await gateway.say(f"user{len(said) % 3}", f"@近邻 登记 {said[-1]}", GROUP)
        await asyncio.sleep(0.05)
    try:
        return await asyncio.wait_for(bot.wait(), 40)
    except TimeoutError:
        bot.terminate()
        return await bot.wait()


def all_delivered(database: Database) -> bool:
    with database.reading() as session:
        ended = session.scalars(select(Matter).where(Matter.title == "2号楼第999盏路灯不亮")).first()
        return ended is not None and not session.scalars(select(Letter).where(Letter.state.in_([Stage.WAITING, Stage.SENDING]))).all()


def check(database: Database, gateway: Gateway, said: list[str]) -> None:
    """Each matter once, each shown, and no card shown more often than its class allows: as often as it was killed, and once more."""
    with database.reading() as session:
        found = session.execute(select(Matter.number, Matter.title).order_by(Matter.number)).all()
        assert session.scalars(select(Letter).where(Letter.state != Stage.SENT)).all() == []
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert len({title for _, title in found}) == len(found)
    assert {title for _, title in found} <= set(said)
    shown = Counter(text.split("\n")[0] for text in gateway.texts() if text.startswith("#"))
    assert set(shown) == {f"#{number} {title}" for number, title in found}
    assert sum(shown.values()) - len(shown) <= len(POINTS)
    assert max(shown.values()) <= 2
    assert gateway.violations == []
