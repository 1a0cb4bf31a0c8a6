"""What is said: Fluent messages of locales/<language>/*.ftl, one file per capability."""

from __future__ import annotations

import re
from calendar import month_abbr
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource, resolver

LANGUAGES = ("zh-CN", "en")
FIRST = "zh-CN"
FOLDER = Path(__file__).parents[1] / "locales"
ENTRY = re.compile(r"^(?=[a-z#])", re.MULTILINE)
"""A message, or a comment, begins a line; what belongs to it is indented."""
strict = False
"""In tests: a missing message or a render error raises instead of showing itself."""


resolver.MAX_PART_LENGTH = 100_000
"""A list in a message may be long (450 names: 3,000 characters); the bound of 2,500 guards against hostile messages, ours are our own."""


@cache
def bundle(language: str) -> FluentBundle:
    """What has been said in a language. No isolation marks: people copy numbers and codes out of the chat."""
    return FluentBundle([language], use_isolating=False)


@cache
def entries(language: str) -> dict[str, str]:
    """Key → its message as written, parsed when it is first said: to parse all of them is a fifth of the start (measured 0.26 s)."""
    found: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in ENTRY.split(file.read_text(encoding="utf-8")):
            key = entry.partition("=")[0].strip()
            if key in found:
                raise LookupError(f"{language} {key}: written twice")
            found |= {key: entry} if key and key[0] != "#" else {}
    return found


def language_of(wanted: str, default: str = FIRST) -> str:
    """The language we speak that is nearest to the one asked for (`zh-hans`, `en-GB`)."""
    if wanted in LANGUAGES:
        return wanted
    short = wanted.lower()[:2]
    return next((known for known in LANGUAGES if known.startswith(short)), default) if short else default


@cache
def _pattern(language: str, key: str) -> Any:
    """A message's pattern; None when there is none."""
    entry, spoken = entries(language).get(key), bundle(language)
    if entry is not None:
        spoken.add_resource(FluentResource(entry))
    return spoken.get_message(key).value if spoken.has_message(key) else None


def has(language: str, key: str) -> bool:
    return _pattern(language, key) is not None


def text(language: str, key: str, **params: Any) -> str:
    """The words for a key in a language, else in the first language, else the key itself (in tests: LookupError).

    Identifiers such as `#1234` are passed as strings: Fluent prints the number 1234 as `1,234`.
    """
    return _said(language, key, params) if params else _alone(language, key)


@cache
def _alone(language: str, key: str) -> str:
    """Words that say nothing of their own each time: a button, a state, a category."""
    return _said(language, key, {})


def _said(language: str, key: str, params: dict[str, Any]) -> str:
    for spoken in (language, FIRST):
        pattern = _pattern(spoken, key)
        if pattern is not None:
            said, errors = bundle(spoken).format_pattern(pattern, params)
            if errors and strict:
                raise LookupError(f"{spoken} {key}: {errors}")
            return str(said)
    if strict:
        raise LookupError(key)
    return key


@cache
def day(language: str, month: int, day: int) -> str:
    """A day of the year as it is written: a card names one or two, and everybody sees the same few."""
    return text(language, "day", month=str(month), day=str(day), name=f"{month_abbr[month]} {day}")
