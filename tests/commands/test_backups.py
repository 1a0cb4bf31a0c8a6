"""`backup`, `restore`, `resume`."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from models.machinery import Flag
from models.matters import Matter
from tests.databases import wheel_programs
from tests.terminal import Terminal, seed


def test_a_backup_is_one_private_file_and_comes_back_held(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(wheel_programs()), prepend=os.pathsep)
    seed(both)
    file = both.folder / "jinlin.backup"
    both.jinlin("backup", file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "is there already" in both.refused("backup", file)
    database = both.database()
    with database.writing() as session:
        session.execute(update(Matter).values(title="changed later"))
    database.close()
    assert "--force" in both.refused("restore", file)
    both.jinlin("restore", file, "--force")
    assert ("changed later",) not in both.rows(select(Matter.title))
    assert both.rows(select(Flag.name)) == [("held",)]
    assert both.jinlin("verify") == ["40 facts, 0 broken"]
    assert both.jinlin("resume") == ["resumed; 0 letters wait to be sent"]
    assert both.rows(select(Flag.name)) == []
    assert both.jinlin("resume") == ["nothing was held"]


def test_a_backup_is_restored_on_another_machine(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(terminal)
    terminal.jinlin("backup", "b")
    fresh = terminal.folder / "other" / "jinlin.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{fresh}")
    terminal.jinlin("restore", "b")
    assert sorted(file.name for file in fresh.parent.iterdir()) == ["jinlin.sqlite"]
    assert fresh.stat().st_mode & 0o777 == 0o600
    assert fresh.parent.stat().st_mode & 0o777 == 0o700
    assert terminal.jinlin("verify") == ["40 facts, 0 broken"]


def test_a_backup_while_somebody_writes_is_consistent(terminal: Terminal) -> None:
    seed(terminal)
    database = terminal.database()
    with database.writing() as session:
        session.execute(update(Matter).values(title="half done"))
        session.flush()
        terminal.jinlin("backup", "b")
    database.close()
    with sqlite3.connect("b") as copy:
        assert copy.execute("SELECT count(*) FROM matters WHERE title = 'half done'").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, "an empty one"])
def test_what_is_no_backup_is_refused_and_nothing_is_lost(terminal: Terminal, content: bytes | str) -> None:
    seed(terminal)
    if isinstance(content, str):
        with sqlite3.connect(terminal.folder / "b") as other:
            other.execute("CREATE TABLE things (id)")
    else:
        terminal.write("b", content)
    terminal.refused("restore", "b", "--force", code=1)
    assert terminal.jinlin("verify") == ["40 facts, 0 broken"]
    assert terminal.rows(select(Flag.name)) == []


def test_no_program_for_postgresql_is_a_clear_line(postgres: Any, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.fresh_url())
    monkeypatch.setenv("PATH", str(terminal.folder))
    assert "pg_dump is not installed" in terminal.refused("backup", "b", code=1)
    assert not Path("b").exists()
