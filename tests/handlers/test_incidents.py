"""停水停电: what is taken in, counted, asked and closed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from models.incidents import Affected, Incident
from models.matters import Matter
from models.rules.incidents import Stage
from models.rules.matters import State
from tests.house import Neighbourhood


def stages(n: Neighbourhood) -> list[tuple[int | None, Stage]]:
    return [tuple(row) for row in n.rows(select(Incident.number, Incident.stage).order_by(Incident.id))]


async def outage(n: Neighbourhood, words: str = "停水 2号楼 今天8点到10点 换阀门") -> None:
    await n.say("于美玲", "工作群", words)


async def three(n: Neighbourhood) -> None:
    for who in ("陈奶奶", "小王", "李姐"):
        await n.say(who, "私聊", "登记 2号楼停电了")
        last = n.channel.shown[-1]
        if any(button.label == "另外登记" for row in last.message.buttons for button in row):
            await n.press(who, last, "另外登记")


async def test_a_report_during_it_is_no_matter(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood)
    await neighbourhood.say("小王", "二号楼群", "登记 2号楼停水了")
    await neighbourhood.say("陈奶奶", "私聊", "我家没水了")
    assert neighbourhood.count(Matter) == 0
    assert neighbourhood.rows(select(Incident.people, Incident.homes)) == [(2, 2)]


async def test_elsewhere_otherwise_and_worse_is_a_matter(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood)
    for said in ("登记 3号楼停水了", "登记 2号楼停电了", "登记 2号楼水管爆裂，停水了", "登记 2号楼着火了，停水"):
        await neighbourhood.say("李姐", "居民群", said)
    assert neighbourhood.count(Matter) == 4
    assert neighbourhood.count(Affected) == 0


async def test_two_hours_after_its_planned_end_reports_are_matters_again(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood)
    await neighbourhood.pass_time(timedelta(hours=3, minutes=55))
    await neighbourhood.say("小王", "私聊", "2号楼停水了")
    assert neighbourhood.count(Matter) == 0
    await neighbourhood.pass_time(timedelta(minutes=10))
    await neighbourhood.say("小王", "私聊", "2号楼停水了")
    assert neighbourhood.count(Matter) == 1


async def test_once_it_is_over_it_takes_nothing_in(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood)
    await neighbourhood.say("阿强", "工作群", "恢复 1")
    await neighbourhood.say("小王", "私聊", "2号楼还是没水")
    assert neighbourhood.count(Matter) == 1
    await neighbourhood.say("阿强", "工作群", "恢复 1")
    assert neighbourhood.channel.said(neighbourhood.groups["工作群"])[-1] == "通知 1 已经结束了。"


async def test_a_talking_group_is_told_now_and_then_and_everybody_counted(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood)
    for who in ("小王", "陈奶奶", "李姐", "小王"):
        await neighbourhood.say(who, "二号楼群", "停水了")
    told = [text for text in neighbourhood.channel.said(neighbourhood.groups["二号楼群"]) if "已记下" in text]
    assert len(told) == 1
    assert neighbourhood.rows(select(Incident.people, Incident.homes)) == [(3, 2)]  # 李姐 lives elsewhere


async def test_staff_are_nudged_once_for_each_end(neighbourhood: Neighbourhood) -> None:
    def asked() -> int:
        return sum("恢复了吗" in text for text in neighbourhood.channel.said(neighbourhood.groups["工作群"]))

    await outage(neighbourhood)
    await neighbourhood.say("于美玲", "工作群", "停水 1 延到12点")
    await neighbourhood.pass_time(timedelta(hours=3))
    assert asked() == 0
    await neighbourhood.pass_time(timedelta(hours=2))
    assert asked() == 1
    await neighbourhood.pass_time(timedelta(hours=5))
    assert asked() == 1


async def test_staff_are_asked_now_and_then_about_one_whose_end_nobody_knows(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await three(n)
    await n.press("于美玲", next(shown for shown in n.channel.shown if "要发成停电通知吗" in shown.message.text), "发布")
    await n.pass_time(timedelta(hours=2, minutes=1))
    [asked] = [shown for shown in n.channel.shown if "还没有说恢复" in shown.message.text]
    assert "发“停电 1 延到22点”" in asked.message.text
    assert [button.label for row in asked.message.buttons for button in row] == ["恢复了"]
    await n.pass_time(timedelta(hours=12, minutes=1))
    assert sum("还没有说恢复" in shown.message.text for shown in n.channel.shown) == 2
    await n.press("于美玲", asked, "恢复了")
    await n.pass_time(timedelta(hours=24))
    assert sum("还没有说恢复" in shown.message.text for shown in n.channel.shown) == 2


async def test_planned_ones_begin_by_themselves(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood, "停气 傲梅苑 明天9点到11点 检修")
    assert stages(neighbourhood) == [(1, Stage.PLANNED)]
    await neighbourhood.say("小王", "私聊", "家里没燃气")
    assert neighbourhood.count(Affected) == 0
    await neighbourhood.pass_time(timedelta(hours=25))
    assert stages(neighbourhood) == [(1, Stage.ON)]


async def test_the_same_hours_are_announced_once_whoever_announces_at_once(neighbourhood: Neighbourhood) -> None:
    said = [neighbourhood.incoming(who, "工作群", "停水 2号楼 今天8点到10点") for who in ("于美玲", "阿强") * 3]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(neighbourhood.dispatch_elsewhere, said))
    assert [found for found in stages(neighbourhood) if found[1] is Stage.ON] == [(1, Stage.ON)]


async def test_every_announced_one_has_a_number_of_its_own(neighbourhood: Neighbourhood) -> None:
    said = [neighbourhood.incoming("于美玲", "工作群", f"停水 {n}号楼 明天{hour}点到{hour + 1}点") for n in (1, 2, 3) for hour in (9, 11)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(neighbourhood.dispatch_elsewhere, said))
    assert sorted(number or 0 for number, _ in stages(neighbourhood)) == [1, 2, 3, 4, 5, 6]


async def test_three_households_make_a_question_and_two_do_not(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "私聊", "登记 2号楼停电了")
    await neighbourhood.say("小王", "私聊", "登记 2号楼停电了")
    await neighbourhood.press("小王", neighbourhood.channel.shown[-1], "我也遇到 #1")
    assert stages(neighbourhood) == []
    await neighbourhood.say("李姐", "居民群", "登记 2号楼停电了")
    await neighbourhood.press("李姐", neighbourhood.channel.shown[-1], "我也遇到 #1")
    assert stages(neighbourhood) == [(None, Stage.OFFERED)]


async def test_what_staff_declined_is_not_asked_again_for_a_while(neighbourhood: Neighbourhood) -> None:
    await three(neighbourhood)
    question = next(s for s in neighbourhood.channel.shown if "要发成停电通知吗" in s.message.text)
    await neighbourhood.press("阿强", question, "不用")
    assert stages(neighbourhood) == [(None, Stage.DROPPED)]
    group = neighbourhood.groups["二号楼群"]
    card = next(s for s in neighbourhood.channel.shown if s.message.text.startswith("#1") and s.chat == group)
    await neighbourhood.press("管理员", card, "我也遇到")
    assert stages(neighbourhood) == [(None, Stage.DROPPED)]


async def test_its_reports_are_in_hand_at_once_and_done_with_it(neighbourhood: Neighbourhood) -> None:
    await three(neighbourhood)
    question = next(s for s in neighbourhood.channel.shown if "要发成停电通知吗" in s.message.text)
    await neighbourhood.press("阿强", question, "发布")
    assert {state for (state,) in neighbourhood.rows(select(Matter.state))} == {State.HANDLING}
    card = next(s for s in neighbourhood.channel.shown if s.message.text.startswith("停电通知 1") and s.chat == question.chat)
    await neighbourhood.press("阿强", card, "恢复了")
    assert {state for (state,) in neighbourhood.rows(select(Matter.state))} == {State.DONE}
    for who in ("陈奶奶", "小王", "李姐"):
        assert "现在解决了吗？" in neighbourhood.channel.said(neighbourhood.people[who])[-1]


async def test_a_question_nobody_answers_fades(neighbourhood: Neighbourhood) -> None:
    await three(neighbourhood)
    await neighbourhood.pass_time(timedelta(hours=3))
    assert stages(neighbourhood) == [(None, Stage.DROPPED)]


async def test_residents_announce_nothing(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "停水 2号楼 今天18点到20点")
    await neighbourhood.say("老林", "私聊", "停水 3号楼 今天18点到20点")  # leads another building
    assert stages(neighbourhood) == []
    await neighbourhood.say("老林", "工作群", "停水 2号楼 今天18点到20点")  # leads this one, in a group of the whole compound
    assert stages(neighbourhood) == [(1, Stage.PLANNED)]


async def test_a_leader_elsewhere_does_not_say_that_it_is_over(neighbourhood: Neighbourhood) -> None:
    await outage(neighbourhood, "停水 3号楼 今天8点到10点")
    await neighbourhood.say("老林", "私聊", "恢复 1")
    assert stages(neighbourhood) == [(1, Stage.ON)]
