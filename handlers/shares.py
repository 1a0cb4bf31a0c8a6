"""分摊明细, 后加入: a published plan household by household, for staff in private; and who joins when the others have shared."""

from __future__ import annotations

from handlers import share_lines as lines
from handlers import share_steps as steps
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where, numbered
from handlers.share_steps import PLANNERS
from models import plans
from models.messaging import Post
from models.plans import Plan
from models.rules.plans import changes, money_text
from models.rules.shares import Infeasible

capability = Capability("shares")


@capability.command("分摊明细", "sharelist", role=PLANNERS, where=Where.PRIVATE, about="plan")
def rows(ctx: Ctx, plan: Plan, _words: str) -> None:
    """`分摊明细 1`: every household of the version that holds, and what its version changed."""
    version = plans.find_version(ctx.db, plan)
    stakes = plans.find_stakes(ctx.db, version)
    told = lines.household_lines(ctx, stakes, version.terms)
    if version.number > 1:
        found = changes(plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan, version.number - 1)), stakes)
        told += ["", *lines.change_summary(ctx, found, version.number - 1), *lines.change_lines(ctx, found)]
    ctx.say(Post(lines.headline(ctx, plan, version), tuple(told)))


@capability.command("后加入", "latejoin", role=PLANNERS, where=Where.PRIVATE, about="plan")
def late(ctx: Ctx, plan: Plan, words: str) -> None:
    """`后加入 1 502`: who stayed out at first pays what it would have paid in that plan; nobody else's bill changes (domain §3)."""
    if not words:
        raise Refused("usage-latejoin")
    version = plans.find_version(ctx.db, plan)
    stakes = plans.find_stakes(ctx.db, version)
    stake = steps.need_stake(ctx, stakes, words)
    if not stake.out:
        raise Refused("late-in", label=stake.label)
    terms = version.terms | {"out": [one for one in version.terms.get("out", []) if one != stake.label]}
    try:
        counted = next(one for one in plans.count_again(stakes, terms) if one.household == stake.household)
    except Infeasible as no:
        raise steps.refuse(ctx, no) from no
    plans.join_late(ctx.db, version, counted, ctx.now)
    ctx.record(plan.subject, "joined-late", household=stake.household, label=stake.label, share=counted.share)
    ctx.moved("plan", plan, "join")
    ctx.say("late-joined", label=stake.label, money=money_text(counted.share), number=str(plan.number))


capability.subjects["plan"] = numbered(plans.find_numbered, plans.lock_plan, "share-unknown")
