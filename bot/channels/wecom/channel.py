"""WeCom as a channel: hears what is said to it, answers by the ladder, and never fights another process for its bot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import aiohttp
from aiohttp import web
from aiohttp.web import AbstractRouteDef

from bot.channels.base import Inbox, Menu
from bot.channels.handing import quietly
from bot.channels.wecom import media
from bot.channels.wecom.callback import Callbacks
from bot.channels.wecom.ears import Ears
from bot.channels.wecom.frames import Frame
from bot.channels.wecom.sending import Ladder, Lanes
from bot.channels.wecom.settings import WeComSettings
from bot.channels.wecom.wire import State, Wire
from bot.channels.wecom.words import ROOM
from bot.drawing import Studio
from models.drawings import DRAWN
from models.machinery import set_flag
from models.messaging import Attachment, Capabilities, Message, Picture, Rejected, Sent, Unit, Verdict

log = logging.getLogger(__name__)

WORDS = Capabilities(buttons=False, edits=False, mentions=False, hears_all=False, length=ROOM, caption=ROOM, unit=Unit.BYTES, per_minute=20)
CAN = replace(WORDS, buttons=True, numbered=True)
"""A card may carry buttons where WeCom takes it, so numbers are said in any case."""
PASSIVE = replace(WORDS, pictures=False)
STATE = "wecom:state"
"""The flag that tells `jinlin check` why nobody is connected."""


class WeCom:
    """The channel `wecom`."""

    name = "wecom"

    def __init__(self, settings: WeComSettings, lanes: Lanes, pictures: Path, paced: bool = True) -> None:
        self.settings, self.lanes, self.pictures, self.paced, self.studio = settings, lanes, pictures, paced, Studio(pictures)
        self.account, self.alone = settings.name, not settings.callback
        self.listening = settings.callback
        self._session: aiohttp.ClientSession | None = None
        self._leaving = asyncio.Event()
        self.wire = Wire(settings, self._take)
        self.ladder = Ladder(self.wire, lanes, settings, self.session)
        self.ears: Ears | None = None
        self.callbacks = Callbacks(settings, lanes, self.session, pictures) if settings.callback else None

    @property
    def mute(self) -> bool:
        """Another process holds the connection, and speaks."""
        return not self.listening

    def capabilities(self, private: bool) -> Capabilities:
        without_cards = not private and self.settings.group_cards == "off"
        can = PASSIVE if self.settings.callback else WORDS if without_cards else CAN
        return can if self.paced else replace(can, per_minute=0)

    def session(self) -> aiohttp.ClientSession:
        """For files and robots; never for what is said on the connection."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session

    # ------------------------------------------------------------ listening

    async def run(self, inbox: Inbox) -> None:
        """Listen until cancelled; the connection stays a little longer, for what is still to be said."""
        if self.callbacks is not None:
            log.info("wecom is waited for", extra={"path": self.callbacks.path})
            await asyncio.Event().wait()
        async with asyncio.TaskGroup() as tasks:
            self.ears = Ears(self.settings, self.lanes, self.wire, self.ladder, inbox, tasks, self.pictures, self.session)
            tasks.create_task(self._note_ready())
            connected = tasks.create_task(self._stay(inbox))
            self.listening = True
            try:
                await asyncio.wait([connected])
            except asyncio.CancelledError:
                self.ears = None
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._leaving.wait(), self.settings.rhythm.linger)
                raise
            finally:
                self.listening = False

    def _take(self, frame: Frame) -> None:
        if self.ears is not None:
            self.ears.take(frame)

    async def _stay(self, inbox: Inbox) -> None:
        """Connected as long as we may be. Taken over or refused we keep quiet, and tell those who can mend it."""
        state = await self.wire.run()
        log.error("wecom stops", extra={"state": state.value, "bot": self.settings.bot_id})
        await self._note(state)
        await quietly(self.name, inbox.report(f"wecom-{state.value}", self.settings.bot_id))
        await asyncio.Event().wait()

    async def _note_ready(self) -> None:
        await self.wire.ready.wait()
        await self._note(State.READY)

    async def _note(self, state: State) -> None:
        await quietly(self.name, self.lanes.run("settings", partial(set_flag, name=STATE, value=state.value)))

    def routes(self, inbox: Inbox) -> Sequence[AbstractRouteDef]:
        """In callback mode the one address WeCom comes to."""
        if self.callbacks is None:
            return ()
        return (web.get(self.callbacks.path, self.callbacks.verify), web.post(self.callbacks.path, partial(self.callbacks.take, inbox)))

    # ------------------------------------------------------------ speaking

    async def send(self, chat: str, message: Message) -> Verdict:
        """Words first, because they say it; then the picture."""
        if message.picture is None:
            return await self._say(chat, message)
        verdict: Verdict = await self._say(chat, message) if message.text else Rejected("no picture")
        if message.text and not isinstance(verdict, Sent):
            return verdict
        try:
            shown = await self._show(chat, message.picture)
        except (OSError, ValueError) as wrong:
            log.warning("no picture", extra={"reason": str(wrong)[:80]})
            return verdict
        return verdict if message.text else shown

    async def _say(self, chat: str, message: Message) -> Verdict:
        return await (self.callbacks.say(chat, message) if self.callbacks else self.ladder.say(chat, message))

    async def _show(self, chat: str, picture: Picture) -> Verdict:
        if self.callbacks is not None:
            raise OSError("callback mode shows no pictures")
        name, content = await self._photo(picture)
        content = await asyncio.to_thread(media.shrunk, content)
        return await self.ladder.picture(chat, await media.upload(self.wire, "image", name, content))

    async def _photo(self, picture: Picture) -> tuple[str, bytes]:
        """A picture's file name and bytes: painted now, or kept among ours."""
        if picture.of == DRAWN:
            return "numbers.png", await self.studio.paint(picture.name)
        file = self.pictures / Path(picture.name).name
        return file.name, await asyncio.to_thread(file.read_bytes)

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        """Nothing that was sent changes but a card, when it is pressed."""
        return Rejected("messages cannot be edited here")

    # ------------------------------------------------------------ the rest

    async def fetch(self, attachment: Attachment, to: Path) -> Path:
        """What came was fetched when it came."""
        kept = self.pictures / Path(attachment.ref).name
        target = to / kept.name
        if target != kept:
            await asyncio.to_thread(lambda: target.write_bytes(kept.read_bytes()))
        return target

    async def menus(self, menus: Sequence[Menu]) -> None:
        """There are none."""

    async def check(self, chats: Sequence[str]) -> list[str]:
        """Whether the gateway can be reached. Never subscribes: the newest subscriber would throw the running bot out."""
        if self.settings.callback:
            unreached = [chat for chat in chats if chat not in self.settings.robots]
            return [f"{chat}: no robot in WECOM_WEBHOOKS, so nothing can be said there unasked" for chat in unreached]
        try:
            async with asyncio.timeout(self.settings.rhythm.subscribe), self.session().ws_connect(self.settings.url):
                return []
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as wrong:
            return [f"cannot reach {self.settings.url}: {type(wrong).__name__}"]

    async def close(self) -> None:
        self._leaving.set()
        if self._session is not None:
            await self._session.close()
