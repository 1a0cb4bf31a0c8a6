"""A Message as the parameters of a Bot API call."""

from __future__ import annotations

from typing import Any

import msgspec

from models.messaging import Button, Capabilities, Mention, Message, Picture, Unit, measure, shorten

_CAN = Capabilities()
LIMITS = {"text": _CAN.length, "caption": _CAN.caption}


def as_json(params: dict[str, Any]) -> dict[str, Any]:
    """What aiohttp is to send."""
    return {"data": msgspec.json.encode(params), "headers": {"Content-Type": "application/json"}}


def sending(chat: str, message: Message) -> dict[str, Any]:
    """A new message: words, or the words under a picture."""
    thread = thread_of(chat)
    params = {"chat_id": number_of(chat), **_said(message)}
    if thread:
        params["message_thread_id"] = thread
    if message.reply_to:
        params["reply_parameters"] = {"message_id": int(message.reply_to), "allow_sending_without_reply": True}
    return params


def album(chat: str, picture: Picture, words: str) -> dict[str, Any]:
    """Several photos as one message, its words under the first; an album has no buttons."""
    shown: list[dict[str, Any]] = [{"type": "photo", "media": ref} for ref in (picture.name, *picture.more)]
    shown[0]["caption"] = shorten(words, LIMITS["caption"])
    thread = thread_of(chat)
    return {"chat_id": number_of(chat), "media": shown} | ({"message_thread_id": thread} if thread else {})


def editing(chat: str, message_id: str, message: Message) -> dict[str, Any]:
    """New words and buttons for a message."""
    return {"chat_id": number_of(chat), "message_id": int(message_id), **_said(message)}


def number_of(chat: str) -> int:
    """The chat of an address, without its topic."""
    return int(chat.partition("#")[0])


def thread_of(chat: str) -> int:
    """The topic of an address; 0 is none."""
    return int(chat.partition("#")[2] or 0)


def _said(message: Message) -> dict[str, Any]:
    """The words and the buttons. Never a parse mode: there is no markup inside, so nothing typed can become markup."""
    field = "caption" if message.picture else "text"
    said: dict[str, Any] = {"reply_markup": {"inline_keyboard": [[_button(b) for b in row] for row in message.buttons]}}
    if not message.picture:
        said["link_preview_options"] = {"is_disabled": True}
    if message.mention is None:
        return {field: message.text, **said}
    if message.mention.account.isdecimal():
        said["entities" if field == "text" else "caption_entities"] = [_calling(message.mention)]
    return {field: shorten(f"{message.mention.name} {message.text}", LIMITS[field]), **said}


def _calling(mention: Mention) -> dict[str, Any]:
    user = {"id": int(mention.account), "is_bot": False, "first_name": mention.name}
    return {"type": "text_mention", "offset": 0, "length": measure(mention.name, Unit.UTF16), "user": user}


def _button(button: Button) -> dict[str, str]:
    return {"text": button.label, "url": button.url} if button.url else {"text": button.label, "callback_data": button.data}
