"""Pictures and files: fetched within their five minutes and unsealed; uploaded in pieces (protocol A2.5, A2.10)."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from bot.channels.wecom.crypto import decrypt, read_key
from bot.channels.wecom.frames import UPLOAD_CHUNK, UPLOAD_FINISH, UPLOAD_INIT, Frame
from bot.channels.wecom.shapes import File
from bot.channels.wecom.wire import Doubtful, NotSent, Wire

LARGEST = 20 * 1024 * 1024
WAIT = aiohttp.ClientTimeout(total=60, connect=5)
PIECE = 512 * 1024
PICTURE = 2 * 1024 * 1024
"""One copy of the vendor's document takes no larger picture."""
SMALLER = (1600, 1200, 800)
TRIES = 3


async def fetch(session: aiohttp.ClientSession, file: File, to: Path, key: bytes | None = None) -> None:
    """Store what lies at a file's address, unsealed; `to` appears whole or not at all. OSError when it cannot be had."""
    try:
        sealed = await _download(session, file.url)
        content = await asyncio.to_thread(decrypt, key or read_key(file.aeskey), sealed)
    except (aiohttp.ClientError, TimeoutError, ValueError) as wrong:
        raise OSError(f"file {type(wrong).__name__}") from None
    await asyncio.to_thread(_store, to, content)


async def _download(session: aiohttp.ClientSession, url: str) -> bytes:
    found = bytearray()
    async with session.get(url, timeout=WAIT, allow_redirects=False) as answer:
        if answer.status != 200:
            raise OSError(f"file {answer.status}")
        async for piece in answer.content.iter_chunked(256 * 1024):
            found += piece
            if len(found) > LARGEST:
                raise OSError(f"more than {LARGEST} bytes")
    return bytes(found)


def _store(to: Path, content: bytes) -> None:
    part = to.with_name(f"{to.name}.part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    part.replace(to)


async def upload(wire: Wire, kind: str, name: str, content: bytes) -> str:
    """The media id of what was uploaded, good for three days; OSError when it was not taken."""
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)]
    told = {"type": kind, "filename": name, "total_size": len(content), "total_chunks": len(pieces), "md5": _md5(content)}
    session = await _asked(wire, UPLOAD_INIT, told, "upload_id")
    for number, piece in enumerate(pieces):
        said = {"upload_id": session, "chunk_index": number, "base64_data": base64.b64encode(piece).decode()}
        await _asked(wire, UPLOAD_CHUNK, said)
    return await _asked(wire, UPLOAD_FINISH, {"upload_id": session}, "media_id")


async def _asked(wire: Wire, cmd: str, body: dict[str, Any], wanted: str = "") -> str:
    """What an upload's step answers; a step may be repeated, so a lost answer is asked for again."""
    for left in reversed(range(TRIES)):
        try:
            return _read(await wire.ask(cmd, body), wanted)
        except NotSent:
            raise OSError("no connection") from None
        except Doubtful:
            if not left:
                raise OSError("no answer") from None
    raise AssertionError


def _read(answer: Frame, wanted: str) -> str:
    if answer.errcode:
        raise OSError(f"errcode {answer.errcode}")
    if not wanted:
        return ""
    try:
        return str(msgspec.json.decode(answer.body, type=dict[str, Any])[wanted])
    except (msgspec.DecodeError, KeyError):
        raise OSError("unreadable answer") from None


def shrunk(content: bytes) -> bytes:
    """A picture of less than 2 MB: itself, or a smaller JPEG of it. ValueError or OSError when it is none."""
    if len(content) <= PICTURE:
        return content
    from PIL import Image  # only for what is too large

    with Image.open(io.BytesIO(content)) as picture:
        for side in SMALLER:
            small = picture.convert("RGB")
            small.thumbnail((side, side))
            made = io.BytesIO()
            small.save(made, "JPEG", quality=80)
            if made.tell() <= PICTURE:
                break
    return made.getvalue()


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
