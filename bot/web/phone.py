"""The phone's pages: who scans the poster on the wall reports with photos, and sees what becomes of it. They work without a script.

What is sent enters through the web channel like any message: the phone has an account, and a private room with the bot.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from bot.channels.base import Outcome
from bot.channels.webchat import as_shown
from bot.web.forms import MOST_PHOTOS, Form, Unreadable, read, say
from bot.web.server import SITE, Site, language_of
from handlers import texts
from models import people, places, posters, webchat
from models.places import find_above, public_name
from models.posters import Phone
from scheduler import clock

routes = web.RouteTableDef()

COOKIE, KEPT = "phone", 180 * 24 * 3600
NEW_AN_HOUR = 30
"""So many phones may come new to one building within an hour: more is no neighbour."""
SHOWN = 60
CARE = {"Cache-Control": "no-store"}


# ---------------------------------------------------------------- the poster


@routes.get("/r/{token}")
async def poster(request: web.Request) -> web.Response:
    """What the code on the wall opens."""
    return await _show_poster(request)


@routes.post("/r/{token}")
async def reported(request: web.Request) -> web.Response:
    """A report: the phone gets an account if it has none, and the words go in like any message."""
    site, form = request.app[SITE], Form()
    try:
        await read(request, form)
        if not form.words and not form.photos:
            raise Unreadable("phone-say-something")
        phone, cookie = await _phone_at(request, form)
        where = await site.lanes.read(lambda session: _elsewhere(session, request.match_info["token"], phone))
    except Unreadable as sorry:
        return await _show_poster(request, str(sorry), form)
    await say(site, phone, form, f"{where}{form.words}")
    answer = web.HTTPSeeOther(f"/mine?lang={language_of(request)}", headers=CARE)
    if cookie:
        remember(request, answer, cookie)
    return answer


async def _show_poster(request: web.Request, sorry: str = "", form: Form | None = None) -> web.Response:
    site, language = request.app[SITE], language_of(request)
    place = await site.lanes.read(lambda session: _place_name(session, request.match_info["token"]))
    context = {"language": language, "place": place, "sorry": sorry, "form": form or Form(), "known": COOKIE in request.cookies}
    told = context | {"once": secrets.token_urlsafe(12), "most": MOST_PHOTOS}
    return aiohttp_jinja2.render_template("report.html", request, told, status=404 if place is None else 400 if sorry else 200)


def _place_name(session: Session, token: str) -> str | None:
    place = posters.find_poster(session, token)
    return public_name(find_above(session, place)) if place else None


async def _phone_at(request: web.Request, form: Form) -> tuple[Phone, str]:
    """The phone that sends this form, and the secret for its cookie when it is new."""
    site, language, secret = request.app[SITE], language_of(request), request.cookies.get(COOKIE, "")
    name = form.fields.get("name", "").strip()[:40] or texts.text(language, "phone-somebody")
    title = texts.text(language, "web-bot")

    def find(session: Session) -> tuple[Phone, str]:
        place = posters.find_poster(session, request.match_info["token"])
        if place is None:
            raise Unreadable("phone-no-poster")
        found = posters.find_phone(session, secret) if secret else None
        if found is not None and (found.place_id == place.id or _is_home(session, found)):
            return found, ""
        if posters.count_phones(session, place.id, clock.now()) >= NEW_AN_HOUR:
            raise Unreadable("phone-too-many")
        return posters.open_phone(session, place, name, title, clock.now())

    return await site.lanes.run(f"poster:{request.match_info['token']}", find)


def _elsewhere(session: Session, token: str, phone: Phone) -> str:
    """Where a poster hangs, as words before the report of a phone that belongs elsewhere; else nothing."""
    place, own = posters.find_poster(session, token), places.find_place(session, phone.place_id)
    return "" if place is None or own is None or own.path.startswith(place.path) else public_name(find_above(session, place))


def _is_home(session: Session, phone: Phone) -> bool:
    """Whether it is the phone of a household: it stays that, whatever poster it scans."""
    person = people.find_person(session, posters.CHANNEL, phone.account)
    return person is not None and bool(people.find_homes(session, person.id))


# ---------------------------------------------------------------- one's own matters


@routes.get("/mine")
async def mine(request: web.Request) -> web.Response:
    """The conversation of this phone: what it said, what the bot answered, the buttons that can be pressed."""
    return await _show_mine(request, await _phone(request))


@routes.post("/mine")
async def said(request: web.Request) -> web.Response:
    """More words or photos, or a button."""
    site, phone, form = request.app[SITE], await _phone(request), Form()
    try:
        await read(request, form)
    except Unreadable as sorry:
        return await _show_mine(request, phone, texts.text(language_of(request), str(sorry)))
    if "press" in form.fields:
        outcome = await _press(site, phone, form)
        return await _show_mine(request, phone, outcome.toast if outcome else "")
    if form.words or form.photos:
        await say(site, phone, form, form.words)
    raise web.HTTPSeeOther(f"/mine?lang={language_of(request)}", headers=CARE)


@routes.get("/mine/{name:[0-9a-f]{32}\\.(?:jpg|png)}")
async def photo(request: web.Request) -> web.FileResponse:
    """A photo of this phone's own, or a picture it was shown."""
    site, phone, name = request.app[SITE], await _phone(request), request.match_info["name"]
    if not await site.lanes.read(lambda session: webchat.has_picture(session, phone.account, name)):
        raise web.HTTPNotFound
    return web.FileResponse(site.pictures / name, headers={"Cache-Control": "private, max-age=86400"})


async def known(request: web.Request) -> Phone | None:
    """The phone that asks, by its cookie."""
    secret = request.cookies.get(COOKIE, "")
    return await request.app[SITE].lanes.read(lambda session: posters.find_phone(session, secret)) if secret else None


def remember(request: web.Request, answer: web.StreamResponse, secret: str, name: str = COOKIE, kept: int = KEPT) -> None:
    """The cookie by which the phone is known; for the server alone."""
    secure = request.app[SITE].house.public_url.startswith("https:")
    answer.set_cookie(name, secret, max_age=kept, httponly=True, samesite="Lax", secure=secure)


async def _phone(request: web.Request) -> Phone:
    """The phone that asks; one we do not know is shown where the posters are."""
    found = await known(request)
    if found is None:
        raise web.HTTPFound("/r/-", headers=CARE)
    return found


async def _show_mine(request: web.Request, phone: Phone, told: str = "") -> web.Response:
    site, language = request.app[SITE], language_of(request)
    messages = await site.lanes.read(lambda session: _messages(session, phone.account))
    waiting = bool(messages) and bool(messages[-1]["author"])
    home = await site.lanes.read(lambda session: _is_home(session, phone))
    context = {"language": language, "messages": messages, "told": told, "waiting": waiting, "most": MOST_PHOTOS, "home": home}
    context["soon"] = "soon" in request.query  # the answer to a press is on its way: looked for once, then as ever
    template = "own.html" if "rows" in request.query else "mine.html"
    answer = aiohttp_jinja2.render_template(template, request, context | {"once": secrets.token_urlsafe(12)})
    answer.headers.update(CARE)
    return answer


def _messages(session: Session, account: str) -> list[dict[str, Any]]:
    room = webchat.find_room(session, account)
    return [as_shown(session, row) for row in webchat.find_messages(session, room.id, SHOWN)] if room else []


# ---------------------------------------------------------------- what is sent


async def _press(site: Site, phone: Phone, form: Form) -> Outcome | None:
    message, _, data = form.fields["press"].partition(":")
    if not re.fullmatch(r"[0-9]{1,15}", message):
        return None
    return await site.webchat.press(phone.account, phone.account, int(message), data, form.once)
