"""`codes PLACE`: one-time joining codes and phone pages for every household of a place, to be printed on letters."""

from __future__ import annotations

import csv
import sys
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.commands import Wrong
from bot.commands.opening import opened
from bot.settings import read_settings
from models import places
from models.codes import make_code
from models.machinery import Flag
from models.phones import make_link
from models.places import Level, Place
from scheduler import clock

BOT = "bot:telegram"
"""The flag under which a running bot keeps its own name on Telegram, for links."""
MOST_DAYS = 366


def make_codes(place: str, days: int) -> int:
    """CSV on stdout: household, code, its link into the messenger, the household's phone page. None can be read anywhere afterwards."""
    if not 1 <= days <= MOST_DAYS:
        raise Wrong(f"--days: expected 1 to {MOST_DAYS}")
    written = csv.writer(sys.stdout, lineterminator="\n")
    settings = read_settings()
    with opened(settings) as database:
        with database.writing() as session:
            found = places.find_named(session, [part.strip() for part in place.split("/")])
            if found is None:
                raise Wrong(f"{place}: no such place; write it as in the roster, such as compound/building/unit")
            above = {p.id: p.name for p in places.find_under(session, places.find_compound(session, found).path)}
            bot = session.get(Flag, BOT)
            rows = [
                (_called(home.path, above), make_code(session, home, clock.now(), days), _page(session, settings.public_url, home, days))
                for home in places.find_under(session, found.path, Level.HOUSEHOLD)
            ]
        written.writerow(("household", "code", "link", "page"))  # only what is committed is printed
        written.writerows((home, code, f"https://t.me/{bot.value}?start={code}" if bot else "", page) for home, code, page in rows)
    return 0


def _page(session: Session, public: str, home: Place, days: int) -> str:
    """The address of a household's phone page, for as long as its code; without a public address there is none."""
    return f"{public}/h/{make_link(session, home, clock.now(), lasts=timedelta(days=days))}" if public else ""


def _called(path: str, names: dict[int, str]) -> str:
    """A household by compound, building, unit and door."""
    return "/".join(names[int(part)] for part in path.split("/") if part and int(part) in names)
