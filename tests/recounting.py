"""A second opinion: counts an exported poll again with nothing of the app, from the law alone (Civil Code 278; rankings by hand)."""

from __future__ import annotations

import csv
import hashlib
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

SPECIAL = {"raise-fund", "rebuild", "change-use"}


def read(file: Path) -> tuple[dict[str, str], list[str], list[dict[str, str]]]:
    """Facts, option keys, and one row a household (household, head, area, receipt, choice, by what it is known)."""
    names = ("household", "head", "area", "receipt", "choice", "spoken", "proof")
    if file.suffix == ".json":
        told = json.loads(file.read_text(encoding="utf-8"))
        return told["poll"], [each["key"] for each in told["options"]], told["households"]
    if file.suffix == ".csv":
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        facts = {row[1]: row[2].removeprefix("'") for row in rows if row[0] == "poll"}
        homes = [dict(zip(names, row[1:8], strict=True)) for row in rows if row[0] == "home"]
        return facts, [row[1] for row in rows if row[0] == "option"], homes
    import openpyxl

    first, second, third = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in openpyxl.load_workbook(file).worksheets)
    homes = [{name: "" if value is None else str(value) for name, value in zip(names, row[:7], strict=True)} for row in third]
    return {str(row[0]): str(row[1] or "") for row in first}, [str(row[0]) for row in second], homes


def recount(file: Path) -> dict[str, Any]:
    """Numbers of heads and area, for each option; and what follows for the motion."""
    facts, options, rows = read(file)
    ranked = facts["manner"] == "ranked"
    heads: dict[str, list[set[str]]] = {}
    for row in rows:
        if row["receipt"]:
            chosen = [key for key in row["choice"].split(",") if key]
            heads.setdefault(row["head"], []).append(set(chosen[:1] if ranked else chosen))
    found: dict[str, Any] = {
        "homes": (sum(bool(row["receipt"]) for row in rows), len(rows)),
        "heads": (len(heads), len({row["head"] for row in rows})),
        "area": (sum((Fraction(row["area"]) for row in rows if row["receipt"]), Fraction()), sum(Fraction(row["area"]) for row in rows)),
        "options": {},
    }
    for key in options:
        theirs = [row for row in rows if row["receipt"] and key in (row["choice"].split(",")[:1] if ranked else row["choice"].split(","))]
        of_heads = sum(all(key in said for said in flats) for flats in heads.values())
        found["options"][key] = (len(theirs), of_heads, sum((Fraction(row["area"]) for row in theirs), Fraction()))
    found["carried"] = carried(facts, found)
    found["roll"] = _hash(f"{row['household']}\t{row['head']}\t{int(Fraction(row['area']) * 100)}\n" for row in rows)
    found["ballots"] = _hash(f"{row['receipt']}\t{row['household']}\t{row['choice']}\t{row['proof']}\n" for row in rows if row["receipt"])
    return found


def carried(facts: dict[str, str], found: dict[str, Any]) -> bool | None:
    """Whether the motion is carried; None where nothing is decided or the options are several."""
    if facts["kind"] == "advisory" or "yes" not in found["options"]:
        return None
    _, agree_heads, agree_area = found["options"]["yes"]
    (heads, all_heads), (area, all_area) = found["heads"], found["area"]
    if facts["kind"] == "consent":
        return bool(agree_heads == all_heads and agree_area == all_area and heads)
    if not heads or 3 * heads < 2 * all_heads or 3 * area < 2 * all_area:
        return False
    if facts["issue"] in SPECIAL:
        return bool(4 * agree_heads >= 3 * heads and 4 * agree_area >= 3 * area)
    return bool(2 * agree_heads > heads and 2 * agree_area > area)


def _hash(lines: Any) -> str:
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
