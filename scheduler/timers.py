"""Firing what is due: each timer is an event on the same road as a message."""

from __future__ import annotations

from functools import partial

from handlers import dispatch
from handlers.ctx import House
from models import timers
from scheduler import clock
from scheduler.courier import Courier, Desk


class Alarm:
    """Looks at the table once a beat and fires what is due, oldest first."""

    def __init__(self, desk: Desk, house: House, courier: Courier) -> None:
        self.desk, self.house, self.courier = desk, house, courier

    async def beat(self) -> int:
        """Fire everything due now; gives how many fired."""
        fired = 0
        while due := await self.desk.read(lambda session: timers.find_due(session, clock.now())):
            for timer in due:
                decision = await self.desk.run(timer.subject, partial(dispatch.fire, house=self.house, timer=timer, now=clock.now()))
                self.courier.hand(decision.handed)
            fired += len(due)
        return fired
