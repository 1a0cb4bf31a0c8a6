"""`make train`: learn the weights of models/rules/scales.py from lines the grammar makes, from our labelled lines and from real talk.

The slices that `make eval` prints are never learned from. Plain Python; a minute or two. Without the development data it refuses.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import exp, sqrt
from pathlib import Path

from benchmarks.phrases import Grammar, Line
from benchmarks.understanding import BLIND, DATA, OWN, development, read_jsonl, read_lines
from models.rules.categories import Category
from models.rules.scales import FILE, features
from models.rules.understanding import marks_of
from models.rules.vocabulary import find_words

WRITTEN = Path(__file__).parent / "phrases" / "lines.tsv"
KINDS = ("report", "inquiry", "notice", "talk")
CATEGORIES = tuple(category.value for category in Category)
ROUNDS, SETTLED, RATE, SHRINK = 6, 2, 0.25, 2e-4
RARE, LIGHT = 3, 8
"""A feature is kept when it was met so often, and when a weight of it reaches so many hundredths."""
HOUSE = {"lift", "water", "power", "gas", "heat", "light", "door", "keeper", "filth", "nothing", "parking", "plant", "fire", "common"}
FAULTS = {"broken", "leak", "blocked", "dark", "smelly", "dirty", "noisy", "neglect", "hurt", "build"}


def talk(chance: random.Random, seen: set[str]) -> Iterable[Line]:
    """Real chat, that which speaks of a house's things counted more."""
    with gzip.open(DATA / "B_chat_pool_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        pool = [text for text in (json.loads(line)["text"] for line in file) if text not in seen]
    for text in chance.sample(pool, len(pool)):
        hard = any(f"[{name}" in features(text) for name in HOUSE) if len(text) < 60 else False
        if hard or chance.random() < 0.25:
            yield Line(text, "talk", "-", 3.0 if hard else 1.0)


def letters(seen: set[str]) -> Iterable[Line]:
    """Titles of letters to officials, save questions."""
    with gzip.open(DATA / "A_messages_dev.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["title"] not in seen and not row["title"].endswith(("?", "？")):
                yield Line(row["title"], "report", "-", 1.0)


def sentences(seen: set[str]) -> Iterable[Line]:
    """Sentences of those letters in which a thing of a house and what goes wrong with it stand together."""
    with gzip.open(DATA / "A_messages_dev.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for said in re.split(r"[。！!；;\s]+", row["detail"]):
                classes = {name for word in find_words(said[:40]) for name in word.classes} if 7 <= len(said) <= 40 else set()
                if classes & HOUSE and classes & FAULTS and not classes & {"ask", "over", "please"} and said not in seen:
                    yield Line(said, "report", "-", 0.7)


def own() -> list[Line]:
    """Lines labelled by hand: those written to be learned from, the blind ones that may be read, and those the rules were fitted to.

    The last are learned without what the rules find in them: a scale would trust rules too much that are always right.
    """
    fresh = [*read_lines(WRITTEN), *(line for line in read_lines(BLIND) if development(line))]
    marked = [Line(line["text"], line["kind"], line["category"], 3.0) for line in fresh]
    return marked + [Line(line["text"], line["kind"], line["category"], 1.0, marked=False) for line in read_lines(OWN)]


def learn(examples: Sequence[tuple[Sequence[str], int, float]], names: Sequence[str], chance: random.Random) -> dict[str, list[float]]:
    """Softmax regression by stochastic gradients (Adagrad) with a pull to zero; feature → weight of each name."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(names))
    moved: dict[str, list[float]] = defaultdict(lambda: [1e-3] * len(names))
    mean: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(names))
    order = list(range(len(examples)))
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for index in order:
            step(weights, moved, *examples[index])
        if turn >= SETTLED:
            for feature, row in weights.items():
                mean[feature] = [old + new / (ROUNDS - SETTLED) for old, new in zip(mean[feature], row, strict=True)]
    return mean


def step(weights: dict[str, list[float]], moved: dict[str, list[float]], found: Sequence[str], right: int, worth: float) -> None:
    """One step down the slope of one example."""
    rows = [weights[feature] for feature in found]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    top = max(sums)
    raised = [exp(value - top) for value in sums]
    total = sum(raised)
    slopes = [(at, worth * (value / total - (at == right))) for at, value in enumerate(raised)]
    slopes = [(at, slope) for at, slope in slopes if abs(slope) > 1e-3]
    for feature, row in zip(found, rows, strict=True):
        pace = moved[feature]
        for at, slope in slopes:
            pulled = slope + SHRINK * row[at]
            pace[at] += pulled * pulled
            row[at] -= RATE * pulled / sqrt(pace[at])


def scale(lines: Sequence[Line], names: Sequence[str], label: str, chance: random.Random) -> list[str]:
    """One scale, as lines of the file."""
    found = [sorted(features(line.text, marks_of(line.text) if line.marked else ())) for line in lines]
    read = [(of, names.index(getattr(line, label)), line.weight) for of, line in zip(found, lines, strict=True)]
    met = Counter(feature for found, _, _ in read for feature in found)
    kept = [([feature for feature in found if met[feature] >= RARE], right, worth) for found, right, worth in read]
    weights = learn(kept, names, chance)
    told = {feature: [round(100 * value) for value in row] for feature, row in weights.items()}
    heavy = sorted(feature for feature, row in told.items() if max(map(abs, row)) >= LIGHT and "\n" not in feature and "\t" not in feature)
    return ["\t".join(("scale", label, *names)), *(f"{feature}\t{' '.join(map(str, told[feature]))}" for feature in heavy)]


def main() -> None:
    if not DATA.exists():
        sys.exit("the development data is not here")
    chance = random.Random(25)
    grammar = Grammar(chance)
    seen = {line["text"] for name in ("dev.jsonl", "third_party_mock.jsonl") for line in read_jsonl(name)}
    made = [*grammar.lines(16000, "report"), *grammar.lines(9600, "talk"), *grammar.lines(5300, "inquiry"), *grammar.lines(4000, "notice")]
    kinds = [*made, *own(), *talk(chance, seen), *letters(seen), *sentences(seen)]
    known = [line for line in own() if line.kind == "report"]
    sorts = [line for name in CATEGORIES for line in grammar.lines(2000, "report", name)] + known
    written = [*scale(kinds, KINDS, "kind", chance), *scale(sorts, CATEGORIES, "category", chance)]
    FILE.write_text("\n".join(written) + "\n", encoding="utf-8")
    print(f"{len(kinds)} lines for kinds, {len(sorts)} for categories, {len(written)} weights, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
