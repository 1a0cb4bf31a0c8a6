"""What lies ahead in a community, from whatever capability: what a calendar shows. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.bookings import Booking
from models.duties import Occasion, Plan, SignUp, Stand, find_public
from models.meetings import Meeting
from models.places import around
from models.polls import Poll
from models.rules.bookings import WAITING
from models.rules.duties import ALIVE, days_of, moment
from models.surveys import Survey


class Sort(StrEnum):
    """What kind of thing it is; `turn` and `booking` are somebody's own."""

    DAY = "day"
    TURN = "turn"
    BOOKING = "booking"
    MEETING = "meeting"
    POLL = "poll"
    SURVEY = "survey"


class Event(NamedTuple):
    """One thing: `uid` stays the same however often it is asked for; without an end it is a moment by which something is to be done."""

    uid: str
    sort: Sort
    begins: datetime
    ends: datetime | None
    title: str
    where: str = ""
    cancelled: bool = False


def find_public_events(session: Session, community: int, path: str, first: datetime, past: datetime, zone: ZoneInfo) -> list[Event]:
    """What everybody at a place may know, in the order in which it comes; first and past are moments."""
    found = [*_days(session, community, first, past, zone), *_closing(session, community, path, first, past)]
    return sorted(found, key=lambda one: (one.begins, one.uid))


def find_own_events(session: Session, person: int, first: datetime, past: datetime, zone: ZoneInfo) -> list[Event]:
    """Where somebody serves and what they booked, in the hours of the station."""
    found = [*_turns(session, person, first, past, zone), *_booked(session, person, first, past, zone)]
    return sorted(found, key=lambda one: (one.begins, one.uid))


def find_meetings(session: Session, community: int, first: datetime, past: datetime) -> list[Event]:
    """The meetings of those who steer."""
    query = select(Meeting).where(Meeting.community_id == community, Meeting.day >= first.date(), Meeting.at >= first, Meeting.at < past)
    return [
        Event(f"meeting-{one.id}", Sort.MEETING, one.at, max(one.minutes_at, one.at), "", one.place, one.state == "cancelled")
        for one in session.scalars(query.order_by(Meeting.at))
    ]


def _days(session: Session, community: int, first: datetime, past: datetime, zone: ZoneInfo) -> Iterator[Event]:
    """Love Days: those that are made, and those that their plans have later."""
    for plan in find_public(session, community):
        query = select(Occasion).where(Occasion.plan_id == plan.id, Occasion.day >= (first - timedelta(days=32)).date())
        made = {one.day: one for one in session.scalars(query)}
        for one in made.values():
            if first <= one.starts_at < past:
                uid = f"duty-{plan.id}-{one.day}"
                yield Event(uid, Sort.DAY, one.starts_at, one.ends_at, plan.title, cancelled=one.cancelled_at is not None)
        yield from _planned(plan, frozenset(made), first, past, zone)


def _planned(plan: Plan, made: frozenset[object], first: datetime, past: datetime, zone: ZoneInfo) -> Iterator[Event]:
    for day in days_of(plan.rhythm, plan.day, first.astimezone(zone).date(), past.astimezone(zone).date()):
        begins, ends = (moment(day, time.fromisoformat(at), zone) for at in (plan.begins, plan.ends))
        if day not in made and first <= begins < past and begins > plan.made_at:
            yield Event(f"duty-{plan.id}-{day}", Sort.DAY, begins, ends, plan.title)


def _closing(session: Session, community: int, path: str, first: datetime, past: datetime) -> Iterator[Event]:
    """Until when one can vote and answer."""
    kinds: tuple[tuple[Any, Sort], ...] = ((Poll, Sort.POLL), (Survey, Sort.SURVEY))
    for kind, sort in kinds:
        here = around(kind, path)
        query = select(kind).where(kind.community_id == community, kind.closed_at.is_(None), here)
        for one in session.scalars(query.where(kind.closes_at >= first, kind.closes_at < past)):
            yield Event(f"{sort.value}-{one.id}", sort, one.closes_at, None, one.title)


def _turns(session: Session, person: int, first: datetime, past: datetime, zone: ZoneInfo) -> Iterator[Event]:
    query = select(SignUp, Occasion, Stand, Plan).join(Occasion, Occasion.id == SignUp.occasion_id)
    query = query.join(Stand, Stand.id == SignUp.stand_id).join(Plan, Plan.id == Occasion.plan_id)
    query = query.where(SignUp.person_id == person, SignUp.state.in_(ALIVE), Occasion.starts_at >= first, Occasion.starts_at < past)
    for mine, occasion, stand, plan in session.execute(query):
        title, where = f"{plan.title} · {stand.name}", stand.place
        gone = occasion.cancelled_at is not None
        yield Event(f"turn-{mine.id}", Sort.TURN, *stand.span(occasion, zone), title, where, gone)


def _booked(session: Session, person: int, first: datetime, past: datetime, zone: ZoneInfo) -> Iterator[Event]:
    query = select(Booking, Occasion, Stand).join(Occasion, Occasion.id == Booking.occasion_id).join(Stand, Stand.id == Booking.stand_id)
    query = query.where(or_(Booking.by_id == person, Booking.person_id == person), Booking.state.in_(WAITING))
    for one, occasion, stand in session.execute(query.where(Occasion.starts_at >= first, Occasion.starts_at < past)):
        title, gone = f"{stand.name} · {one.name} · {one.number}", occasion.cancelled_at is not None
        yield Event(f"booking-{one.id}", Sort.BOOKING, *stand.span(occasion, zone), title, stand.place, gone)
