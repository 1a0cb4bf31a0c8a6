"""What a survey's capabilities do alike: its timers, its groups, and bringing a household's sheet onto a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.ctx import ANSWER, Ctx
from handlers.kit import Refused
from models import cards, polls, questions, surveys, timers
from models.chats import Chat
from models.machinery import Late
from models.places import Place
from models.surveys import Sheet, Survey

SHEET = "sheet"
"""The answer of whoever has a sheet on the screen."""
KEPT = timedelta(days=14)
REMINDED = timedelta(days=1)
"""So long before the end those who have not answered are reminded, once."""


def set_timers(ctx: Ctx, survey: Survey) -> None:
    """The end, and the one reminder where it is still ahead."""
    timers.set_timer(ctx.db, "survey-closes", survey.subject, survey.closes_at, community=survey.community_id)
    due = survey.closes_at - REMINDED
    if due > ctx.now:
        timers.set_timer(ctx.db, "survey-reminds", survey.subject, due, community=survey.community_id, late=Late.COLLAPSE)


def groups_of(ctx: Ctx, survey: Survey) -> Sequence[Chat]:
    """The residents' groups a survey is for."""
    return polls.find_groups(ctx.db, survey.path)


def need_open(ctx: Ctx, survey: Survey) -> None:
    if not survey.is_open(ctx.now):
        raise Refused("survey-ended", number=str(survey.number), when=ctx.clock(survey.closes_at))


def put_on_screen(ctx: Ctx, survey: Survey, home: Place, chat: Chat, entered_by: int | None = None) -> None:
    """Show a household's sheet in a private chat, at the question it stopped at; a new message, below what was said."""
    need_open(ctx, survey)
    sheet = surveys.take_sheet(ctx.db, survey, home)
    if entered_by is not None:
        if sheet.done_at is not None and sheet.entered_by is None:
            raise Refused("survey-own", home=home.name)
        sheet.entered_by = entered_by
    sheet.at = 0 if sheet.done_at is not None else sheet.at
    ctx.db.flush()
    show_anew(ctx, sheet, chat)


def show_anew(ctx: Ctx, sheet: Sheet, chat: Chat) -> None:
    """The sheet as the newest message of the chat; what is written there next answers it."""
    cards.begin_anew(ctx.db, sheet.subject, chat.id)
    row = {"now": ctx.now, "expires_at": ctx.now + KEPT, "community": sheet.community_id}
    questions.ask(ctx.db, chat=chat.id, person=ctx.me().id, answer=SHEET, filled={"sheet": sheet.id}, **row)  # type: ignore[arg-type]
    ctx.show(sheet.subject, chat, rank=ANSWER)
