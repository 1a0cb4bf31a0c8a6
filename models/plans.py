"""Cost plans: their versions, what each household has at stake in each, the bills that told it, and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, insert
from models.people import Bond, Tie
from models.places import Household, Level, Path, Place, find_above, ids_of, span, under
from models.rules.plan_words import PlanKind, Terms, as_plan
from models.rules.plans import Stake, meant
from models.rules.share_plans import read_plan
from models.rules.shares import Infeasible, share_out
from models.series import take_number

DECIDERS = (Bond.OWNER, Bond.CO_OWNER, Bond.PROXY)
"""Who gets a household's bill; where none of them is known, its family."""


class Plan(Base):
    """A published plan; `version` is the number of the one that holds."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("community_id", "number"), Index("ix_plans_place", "place_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[PlanKind] = mapped_column(choice(PlanKind))
    version: Mapped[int] = mapped_column(default=0)
    receipts: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime]
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))

    @property
    def subject(self) -> str:
        return f"plan:{self.id}"


class PlanVersion(Base):
    """What was published once and never changes; money in 分."""

    __tablename__ = "plan_versions"
    __table_args__ = (UniqueConstraint("plan_id", "number"), CheckConstraint("net >= 0 AND net <= total", name="net_within_total"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    terms: Mapped[dict[str, Any]]
    total: Mapped[int]
    net: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))


class PlanShare(Base):
    """A household in a version; `late_at` when it joined after the others had shared."""

    __tablename__ = "plan_shares"
    __table_args__ = (CheckConstraint("share >= 0", name="share_not_negative"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True, index=True)
    community_id: Mapped[int]
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(80))
    floor: Mapped[int]
    area: Mapped[int]
    weight: Mapped[str] = mapped_column(String(80))
    share: Mapped[int]
    payer: Mapped[str] = mapped_column(String(40), default="")
    out: Mapped[bool] = mapped_column(default=False)
    late_at: Mapped[datetime | None]


class PlanDraft(Base):
    """What somebody has filled in of a plan so far; one each, it waits until it is published or thrown away."""

    __tablename__ = "plan_drafts"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    terms: Mapped[dict[str, Any]]
    at: Mapped[datetime]


shares: Table = PlanShare.__table__  # type: ignore[assignment]


class Counted(NamedTuple):
    """A plan that was counted: money in 分, and each household in the order of the staircase."""

    total: int
    net: int
    stakes: list[Stake]
    capped: tuple[str, ...]


# ---------------------------------------------------------------- counting


def find_labels(session: Session, place: Place) -> list[tuple[Household, str]]:
    """The households at and below a place with what they are called there (`1单元502`), by staircase, then floor."""
    query = select(Place, Household).join(Household, Household.place_id == Place.id).where(under(Place.path))
    rows = session.execute(query.order_by(Place.parent_id, Household.floor, Place.id), span(place.path)).all()
    named = {one.id: one.name for one in session.scalars(select(Place).where(under(Place.path)), span(place.path))}
    upper = len(ids_of(place.path))
    units = {home.parent_id for home, _ in rows}
    skip = upper if len(units) > 1 or place.level is not Level.BUILDING else upper + 1  # with one staircase, doors say enough
    return [(household, "".join(named[id_] for id_ in ids_of(home.path)[skip:]) or home.name) for home, household in rows]


def count(session: Session, place: Place, terms: Terms) -> Counted:
    """Share out by these terms among the households there; Infeasible says why it cannot be done."""
    return _count([(one.place_id, label, one.floor, one.area) for one, label in find_labels(session, place)], terms)


def count_again(stakes: Sequence[Stake], terms: Terms) -> list[Stake]:
    """The same households by other terms: what they were when the plan was made, whatever has become of them since."""
    return _count([(one.household, one.label, one.floor, one.area) for one in stakes], terms).stakes


def _count(homes: Sequence[tuple[int, str, int, int]], terms: Terms) -> Counted:
    out = set(terms.get("out", ()))
    plan = read_plan(as_plan(terms, [_told(label, floor, area) for _, label, floor, area in homes if label not in out]))
    shared, payers = share_out(plan), dict(plan.waivers)
    stakes = []
    for id_, label, floor, area in homes:
        weight, share = shared.weights.get(label, Fraction(0)), shared.shares.get(label, 0)
        stakes.append(Stake(id_, label, floor, area, weight, share, payers.get(label, "") if share else "", label in out))
    return Counted(plan.total, shared.net, stakes, shared.capped)


def _told(label: str, floor: int, area: int) -> Terms:
    return {"label": label, "floor": floor} | ({"area": f"{area // 100}.{area % 100:02}"} if area else {})


def settle_labels(session: Session, place: Place, terms: Terms) -> Terms:
    """The terms with the doors they name written as they are called there; Infeasible names the first that is none, or several."""
    labels = [label for _, label in find_labels(session, place)]
    waivers = [one | {"label": _one(labels, one["label"])} for one in terms.get("waivers", [])]
    return terms | {"waivers": waivers, "out": sorted({_one(labels, label) for label in terms.get("out", [])})}


def _one(labels: Iterable[str], said: str) -> str:
    found = meant(labels, said)
    if len(found) != 1:
        raise Infeasible("label-several" if found else "label-unknown", label=said)
    return found[0]


# ---------------------------------------------------------------- publishing


def publish(
    session: Session, place: Place, terms: Terms, counted: Counted, by: int, now: datetime, plan: Plan | None = None
) -> PlanVersion:
    """A new plan with the next number of the community, or the next version of this one, which is locked."""
    if plan is None:
        number = take_number(session, Plan, place.community_id)
        row = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "by_person_id": by, "published_at": now}
        plan = Plan(**row, number=number, version=0, receipts=0, kind=PlanKind(terms.get("kind", PlanKind.BUILD)))
        session.add(plan)
        session.flush()
    plan.version, plan.title = plan.version + 1, terms.get("title", "")
    version = PlanVersion(
        community_id=plan.community_id, plan_id=plan.id, number=plan.version, terms=terms, total=counted.total, net=counted.net,
        reason=terms.get("reason", ""), at=now, by_person_id=by,
    )  # fmt: skip
    session.add(version)
    session.flush()
    rows = [_row(version, position, stake) for position, stake in enumerate(counted.stakes)]
    session.execute(shares.insert(), rows)
    return version


def _row(version: PlanVersion, position: int, stake: Stake) -> dict[str, Any]:
    kept = {"label": stake.label, "floor": stake.floor, "area": stake.area, "weight": str(stake.weight), "share": stake.share}
    whose = {"version_id": version.id, "household_id": stake.household, "community_id": version.community_id, "position": position}
    return whose | kept | {"payer": stake.payer, "out": stake.out, "late_at": None}


def join_late(session: Session, version: PlanVersion, stake: Stake, now: datetime) -> None:
    """A household that was out pays from now on what it would have paid from the start; nobody else's share changes."""
    row = session.get_one(PlanShare, (version.id, stake.household))
    row.weight, row.share, row.out, row.late_at = str(stake.weight), stake.share, False, now
    session.flush()


# ---------------------------------------------------------------- looking up


def lock_plan(session: Session, plan: int) -> Plan | None:
    return session.get(Plan, plan, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Plan | None:
    return session.scalars(select(Plan).where(Plan.community_id == community, Plan.number == number)).one_or_none()


def find_plans(session: Session, community: int) -> Sequence[Plan]:
    """Every plan of a community, newest first."""
    return session.scalars(select(Plan).where(Plan.community_id == community).order_by(Plan.number.desc())).all()


def find_over(session: Session, path: str) -> Sequence[Plan]:
    """The plans that a place has part in, newest first."""
    return session.scalars(select(Plan).where(Plan.place_id.in_(ids_of(path))).order_by(Plan.id.desc())).all()


def find_version(session: Session, plan: Plan, number: int = 0) -> PlanVersion:
    """A version of a plan; the one that holds when none is named."""
    query = select(PlanVersion).where(PlanVersion.plan_id == plan.id, PlanVersion.number == (number or plan.version))
    return session.scalars(query).one()


def find_stakes(session: Session, version: PlanVersion) -> list[Stake]:
    """What each household has at stake, in the order of the staircase."""
    query = select(PlanShare).where(PlanShare.version_id == version.id).order_by(PlanShare.position)
    return [_as_stake(row) for row in session.scalars(query)]


def find_stake(session: Session, version: PlanVersion, household: int) -> Stake | None:
    row = session.get(PlanShare, (version.id, household))
    return _as_stake(row) if row else None


def _as_stake(row: PlanShare) -> Stake:
    return Stake(row.household_id, row.label, row.floor, row.area, Fraction(row.weight), row.share, row.payer, row.out)


def find_late(session: Session, version: PlanVersion) -> Sequence[str]:
    """The labels of those that joined late."""
    query = select(PlanShare.label).where(PlanShare.version_id == version.id, PlanShare.late_at.is_not(None))
    return session.scalars(query.order_by(PlanShare.position)).all()


def find_deciders(session: Session, households: Sequence[int]) -> dict[int, list[int]]:
    """Household → who decides for it and pays: owners, co-owners, proxies; its family where none of them is known; never tenants."""
    query = select(Tie.household_id, Tie.person_id, Tie.bond).where(Tie.household_id.in_(households), Tie.until.is_(None))
    tied = session.execute(query.where(Tie.bond != Bond.TENANT).order_by(Tie.id)).all()
    sure = {household for household, _, bond in tied if bond in DECIDERS}
    found: dict[int, list[int]] = {}
    for household, person, bond in tied:
        if bond in DECIDERS or household not in sure:
            found.setdefault(household, []).append(person)
    return found


def find_deciders_of(session: Session, household: int) -> list[int]:
    """Who decides for one household."""
    return find_deciders(session, [household]).get(household, [])


def find_members(session: Session, households: Sequence[int]) -> dict[int, set[int]]:
    """Household → everybody who belongs to it and may see what it pays: all but tenants."""
    query = select(Tie.household_id, Tie.person_id).where(Tie.household_id.in_(households), Tie.until.is_(None), Tie.bond != Bond.TENANT)
    found: dict[int, set[int]] = {}
    for household, person in session.execute(query):
        found.setdefault(household, set()).add(person)
    return found


def public_place(session: Session, plan: Plan) -> str:
    """Where a plan is, as it is said in public."""
    place = session.get_one(Place, plan.place_id)
    return "".join(one.name for one in find_above(session, place) if one.level in (Level.BUILDING, Level.UNIT)) or place.name


# ---------------------------------------------------------------- drafts


def find_draft(session: Session, person: int) -> Terms | None:
    draft = session.get(PlanDraft, person, populate_existing=True)
    return dict(draft.terms) if draft else None


def keep_draft(session: Session, person: int, terms: Terms, now: datetime, community: int = 0) -> None:
    row = {"terms": terms, "at": now, "community_id": community}
    new = insert(session, PlanDraft).values(person_id=person, **row)
    session.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=row))


def drop_draft(session: Session, person: int) -> bool:
    """Throw a draft away; False when there was none."""
    gone = delete(PlanDraft).where(PlanDraft.person_id == person).returning(PlanDraft.person_id)
    return session.execute(gone).first() is not None
