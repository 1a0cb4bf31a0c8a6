"""The ledger of service: what was given is written once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from models import hours, people, places
from models.database import Database
from models.hours import Service

NOW = datetime(2026, 9, 3, tzinfo=UTC)


def two(database: Database) -> list[int]:
    with database.writing() as session:
        places.add_community(session, "金洲社区")
        return [people.add_person(session, name, NOW).id for name in ("阿强", "李姐")]


def test_the_same_job_counts_once_for_a_person_however_many_say_so(database: Database) -> None:
    [first, second] = two(database)
    gate = Barrier(8)

    def write(person: int) -> int | None:
        gate.wait(30)
        with database.writing() as session:
            return hours.add_service(session, 1, person, "job:7", NOW, NOW + timedelta(minutes=50, seconds=59))

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(write, [first, second] * 4))
    assert sorted(told, key=str) == [50, 50, *[None] * 6]
    with database.reading() as session:
        assert session.query(Service).count() == 2
        assert hours.find_minutes(session, "job:7", second) == 50


def test_minutes_add_up_from_a_moment_on(database: Database) -> None:
    [first, second] = two(database)
    with database.writing() as session:
        for day in range(3):
            hours.add_service(session, 1, first, f"job:{day}", NOW + timedelta(days=day), NOW + timedelta(days=day, hours=1))
        assert hours.count_minutes(session, first) == 180
        assert hours.count_minutes(session, first, NOW + timedelta(days=1)) == 120
        assert hours.count_minutes(session, second) == 0
