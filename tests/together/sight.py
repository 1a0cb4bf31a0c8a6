"""Both sides as plain dicts: what the tables say, and what the model expects them to say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.together.hands import Hands
from tests.together.life import OPEN, Life
from tests.together.road import Road
from tests.together.town import Calls, Outages

Seen = dict[str, Any]
LONG = timedelta(days=20)
"""Longer than the longest grace over the longest holidays."""

MATTERS = (
    "SELECT id, number, state, follows, homes, coalesce(merged_into_id, 0), coalesce(i, 0), deferred_until IS NOT NULL, done_at IS NOT NULL,"
    " calls FROM (SELECT m.*, (SELECT number FROM incidents WHERE incidents.id = m.incident_id) AS i FROM matters m) AS seen"
)
FOLLOWERS = "SELECT matter_id, person_id FROM followers"
CLOCKS = "SELECT matter_id, clock, due_at IS NULL FROM clocks WHERE met_at IS NULL"
JOBS = "SELECT id, matter_id, state, wave FROM jobs ORDER BY id"
PARTS = "SELECT job_id, person_id, state FROM stints WHERE state IN ('taken', 'on_way', 'arrived', 'done')"
ASKED = "SELECT job_id, person_id, answer FROM askings"
SUMMONS = (
    "SELECT c.matter_id, d.name, s.state, s.arrived_at IS NOT NULL, s.broken FROM summons s JOIN calls c ON c.id = s.call_id"
    " JOIN departments d ON d.id = s.department_id WHERE c.closed_at IS NULL"
)
OUTAGES = "SELECT number, stage, people, homes FROM incidents WHERE number IS NOT NULL"
LATE = (
    "SELECT m.id, coalesce(m.overdue, ''), coalesce((SELECT c.clock FROM clocks c WHERE c.matter_id = m.id AND c.met_at IS NULL"
    " AND c.missed_at IS NOT NULL AND c.due_at IS NOT NULL ORDER BY c.due_at, c.id LIMIT 1), '') FROM matters m"
)
MISSED = "SELECT count(*) FROM clocks WHERE met_at IS NULL AND missed_at IS NULL AND due_at <= :since AND"
NOT_NUDGED, NOT_SHOWN = f"{MISSED} nudged_at IS NULL", f"{MISSED} nudged_at <= :since"
DUTY = "SELECT person_id FROM helpers WHERE on_duty_since IS NOT NULL"


def look(road: Road) -> Seen:
    """What the tables say."""
    name = road.names
    return {
        "matters": {row[0]: (row[1], str(row[2]), *map(int, row[3:])) for row in road.rows(MATTERS)},
        "followers": {(matter, name.get(person, "")) for matter, person in road.rows(FOLLOWERS)},
        "clocks": {(matter, clock, bool(stands)) for matter, clock, stands in road.rows(CLOCKS)},
        "jobs": [(matter, state, wave) for _, matter, state, wave in road.rows(JOBS)],
        "parts": _by_job(road, PARTS),
        "asked": _by_job(road, ASKED),
        "summons": {(matter, who): (state, bool(arrived), broken) for matter, who, state, arrived, broken in road.rows(SUMMONS)},
        "outages": {number: (stage, people, homes) for number, stage, people, homes in road.rows(OUTAGES)},
        "duty": {name[person] for (person,) in road.rows(DUTY)},
    }


def _by_job(road: Road, query: str) -> set[tuple[int, str, str]]:
    """(which job, who, how it stands); two of one kind for one person cannot hide in it, because the keys are unique."""
    order = {id_: n for n, (id_, *_) in enumerate(road.rows(JOBS))}
    return {(order[job], road.names[person], state) for job, person, state in road.rows(query)}


def expect(life: Life, hands: Hands, calls: Calls, outages: Outages) -> Seen:
    """What the model says."""
    return {
        "matters": {
            m.id: (
                m.number,
                m.state,
                len(m.followers),
                len({home for home in m.followers.values() if home}),
                m.into.id if m.into else 0,
                m.outage or 0,
                int(m.state == "deferred"),
                int(m.done is not None),
                calls.turns.get(m, 0),
            )
            for m in life.matters
        },
        "followers": {(m.id, who) for m in life.matters for who in m.followers},
        "clocks": {(m.id, name, clock.stands) for m in life.matters for name, clock in m.clocks.items()},
        "jobs": [(job.matter.id, job.state, job.wave) for job in hands.jobs],
        "parts": {(n, who, part.state) for n, job in enumerate(hands.jobs) for who, part in job.parts.items()},
        "asked": {(n, who, one.answer) for n, job in enumerate(hands.jobs) for who, one in job.asked.items()},
        "summons": {(m.id, who): (s.state, s.arrived, s.broken) for m, here in calls.open.items() for who, s in here.items()},
        "outages": {one.number: (one.stage, len(one.people), len({home for home in one.people.values() if home})) for one in outages.all},
        "duty": hands.on_duty,
    }


def check(seen: Seen, expected: Seen) -> None:
    """They are the same, room by room."""
    for room, rows in expected.items():
        assert seen[room] == rows, f"{room}: {seen[room]} instead of {rows}"


def check_late(road: Road) -> None:
    """Time has passed: what was missed staff were nudged about, and what was missed long ago everybody sees."""
    assert road.rows(NOT_NUDGED, {"since": road.now}) == [(0,)]
    assert road.rows(NOT_SHOWN, {"since": road.now - LONG}) == [(0,)]


def check_ends(road: Road, seen: Seen) -> None:
    """What no model needs to be asked for: one open job a matter, nothing of its own for what is over, and late is what is shown as late."""
    states = {id_: row[1] for id_, row in seen["matters"].items()}
    unfinished = [matter for matter, state, _ in seen["jobs"] if state not in ("done", "lapsed")]
    assert len(unfinished) == len(set(unfinished))
    for room, matters in {
        "jobs": unfinished,
        "clocks": [matter for matter, *_ in seen["clocks"]],
        "summons": [matter for matter, _ in seen["summons"]],
    }.items():
        assert {states[matter] for matter in matters} <= OPEN, room
    assert [row for row in road.rows(LATE) if row[1] != row[2]] == []
    assert all(stands == (states[matter] == "deferred") for matter, _, stands in seen["clocks"])
