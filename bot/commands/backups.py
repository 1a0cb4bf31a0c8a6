"""Backing up and restoring: one file of the whole database, readable by its owner alone. Pictures lie beside it in DATA_DIR/pictures."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, inspect, make_url

from bot.commands import Failed, Wrong
from bot.commands.opening import begin, opened
from bot.commands.operate import HELD
from bot.settings import read_settings
from models.database import Database
from models.machinery import set_flag

OURS = {"alembic_version", "flags", "journal"}
"""The tables by which a database is known as ours."""


def backup(file: Path) -> int:
    """Write the whole database into a new file, consistent while the bot runs."""
    if file.exists():
        raise Wrong(f"{file}: is there already")
    settings = read_settings()
    begin(settings)
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        _backup_sqlite(Path(str(url.database)), file)
    else:
        program = _find("pg_dump")
        _create(file)
        _postgres(program, url, file, ["--format=custom", "--no-owner", "--no-privileges", f"--file={file}"])
    print(f"{file}: {file.stat().st_size} bytes")
    return 0


def restore(file: Path, force: bool = False) -> int:
    """Put a backup in the place of the database; it sends nothing until `jinlin resume`. Stop the bot first."""
    if not file.is_file():
        raise Wrong(f"{file}: no such file")
    settings = read_settings()
    begin(settings)
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(file, Path(str(url.database)), force)
    else:
        with opened(settings, ready=False) as database:
            _restore_postgres(file, url, database, force)
    print("restored; nothing is sent until jinlin resume")
    return 0


# ---------------------------------------------------------------- SQLite


def _backup_sqlite(source: Path, file: Path) -> None:
    if not source.is_file():
        raise Failed(f"{source}: no database yet")
    part = file.with_name(f"{file.name}.part")
    try:
        _copy(source, part)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def _restore_sqlite(file: Path, target: Path, force: bool) -> None:
    there = target.is_file() and target.stat().st_size > 0
    if there and not force:
        raise Wrong(f"{target}: is a database already; --force puts the backup in its place")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        _copy(file, part)
        with closing(sqlite3.connect(part)) as copied, copied:
            copied.execute("INSERT OR REPLACE INTO flags (name, value) VALUES (?, ?)", (HELD, "restored"))
        if there:
            _overwrite(part, target)
        else:
            part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, to: Path) -> None:
    """A checked copy; the source is only read, and may be in use."""
    to.unlink(missing_ok=True)
    _create(to)
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as read, closing(sqlite3.connect(to)) as written:
            read.backup(written)
            tables = {name for (name,) in written.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            sound = written.execute("PRAGMA integrity_check").fetchone()[0]
            written.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    except sqlite3.Error as error:
        raise Failed(f"{source}: {error}") from None
    if sound != "ok" or not tables >= OURS:
        raise Failed(f"{source}: {'is no database of ours' if sound == 'ok' else f'is damaged ({sound})'}")


def _overwrite(part: Path, target: Path) -> None:
    """In one transaction of the target, so its side files stay right; a bot that still runs is waited for, or an error."""
    try:
        with closing(sqlite3.connect(part)) as read, closing(sqlite3.connect(target, timeout=10)) as written:
            read.backup(written)
    except sqlite3.Error as error:
        raise Failed(f"{target}: {error}") from None


def _create(file: Path) -> None:
    """A new file that only its owner may read."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise Wrong(f"{file}: {error.strerror}") from None


# ---------------------------------------------------------------- PostgreSQL


def _restore_postgres(file: Path, url: URL, database: Database, force: bool) -> None:
    if inspect(database.reader).get_table_names() and not force:
        raise Wrong("the database has tables already; --force puts the backup in their place")
    database.close()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(file)]
    _postgres(_find("pg_restore"), url, None, options)
    with database.writing() as session:
        set_flag(session, HELD, "restored")


def _find(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise Failed(f"{program} is not installed; it comes with PostgreSQL's client programs")
    return found


def _postgres(program: str, url: URL, made: Path | None, options: list[str]) -> None:
    """Run one of PostgreSQL's own programs; the password goes by the environment, where no process list shows it."""
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    where = url.set(drivername="postgresql", password=None).render_as_string()
    done = subprocess.run([program, f"--dbname={where}", *options], env=os.environ | password, capture_output=True, text=True, check=False)
    if done.returncode:
        if made:
            made.unlink(missing_ok=True)
        raise Failed((done.stderr.strip().splitlines() or [f"{program} failed"])[0])
