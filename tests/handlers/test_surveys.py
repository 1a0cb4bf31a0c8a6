"""Surveys: one sheet a household whoever writes in it, over at its moment, and nobody told who said what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from models.machinery import Result
from models.surveys import Sheet, Survey
from tests.handlers.poll_house import live, press
from tests.house import WECOM, Neighbourhood

ASKED = "新问卷 2号楼 晾衣杆\n要不要装？ 要/不要\n填空 装在哪里（选填）"


async def open_survey(n: Neighbourhood, asked: str = ASKED) -> int:
    await n.say("老林", "私聊", asked)
    await n.say("老林", "私聊", "3天后")
    await n.say("老林", "私聊", "发布")
    return int(n.rows(select(Survey.id).order_by(Survey.id.desc()))[0][0])


async def test_two_phones_of_one_flat_write_one_sheet(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_survey(n)
        live(n, "20", "2号楼1单元301")
        gate = Barrier(2)

        def fill(who: str) -> list[Result]:
            gate.wait(30)
            opened = n.dispatch_elsewhere(press(n, who, f"survey-fill:{id_}", where="")).result
            with n.database.reading() as session:
                sheet = session.scalars(select(Sheet.id)).one()
            return [opened, n.dispatch_elsewhere(press(n, who, f"sheet-say:{sheet}:0:1", where="")).result]

        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(fill, ("陈奶奶", "老周")))
        assert sorted(result.value for results in found for result in results) == ["handled", "handled", "handled", "refused"]
        assert n.rows(select(Sheet.answers, Sheet.at)) == [({"0": 1}, 1)]


async def test_a_button_of_a_past_screen_or_of_another_home_changes_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_survey(n)
        await n.say("陈奶奶", "私聊", "问卷 1")
        sheet = n.rows(select(Sheet.id))[0][0]
        forged = (f"sheet-say:{sheet}:1:0", f"sheet-say:{sheet}:0:9", f"sheet-say:{sheet}:0:-1", f"sheet-say:{sheet}:0:x", "sheet-say:999:0:0")
        assert {n.dispatch(press(n, "陈奶奶", data, where="")).result for data in forged} == {Result.REFUSED}
        for data in (f"sheet-say:{sheet}:0:0", f"sheet-turn:{sheet}:back:0", f"survey-home:{id_}:1", f"survey-fill:{id_}"):
            assert n.dispatch(press(n, "李姐", data, where="")).result is Result.REFUSED
        assert n.rows(select(Sheet.answers, Sheet.at, Sheet.done_at)) == [({}, 0, None)]


async def test_it_ends_at_its_moment_however_long_nobody_was_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await open_survey(n)
        for door in ("2号楼1单元101", "2号楼1单元201", "2号楼2单元201"):
            await n.say("老林", "私聊", f"代填 1 {door}")
            await n.say("老林", "私聊", "要")
            await n.say("老林", "私聊", f"只有{door}家知道的话")
        n.now += timedelta(days=40)
        await n.say("陈奶奶", "私聊", "问卷 1")
        assert n.count(Sheet) == 3
        await n.pass_time(timedelta(minutes=1))
        told = "\n".join(text for group in n.groups.values() for text in n.channel.said(group))
        assert told.count("问卷 1 结果：晾衣杆") == 1
        assert "▇▇▇▇▇▇▇▇ 要 3 户（100%）" in told
        assert "知道的话" not in told
        await n.pass_time(timedelta(days=1))
        assert "\n".join(n.channel.said(n.groups["二号楼群"])).count("问卷 1 结果：晾衣杆") == 1


async def test_who_has_several_homes_says_which(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await open_survey(n)
        live(n, "10", "2号楼2单元301")
        await n.say("陈奶奶", "私聊", "问卷 1")
        asked = n.channel.shown[-1]
        assert [button.label for row in asked.message.buttons for button in row] == ["2号楼1单元301", "2号楼2单元301"]
        await n.press("陈奶奶", asked, "2号楼2单元301")
        assert n.channel.said(n.people["陈奶奶"])[-1].startswith("问卷 1 · 1/2 · 2号楼2单元301")


async def test_a_buildings_leader_fills_in_for_their_own_doors_of_a_compounds_survey(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await n.say("于美玲", "私聊", "新问卷 傲梅苑 晾衣杆\n要不要装？ 要/不要")
        for words in ("3天后", "发布"):
            await n.say("于美玲", "私聊", words)
        assert (await n.say("老林", "私聊", "代填 1 3号楼1单元101")).result is Result.REFUSED
        assert (await n.say("老林", "私聊", "代填 1 2号楼1单元101")).result is Result.HANDLED
        await n.say("老林", "私聊", "要")
        assert n.rows(select(Sheet.household_id, Sheet.answers)) == [(n.places["2号楼1单元101"], {"0": 0})]


async def test_where_there_are_no_buttons_a_number_asked_for_is_that_number(neighbourhood: Neighbourhood) -> None:
    """Five of five points is never the button that happens to have number 5, nor three the way back."""
    n = neighbourhood
    n.channel.can = WECOM
    async with n.living():
        await n.say("老林", "私聊", "新问卷 2号楼 晾衣杆\n单选 装不装？ 装/不装\n数字 几根？\n打分 急不急？\n打分 满意吗？")
        await n.say("老林", "私聊", "明天20点")
        await n.say("老林", "私聊", "发布")
        for said in ("问卷 1", "1", "3", "5", "4"):
            await n.say("陈奶奶", "私聊", said)
        assert n.rows(select(Sheet.answers)) == [({"0": 0, "1": 3, "2": 5, "3": 4},)]
        asked = next(said for said in n.channel.said("10") if "急不急" in said)
        assert "回复数字" not in asked
        for said in ("新爱心日 爱心日", "每月25号", "8:30-11:30", "泡脚 9人", "2"):
            await n.say("于美玲", "私聊", said)
        assert "以前办过 2 次" in n.channel.said("2")[-1]
