"""What the stateful tests of deciding share: the real road in one transaction that is undone, and a clock of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy.orm import Session

from handlers import dispatch
from handlers.ctx import House
from handlers.dispatch import Decision
from models import journal, timers
from models.database import Database
from models.machinery import Result, Timer
from models.messaging import Happening, Incoming, Sender
from tests.databases import fresh_sqlite
from tests.house import START, Neighbourhood

HOUSE = House(owners=frozenset({"telegram:1"}))


@contextmanager
def settled() -> Iterator[Neighbourhood]:
    """A neighbourhood for many lives: what each does is undone, what is put into it before they begin stays."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        n = Neighbourhood(fresh_sqlite(Path(folder) / "jinlin.sqlite"), patched)
        yield n
        n.desk.writer.close()
        n.database.close()


class Machine(RuleBasedStateMachine):
    """People write and press, in private or in a group; what they do goes through dispatch."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.db: Session = self.stack.enter_context(Session(self.database.engine, expire_on_commit=False))
        self.db.begin()
        self.now: datetime = START
        self.keys = count(1)

    def teardown(self) -> None:
        assert list(journal.find_broken(self.db)) == []
        self.db.rollback()
        self.stack.close()

    def incoming(self, account: str, text: str = "", pressed: str = "", where: str = "") -> Incoming:
        n = next(self.keys)
        kind = Happening.PRESS if pressed else Happening.MESSAGE
        said: dict[str, Any] = {"message": str(n), "text": text, "addressed": True, "pressed": pressed, "private": not where}
        return Incoming("telegram", f"telegram:machine:{n}", kind, where or account, self.now, sender=Sender(account, account), **said)

    def decide(self, happened: Incoming) -> Decision:
        return dispatch.dispatch(self.db, HOUSE, happened, self.now)

    def happen(self, account: str, text: str = "", pressed: str = "", where: str = "") -> Result:
        happened = self.incoming(account, text, pressed, where)
        self.now += timedelta(seconds=1)
        decision = self.decide(happened)
        assert decision.result in (Result.HANDLED, Result.REFUSED)
        return decision.result

    def pass_time(self, by: timedelta) -> None:
        """Time passes, and whatever is due happens."""
        self.now += by
        while due := timers.find_due(self.db, self.now):
            for timer in due:
                self.fire(timer)

    def fire(self, timer: Timer) -> None:
        assert dispatch.fire(self.db, HOUSE, timer, self.now).result is not Result.FAILED


def drive(machine: type[Machine], database: Database, lives: int, steps: int) -> None:
    """So many lives of so many steps each. A life that fails is printed as it was: to make it shorter takes minutes."""
    machine.database = database
    told: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": (Phase.generate,)}
    how = settings(max_examples=lives, stateful_step_count=steps, **told)
    run_state_machine_as_test(machine, settings=how)  # type: ignore[no-untyped-call]
