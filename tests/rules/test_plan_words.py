"""A plan as neighbours say it, in any order; what cannot be read is given back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.plan_words import PRESETS, Status, as_plan, choose, missing, read_terms, subsidy_of
from models.rules.share_plans import read_plan
from models.rules.shares import share_out


@pytest.mark.parametrize(
    ("words", "terms", "rest"),
    [
        (
            "2号楼 51万 补贴10万 1-2层免 封顶4",
            {"total": "510000.00", "subsidies": [["补贴", "100000.00"]], "rule": {"zero_floors": [1, 2], "cap": {"weight": "4"}}},
            "2号楼",
        ),
        ("510,000元", {"total": "510000.00"}, ""),
        ("总价51.333万元", {"total": "513330.00"}, ""),
        ("维修资金5万 政府补贴10万", {"subsidies": [["维修资金", "50000.00"], ["政府补贴", "100000.00"]]}, ""),
        ("没有补贴", {"subsidies": []}, ""),
        ("一层不收费", {"rule": {"zero_floors": [1]}}, ""),
        ("1、3层免", {"rule": {"zero_floors": [1, 3]}}, ""),
        ("各层都付", {"rule": {"zero_floors": []}}, ""),
        ("封顶3万", {"rule": {"zero_floors": [1], "cap": {"yuan": "30000.00"}}}, ""),
        ("上限30000", {"rule": {"zero_floors": [1], "cap": {"yuan": "30000.00"}}}, ""),
        ("起步1 每层加0.5", {"rule": {"zero_floors": [1], "start": "1", "step": "0.5"}}, ""),
        ("3层0.7 4层0.8 十层1.4", {"rule": {"zero_floors": [1], "table": {"3": "0.7", "4": "0.8", "10": "1.4"}}}, ""),
        ("1单元501由共建单位代付", {"waivers": [{"label": "1单元501", "payer": "共建单位"}]}, ""),
        ("502不参加", {"out": ["502"]}, ""),
        ("取整到元", {"round_to": "1"}, ""),
        ("按面积", {"by_area": True}, ""),
        ("运行费 3600元", {"kind": "running", "total": "3600.00"}, ""),
        ("名称 换电梯", {"title": "换电梯"}, ""),
        ("封顶3 原因 顶层负担重", {"rule": {"zero_floors": [1], "cap": {"weight": "3"}}, "reason": "顶层负担重"}, ""),
        ("随便吧", {}, "随便吧"),
        ("２号楼　５１万", {"total": "510000.00"}, "2号楼"),
        ("丽江新村 封顶1.1", {"by_area": False, "rule": {**PRESETS["lijiang"].rule, "cap": {"weight": "1.1"}}}, ""),
    ],
)
def test_what_is_said_is_read(words: str, terms: dict[str, Any], rest: str) -> None:
    assert read_terms({}, words) == (terms, rest)


def test_a_bare_sum_is_what_was_asked_for() -> None:
    assert read_terms({"total": "510000.00"}, "10万", "subsidies")[0]["subsidies"] == [["补贴", "100000.00"]]
    assert read_terms({"total": "510000.00"}, "0", "subsidies")[0]["subsidies"] == []
    assert read_terms({}, "800", "total")[0]["total"] == "800.00"
    assert read_terms({}, "800") == ({}, "800")
    assert read_terms({}, "总价60万", "subsidies")[0]["total"] == "600000.00"


def test_the_last_word_counts_and_the_rest_stays() -> None:
    terms, _ = read_terms({}, "补贴10万 501由张三代付 502不参加 封顶4 1层免")
    terms, _ = read_terms(terms, "补贴20万 501自己付 502参加 不封顶")
    assert subsidy_of(terms) == 200_000
    assert (terms["waivers"], terms["out"], terms["rule"]) == ([], [], {"zero_floors": [1]})


def test_what_is_missing_is_asked_in_order() -> None:
    terms: dict[str, Any] = {}
    for key, words in (("total", "51万"), ("subsidies", "没有补贴"), ("rule", "封顶4")):
        terms["place"] = 1
        assert missing(terms) == key
        terms, _ = read_terms(terms, words, key)
    assert missing(terms) == ""


def test_presets_say_how_well_they_are_founded_and_can_be_counted() -> None:
    assert {one.name: one.status for one in PRESETS.values()} == {
        "article": Status.EXAMPLE,
        "lijiang": Status.PRACTICE,
        "area": Status.LAW,
    }
    homes = [{"label": f"{floor}01", "floor": floor, "area": f"{80 + floor}.00"} for floor in range(1, 10)]
    found = {}
    for name in PRESETS:
        shared = share_out(read_plan(as_plan(choose({"total": "182000.00"}, name), homes)))
        assert sum(shared.shares.values()) == 182_000_00
        found[name] = shared.shares
    assert (found["article"]["101"], found["article"]["201"] * 4) == (0, found["article"]["901"])
    assert (found["lijiang"]["201"], found["lijiang"]["901"]) == (0, 33_800_00)
    assert found["area"]["101"] > 0


@given(st.text(alphabet="123456789层楼号免封顶补贴万元由代付不参加.,-、 起每加系数按面积取整ab", max_size=60))
def test_no_words_break_the_reader(words: str) -> None:
    terms, rest = read_terms({}, words)
    again, left = read_terms(terms, rest)
    assert isinstance(left, str)
    assert len(rest) <= max(len(words), 500)
    assert again.keys() >= terms.keys() - {"preset"}
