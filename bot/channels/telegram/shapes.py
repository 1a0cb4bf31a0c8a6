"""Exactly the fields of an update that we read, as the specification says they are; everything else in it is ignored."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

Id = Annotated[int, Meta(gt=-(2**53), lt=2**53)]
"""Telegram's ids fit into 52 bits and a sign; anything larger is no id."""
Number = Annotated[int, Meta(ge=0, lt=2**53)]
Token = Annotated[str, Meta(min_length=1, max_length=255)]
"""An opaque id that goes back to Telegram whole."""


class User(msgspec.Struct):
    id: Id
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    language_code: str = ""


class Chat(msgspec.Struct):
    id: Id
    type: str
    title: str = ""


class Entity(msgspec.Struct):
    type: str
    offset: int
    length: int


class File(msgspec.Struct):
    file_id: Token
    file_unique_id: Token
    file_size: Number = 0
    file_name: str = ""


class Replied(msgspec.Struct):
    message_id: Number
    from_: User | None = msgspec.field(default=None, name="from")
    sender_chat: Chat | None = None
    forum_topic_created: dict[str, Any] | None = None


class Message(msgspec.Struct):
    message_id: Number
    date: Number
    chat: Chat
    from_: User | None = msgspec.field(default=None, name="from")
    sender_chat: Chat | None = None
    text: str = ""
    caption: str = ""
    entities: list[Entity] = []
    caption_entities: list[Entity] = []
    edit_date: Number = 0
    message_thread_id: Number = 0
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
    migrate_to_chat_id: Id = 0
    migrate_from_chat_id: Id = 0
    group_chat_created: bool = False
    supergroup_chat_created: bool = False


class Pressed(msgspec.Struct):
    """The message a button hangs on; old ones come without anything but their id."""

    message_id: Number
    chat: Chat
    message_thread_id: Number = 0
    is_topic_message: bool = False


class Callback(msgspec.Struct):
    id: Token
    from_: User = msgspec.field(name="from")
    message: Pressed | None = None
    data: str = ""


class Status(msgspec.Struct):
    status: str
    user: User
    is_member: bool = True  # said of the restricted only

    @property
    def present(self) -> bool:
        return self.status in ("member", "administrator", "creator") or (self.status == "restricted" and self.is_member)


class Membership(msgspec.Struct):
    chat: Chat
    from_: User = msgspec.field(name="from")
    date: Number
    old_chat_member: Status
    new_chat_member: Status


class Update(msgspec.Struct):
    update_id: Number
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Callback | None = None
    my_chat_member: Membership | None = None
