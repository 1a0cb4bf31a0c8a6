"""What a handler is given: who, where, when; and the rows it may add by saying what should happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers import news, registry, texts
from handlers.kit import Added, Refused
from models import chats, journal, letters, mailings, people, places, questions, settings, timers
from models.chats import Chat, Kind
from models.letters import ANSWER as ANSWER
from models.letters import BULK as BULK
from models.letters import STATUS as STATUS
from models.letters import Addressee, Handed
from models.machinery import Delivery, Late
from models.messaging import Button, Incoming, Post
from models.people import Person
from models.places import Place
from models.rules.roles import Grant, Role, holds

T = TypeVar("T")


@dataclass(frozen=True)
class House:
    """What the installation is told once: owners (`telegram:700001`), the public address, the clock people live by, the bot's names."""

    owners: frozenset[str] = frozenset()
    public_url: str = ""
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    language: str = texts.FIRST
    bot_names: dict[str, str] = field(default_factory=dict)


def spoken(key: str, **params: Any) -> Callable[[Voice], str]:
    """Words inside words to somebody else: said in the language of whoever speaks to them."""
    return lambda voice: voice.text(key, **params)


class Voice:
    """Speaks to one chat: its language, its clock. Enough to draw a card.

    What is given to the words may be a function of the voice, which is asked when they are said: so one letter to many is each chat's own.
    """

    def __init__(self, session: Session, house: House, chat: Chat, now: datetime) -> None:
        self.db, self.house, self.chat, self.now = session, house, chat, now

    @cached_property
    def language(self) -> str:
        return texts.language_of(self.chat.language or self.house.language)

    def text(self, key: str, **params: Any) -> str:
        return texts.text(self.language, key, **{name: value(self) if callable(value) else value for name, value in params.items()})

    def post(self, key: str, *rows: Row, reply_to: str = "", **params: Any) -> Post:
        """A post of these words (first line: title) with rows of buttons."""
        title, *lines = self.text(key, **params).split("\n")
        spoken_rows = [row(self) if callable(row) else row for row in rows]
        return Post(title, tuple(lines), tuple(tuple(row) for row in spoken_rows if row), reply_to=reply_to)

    def button(self, key: str, data: str, **params: Any) -> Button:
        return Button(self.text(key, **params), data)

    def local_day(self, moment: datetime) -> date:
        """Which day it is here at that moment."""
        return moment.astimezone(self.house.time_zone).date()

    @property
    def today(self) -> date:
        return self.local_day(self.now)

    def day(self, when: date) -> str:
        """A day, or the day of a moment, as neighbours write it: 9月3日."""
        here = self.local_day(when) if isinstance(when, datetime) else when
        return texts.day(self.language, here.month, here.day)

    def clock(self, moment: datetime) -> str:
        """Day and time: 9月3日 08:05."""
        local = moment.astimezone(self.house.time_zone)
        return f"{texts.day(self.language, local.month, local.day)} {local.hour:02}:{local.minute:02}"

    def age(self, since: datetime) -> str:
        """How long ago, in the largest unit that fits."""
        seconds = max((self.now - since).total_seconds(), 0)
        for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
            if seconds >= size:
                return self.text(f"age-{unit}", n=str(int(seconds // size)))
        return self.text("age-now")

    def setting(self, name: str, community: int) -> Any:
        """What a community has settled, or what holds where nobody has."""
        known = registry.settings()[name]
        found = settings.find_setting(self.db, community, name)
        return known.default if found is None else found

    def added(self, kind: str, subject: Any) -> list[Added]:
        """What other capabilities add to the card of this subject."""
        return [add(self, subject) for add in registry.additions(kind)]

    def local(self, year: int, month: int, day: int, hour: int = 9) -> datetime:
        """The moment of that wall-clock hour here."""
        return datetime(year, month, day, hour, tzinfo=self.house.time_zone).astimezone(UTC)


Row = Sequence[Button] | Callable[[Voice], Sequence[Button]]
"""Buttons beside one another, or what makes them in a chat's language."""


class Ctx(Voice):
    """One happening being handled. It only adds rows: it never sends, never commits, never reads a clock."""

    def __init__(
        self, session: Session, house: House, chat: Chat, now: datetime, happened: Incoming | None = None, late: timedelta = timedelta()
    ) -> None:
        super().__init__(session, house, chat, now)
        self.late = late
        self._happened = happened
        self.handed: list[Handed] = []
        self.cards: dict[int, tuple[str, Chat]] = {}
        self.toasted = ""
        self.alert = False
        self.numbered = False  # a typed number pressed the button
        self.act = ""
        self._kept: list[object] = []

    # ------------------------------------------------------------ who and where

    @property
    def happened(self) -> Incoming:
        """What came in; a timer has nothing of the kind, and a handler of timers does not ask."""
        if self._happened is None:
            raise LookupError("a timer has no message")
        return self._happened

    @property
    def timed(self) -> bool:
        return self._happened is None

    @property
    def private(self) -> bool:
        return self.chat.kind is Kind.PRIVATE

    @property
    def reply_to(self) -> str:
        """What an answer refers to: in a group the message itself; alone with somebody it needs no saying."""
        return "" if self.private else self.happened.message

    @cached_property
    def person(self) -> Person | None:
        """Who is speaking, when we have met them."""
        sender = self._happened.sender if self._happened else None
        return people.find_person(self.db, self.happened.channel, sender.id) if sender else None

    def me(self) -> Person:
        """Who is speaking; met now, if never before."""
        if self.person is None:
            if self.happened.sender is None:
                raise Refused("nobody")
            self.person = people.add_person(
                self.db, self.happened.sender.name[:80], self.now, self.happened.channel, self.happened.sender.id
            )
        if self.private and self.chat.person_id is None:
            self.chat.person_id = self.person.id
        return self.person

    @cached_property
    def grants(self) -> list[Grant]:
        """What the speaker is, and where, as it stands at this moment."""
        sender = self._happened.sender if self._happened else None
        owner = sender is not None and f"{self.happened.channel}:{sender.id}" in self.house.owners
        return ([Grant(Role.OWNER, "/")] if owner else []) + (people.find_grants(self.db, self.person.id) if self.person else [])

    def holds(self, roles: frozenset[Role], path: str | None) -> bool:
        return holds(self.grants, roles, path)

    @cached_property
    def homes(self) -> Sequence[Place]:
        return people.find_homes(self.db, self.person.id) if self.person else ()

    @cached_property
    def place(self) -> Place | None:
        """The place this conversation is about: the group's; in private one's home or post; else the only compound there is."""
        if self.chat.place_id is not None:
            return places.find_place(self.db, self.chat.place_id)
        if not self.private:
            return None
        if self.homes:
            return self.homes[0]
        held = people.find_appointments(self.db, self.person.id) if self.person else ()
        compounds = places.find_compounds(self.db)
        return held[0][1] if held else compounds[0] if len(compounds) == 1 else None

    def need_place(self) -> Place:
        """The place, or a kind question where we are."""
        if self.place is None:
            raise Refused("no-place-private" if self.private else "no-place-group")
        return self.place

    @property
    def community(self) -> int:
        return self.chat.community_id or (self.place.community_id if self.place else 0)

    # ------------------------------------------------------------ what should happen

    def say(self, said: Post | str, **params: Any) -> None:
        """Answer here."""
        self.write(self.chat, said if isinstance(said, Post) else self.post(said, **params), rank=ANSWER)

    def keep(self, row: T) -> T:
        """Hold what was made here until its cards are drawn: the session itself forgets what nobody holds."""
        self._kept.append(row)
        return row

    def write(self, chat: Chat, post: Post, rank: int = STATUS, delivery: Delivery = Delivery.POST, about: str = "") -> None:
        """A letter to any chat."""
        self.handed.append(
            letters.write_letter(self.db, chat, delivery=delivery, rank=rank, now=self.now, body=post.as_json(), about=about)
        )

    def voice(self, chat: Chat) -> Voice:
        """The voice for another chat, in its language."""
        return self if chat.id == self.chat.id else Voice(self.db, self.house, chat, self.now)

    def news(self, chat: Chat, post: Post, *, urgent: bool = False, about: str = "", whole: bool = False) -> None:
        """A line about what has moved, which nobody in that chat has asked for: said now, or kept until the group may hear it.

        With buttons, or to be read as a `whole`, it comes by itself later; a plain line waits for the digest. `about` a subject only the
        newest waits.
        """
        news.spread(self, chat, post, urgent, about, whole)

    def reveal(self, subject: str, chat: Chat, *, urgent: bool = False) -> None:
        """Show a subject's card in a group where nobody asked for it: now, or when its quiet hours end."""
        news.reveal(self, chat, subject, urgent)

    def publish(self, path: str, said: Post | str, **params: Any) -> None:
        """Enter a result into the record of the quiet chat that stands closest to that place, if there is one; a record asks nothing."""
        for chat in chats.find_nearest(self.db, path, Kind.QUIET):
            post = said if isinstance(said, Post) else self.voice(chat).post(said, **params)
            self.news(chat, replace(post, buttons=()))

    def tell(
        self, person: int, key: str, *rows: Row, rank: int = STATUS, delivery: Delivery = Delivery.POST, **params: Any
    ) -> bool:
        """A private letter; False when this person cannot be reached in private."""
        chat = chats.find_private(self.db, person)
        if chat is None:
            return False
        self.write(chat, self.voice(chat).post(key, *rows, **params), rank, delivery)
        return True

    def tell_all(self, to: Sequence[Addressee], say: Callable[[Voice], Post], delivery: Delivery = Delivery.POST) -> None:
        """The same private words to many, in bulk; what there is to say is said once in each language."""
        for language in sorted({each.language for each in to}):
            spoken = Voice(self.db, self.house, Chat(channel="", address="", kind=Kind.PRIVATE, language=language), self.now)
            theirs = [each for each in to if each.language == language]
            self.handed += mailings.write_to_all(self.db, theirs, say(spoken).as_json(), self.now, delivery)

    def show(self, subject: str, chat: Chat, reply_to: str = "", rank: int = STATUS) -> None:
        """Show a subject's card in a chat, from its newest state."""
        wish = letters.show_card(self.db, chat, subject, rank=rank, now=self.now, reply_to=reply_to)
        if wish is not None:
            self.handed.append(wish)
        if wish is not None and wish.leased:
            self.cards[wish.id] = subject, chat

    def refresh(self, subject: str, rank: int = STATUS) -> None:
        """Bring every card of a subject up to date; one that was made just now is drawn last of all and is.

        In bulk only what stands on a screen: nobody is shown anything anew because a day has passed.
        """
        fresh = {chat.id for shown, chat in self.cards.values() if shown == subject}
        for card in letters.find_cards(self.db, subject):
            chat = self.db.get(Chat, card.chat_id)
            if chat is not None and chat.id not in fresh and (rank < BULK or card.message is not None):
                wish = letters.show_again(self.db, chat, subject, card.card, card.edited_at, rank=rank, now=self.now)
                self.handed += [wish] if wish else []

    def later(self, name: str, subject: str, due_at: datetime, late: Late = Late.SAY) -> None:
        """Come back to a subject at that moment."""
        timers.set_timer(self.db, name, subject, due_at, community=self.community, late=late)

    def ask(self, answer: str, within: timedelta = timedelta(minutes=30), **filled: Any) -> None:
        """Wait for this person's next words here and hand them to that answer."""
        questions.ask(
            self.db,
            chat=self.chat.id,
            person=self.me().id,
            answer=answer,
            filled=filled,
            now=self.now,
            expires_at=self.now + within,
            community=self.community,
        )

    def question(self, answer: str) -> dict[str, Any] | None:
        """What is filled in of this person's open question here; None when it is another, or none."""
        for question in questions.find_questions(self.db, self.chat.id, self.me().id, self.now):
            if question.answer == answer:
                return dict(question.filled)
        return None

    def forget_question(self) -> None:
        """This person's question here is answered."""
        questions.close_question(self.db, self.chat.id, self.me().id)

    def record(self, subject: str, act: str, *, new: bool = False, **detail: Any) -> None:
        """Write a fact into a subject's chain."""
        self.act = act
        person = self.person.id if not self.timed and self.person else None
        journal.record(self.db, subject, act, self.now, community=self.community, person=person, new=new, **detail)

    def moved(self, kind: str, subject: Any, act: str) -> None:
        """Let the other capabilities act upon what has just become of a subject."""
        for run in registry.reactions(kind, act):
            run(self, subject, act)

    def toast(self, key: str, alert: bool = False, **params: Any) -> None:
        """A few words for the one who pressed, seen by nobody else."""
        self.toasted, self.alert = self.text(key, **params), alert
