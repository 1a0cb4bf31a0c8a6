"""`replay`: what failed on its way in, and letters of which nobody knows whether they arrived."""

from __future__ import annotations

import msgspec
from sqlalchemy.orm import Session

from bot.commands import Wrong
from bot.commands.opening import opened
from bot.settings import Settings, read_settings
from handlers import dispatch
from models import journal, letters
from models.database import Database
from models.machinery import Journal, Result
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


def replay(wanted: list[int], everything: bool = False) -> int:
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
        again = msgspec.structs.replace if False else None  # pragma: no cover
        del again
        key = f"{happened.key[:230]}#replay{id_}"
        decision = dispatch.dispatch(session, house_of(settings), _renamed(happened, key), clock.now())
        journal.close_entry(session, id_, Result.REPLAYED, entry.act or "")
    print(f"{id_}: {decision.result}")
    return decision.result is not Result.FAILED
