"""Walking the steps: the database is brought to the newest shape in one transaction, by one process at a time."""

from __future__ import annotations

import importlib
import io
from typing import Any

from sqlalchemy import Connection, inspect, text

from migrations import FOLDER, newest
from models.database import Database

LOCK = 0x6A696E6C
"""PostgreSQL's advisory lock of a walk; SQLite's single writer needs none."""


def revision_of(database: Database) -> str | None:
    """The step a database stands at; None when it has no tables of ours."""
    with database.reader.connect() as connection:
        return _stands_at(connection)


def is_newest(database: Database) -> bool:
    return revision_of(database) == newest()


def walk(database: Database, to: str = "head") -> None:
    """Walk to a step (`head`: the newest, `base`: before the first); all of it is done or nothing."""
    with database.engine.connect() as connection:
        embedded = database.embedded
        if embedded:  # a table that is rebuilt would take its dependents along; can be said outside of a transaction only
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _walk(connection, to)
        finally:
            if embedded:
                connection.connection.execute("PRAGMA foreign_keys=ON")


def _walk(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if to == "head" and _stands_at(connection) == newest():
        return
    command: Any = importlib.import_module("alembic.command")  # a tenth of a second that a start without a walk saves
    (command.downgrade if to == "base" else command.upgrade)(config(connection), to)
    if connection.dialect.name == "sqlite" and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()) is not None:
        raise RuntimeError(f"after the walk a row of {lost[0]} points nowhere")


def config(connection: Connection) -> Any:
    """Alembic's settings, made here: an installed program has no alembic.ini."""
    from alembic.config import Config

    made = Config(stdout=io.StringIO())
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _stands_at(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
