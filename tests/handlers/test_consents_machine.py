"""Any order of answers, new versions, objections and days: a simple model of who agreed to what is compared after every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from handlers import consent_lines
from models import consents, plans
from models.bills import Bill
from models.consents import Consent, Round
from models.database import Database
from models.machinery import Letter, Result
from models.people import Bond
from models.plans import Plan, PlanShare, PlanVersion
from models.rules.consents import Answer, Stage
from tests.handlers.machines import Machine, drive, settled

OWNERS = {"1单元201": "31", "1单元301": "10", "2单元201": "33", "2单元301": "34"}
HOMES = [*OWNERS, "1单元101", "2单元101"]
WORDS = {"agree": "同意", "oppose": "不同意", "consider": "考虑", "absent": "无人", "away": "外地", "refuse": "拒谈"}
ENDS = {"agree": "agreed", "oppose": "opposed", "consider": "undecided", "absent": "absent", "away": "away", "refuse": "silent"}
SPOKEN = {"agreed", "opposed", "undecided"}
CHANGES = ("补贴1万", "没有补贴", "1单元301由街道代付", "1单元301自己付", "2单元201不参加", "2单元201参加", "封顶1", "不封顶", "取整到元")


@dataclass
class Standing:
    """What the model knows of a household."""

    answer: str = "unasked"
    own: bool = False
    absences: int = 0


@pytest.fixture(scope="module")
def lived() -> Iterator[Database]:
    """2号楼 with an owner in each household above the first floor; every example undoes what it did."""
    with settled() as n:
        with n.database.writing() as session:
            for door, account in OWNERS.items():
                if account != "10":
                    n._person(session, account, f"业主{account}", home=f"2号楼{door}")
        yield n.database


class Rounds(Machine):
    """One plan, one round, whatever people say."""

    def __init__(self) -> None:
        super().__init__()
        self.known = {door: Standing() for door in HOMES}
        self.stage = "asking"
        self.ties = {(account, door): Bond.OWNER for door, account in OWNERS.items()}

    # ------------------------------------------------------------ what is done

    def publish(self) -> bool:
        draft = self.db.scalars(select(Letter).order_by(Letter.id.desc())).first()
        assert draft is not None
        assert draft.body is not None
        [data] = [b[1] for row in draft.body["buttons"] for b in row if b[1].startswith("share-publish")] or [""]
        return bool(data) and self.happen("2", pressed=data) is Result.HANDLED

    @property
    def round(self) -> Round:
        [found] = self.db.scalars(select(Round).execution_options(populate_existing=True))
        return found

    def terms(self) -> dict[str, tuple[int, str, bool]]:
        """Door → what it pays, who for it, whether it has no part; as the version that holds says."""
        [plan] = self.db.scalars(select(Plan))
        version = plans.find_version(self.db, plan)
        rows = self.db.execute(
            select(PlanShare.label, PlanShare.share, PlanShare.payer, PlanShare.out).where(PlanShare.version_id == version.id)
        )
        return {label: (share, payer, out) for label, share, payer, out in rows}

    def pays(self, door: str) -> bool:
        share, _, out = self.terms()[door]
        return share > 0 and not out

    def row(self, door: str) -> Consent:
        return self.db.scalars(select(Consent).where(Consent.label == door).execution_options(populate_existing=True)).one()

    @initialize()
    def begin(self) -> None:
        assert self.happen("2", "分摊 2号楼 24万 没有补贴 逐层递增") is Result.HANDLED
        assert self.publish()
        assert self.happen("2", "征求意见 2号楼 老林") is Result.HANDLED

    @precondition(lambda self: self.stage in ("asking", "notice"))
    @rule(door=st.sampled_from(HOMES), what=st.sampled_from(sorted(WORDS)), said=st.booleans())
    def canvass(self, door: str, what: str, said: bool) -> None:
        home, pays = self.known[door], self.pays(door)
        pressed = f"walk-{what}:{self.row(door).id}:{consent_lines.mark(self.row(door))}"
        self.happen("3", **({"text": f"{WORDS[what]} {door} 就这样"} if said else {"pressed": pressed}))
        free = not (home.own and home.answer in SPOKEN)
        may = (
            home.answer not in SPOKEN
            if what in ("absent", "away")
            else home.answer not in ("agreed", "opposed")
            if what == "refuse"
            else True
        )
        if self.stage == "asking" and free and may and pays:
            self.stand(door, what, own=False)

    @precondition(lambda self: self.stage in ("asking", "notice"))
    @rule(nth=st.integers(0, 99), what=st.sampled_from(["agree", "oppose", "consider"]), said=st.booleans())
    def answer(self, nth: int, what: str, said: bool) -> None:
        """A household itself, by a button or in words; who only lives there is refused."""
        if self.ties:
            account, door = sorted(self.ties)[nth % len(self.ties)]
            pays = self.pays(door)
            self.happen(account, **({"text": f"{WORDS[what]} {door}"} if said else {"pressed": self.press_of(what, door)}))
            if self.stage == "asking" and pays and account in self.deciders(door):
                self.stand(door, what, own=True)

    def press_of(self, what: str, door: str) -> str:
        return f"home-{what}:{self.row(door).id}:{consent_lines.mark(self.row(door))}"

    def deciders(self, door: str) -> set[str]:
        """Owners and proxies; their family where none is known; never tenants."""
        bonds = {account: bond for (account, at), bond in self.ties.items() if at == door and bond is not Bond.TENANT}
        sure = {account for account, bond in bonds.items() if bond is not Bond.FAMILY}
        return sure or set(bonds)

    def stand(self, door: str, what: str, own: bool) -> None:
        home = self.known[door]
        home.answer, home.own = ENDS[what], own
        home.absences += what == "absent"
        self.over()

    def over(self) -> None:
        """All who pay agree: it is shown to everybody."""
        paying = [door for door in HOMES if self.pays(door)]
        if self.stage == "asking" and paying and all(self.known[door].answer == "agreed" for door in paying):
            self.stage = "notice"

    @precondition(lambda self: self.stage in ("asking", "notice"))
    @rule(change=st.sampled_from(CHANGES))
    def revise(self, change: str) -> None:
        before = self.terms()
        assert self.happen("2", f"改分摊 1 {change}") is Result.HANDLED
        if not self.publish():
            return
        after = self.terms()
        for door in HOMES:
            if before[door] != after[door] and self.known[door].answer in (SPOKEN | {"silent"}):
                self.known[door].answer, self.known[door].own = "unasked", False
        paying = [door for door in HOMES if self.pays(door)]
        if self.stage == "notice" and not (paying and all(self.known[door].answer == "agreed" for door in paying)):
            self.stage = "asking"
        self.over()

    @precondition(lambda self: self.stage in ("asking", "notice"))
    @rule(nth=st.integers(0, 99), door=st.sampled_from(HOMES), what=st.sampled_from(["agree", "oppose"]), past=st.booleans())
    def press_what_is_not_theirs(self, nth: int, door: str, what: str, past: bool) -> None:
        """On a question about other terms, or another's household."""
        account = sorted(self.ties)[nth % len(self.ties)][0] if self.ties else "12"
        if past or account not in self.deciders(door):
            pressed = f"home-{what}:{self.row(door).id}:000000" if past else self.press_of(what, door)
            assert self.happen(account, pressed=pressed) is Result.REFUSED

    @precondition(lambda self: self.stage in ("asking", "notice"))
    @rule(step=st.sampled_from(["talk", "settle", "stand"]))
    def mediate(self, step: str) -> None:
        unsettled = [one for one in consents.find_objections(self.db, self.round.id) if one.state.value != "settled"]
        if not unsettled:
            return
        one = unsettled[0]
        if self.happen("2", pressed=f"talk-{step}:{one.id}") is Result.HANDLED and step == "settle":
            if self.stage == "asking" and self.known[one.label].answer == "opposed":
                self.known[one.label].answer, self.known[one.label].own = "unasked", False
            self.notice_over()

    @precondition(lambda self: self.stage == "notice")
    @rule(nth=st.integers(0, 99))
    def object(self, nth: int) -> None:
        members = sorted(tie for tie, bond in self.ties.items() if bond is not Bond.TENANT)
        if members:
            account, door = members[nth % len(members)]
            assert self.happen(account, f"异议 {door} 施工太吵") is Result.HANDLED

    @rule(hours=st.sampled_from([24, 96, 192]))
    def wait(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours))
        self.notice_over()

    def notice_over(self) -> None:
        until = self.round.notice_until
        unsettled = [one for one in consents.find_objections(self.db, self.round.id) if one.state.value != "settled"]
        if self.stage == "notice" and until is not None and self.now >= until and not unsettled:
            self.stage = "settled"

    @precondition(lambda self: self.stage == "asking")
    @rule()
    def end_early(self) -> None:
        assert self.happen("2", "结束征求 1") is Result.REFUSED

    @precondition(lambda self: self.stage in ("settled",))
    @rule(nth=st.integers(0, 99))
    def too_late(self, nth: int) -> None:
        if self.ties:
            account, door = sorted(self.ties)[nth % len(self.ties)]
            assert self.happen(account, pressed=self.press_of("oppose", door)) is Result.REFUSED

    # ------------------------------------------------------------ what always holds

    @invariant()
    def everybody_stands_where_they_said(self) -> None:
        rows = {one.label: one for one in self.db.scalars(select(Consent).execution_options(populate_existing=True))}
        if not rows:
            return
        found = {door: (one.answer.value, one.own, one.absences) for door, one in rows.items()}
        assert found == {door: (home.answer, home.own, home.absences) for door, home in self.known.items()}
        assert {door: (one.share, one.payer, one.pays) for door, one in rows.items()} == {
            door: (share, payer, share > 0 and not out) for door, (share, payer, out) in self.terms().items()
        }

    @invariant()
    def the_round_is_where_it_should_be(self) -> None:
        if self.db.scalars(select(Round.id)).first() is None:
            return
        assert self.round.stage.value == self.stage
        [plan] = self.db.scalars(select(Plan))
        assert self.round.version == plan.version
        if self.round.stage in (Stage.NOTICE, Stage.SETTLED):
            assert all(self.row(door).answer is Answer.AGREED for door in HOMES if self.pays(door))

    @invariant()
    def who_is_against_it_has_one_objection(self) -> None:
        if self.db.scalars(select(Round.id)).first() is None:
            return
        unsettled = [one.label for one in consents.find_objections(self.db, self.round.id) if one.state.value != "settled"]
        assert len(unsettled) == len(set(unsettled))
        assert {door for door, home in self.known.items() if home.answer == "opposed"} <= set(unsettled)

    @invariant()
    def every_version_adds_up_and_nobody_is_billed_twice(self) -> None:
        for version in self.db.scalars(select(PlanVersion)):
            assert sum(self.db.scalars(select(PlanShare.share).where(PlanShare.version_id == version.id))) == version.net
        told = [letter.about for letter in self.db.scalars(select(Letter)) if letter.about.startswith("bill:")]
        assert len(told) == len(set(told)) == len(self.db.scalars(select(Bill.id)).all())


def test_any_order_of_answers_and_versions_counts_right(lived: Database) -> None:
    drive(Rounds, lived, lives=40, steps=14)
