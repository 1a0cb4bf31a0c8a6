"""Waiting for something to be true, from a coroutine or a thread, without sleeping and asking again."""

import asyncio
import threading
import time
from collections.abc import Callable
from threading import RLock


class Bell:
    """Rung at every change; who waits looks again. Works across threads and event loops."""

    def __init__(self, lock: RLock) -> None:
        self._condition = threading.Condition(lock)
        self._sleepers = 0
        self._listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Wakes everyone who waits; costs nothing when nobody does."""
        if self._sleepers:
            with self._condition:
                self._condition.notify_all()
        for loop, event in list(self._listeners):
            loop.call_soon_threadsafe(event.set)

    async def until(self, holds: Callable[[], bool], timeout: float) -> None:
        """Returns once `holds()`; TimeoutError otherwise."""
        event = asyncio.Event()
        entry = (asyncio.get_running_loop(), event)
        self._listeners.add(entry)
        try:
            async with asyncio.timeout(timeout):
                while not holds():
                    await event.wait()
                    event.clear()
        finally:
            self._listeners.discard(entry)

    def sleep_until(self, holds: Callable[[], bool], timeout: float) -> None:
        """The same from a plain thread."""
        ends = time.monotonic() + timeout
        with self._condition:
            self._sleepers += 1
            try:
                while not holds():
                    if not self._condition.wait(max(0.0, ends - time.monotonic())) and not holds():
                        raise TimeoutError(f"not so within {timeout} s")
            finally:
                self._sleepers -= 1
