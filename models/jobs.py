"""红管家: who is on duty, which jobs there are, who was asked and who has taken them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, UniqueConstraint, delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.people import Appointment, Person, Tie
from models.places import Place
from models.rules.jobs import Candidate, Skill, Step
from models.rules.roles import Role

_LIVE = text("closed_at IS NULL")
_ON_DUTY = text("on_duty")
HELPERS = frozenset({Role.HELPER, Role.VOLUNTEER})


class Helper(Base):
    """Somebody who may be asked: what they can, whether they are on duty, when they last served."""

    __tablename__ = "helpers"
    __table_args__ = (Index("ix_helpers_on_duty", "community_id", sqlite_where=_ON_DUTY, postgresql_where=_ON_DUTY),)

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    skills: Mapped[list[Any]] = mapped_column(default=list)
    on_duty: Mapped[bool] = mapped_column(default=False)
    until: Mapped[datetime | None]
    served_at: Mapped[datetime | None]


class Job(Base):
    """Something a helper is wanted for; one at a time for a matter. `wave` says how far around has been asked."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_live", "matter_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_jobs_matter", "matter_id", "id"),
        CheckConstraint("wanted BETWEEN 1 AND 5", name="wanted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    skill: Mapped[Skill | None] = mapped_column(choice(Skill))
    wanted: Mapped[int] = mapped_column(default=1)
    wave: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Asking(Base):
    """Somebody who was asked for a job; `declined_at` when it does not suit them, or they gave it back."""

    __tablename__ = "askings"

    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int]
    asked_at: Mapped[datetime]
    declined_at: Mapped[datetime | None]


class Stint(Base):
    """A helper in one of a job's slots: the unique key of the slot is what makes one taker of fifty."""

    __tablename__ = "stints"
    __table_args__ = (UniqueConstraint("job_id", "slot"), UniqueConstraint("job_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    slot: Mapped[int]
    step: Mapped[Step] = mapped_column(choice(Step))
    taken_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


stints: Table = Stint.__table__  # type: ignore[assignment]
askings: Table = Asking.__table__  # type: ignore[assignment]


def set_duty(session: Session, person: int, community: int, on: bool, until: datetime | None = None) -> None:
    """Somebody goes on duty or off it."""
    row = insert(session, Helper).values(person_id=person, community_id=community, skills=[], on_duty=on, until=until)
    said = {"on_duty": on, "until": until, "community_id": community}
    session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=said))


def set_skills(session: Session, person: int, community: int, skills: Sequence[Skill]) -> None:
    """What somebody is good at; all of it."""
    kept = [skill.value for skill in skills]
    row = insert(session, Helper).values(person_id=person, community_id=community, skills=kept, on_duty=False)
    session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_={"skills": kept}))


def find_helper(session: Session, person: int) -> Helper | None:
    return session.get(Helper, person, populate_existing=True)


def find_candidates(session: Session, community: int) -> list[Candidate]:
    """The helpers of a community on duty, with where they live and serve and what they hold."""
    found = session.scalars(select(Helper).where(Helper.community_id == community, _ON_DUTY)).all()
    ids = [helper.person_id for helper in found]
    lived = select(Tie.person_id, Place.path).join(Place, Place.id == Tie.household_id).where(Tie.person_id.in_(ids), Tie.until.is_(None))
    served = select(Appointment.person_id, Place.path).join(Place, Place.id == Appointment.place_id)
    served = served.where(Appointment.person_id.in_(ids), Appointment.until.is_(None), Appointment.role.in_(HELPERS))
    paths: dict[int, list[str]] = {}
    for person, path in [*session.execute(lived), *session.execute(served)]:
        paths.setdefault(person, []).append(path)
    held = select(Stint.person_id, func.count()).where(Stint.person_id.in_(ids), Stint.done_at.is_(None)).group_by(Stint.person_id)
    busy = dict(session.execute(held).tuples().all())
    return [
        Candidate(h.person_id, tuple(paths.get(h.person_id, ())), frozenset(map(Skill, h.skills)), busy.get(h.person_id, 0), h.served_at)
        for h in found
    ]


def find_called(session: Session, community: int, name: str) -> Sequence[Person]:
    """The helpers and volunteers of a community who go by this name."""
    query = select(Person).join(Appointment, Appointment.person_id == Person.id)
    query = query.where(Appointment.community_id == community, Appointment.until.is_(None), Appointment.role.in_(HELPERS))
    return session.scalars(query.where(Person.name == name).distinct().order_by(Person.id)).all()


def open_job(session: Session, community: int, matter: int, skill: Skill | None, wanted: int, now: datetime) -> Job | None:
    """A new job of a matter; None when it has a live one."""
    row = {"community_id": community, "matter_id": matter, "skill": skill, "wanted": wanted, "wave": 0, "opened_at": now}
    made = insert(session, Job).values(row).on_conflict_do_nothing().returning(Job.id)
    id_ = session.execute(made).scalar_one_or_none()
    return session.get(Job, id_) if id_ is not None else None


def lock_job(session: Session, job: int) -> Job | None:
    """The job, freshly read, and nobody else's until the transaction ends."""
    return session.get(Job, job, with_for_update=True, populate_existing=True)


def find_live(session: Session, matter: int) -> Job | None:
    return session.scalars(select(Job).where(Job.matter_id == matter, _LIVE)).one_or_none()


def find_last(session: Session, matter: int) -> Job | None:
    return session.scalars(select(Job).where(Job.matter_id == matter).order_by(Job.id.desc()).limit(1)).first()


def find_stints(session: Session, job: int) -> Sequence[Stint]:
    return session.scalars(select(Stint).where(Stint.job_id == job).order_by(Stint.slot).execution_options(populate_existing=True)).all()


def find_own(session: Session, person: int) -> Sequence[Stint]:
    """What somebody has taken and not finished."""
    return session.scalars(select(Stint).where(Stint.person_id == person, Stint.done_at.is_(None)).order_by(Stint.id)).all()


def ask(session: Session, job: Job, person: int, now: datetime) -> bool:
    """Note that somebody is asked; False when they were."""
    row = insert(session, askings).values(job_id=job.id, person_id=person, community_id=job.community_id, asked_at=now)
    return session.execute(row.on_conflict_do_nothing().returning(askings.c.person_id)).scalar_one_or_none() is not None


def find_asked(session: Session, job: int) -> Sequence[int]:
    """Everybody who was asked, whatever they said."""
    return session.scalars(select(Asking.person_id).where(Asking.job_id == job).order_by(Asking.asked_at, Asking.person_id)).all()


def was_asked(session: Session, job: int, person: int) -> Asking | None:
    return session.get(Asking, (job, person), populate_existing=True)


def decline(session: Session, job: int, person: int, now: datetime) -> None:
    session.execute(update(askings).where(askings.c.job_id == job, askings.c.person_id == person).values(declined_at=now))


def take(session: Session, job: Job, person: int, now: datetime) -> bool:
    """Take a free slot of a job: of fifty at once as many as are wanted win. The conflict is the answer."""
    row = {"community_id": job.community_id, "job_id": job.id, "person_id": person, "step": Step.TAKEN, "taken_at": now}
    for slot in range(job.wanted):
        won = insert(session, stints).values(slot=slot, **row).on_conflict_do_nothing().returning(stints.c.id)
        if session.execute(won).scalar_one_or_none() is not None:
            return True
    return False


def give_back(session: Session, job: int, person: int) -> bool:
    """Free the slot of somebody who has not begun to work there; False when they hold none."""
    held = (stints.c.job_id == job) & (stints.c.person_id == person) & stints.c.step.in_([Step.TAKEN, Step.ON_WAY])
    return session.execute(delete(stints).where(held).returning(stints.c.id)).scalar_one_or_none() is not None


def count_done(session: Session, person: int) -> int:
    """How many jobs somebody has finished."""
    return session.scalar(select(func.count()).where(Stint.person_id == person, Stint.done_at.is_not(None))) or 0
