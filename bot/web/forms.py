"""What a page sends: fields and photos, read part by part within bounds; each form counts once."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.channels.webchat import LONGEST
from bot.web.server import LARGEST, SITE, Site
from models import posters
from models.messaging import clean
from models.posters import Phone
from scheduler import clock

MOST_PHOTOS, MOST_FIELD = 4, 16 * 1024


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


async def read(request: web.Request, form: Form, photos: bool = True) -> None:
    """Fill a form from what comes, photo by photo, within bounds."""
    try:
        parts = await request.multipart()
        while (part := await parts.next()) is not None:
            if isinstance(part, BodyPartReader):
                await _take(request, part, form, photos)
    except (ValueError, AssertionError, KeyError) as error:
        raise Unreadable("phone-unreadable") from error


async def _take(request: web.Request, part: BodyPartReader, form: Form, photos: bool) -> None:
    raw = bytes(await _bounded(part, LARGEST if part.filename and photos else MOST_FIELD))
    if not part.filename:
        form.fields[part.name or ""] = clean(raw.decode("utf-8", "replace"))
    elif raw and photos:
        form.photos.append(await _keep(request, raw, form.photos))


async def _bounded(part: BodyPartReader, most: int) -> bytearray:
    raw = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        raw += chunk
        if len(raw) > most:
            raise Unreadable("phone-too-large")
    return raw


async def _keep(request: web.Request, raw: bytes, kept: Collection[str]) -> str:
    from bot.web import pictures  # the library is worth 2 MB, and photos are rare

    if len(kept) >= MOST_PHOTOS:
        raise Unreadable("phone-many-photos")
    try:
        return await asyncio.to_thread(pictures.keep_picture, raw, request.app[SITE].pictures)
    except (OSError, ValueError):
        raise Unreadable("phone-no-photo") from None


async def say(site: Site, phone: Phone, form: Form, words: str) -> bool:
    """The words with the first photo, then the other photos, each once; the door joins them to one matter. False when all came before."""
    fresh = False
    for turn, photo_name in enumerate(form.photos or [""]):
        if await _first_time(site, f"{form.once}:{turn}"):
            fresh = True
            await site.webchat.say(phone.account, phone.account, words if turn == 0 else "", None, photo_name)
    return fresh


async def _first_time(site: Site, once: str) -> bool:
    return await site.lanes.run(f"form:{once}", lambda session: posters.take_form(session, once[:40], clock.now()))
