"""Logs: one line an event, with its fields; secrets and personal data never leave the process in them."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_SECRETS = (
    (re.compile(r"bot\d+(?::|%3A)[A-Za-z0-9_-]+"), "bot<token>"),
    (re.compile(r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}"), "<token>"),
    (re.compile(r"(/cgi-bin/[^\s?\"]*\?\w+=)[^\s&\"]+"), r"\1<key>"),
    (re.compile(r"(://[^:/@\s]*):[^@/\s]+@"), r"\1:<password>@"),
    (re.compile(r"/([bchi])/[A-Za-z0-9_-]{43}"), r"/\1/<link>"),
    (re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)"), "<id number>"),
    (re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "<phone>"),
    (re.compile(r"(?<!\d)0\d{2,3}[ -]\d{7,8}(?!\d)"), "<phone>"),
)
_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_NOISY = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "telegram", "alembic", "PIL")
"""Libraries that log addresses (httpx at INFO the one with the token in it) or every beat."""


def redact(text: str) -> str:
    """The text without tokens, passwords, phones and identity numbers."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


class Line(logging.Formatter):
    """`{"at": …, "level": …, "from": …, "event": …, fields}` on one line.

    An exception's message may quote a resident (an SQL error prints what was to be written), so it is told only when `talkative`;
    an error of the system or the network tells its reason always.
    """

    def __init__(self, secrets: tuple[str, ...] = (), talkative: bool = False) -> None:
        super().__init__()
        self._secrets, self._talkative = tuple(filter(None, secrets)), talkative

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "event": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _KNOWN},
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        told = json.dumps(line, ensure_ascii=False, default=str)
        for secret in self._secrets:
            told = told.replace(secret, "<secret>")
        return redact(told)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802  (logging's name)
        """The frames and kinds of an exception and of those that led to it."""
        if self._talkative:
            return super().formatException(ei)
        told: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            reason = f": {error}" if isinstance(error, OSError) else ""
            frames = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}{reason}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nled to\n".join(reversed(told))


def start_logs(level: str, secrets: tuple[str, ...] = ()) -> None:
    """Log to stderr from now on at this level; `secrets` are blotted out wherever they stand."""
    handler = logging.StreamHandler()
    handler.setFormatter(Line(secrets, talkative=level == "DEBUG"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
