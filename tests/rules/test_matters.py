"""The table of moves is the truth about states."""

from hypothesis import given
from hypothesis import strategies as st

from models.rules.matters import CLOSED, MOVES, OPEN, State, may_from, may_person, next_moves
from models.rules.roles import ANYONE, Grant, Role, holds, may_appoint


def test_every_open_state_leads_to_done_and_no_state_is_both_open_and_closed() -> None:
    assert not OPEN & CLOSED
    assert all(next_moves(state, "done") for state in OPEN)


def test_nobody_moves_what_the_table_does_not_name() -> None:
    lonely = {move.name for move in MOVES if not (move.roles or move.author_may or move.followers_may or move.by_itself)}
    assert lonely == set()


def test_whatever_leads_out_of_being_put_off_forgets_the_day() -> None:
    assert [move.name for move in MOVES if State.DEFERRED in move.sources and "deferred_until" not in move.clears] == []


@given(st.sampled_from(MOVES), st.sampled_from(State))
def test_moves_only_start_where_they_say(move: object, state: State) -> None:
    assert may_from(move, state) == (state in move.sources)  # type: ignore[attr-defined,arg-type]


@given(st.sampled_from(MOVES))
def test_a_stranger_may_nothing(move: object) -> None:
    assert not may_person(move, staff=False, author=False, follower=False)  # type: ignore[arg-type]


PATHS = st.lists(st.integers(1, 4), max_size=4).map(lambda ids: "/" + "".join(f"{i}/" for i in ids))


@given(st.sampled_from(Role), PATHS, PATHS)
def test_a_role_covers_its_place_and_everything_under_it_and_nothing_else(role: Role, held: str, asked: str) -> None:
    assert holds([Grant(role, held)], frozenset({role}), asked) == asked.startswith(held)


def test_nothing_wanted_is_always_held_and_secretaries_make_no_secretaries() -> None:
    assert holds([], ANYONE, "/1/")
    secretary = [Grant(Role.SECRETARY, "/1/")]
    assert may_appoint(secretary, Role.LEADER, "/1/2/")
    assert not may_appoint(secretary, Role.SECRETARY, "/1/")
    assert not may_appoint(secretary, Role.LEADER, "/2/")
    assert may_appoint([Grant(Role.OWNER, "/")], Role.SECRETARY, "/1/")
