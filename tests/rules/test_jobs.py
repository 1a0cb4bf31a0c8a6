"""Jobs: the table of moves, the waves and the turns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.categories import Category
from models.rules.jobs import (
    BUSY,
    CAP,
    HELD,
    LONGEST,
    MOST_ASKED,
    MOVES,
    Candidate,
    Kind,
    State,
    Wave,
    fits,
    in_turn,
    may_move,
    next_step,
    next_wave,
    read_wish,
    service_minutes,
    stand,
)
from models.rules.skills import Skill, read_skill, read_skills, skill_for

NOW = datetime(2026, 9, 3, tzinfo=UTC)
AREAS = {Wave.BUILDING: "/1/2/", Wave.COMPOUND: "/1/", Wave.COMMUNITY: "/"}
CANDIDATES = st.builds(
    Candidate,
    person=st.integers(1, 10**6),
    skills=st.frozensets(st.sampled_from(Skill)),
    paths=st.lists(st.sampled_from(["/1/2/3/", "/1/4/", "/5/6/", "/1/"]), min_size=1, max_size=2).map(tuple),
    served_at=st.none() | st.integers(0, 10**6).map(lambda s: NOW + timedelta(seconds=s)),
    open=st.integers(0, 4),
)
CROWDS = st.lists(CANDIDATES, max_size=80, unique_by=lambda c: c.person)


# ---------------------------------------------------------------- moves


def test_every_busy_state_leads_on_and_can_be_left() -> None:
    for state in BUSY:
        assert may_move(next_step(state), state)
        assert may_move("give-back", state)
        assert may_move("hand", state)
        assert may_move("finish", state)


def test_nothing_moves_once_it_is_over() -> None:
    over = [state for state in State if state not in BUSY]
    assert [(move.name, state) for move in MOVES for state in over if may_move(move.name, state)] == []


def test_only_who_never_set_out_is_let_go() -> None:
    assert [state for state in State if may_move("let-go", state)] == [State.TAKEN]


@given(st.integers(1, 2), st.lists(st.sampled_from(State), max_size=6))
def test_a_job_wants_somebody_until_all_are_there_and_is_done_when_all_are(needed: int, parts: list[State]) -> None:
    held = [part for part in parts if part in HELD]
    found = stand(needed, parts)
    assert (found is State.ASKED) == (len(held) < needed)
    assert (found is State.DONE) == (len(held) >= needed and set(held) == {State.DONE})
    assert found is State.ASKED or all(HELD.index(found) <= HELD.index(part) for part in held)


@given(st.integers(-1000, 100_000))
def test_service_is_never_negative_and_never_longer_than_a_job_counts(seconds: int) -> None:
    minutes = service_minutes(NOW, NOW + timedelta(seconds=seconds))
    assert 0 <= minutes <= LONGEST.total_seconds() // 60
    assert minutes * 60 <= max(seconds, 0) or minutes == 240


# ---------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    ("said", "category", "words", "kind", "skill"),
    [
        ("", Category.UTILITIES, "水龙头坏了", Kind.REPAIR, Skill.WATER_POWER),
        ("", Category.FACILITIES, "单元门锁坏了", Kind.REPAIR, Skill.LOCKS),
        ("", Category.FACILITIES, "楼道灯不亮", Kind.REPAIR, Skill.WATER_POWER),
        ("", Category.NOISE, "楼上天天半夜装修", Kind.MEDIATION, Skill.MEDIATION),
        ("", Category.DISPUTE, "邻居把鞋柜放在我门口，门锁都打不开", Kind.MEDIATION, Skill.MEDIATION),
        ("", Category.OTHER, "想找人陪我去医院看病", Kind.ERRAND, Skill.COMPANY),
        ("", Category.OTHER, "手机不会用", Kind.ERRAND, Skill.DEVICES),
        ("", Category.OTHER, "302的老人好几天没看到了", Kind.VISIT, None),
        ("", Category.GREENING, "树枝断了", Kind.ERRAND, None),
        ("木工", Category.UTILITIES, "水龙头坏了", Kind.REPAIR, Skill.WOODWORK),
        ("locks", Category.UTILITIES, "水龙头坏了", Kind.REPAIR, Skill.LOCKS),
        ("探访", Category.UTILITIES, "水龙头坏了", Kind.VISIT, None),
        ("调解", Category.UTILITIES, "水龙头坏了", Kind.MEDIATION, Skill.MEDIATION),
        ("维修", Category.NOISE, "水泵太响", Kind.REPAIR, None),
    ],
)
def test_what_a_matter_asks_for(said: str, category: Category, words: str, kind: Kind, skill: Skill | None) -> None:
    wish = read_wish(said, category, words, emergency=False)
    assert (wish.kind, wish.skill, wish.name) == (kind, skill, "")


def test_an_emergency_asks_for_nobody_in_particular_and_anything_else_said_is_a_name() -> None:
    assert read_wish("", Category.ELEVATOR, "被困在电梯里了", emergency=True).kind is Kind.URGENT
    named = read_wish(" 阿强 ", Category.UTILITIES, "水龙头坏了", emergency=False)
    assert (named.name, named.skill) == ("阿强", Skill.WATER_POWER)


@given(st.sampled_from(Kind), st.booleans())
def test_two_go_to_whoever_lives_alone(kind: Kind, alone: bool) -> None:
    wish = read_wish(kind.value, Category.OTHER, "", emergency=False)
    lonely = alone and wish.kind is not Kind.URGENT  # in an emergency nobody waits for a companion
    assert wish.needed(alone) == (2 if lonely or wish.kind is Kind.VISIT else 1)


@given(st.lists(st.sampled_from(["水电", "木工", "调解", "游泳", "Locks", "唱歌"]), max_size=6))
def test_skills_are_read_from_any_list_and_nothing_is_swallowed(words: list[str]) -> None:
    found, unknown = read_skills("、".join(words))
    assert set(found) == {skill for word in words if (skill := read_skill(word))}
    assert set(unknown) == {word for word in words if read_skill(word) is None}


def test_every_skill_can_be_named_and_every_category_is_answered() -> None:
    assert all(read_skill(skill.value) is skill for skill in Skill)
    assert {skill_for(category, "") for category in Category} <= {None, *Skill}


# ---------------------------------------------------------------- whose turn


@given(CROWDS, st.sampled_from([Wave.BUILDING, Wave.COMPOUND, Wave.COMMUNITY]), st.booleans())
def test_a_wave_asks_only_whom_it_reaches_and_none_is_empty(crowd: list[Candidate], since: Wave, one_by_one: bool) -> None:
    found = next_wave(crowd, AREAS, since, one_by_one)
    near = [c for c in crowd if any(path.startswith(AREAS[since]) for path in c.paths)]
    if found is None:
        assert not near
        return
    wave, chosen = found
    assert wave >= since
    assert 0 < len(chosen) <= (1 if one_by_one else MOST_ASKED)
    assert all(any(path.startswith(AREAS[wave]) for path in c.paths) for c in chosen)
    assert not near or wave is since


@given(CROWDS)
def test_the_turn_is_total_and_goes_to_the_least_recently_served(crowd: list[Candidate]) -> None:
    turn = in_turn(crowd)
    assert sorted(c.person for c in turn) == sorted(c.person for c in crowd)
    never = [c for c in turn if c.served_at is None]
    assert turn[: len(never)] == never
    assert [c.served_at for c in turn[len(never) :]] == sorted(c.served_at for c in turn if c.served_at)
    assert in_turn(reversed(turn)) == turn


@given(st.integers(1, 12), st.integers(0, 60))
def test_turns_are_fair(helpers: int, jobs: int) -> None:
    """Whoever is asked and takes it goes to the end: nobody is ever two jobs ahead of another."""
    served: dict[int, datetime | None] = dict.fromkeys(range(helpers))
    counts = dict.fromkeys(range(helpers), 0)
    for n in range(jobs):
        crowd = [Candidate(person, paths=("/1/2/3/",), served_at=at) for person, at in served.items()]
        found = next_wave(crowd, AREAS, Wave.BUILDING, one_by_one=True)
        assert found is not None
        [taker] = found[1]
        served[taker.person], counts[taker.person] = NOW + timedelta(minutes=n), counts[taker.person] + 1
    assert max(counts.values()) - min(counts.values()) <= 1


@given(CANDIDATES, st.none() | st.sampled_from(Skill))
def test_nobody_is_asked_beyond_the_cap_or_without_the_skill(candidate: Candidate, skill: Skill | None) -> None:
    assert fits(candidate, skill) == (candidate.open < CAP and (skill is None or skill in candidate.skills))
    assert not fits(Candidate(1, on_duty=False), None)
