"""A form: questions asked one by one in private, each answered by a button or in words, looked at whole, then published.

It survives restarts. Its words are `NAME-ask-STEP`, `button-NAME-publish`, `button-NAME-edit-STEP`, and the refusals `NAME-preview`,
`NAME-form-gone`, `NAME-form-past`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from handlers import texts
from handlers.callers import find_named, find_pressed, in_rows, offer_days, offer_places, read_close
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused
from models import questions
from models.messaging import Button
from models.rules.poll_words import plain
from models.rules.roles import Role

KEPT = timedelta(days=3)
"""So long a form waits for its next answer."""
Filled = dict[str, Any]
Read = Callable[[Ctx, str], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One question. `read` gives the value to keep or says (Refused) what is wrong; `press` reads a button of `offer` (label, value)."""

    name: str
    read: Read
    press: Read | None = None
    offer: Callable[[Ctx], list[tuple[str, str]]] | None = None
    wide: int = 3
    counts: bool = False  # the answer is a number


@dataclass(frozen=True)
class Form:
    """The questions in their order; `preview` says the whole, `publish` makes it so; `told` is what the questions' words are given.

    `asks` says whether a question is asked at all of what is known, `edited` which can be opened again, `without` what then goes with it.
    """

    name: str
    steps: tuple[Step, ...]
    preview: Callable[[Ctx, Filled], str]
    publish: Callable[[Ctx, Filled], None]
    told: Mapping[str, Any] = field(default_factory=dict)
    asks: Callable[[str, Filled], bool] = lambda _name, _filled: True
    edited: tuple[str, ...] = ()
    without: Callable[[Filled, str], Filled] = lambda filled, name: {step: value for step, value in filled.items() if step != name}
    wide: int = 4

    @property
    def answer(self) -> str:
        return f"{self.name}-form"

    def next_step(self, filled: Filled) -> Step | None:
        return next((step for step in self.steps if step.name not in filled and self.asks(step.name, filled)), None)

    @property
    def open_again(self) -> tuple[str, ...]:
        return self.edited or tuple(step.name for step in self.steps)


def declare(capability: Capability, form: Form, role: frozenset[Role]) -> None:
    """Let a capability take this form's answers and buttons."""
    capability.answer(form.answer, role=role)(partial(written, form=form))
    capability.button(form.answer, role=role)(partial(pressed, form=form))


def begin(ctx: Ctx, form: Form, filled: Filled) -> None:
    """Go on where one had stopped; begin with what the first line says where it says something."""
    kept = None if filled.pop("said", "") else ctx.question(form.answer)
    go_on(ctx, form, kept if kept is not None else filled)


def go_on(ctx: Ctx, form: Form, filled: Filled) -> None:
    """Keep what is known and ask what comes next; where nothing is missing, show the whole."""
    ctx.ask(form.answer, within=KEPT, **filled)
    step = form.next_step(filled)
    if step is None:
        edits = [ctx.button(f"button-{form.name}-edit-{name}", f"{form.answer}:edit:{name}") for name in form.open_again]
        rows = [[ctx.button(f"button-{form.name}-publish", f"{form.answer}:publish")], *in_rows(edits, form.wide)]
        return ctx.say(ctx.post(f"{form.name}-preview", *rows, draft=form.preview(ctx, filled)))
    offered = step.offer(ctx) if step.offer else []
    rows = in_rows([Button(label, f"{form.answer}:{step.name}:{value}") for label, value in offered], step.wide)
    return ctx.say(replace(ctx.post(f"{form.name}-ask-{step.name}", *rows, **form.told), counts=step.counts))


def written(ctx: Ctx, filled: Filled, *, form: Form) -> None:
    """An answer in words, to the question that was asked last; at the end 发布, or which answer is to be changed."""
    step, said = form.next_step(filled), ctx.happened.text.strip()
    if step is not None:
        return go_on(ctx, form, filled | {step.name: step.read(ctx, said)})
    if means(said, f"button-{form.name}-publish"):
        return publish(ctx, form, filled)
    for name in form.open_again:
        if means(said, f"button-{form.name}-edit-{name}"):
            return go_on(ctx, form, form.without(filled, name))
    raise Refused(f"{form.name}-preview")


def means(said: str, key: str) -> bool:
    """Whether somebody wrote what stands on this button, in whichever language they are used to."""
    return plain(said) in {plain(texts.text(language, key)) for language in texts.LANGUAGES}


def pressed(ctx: Ctx, rest: str, *, form: Form) -> None:
    """A button of the form: it answers the question it stands under, or opens it again; a stale one does nothing."""
    filled = ctx.question(form.answer)
    name, _, value = rest.partition(":")
    if filled is None or not ctx.private:
        raise Refused(f"{form.name}-form-gone")
    step = form.next_step(filled)
    if step is None and name == "publish":
        return publish(ctx, form, filled)
    if step is None and name == "edit" and value in form.open_again:
        return go_on(ctx, form, form.without(filled, value))
    if step is None or name != step.name or step.offer is None:
        raise Refused(f"{form.name}-form-past")
    return go_on(ctx, form, filled | {name: (step.press or step.read)(ctx, value)})


def publish(ctx: Ctx, form: Form, filled: Filled) -> None:
    """Once, however often the button comes; what cannot be published is still there to be changed."""
    if not questions.close_question(ctx.db, ctx.chat.id, ctx.me().id):
        raise Refused(f"{form.name}-form-gone")
    form.publish(ctx, filled)


# ---------------------------------------------------------------- questions that several forms ask


def ask_place(name: str) -> Step:
    """Where: one of the places the speaker may ask."""

    def read(ctx: Ctx, said: str) -> int:
        place = find_named(ctx, said)
        if place is None:
            raise Refused(f"{name}-place")
        return place.id

    def press(ctx: Ctx, said: str) -> int:
        place = find_pressed(ctx, said)
        if place is None:
            raise Refused("button-unknown")
        return place.id

    return Step("place", read, press, offer_places)


def ask_close(name: str, step: str = "closes") -> Step:
    """Until when, as ISO text."""

    def read(ctx: Ctx, said: str) -> str:
        ends = read_close(ctx, said)
        if ends is None:
            raise Refused(f"{name}-{step}")
        return ends.isoformat()

    return Step(step, read, offer=offer_days)
