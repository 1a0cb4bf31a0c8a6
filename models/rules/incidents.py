"""Outages: what may be off, how it is said, how long reports of it belong to one incident (domain §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.rules.addresses import find_place, narrow
from models.rules.patterns import regex
from models.rules.spans import READ, read_span

EARLY = timedelta(minutes=30)
"""Taps run dry a little before the hour that was announced."""
AFTER = timedelta(hours=2)
"""So long after the planned end a report is still taken for the same outage."""
UNPLANNED = timedelta(hours=24)
"""An outage whose end nobody knows takes reports for so long."""
TOGETHER = timedelta(minutes=60)
"""Reports of one outage within this time are one incident …"""
HOUSEHOLDS = 3
"""… when they come from so many households."""


class Utility(StrEnum):
    """What can be off."""

    WATER = "water"
    POWER = "power"
    GAS = "gas"
    HEATING = "heating"
    LIFT = "lift"
    NETWORK = "network"


class Stage(StrEnum):
    """Where an incident stands: asked of staff, announced for later, going on, over; or staff said that it is none."""

    OFFERED = "offered"
    PLANNED = "planned"
    ON = "on"
    OVER = "over"
    DROPPED = "dropped"


LIVE = frozenset({Stage.PLANNED, Stage.ON})
"""Announced and not over."""

COMMANDS = {
    "停水": Utility.WATER,
    "停电": Utility.POWER,
    "停气": Utility.GAS,
    "停暖": Utility.HEATING,
    "电梯检修": Utility.LIFT,
    "断网": Utility.NETWORK,
}
"""The words staff begin an announcement with."""

_CUT = r"(?:停止?|暂停|中断)供"
_OFF = {
    Utility.WATER: rf"停水|{_CUT}(?:自来)?水|断水(?!果)|没(?:有|了|自来)?水(?!平|果|准|管|电费)|无水|缺水|不出水|水停了|没水了",
    Utility.POWER: rf"停电|{_CUT}电|断电|没(?:有|了)?电(?!梯|脑|话|影|视|瓶|动)|无电|电停了|(?:全|都|整栋).{{0,3}}(?:黑了|没电)",
    Utility.GAS: rf"停气|{_CUT}(?:天然|燃|煤)?气|停[燃煤]气|断气(?!了?的)|没(?:有)?(?:燃气|天然气|煤气)|没气(?!质|氛)|[燃煤]气停|打不着火",
    Utility.HEATING: rf"停暖|{_CUT}[暖热]|没(?:有)?暖气|暖气.{{0,4}}(?:不热|停|凉|冰)|没供暖|不供暖",
    Utility.LIFT: r"电梯.{0,6}(?:坏|停|不动|用不了|不能用|故障|检修|维修|维保|年检|保养|卡住|不运行|停运|没反应)",
    Utility.NETWORK: r"断网|没(?:有)?网(?!点|红)|网(?:络)?.{0,3}(?:断了|不通|没了|瘫痪|割接)|上不了网|宽带.{0,4}(?:断|坏|不通|没)",
}
_COMPILED = tuple((utility, regex(pattern)) for utility, pattern in _OFF.items())
_WORKS = regex(r"[停断]供?(?:[水电气暖网]|燃气|自来水)|检修|维修|维保|年检|保养|抢修|施工|更换|改造|割接|暂停")
_MORE = regex(r"爆|漏|裂|[冒喷溢涌淹]|堵|[发变]黄|浑|臭|冒烟|火花|焦|困|夹")
_UTC = ZoneInfo("UTC")
_ANY_DAY = datetime(2000, 1, 1, tzinfo=_UTC)
_ORDER = regex(r"[#＃]?\s?(\d{1,9})(?!\d)\s?[,，:：]?\s?(?:延|推迟|改|until|till)")
READ_OUTAGE = 200
MOST_WHY = 30
_COLON = regex(r"(?<!\d)[:：]")
_CLAUSE = regex(r"[,，。;；:：!！\n]")
_BECAUSE = regex(r"(?:因为|由于|因)(.{2,30}?)(?:的?原因|需要?|将|拟|$)")
_CAUSE = regex(r"换|修|检|改造|施工|清洗|抢|保养|调试")


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage as announced: `place` is a substring of the words, empty for all of where it is said."""

    what: Utility
    place: str
    starts: datetime
    ends: datetime
    why: str = ""


def utility_of(words: str) -> Utility | None:
    """What these words say is off; the first of the table that fits. None for anything else, cheaply."""
    said = narrow(words[:READ_OUTAGE])
    return next((utility for utility, pattern in _COMPILED if pattern.search(said)), None)


def told_off(words: str) -> Utility | None:
    """What a neighbour says is off and nothing more; who tells of a burst pipe too, tells of another matter."""
    return None if _MORE.search(words) else utility_of(words)


def read_outage(words: str, now: datetime, zone: ZoneInfo) -> Outage | None:
    """The outage a notice announces (2号楼今天18点到20点停水，换阀门); None when what, when or that it is works is missing."""
    what = utility_of(words)
    span = read_span(words, now, zone) if what and _WORKS.search(words) else None
    place = find_place(_COLON.sub(" ", words[:READ]))
    return Outage(what, place.text if place else "", span.starts, span.ends, _why(span.rest)) if what and span else None


def _why(rest: str) -> str:
    """The clause that gives the cause: 因更换阀门, or one that names works and is not the outage itself."""
    clauses = [clause.strip() for clause in _CLAUSE.split(rest)]
    told = (found[1] for clause in clauses if (found := _BECAUSE.search(clause)))
    works = (clause for clause in clauses if _CAUSE.search(clause) and not utility_of(clause) and len(clause) <= MOST_WHY)
    return next(told, "") or next(works, "")


def orders(rest: str) -> bool:
    """Whether what follows 停水 makes it an announcement or a change of one (3 延到22点), whatever the hour now; else it is talk."""
    return _ORDER.match(rest[:READ].lstrip()) is not None or read_span(rest, _ANY_DAY, _UTC) is not None


def changed(rest: str) -> tuple[int, str] | None:
    """`3 延到22点` → (3, `延到22点`)."""
    found = _ORDER.match(rest[:READ].lstrip())
    return (int(found[1]), found.string[found.end(1) :].strip()) if found else None


def takes(starts: datetime, ends: datetime | None, at: datetime) -> bool:
    """Whether a report at this moment belongs to an outage of that time."""
    return starts - EARLY <= at < (ends + AFTER if ends else starts + UNPLANNED)
