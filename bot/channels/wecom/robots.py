"""Group robots (消息推送): they only post. The last rung of the ladder, and all that callback mode can say by itself (protocol A4)."""

from __future__ import annotations

from typing import Any

import aiohttp
import msgspec

from bot.channels.wecom.verdicts import verdict_of
from bot.channels.wecom.words import ROBOT_ROOM
from models.messaging import Later, Rejected, Sent, Unit, Unknown, Verdict, cut

WAIT = aiohttp.ClientTimeout(total=15, connect=5)
AGAIN = 30.0


class Answer(msgspec.Struct):
    errcode: int = 0
    errmsg: str = ""


async def post(session: aiohttp.ClientSession, url: str, text: str, message: str, room: int = ROBOT_ROOM) -> Verdict:
    """Say words (they are Markdown already) at an address of WeCom's; `message` is the id we give what was said."""
    for piece in cut(text, room, Unit.BYTES):
        verdict = await _post(session, url, {"msgtype": "markdown", "markdown": {"content": piece}})
        if verdict is not None:
            return verdict
    return Sent(message)


async def _post(session: aiohttp.ClientSession, url: str, said: dict[str, Any]) -> Verdict | None:
    """None when it was taken. An address is never told, because the key is in it."""
    try:
        async with session.post(url, json=said, timeout=WAIT, allow_redirects=False) as answer:
            status, body = answer.status, await answer.read()
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
        return Later(AGAIN)
    except (aiohttp.ClientError, TimeoutError, OSError) as wrong:
        return Unknown(type(wrong).__name__)
    try:
        code = msgspec.json.decode(body, type=Answer).errcode if status == 200 else status
    except msgspec.DecodeError:
        return Unknown("unreadable answer")
    if code >= 500 and status != 200:
        return Later(AGAIN)
    return (verdict_of(code) or Rejected(f"robot: {code}")) if code else None
