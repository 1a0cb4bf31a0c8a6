"""How the house ages: inserting, the open list and the board with a little and with a lot of history behind them (SQLite)."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from benchmarks.bots import furnished
from models import matters
from models.database import Database
from models.matters import Matter
from models.people import add_person
from models.places import Community, Place, find_compounds
from models.rules.matters import State
from models.rules.understanding import Category

OPEN, AT_ONCE, INSERTS, READS, PAGE = 200, 10_000, 1000, 200, 10
NOW = datetime(2026, 9, 3, 8, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Aged:
    """Medians with so much history: microseconds for one insert, milliseconds for the open list and for the board."""

    insert: float
    open_list: float
    board: float


def ages(sizes: tuple[int, ...]) -> dict[int, Aged]:
    """One house that grows from size to size; the same number of matters is open at each."""
    with tempfile.TemporaryDirectory(prefix="jinlin-ages-") as folder:
        database = furnished(Path(folder))
        with database.writing() as session:
            place = find_compounds(session)[0]
            session.expunge(place)
            person = add_person(session, "邻居", NOW).id
        found = {}
        for size in sizes:
            grow(database, place, person, size)
            found[size] = Aged(inserting(database, place, person), *reading(database, place))
        database.close()
    return found


def row(place: Place, person: int, number: int, state: State) -> dict[str, Any]:
    told = {"category": Category.ELEVATOR, "state": state, "urgent": False, "title": f"第{number}盏路灯不亮", "words": "2号楼路灯不亮"}
    moments = {"opened_at": NOW, "registered_at": NOW, "closed_at": None if state is State.REGISTERED else NOW}
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "place_name": "2号楼", "chat_id": 1}
    return {"number": number, "reporter_id": person, **told, **moments, **where}


def grow(database: Database, place: Place, person: int, size: int) -> None:
    """Fill up to this size; of everything OPEN matters are open, evenly spread."""
    with database.writing() as session:
        have = session.scalar(select(func.max(Matter.number))) or 0
        session.execute(update(Matter).values(state=State.CONFIRMED))
        for start in range(have + 1, size + 1, AT_ONCE):
            numbers = range(start, min(size, start + AT_ONCE - 1) + 1)
            session.connection().execute(matters.matters.insert(), [row(place, person, n, State.CONFIRMED) for n in numbers])
        open_ = range(max(1, size // OPEN), size + 1, max(1, size // OPEN))
        session.execute(update(Matter).where(Matter.number.in_(open_)).values(state=State.REGISTERED))
        session.execute(update(Community).values(last_number=size))


def inserting(database: Database, place: Place, person: int) -> float:
    """Microseconds for one matter, the median of rounds that are undone again."""
    took = []
    for _ in range(6):
        with Session(database.engine) as session:
            first = matters.next_number(session, place.community_id)
            begun = time.perf_counter()
            for n in range(INSERTS):
                matters.open_matter(session, **row(place, person, first + n, State.REGISTERED))
            took.append((time.perf_counter() - begun) / INSERTS * 1e6)
            session.rollback()
    return statistics.median(took[1:])  # the first warms up


def reading(database: Database, place: Place) -> tuple[float, float]:
    """Milliseconds for a page of the open list, and for the board with its counters."""
    open_list = timed(database, lambda session: matters.find_open(session, place.path, PAGE))
    return open_list, timed(database, lambda s: (matters.find_board(s, place.path, PAGE), matters.count_board(s, place.path, "2026-09")))


def timed(database: Database, look: Callable[[Session], object]) -> float:
    took = []
    for _ in range(READS):
        with database.reading() as session:
            begun = time.perf_counter()
            look(session)
            took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)
