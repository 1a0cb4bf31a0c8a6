"""Joining codes and requests in the database: one wins, wrong tries are counted, one wish at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy.orm import Session

from models import codes, joins, people, places
from models.database import Database
from tests.terminal import NOW


def test_five_wrong_tries_an_hour(database: Database) -> None:
    with database.writing() as session:
        for minute in range(5):
            assert codes.may_try(session, "person:1", NOW + timedelta(minutes=minute))
            codes.note_try(session, "person:1", NOW + timedelta(minutes=minute))
        assert not codes.may_try(session, "person:1", NOW + timedelta(minutes=59))
        assert codes.may_try(session, "person:2", NOW)
        assert codes.may_try(session, "person:1", NOW + timedelta(minutes=60))


def _home(session: Session) -> places.Place:
    community = places.add_community(session, "金洲社区").id
    compound = places.add_place(session, community, None, places.Level.COMPOUND, "傲梅苑")
    return places.add_place(session, community, compound, places.Level.HOUSEHOLD, "301")


def _person(session: Session) -> int:
    return people.add_person(session, "", NOW).id


def test_a_code_is_good_once_until_it_expires(database: Database) -> None:
    with database.writing() as session:
        home, person = _home(session), _person(session)
        code = codes.make_code(session, home, NOW, days=30)
        assert codes.use_code(session, code, person, NOW + timedelta(days=30)) is None
        won = codes.use_code(session, code, person, NOW + timedelta(days=29))
        assert won is not None
        assert (won[0].id, won[1]) == (home.id, people.Bond.FAMILY)
        assert codes.use_code(session, code, person, NOW) is None
        assert not codes.kill_code(session, code, NOW)


def test_a_code_seen_in_a_group_is_dead(database: Database) -> None:
    with database.writing() as session:
        code = codes.make_code(session, _home(session), NOW)
        assert codes.kill_code(session, code, NOW)
        assert not codes.kill_code(session, code, NOW)
        assert codes.use_code(session, code, _person(session), NOW) is None


def test_a_code_is_stored_as_a_digest_only(database: Database) -> None:
    with database.writing() as session:
        code = codes.make_code(session, _home(session), NOW)
        row = session.query(codes.JoinCode).one()
        assert code not in str(vars(row))
        assert len(row.digest) == 64


def test_of_many_at_once_exactly_one_wins(database: Database) -> None:
    with database.writing() as session:
        code = codes.make_code(session, _home(session), NOW)
        everybody = [_person(session) for _ in range(8)]

    def use(person: int) -> bool:
        with database.writing() as session:
            return codes.use_code(session, code, person, NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, everybody)) == 1


def test_one_open_request_for_a_person_and_a_household(database: Database) -> None:
    with database.writing() as session:
        home, person, leader = _home(session), _person(session), _person(session)
        request = joins.open_request(session, person, home, NOW)
        assert request is not None
        assert joins.open_request(session, person, home, NOW) is None
        assert joins.open_request(session, leader, home, NOW) is not None
        assert joins.decide_request(session, request, leader, confirmed=False, now=NOW)
        assert not joins.decide_request(session, request, leader, confirmed=True, now=NOW)
        found = joins.find_request(session, request)
        assert found is not None
        session.refresh(found)
        assert (found.state, found.decided_by) == (joins.Asked.REFUSED, leader)
        assert joins.open_request(session, person, home, NOW) is not None
