"""What a survey says: a question, an answer, how far it is answered, and what it came to; the same as a picture."""

from __future__ import annotations

from typing import Any

from handlers.ctx import Voice
from models import surveys
from models.drawings import Bar, Dial, Poster, Section, as_picture
from models.messaging import Button, Picture, Post
from models.rules.surveys import FEW, Ask, Found, Kind, decimal, sum_up
from models.surveys import Survey

_CELLS = 8
SAID = 10
"""So many answers in words stand in one letter."""


def headline(voice: Voice, survey: Survey) -> str:
    return voice.text("survey-card", number=str(survey.number), title=survey.title)


def fill_row(voice: Voice, survey: Survey) -> tuple[Button, ...]:
    return (voice.button("button-survey-fill", f"survey-fill:{survey.id}"),)


def question_line(voice: Voice, at: int, ask: Ask) -> str:
    """`2. 食堂几点开？（单选：7点、8点）`."""
    kind = voice.text(f"survey-kind-{ask.kind.value}", most=str(ask.most), least=str(ask.least))
    options = voice.text("survey-options", options=voice.text("list-separator").join(ask.options)) if ask.options else ""
    optional = voice.text("survey-optional") if ask.optional else ""
    return voice.text("survey-question", at=str(at + 1), title=ask.title, kind=kind, options=options, optional=optional)


def answer_words(voice: Voice, ask: Ask, answer: Any) -> str:
    if answer is None:
        return voice.text("survey-skipped")
    if ask.options:
        chosen = answer if isinstance(answer, list) else [answer]
        return voice.text("list-separator").join(ask.options[at] for at in chosen)
    return voice.text("survey-marks", n=str(answer)) if ask.kind is Kind.SCALE else str(answer)


def bar(n: int, whole: int) -> str:
    filled = _CELLS * n // whole if whole else 0
    return "▇" * filled + "▁" * (_CELLS - filled)


def coverage(voice: Voice, survey: Survey, done: dict[int, int]) -> list[str]:
    """How many households handed in; building by building where there are several."""
    came = sum(done.values())
    lines = [voice.text("survey-came", bar=bar(came, survey.homes), n=str(came), whole=str(survey.homes))]
    if len(survey.blocks) > 1:
        parts = [voice.text("survey-block", name=name, n=str(done.get(id_, 0)), whole=str(n)) for id_, name, n in survey.blocks]
        lines.append(voice.text("survey-dot").join(parts))
    return lines


def found_lines(voice: Voice, found: Found) -> list[str]:
    """One question with what it came to; what was said in words stays with the staff."""
    head, ask = voice.text("survey-found", title=found.ask.title, n=str(found.n)), found.ask
    if ask.kind is Kind.TEXT or not found.n:
        return [head]
    if ask.kind is Kind.NUMBER:
        assert found.mean is not None
        assert found.middle is not None
        told = {"mean": decimal(found.mean), "middle": decimal(found.middle), "least": str(found.least), "most": str(found.most)}
        return [head, voice.text("survey-numbers", **told)]
    mean = [voice.text("survey-mean", mean=decimal(found.mean))] if found.mean is not None else []
    rows = [
        voice.text("survey-row", bar=bar(n, found.n), label=label, n=str(n), percent=str(_percent(n, found.n)))
        for label, n in zip(_labels(voice, ask), found.counts, strict=True)
    ]
    return [head, *mean, *rows]


def _labels(voice: Voice, ask: Ask) -> list[str]:
    return list(ask.options) if ask.options else [voice.text("survey-marks", n=str(mark)) for mark in range(1, ask.most + 1)]


def _percent(n: int, whole: int) -> int:
    return (200 * n + whole) // (2 * whole) if whole else 0


def picture(voice: Voice, survey: Survey, done: dict[int, int], found: list[Found]) -> Picture:
    """The result as a page: how many answered, and each question with its bars."""
    came, whole = sum(done.values()), survey.homes
    counted = f"{came}/{whole}"
    dials = [Dial(voice.text("survey-picture-came"), f"{_percent(came, whole)}%", counted, share=came / whole if whole else 0.0)]
    marks = next((each for each in found if each.ask.kind is Kind.SCALE and each.mean is not None), None)
    if marks is not None and marks.mean is not None:
        share = float(marks.mean / marks.ask.most)
        dials.append(Dial(marks.ask.title, decimal(marks.mean), voice.text("survey-picture-of", n=str(marks.n)), share=share))
    sections = tuple(Section(each.ask.title, _bars(voice, each)) for each in found if each.n and each.counts and each is not marks)
    about = voice.text("survey-picture-about", number=str(survey.number), when=voice.clock(survey.closes_at))
    return as_picture(Poster(survey.title, about, tuple(dials), sections), voice.text("survey-picture-alt"))


def _bars(voice: Voice, found: Found) -> tuple[Bar, ...]:
    labels = _labels(voice, found.ask)
    return tuple(Bar(label, voice.text("survey-homes", n=str(n)), n / found.n) for label, n in zip(labels, found.counts, strict=True))


def result_post(voice: Voice, survey: Survey) -> Post:
    """The result as it is published: counts alone, with a picture; of fewer than three households nothing but that they answered."""
    sheets, done = surveys.find_done(voice.db, survey.id), surveys.count_done(voice.db, survey.id)
    title = voice.text("survey-result", number=str(survey.number), title=survey.title)
    covered = coverage(voice, survey, done)
    changed = [voice.text("survey-changed", words=survey.changed)] if survey.changed else []
    if len(sheets) < FEW:
        return Post(title, (*covered, voice.text("survey-few", few=str(FEW)), *changed))
    found = sum_up(survey.asks, [sheet.answers for sheet in sheets])
    lines = (line for each in found for line in found_lines(voice, each))
    return Post(title, (*covered, *lines, *changed), picture=picture(voice, survey, done, found))
