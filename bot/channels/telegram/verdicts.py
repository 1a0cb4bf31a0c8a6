"""Telegram's answers and errors become the house's verdicts; one place, one table."""

from __future__ import annotations

import random
from typing import Any

import msgspec

from models.messaging import Gone, Later, Moved, Rejected, Sent, Unknown, Verdict

LONGEST = 60.0
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


def answer_of(body: bytes) -> Answer | None:
    """The answer in a body; None for a page, a torn text, anything else."""
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def verdict_of(status: int, body: bytes, failures: int, editing: str = "") -> Verdict:
    """What became of a send, or of an edit of the message `editing`. `failures` in a row lengthen the wait."""
    answer = answer_of(body)
    if answer is None or status >= 500:
        if status == 200:
            return Later(1) if editing else Unknown("unreadable answer")
        return Later(backoff(failures), everyone=True)
    if answer.ok:
        arrived = answer.result.get("message_id") if isinstance(answer.result, dict) else None
        return Sent(str(arrived or editing))
    return _refusal(answer, failures, editing)


def _refusal(answer: Answer, failures: int, editing: str) -> Verdict:
    said = answer.description.lower()
    if answer.error_code == 429:
        return Later(answer.parameters.retry_after or 1)
    if answer.parameters.migrate_to_chat_id:
        return Moved(str(answer.parameters.migrate_to_chat_id))
    if answer.error_code in (401, 404):
        return Later(LONGEST, everyone=True)
    if _UNCHANGED in said:
        return Sent(editing)
    if any(known in said for known in _MISSING):
        return Rejected(answer.description, missing=True)
    if answer.error_code == 403 or any(known in said for known in _GONE):
        return Gone(answer.description)
    return Rejected(answer.description)


def backoff(failures: int) -> float:
    """Seconds to wait after so many failures in a row: at least one, at most a minute, never all at the same moment."""
    return min(LONGEST, 2.0 ** min(failures, 6)) * random.uniform(1.0, 1.3)
