"""The local web chat is its own provider: rooms, who is in them, and what was said there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

GONE = "-"
"""The author of a message that was forgotten."""


class WebRoom(Base):
    """A conversation of the web chat; `address` is the chat's address on the channel."""

    __tablename__ = "web_rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    private: Mapped[bool] = mapped_column(default=False)


class WebMember(Base):
    """An account that sits in a room; `label` is what it is (书记, 2号楼2单元101)."""

    __tablename__ = "web_members"
    __table_args__ = (UniqueConstraint("room_id", "account"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("web_rooms.id"))
    account: Mapped[str] = mapped_column(String(80), index=True)


class WebMessage(Base):
    """A message; `author` is empty for the bot."""

    __tablename__ = "web_messages"
    __table_args__ = (
        Index("ix_web_messages_room", "room_id", "id"),
        Index("ix_web_messages_pinned", "room_id", "id", sqlite_where=text("pinned"), postgresql_where=text("pinned")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("web_rooms.id"))
    author: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str]
    buttons: Mapped[list[Any]] = mapped_column(default=list)
    picture: Mapped[str] = mapped_column(String(120), default="")
    reply_to: Mapped[int | None]
    edited: Mapped[int] = mapped_column(default=0)
    pinned: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


def find_room(session: Session, address: str) -> WebRoom | None:
    return session.scalars(select(WebRoom).where(WebRoom.address == address)).one_or_none()


def open_room(session: Session, address: str, title: str, accounts: Sequence[str], private: bool = False) -> WebRoom:
    """A room with these members, made if it is not there."""
    room = find_room(session, address)
    if room is None:
        room = WebRoom(address=address, title=title, private=private)
        session.add(room)
        session.flush()
        session.add_all(WebMember(room_id=room.id, account=account) for account in accounts)
        session.flush()
    return room


def find_rooms(session: Session, account: str) -> Sequence[WebRoom]:
    """The rooms an account sits in, groups first."""
    query = select(WebRoom).join(WebMember, WebMember.room_id == WebRoom.id).where(WebMember.account == account)
    return session.scalars(query.order_by(WebRoom.private, WebRoom.id)).all()


def find_members(session: Session, room: int) -> Sequence[str]:
    return session.scalars(select(WebMember.account).where(WebMember.room_id == room)).all()


def find_messages(session: Session, room: int, limit: int = 200) -> Sequence[WebMessage]:
    """The last messages of a room, oldest first, without the forgotten."""
    query = select(WebMessage).where(WebMessage.room_id == room, WebMessage.author != GONE).order_by(WebMessage.id.desc()).limit(limit)
    return session.scalars(query).all()[::-1]


def has_picture(session: Session, address: str, picture: str) -> bool:
    """Whether somebody showed this picture in this room."""
    query = select(WebMessage.id).join(WebRoom, WebRoom.id == WebMessage.room_id).where(WebRoom.address == address)
    return session.scalars(query.where(WebMessage.picture == picture).limit(1)).first() is not None


def find_pinned(session: Session, room: int) -> WebMessage | None:
    """What was last put on top of a room."""
    query = select(WebMessage).where(WebMessage.room_id == room, text("pinned"), WebMessage.author != GONE)
    return session.scalars(query.order_by(WebMessage.id.desc()).limit(1)).first()


def add_message(session: Session, room: int, at: datetime, **fields: Any) -> WebMessage:
    message = WebMessage(room_id=room, at=at, **fields)
    session.add(message)
    session.flush()
    return message


def edit_message(session: Session, message: int, words: str, buttons: list[Any]) -> WebMessage | None:
    """Change what a message shows; None when it is not there any more."""
    found = session.get(WebMessage, message, with_for_update=True)
    if found is not None:
        found.text, found.buttons, found.edited = words, buttons, found.edited + 1
        session.flush()
    return found


def forget_account(session: Session, account: str) -> None:
    """What an account said anywhere goes, and all that was said in its private rooms."""
    alone = select(WebRoom.id).join(WebMember, WebMember.room_id == WebRoom.id).where(WebRoom.private, WebMember.account == account)
    _empty(session, or_(WebMessage.author == account, WebMessage.room_id.in_(alone)))


def empty_room(session: Session, address: str) -> None:
    """All that was said in a room goes."""
    _empty(session, WebMessage.room_id.in_(select(WebRoom.id).where(WebRoom.address == address)))


def _empty(session: Session, which: ColumnElement[bool]) -> None:
    """The rows stay: a message's number is a key of the journal, and SQLite gives the number of a deleted last row again."""
    session.execute(update(WebMessage).where(which).values(author=GONE, text="", buttons=[], picture=""))


def forget_quotes(session: Session, told: Mapping[str, str]) -> None:
    """What the bot told others of somebody is told without them from now on, longest piece first."""
    for piece in sorted(told, key=len, reverse=True):
        quoting = (WebMessage.author == "") & WebMessage.text.contains(piece, autoescape=True)
        session.execute(update(WebMessage).where(quoting).values(text=func.replace(WebMessage.text, piece, told[piece])))
