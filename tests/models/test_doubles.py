"""Merging: whatever is followed and merged in whatever order, everybody concerned is counted once and no chain closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from models import chats, doubles, matters, people, places
from models.chats import Kind
from models.database import Database
from models.matters import Follower, Matter, Snapshot
from models.places import Level
from models.rules.matters import State
from models.rules.understanding import Category
from tests.databases import empty
from tests.house import START

PERSONS, MATTERS = 5, 5
EACH = st.integers(0, MATTERS - 1)
WHO = st.integers(0, PERSONS - 1)


class Merging(RuleBasedStateMachine):
    """A model in sets beside the tables: who is concerned with each root, who only follows."""

    database: Database

    @initialize()
    def begin(self) -> None:
        empty_any(self.database)
        with self.database.writing() as session:
            community = places.add_community(session, "金洲社区").id
            compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
            homes = [places.add_place(session, community, compound, Level.HOUSEHOLD, f"{n}01") for n in (1, 2, 3)]
            chat = chats.add_chat(session, "telegram", "-1", Kind.RESIDENTS)
            self.persons = [people.add_person(session, f"p{n}", START).id for n in range(PERSONS)]
            self.homes = [homes[n % 3].id if n < 4 else None for n in range(PERSONS)]  # two of one household, one of none
            self.ids = [self.open(session, community, compound, chat.id, n) for n in range(MATTERS)]
        self.into: dict[int, int] = {}
        self.following: list[dict[int, int | None]] = [{} for _ in range(MATTERS)]
        self.pictures = [n % 3 for n in range(MATTERS)]

    def open(self, session: Any, community: int, compound: Any, chat: int, n: int) -> int:
        fields = {"community_id": community, "place_id": compound.id, "path": compound.path, "place_name": "傲梅苑", "urgent": False}
        fields |= {
            "category": Category.UTILITIES,
            "title": f"t{n}",
            "words": f"t{n}",
            "chat_id": chat,
            "opened_at": START,
            "emergency": None,
        }
        reporter = n % 3
        fields |= {"reporter_id": self.persons[reporter], "household_id": self.homes[reporter], "state": State.REGISTERED}
        matter = matters.open_matter(session, number=n + 1, registered_at=START, **fields)
        for picture in range(n % 3):
            row = {"chat_id": chat, "person_id": self.persons[reporter], "community_id": community, "at": START, "album": ""}
            matters.add_snapshot(session, **row, message=f"{n}.{picture}", media="photo", ref="r", unique=f"{n}.{picture}")
        matters.claim_snapshots(session, matter, chat, self.persons[reporter], START - timedelta(days=1))
        return matter.id

    def root(self, n: int) -> int:
        while n in self.into:
            n = self.into[n]
        return n

    @rule(n=EACH, who=WHO)
    def follow(self, n: int, who: int) -> None:
        if n in self.into or who == n % 3:  # what a handler refuses
            return
        with self.database.writing() as session:
            matter = matters.lock_matter(session, self.ids[n])
            assert matter is not None
            new = matters.follow(session, matter, self.persons[who], self.homes[who], START)
        assert new == (who not in self.following[n])
        self.following[n].setdefault(who, self.homes[who])
        self.compare()

    @rule(n=EACH, m=EACH)
    def merge(self, n: int, m: int) -> None:
        root = self.root(m)
        if n in self.into or root == n:  # refused
            return
        with self.database.writing() as session:
            source, target = session.get(Matter, self.ids[n]), session.get(Matter, self.ids[root])
            assert source is not None
            assert target is not None
            told = doubles.carry_over(session, source, target, START)
            source.state = State.MERGED
        came = {n % 3: self.homes[n % 3], **self.following[n]}
        new = {who: home for who, home in came.items() if who != root % 3 and who not in self.following[root]}
        assert sorted(told) == sorted(self.persons[who] for who in new)
        self.following[root] |= new
        self.into[n] = root
        self.pictures[root], self.pictures[n] = self.pictures[root] + self.pictures[n], 0
        self.compare()

    def compare(self) -> None:
        with self.database.reading() as session:
            for n, id_ in enumerate(self.ids):
                matter = session.get(Matter, id_)
                assert matter is not None
                rows = set(session.scalars(select(Follower.person_id).where(Follower.matter_id == id_)))
                assert rows == {self.persons[who] for who in self.following[n]}
                homes = {home for home in self.following[n].values() if home is not None}
                assert (matter.follows, matter.homes) == (len(rows), len(homes))
                assert doubles.count_homes(session, matter) == len(homes | {self.homes[n % 3]})
                assert matter.pictures == self.pictures[n]
                assert doubles.find_root(session, matter).id == self.ids[self.root(n)]
            assert session.query(Snapshot).filter(Snapshot.matter_id.is_(None)).count() == 0


def empty_any(database: Database) -> None:
    if not database.embedded:
        return empty(database)
    from models.schema import metadata

    with database.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return None


def test_everybody_is_carried_over_and_counted_once(quick_database: Database) -> None:
    runs = 15 if quick_database.embedded else 4
    machine = type("OnThis", (Merging,), {"database": quick_database})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=runs, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))
    )


@pytest.fixture
def house(quick_database: Database) -> dict[str, Any]:
    with quick_database.writing() as session:
        community = places.add_community(session, "金洲社区").id
        compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        first, second = (places.add_place(session, community, compound, Level.BUILDING, f"{n}号楼") for n in (1, 2))
        unit = places.add_place(session, community, second, Level.UNIT, "1单元")
        chat = chats.add_chat(session, "telegram", "-1", Kind.RESIDENTS).id
        found = {"community": community, "chat": chat, "compound": compound, "1": first, "2": second, "2-1": unit}
        session.flush()
        session.expunge_all()
    return {**found, "database": quick_database}


def told(session: Any, house: dict[str, Any], where: str, title: str, number: int, age: timedelta = timedelta(), **more: Any) -> int:
    place = house[where]
    fields = {"community_id": house["community"], "place_id": place.id, "path": place.path, "place_name": place.name, "urgent": False}
    fields |= {"category": Category.ELEVATOR, "title": title, "words": title, "chat_id": house["chat"], "emergency": None}
    fields |= {"opened_at": START - age, "registered_at": START - age, "state": State.REGISTERED, "number": number, **more}
    return matters.open_matter(session, **fields).id


def like(session: Any, house: dict[str, Any], where: str, title: str = "电梯坏了", category: Category = Category.ELEVATOR) -> int | None:
    return doubles.find_like(session, house["community"], house[where].path, category, title, START)


@pytest.mark.parametrize(("asked", "found"), [("2", True), ("2-1", True), ("compound", True), ("1", False)])
def test_the_place_is_the_same_or_one_above_the_other(house: dict[str, Any], asked: str, found: bool) -> None:
    with house["database"].writing() as session:
        known = told(session, house, "2", "2号楼电梯又坏了", 1)
        assert like(session, house, asked) == (known if found else None)


def test_only_open_ones_of_the_category_of_the_last_fortnight_are_like(house: dict[str, Any]) -> None:
    with house["database"].writing() as session:
        told(session, house, "2", "电梯坏了", 1, state=State.CONFIRMED)
        told(session, house, "2", "电梯坏了", 2, age=timedelta(days=14, minutes=1))
        told(session, house, "2", "电梯坏了", 3, category=Category.OTHER)
        told(session, house, "2", "垃圾没人清", 4)
        assert like(session, house, "2") is None
        kept = told(session, house, "2", "电梯坏了", 5, age=timedelta(days=13))
        told(session, house, "2", "电梯坏了", 6)
        assert like(session, house, "2") == kept
        assert like(session, house, "2", category=Category.NOISE) is None


def test_however_many_are_open_only_the_newest_are_looked_at(house: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with house["database"].writing() as session:
        oldest = told(session, house, "2", "电梯坏了", 1, age=timedelta(days=2))
        for number in range(2, doubles.LOOKED_AT + 1):
            told(session, house, "2", f"垃圾{number}", number)
        assert like(session, house, "2") == oldest
        told(session, house, "2", "垃圾", 1000)
        assert like(session, house, "2") is None
