"""How helpers are found and what they do, as it should be: waves, takers, the road, hand-over. Of the product it knows nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from tests.together.life import EMERGENCY, ESTATE, OPEN, Life, Matter

HELPERS = {"阿强": {ESTATE}, "小王": {ESTATE, "2号楼"}, "李姐": {"3号楼"}}
"""Where each serves and lives."""
FURTHER = ("asked", "taken", "on_way", "arrived")
ROAD = ("taken", "on_way", "arrived", "done")
STEPS = {"leave": ({"taken"}, "on_way"), "arrive": ({"taken", "on_way"}, "arrived"), "plain": ({"taken", "on_way", "arrived"}, "done")}
BY_NAME, BUILDING, EVERYBODY, SECRETARY = 0, 1, (2, 3), 4
WAVE, SILENT, CAP = timedelta(minutes=10), timedelta(hours=2), 3


@dataclass(eq=False)
class Part:
    """What somebody has in hand, or has done."""

    who: str
    state: str = "taken"

    @property
    def busy(self) -> bool:
        return self.state != "done"


@dataclass
class Question:
    """Whether somebody takes it, or another's part in it."""

    at: datetime
    answer: str = "asked"
    part: Part | None = None


@dataclass(eq=False)
class Job:
    """A matter's wish for one or two pairs of hands."""

    matter: Matter
    needed: int
    parts: dict[str, Part] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    wave: int = BY_NAME
    waved: datetime | None = None
    lapsed: bool = False

    @property
    def state(self) -> str:
        if self.lapsed:
            return "lapsed"
        return "asked" if len(self.parts) < self.needed else min((part.state for part in self.parts.values()), key=ROAD.index)

    @property
    def unfinished(self) -> bool:
        return self.state not in ("done", "lapsed")


class Hands:
    """The jobs of a community and those who do them."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.jobs: list[Job] = []
        self.on_duty = set(HELPERS)
        life.begins.append(self.begin)
        life.ends.append(self.over)

    def of(self, matter: Matter) -> Job | None:
        mine = [job for job in reversed(self.jobs) if job.matter is matter]
        return next((job for job in mine if job.unfinished), mine[0] if mine else None)

    # ------------------------------------------------------------ somebody is looked for

    def begin(self, matter: Matter) -> None:
        """Where people are in danger everybody near is asked at once."""
        if matter.trouble == EMERGENCY and self.on_duty:
            self._ask_next(self._open(matter, 1), EVERYBODY[0])

    def assign(self, matter: Matter, by: str, whom: str = "", needed: int = 1) -> bool:
        job = self.of(matter)
        busy = job is not None and job.unfinished
        if not self.life.is_staff(by, matter.place) or matter.state not in OPEN or (whom and whom not in HELPERS):
            return False
        if busy and (not whom or job is None or job.state != "asked"):
            return False
        job = job if busy and job else self._open(matter, needed)
        if not whom:
            self._ask_next(job, BUILDING)
            return True
        job.asked[whom] = Question(self.life.now)
        self._wave(job, BY_NAME)
        return True

    def _open(self, matter: Matter, needed: int) -> Job:
        self.jobs.append(Job(matter, needed))
        return self.jobs[-1]

    def _ask_next(self, job: Job, since: int) -> None:
        """The first wave from there on that reaches anybody who can be asked; else it is the secretary's."""
        place, ready = job.matter.place, [who for who in HELPERS if self._ready(job, who)]
        near = {BUILDING: [who for who in ready if place != ESTATE and place in HELPERS[who]]} | dict.fromkeys(EVERYBODY, ready)
        wave = next((wave for wave in near if wave >= since and near[wave]), SECRETARY)
        job.asked |= {who: Question(self.life.now) for who in near.get(wave, ())}
        self._wave(job, wave)

    def _ready(self, job: Job, who: str) -> bool:
        return who in self.on_duty and who not in job.asked and who != job.matter.author and self.load(who) < CAP

    def _wave(self, job: Job, wave: int) -> None:
        job.wave, job.waved = wave, self.life.now
        if wave != SECRETARY:
            self.life.later(self.life.now + WAVE, partial(self._wave_over, job))

    def _wave_over(self, job: Job) -> None:
        if job.state == "asked" and job.waved and job.wave != SECRETARY and self.life.now >= job.waved + WAVE:
            self._ask_next(job, job.wave + 1)

    def load(self, who: str) -> int:
        return sum(part.busy for job in self.jobs for part in job.parts.values() if part.who == who)

    def duty(self, who: str, on: bool) -> bool:
        """Whoever comes on duty is asked about what nobody was left for."""
        if who not in HELPERS or (not on and who not in self.on_duty):
            return False
        self.on_duty ^= {who} if on != (who in self.on_duty) else set()
        left = [job for job in self.jobs if on and job.state == "asked" and job.wave == SECRETARY and self._ready(job, who)]
        for job in left:
            job.asked[who] = Question(self.life.now)
        return True

    # ------------------------------------------------------------ somebody takes it

    def take(self, job: Job, who: str) -> bool:
        """Only who was asked, and as many as are needed; whoever is later hears so."""
        question = job.asked.get(who)
        if question is None or who in job.parts:
            return question is not None
        given = self._given(job, question)
        if given is None and job.state != "asked":
            return True
        if self.load(who) >= CAP:
            return False
        if given is not None:
            self._leave(job, given.who)
        job.parts[who], question.answer = Part(who), "yes"
        if job.state != "asked":
            self.life.taken(job.matter)
            for part in job.parts.values():
                self.life.later(self.life.now + SILENT, partial(self._silent, job, part))
        return True

    def _given(self, job: Job, question: Question) -> Part | None:
        """The part that is being handed over, while it can be."""
        part = question.part if question.answer == "asked" else None
        return part if part and part.busy and job.parts.get(part.who) is part else None

    def _leave(self, job: Job, who: str) -> None:
        del job.parts[who]
        job.asked[who].answer = "no"

    def cannot(self, job: Job, who: str) -> bool:
        """No is an answer; when all of a wave have said it, the next is asked at once."""
        question = job.asked.get(who)
        if question is None or question.answer != "asked":
            return question is not None
        given = self._given(job, question)
        if given is None and job.state != "asked":
            return True
        question.answer = "no"
        waiting = [one for one in job.asked.values() if one.answer == "asked" and one.part is None and one.at >= (job.waved or one.at)]
        if given is None and not waiting and job.wave != SECRETARY:
            self._ask_next(job, job.wave + 1)
        return True

    # ------------------------------------------------------------ on the road

    def _busy(self, job: Job, who: str) -> Part | None:
        part = job.parts.get(who)
        return part if part and part.busy and not job.lapsed else None

    def step(self, job: Job, who: str, name: str) -> bool:
        """One step on; who waits for a second does not set out."""
        part, (sources, to) = job.parts.get(who), STEPS[name]
        if part is None or part.state not in sources or (part.state == "taken" and job.state == "asked"):
            return False
        part.state = to
        if name == "arrive":
            self.life.went_on(job.matter, arrived=True)
        return True

    def give_back(self, job: Job, who: str) -> bool:
        if self._busy(job, who) is None:
            return False
        self._leave(job, who)
        self._ask_next(job, BUILDING)
        return True

    def hand(self, job: Job, who: str, whom: str) -> bool:
        """To a helper who must say yes; until then it stays where it is."""
        part = self._busy(job, who)
        if part is None or whom not in HELPERS or whom in job.parts:
            return False
        job.asked[whom] = Question(self.life.now, part=part)
        return True

    def _silent(self, job: Job, part: Part) -> None:
        """Two hours and not set out: somebody else is asked, unless it waits for a second."""
        if job.parts.get(part.who) is part and part.state == "taken" and job.state != "asked":
            self._leave(job, part.who)
            self._ask_next(job, BUILDING)

    def over(self, matter: Matter, act: str) -> None:
        """The matter is over or put off: nobody goes for nothing, and who is there already has served. Merged, they go for the other."""
        job = self.of(matter)
        if job is None or not job.unfinished:
            return
        if act == "merge":
            self._go_along(job, matter.root)
        elif act in ("done", "decline", "defer", "withdraw"):
            self._call_off(job)

    def _go_along(self, job: Job, into: Matter) -> None:
        """Of two jobs the one further on stays."""
        there = self.of(into)
        rival = there if there is not None and there.unfinished else None
        if rival and FURTHER.index(job.state) <= FURTHER.index(rival.state):
            return self._call_off(job)
        if rival:
            self._call_off(rival)
        job.matter = into
        return self.life.taken(into) if job.state != "asked" else None

    def _call_off(self, job: Job) -> None:
        for who, part in list(job.parts.items()):
            if part.state == "arrived":
                part.state = "done"
            elif part.busy:
                del job.parts[who]
        job.lapsed = job.state != "done"
