"""Chats: which conversation stands for which place, and whether it can be written to now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.machinery import Card
from models.memory import remembered
from models.places import Place, ids_of

PHONE = "phone-"
"""What the account of a phone that is known by its cookie begins with."""


class Kind(StrEnum):
    """What a chat is for (domain §1); a group nobody has set up yet is `unbound`."""

    RESIDENTS = "residents"
    QUIET = "quiet"
    WORK = "work"
    PRIVATE = "private"
    UNBOUND = "unbound"


class Chat(Base):
    """A conversation on a channel. `ready_at` paces it: nothing is sent before; `parked` says why nothing can be."""

    __tablename__ = "chats"
    __table_args__ = (
        UniqueConstraint("channel", "address"),
        Index("ix_chats_place", "place_id", "kind"),
        Index("ix_chats_community", "community_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("communities.id"))
    channel: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(80))
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    ready_at: Mapped[datetime | None]
    parked: Mapped[str | None] = mapped_column(String(200))


# Built once: composing a statement costs more than running it (measured 0.25 of 0.4 ms).
_FIND = select(Chat).where(Chat.channel == bindparam("channel"), Chat.address == bindparam("address"))
_ABOVE = (
    select(Chat)
    .join(Place, Place.id == Chat.place_id)
    .where(Chat.place_id.in_(bindparam("places", expanding=True)), Chat.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(func.length(Place.path).desc(), Chat.id)
)


@remembered
def find_chat(session: Session, channel: str, address: str) -> Chat | None:
    return session.scalars(_FIND, {"channel": channel, "address": address}).one_or_none()


def add_chat(
    session: Session, channel: str, address: str, kind: Kind, title: str = "", person: int | None = None, language: str = ""
) -> Chat:
    chat = Chat(channel=channel, address=address, kind=kind, title=title[:200], person_id=person, language=language)
    session.add(chat)
    session.flush()
    return chat


@remembered
def find_private(session: Session, person: int) -> Chat | None:
    """Where a person can be written to alone: the last chat they opened that takes posts; a page, which rings nobody, last."""
    query = select(Chat).where(Chat.person_id == person, Chat.kind == Kind.PRIVATE, Chat.parked.is_(None))
    return session.scalars(query.order_by(Chat.address.startswith(PHONE), Chat.id.desc())).first()


def find_of_kind(session: Session, channel: str, kind: Kind) -> Sequence[Chat]:
    return session.scalars(select(Chat).where(Chat.channel == channel, Chat.kind == kind).order_by(Chat.id)).all()


def find_groups(session: Session, community: int, kind: Kind) -> Sequence[Chat]:
    """The groups of one kind that stand for a place of this community and can be written to."""
    query = select(Chat).where(Chat.community_id == community, Chat.kind == kind, Chat.place_id.is_not(None), Chat.parked.is_(None))
    return session.scalars(query.order_by(Chat.id)).all()


def find_chats(session: Session, place: Place, *kinds: Kind) -> Sequence[Chat]:
    """The chats of these kinds that hear of this place: bound to it or above it."""
    return session.scalars(select(Chat).where(Chat.place_id.in_(ids_of(place.path)), Chat.kind.in_(kinds)).order_by(Chat.id)).all()


@remembered
def find_nearest(session: Session, path: str, *kinds: Kind) -> list[Chat]:
    """The chat of each kind on each channel bound most closely to the place with this path; where there is none, none."""
    nearest: dict[tuple[Kind, str], Chat] = {}
    for chat in session.scalars(_ABOVE, {"places": ids_of(path), "kinds": kinds}):
        nearest.setdefault((chat.kind, chat.channel), chat)
    return [chat for kind in kinds for chat in nearest.values() if chat.kind is kind]


def move_chat(session: Session, channel: str, old: str, new: str) -> None:
    """The chat lives at another address: its binding, cards and queued rows move with it.

    Messages are numbered anew there: what a card's number would name is somebody else's words, so a card is posted again when it changes.
    Both halves of a migration say so and may come in any order: the half that comes second finds the old address unbound and leaves it.
    """
    there, taken = find_chat(session, channel, old), find_chat(session, channel, new)
    if there is None or (taken is not None and there.kind is Kind.UNBOUND):
        return
    if taken is not None:
        taken.address, taken.parked = f"{new}~{taken.id}", "moved"
        session.flush()
    session.execute(update(Chat).where(Chat.id == there.id).values(address=new, parked=None))
    session.execute(update(Card).where(Card.chat_id == there.id).values(message=None, shown=None, edited_at=None, reply_to=""))
