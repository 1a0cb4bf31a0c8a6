"""Meetings in the database: what cannot be twice, and that no statement of a week's meeting looks through a whole table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import IntegrityError

from models import meetings, promises
from models.database import Database
from models.matters import Matter
from models.meetings import Item, Meeting
from models.rules.agenda import Outcome, Sitting
from models.rules.matters import State
from tests.house import Neighbourhood
from tests.models import test_plans

AT = datetime(2026, 9, 4, 11, 30, tzinfo=UTC)
MORE = ("meetings", "items", "promises", "invitees", "calls", "summons", "appointments", "chats", "contacts", "departments")


def hours(day: int = 4) -> dict[str, Any]:
    at = AT + timedelta(days=day - 4)
    return {"community_id": 1, "day": date(2026, 9, day), "at": at, "minutes_at": at + timedelta(hours=1), "place": "", "waiting": 0}


def test_one_meeting_is_coming_and_one_stands_on_a_day(neighbourhood: Neighbourhood) -> None:
    with neighbourhood.database.writing() as session:
        first = meetings.open_meeting(session, **hours())
        assert first is not None
        assert meetings.open_meeting(session, **hours(5)) is None
        session.execute(update(Meeting).values(state=Sitting.CLOSED))
        assert meetings.open_meeting(session, **hours()) is None
        session.execute(update(Meeting).values(state=Sitting.CANCELLED))
        again = meetings.open_meeting(session, **hours())
        assert again is not None
        assert again.id != first.id


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE meetings SET minutes_at = at",
        "UPDATE meetings SET state = 'dreamt'",
        "UPDATE items SET outcome = 'owner', due = NULL",
        "UPDATE items SET turn = 0",
        "UPDATE promises SET state = 'kept'",
    ],
)
async def test_the_database_refuses_what_cannot_be(neighbourhood: Neighbourhood, broken: str) -> None:
    await neighbourhood.say("小王", "居民群", "登记 电梯坏了")
    for words in ("上会 1", "议事 拟稿", "议事 定稿", "结论 1 物业 明天 修"):
        await neighbourhood.say("于美玲", "工作群", words)
    with pytest.raises(IntegrityError), neighbourhood.database.writing() as session:
        session.execute(text(broken))


async def test_only_what_was_left_for_the_next_time_counts_its_turns(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 电梯坏了")
    with neighbourhood.database.writing() as session:
        [matter] = session.scalars(select(Matter)).all()
        for day, outcome, turn in ((4, Outcome.AGAIN, 1), (11, Outcome.VOTE, 2), (18, Outcome.AGAIN, 1), (25, None, 2)):
            held = meetings.open_meeting(session, **hours(day))
            assert held is not None
            meetings.add_item(session, held, matter, position=1, turn=turn, reasons=[], outcome=outcome)
            assert not meetings.add_item(session, held, matter, position=2, reasons=[])
            left = {4: 2, 11: None, 18: 2, 25: 3}[day]
            session.execute(update(Meeting).values(state=Sitting.CLOSED))
            assert meetings.find_turns(session, [matter.id]).get(matter.id) == left


async def test_no_statement_of_a_weeks_meeting_looks_through_a_table(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    for engine in (sqlite_database.engine, sqlite_database.reader):
        event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, params, *_: asked.setdefault(statement, params))
    async with Neighbourhood(sqlite_database, monkeypatch).living() as lived:
        await a_week(lived)
    monkeypatch.setattr(test_plans, "GROWING", (*test_plans.GROWING, *MORE))
    assert test_plans.whole_tables(sqlite_database, dict(asked)) == {}


async def a_week(lived: Neighbourhood) -> None:
    for words in ("2号楼电梯又坏了", "路灯不亮", "门禁坏了"):
        await lived.say("小王", "居民群", f"登记 {words}")
    with lived.database.writing() as session:
        here = (Matter.community_id == 1) & (Matter.number == 3)
        session.execute(update(Matter).where(here).values(overdue="solve", overdue_since=lived.now, reopened=2, calls=2))
    lines = ("上会 1", "上会 2", "列席 老周", "议事 拟稿", "议事 2 1 3", "不上会 2", "议事 定稿", "结论 1 物业 明天 修", "议事 开会")
    for words in lines:
        await lived.say("于美玲", "工作群", words)
    await lived.press("于美玲", lived.channel.shown[-1], "下次再议")
    await lived.press("于美玲", lived.channel.shown[-1], "散会，发纪要")
    await lived.pass_time(timedelta(days=3))
    for words in ("议事 纪要", "兑现 1", "议事 拟稿", "议事", "议事 取消 下雨"):
        await lived.say("于美玲", "工作群", words)
    left = select(Item.outcome, Matter.state).join(Matter, Matter.id == Item.matter_id).where(Item.meeting_id == 1, Matter.number == 1)
    assert lived.rows(left) == [(Outcome.OWNER, State.HANDLING)]
    with lived.database.reading() as session:
        assert promises.find_contact(session, 1) is None
