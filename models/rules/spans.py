"""Spans of time as notices say them: 今天18点到20点, 明早8点-11点半, 11月25日9:00—17:00, 即日起三天, 到22点.

Half-open, and told by the clocks of the place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.rules.addresses import digits
from models.rules.dates import read_day
from models.rules.patterns import regex

LONGEST = timedelta(days=60)
"""No works announced to neighbours last longer; a longer span was misread."""
READ = 300
"""Characters read of a notice: its hours are said early, and a bound keeps hostile lines cheap."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts` until just before `ends`; `rest` is what was said beside it."""

    starts: datetime
    ends: datetime
    rest: str = ""


_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_PART = r"(?:凌晨|清晨|清早|一早|早上|早晨|上午|中午|下午|午后|傍晚|晚上|夜里|夜间|半夜|早|晚)"
_SHORT_DAY = {"今早": "今天早上", "今晨": "今天早上", "今晚": "今天晚上", "明早": "明天早上", "明晨": "明天早上", "明晚": "明天晚上"}
_SHORT_DAY |= {"today": "今天", "tomorrow": "明天", "tonight": "今天晚上"}
_DAY = (
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|\d{1,2}\s*[-/.]\s*\d{1,2}(?![\d:点时])(?:[日号])?|"
    r"\d{1,2}\s*[日号](?!楼|院|门|线)|大后天|后天|明天|今天|今日|明日|次日|翌日|第二天|(?:下下|下|这|本)?(?:个?星期|周|礼拜)[一二三四五六日天])"
)
_WEEKDAY = r"(?:\s*[(（](?:周|星期)[一二三四五六日天][)）])?"
_HOUR = rf"(?:\d{{1,2}}\s*:\s*\d{{2}}|{_COUNT}\s*(?:点|时)(?:\s*(?:半|[一三]刻|{_COUNT}分?(?![\d号栋幢单楼层户个小点时]))|整)?)"
_JOIN = r"\s*(?:开始)?\s*(?:-+|~+|至|到|直到|—+|to|until)\s*"


def _moment(end: str) -> str:
    return rf"(?:(?P<{end}day>{_DAY}){_WEEKDAY}\s*的?\s*)?(?P<{end}part>{_PART})?\s*(?P<{end}hour>{_HOUR})"


_BETWEEN = regex(rf"(?:从|自|于)?\s*{_moment('a')}{_JOIN}{_moment('b')}\s*(?:前|止|期间)?")
_DAYS = regex(rf"(?:从|自|于)?\s*(?P<aday>{_DAY}){_WEEKDAY}{_JOIN}(?P<bday>{_DAY}){_WEEKDAY}\s*(?:止|期间)?")
_LASTING = regex(
    rf"(?:从|自|于)?\s*(?:(?P<now>即日起|即刻起|现在起|现在开始|从现在|立即|马上)|{_moment('a')}\s*(?:起|开始)?)\s*[,，]?\s*(?:预计|大约|约|大概|暂停|停)?\s*"
    rf"(?P<count>{_COUNT}|半)\s*个?\s*(?P<half>半)?(?P<unit>小时|钟头|钟|分钟|天|日)"
)
_PAST = regex(r"(?:昨[天日晚夜]|前[天晚]|上(?:个?星期|周).?)\s*$")
_UNTIL = regex(rf"(?<![\d点时])(?:(?:即日|即刻|现在)起?\s*)?(?:until|till|直到|延长到|延到|延至|推迟到|到|至)\s*{_moment('b')}")
_ALL_DAY = regex(rf"(?P<aday>{_DAY}){_WEEKDAY}\s*全天")
_NEXT = frozenset(("次日", "翌日", "第二天"))
_AFTERNOON = frozenset(("下午", "午后", "傍晚", "晚上", "晚", "夜里", "夜间"))


def read_span(said: str, now: datetime, zone: ZoneInfo) -> Span | None:
    """The first span a text tells, and its other words; None when there is none, or it is over, turned round or longer than works last.

    An hour that has no day is on the day of the other end, else today; an end that is not after its start is on the next day.
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", said[:READ])).replace("–", "-").replace("〜", "~").replace("～", "~")
    for short, whole in _SHORT_DAY.items():
        text = text.replace(short, whole)
    local = now.astimezone(zone)
    for pattern, read in ((_BETWEEN, _between), (_LASTING, _lasting), (_DAYS, _days), (_ALL_DAY, _days), (_UNTIL, _until)):
        found = pattern.search(text)
        if found:
            pair = None if _PAST.search(text, 0, found.start()) else read(found, local)
            return pair and _kept(*pair, now, zone, f"{text[: found.start()]} {text[found.end() :]}")
    return None


def read_end(said: str, since: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment of `到22点` or `延到明天8点`, the first such after `since`."""
    span = read_span(said, since, zone)
    return span.ends if span else None


def _kept(starts: datetime, ends: datetime, now: datetime, zone: ZoneInfo, rest: str) -> Span | None:
    begins, past = (moment.replace(tzinfo=zone).timestamp() for moment in (starts, ends))
    if not (begins < past <= begins + LONGEST.total_seconds()) or past <= now.timestamp():
        return None
    words = re.sub(r"\s+", " ", rest).strip(" ,，。;；:：、")
    return Span(datetime.fromtimestamp(begins, now.tzinfo), datetime.fromtimestamp(past, now.tzinfo), words)


# Each reader gives wall-clock moments without a zone: hours are counted as the clocks on the wall show them.


def _between(found: re.Match[str], local: datetime) -> tuple[datetime, datetime] | None:
    first = _day(found["aday"], local)
    last = _day(found["bday"], local, first)
    begin = _hour(found["ahour"], found["apart"] or "")
    end = _hour(found["bhour"], found["bpart"] or _carried(found))
    if first is None or last is None or begin is None or end is None:
        return None
    starts, ends = _midnight(first) + begin, _midnight(last) + end
    if ends <= starts and not found["bday"]:
        ends += timedelta(days=1)
    return starts, ends


def _carried(found: re.Match[str]) -> str:
    """下午2点到5点: the part of the day holds for the end too, as long as the hands go on."""
    begin, end = _hour(found["ahour"], ""), _hour(found["bhour"], "")
    return found["apart"] or "" if begin is not None and end is not None and begin < end else ""


def _lasting(found: re.Match[str], local: datetime) -> tuple[datetime, datetime] | None:
    starts = local.replace(second=0, microsecond=0, tzinfo=None)
    if not found["now"]:
        day, hour = _day(found["aday"], local), _hour(found["ahour"], found["apart"] or "")
        if day is None or hour is None:
            return None
        starts = _midnight(day) + hour
    count = 0.5 if found["count"] == "半" else _number(found["count"]) + (0.5 if found["half"] else 0)
    unit = {"天": timedelta(days=1), "日": timedelta(days=1), "分钟": timedelta(minutes=1)}.get(found["unit"], timedelta(hours=1))
    return starts, starts + unit * count


def _days(found: re.Match[str], local: datetime) -> tuple[datetime, datetime] | None:
    """Whole days, both included."""
    first = _day(found["aday"], local)
    last = _day(found.groupdict().get("bday"), local, first)
    if first is None or last is None:
        return None
    return _midnight(first), _midnight(last) + timedelta(days=1)


def _until(found: re.Match[str], local: datetime) -> tuple[datetime, datetime] | None:
    day, hour = _day(found["bday"], local), _hour(found["bhour"], found["bpart"] or "")
    if day is None or hour is None:
        return None
    starts = local.replace(tzinfo=None)
    ends = _midnight(day) + hour
    return starts, ends if ends > starts or found["bday"] else ends + timedelta(days=1)


def _day(said: str | None, local: datetime, other: date | None = None) -> date | None:
    """The day of these words; today, or the other end's, when nothing is said. A day of the month alone is the next such."""
    if not said:
        return other or local.date()
    if said in _NEXT:
        return (other or local.date()) + timedelta(days=1)
    words = said.replace("今日", "今天").replace("明日", "明天")
    alone = re.fullmatch(r"(\d{1,2})\s*[日号]", words)
    if alone:
        return _of_month(int(alone[1]), other or local.date())
    read = read_day(words, local.date())
    return read[0] if read else None


def _of_month(day: int, since: date) -> date | None:
    for months in range(3):
        year, month = since.year + (since.month - 1 + months) // 12, (since.month - 1 + months) % 12 + 1
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= since:
            return found
    return None


def _hour(said: str, part: str) -> timedelta | None:
    """The time of day of `18点半`, `9:05`, `三点一刻`; with 下午 or 晚上 counted from noon. 24点 is the end of the day."""
    said = re.sub(r"\s", "", said)
    hours, _, rest = said.partition(":") if ":" in said else re.split(r"([点时])", said, maxsplit=1)
    hour, minute = _number(hours), _minute(rest)
    if part in _AFTERNOON and 1 <= hour < 12 and not (part in ("夜里", "夜间") and hour < 6):
        hour += 12
    elif part in ("晚上", "晚", "夜里", "夜间", "半夜", "凌晨") and hour == 12:
        hour = 0 if part == "凌晨" else 24
    elif part == "中午" and 1 <= hour <= 5:
        hour += 12
    if not (hour < 24 and minute < 60) and (hour, minute) != (24, 0):
        return None
    return timedelta(hours=hour, minutes=minute)


def _minute(said: str) -> int:
    words = said.rstrip("分整")
    return {"": 0, "半": 30, "一刻": 15, "三刻": 45}.get(words, -1) if not words or words in ("半", "一刻", "三刻") else _number(words)


def _number(said: str) -> int:
    plain = digits(said.replace("两", "二"))
    return int(plain) if plain.isdigit() else 999


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
