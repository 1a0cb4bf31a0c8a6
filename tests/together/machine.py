"""A community's life in any order: everybody says and presses what they like, time passes, and after every step both sides agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models import journal
from models.machinery import Result
from tests.house import START
from tests.together import sight
from tests.together.hands import HELPERS, Hands, Job
from tests.together.hands import STEPS as ON_THE_ROAD
from tests.together.life import CHINA, CLASSES, ESTATE, HOMES, MOVES, OPEN, OVER, SECRETARY, STAFF, Life, Matter
from tests.together.road import RESIDENTS, STRANGER, WORK, Road
from tests.together.town import CONTACTS, STEPS, Calls, Outages

AT = st.integers(0, 7)
"""Which of those there are, the newest first: see `pick`."""
MOSTLY = 6
"""Of eight picks so many are of what fits."""
STEPS_A_LIFE = 50
CARRIED = 10
"""In every tenth life the letters are carried."""
T = TypeVar("T")
RESIDENT, HELPER = (st.sampled_from(sorted(who)) for who in (HOMES, HELPERS))
STEERING = st.sampled_from((SECRETARY, SECRETARY, *sorted(STAFF)))
SOMEBODY = st.sampled_from(sorted({*HOMES, *STAFF}))
PLACE, TROUBLE = st.sampled_from(("2号楼", "3号楼", ESTATE)), st.sampled_from(sorted(CLASSES))
UNIT = st.sampled_from(sorted(CONTACTS))
STAFF_SAY = {"受理": "accept", "协商": "negotiate", "继续": "proceed", "办结": "done", "不予受理": "decline", "进展": "note"}
HOURS = (0.2, 0.6, 2.5, 9, 30, 80, 200)
SUMMONED = (
    "department_id = (SELECT id FROM departments WHERE name = :unit) AND call_id = (SELECT max(id) FROM calls WHERE matter_id = :matter)"
)
NEW_FACTS = "SELECT id, subject, act, detail FROM journal WHERE id > :last AND subject IS NOT NULL ORDER BY id"
ENTRIES = "SELECT count(key), count(CASE WHEN result IN ('failed', 'quarantined') THEN 1 END) FROM journal WHERE key IS NOT NULL"


class Together(RuleBasedStateMachine):
    """Every rule does one thing on the real road and the same in the model, and asks whether both allowed it."""

    road: Road
    accounts: dict[str, str]
    lives = whole = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).lives += 1
        self.road.begin()
        self.life = Life(START)
        self.hands, self.calls, self.outages = Hands(self.life), Calls(self.life), Outages(self.life)
        self.last = self.road.newest("journal")
        self.path: dict[int, str] = {}
        self.steps = 0

    def teardown(self) -> None:
        """The chain verifies; now and then every letter is carried too, in its chat's order, and every card drawn."""
        type(self).whole += self.steps == STEPS_A_LIFE
        try:
            assert list(journal.find_broken(self.road.db)) == []
            if self.lives % CARRIED == 0:
                self.road.deliver()
        finally:
            self.road.undo()

    # ------------------------------------------------------------ saying and pressing

    def say(self, who: str, words: str, where: str = "") -> bool:
        return self._was(self.road.say(self.accounts[who], words, where))

    def press(self, who: str, data: str, where: str = "") -> bool:
        return self._was(self.road.press(self.accounts[who], data, where))

    def _was(self, result: Result) -> bool:
        assert result in (Result.HANDLED, Result.REFUSED)
        self.life.advance(self.road.now)
        return result is Result.HANDLED

    def matter(self, at: int, *states: str) -> Matter:
        """A matter with a number, mostly one in these states, or an open one."""
        return pick([m for m in self.life.matters if m.number], at, lambda m: m.state in (states or OPEN))

    def job(self, at: int) -> tuple[Job, int]:
        """A job, mostly one that wants something, and its id."""
        job = pick(self.hands.jobs, at, lambda job: job.unfinished)
        [(id_,)] = self.road.rows("SELECT id FROM jobs ORDER BY id LIMIT 1 OFFSET :n", {"n": self.hands.jobs.index(job)})
        return job, id_

    def reported(self) -> bool:
        return self.life.numbers > 0

    # ------------------------------------------------------------ residents

    @initialize(told=st.lists(st.tuples(RESIDENT, PLACE, TROUBLE), min_size=2, max_size=4))
    def begin(self, told: list[tuple[str, str, str]]) -> None:
        for who, place, trouble in told:
            self.report(who=who, place=place, trouble=trouble)

    @rule(who=RESIDENT, place=PLACE, trouble=TROUBLE)
    def report(self, who: str, place: str, trouble: str) -> None:
        done = self.say(who, f"登记 {place}{trouble}", RESIDENTS)
        if self.outages.counts(who, place, trouble):
            assert done
        else:
            assert done == self.life.report(self.road.newest("matters"), who, place, trouble)

    @precondition(lambda self: any(m.like for m in self.life.matters))
    @rule(at=AT, who=SOMEBODY, what=st.sampled_from(("join", "join", "register", "drop")))
    def twin(self, at: int, who: str, what: str) -> None:
        draft = pick([m for m in self.life.matters if m.like], at, lambda m: m.state == "draft")
        who = pick([who, draft.author], at, lambda one: one == draft.author)
        done = self.press(who, f"{what}:{draft.id}", RESIDENTS)
        if what == "join":
            assert done == self.life.join(draft, who)
        elif what == "drop":
            assert done == (self.life.is_author_or_staff(draft, who) and self.life.drop(draft))
        else:
            may = draft.state == "draft" and self.life.is_author_or_staff(draft, who)
            assert done == (may and self.life.register(draft, who))

    @precondition(reported)
    @rule(at=AT, who=SOMEBODY)
    def follow(self, at: int, who: str) -> None:
        matter = pick(self.life.matters, at, lambda m: m.state not in OVER)
        assert self.press(who, f"follow:{matter.id}", RESIDENTS) == self.life.follow(matter, who)

    @precondition(reported)
    @rule(at=AT, who=RESIDENT, what=st.sampled_from(("confirm", "reopen", "reopen", "withdraw")))
    def verdict(self, at: int, who: str, what: str) -> None:
        matter = self.matter(at, *(("registered",) if what == "withdraw" else ("done", "unconfirmed")))
        who = pick([who, *matter.followers, matter.author], at, lambda one: one != who)
        assert self.press(who, f"{what}:{matter.id}", RESIDENTS) == self.life.answer(matter, what, who)

    # ------------------------------------------------------------ staff

    @precondition(reported)
    @rule(at=AT, who=STEERING, word=st.sampled_from(sorted(STAFF_SAY)))
    def steer(self, at: int, who: str, word: str) -> None:
        matter = self.matter(at)
        done = self.say(who, f"{word} {matter.number} 这就去办", WORK)
        assert done == (self.life.note(matter, who) if word == "进展" else self.life.steer(matter, STAFF_SAY[word], who))

    @precondition(reported)
    @rule(at=AT, who=STEERING, days=st.integers(0, 9))
    def defer(self, at: int, who: str, days: int) -> None:
        matter, day = self.matter(at), self.road.now + CHINA + timedelta(days=days)
        until = day.replace(hour=9, minute=0, second=0, microsecond=0) - CHINA
        done = self.say(who, f"暂缓 {matter.number} {day.year}-{day.month}-{day.day} 等配件", WORK)
        assert done == self.life.defer(matter, who, until)

    @precondition(reported)
    @rule(at=AT, other=AT, who=STEERING)
    def merge(self, at: int, other: int, who: str) -> None:
        matter = self.matter(at)
        into = pick([m for m in self.life.matters if m.number], other, lambda m: m is not matter and m.root.state in OPEN)
        assert self.say(who, f"并入 {matter.number} {into.number}", WORK) == self.life.merge(matter, into, who)

    # ------------------------------------------------------------ departments

    @precondition(reported)
    @rule(at=AT, names=st.lists(UNIT, min_size=1, max_size=2), who=STEERING)
    def call(self, at: int, names: list[str], who: str) -> None:
        matter = self.matter(at)
        assert self.say(who, f"呼叫 {matter.number} {' '.join(names)}", WORK) == self.calls.call(matter, names, who)

    def called(self) -> bool:
        return bool(self.calls.turns)

    def summons(self, at: int, lot: int) -> tuple[Matter, str, str, str]:
        """A matter to which departments were called, one of those, who answers for it, and what its buttons carry."""
        matter = pick(list(self.calls.turns), at, self.calls.open.__contains__)
        unit = (*self.calls.open.get(matter, ()), *sorted(CONTACTS))[lot]
        id_ = self.road.newest("summons", SUMMONED, unit=unit, matter=matter.id)
        return matter, unit, pick([SECRETARY, "老周", "小吴"], at, lambda one: one == CONTACTS[unit]), f"{id_}"

    @precondition(called)
    @rule(at=AT, lot=st.integers(0, 2), step=st.sampled_from(sorted(STEPS)), days=st.integers(0, 4))
    def answer(self, at: int, lot: int, step: str, days: int) -> None:
        matter, unit, who, id_ = self.summons(at, lot)
        if step == "promise":
            day = (self.road.now + CHINA + timedelta(days=days)).date()
            assert self.press(who, f"call-promise:{id_}:{day} 清走") == self.calls.promise(matter, unit, day, who)
        elif step == "refuse":
            other = ("市政", *sorted(CONTACTS), "市政")[days]
            assert self.press(who, f"call-refuse:{id_}:{other} 是他们的") == self.calls.refuse(matter, unit, other, who)
        else:
            assert self.press(who, f"call-{step}:{id_}") == self.calls.answer(matter, unit, step, who)

    @precondition(called)
    @rule(at=AT, who=STEERING)
    def uncall(self, at: int, who: str) -> None:
        matter = pick(list(self.calls.turns), at, self.calls.open.__contains__)
        assert self.say(who, f"撤呼 {matter.number} 已经解决", WORK) == self.calls.uncall(matter, who)

    # ------------------------------------------------------------ helpers

    @precondition(reported)
    @rule(at=AT, who=STEERING, wish=st.sampled_from(("帮忙", "帮忙", "探访", *sorted(HELPERS), "无此人")))
    def assign(self, at: int, who: str, wish: str) -> None:
        matter, named = self.matter(at), wish not in ("帮忙", "探访")
        done = self.say(who, f"派单 {matter.number} {wish}", WORK)
        assert done == self.hands.assign(matter, who, wish if named else "", 2 if wish == "探访" else 1)

    @precondition(lambda self: self.hands.jobs)
    @rule(at=AT, lot=AT, what=st.sampled_from((*ON_THE_ROAD, "cannot", "退单", *sorted(HELPERS))))
    def work(self, at: int, lot: int, what: str) -> None:
        """Whoever has it in hand goes on with it, gives it back or hands it on; whoever has not, but was asked, takes it."""
        job, id_ = self.job(at)
        busy = [who for who, part in job.parts.items() if part.busy]
        asked = [who for who, one in job.asked.items() if one.answer == "asked"]
        who = pick(sorted(HELPERS), lot, (asked if what == "cannot" or not busy else busy).__contains__)
        if what != "cannot" and (who in asked or not busy):
            assert self.press(who, f"job-take:{id_}") == self.hands.take(job, who)
        elif what == "cannot":
            assert self.press(who, f"job-cannot:{id_}") == self.hands.cannot(job, who)
        elif what in ON_THE_ROAD:
            assert self.press(who, f"job-{what}:{id_}") == self.hands.step(job, who, what)
        else:
            self.pass_on(job.matter, who, what)

    def pass_on(self, matter: Matter, who: str, whom: str) -> None:
        """退单, or 转单 to somebody; the number is the matter's, and means its newest job."""
        job = self.hands.of(matter)
        assert job is not None
        if whom == "退单":
            assert self.say(who, f"退单 {matter.number} 没空") == self.hands.give_back(job, who)
        else:
            assert self.say(who, f"转单 {matter.number} {whom}") == self.hands.hand(job, who, whom)

    @precondition(reported)
    @rule(who=HELPER, on=st.booleans())
    def duty(self, who: str, on: bool) -> None:
        assert self.say(who, "上岗" if on else "下岗") == self.hands.duty(who, on)

    # ------------------------------------------------------------ outages

    @precondition(lambda self: len(self.outages.all) < 4)
    @rule(place=PLACE, who=STEERING, after=st.sampled_from((0, 0, 3)), hours=st.integers(2, 6))
    def announce(self, place: str, who: str, after: int, hours: int) -> None:
        starts = self.road.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=after)
        ends = starts + timedelta(hours=hours)
        said = "到".join(f"{at.month}月{at.day}日{at.hour}点" for at in (starts + CHINA, ends + CHINA))
        done = self.say(who, f"停水 {place if place != ESTATE else ''} {said} 换阀门", WORK)
        assert done == self.outages.announce(place, starts, ends, who)

    def announced(self) -> bool:
        return bool(self.outages.all)

    @precondition(announced)
    @rule(at=AT, who=SOMEBODY, what=st.sampled_from(("restore", "restore", "extend", "mine")))
    def outage(self, at: int, who: str, what: str) -> None:
        outage = pick(self.outages.all, at, lambda one: one.live)
        id_ = self.road.newest("incidents", "number = :number", number=outage.number)
        if what == "restore":
            assert self.say(who, f"恢复 {outage.number} 来水了", WORK) == self.outages.restore(outage, who)
        elif what == "extend":
            assert self.press(who, f"outage-extend:{id_}", WORK) == self.outages.extend(outage, who)
        else:
            assert self.press(who, f"outage-mine:{id_}", RESIDENTS) == self.outages.mine(outage, who)

    # ------------------------------------------------------------ time, repetition, nonsense

    @rule(hours=st.sampled_from(HOURS))
    def wait(self, hours: float) -> None:
        until = self.road.now + timedelta(hours=hours)
        for timer in self.road.wait(until):
            before = {m.id: m.state for m in self.life.matters}
            self.life.advance(self.road.now)
            for subject, act, detail in self.facts():
                self.came_by_itself(timer.name, before, subject, act, detail)
        self.life.advance(until)
        sight.check_late(self.road)

    def came_by_itself(self, timer: str, before: dict[int, str], subject: str, act: str, detail: dict[str, Any]) -> None:
        """Nothing comes of itself to what is over; a clock that runs nudges once."""
        kind, _, id_ = subject.partition(":")
        if kind != "matter":
            return
        matter = next(m for m in self.life.matters if m.id == int(id_))
        assert before[matter.id] not in OVER, timer
        if act == "clock-missed":
            clock = matter.clocks[detail["clock"]]
            assert not clock.stands
            assert not clock.nudged
            clock.nudged = True

    @precondition(lambda self: self.road.happened)
    @rule(which=st.integers(0, 49))
    def redelivered(self, which: int) -> None:
        """The provider sends something again: it is known, and nothing is written, said or set."""
        tables = ("journal", "letters", "timers", "matters", "cards", "questions")
        before = [self.road.newest(table) for table in tables]
        assert self.road.redeliver(which)
        assert [self.road.newest(table) for table in tables] == before

    @rule(
        data=st.sampled_from(("accept", "done", "merge", "assign", "confirm", "join", "job-take", "job-plain", "call-arrive", "restored")),
        at=AT,
    )
    def forged(self, data: str, at: int) -> None:
        """A stranger presses what they were never shown; and somebody what there never was."""
        matter = self.matter(at).id if self.reported() else 1
        assert self._was(self.road.press(STRANGER, f"{data}:{matter}", RESIDENTS)) is False
        assert self.press(SECRETARY, f"{data}:999999999", WORK) is False

    @precondition(reported)
    @rule(word=st.sampled_from((*sorted(STAFF_SAY), "派单", "呼叫", "并入", "暂缓", "恢复")))
    def unknown(self, word: str) -> None:
        assert self.say(SECRETARY, f"{word} 987654 好了", WORK) is False

    # ------------------------------------------------------------ what always holds

    def facts(self) -> list[tuple[str, str, dict[str, Any]]]:
        """What was written into the chains since we looked; moves are followed along the table of states."""
        found = self.road.rows(NEW_FACTS, {"last": self.last})
        for id_, subject, act, _ in found:
            self.last = id_
            kind, _, matter = subject.partition(":")
            if kind == "matter":
                self.moved(int(matter), act)
        return [(subject, act, _object(detail)) for _, subject, act, detail in found]

    def moved(self, matter: int, act: str) -> None:
        if act == "registered":
            assert matter not in self.path
            self.path[matter] = "registered"
        elif act in MOVES:
            sources, to = MOVES[act]
            assert self.path[matter] in sources
            self.path[matter] = to

    @invariant()
    def both_agree(self) -> None:
        self.steps += 1
        self.facts()
        seen = sight.look(self.road)
        sight.check_ends(self.road, seen)
        sight.check(seen, sight.expect(self.life, self.hands, self.calls, self.outages))
        assert self.path == {m.id: m.state for m in self.life.matters if m.number}

    @invariant()
    def one_entry_for_each_happening(self) -> None:
        assert self.road.rows(ENTRIES) == [(self.road.events, 0)]


def _object(detail: Any) -> dict[str, Any]:
    """A JSON column as it comes from either database."""
    found: dict[str, Any] = json.loads(detail) if isinstance(detail, str) else detail or {}
    return found


def pick(things: Sequence[T], at: int, fits: Callable[[T], bool]) -> T:
    """One of them, the newest first: mostly one that fits, now and then any."""
    fitting = [thing for thing in things if fits(thing)]
    pool = fitting if fitting and at < MOSTLY else things
    return pool[-1 - at % len(pool)]
