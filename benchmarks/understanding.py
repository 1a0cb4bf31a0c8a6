"""`make eval`: what is understood of real messages, slice by slice, never one average; and how long it takes."""

from __future__ import annotations

import csv
import json
import re
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from zlib import crc32

from models.rules.addresses import digits, find_place
from models.rules.understanding import Kind, understand

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
OWN = ROOT / "tests" / "rules" / "short_lines.tsv"
BLIND = ROOT / "tests" / "rules" / "blind_lines.tsv"
STREET = ROOT / "tests" / "rules" / "street_lines.tsv"
NEIGHBOURS = ROOT / "tests" / "rules" / "neighbour_lines.tsv"
DANGERS = ROOT / "tests" / "rules" / "danger_lines.tsv"
HELD = ROOT / "tests" / "rules" / "held_out_lines.tsv"
LAST = ROOT / "tests" / "rules" / "last_lines.tsv"
OTHERS = ("talk", "inquiry", "notice")
_NUMBER = re.compile(r"[A-Za-z]{1,2}-?\d+[A-Za-z]?|\d+[A-Za-z]?|[A-Za-z]|[一二三四五六七八九十]+")
Line = dict[str, str]


def read_jsonl(name: str) -> list[Line]:
    file = DATA / name
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def read_lines(file: Path) -> list[Line]:
    with file.open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened, delimiter="\t"))


def own_lines() -> list[Line]:
    return read_lines(OWN)


def development(line: Line) -> bool:
    """Whether a blind line may be read while the rules are made; the others are only ever counted."""
    return crc32(line["text"].encode()) % 2 == 0


def share(lines: Iterable[Line], holds: Callable[[Line], bool]) -> str:
    """`0.953 (143/150)`."""
    found = [holds(line) for line in lines]
    return f"{sum(found) / len(found):.3f} ({sum(found)}/{len(found)})" if found else "no data"


def short_lines() -> list[tuple[str, list[Line]]]:
    """Our labelled slices, those fitted to first; of two sets the halves apart, and two sets that are only counted."""
    blind, neighbours = read_lines(BLIND), read_lines(NEIGHBOURS)
    return [
        ("fitted lines", own_lines()),
        ("blind lines, read half", [line for line in blind if development(line)]),
        ("blind lines, counted half", [line for line in blind if not development(line)]),
        ("neighbours, read half", [line for line in neighbours if development(line)]),
        ("neighbours, counted half", [line for line in neighbours if not development(line)]),
        ("held-out lines", read_lines(HELD)),
        ("last lines", read_lines(LAST)),
    ]


def reported(line: Line) -> bool:
    return understand(line["text"]).kind is Kind.REPORT


def of_short(name: str, lines: list[Line]) -> list[tuple[str, str]]:
    """What is printed of one slice of short lines."""
    reports = [line for line in lines if line["kind"] == "report"]
    urgent = [line for line in lines if understand(line["text"]).urgent]
    placed = [line for line in lines if line["place"] != "-"]
    found = [line for line in lines if line["kind"] != "talk" and understand(line["text"]).place]
    right = sum(understand(line["text"]).place == line["place"] for line in placed)
    told = [(f"{kind} taken for reports", share([line for line in lines if line["kind"] == kind], reported)) for kind in OTHERS]
    heard = [(f"{kind} heard as such", share([line for line in lines if line["kind"] == kind], _kind_right)) for kind in OTHERS]
    measured = [
        ("reports recalled", share(reports, reported)),
        *told,
        *heard,
        ("category", share(reports, lambda line: understand(line["text"]).category.value == line["category"])),
        ("urgency recalled", share([line for line in reports if line["urgent"] == "1"], lambda line: understand(line["text"]).urgent)),
        ("urgency precise", share(urgent, lambda line: line["urgent"] == "1")),
        ("places F1, to the letter", f"{2 * right / max(1, len(placed) + len(found)):.3f} ({len(placed)} labelled)"),
    ]
    return [(f"{name}: {what}", figure) for what, figure in measured]


def of_dangers() -> list[tuple[str, str]]:
    """What is printed of lines that tell of a danger to people, and of such as use its words: all of them read."""
    lines = read_lines(DANGERS)
    dangers = [line for line in lines if line["emergency"] != "-"]
    decoys = [line for line in lines if line["emergency"] == "-"]
    return [
        ("danger lines: heard as that emergency", share(dangers, lambda line: understand(line["text"]).emergency == line["emergency"])),
        ("danger lines: no danger taken for one", share(decoys, lambda line: understand(line["text"]).emergency is not None)),
    ]


def _kind_right(line: Line) -> bool:
    return understand(line["text"]).kind.value == line["kind"]


def of_real() -> list[tuple[str, str]]:
    """What is printed of lines and letters that others wrote."""
    mock, dev = read_jsonl("third_party_mock.jsonl"), read_jsonl("dev.jsonl")
    chinese = [line for line in dev if line.get("lang") == "zh"]
    english = [line for line in dev if line.get("lang") == "en" and not development(line)]

    def of(lines: list[Line], **wanted: str) -> list[Line]:
        return [line for line in lines if all(line.get(key) == value for key, value in wanted.items())]

    return [
        ("third-party lines: reports recalled", share(of(mock, kind="report"), reported)),
        ("third-party lines: notices taken for reports", share(of(mock, kind="notice"), reported)),
        ("third-party lines: inquiries taken for reports", share(of(mock, kind="inquiry"), reported)),
        ("prose: neighbourhood reports recalled", share(of(chinese, kind="report", sub="neighbourhood"), reported)),
        ("hard chat taken for reports", share(of(chinese, sub="hard_keyword"), reported)),
        ("general chat taken for reports", share(of(chinese, sub="general"), reported)),
        ("English, counted half: letters recalled", share(of(english, kind="report"), reported)),
        ("English, counted half: chat taken for reports", share(of(english, kind="chat"), reported)),
    ]


def read_addresses(name: str = "dev.txt") -> list[tuple[str, dict[str, list[str]]]]:
    """(address, label → its spans) of the labelled addresses."""
    file, read = DATA / "address" / name, []
    for block in file.read_text(encoding="utf-8").split("\n\n") if file.exists() else []:
        text, spans = "", []
        for said, tag in (line.split() for line in block.splitlines() if line.strip()):
            if tag.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], spans[-1][1] + said)
            else:
                spans.append((tag.removeprefix("B-"), said))
            text += said
        read.append((text, {label: [said for known, said in spans if known == label] for label, _ in spans}))
    return read


def _number_of(span: str) -> str:
    """The first number of a span, without its unit: 12 of 第12层, of 12街, of 十二楼."""
    found = _NUMBER.search(span)
    return digits(re.sub(r"(?<=\d)[Ff]$", "", found[0])) if found else span


def of_addresses() -> list[tuple[str, str]]:
    """F1 of buildings, units, floors and rooms in the labelled addresses, by their numbers."""
    addresses, told = read_addresses(), []
    for label, part in (("houseno", "building"), ("cellno", "unit"), ("floorno", "floor"), ("roomno", "room")):
        hits, labelled, found = 0, 0, 0
        for text, spans in addresses:
            place = find_place(text)
            said = None if place is None else getattr(place, part)
            wanted = {_number_of(span) for span in spans.get(label, [])}
            labelled, found = labelled + bool(wanted), found + (said is not None)
            hits += said is not None and _number_of(str(said)) in wanted
        told.append((f"addresses: {label} F1", f"{2 * hits / max(1, labelled + found):.3f} ({labelled} labelled)"))
    return told


def main() -> None:
    slices = [figure for name, lines in short_lines() for figure in of_short(name, lines)]
    for what, figure in [*slices, *of_dangers(), *of_real(), *of_addresses()]:
        print(f"{what:58} {figure}")
    times = []
    for line in read_lines(BLIND):
        begun = time.perf_counter()
        understand.__wrapped__(line["text"])
        times.append(time.perf_counter() - begun)
    print(f"{'time for a short line, median and slowest':58} {statistics.median(times) * 1e3:.3f} ms, {max(times) * 1e3:.3f} ms")


if __name__ == "__main__":
    main()
