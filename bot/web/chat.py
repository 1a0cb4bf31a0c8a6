"""The local chat page: be any neighbour, talk to the real bot on a real channel."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
import msgspec
from aiohttp import BodyPartReader, WSMsgType, web
from sqlalchemy.orm import Session

from bot.channels.webchat import Screen, as_shown
from bot.web.board import show_boards
from bot.web.server import LARGEST, SITE, Site, language_of
from handlers import texts
from models import people, places, webchat
from models.places import Level
from models.posters import ACCOUNT
from models.rules.roles import Role

routes = web.RouteTableDef()
landing = web.RouteTableDef()

STRINGS = ("send", "placeholder", "photo", "reply", "reconnecting", "bot", "cancel-reply", "unread", "edited", "who", "pinned")
TRIES = 3


class Said(msgspec.Struct):
    """What a browser sends."""

    do: str
    account: str = ""
    room: str = ""
    text: str = ""
    reply: int | None = None
    picture: str = ""
    message: int = 0
    data: str = ""
    id: str = ""


@landing.get("/")
async def land(request: web.Request) -> web.Response:
    """Where the chat page is not served: the boards."""
    return await show_boards(request)


@routes.get("/")
async def page(request: web.Request) -> web.Response:
    site, language = request.app[SITE], language_of(request)
    folk, board = await site.lanes.read(lambda session: (find_folk(session, language), find_first(session)))
    strings = {name: texts.text(language, f"web-{name}") for name in STRINGS}
    tries = [texts.text(language, f"web-try-{n}") for n in range(1, TRIES + 1)]
    context = {"folk": folk, "board": board, "language": language, "strings": msgspec.json.encode(strings).decode(), "tries": tries}
    return aiohttp_jinja2.render_template("chat.html", request, context)


def find_first(session: Session) -> int:
    """The compound whose board stands beside the chat."""
    compounds = places.find_compounds(session)
    return compounds[0].id if compounds else 0


def find_folk(session: Session, language: str) -> list[dict[str, str]]:
    """Who one may be: account, name, what they are."""
    folk = []
    for account, person in people.find_on_channel(session, "web"):
        if account.startswith(ACCOUNT):
            continue
        held = people.find_appointments(session, person.id)
        roles = [texts.text(language, f"role-{role.value}") for role, _ in held] or [texts.text(language, f"role-{Role.RESIDENT.value}")]
        homes = [_door(session, home) for home in people.find_homes(session, person.id)]
        folk.append({"account": account, "name": person.name, "role": roles[0], "home": homes[0] if homes else ""})
    return folk


def _door(session: Session, home: places.Place) -> str:
    return "".join(p.name for p in places.find_above(session, home) if p.level in (Level.BUILDING, Level.UNIT, Level.HOUSEHOLD))


# ---------------------------------------------------------------- the live line


@routes.get("/ws")
async def line(request: web.Request) -> web.WebSocketResponse:
    """One browser's line: it says who it looks through, then talks and listens."""
    site = request.app[SITE]
    origin = urlsplit(request.headers.get("Origin", "")).hostname
    if origin not in site.hosts():
        raise web.HTTPForbidden(text="origin")
    socket = web.WebSocketResponse(heartbeat=30, max_msg_size=64 * 1024)
    await socket.prepare(request)
    screen = Screen(lambda shown: _send(socket, shown))
    site.webchat.screens.add(screen)
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await _hear(site, screen, socket, message.data)
    finally:
        site.webchat.screens.discard(screen)
    return socket


async def _send(socket: web.WebSocketResponse, shown: dict[str, Any]) -> None:
    """A browser that went away misses nothing: it reads the room again when it comes back."""
    if not socket.closed:
        await asyncio.wait_for(socket.send_str(msgspec.json.encode(shown).decode()), 5)


async def _hear(site: Site, screen: Screen, socket: web.WebSocketResponse, raw: str) -> None:
    try:
        said = msgspec.json.decode(raw, type=Said)
    except msgspec.DecodeError:
        return
    try:
        if said.do == "be":
            screen.account = said.account
            await _send(socket, {"rooms": await site.lanes.read(lambda session: find_rooms(session, said.account))})
        elif said.do == "say" and (said.text.strip() or said.picture):
            await site.webchat.say(screen.account, said.room, said.text, said.reply, Path(said.picture).name)
        elif said.do == "press":
            outcome = await site.webchat.press(screen.account, said.room, said.message, said.data, said.id)
            await _send(socket, {"pressed": said.id, "toast": outcome.toast})
    except LookupError:
        return


def find_rooms(session: Session, account: str) -> list[dict[str, Any]]:
    """The rooms of an account with their last messages."""
    found = []
    for room in webchat.find_rooms(session, account):
        messages = [as_shown(session, row) for row in webchat.find_messages(session, room.id)]
        pinned = webchat.find_pinned(session, room.id)
        above = as_shown(session, pinned) if pinned else None
        found.append({"address": room.address, "title": room.title, "private": room.private, "messages": messages, "pinned": above})
    return found


# ---------------------------------------------------------------- pictures


@routes.post("/chat/photos")
async def upload(request: web.Request) -> web.Response:
    """A photo from the page; what comes back is its name."""
    from bot.web import pictures  # the library is worth 2 MB, and photos are rare

    reader = await request.multipart()
    part = await reader.next()
    if not isinstance(part, BodyPartReader):
        raise web.HTTPBadRequest
    raw = await part.read(decode=True)
    if len(raw) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, len(raw))
    try:
        name = await asyncio.to_thread(pictures.keep_picture, bytes(raw), request.app[SITE].pictures)
    except (OSError, ValueError):
        raise web.HTTPUnsupportedMediaType(text="picture") from None
    return web.json_response({"picture": name})


@routes.get("/files/{name:[0-9a-f]{32}\\.(?:jpg|png)}")
async def picture(request: web.Request) -> web.FileResponse:
    return web.FileResponse(request.app[SITE].pictures / request.match_info["name"])
