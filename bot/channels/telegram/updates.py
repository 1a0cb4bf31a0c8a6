"""Raw updates become what happened. Each is read apart and strictly: one malformed update never stalls its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.channels.telegram.shapes import Callback, Chat, Entity, Membership, Message, Replied, Update, User
from models.messaging import Attachment, Happening, Incoming, Media, Nobody, Sender, clean

ANONYMOUS_BOT, CHANNEL_BOT, SERVICE = 1087968824, 136817688, 777000
LARGEST = 20 * 1024 * 1024


class Unreadable(Exception):
    """An update that is not what the specification says; the text says why."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who we are on Telegram."""

    id: int
    username: str


_DECODER = msgspec.json.Decoder(Update)


def read(raw: bytes | msgspec.Raw, me: Me, at: datetime) -> Incoming | None:
    """What an update says; None for kinds that do not concern us. Unreadable when it breaks the specification."""
    try:
        update = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise Unreadable(clean(str(wrong))[:200]) from None
    source = str(update.update_id)
    if update.callback_query is not None:
        return _press(update.callback_query, at, source)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, at, source)
    if update.message is not None:
        return _service(update.message, me, at, source) or _message(update.message, Happening.MESSAGE, me, at, source)
    return _message(update.edited_message, Happening.EDIT, me, at, source) if update.edited_message is not None else None


# ---------------------------------------------------------------- kinds


def _press(pressed: Callback, at: datetime, source: str) -> Incoming | None:
    message = pressed.message
    if message is None:
        return None
    return Incoming(
        "telegram",
        f"telegram:c:{clean(pressed.id)}",
        Happening.PRESS,
        _address(message.chat, message.message_thread_id if message.is_topic_message else 0),
        at,
        private=message.chat.type == "private",
        title=clean(message.chat.title),
        sender=_sender(pressed.from_),
        message=str(message.message_id),
        pressed=clean(pressed.data),
        source=source,
    )


def _membership(changed: Membership, at: datetime, source: str) -> Incoming | None:
    """Coming and going. A mere change of rank is neither, unless we may speak again after it."""
    old, new = changed.old_chat_member, changed.new_chat_member
    freed = old.status == "restricted" and new.status != "restricted"
    if old.present == new.present and not (freed and new.present):
        return None
    private = changed.chat.type == "private"
    return Incoming(
        "telegram",
        f"telegram:s:{changed.chat.id}:{changed.date}:{clean(old.status)[:20]}-{clean(new.status)[:20]}",
        Happening.ADDED if new.present else Happening.REMOVED,
        str(changed.chat.id),
        at,
        private=private,
        title=clean(changed.chat.title),
        sender=_sender(changed.from_) if private else None,
        source=source,
    )


def _message(message: Message, happening: Happening, me: Me, at: datetime, source: str) -> Incoming | None:
    text, entities = (message.text, message.entities) if message.text else (message.caption, message.caption_entities)
    attachments = _attachments(message)
    said = _addressed(text, entities, me)
    if said is None or not (text or attachments):
        return None
    text, called = said
    private, replied, nobody = message.chat.type == "private", _replied(message), _nobody(message)
    return Incoming(
        "telegram",
        f"telegram:m:{message.chat.id}:{message.message_id}:{message.edit_date}",
        happening,
        _address(message.chat, message.message_thread_id if message.is_topic_message else 0),
        at,
        private=private,
        title=clean(message.chat.title),
        sender=_sender(message.from_) if message.from_ and nobody is None else None,
        nobody=nobody,
        message=str(message.message_id),
        text=clean(text),
        attachments=attachments,
        album=clean(message.media_group_id)[:60],
        reply_to=str(replied.message_id) if replied else "",
        reply_sender=_author(replied),
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


def _replied(message: Message) -> Replied | None:
    """What a message answers. In a forum every message "answers" the one that opened its topic: that is no reply."""
    replied = message.reply_to_message
    opening = replied is not None and message.is_topic_message and replied.forum_topic_created is not None
    return None if opening else replied


def _author(replied: Replied | None) -> Sender | None:
    """Who wrote what is answered, when it was a real person under their own account."""
    author = replied.from_ if replied and replied.sender_chat is None else None
    return _sender(author) if author and not author.is_bot and author.id != SERVICE else None


def _sender(user: User) -> Sender:
    return Sender(str(user.id), clean(f"{user.first_name} {user.last_name}".strip())[:80], clean(user.language_code)[:8])


def _address(chat: Chat, thread: int) -> str:
    """A topic of a forum is a conversation of its own; General (1) is the group itself."""
    return f"{chat.id}#{thread}" if thread > 1 else str(chat.id)


def _attachments(message: Message) -> tuple[Attachment, ...]:
    small = [size for size in message.photo if size.file_size <= LARGEST]
    found = [
        (Media.PHOTO, max(reversed(small), key=lambda size: size.file_size) if small else None),
        (Media.FILE, message.document),
        (Media.VOICE, message.voice),
        (Media.VIDEO, message.video),
    ]
    return tuple(
        Attachment(media, clean(f.file_id), clean(f.file_unique_id)[:120], clean(f.file_name)[:120], f.file_size)
        for media, f in found
        if f is not None
    )


def _addressed(text: str, entities: list[Entity], me: Me) -> tuple[str, bool] | None:
    """The text without our name, and whether it was said to us; None when it is a command for another bot.

    Entities count UTF-16 units of the text as it came, so it is cleaned only afterwards.
    """
    units, called = text.encode("utf-16-le"), False
    for entity in sorted(entities, key=lambda e: -e.offset):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        if not 0 <= start < end <= len(units):
            continue
        command, at, name = units[start:end].decode("utf-16-le", "replace").partition("@")
        mine = name.lower() == me.username.lower()
        if entity.type == "bot_command" and at and entity.offset == 0:
            if not mine:
                return None
            units, called = command.encode("utf-16-le") + units[end:], True
        elif entity.type == "mention" and mine and not command:
            units, called = units[:start] + units[end:], True
    return units.decode("utf-16-le", "replace").strip(), called
