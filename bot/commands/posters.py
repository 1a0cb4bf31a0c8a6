"""`posters PLACE`: a printable page with a QR code for each building, to be hung in its hall; who scans it reports from the phone."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import segno

from bot.commands import Wrong
from bot.commands.opening import opened
from bot.settings import Settings, read_settings
from handlers import texts
from models import places, posters
from models.places import Level
from scheduler import clock

TEMPLATES = Path(__file__).parents[1] / "web" / "templates"


class Printed(NamedTuple):
    """One poster."""

    compound: str
    name: str
    address: str
    code: str


def make_posters(place: str, out: Path | None, anew: bool) -> int:
    """One page a building, as HTML for the printer: to stdout or into a file. `anew` makes the codes that hang now dead."""
    settings = read_settings()
    with opened(settings) as database, database.writing() as session:
        found = places.find_named(session, [part.strip() for part in place.split("/")])
        if found is None:
            raise Wrong(f"{place}: no such place; write it as in the roster, such as compound/building")
        compound = places.find_compound(session, found).name
        buildings = places.find_under(session, found.path, Level.BUILDING) or [found]
        made = [(one.name, _address(settings, posters.make_poster(session, one, clock.now(), anew))) for one in buildings]
    printed = [Printed(compound, name, address, drawn_code(address)) for name, address in made]
    page = render("posters.html", place=place, posters=printed)
    if out is None:
        sys.stdout.write(page)
    else:
        out.write_text(page, encoding="utf-8")
    if not settings.public_url:
        sys.stderr.write("PUBLIC_URL is not set: these codes open on this machine only.\n")
    return 0


def _address(settings: Settings, token: str) -> str:
    return f"{settings.public_url or f'http://{settings.web_host}:{settings.web_port}'}/r/{token}"


def drawn_code(said: str) -> str:
    """The QR code as SVG; a quarter of it may be torn away."""
    drawn = io.BytesIO()
    segno.make(said, error="q").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2)
    return drawn.getvalue().decode()


def render(template: str, **told: Any) -> str:
    """A page for the printer."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    environment.globals["text"] = texts.text
    return environment.get_template(template).render(**told)
