"""The webhook: 200 means committed; anything else and Telegram sends it again."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.base import Inbox
from bot.channels.telegram import polling
from bot.channels.telegram.verdicts import backoff
from bot.channels.telegram.wire import Doubtful, NotSent

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Telegram

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024


async def announce(channel: Telegram) -> None:
    """Tell Telegram where to post, until it has heard; then only the web server listens."""
    settings, failures = channel.settings, 0
    params = {"url": settings.webhook_url + channel.webhook_path, "secret_token": settings.webhook_secret, "max_connections": 40}
    while True:
        try:
            await channel.call("setWebhook", {**params, "allowed_updates": polling.WANTED})
            break
        except (LookupError, NotSent, Doubtful) as wrong:
            failures += 1
            log.warning("webhook not set", extra={"reason": str(wrong), "failures": failures})
            await asyncio.sleep(min(polling.LONGEST, backoff(failures - 1)))
    await asyncio.Event().wait()


def handler(channel: Telegram, inbox: Inbox) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Takes Telegram's posts."""

    async def take(request: web.Request) -> web.StreamResponse:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), channel.settings.webhook_secret.encode()):
            raise web.HTTPForbidden
        if channel.me is None or (request.content_length or 0) > LARGEST:
            raise web.HTTPServiceUnavailable if channel.me is None else web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
        try:
            await polling.one(channel, inbox, await request.read())
        except SQLAlchemyError:
            raise web.HTTPServiceUnavailable from None
        return web.Response()

    return take
