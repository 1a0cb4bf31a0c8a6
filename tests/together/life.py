"""How a community's life goes, in dicts and a dozen lines a rule: what the bot is held against. Of the product it knows nothing.

A rule gives whether it may be; what may not be changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count

OPEN = {"registered", "handling", "negotiating", "calling", "deferred"}
WORKING = {"handling", "negotiating", "calling"}
OVER = {"lapsed", "confirmed", "unconfirmed", "declined", "merged", "withdrawn"}
MOVES = {
    "accept": ({"registered", "deferred"}, "handling"),
    "negotiate": (OPEN - {"negotiating"}, "negotiating"),
    "call": (OPEN, "calling"),
    "proceed": (WORKING - {"handling"}, "handling"),
    "done": (OPEN, "done"),
    "decline": (OPEN, "declined"),
    "defer": (OPEN - {"deferred"}, "deferred"),
    "resume": ({"deferred"}, "handling"),
    "merge": (OPEN, "merged"),
    "confirm": ({"done"}, "confirmed"),
    "reopen": ({"done", "unconfirmed"}, "handling"),
    "expire": ({"done"}, "unconfirmed"),
    "withdraw": ({"registered"}, "withdrawn"),
}
"""The states of domain §2: name → (from where, to where). Being tabled belongs to the agenda, which has a machine of its own."""

ESTATE = "小区"
HOMES = {"陈奶奶": "301", "陈叔": "301", "小王": "101", "李姐": "201"}
LIVES = {"陈奶奶": "2号楼", "陈叔": "2号楼", "小王": "2号楼", "李姐": "3号楼"}
STAFF = {"于美玲": ESTATE, "阿强": ESTATE, "老林": "2号楼"}
SECRETARY = "于美玲"
WATER, EMERGENCY = "停水了", "燃气泄漏，味道很大"
CLASSES = {"长椅坏了": "ordinary", "电梯坏了": "utility", WATER: "utility", EMERGENCY: "emergency"}
DAYS = {
    "ordinary": {"accept": 1, "solve": 7},
    "utility": {"accept": 1, "news": 1},
    "emergency": {"accept": 1, "arrive": 1, "news": 1},
    "hard": {"accept": 1, "news": 3, "solve": 15},
}
"""Which clocks a matter of each class has, and which is longer than which."""
A_DAY, ALIKE_A_DAY = 4, 2
FADES, EXPIRES, ALIKE = timedelta(hours=2), timedelta(days=7), timedelta(days=14)
CHINA = timedelta(hours=8)


def covers(above: str, place: str) -> bool:
    """Whether the one place is the other, or above it."""
    return above in (ESTATE, place)


@dataclass
class Clock:
    """What is waited for; a clock stands still while its matter is put off, and nudges once."""

    days: int
    stands: bool = False
    nudged: bool = False


@dataclass(eq=False)
class Matter:
    """What somebody reported, and what has become of it."""

    id: int
    place: str
    trouble: str
    words: str
    author: str
    opened: datetime
    state: str = "draft"
    number: int | None = None
    like: Matter | None = None
    into: Matter | None = None
    registered: datetime | None = None
    done: datetime | None = None
    until: datetime | None = None
    followers: dict[str, str | None] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    outage: int | None = None

    @property
    def kind(self) -> str:
        """How fast it has to go: talked over with others, it is hard."""
        kind = CLASSES[self.trouble]
        return "hard" if kind != "emergency" and self.state in ("negotiating", "calling") else kind

    @property
    def root(self) -> Matter:
        return self.into.root if self.into else self


class Life:
    """The matters of a community, who may do what to them, and what comes by itself in time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.matters: list[Matter] = []
        self.numbers = 0
        self.slots: dict[tuple[object, ...], int] = {}
        self.ends: list[Callable[[Matter, str], None]] = []
        self.hindrances: list[Callable[[Matter, Matter], bool]] = []
        """What forbids that the one goes into the other."""
        self.begins: list[Callable[[Matter], None]] = []
        self._due: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = count()

    def later(self, at: datetime, then: Callable[[], object]) -> None:
        heapq.heappush(self._due, (at, next(self._order), then))

    def advance(self, now: datetime) -> None:
        """What was to come by itself until then has come, in its order."""
        while self._due and self._due[0][0] <= now:
            self.now, _, then = heapq.heappop(self._due)
            then()
        self.now = now

    # ------------------------------------------------------------ it is told

    def like(self, place: str, trouble: str) -> Matter | None:
        """The oldest open matter of the last fortnight that says the same of a place that may be the same."""
        known = [m for m in self.matters if m.state in OPEN and m.trouble == trouble and self.now - ALIKE <= (m.registered or self.now)]
        return next((m for m in known if covers(m.place, place) or covers(place, m.place)), None)

    def report(self, id_: int, author: str, place: str, trouble: str) -> bool:
        """A new matter; one that is like another is asked about first, unless people are in danger."""
        matter = Matter(id_, place, trouble, place + trouble, author, self.now, like=self.like(place, trouble))
        if matter.like and trouble != EMERGENCY:
            self.matters.append(matter)
            self.later(self.now + FADES, partial(self.drop, matter))
            return True
        return self.register(matter, author)

    def register(self, matter: Matter, by: str) -> bool:
        """It gets its number, if its author has a slot left today."""
        if not (self.is_staff(by, matter.place) or matter.trouble == EMERGENCY or self._slot(matter)):
            return False
        if matter not in self.matters:
            self.matters.append(matter)
        self.numbers += 1
        matter.state, matter.number, matter.registered = "registered", self.numbers, self.now
        matter.clocks = {name: Clock(DAYS[matter.kind][name]) for name in ("accept", "arrive") if name in DAYS[matter.kind]}
        for begin in self.begins:
            begin(matter)
        return True

    def _slot(self, matter: Matter) -> bool:
        day = (self.now + CHINA).date()
        wanted = {(matter.author, day): A_DAY, (matter.author, day, matter.words): ALIKE_A_DAY}
        if any(self.slots.get(slot, 0) >= most for slot, most in wanted.items()):
            return False
        self.slots |= {slot: self.slots.get(slot, 0) + 1 for slot in wanted}
        return True

    def drop(self, matter: Matter) -> bool:
        if matter.state == "draft":
            matter.state = "lapsed"
        return True

    def join(self, draft: Matter, who: str) -> bool:
        """我也遇到 under a question: its author's is the same matter; anybody else just follows that."""
        into = draft.like.root if draft.like else None
        if draft.state != "draft" or into is None or into.state not in OPEN:
            return False
        if self.is_author_or_staff(draft, who):
            draft.state, draft.into = "lapsed", into
            who = draft.author
        self._add(into, who, HOMES.get(who))
        return True

    # ------------------------------------------------------------ it is followed

    def follow(self, matter: Matter, who: str) -> bool:
        if matter.state in OVER or matter.number is None:
            return False
        self._add(matter, who, HOMES.get(who))
        return True

    def _add(self, matter: Matter, who: str, home: str | None) -> None:
        if who != matter.author:
            matter.followers.setdefault(who, home)

    def merge(self, matter: Matter, other: Matter | None, by: str) -> bool:
        """It goes where the other went in the end, and whoever was concerned goes along."""
        into = other.root if other else None
        if into is None or into is matter or not (self.is_staff(by, matter.place) and self.is_staff(by, into.place)):
            return False
        if into.state not in OPEN:
            return False
        if any(cannot(matter, into) for cannot in self.hindrances) or matter.state not in OPEN:
            return False
        matter.into = into
        self.steer(matter, "merge", by)
        for who, home in {matter.author: HOMES.get(matter.author), **matter.followers}.items():
            self._add(into, who, home)
        return True

    # ------------------------------------------------------------ it is moved

    def is_staff(self, who: str, place: str) -> bool:
        return who in STAFF and covers(STAFF[who], place)

    def is_author_or_staff(self, matter: Matter, who: str) -> bool:
        return who == matter.author or self.is_staff(who, matter.place)

    def steer(self, matter: Matter, name: str, by: str) -> bool:
        """Staff move it; to refuse it, and to call for others, is for those who steer the place."""
        may = by == SECRETARY if name in ("decline", "call") else self.is_staff(by, matter.place)
        return may and self.move(matter, name)

    def answer(self, matter: Matter, name: str, by: str) -> bool:
        """解决了 or 没解决, from those it concerns; 撤回 from its author alone."""
        may = by == matter.author or (name != "withdraw" and by in matter.followers)
        return may and self.move(matter, name)

    def move(self, matter: Matter, name: str) -> bool:
        sources, to = MOVES[name]
        if matter.state not in sources:
            return False
        matter.state = to
        if name == "done":
            self._done(matter)
        elif name == "reopen":
            matter.done = None
            self._wait_for(matter, "news", "solve")
        elif name in ("accept", "negotiate", "call", "proceed"):
            self.went_on(matter)
        elif name == "resume":
            self._go_on(matter)
            self._wait_longer(matter)
        if name in ("done", "decline", "merge", "withdraw"):
            matter.clocks = {}
        for end in self.ends:
            end(matter, name)
        return True

    def _done(self, matter: Matter) -> None:
        matter.done = self.now
        self.later(self.now + EXPIRES, partial(self._expire, matter, self.now))

    def _expire(self, matter: Matter, done: datetime) -> None:
        if matter.done == done:
            self.move(matter, "expire")

    def defer(self, matter: Matter, by: str, until: datetime) -> bool:
        """Put off until a morning: it is taken up already, and everything else that is waited for stands still."""
        if until <= self.now or not self.steer(matter, "defer", by):
            return False
        matter.until = until
        matter.clocks.pop("accept", None)
        for clock in matter.clocks.values():
            clock.stands = True
        self.later(until, partial(self._resume, matter, until))
        return True

    def _resume(self, matter: Matter, until: datetime) -> None:
        if matter.until == until:
            self.move(matter, "resume")

    def taken(self, matter: Matter) -> None:
        """A helper goes there: that takes it up, whether or not staff have said so."""
        self.move(matter, "accept")

    def note(self, matter: Matter, by: str) -> bool:
        """What was done meanwhile, said by staff."""
        may = self.is_staff(by, matter.place) and matter.state in OPEN
        if may:
            self.went_on(matter)
        return may

    # ------------------------------------------------------------ what is waited for

    def went_on(self, matter: Matter, *, arrived: bool = False) -> None:
        """Somebody is at it: it is taken up; from now on there is to be news, and an end."""
        if matter.state not in WORKING:
            return
        self._go_on(matter)
        for met in ("accept", "arrive") if arrived else ("accept",):
            matter.clocks.pop(met, None)
        matter.clocks.pop("news", None)
        self._wait_for(matter, "news")
        self._wait_longer(matter)

    def _wait_for(self, matter: Matter, *names: str) -> None:
        matter.clocks |= {name: Clock(DAYS[matter.kind][name]) for name in names if name in DAYS[matter.kind]}

    def _wait_longer(self, matter: Matter) -> None:
        known, wanted = matter.clocks.get("solve"), DAYS[matter.kind].get("solve", 0)
        if wanted > (known.days if known else 0):
            matter.clocks["solve"] = Clock(wanted)

    def _go_on(self, matter: Matter) -> None:
        for clock in matter.clocks.values():
            clock.stands = False
