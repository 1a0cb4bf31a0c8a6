"""Commit, then acknowledge: the bot is killed with SIGKILL, again and again, and not one word is lost or doubled."""

from __future__ import annotations

import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import chats, people, places, settings
from models.chats import Kind
from models.database import Database, open_database
from models.matters import Matter
from models.places import Level
from models.schema import metadata
from scheduler import clock
from tests.crash.bot import POINTS
from tests.telegram_server import TelegramServer, running_server

ROOT = Path(__file__).parents[2]
REPORTS = 12
KILLS = 15
GROUP = -100500


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Trial:
    """One database, one Telegram, and a bot that is started as often as it is killed."""

    server: TelegramServer
    address: str
    folder: Path
    mode: str
    port: int = field(default_factory=free_port)
    kills: int = 0
    reports: int = 0
    name: str = ""
    zone: str = ""

    def start(self, die: str = "") -> subprocess.Popen[bytes]:
        told = {"database": self.address, "data": str(self.folder), "api": self.server.base_url, "file": self.server.base_file_url}
        told |= {"token": self.server.token, "mode": self.mode, "port": str(self.port), "hook": f"http://127.0.0.1:{self.port}", "die": die}
        told |= {"name": self.name, "zone": self.zone}
        command = [sys.executable, "-m", "tests.crash.bot", *(part for name, value in told.items() for part in (f"--{name}", value))]
        return subprocess.Popen(
            command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=(self.folder / "bot.log").open("ab")
        )

    def report(self, count: int) -> None:
        """So many neighbours say something at once."""
        for _ in range(count):
            self.reports += 1
            granny = self.server.state.users[700010 + self.reports % 3]
            self.server.world.say(GROUP, granny, f"登记 2号楼第{self.reports}盏路灯不亮")

    def firsts(self) -> list[str]:
        """The first line of every message of the bot in the group, in order."""
        return [m.text.splitlines()[0] for m in self.server.messages(GROUP)]

    def finish(self) -> None:
        """A bot that is left alone ends the work."""
        alone = self.start()
        try:
            self.server.wait(lambda s: len(set(self.firsts())) >= self.reports and s.pending == 0, timeout=60)
        finally:
            alone.terminate()
            alone.wait(20)

    def check(self, database: Database) -> None:
        with database.reading() as session:
            found = session.execute(select(Matter.number, Matter.title).order_by(Matter.number)).all()
        assert [number for number, _ in found] == list(range(1, self.reports + 1))
        assert sorted(title for _, title in found) == sorted(f"2号楼第{n}盏路灯不亮" for n in range(1, self.reports + 1))
        firsts = self.firsts()
        once = list(dict.fromkeys(firsts))
        assert once == [f"#{number} {title}" for number, title in found]
        assert len(firsts) - len(once) <= self.kills
        assert self.server.violations == []


@contextmanager
def trial(address: str, folder: Path, mode: str) -> Iterator[tuple[Trial, Database]]:
    database = open_database(address)
    metadata.create_all(database.engine)
    with database.writing() as session:
        community = places.add_community(session, "金洲社区").id
        settings.settle(session, community, "matters-a-day", 1000)  # three neighbours, and many reports each
        compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        places.add_place(session, community, compound, Level.BUILDING, "2号楼")
        chat = chats.add_chat(session, "telegram", str(GROUP), Kind.RESIDENTS, "居民群")
        chat.place_id, chat.community_id = compound.id, community
        people.add_person(session, "陈奶奶", clock.now(), "telegram", "700010")
    with running_server(webhook_retry_base=0.2, webhook_retry_cap=0.5) as server:
        users = tuple(server.world.user(700010 + n, f"邻居{n}") for n in range(3))
        server.world.group(GROUP, "居民群", members=users)
        yield Trial(server, address, folder, mode), database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jinlin.sqlite'}"
    found: Any = request.getfixturevalue("postgres")
    return str(found.fresh_url(empty=True))


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_killed_at_every_named_point(address: str, tmp_path: Path, mode: str) -> None:
    with trial(address, tmp_path, mode) as (here, database):
        for point in POINTS:
            here.report(3)
            bot = here.start(die=f"{point}:3")
            assert bot.wait(40) == -signal.SIGKILL
            here.kills += 1
        here.finish()
        here.check(database)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_killed_at_random_moments(address: str, tmp_path: Path, mode: str) -> None:
    seed = 20260903
    dice = random.Random(f"{seed}{mode}{re.sub('[^a-z]', '', address)[:6]}")
    with trial(address, tmp_path, mode) as (here, database):
        for _ in range(KILLS):
            here.report(REPORTS // 4)
            bot = here.start()
            before = len(here.server.calls)
            here.server.wait(lambda s, before=before: len(s.calls) > before, timeout=40)
            time.sleep(dice.uniform(0.0, 0.12))  # the moment of a power cut is nobody's event
            bot.kill()
            bot.wait(20)
            here.kills += 1
        here.finish()
        here.check(database)
