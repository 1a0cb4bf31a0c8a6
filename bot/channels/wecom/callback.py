"""Callback mode (protocol A3): WeCom comes to us. What is not signed with our token, or is old, changes nothing."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import aiohttp
import msgspec
from aiohttp import web

from bot.channels.base import Inbox, Outcome
from bot.channels.bodies import read_body
from bot.channels.wecom import cards, media, robots
from bot.channels.wecom.crypto import Envelope, Forged, read_key
from bot.channels.wecom.ears import note, quarantined, quoted
from bot.channels.wecom.incoming import Heard, Kind, Unreadable, read
from bot.channels.wecom.sending import Lanes, new_message
from bot.channels.wecom.settings import WeComSettings
from bot.channels.wecom.words import ROOM, plainly
from handlers import texts
from models import wecom
from models.messaging import Gone, Message, Sent, Verdict
from models.wecom import WeComStream
from scheduler import clock

log = logging.getLogger(__name__)
T = TypeVar("T")

LARGEST = 1024 * 1024
OLD = 300
"""Seconds a callback may be old, or early."""
OPEN = timedelta(minutes=4, seconds=30)
"""Nothing more is said in a stream after so long, so that it is closed within its five minutes, whatever is still to come."""
QUIET = timedelta(seconds=2)
"""Nothing more said for so long: that was the answer."""
SILENT = timedelta(seconds=20)
"""Nothing said at all for so long: there will be no answer."""
WAIT = 1.5
"""Seconds the first answer is waited for; after it WeCom asks for the stream."""


class Sealed(msgspec.Struct):
    encrypt: str = ""
    Encrypt: str = ""


class Callbacks:
    """The one address WeCom posts to, and the ways back from it."""

    def __init__(self, settings: WeComSettings, lanes: Lanes, session: Callable[[], aiohttp.ClientSession], pictures: Path) -> None:
        self.settings, self.lanes, self.session, self.pictures = settings, lanes, session, pictures
        self.envelope = Envelope(settings.token, read_key(settings.aes_key))
        self._said: dict[str, asyncio.Event] = {}
        self._under_way: set[asyncio.Future[Any]] = set()

    @property
    def path(self) -> str:
        """An address nobody guesses and that does not show the token."""
        return f"/wecom/{hashlib.sha256(self.settings.token.encode()).hexdigest()[:32]}"

    # ------------------------------------------------------------ the door

    async def verify(self, request: web.Request) -> web.Response:
        """WeCom asks whether this address is ours: exactly what was sealed comes back. A `+` of base64 must survive the query."""
        query = dict(part.partition("=")[::2] for part in request.rel_url.raw_query_string.split("&"))
        sealed = unquote(query.get("echostr", ""))
        return web.Response(body=self._open(request, sealed), content_type="text/plain")

    async def take(self, inbox: Inbox, request: web.Request) -> web.Response:
        """200 means committed; without an answer WeCom sends it again, and a message that came before changes nothing."""
        raw = self._open(request, _sealed(await read_body(request, LARGEST)))
        try:
            heard = read(raw, self.settings.name, clock.now())
        except Unreadable as wrong:
            await inbox.quarantine(quarantined(raw, str(wrong)))
            return web.Response()
        reply = await self._answer(inbox, request, heard) if heard else None
        return self._reply(request, reply) if reply else web.Response()

    def _open(self, request: web.Request, sealed: str) -> bytes:
        """What is inside; whoever cannot sign learns nothing."""
        signature, timestamp, nonce = (request.query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        try:
            self.envelope.check(signature, timestamp, nonce, sealed)
            if not timestamp.isdecimal() or abs(clock.now().timestamp() - int(timestamp[:15])) > OLD:
                raise Forged
            return self.envelope.open(sealed)
        except Forged:
            raise web.HTTPForbidden from None

    def _reply(self, request: web.Request, said: dict[str, Any]) -> web.Response:
        timestamp, nonce = int(clock.now().timestamp()), request.query.get("nonce", "")
        sealed = self.envelope.seal(msgspec.json.encode(said))
        signature = self.envelope.sign(str(timestamp), nonce, sealed)
        return web.json_response({"encrypt": sealed, "msgsignature": signature, "timestamp": timestamp, "nonce": nonce})

    # ------------------------------------------------------------ what is said

    async def _answer(self, inbox: Inbox, request: web.Request, heard: Heard) -> dict[str, Any] | None:
        if heard.kind is Kind.MORE:
            return await self._more(heard.stream)
        nonce = partial(wecom.take_nonce, nonce=request.query.get("nonce", ""), message=heard.id, now=clock.now())
        if not await self.lanes.run(f"wecom:{heard.chat}", nonce):
            raise web.HTTPForbidden
        if heard.kind is Kind.ENTER:
            return {"msgtype": "text", "text": {"content": self._text("welcome")}}
        return await (self._press(inbox, heard) if heard.kind is Kind.PRESS else self._message(inbox, heard))

    async def _message(self, inbox: Inbox, heard: Heard) -> dict[str, Any] | None:
        assert heard.happened is not None
        id_ = new_message()
        self._said[id_] = said = asyncio.Event()
        opening = partial(wecom.open_stream, id_=id_, chat=heard.chat, message=heard.id, now=clock.now())
        try:
            stream = await self.lanes.run(f"wecom:{heard.chat}", opening)
            if stream.id == id_:  # else it came before
                await note(self.lanes, heard)
                for name, file in heard.files:
                    self._beside(self._fetch(name, file))
            await inbox.accept(await quoted(self.lanes, heard))
            if stream.id == id_:
                with suppress(TimeoutError):
                    await asyncio.wait_for(said.wait(), WAIT)
        finally:
            del self._said[id_]
        return await self._more(stream.id)

    async def _more(self, id_: str) -> dict[str, Any] | None:
        """The stream as it stands, closed when all seems said."""
        found = await self.lanes.read(partial(wecom.find_stream, id_=id_))
        if found is None:
            return {"msgtype": "stream", "stream": {"id": id_, "content": self._text("wecom-noted"), "finish": True}}
        if not found.finished and _over(found):
            found = await self.lanes.run(f"wecom:{found.chat}", partial(wecom.finish_stream, id_=id_))
        return _stream(found, self._text("wecom-noted"))

    async def _press(self, inbox: Inbox, heard: Heard) -> dict[str, Any] | None:
        """The house has until the answer is due; what it decides later stands all the same."""
        assert heard.happened is not None
        card = await self.lanes.read(partial(wecom.find_card, chat=heard.chat, task=heard.happened.message))
        deciding = self._beside(inbox.accept(heard.happened))
        await asyncio.wait([deciding], timeout=self.settings.rhythm.press)
        outcome: Outcome | None = deciding.result() if deciding.done() else None
        words = (outcome.toast or self._text("wecom-noted")) if outcome else self._text("wecom-underway")
        if card is None:
            return None
        return {"response_type": "update_template_card", "userids": [heard.who], "template_card": cards.answered(card, words)}

    def _beside(self, doing: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
        """It may outlast the answer."""
        future = asyncio.ensure_future(doing)
        self._under_way.add(future)
        future.add_done_callback(self._under_way.discard)
        return future

    async def _fetch(self, name: str, file: Any) -> None:
        try:
            await media.fetch(self.session(), file, self.pictures / name, self.envelope.key)
        except OSError as wrong:
            log.warning("wecom file not fetched", extra={"reason": str(wrong)[:80]})

    def _text(self, key: str) -> str:
        return texts.text(texts.language_of(self.settings.language), key)

    # ------------------------------------------------------------ speaking

    async def say(self, chat: str, message: Message) -> Verdict:
        """Into the open stream, else once to the answering address, else by the robot; else it waits until somebody writes there."""
        verdict = await self._say(chat, message, plainly(message.text), clock.now())
        if isinstance(verdict, Sent):
            kept = partial(wecom.keep_sent, chat=chat, message=verdict.message, text=message.text, now=clock.now())
            await self.lanes.run(f"wecom:{chat}", kept)
        return verdict

    async def _say(self, chat: str, message: Message, text: str, now: datetime) -> Verdict:
        into = partial(wecom.add_to_stream, chat=chat, reply_to=message.reply_to, text=text, now=now)
        into = partial(into, opened=now - OPEN, alive=now - SILENT, most=ROOM)
        stream = await self.lanes.run(f"wecom:{chat}", into)
        if stream:
            if stream in self._said:
                self._said[stream].set()
            return Sent(new_message())
        url = await self.lanes.run(f"wecom:{chat}", partial(wecom.take_answer_url, address=chat, now=now))
        if url and self.is_answering(url):
            verdict = await robots.post(self.session(), url, text, new_message(), ROOM)
            if isinstance(verdict, Sent):
                return verdict
        if chat in self.settings.robots:
            return await robots.post(self.session(), self.settings.robots[chat], text, new_message())
        return Gone("nobody has written there lately", waits=True)

    def is_answering(self, url: str) -> bool:
        """Whether an address that came with a message is WeCom's own; anything else would have us post to whom a message names."""
        said, known = urlsplit(url), urlsplit(self.settings.answers)
        return (said.scheme, said.netloc, said.path) == (known.scheme, known.netloc, known.path)


def _over(stream: WeComStream) -> bool:
    """Nothing has been said for a while; after `OPEN` nothing is, so no stream outlives five minutes."""
    return stream.said_at + QUIET <= clock.now() if stream.said_at else stream.opened_at + SILENT <= clock.now()


def _stream(stream: WeComStream, otherwise: str) -> dict[str, Any]:
    """Its words so far; `otherwise` when it ends without any."""
    content = stream.content or (otherwise if stream.finished else "")
    return {"msgtype": "stream", "stream": {"id": stream.id, "content": content, "finish": stream.finished}}


def _sealed(body: bytes) -> str:
    """What a post encloses. Only JSON: whatever else comes, XML above all, is not even parsed."""
    try:
        found = msgspec.json.decode(body, type=Sealed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise web.HTTPBadRequest from None
    return found.encrypt or found.Encrypt
