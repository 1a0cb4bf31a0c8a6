"""改类: staff put a matter into another category, and the community's like words lean there afterwards."""

from __future__ import annotations

from handlers import texts
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused
from models import corrections, journal
from models.matters import Matter
from models.rules.categories import Category
from models.rules.corrections import terms_of
from models.rules.roles import STAFF

capability = Capability("categories")

ACT = "recategorised"
ROW = 3
"""Buttons in a row."""


@capability.command("改类", "recategorise", role=STAFF, about="matter")
def recategorise(ctx: Ctx, matter: Matter, words: str) -> None:
    """`改类 12 噪音扰民`; without a category, or with one we do not know, a list to press."""
    category = _named(words)
    if category is None:
        return _choices(ctx, matter, words)
    return change(ctx, matter, category)


@capability.button("recategorise", role=STAFF, about="matter")
def pressed(ctx: Ctx, matter: Matter, rest: str) -> None:
    """A category of the list; pressed without one, the list itself."""
    if not rest:
        return _choices(ctx, matter, "")
    if rest not in set(Category):
        raise Refused("button-unknown")
    return change(ctx, matter, Category(rest))


def change(ctx: Ctx, matter: Matter, category: Category) -> None:
    """Move it, write it down, show it, and remember the words; a correction of a correction takes the first one back."""
    number, called = matter.tag, ctx.text(f"category-{category.value}")
    if matter.number is None:
        raise Refused("matter-unknown", number="")
    if category is matter.category:
        return ctx.toast("recategorised-already", number=number, category=called)
    subject, terms = matter.subject, terms_of(matter.words)
    if any(fact.act == ACT for fact in journal.find_history(ctx.db, subject)):
        corrections.unlearn(ctx.db, matter.community_id, terms, matter.category)
    corrections.learn(ctx.db, matter.community_id, terms, category, ctx.now)
    before, matter.category = matter.category, category
    ctx.record(subject, ACT, words=called, before=before.value, after=category.value)
    ctx.refresh(subject)
    return ctx.toast("recategorised", number=number, category=called)


def _choices(ctx: Ctx, matter: Matter, words: str) -> None:
    """All categories as buttons, its own left out."""
    others = [category for category in Category if category is not matter.category]
    buttons = [ctx.button(f"category-{other.value}", f"recategorise:{matter.id}:{other.value}") for other in others]
    rows = [buttons[at : at + ROW] for at in range(0, len(buttons), ROW)]
    key = "recategorise-unknown" if words else "recategorise-ask"
    here = ctx.text(f"category-{matter.category.value}")
    ctx.say(ctx.post(key, *rows, reply_to=ctx.reply_to, number=matter.tag, category=here, said=words[:40]))


def _named(words: str) -> Category | None:
    """The category of that name in a language we speak, or that begins with what was said; None when none or several do."""
    said = words.strip().casefold()
    if not said:
        return None
    names = {c: {texts.text(language, f"category-{c.value}").casefold() for language in texts.LANGUAGES} | {c.value} for c in Category}
    exact = [category for category, called in names.items() if said in called]
    near = [category for category, called in names.items() if any(said in name for name in called)]
    return next(iter(exact or (near if len(near) == 1 else [])), None)
