"""Every entry point of every capability, looked up by what people say and press."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from handlers.kit import Added, Capability, Daily, Entry, Handler, Run, Subject, Told, Where
from models.messaging import Post
from models.rules.settings import Setting

_SLASH = re.compile(r"/([a-z][a-z0-9_]*)(?:@\w+)?(?:\s+|$)(.*)", re.S)
_NUMBER = re.compile(r"\s*#?\s*(\d{1,9})(?!\d)\s*[,，:：、]?\s*(.*)", re.S)
_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９＃", "0123456789#", strict=True)}
_AFTER_WORD = " \t\n\u3000:：,，#＃"


class Called(NamedTuple):
    """A command that was said, and the words after it."""

    handler: Handler
    rest: str
    slash: bool


@cache
def capabilities() -> tuple[Capability, ...]:
    from handlers import CAPABILITIES  # the table of contents imports the capabilities, which may look things up here

    return CAPABILITIES


@cache
def shelf_of(capability: str) -> str:
    """On which shelf of the help a capability stands."""
    from handlers import SHELVES

    return next((shelf for shelf, names in SHELVES.items() if capability in names.split()), list(SHELVES)[-1])


@cache
def entries(entry: Entry) -> dict[str, Handler]:
    """All handlers of one kind by name; two of one name are a mistake of ours and stop the start."""
    found: dict[str, Handler] = {}
    for handler in (h for c in capabilities() for h in c.handlers if h.entry is entry):
        if handler.name in found:
            raise ValueError(f"two handlers of {entry} {handler.name}")
        found[handler.name] = handler
    return found


@cache
def subjects() -> dict[str, Subject]:
    return {kind: subject for c in capabilities() for kind, subject in c.subjects.items()}


@cache
def cards() -> dict[str, Callable[..., Post | None]]:
    return {kind: draw for c in capabilities() for kind, draw in c.cards.items()}


@cache
def additions(kind: str) -> tuple[Callable[..., Added], ...]:
    """What others add to the card of a subject of this kind, in the order of the table of contents."""
    return tuple(c.additions[kind] for c in capabilities() if kind in c.additions)


@cache
def reactions(kind: str, act: str) -> tuple[Run, ...]:
    """Who acts when a subject of this kind was moved so, in the order of the table of contents."""
    return tuple(run for c in capabilities() for about, what, run in c.reactions if (about, what) == (kind, act))


@cache
def takers(kind: str) -> tuple[Callable[..., bool], ...]:
    """Who is offered what may become a subject of this kind, in the order of the table of contents."""
    return tuple(c.takers[kind] for c in capabilities() if kind in c.takers)


@cache
def settings() -> dict[str, Setting]:
    return {setting.name: setting for c in capabilities() for setting in c.settings}


@cache
def dailies() -> tuple[Daily, ...]:
    return tuple(daily for c in capabilities() for daily in c.dailies)


@cache
def digests() -> tuple[Callable[..., Iterable[Told]], ...]:
    """Who has something to tell every morning, in the order of the table of contents."""
    return tuple(tell for c in capabilities() for tell in c.digests)


@cache
def _by_word() -> tuple[Handler, ...]:
    """Longest word first, so that 新投票 is not taken for 投票."""
    return tuple(sorted((h for h in entries(Entry.COMMAND).values() if h.word), key=lambda h: -len(h.word)))


def find_command(text: str, addressed: bool, where: Where) -> Called | None:
    """The command a text says, if it is one.

    Neighbours use the same words in talk. So in a group, unless the bot is addressed, a plain word is a command only when all it
    needs follows it.
    """
    said = text.strip()
    slash = _SLASH.fullmatch(said)
    if slash:
        known = entries(Entry.COMMAND).get(slash[1])
        return Called(known, slash[2].strip(), slash=True) if known else None
    said = said.lstrip("#＃")  # 微信 writes #接龙
    for handler in _by_word():
        if said.startswith(handler.word) and _ends(said[len(handler.word) :], handler):
            rest = said[len(handler.word) :].lstrip(_AFTER_WORD.replace("#", "").replace("＃", ""))
            if handler.complete and not handler.complete(rest):
                continue
            return Called(handler, rest.strip(), slash=False) if addressed or _whole(handler, rest, where) else None
    return None


def _ends(rest: str, handler: Handler) -> bool:
    return not rest or rest[0] in _AFTER_WORD or (bool(handler.about) and rest[0].isdigit())


def _whole(handler: Handler, rest: str, where: Where) -> bool:
    if not handler.where & where:
        return False
    if handler.about:
        return split_number(rest) is not None
    return bool(rest.strip()) if handler.words_needed else not rest.strip() or not handler.hidden


def names_or_lists(rest: str) -> bool:
    """Whether what follows a word is a number, or nothing: all else that begins with that word is talk."""
    return not rest or split_number(rest) is not None


def split_number(text: str) -> tuple[int, str] | None:
    """`12 words`, `#12 words`, `１２words` → (12, words)."""
    found = _NUMBER.fullmatch(text.translate(_WIDE))
    return (int(found[1]), found[2].strip()) if found else None
