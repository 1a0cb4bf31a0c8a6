"""Who is still to be reminded of an occasion, taken many at a time: one statement takes them, one finds where they are written to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, exists, false, func, literal, select, update
from sqlalchemy.orm import Session, aliased

from models.base import insert
from models.chats import Chat, Kind
from models.duties import Muted, Occasion, Reminded, SignUp, Stand
from models.letters import Addressee
from models.people import Person
from models.rules.duties import Going, Reminder


class Reached(NamedTuple):
    """Somebody who goes, the station they go to, and where they can be written to alone."""

    person: int
    stand: int
    to: Addressee | None


def take_reminders(session: Session, occasion: Occasion, kind: Reminder, now: datetime, most: int) -> Sequence[int]:
    """The people to be reminded so now, at most so many: those who go, were not reminded so yet and want it. Nobody is given twice."""
    columns = {
        "occasion_id": literal(occasion.id),
        "person_id": SignUp.person_id,
        "kind": literal(kind, Reminded.kind.type),
        "community_id": literal(occasion.community_id),
        "at": literal(now, Reminded.at.type),
        "lost": false(),
    }
    going = select(*columns.values()).where(SignUp.occasion_id == occasion.id, SignUp.state == Going.GOING, ~_told(occasion, kind))
    going = going.where(~exists().where(Muted.person_id == SignUp.person_id, Muted.kind == kind)).order_by(SignUp.id).limit(most)
    new = insert(session, Reminded).from_select([*columns], going).on_conflict_do_nothing().returning(Reminded.person_id)
    return session.scalars(new).all()


def _told(occasion: Occasion, kind: Reminder) -> ColumnElement[bool]:
    """One look into the key for each who goes."""
    return exists().where(Reminded.occasion_id == occasion.id, Reminded.person_id == SignUp.person_id, Reminded.kind == kind)


def find_reached(session: Session, occasion: Occasion, persons: Sequence[int]) -> list[Reached]:
    """Where each of these is written to alone: the last private chat they opened that still takes posts."""
    last = aliased(Chat)
    newest = select(func.max(last.id)).where(last.person_id == SignUp.person_id, last.kind == Kind.PRIVATE, last.parked.is_(None))
    query = select(SignUp.person_id, SignUp.stand_id, Chat.id, Chat.channel, Chat.address, Chat.language)
    query = query.outerjoin(Chat, Chat.id == newest.scalar_subquery())
    found = session.execute(query.where(SignUp.occasion_id == occasion.id, SignUp.person_id.in_(persons)))
    return [
        Reached(person, stand, Addressee(chat, channel, address, Kind.PRIVATE, language) if chat else None)
        for person, stand, chat, channel, address, language in found
    ]


def lose(session: Session, occasion: Occasion, kind: Reminder, persons: Sequence[int]) -> None:
    """These cannot be written to alone."""
    whose = and_(Reminded.occasion_id == occasion.id, Reminded.kind == kind, Reminded.person_id.in_(persons))
    session.execute(update(Reminded).where(whose).values(lost=True), execution_options={"synchronize_session": False})


def find_lost(session: Session, occasion: Occasion, kind: Reminder | None = None) -> Sequence[tuple[int, str, str]]:
    """(person, name, station) of those who go and could not be written to alone, by this kind of reminder or any."""
    query = select(SignUp.person_id, Person.name, Stand.name).join(Person, Person.id == SignUp.person_id)
    lost = exists().where(Reminded.occasion_id == occasion.id, Reminded.person_id == SignUp.person_id, Reminded.lost)
    lost = lost.where(Reminded.kind == kind) if kind else lost
    query = query.join(Stand, Stand.id == SignUp.stand_id).where(SignUp.occasion_id == occasion.id, SignUp.state == Going.GOING, lost)
    return [(person, name, stand) for person, name, stand in session.execute(query.order_by(SignUp.id))]


def begin_anew(session: Session, occasion: int) -> None:
    """The day is another: whoever was reminded of the old one is reminded of the new."""
    session.execute(delete(Reminded).where(Reminded.occasion_id == occasion), execution_options={"synchronize_session": False})


def mute(session: Session, community: int, person: int, kind: Reminder, on: bool) -> None:
    """Leave somebody alone with this kind of reminder, or no longer."""
    known = session.get(Muted, (person, kind))
    if on and known is None:
        session.add(Muted(person_id=person, kind=kind, community_id=community))
    elif not on and known is not None:
        session.delete(known)
    session.flush()


def find_muted(session: Session, person: int) -> set[Reminder]:
    """Which kinds somebody does not want."""
    return set(session.scalars(select(Muted.kind).where(Muted.person_id == person)))
