"""帮助, 取消. The help is drawn from the declarations: only what this person may do here."""

from __future__ import annotations

from handlers import registry, texts
from handlers.ctx import Ctx
from handlers.forms import means
from handlers.kit import Capability, Entry, Handler, Where
from models import questions
from models.rules.roles import ANYONE, STAFF

capability = Capability("guide")


@capability.command("帮助", "help", role=ANYONE)
def guide(ctx: Ctx, words: str) -> None:
    """What this person may say here, a shelf a line; `帮助 投票` how one says what stands on that one, `帮助 全部` all of it."""
    shelves: dict[str, list[Handler]] = {}
    for handler in allowed(ctx):
        shelves.setdefault(registry.shelf_of(handler.capability), []).append(handler)
    wanted = [h for shelf, some in shelves.items() if means(words, "help-all") or _is_on(words, shelf, some) for h in some]
    if wanted:
        return ctx.say("help", lines="\n".join(ctx.text(f"help-{handler.slash}") for handler in wanted))
    rows = [ctx.text("help-shelf", shelf=ctx.text(f"shelf-{shelf}"), words=_words(ctx, some)) for shelf, some in shelves.items()]
    return ctx.say("help-shelves", lines="\n".join(rows))


def _is_on(said: str, shelf: str, handlers: list[Handler]) -> bool:
    """Whether a shelf, or a command on it, is what somebody asks about."""
    return bool(said) and (means(said, f"shelf-{shelf}") or any(said.strip("/") in (h.word, h.slash) for h in handlers))


def _words(ctx: Ctx, handlers: list[Handler]) -> str:
    own = ctx.language == texts.FIRST
    return ctx.text("list-separator").join(h.word if own else f"/{h.slash}" for h in handlers)


def allowed(ctx: Ctx) -> list[Handler]:
    """The commands this person may use in this conversation, in the order of the table of contents."""
    here = Where.PRIVATE if ctx.private else Where.GROUP
    at = ctx.place.path if ctx.place is not None and not ctx.private else None
    return [h for h in registry.entries(Entry.COMMAND).values() if h.where & here and not h.hidden and ctx.holds(h.roles, at)]


def menu(language: str, where: Where, staff: bool = False) -> tuple[tuple[str, str], ...]:
    """(slash command, what it does) for a messenger's menu: what anyone may say there, and for staff what staff may."""
    known = [h for h in registry.entries(Entry.COMMAND).values() if h.where & where and not h.hidden]
    return tuple((h.slash, texts.text(language, f"menu-{h.slash}")) for h in known if not h.roles or (staff and h.roles & STAFF))


@capability.command("取消", "cancel", role=ANYONE)
def cancel(ctx: Ctx, _words: str) -> None:
    """Drop whatever is being asked; always works."""
    dropped = questions.close_question(ctx.db, ctx.chat.id, ctx.me().id)
    ctx.say("cancelled" if dropped else "nothing-to-cancel", reply_to=ctx.reply_to)
