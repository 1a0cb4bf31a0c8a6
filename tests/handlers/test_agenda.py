"""周五议事日: what comes to the table, who may steer it, who hears what, and what happens when nobody was there to do it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update

from models import chats, meetings, people, places, timers
from models.calls import Call, Department, Summons
from models.chats import Kind
from models.machinery import Late, Result
from models.matters import Follower, Matter
from models.meetings import Invitee, Item, Meeting
from models.promises import Promise
from models.rules.agenda import Kept, Outcome, Sitting
from models.rules.calls import Answer, CallKind, CallLevel
from models.rules.matters import State
from models.rules.roles import Role
from tests.house import START, Neighbourhood

DAY = timedelta(days=1)


async def report(n: Neighbourhood, *titles: str) -> None:
    """Registered by neighbours in turn, also what looks like another."""
    for turn, words in enumerate(titles):
        who = ("小王", "李姐", "陈奶奶")[turn % 3]
        await n.say(who, "居民群", f"登记 {words}")
        offer = next((shown for shown in reversed(n.channel.shown) if shown.chat == n.groups["居民群"]), None)
        if offer is not None and any(button.label == "另外登记" for row in offer.message.buttons for button in row):
            await n.press(who, offer, "另外登记")


async def steer(n: Neighbourhood, *lines: str) -> str:
    for words in lines:
        await n.say("于美玲", "工作群", words)
    return n.channel.said(n.groups["工作群"])[-1]


def set_matter(n: Neighbourhood, number: int, **fields: Any) -> None:
    with n.database.writing() as session:
        session.execute(update(Matter).where(Matter.number == number).values(**fields))


def agenda(n: Neighbourhood) -> list[int | None]:
    query = select(Matter.number).join(Item, Item.matter_id == Matter.id).join(Meeting, Meeting.id == Item.meeting_id)
    return [number for (number,) in n.rows(query.where(Meeting.state.in_([Sitting.DRAFT, Sitting.OPEN])).order_by(Item.position))]


def meeting(n: Neighbourhood) -> Meeting:
    [(found,)] = n.rows(select(Meeting).order_by(Meeting.id.desc()).limit(1))
    return found  # type: ignore[no-any-return]


def set_thursday(n: Neighbourhood, at: datetime) -> None:
    with n.database.writing() as session:
        timers.set_timer(session, "agenda-drafts", "community:1", at, community=1, late=Late.COLLAPSE)


# ---------------------------------------------------------------- what comes to the table


async def test_what_is_stuck_comes_with_its_reasons_and_what_is_not_stays_away(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "路灯不亮", "门禁坏了", "水管漏水", "电梯坏了", "楼道堆杂物")
    set_matter(n, 2, overdue="solve", overdue_since=n.now - 6 * DAY, reopened=2)
    set_matter(n, 3, reopened=2)
    set_matter(n, 4, overdue="solve", overdue_since=n.now - 9 * DAY, state=State.DEFERRED)
    set_matter(n, 5, reopened=1, follows=4)
    card = await steer(n, "议事 拟稿")
    assert agenda(n) == [2, 3]
    assert "重开 2 次 · 超时 6 天" in card
    assert "路灯" not in card


async def test_households_that_met_it_are_counted_once_each(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    [(reporter_home,)] = n.rows(select(Matter.household_id))
    homes = [reporter_home, *[n.places[f"3号楼{unit}单元{floor}01"] for unit in (1, 2) for floor in (1, 2, 3)]]
    with n.database.writing() as session:
        for index, home in enumerate([*homes, homes[1], None, None]):
            person = people.add_person(session, "", START).id
            session.add(Follower(matter_id=1, person_id=person, community_id=1, household_id=home, at=START + timedelta(seconds=index)))
        session.execute(update(Matter).values(follows=10))
    assert "9 户" in await steer(n, "议事 拟稿")  # the reporter's, six more, and two who live nowhere here


async def call(n: Neighbourhood, turn: int, **answer: Any) -> None:
    with n.database.writing() as session:
        if session.get(Department, 1) is None:
            session.add(Department(community_id=1, name="城管"))
            session.flush()
        session.execute(update(Call).where(Call.matter_id == 1).values(closed_at=n.now))
        called = Call(community_id=1, matter_id=1, turn=turn, level=CallLevel.STREET, kind=CallKind.DAILY, called_at=n.now, due_at=n.now)
        session.add(called)
        session.flush()
        session.add(Summons(community_id=1, call_id=called.id, department_id=1, called_at=n.now, due_at=n.now, **answer))


async def test_called_twice_without_full_report_in(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "违章搭建")
    await call(n, 1)
    await call(n, 2, arrived_at=n.now, state=Answer.ARRIVED)
    set_matter(n, 1, calls=2)
    assert "没有卡住的事" in await steer(n, "议事 拟稿")
    await call(n, 3)
    set_matter(n, 1, calls=3)
    assert "2 次呼叫没到齐" in await steer(n, "议事 拟稿")


async def test_no_more_than_eight_and_the_rest_are_said_to_wait(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, *[f"{k}号楼路灯不亮" for k in range(1, 12)])
    set_matter(n, 11, state=State.TABLED)
    with n.database.writing() as session:
        session.execute(update(Matter).values(overdue="solve", overdue_since=n.now - DAY))
    card = await steer(n, "议事 拟稿")
    assert agenda(n) == [11, 1, 2, 3, 4, 5, 6, 7]
    assert "还有 3 件排队" in card
    assert "8 件已满" in await steer(n, "上会 9")
    assert agenda(n) == [11, 1, 2, 3, 4, 5, 6, 7]
    await steer(n, "不上会 1")
    await steer(n, "上会 8")
    assert agenda(n) == [11, 2, 3, 4, 5, 6, 7, 8]


async def test_a_draft_asks_as_much_of_the_database_however_much_is_stuck(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood

    async def asked(many: int) -> int:
        await report(n, *[f"{k}号楼路灯不亮" for k in range(many)])
        with n.database.writing() as session:
            session.execute(update(Matter).values(overdue="solve", overdue_since=n.now - DAY))
        statements: list[str] = []
        note = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(n.database.engine, "before_cursor_execute", note)
        await steer(n, "议事 拟稿")
        event.remove(n.database.engine, "before_cursor_execute", note)
        await steer(n, "议事 取消 再来")
        return len(statements)

    few = await asked(9)
    assert abs(await asked(20) - few) <= 4  # the courier's own look at its queue is not always there


async def test_a_promise_that_falls_due_after_the_draft_makes_the_last_item_wait(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, *[f"{k}号楼路灯不亮" for k in range(1, 10)])
    await call(n, 1, state=Answer.PROMISED, promised_for=n.now + timedelta(days=3), promise="换灯")
    await steer(n, *[f"上会 {k}" for k in range(2, 10)], "议事 拟稿")
    assert agenda(n) == [2, 3, 4, 5, 6, 7, 8, 9]
    await steer(n, "议事 改到 9月8日", "议事 定稿")
    assert agenda(n) == [2, 3, 4, 5, 6, 7, 8]
    assert meeting(n).waiting == 1


# ---------------------------------------------------------------- who may


async def test_a_resident_may_look_and_a_forged_button_does_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了", "路灯不亮")
    await steer(n, "上会 1", "上会 2", "议事 拟稿")
    for data in ("agenda-settle:1", "item-up:2", "item-out:1", "meeting-begin:1", "outcome:1:solved", "meeting-close:1", "table:1"):
        decision = await n.press_data("小王", n.groups["居民群"], "1", data)
        assert (decision.result, decision.alert) == (Result.REFUSED, True), data
    for data in ("agenda-settle:99", "item-up:99", "outcome:1:nonsense", "outcome:99:solved", "promise-kept:7", "item-up:x"):
        decision = await n.press_data("于美玲", n.groups["工作群"], "1", data)
        assert decision.result is Result.REFUSED, data
    assert meeting(n).state is Sitting.DRAFT
    assert agenda(n) == [1, 2]


async def test_those_who_steer_another_community_do_not_steer_this_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿")
    with n.database.writing() as session:
        other = places.add_community(session, "银洲社区").id
        compound = places.add_place(session, other, None, places.Level.COMPOUND, "兰苑")
        person = people.find_person(session, "telegram", "12")
        assert person is not None
        people.appoint(session, person.id, Role.SECRETARY, compound, None, START)
    for where in (n.groups["工作群"], "12"):
        for data in ("agenda-settle:1", "item-out:1", "outcome:1:vote", "meeting-close:1"):
            assert (await n.press_data("李姐", where, "1", data)).result is Result.REFUSED
    assert meeting(n).state is Sitting.DRAFT


async def test_a_meeting_is_not_steered_from_another_communitys_chat(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿")
    with n.database.writing() as session:
        other = places.add_community(session, "银洲社区").id
        compound = places.add_place(session, other, None, places.Level.COMPOUND, "兰苑")
        chat = chats.add_chat(session, "telegram", "-77", Kind.WORK, "兰苑工作群")
        chat.place_id, chat.community_id = compound.id, other
    for data in ("agenda-settle:1", "item-out:1", "meeting-begin:1"):
        assert (await n.press_data("管理员", "-77", "1", data)).result is Result.REFUSED
    assert (await n.press_data("管理员", n.groups["工作群"], "1", "agenda-settle:1")).result is Result.HANDLED


async def test_two_who_draft_at_once_make_one_meeting(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1")
    said = [n.incoming("于美玲", "工作群", "议事 拟稿") for _ in range(6)]
    with ThreadPoolExecutor(6) as several:
        results = [decision.result for decision in several.map(n.dispatch_elsewhere, said)]
    assert (results.count(Result.HANDLED), results.count(Result.REFUSED)) == (1, 5)
    assert n.count(Meeting) == 1
    assert agenda(n) == [1]


async def test_two_who_press_an_outcome_at_once_leave_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿", "议事 定稿", "议事 开会")
    said = [n.incoming("于美玲", "工作群", words) for words in ("结论 1 当场解决", "结论 1 物业 明天 修", "结论 1 当场解决", "结论 1 表决")]
    with ThreadPoolExecutor(4) as several:
        list(several.map(n.dispatch_elsewhere, said))
    [(outcome, state)] = n.rows(select(Item.outcome, Matter.state).join(Matter, Matter.id == Item.matter_id))
    assert (outcome, state) == (Outcome.SOLVED, State.DONE)  # what came after it was refused, what came before it gave way
    assert n.count(Promise) == 0


# ---------------------------------------------------------------- who hears what


async def test_no_name_reaches_the_neighbours(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了", "路灯不亮")
    await steer(n, "上会 1", "上会 2", "议事 拟稿", "议事 定稿", "结论 1 老周 明天 找13812345678订配件", "结论 2 物业小张 后天 换灯")
    await steer(n, "议事 开会")
    await n.press("于美玲", n.channel.shown[-1], "散会，发纪要")
    await n.say("小王", "私聊", "议事 纪要")
    await n.say("小王", "居民群", "进度 1")
    public = "\n".join(n.channel.said(n.groups["居民群"]) + n.channel.said(n.people["小王"]))
    assert "专人负责 9月4日" in public
    assert "物业 9月5日：换灯" in public
    assert [name for name in ("老周", "小张", "13812345678", "于美玲") if name in public] == []
    assert "老周 9月4日" in n.channel.said(n.groups["工作群"])[-2] + n.channel.said(n.groups["工作群"])[-1]


async def test_the_minutes_fit_on_one_screen_however_full_the_evening(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, *[f"{k}号楼路灯不亮" for k in range(1, 12)])
    await steer(n, *[f"上会 {k}" for k in range(1, 9)], "议事 拟稿", "议事 定稿")
    await steer(n, *[f"结论 {k} 物业 明天 换灯" for k in range(1, 9)], "议事 开会")
    await n.press("于美玲", n.channel.shown[-1], "散会，发纪要")
    await n.pass_time(2 * DAY)
    await steer(n, *[f"上会 {k}" for k in range(1, 12)], "议事 改到 下周五", "议事 定稿", "议事 开会")
    assert len(agenda(n)) == 7  # the promises are the first of eight
    await n.press_data("于美玲", n.groups["工作群"], "1", f"meeting-close:{meeting(n).id}")
    minutes = next(text for text in reversed(n.channel.said(n.groups["居民群"])) if "议事纪要" in text)
    assert len(minutes.split("\n")) <= 25
    assert "没兑现 8 件" in minutes
    assert "另有 2 件" in minutes


async def test_everybody_invited_is_told_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        compound = places.find_compounds(session)[0]
        for account, roles in (("12", (Role.COMMITTEE, Role.SUPERVISOR)), ("11", (Role.STREET,)), ("3", ())):
            person = people.find_person(session, "telegram", account)
            assert person is not None
            for role in roles:
                people.appoint(session, person.id, role, compound, None, START)
    await report(n, "电梯坏了")
    await steer(n, "列席 老林", "列席 老林", "列席 老周", "上会 1", "议事 拟稿")
    assert n.count(Invitee) == 2
    await n.pass_time(timedelta(hours=35))
    told = {name: sum("请您列席" in text for text in n.channel.said(n.people[name])) for name in n.people}
    assert {name for name, times in told.items() if times} == {"于美玲", "李姐", "小王"}
    assert set(told.values()) == {0, 1}
    assert "老林、老周" in "\n".join(n.channel.said(n.groups["工作群"]))  # 老林 leads a building, the compound does not know him


# ---------------------------------------------------------------- promises


async def test_a_departments_promise_is_looked_at_and_carried_over_with_its_count(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "违章搭建", "电梯坏了")
    await call(n, 1, state=Answer.PROMISED, promised_for=n.now + timedelta(hours=4), promise="拆掉")
    await steer(n, "上会 2", "议事 拟稿", "议事 定稿", "议事 开会")
    assert "✗ #1 城管：拆掉（9月3日）" in n.channel.said(n.groups["工作群"])[-2]
    await n.press_data("于美玲", n.groups["工作群"], "1", "meeting-close:1")
    await n.pass_time(7 * DAY)
    assert "✗ #1 城管：拆掉（9月3日） · 第 2 次带到会上" in await steer(n, "议事 拟稿")
    with n.database.writing() as session:
        session.execute(update(Summons).values(done_at=n.now, state=Answer.DONE))
    await steer(n, "议事 定稿", "议事")
    assert "✓ #1 城管：拆掉" in n.channel.said(n.groups["工作群"])[-1]
    assert n.count(Promise) == 1


async def test_a_promise_is_asked_about_on_its_day_and_broken_on_the_next(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        people.appoint(session, 7, Role.PROPERTY, places.find_compounds(session)[0], None, START)
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿", "议事 定稿", "结论 1 物业 9月5日 换钢缆")
    before = len(n.channel.said("12"))
    await n.pass_time(timedelta(days=2, hours=2))
    assert "物业说好今天：换钢缆" in n.channel.said("12")[before]
    assert n.rows(select(Promise.state)) == [(Kept.OPEN,)]
    await n.pass_time(DAY)
    assert n.rows(select(Promise.state)) == [(Kept.BROKEN,)]
    await n.press("李姐", next(shown for shown in n.channel.shown if "换钢缆" in shown.message.text and shown.chat == "12"), "兑现了")
    assert n.rows(select(Promise.state)) == [(Kept.KEPT,)]


async def test_what_was_promised_about_a_matter_that_is_done_is_kept_by_that(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿", "议事 定稿", "结论 1 物业 明天 换钢缆", "办结 1 换好了")
    before = len(n.channel.shown)
    await n.pass_time(3 * DAY)
    assert not [shown for shown in n.channel.shown[before:] if "换钢缆" in shown.message.text and "办好了吗" in shown.message.text]
    assert n.rows(select(Promise.state)) == [(Kept.KEPT,)]


async def test_an_outcome_taken_back_takes_its_promise_back(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿", "议事 定稿", "结论 1 物业 明天 换钢缆", "结论 1 物业 后天 换钢缆")
    assert n.rows(select(Promise.due, Promise.owner_role)) == [(date(2026, 9, 5), Role.PROPERTY)]
    await steer(n, "结论 1 表决")
    assert n.count(Promise) == 0
    assert "没有等着兑现" in await steer(n, "兑现 1")


async def test_the_forgotten_are_no_longer_named(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "列席 阿强", "上会 1", "议事 拟稿", "议事 定稿", "结论 1 阿强 明天 换钢缆")
    assert n.rows(select(Promise.owner)) == [("阿强",)]
    await n.say("阿强", "私聊", "注销")
    await n.press("阿强", n.channel.shown[-1], "确定注销")
    assert n.rows(select(Promise.owner, Promise.person_id)) == [("", None)]
    assert n.rows(select(Item.owner, Item.owner_id)) == [("", None)]
    assert n.count(Invitee) == 0


# ---------------------------------------------------------------- nobody there


async def test_a_house_that_slept_through_thursday_drafts_on_friday_morning(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1")
    set_thursday(n, datetime(2026, 9, 3, 10, tzinfo=UTC))
    await n.pass_time(timedelta(hours=25))
    assert (meeting(n).state, meeting(n).day) == (Sitting.DRAFT, date(2026, 9, 4))


async def test_a_house_that_slept_through_the_meeting_waits_for_the_next(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1")
    set_thursday(n, datetime(2026, 9, 3, 10, tzinfo=UTC))
    await n.pass_time(timedelta(hours=40))
    assert n.count(Meeting) == 0


async def test_a_draft_slept_over_is_neither_told_nor_begun_after_the_fact(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "议事 拟稿")
    before = len(n.channel.said(n.groups["居民群"]))
    await n.pass_time(timedelta(hours=60))
    said = n.channel.said(n.groups["居民群"])[before:]
    assert [text for text in said if "议事日" in text] == []
    assert meeting(n).began_at is None


async def test_what_is_solved_before_it_is_settled_leaves_the_agenda_and_an_empty_one_is_called_off(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了", "路灯不亮")
    await steer(n, "上会 1", "上会 2", "议事 拟稿", "办结 1 好了")
    before = len(n.channel.said(n.groups["居民群"]))
    await steer(n, "办结 2 好了")
    await n.pass_time(timedelta(hours=36))
    assert meeting(n).state is Sitting.CANCELLED
    assert [text for text in n.channel.said(n.groups["居民群"])[before:] if "议事" in text] == []


async def test_a_holiday_is_kept_free_where_that_is_settled(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, "上会 1", "约定 节假日议事 跳过", "约定 议事日 周四 19:30", "约定 拟议程 周三 18:00")
    n.now = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)
    set_thursday(n, datetime(2026, 9, 30, 10, tzinfo=UTC))
    await n.pass_time(timedelta(hours=1, minutes=1))
    assert n.count(Meeting) == 0
    assert "国庆节，这次不议" in "\n".join(n.channel.said(n.groups["工作群"]))


@pytest.mark.parametrize(("place", "minutes", "value"), [("社区议事厅", "90", 90), ("二楼", "30", 30)])
async def test_place_and_length_are_the_communitys_own(neighbourhood: Neighbourhood, place: str, minutes: str, value: int) -> None:
    n = neighbourhood
    await report(n, "电梯坏了")
    await steer(n, f"约定 议事地点 {place}", f"约定 议事时长 {minutes}", "上会 1", "议事 拟稿")
    assert (meeting(n).place, n.rows(select(Item.minutes))) == (place, [(value,)])


async def test_an_answer_to_the_agenda_by_somebody_else_is_heard_as_any_words(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "电梯坏了", "路灯不亮")
    await steer(n, "上会 1", "上会 2", "议事 拟稿")
    card = n.channel.shown[-1]
    await n.say("阿强", "工作群", "2 1", reply_to=card.id, addressed=True)
    assert agenda(n) == [1, 2]
    await n.say("于美玲", "工作群", "2 1", reply_to=card.id, addressed=True)
    assert agenda(n) == [2, 1]
    assert meetings.STANDING[0] is Role.STREET
