"""Outages announced to everybody: what is off, where, from when to when (domain §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.rules.addresses import find_place, narrow
from models.rules.dates import read_day

READ = 600
"""Characters read of an announcement."""


class Utility(StrEnum):
    """What a compound may have to do without for a while."""

    WATER = "water"
    POWER = "power"
    GAS = "gas"
    HEATING = "heating"
    LIFT = "lift"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Outage:
    """An announced outage; `place` is a substring of the words or empty for everywhere, moments are in UTC, None where nothing is said."""

    what: Utility
    place: str
    starts: datetime | None
    ends: datetime | None


_OFF = r"(?:停止?|暂停|中断|断|切断|关停|停用|停运)"
_WORK = r"(?:检修|维修|抢修|维保|保养|年检|改造|更换|清洗|故障|打压|施工|升级|停运|停用|停驶|暂停)"
_SIGNS = (
    (Utility.LIFT, rf"(?:电梯|客梯|货梯|扶梯).{{0,16}}{_WORK}|{_WORK}.{{0,8}}(?:电梯|客梯|货梯|扶梯)"),
    (Utility.WATER, rf"{_OFF}供?.{{0,3}}水|水箱.{{0,6}}{_WORK}|(?:供水|自来水|给水|水管).{{0,10}}(?:{_WORK}|{_OFF})"),
    (Utility.POWER, rf"{_OFF}供?.{{0,3}}电(?!梯|话|动)|(?:供电|电力|线路|配电|变压器).{{0,10}}(?:{_WORK}|{_OFF})"),
    (Utility.GAS, rf"{_OFF}供?.{{0,3}}(?:天然气|燃气|煤气|气)|(?:供气|天然气|燃气|煤气).{{0,10}}(?:{_WORK}|{_OFF})"),
    (Utility.HEATING, rf"{_OFF}供?.{{0,3}}(?:暖|热)|(?:供暖|供热|暖气|热力).{{0,10}}(?:{_WORK}|{_OFF})"),
    (Utility.NETWORK, rf"{_OFF}.{{0,3}}(?:网|宽带)|(?:网络|宽带|光纤|有线电视).{{0,10}}(?:{_WORK}|{_OFF}|割接)"),
)
_UTILITIES = tuple((what, re.compile(sign)) for what, sign in _SIGNS)
_AGAIN = re.compile(r"(?:恢复|重新|正常|陆续)(?:正常)?(?:供|通|来|使用|运行|开放)|恢复")

_NUMERAL = r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_DAY = (
    r"(?P<full>(?:(?P<year>\d{4})[年./-])?(?P<month>\d{1,2})\s?[月./]\s?(?P<mday>\d{1,2})\s?[日号]?(?![\d:：]))|"
    r"(?P<near>大后天|今[天日早晚晨]|明[天日早晚晨]|后天|(?:下下|下|本|这)?(?:个?星期|周|礼拜)[一二三四五六日天末](?!期))|(?P<next>次日|翌日|第二天)|"
    r"(?P<alone>(?<![\d点:：])\d{1,2})[日号](?![楼栋线门])"
)
_CLOCK = (
    r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|傍晚|晚上|晚间|夜间|夜里|晚)?\s?"
    rf"(?:(?P<hour>\d{{1,2}})\s?[:：]\s?(?P<minute>\d\d)|(?P<said>{_NUMERAL})\s?[点时](?:钟|整)?(?:(?P<half>半)|(?P<minutes>\d{{1,2}})分?)?)"
)
_MOMENT = re.compile(rf"{_DAY}|{_CLOCK}")
_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_LATE = frozenset({"下午", "傍晚", "晚上", "晚间", "夜间", "夜里", "晚"})
_MONTH = re.compile(r"\d{1,2}\s?[月./]\s?\d{1,2}")


class _Heard(NamedTuple):
    """A day or an hour in the words: where it ends, and which."""

    start: int
    end: int
    day: date | None
    hour: time | None
    part: str
    next_day: bool = False


def read_outage(words: str, now: datetime, zone: ZoneInfo) -> Outage | None:
    """The outage that an announcement tells of, or None when it tells of none; total on any text.

    A day without a year is the nearest such day; an end before its beginning is on the day after; one moment of 恢复 is the end.
    """
    said = narrow(words[:READ])
    what = next((utility for utility, sign in _UTILITIES if sign.search(said)), None)
    if what is None:
        return None
    found = find_place(words[:READ])
    starts, ends = _span(said, _hear(said, now.astimezone(zone).date()), zone, now.astimezone(zone).date())
    return Outage(what, found.text if found else "", starts, ends)


def _hear(said: str, today: date) -> list[_Heard]:
    """The days and hours of the words, in order; what is no day of the calendar or no hour of the clock is left out."""
    heard = (_one(found, today) for found in _MOMENT.finditer(said))
    return [moment for moment in heard if moment is not None]


def _one(found: re.Match[str], today: date) -> _Heard | None:
    near = found["near"] or ""
    if found["next"]:
        return _Heard(found.start(), found.end(), None, None, "", next_day=True)
    if near or found["full"] or found["alone"]:
        day = _nearest(found, today) if not near else _said_day(near, today)
        return _Heard(found.start(), found.end(), day, None, near[-1:] if near.endswith("晚") else "") if day else None
    hour = _hour(found)
    return _Heard(found.start(), found.end(), None, hour, found["part"] or "") if hour else None


def _said_day(near: str, today: date) -> date | None:
    plain = re.sub(r"[日早晚晨]$", "天", near) if near[0] in "今明" else near.replace("末", "六")
    read = read_day(plain, today)
    return read[0] if read else None


def _nearest(found: re.Match[str], today: date) -> date | None:
    """The day of that number nearest to today: of three years where no year is said, of three months where no month is."""
    if found["alone"]:
        months = [(today.replace(day=1) + timedelta(days=shift)) for shift in (-1, 0, 31)]
        days = [_date(first.year, first.month, int(found["alone"])) for first in months]
    else:
        years = [int(found["year"])] if found["year"] else [today.year - 1, today.year, today.year + 1]
        days = [_date(year, int(found["month"]), int(found["mday"])) for year in years]
    return min((day for day in days if day), key=lambda day: abs(day - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> time | None:
    hour = int(found["hour"]) if found["hour"] else _number(found["said"])
    minute = int(found["minute"] or found["minutes"] or (30 if found["half"] else 0))
    late = found["part"] in _LATE or (found["part"] in ("中午", "午间") and hour < 10)
    hour = hour + 12 if late and hour < 12 else hour
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十") if "十" in said else ("", "", said)
    return (_DIGIT.get(tens, 1) * 10 if ten else 0) + _DIGIT.get(ones, 0)


def _span(said: str, heard: list[_Heard], zone: ZoneInfo, today: date) -> tuple[datetime | None, datetime | None]:
    """From when to when: the first two hours said, with the days before them; one alone begins it, or ends it when 恢复 is said."""
    day: date | None = None
    moments: list[tuple[date, time, _Heard]] = []
    for before, moment in pairwise([_Heard(0, 0, None, None, ""), *heard]):
        if moment.day is not None:
            day = moment.day
        elif moment.next_day:
            day = (day or today) + timedelta(days=1)
        elif moment.hour is not None and len(moments) < 2:
            night = before.part == "晚" and before.day is not None and not moment.part and moment.hour.hour < 12
            hour = moment.hour.replace(hour=moment.hour.hour + 12) if night else moment.hour
            moments.append((day or today, hour, moment))
    if not moments:
        return _whole_days([moment.day for moment in heard if moment.day is not None], zone)
    first = _at(*moments[0][:2], zone)
    if len(moments) == 1:
        ending = moments[0][2]
        again = _AGAIN.search(said, ending.end, ending.end + 12) or _AGAIN.search(said, max(0, ending.start - 12), ending.start)
        return (None, first) if again else (first, None)
    return first, _after(first, *moments[1], zone)


def _whole_days(days: list[date], zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Days without hours: from the first's midnight, and to the last's end when there are two."""
    if not days:
        return None, None
    ends = _at(days[1] + timedelta(days=1), time(), zone) if len(days) > 1 and days[1] >= days[0] else None
    return _at(days[0], time(), zone), ends


def _after(first: datetime, day: date, hour: time, moment: _Heard, zone: ZoneInfo) -> datetime:
    """The end; one before the beginning is meant in the afternoon (下午两点到四点), else on the day after."""
    ends = _at(day, hour, zone)
    if ends > first:
        return ends
    later = ends + timedelta(hours=12)
    return later if later > first and not moment.part and 0 < hour.hour < 12 else ends + timedelta(days=1)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
