"""`export survey N --out F.xlsx`: the sheets of a closed survey, a line each, without door or name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.commands import Wrong, the_one
from bot.commands.books import written
from bot.commands.opening import opened
from bot.settings import read_settings
from handlers import texts
from models.rules.surveys import FEW, Ask, Kind
from models.surveys import Sheet, Survey, count_done, find_done

QUESTIONS = {"number": 8, "title": 60, "options": 60}
ANSWERS = {"building": 14}


def export_survey(number: int | None, out: Path) -> int:
    """Write a closed survey's sheets in an order of its own; the building only where at least three households of it answered."""
    if number is None:
        raise Wrong("export survey: which? such as `export survey 3 --out F.xlsx`")
    settings = read_settings()
    with opened(settings) as database, database.reading() as session:
        survey = the_one(session.scalars(select(Survey).where(Survey.number == number)).all(), f"survey {number}", "export")
        if survey.closed_at is None:
            raise Wrong(f"survey {number} is still open")
        sheets, done = find_done(session, survey.id), count_done(session, survey.id)
        asks, names = survey.asks, {id_: name for id_, name, _ in survey.blocks if done.get(id_, 0) >= FEW}
    dot = texts.text(settings.language, "list-separator")
    with written(out, settings.language) as book:
        book.sheet("questions", QUESTIONS, ((at + 1, ask.title, dot.join(ask.options)) for at, ask in enumerate(asks)))
        book.sheet("answers", ANSWERS, _rows(asks, sheets, names, dot), named=[ask.title for ask in asks])
    print(f"{out}: survey {survey.number}, {len(sheets)} sheets of {survey.homes} households")
    return 0


def _rows(asks: list[Ask], sheets: Any, names: dict[int, str], dot: str) -> Iterator[list[Any]]:
    """Sorted by what they say, so that the order tells nothing of who came first."""
    told = [[names.get(sheet.block_id, ""), *(_cell(ask, sheet, at, dot) for at, ask in enumerate(asks))] for sheet in sheets]
    yield from sorted(told, key=str)


def _cell(ask: Ask, sheet: Sheet, at: int, dot: str) -> Any:
    answer = sheet.answers.get(str(at))
    if answer is None or ask.kind in (Kind.NUMBER, Kind.SCALE, Kind.TEXT):
        return answer
    return dot.join(ask.options[chosen] for chosen in (answer if isinstance(answer, list) else [answer]))
