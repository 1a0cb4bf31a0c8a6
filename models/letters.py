"""Letters: written with the facts they tell of, claimed by one courier at a time, marked when it is known what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, case, exists, func, literal, or_, select, text, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from models.base import direct, written
from models.chats import Chat, Kind
from models.machinery import ABOUT, Card, Delivery, Letter, Stage
from models.messaging import Post
from models.prepared import Prepared, named

letters: Table = Letter.__table__  # type: ignore[assignment]
cards: Table = Card.__table__  # type: ignore[assignment]
chats: Table = Chat.__table__  # type: ignore[assignment]

ANSWER, STATUS, BULK = 0, 1, 2
"""Ranks of letters: an answer to a person goes before a status post, that before bulk."""
WAKE = "letters"
"""What PostgreSQL tells all couriers on, when a letter waits for one of them."""
LEASE = timedelta(seconds=30)
"""How long a courier that says nothing more keeps a letter; every send times out well before."""
DOUBTS = 2
"""So many unknown outcomes end the tries of a post: it went, and once more."""
EDIT_GAP = timedelta(seconds=5)
"""A card is edited at most so often (a group takes 20 messages and edits in a minute), yet shows its last state soon."""
NEVER_AGAIN = (Delivery.NOTICE, Delivery.MONEY)
"""What is not sent again by itself once nobody knows whether it went."""
LONGEST_HOLD = timedelta(minutes=1)

is_undelivered = written(letters.c.state, Stage.WAITING, Stage.SENDING)
# Written out, for an index with the condition `state = 'waiting'` stands on this table: SQLite plans a statement anew at every run when
# a value bound to `state = ?` may decide whether it serves (measured 143 against 15 µs a letter).
is_waiting = and_(is_undelivered, written(letters.c.state, Stage.WAITING))
is_sending = and_(is_undelivered, written(letters.c.state, Stage.SENDING))
_here = letters.c.chat_id == bindparam("chat_id")
_due = or_(letters.c.not_before.is_(None), letters.c.not_before <= bindparam("created_at"))
_holder = select(letters.c.leased_by).where(_here, is_sending).limit(1).correlate(None).scalar_subquery()
_queued = or_(
    exists(select(1).where(_here, is_waiting, _due).correlate(None)),
    func.coalesce(_holder, bindparam("leased_by")) != bindparam("leased_by"),  # one courier holds all of a chat's
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A chat as the courier needs it."""

    id: int
    channel: str
    address: str
    kind: Kind
    language: str

    @property
    def private(self) -> bool:
        return self.kind is Kind.PRIVATE

    @classmethod
    def of(cls, chat: Chat) -> Addressee:
        return cls(chat.id, chat.channel, chat.address, chat.kind, chat.language)


@dataclass(frozen=True, slots=True)
class Handed:
    """A letter as the courier carries it: what, where to, and whether this process holds the lease already."""

    id: int
    to: Addressee
    delivery: Delivery
    rank: int
    body: dict[str, Any] | None
    card: int | None
    attempts: int
    leased: bool
    drawn: Post | None = None
    """A new card as it stood when it was committed: sent at once it need not be drawn again."""
    followed: bool = False
    """Whether another waited behind it in its chat when it was claimed."""


AS_WAITING, AS_SENDING = (literal(stage, letters.c.state.type) for stage in (Stage.WAITING, Stage.SENDING))
_WHAT = named("community_id", "chat_id", "delivery", "rank", "body", "card_id", "about", "created_at")
_VALUES: dict[str, Any] = _WHAT | named("leased_by", "leased_until", "attempts") | {"doubts": literal(0)}
_WRITE = Prepared(letters.insert().values(_VALUES | {"state": AS_WAITING}).returning(letters.c.id, letters.c.state))
# Written already claimed when whatever goes before it is in the hand of this very process: its courier then sends without another commit.
_WRITE_CLAIMED = Prepared(
    letters.insert()
    .values(_VALUES | {"state": case((_queued, AS_WAITING), else_=AS_SENDING)})
    .returning(letters.c.id, letters.c.state)
)


def write_letter(
    session: Session, chat: Chat, *, delivery: Delivery, rank: int, now: datetime, body: dict[str, Any] | None = None, about: str = ""
) -> Handed:
    """Write a letter to a chat; a post to a chat that is ready is handed over claimed, if this session belongs to a courier."""
    by = _claimer(session, chat, now) if delivery is Delivery.POST else None
    return _write(session, chat, by, delivery=delivery, rank=rank, body=body, card_id=None, about=about, created_at=now)


def _claimer(session: Session, chat: Chat, now: datetime) -> str | None:
    """The courier that may claim at once: this process's, when the chat takes letters now."""
    ready = chat.parked is None and (chat.ready_at is None or chat.ready_at <= now)
    return session.info.get("courier") if ready else None


def _write(session: Session, chat: Chat, by: str | None, **row: Any) -> Handed:
    now: datetime = row["created_at"]
    row |= {"chat_id": chat.id, "community_id": chat.community_id or 0}
    row |= {"leased_by": by, "leased_until": by and now + LEASE, "attempts": 1 if by else 0}
    [(letter, state)] = (_WRITE_CLAIMED if by else _WRITE).run(session, row)
    leased = state is Stage.SENDING
    if not leased:
        _tell(session, chat.id)
    return Handed(letter, Addressee.of(chat), row["delivery"], row["rank"], row["body"], row["card_id"], row["attempts"], leased)


def _tell(session: Session, chat: int) -> None:
    """Wake the couriers of other processes once this is committed; SQLite has no others."""
    connection = direct(session)
    if connection.dialect.name == "postgresql":
        connection.execute(_WAKE_UP, {"chat": str(chat)})


def show_card(session: Session, chat: Chat, subject: str, *, rank: int, now: datetime, reply_to: str = "") -> Handed | None:
    """Ask for a card to show the newest state; None when such a wish waits already (a thousand votes make a few edits)."""
    card, edited_at = _card(session, subject, chat, reply_to)
    if edited_at is not _NEW:
        return show_again(session, chat, subject, card, edited_at, rank=rank, now=now)
    return _write(session, chat, _claimer(session, chat, now), **_wish(card, subject, rank, now))


def show_again(
    session: Session, chat: Chat, subject: str, card: int, edited_at: datetime | None, *, rank: int, now: datetime
) -> Handed | None:
    """The same for a card that is known already."""
    not_before = edited_at and edited_at + EDIT_GAP
    row = _wish(card, subject, rank, now) | {"chat_id": chat.id, "community_id": chat.community_id or 0, "not_before": not_before}
    added = _WISH.run(session, row)
    if added and not_before is None:
        _tell(session, chat.id)
    return Handed(added[0][0], Addressee.of(chat), Delivery.CARD, rank, None, card, 0, leased=False) if added else None


def _wish(card: int, subject: str, rank: int, now: datetime) -> dict[str, Any]:
    return {"delivery": Delivery.CARD, "rank": rank, "body": None, "card_id": card, "about": subject, "created_at": now}


_WISH = Prepared(
    postgresql.insert(letters)
    .values(_WHAT | named("not_before") | {"state": AS_WAITING, "attempts": literal(0), "doubts": literal(0)})
    .on_conflict_do_nothing()
    .returning(letters.c.id)
)
_WAKE_UP = select(func.pg_notify(WAKE, bindparam("chat")))
_NEW = datetime.min.replace(tzinfo=UTC)
_NEW_CARD = Prepared(
    postgresql.insert(cards)
    .values(named("subject", "chat_id", "community_id", "reply_to", "reposted"))
    .on_conflict_do_nothing()
    .returning(cards.c.id)
)
_KNOWN = select(cards.c.id, cards.c.edited_at).where(cards.c.subject == bindparam("subject"), cards.c.chat_id == bindparam("chat"))
_SHOWN = Prepared(
    select(cards.c.id, cards.c.chat_id, cards.c.message, cards.c.edited_at)
    .where(cards.c.subject == bindparam("subject"))
    .order_by(cards.c.id)
)


class Shown(NamedTuple):
    """A card as it hangs in a chat: as which message, once it has arrived, and when it was last edited."""

    card: int
    chat_id: int
    message: str | None
    edited_at: datetime | None


def _card(session: Session, subject: str, chat: Chat, reply_to: str) -> tuple[int, datetime | None]:
    """The card's id and when it was last edited; `_NEW` says that it was made now."""
    row = {"subject": subject, "chat_id": chat.id, "community_id": chat.community_id or 0, "reply_to": reply_to, "reposted": 0}
    added = _NEW_CARD.run(session, row)
    if added:
        return added[0][0], _NEW
    found = direct(session).execute(_KNOWN, {"subject": subject, "chat": chat.id}).one()
    return found.id, found.edited_at


def find_cards(session: Session, subject: str) -> Sequence[Shown]:
    """Every chat's card of a subject."""
    return [Shown(*row) for row in _SHOWN.run(session, {"subject": subject})]


def find_card_shown(session: Session, chat: int, message: str) -> Card | None:
    """The card that this message of this chat is."""
    return session.scalars(select(Card).where(Card.chat_id == chat, Card.message == message)).first()


_MARK = update(letters).where(letters.c.id == bindparam("letter"))
_MARK_SENT = Prepared(
    _MARK.values(
        state=literal(Stage.SENT, letters.c.state.type), sent_at=bindparam("now"), message=bindparam("message_id"), leased_until=None
    )
)


def mark_sent(session: Session, letter: int, message: str, now: datetime) -> None:
    _MARK_SENT.run(session, {"letter": letter, "now": now, "message_id": message[:40]})


def mark(session: Session, letter: int, state: Stage, error: str = "") -> None:
    """Say what became of a letter that did not simply arrive."""
    session.execute(update(letters).where(letters.c.id == letter).values(state=state, error=error[:200] or None, leased_until=None))


def mark_later(session: Session, letter: Handed, doubt: bool = False) -> None:
    """It waits again: certainly not delivered, so no try is counted, or with a `doubt`. A card with a newer wish is dropped instead."""
    if letter.card is not None and _wished(session, letter.card):
        return mark(session, letter.id, Stage.DROPPED)
    row = update(letters).where(letters.c.id == letter.id).values(state=Stage.WAITING, leased_until=None, attempts=0)
    session.execute(row.values(doubts=letters.c.doubts + 1) if doubt else row)
    return None


def leave(session: Session, letter: Handed) -> tuple[Handed, ...]:
    """It waits again, for the courier of another process, which is told; nothing is handed to ours."""
    mark_later(session, letter)
    _tell(session, letter.to.id)
    return ()


def mark_doubtful(session: Session, letter: Handed, reason: str, now: datetime, edit: bool) -> bool:
    """Nobody knows whether it arrived. A post goes once more, an edit until it is known; anything else is the operator's.

    Gives whether it goes again; each time its chat is left alone twice as long, from a second to a minute.
    """
    doubts = session.scalar(select(letters.c.doubts).where(letters.c.id == letter.id)) or 0
    again = edit or (letter.delivery in (Delivery.POST, Delivery.CARD) and doubts + 1 < DOUBTS)
    if again:
        mark_later(session, letter, doubt=True)
        hold_chat(session, letter.to.id, now + min(timedelta(seconds=2 ** min(doubts, 6)), LONGEST_HOLD))
    else:
        mark(session, letter.id, Stage.UNKNOWN, reason)
    return again


def _wished(session: Session, card: int) -> bool:
    return bool(session.scalar(select(exists().where(letters.c.card_id == card, written(letters.c.state, Stage.WAITING)))))


def hold_chat(session: Session, chat: int, until: datetime) -> None:
    """Nothing goes to this chat before then; survives restarts and is seen by every process."""
    session.execute(update(Chat).where(Chat.id == chat).values(ready_at=until))


def hold_channel(session: Session, channel: str, until: datetime) -> None:
    """The channel itself cannot be reached: every chat of it waits."""
    session.execute(
        update(Chat).where(Chat.channel == channel, or_(Chat.ready_at.is_(None), Chat.ready_at < until)).values(ready_at=until)
    )


def park_chat(session: Session, chat: int, reason: str) -> None:
    """Nothing more goes to this chat until somebody writes there again."""
    session.execute(update(Chat).where(Chat.id == chat).values(parked=reason[:200]))


def find_recent(session: Session, since: datetime) -> Sequence[tuple[int, datetime]]:
    """(chat, when) of the letters that went since then, oldest first: what pacing must remember after a restart."""
    query = select(letters.c.chat_id, letters.c.sent_at).where(letters.c.sent_at > since).order_by(letters.c.sent_at)
    return [(chat, at) for chat, at in session.execute(query)]


def find_sent_by_others(session: Session, chat: int, by: str, since: datetime) -> list[datetime]:
    """When other couriers than this one wrote to a chat since then."""
    query = select(letters.c.sent_at).where(letters.c.sent_at > since, letters.c.chat_id == chat, letters.c.leased_by != by)
    return [at for (at,) in session.execute(query)]


def find_stuck(session: Session) -> Sequence[Letter]:
    """Letters the operator must look at: outcome unknown or refused by the channel."""
    return session.scalars(select(Letter).where(written(Letter.state, Stage.UNKNOWN, Stage.REJECTED)).order_by(Letter.id)).all()


_spoken = text(ABOUT)


def written_since(session: Session, about: str, since: datetime) -> bool:
    """Whether a letter about this was written since then."""
    return bool(session.scalar(select(exists().where(_spoken, letters.c.about == about, letters.c.created_at >= since))))
