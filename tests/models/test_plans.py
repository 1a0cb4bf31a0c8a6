"""What is asked all day is answered by an index: no statement of a day's work looks through a whole table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from models import letters, matters, timers
from models.database import Database
from tests.house import Neighbourhood

GROWING = ("matters", "letters", "journal", "places", "persons", "accounts", "ties", "cards", "timers", "questions", "snapshots", "followers")
GROWING += ("jobs", "stints", "askings", "helpers", "service", "appointments", "alone")


async def test_no_statement_of_a_days_work_looks_through_a_table(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    for engine in (sqlite_database.engine, sqlite_database.reader):
        event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, params, *_: asked.setdefault(statement, params))
    async with Neighbourhood(sqlite_database, monkeypatch).living() as lived:
        await a_day(lived)
        assert len(lived.channel.shown) > 8
    assert whole_tables(sqlite_database, dict(asked)) == {}


async def a_day(lived: Neighbourhood) -> None:
    await lived.say("陈奶奶", "居民群", "2号楼1单元电梯又坏了")
    await lived.press("陈奶奶", lived.channel.shown[-1], "登记")
    await lived.say("小王", "私聊", "二栋2单元101门口的灯不亮，好几天了")
    await lived.press("李姐", lived.channel.shown[0], "我也遇到")
    await lived.say("于美玲", "工作群", "受理 1")
    await a_job(lived)
    await lived.say("于美玲", "工作群", "办结 1 修好了")
    await lived.say("小王", "私聊", "进度")
    await lived.say("小王", "私聊", "我的")
    await lived.say("外人", "私聊", "你好啊朋友们")
    await lived.pass_time(timedelta(days=8))
    with lived.database.writing() as session:
        letters.release(session, lived.now, by="lost")
        letters.find_stuck(session)
        letters.written_since(session, "failure", lived.now)
        timers.find_due(session, lived.now)
        matters.find_open(session, "/1/", 10)


async def a_job(lived: Neighbourhood) -> None:
    """A helper is looked for, asked, takes it, gives it back; another one does it; somebody lives alone."""
    await lived.say("阿强", "私聊", "上岗 到22点")
    await lived.say("老林", "私聊", "独居 2号楼1单元301")
    await lived.say("老林", "私聊", "独居")
    await lived.say("于美玲", "工作群", "派单 1 帮忙")
    await lived.say("阿强", "私聊", "接单 1")
    await lived.say("阿强", "私聊", "退单 1 没空")
    await lived.say("于美玲", "工作群", "派单 2 阿强")
    await lived.say("阿强", "私聊", "接单 2")
    await lived.say("阿强", "私聊", "出发 2")
    await lived.say("阿强", "私聊", "我的单")
    await lived.say("阿强", "私聊", "完成 2 换了灯泡")
    await lived.say("阿强", "私聊", "下岗")


def whole_tables(database: Database, asked: dict[str, Any]) -> dict[str, list[str]]:
    """The statements that look through a table without an index, and what SQLite plans for them."""
    found = {}
    with database.reader.connect() as connection:
        for statement, params in asked.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", params)]
                scans = [step for step in plan if step.split()[0] == "SCAN" and step.split()[1] in GROWING and "INDEX" not in step]
                found |= {statement: scans} if scans else {}
    return found
