"""Updates waiting for the bot: numbering, confirmation by offset, the long poll."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from threading import RLock
from typing import Any

import msgspec

from .answers import OTHER_POLLER, Refusal
from .words import words

LEFT_OUT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
KINDS = frozenset(
    words(
        "message edited_message channel_post edited_channel_post business_connection business_message edited_business_message "
        "deleted_business_messages guest_message message_reaction message_reaction_count inline_query chosen_inline_result callback_query "
        "shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member chat_join_request chat_boost "
        "removed_chat_boost managed_bot"
    )
)
# tdlib (TQueue::get) calls an offset this far beyond the queue an error and its server then answers from the head.
FUTURE = 10

encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Pending:
    """One update as bytes; `key` names the chat for ordered webhooks."""

    id: int
    body: bytes
    key: int


class Inbox:
    """The queue of one bot. Pushed to from any thread, read on the server's loop."""

    def __init__(self, lock: RLock, first_id: int, ring: Callable[[], None]) -> None:
        self.lock = lock
        self.ring = ring
        self.pending: deque[Pending] = deque()
        self.next_id = first_id
        self.allowed: frozenset[str] | None = None
        self.left_out = 0
        self.handed_out = 0
        self.confirmed = 0
        self.feeds_webhook = False
        self.loop: asyncio.AbstractEventLoop | None = None
        self.on_webhook: Callable[[], None] = ring
        self._poller: asyncio.Future[None] | None = None
        self._told = False

    @property
    def polled(self) -> bool:
        """Whether a long poll waits now."""
        return self._poller is not None

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind not in LEFT_OUT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[str] | None) -> None:
        """`allowed_updates`: None leaves the setting, [] restores the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def push(self, kind: str, content: Any, key: int = 0) -> int | None:
        """Queues an update of a kind; None if the bot did not ask for it."""
        with self.lock:
            if not self.wants(kind):
                self.left_out += 1
                return None
            return self.push_whole({kind: content}, key)

    def push_whole(self, update: dict[str, Any], key: int = 0) -> int:
        """Queues a whole update, numbered here unless it carries a number."""
        with self.lock:
            number = self._number(update.get("update_id"))
            self.pending.append(Pending(number, encode({"update_id": number, **update}), key))
        self._wake()
        return number

    def push_bytes(self, body: bytes) -> int:
        """Queues bytes as they are, `$ID` standing for the number."""
        with self.lock:
            number = self._number(None)
            self.pending.append(Pending(number, body.replace(b"$ID", str(number).encode()), 0))
        self._wake()
        return number

    def restart(self, next_id: int) -> None:
        """From now on numbers begin here, as after a quiet week: possibly lower than before."""
        with self.lock:
            self.next_id = next_id

    def take(self, offset: int, limit: int) -> list[bytes]:
        """Forgets what the offset confirms and shows the next updates."""
        with self.lock:
            if offset < 0:
                self._drop(max(0, len(self.pending) + offset))
            elif offset and self.pending and offset <= self.pending[-1].id + FUTURE:
                self._drop_below(offset)
            batch = [one.body for one in islice(self.pending, limit)]
            self.handed_out += len(batch)
            return batch

    async def poll(self, offset: int, limit: int, timeout: float) -> list[bytes]:
        """One getUpdates: at once if there is something, else within the timeout; ends an earlier poll."""
        self.end_poll(OTHER_POLLER)
        with self.lock:
            batch = self.take(offset, limit)
            if batch or timeout <= 0:
                return batch
            waiter = self._poller = asyncio.get_running_loop().create_future()
        self.ring()
        try:
            async with asyncio.timeout(timeout):
                await waiter
        except TimeoutError:
            return []
        finally:
            if self._poller is waiter:
                self._poller = None
            self.ring()
        return self.take(offset if offset > 0 else 0, limit)

    def end_poll(self, description: str) -> None:
        """The poll that waits now ends with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refusal(409, description))
        self._poller = None

    def put_back(self, unsent: Iterable[Pending]) -> None:
        """What a webhook could not deliver waits again, in order."""
        with self.lock:
            self.pending = deque(sorted([*unsent, *self.pending], key=lambda one: one.id))

    def clear(self) -> None:
        """Forgets everything that waits."""
        with self.lock:
            self.pending.clear()

    def forget(self) -> None:
        """As new, but for the numbering."""
        self.clear()
        self.allowed = None
        self.left_out = self.handed_out = self.confirmed = 0

    def _number(self, wished: Any) -> int:
        number = wished if type(wished) is int else self.next_id
        self.next_id = number + 1
        return number

    def _drop_below(self, offset: int) -> None:
        while self.pending and self.pending[0].id < offset:
            self._drop(1)

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self.pending.popleft()
        self.confirmed += count

    def _wake(self) -> None:
        """Tells the loop, from whatever thread, that something arrived."""
        waited_for = self._poller is not None or self.feeds_webhook
        if waited_for and not self._told and self.loop is not None and not self.loop.is_closed():
            self._told = True
            self.loop.call_soon_threadsafe(self._arrived)

    def _arrived(self) -> None:
        self._told = False
        if self.feeds_webhook:
            self.on_webhook()
        elif self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
