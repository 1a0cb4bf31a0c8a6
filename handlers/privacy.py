"""我的数据, 注销: what is kept about a person, and how to be forgotten."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.kit import Capability, Where
from models import privacy
from models.rules.roles import ANYONE

capability = Capability("privacy")


@capability.command("我的数据", "mydata", role=ANYONE, where=Where.PRIVATE)
def mydata(ctx: Ctx, _words: str) -> None:
    """Everything that is kept about the person who asks, in words."""
    if ctx.person is None:
        return ctx.say("nothing-kept")
    kept = privacy.find_kept(ctx.db, ctx.person.id)
    lines = [ctx.text(f"kept-{kind}", words=words) for kind, words in kept]
    return ctx.say("mydata", lines="\n".join(lines))


@capability.command("注销", "forget", role=ANYONE, where=Where.PRIVATE)
def forget(ctx: Ctx, _words: str) -> None:
    """Ask before forgetting."""
    row = [ctx.button("button-forget", f"forget:{ctx.me().id}"), ctx.button("button-keep", "keep:")]
    ctx.say(ctx.post("forget-ask", row))


@capability.button("forget", role=ANYONE)
def forget_pressed(ctx: Ctx, rest: str) -> None:
    """The person goes: name, accounts, words. What belongs to the household and the building stays."""
    if not ctx.private or rest != str(ctx.me().id):
        return ctx.toast("not-yours-toast")
    ctx.say("forgotten")
    person = ctx.me()
    ctx.record(f"person:{person.id}", "forgotten")
    privacy.forget(ctx.db, person, ctx.now)
    return None


@capability.button("keep", role=ANYONE)
def keep_pressed(ctx: Ctx, _rest: str) -> None:
    ctx.toast("kept-toast")
