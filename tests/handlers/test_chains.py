"""接龙 in the group: a line each, however many press at once, and forgotten with whoever goes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from models.chains import Chain
from models.machinery import Result
from tests.handlers.poll_house import press as pressing
from tests.house import Neighbourhood

PEOPLE = ("小王", "陈奶奶", "阿强", "李姐", "老林", "于美玲")


async def test_all_who_press_at_once_stand_in_it_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await n.say("小王", "居民群", "新接龙 周六团购鸡蛋")
        chain = n.rows(select(Chain.id))[0][0]
        gate = Barrier(len(PEOPLE))

        def press(who: str) -> list[Result]:
            gate.wait(30)
            pressed = [pressing(n, who, f"chain-join:{chain}", where="居民群") for _ in range(3)]
            return [n.dispatch_elsewhere(one).result for one in pressed]

        with ThreadPoolExecutor(len(PEOPLE)) as pool:
            results = [result for found in pool.map(press, PEOPLE) for result in found]
        assert set(results) == {Result.HANDLED}
        assert sorted(line[0] for line in n.rows(select(Chain.lines))[0][0]) == sorted(PEOPLE)


async def test_a_paste_is_silent_while_nobody_is_lost(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        before = len(n.channel.said(n.groups["居民群"]))
        await n.say("小王", "居民群", "#接龙\n团购\n1. 小王 两份")
        await n.say("阿强", "居民群", "团购\n1. 小王 两份\n2. 阿强 一份")
        assert len(n.channel.said(n.groups["居民群"])) == before
        assert n.rows(select(Chain.lines)) == [([["小王", "两份", None], ["阿强", "一份", None]],)]


async def test_numbered_talk_that_is_no_known_chain_is_left_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await n.say("小王", "居民群", "今天三件事\n1. 买菜\n2. 接孩子")
        assert n.count(Chain) == 0
