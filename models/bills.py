"""Bills: who was told what their household pays, once; and the register of what treasurers have seen paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.plans import Plan, PlanVersion, find_deciders
from models.rules.plans import Stake

_DUE = "written_at IS NULL"


class Bill(Base):
    """That somebody is to be told what their household pays by a version: once, which the key says; written when its letter was."""

    __tablename__ = "bills"
    __table_args__ = (
        UniqueConstraint("version_id", "household_id", "person_id"),
        Index("ix_bills_due", "version_id", "id", sqlite_where=text(_DUE), postgresql_where=text(_DUE)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime | None]


class Payment(Base):
    """Money a treasurer has seen; what was wrong is struck through and stays."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index("ix_payments_household", "plan_id", "household_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    amount: Mapped[int]
    note: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[datetime]
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    struck_at: Mapped[datetime | None]
    struck_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    struck_because: Mapped[str] = mapped_column(String(100), default="")


bills: Table = Bill.__table__  # type: ignore[assignment]


class Account(NamedTuple):
    """What a household owes by the version that holds, and what was seen paid, in 分."""

    stake: Stake
    owed: int
    paid: int

    @property
    def rest(self) -> int:
        """Still to be paid; negative when too much was."""
        return self.owed - self.paid


# ---------------------------------------------------------------- bills


def note_due(session: Session, version: PlanVersion, stakes: Iterable[Stake]) -> set[int]:
    """Bills to be written to whoever decides for these households; gives the households in which nobody is known."""
    households = [stake.household for stake in stakes]
    deciders = find_deciders(session, households)
    rows = [
        {"community_id": version.community_id, "version_id": version.id, "household_id": home, "person_id": person}
        for home in households
        for person in deciders.get(home, ())
    ]
    if rows:
        session.execute(insert(session, bills).values(rows).on_conflict_do_nothing())
    return set(households) - set(deciders)


def take_due(session: Session, version: int, now: datetime, most: int) -> list[Bill]:
    """The next bills to be written, which are taken as written: they are nobody else's any more."""
    due = select(Bill.id).where(Bill.version_id == version, text(_DUE)).order_by(Bill.id).limit(most)
    ids = list(session.scalars(due.with_for_update(skip_locked=True)))
    taken = update(Bill).where(Bill.id.in_(ids), Bill.written_at.is_(None)).values(written_at=now).returning(Bill.id)
    mine = list(session.scalars(taken))
    return list(session.scalars(select(Bill).where(Bill.id.in_(mine)).order_by(Bill.id)))


# ---------------------------------------------------------------- the register


def pay(session: Session, plan: Plan, household: int, amount: int, by: int, now: datetime, note: str = "") -> Payment:
    """Enter what was seen paid under the next number; the plan is locked."""
    plan.receipts += 1
    row = {"community_id": plan.community_id, "plan_id": plan.id, "household_id": household, "by_person_id": by}
    payment = Payment(**row, number=plan.receipts, amount=amount, note=note, at=now, struck_because="")
    session.add(payment)
    session.flush()
    return payment


def find_payment(session: Session, plan: int, number: int) -> Payment | None:
    query = select(Payment).where(Payment.plan_id == plan, Payment.number == number)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def strike(session: Session, payment: Payment, by: int, because: str, now: datetime) -> None:
    """Strike a payment through: it stays to be read and counts no more."""
    payment.struck_at, payment.struck_by_id, payment.struck_because = now, by, because
    session.flush()


def find_payments(session: Session, plan: int, household: int) -> Sequence[Payment]:
    """Everything entered for a household, struck through or not, oldest first."""
    query = select(Payment).where(Payment.plan_id == plan, Payment.household_id == household)
    return session.scalars(query.order_by(Payment.number)).all()


def find_paid(session: Session, plan: int) -> dict[int, int]:
    """Household → what was seen paid, in 分; what is struck through is not."""
    query = select(Payment.household_id, func.sum(Payment.amount)).where(Payment.plan_id == plan, Payment.struck_at.is_(None))
    return {household: int(paid) for household, paid in session.execute(query.group_by(Payment.household_id))}


def accounts(stakes: Sequence[Stake], paid: dict[int, int]) -> list[Account]:
    """Where each household stands; one whose share somebody else pays owes nothing itself."""
    return [Account(stake, 0 if stake.payer else stake.share, paid.get(stake.household, 0)) for stake in stakes]


def account(session: Session, plan: Plan, stake: Stake) -> Account:
    paid = sum(one.amount for one in find_payments(session, plan.id, stake.household) if one.struck_at is None)
    return Account(stake, 0 if stake.payer else stake.share, paid)
