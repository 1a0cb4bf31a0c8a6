"""Cards as the courier keeps them: which message shows what."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from models.machinery import Card
from models.prepared import Prepared

cards: Table = Card.__table__  # type: ignore[assignment]
REPOSTS = 1
"""A card that somebody deleted is posted again so many times."""

_SHOWN = Prepared(
    update(cards)
    .where(cards.c.id == bindparam("card"))
    .values(message=bindparam("message_id"), shown=bindparam("digest_"), edited_at=bindparam("now"))
)


def digest_of(post: dict[str, Any]) -> str:
    """What a card shows, in short: an equal digest needs no edit."""
    return hashlib.sha256(msgspec.json.encode(post, order="deterministic")).hexdigest()


def mark_shown(session: Session, card: int, message: str, digest: str, now: datetime) -> None:
    """This message shows that state since now."""
    _SHOWN.run(session, {"card": card, "message_id": message[:40], "digest_": digest, "now": now})


def lose_message(session: Session, card: int) -> bool:
    """The card's message is gone: True when it is to be posted again, False when that was done before."""
    kept = session.get(Card, card, populate_existing=True)
    if kept is None or kept.reposted >= REPOSTS:
        return False
    kept.message, kept.shown, kept.reposted = None, None, kept.reposted + 1
    session.flush()
    return True


def detach(session: Session, subject: str, chat: int) -> None:
    """The card is asked for again: its next showing is a new message at the bottom of this chat, the old one stays as it is."""
    known = (cards.c.subject == subject) & (cards.c.chat_id == chat)
    session.execute(update(cards).where(known).values(message=None, shown=None, edited_at=None))
