"""What nearly every command begins with: settings read, logs started, the database open and of the right shape."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

import models.schema  # noqa: F401  (every table is known before the first row is written)
from bot.commands import Failed
from bot.logs import start_logs
from bot.settings import Settings
from migrations import newest
from migrations.walk import revision_of, walk
from models.database import Database, open_database


def begin(settings: Settings) -> None:
    """Start the logs; none of the settings' secrets can stand in them."""
    start_logs(settings.log_level, settings.secrets)


@contextmanager
def opened(settings: Settings, *, ready: bool = True) -> Iterator[Database]:
    """The database; when it is to be `ready`, an embedded one is brought to the newest step by itself, another must stand there."""
    begin(settings)
    try:
        database = open_database(settings.database)
    except OSError as error:
        raise Failed(f"the database cannot be opened: {error}") from None
    try:
        if ready:
            make_ready(database)
        yield database
    except OperationalError as error:
        raise Failed(f"the database: {str(error.orig).strip().splitlines()[0]}") from error
    finally:
        database.close()


def make_ready(database: Database) -> None:
    """Bring SQLite to the newest step; refuse when another database stands elsewhere, or any at a step we do not know."""
    stands = revision_of(database)
    if stands == newest():
        return
    if stands is not None and stands > newest():
        raise Failed(f"the database stands at step {stands}, which is newer than this program ({newest()}): update the program")
    if not database.embedded:
        raise Failed(f"the database stands at step {stands or 'none'}, this program needs {newest()}: run jinlin migrate")
    walk(database)
