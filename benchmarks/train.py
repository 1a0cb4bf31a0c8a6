"""`make train`: learn the weights of models/rules/scales.py from lines the grammar makes, from our labelled lines and from real talk.

Of what `make eval` prints, the halves it calls read are learned from, the others never. Plain Python; a few minutes. Without the
development data it refuses. What each source counts was chosen by cross-validation over the lines that may be read.
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
from zlib import crc32

from benchmarks.parcels import NAMES, examples
from benchmarks.phrases import Grammar, Line
from benchmarks.understanding import BLIND, DANGERS, DATA, NEIGHBOURS, OWN, STREET, development, read_jsonl, read_lines
from models.rules.categories import Category
from models.rules.emergencies import Emergency
from models.rules.english import english_features, is_english
from models.rules.scales import FILE, features
from models.rules.understanding import CATEGORY_OF, marks_of
from models.rules.vocabulary import find_words

WRITTEN = Path(__file__).parent / "phrases" / "lines.tsv"
KINDS = ("report", "inquiry", "notice", "talk")
CATEGORIES = tuple(category.value for category in Category)
SHARES = {"report": 16000, "talk": 9600, "inquiry": 5300, "notice": 4000}
ROUNDS, SETTLED, RATE, SHRINK = 6, 2, 0.25, 2e-4
RUNS = 3
"""What is learned hangs on the order of the lines: the mean of so many orders hangs less on it."""
BY_HAND, CHAT, HARD, MADE, LETTER = 3.0, 0.2, 2.0, 0.1, 0.5
"""What a line counts that was labelled by hand, that is real talk, that is talk of a house, that the grammar made, that is English."""
POOL = 2
"""Fifths of the other talk that are learned from."""
RARE, LIGHT = 3, 11
"""A feature is kept when it was met so often, and when a weight of it reaches so many hundredths."""
RARE_WORD = 2
"""The same for the words of English lines."""
RARE_NUMBER, LIGHT_NUMBER = 4, 15
"""The same for the numbers of addresses."""
SPOKEN_OF = {"lift", "water", "power", "gas", "heat", "light", "door", "keeper", "filth", "nothing", "parking", "plant", "fire", "common"}
AMISS = {"broken", "leak", "blocked", "dark", "smelly", "dirty", "noisy", "neglect", "hurt", "build"}


def talk(chance: random.Random, seen: set[str]) -> Iterable[Line]:
    """Real chat, that which speaks of a house's things counted more; of the labelled chat the half that may be read."""
    for line in read_jsonl("dev.jsonl"):
        if line["kind"] == "chat" and line["lang"] == "zh" and development(line):
            yield Line(line["text"], "talk", "-", CHAT if line["sub"] == "general" else HARD)
    with gzip.open(DATA / "B_chat_pool_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        pool = [text for text in (json.loads(line)["text"] for line in file) if text not in seen]
    for text in chance.sample(pool, len(pool)):
        hard = any(f"[{name}" in features(text) for name in SPOKEN_OF) if len(text) < 60 else False
        if hard or crc32(text.encode()) % 5 < POOL:
            yield Line(text, "talk", "-", HARD if hard else CHAT)


def letters(seen: set[str]) -> Iterable[Line]:
    """Titles of letters to officials, save questions."""
    with gzip.open(DATA / "A_messages_dev.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["title"] not in seen and not row["title"].endswith(("?", "？")):
                yield Line(row["title"], "report", "-", CHAT)


def sentences(seen: set[str]) -> Iterable[Line]:
    """Sentences of those letters in which a thing of a house and what goes wrong with it stand together."""
    with gzip.open(DATA / "A_messages_dev.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for said in re.split(r"[。！!；;\s]+", row["detail"]):
                classes = {name for word in find_words(said[:40]) for name in word.classes} if 7 <= len(said) <= 40 else set()
                if classes & SPOKEN_OF and classes & AMISS and not classes & {"ask", "over", "please"} and said not in seen:
                    yield Line(said, "report", "-", CHAT)


def own() -> list[Line]:
    """Lines labelled by hand: those written to be learned from, the blind ones that may be read, and those the rules were fitted to.

    The last are learned without what the rules find in them: a scale would trust rules too much that are always right.
    """
    fresh = [*read_lines(WRITTEN), *(line for file in (STREET, NEIGHBOURS) for line in read_lines(file) if development(line))]
    fitted = [*read_lines(OWN), *(line for line in read_lines(BLIND) if development(line))]
    marked = [Line(line["text"], line["kind"], line["category"], BY_HAND) for line in fresh]
    dangers = [line for line in read_lines(DANGERS) if line["emergency"] != "-"]
    marked += [Line(line["text"], "report", CATEGORY_OF[Emergency(line["emergency"])].value, BY_HAND) for line in dangers]
    return marked + [Line(line["text"], line["kind"], line["category"], BY_HAND / 3, marked=False) for line in fitted]


def english() -> Iterable[Line]:
    """What is written in English: real letters to a town and real chat, of both the half that may be read, and lines labelled by hand."""
    for line in read_jsonl("dev.jsonl"):
        if line["lang"] == "en" and development(line):
            yield Line(line["text"], "report" if line["kind"] == "report" else "talk", "-", LETTER)
    yield from (line for line in own() if is_english(line.text))


Example = tuple[Sequence[str], int, float]
"""What is weighed, which name is right, and how much it counts."""


def learn(told: Sequence[Example], names: Sequence[str], chance: random.Random) -> dict[str, list[float]]:
    """Softmax regression by stochastic gradients (Adagrad) with a pull to zero; feature → weight of each name."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(names))
    moved: dict[str, list[float]] = defaultdict(lambda: [1e-3] * len(names))
    mean: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(names))
    order = list(range(len(told)))
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for index in order:
            step(weights, moved, *told[index])
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
    """The scale of kinds or of categories, as lines of the file."""
    skip = 1 if label == "kind" else 0  # the first mark is the category the rules find, which says nothing of the kind
    found = [sorted(features(line.text, marks_of(line.text)[skip:] if line.marked else ())) for line in lines]
    told = [(of, names.index(getattr(line, label)), line.weight) for of, line in zip(found, lines, strict=True)]
    return written(label, names, told, chance)


def written(
    label: str, names: Sequence[str], read: Sequence[Example], chance: random.Random, rare: int = RARE, light: int = LIGHT
) -> list[str]:
    """What is learned from examples, as lines of the file; without what was met too seldom or weighs too little."""
    met = Counter(feature for found, _, _ in read for feature in found)
    kept = [([feature for feature in found if met[feature] >= rare], right, worth) for found, right, worth in read]
    runs = [learn(kept, names, chance) for _ in range(RUNS)]
    rows = {feature: zip(*(run[feature] for run in runs), strict=True) for feature in runs[0]}
    told = {feature: [round(100 * sum(column) / RUNS) for column in columns] for feature, columns in rows.items()}
    heavy = sorted(feature for feature, row in told.items() if max(map(abs, row)) >= light and "\n" not in feature and "\t" not in feature)
    return ["\t".join(("scale", label, *names)), *(f"{feature}\t{' '.join(map(str, told[feature]))}" for feature in heavy)]


def main() -> None:
    if not DATA.exists():
        sys.exit("the development data is not here")
    chance = random.Random(25)
    grammar = Grammar(chance)
    seen = {line["text"] for name in ("dev.jsonl", "third_party_mock.jsonl") for line in read_jsonl(name)}
    made = [line for kind, count in SHARES.items() for line in grammar.lines(count, kind, weight=MADE)]
    kinds = [*made, *(line for line in own() if not is_english(line.text)), *talk(chance, seen), *letters(seen), *sentences(seen)]
    known = [line for line in own() if line.kind == "report" and not is_english(line.text)]
    sorts = [line for name in CATEGORIES for line in grammar.lines(2000, "report", name, MADE)] + known
    numbers = written("number", NAMES, list(examples()), random.Random(25), RARE_NUMBER, LIGHT_NUMBER)
    spoken = [(sorted(english_features(line.text)), KINDS.index(line.kind), line.weight) for line in english()]
    words = written("english", KINDS, spoken, random.Random(25), RARE_WORD)
    weights = [*scale(kinds, KINDS, "kind", chance), *scale(sorts, CATEGORIES, "category", chance), *words, *numbers]
    FILE.write_text("\n".join(weights) + "\n", encoding="utf-8")
    print(f"{len(kinds)} lines for kinds, {len(sorts)} for categories, {len(weights)} weights, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
