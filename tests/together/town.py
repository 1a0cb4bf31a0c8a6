"""Who is called from outside, and what is off for everybody, as it should be: summons, promises, outages. Of the product it knows nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from tests.together.life import CHINA, ESTATE, HOMES, LIVES, OPEN, SECRETARY, WATER, Life, Matter, covers

CONTACTS = {"城管": "老周", "公安": "小吴", "水务": ""}
"""Whom each department is called through; 水务 only by telephone."""
ORDER = ("called", "signed", "arrived", "talking", "promised", "done", "refused")
AT_WORK = set(ORDER[:5])
STEPS = {
    "sign": ({"called"}, "signed"),
    "arrive": ({"called", "signed", "promised"}, "arrived"),
    "talk": (AT_WORK, "talking"),
    "promise": (AT_WORK, "promised"),
    "finish": (AT_WORK, "done"),
    "refuse": (AT_WORK - {"promised"}, "refused"),
}
EARLY, LATE, HOUR = timedelta(minutes=30), timedelta(hours=2), timedelta(hours=1)


@dataclass(eq=False)
class Summons:
    """Where one called department stands."""

    state: str = "called"
    arrived: bool = False
    promised: date | None = None
    broken: int = 0
    open: bool = True
    judged: set[date] = field(default_factory=set)


class Calls:
    """The departments that were called to each matter, newest call only."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.open: dict[Matter, dict[str, Summons]] = {}
        self.turns: dict[Matter, int] = {}
        life.ends.append(self.over)
        life.hindrances.append(lambda matter, into: matter in self.open and into in self.open)

    def call(self, matter: Matter, names: list[str], by: str) -> bool:
        """A call is opened, or more join the one that is open."""
        here = self.open.get(matter)
        if (here and set(names) <= set(here)) or not self.life.steer(matter, "call", by):
            return False
        if here is None:
            here = self.open[matter] = {}
            self.turns[matter] = self.turns.get(matter, 0) + 1
        for name in names:
            here.setdefault(name, Summons())
        return True

    def may(self, matter: Matter, name: str, step: str, by: str) -> bool:
        """By its contact or whoever steers, once, forward only, and while the call is open."""
        one = self.open.get(matter, {}).get(name)
        if one is None or by not in (SECRETARY, CONTACTS[name]):
            return False
        return one.state in STEPS[step][0] and not (step == "arrive" and one.arrived)

    def answer(self, matter: Matter, name: str, step: str, by: str) -> bool:
        """What a department says; when all who have not refused are done, the call is over."""
        if not self.may(matter, name, step, by):
            return False
        here = self.open[matter]
        one, to = here[name], STEPS[step][1]
        one.state = max(one.state, to, key=ORDER.index)
        one.arrived |= step in ("arrive", "talk", "finish")
        self.life.went_on(matter, arrived=step == "arrive")
        states = {each.state for each in here.values()}
        if step == "finish" and states <= {"done", "refused"}:
            self._close(matter)
        return True

    def promise(self, matter: Matter, name: str, day: date, by: str) -> bool:
        """Kept by the end of its day, or counted as broken; a new day takes the place of the old one."""
        if not self.answer(matter, name, "promise", by):
            return False
        one = self.open[matter][name]
        one.promised = day
        if day not in one.judged:
            one.judged.add(day)
            midnight = datetime.combine(day + timedelta(days=1), time(), self.life.now.tzinfo) - CHINA
            self.life.later(midnight, partial(self._judge, one, day))
        return True

    def _judge(self, one: Summons, day: date) -> None:
        one.broken += one.open and one.state == "promised" and one.promised == day

    def refuse(self, matter: Matter, name: str, unit: str, by: str) -> bool:
        """Who refuses names another, who is sent for; after two refusals the street has to decide."""
        if unit == name or not self.answer(matter, name, "refuse", by):
            return False
        here = self.open[matter]
        if sum(each.state == "refused" for each in here.values()) < 2 and unit in CONTACTS:
            here.setdefault(unit, Summons())
        return True

    def uncall(self, matter: Matter, by: str) -> bool:
        if by != SECRETARY or matter not in self.open:
            return False
        self._close(matter)
        if matter.state == "calling":
            self.life.move(matter, "proceed")
        return True

    def over(self, matter: Matter, act: str) -> None:
        """Over for all; merged, whoever was called comes for the other; put off, it goes on when its day has come."""
        if act in ("done", "decline", "withdraw"):
            self._close(matter)
        elif act == "merge" and matter in self.open:
            into = matter.root
            self.open[into] = self.open.pop(matter)
            self.turns[into] = self.turns.get(into, 0) + 1
            self.life.move(into, "call")
        elif act == "resume" and matter in self.open:
            self.life.move(matter, "call")

    def _close(self, matter: Matter) -> None:
        for one in self.open.pop(matter, {}).values():
            one.open = False


@dataclass(eq=False)
class Outage:
    """No water somewhere, for some hours; who said that it is theirs, with their homes."""

    number: int
    place: str
    starts: datetime
    ends: datetime
    stage: str = "planned"
    people: dict[str, str | None] = field(default_factory=dict)

    @property
    def live(self) -> bool:
        return self.stage in ("planned", "on")


class Outages:
    """What is announced, what it takes in, and its end."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.all: list[Outage] = []
        life.ends.append(self.reopened)

    def reopened(self, matter: Matter, act: str) -> None:
        """What was not solved with an outage goes its own way."""
        if act == "reopen":
            matter.outage = None

    def announce(self, place: str, starts: datetime, ends: datetime, by: str) -> bool:
        """One at a time for a place; the reports of its hours belong to it and are in hand."""
        there = [one for one in self.all if one.live and covers(one.place, place) and starts < one.ends and one.starts < ends]
        if there or not self.life.is_staff(by, place):
            return False
        outage = Outage(len(self.all) + 1, place, starts, ends)
        self.all.append(outage)
        self.life.later(starts, partial(self._begin, outage))
        if starts <= self.life.now:
            self._begin(outage)
            self._take_in(outage)
        return True

    def _begin(self, outage: Outage) -> None:
        if outage.stage == "planned":
            outage.stage = "on"

    def _take_in(self, outage: Outage) -> None:
        for matter in [m for m in self.life.matters if m.state in OPEN and m.trouble == WATER and m.outage is None]:
            since = matter.registered or self.life.now
            if covers(outage.place, matter.place) and since >= outage.starts - EARLY:
                matter.outage = outage.number
                for who, home in {matter.author: HOMES.get(matter.author), **matter.followers}.items():
                    outage.people.setdefault(who, home)
                if matter.state == "registered":
                    self.life.move(matter, "accept")

    def counts(self, who: str, place: str, trouble: str) -> bool:
        """Whether what is said is counted with an outage that is on, and becomes no matter."""
        at = place if place != ESTATE else LIVES.get(who, ESTATE)
        here = [one for one in self.all if trouble == WATER and one.live and covers(one.place, at)]
        now = [one for one in here if one.starts - EARLY <= self.life.now < one.ends + LATE]
        if now:
            self.mine(max(now, key=lambda one: (one.place != ESTATE, one.number)), who)
        return bool(now)

    def mine(self, outage: Outage, who: str) -> bool:
        """我家也停了: the person, and the home if it is there."""
        if outage.live:
            outage.people.setdefault(who, HOMES.get(who) if covers(outage.place, LIVES.get(who, "")) else None)
        return outage.live

    def extend(self, outage: Outage, by: str) -> bool:
        if not (outage.live and self.life.is_staff(by, outage.place)):
            return False
        outage.ends += HOUR
        while outage.ends <= self.life.now:
            outage.ends += HOUR
        return True

    def restore(self, outage: Outage, by: str) -> bool:
        """Over for all at once: exactly the reports it took in are done."""
        if not (outage.live and self.life.is_staff(by, outage.place)):
            return False
        outage.stage = "over"
        for matter in self.life.matters:
            if matter.outage == outage.number and matter.state in OPEN:
                self.life.move(matter, "done")
        return True
