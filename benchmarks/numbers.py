"""How long a community's numbers take: 10,000 matters, 100,000 followers, calls and answers; and what their picture costs (SQLite).

`grow` fills any database, PostgreSQL too: over so many days as one likes, everything within the week, or a year of it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from benchmarks.bots import furnished
from handlers.ctx import House, Voice
from handlers.numbers import report
from models import clocks, places
from models.calls import Call, Department, Summons
from models.chats import Chat, Kind
from models.database import Database
from models.matters import followers, matters
from models.meetings import Item, Meeting
from models.people import Person
from models.places import Community, Level, Place
from models.promises import Promise
from models.ratings import Rating
from models.rules.agenda import Kept, Outcome, Sitting
from models.rules.calls import Answer, CallKind, CallLevel
from models.rules.categories import Category
from models.rules.clocks import Clock
from models.rules.matters import State
from models.rules.numbers import Satisfaction, Span, week_of

NOW = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
"""Monday at nine, when the weekly report goes out."""
MATTERS, FOLLOWERS, PEOPLE, ROUNDS = 10_000, 100_000, 5_000, 5
STATES = (State.CONFIRMED, State.CONFIRMED, State.UNCONFIRMED, State.DECLINED, State.HANDLING, State.REGISTERED, State.DONE)
ENDED = frozenset({State.CONFIRMED, State.UNCONFIRMED, State.DECLINED})


def reporting() -> float:
    """Median seconds for one weekly report, words and picture's numbers, of 10,000 matters registered within its week."""
    with tempfile.TemporaryDirectory(prefix="jinlin-numbers-") as folder:
        database = furnished(Path(folder))
        with database.writing() as session:
            grow(session, days=6)
        took = [weekly(database) for _ in range(ROUNDS)]
        database.close()
    return statistics.median(took)


def weekly(database: Database) -> float:
    with database.reading() as session:
        place = places.find_compounds(session)[0]
        chat = Chat(channel="", address="", kind=Kind.WORK, community_id=place.community_id, language="zh-CN")
        begun = time.perf_counter()
        post = report(Voice(session, House(), chat, NOW), place, week_of((NOW - timedelta(days=7)).date()), Span.WEEK)
        took = time.perf_counter() - begun
    assert post.picture is not None
    return took


# ---------------------------------------------------------------- a community with a past


def grow(session: Session, days: int, size: int = MATTERS, followed: int = FOLLOWERS) -> Place:
    """So many matters registered evenly over the days before Monday, with all that hangs on them; gives their compound."""
    compound = places.find_compounds(session)[0]
    buildings = places.find_under(session, compound.path, Level.BUILDING) or [compound]
    one, many = compound.community_id, session.connection().execute
    many(insert(Person), [{"name": "", "language": "", "created_at": NOW} for _ in range(PEOPLE)])
    many(insert(Department), [{"community_id": one, "name": f"第{n}单位", "aliases": []} for n in range(8)])
    known = [row[0] for row in session.execute(matters.insert().returning(matters.c.id), list(_matters(buildings, days, size)))]
    met = {(k % size, k * 7919 % PEOPLE + 1) for k in range(followed * 2)}
    many(followers.insert(), [{"matter_id": known[k], "person_id": p, "community_id": one, "at": NOW} for k, p in sorted(met)[:followed]])
    many(clocks.clocks.insert(), list(_clocks(one, known, days)))
    many(insert(Rating), [_rating(one, id_, _at(n, days, size)) for n, id_ in enumerate(known) if n % 3 == 0])
    _calls(session, one, [(id_, _at(n, days, size)) for n, id_ in enumerate(known) if n % 5 == 0])
    _meetings(session, one, compound, known)
    session.execute(update(Community).values(last_number=size))
    return compound


def _at(n: int, days: int, size: int) -> datetime:
    return NOW - timedelta(days=days) * (1 - n / size) - timedelta(hours=10)


def _matters(buildings: Any, days: int, size: int) -> Iterator[dict[str, Any]]:
    for n in range(size):
        at, state, place = _at(n, days, size), STATES[n % len(STATES)], buildings[n % len(buildings)]
        told = {"category": list(Category)[n % len(Category)], "title": f"第{n}盏路灯不亮", "words": "路灯不亮", "urgent": False}
        where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "place_name": place.name, "chat_id": 1}
        moments = {"opened_at": at, "registered_at": at, "accepted_at": at + timedelta(hours=n % 40) if n % 6 else None}
        over = {"done_at": at + timedelta(hours=50) if state in (State.CONFIRMED, State.UNCONFIRMED, State.DONE) else None}
        over |= {"closed_at": at + timedelta(hours=60) if state in ENDED else None, "overdue": None, "overdue_since": None}
        if n % len(STATES) == 4:
            over |= {"overdue": "solve", "overdue_since": NOW - timedelta(days=n % 40)}
        counts = {"follows": 10, "reopened": n % 4, "calls": 2 if n % 5 == 0 else 0}
        yield {"number": n + 1, "state": state, **where, **told, **moments, **over, **counts}


def _clocks(community: int, known: list[int], days: int) -> Iterator[dict[str, Any]]:
    for n, id_ in enumerate(known):
        at = _at(n, days, len(known))
        row = {"community_id": community, "matter_id": id_, "span": 1440, "started_at": at, "due_at": at + timedelta(days=1), "left": None}
        for clock in (Clock.ACCEPT, Clock.NEWS):
            yield {**row, "clock": clock, "met_at": at + timedelta(hours=n % 40) if n % 6 else None, "nudged_at": None, "missed_at": None}


def _rating(community: int, matter: int, at: datetime) -> dict[str, Any]:
    value = list(Satisfaction)[matter % 3]
    return {
        "community_id": community,
        "matter_id": matter,
        "person_id": matter % PEOPLE + 1,
        "value": value,
        "at": at + timedelta(hours=61),
    }


def _calls(session: Session, community: int, called: list[tuple[int, datetime]]) -> None:
    level = {"community_id": community, "level": CallLevel.STREET, "kind": CallKind.DAILY, "reason": ""}
    rows = [
        {"matter_id": id_, "turn": turn, "called_at": at, "due_at": at, "closed_at": at, **level} for id_, at in called for turn in (1, 2)
    ]
    made = session.execute(insert(Call).returning(Call.id, Call.due_at), rows).all()
    row = {"community_id": community, "promise": "", "broken": 0, "refused_for": ""}
    sent = [
        {
            "call_id": id_,
            "department_id": (id_ + k) % 8 + 1,
            "state": Answer.ARRIVED if id_ % 2 else Answer.CALLED,
            "called_at": at,
            "due_at": at + timedelta(hours=1),
            "arrived_at": at + timedelta(minutes=50 + k * 15) if id_ % 2 else None,
            "promised_for": at + timedelta(days=3) if id_ % 7 == 0 else None,
            **row,
        }
        for id_, at in made
        for k in (0, 1)
    ]
    session.connection().execute(insert(Summons), sent)


def _meetings(session: Session, community: int, compound: Place, known: list[int]) -> None:
    """A hundred Fridays of eight items, each with a promise, most of them kept."""
    for week in range(1, 101):
        at = NOW - timedelta(weeks=week)
        held = {"day": at.date(), "at": at, "minutes_at": at + timedelta(hours=1), "closed_at": at + timedelta(hours=1)}
        meeting = Meeting(community_id=community, state=Sitting.CLOSED, minutes="纪要", **held)
        session.add(meeting)
        session.flush()
        where = {"community_id": community, "path": compound.path}
        rows = [
            Item(
                meeting_id=meeting.id,
                matter_id=known[week * 8 + k],
                position=k + 1,
                outcome=Outcome.OWNER,
                due=at.date(),
                reasons=[],
                **where,
            )
            for k in range(8)
        ]
        session.add_all(rows)
        session.flush()
        kept = {"state": Kept.KEPT, "settled_at": at} if week > 1 else {"state": Kept.OPEN}
        session.add_all(
            [Promise(matter_id=one.matter_id, item_id=one.id, owner="物业", due=at.date(), what="换灯", **where, **kept) for one in rows]
        )
    session.flush()


# ---------------------------------------------------------------- the picture

PAINT = """
import gc, json, time
from benchmarks.numbers import full, memory
from bot.drawing import paint
before = memory("VmRSS")
open("/proc/self/clear_refs", "w").write("5")  # the peak from now on: what the parent needed is not ours
begun = time.perf_counter(); paint(full()); first = time.perf_counter() - begun
most = memory("VmHWM") - before
for _ in range(20): paint(full())
gc.collect(); kept = memory("VmRSS")
for _ in range(20): paint(full())
gc.collect()
print(json.dumps([first, most, kept - before, memory("VmRSS") - kept]))
"""


def memory(what: str) -> float:
    """MB of this process as the kernel counts them: VmRSS now, VmHWM at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


class Painted(NamedTuple):
    """Seconds of the first picture (its library and font loaded), MB it needed at most, MB that stay after twenty, MB twenty more add."""

    first: float
    most: float
    kept: float
    grown: float


def painting() -> Painted:
    import msgspec

    told = subprocess.run([sys.executable, "-c", PAINT], capture_output=True, text=True, check=True).stdout
    return Painted(*msgspec.json.decode(told, type=list[float]))


def full() -> Any:
    """A page with everything on it."""
    from models.drawings import Bar, Dial, Poster, Section

    bars = tuple(Bar(f"第{n}类", f"{n} 件", n / 8) for n in range(8, 0, -1))
    dials = tuple(Dial(name, "72%", "36/50", "↑5", 0.72) for name in ("响应率", "解决率", "满意率", "未确认"))
    sections = (Section("各类登记", bars), Section("部门按时报到", bars), Section("反复出现", bars[:6], True))
    return Poster("傲梅苑周报", "8月31日—9月6日 · 登记 50 · 结束 41 · 在办 12", dials, sections, "箭头：比前一周多或少几个百分点")
