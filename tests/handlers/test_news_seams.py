"""The day's lines where things meet: groups that move house, matters merged or reopened, two communities, clocks elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from models import chats, places
from models.chats import Chat, Kind
from models.machinery import Card
from models.messaging import Happening
from models.numbers import find_figures
from models.places import Level
from models.rules.numbers import Figure, Rate
from tests.house import START, Neighbourhood

HALF = timedelta(minutes=30)
TENTH = timedelta(minutes=10)


async def test_a_board_is_pinned_again_where_its_group_moved_to(neighbourhood: Neighbourhood) -> None:
    """A supergroup knows no message of the group it was: the board is posted and pinned there anew, once."""
    n = neighbourhood
    await n.say("阿强", "居民群", "置顶")
    assert [shown.message.pinned for shown in n.channel.shown] == [True]
    await n.happen(replace(n.incoming("小王", "居民群"), happening=Happening.MOVED, moved_to="-100777"))
    await n.say("小王", "二号楼群", "登记 路灯不亮")
    for _ in range(3):
        await n.pass_time(TENTH)
    boards = [shown for shown in n.channel.shown if "公示栏" in shown.message.text and shown.chat == "-100777"]
    assert [shown.message.pinned for shown in boards] == [True]
    assert "路灯不亮" in boards[0].message.text
    assert len(n.rows(select(Card.id).where(Card.subject.like("board:%")))) == 1


async def test_a_group_that_moved_is_not_flooded_with_its_cards(neighbourhood: Neighbourhood) -> None:
    """A number of the old group may name any message of the new one: nothing is edited by it. Cards come back as they change."""
    n = neighbourhood
    await n.keep_house()
    for words in ("登记 1号楼路灯不亮", "登记 2号楼门禁坏了", "登记 3号楼楼道堆杂物"):
        await n.say("小王", "居民群", words)
    old = [shown.id for shown in n.channel.shown if shown.chat == n.groups["居民群"]]
    await n.happen(replace(n.incoming("小王", "居民群"), happening=Happening.MOVED, moved_to="-100777"))
    await n.pass_time(timedelta(hours=22, minutes=10))  # the cards of open matters grow a day older
    assert n.channel.said("-100777") == [text for text in n.channel.said("-100777") if text.startswith("今日动态")]
    await n.say("于美玲", "工作群", "受理 2")
    assert [text for text in n.channel.said("-100777") if text.startswith("#2 2号楼门禁坏了\n2号楼")]
    assert [shown.edits for shown in n.channel.shown if shown.id in old] == [0, 0, 0]


async def test_the_digest_tells_a_merged_matter_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.keep_house()
    await n.say("小王", "居民群", "登记 2号楼电梯坏了")
    await n.say("李姐", "居民群", "登记 2号楼电梯又坏了")
    if n.channel.shown[-1].message.buttons[0][0].label.startswith("我也遇到"):
        await n.press("李姐", n.channel.shown[-1], "另外登记")
    await n.say("于美玲", "工作群", "受理 2")
    await n.say("于美玲", "工作群", "并入 2 1")
    await n.pass_time(HALF)
    [told] = [text for text in n.channel.said(n.groups["居民群"]) if text.startswith("今日动态")]
    assert told.count("#1 ") == 1
    assert "#2 " not in told
