"""Telegram as a channel: it sends what it is told, listens by polling or webhook, and acknowledges only what is committed."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aiohttp import web
from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.channels.base import Inbox, Menu, Outcome
from bot.channels.telegram import calls, polling, webhook
from bot.channels.telegram.updates import LARGEST, Me
from bot.channels.telegram.verdicts import Backoff, answer_of, unreachable, verdict_of
from bot.channels.telegram.wire import MEDIA, READ, AiohttpRequest, Doubtful, Failed, NotSent, Refused, form
from bot.drawing import Studio
from models.drawings import DRAWN
from models.messaging import Attachment, Capabilities, Message, Picture, Rejected, Sent, Unknown, Verdict, shorten

log = logging.getLogger(__name__)

TOAST = 200
GROUP = Capabilities(menus=True, pins=True, gap=1.0, per_minute=20, per_second=30)
PRIVATE = Capabilities(menus=True, gap=1.0, per_second=30)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """Where the Bot API is and how we listen; the token is appended to both addresses."""

    token: str
    api_url: str = "https://api.telegram.org/bot"
    file_url: str = "https://api.telegram.org/file/bot"
    mode: str = "polling"
    webhook_url: str = ""
    webhook_secret: str = ""


class Telegram:
    """The channel `telegram`."""

    name = "telegram"
    mute = False

    def __init__(self, settings: TelegramSettings, pictures: Path, paced: bool = True) -> None:
        self.settings, self.pictures, self.paced, self.studio = settings, pictures, paced, Studio(pictures)
        self.wire = AiohttpRequest()
        self.bot = Bot(
            settings.token, base_url=settings.api_url, base_file_url=settings.file_url, request=self.wire, get_updates_request=self.wire
        )
        self.alone = settings.mode == "polling"
        self.me: Me | None = None
        self.reached = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        self._backoff = Backoff()

    @property
    def account(self) -> str:
        return self.me.username if self.me else ""

    def capabilities(self, private: bool) -> Capabilities:
        if not self.paced:
            return Capabilities(menus=True, pins=not private)
        return PRIVATE if private else GROUP

    # ------------------------------------------------------------ listening

    async def run(self, inbox: Inbox) -> None:
        """Listen until cancelled, however long Telegram cannot be reached."""
        async with asyncio.TaskGroup() as self._tasks:
            try:
                self.me = await polling.persistently(self.who)
                self.reached.set()
                await (webhook.announce(self) if self.settings.mode == "webhook" else polling.listen(self, inbox))
            finally:
                self._tasks = None

    def routes(self, inbox: Inbox) -> Sequence[web.AbstractRouteDef]:
        """In webhook mode the one address Telegram posts to."""
        if self.settings.mode != "webhook":
            return ()
        return (web.post(self.webhook_path, webhook.webhook_handler(self, inbox)),)

    @property
    def webhook_path(self) -> str:
        """An address nobody guesses and that does not show the token."""
        return f"/telegram/{hashlib.sha256(self.settings.token.encode()).hexdigest()[:32]}"

    async def who(self) -> Me:
        found = await self.call("getMe", {})
        try:
            return Me(int(found["id"]), str(found["username"]))
        except (KeyError, TypeError, ValueError):
            raise Refused("getMe", 200, "unreadable") from None

    async def call(self, method: str, params: dict[str, Any], read: float = READ) -> Any:
        """A call's result; NotSent, Doubtful or Refused otherwise."""
        status, body = await self.post(method, params, read)
        answer = answer_of(body)
        if answer is None or not answer.ok:
            raise Refused(method, status, answer.description if answer else "unreadable")
        return answer.result

    async def post(self, method: str, params: dict[str, Any], read: float = READ) -> tuple[int, bytes]:
        """A call's raw answer."""
        return await self.wire.exchange("POST", self._address(method), read, **calls.as_json(params))

    def _address(self, method: str) -> str:
        return f"{self.settings.api_url}{self.settings.token}/{method}"

    async def pressed(self, callback: str, outcome: Outcome) -> None:
        """A press was decided: answered beside the road, so that the next update need not wait for it."""
        await self._beside(self._answer(callback, outcome))

    async def _beside(self, doing: Coroutine[Any, Any, None]) -> None:
        """Nobody waits for it, while we listen."""
        if self._tasks is None:
            return await doing
        self._tasks.create_task(doing)
        return None

    async def _answer(self, callback: str, outcome: Outcome) -> None:
        """The button stops turning; too late is no harm."""
        params = {"callback_query_id": callback, "text": shorten(outcome.toast, TOAST), "show_alert": outcome.alert}
        try:
            await self.call("answerCallbackQuery", params)
        except Failed as wrong:
            log.debug("press not answered", extra={"reason": wrong.message})

    # ------------------------------------------------------------ speaking

    async def send(self, chat: str, message: Message) -> Verdict:
        verdict = await self._send(chat, message)
        if message.pinned and isinstance(verdict, Sent):
            await self._beside(self._pin(chat, verdict.message))
        return verdict

    async def _pin(self, chat: str, message_id: str) -> None:
        """On top of the chat without a sound. Where we may not, it is a message like others."""
        params = {"chat_id": calls.number_of(chat), "message_id": int(message_id), "disable_notification": True}
        try:
            await self.call("pinChatMessage", params)
        except Failed as wrong:
            log.info("not pinned", extra={"chat": chat, "reason": wrong.message})

    async def _send(self, chat: str, message: Message) -> Verdict:
        params = calls.sending(chat, message)
        if message.picture is None:
            return await self._deliver("sendMessage", calls.as_json(params))
        if message.picture.of == self.name and message.picture.more:
            return await self._deliver("sendMediaGroup", calls.as_json(calls.album(chat, message.picture, message.text)))
        if message.picture.of == self.name:
            return await self._deliver("sendPhoto", calls.as_json({**params, "photo": message.picture.name}))
        try:
            photo = await self._photo(message.picture)
        except (OSError, ValueError) as wrong:
            if message.picture.of == DRAWN and message.text:  # its words say it all
                log.warning("not painted", extra={"reason": type(wrong).__name__})
                return await self.send(chat, replace(message, picture=None))
            return Rejected(f"no picture: {type(wrong).__name__}")
        return await self._deliver("sendPhoto", {"data": form(params, photo=photo)}, read=MEDIA)

    async def _photo(self, picture: Picture) -> tuple[str, bytes]:
        """A picture's file name and bytes: painted now, or kept among ours."""
        if picture.of == DRAWN:
            return "numbers.png", await self.studio.paint(picture.name)
        file = self.pictures / Path(picture.name).name
        return file.name, await asyncio.to_thread(file.read_bytes)

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        method = "editMessageCaption" if message.picture else "editMessageText"
        return await self._deliver(method, calls.as_json(calls.editing(chat, message_id, message)), message_id)

    async def _deliver(self, method: str, body: dict[str, Any], editing: str = "", read: float = READ) -> Verdict:
        try:
            status, answer = await self.wire.exchange("POST", self._address(method), read, **body)
        except NotSent:
            return unreachable(self._backoff)
        except Doubtful as lost:
            return Unknown(lost.message)
        return verdict_of(status, answer, self._backoff, editing)

    # ------------------------------------------------------------ the rest

    async def fetch(self, attachment: Attachment, to: Path) -> Path:
        """Store a file of at most 20 MB; OSError when it cannot be had."""
        try:
            path = str((await self.call("getFile", {"file_id": attachment.ref}))["file_path"])
        except (Failed, KeyError, TypeError) as wrong:
            raise OSError(f"getFile: {wrong}") from None
        suffix = _SUFFIX.fullmatch(Path(path).suffix)
        target = to / f"{hashlib.sha256(attachment.unique.encode()).hexdigest()[:32]}{suffix[0] if suffix else ''}"
        await self.wire.download(f"{self.settings.file_url}{self.settings.token}/{path}", target, LARGEST)
        return target

    async def menus(self, menus: Sequence[Menu]) -> None:
        """Set once Telegram can be reached; a menu that is refused is no reason to stop."""
        await self.reached.wait()
        for menu in menus:
            commands = [BotCommand(name, what) for name, what in menu.commands]
            try:
                await self.bot.set_my_commands(commands, scope=_scope(menu), language_code=menu.language)
            except TelegramError as wrong:
                log.warning("menu not set", extra={"reason": type(wrong).__name__})

    async def check(self, chats: Sequence[str]) -> list[str]:
        """Findings for the operator: reachable, hears everything, what it may do in each group."""
        try:
            me = await self.call("getMe", {})
        except Failed as wrong:
            return [f"cannot reach the Bot API: {wrong.message}"]
        hears = me.get("can_read_all_group_messages")
        found = [] if hears else ["privacy mode is on: only commands, replies and mentions are heard in groups"]
        for chat in chats:
            try:
                member = await self.call("getChatMember", {"chat_id": calls.number_of(chat), "user_id": me["id"]})
                found += _shortcomings(chat, member)
            except (Failed, ValueError) as wrong:
                found.append(f"{chat}: {wrong}")
        return found

    async def close(self) -> None:
        await self.wire.shutdown()


def _scope(menu: Menu) -> BotCommandScope:
    if menu.chat:
        return BotCommandScopeChat(calls.number_of(menu.chat))
    return BotCommandScopeAllGroupChats() if menu.groups else BotCommandScopeAllPrivateChats()


def _shortcomings(chat: str, member: dict[str, Any]) -> list[str]:
    """What our place in a group keeps us from."""
    if member.get("status") != "administrator":
        return [f"{chat}: not an administrator, cannot pin"]
    return [] if member.get("can_pin_messages") else [f"{chat}: administrator without the right to pin"]
