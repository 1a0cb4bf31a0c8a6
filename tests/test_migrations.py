"""The steps lead to exactly what the models say, on both databases, and back to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from migrations import newest
from migrations.walk import config, is_newest, revision_of, walk
from models import places
from models.database import Database, open_database
from models.schema import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a table."""
    url = (
        f"sqlite:///{tmp_path / 'empty.sqlite'}" if request.param == "sqlite" else request.getfixturevalue("postgres").fresh_url(empty=True)
    )
    database = open_database(url)
    yield database
    database.close()


def constraints(database: Database) -> dict[str, Any]:
    """What autogenerate does not compare: the names and words of checks, the names of keys and uniques."""
    found = inspect(database.engine)
    return {
        table: (
            sorted((check["name"], check["sqltext"]) for check in found.get_check_constraints(table)),
            sorted((key["name"], *key["constrained_columns"]) for key in found.get_foreign_keys(table)),
            sorted(unique["name"] for unique in found.get_unique_constraints(table)),
            found.get_pk_constraint(table)["name"],
            sorted(str(index["name"]) for index in found.get_indexes(table)),
        )
        for table in sorted(found.get_table_names())
        if table != "alembic_version"
    }


def test_the_steps_end_where_the_models_are(empty: Database) -> None:
    metadata.create_all(empty.engine)
    wanted = constraints(empty)
    metadata.drop_all(empty.engine)
    walk(empty)
    assert is_newest(empty)
    with empty.reader.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    assert constraints(empty) == wanted


def test_every_constraint_has_its_name(empty: Database) -> None:
    walk(empty)
    names = [name for table in constraints(empty).values() for group in table[:3] for name in group] + [
        t[3] for t in constraints(empty).values()
    ]
    assert all(names)


def test_back_to_nothing(empty: Database) -> None:
    walk(empty)
    walk(empty, "base")
    assert inspect(empty.engine).get_table_names() in ([], ["alembic_version"])
    assert revision_of(empty) is None
    walk(empty)
    assert is_newest(empty)


def test_walking_again_changes_nothing_and_keeps_rows(empty: Database) -> None:
    walk(empty)
    with empty.writing() as session:
        places.add_community(session, "金洲社区")
    walk(empty)
    with empty.reading() as session:
        assert session.query(places.Community).count() == 1


def test_many_processes_at_once_walk_once(empty: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: walk(empty), range(4))) == [None] * 4
    assert is_newest(empty)


def test_a_step_that_fails_leaves_nothing_half_done(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.op.create_index", _fail, raising=True)
    monkeypatch.setattr("alembic.operations.base.BatchOperations.create_index", _fail, raising=True)
    with pytest.raises(ZeroDivisionError):
        walk(empty)
    assert inspect(empty.engine).get_table_names() == []


def _fail(*_args: Any, **_more: Any) -> None:
    raise ZeroDivisionError


def test_sqlite_watches_foreign_keys_again_after_a_walk(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    walk(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()


def test_the_newest_step_is_alembics_head(empty: Database) -> None:
    with empty.engine.connect() as connection:
        assert ScriptDirectory.from_config(config(connection)).get_heads() == [newest()]
