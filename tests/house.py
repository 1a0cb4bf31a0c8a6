"""A house to talk to in tests: the real dispatch, the real courier, a clock that stands still, and a channel that writes down what is said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

import pytest
from sqlalchemy.orm import Session

from bot.channels.wecom.channel import WORDS
from handlers import dispatch
from handlers.ctx import House
from models import chats, people, places
from models.chats import Chat, Kind
from models.database import Database
from models.machinery import Letter
from models.messaging import Attachment, Capabilities, Happening, Incoming, Media, Message, Nobody, Sender, Sent, Verdict
from models.people import Bond, Evidence
from models.places import Level, Place
from models.rules.roles import Role
from scheduler import clock, housekeeping
from scheduler.courier import Courier
from scheduler.timers import Alarm

T = TypeVar("T")
START = datetime(2026, 9, 3, 0, 0, tzinfo=UTC)  # eight in the morning in Fuzhou, a Thursday
BUTTONS = Capabilities(menus=True, pins=True)
WECOM = replace(WORDS, per_minute=0)
"""What WeCom's channel declares where no card is taken; its pace is tried elsewhere, on a clock that does not stand still."""
WEB = Capabilities(length=8000, pins=True)


class Desk:
    """Jobs committed one by one, at once."""

    def __init__(self, database: Database) -> None:
        self.shared = not database.embedded
        self.database, self.writer, self.courier = database, database.writer(), None

    async def run(self, where: str, job: Callable[[Session], T], soon: bool = False) -> T:
        with self.writer.writing(courier=self.courier) as session:
            return job(session)

    async def read(self, job: Callable[[Session], T]) -> T:
        with self.database.reading() as session:
            return job(session)

    def attach(self, courier: str | None) -> None:
        self.courier = courier


@dataclass
class Shown:
    """A message as it stands on somebody's screen."""

    chat: str
    id: str
    message: Message
    edits: int = 0


@dataclass
class Channel:
    """A channel that keeps what it is told; `verdicts` are answered first, one a call."""

    can: Capabilities = BUTTONS
    shown: list[Shown] = field(default_factory=list)
    log: list[tuple[str, Shown]] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    ids: Any = field(default_factory=lambda: count(5001))
    mute: bool = False

    def capabilities(self, private: bool) -> Capabilities:
        return self.can

    async def send(self, chat: str, message: Message) -> Verdict:
        if self.verdicts:
            return self.verdicts.pop(0)
        self.shown.append(Shown(chat, str(next(self.ids)), message))
        self.log.append(("sent", replace(self.shown[-1])))
        return Sent(self.shown[-1].id)

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        if self.verdicts:
            return self.verdicts.pop(0)
        shown = next(s for s in self.shown if (s.chat, s.id) == (chat, message_id))
        shown.message, shown.edits = message, shown.edits + 1
        self.log.append(("edited", replace(shown)))
        return Sent(message_id)

    def said(self, chat: str) -> list[str]:
        """The texts on a chat's screen, oldest first."""
        return [shown.message.text for shown in self.shown if shown.chat == chat]


class Neighbourhood:
    """傲梅苑 with its people, groups and a bot; everything a test says goes the real road."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch, can: Capabilities = BUTTONS) -> None:
        self.database, self.channel, self.now = database, Channel(can), START
        monkeypatch.setattr(clock, "now", lambda: self.now)
        monkeypatch.setattr(clock, "ticking", lambda: time.monotonic() + (self.now - START).total_seconds())
        self.house = House(owners=frozenset({"telegram:1"}))
        self.desk = Desk(database)
        self.courier = Courier(self.desk, self.house, {"telegram": self.channel}, "test")
        self.alarm = Alarm(self.desk, self.house, self.courier)
        self.people: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self._messages = count(101)
        with database.writing() as session:
            self._build(session)

    @asynccontextmanager
    async def living(self) -> AsyncIterator[Neighbourhood]:
        """With the courier at work."""
        working = asyncio.ensure_future(self.courier.run())
        await self.courier.started.wait()
        try:
            yield self
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            self.desk.writer.close()

    # ------------------------------------------------------------ what stands

    def _build(self, session: Session) -> None:
        community = places.add_community(session, "金洲社区").id
        compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        self.places = {"傲梅苑": compound.id}
        for number in (1, 2, 3):
            building = places.add_place(session, community, compound, Level.BUILDING, f"{number}号楼")
            self.places[building.name] = building.id
            for unit_number in (1, 2):
                unit = places.add_place(session, community, building, Level.UNIT, f"{unit_number}单元")
                for floor in (1, 2, 3):
                    self._household(session, unit, floor, f"{number}号楼{unit_number}单元")
        self._person(session, "1", "管理员")
        self._person(session, "2", "于美玲", role=Role.SECRETARY, place=compound)
        self._person(session, "3", "老林", role=Role.LEADER, place=self._place(session, "2号楼"))
        self._person(session, "4", "阿强", role=Role.HELPER, place=compound)
        self._person(session, "10", "陈奶奶", home="2号楼1单元301")
        self._person(session, "11", "小王", home="2号楼2单元101")
        self._person(session, "12", "李姐", home="3号楼1单元201")
        for name, kind, place in (
            ("居民群", Kind.RESIDENTS, "傲梅苑"),
            ("二号楼群", Kind.RESIDENTS, "2号楼"),
            ("工作群", Kind.WORK, "傲梅苑"),
        ):
            address = str(-1000 - len(self.groups))
            self.groups[name] = address
            chat = chats.add_chat(session, "telegram", address, kind, name)
            chat.place_id, chat.community_id = self.places[place], community
        self._person(session, "20", "老周")
        self._person(session, "21", "小吴")

    def _household(self, session: Session, unit: Place, floor: int, above: str) -> None:
        home = places.add_place(session, unit.community_id, unit, Level.HOUSEHOLD, f"{floor}01")
        session.add(places.Household(place_id=home.id, community_id=unit.community_id, door=home.name, floor=floor, area=8800 + floor))
        self.places[f"{above}{home.name}"] = home.id

    def _place(self, session: Session, name: str) -> Place:
        place = places.find_place(session, self.places[name])
        assert place is not None
        return place

    def _person(
        self, session: Session, account: str, name: str, role: Role | None = None, place: Place | None = None, home: str = ""
    ) -> None:
        person = people.add_person(session, name, START, "telegram", account)
        self.people[name] = account
        chats.add_chat(session, "telegram", account, Kind.PRIVATE, name, person.id)
        if role and place:
            people.appoint(session, person.id, role, place, None, START)
        if home:
            people.tie(session, person.id, self._place(session, home), Bond.OWNER, Evidence.DEED, START)

    # ------------------------------------------------------------ what happens

    def incoming(self, who: str, where: str, text: str = "", **more: Any) -> Incoming:
        """A message as a channel would hand it in; `where` is a group's name or 私聊."""
        account = self.people.get(who, who)
        private = where == "私聊"
        chat = account if private else self.groups.get(where, where)
        id_ = str(next(self._messages))
        addressed = more.pop("addressed", False) or private or text.startswith(("@近邻", "/"))
        said = text.removeprefix("@近邻").strip() if text.startswith("@近邻") else text
        base = Incoming(
            "telegram", f"telegram:m:{chat}:{id_}:0", Happening.MESSAGE, chat, self.now, private=private, title="" if private else where
        )
        return replace(base, sender=Sender(account, who), message=id_, text=said, addressed=addressed, **more)

    def dispatch(self, happened: Incoming) -> dispatch.Decision:
        """One event through the real road, committed; nothing is delivered."""
        with self.desk.writer.writing(courier=self.desk.courier) as session:
            return dispatch.dispatch(session, self.house, happened, self.now)

    def dispatch_elsewhere(self, happened: Incoming) -> dispatch.Decision:
        """The same in another process, which has a session of its own; may be called from any thread."""
        with self.database.writing() as session:
            return dispatch.dispatch(session, self.house, happened, self.now)

    async def happen(self, happened: Incoming) -> dispatch.Decision:
        """One event, and everything that follows from it delivered."""
        decision = self.dispatch(happened)
        self.courier.hand(decision.handed)
        await self.settle()
        return decision

    async def say(self, who: str, where: str, text: str = "", **more: Any) -> dispatch.Decision:
        return await self.happen(self.incoming(who, where, text, **more))

    async def press(self, who: str, shown: Shown, label: str) -> dispatch.Decision:
        button = next(b for row in shown.message.buttons for b in row if b.label == label)
        return await self.press_data(who, shown.chat, shown.id, button.data)

    async def press_data(self, who: str, chat: str, message: str, data: str) -> dispatch.Decision:
        account = self.people.get(who, who)
        private = not chat.startswith("-")
        key = f"telegram:c:{next(self._messages)}"
        pressed = Incoming(
            "telegram", key, Happening.PRESS, chat, self.now, private=private, sender=Sender(account, who), message=message, pressed=data
        )
        return await self.happen(pressed)

    async def pass_time(self, by: timedelta) -> None:
        """Time passes: timers fire, letters go."""
        self.now += by
        await self.alarm.beat()
        await self.settle()

    async def keep_house(self) -> None:
        """What the program does every hour: the daily timers are set."""
        await housekeeping.tidy(self.desk, self.house)

    async def settle(self) -> None:
        """Deliver all, the edits that wait a few seconds too."""
        await self.courier.drained()
        for _ in range(2):
            self.now += timedelta(seconds=6)
            await self.courier.sweep()
            await self.courier.drained()

    def publish(self, address: str) -> None:
        """The house is reached from outside under this address."""
        self.house = self.alarm.house = self.courier.house = replace(self.house, public_url=address)

    # ------------------------------------------------------------ what one can see

    def rows(self, query: Any) -> list[Any]:
        with self.database.reading() as session:
            return list(session.execute(query).all())

    def count(self, model: type) -> int:
        with self.database.reading() as session:
            return session.query(model).count()

    def chat(self, name: str) -> Chat:
        with self.database.reading() as session:
            chat = chats.find_chat(session, "telegram", self.groups.get(name, self.people.get(name, name)))
            assert chat is not None
            return chat

    def stuck(self) -> list[Letter]:
        with self.database.reading() as session:
            return list(session.query(Letter).filter(Letter.state != "sent"))


def photo(number: int) -> tuple[Attachment, ...]:
    return (Attachment(Media.PHOTO, f"ref{number}", f"unique{number}"),)


ANONYMOUS = {"nobody": Nobody.ANONYMOUS, "sender": None}
