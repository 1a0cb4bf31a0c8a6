"""Ballots: one a household and poll, set and never added to, with everything that stood there before."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Table, Text, UniqueConstraint, bindparam, exists, func, select, update
from sqlalchemy import cast as cast_as
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from models.base import Base, direct
from models.base import choice as one_of
from models.people import Bond
from models.places import Place, find_above, find_place, public_name
from models.polls import Poll, polls
from models.prepared import Prepared, named
from models.rolls import Sitting, find_roll, seats, ties
from models.rules.codes import BITS, code_of
from models.rules.entries import Way
from models.rules.poll_sheets import Cast, Choice, Home, Sheet, tally_of
from models.rules.polls import Standing
from models.rules.proofs import UNPROVEN, Evidence, Proof, proof_of
from models.rules.tallies import Tally, Weight


class Ballot(Base):
    """What is counted for a household; `standing` is that of whoever said it last. The receipt stays the same through all changes."""

    __tablename__ = "ballots"
    __table_args__ = (UniqueConstraint("receipt"), Index("ix_ballots_person", "person_id"))

    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    community_id: Mapped[int]
    choice: Mapped[list[Any]]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    standing: Mapped[int]
    way: Mapped[Way] = mapped_column(one_of(Way))
    proof: Mapped[Proof] = mapped_column(one_of(Proof))
    receipt: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class Change(Base):
    """What was said for a household and when; the newest is its ballot."""

    __tablename__ = "ballot_changes"
    __table_args__ = (Index("ix_ballot_changes_ballot", "poll_id", "household_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    choice: Mapped[list[Any]]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    standing: Mapped[int]
    way: Mapped[Way] = mapped_column(one_of(Way))
    at: Mapped[datetime]


ballots: Table = Ballot.__table__  # type: ignore[assignment]
changes: Table = Change.__table__  # type: ignore[assignment]

# A list comes out of the driver as text; asked for as text it does so on both databases.
_said = cast_as(ballots.c.choice, Text)
_FIND = Prepared(
    select(_said, ballots.c.person_id, ballots.c.standing, ballots.c.receipt, ballots.c.way).where(
        ballots.c.poll_id == bindparam("poll"), ballots.c.household_id == bindparam("home")
    )
)
_HEAD = Prepared(
    select(seats.c.household_id, seats.c.area, _said)
    .outerjoin(ballots, (ballots.c.poll_id == seats.c.poll_id) & (ballots.c.household_id == seats.c.household_id))
    .where(seats.c.poll_id == bindparam("poll"), seats.c.head == bindparam("head"))
)
_ROW = ("poll_id", "household_id", "community_id", "choice", "person_id", "standing", "way", "at")
_NEW = postgresql.insert(ballots).values(named(*_ROW, "proof", "receipt"))
_SET = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=["poll_id", "household_id"],
        set_={name: _NEW.excluded[name] for name in ("choice", "person_id", "standing", "way", "proof", "at")},
    ).returning(ballots.c.receipt)
)
_COUNTED = ("cast_homes", "cast_heads", "cast_area", "counts")
_COUNT = Prepared(update(polls).where(polls.c.id == bindparam("poll")).values(named(*_COUNTED)))
_KEEP = Prepared(changes.insert().values(named(*_ROW)))


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted for a household, and who said it."""

    choice: Choice
    person_id: int
    standing: Standing
    receipt: str
    way: Way


def find_ballot(session: Session, poll: int, household: int) -> Counted | None:
    """What is counted for a household; None when nothing is."""
    found = _FIND.run(session, {"poll": poll, "home": household})
    if not found:
        return None
    [(said, person, standing, receipt, way)] = found
    return Counted(tuple(json.loads(said)), person, Standing(standing), receipt, Way(way))


def cast(session: Session, poll: Poll, sitting: Sitting, person: int, choice: Choice, now: datetime, way: Way = Way.PRESS) -> str:
    """Set a household's ballot and count it; gives its receipt. The poll is locked by whoever calls.

    Only the ballot's head is counted anew: what it weighed before goes, what it weighs now comes.
    """
    before = _head(session, poll.id, sitting.head)
    row = {"poll_id": poll.id, "household_id": sitting.household, "community_id": poll.community_id, "choice": list(choice)}
    row |= {"person_id": person, "standing": int(sitting.standing), "way": way, "at": now}
    [(receipt,)] = _SET.run(session, row | {"proof": proof_of(way, sitting.standing, sitting.evidence), "receipt": new_receipt()})
    _KEEP.run(session, row)
    said = {id_: chosen for id_, (_, chosen) in before.items() if chosen is not None}
    homes = [(id_, Home("", sitting.head, area)) for id_, (area, _) in before.items()]
    then = tally_of(homes, said, poll.manner, poll.options)
    _recount(session, poll, then, tally_of(homes, said | {sitting.household: list(choice)}, poll.manner, poll.options))
    return str(receipt)


def _head(session: Session, poll: int, head: int) -> dict[int, tuple[int, list[str] | None]]:
    """The flats of a head: area, and what was said for each."""
    found = _HEAD.run(session, {"poll": poll, "head": head})
    return {home: (area, None if said is None else json.loads(said)) for home, area, said in found}


def _recount(session: Session, poll: Poll, then: Tally, now: Tally) -> None:
    kept = poll.tally
    took_part = _moved(kept.took_part, then.took_part, now.took_part)
    options = {key: _moved(weight, then.options[key], now.options[key]) for key, weight in kept.options.items()}
    counts = {key: [weight.homes, weight.heads, weight.area] for key, weight in options.items()}
    row = {"cast_homes": took_part.homes, "cast_heads": took_part.heads, "cast_area": took_part.area, "counts": counts}
    _COUNT.run(session, row | {"poll": poll.id})
    for name, value in row.items():
        set_committed_value(poll, name, value)


def _moved(kept: Weight, then: Weight, now: Weight) -> Weight:
    return Weight(kept.homes + now.homes - then.homes, kept.heads + now.heads - then.heads, kept.area + now.area - then.area)


def new_receipt() -> str:
    """Fifty bits, as they are printed."""
    return code_of(secrets.randbits(BITS))


# ---------------------------------------------------------------- what lies in the box


def find_box(session: Session, poll: int) -> list[tuple[int, str, Choice, Proof]]:
    """Every ballot: household, receipt, choice, by what it is known to be the household's."""
    query = select(ballots.c.household_id, ballots.c.receipt, ballots.c.choice, ballots.c.proof).where(ballots.c.poll_id == poll)
    found = session.execute(query.order_by(ballots.c.household_id))
    return [(row.household_id, row.receipt, tuple(row.choice), row.proof) for row in found]


def audit(session: Session, poll: Poll) -> Tally:
    """The count of all ballots, from nothing but the roll and the box."""
    return tally_of(
        find_roll(session, poll.id), {home: choice for home, _, choice, _ in find_box(session, poll.id)}, poll.manner, poll.options
    )


def make_sheet(session: Session, poll: Poll) -> Sheet:
    """All that a poll's result follows from."""
    roll, place = find_roll(session, poll.id), find_place(session, poll.place_id)
    labels = {id_: home.label for id_, home in roll}
    return Sheet(
        number=poll.number,
        title=poll.title,
        place=called(session, place),
        kind=poll.kind,
        issue=poll.issue,
        manner=poll.manner,
        most=poll.most,
        counted=poll.counted,
        sealed=poll.sealed,
        options=poll.options,
        opened=poll.opened_at,
        closed=poll.closes_at,
        roll=tuple(home for _, home in roll),
        ballots=tuple(Cast(receipt, labels[id_], choice, proof) for id_, receipt, choice, proof in find_box(session, poll.id)),
    )


def called(session: Session, place: Place | None) -> str:
    """A place in public words."""
    return public_name(find_above(session, place)) if place is not None else ""


def find_receipt(session: Session, receipt: str) -> Any:
    """The ballot of a receipt (poll_id, household_id, choice, person_id, at, label); None when there is none."""
    query = select(ballots, seats.c.label).join(
        seats, (seats.c.poll_id == ballots.c.poll_id) & (seats.c.household_id == ballots.c.household_id)
    )
    return direct(session).execute(query.where(ballots.c.receipt == receipt)).first()


def find_unproven(session: Session, poll: int) -> list[tuple[str, str]]:
    """The doors, with their places' paths, whose ballot nobody has seen to be the owner's, in the roll's order."""
    query = select(seats.c.label, Place.path).join(Place, Place.id == seats.c.household_id)
    query = query.join(
        ballots, (seats.c.poll_id == ballots.c.poll_id) & (seats.c.household_id == ballots.c.household_id)
    )
    query = query.where(ballots.c.poll_id == poll, ballots.c.proof.in_(sorted(UNPROVEN)))
    return list(session.execute(query.order_by(ballots.c.household_id)).tuples().all())


def bear_out(session: Session, person: int, household: int, standing: Standing, evidence: Evidence) -> None:
    """What somebody is known to be now goes for what they pressed in polls that are open: said before it was known, it is the owner's too.

    Who is found to be no owner is family, and an owner goes before. A closed box stays as it was published.
    """
    open_now = select(polls.c.id).where(polls.c.closed_at.is_(None))
    theirs = (ballots.c.person_id == person) & (ballots.c.household_id == household) & (ballots.c.way == Way.PRESS)
    if standing is Standing.FAMILY:
        theirs &= ballots.c.standing > Standing.FAMILY
    known = {"proof": proof_of(Way.PRESS, standing, evidence), "standing": int(standing)}
    session.execute(update(ballots).where(theirs, ballots.c.poll_id.in_(open_now)).values(known))


def count_cast(session: Session, person: int) -> int:
    """How many ballots somebody said last."""
    return session.scalar(select(func.count()).select_from(ballots).where(ballots.c.person_id == person)) or 0


# ---------------------------------------------------------------- who has not answered


@dataclass(frozen=True, slots=True)
class Silent:
    """A household that has not answered, and whom of it we could ask."""

    household: int
    label: str
    path: str
    people: tuple[int, ...]


_cast = exists(select(1).where(ballots.c.poll_id == seats.c.poll_id, ballots.c.household_id == seats.c.household_id))
_asked = (ties.c.household_id == seats.c.household_id) & ties.c.until.is_(None) & (ties.c.bond != Bond.TENANT)


def find_silent(session: Session, poll: int) -> list[Silent]:
    """The households without a ballot, in the roll's order, each with those who may be reminded (tenants are not)."""
    query = select(seats.c.household_id, seats.c.label, Place.path, ties.c.person_id).join(Place, Place.id == seats.c.household_id)
    query = query.outerjoin(ties, _asked).where(seats.c.poll_id == poll, ~_cast)
    found: dict[tuple[int, str, str], list[int]] = {}
    for row in session.execute(query.order_by(seats.c.household_id, ties.c.id)):
        found.setdefault((row.household_id, row.label, row.path), []).extend([row.person_id] if row.person_id else [])
    return [Silent(*home, tuple(people)) for home, people in found.items()]


def by_person(silent: list[Silent]) -> Mapping[int, list[Silent]]:
    """Whom to remind, of which households."""
    found: dict[int, list[Silent]] = {}
    for each in silent:
        for person in each.people:
            found.setdefault(person, []).append(each)
    return found
