"""The public board: what was registered and how far it is, without a single name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.server import SITE, language_of
from handlers import texts
from handlers.ctx import House
from models import matters, places
from models.matters import BoardCounts, Listed
from models.places import Level
from models.rules.matters import OPEN, State
from scheduler import clock

routes = web.RouteTableDef()
SHOWN = 60


@dataclass(frozen=True)
class Row:
    """One line of the board."""

    number: str
    day: str
    title: str
    state: str
    tone: str
    place: str
    category: str
    follows: str


@dataclass(frozen=True)
class Board:
    place: str
    rows: list[Row]
    counts: BoardCounts


@routes.get("/board/{place}")
async def board(request: web.Request) -> web.Response:
    """The board of a compound, by id or by name."""
    site, language = request.app[SITE], language_of(request)
    found = await site.lanes.read(lambda session: find_board(session, site.house, request.match_info["place"], language))
    if found is None:
        return await show_boards(request, missing=True)
    template = "rows.html" if "rows" in request.query else "board.html"
    return aiohttp_jinja2.render_template(template, request, {"board": found, "language": language})


async def show_boards(request: web.Request, *, missing: bool = False) -> web.Response:
    """Which boards there are; 404 and a word of regret where the one asked for is missing."""
    boards = await request.app[SITE].lanes.read(lambda session: [(place.id, place.name) for place in places.find_compounds(session)])
    context: dict[str, Any] = {"boards": boards, "language": language_of(request), "missing": missing}
    return aiohttp_jinja2.render_template("landing.html", request, context, status=404 if missing else 200)


def find_board(session: Session, house: House, place: str, language: str) -> Board | None:
    """What the board of this compound shows now."""
    compounds = places.find_compounds(session)
    compound = next((found for found in compounds if place in (str(found.id), found.name)), None)
    if compound is None and place.isascii() and place.isdigit() and len(place) < 16:
        compound = places.find_place(session, int(place))
    if compound is None or compound.level is Level.HOUSEHOLD:
        return None
    month = f"{clock.now().astimezone(house.time_zone):%Y-%m}"
    rows = [_row(matter, house, language) for matter in matters.find_board(session, compound.path, SHOWN)]
    return Board(compound.name, rows, matters.count_board(session, compound.path, month))


def _row(matter: Listed, house: House, language: str) -> Row:
    local = matter.registered_at.astimezone(house.time_zone)
    return Row(
        number=f"#{matter.number}",
        day=texts.text(language, "day", month=str(local.month), day=str(local.day), name=f"{local:%b} {local.day}"),
        title=matter.title,
        state=texts.text(language, f"matter-state-{matter.state.value}"),
        tone="done" if matter.state in (State.DONE, State.CONFIRMED) else "open" if matter.state in OPEN else "past",
        place=matter.place_name,
        category=texts.text(language, f"category-{matter.category.value}"),
        follows=texts.text(language, "web-follows", n=str(matter.follows)) if matter.follows else "",
    )
