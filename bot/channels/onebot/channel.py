"""OneBot v11 over a reverse WebSocket: whoever bridges QQ groups (NapCat, LLOneBot …) connects to us. No buttons, no edits."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.web import AbstractRouteDef

from bot.channels.base import Inbox, Menu, Quarantined
from bot.channels.handing import hand_in, quietly
from bot.channels.onebot.events import BROKEN, Event, happened_of, read
from bot.drawing import Studio
from models.drawings import DRAWN
from models.messaging import Attachment, Capabilities, Incoming, Later, Message, Picture, Rejected, Sent, Unknown, Verdict, clean
from scheduler import clock

log = logging.getLogger(__name__)

PATH = "/onebot/v11/ws"
ACK, AGAIN = 10.0, 5.0
LARGEST = 4 * 1024 * 1024
WAIT = aiohttp.ClientTimeout(total=60, connect=5)
PICTURE = 20 * 1024 * 1024
CAN = Capabilities(buttons=False, edits=False, length=4000, caption=4000, gap=1.0, per_minute=20, per_second=5)


class OneBot:
    """The channel `onebot`. A private conversation's address is the account, a group's is `g` and its number."""

    name = "onebot"
    account = ""
    alone = False

    def __init__(self, token: str, pictures: Path) -> None:
        self.token, self.pictures, self.studio = token, pictures, Studio(pictures)
        self._bridge: web.WebSocketResponse | None = None
        self._pending: dict[str, asyncio.Future[Event]] = {}
        self._numbers = count(1)
        self._tasks: asyncio.TaskGroup | None = None

    @property
    def mute(self) -> bool:
        """No bridge has come to this process."""
        return self._bridge is None

    def capabilities(self, private: bool) -> Capabilities:
        return CAN

    # ------------------------------------------------------------ listening

    async def run(self, inbox: Inbox) -> None:
        """Bridges come to us."""
        async with asyncio.TaskGroup() as self._tasks:
            await asyncio.Event().wait()

    def routes(self, inbox: Inbox) -> Sequence[AbstractRouteDef]:
        async def bridge(request: web.Request) -> web.StreamResponse:
            return await self._serve(inbox, request)

        return (web.get(PATH, bridge),)

    async def _serve(self, inbox: Inbox, request: web.Request) -> web.StreamResponse:
        said = request.headers.get("Authorization", "").partition(" ")[2] or request.query.get("access_token", "")
        if not hmac.compare_digest(said.encode("utf-8", "surrogateescape"), self.token.encode()):
            raise web.HTTPUnauthorized
        bridge = web.WebSocketResponse(max_msg_size=LARGEST, heartbeat=30)
        await bridge.prepare(request)
        if request.headers.get("X-Client-Role", "Universal") != "Event":
            self._bridge = bridge
        async for message in bridge:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._heard(inbox, message.data.encode("utf-8", "replace"))
        if self._bridge is bridge:
            self._bridge = None
        return bridge

    def _heard(self, inbox: Inbox, raw: bytes) -> None:
        """Begun in order, ended beside the connection: an answer to what the house sends may come before its commit."""
        try:
            event = read(raw)
        except BROKEN as wrong:
            key = f"onebot:q:{hashlib.sha256(raw).hexdigest()[:24]}"
            self._beside(inbox.quarantine(Quarantined("onebot", key, raw, clean(str(wrong))[:200], clock.now())))
            return
        waiting = self._pending.pop(str(event.echo), None) if event.echo is not None else None
        if waiting is not None and not waiting.done():
            waiting.set_result(event)
        happened = happened_of(event)
        if happened is not None:
            self._beside(self._fetched(inbox, happened))

    def _beside(self, doing: Any) -> None:
        if self._tasks is not None:
            self._tasks.create_task(quietly("onebot", doing))

    async def _fetched(self, inbox: Inbox, happened: Incoming) -> None:
        for shown in happened.attachments:
            if shown.name.startswith(("http://", "https://")):
                self._beside(self._download(shown.name, self.pictures / shown.ref))
        await hand_in("onebot", partial(inbox.accept, happened))

    async def _download(self, url: str, to: Path) -> None:
        async with aiohttp.ClientSession(timeout=WAIT) as session, session.get(url, allow_redirects=False) as answer:
            content = await answer.content.read(PICTURE)
        if answer.status == 200:
            await asyncio.to_thread(to.write_bytes, content)

    # ------------------------------------------------------------ speaking

    async def send(self, chat: str, message: Message) -> Verdict:
        segments = [{"type": "text", "data": {"text": message.text}}] if message.text else []
        if message.mention is not None and message.mention.account.isdecimal():
            segments.insert(0, {"type": "at", "data": {"qq": message.mention.account}})
        if message.reply_to:
            segments.insert(0, {"type": "reply", "data": {"id": message.reply_to}})
        if message.picture is not None:
            try:
                segments.append({"type": "image", "data": {"file": await self._photo(message.picture)}})
            except (OSError, ValueError) as wrong:
                if not message.text:
                    return Rejected(f"no picture: {type(wrong).__name__}")
        return await self._act(chat, segments)

    async def _photo(self, picture: Picture) -> str:
        if picture.of == DRAWN:
            content = await self.studio.paint(picture.name)
        else:
            content = await asyncio.to_thread((self.pictures / Path(picture.name).name).read_bytes)
        return f"base64://{base64.b64encode(content).decode()}"

    async def _act(self, chat: str, segments: list[dict[str, Any]]) -> Verdict:
        group = chat.startswith("g")
        action, to = ("send_group_msg", {"group_id": int(chat[1:])}) if group else ("send_private_msg", {"user_id": int(chat)})
        if self._bridge is None or self._bridge.closed:
            return Later(AGAIN, everyone=True)
        echo = f"jinlin-{next(self._numbers)}"
        answer = self._pending[echo] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(ACK):
                await self._bridge.send_json({"action": action, "params": {**to, "message": segments}, "echo": echo})
                said = await answer
        except (TimeoutError, ConnectionError) as lost:
            return Unknown(type(lost).__name__)
        finally:
            self._pending.pop(echo, None)
        if said.retcode:
            return Rejected(f"retcode {said.retcode}")
        arrived = said.data.get("message_id") if isinstance(said.data, dict) else None
        return Sent(str(arrived)) if arrived is not None else Unknown("answer without a message")

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        return Rejected("messages cannot be edited here")

    # ------------------------------------------------------------ the rest

    async def fetch(self, attachment: Attachment, to: Path) -> Path:
        """What came was fetched when it came."""
        return self.pictures / Path(attachment.ref).name

    async def menus(self, menus: Sequence[Menu]) -> None: ...

    async def check(self, chats: Sequence[str]) -> list[str]:
        return []

    async def close(self) -> None:
        if self._bridge is not None:
            await self._bridge.close()
