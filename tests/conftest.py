"""What every test may ask for: a database of each kind, and a neighbourhood to talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from handlers import texts
from models.database import Database
from tests.databases import Postgres, fresh_sqlite
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
