"""补时长: hours of service are corrected by another line, never by changing one; whom it is about hears it and why."""

from __future__ import annotations

import re

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from handlers.waves import find_only
from models import hours
from models.rules.roles import MANAGERS

capability = Capability("ledger")

MOST = 24 * 60
"""One line corrects at most so many minutes."""
WHY = 120
_SAID = re.compile(r"(.+?)\s+([+＋\-−－]?)(\d{1,4})\s*(?:分钟|min)?\s+(.+)", re.S)


@capability.command("补时长", "hours", role=MANAGERS, where=Where.PRIVATE, words_needed=True)
def correct(ctx: Ctx, words: str) -> None:
    """`补时长 阿强 30 帮着抬担架` adds, `补时长 阿强 -30 点错了完成` takes away."""
    found = _SAID.fullmatch(words.strip())
    minutes = int(found[3]) * (-1 if found[2] in ("-", "−", "－") else 1) if found else 0
    if found is None or not 0 < abs(minutes) <= MOST:
        raise Refused("usage-hours")
    name, why = found[1].strip(), found[4].strip()[:WHY]
    whom = find_only(ctx, ctx.community, name)
    if not any(ctx.holds(MANAGERS, path) for path in whom.paths):
        raise Refused("helper-elsewhere", who=whom.name)
    before = hours.count_minutes(ctx.db, whom.person)
    if before + minutes < 0:
        raise Refused("hours-below", who=whom.name, n=str(before))
    hours.correct(ctx.db, ctx.community, whom.person, f"correction:{ctx.happened.key}"[-60:], ctx.now, minutes)
    ctx.record(f"person:{whom.person}", "hours", minutes=minutes, words=why)
    told = {"minutes": f"{minutes:+d}", "total": str(before + minutes), "words": why}
    ctx.say("hours-corrected", who=whom.name, **told)
    if whom.person != ctx.me().id:
        ctx.tell(whom.person, "hours-corrected-you", minutes=told["minutes"], total=told["total"], words=why)
