"""Updates sent to the bot's own address, again and again until it says 2xx."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import aiohttp
import msgspec

from .inbox import Inbox, Pending

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LOOK_AHEAD = 500


@dataclass(slots=True)
class Hook:
    """What setWebhook was told."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    ip_address: str | None = None


@dataclass(slots=True)
class Delivery:
    """One attempt: which update, what came back (0: no answer), the attempt's number."""

    update_id: int
    status: int
    attempt: int


@dataclass
class Pusher:
    """Delivers the inbox to one address, up to max_connections at a time; `base` and `cap` are the pauses in seconds."""

    inbox: Inbox
    execute: Callable[[dict[str, Any]], None]
    base: float = 0.05
    cap: float = 2.0
    ordered: bool = False
    timeout: float = 10.0
    hook: Hook | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    last_error: str | None = None
    _flying: dict[int, Pending] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _session: aiohttp.ClientSession | None = None

    @property
    def in_flight(self) -> int:
        """Updates being delivered or waiting for their next attempt."""
        return len(self._flying)

    def start(self, hook: Hook) -> None:
        """Delivers to this address from now on."""
        self.stop()
        self.hook = hook
        self.inbox.feeds_webhook = True
        self.inbox.on_webhook = self.pump
        self.pump()

    def stop(self) -> None:
        """Ends delivery; what was on its way waits in the inbox again."""
        for task in self._tasks:
            task.cancel()
        self.inbox.put_back(self._flying.values())
        self._flying.clear()
        self._tasks.clear()
        self.inbox.feeds_webhook = False
        self.hook = None

    async def close(self) -> None:
        """Ends delivery and closes connections."""
        self.stop()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def pump(self) -> None:
        """Starts as many deliveries as there are free connections."""
        while self.hook is not None and len(self._flying) < self.hook.max_connections:
            update = self._next()
            if update is None:
                return
            self._flying[update.id] = update
            task = asyncio.get_running_loop().create_task(self._deliver(update, self.hook))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _next(self) -> Pending | None:
        """The oldest update that may fly now: in ordered mode one of a chat at a time, as tdlib does."""
        with self.inbox.lock:
            busy = {flying.key for flying in self._flying.values()} if self.ordered else set()
            for index, update in enumerate(islice(self.inbox.pending, LOOK_AHEAD)):
                if update.key not in busy:
                    del self.inbox.pending[index]
                    return update
        return None

    async def _deliver(self, update: Pending, hook: Hook) -> None:
        attempt = 0
        while not await self._post(update, hook, attempt):
            await asyncio.sleep(min(self.cap, self.base * 2**attempt))
            attempt += 1
        self._flying.pop(update.id, None)
        self.inbox.confirmed += 1
        self.inbox.ring()
        self.pump()

    async def _post(self, update: Pending, hook: Hook, attempt: int) -> bool:
        """One attempt; an answer that is a method call is carried out."""
        status, body = 0, b""
        self.inbox.handed_out += 1
        try:
            async with self._client().post(hook.url, data=update.body, headers=headers(hook), allow_redirects=False) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            self.last_error = str(error) or type(error).__name__
        self.deliveries.append(Delivery(update.id, status, attempt))
        self.inbox.ring()
        if not 200 <= status < 300:
            self.last_error = f"Wrong response from the webhook: {status}" if status else self.last_error
            return False
        self._obey(body)
        return True

    def _obey(self, body: bytes) -> None:
        if not body.lstrip().startswith(b"{"):
            return
        try:
            call = msgspec.json.decode(body)
        except msgspec.DecodeError:
            return
        if isinstance(call.get("method"), str):
            self.execute(call)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=self.timeout))
        return self._session


def headers(hook: Hook) -> dict[str, str]:
    """JSON, and the secret if one was set."""
    chosen = {"Content-Type": "application/json"}
    return chosen | {HEADER: hook.secret} if hook.secret else chosen
