"""Two thousand lives of a community, fifty steps each: matters, calls, jobs, outages, merging, limits and timers, all together.

`LIVES=100` lives fewer. The first lives of every run are the same ones, so that what fails here fails there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from models.database import Database
from tests.databases import empty, fresh_sqlite
from tests.together.machine import STEPS_A_LIFE, Together
from tests.together.road import Road, settle_in

LIVES = int(os.environ.get("LIVES", "2000"))
AT_ONCE = 250
"""So many lives are made up from one seed."""
SETTINGS = partial(
    settings,
    stateful_step_count=STEPS_A_LIFE,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # to shrink a life takes five minutes; the one that fails is printed as it was
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def sqlite_estate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = fresh_sqlite(tmp_path_factory.mktemp("estate") / "jinlin.sqlite")
    yield database
    database.close()


@pytest.fixture
def postgres_estate(reusable_postgres: Database) -> Database:
    empty(reusable_postgres)
    return reusable_postgres


def live(database: Database, lives: int, since: int = 1) -> None:
    """So many lives of all their steps, made up from these seeds on; those that hypothesis cuts short come on top."""
    accounts = settle_in(database)
    road = Road(database)
    machine = type("Lives", (Together,), {"road": road, "accounts": accounts})
    try:
        for part in count(since):
            if machine.whole >= lives:
                return
            run_state_machine_as_test(  # type: ignore[no-untyped-call]
                seed(part)(machine), settings=SETTINGS(max_examples=min(lives - machine.whole, AT_ONCE))
            )
    finally:
        road.close()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("since", [1, 1001], ids=["first half", "second half"])
def test_whatever_happens_both_sides_agree(sqlite_estate: Database, since: int) -> None:
    live(sqlite_estate, (LIVES + 1) // 2, since)


@pytest.mark.timeout(900)
def test_on_the_other_database_too(postgres_estate: Database) -> None:
    live(postgres_estate, min(LIVES, 20))
