"""志愿服务队: whose turn it is, when a team serves, until when somebody is away (domain §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.rules import dates
from models.rules.duties import MOST_PLACES, Rhythm, Station, read_hours, read_rhythm
from models.rules.patterns import regex

NAME, ABOUT = 20, 120
MOST_MEMBERS = 500
AWAY = timedelta(days=400)
"""Nobody is away for longer than so long in one word."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A member, since when, when they served last, and how often."""

    person: int
    since: datetime
    served_at: datetime | None = None
    times: int = 0


def in_turn(turns: Iterable[Turn]) -> list[int]:
    """Who served least recently comes first, of those who served together whoever did less often; before them who never did."""
    ordered = sorted(turns, key=lambda one: (one.served_at is not None, one.served_at or one.since, one.times, one.since, one.person))
    return [one.person for one in ordered]


@dataclass(frozen=True, slots=True)
class Rota:
    """When a team serves, and how many of it where."""

    rhythm: Rhythm
    day: int
    begins: str
    ends: str
    station: Station


_ROTA = regex(r"^(?P<rhythm>每\S+|monthly\s+\d+)\s+(?P<hours>\S+)\s+(?P<n>\d{1,3})\s*(?:人|位|名)?(?:\s+(?P<where>.+))?$")
PLACE = 12
"""The place of a rota is its station's name, and as long as one may be."""


def read_rota(said: str, otherwise: str) -> Rota | None:
    """`每周二 19:00-21:00 2人 南门`; where no place is named, `otherwise` is."""
    found = _ROTA.match(" ".join(said.split()))
    rhythm, hours = (read_rhythm(found["rhythm"]), read_hours(found["hours"])) if found else (None, None)
    if found is None or rhythm is None or hours is None or not 1 <= int(found["n"]) <= MOST_PLACES:
        return None
    return Rota(*rhythm, *hours, Station((found["where"] or otherwise)[:PLACE], int(found["n"])))


_UNTIL = regex(r"^\s*(?:到|至|-|–|—|~)\s*")
_SAME_MONTH = regex(r"^(?P<day>\d{1,2})\s*[号日]?\s*$")


def read_away(said: str, today: date) -> tuple[date, date] | None:
    """`12月1日到12月5日`, `12月1日-5日`, `明天`: the first and the last day; None where it is none, past, or over a year."""
    first = dates.read_day(said, today)
    if first is None:
        return None
    rest = _UNTIL.sub("", first[1])
    last = _last(rest, first[0], today) if rest.strip() else first[0]
    return (first[0], last) if last is not None and today <= first[0] <= last <= first[0] + AWAY else None


def _last(said: str, first: date, today: date) -> date | None:
    if same := _SAME_MONTH.match(said):
        try:
            return first.replace(day=int(same["day"]))
        except ValueError:
            return None
    found = dates.read_day(said, today)
    return found[0] if found and not found[1].strip() else None
