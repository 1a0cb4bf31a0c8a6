"""Counters kept ballot by ballot agree with a count of the whole box, whatever is said in whatever order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models import ballots, people, places, polls
from models.database import Database
from models.heads import number_heads
from models.places import Level
from models.polls import Poll
from models.rolls import Roll, Sitting, find_sittings
from models.rules.poll_sheets import Home, roll_print
from models.rules.polls import Counted, Kind, Manner, Standing
from models.rules.tallies import Tally
from tests.house import START

FLATS = 8


@pytest.fixture
def built(quick_database: Database) -> tuple[Database, list[int], int]:
    """A building with flats and somebody: the database, the flats' ids, the person's id. Every example undoes what it did."""
    with quick_database.writing() as session:
        community = places.add_community(session, "金洲").id
        building = places.add_place(session, community, None, Level.BUILDING, "2号楼")
        homes = [places.add_place(session, community, building, Level.HOUSEHOLD, f"{n}01").id for n in range(FLATS)]
        person = people.add_person(session, "谁", START).id
    return quick_database, [building.id, *homes], person


CHOICES = {
    Manner.SINGLE: st.sampled_from([("yes",), ("no",), ("abstain",)]),
    Manner.MULTIPLE: st.lists(st.sampled_from(["1", "2", "3"]), max_size=3, unique=True).map(tuple),
    Manner.RANKED: st.lists(st.sampled_from(["1", "2", "3"]), max_size=3, unique=True).map(tuple),
}
ROLLS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 20_000)), min_size=FLATS, max_size=FLATS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), roll=ROLLS, manner=st.sampled_from(Manner))
def test_counters_and_the_box_always_agree(built: Any, data: st.DataObject, roll: list[tuple[int, int]], manner: Manner) -> None:
    database, [building, *homes], person = built
    said = data.draw(st.lists(st.tuples(st.integers(0, FLATS - 1), CHOICES[manner]), max_size=14))
    with Session(database.engine, expire_on_commit=False) as session:
        session.begin()
        poll = opened(session, building, homes, person, roll, manner)
        for turn, (at, choice) in enumerate(said):
            head, area = roll[at]
            sitting = Sitting(homes[at], f"{at}01", head, area, Standing.OWNER)
            receipt = ballots.cast(session, poll, sitting, person, choice, START + timedelta(seconds=turn))
            assert ballots.find_ballot(session, poll.id, homes[at]).receipt == receipt
        session.expire_all()
        found = ballots.audit(session, poll)
        assert poll.tally == Tally(found.whole, found.took_part, found.options, 0)
        last = {homes[at]: choice for at, choice in said}
        assert {home: choice for home, _, choice, _ in ballots.find_box(session, poll.id)} == last
        session.rollback()


def opened(session: Session, building: int, homes: list[int], person: int, roll: list[tuple[int, int]], manner: Manner) -> Poll:
    place = places.find_place(session, building)
    assert place is not None
    doors = [Home(f"{n}01", head, area) for n, (head, area) in enumerate(roll)]
    asked = {"kind": Kind.ADVISORY, "manner": manner, "most": 3, "counted": Counted.HOME, "title": "门", "by_person_id": person}
    labels = [] if manner is Manner.SINGLE else ["甲", "乙", "丙"]
    whole = Roll(list(zip(homes, doors, strict=True)), 0, ())
    poll = polls.open_poll(session, place, whole, START, labels=labels, closes_at=START + timedelta(days=1), **asked)
    assert poll.roll_hash == roll_print(doors)
    assert find_sittings(session, poll.id, person) == []
    return poll


def test_heads_are_numbered_by_whose_the_flats_are() -> None:
    assert number_heads({5: "a", 6: "b", 7: "a", 8: "c"}) == {5: 1, 6: 2, 7: 1, 8: 3}
