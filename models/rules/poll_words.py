"""What people write when they make a poll: its kind, its options, when it ends; and a whole poll in the first line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.rules.dates import read_day
from models.rules.polls import FEWEST, LABEL, LATEST, MOST_OPTIONS, SOONEST, TITLE, Counted, Kind, Manner
from models.rules.spans import read_end
from models.rules.tallies import Issue

KINDS = {
    "意向摸底": Kind.ADVISORY, "摸底": Kind.ADVISORY, "意向": Kind.ADVISORY, "advisory": Kind.ADVISORY,
    "法定表决": Kind.STATUTORY, "表决": Kind.STATUTORY, "法定": Kind.STATUTORY, "statutory": Kind.STATUTORY,
    "一致同意": Kind.CONSENT, "全体同意": Kind.CONSENT, "一致": Kind.CONSENT, "consent": Kind.CONSENT,
}  # fmt: skip
MANNERS = {
    "单选": Manner.SINGLE, "选一个": Manner.SINGLE, "single": Manner.SINGLE, "one": Manner.SINGLE,
    "多选": Manner.MULTIPLE, "选几个": Manner.MULTIPLE, "multiple": Manner.MULTIPLE, "several": Manner.MULTIPLE,
    "排序": Manner.RANKED, "排名": Manner.RANKED, "ranked": Manner.RANKED, "rank": Manner.RANKED,
}  # fmt: skip
COUNTS = {
    "按户": Counted.HOME, "户": Counted.HOME, "home": Counted.HOME, "household": Counted.HOME, "homes": Counted.HOME,
    "按人": Counted.HEAD, "按人数": Counted.HEAD, "人": Counted.HEAD, "人数": Counted.HEAD, "head": Counted.HEAD, "heads": Counted.HEAD,
    "按面积": Counted.AREA, "面积": Counted.AREA, "area": Counted.AREA,
}  # fmt: skip
SEALS = {"封存": True, "不公开": True, "保密": True, "sealed": True, "公开": False, "open": False}
ISSUES = {
    "议事规则": Issue.PROCEDURE, "管理规约": Issue.CONVENTION, "规约": Issue.CONVENTION,
    "业委会": Issue.COMMITTEE, "换届": Issue.COMMITTEE, "物业": Issue.COMPANY, "选聘": Issue.COMPANY, "解聘": Issue.COMPANY,
    "用维修资金": Issue.USE_FUND, "使用维修资金": Issue.USE_FUND, "动用维修资金": Issue.USE_FUND,
    "筹集维修资金": Issue.RAISE_FUND, "筹集": Issue.RAISE_FUND, "改建": Issue.REBUILD, "重建": Issue.REBUILD, "加装电梯": Issue.REBUILD,
    "改变用途": Issue.CHANGE_USE, "经营": Issue.CHANGE_USE, "其他": Issue.OTHER,
} | {issue.value: issue for issue in Issue}  # fmt: skip
USUAL_WORDS = frozenset({"默认", "同意反对弃权", "default", "usual"})
_SHORT = {"今晚": "今天晚上", "明晚": "明天晚上", "明早": "明天早上", "tonight": "今天晚上", "today": "今天", "tomorrow": "明天"}
_BEFORE = re.compile(r"^(?:截止到|截止|截至|延期到|延长到|延到|延至|改到|到|至|until|till)\s*[:：]?\s*", re.I)
_HOUR = r"(?=[\d一二两三四五六七八九十])(?:\d{1,2}|[一二两三四五六七八九]?十?[一二三四五六七八九]?)"
_CLOCK = re.compile(
    rf"(?P<said>(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜里|早|晚)?\s*(?:\d{{1,2}}\s*:\s*\d{{2}}|{_HOUR}\s*[点时]\s*(?:半|整|[一三]刻|\d{{1,2}}分?)?))"
    r"\s*(?:之?前|截止|为止|止)?\s*"
)
_AFTER = re.compile(r"^(?:之?前|截止|为止|止)\s*")
_BETWEEN = re.compile(r"\s*[\n;；|、,，/]\s*")
_NUMBERED = re.compile(r"^\s*(?:[0-9A-Za-z][.、)）:：]|[①-⑨])\s*")
AT = "20点"
"""The hour a poll ends when only a day was named."""


class Ends(NamedTuple):
    """When something is to end, and the words after it."""

    at: datetime
    rest: str


def plain(said: str) -> str:
    return unicodedata.normalize("NFKC", said).strip().casefold()


def read_ends(said: str, now: datetime, zone: ZoneInfo) -> Ends | None:
    """`周五20点`, `3天后`, `12月1日 晚上8点截止`, `今晚9点`: a day without an hour ends at eight in the evening."""
    text = _BEFORE.sub("", unicodedata.normalize("NFKC", said).strip())
    for short, whole in _SHORT.items():
        text = re.sub(f"^{short}", whole, text, flags=re.I)
    day = read_day(text, now.astimezone(zone).date())
    rest = _AFTER.sub("", day[1]) if day else text
    clock = _CLOCK.match(rest)
    if day is None and clock is None:
        return None
    since = datetime.combine(day[0], time(), zone) if day else now
    moment = read_end(f"到{clock['said'] if clock else AT}", since, zone)
    left = rest[clock.end() :] if clock else rest
    return Ends(moment.astimezone(now.tzinfo), left.strip(" ,，。:：")) if moment else None


def fits(ends: datetime, now: datetime) -> bool:
    """Whether a poll may end then."""
    return now + SOONEST <= ends <= now + LATEST


def read_labels(said: str) -> list[str] | None:
    """Options one below the other, or with marks between them; an empty list are the usual ones, None is no such list."""
    if re.sub(r"[\s、,，/]", "", plain(said)) in USUAL_WORDS:
        return []
    labels = [_NUMBERED.sub("", each).strip() for each in _BETWEEN.split(said.strip())]
    labels = list(dict.fromkeys(label for label in labels if label))
    good = FEWEST <= len(labels) <= MOST_OPTIONS and all(len(label) <= LABEL for label in labels)
    return labels if good else None


def read_first(words: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """What a first line says of a poll (`电梯大修 法定表决 使用维修资金 周五20点`): whole words and the end; what is left is the title."""
    filled: dict[str, Any] = {}
    left, pieces = [], words.replace("，", " ").replace(",", " ").split()
    while pieces:
        taken = _take(pieces, filled, now, zone)
        if not taken:
            left.append(pieces[0])
        del pieces[: taken or 1]
    title = " ".join(left)
    return filled | ({"title": title} if 0 < len(title) <= TITLE else {})


_WHOLE: Mapping[str, Mapping[str, Any]] = {"kind": KINDS, "sealed": SEALS, "counted": COUNTS, "issue": ISSUES}


def _take(pieces: list[str], filled: dict[str, Any], now: datetime, zone: ZoneInfo) -> int:
    """How many pieces say one thing that is not known yet; it is filled in."""
    word = plain(pieces[0])
    for name, known in _WHOLE.items():
        if name not in filled and word in known and not (name == "issue" and filled.get("kind") is not Kind.STATUTORY):
            filled[name] = known[word]
            return 1
    if word in USUAL_WORDS:
        filled["options"] = []
        return 1
    for many in (2, 1) if "closes" not in filled else ():
        ends = read_ends(" ".join(pieces[:many]), now, zone) if len(pieces) >= many else None
        if ends and not ends.rest and fits(ends.at, now):
            filled["closes"] = ends.at.isoformat()
            return many
    return 0
