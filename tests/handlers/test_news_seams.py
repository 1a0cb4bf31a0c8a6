"""The day's lines where things meet: groups that move house, matters merged or reopened, two communities, clocks elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from handlers.ctx import Ctx
from models import chats, places
from models.chats import Chat, Kind
from models.machinery import Card
from models.messaging import Happening, Post
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


async def test_a_week_of_reopened_matters_counts_each_end_once(neighbourhood: Neighbourhood) -> None:
    """Done and confirmed; done, not solved, done again and confirmed; done and not solved: two ended, both confirmed."""
    n = neighbourhood
    for number, words in enumerate(("1号楼路灯不亮", "2号楼门禁坏了", "3号楼楼道堆杂物"), 1):
        await n.say("小王", "居民群", f"登记 {words}")
        await n.say("于美玲", "工作群", f"办结 {number} 好了")
    group = n.groups["居民群"]
    await n.press_data("小王", group, "1", "confirm:1")
    await n.press_data("小王", group, "1", "reopen:2")
    await n.press_data("小王", group, "1", "reopen:3")
    await n.say("于美玲", "工作群", "办结 2 这回真好了")
    await n.press_data("小王", group, "1", "confirm:2")
    with n.database.reading() as session:
        place = places.find_place(session, n.places["傲梅苑"])
        assert place is not None
        found = find_figures(session, place, START - timedelta(days=3), START + timedelta(days=4), n.now)
    assert (found.registered, found.ended, found.open) == (3, 2, 1)
    assert found.rates[Figure.SOLVED] == Rate(2, 2)
    await n.say("于美玲", "工作群", "进度")
    assert "未办结 1 件，本月办结 2 件" in n.channel.said(n.groups["工作群"])[-1]


async def test_two_communities_hear_nothing_of_one_another(neighbourhood: Neighbourhood) -> None:
    """Numbers, meetings, digests, boards, quiet hours: each has its own, even under the same number."""
    n = neighbourhood
    with n.database.writing() as session:
        other = places.add_community(session, "银洲社区").id
        compound = places.add_place(session, other, None, Level.COMPOUND, "银梅苑")
        n.places["银梅苑"] = compound.id
        for name, kind in (("银梅居民群", Kind.RESIDENTS), ("银梅工作群", Kind.WORK)):
            n.groups[name] = str(-2000 - len(n.groups))
            chat = chats.add_chat(session, "telegram", n.groups[name], kind, name)
            chat.place_id, chat.community_id = compound.id, other
    await n.keep_house()
    await n.say("管理员", "银梅居民群", "登记 东门路灯不亮")
    await n.say("小王", "居民群", "登记 1号楼门禁坏了")
    await n.say("管理员", "银梅工作群", "约定 议事日 周六 10:00")
    await n.say("管理员", "银梅工作群", "上会 1")
    await n.say("于美玲", "工作群", "上会 1")
    await n.pass_time(timedelta(hours=10))
    await n.say("管理员", "银梅工作群", "议事 拟稿")
    for words, here, there in (("进度", "东门路灯不亮", "门禁"), ("周报 本周", "登记 1 ", "门禁"), ("议事", "东门路灯不亮", "门禁")):
        await n.say("管理员", "银梅工作群", words)
        said = n.channel.said(n.groups["银梅工作群"])[-1]
        assert here in said
        assert there not in said
    assert "9月5日 周六 10:00" in n.channel.said(n.groups["银梅工作群"])[-1]
    ours = "\n".join(n.channel.said(n.groups["居民群"]) + n.channel.said(n.groups["工作群"]) + n.channel.said(n.groups["二号楼群"]))
    assert "东门" not in ours
    assert "9月4日 周五 19:30" in ours


async def test_a_compound_without_a_household_has_numbers_a_board_and_a_meeting(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        other = places.add_community(session, "新区社区").id
        compound = places.add_place(session, other, None, Level.COMPOUND, "新苑")
        n.groups["新苑群"] = "-3000"
        chat = chats.add_chat(session, "telegram", "-3000", Kind.RESIDENTS, "新苑群")
        chat.place_id, chat.community_id = compound.id, other
    for words in ("周报", "月报", "置顶", "进度", "议事", "议事 拟稿", "周报 1号楼"):
        decision = await n.say("管理员", "新苑群", words)
        assert decision.result.value in ("handled", "refused"), words
    said = "\n".join(n.channel.said("-3000"))
    assert "新苑：8月24日—8月30日 没有登记，也没有办结的事。现在在办 0 件。" in said
    assert "眼下没有未办结的事" in said


def busy(n: Neighbourhood, lines: int = 4) -> None:
    """A group that has heard all it may within the hour."""
    with n.database.writing() as session:
        chat = session.get(Chat, n.chat("居民群").id)
        assert chat is not None
        for number in range(lines):
            Ctx(session, n.house, chat, n.now).news(chat, Post(f"第{number}件事"))


async def test_minutes_that_have_to_wait_are_told_whole(neighbourhood: Neighbourhood) -> None:
    """Four matters solved at the table are four lines: the minutes come when the hour is over, not as a line of tomorrow's digest."""
    n = neighbourhood
    await n.say("小王", "居民群", "登记 路灯不亮")
    for words in ("上会 1", "议事 拟稿", "议事 定稿", "议事 开会", "结论 1 物业 下周三 换灯"):
        await n.say("于美玲", "工作群", words)
    busy(n)
    await n.press("于美玲", n.channel.shown[-1], "散会，发纪要")
    assert not told(n, "议事纪要", "居民群")
    await n.pass_time(timedelta(hours=1))
    [minutes] = [text for text in n.channel.said(n.groups["居民群"]) if "议事纪要" in text]
    assert minutes.split("\n")[1:] == ["1. #1 路灯不亮 → 物业 9月9日：换灯", "下一次：9月11日 周五 19:30"]


async def test_a_monthly_report_that_has_to_wait_keeps_its_picture(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("小王", "居民群", "登记 路灯不亮")
    n.now = datetime(2026, 10, 1, 0, 50, tzinfo=UTC)
    await n.keep_house()
    busy(n)
    await n.pass_time(timedelta(minutes=15))
    assert not told(n, "月报", "居民群")
    await n.pass_time(timedelta(hours=1))
    assert [shown.message.picture is not None for shown in n.channel.shown if "月报" in shown.message.text] == [True]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])
async def test_in_any_zone_the_hours_are_those_of_the_wall(neighbourhood: Neighbourhood, zone: str) -> None:
    """Monday's report, Thursday's draft and the digest come at nine, six and half past eight of that clock, across its change of hour."""
    n, wall = neighbourhood, ZoneInfo(zone)
    n.house = n.courier.house = n.alarm.house = replace(n.house, time_zone=wall)
    n.now = datetime(2026, 10, 29, 12, 0, tzinfo=wall).astimezone(UTC)  # New York sets its clocks back on the first of November
    await n.say("小王", "居民群", "登记 路灯不亮")
    await n.say("于美玲", "工作群", "上会 1")
    for day, hour, minute, what in ((29, 18, 0, "草稿"), (30, 8, 30, "今日动态"), (33, 9, 0, "周报")):
        due = datetime(2026, 10, 1, hour, minute, tzinfo=wall) + timedelta(days=day - 1)
        while n.now < due.astimezone(UTC) - timedelta(minutes=5):
            await n.keep_house()
            await n.pass_time(min(timedelta(hours=20), due.astimezone(UTC) - timedelta(minutes=5) - n.now))
        assert not told(n, what), (what, n.now)
        await n.pass_time(timedelta(minutes=6))
        assert told(n, what), what


def told(n: Neighbourhood, what: str, where: str = "") -> bool:
    return any(what in shown.message.text.split("\n")[0] for shown in n.channel.shown if shown.chat == n.groups.get(where, shown.chat))
