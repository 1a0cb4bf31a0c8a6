"""Whatever is said, pressed and slept over, in whatever order: what must hold of meetings, items and promises holds after every step."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from handlers import dispatch
from models import meetings, timers
from models.machinery import Late, Result
from models.matters import Matter
from models.meetings import Item, Meeting
from models.promises import Promise
from models.rules.agenda import COMING, MOST, Kept, Outcome, Sitting, may_again
from models.rules.matters import OPEN, State
from tests.databases import fresh_sqlite
from tests.house import Neighbourhood

MATTERS = 10
WORDS = ("当场解决", "物业 明天 修", "城管 下周三 拆", "呼叫", "表决", "再议")


class Evenings(RuleBasedStateMachine):
    """A community that says and presses anything at any hour; every look at the database is a fresh one."""

    @initialize()
    def begin(self) -> None:
        self.folder, self.patch = TemporaryDirectory(), pytest.MonkeyPatch()
        self.database = fresh_sqlite(Path(self.folder.name) / "house.sqlite")
        self.n = Neighbourhood(self.database, self.patch)
        for k in range(MATTERS):
            self.n.dispatch(self.n.incoming("小王", "居民群", f"登记 {k}号楼路灯不亮"))
        for k in range(1, 6):
            self.say(f"上会 {k}")
        self.settled: dict[int, Sitting] = {}

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.n.desk.writer.close()
            self.database.close()
            self.patch.undo()
            self.folder.cleanup()

    def say(self, words: str) -> None:
        self.n.now += timedelta(seconds=30)
        assert self.n.dispatch(self.n.incoming("于美玲", "工作群", words)).result is not Result.FAILED, words

    @rule(k=st.integers(1, MATTERS), word=st.sampled_from(("上会", "上会", "不上会", "办结", "继续", "兑现")))
    def matter(self, k: int, word: str) -> None:
        self.say(f"{word} {k} 好了")

    @rule(
        words=st.sampled_from(("议事 拟稿", "议事 定稿", "议事 开会", "议事", "议事 取消 下雨", "议事 改到 明天 20:00", "议事 改到 下周五"))
    )
    def meeting(self, words: str) -> None:
        self.say(words)

    @rule(order=st.permutations(range(1, 5)))
    def ordered(self, order: list[int]) -> None:
        self.say("议事 " + " ".join(str(k) for k in order))

    @rule(k=st.integers(1, MATTERS), words=st.sampled_from(WORDS))
    def decided(self, k: int, words: str) -> None:
        self.say(f"结论 {k} {words}")

    @rule(
        press=st.sampled_from(("item-up", "item-down", "item-out", "item-anew", "outcome", "meeting-close", "meeting-begin")),
        k=st.integers(1, 12),
    )
    def pressed(self, press: str, k: int) -> None:
        from models.messaging import Happening, Incoming, Sender

        key, data = f"telegram:c:{next(self.n._messages)}", f"{press}:{k}" + (":again" if press == "outcome" else "")
        chat = self.n.groups["工作群"]
        incoming = Incoming("telegram", key, Happening.PRESS, chat, self.n.now, sender=Sender("2", "于美玲"), message="1", pressed=data)
        assert self.n.dispatch(incoming).result is not Result.FAILED, data

    @rule(hours=st.sampled_from((1, 12, 26, 80)))
    def wait(self, hours: int) -> None:
        """Time passes and every timer that is due fires, as late as it is."""
        self.n.now += timedelta(hours=hours)
        with self.database.reading() as session:
            due = timers.find_due(session, self.n.now)
        for timer in due:
            with self.database.writing() as session:
                assert dispatch.fire(session, self.n.house, timer, self.n.now).result is not Result.FAILED, timer.name

    @rule()
    def thursday(self) -> None:
        with self.database.writing() as session:
            timers.set_timer(session, "agenda-drafts", "community:1", self.n.now, community=1, late=Late.COLLAPSE)
        self.wait(1)

    # ------------------------------------------------------------ what must hold

    def rows(self, query: Any) -> list[Any]:
        with self.database.reading() as session:
            return list(session.execute(query).all())

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def one_meeting_is_coming(self) -> None:
        held = [meeting for (meeting,) in self.rows(select(Meeting).order_by(Meeting.id))]
        assert sum(meeting.state in COMING for meeting in held) <= 1
        days = [meeting.day for meeting in held if meeting.state is not Sitting.CANCELLED]
        assert len(days) == len(set(days))
        for meeting in held:
            before = self.settled.get(meeting.id, Sitting.DRAFT)
            assert before in COMING or meeting.state is before
            assert (meeting.state is Sitting.CLOSED) == bool(meeting.minutes)
            self.settled[meeting.id] = meeting.state

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def an_agenda_is_in_order(self) -> None:
        with self.database.reading() as session:
            coming = meetings.find_coming(session, 1)
            rows = meetings.find_items(session, coming.id) if coming else []
            assert [row.item.position for row in rows] == list(range(1, len(rows) + 1))
            looked = len(session.scalars(select(Promise).where(Promise.meeting_id == coming.id)).all()) if coming else 0
            assert len(rows) + bool(looked) <= MOST
            if coming and rows:
                assert coming.promise_minutes + sum(row.item.minutes for row in rows) == 60

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def what_left_the_table_went_on(self) -> None:
        query = select(Item, Matter, Meeting).join(Matter, Matter.id == Item.matter_id).join(Meeting, Meeting.id == Item.meeting_id)
        for one, matter, meeting in self.rows(query):
            assert one.outcome is not Outcome.AGAIN or may_again(one.turn)
            assert (one.outcome is Outcome.OWNER) == (one.due is not None)
            decided = one.outcome is not None or not may_again(one.turn) or matter.state not in OPEN
            assert meeting.state is not Sitting.CLOSED or decided or matter.state is State.HANDLING

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def a_promise_belongs_to_an_outcome_and_is_broken_only_after_its_day(self) -> None:
        today = self.n.now.astimezone(self.n.house.time_zone).date()
        for promise, one in self.rows(select(Promise, Item).outerjoin(Item, Item.id == Promise.item_id)):
            assert one is not None
            assert (one.outcome, one.due) == (Outcome.OWNER, promise.due)
            assert promise.state is not Kept.BROKEN or promise.due < today or promise.carried


Evenings.TestCase.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)
TestEvenings = Evenings.TestCase
