"""What the WeCom channel must remember beyond its process: how a chat can be answered, what was sent, which streams are open."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Index, String, Text, cast, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert

REPLY = timedelta(hours=24)
"""So long a message can be answered by its own request (protocol A2.7)."""
ANSWER = timedelta(hours=1)
"""So long an answering address is good, once (A3.4)."""
KEPT = timedelta(days=60)
"""So long a card can be pressed, and what was said be quoted."""
NONCE = timedelta(minutes=10)
"""Twice what a callback may be old."""
_SIGNS = re.compile(r"[\W_]+")
_QUOTED = 40


class WeComChat(Base):
    """A conversation: the newest message somebody said to us there and what answers it; `cards` False: cards are refused there."""

    __tablename__ = "wecom_chats"

    address: Mapped[str] = mapped_column(String(80), primary_key=True)
    private: Mapped[bool]
    req_id: Mapped[str] = mapped_column(String(200), default="")
    message: Mapped[str] = mapped_column(String(40), default="")
    heard_at: Mapped[datetime]
    answer_url: Mapped[str] = mapped_column(Text, default="")
    cards: Mapped[bool | None]
    rung: Mapped[str] = mapped_column(String(8), default="")


class WeComSent(Base):
    """Something we sent: the card whole, because WeCom does not give it back, and a digest of its words, to know it when it is quoted."""

    __tablename__ = "wecom_sent"
    __table_args__ = (Index("ix_wecom_sent_chat", "chat", "digest"), Index("ix_wecom_sent_at", "at"))

    message: Mapped[str] = mapped_column(String(40), primary_key=True)
    chat: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    card: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


class WeComStream(Base):
    """Callback mode: an answer that grows while WeCom asks for it, in whichever process."""

    __tablename__ = "wecom_streams"
    __table_args__ = (Index("ix_wecom_streams_chat", "chat", "opened_at"), Index("ix_wecom_streams_opened", "opened_at"))

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    chat: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(String(40), unique=True)
    content: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime]
    said_at: Mapped[datetime | None]
    finished: Mapped[bool] = mapped_column(default=False)


class WeComNonce(Base):
    """A callback's nonce, and which message came with it."""

    __tablename__ = "wecom_nonces"

    nonce: Mapped[str] = mapped_column(String(128), primary_key=True)
    message: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


# ---------------------------------------------------------------- conversations


def note_heard(
    session: Session, address: str, private: bool, message: str, now: datetime, *, req_id: str = "", answer_url: str = ""
) -> None:
    """The newest message of a conversation, and what answers it."""
    row = {"private": private, "req_id": req_id[:200], "message": message, "heard_at": now, "answer_url": answer_url}
    new = insert(session, WeComChat).values(address=address, rung="", **row)
    session.execute(new.on_conflict_do_update(index_elements=["address"], set_=row))


def find_chat(session: Session, address: str) -> WeComChat | None:
    return session.get(WeComChat, address)


def note_way(session: Session, address: str, rung: str) -> None:
    """By which rung of the ladder a chat is reached."""
    session.execute(update(WeComChat).where(WeComChat.address == address).values(rung=rung))


def refuse_cards(session: Session, address: str) -> None:
    """Cards are refused in this chat: words from now on."""
    session.execute(update(WeComChat).where(WeComChat.address == address).values(cards=False))


def take_answer_url(session: Session, address: str, now: datetime) -> str:
    """The address that answers once; of many who ask one gets it. Empty when there is none."""
    chat = session.get(WeComChat, address, with_for_update=True, populate_existing=True)
    if chat is None or not chat.answer_url or chat.heard_at + ANSWER <= now:
        return ""
    found, chat.answer_url = chat.answer_url, ""
    return found


# ---------------------------------------------------------------- what was sent


def keep_sent(session: Session, chat: str, message: str, text: str, now: datetime, card: dict[str, Any] | None = None) -> None:
    session.add(WeComSent(message=message, chat=chat, digest=digest_of(text), card=card, at=now))


def find_card(session: Session, chat: str, task: str) -> dict[str, Any] | None:
    """The whole card that was sent to this chat under this task id."""
    found = session.get(WeComSent, task)
    return found.card if found is not None and found.chat == chat else None


def find_quoted(session: Session, chat: str, quote: str) -> str:
    """The newest message of ours that these quoted words are; empty when it is none."""
    said = (WeComSent.chat == chat) & (WeComSent.digest == digest_of(quote))
    return session.scalars(select(WeComSent.message).where(said).order_by(WeComSent.at.desc()).limit(1)).first() or ""


def digest_of(text: str) -> str:
    """A text known again by its first letters, however a screen broke or marked it."""
    return sha256(_SIGNS.sub("", text)[:_QUOTED].encode("utf-8", "replace")).hexdigest()


# ---------------------------------------------------------------- streams (callback mode)


def open_stream(session: Session, id_: str, chat: str, message: str, now: datetime) -> WeComStream:
    """The stream that answers a message; the one there is when the message came before."""
    row = {"id": id_, "chat": chat, "message": message, "content": "", "opened_at": now, "finished": False}
    session.execute(insert(session, WeComStream).values(**row).on_conflict_do_nothing())
    return session.scalars(select(WeComStream).where(WeComStream.message == message)).one()


def find_stream(session: Session, id_: str) -> WeComStream | None:
    return session.get(WeComStream, id_)


def add_to_stream(
    session: Session, chat: str, reply_to: str, text: str, now: datetime, *, opened: datetime, alive: datetime, most: int
) -> str:
    """Say more in the open stream of a chat: the one that answers `reply_to`, else the newest. Its id; empty when none has room for it.

    One in which nothing has happened since `alive` would be closed, were it still asked for: what is said there nobody would read.
    """
    open_ = (WeComStream.opened_at > opened) & (func.coalesce(WeComStream.said_at, WeComStream.opened_at) > alive)
    query = select(WeComStream).where(WeComStream.chat == chat, open_, WeComStream.finished.is_(False))
    query = query.order_by(WeComStream.opened_at.desc(), WeComStream.id).with_for_update()
    found = session.scalars(query, execution_options={"populate_existing": True}).all()
    stream = next((one for one in found if one.message == reply_to), found[0] if found else None)
    if stream is None:
        return ""
    content = f"{stream.content}\n\n{text}" if stream.content else text
    if len(content.encode()) > most:
        return ""
    stream.content, stream.said_at = content, now
    return stream.id


def finish_stream(session: Session, id_: str) -> WeComStream:
    """Close a stream, with all that was said in it until this moment."""
    stream = session.get_one(WeComStream, id_, with_for_update=True, populate_existing=True)
    stream.finished = True
    session.flush()
    return stream


def take_nonce(session: Session, nonce: str, message: str, now: datetime) -> bool:
    """Whether this message may come with this nonce: nobody else has while a callback with it could be believed.

    The same message may once more: our answer may have been lost, and its own key keeps it from being done twice.
    """
    row = insert(session, WeComNonce).values(nonce=nonce[:128], message=message, at=now)
    free = or_(WeComNonce.at < now - NONCE, WeComNonce.message == message)
    taken = row.on_conflict_do_update(index_elements=["nonce"], set_={"message": message, "at": now}, where=free)
    return session.execute(taken.returning(WeComNonce.nonce)).first() is not None


# ---------------------------------------------------------------- what must not grow, what is forgotten


def prune(session: Session, now: datetime) -> None:
    session.execute(delete(WeComSent).where(WeComSent.at < now - KEPT))
    session.execute(delete(WeComStream).where(WeComStream.opened_at < now - timedelta(days=1)))
    session.execute(delete(WeComNonce).where(WeComNonce.at < now - NONCE))


def forget(session: Session, accounts: Sequence[str], told: Mapping[str, str]) -> None:
    """Forget a person's own conversation, and every card or answer that names them."""
    for table, chat in ((WeComChat, WeComChat.address), (WeComSent, WeComSent.chat), (WeComStream, WeComStream.chat)):
        session.execute(delete(table).where(chat.in_(accounts)))
    for piece in told:
        shown = [cast(WeComSent.card, Text).contains(words, autoescape=True) for words in _written(piece)]
        session.execute(delete(WeComSent).where(WeComSent.card.is_not(None), or_(*shown)))
        session.execute(delete(WeComStream).where(WeComStream.content.contains(piece, autoescape=True)))


def _written(piece: str) -> tuple[str, str]:
    """A piece of text as it stands in JSON: SQLite keeps it escaped, PostgreSQL does not."""
    return json.dumps(piece)[1:-1], json.dumps(piece, ensure_ascii=False)[1:-1]
