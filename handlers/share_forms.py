"""分摊, 改分摊: a cost plan is filled in alone with the bot, by words in any order or by buttons, looked at, and published."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from typing import Any

from handlers import share_lines as lines
from handlers import share_steps as steps
from handlers.ctx import Ctx
from handlers.forms import means
from handlers.kit import Capability, Refused, Where
from handlers.share_steps import PLANNERS
from models import chats, places, plans
from models.messaging import Button, Post
from models.places import Level, Place
from models.plans import Plan
from models.rules.addresses import find_place
from models.rules.plan_words import CHOICES, PRESETS, PlanKind, Terms, choose, missing, read_terms
from models.rules.plans import changes
from models.rules.roles import ANYONE
from models.rules.shares import Infeasible

capability = Capability("share_forms")

KEPT = timedelta(days=7)
"""So long typed words go on with the draft; the draft itself waits until it is published or thrown away."""
BUILDINGS, LISTED = 12, 20
_NUMBER = re.compile(r"[#＃]?(\d{1,6})")
_TITLE = re.compile(r"[^\d]{2,20}")


# ---------------------------------------------------------------- said


@capability.command("分摊", "share", role=ANYONE)
def share(ctx: Ctx, words: str) -> None:
    """`分摊` what there is, or on with the draft; `分摊 1` that plan; `分摊 2号楼 51万 补贴10万 1-2层免 封顶4` begins one."""
    number = _NUMBER.fullmatch(words.strip())
    if number:
        return _show(ctx, int(number[1]))
    draft = plans.find_draft(ctx.db, ctx.me().id) if ctx.private else None
    if not words:
        return _go_on(ctx, draft) if draft else _list(ctx)
    if not ctx.holds(PLANNERS, None):
        raise Refused("share-planners")
    if not ctx.private:
        raise Refused("where-private")
    return _take(ctx, {}, words, first=True)


@capability.command("改分摊", "reshare", role=PLANNERS, where=Where.PRIVATE, about="plan")
def reshare(ctx: Ctx, plan: Plan, words: str) -> None:
    """`改分摊 1 封顶3 原因 顶层太重`: the next version of a plan, to be looked at first."""
    version = plans.find_version(ctx.db, plan)
    terms = {**version.terms, "place": plan.place_id, "plan": plan.id}
    terms.pop("reason", None)
    late = plans.find_late(ctx.db, version)
    terms["out"] = [label for label in terms.get("out", []) if label not in late]
    return _take(ctx, terms, words) if words else _go_on(ctx, terms)


@capability.answer("share-form", role=PLANNERS)
def answered(ctx: Ctx, _filled: dict[str, Any]) -> None:
    """What is typed while the form is open: anything of it, in any order."""
    terms, said = _draft(ctx), ctx.happened.text
    if means(said, "button-share-publish") and not missing(terms):
        return _publish(ctx, terms)
    if means(said, "button-share-drop"):
        return drop_pressed(ctx, "")
    return _take(ctx, terms, said)


@capability.button("share-set", role=PLANNERS)
def choice_pressed(ctx: Ctx, rest: str) -> None:
    """A preset, or one of the few choices."""
    if rest not in CHOICES and rest not in PRESETS:
        raise Refused("button-unknown")
    _go_on(ctx, choose(_draft(ctx), rest))


@capability.button("share-place", role=PLANNERS)
def place_pressed(ctx: Ctx, rest: str) -> None:
    """The building that was meant."""
    place = places.find_place(ctx.db, int(rest)) if rest.isascii() and rest.isdigit() and len(rest) < 16 else None
    if place is None or "plan" in _draft(ctx):
        raise Refused("button-unknown")
    _go_on(ctx, _draft(ctx) | {"place": place.id})


@capability.button("share-rows", role=PLANNERS)
def rows_pressed(ctx: Ctx, _rest: str) -> None:
    """The draft, household by household."""
    terms = _draft(ctx)
    place, counted = _count(ctx, terms)
    ctx.say(Post(_title(ctx, place, terms), tuple(lines.household_lines(ctx, counted.stakes, terms))))


@capability.button("share-drop", role=PLANNERS)
def drop_pressed(ctx: Ctx, _rest: str) -> None:
    plans.drop_draft(ctx.db, ctx.me().id)
    ctx.forget_question()
    ctx.say("share-dropped")


@capability.button("share-publish", role=PLANNERS)
def publish_pressed(ctx: Ctx, rest: str) -> None:
    """发布: what was looked at, not what it was changed to since."""
    terms = _draft(ctx)
    if rest != _mark(terms):
        raise Refused("share-changed-since")
    _publish(ctx, terms)


def _publish(ctx: Ctx, terms: Terms) -> None:
    try:
        plan, version, _ = steps.publish(ctx, terms)
    except Infeasible as no:
        raise steps.refuse(ctx, no) from no
    plans.drop_draft(ctx.db, ctx.me().id)
    ctx.forget_question()
    unreached = _unreached(ctx, plan)
    ctx.say("share-published", title=lines.headline(ctx, plan, version), number=str(plan.number), unreached=unreached)


def _unreached(ctx: Ctx, plan: Plan) -> str:
    """The households in which nobody can be written to: their bills go on paper."""
    stakes = [stake for stake in plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan)) if not stake.out]
    known = plans.find_deciders(ctx.db, [stake.household for stake in stakes])
    alone = [one.label for one in stakes if not any(chats.find_private(ctx.db, person) for person in known.get(one.household, ()))]
    labels = ctx.text("list-separator").join(alone[:LISTED])
    return f"\n{ctx.text('share-unreached', n=str(len(alone)), labels=labels)}" if alone else ""


# ---------------------------------------------------------------- filling in


def _draft(ctx: Ctx) -> Terms:
    found = plans.find_draft(ctx.db, ctx.me().id) if ctx.private else None
    if found is None:
        raise Refused("share-no-draft")
    return found


def _take(ctx: Ctx, terms: Terms, words: str, first: bool = False) -> None:
    """Read what was typed into the draft; what nobody can read is said back, and nothing is lost."""
    found, rest = read_terms(terms, words, missing(terms))
    rest = _read_place(ctx, found, rest) if rest and "plan" not in terms else rest
    if rest and first and _TITLE.fullmatch(rest):
        found["title"], rest = rest, ""
    if rest and found == terms:
        raise Refused("share-unread", said=rest[:40])
    _go_on(ctx, found, rest)


def _read_place(ctx: Ctx, terms: Terms, words: str) -> str:
    """Take the place out of the words; what is left of them."""
    told, here = find_place(words), ctx.place
    if here is None:
        raise Refused("no-place-private")
    compound = places.find_compound(ctx.db, here)
    place = places.find_said(ctx.db, here, told.building, told.unit, None) if told and (told.building or told.unit) else None
    if place is None and compound.name in words:
        terms["place"] = compound.id
        return words.replace(compound.name, "", 1).strip()
    if place is None or told is None:
        return words
    terms["place"] = place.id
    return words.replace(told.text, "", 1).strip(" ,，的")


def _go_on(ctx: Ctx, terms: Terms, unread: str = "") -> None:
    """Keep the draft and show what comes next: the first thing missing, or the whole of it."""
    place = steps.need_place(ctx, terms) if "place" in terms else None
    try:
        terms = plans.settle_labels(ctx.db, place, terms) if place else terms
    except Infeasible as no:
        raise steps.refuse(ctx, no) from no
    plans.keep_draft(ctx.db, ctx.me().id, terms, ctx.now, ctx.community)
    ctx.ask("share-form", KEPT)
    asked = missing(terms)
    post = _preview(ctx, place, terms) if place and not asked else _question(ctx, asked, terms, place)
    note = ctx.text("share-not-read", said=unread[:40]) if unread else ""
    ctx.say(Post(post.title, (*post.lines, note) if note else post.lines, post.buttons, post.picture))


def _question(ctx: Ctx, asked: str, terms: Terms, place: Place | None) -> Post:
    title = _title(ctx, place, terms) if place else ctx.text("share-draft-new")
    rows: list[list[Button]] = []
    if asked == "place":
        compound = places.find_compound(ctx.db, ctx.need_place())
        below = [one for one in places.find_under(ctx.db, compound.path, Level.BUILDING) if ctx.holds(PLANNERS, one.path)]
        buttons = [Button(one.name, f"share-place:{one.id}") for one in below[:BUILDINGS]]
        rows = [buttons[n : n + 3] for n in range(0, len(buttons), 3)]
    elif asked == "subsidies":
        rows = [[ctx.button("button-share-none", "share-set:none")]]
    elif asked == "rule":
        rows = [[_preset(ctx, name)] for name in PRESETS]
    return ctx.post(f"share-ask-{asked}", *rows, title=title)


def _preset(ctx: Ctx, name: str) -> Button:
    return ctx.button("button-share-preset", f"share-set:{name}", name=ctx.text(f"preset-short-{name}"), status=_status(ctx, name))


def _status(ctx: Ctx, name: str) -> str:
    return ctx.text(f"preset-status-{PRESETS[name].status.value}")


def _preview(ctx: Ctx, place: Place, terms: Terms) -> Post:
    """The whole of it, or why it cannot be carried out; either way it can be changed further."""
    title = _title(ctx, place, terms)
    try:
        counted = plans.count(ctx.db, place, terms)
    except Infeasible as no:
        rows = [[_preset(ctx, name)] for name in PRESETS]
        return ctx.post("share-cannot", *rows, [ctx.button("button-share-drop", "share-drop:")], title=title, why=lines.why_not(ctx, no))
    more = list(lines.counted_lines(ctx, terms, counted))
    plan = ctx.db.get(Plan, terms["plan"]) if "plan" in terms else None
    if plan is not None:
        found = changes(plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan)), counted.stakes)
        more += [*lines.change_summary(ctx, found, plan.version), *lines.change_lines(ctx, found[:LISTED])]
    picture = lines.picture(ctx, _what(ctx, place, terms), terms, counted.total, counted.net, counted.stakes)
    return Post(title, (*more, ctx.text("share-hint")), _buttons(ctx, terms), picture)


def _buttons(ctx: Ctx, terms: Terms) -> tuple[tuple[Button, ...], ...]:
    yuan = "fen" if terms.get("round_to") == "1" else "yuan"
    area = "area-off" if terms.get("by_area") else "area-on"
    return (
        (ctx.button("button-share-publish", f"share-publish:{_mark(terms)}"), ctx.button("button-share-rows", "share-rows:")),
        (ctx.button(f"button-share-{yuan}", f"share-set:{yuan}"), ctx.button(f"button-share-{area}", f"share-set:{area}")),
        (ctx.button("button-share-drop", "share-drop:"),),
    )


def _count(ctx: Ctx, terms: Terms) -> tuple[Place, plans.Counted]:
    place = steps.need_place(ctx, terms)
    try:
        return place, plans.count(ctx.db, place, terms)
    except Infeasible as no:
        raise steps.refuse(ctx, no) from no


def _title(ctx: Ctx, place: Place, terms: Terms) -> str:
    return ctx.text("share-draft", what=_what(ctx, place, terms))


def _what(ctx: Ctx, place: Place, terms: Terms) -> str:
    name = places.public_name(places.find_above(ctx.db, place))
    return lines.titled(ctx, name, terms.get("title", ""), PlanKind(terms.get("kind", PlanKind.BUILD)))


def _mark(terms: Terms) -> str:
    """What was looked at, in eight letters."""
    return hashlib.sha256(json.dumps(terms, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


# ---------------------------------------------------------------- looked at


def _show(ctx: Ctx, number: int) -> None:
    """A plan as everybody may read it."""
    plan = plans.find_numbered(ctx.db, ctx.community, number)
    if plan is None:
        raise Refused("share-unknown", number=str(number))
    version = plans.find_version(ctx.db, plan)
    ctx.say(lines.public_post(ctx, plan, version, plans.find_stakes(ctx.db, version)))


def _list(ctx: Ctx) -> None:
    """The plans of this community; who may make one is told how."""
    found = plans.find_plans(ctx.db, ctx.need_place().community_id)[:LISTED]
    rows = [ctx.text("share-row", number=str(one.number), what=lines.called(ctx, one), version=str(one.version)) for one in found]
    how = [ctx.text("share-how")] if ctx.private and ctx.holds(PLANNERS, None) else []
    if len(found) == 1 and not how:
        return _show(ctx, found[0].number)
    return ctx.say(Post(ctx.text("share-list" if rows else "share-list-none"), (*rows, *how)))
