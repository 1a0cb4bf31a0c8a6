"""As such bots are usually built: an AsyncSession and a commit for each message, one row, then the reply. As durable as ours."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import Update
from telegram.ext import ContextTypes


class Base(DeclarativeBase):
    pass


class Matter(Base):
    __tablename__ = "matters"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    person: Mapped[int]
    words: Mapped[str]
    state: Mapped[str]
    at: Mapped[datetime]


def durable(connection: Any, _record: Any) -> None:
    """What the house's own database is told as well."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


engine = create_async_engine(f"sqlite+aiosqlite:///{Path(tempfile.mkdtemp(prefix='naive-bench-')) / 'naive.sqlite'}")
event.listen(engine.sync_engine, "connect", durable)
sessions = async_sessionmaker(engine)
made: list[bool] = []


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """One row, one commit, one reply."""
    assert update.message is not None
    assert update.effective_user is not None
    if not made:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        made.append(True)
    said = {"words": update.message.text or "", "state": "registered", "at": datetime.now(UTC)}
    async with sessions() as session:
        matter = Matter(chat=update.message.chat_id, person=update.effective_user.id, **said)
        session.add(matter)
        await session.commit()
        await session.refresh(matter)
    await update.message.reply_text(f"#{matter.id} {matter.words}")
