"""The bots that are measured, each in a process of its own: ours, a bare python-telegram-bot echo, and a naive build with an ORM."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.database import Database

GROUP, GROUPS = -100500, 20
"""The first residents' group and how many there are, numbered downwards: one for each building."""
UNLIMITED = 100_000
"""Its few neighbours report more in a second than people may in a day."""
HEAVY = ("numpy", "sklearn", "jieba", "matplotlib")
"""What a small machine should not have to carry: asked of the running bot by SIGUSR1."""


def echo(token: str, api: str) -> None:
    """A stock Application: httpx, one update after the other, no database."""
    from telegram import Update
    from telegram.ext import ContextTypes

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    serve(token, api, answer)


def serve(token: str, api: str, answer: Callable[..., Awaitable[None]]) -> None:
    """A stock Application around one handler."""
    from telegram.ext import Application, MessageHandler, filters

    application = Application.builder().token(token).base_url(api).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


def naive(token: str, api: str) -> None:
    """A row and a commit for each message through an ORM."""
    from benchmarks.naive import answer

    serve(token, api, answer)


def naive_polls(token: str, api: str) -> None:
    """A transaction through an ORM and an edit for each press."""
    from benchmarks.naive_polls import serve

    serve(token, api)


def ours(token: str, api: str) -> None:
    """The whole program on SQLite with synchronous=FULL, its pace lifted."""
    run_ours(token, api, furnished(Path(tempfile.mkdtemp(prefix="jinlin-bench-"))))


def ours_polls(token: str, api: str) -> None:
    """The same, with open polls in the first group, whose households each have an owner."""
    from benchmarks.votes import open_polls

    run_ours(token, api, open_polls(Path(tempfile.mkdtemp(prefix="jinlin-bench-")), int(os.environ["VOTERS"]), int(os.environ["POLLS"])))


def ours_reminders(token: str, api: str) -> None:
    """The same, with volunteers who are all to be reminded in a moment."""
    from datetime import timedelta

    from benchmarks.reminders import sign_up_all

    database = furnished(Path(tempfile.mkdtemp(prefix="jinlin-bench-")))
    sign_up_all(database, int(os.environ["VOLUNTEERS"]), due_in=timedelta(seconds=3))
    run_ours(token, api, database)


def run_ours(token: str, api: str, database: Database) -> None:
    from bot.app import App
    from bot.logs import start_logs
    from bot.settings import Settings

    folder = Path(tempfile.mkdtemp(prefix="jinlin-bench-"))
    start_logs("WARNING")

    async def run() -> None:
        told = {"telegram_token": token, "telegram_api_url": api, "telegram_file_url": api.replace("/bot", "/file/bot")}
        await App(Settings(_env_file=None, data_dir=folder, web_port=0, **told), database, paced=False).run()

    asyncio.run(run())


def whole(token: str, api: str) -> None:
    """The program as `jinlin run` starts it, on the database in DATA_DIR."""
    from bot.__main__ import main

    os.environ |= {"TELEGRAM_TOKEN": token, "TELEGRAM_API_URL": api, "WEB_PORT": "0"}
    signal.signal(signal.SIGUSR1, lambda *_: tell_heavy())
    main(["run"])


def tell_heavy() -> None:
    print("heavy:" + ",".join(name for name in HEAVY if name in sys.modules), flush=True)


def furnished(folder: Path) -> Database:
    """A database with one compound; every building of it has its residents' group."""
    from models.database import open_database
    from models.schema import metadata

    database = open_database(f"sqlite:///{folder / 'jinlin.sqlite'}")
    metadata.create_all(database.engine)
    settle_in(database)
    return database


def settle_in(database: Database) -> None:
    """The compound, its buildings and their groups."""
    from models import chats, places, settings
    from models.chats import Kind
    from models.places import Level
    from models.rules.quiet import NEVER

    with database.writing() as session:
        community = places.add_community(session, "金洲社区").id
        settings.settle(session, community, "quiet-hours", NEVER)  # measured by day and by night
        compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        for number in range(GROUPS):
            building = places.add_place(session, community, compound, Level.BUILDING, f"{number + 1}号楼")
            chat = chats.add_chat(session, "telegram", str(GROUP - number), Kind.RESIDENTS, f"{number + 1}号楼居民群")
            chat.place_id, chat.community_id = building.id, community
        settings.settle(session, community, "matters-a-day", UNLIMITED)


if __name__ == "__main__":
    sys.modules["rich"] = None  # type: ignore[assignment]  # httpx loads it where the tools of development brought it along
    parser = argparse.ArgumentParser()
    bots = {"echo": echo, "naive": naive, "ours": ours, "whole": whole, "naive-polls": naive_polls, "ours-polls": ours_polls}
    bots |= {"ours-reminders": ours_reminders}
    parser.add_argument("which", choices=bots)
    parser.add_argument("token")
    parser.add_argument("api")
    given = parser.parse_args()
    bots[given.which](given.token, given.api)
