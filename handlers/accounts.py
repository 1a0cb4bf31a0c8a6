"""名字, 换号: what one is called where a channel tells no names, and one person on several channels (domain §1)."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from models import accounts, privacy
from models.rules.roles import ANYONE

capability = Capability("accounts")

LONGEST = 20


@capability.command("名字", "name", role=ANYONE, where=Where.PRIVATE, words_needed=True)
def name(ctx: Ctx, words: str) -> None:
    """`名字 陈秀英`: WeCom and the like tell an account and no name."""
    said = " ".join(words.split())
    if len(said) > LONGEST:
        raise Refused("usage-name")
    ctx.me().name = said
    ctx.db.flush()
    ctx.say("name-set", name=said)


@capability.command("换号", "account", role=ANYONE, where=Where.PRIVATE)
def account(ctx: Ctx, _words: str) -> None:
    """A code for one's account on another channel, to be said there as a joining code is."""
    ctx.say("account-code", code=accounts.make_code(ctx.db, ctx.me().id, ctx.now))


@capability.takes("code")
def bring_along(ctx: Ctx, code: str) -> bool:
    """A code that joins no household may join two accounts; one under which somebody has a life already stays apart."""
    newcomer = ctx.me()
    person = accounts.use_code(ctx.db, code, ctx.now)
    if person is None or person.id == newcomer.id:
        return False
    if not privacy.is_fresh(ctx.db, newcomer.id):
        raise Refused("account-used")
    accounts.bring_along(ctx.db, newcomer, person, ctx.now)
    ctx.person = person
    ctx.record(f"person:{person.id}", "account-added", channel=ctx.happened.channel)
    ctx.say("account-added", name=person.name or ctx.text("somebody"))
    return True
