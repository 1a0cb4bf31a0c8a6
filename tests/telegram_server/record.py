"""What happened at the server, for tests to read and to wait for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from .chats import Message, Raw
from .inbox import encode
from .rates import RateBreach
from .state import ChatRef, State, Violation
from .webhook import Delivery


@dataclass(slots=True)
class Call:
    """One call: when (monotonic), what, with what outcome. `status` 0: the caller got no answer; `done`: it had its effect."""

    at: float
    method: str
    params: dict[str, Any]
    via: str = "http"
    status: int = 0
    done: bool = False
    fault: str = ""
    description: str = ""
    result: Any = field(default=None, repr=False)

    @property
    def effect(self) -> str:
        """`done`, `refused: why`, or `none`."""
        return "done" if self.done else f"refused: {self.description}" if self.description else "none"


class Record:
    """The calls of one server, and the state they left behind."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.calls: list[Call] = []
        self._by_method: dict[str, list[Call]] = {}

    @property
    def violations(self) -> list[Violation]:
        """What the bot must never do; tests assert `[]`."""
        return self.state.violations

    @property
    def rate_breaches(self) -> list[RateBreach]:
        """Messages beyond the published limits."""
        return self.state.rate_breaches

    @property
    def deliveries(self) -> list[Delivery]:
        """Attempts at the webhook."""
        return self.state.pusher.deliveries

    @property
    def pending(self) -> int:
        """Updates not yet confirmed."""
        return len(self.state.inbox.pending) + self.state.pusher.in_flight

    @property
    def confirmed(self) -> int:
        """Updates confirmed since the start."""
        return self.state.inbox.confirmed

    @property
    def polled(self) -> bool:
        """Whether a long poll of the bot waits now."""
        return self.state.inbox.polled

    def calls_of(self, *methods: str) -> list[Call]:
        """All calls of these methods, in order."""
        if len(methods) == 1:
            return self._by_method.get(methods[0], [])
        return [call for call in self.calls if call.method in methods]

    def calls_by_method(self) -> dict[str, list[Call]]:
        """All calls, by method."""
        return self._by_method

    def messages(self, chat: ChatRef, *, everyone: bool = False, deleted: bool = False) -> list[Message]:
        """The bot's messages in a chat as they stand now; `everyone`'s, and the deleted ones too, if asked."""
        with self.state.lock:
            kept = list(self.state.chat(chat).messages.values()) if self._knows(chat) else []
        return [one for one in kept if (everyone or one.by_bot) and (deleted or not one.deleted)]

    def last(self, chat: ChatRef) -> Message:
        """The bot's newest message in a chat."""
        return self.messages(chat)[-1]

    def texts(self, chat: ChatRef) -> list[str]:
        """What the bot's messages in a chat say now."""
        return [one.text for one in self.messages(chat)]

    def answer_to(self, query_id: str) -> Raw | None:
        """What answerCallbackQuery said to a press; None if nothing yet."""
        query = self.state.queries.get(query_id)
        return query.answer if query else None

    def commands(self, scope: Raw | None = None, language_code: str = "") -> list[Raw] | None:
        """The menu set for a scope and language."""
        key = encode(dict(sorted((scope or {"type": "default"}).items()))).decode()
        return self.state.commands.get((key, language_code))

    async def wait_for(self, holds: Callable[[Self], object], timeout: float = 10.0) -> None:
        """Returns as soon as the condition holds, looked at after every call; TimeoutError with the last calls otherwise."""
        try:
            await self.state.bell.until(lambda: bool(holds(self)), timeout)
        except TimeoutError:
            raise TimeoutError(self._story(timeout)) from None

    def wait(self, holds: Callable[[Self], object], timeout: float = 10.0) -> None:
        """`wait_for` for a plain thread (the server running on another)."""
        try:
            self.state.bell.sleep_until(lambda: bool(holds(self)), timeout)
        except TimeoutError:
            raise TimeoutError(self._story(timeout)) from None

    def _begin(self, method: str, params: dict[str, Any], via: str = "http") -> Call:
        """Records a call that begins."""
        call = Call(self.state.options.monotonic(), method, params, via)
        self.calls.append(call)
        self._by_method.setdefault(method, []).append(call)
        return call

    def _knows(self, chat: ChatRef) -> bool:
        return not isinstance(chat, int) or chat in self.state.chats

    def _story(self, timeout: float) -> str:
        """What a failed wait tells."""
        lines = [f"{call.method} {call.params} → {call.status} {call.effect} {call.fault}"[:300] for call in self.calls[-8:]]
        wrong = [f"VIOLATION {one.method}: {one.reason}" for one in self.violations[-5:]]
        return f"not so within {timeout} s; {self.pending} updates pending; last calls:\n" + "\n".join([*lines, *wrong])
