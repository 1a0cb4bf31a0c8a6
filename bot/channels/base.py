"""The Channel protocol: what a way of talking must do, and what the house answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aiohttp.web import AbstractRouteDef

from models.messaging import Attachment, Capabilities, Incoming, Message, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an Incoming once it is durably decided: only now may a channel acknowledge it.

    `toast` answers a button press in a few words; `alert` asks for it to be shown until dismissed.
    """

    duplicate: bool = False
    toast: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An update no one could read: kept raw, shown to the operator."""

    channel: str
    key: str
    raw: bytes
    reason: str
    at: datetime


class Inbox(Protocol):
    """Where channels hand in what happened. Returning means: committed. Raising means: do not acknowledge, let it come again."""

    async def accept(self, happened: Incoming) -> Outcome: ...

    async def quarantine(self, unreadable: Quarantined) -> None: ...

    async def report(self, about: str, what: str) -> None:
        """Tell the operators (`operator-{about}`) of something only they can mend."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A command menu for one scope: `chat` None is everybody in private (or in groups, when `groups`)."""

    language: str
    commands: tuple[tuple[str, str], ...]  # (slash command, what it does)
    groups: bool = False
    chat: str | None = None


class Channel(Protocol):
    """A way of talking. Nothing above this line knows which one."""

    name: str
    alone: bool
    """Whether only one process may listen at a time."""

    @property
    def account(self) -> str:
        """The name people find the bot under, once it is known; empty where there is none."""

    @property
    def mute(self) -> bool:
        """Whether another process speaks for the account now: its letters are left to that one."""

    def capabilities(self, private: bool) -> Capabilities: ...

    def routes(self, inbox: Inbox) -> Sequence[AbstractRouteDef]:
        """What the web server is to hand to us."""

    async def run(self, inbox: Inbox) -> None:
        """Listen until cancelled; never ends by itself."""

    async def send(self, chat: str, message: Message) -> Verdict: ...

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict: ...

    async def fetch(self, attachment: Attachment, to: Path) -> Path:
        """Store an attachment's bytes under `to`; raises OSError when it cannot be had."""

    async def menus(self, menus: Sequence[Menu]) -> None: ...

    async def check(self, chats: Sequence[str]) -> list[str]:
        """One line a finding about the account and its rights in these chats; empty is well."""

    async def close(self) -> None: ...
