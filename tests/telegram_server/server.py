"""The HTTP front of the strict Bot API server, and what tests ask of it."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from aiohttp import web

from . import control
from .answers import WEBHOOK_ACTIVE, Refusal
from .faults import AFTER_EFFECT, HTML_PAGE, REFUSALS, Fault, Faults
from .inbox import encode
from .methods import carry_out, check, check_poll
from .reading import read_params
from .record import Call, Record
from .state import ChatRef, Options, Params, State
from .world import World

MOST_REQUEST_BYTES = 80 * 1024 * 1024
HOST = "127.0.0.1"
JSON = "application/json"


class TelegramServer(Record):
    """A Telegram of one's own. `async with TelegramServer() as server` on this loop, `with running_server() as server` on a thread."""

    def __init__(self, port: int = 0, **options: Any) -> None:
        self.port = port
        self.options = Options(**options)
        super().__init__(State(self.options, self._execute))
        self.world = World(self.state)
        self.faults = Faults()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._web: web.Server | None = None
        self._listening: asyncio.Server | None = None
        self._opening: asyncio.Task[None] | None = None
        self._bot_path = f"/bot{self.options.token}/"
        self._file_path = f"/file/bot{self.options.token}/"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    @property
    def base_url(self) -> str:
        """python-telegram-bot's `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """python-telegram-bot's `base_file_url`."""
        return f"{self.url}/file/bot"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.options.token

    # What tests order.

    def fault(
        self, method: str, kind: str, value: Any = None, *, times: int | None = 1, chat: ChatRef | None = None, skip: int = 0
    ) -> Fault:
        """Orders a mishap for the next calls of a method ("*": any); see faults.KINDS. `times=None`: until `clear_faults`."""
        number = None if chat is None else chat if isinstance(chat, int) else chat.id
        return self.faults.order(Fault(method, kind, value, times, number, skip))

    def clear_faults(self) -> None:
        """From now on all goes well."""
        self.faults.clear()

    def reset(self) -> None:
        """An empty world without calls, violations, faults or webhook; update numbers go on."""

        def forget() -> None:
            self.state.pusher.stop()
            self.state.pusher.deliveries.clear()
            with self.state.lock:
                self.calls.clear()
                self._by_method.clear()
                self.faults.clear()
                self.state.forget()

        self._on_loop(forget)

    # Life.

    async def start(self) -> None:
        """Listens on this loop; port 0 takes a free one."""
        self._loop = self.state.inbox.loop = asyncio.get_running_loop()
        self._web = web.Server(
            self._handle, request_factory=self._request, handler_cancellation=True, access_log=None, keepalive_timeout=600
        )
        await self._listen(self._bind())

    async def stop(self) -> None:
        """Closes everything."""
        await self.state.pusher.close()
        self._close()
        if self._web is not None:
            await self._web.shutdown(0.1)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    def down(self) -> None:
        """The server is gone: nobody listens, open connections break."""
        self._on_loop(self._close)

    def up(self) -> None:
        """It is back on the same port: connections are accepted from the moment this returns."""
        bound = self._bind()
        assert self._loop is not None
        if on_this_loop(self._loop):
            self._opening = self._loop.create_task(self._listen(bound))
        else:
            asyncio.run_coroutine_threadsafe(self._listen(bound), self._loop).result(10)

    def pause(self, seconds: float, after: float = 0.02) -> None:
        """Goes down a moment from now and comes back by itself; called on the server's loop."""
        assert self._loop is not None
        self._loop.call_later(after, self.down)
        self._loop.call_later(after + seconds, self.up)

    def _bind(self) -> socket.socket:
        bound = socket.create_server((HOST, self.port), backlog=1024)
        self.port = bound.getsockname()[1]
        return bound

    async def _listen(self, bound: socket.socket) -> None:
        assert self._loop is not None
        assert self._web is not None
        self._listening = await self._loop.create_server(self._web, sock=bound, backlog=1024)

    def _close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for connection in list(self._web.connections) if self._web else []:
            if connection.transport is not None:
                connection.transport.abort()

    def _on_loop(self, what: Callable[[], None]) -> None:
        """Runs something on the server's loop, from wherever."""
        if self._loop is None or on_this_loop(self._loop):
            what()
            return

        async def run() -> None:
            what()

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    def _request(self, message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
        assert self._loop is not None
        return web.BaseRequest(message, payload, protocol, writer, task, self._loop, client_max_size=MOST_REQUEST_BYTES)

    # Requests.

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(self._bot_path):
            return await self._call(request, path[len(self._bot_path) :])
        if path.startswith(self._file_path):
            stored = self.state.files.at(path[len(self._file_path) :])
            return web.Response(body=stored.data) if stored else self._refused(Refusal(404, "Not Found"))
        if path.startswith("/control/"):
            return await control.answer(self, request, path.removeprefix("/control/"))
        return self._refused(Refusal(401, "Unauthorized") if path.startswith("/bot") else Refusal(404, "Not Found"))

    async def _call(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        call = self._begin(method, {})
        try:
            given = await read_params(request)
        except Refusal as refusal:
            return self._refused(refusal, call)
        call.params = given
        fault = self.faults.take(method, given)
        if fault is not None:
            return await self._under_fault(request, call, given, fault)
        return await self._answer(call, given)

    async def _answer(self, call: Call, given: Params) -> web.StreamResponse:
        """The usual road: check, effect, answer."""
        try:
            body = await self._poll(call, given) if call.method == "getUpdates" else self._perform(call, given)
        except Refusal as refusal:
            return self._refused(refusal, call)
        call.status, call.done = 200, True
        self.state.bell.ring()
        return web.Response(body=body, content_type=JSON)

    def _perform(self, call: Call, given: Params) -> bytes:
        call.params = checked = check(self.state, call.method, given)
        with self.state.lock:
            call.result = carry_out(self.state, call.method, checked)
        return b'{"ok":true,"result":' + encode(call.result) + b"}"

    async def _poll(self, call: Call, given: Params) -> bytes:
        call.params = checked = check(self.state, call.method, given)
        check_poll(self.state, checked)
        if self.state.pusher.hook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        inbox = self.state.inbox
        inbox.allow(checked.get("allowed_updates"))
        batch = await inbox.poll(checked.get("offset", 0), checked.get("limit", 100), checked.get("timeout", 0))
        call.result = len(batch)
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"

    async def _under_fault(self, request: web.BaseRequest, call: Call, given: Params, fault: Fault) -> web.StreamResponse:
        """The call meets its mishap, before or after its effect."""
        call.fault = fault.kind
        if fault.kind in REFUSALS:
            return self._refused(REFUSALS[fault.kind](fault.value), call)
        if fault.kind in {"delay", "hang"}:
            await asyncio.sleep(float(fault.value or (1 if fault.kind == "delay" else 3600)))
        if fault.kind == "delay":
            return await self._answer(call, given)
        if fault.kind in AFTER_EFFECT:
            answer = await self._answer(call, given)
            return await self._spoiled(request, call, answer, fault)
        return self._broken(request, call, fault)

    async def _spoiled(self, request: web.BaseRequest, call: Call, answer: web.StreamResponse, fault: Fault) -> web.StreamResponse:
        """The effect is there; the answer is late, cut or lost."""
        assert isinstance(answer, web.Response)
        assert isinstance(answer.body, bytes)
        if fault.kind == "late_reply":
            await asyncio.sleep(float(fault.value or 1))
            return answer
        if fault.kind == "truncated":
            return web.Response(body=answer.body[: len(answer.body) // 2], content_type=JSON)
        call.status = 0
        hang_up(request)
        return answer

    def _broken(self, request: web.BaseRequest, call: Call, fault: Fault) -> web.StreamResponse:
        """No effect: an error page, an error in JSON, nothing at all."""
        call.status = int(fault.value or 502) if fault.kind in {"status", "html"} else 200 if fault.kind == "empty" else 0
        self.state.bell.ring()
        if fault.kind == "html":
            return web.Response(status=call.status, body=HTML_PAGE, content_type="text/html")
        if fault.kind == "status":
            reason = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}.get(call.status, "Error")
            return web.Response(status=call.status, body=encode(Refusal(call.status, reason).body()), content_type=JSON)
        if fault.kind != "empty":
            hang_up(request)
        return web.Response(body=b"", content_type=JSON)

    def _refused(self, refusal: Refusal, call: Call | None = None) -> web.Response:
        """A refusal as an answer, noted at the call and, if the bot could have known, among the violations."""
        if call is not None:
            call.status, call.description = refusal.code, refusal.description
            if refusal.breach:
                self.state.violate(call.method, refusal.description, call.params)
            self.state.bell.ring()
        return web.Response(status=refusal.code, body=encode(refusal.body()), content_type=JSON)

    def _execute(self, command: dict[str, Any]) -> None:
        """A method call that came as the answer to a webhook: carried out, its outcome told to nobody."""
        given = Params({name: value for name, value in command.items() if name != "method"})
        call = self._begin(command["method"], given, via="webhook")
        try:
            self._perform(call, given)
        except Refusal as refusal:
            self._refused(refusal, call)
        else:
            call.done = True
            self.state.bell.ring()


def on_this_loop(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether the caller runs on that loop."""
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


def hang_up(request: web.BaseRequest) -> None:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.close()


@contextmanager
def running_server(port: int = 0, **options: Any) -> Iterator[TelegramServer]:
    """A server on a thread of its own, for plain tests and for bots in other processes."""
    server = TelegramServer(port, **options)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="telegram-server", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        yield server
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
