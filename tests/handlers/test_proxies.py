"""Somebody trusted answers for an owner: by a code, for a few households, never over what an owner says."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from models import places
from models.codes import JoinCode
from models.machinery import Result
from models.people import Bond, Tie
from models.rules.codes import find_code
from tests.handlers.poll_house import box, counted, live, open_poll, vote
from tests.house import Neighbourhood

STATUTORY = "2号楼 换不换楼道灯 法定表决 使用维修资金 默认 公开 周六20点"


async def entrust(n: Neighbourhood, owner: str, words: str = "委托") -> str:
    """The code an owner is given."""
    await n.say(owner, "私聊", words)
    code = find_code(n.channel.said(n.people.get(owner, owner))[-1])
    assert code is not None
    return code


async def said_last(n: Neighbourhood, who: str) -> str:
    return n.channel.said(n.people.get(who, who))[-1]


async def test_a_proxy_votes_until_the_owner_does(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, STATUTORY)
        assert vote(n, "老周", id_, "yes").result is Result.REFUSED
        code = await entrust(n, "陈奶奶")
        await n.say("老周", "私聊", f"绑定 {code}")
        assert await said_last(n, "老周") == "您现在是2号楼1单元301的代理人，可以替这一户投票、表态。业主自己投了，以业主的为准。"
        assert (await said_last(n, "陈奶奶")).startswith("老周现在是2号楼1单元301的代理人")
        assert vote(n, "老周", id_, "yes").result is Result.HANDLED
        assert vote(n, "陈奶奶", id_, "no").result is Result.HANDLED
        assert vote(n, "老周", id_, "yes").result is Result.REFUSED
        assert [choice for _, _, choice in box(n)] == [["no"]]
        kept, found = counted(n, id_)
        assert kept == found
        await n.say("小吴", "私聊", f"绑定 {code}")  # used once
        assert (await said_last(n, "小吴")).startswith("这个绑定码不对")


async def test_what_is_revoked_is_over_and_its_votes_stand(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, STATUTORY)
        used, unused = await entrust(n, "陈奶奶"), await entrust(n, "陈奶奶")
        await n.say("老周", "私聊", f"绑定 {used}")
        vote(n, "老周", id_, "yes")
        await n.say("陈奶奶", "私聊", "撤销委托")
        assert (await said_last(n, "陈奶奶")).startswith("2号楼1单元301的委托撤销了。")
        assert await said_last(n, "老周") == "2号楼1单元301的委托到此为止，谢谢您帮忙。"
        assert vote(n, "老周", id_, "no").result is Result.REFUSED
        assert [choice for _, _, choice in box(n)] == [["yes"]]
        await n.say("小吴", "私聊", f"绑定 {unused}")
        assert (await said_last(n, "小吴")).startswith("这个绑定码不对")
        await n.say("陈奶奶", "私聊", "撤销委托")
        assert await said_last(n, "陈奶奶") == "2号楼1单元301没有代理人；没用掉的委托码作废了。"


async def test_so_many_households_and_no_more_and_the_code_stays_good(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    homes = ("2号楼1单元101", "2号楼1单元201", "2号楼2单元201", "2号楼2单元301")
    for account, home in enumerate(homes, 900):
        live(n, str(account), home)
    async with n.living():
        for account in range(900, 903):
            await n.say("老周", "私聊", f"绑定 {await entrust(n, str(account))}")
        fourth = await entrust(n, "903")
        await n.say("老周", "私聊", f"绑定 {fourth}")
        assert (await said_last(n, "老周")).startswith("一个人最多代理 3 户")
        held = select(Tie.household_id).where(Tie.bond == Bond.PROXY, Tie.until.is_(None))
        assert len(n.rows(held)) == 3
        assert n.rows(select(JoinCode.id).where(JoinCode.used_at.is_(None))) != []
        await n.say("小吴", "私聊", f"绑定 {fourth}")
        assert len(n.rows(held)) == 4


async def test_only_owners_entrust_and_a_proxy_makes_nobody_an_owner(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await n.say("老周", "私聊", "委托")
        assert (await said_last(n, "老周")).startswith("只有业主能委托别人")
        await n.say("老周", "私聊", f"绑定 {await entrust(n, '陈奶奶')}")
        await n.say("老周", "私聊", "委托")
        assert (await said_last(n, "老周")).startswith("只有业主能委托别人")
        await n.press_data("老周", "20", "1", f"bond:{n.places['2号楼1单元301']}:owner")
        assert n.rows(select(Tie.bond).where(Tie.person_id == n.rows(select(Tie.person_id).where(Tie.bond == Bond.PROXY))[0][0])) == [
            (Bond.PROXY,)
        ]


async def test_an_owner_of_several_says_which(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    live(n, "10", "2号楼1单元101")
    async with n.living():
        await n.say("陈奶奶", "私聊", "委托")
        assert await said_last(n, "陈奶奶") == "您有几户，请写明是哪一户，比如“委托 301”：2号楼1单元301、2号楼1单元101"
        assert (await entrust(n, "陈奶奶", "委托 101")) != ""
        assert "2号楼1单元101的委托码" in await said_last(n, "陈奶奶")


async def test_a_code_shown_in_a_group_is_dead(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        code = await entrust(n, "陈奶奶")
        await n.say("陈奶奶", "居民群", f"谁有空帮我投一下 {code}")
        await n.say("老周", "私聊", f"绑定 {code}")
        assert (await said_last(n, "老周")).startswith("这个绑定码不对")
        with n.database.writing() as session:
            session.execute(update(JoinCode).values(dead_at=None))
        await n.say("老周", "私聊", f"绑定 {code}")
        assert (await said_last(n, "老周")).startswith("您现在是")


async def test_of_two_flats_the_one_that_is_named_is_entrusted(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        unit = places.find_above(session, n._place(session, "2号楼1单元301"))[-2]
        n._household(session, unit, 13, "2号楼1单元")
    live(n, "10", "2号楼1单元1301")
    async with n.living():
        assert await entrust(n, "陈奶奶", "委托 301")
        assert "2号楼1单元301" in await said_last(n, "陈奶奶")


async def test_in_a_consent_round_too_the_owners_own_word_goes_before(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await n.say("老周", "私聊", f"绑定 {await entrust(n, '陈奶奶')}")
        await n.say("于美玲", "私聊", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增")
        await n.press("于美玲", n.channel.shown[-1], "发布")
        await n.say("于美玲", "私聊", "征求意见 2号楼 老林")
        for who, said, taken in (("老周", "同意", True), ("陈奶奶", "不同意 太贵", True), ("老周", "同意", False), ("陈奶奶", "同意", True)):
            assert ((await n.say(who, "私聊", said)).result is Result.HANDLED) == taken
        assert "业主自己答了“不同意”" in await said_last(n, "老周")
        [card] = [said for said in n.channel.said(n.groups["二号楼群"]) if said.startswith("征求意见 1")]
        assert "已同意 1/" in card


@pytest.mark.parametrize("others", [False, True])
async def test_who_acts_for_an_owner_who_goes_acts_for_nobody(neighbourhood: Neighbourhood, others: bool) -> None:
    """An unused code neither; where somebody owns it still, the household's proxy stays."""
    n = neighbourhood
    async with n.living():
        if others:
            live(n, "40", "2号楼1单元301", Bond.CO_OWNER)
        id_ = await open_poll(n, STATUTORY)
        await n.say("老周", "私聊", f"绑定 {await entrust(n, '陈奶奶')}")
        code = await entrust(n, "陈奶奶")
        await n.say("陈奶奶", "私聊", "注销")
        await n.press("陈奶奶", n.channel.shown[-1], "确定注销")
        assert (await said_last(n, "老周") == "2号楼1单元301的委托到此为止，谢谢您帮忙。") != others
        assert (vote(n, "老周", id_, "yes").result is Result.HANDLED) == others
        await n.say("小吴", "私聊", f"绑定 {code}")
        assert (vote(n, "小吴", id_, "no").result is Result.HANDLED) == others
