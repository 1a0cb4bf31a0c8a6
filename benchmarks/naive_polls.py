"""As poll bots are usually built: for each press a transaction through an ORM, a count, an answer and an edit. As durable as ours."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from benchmarks.bots import GROUP
from benchmarks.naive import Base, engine, sessions

ROWS = InlineKeyboardMarkup(
    [[InlineKeyboardButton(label, callback_data=f"vote:1:{key}") for key, label in (("yes", "同意"), ("no", "反对"))]]
)


class Vote(Base):
    __tablename__ = "votes"

    poll: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(primary_key=True)
    choice: Mapped[str]


async def begin(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await application.bot.send_message(GROUP, "投票", reply_markup=ROWS)


async def press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """The vote is set, all are counted, the presser hears of it and the card shows it."""
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    _, poll, choice = query.data.split(":")
    async with sessions() as session:
        vote = await session.get(Vote, (int(poll), query.from_user.id))
        if vote is None:
            session.add(Vote(poll=int(poll), person=query.from_user.id, choice=choice))
        else:
            vote.choice = choice
        await session.flush()
        counted = await session.execute(select(Vote.choice, func.count()).where(Vote.poll == int(poll)).group_by(Vote.choice))
        shown = "\n".join(f"{name} {count}" for name, count in counted)
        await session.commit()
    await query.answer("已记下")
    await query.edit_message_text(f"投票\n{shown}\n{update.update_id}", reply_markup=ROWS)


def serve(token: str, api: str) -> None:
    application = Application.builder().token(token).base_url(api).post_init(begin).build()
    application.add_handler(CallbackQueryHandler(press))
    application.run_polling()
