"""Telegram's answers and errors become the house's verdicts; one place, one table."""

from __future__ import annotations

import logging
import random
from typing import Any

import msgspec

from models.messaging import Gone, Later, Moved, Rejected, Sent, Unknown, Verdict
from scheduler import clock

log = logging.getLogger(__name__)

LONGEST = 60.0
NO_SUCH_BOT = (401, 404)
_UNCHANGED = "message is not modified"
_MISSING = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message to edit")
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights to send",
    "chat_write_forbidden",
    "not enough rights to send",
)


class Parameters(msgspec.Struct):
    retry_after: float = 0
    migrate_to_chat_id: int = 0


class Answer(msgspec.Struct):
    """What the Bot API answers."""

    ok: bool
    result: Any = None
    error_code: int = 0
    description: str = ""
    parameters: Parameters = msgspec.field(default_factory=Parameters)


_DECODER = msgspec.json.Decoder(Answer)


class Backoff:
    """Waits that grow from a second while calls keep failing. Failures of one outage, however many calls it hits, count once."""

    def __init__(self, longest: float = LONGEST) -> None:
        self.longest = longest
        self.failures = 0
        self._until = 0.0

    def again(self) -> float:
        """Seconds to wait after a failure: at least one, at most `longest`, never all at the same moment."""
        now = clock.ticking()
        if now >= self._until - 0.01:
            self._until = now + min(self.longest, 2.0 ** min(self.failures, 10) * random.uniform(1.0, 1.3))
            self.failures += 1
        return max(1.0, self._until - now)

    def well(self) -> None:
        """A call was answered."""
        self.failures, self._until = 0, 0.0


def answer_of(body: bytes) -> Answer | None:
    """The answer in a body; None for a page, a torn text, anything else."""
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def verdict_of(status: int, body: bytes, backoff: Backoff, editing: str = "") -> Verdict:
    """What became of a send, or of an edit of the message `editing`."""
    answer = answer_of(body) if status < 500 else None
    if answer is None and (status != 200 or body.lstrip().startswith(b"<")):
        return unreachable(backoff)  # a page: somebody else answered in Telegram's place
    backoff.well()
    if answer is None:
        return Unknown("unreadable answer")
    if answer.ok:
        told = answer.result[0] if isinstance(answer.result, list) and answer.result else answer.result  # an album: its first
        arrived = told.get("message_id") if isinstance(told, dict) else None
        return Sent(str(arrived or editing)) if arrived or editing else Unknown("answer without a message")
    return _refusal(answer, answer.error_code or status, editing)


def unreachable(backoff: Backoff) -> Later:
    """Certainly not delivered, and nothing else would be now."""
    return Later(backoff.again(), everyone=True)


def _refusal(answer: Answer, code: int, editing: str) -> Verdict:
    said = answer.description.lower()
    if code == 429:
        return Later(max(answer.parameters.retry_after, 1))
    if answer.parameters.migrate_to_chat_id:
        return Moved(str(answer.parameters.migrate_to_chat_id))
    if code in NO_SUCH_BOT:
        log.error("telegram refuses the token", extra={"status": code})
        return Later(LONGEST, everyone=True)
    if _UNCHANGED in said:
        return Sent(editing)
    if any(known in said for known in _MISSING):
        return Rejected(answer.description, missing=True)
    if code == 403 or any(known in said for known in _GONE):
        return Gone(answer.description)
    return Rejected(answer.description)
