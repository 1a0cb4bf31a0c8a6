"""Calls: departments summoned to a matter, what each answered, what was talked over (domain §2, 呼叫/报到)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import chats, people
from models.base import Base, choice, insert
from models.chats import Kind
from models.matters import Matter
from models.people import Account, Person
from models.places import Place
from models.rules.calls import AT_WORK, Answer, CallKind, CallLevel, match_name
from models.rules.codes import BITS, code_of, digest

CHANNEL = "link"
"""The channel of those who answer by one-time links; nothing is ever sent there."""
CODE_LASTS = timedelta(days=14)
_OPEN = text("closed_at IS NULL")


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
    """Whom a department is called through: a person with an account, or one who answers through one-time links.

    `code` is the digest of a joining code that waits for the contact's own account; `until` ends it.
    """

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_until: Mapped[datetime | None]
    until: Mapped[datetime | None]


class Call(Base):
    """One calling of departments to a matter; a matter may see several, numbered by `turn`, of which one is open.

    While its matter is put off it stands still; whoever has not come by then has as much time left afterwards.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("matter_id", "turn"),
        Index("ix_calls_called", "community_id", "called_at"),
        Index("uq_calls_open", "matter_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
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
    stands_since: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Summons(Base):
    """One department in one call, and where it stands.

    `due_at` is the call's, or a later one of its own for a department that was added, sent for by another or assigned by the street.
    `unsigned_at` and `late_at` are when it was reminded to sign and to come, each once.
    `promised_for` is nine in the morning of the promised day; `broken` counts the promised days that passed unkept.
    """

    __tablename__ = "summons"
    __table_args__ = (UniqueConstraint("call_id", "department_id"), Index("ix_summons_due", "community_id", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), index=True)
    state: Mapped[Answer] = mapped_column(choice(Answer), default=Answer.CALLED)
    called_at: Mapped[datetime]
    due_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    promised_for: Mapped[datetime | None]
    promise: Mapped[str] = mapped_column(String(300), default="")
    broken: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    refused_for: Mapped[str] = mapped_column(String(80), default="")
    assigned_at: Mapped[datetime | None]
    unsigned_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """What cards and timers are about."""
        return f"summons:{self.id}"


class Talk(Base):
    """A round of talks (会商) in a call, open until its minutes are written."""

    __tablename__ = "talks"
    __table_args__ = (
        UniqueConstraint("call_id", "round"),
        Index("uq_talks_open", "call_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    round: Mapped[int]
    opened_at: Mapped[datetime]
    minutes: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Summoned:
    """A department in a call, with all that one asks of it; it is where its matter is."""

    summons: Summons
    department: Department
    call: Call
    matter: Matter

    @property
    def path(self) -> str:
        return self.matter.path


# ---------------------------------------------------------------- departments and whom they are called through


def find_departments(session: Session, community: int) -> Sequence[Department]:
    return session.scalars(select(Department).where(Department.community_id == community).order_by(Department.id)).all()


def add_department(session: Session, community: int, name: str) -> bool:
    """A new department; False when there is one of this name (the conflict is the answer)."""
    row = insert(session, Department).values(community_id=community, name=name, aliases=[], lead=False)
    return session.execute(row.on_conflict_do_nothing().returning(Department.id)).scalar_one_or_none() is not None


def names_of(departments: Sequence[Department]) -> dict[int, Sequence[str]]:
    """What each department may be called."""
    return {one.id: (one.name, *one.aliases) for one in departments}


def named(departments: Sequence[Department], said: str) -> Department | None:
    """The department that is meant."""
    found = match_name(said, names_of(departments))
    return next((one for one in departments if one.id == found), None)


def find_contacts(session: Session, *departments: int) -> Sequence[Contact]:
    """Whom these departments are called through now."""
    return session.scalars(
        select(Contact).where(Contact.department_id.in_(departments), Contact.until.is_(None)).order_by(Contact.id)
    ).all()


def find_leads(session: Session, community: int) -> Sequence[Contact]:
    """Whom the street's own departments are called through."""
    leads = select(Department.id).where(Department.community_id == community, Department.lead.is_(True))
    return session.scalars(select(Contact).where(Contact.department_id.in_(leads), Contact.until.is_(None)).order_by(Contact.id)).all()


def add_contact(session: Session, department: Department, name: str, person: int | None = None) -> Contact:
    """A contact of a department; somebody who is one already is the same one under the new name."""
    there = find_contacts(session, department.id)
    known = [one for one in there if (one.person_id == person if person else one.name == name)]
    contact = known[0] if known else Contact(community_id=department.community_id, department_id=department.id)
    contact.name, contact.person_id = name[:80], person or contact.person_id
    session.add(contact)
    session.flush()
    return contact


def make_contact_code(session: Session, contact: Contact, now: datetime) -> str:
    """A code with which the contact's own account is tied to it, as it is printed; the one before is void."""
    code = code_of(secrets.randbits(BITS))
    contact.code, contact.code_until = digest(code), now + CODE_LASTS
    session.flush()
    return code


def use_contact_code(session: Session, code: str, now: datetime) -> Contact | None:
    """Win the contact of a code, once; None when it is wrong, used or expired."""
    good = (Contact.code == digest(code)) & (Contact.code_until > now) & Contact.until.is_(None)
    won = session.execute(update(Contact).where(good).values(code=None).returning(Contact.id)).scalar_one_or_none()
    return session.get(Contact, won, populate_existing=True) if won is not None else None


def kill_contact_code(session: Session, code: str) -> bool:
    """A code that a group has seen is void; False when there was none."""
    dead = update(Contact).where(Contact.code == digest(code)).values(code=None).returning(Contact.id)
    return session.execute(dead).first() is not None


def tie_contact(session: Session, contact: Contact, person: int) -> None:
    """The contact is this person from now on, on the links they were given as well."""
    account = session.scalars(select(Account).where(Account.channel == CHANNEL, Account.external == external_of(contact))).one_or_none()
    if account is not None:
        account.person_id = person
    contact.person_id = person
    session.flush()


def external_of(contact: Contact) -> str:
    """A contact's own account on the channel of links."""
    return f"contact:{contact.id}"


def open_account(session: Session, contact: Contact, now: datetime) -> str:
    """A contact's account on the channel of links, made if there is none, and where it speaks. The name stays with the contact."""
    external = external_of(contact)
    if people.find_person(session, CHANNEL, external) is None:
        if contact.person_id is None:
            contact.person_id = people.add_person(session, "", now, CHANNEL, external).id
        else:
            session.add(Account(channel=CHANNEL, external=external, person_id=contact.person_id))
        chats.add_chat(session, CHANNEL, external, Kind.UNBOUND).community_id = contact.community_id
        session.flush()
    return external


def find_roots(session: Session, community: int) -> Sequence[Place]:
    """The highest places of a community."""
    return session.scalars(select(Place).where(Place.community_id == community, Place.parent_id.is_(None)).order_by(Place.id)).all()


def find_served(session: Session, person: int) -> Sequence[Department]:
    """The departments this person answers for now."""
    query = select(Department).join(Contact, Contact.department_id == Department.id)
    return session.scalars(query.where(Contact.person_id == person, Contact.until.is_(None)).order_by(Department.id)).all()


def find_names(session: Session, person: int) -> Sequence[str]:
    """What this person is called as a contact."""
    return session.scalars(select(Contact.name).where(Contact.person_id == person)).all()


def forget_contact(session: Session, person: Person, now: datetime) -> None:
    """A person answers for no department any more, and their name goes."""
    mine = update(Contact).where(Contact.person_id == person.id)
    session.execute(mine.values(name="", person_id=None, code=None, until=func.coalesce(Contact.until, now)))


# ---------------------------------------------------------------- calls


def find_open_call(session: Session, matter: int) -> Call | None:
    return session.scalars(select(Call).where(Call.matter_id == matter, _OPEN)).one_or_none()


def find_last_call(session: Session, matter: Matter) -> Call | None:
    """The newest call of a matter; its counter says which."""
    return session.scalars(select(Call).where(Call.matter_id == matter.id, Call.turn == matter.calls)).one_or_none()


def open_call(session: Session, matter: Matter, **said: Any) -> Call:
    """A matter's next call. The matter is locked; two turns of one number are a conflict all the same."""
    matter.calls += 1
    call = Call(community_id=matter.community_id, matter_id=matter.id, turn=matter.calls, **said)
    session.add(call)
    session.flush()
    return call


def carry(session: Session, call: Call, into: Matter) -> None:
    """The open call is the other matter's from now on. Both matters are locked, and the other has none open."""
    session.flush()
    into.calls += 1
    call.matter_id, call.turn = into.id, into.calls
    session.flush()


def add_summons(session: Session, call: Call, department: Department, now: datetime, due: datetime, **more: Any) -> Summons | None:
    """A department in a call; None when it has been called there already (the conflict is the answer)."""
    row = {"community_id": call.community_id, "call_id": call.id, "department_id": department.id, "state": Answer.CALLED}
    row |= {"called_at": now, "due_at": due, "promise": "", "broken": 0, "refused_for": ""}
    new = insert(session, Summons).values(row | more)
    added = session.execute(new.on_conflict_do_nothing().returning(Summons.id)).scalar_one_or_none()
    return session.get(Summons, added) if added is not None else None


_SUMMONED = (
    select(Summons, Department, Call, Matter)
    .join(Department, Department.id == Summons.department_id)
    .join(Call, Call.id == Summons.call_id)
    .join(Matter, Matter.id == Call.matter_id)
)


def find_summoned(session: Session, summons: int) -> Summoned | None:
    """One summons."""
    found = session.execute(_SUMMONED.where(Summons.id == summons)).one_or_none()
    return Summoned(*found) if found else None


def lock_summoned(session: Session, summons: int) -> Summoned | None:
    """One summons freshly read, its matter locked first as everywhere."""
    query = select(Call.matter_id).join(Summons, Summons.call_id == Call.id).where(Summons.id == summons)
    matter = session.scalar(query)
    if matter is None or session.get(Matter, matter, with_for_update=True, populate_existing=True) is None:
        return None
    found = session.execute(_SUMMONED.where(Summons.id == summons).execution_options(populate_existing=True)).one_or_none()
    if found is not None and found[3].id != matter:  # merged into another meanwhile
        return lock_summoned(session, summons)
    return Summoned(*found) if found else None


def find_all_summoned(session: Session, call: Call) -> list[Summoned]:
    """The departments of a call, in the order they were called."""
    query = _SUMMONED.where(Summons.call_id == call.id).order_by(Summons.id)
    return [Summoned(*row) for row in session.execute(query)]


def find_resting_on(session: Session, person: int) -> list[Summoned]:
    """What is open of departments that are called through this person alone."""
    alone = [one.id for one in find_served(session, person) if len(find_contacts(session, one.id)) == 1]
    query = _SUMMONED.where(Summons.department_id.in_(alone), Call.closed_at.is_(None), Summons.state.in_(sorted(AT_WORK)))
    return [Summoned(*row) for row in session.execute(query.order_by(Summons.id))]


def go_on(session: Session, call: Call, now: datetime) -> list[Summoned]:
    """What stood still goes on: whoever has not come yet has the time they had left. Gives those."""
    stood = now - (call.stands_since or now)
    call.stands_since = None
    waited = [one for one in find_all_summoned(session, call) if one.summons.arrived_at is None and one.summons.state in AT_WORK]
    for one in waited:
        one.summons.due_at += stood
    session.flush()
    return waited


def find_summons(session: Session, call: int) -> list[tuple[Summons, str]]:
    """(summons, department's name) of a call, in the order they were called."""
    query = select(Summons, Department.name).join(Department, Department.id == Summons.department_id)
    return [(row, name) for row, name in session.execute(query.where(Summons.call_id == call).order_by(Summons.id))]


# ---------------------------------------------------------------- talks


def open_talk(session: Session, call: Call, now: datetime) -> tuple[int, bool]:
    """The open round's number, and whether it was opened now. One is open at a time; the matter is locked."""
    talks = find_talks(session, call.id)
    if talks and talks[-1].closed_at is None:
        return talks[-1].round, False
    session.add(Talk(community_id=call.community_id, call_id=call.id, round=len(talks) + 1, opened_at=now))
    session.flush()
    return len(talks) + 1, True


def close_talk(session: Session, call: Call, minutes: str, now: datetime) -> int:
    """Write the minutes of the open round, or of one nobody has announced; gives its number."""
    number, _ = open_talk(session, call, now)
    mine = (Talk.call_id == call.id) & (Talk.round == number)
    session.execute(update(Talk).where(mine).values(minutes=minutes, closed_at=now))
    return number


def find_talks(session: Session, call: int) -> Sequence[Talk]:
    """The rounds of a call, first round first."""
    return session.scalars(select(Talk).where(Talk.call_id == call).order_by(Talk.round)).all()


def find_open_talk(session: Session, call: int) -> int | None:
    """The number of the round that is open."""
    return session.scalars(select(Talk.round).where(Talk.call_id == call, _OPEN)).one_or_none()
