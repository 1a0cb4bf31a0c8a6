"""`export numbers --from … --to … --out F.xlsx`: every figure with its part and whole, and the matters it was counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.commands import Wrong
from bot.commands.books import Formula, written
from bot.commands.export import local_time
from bot.commands.opening import opened
from bot.settings import read_settings
from handlers import texts
from models.matters import Matter
from models.numbers import find_figures, find_rates, find_registered
from models.places import Place, find_compounds
from models.rules.numbers import Counted, Figure, Figures, Period, Rate, in_time, week_of
from scheduler import clock

FIGURES = {
    "compound": 16,
    "figure": 22,
    "part": 8,
    "whole": 8,
    "rate": 8,
    "part-before": 10,
    "whole-before": 10,
    "rate-before": 10,
    "points": 8,
}
DEPARTMENTS = {"compound": 16, "department": 22, "on-time": 10, "due": 8, "rate": 8}
REPEATS = {"compound": 16, "place": 22, "category": 14, "times": 8}
MATTERS = {
    "number": 8,
    "compound": 16,
    "place": 18,
    "category": 14,
    "state": 14,
    "title": 40,
    "registered": 17,
    "accepted": 17,
    "in-time": 10,
    "done": 17,
    "closed": 17,
    "follows": 10,
    "reopened": 8,
    "calls": 8,
}
LONGEST = 366
SHARE = '=IF(D{row}=0,"—",C{row}/D{row})'
SHARE_BEFORE = '=IF(G{row}=0,"—",F{row}/G{row})'
POINTS = '=IF(OR(D{row}=0,G{row}=0),"—",ROUND(100*(E{row}-H{row}),0))'


@dataclass(frozen=True)
class Export:
    """What is exported: when, where, in whose language."""

    session: Session
    period: Period
    zone: ZoneInfo
    language: str
    now: datetime

    def text(self, key: str) -> str:
        return texts.text(self.language, key)

    @property
    def compounds(self) -> Sequence[Place]:
        return find_compounds(self.session)


def export_numbers(out: Path, first: str | None, last: str | None, internal: bool) -> int:
    """Write the figures of every compound, its departments and repeats, and the matters registered in the period (masked titles).

    Residents' own words stand there only when they are asked for.
    """
    settings, now = read_settings(), clock.now()
    period = read_days(first, last, now.astimezone(settings.zone).date())
    with written(out, settings.language) as book, opened(settings) as database, database.reading() as session:
        asked = Export(session, period, settings.zone, settings.language, now)
        found = [(place, find_figures(session, place, *period.moments(settings.zone), now)) for place in asked.compounds]
        book.sheet("numbers", FIGURES, _figures(asked, found))
        book.sheet("departments", DEPARTMENTS, _departments(found))
        book.sheet("repeats", REPEATS, _repeats(asked, found))
        columns = {**MATTERS, "words": 60} if internal else MATTERS
        count = book.sheet("matters", columns, _matters(asked, internal))
    print(f"{out}: {period.first} to {period.last}, {count} matters")
    return 0


def read_days(first: str | None, last: str | None, today: date) -> Period:
    """Last week, unless days are named; a single one is a period of that day."""
    if first is None and last is None:
        return week_of(today).before
    begin, end = (_day(said) for said in (first or last, last or first))
    if end < begin:
        raise Wrong(f"--to {end} is before --from {begin}")
    if (end - begin).days >= LONGEST:
        raise Wrong(f"--from {begin} --to {end}: at most {LONGEST} days")
    return Period(begin, end + timedelta(days=1))


def _day(said: str | None) -> date:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise Wrong(f"{said}: expected a day such as 2026-08-24") from None


def _figures(asked: Export, found: Sequence[tuple[Place, Figures]]) -> Iterator[Sequence[Any]]:
    for place, figures in found:
        before = find_rates(asked.session, place, *asked.period.before.moments(asked.zone), asked.now)
        for figure in Figure:
            now, then = figures.rates[figure], before.rates[figure]
            shares = _share(SHARE, now), _share(SHARE_BEFORE, then)
            points = round(100 * (shares[0].value - shares[1].value)) if now.whole and then.whole else "—"
            label = asked.text(f"figure-{figure}")
            yield place.name, label, now.part, now.whole, shares[0], then.part, then.whole, shares[1], Formula(POINTS, points)


def _share(said: str, rate: Rate) -> Formula:
    return Formula(said, "—" if rate.share is None else float(rate.share), percent=True)


def _departments(found: Sequence[tuple[Place, Figures]]) -> Iterator[Sequence[Any]]:
    for place, figures in found:
        for name, rate in figures.departments:
            yield place.name, name, rate.part, rate.whole, _share(SHARE, rate)


def _repeats(asked: Export, found: Sequence[tuple[Place, Figures]]) -> Iterator[Sequence[Any]]:
    for place, figures in found:
        for one in figures.repeats:
            yield place.name, one.place, asked.text(f"category-{one.category}"), one.count


def _matters(asked: Export, internal: bool) -> Iterator[Sequence[Any]]:
    """The matters registered in the period, by number."""
    compounds = [(place.path, place.name) for place in asked.compounds]
    begin, end = asked.period.moments(asked.zone)
    for matter, counted in find_registered(asked.session, begin, end):
        compound = next((name for path, name in compounds if matter.path.startswith(path)), "")
        yield *_row(asked, matter, counted, compound), *((matter.words,) if internal else ())


def _row(asked: Export, matter: Matter, counted: Counted, compound: str) -> Sequence[Any]:
    timely = in_time(counted, asked.now)
    return (
        matter.number,
        compound,
        matter.place_name,
        asked.text(f"category-{matter.category.value}"),
        asked.text(f"matter-state-{matter.state.value}"),
        matter.title,
        local_time(matter.registered_at, asked.zone),
        local_time(matter.accepted_at, asked.zone),
        "" if timely is None else asked.text("export-yes" if timely else "export-no"),
        local_time(matter.done_at, asked.zone),
        local_time(matter.closed_at, asked.zone),
        matter.follows,
        matter.reopened,
        matter.calls,
    )
