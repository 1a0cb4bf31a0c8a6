"""Claims: which courier has which letter on its way, and what becomes of the letters of a courier that is lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from models.base import written
from models.letters import AS_SENDING, LEASE, NEVER_AGAIN, Addressee, Handed, chats, is_sending, is_undelivered, is_waiting, letters
from models.machinery import Stage
from models.prepared import Prepared

TRIES = 8
"""So many claims without any outcome end them too: a letter that kills its courier must not kill it for ever."""

_ADDRESSEE = (chats.c.id, chats.c.channel, chats.c.address, chats.c.kind, chats.c.language)
_OPEN = (
    chats.c.id == bindparam("chat"),
    chats.c.parked.is_(None),
    or_(chats.c.ready_at.is_(None), chats.c.ready_at <= bindparam("now")),
)
_FREE = Prepared(select(*_ADDRESSEE).where(*_OPEN).with_for_update(skip_locked=True))
_underway = letters.alias()
_UNDERWAY = select(1).where(
    _underway.c.chat_id == bindparam("chat"),
    written(_underway.c.state, Stage.WAITING, Stage.SENDING),
    written(_underway.c.state, Stage.SENDING),
)
_HELD = Prepared(select(letters.c.id).where(letters.c.chat_id == bindparam("chat"), is_sending).limit(1))
_NEXT = Prepared(
    select(letters.c.id, letters.c.delivery, letters.c.rank, letters.c.body, letters.c.card_id, letters.c.attempts, exists(_UNDERWAY))
    .where(letters.c.chat_id == bindparam("chat"), is_waiting)
    .where(or_(letters.c.not_before.is_(None), letters.c.not_before <= bindparam("now")))
    .order_by(letters.c.rank, letters.c.id)
    .limit(2)
)
_CLAIM = Prepared(
    update(letters)
    .where(letters.c.id == bindparam("letter"))
    .values(state=AS_SENDING, leased_by=bindparam("by"), leased_until=bindparam("until"), attempts=bindparam("tries"))
)


_before = letters.alias()
_UNDELIVERED_BEFORE = written(_before.c.state, Stage.WAITING, Stage.SENDING)
_GOES_BEFORE = or_(
    written(_before.c.state, Stage.SENDING),
    and_(
        tuple_(_before.c.rank, _before.c.id) < tuple_(bindparam("before_rank"), bindparam("letter")),
        or_(_before.c.not_before.is_(None), _before.c.not_before <= bindparam("now")),
    ),
)
_CLAIM_THIS = Prepared(
    update(letters)
    .where(letters.c.id == bindparam("letter"), is_waiting)
    .where(~exists(select(1).where(_before.c.chat_id == bindparam("chat"), _UNDELIVERED_BEFORE, _GOES_BEFORE)))
    .where(exists(select(1).where(*_OPEN).with_for_update(skip_locked=True)))
    .values(state=AS_SENDING, leased_by=bindparam("by"), leased_until=bindparam("until"), attempts=bindparam("tries"))
    .returning(letters.c.id)
)


def claim(session: Session, letter: Handed, by: str, now: datetime) -> Handed | None:
    """Claim a letter that is known, in one statement, if it is what goes next in its chat; None when something goes before it or holds it.

    Safe on PostgreSQL though one statement sees its chat as it was: what another process claimed meanwhile either went before this one, and
    was seen waiting, or is this one, whose state is asked again when the row is had.
    """
    tries = letter.attempts + 1
    what = {"letter": letter.id, "chat": letter.to.id, "before_rank": letter.rank, "now": now}
    won = _CLAIM_THIS.run(session, what | {"by": by, "until": now + LEASE, "tries": tries})
    return replace(letter, attempts=tries, leased=True) if won else None


def claim_next(session: Session, chat_id: int, by: str, now: datetime, at_once: bool = False, mute: Collection[str] = ()) -> Handed | None:
    """Claim the letter that goes next in a chat: lowest rank, then oldest. None when nothing can go now.

    The chat's row is the lock: of many processes one serves a chat, so order holds. What is never sent again is only shown, not claimed,
    to whoever does not send it `at_once`: a claim of it means that it is on its way. Of `mute` channels nothing is claimed.
    """
    free = _FREE.run(session, {"chat": chat_id, "now": now})
    if not free or free[0][1] in mute:
        return None
    found = _find_next(session, chat_id, now)
    if not found:
        return None
    letter, delivery, rank, body, card, attempts, _ = found[0]
    leased = at_once or delivery not in NEVER_AGAIN
    if leased:
        attempts += 1
        _CLAIM.run(session, {"letter": letter, "by": by, "until": now + LEASE, "tries": attempts})
    return Handed(letter, Addressee(*free[0]), delivery, rank, body, card, attempts, leased, followed=len(found) > 1)


def _find_next(session: Session, chat: int, now: datetime) -> Sequence[Any]:
    """The first two letters that wait in a chat; none while a courier that is alive has one on its way."""
    asked = {"chat": chat, "now": now}
    found = _NEXT.run(session, asked)
    if not _held(found) and (found or not _HELD.run(session, asked)):
        return found
    _release_expired(session, now, chat)
    found = _NEXT.run(session, asked)
    return [] if _held(found) else found


def _held(found: Sequence[Any]) -> bool:
    return any(held for *_, held in found)


_newer = letters.alias()
# A card may have got a newer wish meanwhile; the older one is then simply dropped (one waiting wish a card).
_superseded = and_(
    letters.c.card_id.is_not(None), exists(select(1).where(_newer.c.card_id == letters.c.card_id, written(_newer.c.state, Stage.WAITING)))
)


def _release_expired(session: Session, now: datetime, chat: int | None = None, by: str | None = None) -> None:
    """Leases whose courier is gone: what may be repeated waits again, the rest is unknown."""
    gone = letters.c.leased_until <= now if by is None else letters.c.leased_by == by
    held = and_(is_sending, gone)
    held = held if chat is None else and_(held, letters.c.chat_id == chat)
    final = or_(letters.c.delivery.in_(NEVER_AGAIN), letters.c.attempts >= TRIES)
    session.execute(update(letters).where(held, _superseded).values(state=Stage.DROPPED))
    session.execute(update(letters).where(held, final).values(state=Stage.UNKNOWN, error="the courier was lost"))
    session.execute(update(letters).where(held).values(state=Stage.WAITING, leased_until=None))


def put_back(session: Session, letter: Handed, by: str) -> None:
    """What else this courier holds for the chat of a letter, certainly not sent, waits again."""
    held = and_(letters.c.chat_id == letter.to.id, letters.c.id != letter.id, is_sending, letters.c.leased_by == by)
    session.execute(update(letters).where(held, _superseded).values(state=Stage.DROPPED))
    session.execute(update(letters).where(held).values(state=Stage.WAITING, leased_until=None, attempts=0))


def release(session: Session, now: datetime, by: str | None = None) -> None:
    """Give back what a lost courier held: all expired leases, or those of a named one."""
    _release_expired(session, now, by=by)


def find_due(session: Session, now: datetime, limit: int = 500) -> Sequence[tuple[int, int]]:
    """(chat, best rank) of the chats that have something to send now, the most urgent first."""
    due = and_(is_waiting, or_(letters.c.not_before.is_(None), letters.c.not_before <= now))
    going = or_(due, and_(is_sending, letters.c.leased_until <= now))
    query = select(letters.c.chat_id, func.min(letters.c.rank)).join(chats, chats.c.id == letters.c.chat_id).where(is_undelivered, going)
    query = query.where(chats.c.parked.is_(None), or_(chats.c.ready_at.is_(None), chats.c.ready_at <= now))
    found = session.execute(query.group_by(letters.c.chat_id).order_by(func.min(letters.c.rank), func.min(letters.c.id)).limit(limit))
    return [(chat, rank) for chat, rank in found]
