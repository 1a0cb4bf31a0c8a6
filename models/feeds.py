"""日历订阅: links to a calendar that a telephone asks for by itself; only a link's digest is stored."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.places import Path, Place
from models.rules.codes import digest

LASTS = timedelta(days=400)
BYTES = 32
"""256 bits: nobody guesses one."""


class Feed(Base):
    """A calendar of a place; with a person also theirs. Good until it expires or is revoked."""

    __tablename__ = "feeds"
    __table_args__ = (Index("ix_feeds_maker", "maker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    maker_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


def make_feed(session: Session, place: Place, maker: int, now: datetime, *, own: bool) -> str:
    """A new link's token, in place of what its maker had of that kind; nobody can read it out of the table afterwards."""
    revoke(session, maker, now, own=own)
    token = secrets.token_urlsafe(BYTES)
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path}
    until = {"made_at": now, "expires_at": now + LASTS}
    session.add(Feed(person_id=maker if own else None, maker_id=maker, digest=digest(token), **where, **until))
    session.flush()
    return token


def revoke(session: Session, maker: int, now: datetime, *, own: bool | None = None) -> int:
    """Links of theirs that lead nowhere from now on: their own, those of the community, or both; how many."""
    query = update(Feed).where(Feed.maker_id == maker, Feed.revoked_at.is_(None))
    if own is not None:
        query = query.where(Feed.person_id.is_not(None) if own else Feed.person_id.is_(None))
    return len(session.scalars(query.values(revoked_at=now).returning(Feed.id)).all())


def find_feed(session: Session, digest_: str, now: datetime) -> Feed | None:
    """The live link with this digest."""
    query = select(Feed).where(Feed.digest == digest_, Feed.revoked_at.is_(None), Feed.expires_at > now)
    return session.scalars(query).one_or_none()


def forget_feeds(session: Session, person: int) -> None:
    session.execute(delete(Feed).where(Feed.maker_id == person))
