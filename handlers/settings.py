"""约定: what a community decides for itself, listed and set by those who steer it."""

from __future__ import annotations

import re

from handlers import registry
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused
from models import settings, timers
from models.machinery import Late
from models.rules.roles import MANAGERS
from models.rules.settings import Setting, next_time

capability = Capability("settings")


@capability.command("约定", "settings", role=MANAGERS)
def agreed(ctx: Ctx, words: str) -> None:
    """`约定` lists what is settled; `约定 日报时间 08:30` settles it anew; `约定 日报时间 默认` as proposed."""
    community = ctx.need_place().community_id
    if not words:
        lines = [
            ctx.text("settings-line", name=_label(ctx, each), value=_shown(ctx, each, community)) for each in registry.settings().values()
        ]
        return ctx.say("settings-list", lines="\n".join(lines))
    setting, said = _named(ctx, words)
    value = _read(ctx, setting, said)
    settings.settle(ctx.db, community, setting.name, value)
    ctx.record(f"community:{community}", "settled", setting=setting.name, value=value)
    _reset(ctx, setting, community)
    return ctx.say("settings-set", name=_label(ctx, setting), value=_shown(ctx, setting, community))


def _named(ctx: Ctx, words: str) -> tuple[Setting, str]:
    """The setting these words begin with, and what is said of it; the longest name first. A dot in a name need not be typed."""
    labels = sorted(((_label(ctx, each), each) for each in registry.settings().values()), key=lambda pair: -len(pair[0]))
    for label, setting in labels:
        found = re.match(r"[\s·]*".join(re.escape(sign) for sign in label if sign not in " ·"), words, re.I)
        if found:
            return setting, words[found.end() :].strip(" :：")
    raise Refused("setting-unknown", said=words[:40])


def _read(ctx: Ctx, setting: Setting, said: str) -> object:
    """The value to keep; None goes back to the proposal."""
    if said.casefold() == ctx.text("settings-default").casefold():
        return None
    try:
        return setting.read(said)
    except ValueError:
        raise Refused("setting-nonsense", name=_label(ctx, setting), example=setting.shown(setting.default)) from None


def _reset(ctx: Ctx, setting: Setting, community: int) -> None:
    """What happens at the time of this setting happens at the new one from now on."""
    for daily in (each for each in registry.dailies() if each.at == setting.name):
        timers.drop_timers(ctx.db, f"community:{community}", daily.name)
        due = next_time(ctx.setting(setting.name, community), ctx.now, ctx.house.time_zone)
        timers.set_timer(ctx.db, daily.name, f"community:{community}", due, community=community, late=Late.COLLAPSE)


def _label(ctx: Ctx, setting: Setting) -> str:
    return ctx.text(f"setting-{setting.name}")


def _shown(ctx: Ctx, setting: Setting, community: int) -> str:
    return setting.shown(ctx.setting(setting.name, community))
