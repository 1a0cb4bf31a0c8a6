"""The command line: one module for each family of commands, imported when it is called. People at the terminal read English."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class Wrong(Exception):
    """What was typed or handed in is wrong: one line, exit code 2."""


class Failed(Exception):
    """It was right and could not be done: one line, exit code 1."""


def the_one(found: Sequence[T], what: str, deed: str) -> T:
    """The one there is of what was named (`poll 5`); Wrong for none, and for one in each of several communities."""
    if not found:
        raise Wrong(f"there is no {what}")
    if len(found) > 1:
        raise Wrong(f"{len(found)} communities have a {what}: {deed} them from databases of their own")
    return found[0]


@contextmanager
def guarded(out: Path) -> Iterator[None]:
    """A file is written that only its owner may read; Wrong when it cannot be written there."""
    if not out.absolute().parent.is_dir():
        raise Wrong(f"{out.parent}: no such directory")
    try:
        out.touch(mode=0o600)
        yield
    except OSError as error:
        raise Wrong(f"{out}: {error}") from None
    out.chmod(0o600)


@contextmanager
def importing() -> Iterator[None]:
    """Importing makes no garbage, and looking for it all the while is a tenth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
