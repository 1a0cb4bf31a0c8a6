"""`export matters|roster --out F.xlsx`: for those who count and file. Cells are text as it is: nothing in them is a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands import Wrong
from bot.commands.opening import opened
from bot.settings import read_settings
from handlers import texts
from models.matters import Matter
from models.places import find_compounds
from models.roster import find_known

MATTERS = {
    "number": 8,
    "compound": 16,
    "place": 18,
    "category": 14,
    "state": 14,
    "urgent": 8,
    "title": 40,
    "words": 60,
    "registered": 17,
    "accepted": 17,
    "done": 17,
    "closed": 17,
    "follows": 10,
    "pictures": 8,
    "reopened": 8,
    "news": 40,
}
"""Columns of the matters' sheet and their widths; the headings are `export-<column>`."""
ROSTER = {"compound": 16, "building": 12, "unit": 12, "door": 12, "floor": 8, "area": 10, "owner": 24}
"""Columns of the roster's sheet: the ones `roster import` reads, so that what is exported can be imported."""
CHUNK = 500


def export(what: str, out: Path) -> int:
    """Write matters (internal words, no reporter) or the roster (with owners' names) into a new XLSX."""
    if out.suffix.lower() != ".xlsx":
        raise Wrong(f"{out}: expected a name that ends with .xlsx")
    if not out.absolute().parent.is_dir():
        raise Wrong(f"{out.parent}: no such directory")
    settings = read_settings()
    with opened(settings) as database, database.reading() as session:
        if what == "matters":
            count = _write(out, settings.language, what, MATTERS, _matters(session, settings.language, settings.zone))
        else:
            count = _write(out, settings.language, what, ROSTER, _roster(session))
    print(f"{out}: {count} rows")
    return 0


def _write(out: Path, language: str, what: str, columns: dict[str, int], rows: Iterable[Sequence[Any]]) -> int:
    """One sheet with a frozen header; gives how many rows it has below."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    book = xlsxwriter.Workbook(str(out), {**options, "default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet(texts.text(language, f"export-sheet-{what}"))
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for at, (column, width) in enumerate(columns.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, texts.text(language, f"export-{column}"), bold)
    count = 0
    for count, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if value is not None:
                sheet.write(count, at, value)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise Wrong(f"{out}: {error}") from None
    out.chmod(0o600)
    return count


def _matters(session: Session, language: str, zone: ZoneInfo) -> Iterator[Sequence[Any]]:
    compounds = [(place.path, place.name) for place in find_compounds(session)]
    query = select(Matter).where(Matter.number.is_not(None)).order_by(Matter.community_id, Matter.number)
    for matter in session.scalars(query.execution_options(yield_per=CHUNK)):
        yield (
            matter.number,
            next((name for path, name in compounds if matter.path.startswith(path)), ""),
            matter.place_name,
            texts.text(language, f"category-{matter.category.value}"),
            texts.text(language, f"matter-state-{matter.state.value}"),
            texts.text(language, "export-yes") if matter.urgent else "",
            matter.title,
            matter.words,
            *(_local(at, zone) for at in (matter.registered_at, matter.accepted_at, matter.done_at, matter.closed_at)),
            matter.follows,
            matter.pictures,
            matter.reopened,
            matter.news,
        )


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A sheet knows no time zones: the wall clock of the place."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0) if moment else None


def _roster(session: Session) -> Iterator[Sequence[Any]]:
    separator = texts.text(texts.FIRST, "list-separator")
    for key, known in find_known(session).items():
        yield (*key, known.floor, known.area / 100 if known.area else None, separator.join(known.owners))
