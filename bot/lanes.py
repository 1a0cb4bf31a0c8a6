"""Lanes: threads in which everything is decided. A lane commits what is queued in one transaction and only then answers."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zlib import crc32

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.database import Database, Writer
from scheduler import clock

log = logging.getLogger(__name__)
T = TypeVar("T")
Job = Callable[[Session], Any]

BATCH = 64
LONG = 0.005
"""Seconds after which a batch is closed early when a job that must come soon is waiting: at the door they queue, a courier stands still."""
RETRIES = 3
RACES = {"40001", "40P01"}
"""PostgreSQL's codes of a lost race (serialization failure, deadlock): the same job again is the answer."""


@dataclass
class _Waiting:
    job: Job
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


@dataclass
class Lane:
    """One writing thread with a queue. SQLite has one lane and large batches; PostgreSQL has several, where what is decided is committed
    job by job, so that none holds another chat's rows, and only couriers' jobs, which hold a chat each, go together (1.4 → 0.9 ms each)."""

    writer: Writer
    loop: asyncio.AbstractEventLoop
    courier: str | None = None
    mixed: bool = True
    _queue: deque[_Waiting] = field(default_factory=deque)
    _soon: deque[_Waiting] = field(default_factory=deque)
    _ready: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _thread: threading.Thread | None = None

    def start(self, name: str) -> None:
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Job, soon: bool = False) -> asyncio.Future[Any]:
        """Queue a job in the loop's thread, before all others if it must come soon; the future is answered after its commit."""
        future = self.loop.create_future()
        (self._soon if soon else self._queue).append(_Waiting(job, future))
        self._ready.release()
        return future

    def stop(self) -> None:
        """End after what is queued."""
        self._ready.release()
        if self._thread:
            self._thread.join()
        self.writer.close()

    def _work(self) -> None:
        while True:
            self._ready.acquire()
            size = BATCH if self.mixed or self._soon else 1
            first = self._next()
            if first is None:
                return
            self._settle([first], size)

    def _next(self) -> _Waiting | None:
        queue = self._soon or self._queue
        return queue.popleft() if queue else None

    def _settle(self, batch: list[_Waiting], size: int) -> None:
        try:
            self._commit(batch, size)
        except Exception as error:  # carried over to whoever waits, never swallowed
            if len(batch) > 1:  # one bad job must not take its neighbours down: each again, alone
                for waiting in batch:
                    self._settle([waiting], 1)
                return
            batch[0].error = error
        self.loop.call_soon_threadsafe(_answer, batch)

    def _commit(self, batch: list[_Waiting], size: int, tries: int = RETRIES) -> None:
        """Work on a batch, which grows to `size` with what is queued meanwhile, in one transaction."""
        begun = clock.ticking()
        try:
            with self.writer.writing(courier=self.courier) as session:
                for waiting in batch:
                    waiting.result = waiting.job(session)
                    self._grow(batch, size, begun)
        except OperationalError as error:
            if tries <= 1 or getattr(error.orig, "sqlstate", None) not in RACES:
                raise
            self._commit(batch, size, tries - 1)

    def _grow(self, batch: list[_Waiting], size: int, begun: float) -> None:
        full = len(batch) >= size or (self._soon and clock.ticking() - begun > LONG)
        if full or not (self.mixed or self._soon) or not self._ready.acquire(blocking=False):
            return
        waiting = self._next()
        if waiting is None:
            self._ready.release()  # told to stop: after this batch
        else:
            batch.append(waiting)


def _answer(batch: list[_Waiting]) -> None:
    """In the loop's thread, after the commit."""
    for waiting in batch:
        if waiting.future.cancelled():
            continue
        if waiting.error is not None:
            waiting.future.set_exception(waiting.error)
        else:
            waiting.future.set_result(waiting.result)


class Lanes:
    """All lanes. Jobs of one place (a chat) always take the same lane, so order within a chat holds."""

    def __init__(self, database: Database, count: int = 4) -> None:
        loop = asyncio.get_running_loop()
        self.database = database
        self.shared = not database.embedded
        self._lanes = [Lane(database.writer(), loop, mixed=not self.shared) for _ in range(count if self.shared else 1)]
        for number, lane in enumerate(self._lanes):
            lane.start(f"lane-{number}")

    async def run(self, where: str, job: Callable[[Session], T], soon: bool = False) -> T:
        """Run a job in a writing session; returns after it is committed, raises when it is not.

        A job may be run again when its batch failed, so it only touches its session. `soon`: before what else is queued.
        """
        result: T = await self._lanes[crc32(where.encode()) % len(self._lanes)].submit(job, soon)
        return result

    async def read(self, job: Callable[[Session], T]) -> T:
        """Look at what is committed, beside the lanes."""

        def look() -> T:
            with self.database.reading() as session:
                return job(session)

        return await asyncio.to_thread(look)

    def attach(self, courier: str | None) -> None:
        """Letters written from now on may be handed over claimed by this courier (None: by nobody)."""
        for lane in self._lanes:
            lane.courier = courier

    def close(self) -> None:
        for lane in self._lanes:
            lane.stop()
