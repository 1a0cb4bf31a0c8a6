"""周五议事日: which stuck matters come to the table, in which order and for how long, and what may be settled there (domain §2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.rules.dates import even, read_day
from models.rules.settings import next_time

MOST = 8
"""So many items in one evening, the promises among them."""
AGAIN = 2
"""So many times an item may be left for the next meeting; then it leaves with one of the other outcomes."""
REOPENED, CALLED, FOLLOWED = 2, 2, 5
"""From so many on a matter is stuck: reopened, called without everybody reporting in, met by others too."""
SETTLES_BEFORE = timedelta(hours=1)
"""A draft nobody has settled is settled so long before the meeting."""
SITS = timedelta(minutes=90)
LEAST_MINUTES, A_PROMISE = 3, 2


class Sitting(StrEnum):
    """Where a meeting stands: a draft, settled and told, over with its minutes out, called off."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


COMING = frozenset({Sitting.DRAFT, Sitting.OPEN})


@dataclass(frozen=True, slots=True)
class Step:
    """One way from sitting to sitting."""

    name: str
    sources: frozenset[Sitting]
    to: Sitting


STEPS = (
    Step("settle", frozenset({Sitting.DRAFT}), Sitting.OPEN),
    Step("close", frozenset({Sitting.OPEN}), Sitting.CLOSED),
    Step("cancel", COMING, Sitting.CANCELLED),
)


class Outcome(StrEnum):
    """With what an item leaves the table: 当场解决, 谁+哪天, 呼叫街道, 交业主表决, 下次再议."""

    SOLVED = "solved"
    OWNER = "owner"
    CALL = "call"
    VOTE = "vote"
    AGAIN = "again"


class Kept(StrEnum):
    """What has become of a promise: still time, kept, its day passed without it."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Reason(StrEnum):
    """Why a matter is on the agenda; each is shown with its number."""

    AGAIN = "again"
    TABLED = "tabled"
    OVERDUE = "overdue"
    REOPENED = "reopened"
    CALLED = "called"
    FOLLOWED = "followed"


# ---------------------------------------------------------------- what comes to the table


@dataclass(frozen=True, slots=True)
class Stuck:
    """A matter that may come to the table. `turn` says which time it would be there; `short` how many calls lack a report-in."""

    matter: int
    number: int
    tabled: bool = False
    turn: int = 1
    overdue: int = 0
    reopened: int = 0
    short: int = 0
    follows: int = 0
    incident: int | None = None


def reasons_of(stuck: Stuck) -> tuple[tuple[Reason, int], ...]:
    """Why it is stuck, the weightiest first; nothing for a matter that goes its way."""
    found = (
        (Reason.AGAIN, stuck.turn if stuck.turn > 1 else 0),
        (Reason.TABLED, 1 if stuck.tabled and stuck.turn == 1 else 0),
        (Reason.REOPENED, stuck.reopened if stuck.reopened >= REOPENED else 0),
        (Reason.CALLED, stuck.short if stuck.short >= CALLED else 0),
        (Reason.OVERDUE, stuck.overdue),
        (Reason.FOLLOWED, stuck.follows if stuck.follows >= FOLLOWED else 0),
    )
    return tuple((reason, n) for reason, n in found if n)


def weight_of(stuck: Stuck) -> tuple[bool, bool, int, int]:
    """What goes first: what was left twice, what somebody put on the table, then days overdue + 10 for each reopening and each call
    nobody came to + neighbours who met it (days and neighbours count up to 30), the older number among equals."""
    points = min(stuck.overdue, 30) + min(stuck.follows, 30)
    points += 10 * (stuck.reopened if stuck.reopened >= REOPENED else 0) + 10 * (stuck.short if stuck.short >= CALLED else 0)
    return not may_again(stuck.turn), stuck.tabled, points, -stuck.number


def choose(found: Sequence[Stuck], room: int = MOST) -> tuple[tuple[Stuck, ...], int]:
    """The matters that come to the table, in order, and how many wait; of one incident only the weightiest comes."""
    ranked = sorted((stuck for stuck in found if reasons_of(stuck)), key=weight_of, reverse=True)
    incidents: set[int] = set()
    several = []
    for stuck in ranked:
        if stuck.incident is None or stuck.incident not in incidents:
            several.append(stuck)
            incidents |= {stuck.incident} if stuck.incident is not None else set()
    return tuple(several[:room]), max(len(several) - room, 0)


def allot(total: int, weights: Sequence[int], promises: int = 0) -> tuple[int, list[int]]:
    """Minutes for the promises, and for each item by its weight; together exactly `total`, an item never under three where that fits."""
    first = min(max(A_PROMISE * promises, 5), total // 4) if promises else 0
    if not weights:
        return (total if promises else 0), []
    least = min(LEAST_MINUTES, (total - first) // len(weights))
    spare = total - first - least * len(weights)
    whole = sum(weights)
    minutes = [least + spare * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda i: (-(spare * weights[i] % whole), i))
    for i in rest[: total - first - sum(minutes)]:
        minutes[i] += 1
    return first, minutes


def may_again(turn: int) -> bool:
    """Whether an item that is on the table for this time may be left for the next once more."""
    return turn <= AGAIN


# ---------------------------------------------------------------- when


@dataclass(frozen=True, slots=True)
class Hours:
    """When a meeting is, and when its minutes go out."""

    at: datetime
    minutes: datetime


def next_meeting(meeting: str, minutes: str, after: datetime, zone: ZoneInfo) -> Hours:
    """The first meeting after a moment."""
    return hours_of(next_time(meeting, after, zone), minutes, zone)


def hours_of(at: datetime, minutes: str, zone: ZoneInfo) -> Hours:
    """When the minutes of a meeting go out: as settled, or, where that is not within the next day, an hour and a half after it began."""
    said = next_time(minutes, at, zone)
    return Hours(at, said if said.timestamp() - at.timestamp() <= timedelta(days=1).total_seconds() else at + SITS)


def drafts_first(draft: str, meeting: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the next draft is still to come before the next meeting."""
    return next_time(draft, now, zone).timestamp() < next_time(meeting, now, zone).timestamp()


# ---------------------------------------------------------------- what people write

_VERBS = {
    "draft": ("拟稿", "draft"),
    "settle": ("定稿", "settle"),
    "begin": ("开会", "开始", "begin"),
    "cancel": ("取消", "cancel"),
    "postpone": ("改到", "改期", "move to", "move"),
    "minutes": ("纪要", "minutes"),
}
_OUTCOMES = {
    Outcome.SOLVED: ("当场解决", "已解决", "解决了", "解决", "solved"),
    Outcome.CALL: ("呼叫街道", "呼叫部门", "呼叫", "call"),
    Outcome.VOTE: ("交业主表决", "业主表决", "表决", "vote"),
    Outcome.AGAIN: ("下次再议", "再议", "again"),
}
_PLACES = {word: n for n, word in enumerate("一二三四五六七八", 1)} | {str(n): n for n in range(1, MOST + 1)}
_PUT = re.compile(
    r"(?:把|put|move)?\s*#?(\d{1,9})\s*号?\s*(?:放|排|提|挪|移|调)?\s*(?:在|到|to)?\s*"
    r"(?:第\s*)?([一二三四五六七八]|\d|first|last|最前|首位|最后|末尾)\s*(?:位|个|项|面)?"
)
_LIST = re.compile(r"[#\d\s,，、>→]+")
_FIRST, _LAST = ("first", "最前", "首位"), ("last", "最后", "末尾")
_STOP = " \t\n,，:：;；。、"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def read_verb(words: str) -> tuple[str, str]:
    """`取消 台风` → ("cancel", "台风"); ("", words) when it begins with none."""
    for verb, said in _VERBS.items():
        for word in said:
            if words.casefold().startswith(word):
                return verb, words[len(word) :].strip(_STOP)
    return "", words.strip()


def read_outcome(words: str) -> tuple[Outcome | None, str]:
    """`当场解决 换了锁` → (SOLVED, "换了锁"); (None, words) when it names none: then it says who and when."""
    for outcome, said in _OUTCOMES.items():
        for word in said:
            if words.casefold().startswith(word):
                return outcome, words[len(word) :].strip(_STOP)
    return None, words.strip()


@dataclass(frozen=True, slots=True)
class Vow:
    """Who does what by which day."""

    who: str
    due: date
    what: str


def read_vow(text: str, today: date) -> Vow | None:
    """`物业 下周三 换门禁`, `物业下周三前换门禁`, `9月9日 物业 换门禁`; None when who or the day is missing."""
    written = text.strip()
    said = even(written)
    for at in range(min(len(said), 40)):
        read = read_day(written[at:], today) if at == 0 or not said[at - 1].isdigit() else None
        if read is None:
            continue
        day, rest = read[0], _after_day(read[1])
        who = said[:at].strip(_STOP + "在于由请")
        if not who:
            who, _, rest = rest.partition(" ")
        return Vow(who.strip(_STOP), day, rest.strip(_STOP)) if who.strip(_STOP) else None
    return None


def _after_day(rest: str) -> str:
    """`之前换门禁`, `前，换门禁` → `换门禁`."""
    for word in ("之前", "以前", "前"):
        if rest.startswith(word):
            return rest[len(word) :].lstrip(_STOP)
    return rest


def read_order(words: str, numbers: Sequence[int]) -> list[int] | None:
    """The new order of the items, as indexes of the old: `3 1 2` (their places, or with # their matters' numbers), `把12放第一`.

    What is not named follows as it was. None when it is no order, or names what is not there.
    """
    said = _plain(words)
    put = _PUT.fullmatch(said)
    if _LIST.fullmatch(said) and any(c.isdigit() for c in said):
        return _listed(said, numbers)
    return _put(int(put[1]), put[2], numbers) if put else None


def _listed(said: str, numbers: Sequence[int]) -> list[int] | None:
    named = [int(n) for n in re.findall(r"\d{1,9}", said)]
    if "#" not in said and all(1 <= n <= len(numbers) for n in named):
        first = [n - 1 for n in named]
    elif all(n in numbers for n in named):
        first = [list(numbers).index(n) for n in named]
    else:
        return None
    return first + [i for i in range(len(numbers)) if i not in first] if len(set(first)) == len(first) else None


def _put(number: int, where: str, numbers: Sequence[int]) -> list[int] | None:
    """One item to a place; 12 is a matter's number before it is a place."""
    at = list(numbers).index(number) if number in numbers else number - 1
    to = 0 if where in _FIRST else len(numbers) - 1 if where in _LAST else _PLACES.get(where, 0) - 1
    if not 0 <= at < len(numbers) or to < 0:
        return None
    others = [i for i in range(len(numbers)) if i != at]
    return [*others[:to], at, *others[to:]]
