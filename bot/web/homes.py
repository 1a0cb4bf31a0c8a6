"""`/h`: the page of a household on any phone, without a script. What is pressed and written there travels the road of all messages."""

from __future__ import annotations

import secrets

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from bot.channels.base import Outcome
from bot.web import doors
from bot.web.forms import MOST_PHOTOS, Form, Unreadable, read, say
from bot.web.links import HEADERS
from bot.web.phone import COOKIE, known, remember
from bot.web.sections import OPPOSE, find_view
from bot.web.server import SITE, Site, language_of
from handlers import texts
from models import matters, people
from models.chats import find_chat
from models.messaging import Happening, Incoming, Sender
from models.posters import CHANNEL, Phone
from scheduler import clock

routes = web.RouteTableDef()


@routes.get("/h")
async def look(request: web.Request) -> web.StreamResponse:
    """What one's household can do now; who is not known is asked for their code. To look changes nothing."""
    phone = await known(request)
    return await _show(request, phone) if phone else await doors.show(request)


@routes.post("/h")
async def act(request: web.Request) -> web.StreamResponse:
    """A button, a report, or a joining code: decided and committed like anything said in a chat, then shown as it stands."""
    phone, form = await known(request), Form()
    try:
        await read(request, form, photos=phone is not None)
    except Unreadable as sorry:
        return await (_show(request, phone, _words(request, str(sorry)), form, refused=True) if phone else doors.show(request))
    if "code" in form.fields:
        return await doors.join(request, form)
    if phone is None:
        return await doors.show(request)
    await _speak(request, phone, form)
    return await (_pressed if "press" in form.fields else _reported)(request, phone, form)


def _words(request: web.Request, key: str, **told: str) -> str:
    return texts.text(language_of(request), key, **told)


async def _speak(request: web.Request, phone: Phone, form: Form) -> None:
    """Who reads the page in another language than they are spoken to in is spoken to in that from now on."""
    site, language = request.app[SITE], language_of(request)
    chat = await site.lanes.read(lambda session: find_chat(session, CHANNEL, phone.account))
    if chat is not None and texts.language_of(chat.language or site.house.language) != language:
        await _command(request, phone, form, "home-speak")


async def _command(request: web.Request, phone: Phone, form: Form, key: str) -> None:
    """A command that the page gives for whoever uses it; in the conversation its answer is seen, not the words."""
    key_, sender, words = f"web:{key}:{phone.account}:{form.once}", Sender(phone.account), _words(request, key)
    said = Incoming(
        CHANNEL, key_, Happening.MESSAGE, phone.account, clock.now(), private=True, sender=sender, text=words, addressed=True
    )
    await request.app[SITE].inbox.accept(said)


async def _pressed(request: web.Request, phone: Phone, form: Form) -> web.StreamResponse:
    """The same press as under a card; who is against something may say why in the same form."""
    site, data = request.app[SITE], form.fields["press"]
    outcome = await site.webchat.press(phone.account, phone.account, 0, data, form.once)
    if _asks(outcome) and data.startswith(f"{OPPOSE}:"):
        return await _why(request, phone, form)
    if _asks(outcome):  # it was answered in words, in the conversation
        raise _conversation(request)
    told = _words(request, "home-again") if outcome.duplicate else outcome.toast
    return await _show(request, phone, told, refused=outcome.alert or outcome.duplicate)


async def _why(request: web.Request, phone: Phone, form: Form) -> web.StreamResponse:
    """It asks why, as in a chat: with the words of the form, or nothing; the question does not wait for what is said next."""
    if form.words:
        await say(request.app[SITE], phone, form, form.words)
    else:
        await _command(request, phone, form, "home-why-none")
    return await _show(request, phone, _words(request, "home-opposed"))


def _conversation(request: web.Request) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"/mine?lang={language_of(request)}&soon=1", headers=HEADERS)


def _asks(outcome: Outcome) -> bool:
    return not outcome.toast and not outcome.duplicate


async def _reported(request: web.Request, phone: Phone, form: Form) -> web.StreamResponse:
    """A report, registered at once under its number; what is answered instead stands in the conversation."""
    site = request.app[SITE]
    if not form.words and not form.photos:
        return await _show(request, phone, _words(request, "phone-say-something"), refused=True)
    before = await _last(site, phone)
    if not await say(site, phone, form, _words(request, "home-report-prefix", words=form.words)):
        return await _show(request, phone, _words(request, "home-again"), refused=True)
    number = await _last(site, phone)
    if number == before:
        raise _conversation(request)
    return await _show(request, phone, _words(request, "home-reported", number=number))


async def _last(site: Site, phone: Phone) -> str:
    """The number of what this phone reported last."""

    def find(session: Session) -> str:
        me = people.find_person(session, CHANNEL, phone.account)
        return next((one.tag for one in matters.find_reported(session, me.id, 1)), "") if me else ""

    return await site.lanes.read(find)


async def _show(
    request: web.Request, phone: Phone, said: str = "", form: Form | None = None, *, refused: bool = False
) -> web.StreamResponse:
    site, language = request.app[SITE], language_of(request)
    view = await site.lanes.read(lambda session: find_view(session, site.house, phone, language))
    if view is None:
        return await doors.show(request)
    context = {"view": view, "language": language, "said": said, "refused": refused, "form": form or Form(), "most": MOST_PHOTOS}
    told = context | {"once": secrets.token_urlsafe(12), "oppose": OPPOSE}
    answer = aiohttp_jinja2.render_template("home.html", request, told, status=422 if refused else 200)
    answer.headers.update(HEADERS)
    remember(request, answer, request.cookies[COOKIE])
    return answer
