"""红管家: the steps of a job, who is asked when, and whose turn it is (domain §2: three waves by place, one taker, fairness)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from models.rules.categories import Category

WAVE_LASTS = timedelta(minutes=10)
NUDGE_AFTER, GIVE_UP_AFTER = timedelta(minutes=30), timedelta(hours=2)
"""Taken and not on the way: asked once after half an hour, somebody else is asked after two."""
MOST_OPEN = 3
"""Open jobs one helper holds at a time."""
MOST_MINUTES = 240
"""Minutes of one job that count as service."""


class Skill(StrEnum):
    """What a helper is good at."""

    PLUMBING = "plumbing"
    ELECTRICS = "electrics"
    LOCKS = "locks"
    CARPENTRY = "carpentry"
    MEDIATION = "mediation"
    CARE = "care"
    LIFTING = "lifting"
    PAPERWORK = "paperwork"


NEEDED = {Category.UTILITIES: Skill.PLUMBING, Category.DISPUTE: Skill.MEDIATION, Category.NOISE: Skill.MEDIATION}
"""What a matter of this category asks for, unless it is said otherwise."""


class Step(StrEnum):
    """How far one helper is with a job."""

    TAKEN = "taken"
    ON_WAY = "on_way"
    ARRIVED = "arrived"
    DONE = "done"


STEPS = {"job-go": Step.ON_WAY, "job-there": Step.ARRIVED, "job-finish": Step.DONE}
"""What a button leads to; a step may be left out, none can be gone back."""


def may_step(now: Step, to: Step) -> bool:
    return list(Step).index(to) > list(Step).index(now)


def next_buttons(step: Step) -> tuple[str, ...]:
    """What can be pressed from here, the next step first; what is begun can be given back until one is there."""
    onward = tuple(name for name, to in STEPS.items() if may_step(step, to))
    return onward + (("job-back",) if step in (Step.TAKEN, Step.ON_WAY) else ())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper on duty: where they live or serve, what they can, what they hold, when they last served."""

    person: int
    paths: tuple[str, ...]
    skills: frozenset[Skill]
    open: int = 0
    served_at: datetime | None = None


def choose(candidates: Iterable[Candidate], path: str, skill: Skill | None, asked: Iterable[int]) -> list[int]:
    """Who of those may be asked at the place with this path, whoever served longest ago first."""
    before = set(asked)
    fit = [
        one
        for one in candidates
        if one.person not in before
        and one.open < MOST_OPEN
        and (skill is None or skill in one.skills)
        and any(place.startswith(path) or path.startswith(place) for place in one.paths)
    ]
    return [one.person for one in sorted(fit, key=_turn)]


def _turn(one: Candidate) -> tuple[datetime, int, int]:
    return (one.served_at or datetime(1970, 1, 1, tzinfo=UTC), one.open, one.person)


def minutes_served(began: datetime, ended: datetime) -> int:
    """Minutes that count, at most four hours of one job."""
    return max(0, min(round((ended - began) / timedelta(minutes=1)), MOST_MINUTES))
