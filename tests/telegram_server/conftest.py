"""A server for each self-test."""

from collections.abc import Iterator

import pytest

from .server import TelegramServer, running_server


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """A server on a thread of its own, an empty world."""
    with running_server() as running:
        yield running
