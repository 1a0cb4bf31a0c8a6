"""Calls: departments summoned to a matter, what each answered, what was talked over (domain §2, 呼叫/报到)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, choice
from models.rules.calls import Answer, CallKind, CallLevel


class Department(Base):
    """A unit that can be called: 城管, 公安, 环保. `lead` is the street's own, who hears of a second refusal."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("community_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    name: Mapped[str] = mapped_column(String(40))
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    lead: Mapped[bool] = mapped_column(default=False)


class Contact(Base):
    """Whom a department is called through: a person with an account, or one who answers through one-time links."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)


class Call(Base):
    """One calling of departments to a matter; a matter may see several, numbered by `turn`."""

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("matter_id", "turn"),
        Index("ix_calls_called", "community_id", "called_at"),
        Index("ix_calls_due", "community_id", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"))
    turn: Mapped[int]
    level: Mapped[CallLevel] = mapped_column(choice(CallLevel))
    kind: Mapped[CallKind] = mapped_column(choice(CallKind))
    reason: Mapped[str] = mapped_column(String(300), default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    called_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Summons(Base):
    """One department in one call, and where it stands."""

    __tablename__ = "summons"
    __table_args__ = (UniqueConstraint("call_id", "department_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    state: Mapped[Answer] = mapped_column(choice(Answer), default=Answer.CALLED)
    signed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    promised_for: Mapped[datetime | None]
    promise: Mapped[str] = mapped_column(String(300), default="")
    broken: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    refused_for: Mapped[str] = mapped_column(String(80), default="")
