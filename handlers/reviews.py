"""支部先议: where a community has agreed on it, the branch looks at a draft in private before the households are asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from handlers.ctx import ANSWER, Ctx, Voice
from handlers.kit import Capability, Refused, Subject
from models import people, reviews
from models.messaging import Button
from models.places import Place
from models.reviews import Review, State
from models.rules.masking import mask
from models.rules.polls import Kind
from models.rules.roles import Role
from models.rules.settings import Setting, one_of

capability = Capability("reviews")
capability.setting(Setting("branch-review", "关", one_of(("关", "off", "none"), ("法定", "statutory"), ("全部", "all"))))

REVIEWERS = frozenset({Role.SECRETARY, Role.BRANCH})
WORDS = 300


@capability.takes("draft")
def to_branch(ctx: Ctx, kind: str, weight: Kind, place: Place, filled: dict[str, Any], what: Callable[[Voice], str]) -> bool:
    """Whether this draft goes to the branch first: then it waits there, and whoever wrote it is told."""
    agreed = ctx.setting("branch-review", place.community_id)
    if agreed == "关" or (agreed == "法定" and weight is Kind.ADVISORY):
        return False
    branch = [person.id for person in people.find_holders(ctx.db, REVIEWERS, place.path) if person.id != ctx.me().id]
    row = {"community_id": place.community_id, "path": place.path, "kind": kind, "filled": filled}
    review = reviews.ask_branch(ctx.db, **row, author_id=ctx.me().id, chat_id=ctx.chat.id, at=ctx.now)
    ctx.record(review.subject, "asked", new=True, kind=kind)
    asked = sum(ctx.tell(person, "review-ask", partial(_deciding, review=review), rank=ANSWER, what=what) for person in branch)
    if not asked:
        raise Refused("review-nobody")
    ctx.say("review-asked", n=str(asked))
    return True


def _deciding(voice: Voice, review: Review) -> list[Button]:
    return [voice.button(f"button-review-{step}", f"review-{step}:{review.id}") for step in ("yes", "no")]


@capability.button("review-yes", role=REVIEWERS, about="review")
def approve(ctx: Ctx, review: Review, _rest: str) -> None:
    """The branch agrees: what waited happens now."""
    _decide(ctx, review, State.APPROVED)
    ctx.toast("review-approved")
    ctx.moved("review", review, f"{review.kind}-approved")


@capability.button("review-no", role=REVIEWERS, about="review")
def why_not(ctx: Ctx, review: Review, _rest: str) -> None:
    """It goes back with words."""
    _may(ctx, review)
    ctx.ask("review-why", review=review.id)
    ctx.say("review-why")


@capability.answer("review-why", role=REVIEWERS)
def give_back(ctx: Ctx, filled: dict[str, Any]) -> None:
    """What is to be changed; whoever wrote the draft has it again, as it was."""
    review = _by_id(ctx, filled["review"])
    _decide(ctx, review, State.RETURNED, mask(ctx.happened.text).strip()[:WORDS])
    ctx.forget_question()
    ctx.say("review-returned")
    ctx.moved("review", review, f"{review.kind}-returned")


def _may(ctx: Ctx, review: Review) -> None:
    """By somebody of the branch who did not write it, as long as nobody has decided."""
    if not ctx.holds(REVIEWERS, review.path):
        raise Refused("button-unknown")
    if review.author_id == ctx.me().id:
        raise Refused("review-own")
    if review.state is not State.ASKED:
        raise Refused("review-decided")


def _decide(ctx: Ctx, review: Review, state: State, words: str = "") -> None:
    _may(ctx, review)
    if not reviews.decide(ctx.db, review, state, ctx.me().id, ctx.now, words):
        raise Refused("review-decided")
    ctx.record(review.subject, state.value, words=words)


def _by_id(ctx: Ctx, id_: int) -> Review:
    found = reviews.find_review(ctx.db, id_)
    if found is None:
        raise Refused("button-unknown")
    return found


capability.subjects["review"] = Subject(_by_id, _by_id)
