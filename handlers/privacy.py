"""我的数据, 注销: what is kept about a person, and how to be forgotten."""

from __future__ import annotations

from handlers.ctx import BULK, Ctx
from handlers.kit import Capability, Where
from models import letters, privacy
from models.chats import Chat, Kind
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
    """The person goes: name, accounts, words. What belongs to the household and the building stays; whoever counted on them hears first."""
    if not ctx.private or rest != str(ctx.me().id):
        return ctx.toast("not-yours-toast")
    person = ctx.me()
    ctx.record(f"person:{person.id}", "forgotten")
    ctx.moved("person", person, "forget")
    gone = privacy.forget(ctx.db, person, ctx.now)
    ctx.say("forgotten")
    for chat in gone.chats:
        ctx.later("forget-chat", f"chat:{chat}", ctx.now + privacy.FAREWELL)
    for matter in gone.matters:
        _draw_anew(ctx, f"matter:{matter}")
    return None


@capability.timer("forget-chat")
def forget_chat(ctx: Ctx, chat: int) -> None:
    """The farewell has arrived: the address goes too."""
    privacy.close_chat(ctx.db, chat)


def _draw_anew(ctx: Ctx, subject: str) -> None:
    """Groups see the card as it stands now: staff's without name and words."""
    for card in letters.find_cards(ctx.db, subject):
        chat = ctx.db.get(Chat, card.chat_id)
        if chat is not None and chat.kind is not Kind.PRIVATE:
            ctx.show(subject, chat, rank=BULK)


@capability.button("keep", role=ANYONE)
def keep_pressed(ctx: Ctx, _rest: str) -> None:
    ctx.toast("kept-toast")
