"""Several processes on one PostgreSQL: whoever writes a letter wakes every courier, and one process alone polls.

SQLite has one process, so there is nobody to wake and nobody to wait for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any
from zlib import crc32

from models.database import Database
from models.letters import WAKE

if TYPE_CHECKING:
    from psycopg import AsyncConnection

log = logging.getLogger(__name__)

AGAIN = 1.0
"""Seconds before a lost connection is made anew; until then the sweep finds what nobody told us of."""
FAITHFUL = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
"""The server notices within half a minute that a process is gone without a word, and gives what it held to the next."""
PULSE = 5.0
"""Seconds between two looks at whether what we hold alone is still ours."""


async def hear(database: Database, wake: Callable[[int], None]) -> None:
    """Call `wake` with the chat of every letter that waits for a courier, until cancelled."""
    if database.embedded:
        return

    async def listening(connection: AsyncConnection[Any]) -> None:
        await connection.execute(f"LISTEN {WAKE}")
        async for told in connection.notifies():
            wake(int(told.payload))

    await _persistently(database, listening)


async def alone(database: Database, what: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do `work`, which never ends by itself, while no other process does it; the others wait their turn."""
    if database.embedded:
        await work()
        return

    async def in_turn(connection: AsyncConnection[Any]) -> None:
        await connection.execute("SELECT pg_advisory_lock(%s)", [crc32(f"jinlin:{what}".encode())])
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_pulse(connection))
            tasks.create_task(work())

    await _persistently(database, in_turn)


async def _pulse(connection: AsyncConnection[Any]) -> None:
    """Ends with an error when the connection, and with it the lock, is lost."""
    while True:
        await asyncio.sleep(PULSE)
        await connection.execute("SELECT 1")


async def _persistently(database: Database, use: Callable[[AsyncConnection[Any]], Awaitable[None]]) -> None:
    """A connection of its own, made anew whenever it is lost."""
    from psycopg import AsyncConnection, OperationalError  # not for those who have SQLite

    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await AsyncConnection.connect(address, autocommit=True, options=FAITHFUL) as connection:
                await use(connection)
        except* OperationalError as lost:
            log.warning("connection to the database lost", extra={"reason": type(lost.exceptions[0]).__name__})
        await asyncio.sleep(AGAIN)
