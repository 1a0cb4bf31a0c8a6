"""Ten thousand reminders of one day: the engine alone with deliveries stubbed, and end to end against a local Telegram, the pace lifted."""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from benchmarks import telegram
from benchmarks.bots import furnished, settle_in
from bot.lanes import Lanes
from handlers.ctx import House
from models import duties, places, timers
from models.chats import Chat, Kind
from models.database import Database, open_database
from models.duties import Occasion, SignUp, Stand
from models.machinery import Letter, Stage
from models.messaging import Capabilities, Message, Sent, Verdict
from models.people import Account, Person
from models.rules.duties import Going, Rhythm
from models.schema import metadata
from scheduler.courier import Courier
from scheduler.timers import Alarm

PEOPLE = 10_000
FIRST = 900_000
BEAT = 1.0
TICK = 0.005
CAN = Capabilities(menus=True)


# ---------------------------------------------------------------- who is reminded of what


def sign_up_all(database: Database, many: int, due_in: timedelta = timedelta()) -> None:
    """So many volunteers, each with a private chat, at one station of a day that begins within the hour; all are reminded in so long."""
    with database.writing() as session:
        now, rows = datetime.now(UTC), range(many)
        session.execute(insert(Person), [{"name": f"志愿者{n}", "created_at": now, "language": ""} for n in rows])
        persons = session.scalars(select(Person.id).where(Person.name.startswith("志愿者")).order_by(Person.id)).all()
        session.execute(insert(Account), [{"channel": "telegram", "external": str(FIRST + n), "person_id": persons[n]} for n in rows])
        told = {"channel": "telegram", "kind": Kind.PRIVATE, "title": "", "language": ""}
        session.execute(insert(Chat), [{"address": str(FIRST + n), "person_id": persons[n], **told} for n in rows])
        occasion, stand = _day(session, now, many, persons[0])
        whose = {"community_id": occasion.community_id, "occasion_id": occasion.id, "stand_id": stand.id, "path": occasion.path}
        session.execute(insert(SignUp), [{"person_id": one, "state": Going.GOING, "at": now, **whose} for one in persons])
        timers.set_timer(session, "duty-reminds-hour", occasion.subject, now + due_in, community=occasion.community_id)


def _day(session: Any, now: datetime, many: int, lead: int) -> tuple[Occasion, Stand]:
    compound = places.find_compounds(session)[0]
    asked = {"title": "爱心日", "rhythm": Rhythm.MONTHLY, "day": 25, "begins": "08:30", "ends": "11:30", "stations": []}
    plan = duties.make_plan(session, compound, now, held=48, by_person_id=lead, **asked)
    where = {"community_id": compound.community_id, "path": compound.path}
    span = {"starts_at": now + timedelta(minutes=50), "ends_at": now + timedelta(hours=4)}
    occasion = Occasion(plan_id=plan.id, day=now.date(), secret="", **span, **where)
    session.add(occasion)
    session.flush()
    stand = Stand(occasion_id=occasion.id, name="泡脚", place="小广场", things="热水、盆", capacity=many, **where)
    session.add(stand)
    session.flush()
    return occasion, stand


# ---------------------------------------------------------------- the engine alone


@dataclass
class Stub:
    """A channel that has sent as soon as it is asked to."""

    mute = False

    ids: Iterator[int] = field(default_factory=lambda: count(1))
    sent: int = 0

    def capabilities(self, private: bool) -> Capabilities:
        return CAN

    async def send(self, chat: str, message: Message) -> Verdict:
        self.sent += 1
        return Sent(str(next(self.ids)))

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        return Sent(message_id)


@dataclass(frozen=True)
class FanOut:
    """Seconds for all, CPU milliseconds a reminder (all threads of the process), the longest the loop was busy with one thing, ms."""

    seconds: float
    cpu: float
    blocked: float


@contextmanager
def on_sqlite() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="jinlin-reminders-") as folder:
        database = furnished(Path(folder))
        yield database
        database.close()


@contextmanager
def on_postgres() -> Iterator[Database]:
    from tests.databases import Postgres

    with Postgres.running() as server:
        database = open_database(server.fresh_url(empty=True))
        metadata.create_all(database.engine)
        settle_in(database)
        yield database
        database.close()


def fan_out(database: Database, many: int = PEOPLE) -> FanOut:
    """The fan-out of one day by one process: alarm, lanes and courier as they run, only the channel is a stub."""
    sign_up_all(database, many)
    gc.collect()
    gc.freeze()  # as the program does at its start
    with _watched() as longest:
        found = asyncio.run(_engine(database, many, longest))
    with database.reading() as session:
        sent = session.scalar(select(func.count()).where(Letter.state == Stage.SENT))
    assert sent is not None
    assert sent >= many, f"{sent} sent"
    return found


async def _engine(database: Database, many: int, longest: list[float]) -> FanOut:
    lanes, stub = Lanes(database), Stub()
    courier = Courier(lanes, House(), {"telegram": stub}, "bench")
    alarm = Alarm(lanes, House(), courier)
    working = [asyncio.ensure_future(courier.run())]
    await courier.started.wait()
    cpu, begun = _cpu(), time.perf_counter()
    working += [asyncio.ensure_future(_beating(job)) for job in (courier.sweep, alarm.beat)]
    while stub.sent < many:
        await asyncio.sleep(TICK)
    await courier.drained()
    took = FanOut(time.perf_counter() - begun, (_cpu() - cpu) / many * 1000, longest[0] * 1000)
    for one in working:
        one.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    lanes.close()
    return took


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _beating(job: Callable[[], Any]) -> None:
    """As the metronome does: never twice at once."""
    while True:
        await job()
        await asyncio.sleep(BEAT)


@contextmanager
def _watched() -> Iterator[list[float]]:
    """The longest the loop was busy with one thing, seconds: of its own CPU time, so that a busy machine is not counted."""
    run, longest = asyncio.Handle._run, [0.0]

    def timed(handle: asyncio.Handle) -> None:
        begun = time.thread_time()
        run(handle)
        longest[0] = max(longest[0], time.thread_time() - begun)

    asyncio.Handle._run = timed  # type: ignore[method-assign]
    try:
        yield longest
    finally:
        asyncio.Handle._run = run  # type: ignore[method-assign]


# ---------------------------------------------------------------- end to end


@dataclass(frozen=True)
class Sending:
    """Messages a second from the first to the last, and how long a resident's report in the middle waited for its reply, seconds."""

    rate: float
    answered: float


def end_to_end(many: int = PEOPLE) -> Sending:
    """The whole program against a local Telegram; in the middle of it somebody reports a broken lamp."""
    os.environ["VOLUNTEERS"] = str(many)
    with telegram.server_process("--fast") as server:
        for number in range(many):
            server.world("user", number=FIRST + number, first_name="志愿者", started=True)
        server.world("user", number=800000, first_name="邻居", started=True)
        with telegram.started("ours-reminders", server):
            server.wait(method="sendMessage", count=many // 3, timeout=110)
            told = time.monotonic()
            server.push([telegram.update(0, groups=0)])
            server.wait(method="sendMessage", count=many + 1, timeout=110)
            calls = server.calls("sendMessage")
    at = sorted(call["at"] for call in calls if int(call["params"]["chat_id"]) >= FIRST)
    reply = next(call["at"] for call in calls if int(call["params"]["chat_id"]) == 800000)
    return Sending((len(at) - 1) / (at[-1] - at[0]), reply - told)
