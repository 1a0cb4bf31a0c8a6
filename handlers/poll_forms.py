"""新投票: a poll is put together in private, question by question, and opened; every answer may be pressed or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from handlers.callers import find_named, find_pressed, first_place, in_rows, may_ask, offer_days, offer_places, read_close
from handlers.ctx import ANSWER, Ctx
from handlers.forms import means
from handlers.kit import Capability, Refused, Where
from handlers.poll_drafts import asked_of, check, draft, launch, open_poll, published
from models import ballots, places, questions, rolls
from models.messaging import Button
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
    manners_of,
    next_step,
    reopen,
)
from models.rules.settings import number
from models.rules.tallies import Issue

capability = Capability("poll_forms")

FORM = "poll-form"
KEPT = timedelta(days=3)
"""So long a form waits for its next answer."""
NOTICED = timedelta(days=1)
"""A poll the branch has looked at stays open for so long at least."""
EDITED = (Step.TITLE, Step.KIND, Step.OPTIONS, Step.SEALED, Step.CLOSES, Step.PLACE)
Filled = dict[str, Any]


@capability.command("新投票", "poll", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新投票` asks step by step, or goes on where one had stopped; `新投票 2号楼 装不装门禁 摸底 周五20点` fills in what it says."""
    kept = None if words else ctx.question(FORM)
    return _go_on(ctx, kept if kept is not None else _read_first(ctx, words))


def _read_first(ctx: Ctx, words: str) -> Filled:
    place, rest = first_place(ctx, words)
    filled = read_first(rest, ctx.now, ctx.house.time_zone)
    return filled | ({"place": place.id} if place else {})


def _go_on(ctx: Ctx, filled: Filled) -> None:
    """Keep what is known and ask what comes next."""
    ctx.ask(FORM, within=KEPT, **filled)
    step = next_step(filled)
    if step is Step.PREVIEW:
        return _preview(ctx, filled)
    rows = _rows(ctx, step, filled)
    place = places.find_place(ctx.db, filled.get("place", 0))
    where = ballots.called(ctx.db, place)
    return ctx.say(ctx.post(f"poll-ask-{step.value}", *rows, most=str(MOST_OPTIONS), length=str(TITLE), place=where))


# ---------------------------------------------------------------- answers


@capability.answer(FORM, role=CALLERS)
def written(ctx: Ctx, filled: Filled) -> None:
    """An answer in words, to the question that was asked last."""
    step, said = next_step(filled), ctx.happened.text.strip()
    if step is Step.PREVIEW:
        return _written_at_preview(ctx, filled, said)
    value = _READ[step](ctx, filled, said)
    if value is None:
        raise Refused(f"poll-{step.value}", most=str(MOST_OPTIONS), length=str(TITLE))
    return _go_on(ctx, filled | {step.value: value})


def _take(ctx: Ctx, filled: Filled, step: Step, pressed: str) -> Any:
    """The value of a button; None when there is no such button now."""
    return _PRESSED.get(step, _READ[step])(ctx, filled, pressed)


def _written_at_preview(ctx: Ctx, filled: Filled, said: str) -> None:
    if means(said, "button-poll-publish"):
        return _publish(ctx, filled)
    for step in EDITED:
        if means(said, f"button-poll-edit-{step.value}"):
            return _go_on(ctx, reopen(filled, step))
    raise Refused("poll-preview")


@capability.button("poll-form", role=CALLERS)
def pressed(ctx: Ctx, rest: str) -> None:
    """A button of the form: it answers the question it stands under, or opens it again; a stale one does nothing."""
    filled = ctx.question(FORM)
    name, _, value = rest.partition(":")
    if filled is None or not ctx.private:
        raise Refused("poll-form-gone")
    if name == "edit" and value in EDITED and next_step(filled) is Step.PREVIEW:
        return _go_on(ctx, reopen(filled, Step(value)))
    if name == "publish" and next_step(filled) is Step.PREVIEW:
        return _publish(ctx, filled)
    if name != next_step(filled) or Step(name) not in _READ:
        raise Refused("poll-form-past")
    read = _take(ctx, filled, Step(name), value)
    if read is None:
        raise Refused("button-unknown")
    return _go_on(ctx, filled | {name: read})


# What each question takes: (ctx, filled, words) → the value to keep, None where it is no answer.


def _read_place(ctx: Ctx, _filled: Filled, said: str) -> int | None:
    place = find_named(ctx, said)
    return place.id if place else None


def _press_place(ctx: Ctx, _filled: Filled, said: str) -> int | None:
    place = find_pressed(ctx, said)
    return place.id if place else None


def _read_title(_ctx: Ctx, _filled: Filled, said: str) -> str | None:
    title = " ".join(said.split())
    return title if 0 < len(title) <= TITLE else None


def _read_issue(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    digits = "".join(c for c in plain(said) if c.isdigit())
    if digits and 0 < int(digits[:3]) <= len(Issue):
        return list(Issue)[int(digits[:3]) - 1].value
    return _labelled(ctx, said, "poll-issue", Issue) or ISSUES.get(plain(said))


def _read_options(_ctx: Ctx, _filled: Filled, said: str) -> list[str] | None:
    return read_labels(said)


def _read_manner(ctx: Ctx, filled: Filled, said: str) -> str | None:
    found = MANNERS.get(plain(said)) or _labelled(ctx, said, "poll-manner", Manner)
    return found if found in manners_of(Kind(filled["kind"])) else None


def _read_most(_ctx: Ctx, filled: Filled, said: str) -> int | None:
    try:
        return number(1, len(filled["options"]))("".join(c for c in said if c.isdigit()))
    except ValueError:
        return None


def _read_kind(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    return KINDS.get(plain(said)) or _labelled(ctx, said, "poll-kind", Kind)


def _read_counted(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    return COUNTS.get(plain(said)) or _labelled(ctx, said, "poll-counted", Counted)


def _read_sealed(ctx: Ctx, _filled: Filled, said: str) -> bool | None:
    labels = {plain(ctx.text(f"poll-sealed-{name}")): sealed for name, sealed in (("open", False), ("sealed", True))}
    return (SEALS | labels).get(plain(said))


def _read_closes(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    ends = read_close(ctx, said)
    return ends.isoformat() if ends else None


def _labelled(ctx: Ctx, said: str, prefix: str, kind: Any) -> str | None:
    return next((each.value for each in kind if plain(ctx.text(f"{prefix}-{each.value}")) == plain(said)), None)


_READ = {
    Step.PLACE: _read_place,
    Step.TITLE: _read_title,
    Step.KIND: _read_kind,
    Step.ISSUE: _read_issue,
    Step.OPTIONS: _read_options,
    Step.MANNER: _read_manner,
    Step.MOST: _read_most,
    Step.COUNTED: _read_counted,
    Step.SEALED: _read_sealed,
    Step.CLOSES: _read_closes,
}
_PRESSED = {Step.PLACE: _press_place}


# ---------------------------------------------------------------- questions


def _rows(ctx: Ctx, step: Step, filled: Filled) -> list[list[Button]]:
    """The answers that are offered; what has no list is written."""
    found = _OFFERED[step](ctx, filled) if step in _OFFERED else []
    wide = 1 if step is Step.ISSUE else 3
    return in_rows([Button(label, f"poll-form:{step.value}:{value}") for label, value in found], wide)


Offer = list[tuple[str, str]]


def _named_by(prefix: str, kinds: Callable[[Filled], Iterable[StrEnum]]) -> Callable[[Ctx, Filled], Offer]:
    return lambda ctx, filled: [(ctx.text(f"{prefix}-{each.value}"), each.value) for each in kinds(filled)]


def _offer_most(ctx: Ctx, filled: Filled) -> Offer:
    return [(ctx.text("button-poll-most", n=str(n)), str(n)) for n in range(1, len(filled["options"]) + 1)]


_OFFERED: dict[Step, Callable[[Ctx, Filled], Offer]] = {
    Step.PLACE: lambda ctx, _: offer_places(ctx),
    Step.KIND: _named_by("poll-kind", lambda _: Kind),
    Step.ISSUE: lambda ctx, _: [(_issue_button(ctx, each), each.value) for each in Issue],
    Step.OPTIONS: lambda ctx, _: [(ctx.text("button-poll-usual"), "default")],
    Step.MANNER: _named_by("poll-manner", lambda filled: manners_of(Kind(filled["kind"]))),
    Step.MOST: _offer_most,
    Step.COUNTED: _named_by("poll-counted", lambda _: Counted),
    Step.SEALED: lambda ctx, _: [(ctx.text(f"poll-sealed-{each}"), each) for each in ("open", "sealed")],
    Step.CLOSES: lambda ctx, _: offer_days(ctx),
}


def _issue_button(ctx: Ctx, issue: Issue) -> str:
    return ctx.text("button-poll-issue", item=ctx.text(f"poll-item-{issue.value}"), issue=ctx.text(f"poll-issue-{issue.value}"))


# ---------------------------------------------------------------- the preview, and the opening


def _preview(ctx: Ctx, filled: Filled) -> None:
    edits = [ctx.button(f"button-poll-edit-{step.value}", f"poll-form:edit:{step.value}") for step in EDITED]
    rows = [[ctx.button("button-poll-publish", "poll-form:publish")], edits[:3], edits[3:]]
    ctx.say(ctx.post("poll-preview", *rows, draft=draft(ctx, filled, *_roll(ctx, filled))))


def _roll(ctx: Ctx, filled: Filled) -> tuple[Place, Roll]:
    """The place and its roll as it stands now, where the speaker may still ask it."""
    place = places.find_place(ctx.db, int(filled["place"]))
    if place is None or not may_ask(ctx, place):
        raise Refused("poll-place")
    return place, rolls.read_roll(ctx.db, place.path)


def _publish(ctx: Ctx, filled: Filled) -> None:
    """Open it, or lay it before the branch where that comes first. The form is answered once, however often the button comes."""
    place, _ = _roll(ctx, filled)
    if not questions.close_question(ctx.db, ctx.chat.id, ctx.me().id):
        raise Refused("poll-form-gone")
    opened = launch(ctx, place, filled)
    if opened is not None:
        ctx.say("poll-published", **published(*opened))


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
    row: dict[str, Any] = {"filled": review.filled, "now": ctx.now, "expires_at": ctx.now + KEPT, "community": review.community_id}
    questions.ask(ctx.db, chat=review.chat_id, person=review.author_id, answer=FORM, **row)
    ctx.tell(review.author_id, "poll-returned", rank=ANSWER, title=review.filled["title"], words=review.words)
