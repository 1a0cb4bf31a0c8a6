"""The courier: claim, send with no transaction open, mark. What was just committed comes in memory; the table is the truth."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from handlers import dispatch, texts
from handlers.ctx import House
from models import cards, chats, letters, questions
from models.chats import Chat
from models.letters import Addressee, Handed
from models.machinery import Card, Delivery, Flag, Stage
from models.messaging import Capabilities, Fitted, Gone, Later, Message, Moved, Post, Rejected, Sent, Unknown, Verdict, fit
from models.rules.choices import first_of
from scheduler import clock, pace

log = logging.getLogger(__name__)
T = TypeVar("T")

ONCE = 200
"""Chats served at the same time by one process."""
PATIENCE = 5.0
"""Seconds a claimed letter may wait for its turn; longer, and it goes back to the table, with the chat held if it is too fast.
Together with the longest send well under a lease."""
CHOICES_LAST = timedelta(days=7)
CUT_SHORT = 1.0
FRESH = 1.0
"""Seconds a card drawn with its facts stays as good as new; kept waiting longer, it is drawn again."""


class Mouth(Protocol):
    """What the courier needs of a channel. One that is `mute` leaves its letters to the process that speaks for it."""

    @property
    def mute(self) -> bool: ...

    def capabilities(self, private: bool) -> Capabilities: ...

    async def send(self, chat: str, message: Message) -> Verdict: ...

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict: ...


class Desk(Protocol):
    """Where jobs are committed (the lanes)."""

    @property
    def shared(self) -> bool:
        """Whether other processes may work on the same database."""

    async def run(self, where: str, job: Callable[[Session], T], soon: bool = False) -> T: ...

    async def read(self, job: Callable[[Session], T]) -> T: ...

    def attach(self, courier: str | None) -> None: ...


@dataclass
class _Round:
    """What is to be done for one chat: letters in hand, and whether the table holds more."""

    hand: list[tuple[int, int, float, Handed]] = field(default_factory=list)
    more: bool = False
    pace: pace.Chat = field(default_factory=pace.Chat)

    def take(self, letter: Handed) -> None:
        """Into the hand, with the moment: lowest rank first, then oldest."""
        heappush(self.hand, (letter.rank, letter.id, clock.ticking(), letter))


@dataclass(frozen=True)
class _Drawn:
    """A card as it is to be shown now."""

    post: Post | None
    digest: str
    message: str | None
    same: bool


class Courier:
    """Delivers letters, one at a time for each chat, many chats at once."""

    def __init__(self, desk: Desk, house: House, channels: Mapping[str, Mouth], name: str) -> None:
        self.desk, self.house, self.channels, self.name = desk, house, channels, name
        self._rounds: dict[int, _Round] = {}
        self._paces: dict[int, pace.Chat] = {}
        self._gates = {channel: pace.Gate() for channel in channels}
        self._silent_until: dict[str, float] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self._held = True
        self.started = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.counts = {"sent": 0, "edited": 0, "later": 0, "gone": 0, "rejected": 0, "unknown": 0}

    # ------------------------------------------------------------ life

    async def run(self) -> None:
        """Serve until cancelled. What a lost predecessor of this name held waits again."""
        await self.desk.run("courier", lambda session: letters.release(session, clock.now(), by=self.name))
        await self._remember()
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            await self.sweep()
            self.started.set()
            await asyncio.Event().wait()

    async def _remember(self) -> None:
        """Pacing looks back a minute, further than this process has lived."""
        since = clock.now() - timedelta(seconds=pace.MINUTE)
        for chat, at in await self.desk.read(lambda session: letters.find_recent(session, since)):
            self._paces.setdefault(chat, pace.Chat()).note(_ticked(at))

    async def _learn(self, chat: int, walking: _Round) -> None:
        """A chat's pace is that of all processes together."""
        since = clock.now() - timedelta(seconds=pace.MINUTE)
        others = await self.desk.read(lambda session: letters.find_sent_by_others(session, chat, self.name, since))
        walking.pace.learn(_ticked(at) for at in others)

    async def sweep(self) -> None:
        """Look at the table for what nobody handed us: left by another process, held until now, due again."""
        held = await self.desk.read(lambda session: session.get(Flag, "held") is not None)
        self._held = held
        self.desk.attach(None if held else self.name)
        if held or self._tasks is None:
            return
        for chat, _ in await self.desk.read(lambda session: letters.find_due(session, clock.now(), ONCE)):
            if len(self._rounds) >= ONCE:
                return
            self._round(chat).more = True

    def hand(self, handed: Iterable[Handed]) -> None:
        """Take what was just committed."""
        for letter in handed:
            if not letter.leased:
                self.wake(letter.to.id)
            elif self._tasks is not None and not self._held:
                self._round(letter.to.id).take(letter)

    def wake(self, chat: int) -> None:
        """Somebody wrote a letter to this chat and holds it for nobody."""
        if self._tasks is not None and not self._held and (chat in self._rounds or len(self._rounds) < ONCE):
            self._round(chat).more = True

    async def drained(self) -> None:
        """Wait until nothing is in hand."""
        await self._idle.wait()

    def _round(self, chat: int) -> _Round:
        """The round of a chat, started if nobody walks it."""
        walking = self._rounds.get(chat)
        if walking is None:
            walking = self._rounds[chat] = _Round(pace=self._paces.setdefault(chat, pace.Chat()))
            self._idle.clear()
            assert self._tasks is not None
            self._tasks.create_task(self._walk(chat, walking))
        return walking

    async def _walk(self, chat: int, walking: _Round) -> None:
        try:
            if self.desk.shared:
                await self._learn(chat, walking)
            while walking.hand or walking.more:
                if not walking.hand:
                    await self._claim(chat, walking)
                if walking.hand:
                    _, _, since, letter = heappop(walking.hand)
                    await self._deliver(letter, since, walking)
        except Exception:
            log.exception("courier", extra={"chat": chat})
            await asyncio.sleep(CUT_SHORT)
        finally:
            del self._rounds[chat]
            if not self._rounds:
                self._idle.set()

    async def _claim(self, chat: int, walking: _Round) -> None:
        walking.more = False
        mute = self._mute()
        letter = await self._commit(chat, lambda session: letters.claim_next(session, chat, self.name, clock.now(), mute))
        self._claimed(walking, letter)

    def _mute(self) -> frozenset[str]:
        """The channels another process speaks for."""
        return frozenset(name for name, mouth in self.channels.items() if mouth.mute)

    def _claimed(self, walking: _Round, letter: Handed | None) -> None:
        """Where one letter came from there may be more."""
        if letter is not None:
            walking.take(letter)
            walking.more = True

    # ------------------------------------------------------------ one letter

    async def _deliver(self, letter: Handed, since: float, walking: _Round) -> None:
        mouth = self.channels.get(letter.to.channel)
        if mouth is None:
            return await self._commit(letter.to.id, lambda s: letters.mark(s, letter.id, Stage.REJECTED, "no such channel here"))
        if mouth.mute:  # claimed at birth, by the wrong one
            return await self._give_up(letter, walking, lambda session: letters.leave(session, letter))
        can = mouth.capabilities(letter.to.private)
        if not await self._turn(letter, can, since, walking):
            return None
        if letter.delivery is Delivery.CARD:
            return await self._deliver_card(letter, mouth, can, walking, waited=clock.ticking() - since > FRESH)
        return await self._deliver_post(letter, mouth, can, walking)

    async def _turn(self, letter: Handed, can: Capabilities, since: float, walking: _Round) -> bool:
        """Wait for the chat's pace and the account's turn; False when it takes so long that the letter went back."""
        now = clock.ticking()
        wait = max(walking.pace.free_at(can, now), self._silent_until.get(letter.to.channel, now)) - now
        if wait + now - since > PATIENCE:
            await self._later(letter, wait, walking)
            return False
        if wait > 0:
            await asyncio.sleep(wait)
        await self._gates[letter.to.channel].turn(can.per_second, letter.rank)
        return True

    async def _deliver_post(self, letter: Handed, mouth: Mouth, can: Capabilities, walking: _Round) -> None:
        fitted = await self._fit(Post.from_json(letter.body or {}), can, letter.to)
        arrived = ""
        for message in fitted.messages:
            walking.pace.note(clock.ticking())
            verdict = await mouth.send(letter.to.address, message)
            if not isinstance(verdict, Sent):
                return await self._failed(letter, verdict, walking)
            arrived = verdict.message
        self.counts["sent"] += 1
        return await self._settle_and_claim(letter, walking, lambda session: self._mark_sent(session, letter, arrived, fitted))

    async def _deliver_card(self, letter: Handed, mouth: Mouth, can: Capabilities, walking: _Round, waited: bool) -> None:
        drawn = _Drawn(letter.drawn, cards.digest_of(letter.drawn.as_json()), None, same=False) if letter.drawn else None
        if drawn is None or waited:
            drawn = await self._commit(letter.to.id, lambda session: self._draw(session, letter))
        if drawn.post is None or drawn.same:
            return await self._commit(letter.to.id, lambda session: letters.mark(session, letter.id, Stage.DROPPED))
        fitted = await self._fit(drawn.post, can, letter.to, single=True)
        walking.pace.note(clock.ticking())
        old = drawn.message if can.edits else None
        verdict = await (
            mouth.edit(letter.to.address, old, fitted.messages[0]) if old else mouth.send(letter.to.address, fitted.messages[0])
        )
        if not isinstance(verdict, Sent):
            return await self._failed(letter, verdict, walking, edit=old is not None)
        self.counts["edited" if old else "sent"] += 1
        shown, arrived = drawn, verdict.message
        return await self._settle_and_claim(letter, walking, lambda session: self._mark_shown(session, letter, arrived, shown, fitted))

    async def _fit(self, post: Post, can: Capabilities, to: Addressee, single: bool = False) -> Fitted:
        if not post.buttons or (can.buttons and not can.numbered):
            return fit(post, can, single=single)
        language = texts.language_of(to.language or self.house.language)
        hint = texts.text(language, "choices-private" if to.private else "choices-group")
        known = await self.desk.read(lambda session: questions.find_choices(session, to.id, clock.now()))
        needed = sum(1 for row in post.buttons for button in row if button.data)
        return fit(post, can, hint, single, first_of(known, needed))

    def _draw(self, session: Session, letter: Handed) -> _Drawn:
        card, chat = session.get(Card, letter.card), session.get(Chat, letter.to.id)
        if card is None or chat is None:
            return _Drawn(None, "", None, same=False)
        post = dispatch.draw(session, self.house, card.subject, chat, clock.now())
        if post is None:
            return _Drawn(None, "", card.message, same=False)
        digest = cards.digest_of(post.as_json())
        can = self.channels[letter.to.channel].capabilities(letter.to.private)
        untold = card.message is not None and post.quiet and not can.edits
        return _Drawn(post, digest, card.message, same=untold or digest == card.shown)

    # ------------------------------------------------------------ what became of it

    async def _commit(self, chat: int, job: Callable[[Session], T]) -> T:
        return await self.desk.run(f"chat:{chat}", job, soon=True)

    async def _settle_and_claim(self, letter: Handed, walking: _Round, job: Callable[[Session], object]) -> None:
        """It arrived: marked, and in the same commit the chat's next letter is claimed."""
        chat, claim, mute = letter.to.id, walking.more and not walking.hand, self._mute()

        def both(session: Session) -> Handed | None:
            job(session)
            return letters.claim_next(session, chat, self.name, clock.now(), mute) if claim else None

        walking.more = walking.more and not claim
        self._claimed(walking, await self._commit(chat, both))

    def _mark_sent(self, session: Session, letter: Handed, message: str, fitted: Fitted) -> None:
        letters.mark_sent(session, letter.id, message, clock.now())
        self._offer_choices(session, letter, fitted)

    def _mark_shown(self, session: Session, letter: Handed, message: str, drawn: _Drawn, fitted: Fitted) -> None:
        assert letter.card is not None
        cards.mark_shown(session, letter.card, message, drawn.digest, clock.now())
        self._mark_sent(session, letter, message, fitted)

    def _offer_choices(self, session: Session, letter: Handed, fitted: Fitted) -> None:
        """Where buttons cannot be shown, a typed number presses them."""
        if fitted.choices:
            now = clock.now()
            questions.offer_choices(session, letter.to.id, fitted.choices, now, now + CHOICES_LAST)

    async def _failed(self, letter: Handed, verdict: Verdict, walking: _Round, edit: bool = False) -> None:
        """What every verdict but Sent leads to."""
        match verdict:
            case Later(after, everyone):
                self.counts["later"] += 1
                if everyone:
                    self._silent_until[letter.to.channel] = clock.ticking() + after
                await self._later(letter, after, walking)
            case Gone(reason, waits):
                self.counts["gone"] += 1
                await self._give_up(letter, walking, lambda session: self._part(session, letter, reason, waits))
            case Moved(address):
                await self._give_up(letter, walking, lambda session: self._move(session, letter, address))
            case Rejected(reason, missing):
                self.counts["rejected"] += 1
                await self._give_up(letter, walking, lambda session: self._reject(session, letter, reason, missing))
            case Unknown(reason):
                self.counts["unknown"] += 1
                await self._give_up(letter, walking, lambda session: self._doubt(session, letter, reason, edit))

    async def _give_up(self, letter: Handed, walking: _Round, job: Callable[[Session], tuple[Handed, ...]]) -> None:
        """It did not arrive: settled, and whatever else is in hand goes back behind it, so that order holds."""

        def both(session: Session) -> tuple[Handed, ...]:
            letters.put_back(session, letter, self.name)
            return job(session)

        told = await self._commit(letter.to.id, both)
        walking.hand.clear()
        walking.more = True
        self.hand(told)

    async def _later(self, letter: Handed, after: float, walking: _Round) -> None:
        def job(session: Session) -> tuple[Handed, ...]:
            letters.mark_later(session, letter)
            letters.hold_chat(session, letter.to.id, clock.now() + timedelta(seconds=after))
            return ()

        walking.pace.hold(clock.ticking() + after)
        await self._give_up(letter, walking, job)

    def _part(self, session: Session, letter: Handed, reason: str, waits: bool) -> tuple[Handed, ...]:
        letters.park_chat(session, letter.to.id, reason)
        if waits:
            letters.mark_later(session, letter)
            return ()
        letters.mark(session, letter.id, Stage.DROPPED, reason)
        return dispatch.report(session, self.house, clock.now(), "gone", f"{letter.to.channel} {letter.to.address}: {reason}")

    def _move(self, session: Session, letter: Handed, address: str) -> tuple[Handed, ...]:
        letters.mark_later(session, letter)
        chats.move_chat(session, letter.to.channel, letter.to.address, address)
        return ()

    def _reject(self, session: Session, letter: Handed, reason: str, missing: bool) -> tuple[Handed, ...]:
        if missing and letter.card is not None:
            if cards.lose_message(session, letter.card):
                letters.mark_later(session, letter)
            else:
                letters.mark(session, letter.id, Stage.DROPPED, reason)
            return ()
        letters.mark(session, letter.id, Stage.REJECTED, reason)
        return dispatch.report(session, self.house, clock.now(), "rejected", f"{letter.id}: {reason}")

    def _doubt(self, session: Session, letter: Handed, reason: str, edit: bool) -> tuple[Handed, ...]:
        if letters.mark_doubtful(session, letter, reason, clock.now(), edit):
            return ()
        return dispatch.report(session, self.house, clock.now(), "unknown", str(letter.id))


def _ticked(at: datetime) -> float:
    """A past moment on the clock that never steps back."""
    return clock.ticking() - (clock.now() - at).total_seconds()
