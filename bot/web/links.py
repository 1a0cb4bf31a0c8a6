"""One-time pages of departments without an account: what they are called to, and the same buttons, as forms that need no script.

To look changes nothing, whoever looks (messengers fetch every address they see). An action is a form; it travels the road of all presses.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.server import SITE, language_of
from handlers import summons, texts
from handlers.ctx import House, Voice
from models import calls, links
from models.chats import Chat, Kind
from models.messaging import Happening, Incoming, Sender, clean
from models.rules.calls import BY_NAME, next_steps
from models.rules.codes import digest as digest_of
from scheduler import clock

routes = web.RouteTableDef()
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
LARGEST = 8 * 1024
FIELDS = {"promise": ("day", "words"), "refuse": ("unit",)}
"""What a form asks for; the others ask for nothing."""
PROXIES = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class Page:
    """What a link shows: whose it is is not on it."""

    title: str
    lines: list[str]
    steps: list[str]
    used: frozenset[str]
    today: str
    summons: int
    sender: str


@dataclass
class Misses:
    """Who has tried so many links that lead nowhere that no more are looked up for a while. In memory: guessing at 256 bits is hopeless."""

    most: int = 30
    within: float = timedelta(minutes=10).total_seconds()
    callers: int = 5000
    known: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def too_many(self, caller: str) -> bool:
        tries = self.known.get(caller, deque())
        while tries and tries[0] < clock.ticking() - self.within:
            tries.popleft()
        return len(tries) >= self.most

    def note(self, caller: str) -> None:
        self.known.setdefault(caller, deque(maxlen=self.most)).append(clock.ticking())
        self.known.move_to_end(caller)
        if len(self.known) > self.callers:
            self.known.popitem(last=False)


MISSES = web.AppKey("misses", Misses)
Found = TypeVar("Found")


@routes.get("/c/{token}")
async def look(request: web.Request) -> web.Response:
    """What the department is called to. HEAD and GET change nothing."""
    page = await _find(request)
    return _shown(request, page) if page else gone(request)


@routes.post("/c/{token}")
async def act(request: web.Request) -> web.Response:
    """One action, once: decided and committed like any press, then shown as it stands."""
    page = await _find(request)
    if page is None:
        return gone(request)
    if (request.content_length or 0) > LARGEST:
        return _shown(request, page, texts.text(language_of(request), "page-unchanged"), refused=True)
    form = {name: clean(str(value))[:300] for name, value in (await request.post()).items()}
    do = form.get("do", "")
    if do not in BY_NAME:
        return _shown(request, page, texts.text(language_of(request), "page-unchanged"), refused=True)
    outcome = await request.app[SITE].inbox.accept(_pressed(request, page, do, form))
    after = await _find(request, counted=False)
    said = outcome.toast
    if outcome.duplicate:
        said = texts.text(language_of(request), "page-again" if do in (after or page).used else "page-unchanged")
    over = Page(page.title, page.lines, [], page.used, page.today, page.summons, page.sender)  # the last step ended the call, and the link
    return _shown(request, after or over, said, refused=outcome.alert or outcome.duplicate, kept=form if outcome.alert else {})


def _pressed(request: web.Request, page: Page, do: str, form: dict[str, str]) -> Incoming:
    """The same press as under the card. Only the link's digest travels, never its token; the same words again are the same press."""
    digest = digest_of(request.match_info["token"])
    words = " ".join(form.get(name, "").strip() for name in FIELDS.get(do, ())).strip()
    key = f"link:{digest}:{do}:{digest_of(words)[:16]}"
    pressed = f"call-{do}:{page.summons}:{words}"
    sender = Sender(page.sender)
    return Incoming(calls.CHANNEL, key, Happening.PRESS, page.sender, clock.now(), sender=sender, pressed=pressed, source=digest)


async def _find(request: web.Request, counted: bool = True) -> Page | None:
    return await look_up(request, find_page, counted)


async def look_up(request: web.Request, find: Callable[[Session, House, str, str], Found | None], counted: bool = True) -> Found | None:
    """The page of a live link, by its digest and the reader's language; of all others none, and whoever tries too many waits a while."""
    site, misses, caller = request.app[SITE], request.app[MISSES], caller_of(request)
    if counted and misses.too_many(caller):
        return None
    digest, language = digest_of(request.match_info["token"]), language_of(request)
    found = await site.lanes.read(lambda session: find(session, site.house, digest, language))
    if found is None and counted:
        misses.note(caller)
    return found


def find_page(session: Session, house: House, digest: str, language: str) -> Page | None:
    """What the link with this digest shows now."""
    now = clock.now()
    link = links.find_link(session, digest, now)
    one = calls.find_summoned(session, link.summons_id) if link else None
    contact = session.get(calls.Contact, link.contact_id) if link else None
    if link is None or one is None or contact is None:
        return None
    voice = Voice(session, house, Chat(channel=calls.CHANNEL, address="", kind=Kind.PRIVATE, language=language), now)
    used = frozenset(links.find_used(session, link.id))
    stands = one.summons
    steps = next_steps(stands.state, arrived=stands.arrived_at is not None, assigned=stands.assigned_at is not None)
    return Page(
        title=voice.text("card-title", number=one.matter.tag, title=one.matter.title),
        lines=summons.describe(voice, one),
        steps=[step.name for step in steps if step.name not in used],
        used=used,
        today=f"{now.astimezone(house.time_zone).date()}",
        summons=stands.id,
        sender=calls.external_of(contact),
    )


def _shown(request: web.Request, page: Page, said: str = "", *, refused: bool = False, kept: dict[str, str] | None = None) -> web.Response:
    context = {"page": page, "said": said, "refused": refused, "kept": kept or {}, "language": language_of(request)}
    return answer("link.html", request, context, 422 if refused else 200)


def gone(request: web.Request) -> web.Response:
    """Unknown, expired and void look the same."""
    busy = request.app[MISSES].too_many(caller_of(request))
    return answer("gone.html", request, {"language": language_of(request), "busy": busy}, 429 if busy else 404)


def answer(template: str, request: web.Request, context: dict[str, object], status: int) -> web.Response:
    response = aiohttp_jinja2.render_template(template, request, context, status=status)
    response.headers.update(HEADERS)
    return response


def caller_of(request: web.Request) -> str:
    """Who asks; behind a proxy on the same machine, whom the proxy names."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if told and request.remote in PROXIES else request.remote or ""
