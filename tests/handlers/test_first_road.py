"""The first road: a neighbour's words become a matter, and the group sees it done."""

from __future__ import annotations

from datetime import timedelta

from tests.house import Neighbourhood


async def test_overheard_report_is_offered_registered_accepted_done_and_confirmed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "2号楼电梯又坏了")
    group = n.groups["居民群"]
    assert n.channel.said(group) == ["要登记吗？\n2号楼 · 电梯"]
    offer = n.channel.shown[0]
    assert (await n.press("陈奶奶", offer, "登记")).toast == "已登记，编号 #1"
    assert n.channel.said(group) == ["#1 2号楼电梯又坏了\n2号楼 · 电梯 · 已登记\n9月3日 08:00 登记 · 第 1 天"]
    work = n.groups["工作群"]
    assert n.channel.said(work) == [
        "#1 2号楼电梯又坏了\n2号楼 · 电梯 · 已登记\n9月3日 08:00 登记 · 第 1 天\n原话：2号楼电梯又坏了\n报事人：陈奶奶 301"
    ]
    await n.say("阿强", "工作群", "受理 1")
    await n.say("阿强", "工作群", "办结 1 换了门机皮带")
    assert n.channel.said(group)[1:] == [
        "#1 2号楼电梯又坏了：红管家已受理。",
        "#1 2号楼电梯又坏了：已办结。换了门机皮带\n报事和跟进的邻居，请说一声：",
    ]
    line = n.channel.shown[-2]
    assert (await n.press("小王", line, "解决了")).toast == "这一步要由报事的人或跟进的邻居来点。"
    assert (await n.press("陈奶奶", line, "解决了")).toast == "谢谢，#1 记为已解决。"
    await n.pass_time(timedelta(days=8))
    await n.say("小王", "居民群", "进度")
    assert n.channel.said(group)[-1].splitlines()[:2] == ["傲梅苑 一线处置", "#1 9月3日，2号楼电梯又坏了，已确认"]
    assert n.stuck() == []


async def test_talk_is_left_alone(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "今天天气真好")
    assert neighbourhood.channel.shown == []
