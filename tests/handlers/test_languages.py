"""Letters to others are in the language of the chat that gets them, down to the last word of a list."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from models.chats import Chat
from tests.handlers.poll_house import CLOSES, live, open_poll, press, vote
from tests.handlers.test_surveys import open_survey
from tests.house import Neighbourhood

OURS = re.compile(r"“[^”]*”|2号楼|\d单元\d+|单元|傲梅苑|装不装门禁|换楼道灯|老林|老王|老周|陈奶奶|于美玲|换电梯|太吵|有人在外地|晾衣杆|装在哪里|要不要装|不?要")
"""Names of places, people and matters are what they are in every language, and so are words to be written."""
HAN = re.compile(r"[\u4e00-\u9fff]")


def speak_english(n: Neighbourhood, *accounts: str) -> None:
    with n.database.writing() as session:
        session.execute(update(Chat).where(Chat.address.in_(accounts)).values(language="en"))


def mixed(n: Neighbourhood, account: str) -> list[str]:
    """What of the letters to an English chat is not English: words and buttons."""
    shown = [each.message for each in n.channel.shown if each.chat == account]
    said = [each.text for each in shown] + [button.label for each in shown for row in each.buttons for button in row]
    return [line for text in said for line in text.split("\n") if HAN.search(OURS.sub("", line))]


async def decide_polls(n: Neighbourhood) -> None:
    id_ = await open_poll(n, "2号楼 换楼道灯 法定表决 使用维修资金 默认 公开 周六20点")
    await n.say("老林", "私聊", f"代录 {id_} 1单元201 同意 上门 见证 老王")
    await n.say("老林", "私聊", f"代录 {id_} 1单元301 同意 上门 见证 老王")
    n.dispatch(press(n, "40", f"vote:{id_}:no", where=""))
    await n.settle()
    await n.say("老林", "私聊", f"延期 {id_} 周日20点 有人在外地")
    await n.pass_time(CLOSES + timedelta(days=1) - n.now - timedelta(hours=1))
    await n.pass_time(timedelta(hours=2))


async def share_and_ask(n: Neighbourhood) -> None:
    await n.say("于美玲", "私聊", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增")
    await n.press("于美玲", n.channel.shown[-1], "发布")
    await n.say("于美玲", "私聊", "收款 1单元201 100")
    await n.say("于美玲", "私聊", "征求意见 2号楼 老林")
    await n.say("40", "私聊", "disagree")
    await n.say("老林", "私聊", "不同意 1单元201 太吵")
    await n.pass_time(timedelta(days=3, minutes=1))
    await n.say("于美玲", "私聊", "改分摊 1 补贴1万")
    await n.press("于美玲", n.channel.shown[-1], "发布")


async def survey(n: Neighbourhood) -> None:
    await open_survey(n)
    await n.pass_time(timedelta(days=2, hours=1))
    await n.say("老林", "私聊", "代填 1 1单元201")
    await n.say("老林", "私聊", "要")
    await n.pass_time(timedelta(days=1))


@pytest.mark.parametrize("decide", [decide_polls, share_and_ask, survey], ids=lambda run: run.__name__)
async def test_an_english_household_reads_no_chinese(neighbourhood: Neighbourhood, decide: object) -> None:
    n = neighbourhood
    live(n, "40", "2号楼1单元201")
    live(n, "41", "2号楼1单元201")
    speak_english(n, "40", "41", "10", "3")
    async with n.living():
        await decide(n)  # type: ignore[operator]
        assert [mixed(n, account) for account in ("40", "41", "10")] == [[], [], []]
        assert [len(n.channel.said(account)) > 0 for account in ("40", "41")] == [True, True]
        assert mixed(n, "3") == []


async def test_a_draft_before_the_branch_is_in_the_branchs_language(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "私聊", "约定 支部先议 全部")
    speak_english(n, "2")
    async with n.living():
        for words in ("新投票 2号楼 装不装门禁 摸底 默认 按户 公开 周六20点", "发布"):
            await n.say("老林", "私聊", words)
        assert mixed(n, "2")[1:] == []
        assert vote(n, "陈奶奶", 1, "yes").result.value == "refused"
