"""Corrections in the database: counted together, taken back, forgotten, and never another community's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from models import corrections, places
from models.database import Database
from models.rules.categories import Category
from tests.terminal import NOW

TERMS = ("弹珠", "珠声")


def two_communities(database: Database) -> tuple[int, int]:
    with database.writing() as session:
        return places.add_community(session, "金洲社区").id, places.add_community(session, "邻社区").id


def taught(database: Database, community: int) -> dict[tuple[str, Category], int]:
    with database.reading() as session:
        return corrections.find_taught(session, community, (*TERMS, "别的"))


def learn(database: Database, community: int, category: Category = Category.DISPUTE) -> None:
    with database.writing() as session:
        corrections.learn(session, community, TERMS, category, NOW)


def test_they_are_counted_by_community(database: Database) -> None:
    here, there = two_communities(database)
    learn(database, here)
    learn(database, here)
    learn(database, there, Category.NOISE)
    assert taught(database, here) == dict.fromkeys([(term, Category.DISPUTE) for term in TERMS], 2)
    assert taught(database, there) == dict.fromkeys([(term, Category.NOISE) for term in TERMS], 1)


def test_two_staff_at_once_are_both_counted(database: Database) -> None:
    here, _ = two_communities(database)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: learn(database, here), range(12)))
    assert set(taught(database, here).values()) == {12}


def test_one_is_taken_back_but_never_below_nothing(database: Database) -> None:
    here, there = two_communities(database)
    learn(database, here)
    learn(database, there)
    for _ in range(3):
        with database.writing() as session:
            corrections.unlearn(session, here, TERMS, Category.DISPUTE)
    assert set(taught(database, here).values()) == {0}
    assert set(taught(database, there).values()) == {1}


def test_a_community_can_forget(database: Database) -> None:
    here, there = two_communities(database)
    learn(database, here)
    learn(database, there)
    with database.writing() as session:
        assert corrections.forget_taught(session, here) == len(TERMS)
    assert (taught(database, here), len(taught(database, there))) == ({}, len(TERMS))
