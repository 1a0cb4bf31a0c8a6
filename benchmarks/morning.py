"""How long the morning digest of a large community takes (SQLite): every matter moved in the night, ten followers each."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.bots import GROUPS, furnished
from benchmarks.scaling import AT_ONCE, NOW, row
from handlers.ctx import Ctx, House
from handlers.digest import digest
from models import places
from models.chats import Chat, Kind
from models.database import Database
from models.letters import letters
from models.matters import followers, matters
from models.people import Person
from models.places import Community, Level
from models.rules.matters import State

ROUNDS = 5


def mornings(size: int = 10_000, followed: int = 10) -> float:
    """Median seconds for one community's digests, in the groups of all its buildings."""
    with tempfile.TemporaryDirectory(prefix="jinlin-morning-") as folder:
        database = furnished(Path(folder))
        community = grow(database, size, followed)
        took = [morning(database, community) for _ in range(ROUNDS)]
        database.close()
    return statistics.median(took)


def grow(database: Database, size: int, followed: int) -> int:
    """So many matters that moved, a third each solved, taken up and new, and so many neighbours who met the same."""
    with database.writing() as session:
        community = session.scalars(select(Community.id)).one()
        session.connection().execute(insert(Person), [{"name": f"邻居{n}", "created_at": NOW, "language": ""} for n in range(size)])
        buildings = places.find_under(session, places.find_compounds(session)[0].path, Level.BUILDING)
        for start in range(1, size + 1, AT_ONCE):
            numbers = range(start, min(size, start + AT_ONCE - 1) + 1)
            session.connection().execute(matters.insert(), [moved(buildings[n % GROUPS], n) for n in numbers])
        ties = (
            {"matter_id": n, "person_id": 1 + (n + k) % size, "community_id": community, "at": NOW}
            for n in range(1, size + 1)
            for k in range(followed)
        )
        session.connection().execute(insert(followers), list(ties))
    return community


def moved(place: Any, number: int) -> dict[str, Any]:
    state = (State.DONE, State.HANDLING, State.REGISTERED)[number % 3]
    taken = NOW if state is not State.REGISTERED else None
    return row(place, 1, number, state) | {"accepted_at": taken, "done_at": NOW if state is State.DONE else None, "follows": 10}


def morning(database: Database, community: int) -> float:
    """Seconds for the whole transaction, undone again."""
    with Session(database.engine) as session:
        chat = Chat(channel="", address="", kind=Kind.UNBOUND, community_id=community, language="zh-CN")
        begun = time.perf_counter()
        digest(Ctx(session, House(), chat, NOW + timedelta(hours=16)), community)
        session.flush()
        took = time.perf_counter() - begun
        written = session.connection().execute(select(letters.c.id)).all()
        session.rollback()
    assert len(written) == GROUPS, f"{len(written)} digests"
    return took
