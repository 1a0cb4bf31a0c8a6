"""A terminal in tests: where somebody types `jinlin …`, and what stands in the database afterwards."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands import demo
from migrations.walk import walk
from models.database import Database, open_database

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 9, 3, 0, 30, tzinfo=UTC)
ROSTER = "小区,楼栋,单元,门牌,楼层,面积,业主\n傲梅苑,2号楼,1单元,301,3,88.05,陈奶奶\n傲梅苑,2号楼,1单元,302,3,,张三、李四\n傲梅苑,3号楼,,102,1,60,\n"


def typed(*words: object) -> int:
    """The code a command ends with; logging is left as it was."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    try:
        return main([str(word) for word in words])
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers


@dataclass
class Terminal:
    """Where somebody types `jinlin …`."""

    capsys: pytest.CaptureFixture[str]
    url: str
    folder: Path

    def jinlin(self, *words: object, code: int = 0) -> list[str]:
        """The lines on stdout of a command that ends with this code."""
        ended = typed(*words)
        told = self.capsys.readouterr()
        assert (ended, told.err) == (code, told.err if code else "")
        return told.out.splitlines()

    def refused(self, *words: object, code: int = 2) -> str:
        """What stands on stderr of a command that ends with this code."""
        assert typed(*words) == code
        return self.capsys.readouterr().err

    def database(self) -> Database:
        return open_database(self.url)

    def rows(self, query: Any) -> list[Any]:
        database = self.database()
        with database.reading() as session:
            found = list(session.execute(query).all())
        database.close()
        return found

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file


def seed(terminal: Terminal) -> None:
    database = terminal.database()
    walk(database)
    with database.writing() as session:
        assert demo.seed(session, NOW)
    database.close()
