"""The webhook: 200 means committed; anything else and Telegram sends it again."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.base import Inbox
from bot.channels.bodies import read_body
from bot.channels.telegram import polling

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Telegram

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024


async def announce(channel: Telegram) -> None:
    """Tell Telegram where to post, until it has heard; then only the web server listens."""
    settings = channel.settings
    params = {
        "url": settings.webhook_url + channel.webhook_path,
        "secret_token": settings.webhook_secret,
        "max_connections": 40,
        "allowed_updates": polling.WANTED,
    }
    await polling.persistently(lambda: channel.call("setWebhook", params))
    await asyncio.Event().wait()


def webhook_handler(channel: Telegram, inbox: Inbox) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Takes Telegram's posts."""

    async def take(request: web.Request) -> web.StreamResponse:
        if not _knows_the_secret(request, channel.settings.webhook_secret):
            raise web.HTTPForbidden
        if channel.me is None:
            raise web.HTTPServiceUnavailable
        try:
            await polling.keep(channel, inbox, [await read_body(request, LARGEST)])
        except polling.NotCommitted as lost:
            raise web.HTTPServiceUnavailable(reason="not committed") from lost
        return web.Response()

    return take


def _knows_the_secret(request: web.Request, secret: str) -> bool:
    """Compared in constant time; without a secret nobody knows it."""
    said = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
    return bool(secret) and hmac.compare_digest(said, secret.encode())
