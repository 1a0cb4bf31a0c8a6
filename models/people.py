"""People: who they are on which channel, where they live, what they are responsible for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, bindparam, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.memory import remembered
from models.places import Level, Place, ids_of, span, under
from models.prepared import Prepared, known
from models.rules.proofs import Evidence as Evidence
from models.rules.roles import Grant, Role


class Bond(StrEnum):
    """How a person belongs to a household (domain §1); tenants do not vote in owners' decisions."""

    OWNER = "owner"
    CO_OWNER = "co_owner"
    FAMILY = "family"
    TENANT = "tenant"
    PROXY = "proxy"


class Person(Base):
    """Somebody, on whichever channels they write. A forgotten person keeps the row and loses the name."""

    __tablename__ = "persons"
    __table_args__ = (Index("ix_persons_name", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    created_at: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]


class Account(Base):
    """A person on a channel, known by the channel's own id and by nothing else."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("channel", "external"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    external: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)


class Tie(Base):
    """A person in a household, from–to."""

    __tablename__ = "ties"
    __table_args__ = (
        Index(
            "uq_ties_present",
            "person_id",
            "household_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    bond: Mapped[Bond] = mapped_column(choice(Bond))
    evidence: Mapped[Evidence] = mapped_column(choice(Evidence))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Appointment(Base):
    """A role held at a place, from–to. One person may hold several (双向进入、交叉任职)."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index(
            "uq_appointments_present",
            "person_id",
            "role",
            "place_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index("ix_appointments_role", "community_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


# Built once: composing a statement costs more than running it.
_FIND = Prepared(
    select(*Person.__table__.c)
    .join(Account, Account.person_id == Person.id)
    .where(Account.channel == bindparam("channel"), Account.external == bindparam("external"))
)
_PERSON = Person.__table__.c.keys()
_HOMES = (
    select(Place)
    .join(Tie, Tie.household_id == Place.id)
    .where(Tie.person_id == bindparam("person"), Tie.until.is_(None))
    .order_by(Tie.bond == Bond.PROXY, Tie.id)
)
_APPOINTMENTS = (
    select(Appointment.role, Place)
    .join(Place, Place.id == Appointment.place_id)
    .where(Appointment.person_id == bindparam("person"), Appointment.until.is_(None))
    .order_by(Appointment.id)
)


@remembered
def find_person(session: Session, channel: str, external: str) -> Person | None:
    """Whose account this is; None for an account never seen."""
    found = _FIND.run(session, {"channel": channel, "external": external})
    return known(session, Person, dict(zip(_PERSON, found[0], strict=True))) if found else None


def add_person(session: Session, name: str, now: datetime, channel: str = "", external: str = "") -> Person:
    """A new person, with an account when one is named."""
    person = Person(name=name, created_at=now)
    session.add(person)
    session.flush()
    if external:
        session.add(Account(channel=channel, external=external, person_id=person.id))
        session.flush()
    return person


def add_account(session: Session, person: int, channel: str, external: str) -> None:
    """Another account of somebody known: what it does is theirs."""
    session.add(Account(channel=channel, external=external, person_id=person))
    session.flush()


def find_accounts(session: Session, person: int) -> Sequence[Account]:
    return session.scalars(select(Account).where(Account.person_id == person).order_by(Account.id)).all()


def find_on_channel(session: Session, channel: str) -> Sequence[tuple[str, Person]]:
    """(account, person) of everybody on a channel, first come first."""
    query = select(Account.external, Person).join(Person, Person.id == Account.person_id).where(Account.channel == channel)
    return [(external, person) for external, person in session.execute(query.order_by(Account.id))]


@remembered
def find_grants(session: Session, person: int) -> list[Grant]:
    """What a person is, and where: appointments, and resident of the whole compound of each household of theirs."""
    held = session.execute(
        select(Appointment.role, Place.path)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.person_id == person, Appointment.until.is_(None))
    ).all()
    above = {id_ for home in find_homes(session, person) for id_ in ids_of(home.path)}
    lived = session.scalars(select(Place.path).where(Place.id.in_(above), Place.level == Level.COMPOUND).order_by(Place.id)).all()
    return [Grant(role, path) for role, path in held] + [Grant(Role.RESIDENT, path) for path in lived]


@remembered
def find_homes(session: Session, person: int) -> Sequence[Place]:
    """The households a person belongs to now, first joined first; after them those they only act for."""
    return session.scalars(_HOMES, {"person": person}).all()


def find_called(session: Session, path: str, name: str) -> Sequence[Person]:
    """The people of this name who live below a place, or hold a role at it or above."""
    lives = select(Tie.person_id).join(Place, Place.id == Tie.household_id).where(under(Place.path), Tie.until.is_(None))
    holds = select(Appointment.person_id).where(Appointment.place_id.in_(ids_of(path)), Appointment.until.is_(None))
    query = select(Person).where(Person.name == name, or_(Person.id.in_(lives), Person.id.in_(holds)))
    return session.scalars(query.order_by(Person.id), span(path)).all()


def find_all(session: Session, ids: Sequence[int]) -> Sequence[Person]:
    return session.scalars(select(Person).where(Person.id.in_(ids))).all()


@remembered
def find_appointments(session: Session, person: int) -> Sequence[tuple[Role, Place]]:
    return [(r, p) for r, p in session.execute(_APPOINTMENTS, {"person": person})]


def find_holders(session: Session, roles: frozenset[Role], path: str) -> Sequence[Person]:
    """Who holds one of these roles at the place with this path or above it, nearest place first."""
    query = select(Person).join(Appointment, Appointment.person_id == Person.id).join(Place, Place.id == Appointment.place_id)
    query = query.where(Appointment.until.is_(None), Appointment.role.in_(roles), Place.id.in_(ids_of(path)))
    return list(dict.fromkeys(session.scalars(query.order_by(Place.path.desc(), Appointment.id))))


def find_posts(session: Session, role: Role, path: str) -> Sequence[tuple[int, str]]:
    """Who holds a role at a place, above it or below it, each with the path of where; nearest to the root first."""
    query = select(Appointment.person_id, Place.path).join(Place, Place.id == Appointment.place_id)
    query = query.where(Appointment.role == role, Appointment.until.is_(None), or_(under(Place.path), Place.id.in_(ids_of(path))))
    return list(session.execute(query.order_by(Place.path, Appointment.id), span(path)).tuples().all())


def appoint(session: Session, person: int, role: Role, place: Place, by: int | None, now: datetime) -> bool:
    """Give a role at a place; False when it is held already."""
    if find_appointment(session, person, role, place.id):
        return False
    session.add(Appointment(community_id=place.community_id, person_id=person, place_id=place.id, role=role, since=now, by_person_id=by))
    session.flush()
    return True


def find_appointment(session: Session, person: int, role: Role, place: int) -> Appointment | None:
    query = select(Appointment).where(Appointment.person_id == person, Appointment.role == role, Appointment.place_id == place)
    return session.scalars(query.where(Appointment.until.is_(None))).one_or_none()


def dismiss(session: Session, person: int, role: Role, place: Place, now: datetime) -> bool:
    """End a role at a place; False when it was not held."""
    held = find_appointment(session, person, role, place.id)
    if held is None:
        return False
    held.until = now
    session.flush()
    return True


def find_tie(session: Session, person: int, household: int) -> Tie | None:
    """How a person belongs to a household now."""
    query = select(Tie).where(Tie.person_id == person, Tie.household_id == household, Tie.until.is_(None))
    return session.scalars(query).one_or_none()


def has_left(session: Session, person: int) -> bool:
    """Whether somebody belonged to a household once and does no more."""
    return session.scalars(select(Tie.id).where(Tie.person_id == person, Tie.until.is_not(None)).limit(1)).first() is not None


def tie(session: Session, person: int, household: Place, bond: Bond, evidence: Evidence, now: datetime) -> bool:
    """Bind a person to a household; False when they belong to it already."""
    if find_tie(session, person, household.id):
        return False
    session.add(
        Tie(community_id=household.community_id, person_id=person, household_id=household.id, bond=bond, evidence=evidence, since=now)
    )
    session.flush()
    return True


def find_bonds(session: Session, person: int, *bonds: Bond) -> Sequence[Place]:
    """The households a person belongs to in one of these ways."""
    held = select(Place).join(Tie, Tie.household_id == Place.id).where(Tie.person_id == person, Tie.until.is_(None), Tie.bond.in_(bonds))
    return session.scalars(held.order_by(Tie.id)).all()


def end_bonds(session: Session, household: int, bond: Bond, now: datetime) -> list[int]:
    """Nobody is tied to a household in this way any more; who was (person ids)."""
    held = (Tie.household_id == household) & (Tie.bond == bond) & Tie.until.is_(None)
    return sorted(session.scalars(update(Tie).where(held).values(until=now).returning(Tie.person_id)))


def end_bond(session: Session, person: int, household: int, now: datetime) -> None:
    """Somebody belongs to a household no more."""
    own = (Tie.person_id == person) & (Tie.household_id == household) & Tie.until.is_(None)
    session.execute(update(Tie).where(own).values(until=now))


def set_bond(session: Session, person: int, household: int, bond: Bond) -> None:
    """How a person belongs to their household, as they say themselves; better evidence is not overwritten.

    A leader who confirmed a joining has seen that they live there, not that they own it: that is their own word.
    """
    own = (Tie.person_id == person) & (Tie.household_id == household) & Tie.until.is_(None)
    said = own & (Tie.bond != bond) & Tie.evidence.in_([Evidence.SAID, Evidence.SEEN])
    session.execute(update(Tie).where(said).values(bond=bond, evidence=Evidence.SAID))


def bear_out(session: Session, person: int, household: int, evidence: Evidence, bond: Bond) -> None:
    """Note how somebody belongs to a household, and by what that is known."""
    own = (Tie.person_id == person) & (Tie.household_id == household) & Tie.until.is_(None)
    session.execute(update(Tie).where(own).values(bond=bond, evidence=evidence))


def find_tied(session: Session, household: int, *bonds: Bond) -> Sequence[tuple[Tie, Person]]:
    """Who belongs to a household in one of these ways, first come first."""
    query = select(Tie, Person).join(Person, Person.id == Tie.person_id).where(Tie.household_id == household, Tie.until.is_(None))
    return list(session.execute(query.where(Tie.bond.in_(bonds)).order_by(Tie.id)).tuples().all())
