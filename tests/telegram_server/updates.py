"""Pieces of raw updates: entities Telegram finds by itself, member changes, where a forward came from."""

import re
from typing import Any

from .chats import Chat, Message, Raw, User
from .rules import units
from .state import State

FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}")),
    ("url", re.compile(r"https?://[^\s，。]+")),
    ("hashtag", re.compile(r"(?<!\w)#\w+")),
)


def entities_in(text: str) -> list[Raw]:
    """Commands, mentions, links and hashtags, with offsets in UTF-16 units; mentions within commands aren't listed twice."""
    found: list[Raw] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())})
    return sorted(found, key=lambda entity: int(entity["offset"]))


def member_change(chat: Chat, by: Raw, date: int, old: Raw, new: Raw) -> Raw:
    """A ChatMemberUpdated."""
    return {"chat": chat.raw, "from": by, "date": date, "old_chat_member": old, "new_chat_member": new}


def origin_of(source: "User | Chat | Message | str", date: int) -> Raw:
    """Where a forward came from: a person, a person hidden behind a name, a group or a channel."""
    if isinstance(source, Message):
        sender = source.raw.get("from", source.chat.raw)
        return {"type": "user", "sender_user": sender, "date": source.raw["date"]}
    if isinstance(source, User):
        return {"type": "user", "sender_user": source.raw, "date": date}
    if isinstance(source, str):
        return {"type": "hidden_user", "sender_user_name": source, "date": date}
    if source.type == "channel":
        return {"type": "channel", "chat": source.raw, "message_id": 1, "date": date}
    return {"type": "chat", "sender_chat": source.raw, "date": date}


class Teller:
    """What both halves of the world share: the state, and how an update reaches the bot."""

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def bot(self) -> User:
        """The bot itself, as a user."""
        return self.state.bot

    def _tell(self, kind: str, chat: Chat, content: Raw) -> None:
        """Queues an update about a chat, unless the bot has no business there."""
        if chat.private or chat.member(self.bot).present or kind == "my_chat_member":
            self.state.inbox.push(kind, content, chat.id)
        self.state.bell.ring()

    def _write(self, chat: Chat, sender: Raw, content: Raw, kind: str = "message") -> Message:
        """A message of somebody else: stored, and told to the bot if it may hear it."""
        with self.state.lock:
            before = chat.last_speaker
            message = chat.add({"from": sender, "chat": chat.raw, "date": self.state.now(), **content})
            if self._hears(chat, message.raw, before):
                self._tell(kind, chat, message.raw)
            return message

    def _hears(self, chat: Chat, raw: Raw, last_speaker: int | None) -> bool:
        """Privacy mode: without rights only commands, mentions, replies to the bot and service messages."""
        if chat.type not in {"group", "supergroup"} or self.state.options.can_read_all_group_messages or chat.member(self.bot).rules:
            return True
        text = str(raw.get("text") or raw.get("caption") or "")
        if not text and not raw.keys() & {"photo", "document", "voice", "sticker", "location", "video"}:
            return True
        if raw.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        if f"@{self.bot.username}".lower() in text.lower():
            return True
        return bool(text.startswith("/") and "@" not in text.split()[0] and last_speaker == self.bot.id)

    def _replying(self, chat: Chat, reply_to: "Message | int | None", thread: int | None) -> Raw:
        """The fields of a reply and of a forum topic."""
        fields: dict[str, Any] = {}
        if thread is not None:
            fields |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            original = chat.messages[reply_to] if isinstance(reply_to, int) else reply_to
            fields["reply_to_message"] = original.quoted()
        return fields
