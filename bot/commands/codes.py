"""`codes PLACE`: one-time joining codes and phone pages for every household of a place, to be printed on letters."""

from __future__ import annotations

import csv
import sys
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.commands import Wrong, guarded
from bot.commands.opening import opened
from bot.commands.posters import drawn_code, render
from bot.settings import Settings, read_settings
from models import places
from models.codes import make_code
from models.machinery import Flag
from models.phones import make_link
from models.places import Level, Place
from scheduler import clock

BOT = "bot:telegram"
"""The flag under which a running bot keeps its own name on Telegram, for links."""
MOST_DAYS = 366


class Printed(NamedTuple):
    """What is printed for a household; the page is empty where the installation has no public address."""

    household: str
    code: str
    link: str
    page: str


def make_codes(place: str, days: int, letters: Path | None = None) -> int:
    """CSV on stdout: household, code, its link into the messenger, the household's phone page; or letters with QR codes, into a file.

    None of it can be read anywhere afterwards.
    """
    if not 1 <= days <= MOST_DAYS:
        raise Wrong(f"--days: expected 1 to {MOST_DAYS}")
    settings = read_settings()
    if letters is not None and not settings.public_url:
        raise Wrong("PUBLIC_URL is not set: a letter carries the address of the household's page")
    with opened(settings) as database, database.writing() as session:
        printed = _made(session, settings, place, days)
    if letters is not None:  # only what is committed is printed
        return _print_letters(printed, letters, settings.language, days)
    written = csv.writer(sys.stdout, lineterminator="\n")
    written.writerows((Printed._fields, *printed))
    return 0


def _made(session: Session, settings: Settings, place: str, days: int) -> list[Printed]:
    found = places.find_named(session, [part.strip() for part in place.split("/")])
    if found is None:
        raise Wrong(f"{place}: no such place; write it as in the roster, such as compound/building/unit")
    above = {p.id: p.name for p in places.find_under(session, places.find_compound(session, found).path)}
    bot, printed = session.get(Flag, BOT), []
    for home in places.find_under(session, found.path, Level.HOUSEHOLD):
        code = make_code(session, home, clock.now(), days)
        link = f"https://t.me/{bot.value}?start={code}" if bot else ""
        printed.append(Printed(_called(home.path, above), code, link, _page(session, settings.public_url, home, days)))
    return printed


def _page(session: Session, public: str, home: Place, days: int) -> str:
    """The address of a household's phone page, for as long as its code."""
    if not public:
        return ""
    _, token = make_link(session, home, clock.now(), lasts=timedelta(days=days))
    return f"{public}/h/{token}"


def _print_letters(printed: list[Printed], out: Path, language: str, days: int) -> int:
    """One slip a household, three a page: scan it, or say the code."""
    slips = [(one, drawn_code(one.page)) for one in printed]
    with guarded(out):
        out.write_text(render("letters.html", slips=slips, language=language, days=str(days)), encoding="utf-8")
    return 0


def _called(path: str, names: dict[int, str]) -> str:
    """A household by compound, building, unit and door."""
    return "/".join(names[int(part)] for part in path.split("/") if part and int(part) in names)
