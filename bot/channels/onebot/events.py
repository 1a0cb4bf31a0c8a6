"""OneBot's events as the v11 standard has them: a message as segments or as a CQ string."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from models.messaging import Attachment, Happening, Incoming, Media, Sender, clean
from scheduler import clock

_CQ = re.compile(r"\[CQ:([a-z_]+)((?:,[^,\]]*)*)\]")
Id = Annotated[int, Meta(gt=-(2**62), lt=2**62)]


class Segment(msgspec.Struct):
    type: str
    data: dict[str, Any] = {}


class Author(msgspec.Struct):
    nickname: str | None = ""
    card: str | None = ""


class Event(msgspec.Struct):
    """A message, a notice, a heartbeat, or the answer to an action, told apart by what is set."""

    post_type: str = ""
    message_type: str = ""
    self_id: Id = 0
    message_id: Id = 0
    user_id: Id = 0
    group_id: Id = 0
    message: list[Segment] | str | None = None
    sender: Author = msgspec.field(default_factory=Author)
    echo: str | int | None = None
    retcode: int = 0
    data: Any = None


_DECODER = msgspec.json.Decoder(Event)
BROKEN = (msgspec.DecodeError, RecursionError, ValueError)


def read(raw: bytes) -> Event:
    """An event; one of BROKEN when it is none."""
    return _DECODER.decode(raw)


def happened_of(event: Event) -> Incoming | None:
    """A message of a person; notices (who came, who went) and heartbeats are nothing to us."""
    if event.post_type != "message" or event.user_id in (0, event.self_id):
        return None
    private, segments = event.message_type == "private", list(_segments(event.message))
    text = clean("".join(str(s.data.get("text", "")) for s in segments if s.type == "text")).strip()
    called = any(s.type == "at" and str(s.data.get("qq")) == str(event.self_id) for s in segments)
    images = [str(s.data.get("url") or s.data.get("file") or "") for s in segments if s.type == "image"]
    if not text and not images and not called:
        return None
    key = f"onebot:m:{event.self_id}:{event.group_id}:{event.user_id if private else 0}:{event.message_id}"
    return Incoming(
        "onebot",
        key,
        Happening.MESSAGE,
        str(event.user_id) if private else f"g{event.group_id}",
        clock.now(),
        private=private,
        sender=Sender(str(event.user_id), clean(event.sender.card or event.sender.nickname or "")[:80]),
        message=str(event.message_id),
        text=text,
        attachments=tuple(_picture(key, number, url) for number, url in enumerate(images)),
        reply_to=next((str(s.data.get("id", ""))[:40] for s in segments if s.type == "reply"), ""),
        addressed=private or called or text.startswith("/"),
    )


def _picture(key: str, number: int, url: str) -> Attachment:
    unique = hashlib.sha256(f"{key}:{number}".encode()).hexdigest()[:32]
    return Attachment(Media.PHOTO, f"{unique}.jpg", unique, url)


def _segments(said: list[Segment] | str | None) -> Iterator[Segment]:
    """Segments as they come, or out of a CQ string, in which `&#44;` and the like stand for signs of its own."""
    if not isinstance(said, str):
        yield from said or ()
        return
    last = 0
    for code in _CQ.finditer(said):
        yield Segment("text", {"text": html.unescape(said[last : code.start()])})
        pairs = (pair.partition("=") for pair in code[2].split(",") if pair)
        yield Segment(code[1], {name: html.unescape(value) for name, _, value in pairs})
        last = code.end()
    yield Segment("text", {"text": html.unescape(said[last:])})
