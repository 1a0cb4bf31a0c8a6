"""Jobs of 红管家: who was asked, who took which place in it, and how it went on from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert, written
from models.matters import Matter
from models.people import Person
from models.rules.jobs import BUSY, BY_NAME, HELD, UNFINISHED, WAVE_LASTS, Answer, Kind, State, Wave, stand
from models.rules.skills import Skill


def _among(states: Sequence[State]) -> str:
    return f"state IN ({', '.join(repr(state.value) for state in states)})"


_UNFINISHED, _HELD, _BUSY = text(_among(UNFINISHED)), text(_among(HELD)), text(_among(BUSY))
_ASKED = text("state = 'asked'")


class Job(Base):
    """A matter's wish for a pair of hands; a matter has one unfinished job at most. `news` is what staff read of its last turn."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_unfinished", "matter_id", unique=True, sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
        Index("ix_jobs_matter", "matter_id", "id"),
        Index("ix_jobs_asked", "community_id", "id", sqlite_where=_ASKED, postgresql_where=_ASKED),
        CheckConstraint("needed IN (1, 2)", name="needed_one_or_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    path: Mapped[str] = mapped_column(Matter.path.type)
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    skill: Mapped[Skill | None] = mapped_column(choice(Skill))
    needed: Mapped[int] = mapped_column(default=1)
    state: Mapped[State] = mapped_column(choice(State), default=State.ASKED)
    wave: Mapped[int] = mapped_column(default=int(Wave.DIRECT))
    waved_at: Mapped[datetime]
    news: Mapped[str] = mapped_column(String(200), default="")
    opened_at: Mapped[datetime]
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    closed_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """What cards, timers and facts are about."""
        return f"job:{self.id}"


class Asking(Base):
    """A private question to one person: whether they take this job, or (`stint_id`) another's part in it."""

    __tablename__ = "askings"

    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    community_id: Mapped[int]
    wave: Mapped[int]
    answer: Mapped[Answer] = mapped_column(choice(Answer), default=Answer.ASKED)
    stint_id: Mapped[int | None] = mapped_column(ForeignKey("stints.id"), index=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Stint(Base):
    """One helper's part in a job, from taking it to its end. A place (`slot`) is held by one at a time, whoever presses at once;
    `before_id` is the part it was handed over from: the chain."""

    __tablename__ = "stints"
    __table_args__ = (
        Index("uq_stints_slot", "job_id", "slot", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
        Index("uq_stints_person", "job_id", "person_id", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_stints_job", "job_id", "id"),
        Index("ix_stints_busy", "person_id", sqlite_where=_BUSY, postgresql_where=_BUSY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"))
    slot: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[State] = mapped_column(choice(State), default=State.TAKEN)
    before_id: Mapped[int | None] = mapped_column(ForeignKey("stints.id"))
    taken_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Part(NamedTuple):
    """A stint that holds its place, and who is in it."""

    stint: Stint
    name: str


# ---------------------------------------------------------------- jobs


def open_job(session: Session, matter: Matter, now: datetime, **fields: object) -> Job | None:
    """A new job of a locked matter; None when it has an unfinished one (the conflict is the answer)."""
    row = {"community_id": matter.community_id, "matter_id": matter.id, "path": matter.path, "state": State.ASKED, "wave": 0, "news": ""}
    new = insert(session, Job).values(**row, waved_at=now, opened_at=now, **fields).on_conflict_do_nothing().returning(Job.id)
    made = session.execute(new).scalar_one_or_none()
    if made is None:
        return None
    matter.jobs += 1
    session.flush()
    return session.get(Job, made)


def carry(session: Session, job: Job, into: Matter) -> None:
    """The job is the other matter's from now on. Both matters are locked, and the other has no unfinished job."""
    session.flush()
    job.matter_id, job.path = into.id, into.path
    into.jobs += 1
    session.flush()


def find_job(session: Session, job: int) -> Job | None:
    return session.get(Job, job)


def find_latest(session: Session, matter: int) -> Job | None:
    """The job of a matter that wants something still, else its newest: what came along with a merge may be older than what is over."""
    newest = select(Job).where(Job.matter_id == matter).order_by(Job.closed_at.is_not(None), Job.id.desc())
    return session.scalars(newest.limit(1)).first()


def find_unfinished(session: Session, matter: int) -> Job | None:
    """The job of a locked matter that still wants something."""
    query = select(Job).where(Job.matter_id == matter, written(Job.state, *UNFINISHED))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_left_over(session: Session, community: int) -> Sequence[Job]:
    """The jobs for which nobody was left to ask, oldest first."""
    query = select(Job).where(Job.community_id == community, written(Job.state, State.ASKED), Job.wave == int(Wave.SECRETARY))
    return session.scalars(query.order_by(Job.id)).all()


def lock_job(session: Session, job: int) -> Job | None:
    """The job, freshly read, and nobody else's until the transaction ends. Its matter is locked before it, always."""
    return session.get(Job, job, with_for_update=True, populate_existing=True)


def settle(session: Session, job: Job, now: datetime) -> State:
    """Bring a job to where the parts in it stand."""
    session.flush()
    job.state = stand(job.needed, [part.stint.state for part in find_parts(session, job.id)])
    job.closed_at = now if job.state is State.DONE else None
    session.flush()
    return job.state


# ---------------------------------------------------------------- who was asked


def ask(session: Session, job: Job, person: int, wave: Wave, now: datetime, stint: int | None = None) -> None:
    """Ask a person; asked anew by name, an earlier answer is forgotten."""
    row = insert(session, Asking).values(
        job_id=job.id, person_id=person, community_id=job.community_id, wave=int(wave), answer=Answer.ASKED, stint_id=stint, asked_at=now
    )
    anew = {"wave": int(wave), "answer": Answer.ASKED, "stint_id": stint, "asked_at": now, "answered_at": None}
    session.execute(row.on_conflict_do_update(index_elements=["job_id", "person_id"], set_=anew))


def find_asking(session: Session, job: int, person: int) -> Asking | None:
    return session.get(Asking, (job, person), populate_existing=True)


def find_asked(session: Session, job: int) -> set[int]:
    """Whoever was asked about a job, whatever they said."""
    return set(session.scalars(select(Asking.person_id).where(Asking.job_id == job)))


def find_asked_about(session: Session, matter: Matter) -> set[int]:
    """Whoever was asked about any job of a matter."""
    asked = select(Asking.person_id).join(Job, Job.id == Asking.job_id).where(Job.matter_id == matter.id)
    return set(session.scalars(asked)) if matter.jobs else set()


def find_refusing(session: Session, job: int) -> set[int]:
    """Whoever said no, gave it back or was silent too long."""
    return set(session.scalars(select(Asking.person_id).where(Asking.job_id == job, Asking.answer == Answer.NO)))


def count_unanswered(session: Session, job: Job) -> int:
    """How many of those asked last have not answered; whoever was silent earlier is not waited for."""
    query = select(func.count()).where(Asking.job_id == job.id, Asking.answer == Answer.ASKED, Asking.stint_id.is_(None))
    return session.scalar(query.where(Asking.asked_at >= job.waved_at)) or 0


def answer(session: Session, job: int, person: int, said: Answer, now: datetime) -> None:
    """What a person said to the question."""
    mine = update(Asking).where(Asking.job_id == job, Asking.person_id == person)
    session.execute(mine.values(answer=said, answered_at=now).execution_options(synchronize_session=False))


def find_handing(session: Session, stint: int) -> Asking | None:
    """To whom a part is being handed over, as long as they have not answered."""
    return session.scalars(select(Asking).where(Asking.stint_id == stint, Asking.answer == Answer.ASKED)).first()


def find_offered_to(session: Session, person: int) -> Sequence[tuple[int, str]]:
    """(who would hand over, number of the matter) of the parts this person was asked to take over and has not answered."""
    query = select(Stint.person_id, Matter.number).join(Asking, Asking.stint_id == Stint.id).join(Job, Job.id == Asking.job_id)
    query = query.join(Matter, Matter.id == Job.matter_id).where(Asking.person_id == person, Asking.answer == Answer.ASKED)
    return [(giver, f"#{number}") for giver, number in session.execute(query.where(written(Stint.state, *BUSY)))]


def find_for(session: Session, reporter: int) -> Sequence[Job]:
    """The unfinished jobs of what this person reported."""
    query = select(Job).join(Matter, Matter.id == Job.matter_id).where(Matter.reporter_id == reporter, written(Job.state, *UNFINISHED))
    return session.scalars(query.order_by(Job.id)).all()


# ---------------------------------------------------------------- who took it


def take_slot(session: Session, job: Job, person: int, now: datetime) -> Stint | None:
    """A free place in the job; None when all are taken. However many press at once, the unique key has one answer for each place."""
    for slot in range(1, job.needed + 1):
        found = _take(session, job, person, slot, now)
        if found is not None:
            return found
    return None


def _take(session: Session, job: Job, person: int, slot: int, now: datetime, before: int | None = None) -> Stint | None:
    row = {"community_id": job.community_id, "job_id": job.id, "slot": slot, "person_id": person, "state": State.TAKEN}
    new = insert(session, Stint).values(**row, taken_at=now, before_id=before).on_conflict_do_nothing().returning(Stint.id)
    made = session.execute(new).scalar_one_or_none()
    return session.get(Stint, made) if made is not None else None


def take_over(session: Session, job: Job, stint: int, person: int, now: datetime) -> Stint | None:
    """Another's part, which ends as handed over; None when it is no longer theirs to give."""
    given = move_stint(session, stint, "hand", now)
    return _take(session, job, person, given.slot, now, before=given.id) if given else None


def move_stint(session: Session, stint: int, name: str, now: datetime) -> Stint | None:
    """Move a part as the table allows; None when it is not where the move begins. The condition is in the statement itself."""
    move = BY_NAME[name]
    values = {"state": move.to} | ({move.stamp: now} if move.stamp else {})
    moved = update(Stint).where(Stint.id == stint, Stint.state.in_(move.sources)).values(**values).returning(Stint.id)
    if session.execute(moved.execution_options(synchronize_session=False)).scalar_one_or_none() is None:
        return None
    return session.get(Stint, stint, populate_existing=True)


def find_stint(session: Session, stint: int) -> Stint | None:
    return session.get(Stint, stint, populate_existing=True)


def find_parts(session: Session, job: int) -> list[Part]:
    """The parts that hold their place, by place."""
    query = select(Stint, Person.name).join(Person, Person.id == Stint.person_id).where(Stint.job_id == job, written(Stint.state, *HELD))
    rows = session.execute(query.order_by(Stint.slot).execution_options(populate_existing=True))
    return [Part(stint, name) for stint, name in rows]


def find_chain(session: Session, job: int) -> Sequence[Stint]:
    """All parts there ever were in a job, first taken first."""
    return session.scalars(select(Stint).where(Stint.job_id == job).order_by(Stint.id)).all()


def find_part(session: Session, job: int, person: int) -> Stint | None:
    """This person's part in a job, if they hold one."""
    query = select(Stint).where(Stint.job_id == job, Stint.person_id == person, written(Stint.state, *HELD))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_left(session: Session, job: int, person: int) -> State | None:
    """How this person last left a job: gave it back, handed it over, let it lapse; None when they never had it."""
    gone = (State.RETURNED, State.HANDED, State.LAPSED)
    query = select(Stint.state).where(Stint.job_id == job, Stint.person_id == person, Stint.state.in_(gone))
    return session.scalars(query.order_by(Stint.id.desc()).limit(1)).first()


class InHand(NamedTuple):
    """A part somebody has in hand, with the matter it is about."""

    stint: Stint
    number: int
    title: str
    place_name: str


def find_in_hand(session: Session, person: int) -> list[InHand]:
    """What a person has in hand, first taken first."""
    query = select(Stint, Matter.number, Matter.title, Matter.place_name).join(Job, Job.id == Stint.job_id)
    query = query.join(Matter, Matter.id == Job.matter_id).where(Stint.person_id == person, written(Stint.state, *BUSY))
    return [InHand._make(row) for row in session.execute(query.order_by(Stint.id))]


def count_in_hand(session: Session, person: int) -> int:
    return session.scalar(select(func.count()).select_from(Stint).where(Stint.person_id == person, written(Stint.state, *BUSY))) or 0


def let_go_all(session: Session, person: int, now: datetime) -> list[Job]:
    """End whatever a person has in hand; gives the jobs that want somebody again, as if their wave had been over long ago."""
    wanting = []
    for part in find_in_hand(session, person):
        move_stint(session, part.stint.id, "end", now)
        job = session.get_one(Job, part.stint.job_id)
        if settle(session, job, now) is State.ASKED:
            job.wave, job.waved_at, job.news = int(Wave.DIRECT), now - WAVE_LASTS, ""
            wanting.append(job)
    return wanting
