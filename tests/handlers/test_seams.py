"""Where capabilities meet: a merge with a job or a call under way, a call while a matter is put off, what was not solved after all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import journal
from models.calls import Call, Summons
from models.database import Database
from models.incidents import Incident
from models.jobs import Job
from models.machinery import Journal, Result
from models.matters import Matter
from models.rules.calls import Answer
from models.rules.jobs import State as JobState
from models.rules.matters import State
from tests.handlers.test_jobs import on_duty, press
from tests.house import WECOM, Neighbourhood


async def two(n: Neighbourhood) -> None:
    await n.say("陈奶奶", "居民群", "登记 2号楼门口长椅坏了")
    await n.say("李姐", "居民群", "登记 2号楼门口垃圾没人清")


async def departments(n: Neighbourhood) -> None:
    await n.say("于美玲", "工作群", "部门 加 城管 公安")
    await n.say("于美玲", "工作群", "部门 城管 联系人 telegram:20 老周")
    await n.say("于美玲", "工作群", "部门 公安 联系人 telegram:21 小吴")


def jobs_of(n: Neighbourhood) -> list[tuple[int, JobState]]:
    return [tuple(row) for row in n.rows(select(Job.matter_id, Job.state).order_by(Job.id))]


def card(n: Neighbourhood, where: str, begins: str) -> str:
    """The newest message there that begins so."""
    return next(text for text in reversed(n.channel.said(n.groups.get(where, n.people.get(where, where)))) if text.startswith(begins))


# ---------------------------------------------------------------- merged


async def test_who_is_on_the_way_goes_on_when_the_matter_is_merged(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1")
    await press(n, "900", "take")
    await press(n, "900", "leave")
    await n.say("于美玲", "工作群", "并入 1 2")
    assert jobs_of(n) == [(2, JobState.ON_WAY)]
    assert n.rows(select(Matter.state).order_by(Matter.id)) == [(State.MERGED,), (State.HANDLING,)]
    assert card(n, "900", "您的单").startswith("您的单：#2 2号楼门口垃圾没人清")
    assert not any("不用去了" in said for said in n.channel.said("900"))
    assert n.channel.said("900")[-1] == "#1 和 #2 2号楼门口垃圾没人清（2号楼）是同一件事，您这一单记到 #2，请照常去。"
    await n.say("900", "私聊", "到场 1")  # the number they were asked about leads to where it went
    await n.say("900", "私聊", "完成 2 修好了")
    assert jobs_of(n) == [(2, JobState.DONE)]


async def test_of_two_jobs_the_one_further_on_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1")
    await n.say("于美玲", "工作群", "派单 2")
    await press(n, "900", "take", 1)
    await n.say("于美玲", "工作群", "并入 1 2")
    assert jobs_of(n) == [(2, JobState.TAKEN), (2, JobState.LAPSED)]
    await press(n, "901", "take", 2)
    assert jobs_of(n) == [(2, JobState.TAKEN), (2, JobState.LAPSED)]


async def test_given_back_and_handed_over_after_a_merge(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1")
    await press(n, "900", "take")
    await n.say("于美玲", "工作群", "并入 1 2")
    await n.say("900", "私聊", "转单 1 帮手901")
    await press(n, "901", "take")
    assert card(n, "901", "您的单").startswith("您的单：#2")
    await n.say("901", "私聊", "退单 2 没有工具")
    assert jobs_of(n) == [(2, JobState.ASKED)]


async def test_departments_that_were_called_come_for_the_matter_it_went_into(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await departments(n)
    await two(n)
    await n.say("于美玲", "工作群", "呼叫 1 城管 公安 30分钟")
    await n.say("老周", "私聊", "报到 1")
    await n.say("于美玲", "工作群", "并入 1 2")
    assert n.rows(select(Call.matter_id, Call.turn, Call.closed_at)) == [(2, 1, None)]
    assert n.rows(select(Matter.state).order_by(Matter.id)) == [(State.MERGED,), (State.CALLING,)]
    assert "部门呼叫中 · 已报到 1/2" in card(n, "居民群", "#2 2号楼门口垃圾没人清\n")
    assert "部门" not in card(n, "小吴", "#2 2号楼门口垃圾没人清\n")
    assert n.channel.said(n.people["小吴"])[-1] == "#1 和 #2 2号楼门口垃圾没人清 是同一件事，合到 #2 办；请公安按 #2 继续。"
    assert not any("了结" in said for who in ("老周", "小吴") for said in n.channel.said(n.people[who]))
    await n.say("小吴", "私聊", "报到 1")
    assert n.rows(select(Summons.state).order_by(Summons.id)) == [(Answer.ARRIVED,), (Answer.ARRIVED,)]


async def test_two_that_are_both_calling_are_not_merged(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await departments(n)
    await two(n)
    await n.say("于美玲", "工作群", "呼叫 1 城管")
    await n.say("于美玲", "工作群", "呼叫 2 公安")
    await n.say("于美玲", "工作群", "并入 1 2")
    assert n.channel.said(n.groups["工作群"])[-1] == "#1 和 #2 都在呼叫部门。请先撤掉一边，比如“撤呼 1 并到 #2 一起办”，再并。"
    assert n.rows(select(Matter.state)) == [(State.CALLING,), (State.CALLING,)]


async def test_what_is_merged_says_where_it_went(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await two(n)
    await n.say("于美玲", "工作群", "并入 1 2")
    for words in ("受理 1", "办结 1 好了", "派单 1", "进展 1 来了", "超时原因 1 等"):
        await n.say("于美玲", "工作群", words)
        assert n.channel.said(n.groups["工作群"])[-1] == "#1 已并入 #2，请对 #2 说。", words


# ---------------------------------------------------------------- put off


async def test_a_call_stands_still_while_its_matter_is_put_off(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await departments(n)
    await two(n)
    await n.say("于美玲", "工作群", "呼叫 1 城管 公安 2小时")
    await n.say("老周", "私聊", "报到 1")
    await n.say("于美玲", "工作群", "暂缓 1 9月7日 等材料")
    assert "暂缓到 9月7日" in n.channel.said(n.people["小吴"])[-1]
    assert not any("暂缓" in said for said in n.channel.said(n.people["老周"])[1:])
    before = len(n.channel.said(n.groups["工作群"]))
    await n.pass_time(timedelta(days=2))
    assert not any("没有在" in said for said in n.channel.said(n.groups["工作群"])[before:])
    assert "未按时报到" not in card(n, "工作群", "#1 2号楼门口长椅坏了\n")
    await n.pass_time(timedelta(days=2, hours=1))
    assert n.rows(select(Matter.state).where(Matter.number == 1)) == [(State.CALLING,)]
    assert any("9月7日 1" in said for said in n.channel.said(n.people["小吴"]))
    await n.pass_time(timedelta(hours=3))
    assert "公安没有在 9月7日" in card(n, "工作群", "#1 2号楼门口长椅坏了：")


# ---------------------------------------------------------------- not solved


async def test_what_was_not_solved_reaches_staff_and_whoever_had_come(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await departments(n)
    on_duty(n, "900")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1")
    await press(n, "900", "take")
    await n.say("900", "私聊", "完成 1 修了")
    await n.say("于美玲", "工作群", "呼叫 1 城管")
    await n.say("老周", "私聊", "办完 1")
    await n.say("于美玲", "工作群", "办结 1 修好了")
    asked = next(shown for shown in n.channel.shown if "请说一声" in shown.message.text)
    await n.press("陈奶奶", asked, "没解决")
    shown = card(n, "居民群", "#1 2号楼门口长椅坏了\n")
    assert "处理中" in shown
    assert "等社区办结" not in shown
    assert "红管家" not in shown
    assert card(n, "工作群", "#1 2号楼门口长椅坏了：").startswith("#1 2号楼门口长椅坏了：居民说没解决（第 1 次重开）。")
    assert "没解决" in n.channel.said(n.people["老周"])[-1]
    await n.say("于美玲", "工作群", "派单 1")
    await press(n, "900", "take", 2)
    await n.say("900", "私聊", "完成 1 又修了")
    assert "红管家：已完成" in card(n, "居民群", "#1 2号楼门口长椅坏了\n")
    await n.say("于美玲", "工作群", "呼叫 1 城管")
    await n.say("老周", "私聊", "办完 1")
    assert "等社区办结" in card(n, "居民群", "#1 2号楼门口长椅坏了\n")


async def test_a_report_reopened_belongs_to_no_outage_that_is_over(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("小王", "二号楼群", "登记 2号楼停水了")
    await n.say("于美玲", "工作群", "派单 1 阿强")
    await n.say("于美玲", "工作群", "停水 2号楼 今天8点到10点 换阀门")
    await press(n, "阿强", "take")
    await n.say("于美玲", "工作群", "恢复 1")
    assert jobs_of(n) == [(1, JobState.LAPSED)]
    await n.press("小王", next(shown for shown in n.channel.shown if "解决了吗" in shown.message.text), "没解决")
    assert "停水通知" not in card(n, "二号楼群", "#1 2号楼停水了\n")
    await n.say("于美玲", "工作群", "停水 2号楼 今天8点到12点 又停了")
    assert n.rows(select(Matter.incident_id)) == n.rows(select(Incident.id).where(Incident.number == 2))


# ---------------------------------------------------------------- forgotten


async def forgotten(n: Neighbourhood, who: str) -> None:
    await n.say(who, "私聊", "注销")
    asked = next(shown for shown in reversed(n.channel.shown) if shown.chat == n.people.get(who, who) and shown.message.buttons)
    await n.press_data(who, asked.chat, asked.id, asked.message.buttons[0][0].data)


async def test_who_goes_there_sees_no_more_of_a_reporter_who_is_forgotten(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await n.say("陈奶奶", "私聊", "登记 家里的灯不亮了，我姓陈")
    await n.say("于美玲", "工作群", "派单 1 帮忙")
    await press(n, "900", "take")
    assert "陈奶奶" in card(n, "900", "您的单")
    await forgotten(n, "陈奶奶")
    shown = card(n, "900", "您的单")
    assert "陈奶奶" not in shown
    assert jobs_of(n) == [(1, JobState.TAKEN)]


async def test_the_links_of_a_contact_who_is_forgotten_are_void_and_staff_know_whom_to_ring(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await departments(n)
    await two(n)
    await n.say("于美玲", "工作群", "呼叫 1 城管 30分钟")
    await forgotten(n, "老周")
    told = n.channel.said(n.groups["工作群"])[-1]
    assert told == "城管现在没有联系人了。#1 正在呼叫它：请打个电话，再发“部门 城管 联系人 姓名”。"
    await n.pass_time(timedelta(minutes=31))
    assert "城管没有联系人，我提醒不到" in n.channel.said(n.groups["工作群"])[-1]


async def test_a_helper_who_is_forgotten_hands_nothing_over_and_leaves_no_gap_among_names(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1 探访")
    await press(n, "900", "take")
    await press(n, "901", "take")
    await n.say("900", "私聊", "完成 1")
    await forgotten(n, "900")
    await n.say("901", "私聊", "完成 1")
    assert "红管家 帮手901：已完成" in card(n, "工作群", "#1 2号楼门口长椅坏了\n")


async def test_who_offered_their_part_to_somebody_forgotten_hears_of_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1")
    await press(n, "900", "take")
    on_duty(n, "901")
    await n.say("900", "私聊", "转单 1 帮手901")
    await forgotten(n, "901")
    assert n.channel.said("900")[-1] == "#1：对方不便，这一单还在您手上。"


async def test_why_hours_were_corrected_is_forgotten_with_the_helper(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "私聊", "补时长 阿强 30 帮他妈妈抬担架")
    await forgotten(n, "阿强")
    assert not any("担架" in str(detail) for (detail,) in n.rows(select(Journal.detail)))
    with n.database.reading() as session:
        assert list(journal.find_broken(session)) == []


# ---------------------------------------------------------------- typed numbers


async def test_a_late_number_means_what_it_stood_for(quick_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """陈奶奶 is asked about two matters; her late `2` is about the first, whatever was asked since."""
    async with Neighbourhood(quick_database, monkeypatch, WECOM).living() as n:
        await n.say("陈奶奶", "私聊", "登记 2号楼门口长椅坏了")
        await n.say("陈奶奶", "私聊", "登记 2号楼水管漏水")
        await n.say("于美玲", "工作群", "@近邻 办结 1 修好了")
        await n.say("于美玲", "工作群", "@近邻 办结 2 修好了")
        first, second = (said for said in n.channel.said(n.people["陈奶奶"]) if "现在解决了吗" in said)
        reopen = {said: said.rpartition("　")[2].partition(" ")[0] for said in (first, second)}
        assert first.endswith("没解决")
        assert reopen[first] != reopen[second]
        await n.say("陈奶奶", "私聊", reopen[first])
        assert n.rows(select(Matter.state).order_by(Matter.id)) == [(State.HANDLING,), (State.DONE,)]
        await n.say("陈奶奶", "私聊", reopen[second])
        assert n.rows(select(Matter.state).order_by(Matter.id)) == [(State.HANDLING,), (State.HANDLING,)]


async def test_merged_and_taken_at_once_it_is_one_job_of_the_one_matter(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901")
    await two(n)
    await n.say("于美玲", "工作群", "派单 1")
    happened = [n.incoming("于美玲", "工作群", "并入 1 2"), *(n.incoming(who, "私聊", "接单 1") for who in ("900", "901"))]
    with ThreadPoolExecutor(3) as pool:
        results = [decision.result for decision in pool.map(n.dispatch_elsewhere, happened)]
    assert set(results) == {Result.HANDLED}
    assert jobs_of(n) == [(2, JobState.TAKEN)]
    assert n.rows(select(Matter.state).order_by(Matter.id)) == [(State.MERGED,), (State.HANDLING,)]


async def test_a_job_that_came_along_is_the_matters_though_a_newer_one_is_over(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("阿强", "私聊", "上岗 到22点")
    await two(n)
    for number in (1, 2):
        await n.say("于美玲", "工作群", f"派单 {number} 阿强")
    await n.say("于美玲", "工作群", "暂缓 2 9月9日")
    await n.say("于美玲", "工作群", "并入 1 2")
    assert (await n.say("阿强", "私聊", "接单 2")).result is Result.HANDLED
    assert jobs_of(n) == [(2, JobState.TAKEN), (2, JobState.LAPSED)]
