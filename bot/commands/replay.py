"""`replay`: what failed on its way in, and letters of which nobody knows whether they arrived."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from sqlalchemy.orm import Session

from bot.commands import Wrong
from bot.commands.opening import opened
from bot.settings import Settings, read_settings
from handlers import dispatch
from handlers.ctx import House
from models import journal, letters
from models.chats import Chat
from models.database import Database
from models.machinery import Card, Delivery, Journal, Letter, Result, Stage
from models.messaging import Incoming
from scheduler import clock


def list_dead() -> int:
    """What failed or could not be read: its number, when, why."""
    with opened(read_settings()) as database, database.reading() as session:
        dead = journal.find_dead(session)
        for entry in dead:
            print(f"{entry.id}\t{entry.at:%Y-%m-%d %H:%M:%S}\t{entry.result}\t{entry.act or ''}")
        print(f"{len(dead)} dead letters; {len(letters.find_stuck(session))} stuck ones (replay --letters list)")
    return 0


def show(wanted: list[int]) -> int:
    """What came in, raw: residents' words, for the operator's eyes."""
    with opened(read_settings()) as database, database.reading() as session:
        for entry in _entries(session, wanted):
            print(f"{entry.id}\t{entry.raw.decode('utf-8', 'replace') if entry.raw else ''}")
    return 0


def replay_dead(wanted: list[int], everything: bool = False) -> int:
    """Let them happen again, each in a transaction of its own; 1 when one failed again or cannot be replayed."""
    settings = read_settings()
    with opened(settings) as database:
        with database.reading() as session:
            ids = [entry.id for entry in (journal.find_dead(session) if everything else _entries(session, wanted))]
        done = [_replay_one(settings, database, id_) for id_ in ids]
        print(f"{sum(done)} of {len(done)} replayed")
    return 0 if all(done) else 1


def _entries(session: Session, wanted: list[int]) -> list[Journal]:
    """The dead letters with these numbers; Wrong when one is none."""
    dead = {entry.id: entry for entry in journal.find_dead(session)}
    if unknown := [id_ for id_ in wanted if id_ not in dead]:
        raise Wrong(f"{unknown[0]}: no dead letter has this number")
    return [dead[id_] for id_ in wanted]


def _replay_one(settings: Settings, database: Database, id_: int) -> bool:
    """Give the stored happening to dispatch under a new key; whatever becomes of it, the old entry is done with."""
    with database.writing() as session:
        entry = session.get(Journal, id_, with_for_update=True)
        if entry is None or entry.result not in (Result.FAILED, Result.QUARANTINED):
            return True  # another operator was faster
        happened = _read(entry)
        if happened is None:
            print(f"{id_}: cannot be replayed (see replay --show {id_})")
            return False
        again = replace(happened, key=f"{happened.key[:230]}#replay{id_}")
        decision = dispatch.dispatch(session, _house(settings), again, clock.now())
        journal.close_entry(session, id_, Result.REPLAYED, entry.act or "")
    print(f"{id_}: {decision.result}")
    return decision.result is not Result.FAILED


def _read(entry: Journal) -> Incoming | None:
    """What came in; None for a timer, which has no words, and for what no one could read."""
    try:
        return msgspec.json.decode(entry.raw, type=Incoming) if entry.raw else None
    except msgspec.DecodeError:
        return None


def _house(settings: Settings) -> House:
    return House(frozenset(settings.owners), settings.public_url, settings.zone, settings.language)


# ---------------------------------------------------------------- letters


def list_letters() -> int:
    """Letters whose outcome nobody knows, or which the channel refused: the words stay unsaid, the subject tells."""
    with opened(read_settings()) as database, database.reading() as session:
        stuck = letters.find_stuck(session)
        for letter in stuck:
            chat = session.get_one(Chat, letter.chat_id)
            where = f"{chat.channel}:{chat.address}"
            print(f"{letter.id}\t{letter.created_at:%Y-%m-%d %H:%M:%S}\t{letter.state}\t{letter.delivery}\t{where}\t{letter.error or ''}")
        print(f"{len(stuck)} stuck letters")
    return 0


def settle_letters(wanted: list[int], resend: bool) -> int:
    """Send these letters once more, or take it that they arrived."""
    with opened(read_settings()) as database, database.writing() as session:
        stuck = {letter.id: letter for letter in letters.find_stuck(session)}
        if unknown := [id_ for id_ in wanted if id_ not in stuck]:
            raise Wrong(f"{unknown[0]}: no stuck letter has this number")
        for id_ in wanted:
            _resend(session, stuck[id_]) if resend else letters.mark_sent(session, id_, "", clock.now())
    print(f"{len(wanted)} letters {'wait to be sent again' if resend else 'taken as arrived'}")
    return 0


def _resend(session: Session, letter: Letter) -> None:
    """A card is not sent again as it was: its newest state is."""
    if letter.delivery is not Delivery.CARD or letter.card_id is None:
        return letters.mark(session, letter.id, Stage.WAITING)
    letters.mark(session, letter.id, Stage.DROPPED)
    card, chat = session.get_one(Card, letter.card_id), session.get_one(Chat, letter.chat_id)
    letters.show_card(session, chat, card.subject, rank=letter.rank, now=clock.now())
    return None
