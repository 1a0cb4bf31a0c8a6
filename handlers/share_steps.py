"""What happens to cost plans, whoever makes it happen: publishing a version, finding a household by its door."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import share_lines as lines
from handlers.ctx import Ctx
from handlers.kit import Refused
from models import chats, places, plans
from models.chats import Kind
from models.places import Place
from models.plans import Plan, PlanVersion
from models.rules.masking import mask
from models.rules.plan_words import Terms
from models.rules.plans import Change, Stake, changes, meant
from models.rules.roles import MANAGERS, Role
from models.rules.shares import Infeasible

PLANNERS = MANAGERS | {Role.COMMITTEE}
"""Who makes plans, and who enters what was paid."""
FORM_ONLY = ("place", "plan")


def need_place(ctx: Ctx, terms: Terms) -> Place:
    """The place of a draft, where the speaker may plan."""
    place = places.find_place(ctx.db, int(terms["place"]))
    if place is None or not ctx.holds(PLANNERS, place.path):
        raise Refused("share-planners")
    return place


def publish(ctx: Ctx, terms: Terms) -> tuple[Plan, PlanVersion, list[Change]]:
    """The draft becomes a plan, or the next version of one; groups read it without any household. Infeasible when it cannot be counted."""
    place = need_place(ctx, terms)
    plan = plans.lock_plan(ctx.db, terms["plan"]) if "plan" in terms else None
    kept = {key: value for key, value in terms.items() if key not in FORM_ONLY}
    kept |= {key: mask(kept[key]) for key in ("title", "reason") if kept.get(key)}
    before = plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan)) if plan else []
    counted = plans.count(ctx.db, place, kept)
    version = plans.publish(ctx.db, place, kept, counted, ctx.me().id, ctx.now, plan)
    published = plan or ctx.db.get_one(Plan, version.plan_id)
    told = {"number": published.number, "version": version.number, "total": version.total, "net": version.net}
    ctx.record(published.subject, "published", new=plan is None, shares=[[s.label, s.share] for s in counted.stakes], **told)
    found = changes(before, counted.stakes) if plan else []
    announce(ctx, published, version, counted.stakes, found)
    ctx.moved("plan", published, "publish")
    return published, version, found


def announce(ctx: Ctx, plan: Plan, version: PlanVersion, stakes: Sequence[Stake], found: Sequence[Change]) -> None:
    """The residents' group nearest to the place, and the record of the quiet chat."""
    for chat in chats.find_nearest(ctx.db, plan.path, Kind.RESIDENTS):
        voice = ctx.voice(chat)
        more = lines.change_summary(voice, found, version.number - 1) if version.number > 1 else []
        more += [voice.text("share-reason", reason=version.reason)] if version.reason else []
        ctx.news(chat, lines.public_post(voice, plan, version, stakes, more), about=plan.subject)
    for chat in chats.find_nearest(ctx.db, plan.path, Kind.QUIET):
        ctx.publish(plan.path, lines.public_post(ctx.voice(chat), plan, version, stakes))


def need_stake(ctx: Ctx, stakes: Sequence[Stake], said: str) -> Stake:
    """The household a door names among these."""
    found = meant((stake.label for stake in stakes), said)
    if not found:
        raise Refused("door-unknown", said=said[:20])
    if len(found) > 1:
        raise Refused("door-several", said=said[:20], labels=ctx.text("list-separator").join(found[:6]))
    return next(stake for stake in stakes if stake.label == found[0])


def refuse(ctx: Ctx, no: Infeasible) -> Refused:
    """Why a plan cannot be carried out, as a refusal in the speaker's language."""
    return Refused("share-infeasible", why=lines.why_not(ctx, no))
