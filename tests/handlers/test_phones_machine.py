"""Any life of links and phones, against a model in dicts: a link is one phone's, a code is used once, and who is shut out is out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from models import codes, people, phones, places, posters
from models.machinery import Result
from models.people import Bond, Tie
from models.phones import HomeLink
from models.posters import Phone
from models.rules.codes import digest
from tests.handlers.machines import Machine, drive, settled
from tests.house import Neighbourhood

HOMES = ("2号楼1单元301", "2号楼2单元201")
GRANNY, LEADER = "10", "3"
"""陈奶奶 owns the first home; 老林 leads the building."""


class Phones(Machine):
    """`links`: token → whose (a home, or 陈奶奶's own) and until when; `opened`: token → which phone has it; `homes`: where a phone belongs."""

    n: Neighbourhood

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, tuple[str, datetime]] = {}
        self.opened: dict[str, str] = {}
        self.ended: set[str] = set()
        self.codes: dict[str, str] = {}
        self.homes: dict[str, set[str]] = {}
        self.grannys: set[str] = set()
        self.hers: set[str] = set()
        self.out: set[str] = set()
        self.accounts: list[str] = []
        for _ in range(4):
            phone, _ = posters.add_phone(self.db, self.place(HOMES[0]), "近邻", self.now)
            self.accounts.append(phone.account)
            self.homes[phone.account] = set()

    def place(self, home: str) -> places.Place:
        found = places.find_place(self.db, self.n.places[home])
        assert found is not None
        return found

    def on_phone(self, account: str, text: str = "", pressed: str = "") -> Result:
        happened = replace(self.incoming(account, text, pressed), channel="web")
        self.now += timedelta(seconds=1)
        return self.decide(happened).result

    @rule(whose=st.sampled_from([*HOMES, "own"]))
    def make(self, whose: str) -> None:
        if len(self.links) < 8:
            person = people.find_person(self.db, "telegram", GRANNY) if whose == "own" else None
            _, token = phones.make_link(self.db, self.place(HOMES[0] if whose == "own" else whose), self.now, person and person.id)
            self.links[token] = whose, self.now + phones.LASTS

    @rule(which=st.integers(0, 7), at=st.integers(0, 3))
    def enter(self, which: int, at: int) -> None:
        account, token = self.accounts[at], (list(self.links) or ["none"])[which % max(len(self.links), 1)]
        whose, until = self.links.get(token, ("", self.now))
        new = not self.homes[account] and account not in self.grannys and people.find_person(self.db, "web", account) is None
        free = token not in self.opened and token not in self.ended and self.now < until
        may = free and (whose != "own" or new or account in self.grannys)
        assert (self.on_phone(account, pressed=f"phone-enter:{digest(token)}") is Result.HANDLED) == may
        if may:
            self.opened[token] = account
            self.settle(account, whose)

    @rule(whose=st.sampled_from([*HOMES, "own"]), at=st.integers(0, 3))
    def hand_over(self, whose: str, at: int) -> None:
        """A link that is opened at once."""
        if len(self.links) < 8:
            self.make(whose)
            self.enter(len(self.links) - 1, at)

    def settle(self, account: str, whose: str) -> None:
        """陈奶奶's phones are all she; every other is somebody of its own."""
        if whose == "own":
            self.grannys.add(account)
        elif account not in self.grannys:
            self.homes[account].add(whose)
        else:
            self.hers.add(whose)

    @rule(home=st.sampled_from(HOMES))
    def print_code(self, home: str) -> None:
        self.codes[codes.make_code(self.db, self.place(home), self.now, days=30)] = home

    @rule(at=st.integers(0, 3))
    def say_code(self, at: int) -> None:
        if self.codes:
            code, home = self.codes.popitem()
            self.on_phone(self.accounts[at], f"绑定 {code}")
            assert codes.find_home(self.db, code, self.now) is None
            self.settle(self.accounts[at], home)

    @rule()
    def stop_own(self) -> None:
        self.happen(GRANNY, "手机页 停用")
        self.ended |= {token for token, (whose, _) in self.links.items() if whose == "own"}
        self.out |= self.grannys

    @rule(home=st.sampled_from(HOMES))
    def stop_home(self, home: str) -> None:
        self.happen(LEADER, f"手机页 {home} 停用")
        self.ended |= {token for token, (whose, _) in self.links.items() if whose == home}
        assert [code for code, where in self.codes.items() if where == home and codes.find_home(self.db, code, self.now)] == []
        self.codes = {code: where for code, where in self.codes.items() if where != home}
        here = {account for account in self.accounts if home in self.homes[account]}
        self.out |= here
        for account in here:
            self.homes[account].discard(home)
        if home in {HOMES[0], *self.hers}:
            self.out |= self.grannys

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.codes = {}

    @invariant()
    def whose_link_it_is_stands_in_its_row(self) -> None:
        stored = {one.digest: one.account for one in self.db.scalars(select(HomeLink))}
        assert stored == {digest(token): self.opened.get(token, "") for token in self.links}

    @invariant()
    def what_was_ended_leads_nowhere_and_nothing_else(self) -> None:
        live = {token for token, (_, until) in self.links.items() if token not in self.ended and self.now < until}
        assert {token for token in self.links if phones.find_link(self.db, digest(token), self.now)} == live

    @invariant()
    def who_is_shut_out_is_not_known(self) -> None:
        assert {one.account for one in self.db.scalars(select(Phone))} == set(self.accounts) - self.out

    @invariant()
    def a_phone_belongs_where_it_came_in(self) -> None:
        for account in self.accounts:
            person = people.find_person(self.db, "web", account)
            if person is not None and account not in self.grannys:
                tied = self.db.scalars(select(Tie.household_id).where(Tie.person_id == person.id, Tie.until.is_(None))).all()
                assert set(tied) == {self.n.places[home] for home in self.homes[account]}

    @invariant()
    def the_owner_stays_the_owner(self) -> None:
        granny = people.find_person(self.db, "telegram", GRANNY)
        assert granny is not None
        assert [home.id for home in people.find_bonds(self.db, granny.id, Bond.OWNER)] == [self.n.places[HOMES[0]]]


@pytest.fixture(scope="module")
def lived() -> Iterator[Neighbourhood]:
    with settled() as n:
        yield n


def test_any_life_of_links_and_phones_agrees_with_the_model(lived: Neighbourhood) -> None:
    Phones.n = lived
    drive(Phones, lived.database, lives=40, steps=25)
