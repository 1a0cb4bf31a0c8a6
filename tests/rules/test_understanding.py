"""What a sentence is: our own labelled short lines, and real messages where they are at hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.understanding import own_lines, read_jsonl
from models.rules.understanding import CATEGORY_LABELS, EMERGENCY_NUMBERS, Category, Emergency, Kind, understand

REPORTS = [line for line in own_lines() if line["kind"] == "report"]
OTHERS = [line for line in own_lines() if line["kind"] != "report"]


@pytest.mark.parametrize("text", [line["text"] for line in REPORTS])
def test_a_report_is_heard(text: str) -> None:
    assert understand(text).kind is Kind.REPORT


@pytest.mark.parametrize("text", [line["text"] for line in OTHERS])
def test_what_is_no_report_is_not_taken_for_one(text: str) -> None:
    assert understand(text).kind is not Kind.REPORT


def test_categories_of_short_lines() -> None:
    right = sum(understand(line["text"]).category.value == line["category"] for line in REPORTS)
    assert right / len(REPORTS) >= 0.85


@pytest.mark.parametrize(
    ("text", "emergency"),
    [
        ("喂！电梯坏了！我被困在里面了！", Emergency.TRAPPED),
        ("3号楼着火了快来人", Emergency.FIRE),
        ("楼道里有很大的煤气味", Emergency.GAS),
        ("路灯杆漏电，快来人", Emergency.SHOCK),
    ],
)
def test_emergencies_come_with_a_number_to_call(text: str, emergency: Emergency) -> None:
    assert (understand(text).emergency, understand(text).urgent) == (emergency, True)
    assert EMERGENCY_NUMBERS[emergency] in {"119", "120", "110", "96333"}


def test_every_category_has_its_export_name() -> None:
    assert set(CATEGORY_LABELS) == set(Category)


@given(st.text(max_size=200))
def test_any_text_is_answered_and_places_are_verbatim(text: str) -> None:
    found = understand(text)
    assert found.place is None or found.place in text


@pytest.mark.skipif(not read_jsonl("dev.jsonl"), reason="the development data is not here")
def test_real_messages() -> None:
    dev, mock = read_jsonl("dev.jsonl"), read_jsonl("third_party_mock.jsonl")

    def taken(lines: list[dict[str, str]]) -> float:
        return sum(understand(line["text"]).kind is Kind.REPORT for line in lines) / len(lines)

    assert taken([line for line in mock if line["kind"] == "report"]) >= 0.93
    assert taken([line for line in dev if line.get("sub") == "hard_keyword" and line["lang"] == "zh"]) <= 0.06
    assert taken([line for line in dev if line.get("sub") == "general" and line["lang"] == "zh"]) <= 0.008
