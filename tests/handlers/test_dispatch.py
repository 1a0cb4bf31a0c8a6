"""What dispatch promises: once, by whom, where, and undone as a whole when it fails."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from handlers import registry
from handlers.kit import Entry
from models import journal
from models.machinery import Journal, Result
from models.matters import Follower, Matter
from models.messaging import Happening, Nobody, Sender
from models.rules.matters import State
from tests.house import ANONYMOUS, Neighbourhood, photo


async def test_a_redelivered_message_has_one_effect(neighbourhood: Neighbourhood) -> None:
    happened = neighbourhood.incoming("小王", "居民群", "登记 2号楼水管爆裂")
    decisions = [neighbourhood.dispatch(replace(happened, source=str(number))) for number in range(5)]
    assert [decision.duplicate for decision in decisions] == [False, True, True, True, True]
    assert neighbourhood.count(Matter) == 1


async def test_the_same_message_from_many_threads_has_one_effect(neighbourhood: Neighbourhood) -> None:
    happened = neighbourhood.incoming("小王", "居民群", "登记 2号楼水管爆裂")
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.append(neighbourhood.dispatch_elsewhere(happened).duplicate)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False] + [True] * 7
    assert neighbourhood.count(Matter) == 1


async def test_two_hundred_messages_of_one_second_are_two_hundred(neighbourhood: Neighbourhood) -> None:
    for number in range(200):  # of staff, who may report more than ten a day, and none like another
        neighbourhood.dispatch(neighbourhood.incoming("于美玲", "居民群", f"登记 {chr(0x4E00 + 16 * number) * 6}"))
    numbers = [row.number for row in neighbourhood.rows(select(Matter.number).order_by(Matter.id))]
    assert numbers == list(range(1, 201))


async def test_a_bug_undoes_the_handler_alone_and_is_kept_for_replay(neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handlers.reports.matters.claim_snapshots", broken)
    decision = await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    assert decision.result is Result.FAILED
    assert neighbourhood.count(Matter) == 0
    with neighbourhood.database.reading() as session:
        [dead] = journal.find_dead(session)
        assert (dead.act, dead.result, bool(dead.raw)) == ("ZeroDivisionError", Result.FAILED, True)
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"])[0].startswith("这一步没办成，是我的问题")


@pytest.mark.parametrize("nobody", list(Nobody))
async def test_nobody_reports_and_nobody_moves(neighbourhood: Neighbourhood, nobody: Nobody) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    for words in ("登记 2号楼路灯不亮", "2号楼路灯不亮", "受理 1", "设置 傲梅苑 居民群", "/appoint telegram:11 secretary"):
        await neighbourhood.happen(replace(neighbourhood.incoming("于美玲", "居民群", words), nobody=nobody, sender=None))
    rows = neighbourhood.rows(select(Matter.state))
    assert [row.state for row in rows] == [State.REGISTERED]


async def test_a_namesake_and_a_group_admin_have_no_role(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    namesake = replace(neighbourhood.incoming("999", "居民群", "受理 1"), sender=Sender("999", "于美玲"))
    decision = await neighbourhood.happen(namesake)
    assert decision.result is Result.REFUSED
    assert [row.state for row in neighbourhood.rows(select(Matter.state))] == [State.REGISTERED]


async def test_a_role_is_checked_at_the_press(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    await neighbourhood.say("管理员", "私聊", "免去 telegram:4 红管家 傲梅苑")
    card = neighbourhood.channel.shown[0]
    assert (await neighbourhood.press("阿强", card, "受理")).toast == "这一步由楼长、红管家、物业来办。"


async def test_a_leader_rules_their_building_and_no_other(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 3号楼水管爆裂")
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    await neighbourhood.say("老林", "居民群", "受理 1")
    await neighbourhood.say("老林", "居民群", "受理 2")
    assert [row.state for row in neighbourhood.rows(select(Matter.state).order_by(Matter.id))] == [State.REGISTERED, State.HANDLING]


async def test_forged_presses_change_nothing_and_are_answered(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    before = neighbourhood.rows(select(Matter.state, Matter.follows, Matter.number))
    dice = random.Random(7)
    names = [*registry.entries(Entry.BUTTON), "nonsense", "", "accept accept", "登记"]
    forged = ["accept:1", "done:1:x", "confirm:1", "withdraw:1", "join-yes:1", "setup-kind:1:work", "forget:2", "bond:1:owner"]
    forged += [
        f"{dice.choice(names)}:{dice.choice(['1', '-1', '2', '99999999999999999999', '', '１', 'x', '1:2:3', chr(0)])}" for _ in range(300)
    ]
    for data in forged:
        if data.startswith(("follow:", "add:")):
            continue  # these are any neighbour's right
        decision = await neighbourhood.press_data("李姐", neighbourhood.groups["居民群"], "5001", data)
        assert decision.toast
    assert neighbourhood.rows(select(Matter.state, Matter.follows, Matter.number)) == before
    assert neighbourhood.rows(select(func.count()).select_from(Journal).where(Journal.result == Result.FAILED))[0][0] == 0


async def test_pressing_twice_counts_once_and_never_takes_back(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    card = neighbourhood.channel.shown[0]
    for _ in range(4):
        await neighbourhood.press("李姐", card, "我也遇到")
    assert neighbourhood.rows(select(Matter.follows)) == [(1,)]
    assert neighbourhood.count(Follower) == 1


async def test_an_album_is_one(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼围墙倒了", attachments=photo(1), album="a")
    for number in (2, 3):
        await neighbourhood.say("陈奶奶", "居民群", attachments=photo(number), album="a")
    assert neighbourhood.rows(select(Matter.pictures)) == [(3,)]


async def test_five_hundred_presses_are_few_edits_and_show_the_last_state(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    card = neighbourhood.channel.shown[0]
    pressed = neighbourhood.incoming("小王", "居民群")
    for number in range(500):
        press = replace(
            pressed, key=f"p{number}", happening=Happening.PRESS, sender=Sender(str(5000 + number)), message=card.id, pressed="follow:1"
        )
        neighbourhood.courier.hand(neighbourhood.dispatch(press).handed)
    await neighbourhood.settle()
    assert card.edits <= 3
    assert "我也遇到：500 位邻居" in card.message.text


async def test_the_chain_verifies_and_notices_a_change(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管爆裂")
    await neighbourhood.say("阿强", "工作群", "受理 1")
    with neighbourhood.database.writing() as session:
        assert list(journal.find_broken(session)) == []
        journal.forget_words(session, 6)
        assert list(journal.find_broken(session)) == []
        fact = session.scalars(select(Journal).where(Journal.act == "accept")).one()
        fact.detail = {"words": "别的话"}
    with neighbourhood.database.reading() as session:
        assert [line.split(":")[0] for line in journal.find_broken(session)] == ["matter"]


async def test_anonymous_talk_is_not_offered(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.happen(replace(neighbourhood.incoming("小王", "居民群", "2号楼电梯又坏了"), **ANONYMOUS))
    assert neighbourhood.channel.shown == []


async def test_nothing_a_resident_types_reaches_the_group_unmasked(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("李姐", "私聊", "3号楼电梯坏了，打我电话13812345678")
    said = neighbourhood.channel.said(neighbourhood.groups["居民群"])
    assert said
    assert not any("13812345678" in text for text in said)
