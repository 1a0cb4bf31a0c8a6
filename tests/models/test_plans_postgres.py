"""On PostgreSQL too every statement of a day's work has its index: with whole-table scans made as dear as can be, none is left."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event

from models import timers
from models.machinery import Late
from tests.databases import Postgres
from tests.house import Neighbourhood
from tests.models.test_plans import GROWING, a_day

MORE = ("meetings", "items", "promises", "ratings", "tallies", "issues", "digests", "cards", "drawings")


SMALL = {"communities"}


async def test_no_statement_looks_through_a_table(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    database = postgres.fresh()
    asked: dict[str, Any] = {}
    event.listen(database.engine, "before_cursor_execute", lambda c, cursor, statement, params, *_: asked.setdefault(statement, params))
    async with Neighbourhood(database, monkeypatch).living() as lived:
        await a_day(lived)
        await an_evening(lived)
        assert len(lived.channel.shown) > 20
    assert seen(database.engine, dict(asked)) == {}
    database.close()


async def an_evening(n: Neighbourhood) -> None:
    """A meeting with a promise, a matter that is merged meanwhile, and what is told on Monday and on the first."""
    for words in ("登记 1号楼路灯不亮", "登记 3号楼门禁坏了"):
        await n.say("李姐", "居民群", words)
    for words in (
        "上会 5",
        "上会 6",
        "议事 拟稿",
        "议事 2 1",
        "议事 定稿",
        "议事 开会",
        "结论 5 物业 明天 换灯",
        "结论 6 下次再议",
        "兑现 5",
    ):
        await n.say("于美玲", "工作群", words)
    await n.say("于美玲", "工作群", "周报 本周")
    await n.say("于美玲", "工作群", "超时")
    with n.database.writing() as session:
        for name in ("agenda-drafts", "weekly-report", "monthly-report", "boards-month", "cards-age"):
            timers.set_timer(session, name, "community:1", n.now, community=1, late=Late.COLLAPSE)
    await n.pass_time(timedelta(days=4))


PARTIAL = "SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL"
SCAN = re.compile(
    r"(Seq Scan on (?P<table>\w+)|Index(?: Only)? Scan(?: Backward)? using (?P<index>\w+) on (?P<read>\w+)|Bitmap Index Scan on (?P<bits>\w+))"
)


def seen(engine: Any, asked: dict[str, Any]) -> dict[str, list[str]]:
    """The statements for which a whole table that grows, or a whole index of it, is the only way, and how."""
    found = {}
    with engine.connect() as connection:
        partial = set(connection.exec_driver_sql(PARTIAL).scalars())
        connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, params in asked.items():
            if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            one = params[0] if isinstance(params, list) else params
            plan = [row[0].strip() for row in connection.exec_driver_sql(f"EXPLAIN {statement}", one)]
            whole = [step for step, after in pairwise([*plan, ""]) if looks_through(step, after, partial)]
            found |= {statement: whole} if whole else {}
        connection.rollback()
    return found


def looks_through(step: str, after: str, partial: set[str]) -> bool:
    scan = SCAN.search(step)
    if scan is None or after.startswith("Index Cond"):
        return False
    index = scan["index"] or scan["bits"]
    table = scan["table"] or scan["read"] or ""
    return index not in partial and (index is not None or table in {*GROWING, *MORE}) and table not in SMALL
