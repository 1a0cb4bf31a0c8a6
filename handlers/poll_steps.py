"""What a poll's capabilities do alike: its timers, and the groups that follow it."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.poll_card import subject
from models import letters, polls, timers
from models.chats import Chat, Kind
from models.machinery import Late
from models.polls import Poll
from models.rules.polls import REMINDED

TIMERS = ("poll-closes", "poll-reminds")


def set_timers(ctx: Ctx, poll: Poll) -> None:
    """The end, and the reminders that are still ahead, in place of those that were set."""
    timers.drop_timers(ctx.db, subject(poll), *TIMERS)
    timers.set_timer(ctx.db, "poll-closes", subject(poll), poll.closes_at, community=poll.community_id)
    for before in REMINDED:
        due = poll.closes_at - before
        if due > ctx.now:
            timers.set_timer(ctx.db, "poll-reminds", subject(poll), due, community=poll.community_id, late=Late.COLLAPSE)


def heard_in(ctx: Ctx, poll: Poll) -> list[Chat]:
    """The groups that follow a poll: its place's, and those where somebody called up its card."""
    carded = (ctx.db.get(Chat, card.chat_id) for card in letters.find_cards(ctx.db, subject(poll)))
    found = [*polls.find_groups(ctx.db, poll.path), *(chat for chat in carded if chat is not None and chat.kind is Kind.RESIDENTS)]
    return list({chat.id: chat for chat in found}.values())
