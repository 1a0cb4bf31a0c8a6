"""Any order of signing up, leaving, kept places, days and check-ins: a model in dicts goes along and must agree after every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import func, select

from handlers.swaps import WAITS
from models import duties, duty, people
from models.codes import TRIES
from models.database import Database
from models.duties import Occasion, Reminded, SignUp, Stand
from models.hours import Service
from models.machinery import Letter, Result
from models.people import find_person
from models.places import Place, find_place
from models.rules.desks import codes
from models.rules.duties import ALIVE, HOLDING, Going, Rhythm
from models.swaps import Swap
from tests.handlers.machines import Machine, drive, settled
from tests.house import START

ZONE = ZoneInfo("Asia/Shanghai")
ACCOUNTS = ("10", "11", "12", "20", "21")
BARBER = "12"
PLANS: dict[str, tuple[int, str, str, list[dict[str, Any]]]] = {
    "爱心日": (6, "08:30", "11:30", [{"name": "泡脚", "capacity": 2}, {"name": "理发", "capacity": 1, "skill": "haircut"}, {"name": "修脚", "capacity": 1}]),
    "义诊": (6, "11:00", "12:30", [{"name": "量血压", "capacity": 1}]),
    "清扫": (7, "09:00", "10:15", [{"name": "扫地", "capacity": 1}]),
}
"""Weekly ones; the second clashes with the first."""
NAMES = {"10": "陈奶奶", "11": "小王", "12": "李姐", "20": "老周", "21": "小吴"}


@pytest.fixture(scope="module")
def lived() -> Iterator[Database]:
    with settled() as n:
        with n.database.writing() as session:
            compound = find_place(session, n.places["傲梅苑"])
            secretary, barber = find_person(session, "telegram", "2"), find_person(session, "telegram", BARBER)
            assert isinstance(compound, Place)
            assert secretary is not None
            assert barber is not None
            duty.lock_helper(session, compound.community_id, barber.id).skills = ["haircut"]
            for title, (day, begins, ends, stands) in PLANS.items():
                stations = [{"place": "", "skill": None, "things": "", **stand} for stand in stands]
                told = {"title": title, "rhythm": Rhythm.WEEKLY, "day": day, "begins": begins, "ends": ends, "stations": stations}
                plan = duties.make_plan(session, compound, START, held=0, by_person_id=secretary.id, **told)
                duties.make_ahead(session, plan, START, timedelta(days=5), ZONE)
        yield n.database


@dataclass
class Asked:
    """Who asks whom about which occasion, for which of theirs; until when, and whether it is answered."""

    asker: str
    occasion: int
    whom: str
    theirs: int | None
    until: datetime
    open: bool = True


class LoveDays(Machine):
    """The model: account and occasion → how they stand, where, since when; in the order in which they began to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.occasions: dict[int, Occasion] = {one.id: one for one in self.db.scalars(select(Occasion))}
        self.stands: dict[int, Stand] = {one.id: one for one in self.db.scalars(select(Stand))}
        self.spans = {one.id: one.span for one in self.occasions.values()}
        self.person: dict[str, int] = {}
        for account in ACCOUNTS:
            found = find_person(self.db, "telegram", account)
            assert found is not None
            self.person[account] = found.id
        for one in self.occasions.values():
            self._moments(one)
        self.stood: dict[tuple[str, int], tuple[Going, int]] = {}
        self.queue: dict[int, list[str]] = {stand: [] for stand in self.stands}
        self.until: dict[tuple[str, int], datetime] = {}
        self.came: dict[tuple[str, int], datetime] = {}
        self.left: dict[tuple[str, int], datetime] = {}
        self.over: set[int] = set()
        self.tries: dict[str, list[datetime]] = {}
        self.swaps: dict[int, Asked] = {}
        self.known = {account for account in ACCOUNTS if people.find_called(self.db, "/", NAMES[account])}

    def _moments(self, one: Occasion) -> None:
        from handlers.ctx import Ctx
        from handlers.duty_steps import set_moments
        from models.chats import Chat, Kind
        from tests.handlers.machines import HOUSE

        chat = Chat(channel="", address="", kind=Kind.UNBOUND, community_id=one.community_id, language="zh-CN")
        set_moments(Ctx(self.db, HOUSE, chat, self.now), one)

    # ------------------------------------------------------------ the model

    def held(self, stand: int) -> int:
        return sum(state in HOLDING and at == stand for state, at in self.stood.values())

    def open(self, occasion: int) -> bool:
        return occasion not in self.over and self.now < self.spans[occasion][1]

    def free(self, occasion: int, stand: int) -> None:
        """A place came free."""
        kept = min(self.now + timedelta(hours=2), self.spans[occasion][0] - timedelta(hours=12))
        if self.queue[stand] and self.now < self.spans[occasion][0] - timedelta(hours=12) and self.held(stand) < self.stands[stand].capacity:
            first = self.queue[stand].pop(0)
            self.stood[first, occasion] = Going.OFFERED, stand
            self.until[first, occasion] = kept

    def busy(self, account: str, occasion: int, *but: int) -> bool:
        begin, end = self.spans[occasion]
        return any(
            state in ALIVE and other not in (occasion, *but) and self.open(other) and begin < self.spans[other][1] and self.spans[other][0] < end
            for (who, other), (state, _) in self.stood.items()
            if who == account
        )

    # ------------------------------------------------------------ what people do

    @rule(at=st.integers(0, 4), whose=st.permutations(ACCOUNTS))
    def crowd(self, at: int, whose: list[str]) -> None:
        """Everybody wants the same place."""
        for account in whose:
            self.sign_up(account, at)

    @rule(account=st.sampled_from(ACCOUNTS), at=st.integers(0, 4))
    def join(self, account: str, at: int) -> None:
        self.sign_up(account, at)

    def sign_up(self, account: str, at: int) -> None:
        stand = sorted(self.stands)[at]
        occasion = self.stands[stand].occasion_id
        result = self.happen(account, pressed=f"duty-join:{stand}")
        state, where = self.stood.get((account, occasion), (Going.OFF, 0))
        refused = not self.open(occasion) or (state in ALIVE and where != stand)
        if not refused and state in (Going.GOING, Going.CAME):
            assert result is Result.HANDLED
            return
        if not refused and state is Going.OFFERED:
            self.stood[account, occasion] = Going.GOING, stand
            assert result is Result.HANDLED
            return
        full = self.held(stand) >= self.stands[stand].capacity
        refused = refused or (self.stands[stand].skill is not None and account != BARBER) or self.busy(account, occasion)
        refused = refused or (state is Going.WAITING and full)
        assert result is (Result.REFUSED if refused else Result.HANDLED)
        if not refused:
            self.stood[account, occasion] = (Going.WAITING if full else Going.GOING), stand
            if full:
                self.queue[stand].append(account)
            elif account in self.queue[stand]:
                self.queue[stand].remove(account)

    @rule(account=st.sampled_from(ACCOUNTS), at=st.integers(0, 2))
    def off(self, account: str, at: int) -> None:
        occasion = sorted(self.occasions)[at]
        result = self.happen(account, pressed=f"duty-off:{occasion}")
        state, stand = self.stood.get((account, occasion), (Going.OFF, 0))
        late = state is not Going.WAITING and self.now > self.spans[occasion][0] - timedelta(hours=3)
        refused = not self.open(occasion) or state not in ALIVE or late
        assert result is (Result.REFUSED if refused else Result.HANDLED)
        if not refused:
            self.stood[account, occasion] = Going.OFF, stand
            if state is Going.WAITING:
                self.queue[stand].remove(account)
            else:
                self.free(occasion, stand)

    @rule(account=st.sampled_from(ACCOUNTS), at=st.integers(0, 2), takes=st.booleans())
    def answer_offer(self, account: str, at: int, takes: bool) -> None:
        occasion = sorted(self.occasions)[at]
        mine = duties.find_mine(self.db, occasion, self.person[account])
        if mine is None:
            return
        result = self.happen(account, pressed=f"duty-{'take' if takes else 'pass'}:{mine.id}")
        state, stand = self.stood[account, occasion]
        good = self.open(occasion) and state is Going.OFFERED and self.now <= self.until[account, occasion]
        assert result is (Result.HANDLED if good else Result.REFUSED)
        if good:
            self.stood[account, occasion] = (Going.GOING if takes else Going.OFF), stand
            if not takes:
                self.free(occasion, stand)

    def going(self, account: str) -> list[int]:
        """Where somebody goes that has not begun, the next first."""
        mine = [other for (who, other), (state, _) in self.stood.items() if who == account and state is Going.GOING]
        return sorted((one for one in mine if self.spans[one][0] > self.now), key=lambda one: self.spans[one][0])

    @rule(asker=st.sampled_from(ACCOUNTS), whom=st.sampled_from(ACCOUNTS), hand=st.booleans())
    def ask_swap(self, asker: str, whom: str, hand: bool) -> None:
        result = self.happen(asker, text=f"{'替班' if hand else '换班'} {NAMES[whom]}")
        mine = next(iter(self.going(asker)), None)
        serves = whom == BARBER or any(who == whom and state in ALIVE for (who, _), (state, _) in self.stood.items())
        there = mine is not None and self.stood.get((whom, mine), (Going.OFF, 0))[0] is Going.GOING
        good = mine is not None and whom != asker and serves and (whom in self.known or there)
        theirs = None
        if mine is not None and not hand:
            theirs = mine if there else next(iter(self.going(whom)), None)
            good = good and theirs is not None and self.stood[whom, theirs][1] != self.stood[asker, mine][1]
        elif mine is not None:
            good = good and self.stood.get((whom, mine), (Going.OFF, 0))[0] not in (Going.GOING, Going.CAME)
        assert result is (Result.HANDLED if good else Result.REFUSED)
        if good and mine is not None:
            for old in self.swaps.values():
                old.open = old.open and (old.asker, old.occasion) != (asker, mine)
            until = min([self.now + WAITS, *(self.spans[one][0] for one in (mine, theirs) if one is not None)])
            self.swaps[self.db.scalar(select(func.max(Swap.id))) or 0] = Asked(asker, mine, whom, theirs, until)

    @rule(at=st.integers(0, 20), yes=st.booleans(), as_asked=st.integers(0, 4))
    def answer_swap(self, at: int, yes: bool, as_asked: int) -> None:
        """Whoever was asked answers, one time in five somebody else."""
        if not self.swaps:
            return
        id_ = sorted(self.swaps)[-1 - at % len(self.swaps)]
        one = self.swaps[id_]
        account = one.whom if as_asked else next(other for other in ACCOUNTS if other != one.whom)
        result = self.happen(account, pressed=f"duty-{'swap' if yes else 'noswap'}:{id_}")
        good = one.open and account == one.whom and self.now < one.until and (not yes or self._can_swap(one))
        assert result is (Result.HANDLED if good else Result.REFUSED)
        if good:
            one.open = False
            if yes:
                self._swap(one)

    @rule(
        pair=st.permutations(ACCOUNTS),
        places=st.tuples(st.integers(0, 4), st.integers(0, 4)),
        hand=st.booleans(),
        gone=st.sampled_from(("", "", "mine", "theirs", "late")),
        as_asked=st.integers(0, 4),
    )
    def trade(self, pair: list[str], places: tuple[int, int], hand: bool, gone: str, as_asked: int) -> None:
        """Two sign up, one asks the other, and something may come between before they agree."""
        asker, whom = pair[:2]
        for account, at in zip(pair, places, strict=False):
            self.sign_up(account, at)
        before = len(self.swaps)
        self.ask_swap(asker, whom, hand)
        if len(self.swaps) > before:
            one = self.swaps[max(self.swaps)]
            self._come_between(one, gone)
            self.answer_swap(0, True, as_asked)

    def _come_between(self, one: Asked, gone: str) -> None:
        order = sorted(self.occasions)
        if gone == "mine":
            self.off(one.asker, order.index(one.occasion))
        elif gone == "theirs" and one.theirs:
            self.off(one.whom, order.index(one.theirs))
        elif gone == "late":
            self.go_to(one.until)

    @rule(pair=st.permutations(ACCOUNTS))
    def offered_meanwhile(self, pair: list[str]) -> None:
        """Somebody is kept a place where one is enough and another waits too; they take over elsewhere on the same day."""
        first, second, third, other = pair[:4]
        for account in (first, second, third):
            self.sign_up(account, 2)
        self.off(first, 0)
        self.sign_up(other, 0)
        before = len(self.swaps)
        self.ask_swap(other, second, True)
        if len(self.swaps) > before:
            self.answer_swap(0, True, 1)

    def _can_swap(self, one: Asked) -> bool:
        places = [(one.asker, one.occasion, one.whom), *([(one.whom, one.theirs, one.asker)] if one.theirs else [])]
        between = [occasion for _, occasion, _ in places]
        for account, occasion, to in places:
            state, stand = self.stood[account, occasion]
            if state is not Going.GOING or not self.open(occasion) or self.spans[occasion][0] <= self.now:
                return False
            if (self.stands[stand].skill is not None and to != BARBER) or self.busy(to, occasion, *between):
                return False
        return True

    def _swap(self, one: Asked) -> None:
        mine = self.stood[one.asker, one.occasion][1]
        theirs = self.stood[one.whom, one.theirs][1] if one.theirs else 0
        self.stood[one.asker, one.occasion] = Going.OFF, mine
        if one.theirs:
            self.stood[one.whom, one.theirs] = Going.OFF, theirs
        self._give(one.whom, one.occasion, mine)
        if one.theirs:
            self._give(one.asker, one.theirs, theirs)

    def _give(self, account: str, occasion: int, stand: int) -> None:
        state, where = self.stood.get((account, occasion), (Going.OFF, 0))
        self.stood[account, occasion] = Going.GOING, stand
        if state is Going.WAITING:
            self.queue[where].remove(account)
        if state is Going.OFFERED:
            self.free(occasion, where)

    @rule()
    def dawn(self) -> None:
        """A quarter of an hour before the next begins."""
        ahead = [begins for begins, _ in self.spans.values() if begins - timedelta(minutes=15) > self.now]
        if ahead:
            self.go_to(min(ahead) - timedelta(minutes=15))

    @rule(there=st.lists(st.sampled_from(ACCOUNTS), unique=True), at=st.integers(0, 2), more=st.integers(0, 100))
    def whole_day(self, there: list[str], at: int, more: int) -> None:
        """Some come late, and it is counted up."""
        occasion = sorted(self.occasions)[at]
        if self.now < self.spans[occasion][0]:
            self.go_to(self.spans[occasion][0] + timedelta(minutes=more))
        for account in there:
            self.check_in(account, occasion)
        self.go_to(self.now + timedelta(hours=4))

    @rule(account=st.sampled_from(ACCOUNTS), at=st.integers(0, 2))
    def come(self, account: str, at: int) -> None:
        self.check_in(account, sorted(self.occasions)[at])

    def check_in(self, account: str, occasion: int) -> None:
        result = self.happen(account, pressed=f"duty-here:{occasion}")
        state, stand = self.stood.get((account, occasion), (Going.OFF, 0))
        early = self.now < self.spans[occasion][0] - timedelta(minutes=30)
        good = self.open(occasion) and state in HOLDING and not early
        assert result is (Result.HANDLED if good else Result.REFUSED)
        if good and state is not Going.CAME:
            self.stood[account, occasion] = Going.CAME, stand
            self.came[account, occasion] = max(self.now, self.spans[occasion][0])

    @rule(account=st.sampled_from(ACCOUNTS), known=st.booleans())
    def come_by_code(self, account: str, known: bool) -> None:
        """With the code at the desk, or a wrong one: who did not sign up is taken in where a place is left that asks for no skill."""
        on = [one for one in self.spans if self.open(one) and self.spans[one][0] - timedelta(minutes=30) <= self.now]
        mine = [one for one in on if self.stood.get((account, one), (Going.OFF, 0))[0] in ALIVE]
        day = min(on, key=lambda one: (one not in mine, one), default=None)
        if day is None:
            return
        occasion = self.db.get_one(Occasion, day)
        occasion.secret = occasion.secret or duties.new_secret()
        self.db.flush()
        code = codes(occasion.secret, self.now)[0]
        result = self.happen(account, text=f"签到 {code if known else (int(code) + 5000) % 10_000:04}")
        tried = [at for at in self.tries.get(account, []) if at > self.now - timedelta(hours=1)]
        if not known and len(tried) < TRIES:  # said, not refused
            self.tries[account] = [*tried, self.now]
            assert result is Result.HANDLED
            return
        good = known and len(tried) < TRIES and self._taken_in(account, day)
        assert result is (Result.HANDLED if good else Result.REFUSED)

    @rule(account=st.sampled_from(ACCOUNTS))
    def busy_later(self, account: str) -> None:
        """Who serves at the second day that morning comes by at the first, which overlaps it."""
        if self.now < self.spans[min(self.spans)][0]:
            self.sign_up(account, 3)
            self.go_to(self.spans[min(self.spans)][0] - timedelta(minutes=10))
            self.come_by_code(account, known=True)

    def _taken_in(self, account: str, day: int) -> bool:
        state, stand = self.stood.get((account, day), (Going.OFF, 0))
        if state not in HOLDING:
            here = [at for at, one in sorted(self.stands.items()) if one.occasion_id == day and not one.skill]
            free = [at for at in here if self.held(at) < self.stands[at].capacity]
            if not free or self.busy(account, day):
                return False
            if state is Going.WAITING:
                self.queue[stand].remove(account)
            stand = free[0]
        if state is not Going.CAME:
            self.stood[account, day] = Going.CAME, stand
            self.came[account, day] = max(self.now, self.spans[day][0])
            self.left.pop((account, day), None)
        return True

    @rule(account=st.sampled_from(ACCOUNTS))
    def go_home(self, account: str) -> None:
        """签退 where one came to; the last time one says so counts."""
        on = [one for one in self.spans if self.open(one) and self.spans[one][0] - timedelta(minutes=30) <= self.now]
        mine = [one for one in on if self.stood.get((account, one), (Going.OFF, 0))[0] in ALIVE]
        day = min(on, key=lambda one: (one not in mine, one), default=None)
        result = self.happen(account, text="签退")
        good = day is not None and self.stood.get((account, day), (Going.OFF, 0))[0] is Going.CAME
        assert result is (Result.HANDLED if good else Result.REFUSED)
        if good and day is not None:
            self.left[account, day] = max(self.now - timedelta(seconds=1), self.came[account, day])

    @rule(hours=st.sampled_from((0.1, 0.5, 1, 2, 5, 12)))
    def wait(self, hours: float) -> None:
        self.go_to(self.now + timedelta(hours=hours))

    def go_to(self, until: datetime) -> None:
        """Time passes in small steps, so that what follows from a timer comes at its own moment."""
        while self.now < until:
            self.pass_time(min(timedelta(minutes=5), until - self.now))
            self._lapse()
            self._end()

    def _lapse(self) -> None:
        for (account, occasion), moment in sorted(self.until.items(), key=lambda kept: (kept[1], kept[0][1], kept[0][0])):
            if self.stood[account, occasion][0] is Going.OFFERED and self.now >= moment:
                stand = self.stood[account, occasion][1]
                self.stood[account, occasion] = Going.OFF, stand
                self.free(occasion, stand)

    def _end(self) -> None:
        for occasion, (_, ends) in self.spans.items():
            if occasion not in self.over and self.now >= ends + timedelta(minutes=30):
                self.over.add(occasion)
                for (account, other), (state, stand) in list(self.stood.items()):
                    if other == occasion and state in (Going.GOING, Going.OFFERED):
                        self.stood[account, other] = Going.MISSED, stand

    # ------------------------------------------------------------ what holds after every step

    @invariant()
    def all_stand_as_the_model_says(self) -> None:
        names = {person: account for account, person in self.person.items()}
        found = {(names[one.person_id], one.occasion_id): (one.state, one.stand_id) for one in self.db.scalars(select(SignUp))}
        assert found == self.stood

    @invariant()
    def no_station_is_fuller_than_it_can_be_and_nobody_is_in_two_places(self) -> None:
        assert all(self.held(stand) <= one.capacity for stand, one in self.stands.items())
        for account in ACCOUNTS:
            mine = [self.spans[other] for (who, other), (state, _) in self.stood.items() if who == account and state in HOLDING]
            assert all(one[1] <= other[0] or other[1] <= one[0] for one in mine for other in mine if one is not other)

    @invariant()
    def hours_are_the_half_hours_that_were_served(self) -> None:
        expected = {}
        for (account, occasion), came in self.came.items():
            if occasion in self.over:
                served = self.left.get((account, occasion), self.spans[occasion][1]) - came
                expected[self.person[account], f"occasion:{occasion}"] = max(int(served.total_seconds()) // 1800 * 30, 0)
        assert {(one.person_id, one.source): one.minutes for one in self.db.scalars(select(Service))} == expected

    @invariant()
    def who_was_reminded_has_a_letter_of_it_and_no_second(self) -> None:
        reminded = self.db.scalar(select(func.count()).select_from(Reminded)) or 0
        said = ("快到了", "明天", "就要开始了")
        letters = [str(letter.body) for letter in self.db.scalars(select(Letter)) if letter.body and "title" in letter.body]
        assert sum(any(word in body for word in said) and "您在" in body for body in letters) <= reminded


def test_any_life_of_love_days_agrees_with_the_model(lived: Database) -> None:
    drive(LoveDays, lived, lives=100, steps=40)
