"""People, chats and messages as the server remembers them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .words import words

Raw = dict[str, Any]

ADMIN_RIGHTS = words(
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members can_change_info "
    "can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages can_manage_topics"
)
ANONYMOUS_ADMIN: Raw = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT: Raw = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM: Raw = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot; `started` is whether the bot may write first, `blocked` whether it no longer may."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "zh-hans"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False

    @property
    def raw(self) -> Raw:
        """The user as Telegram shows it."""
        shown: Raw = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            shown["username"] = self.username
        if self.language_code and not self.is_bot:
            shown["language_code"] = self.language_code
        return shown


class Shown(NamedTuple):
    """What a message showed at one time."""

    text: str
    buttons: list[list[Raw]]


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands now, and what it showed before."""

    raw: Raw
    chat: "Chat"
    by_bot: bool = False
    edits: int = 0
    history: list[Shown] = field(default_factory=list)
    deleted: bool = False
    pinned: bool = False
    reactions: list[Raw] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def buttons(self) -> list[list[Raw]]:
        """Rows of inline buttons."""
        rows: list[list[Raw]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[list[str]]:
        """Rows of button labels."""
        return [[button["text"] for button in row] for row in self.buttons]

    def data(self, label: str) -> str:
        """The callback_data behind the first button whose label contains this."""
        for button in self._each_button():
            if label in button["text"]:
                return str(button["callback_data"])
        raise KeyError(f"no button {label!r} among {self.labels}")

    def remember(self) -> None:
        """Keeps what is shown now, before an edit."""
        self.history.append(Shown(self.text, self.buttons))
        self.edits += 1

    def quoted(self) -> Raw:
        """The message as a reply shows it: without the message it answered itself."""
        return {name: value for name, value in self.raw.items() if name != "reply_to_message"}

    def _each_button(self) -> Iterator[Raw]:
        return (button for row in self.buttons for button in row)


@dataclass(eq=False, slots=True)
class Member:
    """A place in a group: creator, administrator, member, restricted, left or kicked."""

    user: User
    status: str = "member"
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """In the chat now."""
        return self.status in {"creator", "administrator", "member", "restricted"}

    @property
    def rules(self) -> bool:
        """Creator or administrator."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Holds an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))

    def raw(self) -> Raw:
        """The ChatMember object."""
        shown: Raw = {"status": self.status, "user": self.user.raw}
        if self.status == "creator":
            shown["is_anonymous"] = False
        elif self.status == "administrator":
            shown |= {"can_be_edited": False, "is_anonymous": self.rights.get("is_anonymous", False)}
            shown |= {right: self.rights.get(right, False) for right in ADMIN_RIGHTS}
        elif self.status == "kicked":
            shown["until_date"] = 0
        return shown


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: str
    title: str | None = None
    user: User | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)
    last_id: int = 0
    migrated_to: int | None = None
    last_speaker: int | None = None
    raw: Raw = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.raw = {"id": self.id, "type": self.type}
        if self.user is not None:
            self.raw |= {name: value for name, value in self.user.raw.items() if name in {"first_name", "username"}}
        if self.title is not None:
            self.raw["title"] = self.title
        if self.is_forum:
            self.raw["is_forum"] = True

    @property
    def private(self) -> bool:
        """A talk with one person."""
        return self.type == "private"

    def member(self, user: User) -> Member:
        """The place of a user, `left` if never seen here."""
        return self.members.setdefault(user.id, Member(user, "left"))

    def add(self, content: Raw, by_bot: bool = False) -> Message:
        """Gives a message the next number of this chat and keeps it."""
        self.last_id += 1
        message = Message({"message_id": self.last_id, **content}, self, by_bot)
        self.messages[self.last_id] = message
        self.last_speaker = content.get("from", {}).get("id")
        return message
