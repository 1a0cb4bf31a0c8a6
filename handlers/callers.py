"""Whoever asks the households of a place: which places they may ask, how they name one, and until when it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from handlers.ctx import Ctx
from models import people, places
from models.messaging import Button
from models.places import Level, Place
from models.rules.addresses import find_place
from models.rules.poll_words import fits, read_ends
from models.rules.polls import CALLERS

T = TypeVar("T")
PLACES = 12
WHERE = frozenset({Level.COMPOUND, Level.BUILDING, Level.UNIT})
DAYS = (1, 3, 7, 14)
"""Ends that are offered: so many days on."""


def may_ask(ctx: Ctx, place: Place) -> bool:
    return place.level in WHERE and ctx.holds(CALLERS, place.path)


def find_asked(ctx: Ctx) -> list[Place]:
    """The places one may ask: those of one's roles, and the buildings below."""
    held = [place for _, place in people.find_appointments(ctx.db, ctx.me().id)] or list(places.find_compounds(ctx.db))
    below = [child for place in held if place.level is Level.COMPOUND for child in places.find_children(ctx.db, place.id)]
    found = {place.id: place for place in [*held, *below] if may_ask(ctx, place)}
    return list(found.values())[:PLACES]


def find_named(ctx: Ctx, said: str) -> Place | None:
    """The place these words name, where the speaker may ask."""
    known = {place.name: place for place in find_asked(ctx)}
    here = ctx.place or next(iter(known.values()), None)
    if here is None:
        return None
    told, found = find_place(said), known.get(said)
    if found is None and told and told.text.strip() == said.strip() and (told.building or told.unit):
        found = places.find_said(ctx.db, here, told.building, told.unit, None)
    return found if found and may_ask(ctx, found) else None


def find_pressed(ctx: Ctx, said: str) -> Place | None:
    """The place whose id a button carries."""
    place = places.find_place(ctx.db, int(said)) if said.isascii() and said.isdigit() and len(said) < 16 else None
    return place if place and may_ask(ctx, place) else None


def first_place(ctx: Ctx, words: str) -> tuple[Place | None, str]:
    """The place a first line begins with, and the rest; the only one there is, where it names none."""
    first, _, rest = words.partition(" ")
    place = find_named(ctx, first) if first else None
    if place is not None:
        return place, rest
    own = find_asked(ctx)
    return (own[0] if len(own) == 1 else None), words


def tell_open(ctx: Ctx, name: str, find: Callable[[int, str], Sequence[T]], row: Callable[[T], str]) -> None:
    """What is open around here, a line each: in private around the whole compound; `find` is given the community and a path."""
    place = ctx.need_place()
    found = find(place.community_id, (places.find_compound(ctx.db, place) if ctx.private else place).path)
    if not found:
        return ctx.say(f"{name}-none", reply_to=ctx.reply_to)
    return ctx.say(f"{name}-list", rows="\n".join(map(row, found)), reply_to=ctx.reply_to)


def read_close(ctx: Ctx, said: str) -> datetime | None:
    """When it ends: `周五20点`, `3天后`; None where that is no such moment, or too soon or too late."""
    ends = read_ends(said, ctx.now, ctx.house.time_zone)
    return ends.at if ends and not ends.rest and fits(ends.at, ctx.now) else None


def offer_places(ctx: Ctx) -> list[tuple[str, str]]:
    return [(place.name, str(place.id)) for place in find_asked(ctx)]


def offer_days(ctx: Ctx) -> list[tuple[str, str]]:
    """Ends to press: label and what is read of it."""
    found = ((f"{days}天后", read_ends(f"{days}天后", ctx.now, ctx.house.time_zone)) for days in DAYS)
    return [(ctx.clock(ends.at) if ends else said, said) for said, ends in found]


def in_rows(buttons: list[Button], wide: int = 3) -> list[list[Button]]:
    return [buttons[at : at + wide] for at in range(0, len(buttons), wide)]
