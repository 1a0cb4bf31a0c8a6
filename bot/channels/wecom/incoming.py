"""What WeCom says happened becomes what happened: one strict reading for both modes (protocol A2.5, A2.6)."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from bot.channels.wecom.shapes import Body, File, Said
from models.messaging import Attachment, Happening, Incoming, Media, Sender, clean

log = logging.getLogger(__name__)

HELP = "/help"
"""What somebody means who says nothing but our name."""
SYSTEM = "sys"
NAME_ENDS = " \u2005\u00a0\u3000\n\t"
_CALLED = re.compile(r"^@[^\s\u2005\u00a0]+(?:[\s\u2005\u00a0]+|$)")
_KINDS = {Media.PHOTO: "image", Media.FILE: "file", Media.VIDEO: "video"}
_SUFFIX = {Media.PHOTO: ".jpg", Media.VIDEO: ".mp4", Media.FILE: ".bin"}


class Unreadable(Exception):
    """A body that is not what the specification says; the text says why."""


class Kind(StrEnum):
    MESSAGE = "message"
    PRESS = "press"
    ENTER = "enter"
    MORE = "more"
    """Callback mode: what has become of a stream?"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message or an event, what is to be fetched for it at once (name → where it lies), and what it may be answered with."""

    kind: Kind
    chat: str
    private: bool
    who: str
    id: str = ""
    happened: Incoming | None = None
    files: tuple[tuple[str, File], ...] = ()
    quote: str = ""
    stream: str = ""
    answer_url: str = ""


_DECODER = msgspec.json.Decoder(Body)


def read(raw: bytes | msgspec.Raw, name: str, at: datetime) -> Heard | None:
    """What a body says; None for kinds that do not concern us. Unreadable when it breaks the specification. `name` is the bot's."""
    try:
        body = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise Unreadable(clean(str(wrong))[:200]) from None
    if body.msgtype == "stream":
        return Heard(Kind.MORE, "", private=True, who="", stream=clean(body.stream.id))
    if not body.msgid:
        raise Unreadable("no msgid")
    if body.from_.userid in ("", SYSTEM) or (body.chattype == "group" and not body.chatid):
        log.warning("wecom message dropped", extra={"reason": "no chatid" if body.from_.userid else "no sender"})
        return None
    return _event(body, at) if body.msgtype == "event" else _message(body, name, at)


def _event(body: Body, at: datetime) -> Heard | None:
    private = body.chattype != "group"
    who = clean(body.from_.userid)
    chat = who if private else clean(body.chatid)
    if body.event.eventtype == "enter_chat":
        return Heard(Kind.ENTER, chat, private, who, short(body.msgid))
    pressed = body.event.template_card_event
    if body.event.eventtype != "template_card_event" or not pressed.task_id:
        return None
    happened = Incoming(
        "wecom",
        f"wecom:m:{clean(body.msgid)}",
        Happening.PRESS,
        chat,
        at,
        private=private,
        sender=Sender(who),
        message=clean(pressed.task_id)[:40],
        pressed=clean(pressed.event_key),
    )
    return Heard(Kind.PRESS, chat, private, who, short(body.msgid), happened, answer_url=body.response_url)


def _message(body: Body, name: str, at: datetime) -> Heard | None:
    private, who = body.chattype != "group", clean(body.from_.userid)
    chat = who if private else clean(body.chatid)
    found = list(_files(body, clean(body.msgid)))
    text = uncalled(clean(_words(body)).strip(), name)
    if not text and not found and body.msgtype not in ("text", "mixed"):
        return None
    happened = Incoming(
        "wecom",
        f"wecom:m:{clean(body.msgid)}",
        Happening.MESSAGE,
        chat,
        at,
        private=private,
        sender=Sender(who),
        message=short(body.msgid),
        text=text or ("" if found else HELP),
        attachments=tuple(shown for shown, _ in found),
        addressed=True,
    )
    files = tuple((shown.ref, file) for shown, file in found)
    quote = clean(_words(body.quote)) if body.quote else ""
    return Heard(Kind.MESSAGE, chat, private, who, happened.message, happened, files, quote, answer_url=body.response_url)


def short(msgid: str) -> str:
    """A message's id as it fits into our rows."""
    return clean(msgid) if len(msgid) <= 40 else hashlib.sha256(msgid.encode("utf-8", "replace")).hexdigest()[:40]


def uncalled(text: str, name: str) -> str:
    """The text without our name in front. A mention is plain text, and a name may hold spaces; later ones are other people's."""
    called = f"@{name}"
    if name and text.startswith(called) and (len(text) == len(called) or text[len(called)] in NAME_ENDS):
        return text[len(called) :].strip(NAME_ENDS)
    return _CALLED.sub("", text, count=1).strip(NAME_ENDS)


def _words(said: Said) -> str:
    if said.msgtype == "mixed":
        return "\n".join(item.text.content for item in said.mixed.msg_item if item.msgtype == "text")
    return said.voice.content if said.msgtype == "voice" else said.text.content if said.msgtype == "text" else ""


def _files(body: Body, msgid: str) -> Iterator[tuple[Attachment, File]]:
    """What was sent, and what was quoted: in a group that is how a picture comes to us. Each is named before it is fetched."""
    both = [file for said in (body, body.quote) if said is not None for file in _shown(said)]
    for number, (media, file) in enumerate(both):
        unique = hashlib.sha256(f"{msgid}:{number}".encode()).hexdigest()[:32]
        yield Attachment(media, f"{unique}{_SUFFIX[media]}", unique), file


def _shown(said: Said) -> Iterator[tuple[Media, File]]:
    if said.msgtype == "mixed":
        yield from ((Media.PHOTO, item.image) for item in said.mixed.msg_item if item.msgtype == "image" and item.image.url)
    for media, kind in _KINDS.items():
        file = getattr(said, kind)
        if said.msgtype == kind and file is not None and file.url:
            yield media, file
