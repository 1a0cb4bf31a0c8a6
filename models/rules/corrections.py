"""What a community taught: staff put matters into another category, and like words lean there afterwards.

One correction is a hint and cannot overturn a strong reading; three of the same kind of words can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import log

from models.rules.addresses import find_place
from models.rules.categories import Category
from models.rules.scales import plain

TERMS = 16
"""A sentence teaches and is looked up by at most so many terms."""
LENGTH = 2
"""A term is two characters, as most words are."""
WEIGHT, SURE, ENOUGH = 2.2, 3.0, 5
"""What a correction of the very same words weighs; what no reading is surer than; and how many corrections count at most."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_EMPTY = re.compile(r"[的了吗啊呀呢吧啦么嘛很太都也又还在是我你他她您这那个们把被给和跟]")


def terms_of(words: str) -> tuple[str, ...]:
    """The terms of a sentence, in order: pairs of characters, without its place and without empty words."""
    place = find_place(words)
    said = plain(words.replace(place.text, " ") if place else words)
    runs = _HAN.findall(_EMPTY.sub(" ", said))
    pairs = (run[at : at + LENGTH] for run in runs for at in range(len(run) - LENGTH + 1))
    return tuple(dict.fromkeys(pairs))[:TERMS]


def settle(leaning: Mapping[Category, float], terms: Iterable[str], taught: Mapping[tuple[str, Category], int]) -> Category:
    """The category of a sentence: how it reads (`leaning`: category → probability) shifted by what was taught of its terms.

    `taught` counts the corrections of (term, category). A category weighs by how often, on average, the terms were put into it.
    """
    known = tuple(terms)
    surest = log(max(leaning.values(), default=1.0) or 1.0)
    scores = {category: max(log(weight), surest - SURE) if weight > 0 else surest - SURE for category, weight in leaning.items()}
    for category in {category for _, category in taught}:
        often = sum(max(0, min(taught.get((term, category), 0), ENOUGH)) for term in known) / max(len(known), 1)
        scores[category] = scores.get(category, surest - SURE) + WEIGHT * often
    return max(scores, key=lambda category: scores[category], default=Category.OTHER)
