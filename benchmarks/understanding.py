"""`make eval`: what is understood of real messages, slice by slice, never one average; and how long it takes."""

from __future__ import annotations

import csv
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from zlib import crc32

from models.rules.understanding import Kind, understand

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
OWN = ROOT / "tests" / "rules" / "short_lines.tsv"
BLIND = ROOT / "tests" / "rules" / "blind_lines.tsv"
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


def figures() -> list[tuple[str, str]]:
    """(what, figure) for each slice there is data for."""
    own, mock, dev = own_lines(), read_jsonl("third_party_mock.jsonl"), read_jsonl("dev.jsonl")
    chinese = [line for line in dev if line.get("lang") == "zh"]

    def report(line: Line) -> bool:
        return understand(line["text"]).kind is Kind.REPORT

    def of(lines: list[Line], **wanted: str) -> list[Line]:
        return [line for line in lines if all(line.get(key) == value for key, value in wanted.items())]

    return [
        ("own short lines: reports recalled", share(of(own, kind="report"), report)),
        ("own short lines: talk taken for reports", share(of(own, kind="talk"), report)),
        ("own short lines: inquiries taken for reports", share(of(own, kind="inquiry"), report)),
        ("own short lines: notices taken for reports", share(of(own, kind="notice"), report)),
        (
            "own short lines: category",
            share(of(own, kind="report"), lambda line: understand(line["text"]).category.value == line["category"]),
        ),
        ("own short lines: urgency recalled", share(of(own, kind="report", urgent="1"), lambda line: understand(line["text"]).urgent)),
        ("third-party lines: reports recalled", share(of(mock, kind="report"), report)),
        ("third-party lines: notices taken for reports", share(of(mock, kind="notice"), report)),
        ("prose: neighbourhood reports recalled", share(of(chinese, kind="report", sub="neighbourhood"), report)),
        ("hard chat taken for reports", share(of(chinese, sub="hard_keyword"), report)),
        ("general chat taken for reports", share(of(chinese, sub="general"), report)),
    ]


def main() -> None:
    for what, figure in figures():
        print(f"{what:50} {figure}")
    lines = [line["text"] for line in own_lines()]
    times = []
    for line in lines:
        begun = time.perf_counter()
        understand(line)
        times.append(time.perf_counter() - begun)
    print(f"{'time for a short line, median':50} {statistics.median(times) * 1e3:.3f} ms")
    print(f"{'kinds in own lines':50} {dict(Counter(line['kind'] for line in own_lines()))}")


if __name__ == "__main__":
    main()
