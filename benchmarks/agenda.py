"""How long the weekly draft takes where much is stuck: 10,000 open matters with 100,000 followers, drafted by the real handler (SQLite)."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.bots import furnished
from handlers.ctx import Ctx, House
from handlers.kit import Entry
from handlers.registry import entries
from models import matters
from models.chats import Chat, Kind
from models.people import Person
from models.places import Place, find_compounds
from models.rules.matters import State
from models.rules.understanding import Category

MATTERS, FOLLOWERS, PEOPLE = 10_000, 100_000, 5_000
NOW = datetime(2026, 9, 3, 10, 0, tzinfo=UTC)


def drafting() -> float:
    """Seconds for one draft, from nothing but the rows."""
    with tempfile.TemporaryDirectory(prefix="jinlin-agenda-") as folder:
        database = furnished(Path(folder))
        with database.writing() as session:
            place = find_compounds(session)[0]
            community = place.community_id
            grow(session, place)
        with database.writing() as session:
            nowhere = Chat(channel="", address="", kind=Kind.UNBOUND, community_id=community, language="zh-CN")
            begun = time.perf_counter()
            entries(Entry.TIMER)["agenda-drafts"].run(Ctx(session, House(), nowhere, NOW), community)
            took = time.perf_counter() - begun
        database.close()
    return took


def grow(session: Any, place: Place) -> None:
    """Every other matter overdue, each of them met by ten neighbours."""
    session.execute(insert(Person), [{"name": "", "language": "", "created_at": NOW} for _ in range(PEOPLE)])
    session.connection().execute(matters.matters.insert(), [row(place, n) for n in range(1, MATTERS + 1)])
    met = {(n % MATTERS + 1, n * 7919 % PEOPLE + 1) for n in range(FOLLOWERS * 2)}
    told = {"community_id": place.community_id, "at": NOW}
    followers = [{"matter_id": m, "person_id": p, "household_id": None, **told} for m, p in sorted(met)[:FOLLOWERS]]
    session.connection().execute(matters.followers.insert(), followers)


def row(place: Place, number: int) -> dict[str, Any]:
    told = {"category": Category.ELEVATOR, "state": State.HANDLING, "urgent": False, "title": f"第{number}盏路灯不亮", "words": "路灯不亮"}
    late = {"overdue": "solve" if number % 2 else None, "overdue_since": NOW - timedelta(days=number % 40)}
    moments = {"opened_at": NOW, "registered_at": NOW, **late}
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "place_name": "2号楼", "chat_id": 1}
    return {"number": number, "follows": FOLLOWERS // MATTERS + number % 3, "reopened": number % 4, **told, **moments, **where}
