"""The real road without the world around it: dispatch and its timers on one session, in one transaction that is undone after each life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, TextClause, bindparam, text
from sqlalchemy.orm import Session

from handlers import dispatch
from handlers.ctx import House
from models import calls, claims, duty, letters, people, settings, timers
from models.base import Instant
from models.database import Database
from models.machinery import Delivery, Result, Timer
from models.memory import Memory
from models.messaging import Happening, Incoming, Sender
from models.prepared import NOTHING, Prepared
from models.rules.roles import Role
from models.rules.skills import Skill
from tests.house import START, Neighbourhood

HOUSE = House(owners=frozenset({"telegram:1"}))
RESIDENTS, WORK = "-1000", "-1002"
SECOND = timedelta(seconds=1)
STRANGER = "99"


def settle_in(database: Database) -> dict[str, str]:
    """傲梅苑 with a couple in one home, three helpers on duty and three departments; gives everybody's account by name."""
    with pytest.MonkeyPatch.context() as patched:
        house = Neighbourhood(database, patched)
        with database.writing() as session:
            house._person(session, "13", "陈叔", home="2号楼1单元301")
            for account, role, place in (("4", Role.HELPER, "傲梅苑"), ("11", Role.VOLUNTEER, "傲梅苑"), ("12", Role.VOLUNTEER, "3号楼")):
                helper = people.find_person(session, "telegram", account)
                assert helper is not None
                people.appoint(session, helper.id, role, house._place(session, place), None, START)
                known = duty.lock_helper(session, 1, helper.id)
                known.on_duty_since, known.skills = START, [skill.value for skill in Skill]
            for name, account in (("城管", "20"), ("公安", "21"), ("水务", "")):
                calls.add_department(session, 1, name)
                contact = people.find_person(session, "telegram", account) if account else None
                if contact is not None:
                    calls.add_contact(session, calls.find_departments(session, 1)[-1], contact.name, contact.id)
            settings.settle(session, 1, "matters-a-day", 4)
        house.desk.writer.close()
    return house.people


class Road:
    """Everything that happens to a community, one thing after the other; `now` stands still while it does."""

    def __init__(self, database: Database) -> None:
        self.connection: Connection = database.engine.connect()
        self.db = Session(self.connection, expire_on_commit=False)
        self.memory = Memory(self.db, self.connection) if database.embedded else None
        self.names: dict[int, str] = dict(self.db.execute(text("SELECT id, name FROM persons")).tuples().all())
        self._prepared: dict[str, Prepared] = {}
        self.db.rollback()

    def begin(self) -> None:
        """A new life of the community, as it was on the first day."""
        self.now, self.events, self.happened = START, 0, list[Incoming]()
        self._keys = count(1)
        self.db.begin()
        if self.memory:
            self.memory.begin()

    def undo(self) -> None:
        """As if nothing had ever happened."""
        self.db.rollback()
        if self.memory:
            self.memory.forget()

    def close(self) -> None:
        self.db.close()
        self.connection.close()

    # ------------------------------------------------------------ what happens

    def say(self, account: str, words: str, where: str = "") -> Result:
        """Words to the bot: in a group, or alone with it."""
        return self._happen(account, where, text=words)

    def press(self, account: str, data: str, where: str = "") -> Result:
        """A button, whether anybody was ever shown it or not."""
        return self._happen(account, where, pressed=data)

    def _happen(self, account: str, where: str, text: str = "", pressed: str = "") -> Result:
        self.now += SECOND
        n, kind = next(self._keys), Happening.PRESS if pressed else Happening.MESSAGE
        self.happened.append(
            Incoming(
                "telegram",
                f"telegram:{n}",
                kind,
                where or account,
                self.now,
                private=not where,
                sender=Sender(account, account),
                message=str(n),
                text=text,
                addressed=True,
                pressed=pressed,
            )
        )
        self.events += 1
        return self._hand_in(self.happened[-1]).result

    def _hand_in(self, happened: Incoming) -> dispatch.Decision:
        decision = dispatch.dispatch(self.db, HOUSE, happened, self.now)
        assert decision.result is not Result.FAILED, happened
        self._forget()
        return decision

    def redeliver(self, which: int) -> bool:
        """The provider sends something once more; gives whether it was known for that."""
        return self._hand_in(self.happened[which % len(self.happened)]).duplicate

    def wait(self, until: datetime) -> Iterator[Timer]:
        """Time passes: every timer fires at its own moment, the earliest first."""
        while due := timers.find_due(self.db, until, limit=1):
            [timer] = due
            self.now, self.events = max(self.now, timer.due_at), self.events + 1
            decision = dispatch.fire(self.db, HOUSE, timer, self.now)
            assert decision.result in (Result.HANDLED, Result.SKIPPED), timer.name  # a clock set twice into the past speaks once
            assert not decision.duplicate, timer.name
            yield timer
            self._forget()
        self.now = until

    def _forget(self) -> None:
        """What the next transaction would read anew is read anew, though all is one transaction here."""
        self.db.flush()
        if self.memory:
            self.memory.end()
        else:
            self.db.expunge_all()

    def deliver(self) -> None:
        """Every letter that waits goes as a courier would carry it, in its chat's order, and every card is drawn."""
        self.now += timedelta(minutes=1)
        for chat, _ in claims.find_due(self.db, self.now):
            before = (-1, 0)
            while (letter := claims.claim_next(self.db, chat, "postman", self.now, at_once=True)) is not None:
                assert before < (letter.rank, letter.id)
                before = letter.rank, letter.id
                self._carry(letter)
        self._forget()

    def _carry(self, letter: letters.Handed) -> None:
        if letter.delivery is Delivery.CARD:
            card = self.db.get(letters.Card, letter.card)
            chat = self.db.get(letters.Chat, letter.to.id)
            assert card is not None
            assert chat is not None
            dispatch.draw(self.db, HOUSE, card.subject, chat, self.now)
        letters.mark_sent(self.db, letter.id, f"sent{letter.id}", self.now)

    # ------------------------------------------------------------ what one can see

    def rows(self, query: str, params: Mapping[str, Any] = NOTHING) -> list[Any]:
        """What the tables say, past all objects."""
        found = self._prepared.get(query)
        if found is None:
            found = self._prepared[query] = Prepared(_statement(query, params))
        return list(found.run(self.db, params))

    def newest(self, table: str, where: str = "1 = 1", **params: Any) -> int:
        """The id of the newest row."""
        return int(self.rows(f"SELECT coalesce(max(id), 0) FROM {table} WHERE {where}", params)[0][0])


def _statement(query: str, params: Mapping[str, Any]) -> TextClause:
    moments = [bindparam(name, type_=Instant()) for name, value in params.items() if isinstance(value, datetime)]
    return text(query).bindparams(*moments)
