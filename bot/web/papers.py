"""The files of a firm's proposal: taken on its page, sealed with it, and opened to everybody with it."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels.base import Outcome
from bot.web import bids
from bot.web.bids import Page
from bot.web.links import gone, look_up
from bot.web.server import SITE, language_of
from handlers import texts
from handlers.bids import SPLIT
from models import forums
from models.messaging import Happening, Incoming, Sender, clean
from models.rules.codes import digest as digest_of
from models.rules.forums import LABEL, LARGEST_PAPER, MOST_PAPERS, is_pdf
from scheduler import clock

routes = web.RouteTableDef()
SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
NAME = r"{name:[0-9a-f]{32}\.(?:pdf|jpg)}"


@routes.post("/b/{token}/papers")
async def take(request: web.Request) -> web.Response:
    """One file into the envelope, or one out of it again."""
    page = await look_up(request, bids.find_page)
    if page is None:
        return gone(request)
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        return _refused(request, page, "bid-paper-large")
    file = form.get("paper")
    if isinstance(file, web.FileField):
        return await _put(request, page, file)
    return await _drop(request, page, str(form.get("drop", "")))


async def _put(request: web.Request, page: Page, file: web.FileField) -> web.Response:
    raw = await asyncio.to_thread(file.file.read, LARGEST_PAPER + 1)
    if len(raw) > LARGEST_PAPER:
        return _refused(request, page, "bid-paper-large")
    if page.filled is None or len(page.papers) >= MOST_PAPERS:
        return _refused(request, page, "bid-paper-many")
    try:
        name = await asyncio.to_thread(keep_paper, raw, folder_of(request))
    except (OSError, ValueError):
        return _refused(request, page, "bid-paper-unreadable")
    label = clean(Path(file.filename.replace("\\", "/")).name).replace(SPLIT, "")[-LABEL:] or name
    outcome = await _press(request, page, f"bid-paper:{page.proposal}:{SPLIT.join((name, str(len(raw)), label))}", name)
    if outcome.alert:
        (folder_of(request) / name).unlink(missing_ok=True)
    return await _again(request, page, outcome.toast, outcome.alert)


async def _drop(request: web.Request, page: Page, name: str) -> web.Response:
    if name not in {paper.name for paper in page.papers}:
        return _refused(request, page, "page-unchanged")
    outcome = await _press(request, page, f"bid-unpaper:{page.proposal}:{name}", f"drop:{name}")
    if not outcome.alert and not outcome.duplicate:
        (folder_of(request) / name).unlink(missing_ok=True)
    return await _again(request, page, outcome.toast, outcome.alert)


async def _press(request: web.Request, page: Page, pressed: str, once: str) -> Outcome:
    """A press of the firm, on the road of all; its key is the stored file's own name."""
    digest = digest_of(request.match_info["token"])
    told: dict[str, Any] = {"sender": Sender(page.sender), "pressed": pressed, "source": digest}
    key = f"bid:{digest}:{once}"
    return await request.app[SITE].inbox.accept(Incoming(forums.CHANNEL, key, Happening.PRESS, page.sender, clock.now(), **told))


async def _again(request: web.Request, page: Page, said: str, refused: bool) -> web.Response:
    after = await look_up(request, bids.find_page, counted=False)
    return bids.shown(request, after or page, said, refused=refused)


def _refused(request: web.Request, page: Page, key: str) -> web.Response:
    told = {"most": str(MOST_PAPERS), "size": str(LARGEST_PAPER // 1024**2)}
    return bids.shown(request, page, texts.text(language_of(request), key, **told), refused=True)


def folder_of(request: web.Request) -> Path:
    """Beside the pictures, where no other address leads."""
    folder = request.app[SITE].pictures / "papers"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def keep_paper(raw: bytes, folder: Path) -> str:
    """Store a PDF as it is, a picture made anew, under a random name; OSError or ValueError for anything else."""
    from bot.web import pictures  # the library is worth 2 MB, and papers are rare

    if not is_pdf(raw):
        return pictures.keep_picture(raw, folder)
    name = f"{secrets.token_hex(16)}.pdf"
    (folder / name).touch(mode=0o600)
    (folder / name).write_bytes(raw)
    return name


@routes.get(f"/papers/{NAME}")
async def look(request: web.Request) -> web.StreamResponse:
    """A file of an opened proposal, for whoever was told its address; before the opening it leads nowhere. Never run by a browser."""
    name = request.match_info["name"]
    found = await request.app[SITE].lanes.read(lambda session: forums.find_open_paper(session, name))
    if found is None or not (folder_of(request) / name).is_file():
        return gone(request)
    return web.FileResponse(folder_of(request) / name, headers=SAFE | {"Content-Disposition": f"attachment; filename={name}"})
