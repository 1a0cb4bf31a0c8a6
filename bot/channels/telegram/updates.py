"""Raw updates become what happened. Each is read apart and strictly: one malformed update never stalls its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from models.messaging import Attachment, Happening, Incoming, Media, Nobody, Sender, clean

ANONYMOUS_BOT, CHANNEL_BOT, SERVICE = 1087968824, 136817688, 777000
LARGEST = 20 * 1024 * 1024
MANY = 53
"""Telegram's ids fit into so many bits; anything larger is no id."""


class Unreadable(Exception):
    """An update that is not what the specification says; the text says why."""


class User(msgspec.Struct):
    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    language_code: str = ""


class Chat(msgspec.Struct):
    id: int
    type: str
    title: str = ""


class Entity(msgspec.Struct):
    type: str
    offset: int
    length: int


class File(msgspec.Struct):
    file_id: str
    file_unique_id: str
    file_size: int = 0
    file_name: str = ""


class Replied(msgspec.Struct):
    message_id: int
    from_: User | None = msgspec.field(default=None, name="from")
    sender_chat: Chat | None = None


class Message(msgspec.Struct):
    message_id: int
    date: int
    chat: Chat
    from_: User | None = msgspec.field(default=None, name="from")
    sender_chat: Chat | None = None
    text: str = ""
    caption: str = ""
    entities: list[Entity] = []
    caption_entities: list[Entity] = []
    edit_date: int = 0
    message_thread_id: int = 0
    is_topic_message: bool = False
    is_automatic_forward: bool = False
    forward_origin: dict[str, Any] | None = None
    media_group_id: str = ""
    photo: list[File] = []
    document: File | None = None
    voice: File | None = None
    video: File | None = None
    reply_to_message: Replied | None = None
    new_chat_members: list[User] = []
    left_chat_member: User | None = None
    migrate_to_chat_id: int = 0
    migrate_from_chat_id: int = 0
    group_chat_created: bool = False
    supergroup_chat_created: bool = False


class Pressed(msgspec.Struct):
    """The message a button hangs on; old ones come without anything but their id."""

    message_id: int
    chat: Chat
    message_thread_id: int = 0
    is_topic_message: bool = False


class Callback(msgspec.Struct):
    id: str
    from_: User = msgspec.field(name="from")
    message: Pressed | None = None
    data: str = ""


class Status(msgspec.Struct):
    status: str
    user: User


class Membership(msgspec.Struct):
    chat: Chat
    from_: User = msgspec.field(name="from")
    date: int
    old_chat_member: Status
    new_chat_member: Status


class Update(msgspec.Struct):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Callback | None = None
    my_chat_member: Membership | None = None


@dataclass(frozen=True, slots=True)
class Me:
    """Who we are on Telegram."""

    id: int
    username: str


_DECODER = msgspec.json.Decoder(Update)
_PRESENT = frozenset({"member", "administrator", "creator", "restricted"})


def read(raw: bytes | msgspec.Raw, me: Me, at: datetime) -> Incoming | None:
    """What an update says; None for kinds that do not concern us. Unreadable when it breaks the specification."""
    try:
        update = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise Unreadable(str(wrong)[:200]) from None
    happened = _read(update, me, at)
    if happened is not None and not all(-(2**MANY) < id_ < 2**MANY for id_ in (update.update_id, int(happened.chat.partition("#")[0]))):
        raise Unreadable("an id out of range")
    return happened


def _read(update: Update, me: Me, at: datetime) -> Incoming | None:
    source = str(update.update_id)
    if update.callback_query is not None:
        return _press(update.callback_query, at, source)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, at, source)
    if update.message is not None:
        return _message(update.message, me, at, source)
    return _message(update.edited_message, me, at, source) if update.edited_message is not None else None


# ---------------------------------------------------------------- kinds


def _press(pressed: Callback, at: datetime, source: str) -> Incoming | None:
    message = pressed.message
    if message is None:
        return None
    chat = _address(message.chat, message.message_thread_id if message.is_topic_message else 0)
    return Incoming(
        "telegram",
        f"telegram:c:{pressed.id}",
        Happening.PRESS,
        chat,
        at,
        private=message.chat.type == "private",
        title=clean(message.chat.title),
        sender=_sender(pressed.from_),
        message=str(message.message_id),
        pressed=clean(pressed.data),
        source=source,
    )


def _membership(changed: Membership, at: datetime, source: str) -> Incoming | None:
    was, now = (status.status in _PRESENT for status in (changed.old_chat_member, changed.new_chat_member))
    if was == now:
        return None
    private = changed.chat.type == "private"
    if private and now:
        return None  # an unblocked bot is written to next
    key = f"telegram:s:{changed.chat.id}:{changed.date}:{changed.old_chat_member.status}-{changed.new_chat_member.status}"
    happening = Happening.ADDED if now else Happening.REMOVED
    return Incoming("telegram", key, happening, str(changed.chat.id), at, private=private, title=clean(changed.chat.title), source=source)


def _message(message: Message, me: Me, at: datetime, source: str) -> Incoming | None:
    service = _service(message, me, at, source)
    if service is not None:
        return service
    text, entities = (message.text, message.entities) if message.text else (message.caption, message.caption_entities)
    attachments = _attachments(message)
    if not text and not attachments:
        return None
    private = message.chat.type == "private"
    said = _addressed(clean(text), entities, me)
    if said is None:
        return None
    text, called = said
    replied = message.reply_to_message
    nobody = _nobody(message)
    return Incoming(
        "telegram",
        f"telegram:m:{message.chat.id}:{message.message_id}:{message.edit_date}",
        Happening.EDIT if message.edit_date else Happening.MESSAGE,
        _address(message.chat, message.message_thread_id if message.is_topic_message else 0),
        at,
        private=private,
        title=clean(message.chat.title),
        sender=_sender(message.from_) if message.from_ and nobody is None else None,
        nobody=nobody,
        message=str(message.message_id),
        text=text,
        attachments=attachments,
        album=message.media_group_id[:60],
        reply_to=str(replied.message_id) if replied else "",
        reply_sender=_sender(replied.from_) if replied and replied.from_ and not replied.from_.is_bot and not replied.sender_chat else None,
        addressed=private or called or bool(replied and replied.from_ and replied.from_.id == me.id),
        source=source,
    )


def _service(message: Message, me: Me, at: datetime, source: str) -> Incoming | None:
    """A group that moved, or was made with us in it. Both halves of a move are told from the old chat."""
    key, chat = f"telegram:m:{message.chat.id}:{message.message_id}:0", str(message.chat.id)
    if message.migrate_to_chat_id:
        return Incoming("telegram", key, Happening.MOVED, chat, at, moved_to=str(message.migrate_to_chat_id), source=source)
    if message.migrate_from_chat_id:
        return Incoming("telegram", key, Happening.MOVED, str(message.migrate_from_chat_id), at, moved_to=chat, source=source)
    joined = any(user.id == me.id for user in message.new_chat_members)
    if joined or message.group_chat_created or message.supergroup_chat_created:
        return Incoming("telegram", key, Happening.ADDED, chat, at, title=clean(message.chat.title), source=source)
    return None


# ---------------------------------------------------------------- parts


def _nobody(message: Message) -> Nobody | None:
    """Why nobody speaks: forwarded words, anonymous admins, channels and bots (protocol facts 12 and 19)."""
    author = message.from_.id if message.from_ else 0
    if message.forward_origin is not None and not message.is_automatic_forward:
        return Nobody.FORWARD
    if author == ANONYMOUS_BOT or (message.sender_chat is not None and message.sender_chat.id == message.chat.id):
        return Nobody.ANONYMOUS
    if message.sender_chat is not None or message.is_automatic_forward or author in (CHANNEL_BOT, SERVICE) or not message.from_:
        return Nobody.CHANNEL
    return Nobody.BOT if message.from_.is_bot else None


def _sender(user: User) -> Sender:
    return Sender(str(user.id), clean(f"{user.first_name} {user.last_name}".strip())[:80], user.language_code[:8])


def _address(chat: Chat, thread: int) -> str:
    """A topic of a forum is a conversation of its own; General (1) is the group itself."""
    return f"{chat.id}#{thread}" if thread > 1 else str(chat.id)


def _attachments(message: Message) -> tuple[Attachment, ...]:
    small = [size for size in message.photo if size.file_size <= LARGEST]
    found = [
        (Media.PHOTO, small[-1] if small else None),
        (Media.FILE, message.document),
        (Media.VOICE, message.voice),
        (Media.VIDEO, message.video),
    ]
    return tuple(
        Attachment(media, f.file_id, f.file_unique_id, clean(f.file_name)[:120], f.file_size) for media, f in found if f is not None
    )


def _addressed(text: str, entities: list[Entity], me: Me) -> tuple[str, bool] | None:
    """The text without our name, and whether it was said to us; None when it is a command for another bot."""
    units = text.encode("utf-16-le")
    called = False
    for entity in sorted(entities, key=lambda e: -e.offset):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if not 0 <= start < end <= len(units):
            continue
        part = units[start:end].decode("utf-16-le", "replace")
        command, at, name = part.partition("@")
        mine = name.lower() == me.username.lower()
        if entity.type == "bot_command" and at and entity.offset == 0:
            if not mine:
                return None
            units, called = command.encode("utf-16-le") + units[end:], True
        elif entity.type == "mention" and mine:
            units, called = units[:start] + units[end:], True
    return units.decode("utf-16-le", "replace").strip(), called or text.startswith("/")
