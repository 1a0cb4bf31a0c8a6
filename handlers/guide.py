"""帮助, 取消. The help is drawn from the declarations: only what this person may do here."""

from __future__ import annotations

from handlers import registry, texts
from handlers.ctx import Ctx
from handlers.kit import Capability, Entry, Handler, Where
from models import questions
from models.rules.roles import ANYONE, STAFF

capability = Capability("guide")


@capability.command("帮助", "help", role=ANYONE)
def guide(ctx: Ctx, _words: str) -> None:
    """What this person may say here."""
    lines = [ctx.text(f"help-{handler.slash}") for handler in allowed(ctx)]
    ctx.say("help", lines="\n".join(lines))


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
