"""The bots that are measured, each in a process of its own: ours, and a bare python-telegram-bot echo."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

GROUP = -100500


def echo(token: str, api: str) -> None:
    """A stock Application: httpx, one update after the other, no database."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(token).base_url(api).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


def ours(token: str, api: str) -> None:
    """The whole program on SQLite with synchronous=FULL, its pace lifted."""
    from bot.app import App
    from bot.logs import start_logs
    from bot.settings import Settings
    from models import chats, places
    from models.chats import Kind
    from models.database import open_database
    from models.places import Level
    from models.schema import metadata

    folder = Path(tempfile.mkdtemp(prefix="jinlin-bench-"))
    start_logs("WARNING")
    database = open_database(f"sqlite:///{folder / 'jinlin.sqlite'}")
    metadata.create_all(database.engine)
    with database.writing() as session:
        community = places.add_community(session, "金洲社区").id
        compound = places.add_place(session, community, None, Level.COMPOUND, "傲梅苑")
        places.add_place(session, community, compound, Level.BUILDING, "2号楼")
        chat = chats.add_chat(session, "telegram", str(GROUP), Kind.RESIDENTS, "居民群")
        chat.place_id, chat.community_id = compound.id, community

    async def serve() -> None:
        told = {"telegram_token": token, "telegram_api_url": api, "telegram_file_url": api.replace("/bot", "/file/bot")}
        await App(Settings(_env_file=None, data_dir=folder, web_port=0, **told), database, paced=False).run()

    asyncio.run(serve())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=("echo", "ours"))
    parser.add_argument("token")
    parser.add_argument("api")
    given = parser.parse_args()
    (echo if given.which == "echo" else ours)(given.token, given.api)
