"""Any order of polls, answers, sales, extensions and days: a simple model with fractions counts along and must agree after every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import func, select, update

from models import ballots, entries, people
from models.ballots import Ballot, Change
from models.database import Database
from models.machinery import Result
from models.messaging import Incoming
from models.people import Bond, Evidence, Tie
from models.places import Household, Place
from models.polls import Poll
from models.rules.entries import State
from models.rules.poll_sheets import outcome
from tests.handlers.machines import Machine, drive, settled
from tests.house import START, Neighbourhood
from tests.recounting import carried

DOORS = ("1单元101", "1单元201", "1单元301", "2单元101", "2单元201", "2单元301")
RANK = {Bond.TENANT: 0, Bond.FAMILY: 1, Bond.PROXY: 2, Bond.OWNER: 3}
NEIGHBOURS = {
    ("10", "1单元301"): Bond.OWNER,
    ("33", "1单元301"): Bond.OWNER,
    ("11", "2单元101"): Bond.OWNER,
    ("31", "1单元101"): Bond.OWNER,
    ("31", "2单元201"): Bond.OWNER,
    ("32", "1单元201"): Bond.OWNER,
    ("34", "1单元201"): Bond.FAMILY,
    ("35", "2单元301"): Bond.TENANT,
}
ACCOUNTS = sorted({account for account, _ in NEIGHBOURS})
ASKED: dict[str, tuple[str, ...]] = {
    "意向摸底 默认 按户": (),
    "意向摸底 默认 按人数": (),
    "法定表决 使用维修资金 默认": (),
    "法定表决 改变用途 默认": (),
    "一致同意": (),
    "意向摸底 按面积": ("红\n黄\n蓝", "多选", "2"),
    "意向摸底 按户": ("红\n黄\n蓝", "排序"),
}
"""First lines, and what is answered to the questions that follow."""
KEYS = ("yes", "no", "abstain", "1", "2", "3", "clear")


@dataclass
class Box:
    """What the model knows of a poll: its roll as it stood, and for each door what was said, by whom, as what."""

    kind: str
    issue: str
    manner: str
    most: int
    options: tuple[str, ...]
    heads: dict[str, Any]
    areas: dict[str, int]
    closes: datetime
    sealed: bool
    said: dict[str, tuple[tuple[str, ...], str, int]] = field(default_factory=dict)
    disputed: dict[str, tuple[tuple[str, ...], str, int]] = field(default_factory=dict)
    entered: frozenset[str] = frozenset()
    over: bool = False

    def counted(self) -> dict[str, Any]:
        """Homes, heads and area: in all, taking part, for each option."""
        chosen = {door: set(choice[:1] if self.manner == "ranked" else choice) for door, (choice, _, _) in self.said.items()}
        flats: dict[Any, list[set[str]]] = {}
        for door, options in chosen.items():
            flats.setdefault(self.heads[door], []).append(options)
        found = {
            "homes": (len(self.said), len(DOORS)),
            "heads": (len(flats), len(set(self.heads.values()))),
            "area": (Fraction(sum(self.areas[door] for door in self.said), 100), Fraction(sum(self.areas.values()), 100)),
        }
        options = {key: [door for door in chosen if key in chosen[door]] for key in self.options}
        return found | {
            "options": {
                key: (
                    len(doors),
                    sum(all(key in each for each in said) for said in flats.values()),
                    Fraction(sum(self.areas[d] for d in doors), 100),
                )
                for key, doors in options.items()
            }
        }


@pytest.fixture(scope="module")
def lived() -> Iterator[Database]:
    with settled() as n:
        settle_in(n)
        yield n.database


def settle_in(n: Neighbourhood) -> None:
    """2号楼 with owners, a co-owner, a family, a tenant and somebody who owns two flats."""
    with n.database.writing() as session:
        for (account, door), bond in NEIGHBOURS.items():
            if people.find_person(session, "telegram", account) is None:
                n._person(session, account, f"邻居{account}")
            person = people.find_person(session, "telegram", account)
            assert person is not None
            if account not in ("10", "11"):
                people.tie(session, person.id, n._place(session, f"2号楼{door}"), bond, Evidence.DEED, START)


class Polls(Machine):
    """Several polls at once, whatever people press, whoever moves."""

    def __init__(self) -> None:
        super().__init__()
        homes = self.db.execute(select(Household.place_id, Household.area).order_by(Household.place_id)).all()
        third = len(homes) // 3  # 2号楼 is the second of three buildings
        self.homes = dict(zip(DOORS, homes[third : 2 * third], strict=True))
        self.ties = dict(NEIGHBOURS)
        self.boxes: dict[int, Box] = {}
        self.last: Incoming | None = None

    def person(self, account: str) -> int:
        found = people.find_person(self.db, "telegram", account)
        assert found is not None
        return found.id

    def poll(self, id_: int) -> Poll:
        return self.db.get_one(Poll, id_, populate_existing=True)

    # ------------------------------------------------------------ what is done

    @precondition(lambda self: sum(not box.over for box in self.boxes.values()) < 3)
    @rule(asked=st.sampled_from(sorted(ASKED)), sealed=st.booleans(), days=st.integers(1, 4))
    def open(self, asked: str, sealed: bool, days: int) -> None:
        said = [f"新投票 2号楼 第{len(self.boxes)}件事 {asked} {'封存' if sealed else '公开'} {days}天后", *ASKED[asked], "发布"]
        assert {self.happen("3", words) for words in said} == {Result.HANDLED}
        poll = self.db.scalars(select(Poll).order_by(Poll.id.desc())).first()
        assert poll is not None
        assert poll.id not in self.boxes
        owners = {door: [self.person(who) for (who, at), bond in self.ties.items() if at == door and bond is Bond.OWNER] for door in DOORS}
        heads = {door: frozenset(owners[door]) or door for door in DOORS}
        areas = dict(self.db.execute(select(Household.place_id, Household.area)).tuples().all())
        usual = ("yes", "no", "abstain") if not ASKED[asked] else ("1", "2", "3")
        self.boxes[poll.id] = Box(
            poll.kind.value,
            poll.issue.value if poll.issue else "",
            poll.manner.value,
            poll.most,
            usual,
            heads,
            {door: areas[home.place_id] for door, home in self.homes.items()},
            poll.closes_at,
            sealed,
        )

    @precondition(lambda self: bool(self.boxes) and bool(self.ties))
    @rule(presses=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=8), nth=st.integers(0, 9))
    def press(self, presses: list[tuple[int, int]], nth: int) -> None:
        """Neighbours press for households of theirs."""
        id_ = sorted(self.boxes)[nth % len(self.boxes)]
        keys = (*self.boxes[id_].options, "clear")
        for who, key in presses:
            self.press_for(id_, *sorted(self.ties)[who % len(self.ties)], keys[key % len(keys)])

    @precondition(lambda self: bool(self.boxes))
    @rule(account=st.sampled_from(ACCOUNTS), door=st.sampled_from(DOORS), key=st.sampled_from(KEYS), nth=st.integers(0, 9))
    def press_whatever(self, account: str, door: str, key: str, nth: int) -> None:
        """For other people's households, on buttons this poll does not have."""
        self.press_for(sorted(self.boxes)[nth % len(self.boxes)], account, door, key)

    def press_for(self, id_: int, account: str, door: str, key: str) -> None:
        box, taken = self.boxes[id_], self.meant(self.boxes[id_], account, door, key)
        against = taken is not None and door in box.entered and (box.sealed or taken[0] != box.said[door][0])
        taken = None if against and door in box.disputed else taken
        self.last = self.incoming(account, pressed=f"ballot:{id_}:{self.homes[door].place_id}:{key}")
        assert self.decide(self.last).result is (Result.REFUSED if taken is None else Result.HANDLED)
        self.now += timedelta(seconds=1)
        if taken is None:
            return
        if against:
            box.disputed[door] = taken
        else:
            box.entered -= {door} if taken != box.said.get(door) else set()
            box.said[door] = taken

    def meant(self, box: Box, account: str, door: str, key: str) -> tuple[tuple[str, ...], str, int] | None:
        """What a press makes of a door's answer; None when it is refused."""
        bond = self.ties.get((account, door))
        if box.over or self.now >= box.closes or bond is None or key not in (*box.options, *(["clear"] if box.manner != "single" else [])):
            return None
        before = box.said.get(door)
        if (bond is Bond.TENANT and box.kind != "advisory") or (before and before[2] > RANK[bond]):
            return None
        own = before[0] if before and before[1] == account else ()
        choice: tuple[str, ...] = () if key == "clear" else (key,) if box.manner == "single" else own if key in own else (*own, key)
        if box.manner == "multiple" and len(choice) > box.most:
            return None
        again = before is not None and (before[0], before[2]) == (choice, RANK[bond]) and not box.sealed
        return before if again else (choice, account, RANK[bond])

    @precondition(lambda self: bool(self.boxes))
    @rule(door=st.sampled_from(DOORS), key=st.integers(0, 2), nth=st.integers(0, 9), by=st.sampled_from(["3", "10"]))
    def enter(self, door: str, key: int, nth: int, by: str) -> None:
        """A building leader enters what the household said at the door; a resident may not."""
        id_ = sorted(self.boxes)[nth % len(self.boxes)]
        box = self.boxes[id_]
        choice, before, open_ = (box.options[key],), box.said.get(door), not box.over and self.now < box.closes
        result = self.happen(by, f"代录 {self.poll(id_).number} 2号楼{door} {self.label(id_, key)} 上门 见证 老王")
        second = before is not None and (box.sealed or before[0] != choice)
        taken = by == "3" and open_ and not (second and door in box.disputed)
        assert result is (Result.HANDLED if taken else Result.REFUSED)
        if taken and before is None:
            box.said[door], box.entered = (choice, "3", RANK[Bond.OWNER]), box.entered | {door}
        elif taken and second:
            box.disputed[door] = (choice, "3", RANK[Bond.OWNER])

    def label(self, id_: int, key: int) -> str:
        return self.poll(id_).options[key].label or ("同意", "反对", "弃权")[key]

    @precondition(lambda self: any(box.disputed for box in self.boxes.values()))
    @rule(second=st.booleans(), by=st.sampled_from(["2", "3", "10"]))
    def judge(self, second: bool, by: str) -> None:
        """The secretary decides between two answers; nobody else does."""
        id_, box = next((id_, box) for id_, box in sorted(self.boxes.items()) if box.disputed)
        door = sorted(box.disputed)[0]
        entry = entries.find_disputed(self.db, id_, self.homes[door].place_id)
        assert entry is not None
        taken = by == "2" and not box.over and self.now < box.closes
        result = self.happen(by, pressed=f"entry-{'second' if second else 'first'}:{entry.id}")
        assert result is (Result.HANDLED if taken else Result.REFUSED)
        if taken:
            chosen = box.disputed.pop(door)
            box.said[door] = chosen if second else box.said[door]
            if second:
                box.entered = box.entered | {door} if chosen[1] == "3" else box.entered - {door}

    @precondition(lambda self: self.last is not None)
    @rule()
    def redeliver(self) -> None:
        assert self.last is not None
        assert self.decide(self.last).duplicate

    @precondition(lambda self: bool(self.boxes))
    @rule(account=st.sampled_from(["2", "3", "12", "20"]), nth=st.integers(0, 9))
    def press_without_a_home(self, account: str, nth: int) -> None:
        id_ = sorted(self.boxes)[nth % len(self.boxes)]
        assert self.happen(account, pressed=f"vote:{id_}:yes") is Result.REFUSED

    @rule(account=st.sampled_from(ACCOUNTS), door=st.sampled_from(DOORS))
    def sell(self, account: str, door: str) -> None:
        """Somebody moves away: what they said stays."""
        self.ties.pop((account, door), None)
        here = (Tie.person_id == self.person(account)) & (Tie.household_id == self.homes[door].place_id) & Tie.until.is_(None)
        self.db.execute(update(Tie).where(here).values(until=self.now))

    @rule(account=st.sampled_from(ACCOUNTS), door=st.sampled_from(DOORS), bond=st.sampled_from(list(RANK)))
    def buy(self, account: str, door: str, bond: Bond) -> None:
        if (account, door) not in self.ties:
            home = self.db.get_one(Place, self.homes[door].place_id)
            people.tie(self.db, self.person(account), home, bond, Evidence.DEED, self.now)
            self.ties[account, door] = bond

    @rule(door=st.sampled_from(DOORS), area=st.integers(1, 20_000))
    def measure(self, door: str, area: int) -> None:
        """The roll is corrected: polls that are open keep theirs."""
        self.db.execute(update(Household).where(Household.place_id == self.homes[door].place_id).values(area=area))

    @precondition(lambda self: bool(self.boxes))
    @rule(nth=st.integers(0, 9), days=st.integers(1, 6), by=st.sampled_from(["3", "10"]))
    def extend(self, nth: int, days: int, by: str) -> None:
        id_ = sorted(self.boxes)[nth % len(self.boxes)]
        box, begun = self.boxes[id_], self.now
        result = self.happen(by, f"延期 {self.poll(id_).number} {days}天后 有人在外地")
        closes = self.poll(id_).closes_at
        if by != "3" or box.over or begun >= box.closes:
            assert (result, closes) == (Result.REFUSED, box.closes)
        assert closes >= box.closes
        assert (closes > box.closes) == (result is Result.HANDLED)
        box.closes = closes

    @rule(hours=st.sampled_from([5, 30, 60, 100]))
    def wait(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours))
        self.polls_over()

    def polls_over(self) -> None:
        for box in self.boxes.values():
            box.over = box.over or self.now >= box.closes

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_box_holds_what_was_said_last(self) -> None:
        for id_, box in self.boxes.items():
            rows = self.db.execute(select(Ballot.household_id, Ballot.choice, Ballot.person_id).where(Ballot.poll_id == id_))
            doors = {home.place_id: door for door, home in self.homes.items()}
            found = {doors[home]: (tuple(choice), person) for home, choice, person in rows}
            assert found == {door: (choice, self.person(who)) for door, (choice, who, _) in box.said.items()}
            newest = select(func.max(Change.id)).where(Change.poll_id == id_).group_by(Change.household_id)
            history = self.db.execute(select(Change.household_id, Change.choice, Change.person_id).where(Change.id.in_(newest)))
            assert {doors[home]: (tuple(choice), person) for home, choice, person in history} == found

    @invariant()
    def every_second_answer_waits_for_a_judge(self) -> None:
        for id_, box in self.boxes.items():
            waiting = {each.household_id: tuple(each.choice) for each in entries.find_entries(self.db, id_) if each.state is State.DISPUTED}
            assert waiting == {self.homes[door].place_id: choice for door, (choice, _, _) in box.disputed.items()}

    @invariant()
    def counters_box_and_model_agree(self) -> None:
        for id_, box in self.boxes.items():
            poll, told = self.poll(id_), box.counted()
            for tally in (poll.tally, ballots.audit(self.db, poll)):
                part, whole = tally.took_part, tally.whole
                assert (part.homes, whole.homes) == told["homes"]
                assert (part.heads, whole.heads) == told["heads"]
                assert (Fraction(part.area, 100), Fraction(whole.area, 100)) == told["area"]
                weighed = {key: (each.homes, each.heads, Fraction(each.area, 100)) for key, each in tally.options.items()}
                assert weighed == told["options"]

    @invariant()
    def it_ends_when_it_was_to_end_with_the_verdict_of_the_law(self) -> None:
        for id_, box in self.boxes.items():
            poll = self.poll(id_)
            assert (poll.closed_at is not None) == box.over
            if box.over:
                verdicts = outcome(ballots.make_sheet(self.db, poll)).verdicts if box.kind != "advisory" else {}
                found = verdicts["yes"].carried if "yes" in verdicts else None
                assert found == carried({"kind": box.kind, "issue": box.issue}, box.counted())


def test_any_order_of_polls_and_answers_counts_right(lived: Database) -> None:
    drive(Polls, lived, lives=70, steps=30)
