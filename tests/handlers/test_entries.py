"""Ballots entered for households: borne out, counted once, never over another answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from models import places
from models.ballots import Ballot
from models.entries import Entered
from models.machinery import Result
from models.places import Level
from models.rules.entries import State
from models.rules.roles import Role
from tests.handlers.poll_house import CLOSES, box, counted, live, open_poll, press, vote
from tests.house import Neighbourhood, photo

SEALED = "2号楼 选哪家 摸底 默认 按户 封存 周六20点"


async def test_paper_is_borne_out_by_its_photo_which_the_judge_sees(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n)
        await n.say("老林", "私聊", "代录 1 1单元301 同意 纸质", attachments=photo(7))
        assert n.rows(select(Entered.photos)) == [([["telegram", "ref7"]],)]
        vote(n, "陈奶奶", id_, "yes")  # the same: nothing to judge
        assert n.rows(select(func.count()).select_from(Entered)) == [(1,)]
        live(n, "11", "2号楼2单元101")
        vote(n, "小王", id_, "no")
        await n.say("老林", "私聊", "代录 1 2单元101 同意 纸质", attachments=photo(8))
        judged = [shown.message for shown in n.channel.shown if shown.chat == n.people["于美玲"]]
        assert judged[-2].text.startswith("投票 1“装不装门禁”：2号楼2单元101有两张不一样的票")
        assert (judged[-1].picture.name, judged[-1].text) == ("ref8", "2号楼2单元101的纸质票")  # type: ignore[union-attr]
        assert sorted(choice for _, _, choice in box(n)) == [["no"], ["yes"]]


async def test_of_a_sealed_poll_the_judge_hears_no_choice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, SEALED)
        vote(n, "陈奶奶", id_, "no")
        await n.say("老林", "私聊", "代录 1 1单元301 同意 上门 见证 老王", attachments=photo(9))
        said = n.channel.said(n.people["于美玲"])
        assert said == ["投票 1“选哪家”（封存）：2号楼1单元301有两张票，计哪一张？\n先到：自己投\n后到：上门，老王见证"]


async def test_two_judges_at_once_decide_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("管理员", "私聊", "任命 telegram:12 业委会 傲梅苑")
    id_ = await open_poll(n)
    vote(n, "陈奶奶", id_, "no")
    await n.say("老林", "私聊", "代录 1 1单元301 同意 上门 见证 老王")
    entry = n.rows(select(Entered.id).where(Entered.state == State.DISPUTED))[0][0]
    gate = Barrier(2)

    def judge(who: str, what: str) -> Result:
        pressed = press(n, who, f"entry-{what}:{entry}", where="")
        gate.wait(30)
        return n.dispatch_elsewhere(pressed).result

    with ThreadPoolExecutor(2) as pool:
        told = [each.result() for each in (pool.submit(judge, "于美玲", "first"), pool.submit(judge, "李姐", "second"))]
    assert sorted(result.value for result in told) == ["handled", "refused"]
    kept, found = counted(n, id_)
    assert kept == found
    assert [choice for _, _, choice in box(n)] == [["yes" if told[1] is Result.HANDLED else "no"]]


async def test_a_phone_and_a_leader_at_once_leave_one_ballot_and_lose_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    polls = [await open_poll(n, f"2号楼 第{turn}件事 摸底 默认 按户 公开 周六20点") for turn in range(20)]
    gate = Barrier(2)

    def phone() -> None:
        for id_ in polls:
            pressed = press(n, "陈奶奶", f"vote:{id_}:no", where="")
            gate.wait(30)
            n.dispatch_elsewhere(pressed)

    def leader() -> None:
        for number in range(1, 21):
            said = n.incoming("老林", "私聊", f"代录 {number} 1单元301 同意 上门 见证 老王")
            gate.wait(30)
            n.dispatch_elsewhere(said)

    with ThreadPoolExecutor(2) as pool:
        for done in (pool.submit(phone), pool.submit(leader)):
            done.result()
    assert n.rows(select(func.count()).select_from(Ballot)) == [(20,)]
    assert n.rows(select(func.count()).select_from(Entered).where(Entered.state == State.DISPUTED)) == [(20,)]
    for id_ in polls:
        kept, found = counted(n, id_)
        assert kept == found


@pytest.mark.parametrize("first", ["press", "paper"])
async def test_of_a_sealed_poll_nobody_finds_out_a_choice_by_entering_one(neighbourhood: Neighbourhood, first: str) -> None:
    """Whether a second answer is the same as the first is nobody's business before the end."""
    n = neighbourhood
    told: list[list[tuple[str, str]]] = []
    async with n.living():
        for guess in ("同意", "反对"):
            id_ = await open_poll(n, SEALED)
            paper, pressed = ("老林", f"代录 {id_} 1单元301 {{}} 上门 见证 老王"), ("陈奶奶", f"投票 {id_} {{}}")
            order = (pressed, paper) if first == "press" else (paper, pressed)
            await n.say(order[0][0], "私聊", order[0][1].format("反对"))
            before = len(n.channel.shown)
            await n.say(order[1][0], "私聊", order[1][1].format(guess))
            await n.say("老林", "私聊", f"代录单 {id_}")
            said = [(shown.chat, shown.message.text.replace(f"投票 {id_}", "投票")) for shown in n.channel.shown[before:]]
            told.append([(chat, text) for chat, text in said if "1单元301" in text])
            assert box(n)[-1][2] == ["no"]
    assert told[0] == told[1] != []


async def test_two_answers_that_are_the_same_are_none_that_differ(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, SEALED)
        vote(n, "陈奶奶", id_, "no")
        await n.say("老林", "私聊", f"代录 {id_} 1单元301 反对 上门 见证 老王")
        await n.pass_time(CLOSES - n.now)
        assert "两张不一样" not in n.channel.said(n.groups["二号楼群"])[-1]


async def test_a_buildings_leader_enters_for_their_own_doors_in_a_poll_of_the_whole_compound(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, "傲梅苑 装不装门禁 法定表决 使用维修资金 默认 公开 周六20点", by="于美玲")
        for door, taken in (("3号楼1单元101", False), ("2号楼1单元301", True), ("2号楼2单元201", True)):
            decision = await n.say("老林", "私聊", f"代录 1 {door} 同意 上门 见证 老王")
            assert (decision.result is Result.HANDLED) == taken
        assert n.channel.said("3")[-3].startswith("3号楼1单元101不归您管")
        await n.say("老林", "私聊", "代录 1")
        await n.say("老林", "私聊", "3号楼2单元201")
        assert n.channel.said("3")[-1].startswith("3号楼2单元201不归您管")
        await n.say("老林", "私聊", "2号楼2单元301")
        await n.press("老林", n.channel.shown[-1], "反对")
        await n.press("老林", n.channel.shown[-1], "上门")
        await n.say("老林", "私聊", "老王")
        assert [(home, choice) for poll, home, choice in box(n) if poll == id_] == [
            (n.places["2号楼1单元301"], ["yes"]),
            (n.places["2号楼2单元201"], ["yes"]),
            (n.places["2号楼2单元301"], ["no"]),
        ]
        await n.say("老林", "私聊", "未投 1")
        assert n.channel.said("3")[-1].startswith("投票 1“装不装门禁”：3 户没投\n")
        assert "3号楼" not in n.channel.said("3")[-1]
        await n.say("于美玲", "私聊", "未投 1")
        assert n.channel.said("2")[-1].startswith("投票 1“装不装门禁”：15 户没投\n")
        with n.database.writing() as session:
            n._person(session, "5", "老郑", role=Role.LEADER, place=n._place(session, "3号楼"))
        two = await open_poll(n, "2号楼 装不装门禁 摸底 默认 按户 公开 周六20点")
        assert (await n.say("5", "私聊", f"未投 {two}")).result is Result.REFUSED


async def test_a_door_is_the_one_that_is_named_and_none_that_only_ends_like_it(neighbourhood: Neighbourhood) -> None:
    """1号楼 stands beside 11号楼, and 1301 above 301: a ballot entered for the one is never the other's."""
    n = neighbourhood
    with n.database.writing() as session:
        tower = places.add_place(session, n._place(session, "傲梅苑").community_id, n._place(session, "傲梅苑"), Level.BUILDING, "11号楼")
        unit = places.add_place(session, tower.community_id, tower, Level.UNIT, "1单元")
        for floor in (1, 14):
            n._household(session, unit, floor, "11号楼1单元")
    async with n.living():
        id_ = await open_poll(n, "傲梅苑 装不装门禁 法定表决 使用维修资金 默认 公开 周六20点", by="于美玲")
        for door in ("1号楼1单元101", "11号楼401"):
            decision = await n.say("于美玲", "私聊", f"代录 1 {door} 同意 上门 见证 老王")
            assert (decision.result is Result.HANDLED) == (door == "1号楼1单元101")
        assert box(n) == [(id_, n.places["1号楼1单元101"], ["yes"])]
