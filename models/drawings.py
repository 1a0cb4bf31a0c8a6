"""Posters: a page of numbers to be drawn, in words and shares. A post carries it, and the channel has it painted when it is sent."""

from __future__ import annotations

import msgspec

from models.messaging import Picture

DRAWN = "drawing"
"""What a Picture is `of` when its name is no file but what is to be drawn."""


class Dial(msgspec.Struct, frozen=True, array_like=True):
    """A rate that is told large: its percent, its numerator and denominator, its change; `share` 0 to 1, and the `mark` it must reach."""

    label: str
    value: str
    counted: str = ""
    change: str = ""
    share: float | None = None
    mark: float | None = None


class Bar(msgspec.Struct, frozen=True, array_like=True):
    """A line with a bar as long as its share, 0 to 1."""

    label: str
    value: str
    share: float


class Section(msgspec.Struct, frozen=True, array_like=True):
    """Bars that belong together; an `alert` is drawn in the colour of one."""

    title: str
    bars: tuple[Bar, ...]
    alert: bool = False


class Poster(msgspec.Struct, frozen=True):
    """All words of the page, in the language of its chat."""

    title: str
    subtitle: str
    dials: tuple[Dial, ...]
    sections: tuple[Section, ...] = ()
    foot: str = ""


def as_picture(poster: Poster, alt: str = "") -> Picture:
    return Picture(msgspec.json.encode(poster).decode(), alt, of=DRAWN)


def read_poster(name: str) -> Poster:
    """The poster a picture names; ValueError when it names none."""
    return msgspec.json.decode(name, type=Poster)
