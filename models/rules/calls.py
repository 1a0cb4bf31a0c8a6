"""Calls: what kinds there are, how a department's answer moves, how a call, a promise and a unit are written (domain §2, 呼叫/报到)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from models.rules.dates import read_day
from models.rules.patterns import regex


class CallLevel(StrEnum):
    """Who calls: 社区, 街道, 区."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"


class CallKind(StrEnum):
    """日常, 攻坚, 应急."""

    DAILY = "daily"
    HARD = "hard"
    EMERGENCY = "emergency"


class Answer(StrEnum):
    """Where a called department stands."""

    CALLED = "called"
    SIGNED = "signed"
    ARRIVED = "arrived"
    TALKING = "talking"
    PROMISED = "promised"
    DONE = "done"
    REFUSED = "refused"


AT_WORK = frozenset(Answer) - {Answer.DONE, Answer.REFUSED}
"""It has been called and has neither finished nor refused."""
_ORDER = {answer: order for order, answer in enumerate(Answer)}
REFUSALS = 2
"""So many departments of one call may say 不属本单位; then the street decides (domain §2)."""


# ---------------------------------------------------------------- how an answer moves


@dataclass(frozen=True, slots=True)
class Step:
    """Something a called department does: from where, to where, which moments it stamps, and where it is offered as a button.

    Steps may be skipped forward, never back: who reports in has signed, who talks or finishes has been there; a promise is none of both.
    """

    name: str
    sources: frozenset[Answer]
    to: Answer
    stamps: tuple[str, ...]
    offered: frozenset[Answer]


_MAY_REFUSE = AT_WORK - {Answer.PROMISED}
STEPS = (
    Step("sign", frozenset({Answer.CALLED}), Answer.SIGNED, ("signed_at",), frozenset({Answer.CALLED})),
    Step(
        "arrive",
        frozenset({Answer.CALLED, Answer.SIGNED, Answer.PROMISED}),
        Answer.ARRIVED,
        ("signed_at", "arrived_at"),
        frozenset({Answer.CALLED, Answer.SIGNED, Answer.PROMISED}),
    ),
    Step("talk", AT_WORK, Answer.TALKING, ("signed_at", "arrived_at"), frozenset({Answer.ARRIVED, Answer.TALKING, Answer.PROMISED})),
    Step("promise", AT_WORK, Answer.PROMISED, ("signed_at",), AT_WORK - {Answer.CALLED}),
    Step(
        "finish",
        AT_WORK,
        Answer.DONE,
        ("signed_at", "arrived_at", "done_at"),
        frozenset({Answer.ARRIVED, Answer.TALKING, Answer.PROMISED}),
    ),
    Step("refuse", _MAY_REFUSE, Answer.REFUSED, ("signed_at", "refused_at"), _MAY_REFUSE),
)
BY_NAME = {step.name: step for step in STEPS}


def may_step(step: Step, state: Answer, *, arrived: bool = False, assigned: bool = False) -> bool:
    """Whether a department that stands so may; nobody arrives twice, and whom the street has assigned refuses no more."""
    past = (step.name == "arrive" and arrived) or (step.name == "refuse" and assigned)
    return state in step.sources and not past


def landing(step: Step, state: Answer) -> Answer:
    """Where the step leads: never back behind what was reached."""
    return max(state, step.to, key=_ORDER.__getitem__)


def next_steps(state: Answer, *, arrived: bool = False, assigned: bool = False) -> tuple[Step, ...]:
    """What a department that stands so is offered next, in the table's order."""
    return tuple(step for step in STEPS if state in step.offered and may_step(step, state, arrived=arrived, assigned=assigned))


def count_arrived(answers: Iterable[tuple[Answer, bool]]) -> tuple[int, int]:
    """(reported in, expected): whoever refused is not expected any more."""
    expected = [arrived for state, arrived in answers if state is not Answer.REFUSED]
    return sum(expected), len(expected)


def all_done(states: Sequence[Answer]) -> bool:
    """Whether everybody who did not refuse has finished, and somebody has."""
    return Answer.DONE in states and all(state in (Answer.DONE, Answer.REFUSED) for state in states)


# ---------------------------------------------------------------- a call as it is written


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call as somebody wrote it; None and empty where nothing was said."""

    names: tuple[str, ...] = ()
    kind: CallKind | None = None
    level: CallLevel | None = None
    lead: str = ""
    within: timedelta | None = None
    day: date | None = None
    at: time | None = None
    reason: str = ""


_KINDS = {"日常": CallKind.DAILY, "攻坚": CallKind.HARD, "应急": CallKind.EMERGENCY, "紧急": CallKind.EMERGENCY}
_KINDS |= {kind.value: kind for kind in CallKind}
_LEVELS = {"社区": CallLevel.COMMUNITY, "街道": CallLevel.STREET, "区": CallLevel.DISTRICT, "区级": CallLevel.DISTRICT}
_LEVELS |= {level.value: level for level in CallLevel}
_LEAD = regex(r"(?:牵头(?:单位)?[:是]?|lead:)\s*(.+)|(.+?)牵头")
_WITHIN = regex(r"(\d{1,3}|[半一两二三四五六七八九十])个?(分钟|分|小时|钟头|天|min|h|d)(?:以内|之内|内)?(?:到场|报到|到)?")
_CLOCK = regex(r"(\d{1,2}):(\d{2})(?:之前|以前|前)?(?:到场|报到|到)?")
_REASON = regex(r"(?:事由|原因|reason)[:是]?\s*(.*)", re.S)
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_MINUTES = {"分钟": 1, "分": 1, "min": 1, "小时": 60, "钟头": 60, "h": 60, "天": 1440, "d": 1440}
_LIST = regex(r"[、,;，；]+")


@dataclass
class _Reading:
    """What has been read so far; words after 事由 belong to the reason unless they say something of their own."""

    known: frozenset[str]
    today: date
    names: list[str] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)
    said: dict[str, object] = field(default_factory=dict)
    reasoning: bool = False

    def take(self, token: str) -> None:
        reason = _REASON.fullmatch(token)
        if reason:
            self.reasoning = True
            self.reason += [reason[1]] if reason[1] else []
        elif not self.option(token):
            self.word(token)

    def word(self, token: str) -> None:
        if self.reasoning and token not in self.known:
            self.reason.append(token)
        elif token not in self.names:
            self.names.append(token)

    def option(self, token: str) -> bool:
        """Whether the token is a kind, a level, a lead or a time."""
        readers = {"kind": _KINDS.get, "level": _LEVELS.get, "within": _within, "at": _clock, "lead": _lead, "day": self.day}
        for name, read in readers.items():
            value = read(token)  # type: ignore[operator]
            if value is not None:
                self.said.setdefault(name, value)
                return True
        return False

    def day(self, token: str) -> date | None:
        found = read_day(token, self.today)
        return found[0] if found and found[1] in ("", "前", "之前", "以前") else None


def read_call(words: str, known: Iterable[str], today: date) -> Wanted:
    """`城管 公安 应急 街道 牵头城管 30分钟 事由占道经营`, in any order. `known` are the names a department may be called by."""
    reading = _Reading(frozenset(known), today)
    for token in unicodedata.normalize("NFKC", words).split():
        parts = [part for part in _LIST.split(token) if part]
        talk = _REASON.fullmatch(token) or (reading.reasoning and not reading.known.issuperset(parts))
        for part in [token] if talk else parts:
            reading.take(part)
    return Wanted(names=tuple(reading.names), reason=" ".join(reading.reason), **reading.said)  # type: ignore[arg-type]


def _within(token: str) -> timedelta | None:
    found = _WITHIN.fullmatch(token)
    if found is None:
        return None
    minutes = _MINUTES[found[2]]
    if found[1] == "半":
        return timedelta(minutes=minutes / 2) if minutes > 1 else None
    count = int(found[1]) if found[1].isdigit() else _NUMERALS[found[1]]
    return timedelta(minutes=minutes * count) if count else None


def _clock(token: str) -> time | None:
    found = _CLOCK.fullmatch(token)
    return time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 and int(found[2]) < 60 else None


def _lead(token: str) -> str | None:
    found = _LEAD.fullmatch(token)
    return (found[1] or found[2]).strip() if found else None


def match_name(said: str, names: Mapping[int, Sequence[str]]) -> int | None:
    """Whose name this is: written out, else the only one that begins so or that it begins with (城管局 for 城管)."""
    exact = [id_ for id_, called in names.items() if said in called]
    near = [id_ for id_, called in names.items() if len(said) > 1 and any(len(one) > 1 and _akin(said, one) for one in called)]
    return exact[0] if exact else near[0] if len(near) == 1 else None


def _akin(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


# ---------------------------------------------------------------- promises and refusals as they are written

_BEFORE = regex(r"(?:之前|以前|之内|以内|前|内)?[\s,，:：。]*")
_OUGHT = regex(r"^(?:这个?|那个?)?(?:应该?|该)?(?:属于|属|归|找|由|是|转给?)?\s*")
_THEIRS = regex(r"(?:(?<=..)(?:的事|来管|负责|处理)|(?<=^[归由]..)管|(?<=^[归由]...)管)$")


def read_promise(text: str, today: date) -> tuple[date, str] | None:
    """`周五前 清理完`, `清理完 周五前` → (day, words); None when no day is said."""
    said = unicodedata.normalize("NFKC", text).strip()
    starts = [0, *(found.end() for found in re.finditer(r"[\s,，。:：;；]+", said))]
    for start in starts:
        read = read_day(said[start:], today)
        if read:
            rest = read[1][_BEFORE.match(read[1]).end() :]  # type: ignore[union-attr]
            return read[0], " ".join(filter(None, (said[:start].strip(" ,，。:：;；"), rest.strip())))
    return None


def read_unit(text: str) -> tuple[str, str]:
    """`水务 管道是他们的`, `归水务管` → (unit, why); empty when nothing is named."""
    head, _, why = re.sub(r"[,，;；。:：]", " ", unicodedata.normalize("NFKC", text)).strip().partition(" ")
    return _OUGHT.sub("", _THEIRS.sub("", head)).strip()[:40], why.strip()
