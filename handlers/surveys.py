"""A survey's life: its card, the reminder to those who have not answered, its end at the announced moment, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from handlers.ctx import ANSWER, BULK, Ctx, Voice
from handlers.kit import Capability, Refused, Where, numbered
from handlers.survey_lines import SAID, coverage, fill_row, headline, result_post
from handlers.survey_steps import groups_of
from models import chats, surveys
from models.chats import Kind as ChatKind
from models.machinery import Delivery
from models.messaging import Post
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.surveys import Kind
from models.surveys import Survey

capability = Capability("surveys")

WORDS = 200
LISTED = 60
"""So many doors stand in one list."""


@capability.card("survey")
def draw(voice: Voice, id_: int) -> Post | None:
    """What is asked of whom, how many have answered, until when; once it is over what changed because of it."""
    survey = voice.db.get(Survey, id_)
    if survey is None:
        return None
    done = surveys.count_done(voice.db, survey.id)
    changed = [voice.text("survey-changed", words=survey.changed)] if survey.changed else []
    if not survey.is_open(voice.now):
        over = voice.text("survey-over-look", when=voice.clock(survey.closes_at), number=str(survey.number))
        return Post(headline(voice, survey), (*coverage(voice, survey, done), over, *changed), quiet=True)
    about = voice.text("survey-about", n=str(len(survey.questions)), homes=str(survey.homes))
    how = voice.text("survey-until", when=voice.clock(survey.closes_at), number=str(survey.number))
    rows = () if voice.chat.kind is ChatKind.WORK else (fill_row(voice, survey),)
    return Post(headline(voice, survey), (about, *coverage(voice, survey, done), how), rows, quiet=True)


# ---------------------------------------------------------------- by itself


@capability.timer("survey-reminds")
def remind(ctx: Ctx, id_: int) -> None:
    """The day before the end: each person of a household that has not answered, once; the doors nobody reaches go to whoever asked."""
    survey = surveys.lock_survey(ctx.db, id_)
    if survey is None or not survey.is_open(ctx.now):
        return
    waiting = surveys.find_waiting(ctx.db, survey)
    told: dict[str, Any] = {"number": str(survey.number), "title": survey.title, "when": lambda voice: voice.clock(survey.closes_at)}
    for person in dict.fromkeys(person for each in waiting for person in each.people):
        ctx.tell(person, "survey-reminder", partial(fill_row, survey=survey), rank=BULK, delivery=Delivery.NOTICE, **told)
    lost = [each.label for each in waiting if not any(chats.find_private(ctx.db, person) for person in each.people)]
    if lost:
        told |= {"n": str(len(lost)), "doors": lambda voice: voice.text("list-separator").join(lost[:LISTED])}
        ctx.tell(survey.by_person_id, "survey-knock", rank=BULK, delivery=Delivery.NOTICE, **told)


@capability.timer("survey-closes")
def close(ctx: Ctx, id_: int) -> None:
    """The announced moment has come, however long ago: the result goes out, and what was said in words to whoever asked."""
    survey = surveys.lock_survey(ctx.db, id_)
    if survey is None or survey.closed_at is not None or ctx.now < survey.closes_at:
        return
    survey.closed_at = ctx.now
    done = surveys.count_done(ctx.db, survey.id)
    ctx.record(survey.subject, "closed", came=sum(done.values()), homes=survey.homes)
    ctx.db.flush()
    ctx.refresh(survey.subject)
    groups = groups_of(ctx, survey)
    for chat in groups:
        ctx.news(chat, result_post(ctx.voice(chat), survey), about=survey.subject, whole=True)
    for chat in chats.find_nearest(ctx.db, survey.path, ChatKind.QUIET):
        ctx.publish(survey.path, result_post(ctx.voice(chat), survey))
    ctx.tell(survey.by_person_id, "survey-closed", rank=ANSWER, number=str(survey.number), title=survey.title, n=str(sum(done.values())))


# ---------------------------------------------------------------- for those who asked


@capability.command("问卷回答", "surveywords", role=CALLERS, where=Where.PRIVATE, about="survey")
def words_of(ctx: Ctx, survey: Survey, words: str) -> None:
    """`问卷回答 3`: what was said in words, newest last, without saying by whom; `问卷回答 3 2` the second page."""
    asks, page = survey.asks, int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 1
    said = [
        (asks[at].title, str(sheet.answers[str(at)]))
        for at, ask in enumerate(asks)
        if ask.kind is Kind.TEXT
        for sheet in surveys.find_done(ctx.db, survey.id)
        if str(at) in sheet.answers
    ]
    shown = said[(max(page, 1) - 1) * SAID : max(page, 1) * SAID]
    if not shown:
        raise Refused("survey-no-words", number=str(survey.number))
    rows = [ctx.text("survey-words-row", title=title, words=answer) for title, answer in shown]
    pages = str(-(-len(said) // SAID))
    ctx.say("survey-words", number=str(survey.number), n=str(len(said)), rows="\n".join(rows), page=str(page), pages=pages)


@capability.command("回应", "followup", role=CALLERS, about="survey")
def follow_up(ctx: Ctx, survey: Survey, words: str) -> None:
    """`回应 3 食堂改成 7 点开`: what changed because of it, told to everybody who was asked."""
    changed = mask(" ".join(words.split()))[:WORDS]
    if not changed:
        raise Refused("usage-followup")
    if survey.closed_at is None:
        raise Refused("survey-still-open", number=str(survey.number), when=ctx.clock(survey.closes_at))
    survey.changed = changed
    ctx.record(survey.subject, "changed", words=changed)
    ctx.db.flush()
    ctx.refresh(survey.subject)
    told = {"number": str(survey.number), "title": survey.title, "words": changed}
    groups = groups_of(ctx, survey)
    for chat in groups:
        ctx.news(chat, ctx.voice(chat).post("survey-followed", **told), about=survey.subject)
    ctx.publish(survey.path, "survey-followed", **told)
    if not any(chat.id == ctx.chat.id for chat in groups):
        ctx.say("survey-follow-noted", n=str(len(groups)))


capability.subjects["survey"] = numbered(surveys.find_numbered, surveys.lock_survey, "survey-unknown")
