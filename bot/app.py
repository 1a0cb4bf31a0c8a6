"""The composition root: what is connected to what, and in which order it starts and stops."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from dataclasses import dataclass
from functools import partial

from aiohttp import web
from sqlalchemy.orm import Session

from bot import together
from bot.channels.base import Channel, Inbox, Menu, Outcome, Quarantined
from bot.channels.connected import connected
from bot.channels.webchat import WebChat
from bot.lanes import Lanes
from bot.settings import Settings
from bot.web.server import build_site
from handlers import dispatch, guide
from handlers.ctx import House
from handlers.kit import Where
from models import chats, journal
from models.chats import Kind
from models.database import Database
from models.letters import Handed
from models.machinery import Result, set_flag
from models.messaging import Incoming
from scheduler import clock, housekeeping
from scheduler.courier import Courier
from scheduler.metronome import Metronome
from scheduler.timers import Alarm

log = logging.getLogger(__name__)

SWEEP, ALARM, CARRY, TIDY = 1.0, 1.0, 2.0, 3600.0
"""Seconds between two looks for letters, for timers, for what is only in the log, for what may go."""
LANGUAGES = (("", "zh-CN"), ("en", "en"))
"""Telegram's menu languages: everybody's, and of those whose client speaks English."""


@dataclass
class Door(Inbox):
    """Where every channel hands in what happened: decided in a lane, committed, then handed to the courier and acknowledged."""

    lanes: Lanes
    house: House
    courier: Courier

    async def accept(self, happened: Incoming) -> Outcome:
        job = partial(dispatch.dispatch, house=self.house, happened=happened, now=clock.now())
        decision = await self.lanes.run(f"{happened.channel}:{happened.chat}", job)
        self.courier.hand(decision.handed)
        return Outcome(decision.duplicate, decision.toast, decision.alert)

    async def quarantine(self, unreadable: Quarantined) -> None:
        log.warning("quarantined", extra={"channel": unreadable.channel, "reason": unreadable.reason})
        self.courier.hand(await self.lanes.run(unreadable.channel, partial(_keep, house=self.house, unreadable=unreadable)))

    async def report(self, about: str, what: str) -> None:
        job = partial(dispatch.report, house=self.house, now=clock.now(), about=about, what=what)
        self.courier.hand(await self.lanes.run("report", job))


def _keep(session: Session, house: House, unreadable: Quarantined) -> tuple[Handed, ...]:
    """The raw update in the journal, and a word to the operator."""
    entry = journal.enter(session, unreadable.key, unreadable.at, act=unreadable.reason[:60], result=Result.QUARANTINED, raw=unreadable.raw)
    return dispatch.report(session, house, unreadable.at, "quarantine", str(entry)) if entry else ()


class App:
    """One running bot. `paced` False lifts the channels' pace, for benchmarks and tests against a server of one's own."""

    def __init__(self, settings: Settings, database: Database, paced: bool = True) -> None:
        self.settings, self.database = settings, database
        self.house = House(frozenset(settings.owners), settings.public_url, settings.zone, settings.language)
        self.lanes = Lanes(database)
        self.pictures = settings.data_dir / "pictures"
        self.pictures.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.webchat = WebChat(self.lanes, self.pictures)
        self.channels: dict[str, Channel] = {"web": self.webchat, **connected(settings, self.lanes, self.pictures, paced)}
        self.courier = Courier(self.lanes, self.house, self.channels, _name())
        self.alarm = Alarm(self.lanes, self.house, self.courier)
        self.door = Door(self.lanes, self.house, self.courier)
        self.metronome = Metronome()
        self.stopping = asyncio.Event()
        self.started = asyncio.Event()
        self.address = ""

    async def run(self) -> None:
        """Serve until stopped: first the courier, then the pages, then the ears."""
        _stop_on_signals(self.stopping)
        async with asyncio.TaskGroup() as tasks:
            working = [tasks.create_task(self.courier.run())]
            await self.courier.started.wait()
            self._beat()
            runner = await self._serve()
            working += [tasks.create_task(self._listen(channel)) for channel in self.channels.values()]
            working.append(tasks.create_task(together.hear(self.database, self.courier.wake)))
            working += [tasks.create_task(self._introduce(channel)) for channel in self.channels.values()]
            self.started.set()
            await self.stopping.wait()
            await self._stop(working, runner)

    async def _listen(self, channel: Channel) -> None:
        work = partial(channel.run, self.door)
        await (together.alone(self.database, channel.name, work) if channel.alone else work())

    async def _introduce(self, channel: Channel) -> None:
        """Once a channel can be reached: its command menus, and under which name people find the bot (for links on letters)."""
        await channel.menus(await self.lanes.read(self._menus))
        if channel.account:
            await self.lanes.run("settings", partial(set_flag, name=f"bot:{channel.name}", value=channel.account))

    def _menus(self, session: Session) -> list[Menu]:
        """The command menus of every scope, in every language, from the declarations."""
        private, group = Where.PRIVATE, Where.GROUP
        found = [
            Menu(short, guide.menu(language, where), groups=where is group) for short, language in LANGUAGES for where in (private, group)
        ]
        work = chats.find_of_kind(session, "telegram", Kind.WORK)
        return found + [Menu("", guide.menu(self.house.language, group, staff=True), chat=chat.address) for chat in work]

    def _beat(self) -> None:
        self.metronome.every(SWEEP, "letters", self.courier.sweep)
        self.metronome.every(ALARM, "timers", self.alarm.beat)
        self.metronome.every(CARRY, "checkpoint", partial(asyncio.to_thread, self.database.checkpoint))
        self.metronome.every(TIDY, "housekeeping", partial(housekeeping.tidy, self.lanes, self.house))
        self.metronome.start()

    async def _serve(self) -> web.AppRunner:
        site = build_site(self.house, self.lanes, self.webchat, self.door, self.courier.counts, self.pictures, local=self.settings.local)
        for channel in self.channels.values():
            site.router.add_routes(channel.routes(self.door))
        runner = web.AppRunner(site, access_log=None)
        await runner.setup()
        listening = web.TCPSite(runner, self.settings.web_host, self.settings.web_port)
        await listening.start()
        port = runner.addresses[0][1] if runner.addresses else self.settings.web_port
        self.address = f"http://{self.settings.web_host}:{port}"
        return runner

    async def _stop(self, working: list[asyncio.Task[None]], runner: web.AppRunner) -> None:
        """Stop listening first; what is committed is delivered now, or by whoever starts next."""
        self.metronome.stop()
        for task in working[1:]:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.courier.close(), 5)
        working[0].cancel()
        await runner.cleanup()
        for channel in self.channels.values():
            await channel.close()
        self.lanes.close()


def _name() -> str:
    """This process among all couriers."""
    return f"{socket.gethostname()[:20]}:{os.getpid()}"


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(number, stopping.set)


def run(settings: Settings, database: Database, greeting: str = "") -> int:
    """Run until a signal; prints where the pages are."""

    async def serve() -> None:
        app = App(settings, database)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(app.run())
            await app.started.wait()
            print(greeting.format(address=app.address) or app.address, flush=True)  # noqa: T201 - the one thing said at the terminal

    asyncio.run(serve())
    database.close()
    return 0
