"""新问卷: place, title, questions one a line, until when; looked at, then published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers import forms
from handlers.callers import first_place, may_ask
from handlers.ctx import Ctx
from handlers.forms import Filled, Form, Step
from handlers.kit import Capability, Refused, Where
from handlers.survey_lines import question_line
from handlers.survey_steps import groups_of, set_timers
from models import ballots, places, surveys
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.surveys import MOST_ASKS, TITLE, Ask, Unread, read_asks

capability = Capability("survey_forms")


@capability.command("新问卷", "survey", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新问卷` asks step by step, or goes on; `新问卷 2号楼 食堂满意度` and questions on the lines below fill in what they say."""
    first, _, below = words.partition("\n")
    place, title = first_place(ctx, first.strip())
    filled: Filled = {"said": words} | ({"place": place.id} if place else {})
    filled |= {"title": read_title(ctx, title)} if title else {}
    forms.begin(ctx, FORM, filled | ({"asks": read_questions(ctx, below)} if below.strip() else {}))


def read_title(_ctx: Ctx, said: str) -> str:
    title = mask(" ".join(said.split()))
    if not 0 < len(title) <= TITLE:
        raise Refused("survey-title", length=str(TITLE))
    return title


def read_questions(_ctx: Ctx, said: str) -> list[dict[str, Any]]:
    try:
        return [ask.as_json() for ask in read_asks(said)]
    except Unread as no:
        raise Refused(f"survey-unread-{no.why}", line=no.line[:60], most=str(MOST_ASKS)) from no


def preview(ctx: Ctx, filled: Filled) -> str:
    """The whole survey in words, before it is one."""
    asks = [question_line(ctx, at, Ask.of(told)) for at, told in enumerate(filled["asks"])]
    where = ballots.called(ctx.db, places.find_place(ctx.db, filled["place"]))
    when = ctx.clock(datetime.fromisoformat(filled["closes"]))
    return ctx.text("survey-draft", title=filled["title"], place=where, asks="\n".join(asks), when=when)


def publish(ctx: Ctx, filled: Filled) -> None:
    """Open it over the households as they stand now."""
    place, closes = places.find_place(ctx.db, filled["place"]), datetime.fromisoformat(filled["closes"]).astimezone(ctx.now.tzinfo)
    if place is None or not may_ask(ctx, place):
        raise Refused("survey-place")
    if closes <= ctx.now:
        raise Refused("survey-closes")
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


STEPS = (forms.ask_place("survey"), Step("title", read_title), Step("asks", read_questions), forms.ask_close("survey"))
FORM = Form("survey", STEPS, preview, publish, {"most": str(MOST_ASKS), "length": str(TITLE)})
forms.declare(capability, FORM, CALLERS)
