"""The quiet rules a community settles for its groups, what is said when they allow it, and the record kept in quiet chats."""

from __future__ import annotations

from typing import Any

from handlers import news
from handlers.ctx import Ctx
from handlers.kit import Capability
from models import chats, journal, tidings
from models.chats import Chat, Kind
from models.matters import Matter
from models.messaging import Post
from models.rules.masking import mask
from models.rules.quiet import quiet_hours
from models.rules.roles import Role
from models.rules.settings import Setting, number
from models.tidings import Tiding

capability = Capability("quiet")
capability.setting(Setting("posts-hour", 4, number(1, 60)))
capability.setting(Setting("quiet-hours", "22:00–07:00", quiet_hours))


@capability.timer(news.GOES)
def go(ctx: Ctx, chat_id: int) -> None:
    """The moment may have come for what waits in a chat: cards, then lines, oldest first, as much as may be said; the rest again."""
    chat = ctx.db.get(Chat, chat_id)
    if chat is None:
        return
    tidings.lock_chat(ctx.db, chat.id)
    waiting, free = _cards_first(ctx, chat), news.moment_for(ctx, chat)
    while waiting and free == ctx.now:
        together = waiting if chat.kind is Kind.QUIET else waiting[:1]
        news.say(ctx, chat, _one(ctx, chat, together))
        tidings.drop(ctx.db, together)
        waiting, free = waiting[len(together) :], news.moment_for(ctx, chat)
    if waiting:
        news.go_later(ctx, chat, free)


def _cards_first(ctx: Ctx, chat: Chat) -> list[Tiding]:
    """Show the cards that waited for the morning; gives what is to be said."""
    waiting = tidings.find_waiting(ctx.db, chat.id, goes=True)
    unseen = [one for one in waiting if one.body is None]
    if unseen and news.asleep_until(ctx, chat.community_id or 0) is None:
        for one in unseen:
            ctx.show(one.subject, chat)
        tidings.drop(ctx.db, unseen)
    return [one for one in waiting if one.body is not None]


def _one(ctx: Ctx, chat: Chat, together: list[Tiding]) -> Post:
    """One post of what waited together: a question as it was, the entries of a record under a heading."""
    posts = [Post.from_json(one.body or {}) for one in together]
    if len(posts) == 1:
        return posts[0]
    return ctx.voice(chat).post("record-several", n=str(len(posts)), entries="\n".join(post.text for post in posts))


@capability.upon("matter", "confirm", "expire", "decline", "merge", "withdraw")
def answered(ctx: Ctx, matter: Matter, _act: str) -> None:
    """What was going to be asked in the morning has been answered in the night."""
    tidings.let_rest(ctx.db, matter.subject)


@capability.upon("matter", "confirm", "expire", "decline")
def recorded(ctx: Ctx, matter: Matter, act: str) -> None:
    """How a matter ended, for the record: one line, when nobody can say any more that it did not."""
    if not chats.find_nearest(ctx.db, matter.path, Kind.QUIET):
        return
    detail: dict[str, Any] = journal.find_history(ctx.db, matter.subject)[-1].detail or {}
    who = ctx.text(f"role-{detail.get('role') or Role.RESIDENT.value}")
    reason = mask(str(detail.get("words") or "")).strip()
    told = {"number": matter.tag, "title": matter.title, "place": matter.place_name}
    ctx.publish(matter.path, f"record-{act}", **told, **({"who": who, "reason": reason} if act == "decline" else {}))
