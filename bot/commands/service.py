"""`export hours --from … --to … --out F.xlsx`: the ledger of service and what each person gave, for the committee to certify.

What stands here is the record; whoever organised the service signs it (Order 67 of the Ministry of Civil Affairs), this program does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.commands.books import written
from bot.commands.figures import read_days
from bot.commands.opening import opened
from bot.settings import read_settings
from handlers import texts
from models.duties import Occasion, Plan
from models.hours import Service, find_between
from scheduler import clock

LINES = {"name": 16, "day": 12, "begin": 8, "end": 8, "what": 20, "minutes": 8}
PEOPLE = {"name": 16, "lines": 8, "minutes": 10, "service-hours": 10}


def export_hours(out: Path, first: str | None, last: str | None) -> int:
    """Write the ledger of the period (last week, unless days are named) and each person's sum."""
    settings, now = read_settings(), clock.now()
    period = read_days(first, last, now.astimezone(settings.zone).date())
    with written(out, settings.language) as book, opened(settings) as database, database.reading() as session:
        found = find_between(session, *period.moments(settings.zone))
        count = book.sheet("hours", LINES, _lines(session, found, settings.zone, settings.language))
        book.sheet("people", PEOPLE, _people(found))
    print(f"{out}: {period.first} to {period.last}, {count} lines")
    return 0


def _lines(session: Session, found: Sequence[tuple[Service, str]], zone: ZoneInfo, language: str) -> Iterator[Sequence[Any]]:
    for line, name in found:
        began, ended = (moment.astimezone(zone) for moment in (line.started_at, line.ended_at))
        yield name, f"{ended:%Y-%m-%d}", f"{began:%H:%M}", f"{ended:%H:%M}", _what(session, line.source, language), line.minutes


def _what(session: Session, source: str, language: str) -> str:
    kind, _, number = source.partition(":")
    occasion = session.get(Occasion, int(number)) if kind == "occasion" else None
    plan = session.get(Plan, occasion.plan_id) if occasion else None
    return plan.title if plan else texts.text(language, f"service-{kind}")


def _people(found: Sequence[tuple[Service, str]]) -> Iterator[Sequence[Any]]:
    """Two of one name are two."""
    for _, theirs in groupby(found, key=lambda one: one[0].person_id):
        lines = list(theirs)
        minutes = sum(line.minutes for line, _ in lines)
        yield lines[0][1], len(lines), minutes, round(minutes / 60, 2)
