"""What is remembered of the roll is what a fresh look would find, whoever wrote meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from models import chats, people, places
from models.chats import Chat, Kind
from models.database import Database, Writer
from models.machinery import Late, Timer
from models.memory import undoable
from models.people import Bond, Evidence
from models.places import Level, Place
from models.rules.roles import Role
from models.timers import timers
from tests.databases import fresh_sqlite

NOW = datetime(2026, 9, 3, tzinfo=UTC)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def writer(sqlite_database: Database) -> Iterator[Writer]:
    with sqlite_database.writing() as session:
        chats.add_chat(session, "web", "1", Kind.RESIDENTS, "居民群")
    writer = sqlite_database.writer()
    with writer.writing() as session:
        assert title(session) == "居民群"
    yield writer
    writer.close()


def title(session: Session) -> str | None:
    chat = chats.find_chat(session, "web", "1")
    return chat and chat.title


def test_what_was_looked_up_is_not_looked_up_again(sqlite_database: Database, writer: Writer) -> None:
    with counted(sqlite_database) as seen, writer.writing() as session:
        assert title(session) == "居民群"
        assert [statement for statement in seen if statement.startswith("SELECT")] == []


@pytest.mark.parametrize("how", ["read", "added"])
def test_a_row_that_is_not_of_the_roll_is_read_anew_in_the_next_transaction(writer: Writer, how: str) -> None:
    timer = Timer(community_id=0, name="fades", subject="matter:1", due_at=NOW, late=Late.SAY)
    with writer.writing() as session:
        session.add(timer)
        session.flush()
        number = timer.id
    with writer.writing() as session:
        held = timer if how == "added" else session.get(Timer, number)
        session.execute(update(timers).values(name="shows"))
    with writer.writing() as session:
        found = session.get(Timer, number)
        assert found is not None
        assert found is not held
        assert found.name == "shows"


def test_what_another_connection_wrote_is_seen(sqlite_database: Database, writer: Writer) -> None:
    with sqlite_database.writing() as session:
        session.execute(update(Chat).values(title="新名"))
    with writer.writing() as session:
        assert title(session) == "新名"


def test_what_is_written_here_is_seen(writer: Writer) -> None:
    with writer.writing() as session:
        session.connection().execute(update(Chat.__table__).values(title="新名"))
        assert session.scalars(select(Chat.title)).all() == ["新名"]
        chats.add_chat(session, "web", "2", Kind.RESIDENTS)
        assert chats.find_chat(session, "web", "2") is not None


def spoil(session: Session) -> None:
    """Write and read, and fail."""
    chat = chats.find_chat(session, "web", "1")
    assert chat is not None
    chat.title = "错名"
    chats.add_chat(session, "web", "2", Kind.RESIDENTS)
    assert title(session) == "错名"
    raise ZeroDivisionError


def test_what_was_undone_is_forgotten(writer: Writer) -> None:
    with writer.writing() as session:
        with pytest.raises(ZeroDivisionError), undoable(session):
            spoil(session)
        assert (title(session), chats.find_chat(session, "web", "2")) == ("居民群", None)


def test_a_transaction_that_fails_leaves_nothing_behind(writer: Writer) -> None:
    with pytest.raises(ZeroDivisionError), writer.writing() as session:
        spoil(session)
    with writer.writing() as session:
        assert title(session) == "居民群"


def test_a_change_to_what_is_remembered_is_kept(sqlite_database: Database, writer: Writer) -> None:
    with writer.writing() as session:
        chat = chats.find_chat(session, "web", "1")
        assert chat is not None
        chat.title = "新名"
    with sqlite_database.reading() as session:
        assert title(session) == "新名"


def test_what_was_written_past_the_session_is_seen_by_the_next_transaction(writer: Writer) -> None:
    with writer.writing() as session:
        held = chats.find_chat(session, "web", "1")  # somebody keeps a hold of it
        session.connection().execute(update(Chat.__table__).values(title="新名"))
    with writer.writing() as session:
        assert title(session) == "新名"
    assert held is not None


class Roll(RuleBasedStateMachine):
    """Two who write in turns, one of them remembering; whatever the other or it does, it finds what a fresh look finds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.database = fresh_sqlite(Path(self.folder.name) / "jinlin.sqlite")
        with self.database.writing() as session:
            community = places.add_community(session, "金洲社区").id
            compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
            for name in ("1号楼", "2号楼"):
                places.add_place(session, community, compound, Level.BUILDING, name)
        self.writer = self.database.writer()

    def write(self, ours: bool) -> Any:
        return self.writer.writing() if ours else self.database.writing()

    @rule(ours=st.booleans(), number=st.integers(1, 3))
    def come(self, ours: bool, number: int) -> None:
        with self.write(ours) as session:
            if people.find_person(session, "web", str(number)) is None:
                people.add_person(session, f"邻居{number}", NOW, "web", str(number))

    @rule(ours=st.booleans(), number=st.integers(1, 3), place=st.integers(1, 3))
    def appoint(self, ours: bool, number: int, place: int) -> None:
        with self.write(ours) as session:
            person, where = people.find_person(session, "web", str(number)), places.find_place(session, place)
            if person and where and not people.appoint(session, person.id, Role.LEADER, where, None, NOW):
                people.dismiss(session, person.id, Role.LEADER, where, NOW)

    @rule(ours=st.booleans(), number=st.integers(1, 3), place=st.integers(2, 3))
    def move_in(self, ours: bool, number: int, place: int) -> None:
        with self.write(ours) as session:
            person, home = people.find_person(session, "web", str(number)), places.find_place(session, place)
            if person and home:
                people.tie(session, person.id, home, Bond.OWNER, Evidence.SAID, NOW)

    @rule(ours=st.booleans(), place=st.integers(1, 3), kind=st.sampled_from([Kind.WORK, Kind.RESIDENTS]))
    def set_up(self, ours: bool, place: int, kind: Kind) -> None:
        with self.write(ours) as session:
            chat = chats.find_chat(session, "web", f"g{place}") or chats.add_chat(session, "web", f"g{place}", kind)
            chat.kind, chat.place_id = kind, place

    @rule(ours=st.booleans(), place=st.integers(1, 3))
    def fail(self, ours: bool, place: int) -> None:
        with pytest.raises(ZeroDivisionError), self.write(ours) as session:
            self.spoil(session, place)

    def spoil(self, session: Session, place: int) -> None:
        session.execute(update(Place).where(Place.id == place).values(name="错"))
        self.look(session)
        raise ZeroDivisionError

    @invariant()
    def agrees(self) -> None:
        with self.writer.writing() as session:
            remembered = self.look(session)
        with self.database.reading() as session:
            assert remembered == self.look(session)

    def look(self, session: Session) -> list[Any]:
        found: list[Any] = [[place.name for place in places.find_compounds(session)]]
        for number in (1, 2, 3):
            person = people.find_person(session, "web", str(number))
            place = places.find_place(session, number)
            assert place is not None
            found += [chat.address for chat in chats.find_nearest(session, place.path, Kind.WORK, Kind.RESIDENTS)]
            found += [above.name for above in places.find_above(session, place)]
            if person:
                found += [person.name, people.find_grants(session, person.id), [home.name for home in people.find_homes(session, person.id)]]
                found += [(role, at.name) for role, at in people.find_appointments(session, person.id)]
        return found

    def teardown(self) -> None:
        self.writer.close()
        self.database.close()
        self.folder.cleanup()


TestRoll = Roll.TestCase
TestRoll.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
