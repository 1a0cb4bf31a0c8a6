"""The journal: what happened is entered once, what became true is a link in its subject's chain, what failed waits to be replayed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models.base import direct, written
from models.machinery import Journal, Result
from models.prepared import Prepared, named

PRUNED_AT_ONCE = 5000
journal: Table = Journal.__table__  # type: ignore[assignment]
_ENTER = Prepared(
    postgresql.insert(journal)
    .values(named("key", "at", "act", "result", "raw") | {"community_id": literal(0)})
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(journal.c.id)
)
_LAST = select(journal.c.seq, journal.c.link).where(journal.c.subject == bindparam("subject")).order_by(journal.c.seq.desc()).limit(1)
_RECORD = Prepared(
    journal.insert().values(named("community_id", "at", "act", "person_id", "subject", "seq", "detail", "salt", "digest", "link"))
)


def enter(
    session: Session, key: str, at: datetime, act: str | None = None, result: Result = Result.HANDLED, raw: bytes | None = None
) -> int | None:
    """Enter something that happened; its id, or None when it was entered before. The conflict is the answer, never a row count."""
    added = _ENTER.run(session, {"key": key[:255], "at": at, "act": act, "result": result, "raw": raw})
    return added[0][0] if added else None


def close_entry(session: Session, entry: int, result: Result, act: str, **more: Any) -> None:
    """Say what became of an entry when it was not simply handled."""
    direct(session).execute(update(journal).where(journal.c.id == entry).values(result=result, act=act[:60], **more))


def record(
    session: Session,
    subject: str,
    act: str,
    at: datetime,
    *,
    community: int = 0,
    person: int | None = None,
    new: bool = False,
    **detail: Any,
) -> str:
    """Add a fact to a subject's chain and give its link. `new` promises that the subject has no chain yet (saves the look).

    What the words are is covered by a salted digest, so that a person can be forgotten (words and salt go) and the chain still verifies.
    """
    last = None if new else direct(session).execute(_LAST, {"subject": subject}).first()
    seq, before = (last.seq + 1, last.link) if last else (1, subject)
    salt = secrets.token_hex(8)
    digest = digest_of(salt, detail)
    link = link_of(before, seq, act, at, digest)
    row = {"community_id": community, "at": at, "act": act, "person_id": person, "subject": subject, "seq": seq}
    _RECORD.run(session, {**row, "detail": detail, "salt": salt, "digest": digest, "link": link})
    return link


def digest_of(salt: str, detail: dict[str, Any]) -> str:
    return hashlib.sha256(salt.encode() + msgspec.json.encode(detail, order="deterministic")).hexdigest()


def link_of(before: str, seq: int, act: str, at: datetime, digest: str) -> str:
    return hashlib.sha256(f"{before}|{seq}|{act}|{at.isoformat()}|{digest}".encode()).hexdigest()


def find_history(session: Session, subject: str) -> Sequence[Any]:
    """The facts about a subject, oldest first: at, act, person_id, detail."""
    query = select(journal.c.at, journal.c.act, journal.c.person_id, journal.c.detail).where(journal.c.subject == subject)
    return session.execute(query.order_by(journal.c.seq)).all()


def find_broken(session: Session) -> Iterator[str]:
    """One line for every link that does not follow from the one before or does not cover what it says."""
    query = select(Journal).where(Journal.subject.is_not(None)).order_by(Journal.subject, Journal.seq)
    before, subject, expected = "", "", 1
    for fact in session.scalars(query.execution_options(yield_per=1000)):
        if fact.subject != subject:
            subject, before, expected = str(fact.subject), str(fact.subject), 1
        if fact.seq != expected or fact.link != link_of(before, expected, str(fact.act), fact.at, str(fact.digest)):
            yield f"{subject} link {fact.seq}: does not follow from the one before"
        elif fact.salt and fact.digest != digest_of(fact.salt, fact.detail or {}):
            yield f"{subject} link {fact.seq}: its words were changed"
        before, expected = str(fact.link), expected + 1


def count_facts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(journal).where(journal.c.subject.is_not(None))) or 0


def forget_words(session: Session, person: int) -> int:
    """Take a person's words out of the journal; the links stay and still verify. Gives how many facts lost their words."""
    facts = session.scalars(select(journal.c.id).where(journal.c.person_id == person, journal.c.subject.is_not(None))).all()
    session.execute(update(journal).where(journal.c.person_id == person).values(detail=None, salt=None, raw=None, person_id=None))
    return len(facts)


def forget_subject(session: Session, subject: str) -> None:
    """Take the words out of all that others wrote about a subject; the links stay and still verify."""
    session.execute(update(journal).where(journal.c.subject == subject).values(detail=None, salt=None))


def find_dead(session: Session) -> Sequence[Journal]:
    """What failed or could not be read, oldest first."""
    query = select(Journal).where(written(Journal.result, Result.FAILED, Result.QUARANTINED))
    return session.scalars(query.order_by(Journal.id)).all()


def prune(session: Session, before: datetime) -> int:
    """Drop old entries that carry no fact and no failure; a provider repeats itself for a day at most. Gives how many went."""
    old = (journal.c.at < before) & journal.c.subject.is_(None) & journal.c.result.in_([Result.HANDLED, Result.REFUSED, Result.SKIPPED])
    ids = session.scalars(select(journal.c.id).where(old).limit(PRUNED_AT_ONCE)).all()
    session.execute(delete(journal).where(journal.c.id.in_(ids)))
    return len(ids)
