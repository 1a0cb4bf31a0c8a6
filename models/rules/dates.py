"""Days as neighbours write them: 12月1日, 明天, 下周三, 3天后, 月底."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

_NEAR = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_WEEKDAYS = "一二三四五六日"
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "半": 0}

_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_AFTER = re.compile(r"([\d一二两三四五六七八九十]+)\s*(个?星期|周|天|日|个月)(?:以?后|之后)?")
_WEEK = re.compile(r"(下下|下|这|本)?(?:个?星期|周|礼拜)([一二三四五六日天])")
_WORDS = re.compile("|".join(sorted(_NEAR, key=len, reverse=True)))
_MONTH_END = re.compile("(下)?(?:个月|月)底|月底")


def read_day(text: str, today: date) -> tuple[date, str] | None:
    """The day a text begins with and the words after it, as they were written; None when it begins with no day. A day without a year is
    the next such day."""
    written = text.strip()
    said = even(written)
    for pattern, read in ((_FULL, _full), (_SHORT, _short), (_WORDS, _near), (_WEEK, _week), (_AFTER, _after), (_MONTH_END, _month_end)):
        found = pattern.match(said)
        day = read(found, today) if found else None
        if found and day is not None:
            return day, written[found.end() :].lstrip(" \u3000,，:：。")
    return None


def even(text: str) -> str:
    """The same text, sign for sign, with full-width digits and letters as plain ones: to look in, not to quote."""
    plain = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(one if len(one) == 1 else sign for one, sign in zip(plain, text, strict=True))


def _full(found: re.Match[str], _today: date) -> date | None:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _short(found: re.Match[str], today: date) -> date | None:
    day = _day(today.year, int(found[1]), int(found[2]))
    return day if day is None or day >= today else _day(today.year + 1, int(found[1]), int(found[2]))


def _near(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NEAR[found[0]])


def _week(found: re.Match[str], today: date) -> date:
    weekday = _WEEKDAYS.index(found[2].replace("天", "日"))
    monday = today - timedelta(days=today.weekday())
    weeks = {"下下": 2, "下": 1}.get(found[1] or "", 0)
    day = monday + timedelta(days=weekday, weeks=weeks)
    return day if found[1] or day >= today else day + timedelta(weeks=1)


def _after(found: re.Match[str], today: date) -> date | None:
    count = int(found[1]) if found[1].isdigit() else _NUMERALS.get(found[1])
    if not count or count > 3650:
        return None
    if found[2].endswith("月"):
        return clamped(today.year, today.month + count, today.day)
    return today + timedelta(days=count * (7 if found[2].endswith(("周", "星期")) else 1))


def _month_end(found: re.Match[str], today: date) -> date:
    return clamped(today.year, today.month + (1 if found[1] else 0), 31)


def clamped(year: int, month: int, day: int) -> date:
    """That day, or the month's last; months beyond December run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
