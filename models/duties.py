"""爱心日 as stored: the plan, each time it comes round with its stations, who signed up for them, who was reminded of what."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.duty import Helper
from models.people import Person
from models.places import Path, Place
from models.rules.duties import ALIVE, HOLDING, Going, Reminder, Rhythm, days_of, moment
from models.rules.skills import Skill
from models.series import take_number


class Plan(Base):
    """What comes round: on which day, from when to when, at which stations.

    `held` is how often it was before it was kept here, `gaps` how often it was not though it should have been.

    A plan with a team is its rota: nobody signs up for it, its members are called up in turn.
    """

    __tablename__ = "duty_plans"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_duty_plans_team", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(40))
    rhythm: Mapped[Rhythm] = mapped_column(choice(Rhythm))
    day: Mapped[int]
    begins: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    stations: Mapped[list[Any]]
    held: Mapped[int] = mapped_column(default=0)
    gaps: Mapped[int] = mapped_column(default=0)
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"duty-plan:{self.id}"


class Occasion(Base):
    """One time of it. `day` is when the plan has it, whatever it was moved to; its row is the lock of its places."""

    __tablename__ = "occasions"
    __table_args__ = (
        UniqueConstraint("plan_id", "day"),
        Index("ix_occasions_community", "community_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="ends_after_it_began"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("duty_plans.id"))
    path: Mapped[str] = mapped_column(Path)
    day: Mapped[date] = mapped_column(Date)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(120), default="")
    cancelled_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
    secret: Mapped[str] = mapped_column(String(32), default="")

    @property
    def subject(self) -> str:
        return f"occasion:{self.id}"

    @property
    def span(self) -> tuple[datetime, datetime]:
        return self.starts_at, self.ends_at

    def is_open(self, now: datetime) -> bool:
        """Whether one can sign up for it."""
        return self.cancelled_at is None and self.over_at is None and now < self.ends_at


class Stand(Base):
    """A station of one occasion, the whole day or in hours of its own.

    `slots` is how many residents can book it, `served` how many were, as its lead counted.
    """

    __tablename__ = "stands"
    __table_args__ = (UniqueConstraint("occasion_id", "name"), CheckConstraint("capacity > 0", name="capacity_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasions.id"))
    path: Mapped[str] = mapped_column(Path)
    name: Mapped[str] = mapped_column(String(12))
    capacity: Mapped[int]
    place: Mapped[str] = mapped_column(String(30), default="")
    skill: Mapped[Skill | None] = mapped_column(choice(Skill))
    things: Mapped[str] = mapped_column(String(60), default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    slots: Mapped[int] = mapped_column(default=0)
    served: Mapped[int] = mapped_column(default=0)
    begins: Mapped[str] = mapped_column(String(5), default="")
    ends: Mapped[str] = mapped_column(String(5), default="")

    def span(self, occasion: Occasion, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From when to when one serves here: its own hours as far as they lie within the day's, else the day's."""
        day = occasion.starts_at.astimezone(zone).date()
        begins, ends = (moment(day, _clock(at), zone) if at else None for at in (self.begins, self.ends))
        own = max(begins or occasion.starts_at, occasion.starts_at), min(ends or occasion.ends_at, occasion.ends_at)
        return own if own[0] < own[1] else occasion.span


class SignUp(Base):
    """Somebody at a station; one row a person and occasion, whatever becomes of it. `entered_by` signed up for them (代)."""

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("occasion_id", "person_id"),
        Index("ix_sign_ups_stand", "stand_id", "state"),
        Index("ix_sign_ups_person", "person_id"),
        CheckConstraint("came_at IS NULL OR left_at IS NULL OR came_at <= left_at", name="left_after_they_came"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasions.id"))
    stand_id: Mapped[int] = mapped_column(ForeignKey("stands.id"))
    path: Mapped[str] = mapped_column(Path)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[Going] = mapped_column(choice(Going))
    at: Mapped[datetime]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    offered_until: Mapped[datetime | None]
    came_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class Reminded(Base):
    """Somebody was reminded so of an occasion; the second time finds this row, and the conflict is the answer.

    `lost`: they cannot be written to alone, so the group or whoever leads hears it.
    """

    __tablename__ = "reminded"

    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    kind: Mapped[Reminder] = mapped_column(choice(Reminder), primary_key=True)
    community_id: Mapped[int]
    at: Mapped[datetime]
    lost: Mapped[bool] = mapped_column(default=False)


class Muted(Base):
    """Somebody does not want this kind of reminder."""

    __tablename__ = "muted"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    kind: Mapped[Reminder] = mapped_column(choice(Reminder), primary_key=True)
    community_id: Mapped[int]


# ---------------------------------------------------------------- plans and occasions


def make_plan(session: Session, place: Place, now: datetime, **asked: Any) -> Plan:
    number = take_number(session, Plan, place.community_id)
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "number": number}
    plan = Plan(made_at=now, **where, **asked)
    session.add(plan)
    session.flush()
    return plan


def lock_plan(session: Session, plan: int) -> Plan | None:
    return session.get(Plan, plan, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Plan | None:
    return session.scalars(select(Plan).where(Plan.community_id == community, Plan.number == number)).one_or_none()


def find_plans(session: Session, community: int) -> Sequence[Plan]:
    """The plans of a community that still come round, teams' rotas too."""
    return session.scalars(select(Plan).where(Plan.community_id == community, Plan.ended_at.is_(None)).order_by(Plan.id)).all()


def find_public(session: Session, community: int) -> list[Plan]:
    """The plans everybody can sign up for."""
    return [plan for plan in find_plans(session, community) if plan.team_id is None]


def make_ahead(session: Session, plan: Plan, now: datetime, ahead: timedelta, zone: ZoneInfo) -> list[Occasion]:
    """Every occasion that lies so far ahead and is not there yet; each day of the plan once, whoever makes it."""
    first = now.astimezone(zone).date()
    found = []
    for day in days_of(plan.rhythm, plan.day, first, first + ahead):
        starts, ends = (moment(day, _clock(at), zone) for at in (plan.begins, plan.ends))
        row = {"community_id": plan.community_id, "plan_id": plan.id, "path": plan.path, "day": day, "starts_at": starts, "ends_at": ends}
        new = insert(session, Occasion).values(**row, why="", secret="").on_conflict_do_nothing(index_elements=["plan_id", "day"])
        made = session.execute(new.returning(Occasion.id)).scalar_one_or_none() if starts > now else None
        if made is not None:
            found.append(session.get_one(Occasion, made))
            _stand_up(session, plan, made)
    return found


def _clock(at: str) -> time:
    hour, _, minute = at.partition(":")
    return time(int(hour), int(minute))


def _stand_up(session: Session, plan: Plan, occasion: int) -> None:
    """The plan's stations, as they are to be this time."""
    rows = [{"community_id": plan.community_id, "occasion_id": occasion, "path": plan.path, **told} for told in plan.stations]
    session.add_all([Stand(**row) for row in rows])
    session.flush()


def drop_stand(session: Session, stand: Stand, instead: Stand) -> bool:
    """Take a station away that nobody stands at; whoever signed off it stands nowhere. False where somebody does, or booked it."""
    stands = select(func.count()).select_from(SignUp).where(SignUp.stand_id == stand.id, SignUp.state != Going.OFF)
    if session.scalar(stands):
        return False
    session.execute(update(SignUp).where(SignUp.stand_id == stand.id).values(stand_id=instead.id))
    session.delete(stand)
    session.flush()
    return True


def new_secret() -> str:
    """What the codes at the desk are made from."""
    return secrets.token_hex(16)


def lock_occasion(session: Session, occasion: int) -> Occasion | None:
    return session.get(Occasion, occasion, with_for_update=True, populate_existing=True)


def find_next(session: Session, plan: int, now: datetime) -> Occasion | None:
    """The next occasion of a plan that is not over."""
    ahead = (Occasion.over_at.is_(None), Occasion.cancelled_at.is_(None), Occasion.ends_at > now)
    query = select(Occasion).where(Occasion.plan_id == plan, *ahead)
    return session.scalars(query.order_by(Occasion.starts_at)).first()


def find_ahead(session: Session, plan: int, now: datetime) -> Sequence[Occasion]:
    """What is made of a plan and has not begun, the next first."""
    query = select(Occasion).where(Occasion.plan_id == plan, Occasion.starts_at > now, Occasion.cancelled_at.is_(None))
    return session.scalars(query.order_by(Occasion.id)).all()


def find_first_day(session: Session, plan: int) -> date | None:
    """The first day of a plan that was kept here."""
    return session.scalar(select(func.min(Occasion.day)).where(Occasion.plan_id == plan))


def count_held(session: Session, plan: Plan, occasion: Occasion) -> tuple[int, bool]:
    """Which time an occasion is, and whether none before it was cancelled; one that was moved counts where it was to be."""
    before = select(func.count(), func.count(Occasion.cancelled_at)).where(Occasion.plan_id == plan.id, Occasion.day <= occasion.day)
    all_, cancelled = session.execute(before).one()
    return plan.held + all_ - cancelled, cancelled + plan.gaps == 0


# ---------------------------------------------------------------- stations and who is at them


class Seen(NamedTuple):
    """A station with how many places are held and how many wait."""

    stand: Stand
    held: int
    waiting: int


def find_stands(session: Session, occasion: int) -> list[Seen]:
    """The stations of an occasion, in the plan's order."""
    held = func.count().filter(SignUp.state.in_(HOLDING))
    waiting = func.count().filter(SignUp.state == Going.WAITING)
    counts = select(SignUp.stand_id, held, waiting).where(SignUp.occasion_id == occasion).group_by(SignUp.stand_id)
    counted = {stand: (h, w) for stand, h, w in session.execute(counts)}
    stands = session.scalars(select(Stand).where(Stand.occasion_id == occasion).order_by(Stand.id))
    return [Seen(stand, *counted.get(stand.id, (0, 0))) for stand in stands]


def find_stand(session: Session, stand: int) -> Stand | None:
    return session.get(Stand, stand)


def find_team(session: Session, stand: Stand) -> int | None:
    """Whose rota a station belongs to; None for a day that everybody can sign up for."""
    query = select(Plan.team_id).join(Occasion, Occasion.plan_id == Plan.id).where(Occasion.id == stand.occasion_id)
    return session.scalar(query)


def count_free(session: Session, stand: Stand) -> int:
    """Places nobody holds; whoever asks has locked the occasion."""
    held = select(func.count()).select_from(SignUp).where(SignUp.stand_id == stand.id, SignUp.state.in_(HOLDING))
    return stand.capacity - (session.scalar(held) or 0)


def find_mine(session: Session, occasion: int, person: int) -> SignUp | None:
    query = select(SignUp).where(SignUp.occasion_id == occasion, SignUp.person_id == person)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_alive(session: Session, person: int, now: datetime) -> list[tuple[SignUp, Occasion, Stand]]:
    """Where somebody is signed up or waits from now on, the next first."""
    query = select(SignUp, Occasion, Stand).join(Occasion, Occasion.id == SignUp.occasion_id).join(Stand, Stand.id == SignUp.stand_id)
    query = query.where(SignUp.person_id == person, SignUp.state.in_(ALIVE), Occasion.ends_at > now, Occasion.cancelled_at.is_(None))
    return [(mine, occasion, stand) for mine, occasion, stand in session.execute(query.order_by(Occasion.starts_at))]


def lock_volunteer(session: Session, person: int) -> None:
    """Whoever signs up here signs up nowhere else meanwhile: nobody is in two places."""
    session.get(Person, person, with_for_update={"key_share": True}, populate_existing=True)


def lock_sign_up(session: Session, sign_up: int) -> tuple[SignUp, Occasion] | None:
    """A sign-up with its occasion, which is locked first."""
    found = session.get(SignUp, sign_up)
    occasion = lock_occasion(session, found.occasion_id) if found else None
    mine = session.get(SignUp, sign_up, populate_existing=True)
    return (mine, occasion) if mine and occasion else None


def set_sign_up(session: Session, occasion: Occasion, stand: Stand, person: int, state: Going, now: datetime, by: int | None) -> SignUp:
    """Somebody goes, or waits, at this station; in place of what stood there for them that time."""
    whose = {"occasion_id": occasion.id, "person_id": person, "community_id": occasion.community_id, "path": occasion.path}
    mine = find_mine(session, occasion.id, person) or SignUp(**whose)
    mine.stand_id, mine.state, mine.at, mine.entered_by, mine.offered_until = stand.id, state, now, by, None
    session.add(mine)
    session.flush()
    return mine


def find_first_waiting(session: Session, stand: int) -> SignUp | None:
    query = select(SignUp).where(SignUp.stand_id == stand, SignUp.state == Going.WAITING)
    return session.scalars(query.order_by(SignUp.at, SignUp.id).execution_options(populate_existing=True)).first()


def find_going(session: Session, occasion: int, *states: Going) -> list[tuple[SignUp, Stand, str]]:
    """Who is signed up, station by station, with their names."""
    query = select(SignUp, Stand, Person.name).join(Stand, Stand.id == SignUp.stand_id).join(Person, Person.id == SignUp.person_id)
    query = query.where(SignUp.occasion_id == occasion, SignUp.state.in_(states))
    return [(mine, stand, name) for mine, stand, name in session.execute(query.order_by(Stand.id, SignUp.at, SignUp.id))]


def find_skilled(session: Session, community: int, skill: Skill | None) -> list[int]:
    """Helpers of a community who can do that."""
    found = session.execute(select(Helper.person_id, Helper.skills).where(Helper.community_id == community))
    return [person for person, skills in found if skill is None or skill.value in skills]


def forget_volunteer(session: Session, person: int, now: datetime) -> list[int]:
    """Somebody goes: what lies ahead is signed off; gives the stations at which a place is free now."""
    freed = []
    for mine, _, stand in find_alive(session, person, now):
        if mine.state in HOLDING and mine.state is not Going.CAME:
            freed.append(stand.id)
        mine.state = Going.OFF
    session.flush()
    return freed
