"""The roster: rows of a list of households as people keep it, read into households or into problems with their line and reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import islice

MOST_ROWS = 20_000
HEADER_WITHIN = 5
"""A list may carry its title above the header, in the first lines."""
FLOORS = range(-5, 121)
MOST_AREA = 1_000_000
"""In 0.01 m²: a household is smaller than 10,000 m²."""
LONGEST = {"door": 40, "owner": 80}
"""Characters a database keeps; other names may have 80."""


class Column(StrEnum):
    """What a roster tells of a household."""

    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    DOOR = "door"
    FLOOR = "floor"
    AREA = "area"
    OWNER = "owner"


HEADERS = {
    "小区": Column.COMPOUND,
    "楼栋": Column.BUILDING,
    "单元": Column.UNIT,
    "门牌": Column.DOOR,
    "楼层": Column.FLOOR,
    "面积": Column.AREA,
    "业主": Column.OWNER,
} | {column.value: column for column in Column}
NEEDED = (Column.COMPOUND, Column.BUILDING, Column.UNIT, Column.DOOR, Column.FLOOR)

Row = tuple[int, Sequence[object]]
"""A line's number, as the person at the terminal counts, and its cells."""
Key = tuple[str, str, str, str]
"""Compound, building, unit (may be empty) and door."""


@dataclass(frozen=True, slots=True)
class Home:
    """A household as a roster tells it: area in 0.01 m² (None: not told), owners' names (empty: not told)."""

    line: int
    key: Key
    floor: int
    area: int | None
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be taken; `column` is empty when it is about the whole line."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}{', ' + self.column if self.column else ''}: {self.reason}"


class _Bad(Exception):
    """A cell that cannot be read; the text is the reason."""


def read_homes(rows: Iterable[Row]) -> tuple[list[Home], list[Problem]]:
    """The households of a roster and all its problems; the households are to be used only when there are no problems."""
    lines = ((line, cells) for line, cells in rows if any(_text(cell) for cell in cells))
    found = _header(lines)
    if isinstance(found, Problem):
        return [], [found]
    homes: list[Home] = []
    problems: list[Problem] = []
    for number, (line, cells) in enumerate(lines, 1):
        if number > MOST_ROWS:
            return homes, [*problems, Problem(line, "", f"more than {MOST_ROWS} households")]
        home, wrong = _home(line, cells, found)
        homes += [home] if home else []
        problems += wrong
    if not homes and not problems:
        problems.append(Problem(1, "", "no household below the header"))
    return homes, sorted(problems + _duplicates(homes), key=lambda problem: problem.line)


def _header(lines: Iterable[Row]) -> dict[Column, int] | Problem:
    """Where each column stands; reads up to and including the header's line."""
    best: Problem | None = None
    for line, cells in islice(lines, HEADER_WITHIN):
        where = {HEADERS[name]: at for at, cell in reversed(list(enumerate(cells))) if (name := _plain(cell)) in HEADERS}
        missing = [column.value for column in NEEDED if column not in where]
        if not missing:
            return where
        if where and best is None:
            best = Problem(line, "", f"the header lacks {', '.join(missing)}")
    return best or Problem(1, "", f"no header with the columns {', '.join(column.value for column in Column)} (or the Chinese names)")


def _plain(cell: object) -> str:
    """A header without its remark: 面积（㎡） is 面积, Area (m2) is area."""
    return re.split(r"[(\[]", unicodedata.normalize("NFKC", _text(cell)))[0].strip().lower()


def _home(line: int, cells: Sequence[object], where: dict[Column, int]) -> tuple[Home | None, list[Problem]]:
    values: dict[Column, object] = {column: cells[at] if at < len(cells) else None for column, at in where.items()}
    read: dict[Column, object] = {}
    problems = []
    for column, reader in _READERS.items():
        try:
            read[column] = reader(column, values.get(column))
        except _Bad as bad:
            problems.append(Problem(line, column.value, str(bad)))
    if problems:
        return None, problems
    key = tuple(str(read[column]) for column in (Column.COMPOUND, Column.BUILDING, Column.UNIT, Column.DOOR))
    return Home(line, key, read[Column.FLOOR], read[Column.AREA], read[Column.OWNER]), []  # type: ignore[arg-type]


def _duplicates(homes: Sequence[Home]) -> list[Problem]:
    first: dict[Key, int] = {}
    units = {home.key[:3] for home in homes}
    again = [
        Problem(home.line, Column.DOOR.value, f"the same household as line {first[home.key]}")
        for home in homes
        if first.setdefault(home.key, home.line) != home.line
    ]
    unlike = [home for home in homes if not home.key[2] and (*home.key[:2], home.key[3]) in units]
    return again + [Problem(home.line, Column.DOOR.value, "is the name of a unit of this building as well") for home in unlike]


# ---------------------------------------------------------------- cells


def _text(cell: object) -> str:
    """A cell as it was written; a whole number without its `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"  # a sheet computes 88.1 as 88.10000000000001
    return str(cell).strip()


def _name(column: Column, cell: object) -> str:
    """A name exactly as written."""
    if isinstance(cell, date | time):
        raise _Bad("became a date; format the column as text and write it again")
    said, most = _text(cell), LONGEST.get(column.value, 80)
    if not said and column is not Column.UNIT:
        raise _Bad("is empty")
    if len(said) > most:
        raise _Bad(f"is longer than {most} characters")
    if "/" in said or not said.isprintable():
        raise _Bad("has a slash or a control character in it")
    return said


def _floor(_column: Column, cell: object) -> int:
    said = unicodedata.normalize("NFKC", _text(cell))
    found = re.fullmatch(r"(-?\d{1,3})[楼层F]?", said, re.I)
    floor = int(found[1]) if found else None
    if floor is None or floor not in FLOORS or isinstance(cell, date | time):
        raise _Bad(f"expected a whole number from {FLOORS[0]} to {FLOORS[-1]}, not {_shown(said)}")
    return floor


def _area(_column: Column, cell: object) -> int | None:
    """In 0.01 m²; empty is not told."""
    said = unicodedata.normalize("NFKC", _text(cell)).lower().removesuffix("m2").removesuffix("㎡").strip()
    if not said:
        return None
    try:
        hundredths = Decimal(said) * 100
    except InvalidOperation:
        hundredths = Decimal("NaN")
    if not hundredths.is_finite() or hundredths != hundredths.to_integral_value() or not 0 < hundredths <= MOST_AREA:
        raise _Bad(f"expected square metres with at most two decimals, above 0 and up to {MOST_AREA // 100}, not {_shown(said)}")
    return int(hundredths)


def _owners(_column: Column, cell: object) -> tuple[str, ...]:
    """The names in a cell, in order, each once."""
    names = [name.strip() for name in re.split(r"[、，,;；/\n]", _text(cell))]
    if any(len(name) > LONGEST["owner"] or not name.isprintable() for name in names):
        raise _Bad(f"a name is longer than {LONGEST['owner']} characters or has a control character in it")
    return tuple(dict.fromkeys(name for name in names if name))


_NOBODY = frozenset(
    {"业主", "户主", "住户", "未知", "不详", "待定", "空置", "空房", "暂无", "无名", "owner", "unknown", "none", "n/a", "vacant"}
)
_HALF = re.compile(r"[*×✕●○■□?]|某|xx|(?:先生|女士|小姐|太太|老师)$")


def is_somebody(name: str) -> bool:
    """Whether a name tells one owner from another: `陈*明`, `王先生`, `空置` stand for many."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    letters = [c for c in plain if c.isalpha()]
    return len(letters) > 1 and plain not in _NOBODY and not _HALF.search(plain)


def _shown(said: str) -> str:
    return repr(said[:20]) if said else "nothing"


_READERS = {
    Column.COMPOUND: _name,
    Column.BUILDING: _name,
    Column.UNIT: _name,
    Column.DOOR: _name,
    Column.FLOOR: _floor,
    Column.AREA: _area,
    Column.OWNER: _owners,
}


# ---------------------------------------------------------------- what a roster changes


@dataclass(frozen=True, slots=True)
class Known:
    """A household as it is stored."""

    place: int
    floor: int
    area: int
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a roster would do. `missing` are stored households of the same compounds that it does not name; they stay."""

    new: tuple[Home, ...]
    changed: tuple[tuple[Home, Known], ...]
    unchanged: int
    missing: tuple[Key, ...]


def next_state(home: Home, known: Known) -> Known:
    """What is stored after the roster is taken: what it does not tell stays."""
    area = known.area if home.area is None else home.area
    return Known(known.place, home.floor, area, tuple(sorted(home.owners)) or known.owners)


def compare(homes: Sequence[Home], known: dict[Key, Known]) -> Difference:
    """A roster against what is stored; `known` holds at least all households of the roster's compounds."""
    said = {home.key for home in homes}
    compounds = {home.key[0] for home in homes}
    old = [(home, known[home.key]) for home in homes if home.key in known]
    changed = tuple((home, stored) for home, stored in old if next_state(home, stored) != stored)
    missing = tuple(sorted(key for key in known if key not in said and key[0] in compounds))
    return Difference(tuple(home for home in homes if home.key not in known), changed, len(old) - len(changed), missing)
