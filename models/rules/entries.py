"""Ballots that were not pressed: on paper, at the door, by telephone or video; how they are written down, and what bears them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.rules.roles import Role


class Way(StrEnum):
    """How a household answered."""

    PRESS = "press"
    PAPER = "paper"
    DOOR = "door"
    PHONE = "phone"
    VIDEO = "video"


class State(StrEnum):
    """What became of an answer that was entered, or that speaks against one."""

    COUNTED = "counted"
    SAME = "same"
    DISPUTED = "disputed"
    KEPT = "kept"
    DROPPED = "dropped"


class Step(StrEnum):
    """What is asked, in this order."""

    HOME = "home"
    CHOICE = "choice"
    WAY = "way"
    PROOF = "proof"


JUDGES = frozenset({Role.SECRETARY, Role.COMMITTEE, Role.COMMUNITY, Role.OWNER})
"""Who decides which of two answers of one household is counted."""
WAYS = {
    **dict.fromkeys(("纸质", "纸", "书面", "纸票", "paper"), Way.PAPER),
    **dict.fromkeys(("上门", "当面", "敲门", "door"), Way.DOOR),
    **dict.fromkeys(("电话", "打电话", "phone"), Way.PHONE),
    **dict.fromkeys(("视频", "微信视频", "video"), Way.VIDEO),
}
WITNESS = 40
_PIECES = re.compile(r"[\s，,;；、]+")
_WITNESS = re.compile(r"(?:见证人?|witness)[:：]?\s*(.*)", re.I | re.S)
_DOOR = re.compile(r".*\d{2,}.*")


@dataclass(frozen=True, slots=True)
class Said:
    """What `2号楼301 同意 上门 见证 老王` says; what it does not say is empty."""

    door: str = ""
    choice: tuple[str, ...] = ()
    way: Way | None = None
    witness: str = ""


def read_entry(words: str) -> Said:
    """The first words with a door's number, a way, a witness behind 见证, and the rest as the choice."""
    before, found, after = _split_witness(words)
    pieces = [piece for piece in _PIECES.split(before) if piece]
    door = next((piece for piece in pieces if _DOOR.fullmatch(piece)), "")
    way = next((WAYS[piece.casefold()] for piece in pieces if piece.casefold() in WAYS), None)
    rest = tuple(piece for piece in pieces if piece != door and piece.casefold() not in WAYS)
    return Said(door, rest, way, read_witness(after) if found else "")


def _split_witness(words: str) -> tuple[str, bool, str]:
    found = _WITNESS.search(words)
    return (words[: found.start()], True, found[1]) if found else (words, False, "")


def read_witness(words: str) -> str:
    """A name in few words."""
    found = _WITNESS.fullmatch(words.strip())
    return " ".join((found[1] if found else words).split())[:WITNESS]


def speaks_against(sealed: bool, first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a second answer is kept for a judge: another one, or any while the box is sealed, else to be told so would tell the first."""
    return sealed or tuple(first) != tuple(second)


def next_step(home: bool, choice: Sequence[str] | None, way: str, witness: str, photos: int) -> Step | None:
    """What is still to be asked: a photo of the sheet bears out paper, a witness everything."""
    if not home:
        return Step.HOME
    if not choice:
        return Step.CHOICE
    if not way:
        return Step.WAY
    return None if witness or (way == Way.PAPER and photos) else Step.PROOF
