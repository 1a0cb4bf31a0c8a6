"""One-time joining codes: short enough for a letter, long enough that nobody guesses one (10 of 32 signs: 50 bits)."""

from __future__ import annotations

import hashlib
import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no O, I, L, U. Whoever reads one of them off a letter meant 0, 1, 1, V, and is understood."""
LENGTH = 10
BITS = 50
_MEANT = str.maketrans("OILU", "011V")
_DASHES = dict.fromkeys(map(ord, "—–‐‑−_"), "-")
_SIGNS = "[0-9A-Z]{5}"
_JOINED = re.compile(rf"(?<![0-9A-Z])({_SIGNS})-?({_SIGNS})(?![0-9A-Z])")
_APART = re.compile(rf"(?<![0-9A-Z])(?=({_SIGNS})[-\s]{{1,3}}({_SIGNS})(?![0-9A-Z]))")


def printed(signs: str) -> str:
    """XXXXX-XXXXX."""
    return f"{signs[:5]}-{signs[5:]}"


def code_of(number: int) -> str:
    """A number of so many bits as a code, as it is printed."""
    return printed("".join(ALPHABET[number >> 5 * at & 31] for at in range(LENGTH)))


def find_code(text: str) -> str | None:
    """The code inside a sentence, as it is printed, however it was typed (case, width, dash, blank or nothing between); None when none."""
    said = unicodedata.normalize("NFKC", text).upper().translate(_DASHES)
    found = [*_APART.finditer(said), *_JOINED.finditer(said)]  # of `/start 7KQ2M-9XH4B` the last, not START-7KQ2M
    return printed((found[-1][1] + found[-1][2]).translate(_MEANT)) if found else None


def digest(said: str) -> str:
    """What is stored instead of a code, a token, a secret, a text."""
    return hashlib.sha256(said.encode()).hexdigest()
