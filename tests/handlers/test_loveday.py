"""爱心日: the last place under a race, reminders once whatever the clock does, a fan-out in bounded steps, who has no private chat."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, func, select

from handlers import dispatch, texts
from handlers.duty_reminders import BATCH
from models import chats, duties, people, timers
from models.chats import Chat, Kind
from models.duties import Occasion, Reminded, SignUp, Stand
from models.hours import Service
from models.machinery import Letter, Result, Timer
from models.people import Person
from models.rules.duties import HOLDING, Going, Reminder, reminders
from tests.handlers.poll_house import press
from tests.handlers.pressing import press_in_processes
from tests.house import Neighbourhood


async def begin(n: Neighbourhood, places: int = 4) -> int:
    """A weekly day, the next on Saturday the 5th at half past eight; gives its id."""
    for words in ("新爱心日 爱心日", "每周六", "8:30-11:30", f"泡脚 {places}人 小广场 带热水", "48", "发布"):
        await n.say("于美玲", "私聊", words)
    return int(n.rows(select(Occasion.id))[0][0])


def sign_up(n: Neighbourhood, *who: str) -> None:
    stand = n.rows(select(Stand.id))[0][0]
    for name in who:
        assert n.dispatch(press(n, name, f"duty-join:{stand}", where="居民群")).result is Result.HANDLED


def private(n: Neighbourhood, who: str) -> str:
    return "\n".join(n.channel.said(n.people[who]))


async def test_the_last_place_is_given_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n, places=1)
        stand = n.rows(select(Stand.id))[0][0]
        people_ = ("小王", "陈奶奶", "李姐", "老林", "阿强", "老周")
        gate = Barrier(len(people_))

        def join(who: str) -> Result:
            pressed = press(n, who, f"duty-join:{stand}", where="居民群")
            gate.wait(30)
            return n.dispatch_elsewhere(pressed).result

        with ThreadPoolExecutor(len(people_)) as pool:
            assert set(pool.map(join, people_)) == {Result.HANDLED}
        assert sorted(state for (state,) in n.rows(select(SignUp.state))) == [Going.GOING, *[Going.WAITING] * 5]


async def test_a_freed_place_is_kept_for_one_however_many_ask_at_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await begin(n, places=1)
        sign_up(n, "小王", "陈奶奶", "李姐")
        gate = Barrier(3)

        def do(who: str, data: str) -> Result:
            gate.wait(30)
            return n.dispatch_elsewhere(press(n, who, data, where="居民群")).result

        stand = n.rows(select(Stand.id))[0][0]
        asked = (("小王", f"duty-off:{occasion}"), ("老林", f"duty-join:{stand}"), ("李姐", f"duty-join:{stand}"))
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda one: do(*one), asked))
        held = [state for (state,) in n.rows(select(SignUp.state)) if state in (Going.GOING, Going.OFFERED)]
        assert len(held) == 1


async def test_two_processes_keep_a_freed_place_for_one(neighbourhood: Neighbourhood) -> None:
    n, crowd = neighbourhood, [str(3000 + at) for at in range(12)]
    with n.database.writing() as session:
        for account in crowd:
            n._person(session, account, f"邻居{account}")
    async with n.living():
        occasion = await begin(n, places=1)
        stand = n.rows(select(Stand.id))[0][0]
        sign_up(n, "小王", *crowd[:3])
        told = press_in_processes(n.database, [([n.people["小王"]], f"duty-off:{occasion}"), (crowd, f"duty-join:{stand}")], n.now, "all")
        assert sum("这次不算您" in one for one in told) == 1
        assert [state for (state,) in n.rows(select(SignUp.state)) if state in HOLDING] in ([Going.GOING], [Going.OFFERED])


@pytest.mark.parametrize("away", [timedelta(hours=1), timedelta(days=2), timedelta(days=40)])
async def test_after_downtime_the_late_rule_holds(neighbourhood: Neighbourhood, away: timedelta) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        sign_up(n, "小王")
        due = reminders(n.rows(select(Occasion.starts_at))[0][0], n.house.time_zone)
        n.now = due[Reminder.EVE] - timedelta(minutes=1)
        n.now += away
        await n.pass_time(timedelta(minutes=1))
        said = private(n, "小王")
        if away == timedelta(hours=1):  # late, and says so
            assert (said.count("明天爱心日"), said.count("这条晚到了")) == (1, 1)
        else:  # it has begun meanwhile, or is over: dropped
            assert said.count("您在泡脚") == 0
        await n.pass_time(timedelta(days=1))
        assert said.count("明天爱心日") == private(n, "小王").count("明天爱心日")


@pytest.mark.parametrize("step", [timedelta(hours=-2), timedelta(days=1)])
async def test_a_clock_that_is_set_neither_repeats_nor_skips(neighbourhood: Neighbourhood, step: timedelta) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        sign_up(n, "小王", "陈奶奶")
        starts: datetime = n.rows(select(Occasion.starts_at))[0][0]
        n.now = reminders(starts, n.house.time_zone)[Reminder.EVE]
        await n.pass_time(timedelta(minutes=1))
        before = n.now
        n.now += step
        await n.pass_time(timedelta(minutes=1))
        n.now = before + timedelta(minutes=2)
        await n.pass_time(timedelta(minutes=1))
        n.now = reminders(starts, n.house.time_zone)[Reminder.HOUR]
        await n.pass_time(timedelta(minutes=1))
        for who in ("小王", "陈奶奶"):
            said = private(n, who)
            assert (said.count("明天爱心日"), said.count("就要开始了")) in ((1, 1), (1, 0) if step > timedelta() else (1, 1))
        told = n.rows(select(Reminded.kind, func.count()).group_by(Reminded.kind))
        assert all(count == 2 for _, count in told)


async def test_a_timer_that_fires_in_four_processes_reminds_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await begin(n)
        sign_up(n, "小王", "陈奶奶", "李姐")
        starts: datetime = n.rows(select(Occasion.starts_at))[0][0]
        n.now = reminders(starts, n.house.time_zone)[Reminder.EVE]
        gate = Barrier(4)

        def fire(at: int) -> None:
            with n.database.writing() as session:
                timers.set_timer(session, "duty-reminds-eve", f"occasion:{occasion}", n.now - timedelta(seconds=at), community=1)
            gate.wait(30)
            with n.database.writing() as session:
                query = select(Timer).where(Timer.name == "duty-reminds-eve", Timer.due_at == n.now - timedelta(seconds=at))
                dispatch.fire(session, n.house, session.scalars(query).one(), n.now)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(fire, range(1, 5)))
        assert n.rows(select(func.count()).select_from(Reminded)) == [(3,)]
        letters = [body for (body,) in n.rows(select(Letter.body)) if body and "明天爱心日" in str(body)]
        assert len(letters) == 3


async def test_a_fan_out_goes_in_bounded_steps_and_reaches_all_once(neighbourhood: Neighbourhood) -> None:
    n, many = neighbourhood, 2 * BATCH + 50
    async with n.living():
        occasion_id = await begin(n, places=500)
        with n.database.writing() as session:
            stand, occasion = session.scalars(select(Stand)).one(), session.get_one(Occasion, occasion_id)
            for at in range(many):
                person = people.add_person(session, f"志愿者{at}", n.now, "telegram", f"9{at:05}")
                chats.add_chat(session, "telegram", f"9{at:05}", Kind.PRIVATE, person=person.id)
                duties.set_sign_up(session, occasion, stand, person.id, Going.GOING, n.now, None)
            starts = occasion.starts_at
        n.now = reminders(starts, n.house.time_zone)[Reminder.EVE] + timedelta(seconds=5)
        sizes = []
        for _ in range(4):
            before = n.rows(select(func.count()).select_from(Reminded))[0][0]
            with n.database.writing() as session:
                for timer in timers.find_due(session, n.now):
                    dispatch.fire(session, n.house, timer, n.now)
            sizes.append(n.rows(select(func.count()).select_from(Reminded))[0][0] - before)
            n.now += timedelta(seconds=1)
        assert sizes == [BATCH, BATCH, 50, 0]
        told = [chat for chat, body in n.rows(select(Letter.chat_id, Letter.body)) if "明天爱心日" in str(body)]
        assert len(told) == len(set(told)) == many


async def test_who_cannot_be_written_to_alone_is_named_once_in_the_group(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        sign_up(n, "小王", "陈奶奶")
        with n.database.writing() as session:
            session.execute(delete(Chat).where(Chat.kind == Kind.PRIVATE, Chat.address == n.people["小王"]))
        n.now = reminders(n.rows(select(Occasion.starts_at))[0][0], n.house.time_zone)[Reminder.EVE]
        await n.pass_time(timedelta(minutes=1))
        await n.pass_time(timedelta(hours=1))
        told = "\n".join(n.channel.said(n.groups["居民群"]))
        assert told.count("提醒报了名的：小王（泡脚）") == 1
        occasion = n.rows(select(Occasion.id))[0][0]
        with n.database.writing() as session:  # however often somebody else comes to the end of it
            timers.set_timer(session, "duty-reminds-eve", f"occasion:{occasion}", n.now - timedelta(seconds=1), community=1)
        await n.pass_time(timedelta(minutes=1))
        assert "\n".join(n.channel.said(n.groups["居民群"])).count("提醒报了名的") == 1
        assert "小王（请当面说）、陈奶奶" in private(n, "于美玲")


async def test_who_was_reminded_of_the_old_day_is_reminded_of_the_new(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        sign_up(n, "小王")
        n.now = reminders(n.rows(select(Occasion.starts_at))[0][0], n.house.time_zone)[Reminder.EVE]
        await n.pass_time(timedelta(minutes=1))
        await n.say("于美玲", "私聊", "爱心改期 1 9月6日 台风")
        n.now = reminders(n.rows(select(Occasion.starts_at))[0][0], n.house.time_zone)[Reminder.EVE]
        await n.pass_time(timedelta(minutes=1))
        assert (private(n, "小王").count("明天爱心日：9月5日"), private(n, "小王").count("明天爱心日：9月6日")) == (1, 1)


async def test_a_cancelled_one_breaks_the_row_and_a_moved_one_does_not(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        await n.say("于美玲", "私聊", "爱心改期 1 9月6日 下雨")
        await n.say("老林", "私聊", "爱心日")
        assert n.channel.said(n.people["老林"])[-1].startswith("爱心日 · 第 49 个，未间断\n9月6日")
        await n.pass_time(timedelta(days=1))
        await n.keep_house()
        await n.pass_time(timedelta(days=4))
        await n.say("于美玲", "私聊", "爱心取消 1 台风")
        await n.keep_house()
        await n.pass_time(timedelta(days=6))
        await n.say("老林", "私聊", "爱心日")
        assert n.channel.said(n.people["老林"])[-1].startswith("爱心日 · 第 50 个\n9月19日")


def test_a_long_list_is_said_whole() -> None:
    names = "、".join(f"志愿者{at}" for at in range(2000))
    assert texts.text("zh-CN", "duty-list-row", station="泡脚", names=names, more="") == f"泡脚：{names}"


async def test_a_station_that_grows_offers_its_places_to_those_who_wait_in_their_order(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n, places=1)
        sign_up(n, "小王", "陈奶奶", "李姐", "老林")
        await n.say("于美玲", "私聊", "爱心摊位 1 泡脚 3人 小广场")
        query = select(Person.name, SignUp.state).join(Person, Person.id == SignUp.person_id).order_by(SignUp.id)
        told = [("小王", Going.GOING), ("陈奶奶", Going.OFFERED), ("李姐", Going.OFFERED), ("老林", Going.WAITING)]
        assert [tuple(row) for row in n.rows(query)] == told
        assert (await n.say("于美玲", "私聊", "爱心摊位 1 泡脚 2人 小广场")).result is Result.REFUSED


async def test_a_station_with_hours_of_its_own_leaves_the_rest_of_the_day_free(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        for words in ("新爱心日 爱心日", "每周六", "8:30-11:30", "泡脚 2人 8:30-9:30 小广场\n修脚 2人", "0", "发布"):
            await n.say("于美玲", "私聊", words)
        for words in ("新爱心日 义诊", "每周六", "9:30-12:00", "量血压 2人", "0", "发布"):
            await n.say("于美玲", "私聊", words)
        foot, nails, pressure = (n.rows(select(Stand.id).where(Stand.name == name))[0][0] for name in ("泡脚", "修脚", "量血压"))
        told = [("小王", foot), ("小王", pressure), ("李姐", nails), ("李姐", pressure)]
        results = [n.dispatch(press(n, who, f"duty-join:{stand}", where="居民群")) for who, stand in told]
        assert [one.result for one in results] == [*[Result.HANDLED] * 3, Result.REFUSED]
        assert "9月5日 08:30–09:30" in results[0].toast
        assert "挨得近" in results[1].toast
        day = n.rows(select(Occasion.id, Occasion.starts_at).order_by(Occasion.id))[0]
        n.now = day[1]
        n.dispatch(press(n, "小王", f"duty-here:{day[0]}", where="居民群"))
        await n.pass_time(timedelta(hours=4))
        assert n.rows(select(Service.minutes)) == [(60,)]
