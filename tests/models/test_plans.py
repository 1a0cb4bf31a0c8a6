"""What is asked all day is answered by an index: no statement of a day's work looks through a whole table."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.web.sections import find_view
from models import ballots, calls, claims, codes, letters, limits, links, matters, people, phones, posters, timers
from models.base import direct
from models.database import Database
from models.polls import Poll
from models.prepared import Prepared
from models.rules.codes import digest
from tests.house import Neighbourhood

GROWING = (
    *("matters", "letters", "journal", "places", "persons", "accounts", "ties", "cards", "timers", "questions", "snapshots", "followers"),
    *("tidings", "departments", "contacts", "calls", "summons", "talks", "links", "link_uses", "clocks", "corrections", "incidents", "affected", "limits", "jobs", "stints", "askings", "helpers", "service", "appointments", "alone"),
    *("duty_plans", "occasions", "stands", "sign_ups", "reminded", "muted", "teams", "team_members", "absences", "swaps", "bookings", "enrolments", "year_summaries", "feeds", "keepsakes"),
    *("polls", "seats", "ballots", "ballot_changes"),
    *("plans", "plan_versions", "plan_shares", "plan_drafts", "bills", "payments", "rounds", "consents", "walks", "objections"),
    *("home_links", "phones", "join_codes"),
)


async def test_no_statement_of_a_days_work_looks_through_a_table(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    for engine in (sqlite_database.engine, sqlite_database.reader):
        event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, params, *_: asked.setdefault(statement, params))
    async with Neighbourhood(sqlite_database, monkeypatch).living() as lived:
        await a_day(lived)
        assert len(lived.channel.shown) > 8
    assert whole_tables(sqlite_database, dict(asked)) == {}


async def test_no_statement_of_the_volunteers_looks_through_a_table(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    for engine in (sqlite_database.engine, sqlite_database.reader):
        event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, params, *_: asked.setdefault(statement, params))
    async with Neighbourhood(sqlite_database, monkeypatch).living() as lived:
        await a_love_day(lived)
        assert len(lived.channel.shown) > 20
    assert whole_tables(sqlite_database, dict(asked)) == {}


async def a_love_day(lived: Neighbourhood) -> None:
    for words in ("新爱心日 爱心日", "每周六", "8:30-11:30", "泡脚 2人 小广场 组长小王\n理发 2人 小广场 可约20", "48", "发布"):
        await lived.say("于美玲", "私聊", words)
    card = next(shown for shown in reversed(lived.channel.shown) if "爱心日 · 第" in str(shown))
    for who, label in (("小王", "泡脚"), ("李姐", "理发"), ("陈奶奶", "预约理发")):
        await lived.press(who, card, label)
    for who, words in (("小王", "换班 李姐"), ("李姐", "我的预约"), ("于美玲", "代报名 泡脚 陈奶奶"), ("小王", "本月安排"), ("小王", "爱心日")):
        await lived.say(who, "私聊", words)
    for words in ("新队伍 巡逻队", "小王", "晚上巡逻", "9", "发布"):
        await lived.say("于美玲", "私聊", words)
    for words in ("值班 1 每周六 19:00-21:00 1人 南门", "排班 1", "队员 1", "招募 1", "请假 明天到后天", "队伍", "我的服务", "我的数据"):
        await lived.say("小王", "私聊", words)
    for words in ("报到登记 市第一医院", "水电", "4", "提交", "年度小结"):
        await lived.say("小王", "私聊", words)
    for words in ("报到名单", "单位小结", "补时长 小王 30 义诊", "预约名单"):
        await lived.say("于美玲", "私聊", words)
    await lived.pass_time(timedelta(days=2, minutes=40))
    for who, words in (("小王", "签到"), ("小王", "点名 李姐"), ("小王", "叫号 理发"), ("小王", "签退"), ("小王", "服务人次 泡脚 3")):
        await lived.say(who, "私聊", words)
    await lived.pass_time(timedelta(days=1))


async def a_day(lived: Neighbourhood) -> None:
    await lived.say("陈奶奶", "居民群", "2号楼1单元电梯又坏了")
    await lived.press("陈奶奶", lived.channel.shown[-1], "登记")
    await lived.say("小王", "私聊", "二栋2单元101门口的灯不亮，好几天了")
    await lived.press("李姐", lived.channel.shown[0], "我也遇到")
    await lived.say("于美玲", "工作群", "受理 1")
    await a_job(lived)
    await lived.say("于美玲", "工作群", "办结 1 修好了")
    await lived.say("于美玲", "工作群", "改类 2 公共设施")
    await lived.say("于美玲", "居民群", "设电话 物业 0591-12345678")
    await lived.say("小王", "居民群", "@近邻 请问电梯什么时候修好")
    await lived.say("小王", "私聊", "电话")
    await lived.say("小王", "私聊", "二栋2单元101门口的灯又不亮了")
    await lived.say("小王", "私聊", "进度")
    await lived.say("小王", "私聊", "我的")
    await lived.say("外人", "私聊", "你好啊朋友们")
    await lived.say("阿强", "居民群", "置顶")
    with lived.database.writing() as session:
        for name in ("digest", "boards-renew"):
            timers.set_timer(session, name, "community:1", lived.now + timedelta(hours=20), community=1)
    await lived.pass_time(timedelta(hours=14))
    await lived.say("于美玲", "工作群", "协商 2")
    await lived.say("于美玲", "工作群", "办结 2 换了灯")
    await lived.pass_time(timedelta(hours=10))
    await a_call(lived)
    await doubles_and_outages(lived)
    await a_poll(lived)
    await a_plan(lived)
    await a_page(lived)
    await lived.pass_time(timedelta(days=8))
    with lived.database.writing() as session:
        claims.release(session, lived.now, by="lost")
        letters.find_stuck(session)
        letters.written_since(session, "failure", lived.now)
        timers.find_due(session, lived.now)
        matters.find_open(session, "/1/", 10)


async def a_call(lived: Neighbourhood) -> None:
    lived.house = lived.alarm.house = replace(lived.house, public_url="https://jinlin.example")
    await lived.say("于美玲", "工作群", "部门 加 城管 公安 水务")
    await lived.say("于美玲", "工作群", "部门 城管 联系人 telegram:20 老周")
    await lived.say("于美玲", "工作群", "部门 公安 联系人 赵警官")
    await lived.say("小吴", "私聊", "部门绑定 00000-00000")
    await lived.say("于美玲", "工作群", "呼叫 2 城管 公安 30分钟")
    await lived.say("老周", "私聊", "报到 2")
    await lived.say("老周", "私聊", "会商 2")
    await lived.say("于美玲", "工作群", "会商 2 周五前换灯")
    await lived.say("老周", "私聊", "承诺 2 明天 换灯")
    await lived.say("于美玲", "工作群", "不归我管 2 公安 水务")
    await lived.pass_time(timedelta(hours=2))
    await lived.say("于美玲", "工作群", "部门")
    with lived.database.writing() as session:
        found = links.find_link(session, digest("x"), lived.now)
        assert found is None
        links.find_used(session, 1)
        calls.find_leads(session, 1)
    await lived.say("于美玲", "工作群", "撤呼 2 自己换了")


async def doubles_and_outages(lived: Neighbourhood) -> None:
    for who in ("陈奶奶", "小王", "李姐"):
        await lived.say(who, "居民群", "登记 2号楼停电了")
        for label in ("另外登记", "我也遇到 #3"):
            if any(button.label == label for row in lived.channel.shown[-1].message.buttons for button in row):
                await lived.press(who, lived.channel.shown[-1], label)
    await lived.say("于美玲", "工作群", "并入 4 3")
    await lived.say("于美玲", "工作群", "停水 2号楼 今天8点到10点 换阀门")
    await lived.say("小王", "居民群", "2号楼停水了")
    await lived.say("于美玲", "居民群", "通知：3号楼明天9点到11点停水，换阀门")
    await lived.say("于美玲", "工作群", "恢复 1")
    with lived.database.writing() as session:
        limits.drop_old(session, lived.now)


async def a_poll(lived: Neighbourhood) -> None:
    """One is opened, answered, answered otherwise, put off, asked about."""
    await lived.say("老林", "私聊", "新投票 2号楼 换不换楼道灯 法定表决 使用维修资金 默认 公开 3天后")
    await lived.say("老林", "私聊", "发布")
    await lived.say("陈奶奶", "私聊", "投票 1 同意")
    await lived.press_data("小王", lived.groups["二号楼群"], "1", "vote:1:no")
    await lived.say("陈奶奶", "私聊", "投票 1 弃权")
    await lived.say("陈奶奶", "私聊", "投票 1")
    await lived.say("小王", "居民群", "投票")
    await lived.say("陈奶奶", "私聊", "回执 00000-00000")
    await lived.say("老林", "私聊", "未投 1")
    await lived.say("老林", "私聊", "延期 1 6天后 两户在外地")
    with lived.database.writing() as session:
        ballots.audit(session, session.get_one(Poll, 1))
async def a_plan(lived: Neighbourhood) -> None:
    """A plan is made, asked about, changed, and paid."""
    for words in ("分摊 2号楼 换电梯 24万 没有补贴 逐层递增", "改分摊 1 补贴4万 2单元201不参加"):
        await lived.say("于美玲", "私聊", words)
        await lived.press("于美玲", lived.channel.shown[-1], "发布")
        await lived.say("于美玲", "私聊", "征求意见 2号楼")
    for who, words in (
        ("于美玲", "分摊"), ("于美玲", "分摊明细 1"), ("于美玲", "收款 1单元301 2000"), ("于美玲", "收款"), ("于美玲", "冲正 1-1 记错"),
        ("于美玲", "后加入 1 2单元201"), ("于美玲", "征求意见"), ("于美玲", "异议单 1"), ("于美玲", "结束征求 1"), ("老林", "走访"),
        ("老林", "不同意 2单元301 嫌贵"), ("老林", "无人 1单元201"), ("陈奶奶", "我的账单"), ("陈奶奶", "同意"), ("陈奶奶", "异议 太吵"),
    ):  # fmt: skip
        await lived.say(who, "私聊", words)
    await lived.say("陈奶奶", "二号楼群", "@近邻 征求意见")


async def a_page(lived: Neighbourhood) -> None:
    """A phone comes in by a link, looks at its household's page, and is shut out again."""
    await lived.say("陈奶奶", "私聊", "手机页")
    with lived.database.writing() as session:
        granny = people.find_person(session, "telegram", "10")
        assert granny is not None
        link = phones.find_link(session, digest("x"), lived.now)
        assert link is None
        phone, _ = posters.add_phone(session, people.find_homes(session, granny.id)[0], "近邻", lived.now)
        people.add_account(session, granny.id, "web", phone.account)
        assert find_view(session, lived.house, phone, "zh-CN") is not None
        codes.find_home(session, "00000-00000", lived.now)
    await lived.say("陈奶奶", "私聊", "手机页 停用")
    await lived.say("老林", "私聊", "手机页 2号楼1单元301 停用")


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


def whole_tables(database: Database, asked: dict[str, Any], more: Collection[str] = ()) -> dict[str, list[str]]:
    """The statements that look through a table without an index, and what SQLite plans for them."""
    found = {}
    with database.reader.connect() as connection:
        for statement, params in asked.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", params)]
                scans = [step for step in plan if step.split()[0] == "SCAN" and step.split()[1] in {*GROWING, *more} and "INDEX" not in step]
                found |= {statement: scans} if scans else {}
    return found


def test_what_goes_to_the_driver_as_it_is_has_its_index_too(sqlite_database: Database) -> None:
    rooms = [module for name, module in sys.modules.items() if name.startswith("models.")]
    hot = {id(one): one for room in rooms for one in vars(room).values() if isinstance(one, Prepared)}.values()
    assert len(hot) > 15
    assert whole_tables(sqlite_database, {one._sql: (None,) * len(one._names) for one in hot}) == {}


async def test_a_report_like_the_last_plans_no_statement_anew(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite asks whether a statement may be run whenever it plans one: a value that may decide about an index makes it do so every time."""
    planned: list[tuple[Any, ...]] = []

    def asked(act: int, *what: Any) -> int:
        planned.extend([(act, *what)] if act in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE) else [])
        return sqlite3.SQLITE_OK

    async with Neighbourhood(sqlite_database, monkeypatch).living() as lived:
        with lived.desk.writer.writing() as session:
            driver = direct(session).connection.dbapi_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_authorizer(asked)
        for number in range(1, 6):
            planned.clear()
            await lived.say("陈奶奶" if number % 2 else "李姐", "居民群", f"登记 {number}楼的窗户关不上")
    assert planned == []
