"""The roll of a poll: every household of the place as it stood at the opening, and who may answer for it since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, String, Table, Text, bindparam, cast, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, direct
from models.heads import find_heads, find_namesakes, number_heads
from models.people import Bond, Evidence, Tie
from models.places import Household, Level, Place, ids_of, span, under
from models.prepared import Prepared
from models.rules.plans import meant
from models.rules.poll_sheets import Home
from models.rules.polls import Standing

STANDS = {
    Bond.OWNER: Standing.OWNER,
    Bond.CO_OWNER: Standing.OWNER,
    Bond.PROXY: Standing.PROXY,
    Bond.FAMILY: Standing.FAMILY,
    Bond.TENANT: Standing.TENANT,
}


class Seat(Base):
    """A household on the roll of a poll: its door, its area in 0.01 m² and its head, a running number of this roll."""

    __tablename__ = "seats"
    __table_args__ = (Index("ix_seats_head", "poll_id", "head"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    community_id: Mapped[int]
    label: Mapped[str] = mapped_column(String(160))
    head: Mapped[int]
    area: Mapped[int]


seats: Table = Seat.__table__  # type: ignore[assignment]
ties: Table = Tie.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Roll:
    """Households with their ids, in the order of the tree's making; how many nobody has reached, which have no area or namesakes."""

    homes: Sequence[tuple[int, Home]]
    unreached: int
    without_area: Sequence[str]
    namesakes: Sequence[str] = ()


def read_roll(session: Session, path: str) -> Roll:
    """The households below a place as they stand now."""
    inside = select(Place.id, Place.level, Place.name, Place.path).where(under(Place.path) | Place.id.in_(ids_of(path)))
    named = {id_: (level, name, below) for id_, level, name, below in session.execute(inside, span(path))}
    query = select(Household.place_id, Household.area).join(Place, Place.id == Household.place_id).where(under(Place.path))
    areas = [(id_, area) for id_, area in session.execute(query.order_by(Place.id), span(path))]
    whose = find_heads(session, path)
    heads = number_heads({id_: whose[id_] for id_, _ in areas})
    tied = select(Tie.household_id).join(Place, Place.id == Tie.household_id).where(under(Place.path), Tie.until.is_(None))
    reached = set(session.scalars(tied.distinct(), span(path)))
    homes = [(id_, Home(_label(named, id_), heads[id_], area)) for id_, area in areas]
    missing = [home.label for _, home in homes if not home.area]
    alike = set(find_namesakes(session, path))
    return Roll(homes, sum(id_ not in reached for id_, _ in homes), missing, [home.label for id_, home in homes if id_ in alike])


def _label(named: Mapping[int, tuple[Level, str, str]], home: int) -> str:
    """Building, unit and door."""
    above = (named[id_] for id_ in ids_of(named[home][2]))
    return "".join(name for level, name, _ in above if level in (Level.BUILDING, Level.UNIT, Level.HOUSEHOLD))


def freeze(session: Session, poll: int, community: int, roll: Roll) -> None:
    """Keep the roll of a poll for ever."""
    rows = [
        {"poll_id": poll, "household_id": id_, "community_id": community, "label": home.label, "head": home.head, "area": home.area}
        for id_, home in roll.homes
    ]
    session.execute(seats.insert(), rows)


# ---------------------------------------------------------------- who sits where


@dataclass(frozen=True, slots=True)
class Sitting:
    """A household on a poll's roll for which somebody may answer, and as what."""

    household: int
    label: str
    head: int
    area: int
    standing: Standing
    evidence: Evidence = Evidence.SAID


_MINE = Prepared(
    select(seats.c.household_id, seats.c.label, seats.c.head, seats.c.area, cast(ties.c.bond, Text), cast(ties.c.evidence, Text))
    .join(ties, ties.c.household_id == seats.c.household_id)
    .where(seats.c.poll_id == bindparam("poll"), ties.c.person_id == bindparam("person"), ties.c.until.is_(None))
    .order_by(ties.c.household_id)  # one's few ties first, not the roll's many seats
)
_WHO = select(ties.c.person_id, ties.c.bond).where(ties.c.household_id == bindparam("home"), ties.c.until.is_(None)).order_by(ties.c.id)


def find_sittings(session: Session, poll: int, person: int) -> list[Sitting]:
    """The households of the roll that a person belongs to today."""
    found = _MINE.run(session, {"poll": poll, "person": person})
    return [Sitting(home, label, head, area, STANDS[Bond(bond)], Evidence(known)) for home, label, head, area, bond, known in found]


def find_seats(session: Session, poll: int, said: str) -> list[Sitting]:
    """The households of the roll whose door these words may mean, as their owners would answer: 1号楼 is not 11号楼, nor 301 1301."""
    query = select(seats.c.household_id, seats.c.label, seats.c.head, seats.c.area).where(seats.c.poll_id == poll)
    found = session.execute(query.order_by(seats.c.household_id)).tuples().all()
    labels = set(meant((row[1] for row in found), said))
    return [Sitting(*row, Standing.OWNER) for row in found if row[1] in labels]


def find_seat(session: Session, poll: int, household: int) -> Sitting | None:
    """A household of the roll, as its owners would answer."""
    query = select(seats.c.household_id, seats.c.label, seats.c.head, seats.c.area)
    row = session.execute(query.where(seats.c.poll_id == poll, seats.c.household_id == household)).one_or_none()
    return Sitting(*row, Standing.OWNER) if row else None


def find_others(session: Session, household: int, me: int) -> list[int]:
    """Who else speaks for a household: those who own it or are family."""
    found = direct(session).execute(_WHO, {"home": household})
    return [row.person_id for row in found if row.person_id != me and STANDS[row.bond] > Standing.TENANT]


def find_roll(session: Session, poll: int) -> list[tuple[int, Home]]:
    """The roll as it was frozen."""
    query = select(seats.c.household_id, seats.c.label, seats.c.head, seats.c.area).where(seats.c.poll_id == poll)
    return [(row.household_id, Home(row.label, row.head, row.area)) for row in session.execute(query.order_by(seats.c.household_id))]
