"""Who of the 红管家 can do what, and who is on duty now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, delete, func, select, text, union_all, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import jobs, timers
from models.base import Base, insert, written
from models.jobs import Asking, Stint
from models.people import Appointment, Person, Tie
from models.places import Place
from models.rules.jobs import BUSY, CAP, SERVERS, Answer, Candidate
from models.rules.skills import Skill

_ON_DUTY = text("on_duty_since IS NOT NULL")


class Helper(Base):
    """What a helper can do in a community, how much at once, and from when to when they are on duty. The role itself is an appointment."""

    __tablename__ = "helpers"
    __table_args__ = (
        UniqueConstraint("person_id", "community_id"),
        Index("ix_helpers_on_duty", "community_id", sqlite_where=_ON_DUTY, postgresql_where=_ON_DUTY),
        CheckConstraint("cap > 0", name="cap_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    skills: Mapped[list[Any]] = mapped_column(default=list)
    cap: Mapped[int] = mapped_column(default=CAP)
    on_duty_since: Mapped[datetime | None]
    on_duty_until: Mapped[datetime | None]
    served_at: Mapped[datetime | None]


def lock_helper(session: Session, community: int, person: int) -> Helper:
    """The helper's row, made if there is none, and nobody else's until the transaction ends."""
    row = insert(session, Helper).values(community_id=community, person_id=person, skills=[], cap=CAP)
    session.execute(row.on_conflict_do_nothing())
    query = select(Helper).where(Helper.person_id == person, Helper.community_id == community)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def find_helper(session: Session, community: int, person: int) -> Helper | None:
    return session.scalars(select(Helper).where(Helper.person_id == person, Helper.community_id == community)).one_or_none()


def find_skills(session: Session, community: int, persons: Sequence[int]) -> dict[int, list[str]]:
    """Person → what each of these said they can do."""
    query = select(Helper.person_id, Helper.skills).where(Helper.community_id == community, Helper.person_id.in_(persons))
    return {person: list(skills) for person, skills in session.execute(query)}


def get_helper(session: Session, helper: int) -> Helper | None:
    return session.get(Helper, helper, with_for_update=True, populate_existing=True)


def find_on_duty(session: Session, community: int) -> list[Candidate]:
    """Everybody on duty in a community who is still appointed."""
    query = select(Helper.person_id).where(Helper.community_id == community, Helper.on_duty_since.is_not(None))
    return _candidates(session, community, session.scalars(query).all())


def find_all(session: Session, community: int) -> list[Candidate]:
    """Everybody appointed in a community, on duty or not."""
    query = select(Appointment.person_id).where(
        Appointment.community_id == community, written(Appointment.role, *sorted(SERVERS)), Appointment.until.is_(None)
    )
    return _candidates(session, community, sorted(set(session.scalars(query))))


def find_called(session: Session, community: int, name: str) -> list[Candidate]:
    """The appointed helpers of this name; else those who are called so before a bracket: 阿强 is 阿强（修理）."""
    known = find_all(session, community)
    exactly = [candidate for candidate in known if candidate.name.casefold() == name.casefold()]
    return exactly or [candidate for candidate in known if re.split(r"[（(]", candidate.name)[0].strip().casefold() == name.casefold()]


def _candidates(session: Session, community: int, persons: Sequence[int]) -> list[Candidate]:
    """These persons with what they can do and have in hand, and where they live or serve; only those who are appointed."""
    if not persons:
        return []
    known = select(Helper).where(Helper.person_id.in_(persons), Helper.community_id == community)
    profiles = {helper.person_id: helper for helper in session.scalars(known)}
    busy = select(Stint.person_id, func.count()).where(Stint.person_id.in_(persons), written(Stint.state, *BUSY))
    held = {row[0]: row[1] for row in session.execute(busy.group_by(Stint.person_id))}
    serving, living = _paths(session, community, persons)
    named = session.execute(select(Person.id, Person.name).where(Person.id.in_(persons)).order_by(Person.id))
    return [
        _candidate(person, name, profiles.get(person), (*serving[person], *living.get(person, ())), held.get(person, 0))
        for person, name in named
        if person in serving
    ]


def _candidate(person: int, name: str, profile: Helper | None, paths: tuple[str, ...], held: int) -> Candidate:
    if profile is None:
        return Candidate(person, name, paths=paths, open=held, on_duty=False)
    skills = frozenset(Skill(said) for said in profile.skills)
    return Candidate(person, name, skills, paths, profile.served_at, held, profile.cap, profile.on_duty_since is not None)


def _paths(session: Session, community: int, persons: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Person → where they are appointed to serve, and where they live."""
    serving = select(Appointment.person_id, Place.path, text("1")).join(Place, Place.id == Appointment.place_id)
    serving = serving.where(Appointment.person_id.in_(persons), Appointment.role.in_(SERVERS), Appointment.until.is_(None))
    living = select(Tie.person_id, Place.path, text("2")).join(Place, Place.id == Tie.household_id)
    living = living.where(Tie.person_id.in_(persons), Tie.until.is_(None), Tie.community_id == community)
    found: dict[int, dict[int, list[str]]] = {1: {}, 2: {}}
    for person, path, how in session.execute(union_all(serving.where(Appointment.community_id == community), living)):
        found[how].setdefault(person, []).append(path)
    return found[1], found[2]


def forget_helper(session: Session, person: int, now: datetime) -> None:
    """A forgotten person is asked no more; what they had in hand is looked for anew, by the timer of its wave."""
    session.execute(delete(Helper).where(Helper.person_id == person))
    session.execute(update(Asking).where(Asking.person_id == person).values(answer=Answer.NO))
    for job in jobs.let_go_all(session, person, now):
        timers.set_timer(session, "jobs-wave", f"job:{job.id}", now, community=job.community_id)
    session.flush()
