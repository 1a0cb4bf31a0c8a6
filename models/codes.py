"""One-time joining codes: stored as digests, won by one person, dead as soon as a group has seen them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.people import Bond, Evidence
from models.places import Place
from models.rules.codes import BITS, code_of, digest, find_code

TRIES = 5
"""Wrong tries a person has in an hour."""
LASTS = 60
"""Days a code is good for."""


class JoinCode(Base):
    """A code printed for one household."""

    __tablename__ = "join_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    bond: Mapped[Bond] = mapped_column(choice(Bond), default=Bond.FAMILY)
    evidence: Mapped[Evidence] = mapped_column(choice(Evidence), default=Evidence.SAID)
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    dead_at: Mapped[datetime | None]


class CodeTry(Base):
    """A wrong try; too many in an hour and the next must wait."""

    __tablename__ = "code_tries"
    __table_args__ = (Index("ix_code_tries_who", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]


def looks_like_code(text: str) -> str | None:
    """The code inside a sentence, as it is printed; None when there is none."""
    return find_code(text)


def make_code(
    session: Session, household: Place, now: datetime, days: int = LASTS, bond: Bond = Bond.FAMILY, evidence: Evidence = Evidence.SAID
) -> str:
    """A new code that ties to a household, as it is printed; nobody can read it out of the database afterwards.

    A proxy is known as well as the owner who gave the code away (`evidence`).
    """
    code = code_of(secrets.randbits(BITS))
    row: dict[str, Any] = {"household_id": household.id, "bond": bond, "evidence": evidence, "digest": digest(code)}
    session.add(JoinCode(community_id=household.community_id, made_at=now, expires_at=now + timedelta(days=days), **row))
    session.flush()
    return code


def use_code(session: Session, code: str, person: int, now: datetime) -> tuple[Place, Bond, Evidence] | None:
    """Win a code's household, how one belongs to it and how well that is known; of many at once exactly one wins.

    None when it is wrong, used, dead or expired.
    """
    good = (JoinCode.digest == digest(code)) & JoinCode.used_at.is_(None) & JoinCode.dead_at.is_(None) & (JoinCode.expires_at > now)
    taken = update(JoinCode).where(good).values(used_at=now, used_by=person)
    won = session.execute(taken.returning(JoinCode.household_id, JoinCode.bond, JoinCode.evidence)).one_or_none()
    return (session.get_one(Place, won.household_id), won.bond, won.evidence) if won is not None else None


def find_home(session: Session, code: str, now: datetime) -> Place | None:
    """Whose a live code is; it stays unused."""
    live = (JoinCode.digest == digest(code)) & JoinCode.used_at.is_(None) & JoinCode.dead_at.is_(None) & (JoinCode.expires_at > now)
    return session.scalars(select(Place).join(JoinCode, JoinCode.household_id == Place.id).where(live)).one_or_none()


def kill_code(session: Session, code: str, now: datetime) -> bool:
    """A code that was seen in a group is dead; False when there was no live one."""
    live = (JoinCode.digest == digest(code)) & JoinCode.used_at.is_(None) & JoinCode.dead_at.is_(None)
    return session.execute(update(JoinCode).where(live).values(dead_at=now).returning(JoinCode.id)).first() is not None


def kill_codes(session: Session, household: int, bond: Bond, now: datetime) -> None:
    """The codes of a household that tie in this way and nobody has used are dead."""
    unused = (JoinCode.household_id == household) & (JoinCode.bond == bond) & JoinCode.used_at.is_(None) & JoinCode.dead_at.is_(None)
    session.execute(update(JoinCode).where(unused).values(dead_at=now))


def may_try(session: Session, who: str, now: datetime) -> bool:
    """Whether this account may try another code: at most five wrong ones an hour."""
    query = select(func.count()).select_from(CodeTry).where(CodeTry.who == who, CodeTry.at > now - timedelta(hours=1))
    return (session.scalar(query) or 0) < TRIES


def note_try(session: Session, who: str, now: datetime) -> None:
    """Count a wrong try."""
    session.add(CodeTry(who=who, at=now))
    session.flush()
