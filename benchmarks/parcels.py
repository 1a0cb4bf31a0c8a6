"""The labelled addresses as what `models.rules.postal` learns from: what is weighed of each number, and which part of a house it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.understanding import DATA
from models.rules.addresses import narrow, read_by_rules
from models.rules.postal import PARTS, describe, find_numbers

NAMES = ("none", *PARTS)
LABELS = {"houseno": "building", "cellno": "unit", "floorno": "floor", "roomno": "room"}


class Span(NamedTuple):
    """Characters of an address and their label."""

    start: int
    end: int
    label: str


def read_spans(name: str) -> Iterator[tuple[str, list[Span]]]:
    """Each address with its spans, in order."""
    for block in (DATA / "address" / name).read_text(encoding="utf-8").split("\n\n"):
        text, spans = "", list[Span]()
        for said, tag in (line.split() for line in block.splitlines() if line.strip()):
            start = spans.pop().start if tag.startswith("I-") and spans else len(text)
            text += said
            spans.append(Span(start, len(text), tag.partition("-")[2]))
        if text:
            yield text, spans


def examples(name: str = "train.txt") -> Iterator[tuple[list[str], int, float]]:
    """What is weighed of each number of the addresses, and the part of a house it is."""
    for text, spans in read_spans(name):
        said = narrow(text)
        ruled, numbers = read_by_rules(text), find_numbers(said)
        for number, found in zip(numbers, describe(said, numbers, ruled.parts if ruled else {}), strict=True):
            label = next((span.label for span in spans if span.start <= number.start("label") < span.end), "")
            yield sorted(found), NAMES.index(LABELS.get(label, "none")), 1.0
