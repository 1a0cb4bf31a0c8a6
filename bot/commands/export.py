"""`export matters|roster --out F.xlsx`: for those who count and file. Cells are text as it is: nothing in them is a formula or a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.books import written
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
    settings = read_settings()
    with written(out, settings.language) as book, opened(settings) as database, database.reading() as session:
        if what == "matters":
            count = book.sheet(what, MATTERS, _matters(session, settings.language, settings.zone))
        else:
            count = book.sheet(what, ROSTER, _roster(session))
    print(f"{out}: {count} rows")
    return 0


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
            *(local_time(at, zone) for at in (matter.registered_at, matter.accepted_at, matter.done_at, matter.closed_at)),
            matter.follows,
            matter.pictures,
            matter.reopened,
            matter.news,
        )


def local_time(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A sheet knows no time zones: the wall clock of the place."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0) if moment else None


def _roster(session: Session) -> Iterator[Sequence[Any]]:
    separator = texts.text(texts.FIRST, "list-separator")
    for key, known in find_known(session).items():
        yield (*key, known.floor, known.area / 100 if known.area else None, separator.join(known.owners))
