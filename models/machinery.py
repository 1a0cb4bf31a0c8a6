"""The machinery's rows: the journal of what happened, letters to deliver, living cards, timers, open questions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Key, choice, insert

OPEN = "state IN ('waiting', 'sending')"
ABOUT = "card_id IS NULL AND about <> ''"
DEAD = "result IN ('failed', 'quarantined')"


class Result(StrEnum):
    """What became of a journaled happening."""

    HANDLED = "handled"
    REFUSED = "refused"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    REPLAYED = "replayed"
    SKIPPED = "skipped"


class Journal(Base):
    """Dedupe, audit trail and dead letters in one table.

    A row with `key` is something that happened: a second one with the same key cannot be. A row with `subject` is a fact about it:
    the `seq`-th link of the subject's chain, `digest` covering what it says and `previous` the link before.
    """

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("key"),
        UniqueConstraint("subject", "seq"),
        Index(
            "ix_journal_dead",
            "id",
            sqlite_where=text(DEAD),
            postgresql_where=text(DEAD),
        ),
        Index("ix_journal_old", "at", sqlite_where=text("subject IS NULL"), postgresql_where=text("subject IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(Key)
    act: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[Result | None] = mapped_column(choice(Result))
    person_id: Mapped[int | None]
    subject: Mapped[str | None] = mapped_column(String(60))
    seq: Mapped[int | None]
    detail: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str | None] = mapped_column(String(64))
    link: Mapped[str | None] = mapped_column(String(64))
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)


class Delivery(StrEnum):
    """Delivery class: what may be done when nobody knows whether a letter arrived.

    A post goes once more. A notice and money never go again by themselves: the operator confirms or resends. A card is its newest state.
    """

    POST = "post"
    NOTICE = "notice"
    MONEY = "money"
    CARD = "card"


class Stage(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    DROPPED = "dropped"


class Letter(Base):
    """Something to deliver to a chat. Lower `rank` goes first: 0 answers a person, 1 tells of a change, 2 is bulk."""

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_open", "chat_id", "state", "rank", "id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_letters_sent", "sent_at"),
        Index("ix_letters_about", "about", "created_at", sqlite_where=text(ABOUT), postgresql_where=text(ABOUT)),
        Index(
            "uq_letters_card", "card_id", unique=True, sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")
        ),
        Index(
            "ix_letters_unknown",
            "id",
            sqlite_where=text("state IN ('unknown', 'rejected')"),
            postgresql_where=text("state IN ('unknown', 'rejected')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    delivery: Mapped[Delivery] = mapped_column(choice(Delivery))
    rank: Mapped[int]
    body: Mapped[dict[str, Any] | None]
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id"))
    about: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    message: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[str | None] = mapped_column(String(200))


class Card(Base):
    """A living message: one per subject and chat, edited in place. `shown` is the digest of what it shows now."""

    __tablename__ = "cards"
    __table_args__ = (UniqueConstraint("subject", "chat_id"), Index("ix_cards_message", "chat_id", "message"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    subject: Mapped[str] = mapped_column(String(60))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    reply_to: Mapped[str] = mapped_column(String(40), default="")
    message: Mapped[str | None] = mapped_column(String(40))
    shown: Mapped[str | None] = mapped_column(String(64))
    edited_at: Mapped[datetime | None]
    reposted: Mapped[int] = mapped_column(default=0)


class Late(StrEnum):
    """What a timer does when its moment has passed by more than a while: say so, skip it, or run only the newest of its kind."""

    SAY = "say"
    SKIP = "skip"
    COLLAPSE = "collapse"


class Timer(Base):
    """A moment to come back to a subject. Fired, it is an event on the same road; unique per (name, subject, due_at)."""

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("name", "subject", "due_at"),
        Index("ix_timers_due", "due_at", sqlite_where=text("fired_at IS NULL"), postgresql_where=text("fired_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[datetime]
    late: Mapped[Late] = mapped_column(choice(Late), default=Late.SAY)
    fired_at: Mapped[datetime | None]


class Question(Base):
    """An open question in a chat: whose answer (0: anybody's), which capability takes it, what is filled so far."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("chat_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    person_id: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(String(60))
    filled: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Flag(Base):
    """A switch of the whole installation, such as `held`: a restored database sends nothing until it is resumed."""

    __tablename__ = "flags"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


def set_flag(session: Session, name: str, value: str) -> None:
    """Set a switch, or set it anew; several processes may do so at once."""
    row = insert(session, Flag).values(name=name, value=value)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
