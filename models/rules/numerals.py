"""Numerals as neighbours write them: full-width or plain, Chinese or digits."""

from __future__ import annotations

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(dash): "-" for dash in "—–‐‑−"} | {0x3000: " "}


def narrow(text: str) -> str:
    """The text with full-width letters, digits and dashes made plain, character for character, so positions stay."""
    return text.translate(_FULL_WIDTH)


_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TEENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def digits(numeral: str) -> str:
    """A numeral said in Chinese (一 … 九十九) or digits, in digits without leading zeros; letters in capitals, anything else as it is."""
    if numeral.isascii():
        return numeral.lstrip("0").upper() or "0"
    if tens := _TEENS.fullmatch(numeral):
        return str(_DIGIT.get(tens[1], 1) * 10 + _DIGIT.get(tens[2], 0))
    return "".join(str(_DIGIT[character]) for character in numeral) if all(c in _DIGIT for c in numeral) else numeral
