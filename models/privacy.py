"""What is kept about a person, and forgetting them: the name, the accounts and the words go, the household's rows stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import journal, matters, people
from models.chats import Chat
from models.machinery import Letter, Question
from models.matters import Follower
from models.people import Account, Appointment, Person, Tie


def find_kept(session: Session, person: int) -> list[tuple[str, str]]:
    """(kind, words) of everything kept about a person."""
    who = session.get(Person, person)
    accounts = [f"{a.channel}:{a.external}" for a in people.find_accounts(session, person)]
    homes = [home.name for home in people.find_homes(session, person)]
    roles = [f"{place.name} {role.value}" for role, place in people.find_appointments(session, person)]
    reported = [f"#{m.number} {m.words}" for m in matters.find_reported(session, person, 100)]
    follows = session.scalar(select(func.count()).select_from(Follower).where(Follower.person_id == person)) or 0
    kept = [("name", who.name if who else ""), *(("account", a) for a in accounts), *(("home", h) for h in homes)]
    return [*kept, *(("role", r) for r in roles), *(("matter", m) for m in reported), ("follows", str(follows))]


def forget(session: Session, person: Person, now: datetime) -> None:
    """Forget a person. The row stays without a name, so that counts and chains still stand."""
    matters.forget_reporter(session, person.id)
    journal.forget_words(session, person.id)
    for table in (Tie, Appointment):
        session.execute(update(table).where(table.person_id == person.id, table.until.is_(None)).values(until=now))
    mine = select(Chat.id).where(Chat.person_id == person.id)
    session.execute(update(Letter).where(Letter.chat_id.in_(mine), Letter.sent_at.is_not(None)).values(body=None))
    session.execute(delete(Question).where(Question.person_id == person.id))
    session.execute(update(Chat).where(Chat.person_id == person.id).values(person_id=None, title=""))
    session.execute(delete(Account).where(Account.person_id == person.id))
    person.name, person.language, person.forgotten_at = "", "", now
    session.flush()
