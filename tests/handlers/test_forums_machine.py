"""Any order of envelopes, questions, votes, choices and days: a forum is where a simple model says, and sealed until its moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from models.database import Database
from models.forums import Enquiry, Forum, Proposal, Work
from models.machinery import Letter, Result
from models.polls import Poll
from tests.handlers.machines import Machine, drive, settled

FIRMS = ("甲公司", "乙公司", "丙公司")
STAFF = st.sampled_from(["2", "3"])
ASKABLE = ("opened", "voting", "counted")


@pytest.fixture(scope="module")
def lived() -> Iterator[Database]:
    with settled() as n:
        yield n.database


class Forums(Machine):
    """One forum of 2号楼; two of the staff, either of whom may have to do with a firm."""

    def __init__(self) -> None:
        super().__init__()
        self.state = "invited"
        self.prices: dict[str, int] = {}
        self.order: list[str] = []
        self.interested: set[str] = set()
        self.asked: list[str] = []
        self.winner = ""
        self.reasons: set[str] = set()
        self.closes: datetime | None = None

    @initialize(firms=st.sampled_from([3, 3, 2, 3, 1, 0]), far=st.sampled_from([4, 4, 4, 3, 2, 1, 0]), partial=st.booleans())
    def begin(self, firms: int, far: int, partial: bool) -> None:
        """A life begins with sealed envelopes, opened ones, the vote, or its count, the choice: else few would come so far."""
        for words in ("新议事会 2号楼 外墙粉刷\n水性漆", "明天20点", "发布"):
            assert self.happen("3", words) is Result.HANDLED
        self.opens = self.forum.opens_at
        for nth, firm in enumerate(FIRMS[:firms]):
            self.put("3", firm, 7100 + nth)
        if partial:
            self.own_up("3")
        if far > 0:
            self.go_by(50)
        if far > 1:
            self.call_vote("2")
        if far > 2:
            self.go_by(60)
        if far > 3 and self.order:
            self.choose("2", 1)

    @property
    def forum(self) -> Forum:
        [found] = self.db.scalars(select(Forum).execution_options(populate_existing=True))
        return found

    def happens(self, by: str, words: str, taken: bool) -> bool:
        assert self.happen(by, words) is (Result.HANDLED if taken else Result.REFUSED), (by, words, self.state)
        return taken

    def turn_of(self, nth: int) -> int:
        """Mostly one of those there are."""
        return nth % (len(self.order) + 1) + 1

    # ------------------------------------------------------------ what is done

    @rule(by=STAFF, firm=st.sampled_from(FIRMS), price=st.integers(7001, 7999))
    def enter(self, by: str, firm: str, price: int) -> None:
        """Paper put into an envelope, once more too."""
        self.put(by, firm, price)

    def put(self, by: str, firm: str, price: int) -> None:
        taken = self.state == "invited" and self.now < self.opens and by not in self.interested
        if self.happens(by, f"录方案 1 {firm} 报价 {price}元 工期 60天 质保 5年 内容 刷两遍", taken):
            self.prices[firm] = price

    @rule(by=st.sampled_from(["10", "11", "12"]), nth=st.integers(0, 99))
    def ask(self, by: str, nth: int) -> None:
        """A question by somebody who lives there; 李姐 lives elsewhere."""
        shown = self.state != "invited" and self.turn_of(nth) <= len(self.order)
        if self.happens(by, f"问方案 1 {self.turn_of(nth)} 会掉皮吗", shown and self.state in ASKABLE and by != "12"):
            self.asked.append("")

    @rule(by=STAFF, nth=st.integers(1, 4))
    def answer(self, by: str, nth: int) -> None:
        if self.happens(by, f"答方案 1 {nth} 不会", nth <= len(self.asked) and by not in self.interested):
            self.asked[nth - 1] = "不会"

    @rule(by=STAFF, really=st.sampled_from([False, False, True]))
    def declare(self, by: str, really: bool) -> None:
        if really:
            self.own_up(by)

    def own_up(self, by: str) -> None:
        if self.happens(by, "申报利益 1 我弟弟在甲公司", self.state not in ("awarded", "decided", "lapsed")):
            self.interested.add(by)

    @rule(by=STAFF)
    def vote(self, by: str) -> None:
        self.call_vote(by)

    def call_vote(self, by: str) -> None:
        if self.happens(by, "开投 1 2天后", self.state == "opened" and len(self.order) > 1 and by not in self.interested):
            self.state, self.closes = "voting", self.db.scalars(select(Poll.closes_at)).one()

    @precondition(lambda self: self.state != "invited")
    @rule(by=STAFF, nth=st.integers(0, 99))
    def award(self, by: str, nth: int) -> None:
        self.choose(by, self.turn_of(nth))

    def choose(self, by: str, turn: int) -> None:
        may = self.state == "counted" or (self.state == "opened" and len(self.order) == 1)
        if self.happens(by, f"定标 1 {turn} 合适", may and turn <= len(self.order) and by not in self.interested):
            self.state, self.winner = "awarded", self.order[turn - 1]
            self.decided()

    @precondition(lambda self: self.state == "awarded" or len(self.order) == 1)
    @rule(by=STAFF, nth=st.integers(0, 99))
    def regret(self, by: str, nth: int) -> None:
        left = [at for at, firm in enumerate(self.order, 1) if firm not in self.reasons | {self.winner}]
        turn = left[nth % len(left)] if left and nth % 4 else self.turn_of(nth)
        loser = self.order[turn - 1] if turn <= len(self.order) else ""
        taken = self.state == "awarded" and loser not in ("", self.winner) and by not in self.interested
        if self.happens(by, f"落选 1 {turn} 贵了", taken):
            self.reasons.add(loser)
            self.decided()

    def decided(self) -> None:
        if self.reasons | {self.winner} == set(self.order):
            self.state = "decided"

    @precondition(lambda self: self.state != "invited")
    @rule(by=STAFF, really=st.sampled_from([False] * 9 + [True]))
    def lapse(self, by: str, really: bool) -> None:
        if really and self.happens(by, "流会 1 都太贵", self.state in ASKABLE):
            self.state = "lapsed"

    @rule(hours=st.sampled_from([5, 20, 50]))
    def wait(self, hours: int) -> None:
        self.go_by(hours)

    def go_by(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours))
        if self.state == "invited" and self.now >= self.opens:
            self.state = "opened" if self.prices else "lapsed"
            seed = self.forum.seed
            self.order = sorted(self.prices, key=lambda firm: hashlib.sha256(f"{seed}:{firm}".encode()).hexdigest())
        if self.state == "voting" and self.closes is not None and self.now >= self.closes:
            self.state = "counted"

    # ------------------------------------------------------------ what always holds

    @invariant()
    def it_is_where_the_model_is(self) -> None:
        if self.db.scalars(select(Forum.id)).first() is None:
            return
        assert self.forum.state.value == self.state
        rows = self.db.execute(select(Proposal.firm, Proposal.price, Proposal.turn))
        assert {firm: (price, turn) for firm, price, turn in rows} == {
            firm: (price * 100, self.order.index(firm) + 1 if firm in self.order else None) for firm, price in self.prices.items()
        }
        assert [each or "" for each in self.db.scalars(select(Enquiry.answer).order_by(Enquiry.number))] == self.asked
        assert [work.firm for work in self.db.scalars(select(Work))] == ([self.winner] if self.state == "decided" else [])

    @invariant()
    def nothing_is_told_of_a_sealed_price(self) -> None:
        if self.state == "invited":
            told = " ".join(str(body) for body in self.db.scalars(select(Letter.body)))
            assert [price for price in self.prices.values() if str(price) in told.replace(",", "")] == []


def test_any_order_of_a_forum_ends_where_it_should(lived: Database) -> None:
    drive(Forums, lived, lives=60, steps=25)
