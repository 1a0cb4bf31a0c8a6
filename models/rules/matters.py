"""Matters: the states of domain §2 and the one table of moves that decides, draws the buttons, the help and the diagram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.rules.roles import MANAGERS, STAFF, Role


class State(StrEnum):
    """Where a matter stands (domain §2)."""

    DRAFT = "draft"
    LAPSED = "lapsed"
    REGISTERED = "registered"
    HANDLING = "handling"
    NEGOTIATING = "negotiating"
    CALLING = "calling"
    TABLED = "tabled"
    DEFERRED = "deferred"
    DONE = "done"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


WORKING = frozenset({State.HANDLING, State.NEGOTIATING, State.CALLING, State.TABLED})
"""Somebody is at work on it."""

OPEN = WORKING | {State.REGISTERED, State.DEFERRED}
"""Not yet answered; the rows of the partial index."""

CLOSED = frozenset({State.CONFIRMED, State.UNCONFIRMED, State.DECLINED, State.MERGED, State.WITHDRAWN, State.LAPSED})

OFFER_FADES = timedelta(hours=2)
CONFIRM_WITHIN = timedelta(days=7)
JOIN_BEFORE = timedelta(minutes=5)
"""A photo this long before the words still belongs to them."""
JOIN_AFTER = timedelta(minutes=10)
"""A photo this long after the words still belongs to them."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way from state to state: who may (roles at the place, its author or those who follow it), and what it needs to be told.

    What may go `by_itself` follows from a timer, or from what somebody did who was allowed to do that (a helper takes the job).

    The moments it `stamps` are kept if they were empty (a reopened matter was accepted long ago); those it `clears` are empty after it.
    """

    name: str
    sources: frozenset[State]
    to: State
    roles: frozenset[Role] = frozenset()
    author_may: bool = False
    followers_may: bool = False
    by_itself: bool = False
    needs: str = ""
    announced: bool = False
    stamps: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()


MOVES = (
    Move("register", frozenset({State.DRAFT}), State.REGISTERED, STAFF, author_may=True, stamps=("registered_at",)),
    Move("drop", frozenset({State.DRAFT}), State.LAPSED, STAFF, author_may=True, by_itself=True, stamps=("closed_at",)),
    Move(
        "accept",
        frozenset({State.REGISTERED, State.DEFERRED}),
        State.HANDLING,
        STAFF,
        by_itself=True,
        announced=True,
        stamps=("accepted_at",),
        clears=("deferred_until",),
    ),
    Move(
        "negotiate",
        OPEN - {State.NEGOTIATING},
        State.NEGOTIATING,
        STAFF,
        announced=True,
        stamps=("accepted_at",),
        clears=("deferred_until",),
    ),
    Move("call", OPEN, State.CALLING, MANAGERS, by_itself=True, announced=True, stamps=("accepted_at",), clears=("deferred_until",)),
    Move("table", OPEN - {State.TABLED}, State.TABLED, MANAGERS, by_itself=True, stamps=("accepted_at",), clears=("deferred_until",)),
    Move("proceed", WORKING - {State.HANDLING}, State.HANDLING, STAFF, by_itself=True),
    Move("done", OPEN, State.DONE, STAFF, by_itself=True, announced=True, stamps=("accepted_at", "done_at"), clears=("deferred_until",)),
    Move(
        "decline",
        OPEN,
        State.DECLINED,
        MANAGERS | {Role.PROPERTY},
        needs="reason",
        stamps=("closed_at",),
        clears=("deferred_until",),
    ),
    Move("defer", OPEN - {State.DEFERRED}, State.DEFERRED, STAFF, needs="date"),
    Move("resume", frozenset({State.DEFERRED}), State.HANDLING, by_itself=True, clears=("deferred_until",)),
    Move("merge", OPEN, State.MERGED, STAFF, by_itself=True, needs="number", stamps=("closed_at",), clears=("deferred_until",)),
    Move("confirm", frozenset({State.DONE}), State.CONFIRMED, author_may=True, followers_may=True, stamps=("closed_at",)),
    Move(
        "reopen",
        frozenset({State.DONE, State.UNCONFIRMED}),
        State.HANDLING,
        author_may=True,
        followers_may=True,
        announced=True,
        clears=("done_at", "closed_at"),
    ),
    Move("expire", frozenset({State.DONE}), State.UNCONFIRMED, by_itself=True, stamps=("closed_at",)),
    Move("withdraw", frozenset({State.REGISTERED}), State.WITHDRAWN, author_may=True, stamps=("closed_at",)),
)

BY_NAME = {move.name: move for move in MOVES}


def is_before(ended: datetime | None, reopened: datetime | None) -> bool:
    """Whether something ended before the matter was opened anew: then it was not enough, and says nothing of how it stands."""
    return ended is not None and reopened is not None and ended <= reopened


def may_from(move: Move, state: State) -> bool:
    """Whether a matter in this state can be moved so."""
    return state in move.sources


def may_person(move: Move, *, staff: bool, author: bool, follower: bool) -> bool:
    """Whether this person may: `staff` says that they hold one of the move's roles at the matter's place."""
    return (bool(move.roles) and staff) or (move.author_may and author) or (move.followers_may and (follower or author))


def next_moves(state: State, *names: str) -> tuple[Move, ...]:
    """The moves that lead on from a state, of these names, in the table's order."""
    return tuple(move for move in MOVES if move.name in names and state in move.sources)
