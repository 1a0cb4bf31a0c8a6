"""Cost shares: the plans people know by heart, and a hundred thousand that nobody does, counted again another way."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest

from models.rules.shares import Household, Infeasible, Plan, Rule, Shared, share_out

PLANS = 100_000


def staircase(first: int, last: int, flats: int = 1) -> tuple[Household, ...]:
    return tuple(Household(f"{level}{flat:02}", level) for level in range(first, last + 1) for flat in range(1, flats + 1))


def refused(plan: Plan) -> str:
    with pytest.raises(Infeasible) as no:
        share_out(plan)
    return no.value.key


# ---------------------------------------------------------------- golden cases


def test_the_articles_rule_the_first_floor_is_free_each_floor_more_the_top_is_capped() -> None:
    """一层居民不收费，从二层逐层递增，最高层设上限: weights 0 1 2 3 4 4."""
    found = share_out(Plan(total=140_000_00, households=staircase(1, 6), rule=Rule(cap_weight=Fraction(4))))
    assert found.shares == {"101": 0, "201": 10_000_00, "301": 20_000_00, "401": 30_000_00, "501": 40_000_00, "601": 40_000_00}
    assert found.capped == ("601",)
    assert sum(found.shares.values()) == found.net == 140_000_00


def test_the_table_of_guangzhou_lijiang_new_village() -> None:
    """Floors 1 and 2 pay nothing; 3F 0.7 … 9F 1.3."""
    table = {level: Fraction(level + 4, 10) for level in range(3, 10)}
    rule = Rule(zero_floors=frozenset({1, 2}), table=table)
    found = share_out(Plan(total=700_000_00, households=staircase(1, 9), rule=rule))
    assert found.shares["101"] == found.shares["201"] == 0
    assert [found.shares[f"{level}01"] for level in range(3, 10)] == [
        70_000_00,
        80_000_00,
        90_000_00,
        100_000_00,
        110_000_00,
        120_000_00,
        130_000_00,
    ]


def test_subsidies_come_off_first_and_a_waiver_is_not_spread_over_the_others() -> None:
    plan = Plan(total=510_000_00, subsidy=210_000_00, households=staircase(1, 4), waivers={"401": "共建单位"})
    assert share_out(plan) == share_out(Plan(total=300_000_00, households=staircase(1, 4)))
    assert share_out(plan).shares == {"101": 0, "201": 50_000_00, "301": 100_000_00, "401": 150_000_00}


def test_what_a_cap_in_yuan_cuts_is_spread_by_weight_until_nobody_is_above() -> None:
    """1 2 3 4 of 10,000; at 3,000 the top falls first, then the third: 1,333.33 2,666.67 3,000 3,000."""
    found = share_out(Plan(total=10_000_00, households=staircase(2, 5), rule=Rule(cap_money=3_000_00)))
    assert list(found.shares.values()) == [1_333_33, 2_666_67, 3_000_00, 3_000_00]
    assert found.capped == ("401", "501")


def test_by_area_the_floor_counts_once_for_each_square_metre() -> None:
    households = (Household("301", 3, Fraction("88.10")), Household("302", 3, Fraction("44.05")))
    assert share_out(Plan(total=3_000_00, households=households, by_area=True)).shares == {"301": 2_000_00, "302": 1_000_00}


def test_where_owners_agreed_on_nothing_it_goes_by_area() -> None:
    """Civil Code 283: every floor weighs the same, each square metre as much as another."""
    households = (Household("101", 1, Fraction(50)), Household("901", 9, Fraction(150)))
    plan = Plan(total=400_00, households=households, by_area=True, rule=Rule(zero_floors=frozenset(), step=Fraction(0)))
    assert share_out(plan).shares == {"101": 100_00, "901": 300_00}


def test_of_equal_flats_the_first_in_the_plan_pays_the_odd_fen_and_the_higher_floor_before_it() -> None:
    even = Rule(zero_floors=frozenset(), step=Fraction(0))
    assert list(share_out(Plan(total=100_00, households=staircase(2, 2, 3), rule=even)).shares.values()) == [33_34, 33_33, 33_33]
    assert list(share_out(Plan(total=100_00, households=staircase(2, 4), rule=even)).shares.values()) == [33_33, 33_33, 33_34]


def test_in_whole_yuan_the_sum_is_exact_too() -> None:
    found = share_out(Plan(total=100_000_00, unit=100, households=staircase(1, 7)))
    assert all(share % 100 == 0 for share in found.shares.values())
    assert sum(found.shares.values()) == 100_000_00


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("why", "plan"),
    [
        ("subsidy-over-total", Plan(total=1, subsidy=2, households=staircase(1, 2))),
        ("negative-money", Plan(total=-1, households=staircase(1, 2))),
        ("not-in-units", Plan(total=100_50, unit=100, households=staircase(1, 2))),
        ("no-households", Plan(total=1, households=())),
        ("label-twice", Plan(total=1, households=(Household("301", 3), Household("301", 4)))),
        ("waiver-unknown", Plan(total=1, households=staircase(1, 2), waivers={"999": "街道"})),
        ("area-missing", Plan(total=1, households=staircase(1, 2), by_area=True)),
        ("nobody-pays", Plan(total=1, households=staircase(1, 1))),
        ("cap-negative", Plan(total=1, households=staircase(1, 2), rule=Rule(cap_weight=Fraction(-1)))),
        ("cap-too-low", Plan(total=3_00, households=staircase(1, 3), rule=Rule(cap_money=1_49))),
        ("falls", Plan(total=1, households=staircase(2, 3), rule=Rule(table={2: Fraction(2), 3: Fraction(1)}))),
        ("falls", Plan(total=1, households=staircase(2, 3), rule=Rule(zero_floors=frozenset({3})))),
        ("falls", Plan(total=1, households=staircase(2, 4), rule=Rule(start=Fraction(3), step=Fraction(-1)))),
        ("weight-negative", Plan(total=1, households=staircase(2, 3), rule=Rule(start=Fraction(-1)))),
        ("floor-unlisted", Plan(total=1, households=staircase(2, 3), rule=Rule(table={2: Fraction(2)}))),
    ],
)
def test_what_cannot_be_shared_says_why(why: str, plan: Plan) -> None:
    assert refused(plan) == why


def test_a_cap_that_just_suffices_is_no_hindrance() -> None:
    assert list(share_out(Plan(total=3_00, households=staircase(1, 3), rule=Rule(cap_money=1_50))).shares.values()) == [0, 1_50, 1_50]


# ---------------------------------------------------------------- a hundred thousand plans


def any_plan(dice: random.Random) -> Plan:
    top, unit = dice.randint(1, 12), dice.choice((1, 1, 1, 10, 100))
    households = [
        Household(f"{level}{flat:02}", level, Fraction(dice.randint(0, 20_000), 100))
        for level in range(min(dice.choice((-1, 1, 1, 2)), top), top + 1)
        for flat in range(1, dice.choice((1, 2, 4)) + 1)
    ]
    dice.shuffle(households)
    total = dice.randint(0, 99_999_999) * unit
    free = frozenset(range(-1, dice.choice((-2, 1, 1, 2, 3)) + 1))
    listed = sorted(Fraction(dice.randint(0, 40), 10) for _ in range(-1, 14))
    rule = Rule(
        free,
        start=Fraction(dice.randint(0, 30), 10),
        step=Fraction(dice.choice((0, 1, 2, 5, 10)), 10),
        table=dict(zip(range(-1, 14), listed, strict=True)) if dice.random() < 0.3 else None,
        cap_weight=Fraction(dice.randint(1, 60), 10) if dice.random() < 0.3 else None,
        cap_money=dice.randint(0, max(2 * total // max(len(households), 1), 1)) if dice.random() < 0.3 else None,
    )
    subsidy = dice.randint(0, total // unit) * unit if dice.random() < 0.5 else 0
    return Plan(total, tuple(households), rule, subsidy, unit, by_area=dice.random() < 0.3)


def reference(plan: Plan) -> dict[str, Fraction] | None:
    """The exact shares before rounding, found by raising the level of the water instead of striking out; None when there are none."""
    rule, net = plan.rule, plan.total - plan.subsidy
    paying = [one.floor for one in plan.households if one.floor not in rule.zero_floors]

    def weight(one: Household) -> Fraction:
        if one.floor in rule.zero_floors:
            return Fraction(0)
        found = rule.table[one.floor] if rule.table else rule.start + rule.step * (one.floor - min(paying))
        found = found if rule.cap_weight is None else min(found, rule.cap_weight)
        return found * one.area if plan.by_area and one.area is not None else found

    weights = {one.label: weight(one) for one in plan.households}
    heavy = sorted((one for one in weights.values() if one), reverse=True)
    if not heavy:
        return None if net else dict.fromkeys(weights, Fraction(0))
    most = Fraction(net if rule.cap_money is None else rule.cap_money // plan.unit * plan.unit)
    if most * len(heavy) < net:
        return None
    for capped in range(len(heavy) + 1):  # the heaviest so many pay the most, the others by weight
        rest = sum(heavy[capped:])
        level = (net - most * capped) / rest if rest else Fraction(0)
        if capped == len(heavy) or heavy[capped] * level <= most:
            line = heavy[capped - 1] if capped else None
            return {label: most if line is not None and one >= line else one * level for label, one in weights.items()}
    raise AssertionError("the water found no level")


def check(plan: Plan, found: Shared, exact: dict[str, Fraction]) -> None:
    rule, net = plan.rule, plan.total - plan.subsidy
    assert sum(found.shares.values()) == net == found.net
    for one in plan.households:
        share = found.shares[one.label]
        assert share % plan.unit == 0
        assert floor(exact[one.label] / plan.unit) <= share // plan.unit <= floor(exact[one.label] / plan.unit) + 1
        assert share == 0 or one.floor not in rule.zero_floors
        assert rule.cap_money is None or share <= rule.cap_money
    if not plan.by_area:
        by_floor: dict[int, list[int]] = {}
        for one in plan.households:
            by_floor.setdefault(one.floor, []).append(found.shares[one.label])
        assert all(max(lower) <= min(higher) for (_, lower), (_, higher) in pairwise(sorted(by_floor.items())))


def shared_or_why(plan: Plan) -> Shared | str:
    try:
        return share_out(plan)
    except Infeasible as no:
        return no.key


def test_a_hundred_thousand_plans() -> None:
    dice, outcomes = random.Random(283), Counter[str]()
    for _ in range(PLANS):
        plan = any_plan(dice)
        found, exact = shared_or_why(plan), reference(plan)
        outcomes[found if isinstance(found, str) else "shared"] += 1
        if isinstance(found, Shared):
            assert exact is not None
            check(plan, found, exact)
        else:
            assert exact is None
    assert set(outcomes) == {"shared", "cap-too-low", "nobody-pays"}
    assert outcomes["shared"] > PLANS // 2


def test_a_revision_changes_only_what_it_changed() -> None:
    """Another payer, another order of the waivers: nobody's share moves. A dearer lift: nobody pays less."""
    before = Plan(total=300_000_00, households=staircase(1, 6, 2))
    assert share_out(Plan(total=300_000_00, households=before.households, waivers={"601": "街道"})) == share_out(before)
    dearer = share_out(Plan(total=330_000_00, households=before.households)).shares
    assert all(share <= dearer[label] for label, share in share_out(before).shares.items())


def test_the_order_of_the_plan_is_the_order_of_the_answer() -> None:
    households = tuple(reversed(staircase(1, 5, 2)))
    assert list(share_out(Plan(total=1_000_00, households=households)).shares) == [one.label for one in households]


def test_decimals_of_any_length_stay_exact() -> None:
    rule = Rule(start=Fraction(Decimal("0.3333333333")), step=Fraction(Decimal("0.0000000001")))
    assert sum(share_out(Plan(total=99_999_999_99, households=staircase(1, 33, 8), rule=rule)).shares.values()) == 99_999_999_99
