"""接龙 as stored: one row a chain, its lines within it; the row is the lock of all who write into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.chats import Chat
from models.places import Path, Place
from models.rules.chains import Entry, key_of
from models.series import take_number

_OPEN = text("closed_at IS NULL")


class Chain(Base):
    """A chain of one group. `lines` are [name, words, person or none]; numbers are a series of their own."""

    __tablename__ = "chains"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_chains_open", "chat_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(80))
    lines: Mapped[list[Any]] = mapped_column(default=list)
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"chain:{self.id}"

    @property
    def entries(self) -> list[Entry]:
        return [Entry(name, words) for name, words, _ in self.lines]


def open_chain(session: Session, place: Place, chat: Chat, title: str, person: int | None, now: datetime) -> Chain:
    """A new chain of this group."""
    where = {"community_id": place.community_id, "path": place.path, "chat_id": chat.id}
    number = take_number(session, Chain, place.community_id)
    chain = Chain(number=number, title=title, by_person_id=person, opened_at=now, lines=[], **where)
    session.add(chain)
    session.flush()
    return chain


def lock_chain(session: Session, chain: int) -> Chain | None:
    return session.get(Chain, chain, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Chain | None:
    return session.scalars(select(Chain).where(Chain.community_id == community, Chain.number == number)).one_or_none()


def find_open(session: Session, chat: int) -> Sequence[Chain]:
    """The open chains of a group, newest first."""
    query = select(Chain).where(Chain.chat_id == chat, Chain.closed_at.is_(None)).order_by(Chain.id.desc())
    return session.scalars(query).all()


def lock_titled(session: Session, chat: int, title: str) -> Chain | None:
    """The open chain of that title in a group, for writing."""
    found = next((chain for chain in find_open(session, chat) if key_of(chain.title) == key_of(title)), None)
    return lock_chain(session, found.id) if found else None


def set_entries(session: Session, chain: Chain, entries: Sequence[Entry], mine: dict[str, int | None] | None = None) -> None:
    """Write a chain's lines; who joined by their own account stays known, `mine` says whose the new lines are."""
    known = {key_of(name): person for name, _, person in chain.lines} | (mine or {})
    chain.lines = [[entry.name, entry.words, known.get(key_of(entry.name))] for entry in entries]
    session.flush()


def forget_lines(session: Session, person: int, name: str, nameless: str) -> None:
    """Somebody's lines, and those that name them, lose the name and the words; the line itself stays counted as one."""
    for chain in session.scalars(select(Chain).execution_options(yield_per=200)):
        theirs = [whose == person or (len(name) > 1 and name in f"{chain.title} {who} {words}") for who, words, whose in chain.lines]
        if any(theirs):
            chain.lines = [[nameless, "", None] if gone else line for gone, line in zip(theirs, chain.lines, strict=True)]
        if len(name) > 1:
            chain.title = chain.title.replace(name, nameless)
    session.flush()
