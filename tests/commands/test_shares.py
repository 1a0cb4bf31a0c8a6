"""`jinlin shares`: a plan in, what each household pays out; what is wrong is one line and exit code 2."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parents[2]
PLAN: dict[str, Any] = {
    "total": "510000.00",
    "round_to": "0.01",
    "subsidy": "0",
    "by_area": False,
    "rule": {"zero_floors": [1, 2], "start": "1", "step": "1", "cap": {"weight": "4"}},
    "households": [{"label": f"{floor}01", "floor": floor, "area": "88.10"} for floor in range(1, 8)],
    "waivers": [{"label": "501", "payer": "共建单位"}],
}


def asked(monkeypatch: pytest.MonkeyPatch, said: str) -> int:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(said.encode())))
    return main(["shares"])


def test_a_plan_is_answered_from_any_folder_without_settings_or_a_database(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "WEB_PORT": "wrong", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "shares"],
        input=json.dumps(PLAN).encode(),
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert json.loads(done.stdout) == {
        "net": "510000.00",
        "weights": {"101": "0", "201": "0", "301": "1", "401": "2", "501": "3", "601": "4", "701": "4"},
        "shares": {
            "101": "0.00",
            "201": "0.00",
            "301": "36428.57",
            "401": "72857.14",
            "501": "109285.71",
            "601": "145714.29",
            "701": "145714.29",
        },
        "capped": ["701"],
        "waived": [{"label": "501", "payer": "共建单位", "share": "109285.71"}],
    }
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"rule": {"table": {"3": "0.7"}}}, "floor 2 is not in the table"),
        ({"rule": {"cap": {"yuan": "30000"}}}, "6 households at 30000.00 yuan at most do not make 510000.00 yuan"),
        ({"rule": {"cap": {"yuan": "1", "weight": "1"}}}, "give one cap only: a weight, or yuan for one household"),
        ({"total": 510000.005}, 'total goes down to the fen (two digits), not "510000.005"'),
        ({"total": float("nan")}, 'total should be a number, not "nan"'),
        ({"total": "1e400"}, 'total should be a number, not "1e400"'),
        ({"total": True}, 'total should be a number, not "True"'),
        ({"by_area": "no"}, "by_area should be true or false"),
        ({"rule": {"zero_floors": [1.5]}}, 'rule.zero_floors should be a floor, a whole number, not "1.5"'),
        ({"rule": {"strat": 1}}, 'rule has no key "strat"'),
        ({"households": [{"label": " ", "floor": 1}]}, "label is missing"),
        ({"households": {"301": 3}}, "households should be a list"),
        ({"households": [["301", 3]]}, "household should be an object"),
        ({"households": [{"label": str(n), "floor": 2} for n in range(10_001)]}, "a plan has 10000 households at most"),
        ({"waivers": [{"label": "999", "payer": "街道"}]}, "somebody pays for 999, but there is no such household in the plan"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: dict[str, Any], why: str
) -> None:
    assert asked(monkeypatch, json.dumps(PLAN | more)) == 2
    assert capsys.readouterr() == ("", f"jinlin: {why}\n")


@pytest.mark.parametrize("said", ["", "[1", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "[" * 100_000])
def test_what_is_no_json_is_wrong_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], said: str) -> None:
    assert asked(monkeypatch, said) == 2
    assert capsys.readouterr().err.startswith("jinlin: this is no JSON: ")


def test_where_nothing_was_agreed_the_law_shares_by_area(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    homes = [{"label": f"{floor}01", "floor": floor, "area": area} for floor, area in ((1, "50"), (2, "100"), (3, "50"))]
    assert asked(monkeypatch, json.dumps({"total": "1000", "households": homes})) == 0
    assert json.loads(capsys.readouterr().out)["shares"] == {"101": "250.00", "201": "500.00", "301": "250.00"}
    assert asked(monkeypatch, json.dumps({"total": "1000", "by_area": False, "households": homes})) == 2  # by what, then?
    assert capsys.readouterr().err == "jinlin: rule should be an object\n"
