"""Hours in a moment: a clock that moves only when told to, and a program whose sleeps wait for that clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from heapq import heappop, heappush
from itertools import pairwise
from types import ModuleType
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from bot.app import App
from bot.channels.telegram import polling
from bot.channels.telegram.wire import AiohttpRequest
from bot.lanes import Lanes
from models.chats import Chat
from scheduler import clock, courier
from tests.house import START
from tests.telegram_server import TelegramServer

Work = Callable[..., Awaitable[Any]]
STILL = 10
"""So many turns of the loop without anything under way mean that all is quiet."""
TROUBLES: dict[str, tuple[str, int | None] | None] = {
    "refused connections": None,
    "502 pages": ("html", 502),
    "pages with 200": ("html", 200),
    "truncated answers": ("truncated", None),
}


def break_down(server: TelegramServer, trouble: str) -> None:
    """From now on every call meets this trouble."""
    fault = TROUBLES[trouble]
    server.fault("*", *fault, times=None) if fault else server.down()


def mend(server: TelegramServer, trouble: str) -> None:
    """All goes well again."""
    server.clear_faults() if TROUBLES[trouble] else server.up()


class _Asyncio(ModuleType):
    """asyncio as a module under test sees it, with another sleep."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        super().__init__("asyncio")
        self.sleep = sleep

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)


class Time:
    """Stands still until moved; `slept` is every wait that was asked for, in seconds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._asleep = asyncio.Event()
        monkeypatch.setattr(clock, "now", lambda: START + timedelta(seconds=self.seconds))
        monkeypatch.setattr(clock, "ticking", lambda: self.seconds)
        for module in (polling, courier):
            monkeypatch.setattr(module, "asyncio", _Asyncio(self.sleep))

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.seconds + seconds, len(self.slept), waking))
        self._asleep.set()
        await waking

    async def somebody_sleeps(self) -> None:
        async with asyncio.timeout(20):
            await self._asleep.wait()

    def next_waking(self) -> float:
        return self._sleepers[0][0] if self._sleepers else float("inf")

    def move(self, to: float) -> None:
        """It is so late now; whoever slept until then wakes."""
        self.seconds = max(self.seconds, to)
        while self._sleepers and self._sleepers[0][0] <= self.seconds:
            waking = heappop(self._sleepers)[2]
            if not waking.done():
                waking.set_result(None)
        if not self._sleepers:
            self._asleep.clear()

    async def outlast(self, hours: float, mended: Callable[[], None]) -> None:
        """One sleeper sleeps again and again for so long; mended in its sleep, it wakes once more."""
        until = self.seconds + 3600 * hours
        await self.somebody_sleeps()
        while self.seconds < until:
            self.move(self.next_waking())
            await self.somebody_sleeps()
        mended()
        self.move(self.next_waking())


class StillMetronome:
    """Beats nothing by itself."""

    def every(self, seconds: float, name: str, beat: object) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass
class Attempt:
    """A call that was tried: when in seconds, which method, for which chat (0: none)."""

    at: float
    method: str
    chat: int


class Hours(Time):
    """The time of a whole program, made before it: it passes from one thing that is due to the next, each time once all is quiet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(monkeypatch)
        self.tried: list[Attempt] = []
        self._under_way = 0
        monkeypatch.setattr("bot.app.Metronome", StillMetronome)
        monkeypatch.setattr(Lanes, "run", self._counted(Lanes.run))
        monkeypatch.setattr(Lanes, "read", self._counted(Lanes.read))
        monkeypatch.setattr(AiohttpRequest, "exchange", self._counted(self._noted(AiohttpRequest.exchange)))

    def _counted(self, work: Work) -> Work:
        async def counted(*args: Any, **more: Any) -> Any:
            self._under_way += 1
            try:
                return await work(*args, **more)
            finally:
                self._under_way -= 1

        return counted

    def _noted(self, exchange: Work) -> Work:
        async def noted(wire: AiohttpRequest, verb: str, url: str, *args: Any, **more: Any) -> Any:
            said = more.get("data")
            params = msgspec.json.decode(said) if isinstance(said, bytes) else {}
            self.tried.append(Attempt(self.seconds, url.rpartition("/")[2], params.get("chat_id", 0)))
            return await exchange(wire, verb, url, *args, **more)

        return noted

    async def quiet(self, server: TelegramServer) -> None:
        """Nothing is under way but the long poll that waits for updates."""
        still = 0
        async with asyncio.timeout(20):
            while still < STILL:
                await asyncio.sleep(0)
                still = still + 1 if self._under_way == server.polled else 0

    async def pass_(self, seconds: float, app: App, server: TelegramServer) -> None:
        """So much time passes; letters and timers are looked at whenever something may be due."""
        end = self.seconds + seconds
        await self.quiet(server)
        while self.seconds < end:
            self.move(min(end, self.next_waking(), self._next_ready(app)))
            await app.courier.sweep()
            await app.alarm.beat()
            await self.quiet(server)

    def _next_ready(self, app: App) -> float:
        """When the first chat that is held may be written to again."""
        now = clock.now()
        with app.database.reading() as session:
            first = session.scalar(select(Chat.ready_at).where(Chat.ready_at > now).order_by(Chat.ready_at).limit(1))
        return (first - START).total_seconds() + 1e-6 if first else float("inf")

    def waits(self, method: str, chat: int = 0) -> list[float]:
        """Seconds between two attempts."""
        at = [tried.at for tried in self.tried if (tried.method, tried.chat) == (method, chat)]
        return [after - before for before, after in pairwise(at)]
