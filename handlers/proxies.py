"""委托: an owner lets somebody they trust answer for the household; what an owner says themselves always goes before."""

from __future__ import annotations

from handlers.ctx import Ctx, spoken
from handlers.homes import called
from handlers.kit import Capability, Refused, Where
from models import codes, people, rolls
from models.people import Bond, Person
from models.places import Place
from models.rules.plans import meant
from models.rules.roles import ANYONE
from models.rules.settings import Setting, number

capability = Capability("proxies")
capability.setting(Setting("proxies", 3, number(1, 50)))

OWNERS = (Bond.OWNER, Bond.CO_OWNER)
LASTS = 7
"""Days in which a proxy's code is to be used."""


@capability.command("委托", "proxy", role=ANYONE, where=Where.PRIVATE)
def entrust(ctx: Ctx, words: str) -> None:
    """`委托`, `委托 301`: a code to hand on, used once."""
    home = _own(ctx, words)
    [known] = [tie.evidence for tie, person in people.find_tied(ctx.db, home.id, *OWNERS) if person.id == ctx.me().id]
    code = codes.make_code(ctx.db, home, ctx.now, LASTS, Bond.PROXY, known)
    ctx.record(f"household:{home.id}", "entrusted")
    ctx.say("proxy-code", home=called(ctx, home), code=code, days=str(LASTS))


@capability.command("撤销委托", "unproxy", role=ANYONE, where=Where.PRIVATE)
def revoke(ctx: Ctx, words: str) -> None:
    """Nobody acts for the household any more. What was voted stands until it is voted anew."""
    home = _own(ctx, words)
    gone = _end(ctx, home)
    ctx.record(f"household:{home.id}", "revoked", whom=gone)
    ctx.say("proxy-revoked" if gone else "proxy-none", home=called(ctx, home))


@capability.upon("home", "entrusted")
def accept(ctx: Ctx, home: Place, _act: str) -> None:
    """Whoever has used the code acts for the household from now on, for so many households at most."""
    most = ctx.setting("proxies", home.community_id)
    if len(people.find_bonds(ctx.db, ctx.me().id, Bond.PROXY)) > most:
        raise Refused("proxy-enough", most=str(most))
    for person in rolls.find_others(ctx.db, home.id, ctx.me().id):
        ctx.tell(person, "proxy-taken", who=ctx.me().name or spoken("somebody"), home=called(ctx, home))
    ctx.say("proxy-yours", home=called(ctx, home))


@capability.upon("person", "forget")
def go(ctx: Ctx, person: Person, _act: str) -> None:
    """An owner goes for good: who acts for them acts for nobody, unless somebody owns it still."""
    for home in people.find_bonds(ctx.db, person.id, *OWNERS):
        if {owner.id for _, owner in people.find_tied(ctx.db, home.id, *OWNERS)} == {person.id}:
            _end(ctx, home)


@capability.upon("home", "stopped")
def stop(ctx: Ctx, home: Place, _act: str) -> None:
    """Whoever came in by a lost link belongs there no more, nor does whom they entrusted."""
    if not people.find_tied(ctx.db, home.id, *OWNERS):
        _end(ctx, home)


def _end(ctx: Ctx, home: Place) -> list[int]:
    """Nobody acts for the household any more, and codes that are on their way are dead."""
    codes.kill_codes(ctx.db, home.id, Bond.PROXY, ctx.now)
    gone = people.end_bonds(ctx.db, home.id, Bond.PROXY, ctx.now)
    for person in gone:
        ctx.tell(person, "proxy-over", home=called(ctx, home))
    return gone


def _own(ctx: Ctx, words: str) -> Place:
    """The household meant, of those one owns."""
    owned = people.find_bonds(ctx.db, ctx.person.id, *OWNERS) if ctx.person else []
    if not owned:
        raise Refused("proxy-owners")
    labels = {called(ctx, home): home for home in owned}
    found = meant(labels, words.strip()) if words else list(labels)
    if len(found) != 1:
        raise Refused("proxy-which", homes=ctx.text("list-separator").join(labels))
    return labels[found[0]]
