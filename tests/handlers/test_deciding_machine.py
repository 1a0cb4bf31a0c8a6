"""Polls, plans and a consent round in one town: whoever sells, revises or waits does it to all of them, and each model must still agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from models.consents import Consent
from models.database import Database
from tests.handlers.machines import drive, settled
from tests.handlers.test_consents_machine import HOMES, Rounds
from tests.handlers.test_polls_machine import Polls, settle_in


class Deciding(Polls, Rounds):
    """Both sets of rules over the same households: a door that changes hands does so everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, tuple[str, int]] = {}

    @rule(hours=st.sampled_from([5, 30, 60, 100, 192]))
    def wait(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours))
        self.polls_over()
        self.notice_over()

    @invariant()
    def who_owns_what_and_how_large_it_is_stays_as_it_was_when_the_round_began(self) -> None:
        """Sales and corrections of the roll change neither heads nor areas of what is under way."""
        found = {one.label: (one.head, one.area) for one in self.db.scalars(select(Consent)) if one.label in HOMES}
        self.asked = self.asked or found
        assert found == self.asked


@pytest.fixture(scope="module")
def lived() -> Iterator[Database]:
    with settled() as n:
        settle_in(n)
        yield n.database


def test_any_order_of_everything_that_is_decided_counts_right(lived: Database) -> None:
    drive(Deciding, lived, lives=20, steps=60)
