"""Opening the database: SQLite embedded, PostgreSQL to scale out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from models.memory import Memory

BUSY_MS = 15_000


@dataclass(frozen=True)
class Database:
    """One database: `engine` writes, `reader` only reads (on SQLite a reader never waits for the writer)."""

    engine: Engine
    reader: Engine

    @property
    def embedded(self) -> bool:
        """Whether it is SQLite: one file, one writer."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to look at what is committed; nothing it does is kept."""
        with Session(self.reader, expire_on_commit=False) as session:
            yield session
            session.expunge_all()  # what was read may be kept; a rollback would empty it
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction: kept when the block ends well, undone when it raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def writer(self) -> Writer:
        """For somebody who writes again and again, in one thread."""
        return _Remembering(self) if self.embedded else Writer(self)

    def checkpoint(self) -> None:
        """Carry the write-ahead log over into an SQLite file, beside whoever writes; left to the writer, one commit in many takes 50 ms."""
        if self.embedded:
            connection = self.reader.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                connection.close()

    def close(self) -> None:
        self.engine.dispose()
        self.reader.dispose()


class Writer:
    """One transaction after the other."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def writing(self, **info: Any) -> Iterator[Session]:
        """A session in one transaction, told `info`: kept when the block ends well, undone when it raises."""
        with self.database.writing() as session:
            session.info.update(info)
            yield session

    def close(self) -> None:
        """No more is written."""


class _Remembering(Writer):
    """Keeps its connection and its session, and with them what the session knows of the roll."""

    _kept: tuple[Connection, Session, Memory] | None = None

    @contextmanager
    def writing(self, **info: Any) -> Iterator[Session]:
        _, session, memory = self._open()
        session.info.update(info)
        try:
            with session.begin():
                memory.begin()
                yield session
        except BaseException:
            memory.forget()
            raise
        memory.end()

    def _open(self) -> tuple[Connection, Session, Memory]:
        if self._kept is None:
            connection = self.database.engine.connect()
            session = Session(connection, expire_on_commit=False)
            self._kept = connection, session, Memory(session, connection)
        return self._kept

    def close(self) -> None:
        if self._kept is not None:
            connection, session, _ = self._kept
            session.close()
            connection.close()
            self._kept = None


def open_database(address: str) -> Database:
    """Open a database by its URL; an SQLite file is created readable by its owner alone."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    engine = create_engine(url, pool_size=16, max_overflow=16, pool_pre_ping=True, pool_recycle=1800, hide_parameters=True)
    return Database(engine, engine)


def _open_sqlite(url: URL) -> Database:
    _guard(Path(str(url.database)))
    options: dict[str, Any] = {
        "connect_args": {"check_same_thread": False, "timeout": BUSY_MS / 1000},
        "pool_size": 4,
        "max_overflow": 16,
        "hide_parameters": True,
    }
    engine, reader = create_engine(url, **options), create_engine(url, **options)
    event.listen(engine, "connect", _prepare_writer)
    event.listen(reader, "connect", _prepare)
    # Measured: deferred BEGIN answered "database is locked" 271 times of 320; BEGIN IMMEDIATE with a busy timeout lost none.
    event.listen(engine, "begin", _begin_immediate)
    event.listen(reader, "begin", _begin)
    return Database(engine, reader)


def _guard(file: Path) -> None:
    """Residents' words are read by the bot's own account only (0700 directory, 0600 file; SQLite gives its side files the same)."""
    if not file.parent.exists():
        file.parent.mkdir(parents=True, mode=0o700)
    file.touch(mode=0o600)
    file.chmod(0o600)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins; the driver's own transactions start too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_writer(connection: Any, record: Any) -> None:
    _prepare(connection, record)
    connection.execute("PRAGMA wal_autocheckpoint=20000")  # 80 MB: only if nobody else carries it over


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
