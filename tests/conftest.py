"""What every test may ask for: a database of each kind, and a neighbourhood to talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from handlers import texts
from models.database import Database
from tests.databases import Postgres, empty, fresh_sqlite
from tests.house import Neighbourhood

texts.strict = True


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One real PostgreSQL for the whole run."""
    with Postgres.running() as server:
        yield server


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    database = fresh_sqlite(tmp_path / "jinlin.sqlite")
    yield database
    database.close()


@pytest.fixture(scope="session")
def reusable_postgres(postgres: Postgres) -> Iterator[Database]:
    """One PostgreSQL database for many short tests, each of which empties it."""
    database = postgres.reusable()
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def quick_database(request: pytest.FixtureRequest) -> Database:
    """An empty database once of each kind; the PostgreSQL one was used before and is not durable."""
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite_database")
    else:
        found = request.getfixturevalue("reusable_postgres")
        empty(found)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database with every table, once of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    database = request.getfixturevalue("postgres").fresh()
    yield database
    database.close()


@pytest.fixture
async def neighbourhood(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Neighbourhood]:
    """傲梅苑 with the courier at work, on each kind of database."""
    async with Neighbourhood(database, monkeypatch).living() as lived:
        yield lived
