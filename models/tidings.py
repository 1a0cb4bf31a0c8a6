"""Tidings: lines a group has not asked for. Those said are counted; those kept back wait for the first free moment or for the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Table, bindparam, delete, exists, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, direct
from models.chats import Chat
from models.messaging import Post
from models.prepared import Prepared, named

KEPT = "said_at IS NULL AND subject <> ''"
REMEMBERED = timedelta(days=2)
"""What was said is counted for an hour; kept a little longer, so that one can see why a line waited."""


class Tiding(Base):
    """A line: said at `said_at`, or waiting. `goes` says that it goes by itself as soon as it may; else the digest takes it along.

    About one subject only the newest waits in a chat. What waits without a body is the card of its subject.
    """

    __tablename__ = "tidings"
    __table_args__ = (
        Index("uq_tidings_subject", "subject", "chat_id", unique=True, sqlite_where=text(KEPT), postgresql_where=text(KEPT)),
        Index("ix_tidings_said", "chat_id", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    subject: Mapped[str] = mapped_column(String(60), default="")
    body: Mapped[dict[str, Any] | None]
    goes: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    said_at: Mapped[datetime | None]


tidings: Table = Tiding.__table__  # type: ignore[assignment]
_HERE = tidings.c.chat_id == bindparam("chat")
_LOCK = select(Chat.id).where(Chat.id == bindparam("chat")).with_for_update(key_share=True)
_SAID = select(tidings.c.said_at).where(_HERE, tidings.c.said_at > bindparam("since")).order_by(tidings.c.said_at)
_GOING = Prepared(select(exists().where(_HERE, tidings.c.said_at.is_(None), tidings.c.goes)))
_DROP = Prepared(delete(tidings).where(text(KEPT), tidings.c.subject == bindparam("about"), _HERE))
_ADD = Prepared(tidings.insert().values(named("community_id", "chat_id", "subject", "body", "goes", "at", "said_at")))


def lock_chat(session: Session, chat: int) -> None:
    """Nobody else decides what this chat is told until the transaction ends; SQLite has one writer anyway."""
    connection = direct(session)
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"chat": chat})


def find_said(session: Session, chat: int, since: datetime) -> list[datetime]:
    """When this chat was told something since then, oldest first."""
    return list(direct(session).scalars(_SAID, {"chat": chat, "since": since}))


def anything_going(session: Session, chat: int) -> bool:
    """Whether something waits here that goes by itself, and therefore before what comes later."""
    [(found,)] = _GOING.run(session, {"chat": chat})
    return bool(found)


def drop_older(session: Session, chat: int, subject: str) -> None:
    """What waits about this subject is overtaken by something newer."""
    if subject:
        _DROP.run(session, {"chat": chat, "about": subject})


def note_said(session: Session, chat: Chat, now: datetime) -> None:
    """A line that is said now, for the count."""
    _ADD.run(session, {**_row(chat, now), "said_at": now})


def keep(session: Session, chat: Chat, now: datetime, subject: str, post: Post | None, goes: bool) -> None:
    """A line that waits; without a post it is the card of its subject."""
    _ADD.run(session, {**_row(chat, now), "subject": subject, "body": post and post.as_json(), "goes": goes})


def _row(chat: Chat, now: datetime) -> dict[str, Any]:
    return {
        "chat_id": chat.id,
        "community_id": chat.community_id,
        "subject": "",
        "body": None,
        "goes": False,
        "at": now,
        "said_at": None,
    }


def find_waiting(session: Session, chat: int, goes: bool) -> Sequence[Tiding]:
    """What waits in a chat, for its moment or for the digest, oldest first."""
    query = select(Tiding).where(Tiding.chat_id == chat, Tiding.said_at.is_(None), Tiding.goes.is_(goes))
    return session.scalars(query.order_by(Tiding.id)).all()


def drop(session: Session, waiting: Sequence[Tiding]) -> None:
    """These were told in other words."""
    session.execute(delete(tidings).where(tidings.c.id.in_([one.id for one in waiting])))


def let_rest(session: Session, subject: str) -> None:
    """What waits about this subject asks nothing any more: it is left to the digest. A card that nobody saw need not be shown."""
    query = select(Tiding).where(text(KEPT), Tiding.subject == subject, Tiding.goes)
    for waiting in session.scalars(query).all():
        if waiting.body is None:
            session.delete(waiting)
        else:
            waiting.goes, waiting.body = False, {**waiting.body, "lines": [], "buttons": []}
    session.flush()


def prune(session: Session, community: int, now: datetime) -> None:
    """Forget what was said long ago."""
    groups = select(Chat.id).where(Chat.community_id == community)
    old = (tidings.c.said_at < now - REMEMBERED) & tidings.c.chat_id.in_(groups)
    session.execute(delete(tidings).where(old))


def retell(session: Session, told: Mapping[str, str]) -> None:
    """What waits tells of somebody only what may stand there instead."""
    for waiting in session.scalars(select(Tiding).where(Tiding.said_at.is_(None))):
        body = waiting.body
        if body is None:
            continue
        waiting.body = {**body, "title": _instead(body["title"], told), "lines": [_instead(line, told) for line in body["lines"]]}
    session.flush()


def _instead(said: str, told: Mapping[str, str]) -> str:
    for piece in sorted(told, key=len, reverse=True):
        said = said.replace(piece, told[piece])
    return said
