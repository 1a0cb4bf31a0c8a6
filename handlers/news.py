"""Lines nobody asked for: said now, or kept back where a group has heard enough or is asleep. Emergencies always speak."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models import tidings
from models.chats import Chat, Kind
from models.letters import ANSWER, STATUS
from models.machinery import Late
from models.messaging import Post
from models.rules.quiet import WINDOW, free_at, quiet_until

if TYPE_CHECKING:
    from handlers.ctx import Ctx

PACED = frozenset({Kind.RESIDENTS, Kind.QUIET})
"""The kinds of chat that are not to be disturbed; staff and those one writes to alone are told at once."""
GOES = "news-goes"
"""The timer on which what waits for its moment is said."""


def spread(ctx: Ctx, chat: Chat, post: Post, urgent: bool, about: str, whole: bool) -> None:
    """Say it, or keep it: what asks something, what is more than a line, and every entry of a record, until its first free moment; the
    rest for the digest."""
    if chat.kind not in PACED or chat.community_id is None:
        return ctx.write(chat, post, rank=ANSWER if urgent else STATUS)
    tidings.lock_chat(ctx.db, chat.id)
    tidings.drop_older(ctx.db, chat.id, about)
    free = ctx.now if urgent else moment_for(ctx, chat)
    goes = whole or bool(post.buttons) or chat.kind is Kind.QUIET
    if urgent or (free == ctx.now and not (goes and tidings.anything_going(ctx.db, chat.id))):
        return say(ctx, chat, post, ANSWER if urgent else STATUS)
    tidings.keep(ctx.db, chat, ctx.now, about, post, goes)
    return go_later(ctx, chat, free) if goes else None


def reveal(ctx: Ctx, chat: Chat, subject: str, urgent: bool) -> None:
    """Show a card in a group where nobody asked for it; at night it waits for the morning."""
    morning = asleep_until(ctx, chat.community_id or 0) if chat.kind in PACED and not urgent else None
    if morning is None:
        return ctx.show(subject, chat)
    tidings.drop_older(ctx.db, chat.id, subject)
    tidings.keep(ctx.db, chat, ctx.now, subject, None, goes=True)
    return go_later(ctx, chat, morning)


def say(ctx: Ctx, chat: Chat, post: Post, rank: int = STATUS) -> None:
    """Say it now, and count it."""
    ctx.write(chat, post, rank=rank)
    tidings.note_said(ctx.db, chat, ctx.now)


def go_later(ctx: Ctx, chat: Chat, free: datetime) -> None:
    """Come back to what waits in this chat."""
    ctx.later(GOES, f"chat:{chat.id}", free, Late.COLLAPSE)


def moment_for(ctx: Ctx, chat: Chat) -> datetime:
    """When this chat may be told something more: now, or the first moment after it. The chat has been locked."""
    community = chat.community_id or 0
    said = tidings.find_said(ctx.db, chat.id, ctx.now - WINDOW)
    return free_at(ctx.now, said, ctx.setting("posts-hour", community), ctx.setting("quiet-hours", community), ctx.house.time_zone)


def asleep_until(ctx: Ctx, community: int) -> datetime | None:
    """When the quiet hours of a community end, if they hold now."""
    return quiet_until(ctx.now, ctx.setting("quiet-hours", community), ctx.house.time_zone)
