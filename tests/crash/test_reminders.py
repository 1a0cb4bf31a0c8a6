"""Four processes on one PostgreSQL remind volunteers and are killed with SIGKILL in the midst of it: nobody is reminded twice or forgotten."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models import chats, duties, letters, people, places, timers
from models.chats import Kind
from models.database import Database, open_database
from models.duties import Occasion, Reminded
from models.machinery import Delivery, Letter, Stage
from models.places import Level, Place
from models.rules.duties import Going, Rhythm
from models.schema import metadata
from scheduler import clock
from scheduler.courier import FLYING
from tests.crash.bot import POINTS
from tests.crash.test_kills import Trial, free_port
from tests.databases import Postgres
from tests.telegram_server import TelegramServer, running_server

PROCESSES, PEOPLE, ROUNDS, KILLS = 4, 60, 5, 24
FIRST = 700200


def noon_zone(now: datetime) -> str:
    """A zone in which it is about noon, so that no reminder waits for the morning."""
    return f"Etc/GMT{now.hour - 12:+d}" if now.hour != 12 else "Etc/GMT"


@dataclass
class Fleet:
    """Processes of one bot, started again as often as they are killed; each under a name of its own, as hosts are."""

    server: TelegramServer
    address: str
    folder: Path
    database: Database
    dice: random.Random = field(default_factory=lambda: random.Random("reminders"))
    names: Iterator[int] = field(default_factory=count)
    living: list[subprocess.Popen[bytes]] = field(default_factory=list)
    killed: int = 0
    day: int = 0

    def start(self, die: str = "") -> subprocess.Popen[bytes]:
        told = {"port": free_port(), "name": f"host{next(self.names)}", "zone": noon_zone(clock.now())}
        return Trial(self.server, self.address, self.folder, "webhook", **told).start(die)

    def man(self) -> None:
        """Four are at work; whoever dies is followed by another that will die somewhere else."""
        fallen = [one for one in self.living if one.poll() is not None]
        assert {one.returncode for one in fallen} <= {-signal.SIGKILL}
        self.killed += len(fallen)
        self.living = [one for one in self.living if one.poll() is None]
        while len(self.living) < PROCESSES:
            self.living.append(self.start(f"{self.dice.choice(POINTS)}:{self.dice.randint(1, 12)}"))

    def announce(self) -> None:
        """One more day everybody goes to, whose reminder is due now."""
        self.day += 1
        with self.database.writing() as session:
            now, place = clock.now(), session.scalars(select(Place).where(Place.level == Level.COMPOUND)).one()
            told = {"title": f"爱心日{self.day}", "rhythm": Rhythm.MONTHLY, "day": 1, "begins": "08:00", "ends": "11:00", "stations": []}
            plan = duties.make_plan(session, place, now, held=0, by_person_id=1, **told)
            where = {"community_id": place.community_id, "path": place.path}
            span = {"starts_at": now + timedelta(minutes=50), "ends_at": now + timedelta(hours=3)}
            occasion = Occasion(plan_id=plan.id, day=now.date(), secret="", **span, **where)
            session.add(occasion)
            session.flush()
            stand = duties.Stand(occasion_id=occasion.id, name="泡脚", capacity=PEOPLE, **where)
            session.add(stand)
            session.flush()
            for number in range(PEOPLE):
                duties.set_sign_up(session, occasion, stand, number + 1, Going.GOING, now, None)
            timers.set_timer(session, "duty-reminds-hour", occasion.subject, now, community=place.community_id)

    def under_way(self) -> int:
        """How many reminders are still to be written, sent or marked."""
        with self.database.reading() as session:
            going = session.scalar(select(func.count()).where(Letter.state.in_([Stage.WAITING, Stage.SENDING]))) or 0
            return going + PEOPLE * self.day - (session.scalar(select(func.count()).select_from(Reminded)) or 0)

    def until(self, left: int) -> None:
        deadline = time.monotonic() + 120
        while self.under_way() > left:
            assert time.monotonic() < deadline
            time.sleep(0.05)  # a row that is marked rings no bell

    def stop(self) -> None:
        for one in self.living:
            one.kill()
            one.wait(20)

    def finish(self) -> None:
        """Those who are left, and one that is left alone, send the rest."""
        self.stop()
        alone = self.start()
        try:
            self.until(0)
        finally:
            alone.terminate()
            alone.wait(20)


@contextmanager
def fleet(address: str, folder: Path) -> Iterator[Fleet]:
    database = open_database(address)
    metadata.create_all(database.engine)
    with database.writing() as session:
        community = places.add_community(session, "金洲社区").id
        places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        for number in range(PEOPLE):
            person = people.add_person(session, f"志愿者{number}", clock.now(), "telegram", str(FIRST + number))
            chats.add_chat(session, "telegram", str(FIRST + number), Kind.PRIVATE, person.name, person.id)
    with running_server() as server:
        for number in range(PEOPLE):
            server.state.private(server.world.user(FIRST + number, f"志愿者{number}", started=True))
        run = Fleet(server, address, folder, database)
        try:
            yield run
        finally:
            run.stop()
    database.close()


@pytest.mark.timeout(600)
def test_killed_over_and_over_everybody_is_reminded_once(postgres: Postgres, tmp_path: Path) -> None:
    with fleet(str(postgres.fresh_url(empty=True)), tmp_path) as run:
        while run.day < ROUNDS or run.killed < KILLS:
            if run.under_way() < PEOPLE // 3:
                run.announce()
            run.man()
            time.sleep(0.05)  # until somebody dies
        run.finish()
        check(run)


def check(run: Fleet) -> None:
    """A letter for each person and day; what was sent arrived once; what nobody knows is listed for the operator, and nothing else."""
    with run.database.reading() as session:
        found = session.scalars(select(Letter).where(Letter.delivery == Delivery.NOTICE)).all()
        reminded = session.execute(select(Reminded.occasion_id, Reminded.person_id)).all()
        stuck = {letter.id for letter in letters.find_stuck(session)}
        addresses = {chat.id: int(chat.address) for chat in chats.find_of_kind(session, "telegram", Kind.PRIVATE)}
    assert len(found) == len(reminded) == PEOPLE * run.day
    assert {letter.state for letter in found} <= {Stage.SENT, Stage.UNKNOWN}
    assert {letter.id for letter in found if letter.state is Stage.UNKNOWN} == stuck
    seen = Counter((chat, m.text) for chat in addresses.values() for m in run.server.messages(chat))
    said = Counter((addresses[one.chat_id], "\n".join([one.body["title"], *one.body["lines"]])) for one in found if one.body)
    assert set(said.values()) == set(seen.values()) == {1}
    missing = [one for one in found if one.body and not seen[addresses[one.chat_id], "\n".join([one.body["title"], *one.body["lines"]])]]
    assert {one.id for one in missing} <= stuck
    assert len(stuck) <= FLYING * (run.killed + PROCESSES)
