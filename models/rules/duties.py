"""爱心日: when it comes round, its stations, when volunteers are reminded and who may still be, hours as they count (domain §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from models.rules.dates import clamped
from models.rules.patterns import regex
from models.rules.settings import clock_time
from models.rules.skills import Skill, read_skills

TITLE, NAME, PLACE, THINGS, WHY = 40, 12, 30, 60, 120
MOST_STATIONS, MOST_PLACES, MOST_HELD = 12, 500, 2000
OFFERED, LAST_OFFER = timedelta(hours=2), timedelta(hours=12)
"""A freed place is kept for the first who waits; from so long before the beginning on it is whoever's comes first."""
SIGN_OFF = timedelta(hours=3)
"""Until so long before the beginning one signs off by oneself."""
NEAR = timedelta(hours=1)
EARLY, GRACE = timedelta(minutes=30), timedelta(minutes=30)
"""Check-in opens so long before the beginning; so long after the end the day is counted up."""
EARLIEST = time(6, 30)
LATE = timedelta(minutes=30)
"""A reminder that comes so much after its moment says so."""


# ---------------------------------------------------------------- when it comes round


class Rhythm(StrEnum):
    MONTHLY = "monthly"
    WEEKLY = "weekly"


AHEAD = {Rhythm.MONTHLY: timedelta(days=24), Rhythm.WEEKLY: timedelta(days=8)}
"""So long before it an occasion is there to sign up for: one of each plan at a time, seldom two."""


def days_of(rhythm: Rhythm, day: int, since: date, until: date) -> Iterator[date]:
    """Its days from `since` to `until`: one a month, the 31st clamped to the month's end; or one a week, Monday being 1."""
    if rhythm is Rhythm.WEEKLY:
        first = since + timedelta(days=(day - since.isoweekday()) % 7)
        yield from (first + timedelta(days=7 * n) for n in range(((until - first).days // 7) + 1 if until >= first else 0))
        return
    months = (until.year - since.year) * 12 + until.month - since.month
    found = (clamped(since.year, since.month + n, day) for n in range(months + 1))
    yield from (one for one in found if since <= one <= until)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment of that wall clock on that day, in UTC: of a time that is skipped the one after the gap, of two the first."""
    local = datetime.combine(day, at, zone)
    there_and_back = local.astimezone(UTC).astimezone(zone)
    return (local if there_and_back.time() == at else local.replace(fold=1)).astimezone(UTC)


_MONTHLY = regex(r"^每个?月\s*(?P<day>\d{1,2})\s*[号日]?$|^monthly\s*(?P<en>\d{1,2})$", 2)
_WEEKLY = regex(r"^每(?:个?周|个?星期|礼拜)\s*(?P<day>[一二三四五六日天])$")
_WEEKDAYS = {said: n for n, said in enumerate("一二三四五六日", 1)} | {"天": 7}


def read_rhythm(said: str) -> tuple[Rhythm, int] | None:
    """`每月25号`, `每周六`."""
    if found := _MONTHLY.match(said.strip()):
        day = int(found["day"] or found["en"])
        return (Rhythm.MONTHLY, day) if 1 <= day <= 31 else None
    weekly = _WEEKLY.match(said.strip())
    return (Rhythm.WEEKLY, _WEEKDAYS[weekly["day"]]) if weekly else None


_HOURS = regex(r"^\s*(?P<begin>\S+?)\s*(?:-|–|—|~|到|至)\s*(?P<end>\S+)\s*$")


def read_hours(said: str) -> tuple[str, str] | None:
    """`8:30-11:30`, `8点半到11点` → ("08:30", "11:30"); None where the end is not after the beginning."""
    found = _HOURS.match(said)
    try:
        begin, end = (clock_time(found[name]) for name in ("begin", "end")) if found else ("", "")
    except ValueError:
        return None
    return (begin, end) if begin < end else None


# ---------------------------------------------------------------- stations


@dataclass(frozen=True, slots=True)
class Station:
    """A stand of the day: how many serve there, where, the skill it needs, what they bring, who leads it, how many can book.

    With hours of its own it is not there the whole day.
    """

    name: str
    capacity: int
    place: str = ""
    skill: Skill | None = None
    things: str = ""
    lead: str = ""
    slots: int = 0
    begins: str = ""
    ends: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Unread(ValueError):
    """A line that is no station."""


_STATION = regex(r"^(?P<name>\S{1,12}?)\s*[\s:：]\s*(?P<n>\d{1,3})\s*(?:人|位|名)(?P<rest>.*)$")
_SKILL = regex(r"(?:技能|会)\s*[:：]?\s*(?P<skill>\S+)")
_LEAD = regex(r"(?:组长|站长|负责人|lead)\s*[:：]?\s*(?P<lead>\S+)", 2)
_SLOTS = regex(r"(?:可约|预约|book)\s*[:：]?\s*(?P<n>\d{1,3})\s*(?:人|位|名|个)?", 2)
_WHEN = regex(r"(?:^|\s)(?P<hours>\d\S*?(?:-|–|—|~|到|至)\d\S*)")
_THINGS = regex(r"(?:物料|带|材料)\s*[:：]?\s*(?P<things>\S+)")


def read_stations(words: str) -> list[Station]:
    """Stations, one a line: `理发 3人 小广场 技能理发 物料 推子、围布`; Unread with the line that is none, or names one twice."""
    lines = [line.strip() for line in words.replace("；", "\n").replace(";", "\n").split("\n") if line.strip()]
    found = [_read_station(line) for line in lines]
    twice = [station.name for at, station in enumerate(found) if station.name in {other.name for other in found[:at]}]
    if twice or not 0 < len(found) <= MOST_STATIONS:
        raise Unread(twice[0] if twice else str(len(found)))
    return found


def _read_station(line: str) -> Station:
    found = _STATION.match(line)
    if found is None or not 1 <= int(found["n"]) <= MOST_PLACES:
        raise Unread(line)
    rest, skill, things, lead, slots, hours = found["rest"], None, "", "", 0, ("", "")
    if (timed := _WHEN.search(rest)) and (own := read_hours(timed["hours"])):
        hours, rest = own, rest.replace(timed["hours"], " ")
    if booked := _SLOTS.search(rest):
        slots, rest = int(booked["n"]), rest.replace(booked[0], " ")
    if led := _LEAD.search(rest):
        lead, rest = led["lead"][:NAME], rest.replace(led[0], " ")
    if named := _SKILL.search(rest):
        skills, unknown = read_skills(named["skill"])
        if unknown or not skills:
            raise Unread(line)
        skill, rest = skills[0], rest.replace(named[0], " ")
    if brought := _THINGS.search(rest):
        things, rest = brought["things"][:THINGS], rest.replace(brought[0], " ")
    return Station(found["name"], int(found["n"]), " ".join(rest.split())[:PLACE], skill, things, lead, slots, *hours)


def station_words(told: dict[str, Any], capacity: str, *named: str) -> str:
    """A stored station as `read_stations` reads it; `named` are the words for its skill and its lead, where it has them."""
    hours = f"{told['begins']}-{told['ends']}" if told.get("begins") else ""
    parts = [told["name"], capacity, hours, told.get("place", ""), *named]
    parts += [f"带{told['things']}"] if told.get("things") else []
    parts += [f"可约{told['slots']}"] if told.get("slots") else []
    return " ".join(part for part in parts if part)


# ---------------------------------------------------------------- what was before it was kept here


_SINCE = regex(r"^从?\s*(?P<year>20\d\d)\s*(?:年|[-./])\s*(?P<month>\d{1,2})\s*月?\s*(?:起|开始)?$|^(?P<n>\d{1,4})\s*次?$")
_GAPS = regex(r"\s*停(?:过|了)?\s*(?P<n>\d{1,3})\s*次\s*$")


def read_history(said: str, rhythm: Rhythm, day: int, first: date) -> tuple[int, int] | None:
    """`48`, `2022年9月`, `2022年9月 停过2次`: how often it was held before `first`, and how often it should have been and was not."""
    missed = _GAPS.search(said)
    gaps = int(missed["n"]) if missed else 0
    found = _SINCE.match((said[: missed.start()] if missed else said).strip())
    if found is None:
        return None
    if found["n"]:
        return (int(found["n"]), gaps) if int(found["n"]) <= MOST_HELD else None
    if not 1 <= int(found["month"]) <= 12:
        return None
    n = sum(1 for _ in days_of(rhythm, day, date(int(found["year"]), int(found["month"]), 1), first - timedelta(days=1)))
    return (n - gaps, gaps) if gaps <= n <= MOST_HELD else None


# ---------------------------------------------------------------- signing up


class Going(StrEnum):
    """How somebody stands to a station; `offered` holds a place until it is taken or passes on."""

    GOING = "going"
    WAITING = "waiting"
    OFFERED = "offered"
    OFF = "off"
    CAME = "came"
    MISSED = "missed"


HOLDING = frozenset({Going.GOING, Going.OFFERED, Going.CAME})
ALIVE = HOLDING | {Going.WAITING}


def offered_until(now: datetime, starts_at: datetime) -> datetime | None:
    """Until when a freed place is kept for the first who waits; None when it is so late that whoever comes first has it."""
    last = starts_at - LAST_OFFER
    return min(now + OFFERED, last) if now < last else None


def clashes(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_near(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Less than an hour between two that do not clash."""
    return not clashes(one, other) and max(other[0] - one[1], one[0] - other[1]) < NEAR


# ---------------------------------------------------------------- reminders


class Reminder(StrEnum):
    DAYS = "days"
    EVE = "eve"
    HOUR = "hour"


def reminders(starts_at: datetime, zone: ZoneInfo) -> dict[Reminder, datetime]:
    """When each is due: ten o'clock three days before, six the evening before, one hour before but never earlier than half past six."""
    day = starts_at.astimezone(zone).date()
    hour = max(starts_at - timedelta(hours=1), moment(day, EARLIEST, zone))
    return {
        Reminder.DAYS: moment(day - timedelta(days=3), time(10), zone),
        Reminder.EVE: moment(day - timedelta(days=1), time(18), zone),
        Reminder.HOUR: min(hour, starts_at),
    }


def still_due(kind: Reminder, now: datetime, starts_at: datetime, zone: ZoneInfo) -> bool:
    """The late rule: a reminder gives way to the next once that is due, and is dropped when the day has begun."""
    due = reminders(starts_at, zone)
    following = {Reminder.DAYS: due[Reminder.EVE], Reminder.EVE: due[Reminder.HOUR], Reminder.HOUR: starts_at}
    return now < following[kind]


# ---------------------------------------------------------------- hours


HALF = timedelta(minutes=30)


def role_credit(minutes: int, share: int) -> int:
    """What leading is worth on top, in minutes: so many per cent of those served, rounded down."""
    return minutes * share // 100


def counted_minutes(came: datetime, left: datetime, taken: int = 0, most: int = 480) -> int:
    """Half hours served, rounded down; with what counts of that day already never more than `most` minutes."""
    whole = max(left - came, timedelta()) // HALF * 30
    return max(min(whole, most - taken), 0)


# ---------------------------------------------------------------- the album


ALBUM = 10
"""So many photos are one album on Telegram; shown are some of everybody's before a second of anybody's."""


def in_turns(owners: Sequence[int], most: int = ALBUM) -> list[int]:
    """Which of the photos with these owners are shown, by their places in the row, each owner's first before any second."""
    nth = [owners[:at].count(owner) for at, owner in enumerate(owners)]
    return sorted(sorted(range(len(owners)), key=lambda at: (nth[at], at))[:most])
