"""What a counted plan means to people: stairs, differences, doors."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.plans import Stair, Stake, changes, is_body, meant, money_text, stairs


def stake(home: int, floor: int, share: int, payer: str = "", out: bool = False) -> Stake:
    return Stake(home, f"{floor}{home:02}", floor, 8800, Fraction(share, 100), share, payer, out)


def test_floors_that_pay_alike_are_one_stair_and_who_is_out_is_on_none() -> None:
    found = stairs([stake(1, 1, 0), stake(2, 2, 0), stake(3, 3, 100), stake(4, 3, 101), stake(5, 4, 200), stake(6, 4, 0, out=True)])
    assert found == [Stair(1, 2, 2, 0, 0, Fraction(0)), Stair(3, 3, 2, 100, 101), Stair(4, 4, 1, 200, 200, Fraction(2))]


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9_999)), min_size=1, max_size=80), st.integers(1, 14))
def test_joined_stairs_lose_nobody_and_no_money(homes: list[tuple[int, int]], most: int) -> None:
    stakes = [stake(n, floor, share) for n, (floor, share) in enumerate(homes)]
    found = stairs(stakes, most)
    assert len(found) <= most
    assert sum(one.homes for one in found) == len(stakes)
    assert [one.first for one in found] == sorted(one.first for one in found)
    for one in stakes:
        [home] = [stair for stair in found if stair.first <= one.floor <= stair.last]
        assert home.least <= one.share <= home.most


def test_a_change_is_a_share_a_payer_or_being_out() -> None:
    before = [stake(1, 1, 0), stake(2, 2, 100), stake(3, 3, 200), stake(4, 4, 300), stake(5, 5, 400)]
    after = [stake(1, 1, 0), stake(2, 2, 90), stake(3, 3, 200, "共建单位"), stake(4, 4, 0, out=True), stake(6, 6, 7)]
    found = changes(before, after)
    assert [(one.was and one.was.household, one.now and one.now.household, one.more) for one in found] == [
        (2, 2, -10),
        (3, 3, 0),
        (4, 4, -300),
        (None, 6, 7),
        (5, None, -400),
    ]


def test_changes_add_up_to_the_difference_of_the_sums() -> None:
    dice = random.Random(283)
    for _ in range(2_000):
        before = [stake(n, n % 9, dice.randrange(5)) for n in range(dice.randrange(1, 20))]
        after = [stake(n, n % 9, dice.randrange(5)) for n in range(dice.randrange(1, 20))]
        found = changes(before, after)
        assert sum(one.more for one in found) == sum(s.share for s in after) - sum(s.share for s in before)
        same = {s.household for s in before} & {s.household for s in after} - {(one.now or one.was).household for one in found}  # type: ignore[union-attr]
        assert all(before[home].terms == after[home].terms for home in same)


LABELS = ("1单元301", "2单元301", "1单元1301", "2单元502A")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("1单元301", ["1单元301"]),
        ("301", ["1单元301", "2单元301"]),
        ("一单元301室", ["1单元301"]),
        ("2号楼2单元301", ["2单元301"]),
        ("1301", ["1单元1301"]),
        ("502a", ["2单元502A"]),
        ("999", []),
        ("", []),
    ],
)
def test_a_door_means_what_it_surely_means(said: str, found: list[str]) -> None:
    assert meant(LABELS, said) == found


def test_money_as_people_read_it() -> None:
    assert [money_text(one) for one in (0, 5, 29_412_00, 123_456_789, -150)] == ["0.00", "0.05", "29,412.00", "1,234,567.89", "−1.50"]


def test_institutions_may_be_named_in_public_and_people_not() -> None:
    assert all(is_body(name) for name in ("共建单位", "街道", "某某公司", "社区基金", "业委会"))
    assert not any(is_body(name) for name in ("张三", "王大爷", "儿子", "老李家"))
