"""`/h/TOKEN`: the way into the page of a household. Who opens a link first comes in; whoever comes after gives a joining code.

To look changes nothing (messengers fetch every address they see); only a form lets in, on the road of all presses.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.forms import Form, Unreadable, read
from bot.web.links import HEADERS, MISSES, answer, caller_of, look_up
from bot.web.phone import NEW_AN_HOUR, known, remember
from bot.web.server import SITE, language_of
from handlers import texts
from handlers.ctx import House, Voice
from handlers.homes import called
from models import codes, people, phones, places, posters
from models.chats import Chat, Kind
from models.places import Level
from models.posters import CHANNEL, Phone
from models.rules.codes import find_code
from scheduler import clock

routes = web.RouteTableDef()

DOOR, STANDS = "door", 3600
"""Who stands at a door is given the secret of the phone to be: a second tap, which throws the first answer away, finds the same phone."""


@dataclass(frozen=True)
class Door:
    """What a live link leads to: a household, or what is one person's own; whether somebody has it already."""

    digest: str
    called: str
    place: int
    person: int | None
    taken: bool


@routes.get("/h/{token}")
async def look(request: web.Request) -> web.StreamResponse:
    """Who has come in is led on; others see the door. HEAD and GET change nothing."""
    door, phone = await look_up(request, find_door), await known(request)
    if door is None:
        return gone(request)
    if phone is not None and await _is_in(request, phone, door.place, door.person):
        return web.HTTPSeeOther(f"/h?lang={language_of(request)}", headers=HEADERS)
    return await show(request, door)


@routes.post("/h/{token}")
async def enter(request: web.Request) -> web.StreamResponse:
    """进入: the first has it."""
    door, form = await look_up(request, find_door), Form()
    if door is None:
        return gone(request)
    phone, secret = await _here(request)
    if phone is not None and await _is_in(request, phone, door.place, door.person):
        return _led_on(request, secret)
    try:
        await read(request, form, photos=False)
        if door.taken:
            return await show(request, door, refused=True)
        phone, secret = await _phone_for(request, door, phone, secret)
    except Unreadable as sorry:
        return await show(request, door, texts.text(language_of(request), str(sorry)), refused=True)
    site, name = request.app[SITE], _name(form)
    outcome = await site.webchat.press(phone.account, phone.account, 0, f"phone-enter:{door.digest}", form.once, name)
    if await _is_in(request, phone, door.place, door.person):
        return _led_on(request, secret)
    again = await look_up(request, find_door, counted=False)
    return await show(request, again, outcome.toast, refused=True) if again else gone(request)


async def _here(request: web.Request) -> tuple[Phone | None, str]:
    """The phone that asks, by its cookie; or that which came in by this door and has not heard so yet, with its secret."""
    phone, secret = await known(request), _given(request)
    if phone is not None or not secret:
        return phone, ""
    found = await request.app[SITE].lanes.read(lambda session: posters.find_phone(session, secret))
    return found, secret if found else ""


def _given(request: web.Request) -> str:
    """The secret that this door gave out, in the shape of one."""
    secret = request.cookies.get(DOOR, "")
    return secret if re.fullmatch(r"[\w-]{32}", secret, re.ASCII) else ""


def _name(form: Form) -> str:
    return form.fields.get("name", "").strip()[:40]


def _led_on(request: web.Request, secret: str) -> web.StreamResponse:
    onward = web.HTTPSeeOther(f"/h?lang={language_of(request)}", headers=HEADERS)
    if secret:
        remember(request, onward, secret)
    return onward


def find_door(session: Session, house: House, digest: str, language: str) -> Door | None:
    """What the link with this digest leads to now."""
    link = phones.find_link(session, digest, clock.now())
    place = places.find_place(session, link.place_id) if link else None
    if link is None or place is None:
        return None
    voice = Voice(session, house, Chat(channel=CHANNEL, address="", kind=Kind.PRIVATE, language=language), clock.now())
    named = called(voice, place) if link.person_id is None and place.level is Level.HOUSEHOLD else ""
    return Door(digest, named, place.id, link.person_id, link.opened_at is not None)


async def _is_in(request: web.Request, phone: Phone, place: int, person: int | None = None) -> bool:
    """Whether this phone is let in: that of this person, or else of somebody who belongs to the household."""

    def find(session: Session) -> bool:
        me = people.find_person(session, CHANNEL, phone.account)
        if me is None or person is not None:
            return me is not None and me.id == person
        return any(home.id == place for home in people.find_homes(session, me.id))

    return await request.app[SITE].lanes.read(find)


async def _phone_for(request: web.Request, door: Door, phone: Phone | None, secret: str) -> tuple[Phone, str]:
    """The phone that comes in: the one that is known, unless it is another person's; else a new one with the secret of its cookie."""
    if phone is not None and (door.person is None or await _is_nobodys(request, phone)):
        return phone, secret
    return await _new_phone(request, door.place)


async def _is_nobodys(request: web.Request, phone: Phone) -> bool:
    return await request.app[SITE].lanes.read(lambda session: people.find_person(session, CHANNEL, phone.account)) is None


async def _new_phone(request: web.Request, place: int) -> tuple[Phone, str]:
    language, given = language_of(request), _given(request)

    def make(session: Session) -> tuple[Phone, str]:
        found, before = places.find_place(session, place), posters.find_phone(session, given) if given else None
        if before is not None and people.find_person(session, CHANNEL, before.account) is None:
            return before, given
        if found is None or posters.count_phones(session, place, clock.now()) >= NEW_AN_HOUR:
            raise Unreadable("home-too-many")
        secret = posters.new_secret() if before else given
        return posters.add_phone(session, found, texts.text(language, "web-bot"), clock.now(), language, secret)

    return await request.app[SITE].lanes.run(f"door:{place}", make)


# ---------------------------------------------------------------- by a joining code


async def join(request: web.Request, form: Form) -> web.StreamResponse:
    """绑定, on the page: only a code that is good makes a phone known; who has tried too many waits a while."""
    site, misses, caller = request.app[SITE], request.app[MISSES], caller_of(request)
    if misses.too_many(caller):
        return await show(request, said=texts.text(language_of(request), "home-too-many"), refused=True)
    code = find_code(form.fields["code"]) or ""
    home = await site.lanes.read(lambda session: codes.find_home(session, code, clock.now()))
    phone, secret = await _here(request)
    if home is None and phone is not None and secret:  # the code was good at the first tap
        return _led_on(request, secret)
    if home is None:
        misses.note(caller)
        return await show(request, said=texts.text(language_of(request), "home-code-wrong"), refused=True)
    try:
        phone, secret = (phone, secret) if phone else await _new_phone(request, home.id)
    except Unreadable as sorry:
        return await show(request, said=texts.text(language_of(request), str(sorry)), refused=True)
    await site.webchat.say(phone.account, phone.account, texts.text(language_of(request), "home-join-words", code=code), name=_name(form))
    if not await _is_in(request, phone, home.id):
        return await show(request, said=texts.text(language_of(request), "home-code-wrong"), refused=True)
    return _led_on(request, secret)


# ---------------------------------------------------------------- what is shown


async def show(request: web.Request, door: Door | None = None, said: str = "", *, refused: bool = False) -> web.StreamResponse:
    """The door: 进入 for the first, a code for whoever comes after or comes without a link."""
    context: dict[str, object] = {"door": door, "said": said, "refused": refused, "language": language_of(request)}
    busy = request.app[MISSES].too_many(caller_of(request))
    status = 200 if not refused else 429 if busy else 422
    shown = answer("door.html", request, context | {"once": secrets.token_urlsafe(12)}, status)
    remember(request, shown, _given(request) or posters.new_secret(), DOOR, STANDS)
    return shown


def gone(request: web.Request) -> web.StreamResponse:
    """Unknown, expired and revoked look the same, and say kindly where to get a new one."""
    busy = request.app[MISSES].too_many(caller_of(request))
    return answer("home_gone.html", request, {"language": language_of(request), "busy": busy}, 429 if busy else 404)
