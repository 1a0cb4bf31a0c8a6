"""独居: where an elder lives alone. Said and answered in private only; a visit there is made by two (domain §2)."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from models import alone, places
from models.places import Level, Place
from models.rules.addresses import find_place
from models.rules.roles import MANAGERS, Role

capability = Capability("alone")

CARERS = MANAGERS | {Role.LEADER}
NO_MORE = ("取消", "off", "remove")


@capability.command("独居", "alone", role=CARERS, where=Where.PRIVATE)
def mark(ctx: Ctx, words: str) -> None:
    """`独居` lists, `独居 2号楼1单元301` marks, `独居 2号楼1单元301 取消` takes the mark away."""
    if not words:
        return _list(ctx)
    home = _home(ctx, words)
    off = words.rstrip().endswith(NO_MORE)
    changed = alone.unmark(ctx.db, home) if off else alone.mark(ctx.db, home, ctx.me().id, ctx.now)
    if changed:
        ctx.record(f"household:{home.id}", "alone-off" if off else "alone-on")
    return ctx.say("alone-off" if off else "alone-on", home=_called(ctx, home))


def _list(ctx: Ctx) -> None:
    """Only what lies under a place of theirs."""
    held = [grant.path for grant in ctx.grants if grant.role in CARERS]
    found = {home.id: home for path in held for home in alone.find_marked(ctx.db, path)}
    if not found:
        return ctx.say("alone-none")
    return ctx.say("alone-list", homes="\n".join(_called(ctx, home) for home in found.values()))


def _home(ctx: Ctx, words: str) -> Place:
    told = find_place(words)
    if told is None or told.room is None:
        raise Refused("usage-alone")
    home = places.find_said(ctx.db, ctx.need_place(), told.building, told.unit, told.room)
    if home is None or home.level is not Level.HOUSEHOLD:
        raise Refused("home-unknown", said=words[:40])
    if not ctx.holds(CARERS, home.path):
        raise Refused("alone-elsewhere")
    return home


def _called(ctx: Ctx, home: Place) -> str:
    above = places.find_above(ctx.db, home)
    return "".join(place.name for place in above if place.level in (Level.BUILDING, Level.UNIT, Level.HOUSEHOLD))
