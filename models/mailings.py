"""One text to many chats: all its letters are written by one statement, so that bulk costs little more than what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, cast, func, literal, select
from sqlalchemy.orm import Session

from models.base import direct
from models.chats import Chat
from models.letters import BULK, WAKE, Addressee, Handed, letters
from models.machinery import Delivery, Stage

_HERE = Chat.id.in_(bindparam("chats", expanding=True))
_ROW: dict[str, Any] = {
    "chat_id": Chat.id,
    "community_id": func.coalesce(Chat.community_id, 0),
    "delivery": bindparam("delivery", type_=letters.c.delivery.type),
    "rank": bindparam("rank", type_=letters.c.rank.type),
    "body": bindparam("body", type_=letters.c.body.type),
    "about": literal(""),
    "state": literal(Stage.WAITING, letters.c.state.type),
    "attempts": literal(0),
    "doubts": literal(0),
    "created_at": bindparam("at", type_=letters.c.created_at.type),
}
_WRITE = letters.insert().from_select([*_ROW], select(*_ROW.values()).where(_HERE)).returning(letters.c.id, letters.c.chat_id)
_WAKE_UP = select(func.count(func.pg_notify(WAKE, cast(Chat.id, Chat.address.type)))).where(_HERE)


def write_to_all(
    session: Session, to: Sequence[Addressee], body: dict[str, Any], now: datetime, delivery: Delivery, rank: int = BULK
) -> list[Handed]:
    """A letter of these words to each, to be claimed by whichever courier has room for it."""
    connection, known = direct(session), {each.id: each for each in to}
    told = {"chats": [*known], "delivery": delivery, "rank": rank, "body": body, "at": now}
    written = connection.execute(_WRITE, told).all()
    if connection.dialect.name == "postgresql":
        connection.execute(_WAKE_UP, {"chats": [*known]})
    return [Handed(letter, known[chat], delivery, rank, body, None, 0, leased=False) for letter, chat in written]
