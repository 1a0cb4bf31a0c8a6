"""Consent rounds as stored: the round, where each household stands, who walks where, and what is objected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Table, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.heads import find_heads, number_heads
from models.people import Appointment, Person, Tie, find_posts
from models.places import Path, Place, ids_of, span, under
from models.plans import Plan, PlanVersion
from models.rolls import STANDS
from models.rules.consents import LIVE, UNREACHED, UNSETTLED, Answer, Basis, Move, Stage, Talk, Voice, split
from models.rules.entries import Way
from models.rules.plans import Stake
from models.rules.poll_sheets import fingerprint
from models.rules.proofs import Proof, proof_of
from models.rules.roles import Role
from models.series import take_number

_LIVE = f"stage IN ({', '.join(repr(s.value) for s in sorted(LIVE))})"
_UNSETTLED = f"state IN ({', '.join(repr(s.value) for s in sorted(UNSETTLED))})"


class Round(Base):
    """A plan is asked about from door to door; one round at a time. `version` is the number of the plan's version that is asked about."""

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("uq_rounds_live", "plan_id", unique=True, sqlite_where=text(_LIVE), postgresql_where=text(_LIVE)),
        Index("ix_rounds_plan", "plan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    version: Mapped[int]
    path: Mapped[str] = mapped_column(Path)
    basis: Mapped[Basis] = mapped_column(choice(Basis))
    roll_hash: Mapped[str] = mapped_column(String(64), default="")
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    opened_at: Mapped[datetime]
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    notice_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"round:{self.id}"


class Consent(Base):
    """Where a household of the round stands; `own` when it said so itself, `void` when its answer was to a version that is past."""

    __tablename__ = "consents"
    __table_args__ = (
        UniqueConstraint("round_id", "household_id"),
        Index("ix_consents_household", "household_id"),
        Index("ix_consents_by", "by_person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(80))
    area: Mapped[int]
    head: Mapped[str] = mapped_column(String(32))
    share: Mapped[int]
    payer: Mapped[str] = mapped_column(String(40), default="")
    pays: Mapped[bool]
    answer: Mapped[Answer] = mapped_column(choice(Answer), default=Answer.UNASKED)
    own: Mapped[bool] = mapped_column(default=False)
    void: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")
    absences: Mapped[int] = mapped_column(default=0)
    canvasser_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime | None]


class Walk(Base):
    """A canvasser of a round, who has a list to walk."""

    __tablename__ = "walks"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)


class Objection(Base):
    """What a household has against it, with who mediates; one that is not settled for each household of a round."""

    __tablename__ = "objections"
    __table_args__ = (
        Index(
            "uq_objections_unsettled",
            "round_id",
            "household_id",
            unique=True,
            sqlite_where=text(_UNSETTLED),
            postgresql_where=text(_UNSETTLED),
        ),
        Index("ix_objections_round", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    label: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[Talk] = mapped_column(choice(Talk), default=Talk.OPEN)
    mediator_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


consents: Table = Consent.__table__  # type: ignore[assignment]
objections: Table = Objection.__table__  # type: ignore[assignment]
walks: Table = Walk.__table__  # type: ignore[assignment]


# ---------------------------------------------------------------- opening


def open_round(session: Session, plan: Plan, version: PlanVersion, basis: Basis, by: int, now: datetime) -> Round | None:
    """A new round on a plan; None when one is on. The conflict is the answer."""
    number = take_number(session, Round, plan.community_id)
    row = {"community_id": plan.community_id, "number": number, "plan_id": plan.id, "version": version.number, "path": plan.path}
    row |= {"basis": basis, "stage": Stage.ASKING, "opened_at": now, "by_person_id": by}
    new = insert(session, Round).values(row).on_conflict_do_nothing(index_elements=["plan_id"], index_where=text(_LIVE))
    added = session.execute(new.returning(Round.id)).scalar_one_or_none()
    return session.get(Round, added) if added is not None else None


def enroll(session: Session, round_: Round, stakes: Sequence[Stake], walkers: Sequence[int]) -> None:
    """Every household of the plan stands in the round, by staircase, with who calls there."""
    heads = find_heads(session, round_.path)
    above = select(Place.id, Place.parent_id).where(Place.id.in_([stake.household for stake in stakes]))
    stairs = dict(session.execute(above).tuples().all())
    asked = [stake for stake in stakes if round_.basis is not Basis.ALL or pays(stake)]
    whose = split([(stake.household, stairs[stake.household] or 0) for stake in asked], walkers)
    blank = _blank(round_)
    rows = [blank | _standing(n, one, heads[one.household], whose.get(one.household)) for n, one in enumerate(stakes)]
    session.execute(consents.insert(), rows)
    used = [walker for walker in walkers if walker in set(whose.values())]
    if used:
        named = {"community_id": round_.community_id, "round_id": round_.id}
        session.execute(walks.insert(), [named | {"person_id": walker} for walker in used])
    round_.roll_hash = _print(session, round_)
    session.flush()


def _print(session: Session, round_: Round) -> str:
    """The fingerprint of the roll as it is asked: door, head (a running number), area in 0.01 m², share in 分, who pays it."""
    rows = find_consents(session, round_.id)
    heads = number_heads({one.household_id: one.head for one in rows})
    return fingerprint((one.label, heads[one.household_id], one.area, one.share, one.payer) for one in rows)


def _blank(round_: Round) -> dict[str, Any]:
    nothing = {"answer": Answer.UNASKED, "own": False, "void": False, "reason": "", "absences": 0}
    return nothing | {"community_id": round_.community_id, "round_id": round_.id}


def _standing(position: int, stake: Stake, head: str, walker: int | None) -> dict[str, Any]:
    where = {"household_id": stake.household, "position": position, "label": stake.label, "area": stake.area}
    where |= {"share": stake.share, "payer": stake.payer}
    return where | {"head": head, "pays": pays(stake), "canvasser_id": walker}


def pays(stake: Stake) -> bool:
    """Whether a household has a share, whoever pays it."""
    return stake.share > 0 and not stake.out


def find_canvassers(session: Session, path: str) -> Sequence[int]:
    """The building leaders at, below or above a place, nearest to its doors first."""
    posts = find_posts(session, Role.LEADER, path)
    below = [person for person, where in posts if where.startswith(path)]
    return list(dict.fromkeys(below or [person for person, _ in reversed(posts)]))


def find_helpers(session: Session, path: str) -> dict[str, int]:
    """Name → person of those who hold a post at or above a place, or below it, and may be asked to walk."""
    query = (
        select(Person.name, Person.id).join(Appointment, Appointment.person_id == Person.id).join(Place, Place.id == Appointment.place_id)
    )
    query = query.where(Appointment.until.is_(None), Person.name != "")
    found = list(session.execute(query.where(Place.id.in_(ids_of(path)))).tuples().all())
    found += session.execute(query.where(under(Place.path)), span(path)).tuples().all()
    return dict(found)


# ---------------------------------------------------------------- looking up


def lock_round(session: Session, round_: int) -> Round | None:
    return session.get(Round, round_, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Round | None:
    return session.scalars(select(Round).where(Round.community_id == community, Round.number == number)).one_or_none()


def find_live(session: Session, plan: int) -> Round | None:
    """The round that is on about a plan."""
    return session.scalars(select(Round).where(Round.plan_id == plan, text(_LIVE))).one_or_none()


def lock_consent(session: Session, consent: int) -> tuple[Round, Consent] | None:
    """A household's standing with its round; the round is the lock, so that one answer is counted after the other."""
    found = session.get(Consent, consent)
    round_ = lock_round(session, found.round_id) if found else None
    found = session.get(Consent, consent, populate_existing=True) if round_ else None
    return (round_, found) if round_ and found else None


def find_consents(session: Session, round_: int) -> Sequence[Consent]:
    """Every household of a round, by staircase."""
    query = select(Consent).where(Consent.round_id == round_).order_by(Consent.position)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def find_walks(session: Session, round_: int) -> Sequence[Walk]:
    return session.scalars(select(Walk).where(Walk.round_id == round_).order_by(Walk.id)).all()


def find_walk(session: Session, round_: int, person: int) -> Walk | None:
    return session.scalars(select(Walk).where(Walk.round_id == round_, Walk.person_id == person)).one_or_none()


def find_walked(session: Session, person: int) -> Sequence[Round]:
    """The rounds that are on in which somebody canvasses."""
    query = select(Round).join(Walk, Walk.round_id == Round.id).where(Walk.person_id == person, Round.stage.in_(sorted(LIVE)))
    return session.scalars(query.order_by(Round.id)).all()


def find_over(session: Session, community: int) -> Sequence[Round]:
    """The rounds of a community that are on, newest first."""
    query = select(Round).where(Round.community_id == community, Round.stage.in_(sorted(LIVE)))
    return session.scalars(query.order_by(Round.number.desc())).all()


def find_own(session: Session, households: Sequence[int]) -> Sequence[tuple[Round, Consent]]:
    """Where these households stand in the rounds that are on, newest first."""
    query = select(Round, Consent).join(Consent, Consent.round_id == Round.id).where(Consent.household_id.in_(households))
    return list(session.execute(query.where(Round.stage.in_(sorted(LIVE))).order_by(Round.id.desc(), Consent.position)).tuples().all())


def voices(rows: Sequence[Consent], proofs: Mapping[int, Proof] = MappingProxyType({})) -> list[Voice]:
    """What the rules count; `proofs` where it matters by what an answer is known to be the household's."""
    return [
        Voice(one.household_id, one.head, one.area, one.answer, one.pays, one.absences, proofs.get(one.household_id, Proof.ENTERED))
        for one in rows
    ]


def find_proofs(session: Session, round_: int) -> dict[int, Proof]:
    """Household → by what its own answer is known to be its owner's; what a canvasser entered is not among them."""
    query = select(Tie.household_id, Tie.bond, Tie.evidence).join(
        Consent, (Consent.household_id == Tie.household_id) & (Consent.by_person_id == Tie.person_id)
    )
    found = session.execute(query.where(Consent.round_id == round_, Consent.own).order_by(Tie.id))
    return {home: proof_of(Way.PRESS, STANDS[bond], evidence) for home, bond, evidence in found}


# ---------------------------------------------------------------- answers


def goes_before(session: Session, consent: Consent, person: int) -> bool:
    """Whether what the household said itself is the word of somebody who stands above this person: an owner, where they are a proxy."""
    said_by = consent.by_person_id if consent.own else None
    both = (Tie.household_id == consent.household_id) & Tie.person_id.in_([said_by, person]) & Tie.until.is_(None)
    stand = {who: STANDS[bond] for who, bond in session.execute(select(Tie.person_id, Tie.bond).where(both))}
    return said_by in stand and person in stand and stand[said_by] > stand[person]


def enter(session: Session, consent: Consent, move: Move, *, by: int, own: bool, reason: str, now: datetime) -> None:
    """Enter where a household stands now; the round is locked and the rules have said yes."""
    consent.answer, consent.own, consent.by_person_id, consent.at, consent.void = move.to, own, by, now, False
    consent.reason = reason
    consent.absences += 1 if move.counts else 0
    session.flush()


def follow_version(session: Session, round_: Round, version: PlanVersion, stakes: Sequence[Stake]) -> list[Consent]:
    """This version is asked about from now on: the answers of the households whose terms it changes are void; gives those that had one.

    Others carry over. Who is new in the plan is asked by whoever walks the last stretch.
    """
    rows = {one.household_id: one for one in find_consents(session, round_.id)}
    new = [stake for stake in stakes if stake.household not in rows]
    known = [(rows[stake.household], stake) for stake in stakes if stake.household in rows]
    changed = [(one, stake) for one, stake in known if _terms(one) != (stake.share, stake.payer, pays(stake))]
    answered = [one for one, _ in changed if one.answer not in UNREACHED]
    for one in answered:
        one.answer, one.own, one.void, one.reason = Answer.UNASKED, False, True, ""
    walkers = {one.position: one.canvasser_id for one in rows.values() if one.canvasser_id is not None}
    for one, stake in changed:
        if one.canvasser_id is None and walkers:  # who did not pay before was on nobody's list
            one.canvasser_id = walkers[min(walkers, key=lambda position: abs(position - one.position))]
        one.share, one.payer, one.pays = stake.share, stake.payer, pays(stake)
    round_.version = version.number
    session.flush()
    if new:
        heads, last = find_heads(session, round_.path), max(rows.values(), key=lambda one: one.position)
        common = _blank(round_)
        places = enumerate(new, last.position + 1)
        session.execute(consents.insert(), [common | _standing(n, one, heads[one.household], last.canvasser_id) for n, one in places])
    round_.roll_hash = _print(session, round_)
    session.flush()
    return answered


def _terms(one: Consent) -> tuple[int, str, bool]:
    return one.share, one.payer, one.pays


# ---------------------------------------------------------------- objections


def object_(session: Session, consent: Consent, reason: str, now: datetime) -> Objection:
    """What a household has against it: a new objection, or the one it has, with the reason as told last."""
    row: dict[str, Any] = {"community_id": consent.community_id, "round_id": consent.round_id, "household_id": consent.household_id}
    row |= {"label": consent.label, "reason": reason, "state": Talk.OPEN, "opened_at": now}
    new = insert(session, objections).values(row)
    session.execute(new.on_conflict_do_nothing(index_elements=["round_id", "household_id"], index_where=text(_UNSETTLED)))
    found = find_objection(session, consent.round_id, consent.household_id)
    if found is None:
        raise LookupError("an objection that was just made")
    found.reason = reason or found.reason
    session.flush()
    return found


def find_reasons(session: Session, person: int) -> list[str]:
    """What somebody gave as the reason of their own household."""
    return list(session.scalars(select(Consent.reason).where(Consent.by_person_id == person, Consent.own)))


def forget_reasons(session: Session, person: int) -> None:
    """What somebody gave as the reason of their own household goes; how it stands is the household's and stays."""
    mine = select(Consent).where(Consent.by_person_id == person, Consent.own)
    for one in session.scalars(mine).all():
        one.reason = ""
        own = (Objection.round_id == one.round_id) & (Objection.household_id == one.household_id)
        session.execute(update(Objection).where(own).values(reason=""))
    session.flush()


def find_objection(session: Session, round_: int, household: int) -> Objection | None:
    """What a household has against it that is not settled."""
    query = select(Objection).where(Objection.round_id == round_, Objection.household_id == household, text(_UNSETTLED))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_objections(session: Session, round_: int) -> Sequence[Objection]:
    return session.scalars(select(Objection).where(Objection.round_id == round_).order_by(Objection.id)).all()


def count_talks(session: Session, round_: int) -> Mapping[Talk, int]:
    query = select(Objection.state, func.count()).where(Objection.round_id == round_).group_by(Objection.state)
    return dict(session.execute(query).tuples().all())


def find_name(session: Session, person: int) -> str:
    found = session.get(Person, person)
    return found.name if found else ""


def find_mediator(session: Session, objection: Objection) -> Person | None:
    return session.get(Person, objection.mediator_id) if objection.mediator_id else None
