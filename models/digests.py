"""Digests: until when a community has been told what moved, and what has moved since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, bindparam, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, direct, insert, written
from models.chats import Chat, Kind
from models.machinery import Card
from models.matters import Listed, Matter
from models.places import Community, span, under
from models.rules.matters import OPEN, State

SOLVED = (State.DONE, State.CONFIRMED, State.UNCONFIRMED)


class Digest(Base):
    """Until when a community's digests have told, and the last number given then."""

    __tablename__ = "digests"

    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    until: Mapped[datetime]
    number: Mapped[int]


class Moved(NamedTuple):
    """A matter that moved."""

    id: int
    number: int
    path: str
    title: str


def begin(session: Session, community: int, since: datetime) -> datetime:
    """Until when a community has been told; when it never was, from that moment on."""
    row = insert(session, Digest).values(community_id=community, until=since, number=0)
    session.execute(row.on_conflict_do_nothing())
    return session.scalars(select(Digest.until).where(Digest.community_id == community)).one()


def mark_told(session: Session, community: int, now: datetime) -> None:
    """Everything until now has been told."""
    last = session.scalar(select(Community.last_number).where(Community.id == community)) or 0
    row = insert(session, Digest).values(community_id=community, until=now, number=last)
    session.execute(row.on_conflict_do_update(index_elements=["community_id"], set_={"until": now, "number": last}))


def find_groups(session: Session, community: int) -> Sequence[Chat]:
    """The residents' groups of a community that can be written to."""
    query = select(Chat).where(Chat.community_id == community, Chat.kind == Kind.RESIDENTS, Chat.place_id.is_not(None))
    return session.scalars(query.where(Chat.parked.is_(None)).order_by(Chat.id)).all()


_WHAT = [getattr(Matter, name) for name in Moved._fields]
_IN = Matter.community_id == bindparam("community")
_SINCE: Any = bindparam("since")
_OPEN = written(Matter.state, *sorted(OPEN))
# Each is one stretch of an index, and no matter is in two of them.
_SOLVED = select(*_WHAT).where(_IN, Matter.done_at >= _SINCE, written(Matter.state, *SOLVED)).order_by(Matter.done_at.desc())
_TAKEN = select(*_WHAT).where(_IN, Matter.accepted_at >= _SINCE, _OPEN).order_by(Matter.accepted_at.desc())
_NEW = (
    select(*_WHAT)
    .where(_IN, Matter.number > bindparam("number"), Matter.registered_at >= _SINCE, Matter.accepted_at.is_(None), _OPEN)
    .order_by(Matter.number.desc())
)
_NEWEST = (
    select(*(getattr(Matter, name) for name in Listed._fields))
    .where(_IN, _OPEN, under(Matter.path))
    .order_by(Matter.number.desc())
    .limit(bindparam("limit"))
)


def find_moved(session: Session, community: int, since: datetime) -> dict[str, list[Moved]]:
    """What was solved, taken up and newly reported since then, the newest first; each matter stands once."""
    last = session.scalar(select(Digest.number).where(Digest.community_id == community)) or 0
    asked: dict[str, Any] = {"community": community, "since": since, "number": last}
    connection = direct(session)
    found = (("solved", _SOLVED), ("taken", _TAKEN), ("new", _NEW))
    return {name: [Moved._make(row) for row in connection.execute(query, asked)] for name, query in found}


def find_newest_open(session: Session, community: int, path: str, limit: int) -> list[Listed]:
    """The open matters at a place or below it, newest first."""
    asked = {"community": community, "limit": limit, **span(path)}
    return [Listed._make(row) for row in direct(session).execute(_NEWEST, asked)]


def find_pinned(session: Session, community: int) -> Sequence[tuple[Chat, str]]:
    """The groups of a community that have their place's board, and its subject."""
    of_place = text("cards.subject = 'board:' || chats.place_id")
    query = select(Chat, Card.subject).join(Card, Card.chat_id == Chat.id).where(of_place, Chat.community_id == community)
    return [(chat, subject) for chat, subject in session.execute(query.order_by(Chat.id))]
