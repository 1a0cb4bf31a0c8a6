"""What passes between a channel and the house: an Incoming comes in, a Post goes out. Pure: no network, no clock, no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

# ---------------------------------------------------------------- coming in


class Happening(StrEnum):
    """What a channel can report."""

    MESSAGE = "message"
    EDIT = "edit"
    PRESS = "press"
    ADDED = "added"  # the bot came into a group
    REMOVED = "removed"  # the bot was taken out of it, or a person blocked the bot
    MOVED = "moved"  # the chat got another address


class Nobody(StrEnum):
    """Why words have no sender we may act for (domain §1: identity is a numeric account, never a name)."""

    ANONYMOUS = "anonymous"
    CHANNEL = "channel"
    FORWARD = "forward"
    BOT = "bot"


class Media(StrEnum):
    PHOTO = "photo"
    FILE = "file"
    VOICE = "voice"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Sender:
    """An account of a channel: `id` is the channel's own numeric (or opaque) id, `name` is only ever shown in private."""

    id: str
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file as the channel knows it: `ref` fetches it, `unique` is the same for the same bytes."""

    media: Media
    ref: str
    unique: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that happened on a channel. `key` is unique for ever: a second arrival with the same key has no effect."""

    channel: str
    key: str
    happening: Happening
    chat: str
    at: datetime
    private: bool = False
    title: str = ""
    sender: Sender | None = None
    nobody: Nobody | None = None
    message: str = ""
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    album: str = ""
    reply_to: str = ""
    reply_sender: Sender | None = None
    addressed: bool = False
    pressed: str = ""
    moved_to: str = ""
    source: str = ""


# ---------------------------------------------------------------- going out


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a post: `data` (≤ 64 bytes, untrusted when it comes back) or a `url` to open."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show: the `name` it is stored under, or a channel's own reference to it, and words for those who cannot see it.

    With `more` of the same kind it is an album, shown as one message.
    """

    name: str
    alt: str = ""
    of: str = ""
    more: tuple[str, ...] = ()

    def as_json(self) -> list[Any]:
        return [self.name, self.alt, self.of, *([list(self.more)] if self.more else [])]

    @classmethod
    def from_json(cls, data: list[Any]) -> Picture:
        name, alt, of, *more = data
        return cls(name, alt, of, tuple(more[0]) if more else ())


@dataclass(frozen=True, slots=True)
class Mention:
    """A person to call by account in a group; shown by name where a channel cannot."""

    account: str
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """What the bot says. There is no markup inside, so nothing a resident types can become markup."""

    title: str
    lines: tuple[str, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    reply_to: str = ""
    mention: Mention | None = None
    quiet: bool = False  # as a card: its changes are worth an edit, not another message where messages cannot be edited
    counts: bool = False  # asks for a number: where there are no buttons a typed one is the answer, and stands for no button
    pinned: bool = False  # put on top of its chat when it is sent; what people then do with it is theirs

    @property
    def text(self) -> str:
        """Title and lines as people read them."""
        return "\n".join((self.title, *self.lines))

    def as_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back to an equal post."""
        return {
            "title": self.title,
            "lines": list(self.lines),
            "buttons": [[[b.label, b.data, b.url] for b in row] for row in self.buttons],
            "picture": self.picture.as_json() if self.picture else None,
            "reply_to": self.reply_to,
            "mention": [self.mention.account, self.mention.name] if self.mention else None,
            "quiet": self.quiet,
        } | {name: True for name in ("counts", "pinned") if getattr(self, name)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Post:
        return cls(
            title=data["title"],
            lines=tuple(data["lines"]),
            buttons=tuple(tuple(Button(*b) for b in row) for row in data["buttons"]),
            picture=Picture.from_json(data["picture"]) if data["picture"] else None,
            reply_to=data["reply_to"],
            mention=Mention(*data["mention"]) if data["mention"] else None,
            quiet=data["quiet"],
            counts=data.get("counts", False),
            pinned=data.get("pinned", False),
        )


class Unit(StrEnum):
    """What a channel counts when it limits the length of a text."""

    UTF16 = "utf16"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a conversation can do; declared honestly by its channel."""

    buttons: bool = True
    numbered: bool = False  # buttons may not arrive: the numbers that stand for them are said as well
    edits: bool = True
    mentions: bool = True
    pictures: bool = True
    replies: bool = True
    hears_all: bool = True
    menus: bool = False
    pins: bool = False
    length: int = 4096
    caption: int = 1024
    unit: Unit = Unit.UTF16
    gap: float = 0.0  # seconds between two messages to one chat
    per_minute: int = 0  # messages and edits in any minute to one chat; 0 is no limit
    per_second: int = 0  # messages of the whole account in any second; 0 is no limit


@dataclass(frozen=True, slots=True)
class Message:
    """One message exactly as a channel sends it."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    reply_to: str = ""
    mention: Mention | None = None
    pinned: bool = False  # as it is sent; an edit pins nothing


@dataclass(frozen=True, slots=True)
class Fitted:
    """A post cut for one conversation: messages in order, and what a typed number means where buttons cannot be shown."""

    messages: tuple[Message, ...]
    choices: dict[str, str] = field(default_factory=dict)


def measure(text: str, unit: Unit) -> int:
    """Length of a text in a channel's own units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 if unit is Unit.UTF16 else len(text.encode("utf-8", "surrogatepass"))


def fit(post: Post, can: Capabilities, hint: str = "", single: bool = False, first: int = 1) -> Fitted:
    """Fit a post into what a conversation can show: total, loses no word, keeps order.

    Without buttons, or where they may not arrive, they become choices numbered from `first`, introduced by `hint`.
    Too long a text is cut at paragraph, line, then character.
    `single` (for cards, which are one message for ever) shortens with an ellipsis instead of cutting into several.
    """
    text, choices = _spell(post, can, hint, first)
    picture = post.picture if can.pictures else None
    if post.picture and not picture and post.picture.alt:
        text = f"{text}\n［{post.picture.alt}］"
    room = can.caption if picture else can.length
    if picture and not single and measure(text, can.unit) > room:
        return Fitted((Message("", picture=picture), *_messages(text, post, can, None)), choices)
    if single:
        return Fitted((_message(shorten(text, room, can.unit), post, can, picture),), choices)
    return Fitted(_messages(text, post, can, picture), choices)


def _spell(post: Post, can: Capabilities, hint: str, first: int) -> tuple[str, dict[str, str]]:
    text = post.text
    if post.mention and not can.mentions:
        text = f"{post.mention.name}，{text}"
    flat = [b for row in post.buttons for b in row]
    if not flat or (can.buttons and not can.numbered):
        return text, {}
    numbered = [b for b in flat if b.data and not post.counts]
    links = [f"{b.label}：{b.url}" for b in flat if b.url]
    spelled = "　".join(f"{n} {b.label}" for n, b in enumerate(numbered, first))
    lines = [text, *links, *([f"{hint}{spelled}"] if numbered else [])]
    return "\n".join(lines), {str(n): b.data for n, b in enumerate(numbered, first)}


def _message(text: str, post: Post, can: Capabilities, picture: Picture | None) -> Message:
    reply_to, mention = post.reply_to if can.replies else "", post.mention if can.mentions else None
    return Message(text, post.buttons if can.buttons else (), picture, reply_to, mention, post.pinned and can.pins)


def _messages(text: str, post: Post, can: Capabilities, picture: Picture | None) -> tuple[Message, ...]:
    """The first piece answers and mentions, the last carries the buttons."""
    whole = _message("", post, can, picture)
    pieces = list(cut(text, can.length, can.unit))
    messages = [Message(piece) for piece in pieces]
    messages[0] = replace(messages[0], reply_to=whole.reply_to, mention=whole.mention, picture=picture)
    messages[-1] = replace(messages[-1], buttons=whole.buttons, pinned=whole.pinned)
    return tuple(messages)


def shorten(text: str, limit: int, unit: Unit = Unit.UTF16) -> str:
    """The text itself, or as much of it as fits with an ellipsis."""
    if measure(text, unit) <= limit:
        return text
    return text[: _longest(text, limit - measure("…", unit), unit)] + "…"


def cut(text: str, limit: int, unit: Unit = Unit.UTF16) -> Iterator[str]:
    """Pieces of at most `limit` units, at least one; cut at a paragraph, else a line, else a character."""
    while measure(text, unit) > limit:
        most = max(_longest(text, limit, unit), 1)
        at = next((i for sep in ("\n\n", "\n") if (i := text.rfind(sep, 1, most)) >= most // 2), most)
        yield text[:at]
        text = text[at:].removeprefix("\n\n" if text[at : at + 2] == "\n\n" else "\n")
    yield text


def _longest(text: str, limit: int, unit: Unit) -> int:
    """How many characters of a text fit into `limit` units."""
    low, high = 0, min(len(text), max(limit, 0))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle], unit) <= limit else (low, middle - 1)
    return low


def clean(text: str) -> str:
    """Text a database accepts: no NUL, no lone surrogate (measured: PostgreSQL refuses both, and a whole batch with them)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") if _dirty(text) else text


def _dirty(text: str) -> bool:
    return "\x00" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text))


# ---------------------------------------------------------------- what became of it


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered: `message` is the channel's id of it. An unchanged edit is Sent too."""

    message: str


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly not delivered; this chat may be tried again after so many seconds."""

    after: float
    everyone: bool = False  # the channel itself cannot be reached: every chat of it waits


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat cannot be written to (blocked, kicked, never started); `reason` is for staff.

    `waits`: only until somebody writes there again, and what was to be said waits for that.
    """

    reason: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat lives at another address now."""

    address: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The channel will never take this message as it is. `missing` says that the message to edit is not there any more."""

    reason: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have been delivered (the answer was lost)."""

    reason: str


Verdict = Sent | Later | Gone | Moved | Rejected | Unknown
