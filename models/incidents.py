"""Incidents: one outage for all who are touched by it, the matters it took in, and the households that said so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, Table, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert, written
from models.chats import Chat, Kind, find_nearest
from models.matters import Follower, Matter
from models.places import Path, Place, span, under
from models.rules.incidents import LIVE, TOGETHER, Stage, Utility, takes, told_off
from models.rules.matters import OPEN
from models.rules.understanding import Category
from models.series import lock_series, next_number

_OFFERED = f"stage = '{Stage.OFFERED.value}'"
_LIVE = f"stage IN ({', '.join(repr(s.value) for s in sorted(LIVE))})"
LOOKED_AT = 300
"""So many of the newest open matters of a category are looked through for others of one outage."""
_TOLD_AS = (Category.UTILITIES, Category.ELEVATOR, Category.FACILITIES, Category.OTHER)
"""The categories under which outages are reported."""


class Incident(Base):
    """One outage, planned or not (no `ends`: nobody knows). Only what was announced has a number, of a series of its own."""

    __tablename__ = "incidents"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("uq_incidents_offered", "place_id", "utility", unique=True, sqlite_where=text(_OFFERED), postgresql_where=text(_OFFERED)),
        Index("ix_incidents_live", "community_id", "utility", sqlite_where=text(_LIVE), postgresql_where=text(_LIVE)),
        Index("ix_incidents_asked", "place_id", "utility", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int | None]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    utility: Mapped[Utility] = mapped_column(choice(Utility))
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    why: Mapped[str] = mapped_column(String(200), default="")
    starts: Mapped[datetime]
    ends: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    over_at: Mapped[datetime | None]
    people: Mapped[int] = mapped_column(default=0)
    homes: Mapped[int] = mapped_column(default=0)

    @property
    def subject(self) -> str:
        """What cards, timers and facts are about."""
        return f"incident:{self.id}"


class Affected(Base):
    """Somebody who said that an outage is theirs too, with their household; `alone` in private, where they hear of its end."""

    __tablename__ = "affected"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    community_id: Mapped[int]
    household_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    at: Mapped[datetime]
    alone: Mapped[bool] = mapped_column(default=False)


incidents: Table = Incident.__table__  # type: ignore[assignment]
affected: Table = Affected.__table__  # type: ignore[assignment]


def offer(session: Session, place: Place, utility: Utility, now: datetime, **more: Any) -> Incident | None:
    """An incident that staff are asked about; None when they are asked already. The conflict is the answer."""
    row = _row(place, utility, now) | more
    new = insert(session, incidents).values(row).on_conflict_do_nothing(index_elements=["place_id", "utility"], index_where=text(_OFFERED))
    added = session.execute(new.returning(incidents.c.id)).scalar_one_or_none()
    return session.get(Incident, added) if added is not None else None


def declare(session: Session, place: Place, utility: Utility, now: datetime, **more: Any) -> Incident:
    """An incident that nobody needs to be asked about; publish it next."""
    incident = Incident(**_row(place, utility, now) | {"stage": Stage.DROPPED} | more)
    session.add(incident)
    session.flush()
    return incident


def _row(place: Place, utility: Utility, now: datetime) -> dict[str, Any]:
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path}
    return where | {"utility": utility, "stage": Stage.OFFERED, "starts": now, "asked_at": now, "why": "", "people": 0, "homes": 0}


def publish(session: Session, incident: Incident, now: datetime) -> Incident | None:
    """Give it its number and let it be planned or on; gives the live one it would stand in the way of instead."""
    lock_series(session, incident.community_id)
    other = _find_same(session, incident)
    if other is not None:
        return other
    incident.number = next_number(session, Incident, incident.community_id)
    incident.stage = Stage.PLANNED if incident.starts > now else Stage.ON
    session.flush()
    return None


def _find_same(session: Session, incident: Incident) -> Incident | None:
    """A live incident of this utility here or above, at a time that meets this one's."""
    for other in session.scalars(_live(incident.community_id, incident.utility)):
        begun = other.ends is None or incident.starts < other.ends
        if (
            other.id != incident.id
            and incident.path.startswith(other.path)
            and begun
            and (not incident.ends or other.starts < incident.ends)
        ):
            return other
    return None


def _live(community: int, utility: Utility) -> Select[Incident]:
    return select(Incident).where(Incident.community_id == community, Incident.utility == utility, written(Incident.stage, *sorted(LIVE)))


def drop_offers(session: Session, incident: Incident) -> Sequence[int]:
    """Staff need not be asked any more about places at or below this one; gives those questions."""
    asked = select(Incident).where(written(Incident.stage, Stage.OFFERED), Incident.utility == incident.utility, under(Incident.path))
    gone = [one for one in session.scalars(asked, span(incident.path)) if one.id != incident.id]
    for one in gone:
        one.stage = Stage.DROPPED
    session.flush()
    return [one.id for one in gone]


def lock_incident(session: Session, incident: int) -> Incident | None:
    return session.get(Incident, incident, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Incident | None:
    return session.scalars(select(Incident).where(Incident.community_id == community, Incident.number == number)).one_or_none()


def find_live(session: Session, community: int, path: str, utility: Utility, now: datetime) -> Incident | None:
    """The announced outage that a report of now, here, belongs to; the nearest, then the newest."""
    live = session.scalars(_live(community, utility))
    found = [one for one in live if path.startswith(one.path) and takes(one.starts, one.ends, now)]
    return max(found, key=lambda one: (len(one.path), one.id)) if found else None


def was_asked(session: Session, place: int, utility: Utility, since: datetime) -> bool:
    """Whether staff were asked about this place and utility since then, whatever they answered."""
    query = select(Incident.id).where(Incident.place_id == place, Incident.utility == utility, Incident.asked_at >= since)
    return session.scalars(query.limit(1)).first() is not None


def touch(session: Session, incident: Incident, person: int, household: int | None, now: datetime, alone: bool = False) -> bool:
    """Somebody says that it is theirs too (`alone`: to the bot only); False when they have said so. The incident is locked."""
    row = {"incident_id": incident.id, "person_id": person, "community_id": incident.community_id, "household_id": household, "at": now}
    row |= {"alone": alone}
    added = session.execute(insert(session, affected).values(row).on_conflict_do_nothing().returning(affected.c.person_id)).first()
    if added:
        mine = affected.c.incident_id == incident.id
        counted = select(func.count(), func.count(affected.c.household_id.distinct())).where(mine)
        incident.people, incident.homes = session.execute(counted).one()
        session.flush()
    return added is not None


def find_alone(session: Session, incident: int) -> Sequence[int]:
    """Who said it in private only."""
    query = select(Affected.person_id).where(Affected.incident_id == incident, Affected.alone)
    return session.scalars(query.order_by(Affected.at, Affected.person_id)).all()


def find_chats(session: Session, path: str) -> Sequence[Chat]:
    """Where an outage is announced: the residents' and quiet chats at and below the place, and the nearest above it."""
    below = select(Chat).join(Place, Place.id == Chat.place_id).where(under(Place.path), Chat.kind.in_([Kind.RESIDENTS, Kind.QUIET]))
    found = {chat.id: chat for chat in session.scalars(below.order_by(Chat.id), span(path))}
    return list(({chat.id: chat for chat in find_nearest(session, path, Kind.RESIDENTS, Kind.QUIET)} | found).values())


# ---------------------------------------------------------------- the matters it takes in


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one outage from several households: where they all are, since when, and which."""

    path: str
    since: datetime
    matters: tuple[int, ...]
    homes: int


def find_reports(session: Session, community: int, path: str, utility: Utility, since: datetime) -> list[Matter]:
    """The open matters at or below a place, registered since then, that tell of this outage and belong to no incident; oldest first."""
    query = select(Matter).where(
        Matter.community_id == community,
        Matter.category.in_(_TOLD_AS),
        Matter.registered_at >= since,
        written(Matter.state, *sorted(OPEN)),
    )
    newest = session.scalars(query.order_by(Matter.registered_at.desc()).limit(LOOKED_AT))
    mine = [one for one in newest if one.path.startswith(path) and one.incident_id is None and told_off(one.words) is utility]
    return sorted(mine, key=lambda one: one.id)


def find_cluster(session: Session, matter: Matter, utility: Utility, above: Sequence[Place], least: int, now: datetime) -> Cluster | None:
    """The smallest of the places above a matter in which so many households reported or follow this outage within the hour."""
    if not above:
        return None
    found = find_reports(session, matter.community_id, above[0].path, utility, now - TOGETHER)
    told = _told(session, found, now - TOGETHER)
    for place in reversed(above):
        here = [one for one in found if one.path.startswith(place.path)]
        homes = {home for one in here for home in told[one.id]}
        if len(homes) >= least and not (utility is Utility.LIFT and len(here) == 1):  # one lift has its one matter
            return Cluster(place.path, min(one.registered_at or now for one in here), tuple(one.id for one in here), len(homes))
    return None


def _told(session: Session, found: Sequence[Matter], since: datetime) -> dict[int, set[object]]:
    """The households that reported or follow each matter; who has told none counts for themselves."""
    told: dict[int, set[object]] = {one.id: {_home(one.reporter_id, one.household_id)} for one in found}
    query = select(Follower.matter_id, Follower.person_id, Follower.household_id)
    for matter, person, home in session.execute(query.where(Follower.matter_id.in_(list(told)), Follower.at >= since)):
        told[matter].add(_home(person, home))
    return told


def _home(person: int | None, household: int | None) -> object:
    return household if household is not None else f"person {person}"


def take_in(session: Session, incident: Incident, reports: Iterable[Matter]) -> list[Matter]:
    """These matters belong to the incident from now on; gives them."""
    taken = list(reports)
    for matter in taken:
        matter.incident_id = incident.id
    session.flush()
    return taken


def find_touched(session: Session, matter: Matter) -> list[tuple[int, int | None]]:
    """(person, household) of who reported and follows a matter."""
    query = select(Follower.person_id, Follower.household_id).where(Follower.matter_id == matter.id).order_by(Follower.at)
    own = [(matter.reporter_id, matter.household_id)] if matter.reporter_id is not None else []
    return [*own, *((person, home) for person, home in session.execute(query))]


def find_numbers(session: Session, incident: int) -> Sequence[int | None]:
    """The numbers of the matters an incident took in."""
    return session.scalars(select(Matter.number).where(Matter.incident_id == incident).order_by(Matter.id)).all()


def since_of(incident: Incident) -> datetime:
    """Reports made since then may belong to it: those of the hours before it was announced."""
    return incident.starts - (TOGETHER if incident.ends is None else timedelta(minutes=30))


def find_taken(session: Session, incident: int) -> Sequence[Matter]:
    """The open matters of an incident, locked, oldest first."""
    query = select(Matter).where(Matter.incident_id == incident, Matter.state.in_(OPEN)).order_by(Matter.id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
