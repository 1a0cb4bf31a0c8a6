"""The gateway of the long connection: one connection a bot, acknowledgements without a command, the codes of A2.11."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

BOT, SECRET = "aibot-1", "s3cret-of-the-bot"
REPLIES = {"stream", "markdown", "template_card", "image", "file", "voice", "video"}
PUSHES = REPLIES - {"stream"}
ROOM = 20480
PIECE = 512 * 1024


@dataclass
class Received:
    """A frame of the bot's, and what it was answered with (None: nothing)."""

    cmd: str
    req_id: str
    body: dict[str, Any]
    code: int | None = 0


@dataclass
class Gateway:
    """`refuse`: codes for the next frames of a command (None: swallow the acknowledgement). `deaf`: pings are not answered.

    `held`: a command whose acknowledgements wait until `release`. `groups_refuse_cards`: 40008 for a card to a group.
    """

    frames: list[Received] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    refuse: dict[str, list[int | None]] = field(default_factory=dict)
    deaf: bool = False
    secret: str = SECRET
    groups_refuse_cards: bool = False
    held: set[str] = field(default_factory=set)
    connections: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._changed = asyncio.Condition()
        self._gate = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None
        self._sockets: set[web.WebSocketResponse] = set()
        self._under_way: Counter[str] = Counter()
        self._kinds: dict[str, str] = {}
        self._groups: set[str] = set()
        self._tasks: set[str] = set()
        self._uploads: dict[str, dict[str, Any]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self.files: dict[str, bytes] = {}
        self.uploaded: dict[str, bytes] = {}

    # ------------------------------------------------------------ life

    async def __aenter__(self) -> Gateway:
        app = web.Application()
        app.router.add_get("/", self._connect)
        app.router.add_get("/files/{name}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gate.set()
        await self.cut()
        for task in list(self._answering):
            task.cancel()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    async def cut(self) -> None:
        """Every connection breaks, without a word."""
        for socket in list(self._sockets):
            if socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()
        self._socket = None

    async def until(self, holds: Callable[[Gateway], object], seconds: float = 20) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: bool(holds(self))), seconds)

    def release(self) -> None:
        """What was held is acknowledged."""
        self._gate.set()

    # ------------------------------------------------------------ what happens in WeCom

    async def say(self, who: str, text: str, group: str = "", **more: Any) -> str:
        """A resident says something to the bot; the request id it may be answered by."""
        return await self.message(who, group, {"msgtype": "text", "text": {"content": text}} | more)

    async def message(self, who: str, group: str, said: dict[str, Any]) -> str:
        number = next(self._numbers)
        body = {"msgid": f"MSG{number}", "aibotid": BOT, "from": {"userid": who}, "chattype": "group" if group else "single", **said}
        if group:
            body.setdefault("chatid", group)
            self._groups.add(group)
        return await self.callback("aibot_msg_callback", body)

    async def event(self, kind: str, who: str = "zhang", group: str = "", **payload: Any) -> str:
        number = next(self._numbers)
        body: dict[str, Any] = {"msgid": f"MSG{number}", "aibotid": BOT, "from": {"userid": who}, "msgtype": "event"}
        body |= {"chattype": "group", "chatid": group} if group else {"chattype": "single"}
        return await self.callback("aibot_event_callback", body | {"event": {"eventtype": kind, kind: payload}})

    async def press(self, who: str, card: dict[str, Any], label: str, group: str = "") -> str:
        """Somebody presses a button of a card."""
        key = next(button["key"] for button in card["button_list"] if button["text"] == label)
        told = {"card_type": card["card_type"], "event_key": key, "task_id": card["task_id"]}
        return await self.event("template_card_event", who, group, **told)

    async def callback(self, cmd: str, body: dict[str, Any]) -> str:
        req_id = f"cb-{next(self._numbers)}"
        self._kinds[req_id] = cmd if cmd == "aibot_msg_callback" else str(body.get("event", {}).get("eventtype"))
        await self.raw(json.dumps({"cmd": cmd, "headers": {"req_id": req_id}, "body": body}, ensure_ascii=False))
        return req_id

    async def raw(self, text: str) -> None:
        """Said to whoever is connected; if they die this very moment it is lost, and never said again."""
        assert self._socket is not None
        with contextlib.suppress(ConnectionError):
            await self._socket.send_str(text)

    def seal(self, name: str, content: bytes, key: bytes = b"k" * 32) -> dict[str, str]:
        """A picture as a message names it: sealed at an address, with its own key."""
        from bot.channels.wecom.crypto import _encrypt

        self.files[name] = _encrypt(key, content)
        return {"url": f"http://127.0.0.1:{self.port}/files/{name}", "aeskey": base64.b64encode(key).decode().rstrip("=")}

    # ------------------------------------------------------------ what one can see

    def of(self, cmd: str) -> list[Received]:
        return [frame for frame in self.frames if frame.cmd == cmd]

    def texts(self, *codes: int | None) -> list[str]:
        """What was said, answers and pushes, in the order it was taken."""
        said = [f.body for f in self.frames if f.cmd in ("aibot_respond_msg", "aibot_send_msg") and f.code in (codes or (0,))]
        return [words_of(body) for body in said]

    def said_to(self, chat: str) -> list[str]:
        return [words_of(f.body) for f in self.of("aibot_send_msg") if f.body["chatid"] == chat and f.code == 0]

    # ------------------------------------------------------------ the gateway itself

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["name"]])

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=8 * 1024 * 1024)
        await socket.prepare(request)
        self.connections += 1
        self._sockets.add(socket)
        first = True
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._take(socket, json.loads(message.data), first)
                    first = False
        finally:
            self._sockets.discard(socket)
            self._socket = None if self._socket is socket else self._socket
            await self._ring()
        return socket

    def _take(self, socket: web.WebSocketResponse, frame: dict[str, Any], first: bool) -> None:
        cmd, req_id, body = frame["cmd"], frame["headers"]["req_id"], frame.get("body", {})
        received = Received(cmd, req_id, body)
        self.frames.append(received)
        if first and cmd != "aibot_subscribe":
            self.violations.append(f"the first frame was {cmd}")
        if self._under_way[req_id]:
            self.violations.append(f"{cmd} while another frame of {req_id} was under way")
        self._under_way[req_id] += 1
        task = asyncio.create_task(self._answer(socket, received))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, socket: web.WebSocketResponse, received: Received) -> None:
        told = self.refuse.get(received.cmd)
        code: int | None
        code, more = (told.pop(0), {}) if told else await self._judge(socket, received)
        if received.cmd == "ping" and self.deaf:
            code = None
        received.code = code
        await self._ring()
        if received.cmd in self.held:
            await self._gate.wait()
        self._under_way[received.req_id] -= 1
        if code is not None and not socket.closed:
            said = {"headers": {"req_id": received.req_id}, "errcode": code, "errmsg": "ok" if code == 0 else "refused"}
            with contextlib.suppress(ConnectionError):
                await socket.send_str(json.dumps(said | more))
        await self._ring()

    async def _judge(self, socket: web.WebSocketResponse, received: Received) -> tuple[int, dict[str, Any]]:
        cmd, body = received.cmd, received.body
        if cmd == "aibot_subscribe":
            return await self._subscribe(socket, body), {}
        if socket is not self._socket:
            return 846609, {}
        if cmd == "ping":
            return 0, {}
        if cmd.startswith("aibot_upload_media_"):
            return self._upload(cmd.rpartition("_")[2], body)
        if cmd == "aibot_send_msg":
            return self._content(body, PUSHES, body.get("chatid", "") in self._groups), {}
        kind = self._kinds.get(received.req_id)
        wanted = {
            "aibot_msg_callback": "aibot_respond_msg",
            "enter_chat": "aibot_respond_welcome_msg",
            "template_card_event": "aibot_respond_update_msg",
        }.get(kind or "")
        if cmd != wanted:
            return 846605, {}
        return (self._content(body, REPLIES, False) if cmd == "aibot_respond_msg" else 0), {}

    async def _subscribe(self, socket: web.WebSocketResponse, body: dict[str, Any]) -> int:
        if (body.get("bot_id"), body.get("secret")) != (BOT, self.secret):
            return 853000
        old, self._socket = self._socket, socket
        if old is not None and not old.closed:
            goodbye = {"msgtype": "event", "event": {"eventtype": "disconnected_event"}}
            await old.send_str(json.dumps({"cmd": "aibot_event_callback", "headers": {"req_id": "bye"}, "body": goodbye}))
        return 0

    def _content(self, body: dict[str, Any], kinds: set[str], group: bool) -> int:
        kind = body.get("msgtype")
        if kind not in kinds:
            return 40008
        if len(words_of(body).encode()) > ROOM:
            self.violations.append("too long a content")
            return 40058
        if kind == "template_card":
            if group and self.groups_refuse_cards:
                return 40008
            task = body["template_card"].get("task_id", "")
            if task in self._tasks:
                return 42014
            self._tasks.add(task)
        if kind in ("image", "file") and body[kind]["media_id"] not in self.uploaded:
            return 40058
        return 0

    def _upload(self, step: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if step == "init":
            id_ = f"UP{next(self._numbers)}"
            self._uploads[id_] = {"told": body, "pieces": {}}
            return 0, {"body": {"upload_id": id_}}
        upload = self._uploads.get(body.get("upload_id", ""))
        if upload is None:
            return 40058, {}
        total = upload["told"]["total_chunks"]
        if step == "chunk":
            piece = base64.b64decode(body["base64_data"])
            if not 0 <= body["chunk_index"] < total or len(piece) > PIECE:
                return 40058, {}
            upload["pieces"][body["chunk_index"]] = piece
            return 0, {}
        if sorted(upload["pieces"]) != list(range(total)):
            return 40058, {}
        media = f"MEDIA{next(self._numbers)}"
        self.uploaded[media] = b"".join(upload["pieces"][n] for n in range(total))
        return 0, {"body": {"type": upload["told"]["type"], "media_id": media, "created_at": 1}}

    async def _ring(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def words_of(body: dict[str, Any]) -> str:
    """The words of a content."""
    kind = body.get("msgtype", "")
    if kind == "template_card":
        card = body["template_card"]
        return "\n".join(filter(None, (card["main_title"]["title"], card.get("sub_title_text", ""))))
    return str(body.get(kind, {}).get("content", ""))
