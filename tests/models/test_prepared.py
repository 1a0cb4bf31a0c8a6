"""A prepared statement does what SQLAlchemy would have done, and fails as it would have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from models.database import Database
from models.machinery import Flag, Journal, Result
from models.prepared import Prepared, named

FLAGS, JOURNAL = Flag.__table__, Journal.__table__
ADD = Prepared(insert(FLAGS).values(named("name", "value")).returning(FLAGS.c.name))
NOW = datetime(2026, 9, 3, 8, 5, tzinfo=UTC)


def test_it_writes_and_returns(database: Database) -> None:
    with database.writing() as session:
        assert list(ADD.run(session, {"name": "held", "value": "1"})) == [("held",)]
        assert list(Prepared(update(FLAGS).values(named("value"))).run(session, {"value": "2"})) == []
    with database.reading() as session:
        assert session.execute(select(Flag.name, Flag.value)).all() == [("held", "2")]


def test_every_kind_of_value_is_stored_as_its_column_stores_it(database: Database) -> None:
    columns = named("at", "key", "act", "result", "detail", "raw") | {"community_id": literal(7)}
    entered = {"at": NOW, "key": "k", "act": None, "result": Result.FAILED, "detail": {"字": [1, None]}, "raw": b"\x00\xff"}
    with database.writing() as session:
        Prepared(insert(JOURNAL).values(columns)).run(session, entered)
    with database.reading() as session:
        found = session.scalars(select(Journal)).one()
    assert (found.at, found.key, found.act, found.result, found.detail, found.raw, found.community_id) == (*entered.values(), 7)


def test_what_the_driver_refuses_is_said_in_sqlalchemys_terms(database: Database) -> None:
    with database.writing() as session:
        ADD.run(session, {"name": "held", "value": "1"})
    with pytest.raises(IntegrityError), database.writing() as session:
        ADD.run(session, {"name": "held", "value": "2"})


def test_a_column_with_a_default_has_to_be_named() -> None:
    with pytest.raises(ValueError, match="community_id"):
        Prepared(insert(JOURNAL).values(named("at")))
