"""问卷: what is asked, one question a screen; how an answer is read; what all answers come to (domain §3). No answer has legal effect."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple

from models.rules.patterns import regex

MOST_ASKS, MOST_OPTIONS, TITLE, LABEL, WORDS = 15, 9, 80, 24, 300
"""Questions of a survey, options of a question, and the longest title, option and answer in words."""
SCALE = 5
FEW = 3
"""What fewer households than these said is shown of no building apart."""
HIGHEST = 1_000_000


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    SCALE = "scale"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `most` is how many options may be chosen, or the highest number; `least` the lowest."""

    kind: Kind
    title: str
    options: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    optional: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"kind": self.kind.value, "options": list(self.options)}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Ask:
        return cls(**{**told, "kind": Kind(told["kind"]), "options": tuple(told["options"])})


Answer = int | str | list[int]
"""An option's place from 0, several of them, a number, a mark 1 to 5, or words."""


class Unread(ValueError):
    """A line that is no question: which, and which rule it breaks (`title`, `options`, `many`, `range`)."""

    def __init__(self, why: str, line: str) -> None:
        super().__init__(why)
        self.why, self.line = why, line


_KINDS = {
    "单选": Kind.SINGLE, "single": Kind.SINGLE, "多选": Kind.MULTIPLE, "multiple": Kind.MULTIPLE,
    "数字": Kind.NUMBER, "number": Kind.NUMBER, "评分": Kind.SCALE, "打分": Kind.SCALE, "scale": Kind.SCALE,
    "填空": Kind.TEXT, "问答": Kind.TEXT, "text": Kind.TEXT,
}  # fmt: skip
_NUMBERED = regex(r"^\s*(?:Q?\d{1,2}\s*[.、．)）:：]|[①-⑮])\s*")
_KIND = regex(
    r"^(?P<kind>单选|多选|数字|评分|打分|填空|问答|single|multiple|number|scale|text)"
    r"(?P<most>(?:[(（]?\s*(?:最多|选|max)?\s*\d\s*项?\s*[)）]?)?)(?:[\s:：,，]+|(?=\S))",
    re.I,
)
_OPTIONAL = regex(r"[(（\[]?\s*(?:选填|可不填|可不答|optional)\s*[)）\]]?", re.I)
_RANGE = regex(r"[(（]?\s*(?P<least>\d{1,7})\s*(?:-|~|—|–|到|至)\s*(?P<most>\d{1,7})\s*[)）]?\s*$")
_SPLIT = regex(r"\s*[/／|｜]\s*")
_LISTED = regex(r"^(?P<title>.*?[?？:：])\s*(?P<options>[^?？]*[/／|｜].*)$|^(?P<said>.*\S)\s+(?P<last>\S+(?:\s*[/／|｜]\s*\S+)+)$")


def read_asks(words: str) -> list[Ask]:
    """Questions, one a line (`单选 食堂几点开？ 7点/8点`, `多选2 …`, `数字 几口人？ 0-20`, `评分 …`, `填空 …`); Unread for what is none."""
    lines = [line.strip() for line in words.replace("；", "\n").replace(";", "\n").split("\n") if line.strip()]
    if len(lines) > MOST_ASKS:
        raise Unread("many", str(len(lines)))
    return [read_ask(line) for line in lines]


def read_ask(line: str) -> Ask:
    """One line as a question; without a kind it is a choice where it has options, else a question in words."""
    said = _OPTIONAL.sub(" ", _NUMBERED.sub("", line)).strip()
    optional = _OPTIONAL.search(line) is not None
    named = _KIND.match(said)
    rest = said[named.end() :].strip() if named else said
    title, options = _options(rest)
    kind = _KINDS[named["kind"].casefold()] if named else Kind.SINGLE if options else Kind.TEXT
    most = "".join(c for c in named["most"] if c.isdigit()) if named else ""
    return _MADE[kind](line, rest, title, options, int(most or 0), optional)


def _options(said: str) -> tuple[str, tuple[str, ...]]:
    """Title and options of a line; no options where nothing is parted by strokes."""
    found = _LISTED.match(said)
    if found is None:
        return said, ()
    title, listed = (found["title"], found["options"]) if found["title"] else (found["said"], found["last"])
    return title.strip(), tuple(dict.fromkeys(label for label in _SPLIT.split(listed.strip()) if label))


Make = Callable[[str, str, str, tuple[str, ...], int, bool], Ask]
"""Line, its words after the kind, title and options where strokes part them, how many may be chosen (0 where unsaid), optional."""


def _titled(line: str, title: str) -> str:
    if not 0 < len(title) <= TITLE:
        raise Unread("title", line)
    return title


def _choice(kind: Kind) -> Make:
    def make(line: str, _rest: str, title: str, options: tuple[str, ...], most: int, optional: bool) -> Ask:
        if not 2 <= len(options) <= MOST_OPTIONS or any(len(label) > LABEL for label in options):
            raise Unread("options", line)
        chosen = 1 if kind is Kind.SINGLE else min(most or len(options), len(options))
        return Ask(kind, _titled(line, title), options, 1, chosen, optional)

    return make


def _number(line: str, rest: str, _title: str, _options: tuple[str, ...], _most: int, optional: bool) -> Ask:
    found = _RANGE.search(rest)
    least, most = (int(found["least"]), int(found["most"])) if found else (0, HIGHEST)
    if least >= most or most > HIGHEST:
        raise Unread("range", line)
    return Ask(Kind.NUMBER, _titled(line, rest[: found.start()].strip() if found else rest), (), least, most, optional)


def _plain(kind: Kind) -> Make:
    def make(line: str, rest: str, _title: str, _options: tuple[str, ...], _most: int, optional: bool) -> Ask:
        return Ask(kind, _titled(line, rest), (), *((1, SCALE) if kind is Kind.SCALE else (0, 0)), optional)

    return make


_MADE: dict[Kind, Make] = {
    Kind.SINGLE: _choice(Kind.SINGLE),
    Kind.MULTIPLE: _choice(Kind.MULTIPLE),
    Kind.NUMBER: _number,
    Kind.SCALE: _plain(Kind.SCALE),
    Kind.TEXT: _plain(Kind.TEXT),
}


# ---------------------------------------------------------------- answering


def read_answer(ask: Ask, said: str) -> Answer | None:
    """An answer in words or by a number; None where it is none. Several are parted by commas or blanks."""
    if ask.kind is Kind.TEXT:
        return said.strip()[:WORDS] or None
    words = unicodedata.normalize("NFKC", said).strip()
    if ask.kind in (Kind.NUMBER, Kind.SCALE):
        digits = "".join(c for c in words.rstrip("分个人次元岁") if not c.isspace())
        return int(digits) if digits.isascii() and digits.isdigit() and ask.least <= int(digits[:9]) <= ask.most else None
    whole = _option(ask, words)
    pieces = [words] if whole is not None else [piece for piece in words.replace("、", ",").replace(",", " ").split() if piece]
    found = sorted({at for piece in pieces if (at := _option(ask, piece)) is not None})
    if not found or len(found) > ask.most or any(_option(ask, piece) is None for piece in pieces):
        return None
    return found[0] if ask.kind is Kind.SINGLE else found


def _option(ask: Ask, said: str) -> int | None:
    """Which option these words are: its label, else its number from 1."""
    labels = [label.casefold() for label in ask.options]
    if said.casefold() in labels:
        return labels.index(said.casefold())
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 3 else 0
    return number - 1 if 0 < number <= len(labels) else None


def toggle(ask: Ask, before: Answer | None, at: int) -> list[int] | None:
    """Several options after one was pressed: taken in, or out again; None when that is one too many."""
    chosen = set(before if isinstance(before, list) else ()) ^ {at}
    return sorted(chosen) if len(chosen) <= ask.most else None


def next_at(asks: Sequence[Ask], answers: Mapping[str, Any], since: int) -> int:
    """The first question from there on without an answer; past the end, the first that must still be answered, else the end."""
    open_ = [at for at in range(since, len(asks)) if str(at) not in answers]
    needed = [at for at in range(len(asks)) if str(at) not in answers and not asks[at].optional]
    return open_[0] if open_ else needed[0] if needed else len(asks)


def is_whole(asks: Sequence[Ask], answers: Mapping[str, Any]) -> bool:
    """Whether every question that must be answered is."""
    return all(ask.optional or str(at) in answers for at, ask in enumerate(asks))


# ---------------------------------------------------------------- what it comes to


class Found(NamedTuple):
    """What all answers to one question come to: how many there are; of options and marks how many each; of numbers their middle."""

    ask: Ask
    n: int
    counts: tuple[int, ...] = ()
    mean: Fraction | None = None
    middle: Fraction | None = None
    least: int = 0
    most: int = 0


def sum_up(asks: Sequence[Ask], sheets: Sequence[Mapping[str, Any]]) -> list[Found]:
    """Each question with what the whole sheets say of it."""
    return [_found(ask, [sheet[str(at)] for sheet in sheets if str(at) in sheet]) for at, ask in enumerate(asks)]


def _found(ask: Ask, answers: list[Any]) -> Found:
    if ask.kind is Kind.TEXT or not answers:
        return Found(ask, len(answers), (0,) * len(ask.options))
    if ask.kind in (Kind.SINGLE, Kind.MULTIPLE):
        chosen = [at for answer in answers for at in (answer if isinstance(answer, list) else [answer])]
        return Found(ask, len(answers), tuple(chosen.count(at) for at in range(len(ask.options))))
    counts = tuple(answers.count(mark) for mark in range(1, SCALE + 1)) if ask.kind is Kind.SCALE else ()
    mean, middle = Fraction(sum(answers), len(answers)), Fraction(median(answers))
    return Found(ask, len(answers), counts, mean, middle, min(answers), max(answers))


def decimal(value: Fraction) -> str:
    """To one place, halves up, without a zero: 3.5, 12."""
    tenths = (value * 10 + Fraction(1, 2)).__floor__()
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
