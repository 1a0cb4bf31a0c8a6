"""The command line: one module for each family of commands, imported when it is called. People at the terminal read English."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


class Wrong(Exception):
    """What was typed or handed in is wrong: one line, exit code 2."""


class Failed(Exception):
    """It was right and could not be done: one line, exit code 1."""


@contextmanager
def importing() -> Iterator[None]:
    """Importing makes no garbage, and looking for it all the while is a tenth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
