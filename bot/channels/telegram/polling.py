"""Long polling of our own: the offset moves only over what is committed, and an unreachable Telegram is waited for, for ever."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec

from bot.channels.base import Inbox, Quarantined
from bot.channels.telegram.updates import Unreadable, read
from bot.channels.telegram.verdicts import backoff
from bot.channels.telegram.wire import Doubtful, NotSent
from models.messaging import Happening
from scheduler import clock

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Telegram
    from bot.channels.telegram.updates import Me

log = logging.getLogger(__name__)

WAIT = 25
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
LONGEST = 30.0


class Batch(msgspec.Struct):
    """An answer of getUpdates, its updates still unread."""

    ok: bool
    result: list[msgspec.Raw] = []
    error_code: int = 0
    description: str = ""


class Numbered(msgspec.Struct):
    update_id: int


_BATCH = msgspec.json.Decoder(Batch)
_NUMBER = msgspec.json.Decoder(Numbered)


async def until_it_answers(ask: Callable[[], Awaitable[Me]]) -> Me:
    """Ask who we are until Telegram answers."""
    failures = 0
    while True:
        try:
            return await ask()
        except (LookupError, NotSent, Doubtful, KeyError, TypeError) as wrong:
            failures += 1
            log.warning("telegram does not answer", extra={"reason": str(wrong), "failures": failures})
            await asyncio.sleep(min(LONGEST, backoff(failures - 1)))


async def listen(channel: Telegram, inbox: Inbox) -> None:
    """Poll until cancelled."""
    offset, failures = 0, 0
    async with asyncio.TaskGroup() as tasks:
        while True:
            try:
                if failures or not offset:
                    await channel.call("deleteWebhook", {"drop_pending_updates": False})
                offset = await take(channel, inbox, await poll(channel, offset), offset, tasks)
                failures = 0
            except (LookupError, NotSent, Doubtful) as wrong:
                failures += 1
                log.warning("polling failed", extra={"reason": str(wrong), "failures": failures})
                await asyncio.sleep(min(LONGEST, backoff(failures - 1)))


async def poll(channel: Telegram, offset: int) -> list[msgspec.Raw]:
    """The next updates, each still raw."""
    params = {"offset": offset, "limit": 100, "timeout": WAIT, "allowed_updates": WANTED}
    body = msgspec.json.encode(params)
    address = f"{channel.settings.api_url}{channel.settings.token}/getUpdates"
    status, answer = await channel.wire.exchange("POST", address, WAIT + 10, data=body, headers={"Content-Type": "application/json"})
    try:
        batch = _BATCH.decode(answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise LookupError(f"getUpdates {status} unreadable") from None
    if not batch.ok:
        raise LookupError(f"getUpdates {batch.error_code} {batch.description}")
    return batch.result


async def take(channel: Telegram, inbox: Inbox, updates: list[msgspec.Raw], offset: int, tasks: asyncio.TaskGroup) -> int:
    """Hand in a batch, in order, all at once; the next offset when every one of them is committed, the old one otherwise."""
    outcomes = await asyncio.gather(*(one(channel, inbox, bytes(raw), tasks) for raw in updates), return_exceptions=True)
    lost = next((outcome for outcome in outcomes if isinstance(outcome, BaseException)), None)
    if lost is not None:
        raise LookupError(f"not committed: {type(lost).__name__}")
    numbers = [number for raw in updates if (number := number_of(raw)) is not None]
    if updates and not numbers:
        raise LookupError("updates without numbers")
    return max(numbers) + 1 if numbers else offset  # never "at least the last": numbering restarts lower after a quiet week


def number_of(raw: msgspec.Raw) -> int | None:
    """An update's number, even when the rest of it cannot be read."""
    try:
        return _NUMBER.decode(raw).update_id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


async def one(channel: Telegram, inbox: Inbox, raw: bytes, tasks: asyncio.TaskGroup | None = None) -> None:
    """One update: committed when this returns; a press is answered beside it, so that the next update need not wait."""
    assert channel.me is not None
    try:
        happened = read(raw, channel.me, clock.now())
    except Unreadable as wrong:
        digest = hashlib.sha256(raw).hexdigest()[:24]
        return await inbox.quarantine(Quarantined("telegram", f"telegram:q:{digest}", raw, str(wrong), clock.now()))
    if happened is None:
        return None
    outcome = await inbox.accept(happened)
    if happened.happening is Happening.PRESS:
        answering = channel.accepted(happened, outcome, happened.key.rpartition(":")[2])
        if tasks is None:
            return await answering
        tasks.create_task(answering)
    return None
