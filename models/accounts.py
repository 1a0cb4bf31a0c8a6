"""Several accounts of one person: whoever writes on two channels brings the second along with a code."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.chats import Chat
from models.people import Account, Person
from models.rules.codes import BITS, code_of, digest

LASTS = timedelta(hours=1)


class AccountCode(Base):
    """What a person says on their other account, once; a person has one at a time."""

    __tablename__ = "account_codes"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


def make_code(session: Session, person: int, now: datetime) -> str:
    """A new code for this person's next account, as it is read out; the one before is dead."""
    forget_codes(session, person)
    code = code_of(secrets.randbits(BITS))
    session.add(AccountCode(person_id=person, digest=digest(code), expires_at=now + LASTS))
    session.flush()
    return code


def use_code(session: Session, code: str, now: datetime) -> Person | None:
    """Whose code this is; of many who say it one wins. None when it is wrong, used or expired."""
    good = (AccountCode.digest == digest(code)) & (AccountCode.expires_at > now)
    won = session.execute(delete(AccountCode).where(good).returning(AccountCode.person_id)).one_or_none()
    return session.get_one(Person, won.person_id) if won is not None else None


def bring_along(session: Session, newcomer: Person, person: Person, now: datetime) -> None:
    """The accounts and private chats of somebody of whom nothing else is kept are this person's from now on."""
    session.execute(update(Account).where(Account.person_id == newcomer.id).values(person_id=person.id))
    session.execute(update(Chat).where(Chat.person_id == newcomer.id).values(person_id=person.id))
    person.name = person.name or newcomer.name
    newcomer.name, newcomer.forgotten_at = "", now
    forget_codes(session, newcomer.id)
    session.flush()


def forget_codes(session: Session, person: int) -> None:
    session.execute(delete(AccountCode).where(AccountCode.person_id == person))
