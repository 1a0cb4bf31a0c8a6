"""Open questions: a conversation is a form that fills over messages and survives a restart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from models.base import insert
from models.machinery import Question
from models.prepared import Prepared
from models.rules.choices import kept

questions: Table = Question.__table__  # type: ignore[assignment]
ANYBODY = 0
CHOICES = "choices"
"""The answer of a question that is a list of numbered buttons: `filled` says what each of its `numbers` presses, which are `newest`."""



class Asked(NamedTuple):
    """An open question as it stands; `person_id` ANYBODY is the chat's."""

    id: int
    person_id: int
    answer: str
    filled: dict[str, Any]
    asked_at: datetime


_FIND = Prepared(
    select(questions.c.id, questions.c.person_id, questions.c.answer, questions.c.filled, questions.c.asked_at)
    .where(
        questions.c.chat_id == bindparam("chat"),
        or_(questions.c.person_id == bindparam("person"), questions.c.person_id == ANYBODY),
        questions.c.expires_at > bindparam("now"),
    )
    .order_by(questions.c.asked_at.desc(), questions.c.id.desc())
)


def ask(
    session: Session,
    *,
    chat: int,
    person: int,
    answer: str,
    filled: dict[str, Any],
    now: datetime,
    expires_at: datetime,
    community: int = 0,
) -> None:
    """Open a question, in place of the one that was open to the same person there."""
    row = {"answer": answer, "filled": filled, "asked_at": now, "expires_at": expires_at, "community_id": community}
    new = insert(session, questions).values(chat_id=chat, person_id=person, **row)
    session.execute(new.on_conflict_do_update(index_elements=["chat_id", "person_id"], set_=row))


def find_questions(session: Session, chat: int, person: int, now: datetime) -> Sequence[Asked]:
    """The questions open to this person in this chat, the newest asked first."""
    return [Asked(*row) for row in _FIND.run(session, {"chat": chat, "person": person, "now": now})]


def find_choices(session: Session, chat: int, now: datetime) -> dict[str, str]:
    """What each number that may be typed in this chat presses."""
    found = find_questions(session, chat, ANYBODY, now)
    return next((dict(question.filled["numbers"]) for question in found if question.answer == CHOICES), {})


def offer_choices(session: Session, chat: int, given: dict[str, str], now: datetime, expires_at: datetime) -> None:
    """A list was numbered in this chat: what each number presses from now on; those given before keep theirs."""
    filled = {"numbers": kept(find_choices(session, chat, now), given), "newest": list(given)}
    ask(session, chat=chat, person=ANYBODY, answer=CHOICES, filled=filled, now=now, expires_at=expires_at)


def close_question(session: Session, chat: int, person: int) -> bool:
    """Close a person's question; False when none was open."""
    gone = delete(questions).where(questions.c.chat_id == chat, questions.c.person_id == person, questions.c.answer != CHOICES)
    return session.execute(gone.returning(questions.c.id)).first() is not None


def prune(session: Session, now: datetime) -> None:
    session.execute(delete(questions).where(questions.c.expires_at < now))
