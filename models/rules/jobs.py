"""Jobs of 红管家: the one table of moves, who is asked in which wave, and whose turn it is (domain §2, 红管家 dispatch)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum

from models.rules.roles import Role
from models.rules.skills import Skill, read_skill, skill_for
from models.rules.understanding import Category

SERVERS = frozenset({Role.HELPER, Role.VOLUNTEER})
"""Those who take jobs."""


class State(StrEnum):
    """Where a helper's part in a job stands, and where the job does."""

    ASKED = "asked"
    TAKEN = "taken"
    ON_WAY = "on_way"
    ARRIVED = "arrived"
    DONE = "done"
    RETURNED = "returned"
    HANDED = "handed"
    LAPSED = "lapsed"


BUSY = (State.TAKEN, State.ON_WAY, State.ARRIVED)
"""Somebody is at it, in the order of the road."""
HELD = (*BUSY, State.DONE)
"""The place of a taker is filled, and nobody else's."""
UNFINISHED = (State.ASKED, *BUSY)
"""A job that still wants something; a matter has one at most."""


class Kind(StrEnum):
    """What a job is; a visit is made by two."""

    REPAIR = "repair"
    MEDIATION = "mediation"
    VISIT = "visit"
    ERRAND = "errand"
    URGENT = "urgent"


class Wave(IntEnum):
    """Who is asked: one person by name, then ever further away, at last the secretary is told."""

    DIRECT = 0
    BUILDING = 1
    COMPOUND = 2
    COMMUNITY = 3
    SECRETARY = 4


class Answer(StrEnum):
    """What became of a private question."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


class Auto(StrEnum):
    """Which matters look for a helper as soon as they are registered."""

    EMERGENCY = "emergency"
    ALL = "all"
    NONE = "none"


AUTO_WORDS = {"紧急": Auto.EMERGENCY, "全部": Auto.ALL, "不": Auto.NONE}
"""As people write the setting."""

WAVE_LASTS = timedelta(minutes=10)
NUDGED_AFTER = timedelta(minutes=30)
"""Taken and not set out: one private word."""
LET_GO_AFTER = timedelta(hours=2)
"""Still not set out: somebody else is asked."""
CAP = 3
"""Open jobs one helper holds at once, unless agreed otherwise."""
MOST_ASKED = 60
"""A wave asks at most so many, those least recently served first."""
LONGEST = timedelta(hours=4)
"""One job counts at most so long; the ledger is corrected by people."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way from state to state: whether only the taker may, and which moment it stamps."""

    name: str
    sources: frozenset[State]
    to: State
    by_taker: bool = True
    stamp: str = ""


MOVES = (
    Move("leave", frozenset({State.TAKEN}), State.ON_WAY, stamp="left_at"),
    Move("arrive", frozenset({State.TAKEN, State.ON_WAY}), State.ARRIVED, stamp="arrived_at"),
    Move("finish", frozenset(BUSY), State.DONE, stamp="ended_at"),
    Move("give-back", frozenset(BUSY), State.RETURNED, stamp="ended_at"),
    Move("hand", frozenset(BUSY), State.HANDED, by_taker=False, stamp="ended_at"),
    Move("let-go", frozenset({State.TAKEN}), State.LAPSED, by_taker=False, stamp="ended_at"),
    Move("end", frozenset(BUSY), State.LAPSED, by_taker=False, stamp="ended_at"),
)
BY_NAME = {move.name: move for move in MOVES}
_NEXT = {State.TAKEN: "leave", State.ON_WAY: "arrive", State.ARRIVED: "finish"}


def may_move(name: str, state: State) -> bool:
    """Whether a part in this state can be moved so."""
    return state in BY_NAME[name].sources


def next_step(state: State) -> str:
    """The one move that leads on along the road; none at its end."""
    return _NEXT.get(state, "")


def stand(needed: int, parts: Iterable[State]) -> State:
    """Where a job stands by the parts in it: asked until everybody needed is there, then as far as the slowest of them."""
    held = [part for part in parts if part in HELD]
    return State.ASKED if len(held) < needed else min(held, key=HELD.index)


def is_further(job: State, other: State) -> bool:
    """Whether a job that wants something still is further along the road than another."""
    return UNFINISHED.index(job) > UNFINISHED.index(other)


def service_minutes(taken: datetime, ended: datetime) -> int:
    """Whole minutes of service, at most `LONGEST`."""
    return int(min(max(ended - taken, timedelta()), LONGEST).total_seconds() // 60)


# ---------------------------------------------------------------- what is wanted

_VISIT = re.compile(r"探访|看望|上门看看|独居|好几天没(?:见|看见|看到)|没人应门")
_KINDS = {"维修": Kind.REPAIR, "调解": Kind.MEDIATION, "探访": Kind.VISIT, "帮忙": Kind.ERRAND}
_KINDS |= {kind.value: kind for kind in Kind if kind is not Kind.URGENT}
_TRADES = frozenset({Skill.WATER_POWER, Skill.WOODWORK, Skill.LOCKS, Skill.APPLIANCES})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a job is and asks for; a person's name when it was said for somebody."""

    kind: Kind
    skill: Skill | None
    name: str = ""

    def needed(self, alone: bool) -> int:
        """How many go: two wherever an elder lives alone, so that nobody stands at that door by themselves.

        In an emergency whoever is first goes at once: nobody waits for a companion while it burns.
        """
        return 2 if self.kind is Kind.VISIT or (alone and self.kind is not Kind.URGENT) else 1


def read_wish(said: str, category: Category, words: str, emergency: bool) -> Wish:
    """`派单 12` as the matter itself says, `派单 12 水电`, `派单 12 探访`, `派单 12 阿强`."""
    skill, kind = read_skill(said), _KINDS.get(said.strip().casefold())
    if skill is not None and kind is not Kind.MEDIATION:
        return Wish(_kind_of(skill), skill)
    if kind is not None:
        return Wish(kind, _skill_of(kind, category, words))
    return _by_itself(category, words, emergency, said.strip())


def _by_itself(category: Category, words: str, emergency: bool, name: str) -> Wish:
    if emergency:
        return Wish(Kind.URGENT, None, name)
    if _VISIT.search(words):
        return Wish(Kind.VISIT, None, name)
    skill = skill_for(category, words)
    return Wish(_kind_of(skill), skill, name)


def _kind_of(skill: Skill | None) -> Kind:
    return Kind.MEDIATION if skill is Skill.MEDIATION else Kind.REPAIR if skill in _TRADES else Kind.ERRAND


def _skill_of(kind: Kind, category: Category, words: str) -> Skill | None:
    """The skill that goes with a kind; a visit and an errand are anybody's."""
    if kind is Kind.MEDIATION:
        return Skill.MEDIATION
    found = skill_for(category, words) if kind is Kind.REPAIR else None
    return found if found is not Skill.MEDIATION else None


# ---------------------------------------------------------------- whose turn it is


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a job: what they can do, where they live or serve, and how much they have in hand."""

    person: int
    name: str = ""
    skills: frozenset[Skill] = frozenset()
    paths: tuple[str, ...] = ()
    served_at: datetime | None = None
    open: int = 0
    cap: int = CAP
    on_duty: bool = True


_NEVER = datetime.min.replace(tzinfo=UTC)


def in_turn(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Whose turn it is: least recently served first (never served before all), then who has least in hand, then by id."""
    return sorted(candidates, key=lambda c: (c.served_at or _NEVER, c.open, c.person))


def fits(candidate: Candidate, skill: Skill | None) -> bool:
    """On duty, below the cap, with the skill asked for."""
    return candidate.on_duty and candidate.open < candidate.cap and (skill is None or skill in candidate.skills)


def is_near(candidate: Candidate, area: str) -> bool:
    """Lives or serves at the place with this path or below it."""
    return any(path.startswith(area) for path in candidate.paths)


def next_wave(
    ready: Sequence[Candidate], areas: dict[Wave, str], since: Wave, one_by_one: bool = False
) -> tuple[Wave, list[Candidate]] | None:
    """The first wave from `since` on that reaches anybody, and whom; None when nobody is left.

    A wave that reaches nobody is not waited for. A mediator is asked alone, the one whose turn it is.
    """
    for wave in (wave for wave in areas if wave >= since):
        reached = in_turn(candidate for candidate in ready if is_near(candidate, areas[wave]))
        if reached:
            return wave, reached[: 1 if one_by_one else MOST_ASKED]
    return None
