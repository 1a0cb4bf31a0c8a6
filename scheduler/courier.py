"""The courier: claim, send with no transaction open, mark. What was just committed comes in memory; the table is the truth."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from handlers import dispatch, texts
from handlers.ctx import House
from models import cards, claims, letters, questions
from models.chats import Chat, Kind
from models.letters import Addressee, Handed
from models.machinery import Card, Delivery, Flag, Stage
from models.messaging import Capabilities, Fitted, Later, Message, Post, Sent, Verdict, fit
from models.rules.choices import first_of
from scheduler import clock, consequences, pace
from scheduler.rounds import Round, Waiting

log = logging.getLogger(__name__)
T = TypeVar("T")

ONCE = 200
"""Chats served at the same time by one process."""
QUEUED = 5000
"""Chats that may wait for one of these places; of more the table knows."""
FLYING = 8
"""So many letters that are never sent twice are on their way at the same time: what a courier that is killed leaves unknown."""
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
        self._rounds: dict[int, Round] = {}
        self._waiting = Waiting(QUEUED)
        self._flying = asyncio.Semaphore(FLYING)
        self._closing = False
        self._paces: dict[int, pace.Chat] = {}
        self._gates = {channel: pace.Gate() for channel in channels}
        self._silent_until: dict[str, float] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self._held = True
        self.started = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.counts = {"sent": 0, "edited": 0, "later": 0, "gone": 0, "moved": 0, "rejected": 0, "unknown": 0}

    # ------------------------------------------------------------ life

    async def run(self) -> None:
        """Serve until cancelled. What a lost predecessor of this name held waits again."""
        await self.desk.run("courier", lambda session: claims.release(session, clock.now(), by=self.name))
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

    async def _learn(self, chat: int, walking: Round) -> None:
        """A group's pace is that of all processes together."""
        walking.learned = True
        since = clock.now() - timedelta(seconds=pace.MINUTE)
        others = await self.desk.read(lambda session: letters.find_sent_by_others(session, chat, self.name, since))
        walking.pace.learn(_ticked(at) for at in others)

    async def sweep(self) -> None:
        """Look at the table for what nobody handed us: left by another process, held until now, due again."""
        held = await self.desk.read(lambda session: session.get(Flag, "held") is not None)
        self._held = held
        self.desk.attach(None if held else self.name)
        if not self._at_work or len(self._waiting) > ONCE:
            return
        for chat, rank in await self.desk.read(lambda session: claims.find_due(session, clock.now(), 5 * ONCE)):
            self._call(chat, rank)

    def hand(self, handed: Iterable[Handed]) -> None:
        """Take what was just committed."""
        for letter in handed:
            if not letter.leased:
                self._call(letter.to.id, letter.rank, letter if letter.delivery in letters.NEVER_AGAIN else None)
            elif self._at_work:
                self._round(letter.to.id).take(letter)

    def wake(self, chat: int) -> None:
        """Somebody wrote a letter to this chat and holds it for nobody."""
        self._call(chat, letters.STATUS)

    @property
    def _at_work(self) -> bool:
        return self._tasks is not None and not self._held and not self._closing

    def _call(self, chat: int, rank: int, letter: Handed | None = None) -> None:
        """Something waits for a chat: whoever walks there looks, or the chat waits for a walker."""
        if not self._at_work:
            return
        if chat in self._rounds or len(self._rounds) < ONCE:
            self._round(chat).look(letter)
        else:
            self._waiting.add(chat, rank, letter)

    async def close(self) -> None:
        """Take up nothing new; returns when what is in hand has arrived."""
        self._closing = True
        await self.drained()

    async def drained(self) -> None:
        """Wait until nothing is in hand."""
        await self._idle.wait()

    def _round(self, chat: int) -> Round:
        """The round of a chat, started if nobody walks it."""
        walking = self._rounds.get(chat)
        if walking is None:
            walking = self._rounds[chat] = Round(pace=self._paces.setdefault(chat, pace.Chat()))
            self._idle.clear()
            assert self._tasks is not None
            self._tasks.create_task(self._walk(chat, walking))
        return walking

    async def _walk(self, chat: int, walking: Round) -> None:
        try:
            while walking.hand or (not self._closing and (walking.due or walking.more)):
                await self._step(chat, walking)
        except Exception:
            log.exception("courier", extra={"chat": chat})
            await asyncio.sleep(CUT_SHORT)
        finally:
            del self._rounds[chat]
            self._go_on()

    def _go_on(self) -> None:
        """A hand is free: for the chat that waits most urgently."""
        while self._at_work and self._waiting and len(self._rounds) < ONCE:
            chat, letter = self._waiting.pop()
            self._round(chat).look(letter)
        if not self._rounds:
            self._idle.set()

    async def _step(self, chat: int, walking: Round) -> None:
        if walking.hand:
            _, _, since, letter = heappop(walking.hand)
            if await self._turn(letter, since, walking):
                await self._deliver(letter, since, walking)
        elif walking.due:
            due, walking.due = walking.due, None
            await self._deliver_once(due, walking)
        else:
            walking.more = False
            self._claimed(walking, await self._commit(chat, lambda session: self._next(session, chat)))

    def _next(self, session: Session, chat: int, at_once: bool = False) -> Handed | None:
        """The letter that goes next, but for channels another process speaks for."""
        mute = [name for name, mouth in self.channels.items() if mouth.mute]
        return claims.claim_next(session, chat, self.name, clock.now(), at_once, mute)

    def _claimed(self, walking: Round, letter: Handed | None) -> None:
        """What is next goes into the hand; what is never sent twice waits for its turn unclaimed."""
        if letter is not None:
            walking.more = walking.more or letter.followed
            if letter.leased:
                walking.take(letter)
            else:
                walking.due = letter

    # ------------------------------------------------------------ one letter

    async def _deliver_once(self, due: Handed, walking: Round) -> None:
        """What is never sent twice is claimed when its turn has come: whoever is killed leaves unknown only what was on its way."""
        if not await self._turn(due, clock.ticking(), walking):
            return
        async with self._flying:
            letter = None if self._closing else await self._commit(due.to.id, lambda session: self._claim(session, due))
            if letter is not None:
                walking.more = walking.more or letter.followed
                await self._deliver(letter, clock.ticking(), walking)

    def _claim(self, session: Session, due: Handed) -> Handed | None:
        """The letter whose turn it is, or what goes before it by now."""
        mouth = self.channels.get(due.to.channel)
        mine = None if mouth is None or mouth.mute else claims.claim(session, due, self.name, clock.now())
        return mine or self._next(session, due.to.id, at_once=True)

    async def _deliver(self, letter: Handed, since: float, walking: Round) -> None:
        mouth = self.channels.get(letter.to.channel)
        if mouth is None:
            return await self._commit(letter.to.id, lambda s: letters.mark(s, letter.id, Stage.REJECTED, "no such channel here"))
        if mouth.mute:  # claimed at birth, by the wrong one
            return await self._give_up(letter, walking, lambda session: letters.leave(session, letter))
        can = mouth.capabilities(letter.to.private)
        if letter.delivery is Delivery.CARD:
            return await self._deliver_card(letter, mouth, can, walking, waited=clock.ticking() - since > FRESH)
        return await self._deliver_post(letter, mouth, can, walking)

    async def _turn(self, letter: Handed, since: float, walking: Round) -> bool:
        """Wait for the chat's pace and the account's turn; False when it takes so long that the letter is left to the table."""
        mouth, now = self.channels.get(letter.to.channel), clock.ticking()
        if mouth is None:
            return True
        can = mouth.capabilities(letter.to.private)
        if self.desk.shared and can.per_minute and not walking.learned:
            await self._learn(letter.to.id, walking)
        wait = max(walking.pace.free_at(can, now), self._silent_until.get(letter.to.channel, now)) - now
        if wait + now - since > PATIENCE:
            walking.pace.hold(now + wait)
            await self._give_up(letter, walking, lambda session: consequences.wait(session, letter, wait))
            return False
        if wait > 0:
            await asyncio.sleep(wait)
        await self._gates[letter.to.channel].turn(can.per_second, letter.rank)
        return True

    async def _deliver_post(self, letter: Handed, mouth: Mouth, can: Capabilities, walking: Round) -> None:
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

    async def _deliver_card(self, letter: Handed, mouth: Mouth, can: Capabilities, walking: Round, waited: bool) -> None:
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
        known = await self.desk.read(lambda session: questions.find_choices(session, to.id, clock.now()))
        needed = sum(1 for row in post.buttons for button in row if button.data)
        return fit(post, can, self._hint(to), single, first_of(known, needed))

    def _hint(self, to: Addressee) -> str:
        """How a number is said here; residents may answer on a page too, which asks by itself whose home it is."""
        language = texts.language_of(to.language or self.house.language)
        hint = texts.text(language, "choices-private" if to.private else "choices-group")
        if to.kind is Kind.RESIDENTS and self.house.public_url:
            return f"{texts.text(language, 'phone-elsewhere', url=f'{self.house.public_url}/h')}\n{hint}"
        return hint

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

    async def _settle_and_claim(self, letter: Handed, walking: Round, job: Callable[[Session], object]) -> None:
        """It arrived: marked, and in the same commit the chat's next letter is claimed."""
        chat, claim = letter.to.id, walking.more and not walking.hand

        def both(session: Session) -> Handed | None:
            job(session)
            return self._next(session, chat) if claim else None

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

    async def _failed(self, letter: Handed, verdict: Verdict, walking: Round, edit: bool = False) -> None:
        """Every verdict but Sent."""
        assert not isinstance(verdict, Sent)
        if isinstance(verdict, Later):
            walking.pace.hold(clock.ticking() + verdict.after)
            if verdict.everyone:
                self._silent_until[letter.to.channel] = clock.ticking() + verdict.after
        self.counts[type(verdict).__name__.lower()] += 1
        await self._give_up(letter, walking, lambda session: consequences.settle(session, self.house, letter, verdict, edit))

    async def _give_up(self, letter: Handed, walking: Round, job: Callable[[Session], tuple[Handed, ...]]) -> None:
        """It did not arrive: settled, and whatever else is in hand goes back behind it, so that order holds."""

        def both(session: Session) -> tuple[Handed, ...]:
            claims.put_back(session, letter, self.name)
            return job(session)

        told = await self._commit(letter.to.id, both)
        walking.hand.clear()
        walking.more = True
        self.hand(told)


def _ticked(at: datetime) -> float:
    """A past moment on the clock that never steps back."""
    return clock.ticking() - (clock.now() - at).total_seconds()
