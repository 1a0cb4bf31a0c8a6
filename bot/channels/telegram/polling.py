"""Long polling of our own: the offset moves only over what is committed, and an unreachable Telegram is waited for, for ever."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from bot.channels.base import Inbox, Quarantined
from bot.channels.telegram.shapes import Number
from bot.channels.telegram.updates import Unreadable, read
from bot.channels.telegram.verdicts import NO_SUCH_BOT, Backoff
from bot.channels.telegram.wire import Failed, Refused
from models.messaging import Happening
from scheduler import clock

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Telegram

log = logging.getLogger(__name__)
T = TypeVar("T")

WAIT, GRACE = 25, 10
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
LONGEST = 30.0
PRESS = "telegram:c:"


class NotCommitted(Exception):
    """The house could not keep an update: it is to come again."""


class Batch(msgspec.Struct):
    """An answer of getUpdates, its updates still unread."""

    ok: bool
    result: list[msgspec.Raw] = []
    error_code: int = 0
    description: str = ""


class Numbered(msgspec.Struct):
    update_id: Number


_BATCH = msgspec.json.Decoder(Batch)
_NUMBER = msgspec.json.Decoder(Numbered, strict=False)
_UNBROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_RESULT = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[')
_MARKS = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[][{},]', re.DOTALL)
_SAID_NUMBER = re.compile(rb'"update_id"\s*:\s*"?(\d{1,15})\b')


async def persistently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask until Telegram answers."""
    backoff = Backoff(LONGEST)
    while True:
        try:
            return await ask()
        except Failed as wrong:
            await rest(backoff, wrong)


async def rest(backoff: Backoff, wrong: Failed | NotCommitted) -> None:
    """Say what is wrong and wait; a refused token is the operator's to mend."""
    level = logging.ERROR if isinstance(wrong, Refused) and wrong.status in NO_SUCH_BOT else logging.WARNING
    seconds = backoff.again()
    log.log(level, "telegram does not answer", extra={"reason": str(wrong), "failures": backoff.failures})
    await asyncio.sleep(seconds)


async def listen(channel: Telegram, inbox: Inbox) -> None:
    """Poll until cancelled."""
    offset, hooked, backoff, before = 0, True, Backoff(LONGEST), b""
    while True:
        try:
            if hooked:
                await channel.call("deleteWebhook", {"drop_pending_updates": False})
                hooked = False
            updates = await poll(channel, offset)
            await keep(channel, inbox, updates)
        except (Failed, NotCommitted) as wrong:
            hooked = hooked or (isinstance(wrong, Refused) and wrong.status == 409)
            await rest(backoff, wrong)
            continue
        backoff.well()
        offset = after(updates, offset)
        if updates and updates[0] == before:  # what comes again at once could not be confirmed: no busy loop over it
            await asyncio.sleep(1)
        before = updates[0] if updates else b""


async def poll(channel: Telegram, offset: int) -> list[bytes]:
    """The next updates, each still raw."""
    params = {"offset": offset, "limit": 100, "timeout": WAIT, "allowed_updates": WANTED}
    status, body = await channel.post("getUpdates", params, WAIT + GRACE)
    try:
        batch = _BATCH.decode(body)
    except _UNBROKEN:
        apart = torn_apart(body) if status == 200 else None
        if apart is None:
            raise Refused("getUpdates", status, "unreadable") from None
        return apart
    if not batch.ok:
        raise Refused("getUpdates", batch.error_code or status, batch.description)
    return [bytes(raw) for raw in batch.result]


def torn_apart(body: bytes) -> list[bytes] | None:
    """The updates of an answer that is no sound JSON because one of them is not; None when the answer is not even whole."""
    head = _RESULT.match(body)
    if head is None:
        return None
    found, depth, begun = [], 0, head.end()
    for mark in _MARKS.finditer(body, begun):
        sign = mark[0]
        if depth == 0 and sign in (b",", b"]"):
            found.append(body[begun : mark.start()].strip())
            begun = mark.end()
            if sign == b"]":
                return [update for update in found if update]
        depth += (sign in (b"[", b"{")) - (sign in (b"]", b"}"))
    return None


async def keep(channel: Telegram, inbox: Inbox, updates: Sequence[bytes]) -> None:
    """Hand in updates, in order, all at once; NotCommitted unless every one of them is."""
    outcomes = await asyncio.gather(*(_one(channel, inbox, raw) for raw in updates), return_exceptions=True)
    lost = next((outcome for outcome in outcomes if isinstance(outcome, BaseException)), None)
    if lost is not None:
        raise NotCommitted(f"not committed: {type(lost).__name__}")


async def _one(channel: Telegram, inbox: Inbox, raw: bytes) -> None:
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
        await channel.pressed(happened.key.removeprefix(PRESS), outcome)
    return None


def after(updates: Sequence[bytes], offset: int) -> int:
    """The offset that confirms a batch. Never "at least the last": numbering restarts lower after a quiet week.

    Updates come lowest number first, so of n without a number none is beyond the n-th from the offset.
    """
    numbers = [number for raw in updates if (number := number_of(raw)) is not None]
    if numbers:
        return max(numbers) + 1
    return offset + len(updates) if offset else 0


def number_of(raw: bytes) -> int | None:
    """An update's number, even when the rest of it cannot be read."""
    try:
        return _NUMBER.decode(raw).update_id
    except msgspec.ValidationError:
        return None
    except _UNBROKEN:
        said = _SAID_NUMBER.search(raw)
        return int(said[1]) if said else None
