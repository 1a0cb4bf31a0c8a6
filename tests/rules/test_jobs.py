"""Who is asked for a job, in which order, and how its steps go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.jobs import MOST_MINUTES, MOST_OPEN, STEPS, Candidate, Skill, Step, choose, may_step, minutes_served, next_buttons

PATHS = ("/1/", "/1/2/", "/1/2/5/", "/1/3/")
MOMENT = datetime(2026, 9, 3, tzinfo=UTC)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        person=st.integers(1, 30),
        paths=st.lists(st.sampled_from(PATHS), max_size=2).map(tuple),
        skills=st.frozensets(st.sampled_from(Skill), max_size=3),
        open=st.integers(0, 5),
        served_at=st.none() | st.integers(0, 99).map(lambda hours: MOMENT + timedelta(hours=hours)),
    ),
    unique_by=lambda one: one.person,
    max_size=12,
)


@given(CANDIDATES, st.sampled_from(PATHS), st.none() | st.sampled_from(Skill), st.sets(st.integers(1, 30)))
def test_who_is_asked_is_near_able_free_and_not_asked_before(
    candidates: list[Candidate], path: str, skill: Skill | None, asked: set[int]
) -> None:
    chosen = choose(candidates, path, skill, asked)
    known = {one.person: one for one in candidates}
    wanted = {
        one.person
        for one in candidates
        if one.person not in asked
        and one.open < MOST_OPEN
        and (skill is None or skill in one.skills)
        and any(place.startswith(path) or path.startswith(place) for place in one.paths)
    }
    assert set(chosen) == wanted
    never = [known[person].served_at or datetime.min.replace(tzinfo=UTC) for person in chosen]
    assert never == sorted(never)


@given(CANDIDATES, st.sampled_from(PATHS), st.randoms())
def test_the_order_does_not_depend_on_how_they_are_listed(candidates: list[Candidate], path: str, chance: object) -> None:
    shuffled = sorted(candidates, key=lambda one: hash((one.person, str(chance))))
    assert choose(shuffled, path, None, ()) == choose(candidates, path, None, ())


def test_steps_go_forward_only() -> None:
    order = list(Step)
    assert [(a, b) for a in order for b in order if may_step(a, b)] == [(a, b) for i, a in enumerate(order) for b in order[i + 1 :]]


def test_what_can_be_pressed() -> None:
    assert next_buttons(Step.TAKEN) == ("job-go", "job-there", "job-finish", "job-back")
    assert next_buttons(Step.ON_WAY) == ("job-there", "job-finish", "job-back")
    assert next_buttons(Step.ARRIVED) == ("job-finish",)
    assert next_buttons(Step.DONE) == ()
    assert set(STEPS.values()) == set(Step) - {Step.TAKEN}


@given(st.integers(-100, 10_000))
def test_minutes_are_never_negative_nor_more_than_four_hours(minutes: int) -> None:
    assert minutes_served(MOMENT, MOMENT + timedelta(minutes=minutes)) == max(0, min(minutes, MOST_MINUTES))
