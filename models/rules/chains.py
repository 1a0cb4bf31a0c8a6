"""接龙: a list that grows by being copied, with a line more, into the group. Who copy at once lose one another; merging finds them.

An entry is a name (the first word of its line) and what is said after it. What was pasted before is never dropped: it is told as lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.rules.patterns import regex

TITLE, LINE, MOST = 80, 120, 300
"""Longest title, longest entry, most entries of a chain."""
_HEAD = regex(r"^\s*[#＃]?\s*接龙(?:工具)?[\s:：,，]*")
_NUMBERED = regex(r"^\s*(?P<number>\d{1,4}|[①-⑳])\s*(?:[.、．。)）:：,，]|\ufe0f?\u20e3)?\s*(?P<words>\S.*)$")
_LONE = regex(r"^\s*(?:\d{1,4}|[①-⑳])\s*(?:[.、．。)）:：,，]|\ufe0f?\u20e3)?\s*$")
_COUNTED = regex(
    r"(?P<n>\d{1,4}|[一二两三四五六七八九十]|半)\s*(?P<unit>份|箱|斤|公斤|盒|板|桶|袋|个|人|件|张|位|台|瓶|只|条|包|户|票|套|本|双|颗|打|篮|筐)"
)
_SPOKEN = {said: value for value, said in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


class Entry(NamedTuple):
    """One line of a chain: who, and what they said."""

    name: str
    words: str = ""

    @property
    def line(self) -> str:
        return f"{self.name} {self.words}".strip()


class Pasted(NamedTuple):
    """A chain as somebody pasted it: its title, its lines, and the numbers as they were typed."""

    title: str
    entries: tuple[Entry, ...]
    numbers: tuple[int, ...]


class Merged(NamedTuple):
    """What stands after a paste, and what was wrong with it.

    `lost` stood before and is not in the paste; `twice` are names with two lines of different words; `gaps` and `twins` are numbers that
    are missing or stand before two lines.
    """

    entries: tuple[Entry, ...]
    added: tuple[Entry, ...] = ()
    lost: tuple[Entry, ...] = ()
    twice: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    twins: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing needs a word."""
        return not (self.lost or self.twice or self.gaps or self.twins)


def is_pasted(words: str) -> bool:
    """Whether these words after 接龙 are a chain: a numbered line with something on it."""
    return any(_NUMBERED.match(line) for line in words.split("\n")[1:])


def read_chain(words: str) -> Pasted | None:
    """A pasted chain, with or without its 接龙; None when nothing in it is numbered, or its title is missing."""
    lines = [line.strip() for line in _HEAD.sub("", words.strip()).split("\n")]
    first = next((at for at, line in enumerate(lines) if _NUMBERED.match(line) or _LONE.match(line)), len(lines))
    title = " ".join(" ".join(lines[:first]).split())[:TITLE]
    found = [matched for line in lines[first:] if (matched := _NUMBERED.match(line))]
    if not title or not found:
        return None
    entries = tuple(read_entry(matched["words"]) for matched in found[:MOST])
    return Pasted(title, entries, tuple(_number(matched["number"]) for matched in found[:MOST]))


def _number(said: str) -> int:
    return int(unicodedata.normalize("NFKC", said))


def read_entry(words: str) -> Entry:
    """A line as name and words; the name is the first word."""
    name, _, rest = " ".join(words.split())[:LINE].partition(" ")
    return Entry(name, rest)


def key_of(name: str) -> str:
    """A name, title or line as it is compared."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def merge(kept: Sequence[Entry], pasted: Pasted) -> Merged:
    """The chain after a paste. A known name with other words has changed its mind, unless it stands there twice; nobody is dropped."""
    here = Counter(key_of(entry.name) for entry in pasted.entries)
    stood = {key_of(entry.line) for entry in kept}
    entries, added = list(kept), list[Entry]()
    for entry in _once(pasted.entries):
        if key_of(entry.line) in stood:
            continue
        mine = [at for at, old in enumerate(entries) if key_of(old.name) == key_of(entry.name)]
        if len(mine) == 1 and here[key_of(entry.name)] == 1:
            entries[mine[0]] = entry
        elif len(entries) < MOST:
            entries.append(entry)
            added.append(entry)
    lost = tuple(entry for entry in kept if key_of(entry.name) not in here)
    return Merged(tuple(entries), tuple(added), lost, _twice(pasted.entries), *_misnumbered(pasted.numbers))


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({key_of(entry.line): entry for entry in entries}.values())


def _twice(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Names that stand before more than one line."""
    count = Counter(key_of(entry.name) for entry in entries)
    return tuple(dict.fromkeys(entry.name for entry in entries if count[key_of(entry.name)] > 1))


def _misnumbered(numbers: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Numbers that are missing below the highest, and numbers given twice."""
    count = Counter(numbers)
    highest = min(max(numbers, default=0), MOST)
    return tuple(n for n in range(1, highest + 1) if n not in count), tuple(sorted(n for n, times in count.items() if times > 1))


def write_chain(title: str, entries: Sequence[Entry]) -> str:
    """The chain as one pastes it on."""
    return "\n".join([f"#接龙 {title}", *(f"{at}. {entry.line}" for at, entry in enumerate(entries, 1))])


def count_up(entries: Iterable[Entry]) -> dict[str, int]:
    """Unit → how many in all; the first count of each line (`两份`, `3斤`), halves left aside."""
    total: Counter[str] = Counter()
    for entry in entries:
        counted = _COUNTED.search(re.sub(r"\d+[-#号栋幢单元楼室]+\d*[-\d]*", " ", unicodedata.normalize("NFKC", entry.words)))
        if counted and counted["n"] != "半":
            total[counted["unit"]] += int(_SPOKEN.get(counted["n"], counted["n"]))
    return dict(total)
