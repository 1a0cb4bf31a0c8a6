"""Numbers of a place over a period, looked up by when something happened; what they mean stands in `models.rules.numbers`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ForeignKey, String, bindparam, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, direct, insert
from models.calls import Call, Department, Summons
from models.chats import Chat
from models.clocks import clocks
from models.matters import Matter, count_board, matters
from models.places import Level, Place, find_under, ids_of, span, under
from models.ratings import Rating
from models.rules.calls import Answer
from models.rules.clocks import Clock
from models.rules.numbers import (
    REPEATED,
    REPEATED_WITHIN,
    UNREPEATED,
    Counted,
    Figures,
    Rate,
    Repeat,
    Span,
    Spot,
    count,
    find_repeats,
)


class Issue(Base):
    """A report that was told to a chat by itself: once a period, whatever the clock, the settings or a late start do."""

    __tablename__ = "issues"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), primary_key=True)
    span: Mapped[Span] = mapped_column(choice(Span), primary_key=True)
    first: Mapped[str] = mapped_column(String(10), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))


def take_turn(session: Session, chat: Chat, span: Span, first: date) -> bool:
    """True for the one who tells this chat of the period that begins then. The conflict is the answer."""
    row = insert(session, Issue).values(chat_id=chat.id, span=span, first=first.isoformat(), community_id=chat.community_id)
    return session.execute(row.on_conflict_do_nothing().returning(Issue.chat_id)).scalar_one_or_none() is not None


CHUNK = 500
_BEGIN: BindParameter[datetime] = bindparam("begin")
_END: BindParameter[datetime] = bindparam("end")
_OURS, _HERE = Matter.community_id == bindparam("community"), under(Matter.path)
_MATTERS = matters.c

# Built once: composing a statement costs more than running it.
_TAKING_UP = (clocks.c.matter_id == _MATTERS.id) & (clocks.c.clock == Clock.ACCEPT)
_COUNTED = [*(_MATTERS[name] for name in Counted._fields[:-2]), clocks.c.due_at, clocks.c.met_at]
_REGISTERED = (
    select(*_COUNTED)
    .select_from(matters.outerjoin(clocks, _TAKING_UP))
    .where(_OURS, Matter.registered_at >= _BEGIN, Matter.registered_at < _END, _HERE)
)
_ENDED = select(Matter.state, func.count()).where(_OURS, Matter.closed_at >= _BEGIN, Matter.closed_at < _END, _HERE).group_by(Matter.state)
_ANSWERS = (
    select(Rating.value, func.count())
    .join(Matter, Matter.id == Rating.matter_id)
    .where(Rating.community_id == bindparam("community"), Rating.at >= _BEGIN, Rating.at < _END, _HERE)
    .group_by(Rating.value)
)
_ARRIVALS = (
    select(Department.name, func.sum(case((Summons.arrived_at <= Summons.due_at, 1), else_=0)), func.count())
    .select_from(Call)
    .join(Summons, Summons.call_id == Call.id)
    .join(Department, Department.id == Summons.department_id)
    .join(Matter, Matter.id == Call.matter_id)
    .where(Summons.community_id == bindparam("community"), Summons.due_at >= _BEGIN, Summons.due_at < _END, _HERE)
    .where(Summons.state != Answer.REFUSED)
    .group_by(Department.id, Department.name)
    .order_by(func.count().desc(), Department.name)
)
_SPOTS = (
    select(Matter.path, Matter.place_name, Matter.category, func.count())
    .where(_OURS, Matter.registered_at >= _BEGIN, Matter.registered_at < _END, _HERE)
    .where(Matter.state.not_in(UNREPEATED))
    .group_by(Matter.path, Matter.place_name, Matter.category)
)


def find_figures(session: Session, place: Place, begin: datetime, end: datetime, now: datetime) -> Figures:
    """The figures of a place and all below it from `begin` up to, but without, `end`; what has not happened by `now` is not due."""
    until = min(end, now)
    arrived = direct(session).execute(_ARRIVALS, _here(place, begin, until))
    return replace(
        find_rates(session, place, begin, end, now),
        open=count_board(session, place.path).open,
        departments=tuple((name, Rate(int(timely), due)) for name, timely, due in arrived),
        repeats=tuple(_repeats(session, place, until)),
    )


def find_rates(session: Session, place: Place, begin: datetime, end: datetime, now: datetime) -> Figures:
    """Only what another period is compared with."""
    here, rows = _here(place, begin, end), direct(session)
    return count(
        map(Counted._make, rows.execute(_REGISTERED, here)),
        dict(rows.execute(_ENDED, here).tuples().all()),
        dict(rows.execute(_ANSWERS, here).tuples().all()),
        now,
    )


def find_registered(session: Session, begin: datetime, end: datetime) -> Iterator[tuple[Matter, Counted]]:
    """Every matter registered in a period, wherever, by number, with what is counted of it; read in portions."""
    query = select(Matter, clocks.c.due_at, clocks.c.met_at).outerjoin(clocks, _TAKING_UP)
    query = query.where(Matter.registered_at >= begin, Matter.registered_at < end).order_by(Matter.community_id, Matter.number)
    for matter, due, met in session.execute(query.execution_options(yield_per=CHUNK)):
        yield matter, Counted._make([*(getattr(matter, name) for name in Counted._fields[:-2]), due, met])


def _here(place: Place, begin: datetime, end: datetime) -> dict[str, Any]:
    return {"community": place.community_id, **span(place.path), "begin": begin, "end": end}


def _repeats(session: Session, place: Place, until: datetime) -> list[Repeat]:
    rows = direct(session).execute(_SPOTS, _here(place, until - REPEATED_WITHIN, until))
    spots = [Spot._make(row) for row in rows]
    return find_repeats(spots, _names(session, place)) if sum(spot.times for spot in spots) >= REPEATED else []


def _names(session: Session, place: Place) -> dict[int, str]:
    """How the buildings and units here are called in public; with the compound's name where there is more than one."""
    found = {below.id: below for below in find_under(session, place.path, Level.COMPOUND, Level.BUILDING, Level.UNIT)}
    several = sum(1 for below in found.values() if below.level is Level.COMPOUND) > 1
    named = {below.id for below in found.values() if several or below.level is not Level.COMPOUND}
    lowest = [below for below in found.values() if below.level is not Level.COMPOUND]
    return {below.id: "".join(found[id_].name for id_ in ids_of(below.path) if id_ in named) for below in lowest}
