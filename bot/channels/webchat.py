"""The local web chat as a channel: its messages are rows of ours, its screens are the browsers that are open now."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from typing import Protocol as Shape

from aiohttp.web import AbstractRouteDef
from sqlalchemy.orm import Session

from bot.channels.base import Inbox, Menu, Outcome
from bot.drawing import Studio
from models import people, webchat
from models.drawings import DRAWN
from models.messaging import (
    Attachment,
    Button,
    Capabilities,
    Happening,
    Incoming,
    Media,
    Message,
    Picture,
    Rejected,
    Sender,
    Sent,
    Verdict,
    clean,
)
from models.webchat import WebMessage
from scheduler import clock

log = logging.getLogger(__name__)
T = TypeVar("T")
CALLED = ("@近邻", "@jinlin", "@Jinlin")
LONGEST = 4000


class Lanes(Shape):
    async def run(self, where: str, job: Callable[[Session], T]) -> T: ...

    async def read(self, job: Callable[[Session], T]) -> T: ...


@dataclass(eq=False)
class Screen:
    """One open browser, looking through one person's eyes."""

    show: Callable[[dict[str, Any]], Awaitable[None]]
    account: str = ""


@dataclass(frozen=True)
class Written:
    """A message that was stored, and who sits in its room."""

    shown: dict[str, Any]
    room: str
    title: str
    private: bool
    members: frozenset[str]
    reply_author: str | None = None


@dataclass
class WebChat:
    """The embedded channel: everything is stored first, then shown."""

    lanes: Lanes
    pictures: Path
    name: str = "web"
    alone: bool = False
    mute: bool = False
    account: str = ""
    inbox: Inbox | None = None
    screens: set[Screen] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.studio = Studio(self.pictures)

    def capabilities(self, private: bool) -> Capabilities:
        return Capabilities(length=8000, caption=8000, pins=True)

    def routes(self, inbox: Inbox) -> Sequence[AbstractRouteDef]:
        """Its pages are the site's own."""
        return ()

    async def run(self, inbox: Inbox) -> None:
        """Nothing to fetch: browsers come to us."""
        self.inbox = inbox
        await asyncio.Event().wait()

    async def send(self, chat: str, message: Message) -> Verdict:
        message = await self._painted(message)
        written = await self.lanes.run(f"web:{chat}", partial(_write, chat=chat, author="", message=message))
        if written is None:
            return Rejected("no such room")
        await self._show(written)
        for name in message.picture.more if message.picture else ():
            await self._add(chat, name)
        return Sent(str(written.shown["id"]))

    async def _add(self, chat: str, name: str) -> None:
        """One more picture of an album."""
        more = Message("", picture=Picture(name))
        written = await self.lanes.run(f"web:{chat}", partial(_write, chat=chat, author="", message=more))
        if written is not None:
            await self._show(written)

    async def _painted(self, message: Message) -> Message:
        """A poster becomes a file that the page can fetch; one that cannot be painted is told by its words alone."""
        if message.picture is None or message.picture.of != DRAWN:
            return message
        try:
            return replace(message, picture=replace(message.picture, name=await self.studio.keep(message.picture.name), of=""))
        except (OSError, ValueError) as wrong:
            log.warning("not painted", extra={"reason": type(wrong).__name__})
            return replace(message, picture=None)

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        written = await self.lanes.run(f"web:{chat}", partial(_rewrite, chat=chat, id_=int(message_id), message=message))
        if written is None:
            return Rejected("message to edit not found", missing=True)
        await self._show(written)
        return Sent(message_id)

    async def fetch(self, attachment: Attachment, to: Path) -> Path:
        target = to / attachment.ref
        await asyncio.to_thread(shutil.copyfile, self.pictures / Path(attachment.ref).name, target)
        return target

    async def menus(self, menus: Sequence[Menu]) -> None:
        """The page has no menu."""

    async def check(self, chats: Sequence[str]) -> list[str]:
        return []

    async def close(self) -> None:
        self.screens.clear()

    # ------------------------------------------------------------ what people do on the page

    async def say(self, account: str, room: str, text: str, reply_to: int | None = None, picture: str = "", name: str = "") -> Outcome:
        """A person writes: stored, shown to the room, then decided by the house. LookupError when they do not sit there."""
        said = clean(text)[:LONGEST]
        message = Message(said)
        written = await self.lanes.run(
            f"web:{room}", partial(_write, chat=room, author=account, message=message, reply=reply_to, picture=picture, member=account)
        )
        if written is None or self.inbox is None:
            raise LookupError(room)
        await self._show(written)
        return await self.inbox.accept(await self._incoming(written, account, said, reply_to, picture, name))

    async def press(self, account: str, room: str, message: int, data: str, id_: str, name: str = "") -> Outcome:
        """A person presses a button; the browser names each press, so that a repeated one counts once. Who is new may say their `name`."""
        known = await self.lanes.read(partial(_sits, room=room, account=account))
        if known is None or self.inbox is None:
            raise LookupError(room)
        sender = Sender(account, known.name or name)
        pressed = Incoming(
            "web",
            f"web:p:{account}:{clean(id_)[:40]}",
            Happening.PRESS,
            room,
            clock.now(),
            private=known.private,
            sender=sender,
            message=str(message),
            pressed=clean(data)[:200],
        )
        return await self.inbox.accept(pressed)

    async def _incoming(self, written: Written, account: str, said: str, reply_to: int | None, picture: str, name: str) -> Incoming:
        known = await self.lanes.read(partial(_sits, room=written.room, account=account))
        called = next((name for name in CALLED if name in said), "")
        to_bot = written.reply_author == ""
        return Incoming(
            "web",
            f"web:m:{written.shown['id']}",
            Happening.MESSAGE,
            written.room,
            clock.now(),
            private=written.private,
            title=written.title,
            sender=Sender(account, (known.name if known else "") or name),
            message=str(written.shown["id"]),
            text=said.replace(called, "").strip() if called else said,
            attachments=(Attachment(Media.PHOTO, picture, picture),) if picture else (),
            reply_to=str(reply_to or ""),
            reply_sender=Sender(written.reply_author) if written.reply_author else None,
            addressed=written.private or bool(called) or to_bot or said.startswith("/"),
        )

    async def _show(self, written: Written) -> None:
        for screen in list(self.screens):
            if screen.account in written.members:
                await screen.show({"message": written.shown, "room": written.room})


@dataclass(frozen=True)
class _Seat:
    name: str
    private: bool


def _sits(session: Session, room: str, account: str) -> _Seat | None:
    found = webchat.find_room(session, room)
    if found is None or account not in webchat.find_members(session, found.id):
        return None
    person = people.find_person(session, "web", account)
    return _Seat(person.name if person else "", found.private)


def _write(
    session: Session, chat: str, author: str, message: Message, reply: int | None = None, picture: str = "", member: str = ""
) -> Written | None:
    room = webchat.find_room(session, chat)
    members = frozenset(webchat.find_members(session, room.id)) if room else frozenset()
    if room is None or (member and member not in members):
        return None
    fields: dict[str, Any] = {"pinned": message.pinned, "buttons": plain(message.buttons)}
    fields |= {"picture": picture or (message.picture.name if message.picture else "")}
    answered = session.get(WebMessage, reply or int(message.reply_to or 0))
    answered = answered if answered and answered.room_id == room.id else None
    row = webchat.add_message(
        session, room.id, clock.now(), author=author, text=message.text, reply_to=answered.id if answered else None, **fields
    )
    return Written(as_shown(session, row), chat, room.title, room.private, members, answered.author if answered else None)


def _rewrite(session: Session, chat: str, id_: int, message: Message) -> Written | None:
    room = webchat.find_room(session, chat)
    row = webchat.edit_message(session, id_, message.text, plain(message.buttons))
    if room is None or row is None:
        return None
    return Written(as_shown(session, row), chat, room.title, room.private, frozenset(webchat.find_members(session, room.id)))


def plain(buttons: tuple[tuple[Button, ...], ...]) -> list[Any]:
    """Buttons as the browser gets them."""
    return [[{"label": b.label, "data": b.data, "url": b.url} for b in row] for row in buttons]


def as_shown(session: Session, row: WebMessage) -> dict[str, Any]:
    """A message as the browser gets it."""
    person = people.find_person(session, "web", row.author) if row.author else None
    answered = session.get(WebMessage, row.reply_to) if row.reply_to else None
    return {
        "id": row.id,
        "author": row.author,
        "name": person.name if person else "",
        "text": row.text,
        "buttons": row.buttons,
        "picture": row.picture,
        "quote": answered.text.split("\n")[0][:60] if answered else "",
        "edited": row.edited,
        "pinned": row.pinned,
        "at": row.at.isoformat(),
    }
