"""Numbers from the database are those a plain recount of the history gives, on both databases; and they are found by indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from models import chats, clocks, matters, numbers, people, places, ratings
from models.calls import Call, Department, Summons
from models.chats import Kind
from models.database import Database
from models.matters import Matter
from models.places import Level, Place
from models.rules.calls import Answer, CallKind, CallLevel
from models.rules.categories import Category
from models.rules.clocks import Clock
from models.rules.matters import State
from models.rules.numbers import Figure, Period, Rate, Satisfaction, Span
from tests.models.test_plans import whole_tables

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = Period(date(2026, 8, 24), date(2026, 8, 31))
BEGIN, END = WEEK.moments(SHANGHAI)
NOW = END + timedelta(hours=9)
MOMENTS = [
    BEGIN - timedelta(days=24),
    BEGIN - timedelta(microseconds=1),
    BEGIN,
    BEGIN + timedelta(hours=30),
    END - timedelta(microseconds=1),
    END,
    NOW,
]
DELAYS = [None, timedelta(0), timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=31), timedelta(hours=24), timedelta(hours=25)]
PLACES = ("傲梅苑", "2号楼", "2号楼1单元", "301", "3号楼", "隔壁小区")
UNITS = ("城管", "消防")


@dataclass(frozen=True)
class Reported:
    """A matter of a made-up history."""

    place: str
    category: Category
    state: State
    emergency: str | None
    at: datetime
    accepted: timedelta | None
    closed: timedelta | None
    calls: int
    rated: Satisfaction | None
    rated_at: datetime
    clock: tuple[timedelta, timedelta | None] | None  # due so long after it was registered, met so long after
    summons: tuple[tuple[str, datetime, timedelta | None, bool], ...]  # department, due, arrived so long after (or before), refused

    @property
    def closed_at(self) -> datetime | None:
        return self.at + self.closed if self.closed is not None else None


CLOSED = [State.CONFIRMED, State.UNCONFIRMED, State.DECLINED, State.MERGED, State.WITHDRAWN]
summoned = st.tuples(
    st.sampled_from(UNITS),
    st.sampled_from(MOMENTS),
    st.sampled_from([None, timedelta(0), timedelta(minutes=-5), timedelta(seconds=1)]),
    st.booleans(),
)
histories = st.lists(
    st.builds(
        lambda closed, delay, **more: Reported(state=closed or State.HANDLING, closed=delay if closed else None, **more),
        closed=st.sampled_from([None, *CLOSED]),
        delay=st.sampled_from(DELAYS[1:]),
        place=st.sampled_from(PLACES),
        category=st.sampled_from([Category.ELEVATOR, Category.NOISE]),
        emergency=st.sampled_from([None, None, "fire"]),
        at=st.sampled_from(MOMENTS),
        accepted=st.sampled_from(DELAYS),
        calls=st.integers(0, 2),
        rated=st.sampled_from([None, *Satisfaction]),
        rated_at=st.sampled_from(MOMENTS),
        clock=st.sampled_from(
            [None, (timedelta(hours=60), None), (timedelta(hours=60), timedelta(hours=59)), (timedelta(hours=5), timedelta(days=1))]
        ),
        summons=st.lists(summoned, max_size=2, unique_by=lambda one: one[0]).map(tuple),
    ),
    max_size=12,
)


# ---------------------------------------------------------------- the history in the database


class Town:
    """Two compounds and a person, for one test; nothing of it is kept."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.community = places.add_community(session, "金洲社区").id
        self.found: dict[str, Place] = {}
        root = self._add(None, Level.COMMUNITY, "金洲社区")
        compound = self._add(root, Level.COMPOUND, "傲梅苑")
        building = self._add(compound, Level.BUILDING, "2号楼")
        unit = self._add(building, Level.UNIT, "1单元", "2号楼1单元")
        self._add(unit, Level.HOUSEHOLD, "301")
        self._add(compound, Level.BUILDING, "3号楼")
        self._add(root, Level.COMPOUND, "隔壁小区")
        self.chat = chats.add_chat(session, "telegram", "-1", Kind.RESIDENTS)
        self.person = people.add_person(session, "陈奶奶", NOW, "telegram", "10").id
        self.units = {name: Department(community_id=self.community, name=name) for name in UNITS}
        session.add_all(self.units.values())
        session.flush()

    def _add(self, parent: Place | None, level: Level, name: str, known: str = "") -> Place:
        self.found[known or name] = places.add_place(self.session, self.community, parent, level, name)
        return self.found[known or name]

    def keep(self, number: int, one: Reported) -> Matter:
        place = self.found[one.place]
        matter = matters.open_matter(
            self.session,
            community_id=self.community,
            number=number,
            place_id=place.id,
            path=place.path,
            place_name="北门" if place.level is Level.COMPOUND else place.name,
            category=one.category,
            state=one.state,
            urgent=False,
            emergency=one.emergency,
            title="",
            words="",
            chat_id=self.chat.id,
            opened_at=one.at,
            registered_at=one.at,
            accepted_at=one.at + one.accepted if one.accepted is not None else None,
            closed_at=one.closed_at,
            calls=one.calls,
        )
        if one.clock:
            due, met = one.clock
            clocks.start(self.session, matter, Clock.ACCEPT, 1440, one.at, one.at + due)
            clocks.start(self.session, matter, Clock.NEWS, 1440, one.at, one.at)
            if met is not None:
                clocks.meet(self.session, matter.id, [Clock.ACCEPT], one.at + met)
        if one.rated:
            self.session.add(
                ratings.Rating(matter_id=matter.id, person_id=self.person, community_id=self.community, value=one.rated, at=one.rated_at)
            )
        for turn, (unit, due, arrived, refused) in enumerate(one.summons, 1):
            self._summon(matter, turn, unit, due, due + arrived if arrived is not None else None, refused)
        return matter

    def _summon(self, matter: Matter, turn: int, unit: str, due: datetime, arrived: datetime | None, refused: bool) -> None:
        fields: dict[str, Any] = {"level": CallLevel.STREET, "kind": CallKind.DAILY, "called_at": due - timedelta(hours=2), "due_at": due}
        fields["closed_at"] = due + timedelta(days=1)
        call = Call(community_id=self.community, matter_id=matter.id, turn=turn, **fields)
        self.session.add(call)
        self.session.flush()
        state = Answer.REFUSED if refused else Answer.CALLED
        self.session.add(
            Summons(
                community_id=self.community,
                call_id=call.id,
                department_id=self.units[unit].id,
                state=state,
                called_at=call.called_at,
                due_at=due,
                arrived_at=arrived,
            )
        )


@contextmanager
def town(database: Database) -> Iterator[Town]:
    with Session(database.engine) as session:
        yield Town(session)
        session.rollback()


# ---------------------------------------------------------------- the recount

WITHIN = {"傲梅苑": PLACES[:5], "2号楼": PLACES[1:4], "3号楼": ("3号楼",)}


def recount(history: list[Reported], scope: str) -> dict[str, Any]:
    """The same numbers, told again as the neighbours would count them by hand."""
    here = [one for one in history if one.place in WITHIN[scope]]
    registered = [one for one in here if BEGIN <= one.at < END and one.state is not State.MERGED]
    ended = Counter(one.state for one in here if one.closed_at and BEGIN <= one.closed_at < END)
    ends = ended[State.CONFIRMED] + ended[State.UNCONFIRMED] + ended[State.DECLINED]
    answers = [one.rated for one in here if one.rated and BEGIN <= one.rated_at < END]
    timely = [answer for one in registered if (answer := timeliness(one)) is not None]
    due = [(unit, arrived) for one in here for unit, due, arrived, refused in one.summons if BEGIN <= due < END and not refused]
    return {
        "registered": len(registered),
        "ended": ends,
        "rates": {
            Figure.RESPONSE: Rate(timely.count(True), len(timely)),
            Figure.SOLVED: Rate(ended[State.CONFIRMED], ends),
            Figure.SATISFIED: Rate(answers.count(Satisfaction.SATISFIED), len(answers)),
            Figure.UNCONFIRMED: Rate(ended[State.UNCONFIRMED], ends),
            Figure.CALLED: Rate(len([one for one in registered if one.calls > 0]), len(registered)),
        },
        "categories": dict(Counter(one.category for one in registered)),
        "departments": {
            unit: Rate(len([a for u, a in due if u == unit and a is not None and a <= timedelta(0)]), len([u for u, _ in due if u == unit]))
            for unit in {u for u, _ in due}
        },
        "repeats": repeated(here),
    }


def timeliness(one: Reported) -> bool | None:
    allowed = (
        timedelta(minutes=10) if one.emergency else timedelta(minutes=30) if one.category is Category.ELEVATOR else timedelta(hours=24)
    )
    due, met = one.clock or (allowed, None)
    allowed, met = due, None if one.state is State.WITHDRAWN else met
    waited = met if met is not None else one.accepted if one.accepted is not None else one.closed if one.state is State.DECLINED else None
    if waited is not None:
        return waited <= allowed
    if one.state is State.WITHDRAWN and one.closed is not None:
        return False if one.closed > allowed else None
    return False if NOW - one.at > allowed else None


def repeated(here: list[Reported]) -> Counter[tuple[str, Category]]:
    """(place, category) → how often within 30 days up to the end."""
    fresh = [one for one in here if END - timedelta(days=30) <= one.at < END and one.state not in (State.MERGED, State.WITHDRAWN)]
    found: Counter[tuple[str, Category]] = Counter()
    for category in Category:
        at = Counter(one.place for one in fresh if one.category is category)
        unit = at["2号楼1单元"] + at["301"]
        building = at["2号楼"] + (unit if unit < 3 else 0)
        for name, n in (("2号楼1单元", unit), ("2号楼", building), ("3号楼", at["3号楼"]), ("北门", at["傲梅苑"])):
            if n >= 3:
                found[(name, category)] = n
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, scope=st.sampled_from(list(WITHIN)))
def test_the_numbers_are_those_of_a_recount(quick_database: Database, history: list[Reported], scope: str) -> None:
    with town(quick_database) as here:
        for number, one in enumerate(history, 1):
            here.keep(number, one)
        here.session.flush()
        found = numbers.find_figures(here.session, here.found[scope], BEGIN, END, NOW)
    told = {
        "registered": found.registered,
        "ended": found.ended,
        "rates": dict(found.rates),
        "categories": dict(found.categories),
        "departments": dict(found.departments),
        "repeats": Counter({(repeat.place, repeat.category): repeat.count for repeat in found.repeats}),
    }
    assert told == recount(history, scope)


# ---------------------------------------------------------------- edges


def one(**more: Any) -> Reported:
    return Reported(
        **{
            "place": "2号楼", "category": Category.NOISE, "state": State.HANDLING, "emergency": None, "at": BEGIN, "accepted": None,
            "closed": None, "calls": 0, "rated": None, "rated_at": BEGIN, "clock": None, "summons": (), **more,
        }
    )  # fmt: skip


BLINK = timedelta(microseconds=1)


@pytest.mark.parametrize(("moment", "inside"), [(BEGIN - BLINK, 0), (BEGIN, 1), (END - BLINK, 1), (END, 0)])
def test_a_period_begins_with_its_midnight_and_ends_before_the_next(quick_database: Database, moment: datetime, inside: int) -> None:
    """Registered, ended, rated and due are each looked for by an edge of their own."""
    with town(quick_database) as here:
        here.keep(1, one(at=moment))
        ended = {
            "state": State.CONFIRMED,
            "rated": Satisfaction.SATISFIED,
            "rated_at": moment,
            "summons": (("城管", moment, timedelta(0), False),),
        }
        here.keep(2, one(at=moment - timedelta(days=60), closed=timedelta(days=60), **ended))
        here.session.flush()
        found = numbers.find_figures(here.session, here.found["傲梅苑"], BEGIN, END, NOW)
    assert (found.registered, found.ended, found.rates[Figure.SATISFIED].whole, len(found.departments)) == (inside,) * 4


def test_what_is_not_due_yet_is_not_late(quick_database: Database) -> None:
    with town(quick_database) as here:
        here.keep(1, one(summons=(("城管", BEGIN + timedelta(days=3), None, False),)))
        here.session.flush()
        running = numbers.find_figures(here.session, here.found["傲梅苑"], BEGIN, END, BEGIN + timedelta(days=2))
        past = numbers.find_figures(here.session, here.found["傲梅苑"], BEGIN, END, NOW)
    assert running.departments == ()
    assert past.departments == (("城管", Rate(0, 1)),)


def test_a_rating_is_one_a_person_and_matter_and_changes_for_a_week(quick_database: Database) -> None:
    with town(quick_database) as here:
        matter = here.keep(1, one(state=State.CONFIRMED, closed=timedelta(hours=1)))
        given = matter.closed_at or BEGIN
        said = [
            ratings.rate(here.session, matter, here.person, value, given + timedelta(days=days))
            for value, days in ((Satisfaction.FAIR, 0), (Satisfaction.SATISFIED, 7), (Satisfaction.UNSATISFIED, 8))
        ]
        here.session.expire_all()
        kept = here.session.get_one(ratings.Rating, (matter.id, here.person))
        assert (said, kept.value, kept.at) == ([True, True, False], Satisfaction.SATISFIED, given)
        matter.closed_at = given + timedelta(days=20)
        assert ratings.rate(here.session, matter, here.person, Satisfaction.UNSATISFIED, given + timedelta(days=21))
        here.session.expire_all()
        kept = here.session.get_one(ratings.Rating, (matter.id, here.person))
        assert (kept.value, kept.at) == (Satisfaction.UNSATISFIED, given + timedelta(days=21))
        assert ratings.count_given(here.session, here.person) == 1


def test_a_report_goes_out_by_itself_once(quick_database: Database) -> None:
    with town(quick_database) as here:
        here.chat.community_id = here.community
        turns = [numbers.take_turn(here.session, here.chat, span, WEEK.first) for span in (Span.WEEK, Span.WEEK, Span.MONTH)]
    assert turns == [True, False, True]


def test_groups_of_a_community(quick_database: Database) -> None:
    with town(quick_database) as here:
        compound = here.found["傲梅苑"]
        for name, kind, parked, bound in (
            ("a", Kind.WORK, None, True),
            ("b", Kind.WORK, "removed", True),
            ("c", Kind.RESIDENTS, None, True),
        ):
            chat = chats.add_chat(here.session, "telegram", name, kind)
            chat.community_id, chat.place_id, chat.parked = here.community, compound.id if bound else None, parked
        here.session.flush()
        found = [chat.address for chat in chats.find_groups(here.session, here.community, Kind.WORK)]
    assert found == ["a"]


@pytest.mark.parametrize("look", ["numbers", "ratings", "groups"])
def test_numbers_are_found_by_indexes(sqlite_database: Database, look: str) -> None:
    asked: dict[str, Any] = {}
    with town(sqlite_database) as here:
        matter = here.keep(1, one(state=State.CONFIRMED, closed=timedelta(hours=1), rated=Satisfaction.FAIR))
        here.session.flush()
        event.listen(sqlite_database.engine, "before_cursor_execute", lambda c, cursor, said, params, *_: asked.setdefault(said, params))
        if look == "numbers":
            numbers.find_figures(here.session, here.found["傲梅苑"], BEGIN, END, NOW)
        elif look == "ratings":
            ratings.rate(here.session, matter, here.person, Satisfaction.FAIR, NOW)
            ratings.count_given(here.session, here.person)
        else:
            chats.find_groups(here.session, here.community, Kind.WORK)
    assert asked
    assert whole_tables(sqlite_database, asked, {"ratings", "calls", "summons", "chats"}) == {}
