"""What a verdict leads to: each settles its letter in the session, and gives what is said of it to those who look after the bot."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from handlers import dispatch
from handlers.ctx import House
from models import cards, chats, letters
from models.letters import Handed
from models.machinery import Stage
from models.messaging import Gone, Later, Moved, Rejected, Unknown
from scheduler import clock

Told = tuple[Handed, ...]


def settle(session: Session, house: House, letter: Handed, verdict: Later | Gone | Moved | Rejected | Unknown, edit: bool) -> Told:
    """A letter that did not simply arrive; `edit` when it was to change a message that stands."""
    match verdict:
        case Later(after):
            return wait(session, letter, after)
        case Gone(reason, waits):
            return _part(session, house, letter, reason, waits)
        case Moved(address):
            return _move(session, letter, address)
        case Rejected(reason, missing):
            return _reject(session, house, letter, reason, missing)
        case Unknown(reason):
            return _doubt(session, house, letter, reason, edit)


def wait(session: Session, letter: Handed, after: float) -> Told:
    """Certainly not delivered: it waits again, and its chat with it."""
    if letter.leased:
        letters.mark_later(session, letter)
    letters.hold_chat(session, letter.to.id, clock.now() + timedelta(seconds=after))
    return ()


def _part(session: Session, house: House, letter: Handed, reason: str, waits: bool) -> Told:
    letters.park_chat(session, letter.to.id, reason)
    if waits:
        letters.mark_later(session, letter)
        return ()
    letters.mark(session, letter.id, Stage.DROPPED, reason)
    return dispatch.report(session, house, clock.now(), "gone", f"{letter.to.channel} {letter.to.address}: {reason}")


def _move(session: Session, letter: Handed, address: str) -> Told:
    letters.mark_later(session, letter)
    chats.move_chat(session, letter.to.channel, letter.to.address, address)
    return ()


def _reject(session: Session, house: House, letter: Handed, reason: str, missing: bool) -> Told:
    """A card whose message is missing is posted again, once."""
    if not (missing and letter.card is not None):
        letters.mark(session, letter.id, Stage.REJECTED, reason)
        return dispatch.report(session, house, clock.now(), "rejected", f"{letter.id}: {reason}")
    if cards.lose_message(session, letter.card):
        letters.mark_later(session, letter)
    else:
        letters.mark(session, letter.id, Stage.DROPPED, reason)
    return ()


def _doubt(session: Session, house: House, letter: Handed, reason: str, edit: bool) -> Told:
    if letters.mark_doubtful(session, letter, reason, clock.now(), edit):
        return ()
    return dispatch.report(session, house, clock.now(), "unknown", str(letter.id))
