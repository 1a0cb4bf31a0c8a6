"""Patterns that cost nothing before they are needed: a bot that starts shall listen soon, and compiling all takes a fifth of a second."""

from __future__ import annotations

import re
from typing import Any, cast

_WAYS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "groupindex")


class _Later:
    """Stands for a pattern until somebody asks something of it; from then on its ways are the pattern's own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, way: str) -> Any:
        if way not in _WAYS:
            raise AttributeError(way)
        found = re.compile(self._source, self._flags)
        self.__dict__.update({name: getattr(found, name) for name in _WAYS})
        return self.__dict__[way]


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, compiled when it is first used (`re.error` then, too: tests use every one)."""
    return cast("re.Pattern[str]", _Later(source, int(flags)))
