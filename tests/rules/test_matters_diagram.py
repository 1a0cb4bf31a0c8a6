"""docs/matters.md is drawn from MOVES: the picture and the table are rebuilt here and compared, letter by letter.

`UPDATE=1 pytest tests/rules/test_matters_diagram.py` draws them anew.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

from handlers import texts
from models.rules.matters import CLOSED, CONFIRM_WITHIN, MOVES, OFFER_FADES, WORKING, Move, State
from models.rules.roles import MANAGERS, STAFF, Role

PAGE = Path(__file__).parents[2] / "docs" / "matters.md"
WORDS = {"register": "registered", "drop": "lapsed"}
"""Moves whose word in the texts has another name."""
ROLES = {STAFF: "staff", MANAGERS: "managers", MANAGERS | {Role.PROPERTY}: "managers, property"}


def both(key: str) -> str:
    return f"{texts.text('en', key)} {texts.text('zh-CN', key)}"


def state(one: State) -> str:
    return f'state "{both(f"matter-state-{one.value}")}" as {one.value}'


def sources(move: Move) -> list[str]:
    """Where it starts, in the order of the states; the four of work are one box."""
    box = ["working"] if move.sources >= WORKING else []
    return box + [one.value for one in State if one in move.sources and not (box and one in WORKING)]


def reached() -> list[State]:
    """The states of some move, in order."""
    return [one for one in State if any(one is move.to or one in move.sources for move in MOVES)]


def diagram() -> str:
    """The picture in Mermaid."""
    boxed = [f"        {state(one)}" for one in State if one in WORKING]
    plain = [f"    {state(one)}" for one in reached() if one not in WORKING]
    arrows = [
        f"    {start} --> {move.to.value} : {move.name} {texts.text('zh-CN', 'act-' + WORDS.get(move.name, move.name))}"
        for move in MOVES
        for start in sources(move)
    ]
    box = ['    state "at work" as working {', *boxed, "    }"]
    return "\n".join(["stateDiagram-v2", *box, *plain, f"    [*] --> {State.DRAFT.value}", *arrows])


def who(move: Move) -> str:
    """Who may, in words."""
    may = [(ROLES[move.roles] if move.roles else "", bool(move.roles)), ("author", move.author_may), ("followers", move.followers_may)]
    return ", ".join([word for word, holds in [*may, ("by itself", move.by_itself)] if holds])


def table() -> str:
    """The moves as a table."""
    rows = [f"| {move.name} | {', '.join(sources(move))} | {move.to.value} | {who(move)} | {move.needs or '–'} |" for move in MOVES]
    return "\n".join(["| move | from | to | who may | needs |", "|---|---|---|---|---|", *rows])


def drawn(page: str) -> str:
    """The page with its picture and its table as they should be."""
    page = re.sub(r"```mermaid\n.*?\n```", lambda _: f"```mermaid\n{diagram()}\n```", page, flags=re.S)
    return re.sub(r"\| move \|.*?(?=\n\n)", lambda _: table(), page, flags=re.S)


def test_the_page_shows_the_moves_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE"):
        PAGE.write_text(drawn(page), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == drawn(page)


def test_every_state_is_reached_by_some_move() -> None:
    assert [one for one in State if one is not State.DRAFT and all(one is not move.to for move in MOVES)] == []


def test_what_is_closed_stays_closed_but_for_one() -> None:
    assert [one for one in State if one in CLOSED and any(one in move.sources for move in MOVES)] == [State.UNCONFIRMED]


def test_the_page_tells_the_true_times() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert (timedelta(hours=2), timedelta(days=7)) == (OFFER_FADES, CONFIRM_WITHIN)
    assert "lapses after two hours" in page
    assert "after seven days of silence" in page
