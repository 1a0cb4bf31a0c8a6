"""The public board: what was registered and how far it is, and one matter with its history, without a single name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.server import SITE, language_of
from handlers import texts
from handlers.board import history
from handlers.ctx import House, Voice
from handlers.matters import draw
from models import matters, places
from models.chats import Chat, Kind
from models.matters import BoardCounts, Listed, Stand
from models.places import Level, Place
from models.rules.matters import OPEN, State
from models.rules.understanding import Category
from scheduler import clock

routes = web.RouteTableDef()
SHOWN = 60


@dataclass(frozen=True)
class Row:
    """One line of the board."""

    id: int
    number: str
    day: str
    title: str
    state: str
    tone: str
    place: str
    category: str
    follows: str


@dataclass(frozen=True)
class Narrowed:
    """What one wants to see of the board; what nobody can mean is as if it had not been asked for."""

    stand: Stand = Stand.ALL
    category: Category | None = None
    building: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Narrowed:
        stand, category = asked.get("stand", ""), asked.get("category", "")
        known = Category(category) if category in set(Category) else None
        return cls(Stand(stand) if stand in set(Stand) else Stand.ALL, known, asked.get("at", ""))

    def __bool__(self) -> bool:
        return self != Narrowed()


@dataclass(frozen=True)
class Board:
    """What the board shows; what was ever registered is known of a `whole` community alone."""

    id: int
    place: str
    rows: list[Row]
    counts: BoardCounts
    buildings: list[tuple[str, str]]
    narrowed: Narrowed
    whole: bool = True


@dataclass(frozen=True)
class Page:
    """One matter: what its card says, and what happened to it."""

    board: int
    place: str
    title: str
    lines: tuple[str, ...]
    history: list[str]


@routes.get("/board/{place}")
async def board(request: web.Request) -> web.Response:
    """The board of a compound, by id or by name; `?stand=open&category=elevator&at=<building>` narrows it."""
    site, language = request.app[SITE], language_of(request)
    narrowed = Narrowed.of(request.query)
    found = await site.lanes.read(lambda session: find_board(session, site.house, request.match_info["place"], language, narrowed))
    if found is None:
        return await show_boards(request, missing=True)
    template = "rows.html" if "rows" in request.query else "board.html"
    context = {"board": found, "language": language, "stands": list(Stand), "categories": list(Category)}
    return aiohttp_jinja2.render_template(template, request, context)


@routes.get("/board/{place}/{number:[0-9]{1,9}}")
async def matter(request: web.Request) -> web.Response:
    """One matter of a board."""
    site, language, told = request.app[SITE], language_of(request), request.match_info
    found = await site.lanes.read(lambda session: find_page(session, site.house, told["place"], int(told["number"]), language))
    if found is None:
        return await show_boards(request, missing=True)
    return aiohttp_jinja2.render_template("matter.html", request, {"matter": found, "language": language})


async def show_boards(request: web.Request, *, missing: bool = False) -> web.Response:
    """Which boards there are; 404 and a word of regret where the one asked for is missing."""
    boards = await request.app[SITE].lanes.read(lambda session: [(place.id, place.name) for place in places.find_compounds(session)])
    context: dict[str, Any] = {"boards": boards, "language": language_of(request), "missing": missing}
    return aiohttp_jinja2.render_template("landing.html", request, context, status=404 if missing else 200)


def find_board(session: Session, house: House, place: str, language: str, narrowed: Narrowed = Narrowed()) -> Board | None:
    """What the board of this place shows now."""
    found = _find_place(session, place)
    if found is None:
        return None
    month = f"{clock.now().astimezone(house.time_zone):%Y-%m}"
    buildings = places.find_under(session, found.path, Level.BUILDING) if found.level is Level.COMPOUND else ()
    path = next((building.path for building in buildings if str(building.id) == narrowed.building), found.path)
    listed = matters.find_board(session, path, SHOWN, narrowed.stand, narrowed.category)
    counts = matters.count_board(session, path, month)
    choices = [(str(building.id), building.name) for building in buildings]
    compounds = [each for each in places.find_compounds(session) if each.community_id == found.community_id]
    whole = [each.path for each in compounds] == [path]
    return Board(found.id, found.name, [_row(each, house, language) for each in listed], counts, choices, narrowed, whole)


def find_page(session: Session, house: House, place: str, number: int, language: str) -> Page | None:
    """The public page of one matter of this place."""
    here = _find_place(session, place)
    found = matters.find_matter(session, here.community_id, number) if here else None
    if here is None or found is None or not found.path.startswith(here.path):
        return None
    group = Chat(channel="", address="", kind=Kind.RESIDENTS, community_id=here.community_id, language=language)
    voice = Voice(session, house, group, clock.now())
    card = draw(voice, found.id)
    return Page(here.id, here.name, card.title, card.lines, history(voice, found.id)) if card else None


def _find_place(session: Session, place: str) -> Place | None:
    """A compound by id or by name, or any place above a door by its id."""
    found = next((one for one in places.find_compounds(session) if place in (str(one.id), one.name)), None)
    if found is None and place.isascii() and place.isdigit() and len(place) < 16:
        found = places.find_place(session, int(place))
    return found if found is not None and found.level is not Level.HOUSEHOLD else None


def _row(matter: Listed, house: House, language: str) -> Row:
    local = matter.registered_at.astimezone(house.time_zone)
    return Row(
        id=matter.number,
        number=matter.tag,
        day=texts.day(language, local.month, local.day),
        title=matter.title,
        state=texts.text(language, f"matter-state-{matter.state.value}"),
        tone="done" if matter.state in (State.DONE, State.CONFIRMED) else "open" if matter.state in OPEN else "past",
        place=matter.place_name,
        category=texts.text(language, f"category-{matter.category.value}"),
        follows=texts.text(language, "web-follows", n=str(matter.follows)) if matter.follows else "",
    )
