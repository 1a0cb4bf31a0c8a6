"""What residents say, send, press and forward."""

from typing import Any

import msgspec

from .chats import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, Chat, Message, Raw, User
from .files import picture
from .state import ChatRef, Query
from .updates import Teller, entities_in, origin_of


class Talk(Teller):
    """The speaking half of the world."""

    def say(
        self,
        chat: ChatRef,
        user: User,
        text: str,
        *,
        reply_to: Message | int | None = None,
        edit_of: Message | None = None,
        thread: int | None = None,
        entities: list[Raw] | None = None,
    ) -> Message:
        """A text message of a person, or a new text for an old one."""
        marks = entities_in(text) if entities is None else entities
        content: Raw = {"text": text, "entities": marks} if marks else {"text": text}
        if edit_of is not None:
            return self._rewrite(edit_of, content)
        return self.message(chat, user, reply_to=reply_to, thread=thread, **content)

    def message(
        self, chat: ChatRef, user: User, *, reply_to: Message | int | None = None, thread: int | None = None, **fields: Any
    ) -> Message:
        """Any message of a person by its raw fields: location, sticker, voice, service messages."""
        place = self.state.chat(chat)
        self._may_write(place, user)
        return self._write(place, user.raw, {**self._replying(place, reply_to, thread), **fields})

    def photo(
        self,
        chat: ChatRef,
        user: User,
        *,
        caption: str | None = None,
        album: str | None = None,
        data: bytes | None = None,
        reply_to: Message | int | None = None,
        thread: int | None = None,
    ) -> Message:
        """One picture; those with the same `album` belong together, each in an update of its own."""
        with self.state.lock:
            sizes = self.state.files.keep_photo(data or picture()).sizes
        fields: Raw = {"photo": sizes}
        if album is not None:
            fields["media_group_id"] = album
        return self.message(chat, user, reply_to=reply_to, thread=thread, **fields, **captioned(caption))

    def document(
        self, chat: ChatRef, user: User, name: str, data: bytes = b"%PDF-1.4", *, caption: str | None = None, size: int | None = None
    ) -> Message:
        """A file; `size` may claim more bytes than there are."""
        with self.state.lock:
            stored = self.state.files.keep(data, "documents", "." + name.rpartition(".")[2], size)
        shown = {**stored.raw(), "file_name": name, "mime_type": "application/octet-stream"}
        return self.message(chat, user, document=shown, **captioned(caption))

    def press(
        self, user: User, message: Message | tuple[ChatRef, int], data: str, *, query_id: str | None = None, inaccessible: bool = False
    ) -> str:
        """A press on a button, whether the message still has it or not; returns the id of the query."""
        chat, number = (message.chat, message.id) if isinstance(message, Message) else (self.state.chat(message[0]), message[1])
        with self.state.lock:
            known = chat.messages.get(number)
            shown = {"chat": chat.raw, "message_id": number, "date": 0}
            if known is not None and not known.deleted and not inaccessible:
                shown = known.raw
            number_of_query = query_id or str(4_382_000_000_000_000_000 + len(self.state.queries))
            self.state.queries[number_of_query] = Query(self.state.options.monotonic(), chat.id)
            query = {"id": number_of_query, "from": user.raw, "message": shown, "chat_instance": str(-chat.id * 31), "data": data}
            self._tell("callback_query", chat, query)
        return number_of_query

    def expire_queries(self) -> None:
        """All presses so far become too old to answer."""
        for query in self.state.queries.values():
            query.asked_at = float("-inf")

    def anonymous_admin_say(self, chat: ChatRef, text: str, **fields: Any) -> Message:
        """An administrator speaking as the group."""
        place = self.state.chat(chat)
        return self._write(place, ANONYMOUS_ADMIN, {"sender_chat": place.raw, **worded(text), **fields})

    def channel_post_say(self, chat: ChatRef, text: str, *, channel: Chat | None = None, automatic: bool = False) -> Message:
        """A post in a channel; in a group: a person speaking as a channel, or the linked channel's automatic forward."""
        place = self.state.chat(chat)
        if place.type == "channel":
            return self._post(place, text)
        source = (channel or Chat(-1001999999999, "channel", "通知")).raw
        if automatic:
            fields: Raw = {"sender_chat": source, "is_automatic_forward": True}
            fields["forward_origin"] = {"type": "channel", "chat": source, "message_id": 1, "date": self.state.now()}
            return self._write(place, TELEGRAM, {**fields, **worded(text)})
        return self._write(place, CHANNEL_BOT, {"sender_chat": source, **worded(text)})

    def forward(self, chat: ChatRef, user: User, what: "Message | str", *, origin: "User | Chat | str | None" = None) -> Message:
        """A forwarded message, or words said to be forwarded from someone; a bare name means a hidden account."""
        source = what if isinstance(what, Message) else origin or "某人"
        names = ("text", "entities", "photo", "document", "caption", "caption_entities")
        content = {name: what.raw[name] for name in names if name in what.raw} if isinstance(what, Message) else worded(what)
        return self.message(chat, user, forward_origin=origin_of(origin or source, self.state.now()), **content)

    def react(self, user: User, message: Message, emoji: str | None) -> None:
        """A reaction set or taken back; told only to bots that rule the group and asked for it."""
        if not message.chat.private and not message.chat.member(self.bot).rules:
            return
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        content = {"chat": message.chat.raw, "message_id": message.id, "user": user.raw, "date": self.state.now()}
        self._tell("message_reaction", message.chat, {**content, "old_reaction": [], "new_reaction": new})

    def delete(self, message: Message) -> None:
        """A person or an administrator deletes a message; bots are not told."""
        message.deleted = True

    def raw(self, update: dict[str, Any] | bytes) -> int:
        """An update as given: a dict gets a number unless it has one, bytes may hold `$ID`; returns the number."""
        number = self.state.inbox.push_bytes(update) if isinstance(update, bytes) else self._push(update)
        self.state.bell.ring()
        return number

    def raw_many(self, updates: list[dict[str, Any]]) -> int:
        """Many at once; returns the last number."""
        with self.state.lock:
            for update in updates:
                self._push(update)
        self.state.bell.ring()
        return self.state.inbox.next_id - 1

    def _push(self, update: dict[str, Any]) -> int:
        with self.state.lock:
            chat = self._learn(update)
            return self.state.inbox.push_whole(update, chat)

    def _learn(self, update: dict[str, Any]) -> int:
        """Makes the people and chats of a raw update known, so that answers to it arrive; returns the chat's id."""
        for kind, part in update.items():
            if not isinstance(part, dict):
                continue
            try:
                return self._learn_part(kind, part)
            except (KeyError, TypeError, AttributeError, msgspec.ValidationError):
                return 0
        return 0

    def _learn_part(self, kind: str, part: Raw) -> int:
        if kind == "callback_query":
            self.state.queries[part["id"]] = Query(self.state.options.monotonic())
        shown = part["message"] if kind == "callback_query" else part
        number, sender = int(shown["chat"]["id"]), part.get("from", {})
        if sender and sender["id"] not in self.state.users:
            self.state.users[sender["id"]] = User(sender["id"], str(sender.get("first_name", "?")), sender.get("username"))
        if number not in self.state.chats:
            self._learn_chat(number, shown["chat"], sender)
        chat = self.state.chats[number]
        if kind == "message":
            chat.last_id = max(chat.last_id, int(shown["message_id"]))
            chat.messages[shown["message_id"]] = Message(shown, chat, sender.get("id") == self.bot.id)
        return number

    def _learn_chat(self, number: int, raw: Raw, sender: Raw) -> None:
        user = None
        if raw["type"] == "private":
            user = self.state.users.setdefault(number, User(number, str(sender.get("first_name", "?")), sender.get("username")))
            user.started = True
        chat = self.state.chats[number] = Chat(number, raw["type"], raw.get("title"), user)
        chat.member(self.bot).status = "member"

    def _rewrite(self, old: Message, content: Raw) -> Message:
        with self.state.lock:
            old.remember()
            kept = {name: value for name, value in old.raw.items() if name not in {"text", "entities", "caption", "caption_entities"}}
            if "text" not in old.raw:
                content = {"caption": content["text"]} | ({"caption_entities": content["entities"]} if "entities" in content else {})
            old.raw = {**kept, "edit_date": self.state.now(), **content}
            if self._hears(old.chat, old.raw, None):
                self._tell("edited_channel_post" if old.chat.type == "channel" else "edited_message", old.chat, old.raw)
        return old

    def _post(self, channel: Chat, text: str) -> Message:
        with self.state.lock:
            content = {"sender_chat": channel.raw, "chat": channel.raw, "date": self.state.now(), **worded(text)}
            message = channel.add(content)
            self._tell("channel_post", channel, message.raw)
        return message

    def _may_write(self, chat: Chat, user: User) -> None:
        """Writing to the bot starts it; a test that lets a blocker write is wrong."""
        if not chat.private:
            member = chat.member(user)
            member.status = member.status if member.present else "member"
            return
        if user.blocked:
            raise ValueError(f"{user.first_name} blocked the bot; start() lifts that")
        user.started = True


def worded(text: str) -> Raw:
    """A text with the entities Telegram finds."""
    marks = entities_in(text)
    return {"text": text, "entities": marks} if marks else {"text": text}


def captioned(caption: str | None) -> Raw:
    """A caption with the entities Telegram finds."""
    if caption is None:
        return {}
    marks = entities_in(caption)
    return {"caption": caption, "caption_entities": marks} if marks else {"caption": caption}
