"""The desk of a Love Day: `/q/…` shows the code and its picture and renews itself; `/there/…` is what a scan of it opens.

To look changes nothing. A telephone with an account in the web chat checks in by the button; one with Telegram goes there.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.links import MISSES, answer, caller_of, gone
from bot.web.phone import COOKIE
from bot.web.server import SITE, language_of
from handlers import texts
from handlers.ctx import House, Voice
from handlers.desks import THERE
from handlers.duty_lines import desk_line, headline, hour, plan_of, when
from models import posters
from models.chats import Chat, Kind
from models.duties import Occasion
from models.machinery import Flag
from models.messaging import Happening, Incoming, Sender
from models.rules.desks import codes, is_one_of, page_key, passes
from models.rules.duties import EARLY
from scheduler import clock

routes = web.RouteTableDef()
Found = TypeVar("Found")
AGAIN = 20
"""Seconds after which the page asks anew; a code is good for five minutes more than it is shown."""


@dataclass(frozen=True)
class Page:
    """What the desk shows: before its time and afterwards no code."""

    title: str
    when: str
    line: str
    state: str
    opens: str
    code: str
    drawn: str


@dataclass(frozen=True)
class There:
    """What a scan opens: whether its pass still holds, and by which ways this telephone can check in."""

    occasion: int
    title: str
    when: str
    good: bool
    code: str
    telegram: str
    account: str


@routes.get("/q/{occasion:[0-9]{1,15}}-{key:[0-9a-f]{43}}")
async def desk(request: web.Request) -> web.Response:
    """The page on the table."""
    page = await _look_up(request, _find_desk)
    return answer("desk.html", request, {"page": page, "language": language_of(request), "again": AGAIN}, 200) if page else gone(request)


@routes.get("/there/{occasion:[0-9]{1,15}}-{key:[0-9a-f]{12}}")
async def there(request: web.Request) -> web.Response:
    """What was scanned."""
    page = await _look_up(request, _find_there)
    return _shown(request, page) if page else gone(request)


@routes.post("/there/{occasion:[0-9]{1,15}}-{key:[0-9a-f]{12}}")
async def check_in(request: web.Request) -> web.Response:
    """我到了, by a telephone the web chat knows: decided like any press."""
    page = await _look_up(request, _find_there)
    if page is None or not page.account:
        return _shown(request, page) if page else gone(request)
    key = f"there:{page.account}:{page.occasion}:{request.match_info['key']}"
    pressed = f"duty-scan:{page.occasion}:{request.match_info['key']}"
    sender = Sender(page.account)
    told = Incoming("web", key, Happening.PRESS, page.account, clock.now(), private=True, sender=sender, pressed=pressed)
    outcome = await request.app[SITE].inbox.accept(told)
    said = texts.text(language_of(request), "page-again") if outcome.duplicate else outcome.toast
    return _shown(request, page, said, refused=outcome.alert)


def _shown(request: web.Request, page: There, said: str = "", *, refused: bool = False) -> web.Response:
    context = {"page": page, "language": language_of(request), "said": said, "refused": refused}
    return answer("there.html", request, context, 422 if refused else 200)

async def _look_up(request: web.Request, find: Callable[[Session, House, web.Request], Found | None]) -> Found | None:
    """The page of a live link; whoever tries too many that lead nowhere waits a while."""
    site, misses, caller = request.app[SITE], request.app[MISSES], caller_of(request)
    if misses.too_many(caller):
        return None
    found = await site.lanes.read(lambda session: find(session, site.house, request))
    if found is None:
        misses.note(caller)
    return found


def _voice(session: Session, house: House, request: web.Request) -> Voice:
    chat = Chat(channel="web", address="", kind=Kind.PRIVATE, language=language_of(request))
    return Voice(session, house, chat, clock.now())


def _find_desk(session: Session, house: House, request: web.Request) -> Page | None:
    """The desk whose key this is."""
    occasion = session.get(Occasion, int(request.match_info["occasion"]))
    if occasion is None or not is_one_of(request.match_info["key"], [page_key(occasion.secret)]):
        return None
    voice = _voice(session, house, request)
    opens = occasion.starts_at - EARLY
    state = "over" if not occasion.is_open(voice.now) else "early" if voice.now < opens else "open"
    drawn = _drawn(f"{_address(request, house)}/there/{occasion.id}-{passes(occasion.secret, voice.now)[0]}") if state == "open" else ""
    title, line = headline(voice, plan_of(voice, occasion), occasion), desk_line(voice, occasion)
    return Page(title, when(voice, occasion), line, state, hour(voice, opens), codes(occasion.secret, voice.now)[0], drawn)


def _address(request: web.Request, house: House) -> str:
    return house.public_url or f"{request.scheme}://{request.host}"


def _drawn(said: str) -> str:
    """The code as SVG."""
    import segno  # nobody needs it before a desk is looked at

    drawn = io.BytesIO()
    segno.make(said, error="m").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, light="#fff")
    return drawn.getvalue().decode()


def _find_there(session: Session, house: House, request: web.Request) -> There | None:
    """The day whose pass was scanned; an old pass is told so, any other leads nowhere once the day is over."""
    occasion = session.get(Occasion, int(request.match_info["occasion"]))
    if occasion is None or not occasion.secret or not occasion.is_open(clock.now()):
        return None
    voice, key = _voice(session, house, request), request.match_info["key"]
    good, phone = is_one_of(key, passes(occasion.secret, voice.now)), posters.find_phone(session, request.cookies.get(COOKIE, ""))
    bot = session.get(Flag, "bot:telegram")
    telegram = f"https://t.me/{bot.value}?start={THERE}{occasion.id}-{key}" if bot else ""
    title, code = plan_of(voice, occasion).title, codes(occasion.secret, voice.now)[0] if good else ""
    return There(occasion.id, title, when(voice, occasion), good, code, telegram if good else "", phone.account if phone and good else "")
