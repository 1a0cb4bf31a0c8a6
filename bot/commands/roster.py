"""`roster import FILE`: households from a list; a preview of what changes, all lines or none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from bot.commands import Failed, Wrong
from bot.commands.opening import opened
from bot.commands.sheets import read_sheet
from bot.settings import read_settings
from models.roster import compare_roster, take_roster
from models.rules.roster import Difference, Home, Key, Known, next_state, read_homes

SHOWN = 20
"""Lines of each kind a preview shows; the numbers tell of all."""


def import_roster(file: Path, dry_run: bool = False) -> int:
    """Take a roster. Every bad line is named; with one of them nothing is taken."""
    homes, problems = read_homes(read_sheet(file))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise Wrong(f"{file}: {len(problems)} problems, nothing was taken")
    settings = read_settings()
    with opened(settings) as database:
        try:
            with database.writing() as session:
                difference = compare_roster(session, homes)
                if not dry_run:
                    take_roster(session, difference, settings.language, settings.time_zone)
        except IntegrityError:
            raise Failed("a name in the list is taken by another place of the same building, nothing was taken") from None
    for line in preview(difference):
        print(line)
    print("nothing was taken (--dry-run)" if dry_run else "taken")
    return 0


def preview(difference: Difference) -> Iterator[str]:
    """What a roster changes, for the one who decides."""
    yield from _listed("+", [f"{_called(home.key)} floor {home.floor}{_area(home.area)}" for home in difference.new])
    yield from _listed("~", [_change(home, known) for home, known in difference.changed])
    yield from _listed("?", [f"{_called(key)} is not in the list; it stays" for key in difference.missing])
    new, changed, missing = len(difference.new), len(difference.changed), len(difference.missing)
    numbers = f"{new} new, {changed} changed, {difference.unchanged} unchanged, {missing} missing"
    untold = sum(home.area is None for home in difference.new)
    yield numbers + (f"; {untold} new ones without an area" if untold else "")


def _listed(mark: str, lines: list[str]) -> Iterator[str]:
    yield from (f"{mark} {line}" for line in islice(lines, SHOWN))
    if len(lines) > SHOWN:
        yield f"{mark} … and {len(lines) - SHOWN} more"


def _called(key: Key) -> str:
    return "/".join(part for part in key if part)


def _area(area: int | None) -> str:
    return "" if area is None else f", {area / 100:.2f} m²"


def _change(home: Home, known: Known) -> str:
    """What differs; names stay unsaid, a terminal is no place for them."""
    wanted = next_state(home, known)
    told = [
        f"floor {known.floor} → {wanted.floor}" if known.floor != wanted.floor else "",
        f"area {known.area / 100:.2f} → {wanted.area / 100:.2f} m²" if known.area != wanted.area else "",
        f"owners {len(known.owners)} → {len(wanted.owners)} names" if known.owners != wanted.owners else "",
    ]
    return f"{_called(home.key)} {', '.join(filter(None, told))}"
