"""The ladder (protocol A2.8): answer the request that asked, else push, else answer the newest request, else the group's robot."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

import aiohttp
from sqlalchemy.orm import Session

from bot.channels.wecom import cards, robots
from bot.channels.wecom.frames import PUSH, RESPOND
from bot.channels.wecom.settings import WeComSettings
from bot.channels.wecom.verdicts import LATE, NOT_SUBSCRIBED, REPEATED_TASK, verdict_of
from bot.channels.wecom.wire import Doubtful, NotSent, Wire
from bot.channels.wecom.words import ROOM, plainly
from models import wecom
from models.messaging import Later, Message, Rejected, Sent, Unit, Unknown, Verdict, cut
from models.wecom import WeComChat
from scheduler import clock

log = logging.getLogger(__name__)
T = TypeVar("T")

FRESH, SOON = timedelta(minutes=1), timedelta(seconds=10)
"""So long what is said answers the newest message: what names it, or is said in private; in a group whatever does not name another."""
SINGLE, GROUP = 1, 2


class Lanes(Protocol):
    """What the channel needs of the lanes."""

    async def run(self, where: str, job: Callable[[Session], T]) -> T: ...

    async def read(self, job: Callable[[Session], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Saying:
    """One message on its way: as a frame's content when it answers and when it is pushed, and as words for a robot ("" for none)."""

    id: str
    answer: dict[str, Any]
    push: dict[str, Any]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Certainly not delivered this way."""

    code: int


Rung = Callable[[WeComChat, Saying], Awaitable[Verdict | Refusal]]


def new_message() -> str:
    """The id of something we say; WeCom gives it none. Also the id of its stream."""
    return f"said-{secrets.token_hex(12)}"


def spoken(text: str) -> Saying:
    """Words: a finished stream when they answer, else Markdown."""
    id_ = new_message()
    stream = {"msgtype": "stream", "stream": {"id": id_, "content": text, "finish": True}}
    return Saying(id_, stream, {"msgtype": "markdown", "markdown": {"content": text}}, text)


def shown(card: dict[str, Any]) -> Saying:
    said = {"msgtype": "template_card", "template_card": card}
    return Saying(card["task_id"], said, said)


def pictured(media: str) -> Saying:
    said = {"msgtype": "image", "image": {"media_id": media}}
    return Saying(new_message(), said, said)


class Ladder:
    """Brings what is to be said to a chat by the first way that takes it."""

    def __init__(self, wire: Wire, lanes: Lanes, settings: WeComSettings, session: Callable[[], aiohttp.ClientSession]) -> None:
        self.wire, self.lanes, self.settings, self.session = wire, lanes, settings, session

    async def say(self, address: str, message: Message) -> Verdict:
        """A card where it may be one, else words."""
        chat = await self.chat(address)
        if self._takes_cards(chat):
            verdict = await self._show(chat, message)
            if verdict is not None:
                return verdict
        return await self._speak(chat, message)

    async def chat(self, address: str) -> WeComChat:
        """What is known of a chat; of one that nobody has spoken in since we listen, nothing."""
        found = await self.lanes.read(partial(wecom.find_chat, address=address))
        return found or WeComChat(address=address, private=address not in self.settings.robots, req_id="", message="", rung="?")

    def _takes_cards(self, chat: WeComChat) -> bool:
        if not chat.private and self.settings.group_cards != "auto":
            return self.settings.group_cards == "on"
        return chat.cards is not False

    # ------------------------------------------------------------ cards and words

    async def _show(self, chat: WeComChat, message: Message, again: bool = True) -> Verdict | None:
        """None when it cannot be a card, or this chat takes none; the latter is remembered."""
        card = cards.card_of(message, cards.new_task())
        if card is None:
            return None
        await self._keep(chat, card["task_id"], message.text, card)
        outcome = await self._climb(chat, shown(card), message.reply_to)
        if not isinstance(outcome, Refusal):
            return outcome
        if outcome.code == REPEATED_TASK and again:
            return await self._show(chat, message, again=False)
        log.info("wecom takes no card", extra={"chat": chat.address, "errcode": outcome.code})
        await self.lanes.run(f"wecom:{chat.address}", partial(wecom.refuse_cards, address=chat.address))
        return None

    async def _speak(self, chat: WeComChat, message: Message) -> Verdict:
        verdict: Verdict = Rejected("nothing to say")
        for piece in cut(plainly(message.text), ROOM, Unit.BYTES):
            said = spoken(piece)
            outcome = await self._climb(chat, said, message.reply_to)
            if isinstance(outcome, Refusal):
                return Rejected(f"refused every way: {outcome.code}")
            if not isinstance(outcome, Sent):
                return outcome
            verdict = outcome
            await self._keep(chat, said.id, message.text)
        return verdict

    async def picture(self, address: str, media: str) -> Verdict:
        """A picture that was uploaded."""
        outcome = await self._climb(await self.chat(address), pictured(media), "")
        return Rejected(f"refused every way: {outcome.code}") if isinstance(outcome, Refusal) else outcome

    async def _keep(self, chat: WeComChat, id_: str, text: str, card: dict[str, Any] | None = None) -> None:
        job = partial(wecom.keep_sent, chat=chat.address, message=id_, text=text, now=clock.now(), card=card)
        await self.lanes.run(f"wecom:{chat.address}", job)

    # ------------------------------------------------------------ rung by rung

    async def _climb(self, chat: WeComChat, said: Saying, reply_to: str) -> Verdict | Refusal:
        """Up to the first rung that takes it, or that says something no other rung can mend."""
        refused = Refusal(0)
        for name, rung in self._rungs(chat, said, reply_to):
            outcome = await rung(chat, said)
            if isinstance(outcome, Refusal):
                log.info("wecom refuses", extra={"chat": chat.address, "way": name, "errcode": outcome.code})
                refused = outcome
                continue
            if isinstance(outcome, Sent) and name != "answer" and name != chat.rung:
                chat.rung = name
                await self.lanes.run(f"wecom:{chat.address}", partial(wecom.note_way, address=chat.address, rung=name))
            return outcome
        return refused

    def _rungs(self, chat: WeComChat, said: Saying, reply_to: str) -> Iterator[tuple[str, Rung]]:
        fresh = self._fresh(chat, reply_to)
        if fresh:
            yield "answer", self._answer
        yield "push", self._push
        if not fresh and chat.req_id and chat.heard_at + wecom.REPLY > clock.now():
            yield "reply", self._answer
        if said.text and chat.address in self.settings.robots:
            yield "robot", self._robot

    def _fresh(self, chat: WeComChat, reply_to: str) -> bool:
        """Whether it answers the newest request, which is sure to be taken where a push may not be. In a group it is shown as an answer."""
        if not chat.req_id or (reply_to and reply_to != chat.message):
            return False
        return chat.heard_at + (FRESH if chat.private or reply_to else SOON) > clock.now()

    async def _answer(self, chat: WeComChat, said: Saying) -> Verdict | Refusal:
        """A stream whose acknowledgement is lost is the same stream when it is said again."""
        outcome = await self._ask(RESPOND, said.answer, said.id, chat.req_id)
        if isinstance(outcome, Unknown) and "stream" in said.answer:
            again = await self._ask(RESPOND, said.answer, said.id, chat.req_id)
            return again if isinstance(again, Sent) else outcome
        return outcome

    async def _push(self, chat: WeComChat, said: Saying) -> Verdict | Refusal:
        kind = {} if chat.rung == "?" else {"chat_type": SINGLE if chat.private else GROUP}
        return await self._ask(PUSH, {"chatid": chat.address, **kind, **said.push}, said.id)

    async def _robot(self, chat: WeComChat, said: Saying) -> Verdict | Refusal:
        verdict = await robots.post(self.session(), self.settings.robots[chat.address], said.text, said.id)
        return Refusal(0) if isinstance(verdict, Rejected) else verdict

    async def _ask(self, cmd: str, body: dict[str, Any], id_: str, req_id: str = "") -> Verdict | Refusal:
        try:
            answer = await self.wire.ask(cmd, body, req_id)
        except NotSent:
            return Later(self.wire.patience(), everyone=True)
        except Doubtful as lost:
            return Unknown(str(lost))
        if answer.errcode == 0:
            return Sent(id_)
        if answer.errcode == NOT_SUBSCRIBED:
            await self.wire.drop()
        return (None if answer.errcode in LATE else verdict_of(answer.errcode)) or Refusal(answer.errcode)
