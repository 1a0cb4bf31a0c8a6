"""The long connection (protocol A2.3): subscribed first of all, kept alive, made anew for ever, and never fought over."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from enum import StrEnum
from typing import Any
from weakref import WeakValueDictionary

import aiohttp

from bot.channels.wecom.frames import EVENT, LARGEST, PING, SUBSCRIBE, Frame, frame_of, new_id, read_frame, says_goodbye
from bot.channels.wecom.settings import WeComSettings

log = logging.getLogger(__name__)

MISSED = 2
"""Pings without an answer after which nobody is there."""
REFUSALS = 5
LONG = 60.0
ALERT = 10
"""Failures in a row after which it is an error in the log."""


class State(StrEnum):
    CONNECTING = "connecting"
    READY = "ready"
    REPLACED = "replaced"
    REFUSED = "refused"


class NotSent(Exception):
    """The frame certainly never left."""


class Doubtful(Exception):
    """The frame may have arrived; its acknowledgement was lost."""


class Wire:
    """One socket at a time. `take` is handed every request of the server's; acknowledgements find whoever waits for them."""

    def __init__(self, settings: WeComSettings, take: Callable[[Frame], None]) -> None:
        self.settings, self.rhythm, self.take = settings, settings.rhythm, take
        self.state = State.CONNECTING
        self.ready = asyncio.Event()
        self.failures = self.refusals = 0
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._pending: dict[str, asyncio.Future[Frame]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._pings: set[str] = set()

    # ------------------------------------------------------------ life

    async def run(self) -> State:
        """Stay connected; ends only when another process took the bot over, or its secret is refused."""
        async with aiohttp.ClientSession() as session:
            while self.state is State.CONNECTING:
                try:
                    await self._connect(session)
                except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as wrong:
                    log.info("wecom cannot be reached", extra={"reason": type(wrong).__name__})
                if self.state is State.CONNECTING:
                    await self._rest()
        return self.state

    async def _connect(self, session: aiohttp.ClientSession) -> None:
        closing = aiohttp.ClientWSTimeout(ws_close=1.0)
        async with asyncio.timeout(self.rhythm.subscribe):
            socket = await session.ws_connect(self.settings.url, max_msg_size=LARGEST, timeout=closing)
        self._pings.clear()
        try:
            async with asyncio.TaskGroup() as tasks:
                living = tasks.create_task(self._live(socket))
                try:
                    await self._read(socket)
                finally:
                    living.cancel()
        finally:
            self._lose()
            await socket.close()

    async def _live(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Subscribe, then ask again and again whether anybody is there; whatever goes wrong closes the socket."""
        try:
            if await self._subscribed(socket):
                self.failures = self.refusals = 0
                self._socket, self.state = socket, State.READY
                self.ready.set()
                log.info("wecom connected")
                await self._ping(socket)
        except Doubtful as wrong:
            log.info("wecom is silent", extra={"reason": str(wrong)})
        await socket.close()

    async def _ping(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Ends when two pings in a row had no answer."""
        while True:
            await asyncio.sleep(self.rhythm.ping)
            if len(self._pings) >= MISSED:
                raise Doubtful("pings without an answer")
            self._pings.add(req_id := new_id(PING))
            await self._write(socket, frame_of(PING, req_id))

    async def _subscribed(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        said = {"bot_id": self.settings.bot_id, "secret": self.settings.secret}
        answer = await self._exchange(socket, SUBSCRIBE, new_id(SUBSCRIBE), said, self.rhythm.subscribe)
        if answer.errcode:
            self.refusals += 1
            log.warning("wecom refuses the bot", extra={"errcode": answer.errcode, "tries": self.refusals})
            if self.refusals >= REFUSALS:
                self.state = State.REFUSED
        return not answer.errcode

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = read_frame(message.data) if message.type is aiohttp.WSMsgType.TEXT else None
            if frame is None:
                log.warning("wecom sent no frame")
            elif frame.cmd == EVENT and says_goodbye(frame):
                self.state = State.REPLACED
                return
            elif frame.cmd:
                self.take(frame)
            else:
                self._acknowledged(frame)

    def _acknowledged(self, frame: Frame) -> None:
        """Acknowledgements have no command: only the id says whose they are."""
        if frame.headers.req_id in self._pings:
            self._pings.clear()
        waiting = self._pending.pop(frame.headers.req_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(frame)

    def _lose(self) -> None:
        """What was under way has no answer any more."""
        self._socket = None
        self.ready.clear()
        if self.state is State.READY:
            self.state = State.CONNECTING
        for waiting in self._pending.values():
            if not waiting.done():
                waiting.set_exception(Doubtful("connection lost"))
        self._pending.clear()

    async def _rest(self) -> None:
        self.failures += 1
        seconds = self.patience()
        level = logging.ERROR if self.failures % ALERT == 0 else logging.WARNING
        log.log(level, "wecom is lost", extra={"failures": self.failures, "again_in": round(seconds, 1)})
        await asyncio.sleep(seconds)

    def patience(self) -> float:
        """Seconds until it is worth trying again: 1, 2, 4 … 30, never all at the same moment; longer when somebody has to mend it."""
        if self.state in (State.REPLACED, State.REFUSED):
            return LONG
        wait = min(self.rhythm.longest, self.rhythm.first * 2.0 ** min(max(self.failures - 1, 0), 10))
        return wait * random.uniform(1.0, 1.3)

    # ------------------------------------------------------------ speaking

    async def ask(self, cmd: str, body: Any, req_id: str = "") -> Frame:
        """A request's acknowledgement. Of one id strictly one after the other, of different ids side by side.

        NotSent when there is no connection; Doubtful when it is lost, or silent, after the frame went out.
        """
        req_id = req_id or new_id(cmd)
        turn = self._turns.get(req_id) or self._turns.setdefault(req_id, asyncio.Lock())
        async with turn:
            if self._socket is None or self._socket.closed:
                raise NotSent
            return await self._exchange(self._socket, cmd, req_id, body, self.rhythm.ack)

    async def _exchange(self, socket: aiohttp.ClientWebSocketResponse, cmd: str, req_id: str, body: Any, within: float) -> Frame:
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._pending[req_id] = answer
        try:
            async with asyncio.timeout(within):
                await self._write(socket, frame_of(cmd, req_id, body))
                return await answer
        except TimeoutError:
            raise Doubtful("no acknowledgement") from None
        finally:
            self._pending.pop(req_id, None)
            answer.cancel()

    async def _write(self, socket: aiohttp.ClientWebSocketResponse, frame: str) -> None:
        try:
            await socket.send_str(frame)
        except (aiohttp.ClientError, ConnectionError, RuntimeError):
            raise Doubtful("not written") from None

    async def drop(self) -> None:
        """The server does not know us on this connection: a new one."""
        if self._socket is not None:
            await self._socket.close()
