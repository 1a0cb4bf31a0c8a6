"""Telegram as a channel: it sends what it is told, listens by polling or webhook, and acknowledges only what is committed."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat, InputFile
from telegram.error import TelegramError
from telegram.request import RequestData

from bot.channels.base import Inbox, Menu, Outcome
from bot.channels.telegram import polling, webhook
from bot.channels.telegram.updates import LARGEST, Me
from bot.channels.telegram.verdicts import answer_of, backoff, verdict_of
from bot.channels.telegram.wire import AiohttpRequest, Doubtful, NotSent
from models.messaging import Attachment, Button, Capabilities, Incoming, Later, Message, Unknown, Verdict, shorten

log = logging.getLogger(__name__)

SEND, TOAST, CALLBACK = 15.0, 200, 64
GROUP = Capabilities(menus=True, gap=1.0, per_minute=20, per_second=30)
PRIVATE = Capabilities(menus=True, gap=1.0, per_second=30)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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

    def __init__(self, settings: TelegramSettings, pictures: Path, paced: bool = True) -> None:
        self.settings, self.pictures, self.paced = settings, pictures, paced
        self.wire = AiohttpRequest()
        self.bot = Bot(
            settings.token, base_url=settings.api_url, base_file_url=settings.file_url, request=self.wire, get_updates_request=self.wire
        )
        self.me: Me | None = None
        self.reached = asyncio.Event()
        self._failures = 0

    @property
    def account(self) -> str:
        return self.me.username if self.me else ""

    def capabilities(self, private: bool) -> Capabilities:
        if not self.paced:
            return Capabilities(menus=True)
        return PRIVATE if private else GROUP

    # ------------------------------------------------------------ listening

    async def run(self, inbox: Inbox) -> None:
        """Listen until cancelled, however long Telegram cannot be reached."""
        self.me = await polling.until_it_answers(self.who)
        self.reached.set()
        if self.settings.mode == "webhook":
            await webhook.announce(self)
        else:
            await polling.listen(self, inbox)

    def routes(self, inbox: Inbox) -> dict[str, Handler]:
        """What the web server hands to us: in webhook mode the one address Telegram posts to."""
        if self.settings.mode != "webhook":
            return {}
        return {self.webhook_path: webhook.handler(self, inbox)}

    @property
    def webhook_path(self) -> str:
        """An address nobody guesses and that does not show the token."""
        return f"/telegram/{hashlib.sha256(self.settings.token.encode()).hexdigest()[:32]}"

    async def who(self) -> Me:
        answer = await self.call("getMe", {})
        return Me(int(answer["id"]), str(answer["username"]))

    async def call(self, method: str, params: dict[str, Any], read: float = SEND) -> Any:
        """A call's result; NotSent, Doubtful or LookupError (refused or unreadable) otherwise."""
        status, body = await self.wire.exchange("POST", self._address(method), read, **_body(params))
        answer = answer_of(body)
        if answer is None or not answer.ok:
            raise LookupError(f"{method} {status} {answer.description if answer else 'unreadable'}")
        return answer.result

    def _address(self, method: str) -> str:
        return f"{self.settings.api_url}{self.settings.token}/{method}"

    async def accepted(self, happened: Incoming, outcome: Outcome, callback: str) -> None:
        """A press is answered, so that the button stops turning; too late is no harm."""
        params = {"callback_query_id": callback, "text": shorten(outcome.toast, TOAST), "show_alert": outcome.alert}
        try:
            await self.call("answerCallbackQuery", params)
        except (LookupError, NotSent, Doubtful) as wrong:
            log.debug("press not answered", extra={"reason": str(wrong)})

    # ------------------------------------------------------------ speaking

    async def send(self, chat: str, message: Message) -> Verdict:
        if message.picture is not None:
            return await self._send_picture(chat, message)
        return await self._deliver(
            "sendMessage", {**_to(chat), **_said("text", message), **_answering(message), "link_preview_options": {"is_disabled": True}}
        )

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        place = {"chat_id": int(chat.partition("#")[0]), "message_id": int(message_id)}
        if message.picture is not None:
            return await self._deliver("editMessageCaption", {**place, **_said("caption", message)}, message_id)
        return await self._deliver(
            "editMessageText", {**place, **_said("text", message), "link_preview_options": {"is_disabled": True}}, message_id
        )

    async def _deliver(self, method: str, params: dict[str, Any], editing: str = "") -> Verdict:
        try:
            status, body = await self.wire.exchange("POST", self._address(method), SEND, **_body(params))
        except NotSent:
            return self._failed()
        except Doubtful as lost:
            return Later(1) if editing else Unknown(lost.message)
        return self._noted(verdict_of(status, body, self._failures, editing))

    async def _send_picture(self, chat: str, message: Message) -> Verdict:
        """A picture goes as a form; PTB packs it."""
        assert message.picture is not None
        file = self.pictures / Path(message.picture.name).name
        params = {**_to(chat), **_said("caption", message), **_answering(message)}
        try:
            photo = InputFile(file.read_bytes(), filename=file.name)
            packed = RequestData([_parameter(name, value) for name, value in params.items()] + [_parameter("photo", photo)])
            status, body = await self.wire.do_request(self._address("sendPhoto"), "POST", packed)
        except NotSent:
            return self._failed()
        except (Doubtful, OSError) as lost:
            return Unknown(type(lost).__name__)
        return self._noted(verdict_of(status, body, self._failures))

    def _failed(self) -> Verdict:
        self._failures += 1
        return Later(backoff(self._failures), everyone=True)

    def _noted(self, verdict: Verdict) -> Verdict:
        self._failures = self._failures + 1 if isinstance(verdict, Later) and verdict.everyone else 0
        return verdict

    # ------------------------------------------------------------ the rest

    async def fetch(self, attachment: Attachment, to: Path) -> Path:
        """Store a file of at most 20 MB; OSError when it cannot be had."""
        try:
            found = await self.call("getFile", {"file_id": attachment.ref})
            status, body = await self.wire.exchange("GET", f"{self.settings.file_url}{self.settings.token}/{found['file_path']}", 60)
        except (LookupError, NotSent, Doubtful) as wrong:
            raise OSError(str(wrong)) from None
        if status != 200 or len(body) > LARGEST:
            raise OSError(f"{status}, {len(body)} bytes")
        target = to / f"{hashlib.sha256(attachment.unique.encode()).hexdigest()[:32]}{Path(found['file_path']).suffix[:6]}"
        target.write_bytes(body)
        return target

    async def menus(self, menus: Sequence[Menu]) -> None:
        """Set once Telegram can be reached; a menu that is refused is no reason to stop."""
        await self.reached.wait()
        for menu in menus:
            scope = (
                BotCommandScopeChat(menu.chat)
                if menu.chat
                else BotCommandScopeAllGroupChats()
                if menu.groups
                else BotCommandScopeAllPrivateChats()
            )
            try:
                await self.bot.set_my_commands(
                    [BotCommand(name, what) for name, what in menu.commands], scope=scope, language_code=menu.language
                )
            except TelegramError as wrong:
                log.warning("menu not set", extra={"reason": type(wrong).__name__})

    async def check(self, chats: Sequence[str]) -> list[str]:
        """Findings for the operator: reachable, hears everything, may write in each group."""
        try:
            me = await self.call("getMe", {})
        except (LookupError, NotSent, Doubtful) as wrong:
            return [f"cannot reach the Bot API: {wrong}"]
        found = (
            [] if me.get("can_read_all_group_messages") else ["privacy mode is on: only commands, replies and mentions are heard in groups"]
        )
        for chat in chats:
            try:
                member = await self.call("getChatMember", {"chat_id": int(chat.partition("#")[0]), "user_id": me["id"]})
                found += [] if member.get("status") == "administrator" else [f"{chat}: not an administrator, cannot pin"]
            except (LookupError, NotSent, Doubtful, ValueError) as wrong:
                found.append(f"{chat}: {wrong}")
        return found

    async def close(self) -> None:
        await self.wire.shutdown()


def _body(params: dict[str, Any]) -> dict[str, Any]:
    return {"data": msgspec.json.encode(params), "headers": {"Content-Type": "application/json"}}


def _parameter(name: str, value: Any) -> Any:
    from telegram.request._requestparameter import RequestParameter  # no public way to make one

    return RequestParameter.from_input(name, value)


def _to(chat: str) -> dict[str, Any]:
    address, _, thread = chat.partition("#")
    return {"chat_id": int(address), **({"message_thread_id": int(thread)} if thread else {})}


def _said(field: str, message: Message) -> dict[str, Any]:
    """The words and the buttons. Never a parse mode: there is no markup inside, so nothing typed can become markup."""
    said: dict[str, Any] = {"reply_markup": {"inline_keyboard": [[_button(b) for b in row] for row in message.buttons]}}
    text = message.text
    if message.mention is not None:
        length = len(message.mention.name.encode("utf-16-le")) // 2
        text = f"{message.mention.name} {text}"
        user = {"id": int(message.mention.account), "is_bot": False, "first_name": message.mention.name}
        said["entities" if field == "text" else "caption_entities"] = [
            {"type": "text_mention", "offset": 0, "length": length, "user": user}
        ]
    return {field: text, **said}


def _answering(message: Message) -> dict[str, Any]:
    return {"reply_parameters": {"message_id": int(message.reply_to), "allow_sending_without_reply": True}} if message.reply_to else {}


def _button(button: Button) -> dict[str, str]:
    return {"text": button.label, "url": button.url} if button.url else {"text": button.label, "callback_data": button.data[:CALLBACK]}
