"""Posters and the phones that scanned them: how a resident without the app reports (the code on the wall is the building's)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import chats, people, webchat
from models.base import Base, insert
from models.chats import Chat, Kind
from models.places import Place
from models.rules.codes import digest

CHANNEL = "web"
ACCOUNT = chats.PHONE
"""What the account of a phone begins with: it is nobody one can be in the local chat."""
SECRET = 24
"""Bytes of a poster's token and of a phone's secret: 192 bits, where 128 are enough."""
_LIVE = text("dead_at IS NULL")


class Poster(Base):
    """The code on one building's wall. A new one makes the old dead."""

    __tablename__ = "posters"
    __table_args__ = (Index("uq_posters_live", "place_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    token: Mapped[str] = mapped_column(String(40), unique=True)
    made_at: Mapped[datetime]
    dead_at: Mapped[datetime | None]


class Phone(Base):
    """A phone that came by a poster or by the link of a household, known by the digest of its cookie's secret; it has a room of its own."""

    __tablename__ = "phones"
    __table_args__ = (Index("ix_phones_place", "place_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    account: Mapped[str] = mapped_column(String(80), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    since: Mapped[datetime]


class SentForm(Base):
    """A form that was sent; sent again, by a double tap or a reload, it does nothing."""

    __tablename__ = "sent_forms"

    once: Mapped[str] = mapped_column(String(40), primary_key=True)
    community_id: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(index=True)


def make_poster(session: Session, place: Place, now: datetime, anew: bool = False) -> str:
    """The token of a place's poster: the one that hangs, or a new one."""
    hanging = session.scalars(select(Poster).where(Poster.place_id == place.id, _LIVE)).one_or_none()
    if hanging is not None and not anew:
        return hanging.token
    if hanging is not None:
        hanging.dead_at = now
        session.flush()
    poster = Poster(community_id=place.community_id, place_id=place.id, token=secrets.token_urlsafe(SECRET), made_at=now)
    session.add(poster)
    session.flush()
    return poster.token


def find_poster(session: Session, token: str) -> Place | None:
    """The place whose poster this is; None for a token that is dead or was never made."""
    query = select(Place).join(Poster, Poster.place_id == Place.id).where(Poster.token == token, Poster.dead_at.is_(None))
    return session.scalars(query).one_or_none()


def open_phone(session: Session, place: Place, name: str, title: str, now: datetime) -> tuple[Phone, str]:
    """A new phone of somebody new, who speaks of this place; and the secret for its cookie, kept nowhere."""
    phone, secret = add_phone(session, place, title, now)
    person = people.add_person(session, name, now, CHANNEL, phone.account)
    mine = update(Chat).where(Chat.channel == CHANNEL, Chat.address == phone.account)
    session.execute(mine.values(person_id=person.id, place_id=place.id))
    return phone, secret


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET)


def add_phone(session: Session, place: Place, title: str, now: datetime, language: str = "", secret: str = "") -> tuple[Phone, str]:
    """A phone that is nobody's yet, with a private room; and the secret for its cookie, kept nowhere: new, unless it has one."""
    secret = secret or new_secret()
    account = f"{ACCOUNT}{secrets.token_hex(8)}"
    row = {"community_id": place.community_id, "place_id": place.id, "account": account, "digest": digest(secret), "since": now}
    phone = Phone(**row)
    session.add(phone)
    webchat.open_room(session, account, title, [account], private=True)
    chat = chats.add_chat(session, CHANNEL, account, Kind.PRIVATE, title, language=language)
    chat.community_id = place.community_id
    session.flush()
    return phone, secret


def find_phone(session: Session, secret: str) -> Phone | None:
    return session.scalars(select(Phone).where(Phone.digest == digest(secret))).one_or_none()


def count_phones(session: Session, place: int, now: datetime) -> int:
    """How many phones came new to a place within the last hour."""
    query = select(func.count()).select_from(Phone).where(Phone.place_id == place, Phone.since > now - timedelta(hours=1))
    return session.scalar(query) or 0


def forget_phone(session: Session, account: str) -> None:
    """The cookie of this phone opens nothing any more."""
    session.execute(delete(Phone).where(Phone.account == account))


def take_form(session: Session, once: str, now: datetime) -> bool:
    """Whether this form comes for the first time."""
    row = insert(session, SentForm).values(once=once, at=now).on_conflict_do_nothing().returning(SentForm.once)
    return session.execute(row).scalar_one_or_none() is not None


def drop_forms(session: Session, before: datetime) -> None:
    """Forget which forms were sent; nobody taps twice days apart."""
    session.execute(delete(SentForm).where(SentForm.at < before))
