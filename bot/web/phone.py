"""The phone's pages: who scans the poster on the wall reports with photos, and sees what becomes of it. They work without a script.

What is sent enters through the web channel like any message: the phone has an account, and a private room with the bot.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import aiohttp_jinja2
from aiohttp import BodyPartReader, web
from sqlalchemy.orm import Session

from bot.channels.base import Outcome
from bot.channels.webchat import LONGEST, as_shown
from bot.web.server import LARGEST, SITE, Site, language_of
from handlers import texts
from models import posters, webchat
from models.places import find_above, public_name
from models.posters import Phone
from scheduler import clock

routes = web.RouteTableDef()

COOKIE, KEPT = "phone", 180 * 24 * 3600
MOST_PHOTOS, MOST_FIELD = 4, 16 * 1024
NEW_AN_HOUR = 30
"""So many phones may come new to one building within an hour: more is no neighbour."""
SHOWN = 60
CARE = {"Cache-Control": "no-store"}


class Unreadable(Exception):
    """A form that cannot be taken as it is; the argument is the key of what to say."""


@dataclass
class Form:
    """What a page sent."""

    fields: dict[str, str] = field(default_factory=dict)
    photos: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return self.fields.get("words", "").strip()[:LONGEST]

    @property
    def once(self) -> str:
        return self.fields.get("once", "")[:40]


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
        await _read(request, form)
        if not form.words and not form.photos:
            raise Unreadable("phone-say-something")
        phone, cookie = await _phone_at(request, form)
    except Unreadable as sorry:
        return await _show_poster(request, str(sorry), form)
    await _say(site, phone, form)
    answer = web.HTTPSeeOther(f"/mine?lang={language_of(request)}", headers=CARE)
    if cookie:
        secure = request.app[SITE].house.public_url.startswith("https:")
        answer.set_cookie(COOKIE, cookie, max_age=KEPT, httponly=True, samesite="Lax", secure=secure)
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
        known = posters.find_phone(session, secret) if secret else None
        if known is not None and known.place_id == place.id:
            return known, ""
        if posters.count_phones(session, place.id, clock.now()) >= NEW_AN_HOUR:
            raise Unreadable("phone-too-many")
        return posters.open_phone(session, place, name, title, clock.now())

    return await site.lanes.run(f"poster:{request.match_info['token']}", find)


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
        await _read(request, form)
    except Unreadable as sorry:
        return await _show_mine(request, phone, texts.text(language_of(request), str(sorry)))
    if "press" in form.fields:
        outcome = await _press(site, phone, form)
        return await _show_mine(request, phone, outcome.toast if outcome else "")
    if form.words or form.photos:
        await _say(site, phone, form)
    raise web.HTTPSeeOther(f"/mine?lang={language_of(request)}", headers=CARE)


@routes.get("/mine/{name:[0-9a-f]{32}\\.(?:jpg|png)}")
async def photo(request: web.Request) -> web.FileResponse:
    """A photo of this phone's own, or a picture it was shown."""
    site, phone, name = request.app[SITE], await _phone(request), request.match_info["name"]
    if not await site.lanes.read(lambda session: webchat.has_picture(session, phone.account, name)):
        raise web.HTTPNotFound
    return web.FileResponse(site.pictures / name, headers={"Cache-Control": "private, max-age=86400"})


async def _phone(request: web.Request) -> Phone:
    """The phone that asks; one we do not know is shown where the posters are."""
    secret = request.cookies.get(COOKIE, "")
    found = await request.app[SITE].lanes.read(lambda session: posters.find_phone(session, secret)) if secret else None
    if found is None:
        raise web.HTTPFound("/r/-", headers=CARE)
    return found


async def _show_mine(request: web.Request, phone: Phone, told: str = "") -> web.Response:
    site, language = request.app[SITE], language_of(request)
    messages = await site.lanes.read(lambda session: _messages(session, phone.account))
    waiting = bool(messages) and bool(messages[-1]["author"])
    context = {"language": language, "messages": messages, "told": told, "waiting": waiting, "most": MOST_PHOTOS}
    template = "own.html" if "rows" in request.query else "mine.html"
    answer = aiohttp_jinja2.render_template(template, request, context | {"once": secrets.token_urlsafe(12)})
    answer.headers.update(CARE)
    return answer


def _messages(session: Session, account: str) -> list[dict[str, Any]]:
    room = webchat.find_room(session, account)
    return [as_shown(session, row) for row in webchat.find_messages(session, room.id, SHOWN)] if room else []


# ---------------------------------------------------------------- what is sent


async def _say(site: Site, phone: Phone, form: Form) -> None:
    """The words with the first photo, then the other photos, each once; the door joins them to one matter."""
    for turn, photo_name in enumerate(form.photos or [""]):
        if await _first_time(site, f"{form.once}:{turn}"):
            await site.webchat.say(phone.account, phone.account, form.words if turn == 0 else "", None, photo_name)


async def _press(site: Site, phone: Phone, form: Form) -> Outcome | None:
    message, _, data = form.fields["press"].partition(":")
    if not re.fullmatch(r"[0-9]{1,15}", message):
        return None
    return await site.webchat.press(phone.account, phone.account, int(message), data, form.once)


async def _first_time(site: Site, once: str) -> bool:
    return await site.lanes.run(f"form:{once}", lambda session: posters.take_form(session, once[:40], clock.now()))


async def _read(request: web.Request, form: Form) -> None:
    """Fill a form from what comes, photo by photo, within bounds."""
    try:
        parts = await request.multipart()
        while (part := await parts.next()) is not None:
            if isinstance(part, BodyPartReader):
                await _take(request, part, form)
    except (ValueError, AssertionError, KeyError) as error:
        raise Unreadable("phone-unreadable") from error


async def _take(request: web.Request, part: BodyPartReader, form: Form) -> None:
    raw = bytes(await _bounded(part, LARGEST if part.filename else MOST_FIELD))
    if not part.filename:
        form.fields[part.name or ""] = raw.decode("utf-8", "replace")
    elif raw:
        form.photos.append(await _keep(request, raw, len(form.photos)))


async def _bounded(part: BodyPartReader, most: int) -> bytearray:
    raw = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        raw += chunk
        if len(raw) > most:
            raise Unreadable("phone-too-large")
    return raw


async def _keep(request: web.Request, raw: bytes, kept: int) -> str:
    from bot.web import pictures  # the library is worth 2 MB, and photos are rare

    if kept >= MOST_PHOTOS:
        raise Unreadable("phone-many-photos")
    try:
        return await asyncio.to_thread(pictures.keep_picture, raw, request.app[SITE].pictures)
    except (OSError, ValueError):
        raise Unreadable("phone-no-photo") from None
