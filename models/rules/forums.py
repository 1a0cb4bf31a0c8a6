"""邻里议事会: firms' proposals stay sealed until a set moment, are opened in drawn order, asked about, voted on; one becomes a work.

The order is drawn so that anybody can check it: a seed whose fingerprint stands on the card from the beginning, told when all is opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from models.rules.dates import clamped
from models.rules.patterns import regex

TITLE, WANTED, FIRM, WORDS, SCOPE = 60, 400, 40, 300, 1000
"""Longest topic, what is asked of firms, firm's name, question or reason, and what a proposal holds."""
MOST = 9
"""Proposals of one forum: as many as a poll has options."""
HIGHEST = 100_000_000_00


class State(StrEnum):
    INVITED = "invited"
    OPENED = "opened"
    VOTING = "voting"
    COUNTED = "counted"
    AWARDED = "awarded"
    DECIDED = "decided"
    LAPSED = "lapsed"


class Stage(StrEnum):
    """How far a work is."""

    AGREED = "agreed"
    STARTED = "started"
    FINISHED = "finished"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    sources: frozenset[StrEnum]
    to: StrEnum


_ALIVE = frozenset({State.INVITED, State.OPENED, State.VOTING, State.COUNTED})
MOVES = (
    Move("open", frozenset({State.INVITED}), State.OPENED),
    Move("vote", frozenset({State.OPENED}), State.VOTING),
    Move("count", frozenset({State.VOTING}), State.COUNTED),
    Move("award", frozenset({State.OPENED, State.COUNTED}), State.AWARDED),
    Move("decide", frozenset({State.AWARDED}), State.DECIDED),
    Move("lapse", _ALIVE, State.LAPSED),
)
WORKS = (
    Move("start", frozenset({Stage.AGREED}), Stage.STARTED),
    Move("finish", frozenset({Stage.STARTED}), Stage.FINISHED),
    Move("redo", frozenset({Stage.FINISHED}), Stage.STARTED),
    Move("accept", frozenset({Stage.FINISHED}), Stage.ACCEPTED),
)


def next_state(moves: Iterable[Move], name: str, state: StrEnum) -> StrEnum | None:
    """Where this move leads from here; None where it is not possible."""
    return next((move.to for move in moves if move.name == name and state in move.sources), None)


# ---------------------------------------------------------------- the draw


def fingerprint(seed: str) -> str:
    """What of a seed is told before the opening."""
    return hashlib.sha256(seed.encode()).hexdigest()


def draw_order(seed: str, firms: Iterable[str]) -> list[str]:
    """The firms in the order of SHA-256 over seed, colon and name."""
    return sorted(firms, key=lambda firm: hashlib.sha256(f"{seed}:{firm}".encode()).hexdigest())


# ---------------------------------------------------------------- a proposal in words


@dataclass(frozen=True, slots=True)
class Bid:
    """What a firm offers: price in 分, how long it takes, how long it answers for it, and what it does."""

    price: int
    term: str
    warranty: str
    scope: str


class Unread(ValueError):
    """What is missing or wrong of a proposal: `price`, `term`, `warranty` or `scope`."""


_LABELS = {
    "报价": "price", "价格": "price", "总价": "price", "price": "price", "工期": "term", "时间": "term", "term": "term",
    "质保": "warranty", "保修": "warranty", "warranty": "warranty", "内容": "scope", "方案": "scope", "做法": "scope", "scope": "scope",
}  # fmt: skip
_LABEL = regex(rf"(?:^|[\s,，;；。])({'|'.join(_LABELS)})[\s:：]*", re.I)
_PRICE = regex(r"^[¥￥]?\s*(?P<n>\d[\d,，]{0,14}(?:\.\d{1,6})?)\s*(?P<unit>万)?(?:元|块)?(?:整)?$")


def read_parts(words: str) -> tuple[str, dict[str, str]]:
    """`甲公司 报价 48.6万 工期 60天 质保 5年 内容 …` → what stands before the labels, and part → words."""
    found = list(_LABEL.finditer(words))
    edges = [*(each.start() for each in found), len(words)]
    parts = {_LABELS[each[1].casefold()]: words[each.end() : edges[at + 1]].strip(" ,，;；。\n") for at, each in enumerate(found)}
    return words[: edges[0]].strip(), parts


def read_bid(parts: dict[str, str]) -> Bid:
    """A whole proposal; Unread for the first part that is not there or cannot be read."""
    price = read_price(parts.get("price", ""))
    if price is None:
        raise Unread("price")
    for name, longest in (("term", 40), ("warranty", 40), ("scope", SCOPE)):
        if not 0 < len(parts.get(name, "").strip()) <= longest:
            raise Unread(name)
    return Bid(price, *(" ".join(parts[name].split()) for name in ("term", "warranty", "scope")))


def read_price(said: str) -> int | None:
    """A sum of money in 分: `48.6万`, `486,000元`; None for what is none, nothing, or beyond a hundred million yuan."""
    found = _PRICE.match(said.strip())
    if found is None:
        return None
    cents = Decimal(found["n"].replace(",", "").replace("，", "")) * (1_000_000 if found["unit"] else 100)
    return int(cents) if cents == cents.to_integral_value() and 0 < cents <= HIGHEST else None


# ---------------------------------------------------------------- its files

MOST_PAPERS, LARGEST_PAPER = 5, 10 * 1024 * 1024
"""So many files belong to a proposal at most, each of so many bytes."""
LABEL = 60
_STORED = regex(r"[0-9a-f]{32}\.(?:pdf|jpg)")


def is_pdf(raw: bytes) -> bool:
    """Whether a file is a whole PDF: its mark at the beginning, its end at the end."""
    return raw.startswith(b"%PDF-") and b"%%EOF" in raw[-2048:]


def is_stored(name: str) -> bool:
    """Whether files are stored under names like this one."""
    return _STORED.fullmatch(name) is not None


# ---------------------------------------------------------------- the warranty of a work

_LASTS = regex(r"(?P<n>\d{1,3}|[一二两三四五六七八九十])\s*(?:个)?(?P<unit>年|月|天|日)")
_SPOKEN: dict[str, int] = {said: value for value, said in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def warranty_until(words: str, since: date) -> date | None:
    """The last day of a warranty (`5年`, `24个月`) that runs from a work's acceptance; None where its words name no span."""
    found = _LASTS.search(words)
    if found is None:
        return None
    n: Any = _SPOKEN.get(found["n"]) or int(found["n"])
    if found["unit"] in "天日":
        return since + timedelta(days=n)
    return clamped(since.year, since.month + n * (12 if found["unit"] == "年" else 1), since.day)
