"""Teams as stored: who leads them, who belongs to them, who is away when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, delete, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.duties import Occasion, Plan, SignUp
from models.people import Person
from models.places import Path, Place
from models.rules.duties import Going
from models.rules.teams import Turn
from models.series import take_number

REMEMBERED = timedelta(days=400)
"""Whose turn it is is counted from the service of so long."""


class Team(Base):
    """A service team; `wanted` is how many it would like to be."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("community_id", "number"), CheckConstraint("wanted > 0", name="wanted_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    name: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(120), default="")
    wanted: Mapped[int]
    lead_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"team:{self.id}"


class Member(Base):
    """Somebody of a team; one row each, whoever left and came back is there since then."""

    __tablename__ = "team_members"
    __table_args__ = (Index("ix_team_members_person", "person_id"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int]
    since: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Absence(Base):
    """请假: from the first to the last day somebody is not called up."""

    __tablename__ = "absences"
    __table_args__ = (UniqueConstraint("person_id", "community_id", "first"), CheckConstraint("first <= last", name="ends_after_it_began"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)


def make_team(session: Session, place: Place, now: datetime, **asked: Any) -> Team:
    number = take_number(session, Team, place.community_id)
    team = Team(community_id=place.community_id, number=number, place_id=place.id, path=place.path, made_at=now, **asked)
    session.add(team)
    session.flush()
    return team


def lock_team(session: Session, team: int) -> Team | None:
    return session.get(Team, team, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Team | None:
    return session.scalars(select(Team).where(Team.community_id == community, Team.number == number)).one_or_none()


class Sized(NamedTuple):
    team: Team
    size: int


def find_teams(session: Session, community: int) -> list[Sized]:
    """The teams of a community, with how many belong to each."""
    sizes = select(Member.team_id, func.count().label("n")).where(Member.left_at.is_(None)).group_by(Member.team_id).subquery()
    query = select(Team, func.coalesce(sizes.c.n, 0)).outerjoin(sizes, sizes.c.team_id == Team.id)
    query = query.where(Team.community_id == community, Team.ended_at.is_(None)).order_by(Team.number)
    return [Sized(team, size) for team, size in session.execute(query)]


def count_members(session: Session, team: int) -> int:
    return session.scalar(select(func.count()).select_from(Member).where(Member.team_id == team, Member.left_at.is_(None))) or 0


def is_member(session: Session, team: int, person: int) -> bool:
    found = session.get(Member, (team, person), populate_existing=True)
    return found is not None and found.left_at is None


def find_members(session: Session, team: int) -> Sequence[tuple[Member, str]]:
    """Who belongs to it, the longest member first."""
    query = select(Member, Person.name).join(Person, Person.id == Member.person_id)
    query = query.where(Member.team_id == team, Member.left_at.is_(None)).order_by(Member.since, Member.person_id)
    return [(member, name) for member, name in session.execute(query)]


def find_joined(session: Session, person: int) -> Sequence[Team]:
    """The teams somebody belongs to."""
    query = select(Team).join(Member, Member.team_id == Team.id)
    return session.scalars(query.where(Member.person_id == person, Member.left_at.is_(None)).order_by(Team.id)).all()


def join(session: Session, team: Team, person: int, now: datetime) -> bool:
    """Belong to it; False where one does already. Whoever asks has locked the team."""
    known = session.get(Member, (team.id, person), populate_existing=True)
    if known is None:
        session.add(Member(team_id=team.id, person_id=person, community_id=team.community_id, since=now))
    elif known.left_at is not None:
        known.since, known.left_at = now, None
    else:
        return False
    session.flush()
    return True


def leave(session: Session, team: Team, person: int, now: datetime) -> bool:
    """Belong to it no more; False where one did not."""
    known = session.get(Member, (team.id, person), populate_existing=True)
    if known is None or known.left_at is not None:
        return False
    known.left_at = now
    session.flush()
    return True


def leave_all(session: Session, person: int, now: datetime) -> None:
    """A forgotten person belongs to no team, and nothing is kept of when they were away."""
    for team in find_joined(session, person):
        leave(session, team, person, now)
    session.execute(delete(Absence).where(Absence.person_id == person))


def find_rotas(session: Session, team: int) -> Sequence[Plan]:
    """When it serves."""
    return session.scalars(select(Plan).where(Plan.team_id == team, Plan.ended_at.is_(None)).order_by(Plan.id)).all()


def find_shifts(session: Session, team: int, now: datetime) -> Sequence[Occasion]:
    """The times that lie ahead, the next first."""
    ahead = (Occasion.over_at.is_(None), Occasion.cancelled_at.is_(None), Occasion.ends_at > now)
    query = select(Occasion).join(Plan, Plan.id == Occasion.plan_id).where(Plan.team_id == team, *ahead)
    return session.scalars(query.order_by(Occasion.starts_at)).all()


def find_turns(session: Session, team: int, occasion: Occasion, day: date) -> list[Turn]:
    """The members who can be called up for an occasion on that day: not away, and not asked for it before."""
    served = select(SignUp.person_id, func.max(Occasion.starts_at).label("at"), func.count().label("times"))
    served = served.join(Occasion, Occasion.id == SignUp.occasion_id).join(Plan, Plan.id == Occasion.plan_id)
    served = served.where(Plan.team_id == team, SignUp.state.in_((Going.GOING, Going.CAME)))
    last = served.where(Occasion.starts_at > occasion.starts_at - REMEMBERED).group_by(SignUp.person_id).subquery()
    away = exists().where(Absence.person_id == Member.person_id, Absence.community_id == occasion.community_id)
    away = away.where(Absence.first <= day, Absence.last >= day)
    asked = select(SignUp.person_id).where(SignUp.occasion_id == occasion.id)
    query = select(Member.person_id, Member.since, last.c.at, func.coalesce(last.c.times, 0))
    query = query.outerjoin(last, last.c.person_id == Member.person_id)
    query = query.where(Member.team_id == team, Member.left_at.is_(None))
    query = query.where(~away, Member.person_id.not_in(asked))
    return [Turn(*row) for row in session.execute(query)]


def go_away(session: Session, community: int, person: int, first: date, last: date) -> None:
    """Be away on these days; what was said for the same first day gives way."""
    row = {"community_id": community, "person_id": person, "first": first, "last": last}
    new = insert(session, Absence).values(**row)
    session.execute(new.on_conflict_do_update(index_elements=["person_id", "community_id", "first"], set_={"last": last}))


def come_back(session: Session, community: int, person: int) -> int:
    """Be away no more; how many such spans there were."""
    gone = delete(Absence).where(Absence.person_id == person, Absence.community_id == community).returning(Absence.id)
    return len(session.scalars(gone).all())


def find_absences(session: Session, community: int, persons: Iterable[int], today: date) -> Sequence[Absence]:
    """When these are away, from today on."""
    query = select(Absence).where(Absence.person_id.in_(list(persons)), Absence.community_id == community, Absence.last >= today)
    return session.scalars(query.order_by(Absence.first)).all()
