"""How much one person reports in a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from models import limits
from models.limits import Limit
from models.matters import Matter
from models.rules.matters import State
from tests.house import Neighbourhood

THINGS = (
    "楼道灯坏了",
    "垃圾没人清",
    "门禁失灵",
    "外墙瓷砖脱落",
    "健身器材松动",
    "有人乱停车",
    "广场舞扰民",
    "树枝断了",
    "下水道堵了",
    "长椅坏了",
    "信箱坏了",
    "井盖松动",
)


def registered(n: Neighbourhood) -> list[int]:
    return [number for (number,) in n.rows(select(Matter.number).where(Matter.number.is_not(None)).order_by(Matter.number))]


async def test_two_messages_at_once_cannot_both_take_the_last_slot(neighbourhood: Neighbourhood) -> None:
    groups = ("居民群", "私聊", "二号楼群")
    said = [neighbourhood.incoming("小王", groups[n % 3], f"登记 {n % 2 * 2 + 1}号楼{thing}") for n, thing in enumerate(THINGS)]
    said += [neighbourhood.incoming("小王", groups[n % 3], f"登记 {n % 2 * -2 + 3}号楼{thing}") for n, thing in enumerate(THINGS)]
    with ThreadPoolExecutor(8) as pool:
        decided = list(pool.map(neighbourhood.dispatch_elsewhere, said))
    assert len(decided) == 24
    assert registered(neighbourhood) == list(range(1, 11))  # ten, and no number was lost by those refused
    assert neighbourhood.rows(select(Limit.used).where(Limit.what == "")) == [(10,)]


async def test_what_is_refused_leaves_nothing_behind_and_is_said(neighbourhood: Neighbourhood) -> None:
    for thing in THINGS[:11]:
        await neighbourhood.say("小王", "居民群", f"登记 {thing}")
    assert registered(neighbourhood) == list(range(1, 11))
    assert neighbourhood.rows(select(Matter.id).where(Matter.words == THINGS[10])) == []
    last = neighbourhood.channel.said(neighbourhood.groups["居民群"])[-1]
    assert last.startswith("今天您已报 10 件")
    assert "回复 #10 的卡片" in last


async def test_staff_emergencies_and_others_pass(neighbourhood: Neighbourhood) -> None:
    for thing in THINGS:
        await neighbourhood.say("老林", "二号楼群", f"登记 2号楼{thing}")
    assert len(registered(neighbourhood)) == 12
    for thing in THINGS[:10]:
        await neighbourhood.say("小王", "居民群", f"登记 1号楼{thing}")
    await neighbourhood.say("小王", "居民群", "登记 1号楼着火了")
    await neighbourhood.say("李姐", "居民群", "登记 3号楼路面坑洼")
    assert len(registered(neighbourhood)) == 24


async def test_staff_register_for_one_who_has_said_enough(neighbourhood: Neighbourhood) -> None:
    for thing in THINGS[:10]:
        await neighbourhood.say("小王", "二号楼群", f"登记 {thing}")
    await neighbourhood.say("小王", "二号楼群", "2号楼水管爆裂")
    offer = neighbourhood.channel.shown[-1]
    assert (await neighbourhood.press("小王", offer, "登记")).alert
    assert len(registered(neighbourhood)) == 10
    await neighbourhood.press("老林", offer, "登记")
    assert len(registered(neighbourhood)) == 11


async def test_the_same_words_twice_are_enough_however_they_are_marked(neighbourhood: Neighbourhood) -> None:
    for said in ("广场舞扰民", "广场舞扰民！", "广场舞 扰民。"):
        await neighbourhood.say("小王", "私聊", f"登记 {said}")
        offer = neighbourhood.channel.shown[-1]
        if any(button.label == "另外登记" for row in offer.message.buttons for button in row):
            await neighbourhood.press("小王", offer, "另外登记")
    assert len(registered(neighbourhood)) == 2
    drafts = neighbourhood.rows(select(Matter.words).where(Matter.state == State.DRAFT))
    assert drafts == [("广场舞 扰民。",)]  # still there, with its buttons: it may be added to the first


async def test_days_gone_by_are_forgotten(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "私聊", "登记 广场舞扰民")
    with neighbourhood.database.writing() as session:
        limits.drop_old(session, neighbourhood.now + timedelta(days=1))
        assert session.query(Limit).count() == 2
        limits.drop_old(session, neighbourhood.now + timedelta(days=4))
        assert session.query(Limit).count() == 0
