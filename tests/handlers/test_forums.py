"""Forums end to end: nothing of an envelope is told before its moment, the branch's look cannot be got round, and races decide once."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from models import forums
from models.forums import CHANNEL, Enquiry, Forum, Proposal, Work
from models.machinery import Result
from models.messaging import Happening, Incoming, Sender
from models.polls import Poll
from models.rules.codes import digest
from models.rules.forums import Stage, State, draw_order, fingerprint
from models.schema import metadata
from tests.house import Neighbourhood

NAME = f"{7:032x}.pdf"
SECRETS = ("47.9", "479000", "47900000", "479,000", "芝麻漆", "底价单", NAME)
OWN = {"proposals", "papers"}
"""Where the envelope itself is."""


async def begin(n: Neighbourhood, firms: tuple[str, ...] = ("甲公司", "乙公司")) -> None:
    """A forum of 2号楼 with a proposal of each firm."""
    await n.say("老林", "私聊", "新议事会 2号楼 外墙粉刷\n水性漆")
    await n.say("老林", "私聊", "明天20点")
    await n.say("老林", "私聊", "发布")
    for at, firm in enumerate(firms):
        await n.say("老林", "私聊", f"录方案 1 {firm} 报价 {30 + at}万 工期 60天 质保 5年 内容 刷两遍")


def of_firm(n: Neighbourhood, token: str, data: str, key: str = "1") -> Incoming:
    """A press of a firm on its page."""
    sender = f"firm:{digest(token)[:32]}"
    return Incoming(CHANNEL, f"bid:{key}", Happening.PRESS, sender, n.now, sender=Sender(sender), pressed=data, source=digest(token))


def invite(n: Neighbourhood, firm: str) -> tuple[int, str]:
    with n.database.writing() as session:
        forum = session.scalars(select(Forum)).one()
        made = forums.invite(session, forum, firm, n.now)
        assert made is not None
        return made[0].id, made[1]


def told(n: Neighbourhood) -> str:
    """Everything said anywhere, and every cell of every table but the envelopes."""
    said = "\n".join(shown.message.text for shown in n.channel.shown)
    with n.database.reading() as session:
        rows = [
            json.dumps([str(value) for value in row], ensure_ascii=False)
            for table in metadata.sorted_tables
            if table.name not in OWN
            for row in session.execute(select(table))
        ]
    return said + "\n".join(rows)


async def test_nothing_of_an_envelope_is_told_before_its_moment(neighbourhood: Neighbourhood, caplog: pytest.LogCaptureFixture) -> None:
    n = neighbourhood
    caplog.set_level(logging.DEBUG)
    async with n.living():
        await begin(n)
        proposal, token = invite(n, "丙公司")
        assert n.dispatch(of_firm(n, token, f"bid-save:{proposal}:47.9万\x1f60天\x1f5年\x1f芝麻漆两遍")).result is Result.HANDLED
        assert n.dispatch(of_firm(n, token, f"bid-paper:{proposal}:{NAME}\x1f99\x1f底价单.pdf", "file")).result is Result.HANDLED
        for words in ("议事会 1", "议事会", "方案 1 1", "方案 1 3", "问方案 1 1 多少钱", "我的数据", "进度"):
            await n.say("陈奶奶", "私聊", words)
            await n.say("老林", "私聊", words)
        seen = told(n) + caplog.text
        assert [secret for secret in SECRETS if secret in seen] == []
        await n.pass_time(timedelta(days=2))
        assert "479,000.00" in told(n)


async def test_the_order_is_the_drawn_one_and_the_seed_fits_its_fingerprint(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n, ("甲公司", "乙公司", "丙公司"))
        seed, shown = n.rows(select(Forum.seed))[0][0], "\n".join(n.channel.said(n.groups["二号楼群"]))
        assert (seed in shown, fingerprint(seed)[:16] in shown) == (False, True)
        await n.pass_time(timedelta(days=2))
        order = [firm for (firm,) in n.rows(select(Proposal.firm).order_by(Proposal.turn))]
        assert order == draw_order(seed, order)
        assert f"抽签种子 {seed}" in "\n".join(n.channel.said(n.groups["二号楼群"]))


async def test_at_the_moment_itself_it_is_too_late_and_a_stranger_writes_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        mine, token = invite(n, "丙公司")
        other = n.rows(select(Proposal.id).where(Proposal.firm == "甲公司"))[0][0]
        full = "1万\x1f1天\x1f1年\x1f刷"
        assert n.dispatch(of_firm(n, token, f"bid-save:{other}:{full}", "other")).result is Result.REFUSED
        assert n.dispatch(of_firm(n, "x" * 43, f"bid-save:{mine}:{full}", "forged")).result is Result.REFUSED
        assert n.dispatch(of_firm(n, token, f"bid-answer:{mine}:1:好", "early")).result is Result.REFUSED
        n.now = n.rows(select(Forum.opens_at))[0][0]
        assert n.dispatch(of_firm(n, token, f"bid-save:{mine}:{full}", "late")).result is Result.REFUSED
        assert n.rows(select(Proposal.price).where(Proposal.id == mine)) == [(None,)]


async def test_two_who_invite_the_same_firm_at_once_make_one_proposal(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n, ())
        gate = Barrier(2)

        def enter(who: str) -> Result:
            happened = n.incoming(who, "私聊", "录方案 1 甲公司 报价 30万 工期 60天 质保 5年 内容 刷两遍")
            gate.wait(30)
            return n.dispatch_elsewhere(happened).result

        with ThreadPoolExecutor(2) as pool:
            assert set(pool.map(enter, ("老林", "于美玲"))) == {Result.HANDLED}
        assert n.rows(select(Proposal.firm)) == [("甲公司",)]


async def test_where_the_branch_looks_first_it_does_here_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await n.say("于美玲", "私聊", "约定 支部先议 全部")
        await begin(n)
        await n.pass_time(timedelta(days=2))
        await n.say("老林", "私聊", "开投 1 7天后")
        assert (n.count(Poll), n.rows(select(Forum.state))) == (0, [(State.OPENED,)])
        asked = next(shown for shown in reversed(n.channel.shown) if shown.chat == n.people["于美玲"] and shown.message.buttons)
        await n.press("于美玲", asked, asked.message.buttons[0][0].label)
        assert n.rows(select(Poll.about)) == [("forum:1",)]
        assert n.rows(select(Forum.state)) == [(State.VOTING,)]


async def test_the_vote_ranks_all_proposals_and_leads_to_a_work(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n, ("甲公司", "乙公司", "丙公司"))
        await n.pass_time(timedelta(days=2))
        await n.say("陈奶奶", "私聊", "问方案 1 1 多久？")
        await n.say("老林", "私聊", "开投 1 后天20点 排序")
        await n.say("陈奶奶", "私聊", "投票 1 2 1 3")
        await n.pass_time(timedelta(days=3))
        await n.say("老林", "私聊", "定标 1 2 排第一")
        assert n.count(Work) == 0
        await n.say("老林", "私聊", "落选 1 1 价高")
        await n.say("老林", "私聊", "落选 1 3 质保短")
        await n.say("老林", "私聊", "落选 1 3 再改一次")
        firm = n.rows(select(Proposal.firm).where(Proposal.turn == 2))[0][0]
        assert n.rows(select(Work.firm, Work.stage)) == [(firm, Stage.AGREED)]
        assert n.rows(select(Proposal.reason).where(Proposal.turn == 3)) == [("质保短",)]
        assert n.rows(select(Enquiry.answer)) == [("",)]


async def test_files_go_into_ones_own_envelope_and_stand_beside_the_opened_proposal(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.house = replace(n.house, public_url="https://jinlin.example")
    async with n.living():
        await begin(n, ())
        (mine, token), (other, _) = invite(n, "甲公司"), invite(n, "乙公司")
        assert n.dispatch(of_firm(n, token, f"bid-save:{mine}:48万\x1f60天\x1f5年\x1f刷两遍")).result is Result.HANDLED
        filed = f"{NAME}\x1f99\x1f图纸.pdf"
        assert n.dispatch(of_firm(n, token, f"bid-paper:{other}:{filed}", "a")).result is Result.REFUSED
        for at, wrong in enumerate(("", "x", "../app.sqlite\x1f1\x1fx", f"{NAME}\x1fmany\x1fx")):
            assert n.dispatch(of_firm(n, token, f"bid-paper:{mine}:{wrong}", f"w{at}")).result is Result.REFUSED
        assert n.dispatch(of_firm(n, token, f"bid-paper:{mine}:{filed}", "b")).result is Result.HANDLED
        assert n.dispatch(of_firm(n, "x" * 43, f"bid-unpaper:{mine}:{NAME}", "c")).result is Result.REFUSED
        assert [n.dispatch(of_firm(n, token, f"bid-paper:{mine}:{at:032x}.jpg\x1f1\x1fx", f"n{at}")).result for at in range(8, 13)] == [
            *[Result.HANDLED] * 4,
            Result.REFUSED,
        ]
        await n.pass_time(timedelta(days=2))
        assert n.dispatch(of_firm(n, token, f"bid-unpaper:{mine}:{NAME}", "d")).result is Result.REFUSED
        await n.say("陈奶奶", "私聊", "方案 1 1")
        assert f"\n附件 图纸.pdf：https://jinlin.example/papers/{NAME}\n" in n.channel.said("10")[-1]


async def test_the_firms_of_a_vote_are_called_by_name_and_nobody_else(neighbourhood: Neighbourhood) -> None:
    """To have to do with 永安装修公司 is something else than with the other one; before the opening nobody learns that it was asked."""
    n = neighbourhood
    group = n.groups["二号楼群"]
    async with n.living():
        await begin(n, ("永安装修公司", "乙公司"))
        await n.say("陈奶奶", "私聊", "申报利益 1 我弟弟在永安装修公司上班，找王秀英")
        assert "永安" not in "".join(n.channel.said(group))
        await n.pass_time(timedelta(days=2))
        [card] = [said for said in n.channel.said(group) if said.startswith("议事会 1：")]
        assert "利益申报（居民）：我弟弟" in card
        assert "永安装修公司上班" in card
        assert "王秀英" not in card
        await n.say("老林", "私聊", "流会 1 永安装修公司报价太高，问王秀英13800138000")
        assert n.rows(select(Forum.why)) == [("永安装修公司报价太高，问某某（电话）",)]


async def test_who_is_too_late_to_choose_hears_what_was_chosen(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        await n.pass_time(timedelta(days=2))
        turns = dict(n.rows(select(Proposal.firm, Proposal.turn)))
        await n.say("老林", "私聊", "开投 1 明天20点")
        await n.pass_time(timedelta(days=2))
        await n.say("老林", "私聊", f"定标 1 {turns['甲公司']} 质保最长")
        for words in (f"定标 1 {turns['乙公司']} 便宜", "流会 1 太贵"):
            assert (await n.say("老林", "私聊", words)).result is Result.REFUSED
            assert "选了甲公司：质保最长" in n.channel.said("3")[-1]
