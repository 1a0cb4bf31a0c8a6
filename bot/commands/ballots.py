"""`export poll N --out F` and `recount F`: a closed poll in a file, and its result from that file alone (no settings, no database)."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands import Failed, Wrong, guarded, the_one
from bot.commands.books import written
from bot.commands.opening import opened
from bot.settings import read_settings
from handlers import texts
from handlers.poll_lines import Speech, result
from models.ballots import make_sheet
from models.polls import Poll
from models.rules.poll_sheets import Sheet, Unreadable, ballots_print, facts_of, outcome, read_sheet, roll_print, write_area
from models.rules.polls import USUAL, Option

FORMATS = (".xlsx", ".csv", ".json")
FACTS = {"fact": 16, "value": 70}
OPTIONS = {"key": 10, "label": 40}
HOMES = {"household": 24, "head": 10, "area": 10, "receipt": 16, "choice": 16, "spoken": 40, "proof": 12}
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for a formula at the beginning of a CSV cell; an apostrophe goes before it."""
Facts = dict[str, str]
Row = Sequence[Any]


# ---------------------------------------------------------------- out


def export_poll(number: int | None, out: Path) -> int:
    """Write a closed poll with every ballot, by household and receipt, without a name."""
    if number is None:
        raise Wrong("export poll: which? such as `export poll 5 --out F.xlsx`")
    if out.suffix.lower() not in FORMATS:
        raise Wrong(f"{out}: expected a name that ends with {', '.join(FORMATS)}")
    settings = read_settings()
    with opened(settings) as database, database.reading() as session:
        poll = _closed(session, number)
        sheet = make_sheet(session, poll)
        about = {"language": settings.language, "zone": settings.zone.key, "roll_print": poll.roll_hash, "ballots_print": poll.ballots_hash}
    _WRITERS[out.suffix.lower()](out, sheet, facts_of(sheet) | about, settings.language)
    print(f"{out}: poll {sheet.number}, {len(sheet.ballots)} ballots of {len(sheet.roll)} households")
    return 0


def _closed(session: Session, number: int) -> Poll:
    """The poll of that number; while it is open nobody looks into its box."""
    poll = the_one(session.scalars(select(Poll).where(Poll.number == number)).all(), f"poll {number}", "export")
    if poll.closed_at is None:
        raise Wrong(f"poll {number} is still open")
    return poll


def _label(option: Option, language: str) -> str:
    return option.label or texts.text(language, f"poll-option-{option.key}")


def _homes(sheet: Sheet, language: str) -> Iterator[tuple[str, int, str, str, str, str, str]]:
    """Household, head, area, receipt, the keys chosen, the same in words, by what it is known; the last four empty without a ballot."""
    cast = {each.home: each for each in sheet.ballots}
    labels = {option.key: _label(option, language) for option in sheet.options}
    for home in sheet.roll:
        each = cast.get(home.label)
        words = texts.text(language, "list-separator").join(labels[key] for key in each.choice) if each else ""
        keys = (each.receipt, ",".join(each.choice), words, each.proof.value) if each else ("", "", "", "")
        yield (home.label, home.head, write_area(home.area), *keys)


def _write_json(out: Path, sheet: Sheet, facts: Facts, language: str) -> None:
    homes = [dict(zip(HOMES, (label, str(head), *rest), strict=True)) for label, head, *rest in _homes(sheet, language)]
    options = [{"key": option.key, "label": _label(option, language)} for option in sheet.options]
    told = {"poll": facts, "options": options, "households": homes}
    _new(out, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _write_csv(out: Path, sheet: Sheet, facts: Facts, language: str) -> None:
    text = StringIO()
    lines = csv.writer(text)
    lines.writerows(("poll", name, _still(value)) for name, value in facts.items())
    lines.writerows(("option", option.key, _still(_label(option, language))) for option in sheet.options)
    lines.writerows(("home", *(_still(str(cell)) for cell in row)) for row in _homes(sheet, language))
    _new(out, "\ufeff" + text.getvalue())


def _write_xlsx(out: Path, sheet: Sheet, facts: Facts, language: str) -> None:
    with written(out, language) as book:
        book.sheet("poll", FACTS, facts.items())
        book.sheet("options", OPTIONS, ((option.key, _label(option, language)) for option in sheet.options))
        rows = ((label, head, float(area), *rest) for label, head, area, *rest in _homes(sheet, language))
        book.sheet("ballots", HOMES, rows)


_WRITERS: dict[str, Callable[[Path, Sheet, Facts, str], None]] = {".json": _write_json, ".csv": _write_csv, ".xlsx": _write_xlsx}


def _new(out: Path, text: str) -> None:
    with guarded(out):
        out.write_text(text, encoding="utf-8", newline="")


def _still(cell: str) -> str:
    return f"'{cell}" if cell.startswith(ACTIVE) else cell


# ---------------------------------------------------------------- and in again


def recount(file: Path, language: str | None) -> int:
    """Print the result of an exported poll; where its fingerprints are not those it was published with, say so and end with 1."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        facts, sheet = _read(file)
        zone = ZoneInfo(facts.get("zone", "Asia/Shanghai"))
    except (ValueError, ZoneInfoNotFoundError) as wrong:
        raise Wrong(f"{file}: {wrong}") from None
    spoken = texts.language_of(language or facts.get("language", texts.FIRST))
    print("\n".join(result(speech(spoken, zone), sheet, outcome(sheet))))
    for name, found in (("roll", roll_print(sheet.roll)), ("ballots", ballots_print(sheet.ballots))):
        if facts.get(f"{name}_print", found) != found:
            raise Failed(f"{file}: the {name} is not what was published: {facts[f'{name}_print']}")
    return 0


def speech(language: str, zone: ZoneInfo) -> Speech:
    """A voice without a chat."""

    def clock(moment: datetime) -> str:
        local = moment.astimezone(zone)
        return f"{texts.day(language, local.month, local.day)} {local.hour:02}:{local.minute:02}"

    return Speech(lambda key, **params: texts.text(language, key, **params), clock)


def _read(file: Path) -> tuple[Facts, Sheet]:
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise Wrong(f"{file}: expected a name that ends with {', '.join(FORMATS)}")
    if not file.is_file():
        raise Wrong(f"{file}: no such file")
    facts, options, homes = reader(file)
    usual = {option.key for option in USUAL}
    known = [Option(key, "" if key in usual else label) for key, label in options]
    casts = [(receipt, label, choice, proof) for label, _, _, receipt, choice, proof in homes if receipt]
    return facts, read_sheet(facts, known, [(label, head, area) for label, head, area, *_ in homes], casts)


Read = tuple[Facts, list[tuple[str, str]], list[tuple[str, str, str, str, str, str]]]


def _read_json(file: Path) -> Read:
    told = json.loads(file.read_text(encoding="utf-8-sig"))
    try:
        facts = {str(name): str(value) for name, value in told["poll"].items()}
        options = [(str(each["key"]), str(each["label"])) for each in told["options"]]
        return facts, options, [_kept(each[name] for name in HOMES) for each in told["households"]]
    except (KeyError, TypeError, AttributeError) as wrong:
        raise Unreadable(f"this is no poll: {wrong}") from wrong


def _read_csv(file: Path) -> Read:
    rows = list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    cells = [[row[0], *(cell[1:] if cell.startswith("'") else cell for cell in row[1:])] for row in rows if row]
    facts = {row[1]: row[2] for row in cells if row[0] == "poll" and len(row) > 2}
    options = [(row[1], row[2]) for row in cells if row[0] == "option" and len(row) > 2]
    return facts, options, [_kept(row[1:]) for row in cells if row[0] == "home"]


def _read_xlsx(file: Path) -> Read:
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheets = [list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets]
    except Exception as broken:  # openpyxl raises what it likes: zip, XML and key errors
        raise Unreadable(f"this is no workbook: {broken}") from broken
    if len(sheets) != 3:
        raise Unreadable("this workbook holds no poll")
    facts, options, homes = ([[_cell(value) for value in row] for row in sheet] for sheet in sheets)
    return {row[0]: row[1] for row in facts}, [(row[0], row[1]) for row in options], [_kept(row) for row in homes]


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _kept(cells: Iterable[Any]) -> tuple[str, str, str, str, str, str]:
    """What is counted of a household's line; what was chosen in words is for people."""
    label, head, area, receipt, choice, _, proof = (str(cell) for cell in cells)
    return label, head, area, receipt, choice, proof


_READERS: dict[str, Callable[[Path], Read]] = {".json": _read_json, ".csv": _read_csv, ".xlsx": _read_xlsx}
