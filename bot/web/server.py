"""The one web server: what is served where, and what no page may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.channels.base import Inbox
from bot.channels.webchat import WebChat
from bot.lanes import Lanes
from bot.settings import LOOPBACK
from handlers import texts
from handlers.ctx import House

HERE = Path(__file__).parent
LARGEST = 12 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Site:
    """What the pages may ask for."""

    house: House
    lanes: Lanes
    webchat: WebChat
    inbox: Inbox
    counts: Mapping[str, int]
    pictures: Path
    local: bool

    def hosts(self) -> frozenset[str]:
        """The names this server answers to; any other Host header is somebody else's page talking through a browser."""
        public = urlsplit(self.house.public_url).hostname
        return LOOPBACK | ({public} if public else frozenset())


SITE = web.AppKey("site", Site)


def build_site(
    house: House, lanes: Lanes, webchat: WebChat, inbox: Inbox, counts: Mapping[str, int], pictures: Path, *, local: bool
) -> web.Application:
    """The application; `local` serves the chat page, where one may be anybody, and is for one's own machine only."""
    from bot.web import bids, board, chat, desks, doors, feeds, health, homes, links, papers, phone

    app = web.Application(client_max_size=LARGEST, middlewares=[_guarded])
    app[SITE] = Site(house, lanes, webchat, inbox, counts, pictures, local)
    environment = aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True)
    environment.globals["text"] = texts.text
    environment.tests["chinese"] = is_chinese
    app.router.add_static("/static", HERE / "static")
    app.router.add_routes(board.routes)
    app.router.add_routes(health.routes)
    app.router.add_routes(phone.routes)
    app.router.add_routes(homes.routes)
    app.router.add_routes(doors.routes)
    app.router.add_routes(links.routes)
    app.router.add_routes(bids.routes)
    app.router.add_routes(papers.routes)
    app.router.add_routes(feeds.routes)
    app.router.add_routes(desks.routes)
    app[links.MISSES] = links.Misses()
    app.router.add_routes(chat.routes if local else chat.landing)
    return app


@web.middleware
async def _guarded(request: web.Request, handler: Handle) -> web.StreamResponse:
    site = request.app[SITE]
    if site.local and urlsplit(f"//{request.host}").hostname not in site.hosts():
        raise web.HTTPMisdirectedRequest(text="This host name is not served here.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def is_chinese(words: str) -> bool:
    """Whether a reading voice should take its Chinese for these words, whatever the language of the page."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


def language_of(request: web.Request) -> str:
    """The language asked for by ?lang=, else by the browser, else the house's."""
    first = request.app[SITE].house.language
    asked = request.query.get("lang") or request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    return texts.language_of(asked, first)
