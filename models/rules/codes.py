"""One-time joining codes: short enough for a letter, long enough that nobody guesses one (10 of 30 signs: 49 bits)."""

from __future__ import annotations

import hashlib
import re
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U: what is read off a letter is read right."""
LENGTH = 10
_CODE = re.compile(rf"(?<![0-9A-Za-z])([{ALPHABET}]{{5}})[-\s]?([{ALPHABET}]{{5}})(?![0-9A-Za-z])")


def printed(signs: str) -> str:
    """XXXXX-XXXXX."""
    return f"{signs[:5]}-{signs[5:]}"


def find_code(text: str) -> str | None:
    """The code inside a sentence as it is printed, however it was typed (case, width, dash or blank or nothing); None when there is none."""
    found = _CODE.search(unicodedata.normalize("NFKC", text).upper().replace("—", "-").replace("–", "-"))
    return f"{found[1]}-{found[2]}" if found else None


def digest(code: str) -> str:
    """What is stored instead of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
