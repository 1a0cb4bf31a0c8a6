"""Frames of the long connection (protocol A2.1): a request, an acknowledgement without a command, a ping."""

from __future__ import annotations

import re
import secrets
from typing import Any

import msgspec

from models.messaging import clean
from scheduler import clock

SUBSCRIBE, PING = "aibot_subscribe", "ping"
MESSAGE, EVENT = ("aibot_msg_callback", "aibot_callback"), "aibot_event_callback"
RESPOND, WELCOME, UPDATE = "aibot_respond_msg", "aibot_respond_welcome_msg", "aibot_respond_update_msg"
PUSH = "aibot_send_msg"
UPLOAD_INIT, UPLOAD_CHUNK, UPLOAD_FINISH = "aibot_upload_media_init", "aibot_upload_media_chunk", "aibot_upload_media_finish"
LARGEST = 8 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
"""A control sign that a resident pasted comes raw; WeCom's own SDK takes these out before it parses."""


class Headers(msgspec.Struct):
    req_id: str = ""


class Frame(msgspec.Struct):
    """One frame, its body still unread."""

    cmd: str = ""
    headers: Headers = msgspec.field(default_factory=Headers)
    body: msgspec.Raw = msgspec.Raw(b"{}")
    errcode: int = 0
    errmsg: str = ""


class _Named(msgspec.Struct):
    eventtype: str = ""


class _Event(msgspec.Struct):
    event: _Named = msgspec.field(default_factory=_Named)


_DECODER = msgspec.json.Decoder(Frame)
_EVENT = msgspec.json.Decoder(_Event)


def read_frame(text: str) -> Frame | None:
    """A frame; None for what is none."""
    try:
        return _DECODER.decode(_CONTROL.sub("", clean(text)))
    except (msgspec.DecodeError, RecursionError):
        return None


def says_goodbye(frame: Frame) -> bool:
    """Whether somebody else subscribed with our bot, so that this connection is over."""
    try:
        return _EVENT.decode(frame.body).event.eventtype == "disconnected_event"
    except msgspec.DecodeError:
        return False


def frame_of(cmd: str, req_id: str, body: Any = None) -> str:
    """A frame of ours as it is sent."""
    frame: dict[str, Any] = {"cmd": cmd, "headers": {"req_id": req_id}}
    return msgspec.json.encode(frame if body is None else frame | {"body": body}).decode()


def new_id(cmd: str) -> str:
    """An id nobody else has; whoever reads logs relies on its beginning."""
    return f"{cmd}_{int(clock.now().timestamp() * 1000)}_{secrets.token_hex(4)}"
