"""Any order of presses, by anybody, with time passing, keeps a job whole: a model of who holds what is compared after every step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from models import duty, jobs, matters, people
from models.database import Database
from models.hours import Service
from models.jobs import Asking, Job, Stint
from models.machinery import Result, Timer
from models.matters import Matter
from models.rules.jobs import BUSY, HELD, UNFINISHED, Answer, State, may_move, stand
from models.rules.matters import OPEN
from models.rules.roles import Role
from tests.handlers.machines import Machine, drive, settled
from tests.house import START

CREW = {"阿强": "4", "小王": "11", "李姐": "12"}
WHO = st.sampled_from(sorted(CREW))
STEPS = {"leave": "leave", "arrive": "arrive", "plain": "finish"}


@pytest.fixture(scope="module")
def lived() -> Iterator[Database]:
    """傲梅苑 with three helpers on duty; every example undoes what it did."""
    with settled() as n:
        with n.database.writing() as session:
            for account in CREW.values():
                person = people.find_person(session, "telegram", account)
                assert person is not None
                people.appoint(session, person.id, Role.HELPER, n._place(session, "傲梅苑"), None, START)
                duty.lock_helper(session, 1, person.id).on_duty_since = START
        yield n.database


class Road(Machine):
    """One matter, three helpers, and whatever they press."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, State] = {}
        self.done: set[tuple[int, str]] = set()
        self.whose = {people.find_person(self.db, "telegram", a).id: name for name, a in CREW.items()}  # type: ignore[union-attr]

    # ------------------------------------------------------------ what is done

    def press(self, who: str, what: str) -> Result:
        return self.happen(CREW[who], pressed=f"job-{what}:{self.job.id}")

    @property
    def job(self) -> Job:
        found = jobs.find_latest(self.db, self.matter.id)
        assert found is not None
        return found

    @property
    def matter(self) -> Matter:
        [found] = self.db.scalars(select(Matter))
        return found

    def asking(self, who: str) -> Asking | None:
        person = next(id_ for id_, name in self.whose.items() if name == who)
        return jobs.find_asking(self.db, self.job.id, person)

    @initialize(visit=st.booleans())
    def begin(self, visit: bool) -> None:
        assert self.happen("10", "登记 2号楼门口长椅坏了", where="-1000") is Result.HANDLED
        assert self.happen("2", "派单 1 探访" if visit else "派单 1", where="-1002") is Result.HANDLED

    @rule(who=WHO)
    def take(self, who: str) -> None:
        asking, job = self.asking(who), self.job
        given = jobs.find_stint(self.db, asking.stint_id) if asking and asking.stint_id and asking.answer is Answer.ASKED else None
        giver = self.whose[given.person_id] if given and given.state in BUSY else ""
        free = job.state is State.ASKED
        self.press(who, "take")
        if asking is None or who in self.held:
            return
        if giver:
            del self.held[giver]
        if giver or free:
            self.held[who] = State.TAKEN

    @rule(who=WHO, what=st.sampled_from(sorted(STEPS)))
    def step(self, who: str, what: str) -> None:
        was, waits = self.held.get(who), self.job.state is State.ASKED
        may = was is not None and may_move(STEPS[what], was) and not (was is State.TAKEN and waits)
        assert (self.press(who, what) is Result.HANDLED) == may
        if may:
            self.held[who] = {"leave": State.ON_WAY, "arrive": State.ARRIVED, "plain": State.DONE}[what]
            self.done |= {(self.job.id, who)} if what == "plain" else set()

    @rule(who=WHO)
    def give_back(self, who: str) -> None:
        may = self.held.get(who) in BUSY
        assert (self.happen(CREW[who], text="退单 1 没空") is Result.HANDLED) == may
        if may:
            del self.held[who]

    @rule(who=WHO, whom=WHO)
    def hand(self, who: str, whom: str) -> None:
        may = self.held.get(who) in BUSY and whom not in self.held
        assert (self.happen(CREW[who], text=f"转单 1 {whom}") is Result.HANDLED) == may

    @rule(who=WHO)
    def cannot(self, who: str) -> None:
        self.press(who, "cannot")

    @precondition(lambda self: self.job.state is State.ASKED)
    @rule(whom=WHO)
    def ask_by_name(self, whom: str) -> None:
        self.happen("2", f"派单 1 {whom}", where="-1002")

    @rule(minutes=st.sampled_from([5, 10, 30, 120]))
    def wait(self, minutes: int) -> None:
        self.pass_time(timedelta(minutes=minutes))

    def fire(self, timer: Timer) -> None:
        late = self.silent(int(timer.subject.rpartition(":")[2])) if timer.name == "jobs-silent" else ""
        super().fire(timer)
        if late:
            assert self.held.pop(late) is State.TAKEN

    def silent(self, stint: int) -> str:
        """Who has had this part for two hours and not set out, unless they wait for a second."""
        found = jobs.find_stint(self.db, stint)
        assert found is not None
        waits = self.job.state is State.ASKED
        return self.whose[found.person_id] if found.state is State.TAKEN and not waits else ""

    @precondition(lambda self: self.matter.state in OPEN)
    @rule()
    def matter_done(self) -> None:
        job = self.job
        assert self.happen("3", "办结 1 换好了", where="-1002") is Result.HANDLED
        for who, state in list(self.held.items()):
            if state is State.ARRIVED:
                self.held[who] = State.DONE
                self.done.add((job.id, who))
            elif state in BUSY:
                del self.held[who]

    @precondition(lambda self: self.matter.state not in OPEN)
    @rule()
    def reopened(self) -> None:
        assert self.happen("10", pressed=f"reopen:{self.matter.id}") is Result.HANDLED
        assert self.happen("2", "派单 1", where="-1002") is Result.HANDLED
        self.held = {}

    # ------------------------------------------------------------ what always holds

    @invariant()
    def who_holds_what(self) -> None:
        if not self.db.scalars(select(Job.id)).first():
            return
        parts = jobs.find_parts(self.db, self.job.id)
        assert {part.name: part.stint.state for part in parts} == self.held
        assert [part.stint.slot for part in parts] == sorted({part.stint.slot for part in parts})
        assert all(1 <= part.stint.slot <= self.job.needed for part in parts)

    @invariant()
    def where_it_stands(self) -> None:
        for job in self.db.scalars(select(Job)):
            states = [part.stint.state for part in jobs.find_parts(self.db, job.id)]
            assert job.state in (stand(job.needed, states), State.LAPSED)
            assert (job.closed_at is None) == (job.state in UNFINISHED)
            assert job.state is not State.LAPSED or not set(states) & set(BUSY)
        unfinished = [job for job in self.db.scalars(select(Job)) if job.state in UNFINISHED]
        assert len(unfinished) <= 1
        assert not unfinished or self.matter.state in OPEN

    @invariant()
    def hours_follow_what_was_done(self) -> None:
        lines = [
            (int(source.partition(":")[2]), self.whose[person])
            for source, person in self.db.execute(select(Service.source, Service.person_id))
        ]
        assert sorted(lines) == sorted(self.done)

    @invariant()
    def the_chain_leads_from_hand_to_hand(self) -> None:
        all_ = {stint.id: stint for stint in self.db.scalars(select(Stint))}
        for stint in all_.values():
            before = all_.get(stint.before_id) if stint.before_id else None
            assert before is None or (before.state is State.HANDED and before.slot == stint.slot and before.job_id == stint.job_id)
            assert stint.state in (*HELD, State.RETURNED, State.HANDED, State.LAPSED)

    @invariant()
    def the_matter_counts_its_jobs(self) -> None:
        for matter in self.db.scalars(select(Matter)):
            assert matter.jobs == len(self.db.scalars(select(Job.id).where(Job.matter_id == matter.id)).all())
            assert matters.find_matter(self.db, 1, 1) is matter


def test_any_order_of_presses_keeps_a_job_whole(lived: Database) -> None:
    drive(Road, lived, lives=200, steps=14)
