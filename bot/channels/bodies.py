"""What a provider posts to us, read within bounds."""

from __future__ import annotations

from aiohttp import web

PIECE = 64 * 1024


async def read_body(request: web.Request, most: int) -> bytes:
    """The body, of a size the provider may send; read in pieces, because a sender need not say its length. HTTP 413 when it is larger."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(PIECE):
        body += chunk
        if len(body) > most:
            raise web.HTTPRequestEntityTooLarge(most, len(body))
    return bytes(body)
