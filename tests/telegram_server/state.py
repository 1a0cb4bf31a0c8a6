"""Everything one server knows, in one place that methods, the world and the control API share."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from .answers import BLOCKED, KICKED, NEVER_STARTED, NOT_A_MEMBER, UPGRADED, Refusal, bad, breach
from .chats import Chat, Message, Raw, User
from .files import FileStore, Upload
from .inbox import Inbox
from .rates import Limits, RateBreach, Rates
from .spec import Spec, load
from .waiting import Bell
from .webhook import Pusher

ChatRef = Chat | User | int
TOKEN = "123456789:AAtests-only-token-0123456789abcdefgh"


@dataclass(slots=True)
class Options:
    """How strict, how fast, and as which bot the server runs; times in seconds."""

    token: str = TOKEN
    username: str = "jinlin_bot"
    first_name: str = "近邻"
    can_read_all_group_messages: bool = True
    no_markup: bool = True
    fast: bool = False
    enforce_rates: bool = False
    limits: Limits | None = field(default_factory=Limits)
    first_update_id: int = 500_000_001
    query_lifetime: float = 15.0
    webhook_retry_base: float = 0.05
    webhook_retry_cap: float = 2.0
    webhook_ordered: bool = False
    clock: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class Violation:
    """Something the bot must never do: tests assert that there is none."""

    method: str
    reason: str
    params: dict[str, Any] = field(repr=False)


@dataclass(slots=True)
class Query:
    """A press waiting for its answer."""

    asked_at: float
    chat_id: int | None = None
    answer: dict[str, Any] | None = None


class Params(dict[str, Any]):
    """The parameters of one call, and the files that came with it by part name."""

    def __init__(self, given: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        super().__init__(given)
        self.files = files or {}

    def file(self, given: "Upload | str") -> "Upload | str":
        """An attach:// reference resolved; anything else as it is."""
        if isinstance(given, str) and given.startswith("attach://"):
            name = given.removeprefix("attach://")
            if name not in self.files:
                raise breach(f"attached file not found: {name}")
            return self.files[name]
        return given


class State:
    """One bot's Telegram: people, chats, the inbox, files, settings made by calls, and what the bot did wrong."""

    def __init__(self, options: Options, execute: Callable[[dict[str, Any]], None]) -> None:
        self.options = options
        self.lock = RLock()
        self.bell = Bell(self.lock)
        self.spec: Spec = load()
        self.inbox = Inbox(self.lock, options.first_update_id, self.bell.ring)
        retry = (options.webhook_retry_base, options.webhook_retry_cap)
        self.pusher = Pusher(self.inbox, execute, *retry, ordered=options.webhook_ordered)
        self.forget()

    def forget(self) -> None:
        """Back to an empty world; the inbox keeps its numbering."""
        self.bot = User(int(self.options.token.partition(":")[0]), self.options.first_name, self.options.username, None, is_bot=True)
        self.bot_raw = self.bot.raw
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Raw]] = {}
        self.violations: list[Violation] = []
        self.rate_breaches: list[RateBreach] = []
        self.rates = Rates(self.options.limits) if self.options.limits and not self.options.fast else None
        self.inbox.forget()

    def now(self) -> int:
        """Unix time."""
        return int(self.options.clock())

    def violate(self, method: str, reason: str, params: dict[str, Any]) -> None:
        """Records what a bot must never do."""
        self.violations.append(Violation(method, reason, params))

    def chat(self, ref: ChatRef) -> Chat:
        """The chat a test means; KeyError if there is none."""
        if isinstance(ref, Chat):
            return ref
        return self.private(ref) if isinstance(ref, User) else self.chats[ref]

    def private(self, user: User) -> Chat:
        """The talk between the bot and a person."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", user=user)
        return self.chats[user.id]

    def known_chat(self, chat_id: int | str) -> Chat:
        """The chat a call names."""
        if isinstance(chat_id, str):
            chat_id = next((one.id for one in self.users.values() if one.username and f"@{one.username}" == chat_id), 0)
        if chat_id in self.users and chat_id not in self.chats:
            self.private(self.users[chat_id])
        if chat_id not in self.chats:
            raise bad("chat not found")
        return self.chats[chat_id]

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat a call writes to, if it lets the bot write."""
        chat = self.known_chat(chat_id)
        if chat.migrated_to is not None:
            raise Refusal(400, UPGRADED, migrate_to_chat_id=chat.migrated_to)
        if chat.user is not None:
            self._check_person(chat.user)
        else:
            self._check_membership(chat)
        return chat

    def own_message(self, chat: Chat, message_id: int) -> Message:
        """A message of the bot that can be edited."""
        message = chat.messages.get(message_id)
        if message is None or message.deleted:
            raise bad("message to edit not found")
        if not message.by_bot:
            raise bad("message can't be edited")
        return message

    def bot_may(self, chat: Chat, right: str) -> bool:
        """Whether the bot holds a right in a group; in a private chat always."""
        return chat.private or chat.member(self.bot).may(right)

    def _check_person(self, user: User) -> None:
        if user.is_bot:
            raise Refusal(403, "Forbidden: bot can't send messages to bots", breach=True)
        if user.blocked:
            raise Refusal(403, BLOCKED)
        if not user.started:
            raise Refusal(403, NEVER_STARTED)

    def _check_membership(self, chat: Chat) -> None:
        place = chat.member(self.bot)
        if place.status == "kicked":
            raise Refusal(403, KICKED.format(kind=chat.type))
        if not place.present:
            raise Refusal(403, NOT_A_MEMBER.format(kind=chat.type))
