"""`export hours --from … --to … --out F.xlsx` and `record NAME`: the ledger of service, for the committee to certify.

What stands here is the record; whoever organised the service signs it (Order 67 of the Ministry of Civil Affairs), this program does not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.commands import Wrong, guarded
from bot.commands.books import written
from bot.commands.figures import read_days
from bot.commands.opening import opened
from bot.commands.posters import render
from bot.settings import read_settings
from handlers import texts
from models import enrolments, hours, people, teams
from models.duties import Occasion, Plan, Stand, find_mine
from models.hours import Service, find_between
from models.people import Person
from models.places import Community, Place
from scheduler import clock

LINES = {"name": 16, "day": 12, "begin": 8, "end": 8, "what": 20, "minutes": 8, "credit": 8, "why": 24}
PEOPLE = {"name": 16, "lines": 8, "minutes": 10, "service-hours": 10, "credit": 8}
TEAMS = {"team": 20, "people": 8, "lines": 8, "minutes": 10, "service-hours": 10}
EMPLOYERS = {"employer": 24, "people": 8, "lines": 8, "minutes": 10, "service-hours": 10}
Lines = Sequence[tuple[Service, str]]


def export_hours(out: Path, first: str | None, last: str | None) -> int:
    """Write the ledger of the period (last week, unless days are named) and the sums of each person, team and employer."""
    settings, now = read_settings(), clock.now()
    period = read_days(first, last, now.astimezone(settings.zone).date())
    with written(out, settings.language) as book, opened(settings) as database, database.reading() as session:
        found = find_between(session, *period.moments(settings.zone))
        count = book.sheet("hours", LINES, _lines(session, found, settings.zone, settings.language))
        book.sheet("people", PEOPLE, _people(found))
        book.sheet("teams", TEAMS, _teams(session, found))
        book.sheet("employers", EMPLOYERS, _employers(session, found, settings.zone))
    print(f"{out}: {period.first} to {period.last}, {count} lines")
    return 0


def _lines(session: Session, found: Lines, zone: ZoneInfo, language: str) -> Iterator[Sequence[Any]]:
    for line, name in found:
        began, ended = (moment.astimezone(zone) for moment in (line.started_at, line.ended_at))
        what = _what(session, line.source, language)
        yield name, f"{ended:%Y-%m-%d}", f"{began:%H:%M}", f"{ended:%H:%M}", what, line.minutes, line.credit, line.why


def _occasion(session: Session, source: str) -> tuple[Occasion, Plan] | None:
    """The time a line comes from, where it comes from one."""
    kind, _, number = source.partition(":")
    occasion = session.get(Occasion, int(number)) if kind == "occasion" else None
    return (occasion, session.get_one(Plan, occasion.plan_id)) if occasion else None


def _what(session: Session, source: str, language: str) -> str:
    found = _occasion(session, source)
    return found[1].title if found else texts.text(language, f"service-{source.partition(':')[0]}")


def _people(found: Lines) -> Iterator[Sequence[Any]]:
    """Two of one name are two."""
    for _, theirs in groupby(found, key=lambda one: one[0].person_id):
        lines = list(theirs)
        yield lines[0][1], *_sums([line for line, _ in lines]), sum(line.credit for line, _ in lines)


def _sums(lines: Sequence[Service]) -> tuple[int, int, float]:
    minutes = sum(line.minutes for line in lines)
    return len(lines), minutes, round(minutes / 60, 2)


def _teams(session: Session, found: Lines) -> Iterator[Sequence[Any]]:
    """What was served in a team's turns, team by team."""
    by_team: dict[int, list[Service]] = {}
    for line, _ in found:
        occasion = _occasion(session, line.source)
        if occasion and occasion[1].team_id:
            by_team.setdefault(occasion[1].team_id, []).append(line)
    for team, lines in sorted(by_team.items()):
        yield session.get_one(teams.Team, team).name, len({line.person_id for line in lines}), *_sums(lines)


def _employers(session: Session, found: Lines, zone: ZoneInfo) -> Iterator[Sequence[Any]]:
    """What those gave who reported in and agreed, for that year, that their employer hears of it."""
    agreed: dict[tuple[int, int], set[int]] = {}
    by_employer: dict[str, list[Service]] = {}
    for line, _ in found:
        key = line.community_id, line.ended_at.astimezone(zone).year
        if key not in agreed:
            agreed[key] = enrolments.find_agreed(session, *key)
        enrolment = enrolments.find_enrolment(session, line.community_id, line.person_id)
        if enrolment and line.person_id in agreed[key]:
            by_employer.setdefault(enrolment.employer, []).append(line)
    for employer, lines in sorted(by_employer.items()):
        yield employer, len({line.person_id for line in lines}), *_sums(lines)


# ---------------------------------------------------------------- one person's record, to be signed


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the printed record."""

    day: str
    time: str
    what: str
    place: str
    lead: str
    hours: str


@dataclass(frozen=True, slots=True)
class Record:
    """志愿服务记录: whose, from when to when, the lines, their sum, and who would issue it."""

    name: str
    first: str
    last: str
    day: str
    rows: Sequence[Row]
    total: str
    issuer: str


def print_record(name: str, first: str | None, last: str | None, out: Path | None, language: str | None) -> int:
    """A page in the fields of Order 67, to stdout or into a file; numbers of papers, signatures and the seal are left to the committee."""
    settings, now = read_settings(), clock.now()
    period = read_days(first, last, now.astimezone(settings.zone).date())
    spoken = texts.language_of(language or settings.language)
    with opened(settings) as database, database.reading() as session:
        person = _named(session, name)
        lines = [line for line, _ in find_between(session, *period.moments(settings.zone)) if line.person_id == person.id]
        if not lines:
            raise Wrong(f"{name} has no service from {period.first} to {period.last}")
        rows = [_row(session, line, settings.zone, spoken) for line in lines]
        total, issuer = _hours(sum(line.minutes for line in lines)), session.get_one(Community, lines[0].community_id).name
        days = (str(period.first), str(period.last), f"{now.astimezone(settings.zone):%Y-%m-%d}")
        record = Record(person.name, *days, rows, total, issuer)
    page = render("record.html", record=record, language=spoken)
    if out is None:
        sys.stdout.write(page)
    else:
        with guarded(out):
            out.write_text(page, encoding="utf-8")
    return 0


def _named(session: Session, said: str) -> Person:
    """The person of this name who has served, or `@5`, the one of that number."""
    found = [int(said[1:])] if said.startswith("@") and said[1:].isdecimal() else list(hours.find_served(session, said))
    persons = people.find_all(session, found)
    if len(persons) != 1:
        several = ", ".join(f"@{one.id}" for one in persons)
        raise Wrong(f"several are called {said}: {several}" if persons else f"nobody called {said} has served")
    return persons[0]


def _row(session: Session, line: Service, zone: ZoneInfo, language: str) -> Row:
    """What it was and at which station, where, who was responsible: a line of the record as Article 7 of Order 67 wants it."""
    began, ended = (moment.astimezone(zone) for moment in (line.started_at, line.ended_at))
    time = f"{began:%H:%M}–{ended:%H:%M}" if ended > began else ""
    what, found = _what(session, line.source, language), _occasion(session, line.source)
    mine = find_mine(session, found[0].id, line.person_id) if found else None
    stand = session.get(Stand, mine.stand_id) if mine else None
    place = " ".join(part for part in (_place(session, found[1]), stand.place if stand else "") if part) if found else ""
    lead = people.find_all(session, [(stand.lead_id if stand else None) or found[1].by_person_id])[0].name if found else ""
    return Row(f"{ended:%Y-%m-%d}", time, f"{what} · {stand.name}" if stand else what, place, lead, _hours(line.minutes))


def _place(session: Session, plan: Plan) -> str:
    return session.get_one(Place, plan.place_id).name


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
