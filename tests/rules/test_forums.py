"""A forum's rules: the draw anybody can check, proposals as people write them, moves that cannot be skipped, warranties; docs/forums.md shows them."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.forums import (
    HIGHEST,
    MOVES,
    WORKS,
    Move,
    Stage,
    State,
    Unread,
    draw_order,
    fingerprint,
    next_state,
    read_bid,
    read_parts,
    read_price,
    warranty_until,
)

PAGE = Path(__file__).parents[2] / "docs" / "forums.md"
FIRMS = st.lists(st.text("甲乙丙丁戊己庚公司", min_size=1, max_size=6), min_size=1, max_size=9, unique=True)


@given(st.text("0123456789abcdef", min_size=32, max_size=32), FIRMS, st.randoms())
def test_the_draw_follows_from_the_seed_and_the_names_alone(seed: str, firms: list[str], chance: object) -> None:
    drawn = draw_order(seed, firms)
    chance.shuffle(firms)  # type: ignore[attr-defined]
    assert drawn == draw_order(seed, firms)
    assert sorted(drawn) == sorted(firms)
    assert drawn == [firm for _, firm in sorted((hashlib.sha256(f"{seed}:{firm}".encode()).hexdigest(), firm) for firm in firms)]
    assert fingerprint(seed) == hashlib.sha256(seed.encode()).hexdigest()


def test_everybody_has_the_same_chance_of_the_first_place() -> None:
    firsts = Counter(draw_order(f"{seed:032x}", ["甲公司", "乙公司", "丙公司"])[0] for seed in range(3000))
    assert all(900 < n < 1100 for n in firsts.values())


@pytest.mark.parametrize(
    ("said", "price"),
    [
        ("48.6万", 48_600_000), ("486000元", 48_600_000), ("¥486,000.50", 48_600_050), ("48.6万元整", 48_600_000), ("1亿", None),
        ("便宜", None), ("0", None), ("0.001", None), ("-3万", None), ("", None), ("10001万", None), ("10000万", HIGHEST),
    ],
)  # fmt: skip
def test_a_price_is_read_to_the_fen_or_not_at_all(said: str, price: int | None) -> None:
    assert read_price(said) == price


@given(st.integers(1, HIGHEST))
def test_every_price_is_read_as_it_is_written(price: int) -> None:
    assert read_price(f"{price // 100:,}.{price % 100:02}元") == price


def test_a_proposal_is_read_from_one_line() -> None:
    firm, parts = read_parts("福建甲公司 报价 48.6万，工期：60天 质保 5年 内容 外墙铲除重做，水性漆两遍")
    bid = read_bid(parts)
    assert (firm, bid.price, bid.term, bid.warranty, bid.scope) == ("福建甲公司", 48_600_000, "60天", "5年", "外墙铲除重做，水性漆两遍")


@pytest.mark.parametrize(("gone", "why"), [("报价 1万", "price"), ("工期 1天", "term"), ("质保 1年", "warranty"), ("内容 刷", "scope")])
def test_what_is_missing_is_named(gone: str, why: str) -> None:
    words = "甲公司 报价 1万 工期 1天 质保 1年 内容 刷".replace(gone, "")
    with pytest.raises(Unread, match=why):
        read_bid(read_parts(words)[1])


@given(st.text(max_size=300))
def test_any_text_is_parts_and_a_firm(words: str) -> None:
    firm, parts = read_parts(words)
    assert set(parts) <= {"price", "term", "warranty", "scope"}
    assert firm in words


@pytest.mark.parametrize(
    ("words", "until"),
    [("5年", date(2031, 9, 10)), ("24个月", date(2028, 9, 10)), ("两年", date(2028, 9, 10)), ("90天", date(2026, 12, 9)), ("终身", None)],
)
def test_a_warranty_runs_from_the_acceptance(words: str, until: date | None) -> None:
    assert warranty_until(words, date(2026, 9, 10)) == until


def test_a_warranty_that_would_end_on_no_day_ends_on_the_last_of_the_month() -> None:
    assert warranty_until("6个月", date(2026, 8, 31)) == date(2027, 2, 28)


# ---------------------------------------------------------------- the page


def diagram(moves: tuple[Move, ...], first: str, last: tuple[str, ...]) -> str:
    lines = [f"    {source} --> {move.to.value} : {move.name}" for move in moves for source in sorted(s.value for s in move.sources)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *lines, *(f"    {end} --> [*]" for end in last)])


def drawn(page: str) -> str:
    """The page with its two pictures as they should be."""
    pictures = iter((diagram(MOVES, State.INVITED, (State.DECIDED, State.LAPSED)), diagram(WORKS, Stage.AGREED, (Stage.ACCEPTED,))))
    return re.sub(r"```mermaid\n.*?\n```", lambda _: f"```mermaid\n{next(pictures)}\n```", page, flags=re.S)


def test_the_page_shows_the_moves_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE"):
        PAGE.write_text(drawn(page), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == drawn(page)


def test_what_is_over_moves_no_more_and_every_state_can_be_reached() -> None:
    for over in (State.DECIDED, State.LAPSED):
        assert [move.name for move in MOVES if next_state(MOVES, move.name, over)] == []
    assert {move.to for move in MOVES} | {State.INVITED} == set(State)
    assert {move.to for move in WORKS} | {Stage.AGREED} == set(Stage)
