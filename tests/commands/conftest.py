"""What every test of the command line may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.terminal import Terminal


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting, an empty directory."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def _terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, folder: Path) -> Terminal:
    monkeypatch.setenv("DATABASE_URL", url)
    return Terminal(capsys, url, folder)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    return _terminal(capsys, monkeypatch, f"sqlite:///{tmp_path}/data/jinlin.sqlite", tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    """A terminal of each kind of database, migrated."""
    embedded = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/data/jinlin.sqlite" if embedded else request.getfixturevalue("postgres").fresh_url(empty=True)
    terminal = _terminal(capsys, monkeypatch, url, tmp_path)
    terminal.jinlin("migrate")
    return terminal
