"""新问卷: place, title, questions one a line, until when; looked at, then published."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.callers import find_named, find_pressed, first_place, in_rows, may_ask, offer_days, offer_places, read_close
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from handlers.survey_lines import question_line
from handlers.survey_steps import groups_of, set_timers
from models import ballots, places, questions, surveys
from models.messaging import Button
from models.rules.masking import mask
from models.rules.poll_words import plain
from models.rules.polls import CALLERS
from models.rules.surveys import MOST_ASKS, TITLE, Ask, Unread, read_asks

capability = Capability("survey_forms")

FORM = "survey-form"
KEPT = timedelta(days=3)
"""So long a form waits for its next answer."""
STEPS = ("place", "title", "asks", "closes")
Filled = dict[str, Any]


@capability.command("新问卷", "survey", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新问卷` asks step by step, or goes on; `新问卷 2号楼 食堂满意度` and questions on the lines below fill in what they say."""
    kept = None if words else ctx.question(FORM)
    if kept is not None:
        return _go_on(ctx, kept)
    first, _, below = words.partition("\n")
    place, title = first_place(ctx, first.strip())
    filled: Filled = {"place": place.id} if place else {}
    filled |= {"title": _title(title)} if title else {}
    return _go_on(ctx, filled | ({"asks": _asks(below)} if below.strip() else {}))


def _step(filled: Filled) -> str:
    return next((step for step in STEPS if step not in filled), "preview")


def _go_on(ctx: Ctx, filled: Filled) -> None:
    """Keep what is known and ask what comes next."""
    ctx.ask(FORM, within=KEPT, **filled)
    step = _step(filled)
    if step == "preview":
        return _preview(ctx, filled)
    offered = {"place": offer_places, "closes": offer_days}.get(step)
    rows = in_rows([Button(label, f"survey-form:{step}:{value}") for label, value in offered(ctx)] if offered else [])
    return ctx.say(ctx.post(f"survey-ask-{step}", *rows, most=str(MOST_ASKS), length=str(TITLE)))


@capability.answer(FORM, role=CALLERS)
def written(ctx: Ctx, filled: Filled) -> None:
    """An answer in words, to the question that was asked last."""
    step, said = _step(filled), ctx.happened.text.strip()
    if step == "preview":
        return _at_preview(ctx, filled, said)
    return _go_on(ctx, filled | {step: _read(ctx, step, said)})


def _read(ctx: Ctx, step: str, said: str) -> Any:
    """What an answer in words says; Refused with what is wrong about it."""
    if step == "title":
        return _title(said)
    if step == "asks":
        return _asks(said)
    place, ends = (find_named(ctx, said), None) if step == "place" else (None, read_close(ctx, said))
    if place is None and ends is None:
        raise Refused(f"survey-{step}")
    return place.id if place else ends.isoformat() if ends else None


def _title(said: str) -> str:
    title = mask(" ".join(said.split()))
    if not 0 < len(title) <= TITLE:
        raise Refused("survey-title", length=str(TITLE))
    return title


def _asks(said: str) -> list[dict[str, Any]]:
    try:
        return [ask.as_json() for ask in read_asks(said)]
    except Unread as no:
        raise Refused(f"survey-unread-{no.why}", line=no.line[:60], most=str(MOST_ASKS)) from no


def _at_preview(ctx: Ctx, filled: Filled, said: str) -> None:
    if plain(said) in (plain(ctx.text("button-survey-publish")), "publish"):
        return _publish(ctx, filled)
    for step in STEPS:
        if plain(said) == plain(ctx.text(f"button-survey-edit-{step}")):
            return _go_on(ctx, {name: value for name, value in filled.items() if name != step})
    raise Refused("survey-preview")


@capability.button("survey-form", role=CALLERS)
def pressed(ctx: Ctx, rest: str) -> None:
    """A button of the form: it answers the question it stands under, or opens it again; a stale one does nothing."""
    filled = ctx.question(FORM)
    name, _, value = rest.partition(":")
    if filled is None or not ctx.private:
        raise Refused("survey-form-gone")
    if _step(filled) == "preview" and name == "publish":
        return _publish(ctx, filled)
    if _step(filled) == "preview" and name == "edit" and value in STEPS:
        return _go_on(ctx, {step: kept for step, kept in filled.items() if step != value})
    if name != _step(filled) or name not in ("place", "closes"):
        raise Refused("survey-form-past")
    place = find_pressed(ctx, value) if name == "place" else None
    if name == "place" and place is None:
        raise Refused("button-unknown")
    return _go_on(ctx, filled | {name: place.id if place else _read(ctx, name, value)})


def _preview(ctx: Ctx, filled: Filled) -> None:
    edits = [ctx.button(f"button-survey-edit-{step}", f"survey-form:edit:{step}") for step in STEPS]
    asks = [question_line(ctx, at, Ask.of(told)) for at, told in enumerate(filled["asks"])]
    told = {"title": filled["title"], "asks": "\n".join(asks), "when": ctx.clock(datetime.fromisoformat(filled["closes"]))}
    where = ballots.called(ctx.db, places.find_place(ctx.db, filled["place"]))
    ctx.say(ctx.post("survey-preview", [ctx.button("button-survey-publish", "survey-form:publish")], edits, place=where, **told))


def _publish(ctx: Ctx, filled: Filled) -> None:
    """Open it over the households as they stand now. The form is answered once, however often the button comes."""
    place = places.find_place(ctx.db, filled["place"])
    closes = datetime.fromisoformat(filled["closes"]).astimezone(ctx.now.tzinfo)
    if place is None or not may_ask(ctx, place):
        raise Refused("survey-place")
    if closes <= ctx.now:
        raise Refused("survey-closes")
    if not questions.close_question(ctx.db, ctx.chat.id, ctx.me().id):
        raise Refused("survey-form-gone")
    asked = {"title": filled["title"], "questions": filled["asks"], "closes_at": closes, "by_person_id": ctx.me().id}
    survey = surveys.open_survey(ctx.db, place, ctx.now, **asked)
    if not survey.homes:
        raise Refused("survey-no-homes")
    ctx.record(survey.subject, "opened", new=True, number=survey.number, homes=survey.homes)
    set_timers(ctx, survey)
    groups = groups_of(ctx, survey)
    for chat in groups:
        ctx.reveal(survey.subject, chat)
    ctx.say("survey-published", number=str(survey.number), n=str(len(groups)), when=ctx.clock(survey.closes_at))
