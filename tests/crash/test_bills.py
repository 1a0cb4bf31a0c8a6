"""Bills are letters about money: the bot is killed with SIGKILL in the midst of writing to 60 households, and no bill comes twice."""

from __future__ import annotations

import random
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers import share_steps
from handlers.ctx import Ctx, House
from models import chats, claims, letters, people, places
from models.bills import Bill
from models.chats import Kind
from models.database import Database, open_database
from models.machinery import Delivery, Letter, Stage
from models.messaging import Happening, Incoming, Sender
from models.people import Bond, Evidence
from models.places import Level
from models.plans import Plan, PlanVersion
from models.rules.roles import Role
from models.schema import metadata
from scheduler import clock
from tests.crash.test_kills import Trial, address  # noqa: F401 - a fixture
from tests.telegram_server import running_server

HOMES = 60
KILLS = {"sqlite": 40, "postgresql": 20}
"""Sixty moments in all."""
FIRST, SECRETARY = 700100, 700001
POINTS = ("before-commit", "after-commit", "after-claim", "after-send", "after-mark")


@dataclass
class BillRun:
    """A building of sixty households, a plan, and a bot that is killed."""

    trial: Trial
    database: Database
    place: int
    versions: int = 0
    kills: Counter[str] = field(default_factory=Counter)

    def publish(self) -> None:
        """The next version, which costs everybody something else; each household is to be told once."""
        with self.database.writing() as session:
            chat = chats.find_chat(session, "telegram", str(SECRETARY))
            assert chat is not None
            said = Incoming("telegram", f"test:{self.versions}", Happening.PRESS, str(SECRETARY), clock.now(), private=True)
            said = Incoming(**{name: getattr(said, name) for name in said.__slots__} | {"sender": Sender(str(SECRETARY), "于美玲")})
            ctx = Ctx(session, House(), chat, clock.now(), said)
            self.versions += 1
            terms = {"place": self.place, "total": f"{510_000 + self.versions * 6_000}.00", "subsidies": [], "rule": {"zero_floors": []}}
            plan = session.scalars(select(Plan.id)).first()
            share_steps.publish(ctx, terms | ({"plan": plan} if plan else {}))

    def left(self) -> int:
        """How many bills are still to be sent, for certain."""
        with self.database.reading() as session:
            waiting = session.scalar(select(func.count()).where(Letter.state == Stage.WAITING)) or 0
            return waiting + (session.scalar(select(func.count()).where(Bill.written_at.is_(None))) or 0)

    def under_way(self) -> bool:
        """Whether a bill is still to be written, sent or marked."""
        with self.database.reading() as session:
            going = session.scalar(select(func.count()).where(Letter.state.in_([Stage.WAITING, Stage.SENDING]))) or 0
            return bool(going + (session.scalar(select(func.count()).where(Bill.written_at.is_(None))) or 0))

    def arrived(self) -> Counter[tuple[int, str]]:
        homes = range(FIRST, FIRST + HOMES)
        return Counter((chat, message.text) for chat in homes for message in self.trial.server.messages(chat))

    def kill(self, point: str, nth: int) -> None:
        """Start it, and let it kill itself when it passes this point for the n-th time."""
        assert self.trial.start(die=f"{point}:{nth}").wait(60) == -signal.SIGKILL
        self.kills[point] += 1

    def finish(self) -> None:
        """A bot that is left alone sends the rest."""
        alone = self.trial.start()
        try:
            deadline = time.monotonic() + 60
            while self.under_way():
                assert time.monotonic() < deadline
                time.sleep(0.05)  # a row that is marked rings no bell
        finally:
            alone.terminate()
            alone.wait(20)
        with self.database.writing() as session:
            claims.release(session, clock.now(), by="crash")


@contextmanager
def building(address: str, folder: Path) -> Iterator[BillRun]:  # noqa: F811
    database = open_database(address)
    metadata.create_all(database.engine)
    with database.writing() as session:
        community = places.add_community(session, "金洲社区").id
        compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        house = places.add_place(session, community, compound, Level.BUILDING, "2号楼")
        secretary = people.add_person(session, "于美玲", clock.now(), "telegram", str(SECRETARY))
        chats.add_chat(session, "telegram", str(SECRETARY), Kind.PRIVATE, "于美玲", secretary.id)
        people.appoint(session, secretary.id, Role.SECRETARY, compound, None, clock.now())
        for number in range(HOMES):
            door = f"{number // 4 + 1}{number % 4 + 1:02}"
            home = places.add_place(session, community, house, Level.HOUSEHOLD, door)
            session.add(places.Household(place_id=home.id, community_id=community, door=door, floor=number // 4 + 1, area=8800))
            owner = people.add_person(session, f"业主{number}", clock.now(), "telegram", str(FIRST + number))
            chats.add_chat(session, "telegram", str(FIRST + number), Kind.PRIVATE, f"业主{number}", owner.id)
            people.tie(session, owner.id, home, Bond.OWNER, Evidence.DEED, clock.now())
        place = house.id
    with running_server() as server:
        for number in range(HOMES):
            server.state.private(server.world.user(FIRST + number, f"业主{number}", started=True))
        server.state.private(server.world.user(SECRETARY, "于美玲", started=True))
        yield BillRun(Trial(server, address, folder, "polling"), database, place)
    database.close()


@pytest.mark.timeout(900)
def test_killed_at_sixty_moments_no_bill_comes_twice(address: str, tmp_path: Path) -> None:  # noqa: F811
    dice = random.Random(f"bills {re.sub('[^a-z]', '', address)[:6]}")
    with building(address, tmp_path) as run:
        for number in range(KILLS[run.database.engine.dialect.name]):
            if run.left() < HOMES // 2:
                run.publish()
            run.kill(POINTS[number % len(POINTS)], dice.randint(1, 5))
        run.finish()
        check(run)


def check(run: BillRun) -> None:
    """One letter a bill; what was sent arrived once; what nobody knows is listed, nothing else; together they are all."""
    with run.database.reading() as session:
        versions = session.scalars(select(PlanVersion).order_by(PlanVersion.number)).all()
        found = session.scalars(select(Letter).where(Letter.delivery == Delivery.MONEY).order_by(Letter.id)).all()
        stuck = {letter.id for letter in letters.find_stuck(session)}
        addresses = {chat.id: int(chat.address) for chat in chats.find_of_kind(session, "telegram", Kind.PRIVATE)}
        billed = session.scalar(select(func.count()).select_from(Bill))
    assert len(versions) == run.versions
    assert len(found) == billed == HOMES * run.versions
    assert len({letter.about for letter in found}) == len(found)
    assert {letter.state for letter in found} <= {Stage.SENT, Stage.UNKNOWN}
    assert {letter.id for letter in found if letter.state is Stage.UNKNOWN} == stuck
    arrived = run.arrived()
    assert max(arrived.values()) == 1
    assert arrived.total() <= len(found)
    for letter in found:
        assert letter.body is not None
        text = "\n".join([letter.body["title"], *letter.body["lines"]])
        seen = arrived[addresses[letter.chat_id], text]
        assert seen == 1 or (seen == 0 and letter.state is Stage.UNKNOWN)
