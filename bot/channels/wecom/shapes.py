"""Exactly the fields of a message or an event that we read (protocol A2.5, A2.6); everything else in it is ignored."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(max_length=80)]
"""As long as an address or an account may be with us; WeCom's have at most 64 bytes."""
Long = Annotated[str, Meta(max_length=1024)]


class From(msgspec.Struct):
    userid: Id = ""


class Text(msgspec.Struct):
    content: str = ""


class File(msgspec.Struct):
    """A picture, file or video: `url` is good for five minutes, what lies there is sealed with `aeskey`."""

    url: Annotated[str, Meta(max_length=4096)] = ""
    aeskey: Annotated[str, Meta(max_length=64)] = ""


class Item(msgspec.Struct):
    msgtype: str = ""
    text: Text = msgspec.field(default_factory=Text)
    image: File = msgspec.field(default_factory=File)


class Mixed(msgspec.Struct):
    msg_item: list[Item] = []


class Stream(msgspec.Struct):
    id: Id = ""


class Said(msgspec.Struct):
    """What a message says, and what a quoted one said."""

    msgtype: str = ""
    text: Text = msgspec.field(default_factory=Text)
    mixed: Mixed = msgspec.field(default_factory=Mixed)
    voice: Text = msgspec.field(default_factory=Text)
    image: File | None = None
    file: File | None = None
    video: File | None = None


class CardEvent(msgspec.Struct):
    event_key: Long = ""
    task_id: Annotated[str, Meta(max_length=128)] = ""


class Event(msgspec.Struct):
    eventtype: str = ""
    template_card_event: CardEvent = msgspec.field(default_factory=CardEvent)


class Body(Said):
    """The inner JSON of both modes."""

    msgid: Annotated[str, Meta(max_length=200)] = ""
    chattype: str = ""
    chatid: Id = ""
    from_: From = msgspec.field(default_factory=From, name="from")
    response_url: Annotated[str, Meta(max_length=2048)] = ""
    quote: Said | None = None
    stream: Stream = msgspec.field(default_factory=Stream)
    event: Event = msgspec.field(default_factory=Event)
