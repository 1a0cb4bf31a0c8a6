"""What comes on the long connection: read, remembered, handed in; a pressed card is answered within five seconds, whatever it takes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from bot.channels.base import Inbox, Outcome, Quarantined
from bot.channels.handing import hand_in, quietly
from bot.channels.wecom import cards, media
from bot.channels.wecom.frames import EVENT, MESSAGE, UPDATE, WELCOME, Frame
from bot.channels.wecom.incoming import Heard, Kind, Unreadable, read
from bot.channels.wecom.sending import Ladder, Lanes
from bot.channels.wecom.settings import WeComSettings
from bot.channels.wecom.shapes import File
from bot.channels.wecom.wire import Doubtful, NotSent, Wire
from handlers import texts
from models import wecom
from models.messaging import Incoming, Message
from scheduler import clock

log = logging.getLogger(__name__)


class Ears:
    """Takes frames in order; of one chat they are handed in in that order."""

    def __init__(
        self,
        settings: WeComSettings,
        lanes: Lanes,
        wire: Wire,
        ladder: Ladder,
        inbox: Inbox,
        tasks: asyncio.TaskGroup,
        pictures: Path,
        session: Callable[[], aiohttp.ClientSession],
    ) -> None:
        self.settings, self.lanes, self.wire, self.ladder, self.inbox = settings, lanes, wire, ladder, inbox
        self.tasks, self.pictures, self.session = tasks, pictures, session

    def take(self, frame: Frame) -> None:
        """Begun at once, ended beside the connection."""
        if frame.cmd not in (*MESSAGE, EVENT):
            log.info("wecom says something unknown", extra={"cmd": frame.cmd[:40]})
            return
        try:
            heard = read(frame.body, self.settings.name, clock.now())
        except Unreadable as wrong:
            self._beside(self.inbox.quarantine(quarantined(bytes(frame.body), str(wrong))))
            return
        if heard is not None:
            self._beside(self._hear(heard, frame.headers.req_id))

    def _beside(self, doing: Coroutine[Any, Any, object]) -> None:
        self.tasks.create_task(quietly("wecom", doing))

    async def _hear(self, heard: Heard, req_id: str) -> None:
        if heard.kind is Kind.MESSAGE:
            await self._message(heard, req_id)
        elif heard.kind is Kind.PRESS:
            await self._press(heard, req_id)
        elif heard.kind is Kind.ENTER:
            await self._answer(WELCOME, {"msgtype": "text", "text": {"content": self._text("welcome")}}, req_id)

    async def _message(self, heard: Heard, req_id: str) -> None:
        for name, file in heard.files:
            self._beside(self._fetch(name, file))
        await hand_in("wecom", partial(self._accept, heard, req_id), self.settings.rhythm.first)

    async def _accept(self, heard: Heard, req_id: str) -> Outcome:
        """What answers it is noted before it is decided, in the same lane."""
        happened = await quoted(self.lanes, heard)
        _, outcome = await asyncio.gather(note(self.lanes, heard, req_id), self.inbox.accept(happened))
        return outcome

    # ------------------------------------------------------------ cards

    async def _press(self, heard: Heard, req_id: str) -> None:
        """The card is answered within its five seconds; what is decided later is said by itself."""
        assert heard.happened is not None
        deciding = self.tasks.create_task(hand_in("wecom", partial(self.inbox.accept, heard.happened), self.settings.rhythm.first))
        card = await self.lanes.read(partial(wecom.find_card, chat=heard.chat, task=heard.happened.message))
        await asyncio.wait([deciding], timeout=self.settings.rhythm.press)
        words = self._said(deciding.result()) if deciding.done() else self._text("wecom-underway")
        if card is not None:
            body = {"response_type": "update_template_card", "userids": [heard.who], "template_card": cards.answered(card, words)}
            await self._answer(UPDATE, body, req_id)
        outcome = await deciding
        said = self._said(outcome)
        if outcome is not None and outcome.toast and (said != words or card is None or not cards.reads_whole(said)):
            await self.ladder.say(heard.who, Message(outcome.toast))

    def _said(self, outcome: Outcome | None) -> str:
        return (outcome.toast if outcome else "") or self._text("wecom-noted")

    # ------------------------------------------------------------ the rest

    async def _answer(self, cmd: str, body: object, req_id: str) -> None:
        """An event's only answer; too late is no harm."""
        try:
            answer = await self.wire.ask(cmd, body, req_id)
        except (NotSent, Doubtful) as wrong:
            log.info("wecom event not answered", extra={"reason": type(wrong).__name__})
            return
        if answer.errcode:
            log.info("wecom event not answered", extra={"errcode": answer.errcode})

    async def _fetch(self, name: str, file: File) -> None:
        try:
            await media.fetch(self.session(), file, self.pictures / name)
        except OSError as wrong:
            log.warning("wecom file not fetched", extra={"reason": str(wrong)[:80]})

    def _text(self, key: str) -> str:
        return texts.text(texts.language_of(self.settings.language), key)


def quarantined(raw: bytes, reason: str) -> Quarantined:
    return Quarantined("wecom", f"wecom:q:{hashlib.sha256(raw).hexdigest()[:24]}", raw, reason, clock.now())


async def quoted(lanes: Lanes, heard: Heard) -> Incoming:
    """What happened, as a reply to the message of ours whose words are quoted, if they are."""
    assert heard.happened is not None
    if not heard.quote:
        return heard.happened
    answered = await lanes.read(partial(wecom.find_quoted, chat=heard.chat, quote=heard.quote))
    return replace(heard.happened, reply_to=answered)


async def note(lanes: Lanes, heard: Heard, req_id: str = "") -> None:
    """What answers this chat from now on."""
    job = partial(
        wecom.note_heard,
        address=heard.chat,
        private=heard.private,
        message=heard.id,
        now=clock.now(),
        req_id=req_id,
        answer_url=heard.answer_url,
    )
    await lanes.run(f"wecom:{heard.chat}", job)
