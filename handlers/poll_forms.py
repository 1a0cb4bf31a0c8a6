"""新投票: a poll is put together in private, question by question, and opened; every answer may be pressed or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from handlers import forms
from handlers.callers import first_place, may_ask
from handlers.ctx import ANSWER, Ctx, Voice
from handlers.forms import Filled
from handlers.kit import Capability, Refused, Where
from handlers.poll_drafts import asked_of, check, draft, launch, open_poll, published
from models import ballots, places, questions, rolls
from models.places import Place
from models.reviews import Review
from models.rolls import Roll
from models.rules.poll_words import COUNTS, ISSUES, KINDS, MANNERS, SEALS, plain, read_first, read_labels
from models.rules.polls import (
    CALLERS,
    MOST_OPTIONS,
    TITLE,
    Counted,
    Kind,
    Manner,
    Step,
    is_asked,
    manners_of,
    reopen,
)
from models.rules.settings import number
from models.rules.tallies import Issue

capability = Capability("poll_forms")

NOTICED = timedelta(days=1)
"""A poll the branch has looked at stays open for so long at least."""


@capability.command("新投票", "poll", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新投票` asks step by step, or goes on where one had stopped; `新投票 2号楼 装不装门禁 摸底 周五20点` fills in what it says."""
    forms.begin(ctx, FORM, _read_first(ctx, words) | {"said": words})


def _read_first(ctx: Ctx, words: str) -> Filled:
    place, rest = first_place(ctx, words)
    filled = read_first(rest, ctx.now, ctx.house.time_zone)
    return filled | ({"place": place.id} if place else {})


def _known(ctx: Ctx) -> Filled:
    """What is filled in so far."""
    return ctx.question("poll-form") or {}


def _called(voice: Voice) -> str:
    """Where it is asked, in public words."""
    place = places.find_place(voice.db, _known(voice).get("place", 0)) if isinstance(voice, Ctx) else None
    return ballots.called(voice.db, place)


# ---------------------------------------------------------------- what each question takes: the value to keep, None where it is no answer

Take = Callable[[Ctx, str], Any]


def _read_title(_ctx: Ctx, said: str) -> str | None:
    title = " ".join(said.split())
    return title if 0 < len(title) <= TITLE else None


def _read_issue(ctx: Ctx, said: str) -> str | None:
    digits = "".join(c for c in plain(said) if c.isdigit())
    if digits and 0 < int(digits[:3]) <= len(Issue):
        return list(Issue)[int(digits[:3]) - 1].value
    return _labelled(ctx, said, "poll-issue", Issue) or ISSUES.get(plain(said))


def _read_manner(ctx: Ctx, said: str) -> str | None:
    found = MANNERS.get(plain(said)) or _labelled(ctx, said, "poll-manner", Manner)
    return found if found in manners_of(Kind(_known(ctx)["kind"])) else None


def _read_most(ctx: Ctx, said: str) -> int | None:
    try:
        return number(1, len(_known(ctx)["options"]))("".join(c for c in said if c.isdigit()))
    except ValueError:
        return None


def _read_sealed(ctx: Ctx, said: str) -> bool | None:
    labels = {plain(ctx.text(f"poll-sealed-{name}")): sealed for name, sealed in (("open", False), ("sealed", True))}
    return (SEALS | labels).get(plain(said))


def _known_as(words: Mapping[str, Any], prefix: str, kind: Any) -> Take:
    """As people say it, or as the button says."""
    return lambda ctx, said: words.get(plain(said)) or _labelled(ctx, said, prefix, kind)


def _labelled(ctx: Ctx, said: str, prefix: str, kind: Any) -> str | None:
    return next((each.value for each in kind if plain(ctx.text(f"{prefix}-{each.value}")) == plain(said)), None)


# ---------------------------------------------------------------- what each question offers

Offer = list[tuple[str, str]]


def _named_by(prefix: str, kinds: Callable[[Ctx], Iterable[StrEnum]]) -> Callable[[Ctx], Offer]:
    return lambda ctx: [(ctx.text(f"{prefix}-{each.value}"), each.value) for each in kinds(ctx)]


def _offer_most(ctx: Ctx) -> Offer:
    return [(ctx.text("button-poll-most", n=str(n)), str(n)) for n in range(1, len(_known(ctx)["options"]) + 1)]


def _offer_issues(ctx: Ctx) -> Offer:
    told = ((each, {"item": ctx.text(f"poll-item-{each.value}"), "issue": ctx.text(f"poll-issue-{each.value}")}) for each in Issue)
    return [(ctx.text("button-poll-issue", **words), each.value) for each, words in told]


def _step(step: Step, take: Take, offer: Callable[[Ctx], Offer] | None = None, wide: int = 3) -> forms.Step:
    """A question of the form; what it cannot take is refused with how it is answered."""

    def read(ctx: Ctx, said: str) -> Any:
        found = take(ctx, said)
        if found is None:
            raise Refused(f"poll-{step.value}", most=str(MOST_OPTIONS), length=str(TITLE))
        return found

    return forms.Step(step.value, read, None, offer, wide, counts=step is Step.MOST)


# ---------------------------------------------------------------- the preview, and the opening


def _preview(ctx: Ctx, filled: Filled) -> str:
    return draft(ctx, filled, *_roll(ctx, filled))


def _roll(ctx: Ctx, filled: Filled) -> tuple[Place, Roll]:
    """The place and its roll as it stands now, where the speaker may still ask it."""
    place = places.find_place(ctx.db, int(filled["place"]))
    if place is None or not may_ask(ctx, place):
        raise Refused("poll-place")
    return place, rolls.read_roll(ctx.db, place.path)


def _publish(ctx: Ctx, filled: Filled) -> None:
    """Open it, or lay it before the branch where that comes first."""
    place, _ = _roll(ctx, filled)
    opened = launch(ctx, place, filled)
    if opened is not None:
        ctx.say("poll-published", **published(*opened))


FORM = forms.Form(
    "poll",
    (
        forms.ask_place("poll"),
        _step(Step.TITLE, _read_title),
        _step(Step.KIND, _known_as(KINDS, "poll-kind", Kind), _named_by("poll-kind", lambda _: Kind)),
        _step(Step.ISSUE, _read_issue, _offer_issues, wide=1),
        _step(Step.OPTIONS, lambda _, said: read_labels(said), lambda ctx: [(ctx.text("button-poll-usual"), "default")]),
        _step(Step.MANNER, _read_manner, _named_by("poll-manner", lambda ctx: manners_of(Kind(_known(ctx)["kind"])))),
        _step(Step.MOST, _read_most, _offer_most),
        _step(Step.COUNTED, _known_as(COUNTS, "poll-counted", Counted), _named_by("poll-counted", lambda _: Counted)),
        _step(Step.SEALED, _read_sealed, lambda ctx: [(ctx.text(f"poll-sealed-{each}"), each) for each in ("open", "sealed")]),
        forms.ask_close("poll"),
    ),
    _preview,
    _publish,
    told={"most": str(MOST_OPTIONS), "length": str(TITLE), "place": _called},
    asks=lambda name, filled: is_asked(Step(name), filled),
    edited=(Step.TITLE, Step.KIND, Step.OPTIONS, Step.SEALED, Step.CLOSES, Step.PLACE),
    without=lambda filled, name: reopen(filled, Step(name)),
    wide=3,
)
forms.declare(capability, FORM, CALLERS)


# ---------------------------------------------------------------- what the branch says of it


@capability.upon("review", "poll-approved")
def approved(ctx: Ctx, review: Review, _act: str) -> None:
    """The branch has agreed: it is opened for its author, over the roll as it stands now."""
    place = places.find_place(ctx.db, int(review.filled["place"]))
    assert place is not None
    roll, asked = rolls.read_roll(ctx.db, place.path), asked_of(ctx, review.filled)
    check(ctx, asked, roll)
    if asked["closes_at"] - ctx.now < NOTICED:
        raise Refused("review-closes")
    poll, groups = open_poll(ctx, place, roll, asked | {"by_person_id": review.author_id, "reviewed_at": ctx.now})
    ctx.record(poll.subject, "reviewed", review=review.id, by=review.by_person_id)
    ctx.tell(review.author_id, "poll-approved", rank=ANSWER, **published(poll, groups))


@capability.upon("review", "poll-returned")
def returned(ctx: Ctx, review: Review, _act: str) -> None:
    """Its author has the form again, and what the branch said."""
    row: dict[str, Any] = {"filled": review.filled, "now": ctx.now, "expires_at": ctx.now + forms.KEPT, "community": review.community_id}
    questions.ask(ctx.db, chat=review.chat_id, person=review.author_id, answer=FORM.answer, **row)
    ctx.tell(review.author_id, "poll-returned", rank=ANSWER, title=review.filled["title"], words=review.words)
