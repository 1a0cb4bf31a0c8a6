"""我的服务, 补时长: what one has served; hours are corrected by another line, never by changing one; whom it is about hears it and why."""

from __future__ import annotations

import re
from datetime import datetime

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from handlers.waves import find_only
from models import duty, hours
from models.duties import Occasion, Plan
from models.hours import Service
from models.rules.roles import ANYONE, MANAGERS

capability = Capability("ledger")

MOST = 24 * 60
"""One line corrects at most so many minutes."""
WHY = 120
LINES = 10
_SAID = re.compile(r"(.+?)\s+([+＋\-−－]?)(\d{1,4})\s*(?:分钟|min)?\s+(.+)", re.S)


@capability.command("我的服务", "hours", role=ANYONE, where=Where.PRIVATE)
def mine(ctx: Ctx, _words: str) -> None:
    """One's own hours: this year, ever, and the last lines of the ledger."""
    me, zone = ctx.me().id, ctx.house.time_zone
    first = datetime(ctx.today.year, 1, 1, tzinfo=zone)
    lines = hours.find_lines(ctx.db, me, LINES)
    if not lines:
        return ctx.say("service-none")
    rows = [ctx.text("service-row", day=ctx.day(line.ended_at), what=_what(ctx, line), n=in_hours(line.minutes)) for line in lines]
    told = {"year": in_hours(hours.count_minutes(ctx.db, me, first)), "ever": in_hours(hours.count_minutes(ctx.db, me))}
    credit = hours.count_credit(ctx.db, me)
    led = ctx.text("service-credit", n=in_hours(credit)) if credit else ""
    return ctx.say("service", rows="\n".join(rows), credit=led, **told)


def in_hours(minutes: int) -> str:
    """Minutes as hours: 90 → 1.5, 40 → 0.67."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _what(ctx: Ctx, line: Service) -> str:
    """What a line is for, by its source (`job:12`, `occasion:3`, `correction:…`, which says why)."""
    kind, _, number = line.source.partition(":")
    if line.why:
        return ctx.text("service-why", why=line.why)
    occasion = ctx.db.get(Occasion, int(number)) if kind == "occasion" else None
    plan = ctx.db.get(Plan, occasion.plan_id) if occasion else None
    return plan.title if plan else ctx.text(f"service-{kind}")


@capability.command("补时长", "correcthours", role=MANAGERS, where=Where.PRIVATE, words_needed=True)
def correct(ctx: Ctx, words: str) -> None:
    """`补时长 阿强 30 帮着抬担架` adds, `补时长 阿强 -30 点错了完成` takes away."""
    found = _SAID.fullmatch(words.strip())
    minutes = int(found[3]) * (-1 if found[2] in ("-", "−", "－") else 1) if found else 0
    if found is None or not 0 < abs(minutes) <= MOST:
        raise Refused("usage-correcthours")
    name, why = found[1].strip(), found[4].strip()[:WHY]
    whom = _served(ctx, name)
    before = hours.count_minutes(ctx.db, whom)
    if before + minutes < 0:
        raise Refused("hours-below", who=name, n=str(before))
    hours.correct(ctx.db, ctx.community, whom, f"correction:{ctx.happened.key}"[-60:], ctx.now, minutes, why)
    ctx.record(f"person:{whom}", "hours", minutes=minutes, words=why)
    told = {"minutes": f"{minutes:+d}", "total": str(before + minutes), "words": why}
    ctx.say("hours-corrected", who=name, **told)
    if whom != ctx.me().id:
        ctx.tell(whom, "hours-corrected-you", minutes=told["minutes"], total=told["total"], words=why)


def _served(ctx: Ctx, name: str) -> int:
    """The one helper of that name who is in the speaker's charge, or else the one volunteer."""
    if duty.find_called(ctx.db, ctx.community, name):
        helper = find_only(ctx, ctx.community, name)
        if not any(ctx.holds(MANAGERS, path) for path in helper.paths):
            raise Refused("helper-elsewhere", who=name)
        return helper.person
    found = hours.find_called(ctx.db, ctx.community, name)
    if len(found) != 1:
        raise Refused("helper-several" if found else "helper-unknown", who=name[:20])
    return found[0]
