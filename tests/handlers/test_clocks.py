"""Clocks of matters: one nudge for each miss, whoever fires it and whoever is killed; they survive hand-over and stand still when put off."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from handlers import dispatch
from handlers.ctx import House
from models import timers
from models.clocks import Running
from models.database import Database, open_database
from models.journal import journal
from models.machinery import Letter, Timer
from models.matters import Matter
from models.rules.clocks import Clock
from tests.house import Neighbourhood


def running(n: Neighbourhood, matter: int = 1) -> dict[Clock, tuple[datetime | None, bool]]:
    """Until when each clock runs, and whether what it waited for has come."""
    query = select(Running.clock, Running.due_at, Running.met_at).where(Running.matter_id == matter)
    return {clock: (due_at, met_at is not None) for clock, due_at, met_at in n.rows(query)}


def nudges(n: Neighbourhood) -> int:
    """Nudges in the work group."""
    return sum(text.startswith("⏰") for text in n.channel.said(n.groups["工作群"]))


def overdue(n: Neighbourhood) -> tuple[str | None, str]:
    [(clock, because)] = n.rows(select(Matter.overdue, Matter.overdue_because).where(Matter.number == 1))
    return clock, because


async def test_a_fresh_matter_has_one_clock_and_one_timer(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    assert list(running(neighbourhood)) == [Clock.ACCEPT]
    assert neighbourhood.rows(select(Timer.name).where(Timer.name.startswith("clock"))) == [("clock-missed",)]


async def test_the_end_is_counted_from_the_registration_and_survives_hand_over(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    begun = n.now
    await n.pass_time(timedelta(hours=5))
    await n.say("于美玲", "工作群", "受理 1")
    until = running(n)[Clock.SOLVE][0]
    assert until is not None
    assert timedelta(days=11) - timedelta(minutes=2) < until - begun <= timedelta(days=11)  # seven working days from a Thursday
    await n.pass_time(timedelta(days=1))
    await n.say("老林", "工作群", "进展 1 换我来办")
    await n.say("于美玲", "工作群", "协商 1 和物业谈")
    longer = running(n)[Clock.SOLVE][0]
    assert longer is not None
    assert longer - until > timedelta(days=7)
    await n.say("于美玲", "工作群", "继续 1")
    assert running(n)[Clock.SOLVE][0] == longer


async def test_each_miss_is_nudged_once_and_news_starts_anew(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼电梯坏了，停在五楼")
    await n.say("于美玲", "工作群", "受理 1")
    for day in range(1, 4):
        for _ in range(8):
            await n.pass_time(timedelta(hours=3))
        assert nudges(n) == 1, day
        if day == 2:
            assert overdue(n)[0] == "news"
    await n.say("于美玲", "工作群", "进展 1 配件到了")
    assert overdue(n) == (None, "")
    for _ in range(24):
        await n.pass_time(timedelta(hours=3))
    assert nudges(n) == 2


async def test_news_is_not_waited_for_any_more_once_the_talks_are_over(neighbourhood: Neighbourhood) -> None:
    """Only what is talked over owes news every three days; back in somebody's hands nothing said could have met that clock."""
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    await n.say("于美玲", "工作群", "协商 1 和物业谈")
    assert running(n)[Clock.NEWS][1] is False
    await n.say("于美玲", "工作群", "继续 1")
    assert running(n)[Clock.NEWS][1] is True
    await n.pass_time(timedelta(days=6))
    assert (nudges(n), overdue(n)[0]) == (0, None)


async def test_done_nothing_is_waited_for_and_reopened_it_is_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    await n.say("于美玲", "工作群", "办结 1 好了")
    assert {met for _, met in running(n).values()} == {True}
    line = next(shown for shown in n.channel.shown if "请说一声" in shown.message.text)
    await n.press("陈奶奶", line, "没解决")
    assert running(n)[Clock.SOLVE][1] is False
    assert running(n)[Clock.ACCEPT][1] is True


async def test_what_a_community_has_settled_counts(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "工作群", "约定 受理时限·一般 2小时")
    await n.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    await n.pass_time(timedelta(hours=2, minutes=1))
    assert nudges(n) == 1


async def test_a_stranger_to_the_staff_gives_no_reason(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    await n.say("李姐", "居民群", "超时原因 1 我不想修")
    assert overdue(n) == (None, "")


async def test_what_is_missed_at_one_moment_is_one_message(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.now += timedelta(hours=14)  # by night, so that all begin at eight
    await miss(n, 6)
    await n.pass_time(timedelta(days=4))
    [told] = [text for text in n.channel.said(n.groups["工作群"]) if text.startswith("⏰")]
    assert [f"#{number} " in told for number in range(1, 7)] == [True] * 6
    assert facts(n, "clock-missed") == [1] * 6
    shown = next(shown for shown in n.channel.shown if shown.message.text == told)
    assert (await n.press("于美玲", shown, "受理 #2")).toast == ""
    assert running(n, 2)[Clock.ACCEPT][1]
    await n.pass_time(timedelta(days=1))
    assert nudges(n) == 1


async def test_what_was_late_before_it_was_put_off_is_as_late_after(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼电梯坏了，停在五楼")
    await n.say("于美玲", "工作群", "受理 1")
    for _ in range(4):
        await n.pass_time(timedelta(days=1))
    assert overdue(n)[0] == "news"
    [(since,)] = n.rows(select(Matter.overdue_since))
    late = n.now - since
    await n.say("于美玲", "工作群", "暂缓 1 9月21日")
    assert overdue(n)[0] is None
    await n.pass_time(timedelta(days=13, hours=23))
    await n.pass_time(timedelta(hours=4))
    [(since,)] = n.rows(select(Matter.overdue_since))
    resumed = datetime(2026, 9, 21, 1, tzinfo=UTC)
    assert abs(resumed - late - since) < timedelta(hours=5)
    assert since < resumed
    assert nudges(n) == 1
    await n.say("于美玲", "工作群", "进展 1 配件到了")
    assert overdue(n) == (None, "")


async def test_a_reminder_is_due_although_it_was_put_off_before_everybody_saw_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "登记 2号楼电梯坏了，停在五楼")
    await n.say("于美玲", "工作群", "受理 1")
    await n.pass_time(timedelta(days=1, minutes=1))
    assert nudges(n) == 1
    assert overdue(n)[0] is None
    await n.say("于美玲", "工作群", "暂缓 1 9月21日")
    await n.pass_time(timedelta(days=18))
    await n.pass_time(timedelta(minutes=1))
    assert overdue(n)[0] == "news"
    assert nudges(n) == 1


# ---------------------------------------------------------------- once, whoever fires


TROUBLES = ("2号楼路灯不亮", "3号楼下水道堵了", "1号楼楼道垃圾没人清", "2号楼电梯坏了", "3号楼半夜装修太吵", "1号楼树枝断了", "2号楼健身器材松动", "3号楼车乱停")


async def miss(n: Neighbourhood, matters: int) -> datetime:
    """So many matters whose first clock is missed; gives a moment after it."""
    for words in TROUBLES[:matters]:
        await n.say("陈奶奶", "居民群", f"登记 {words}")
    return n.now + timedelta(days=2)


def fire_all(database: Database, now: datetime) -> None:
    """Fire all that is due, as a process does."""
    while True:
        with database.reading() as session:
            due = [timer for timer in timers.find_due(session, now) if timer.name == "clock-missed"]
        if not due:
            return
        for timer in due:
            with database.writing() as session:
                dispatch.fire(session, House(), timer, now)


def facts(n: Neighbourhood, act: str) -> list[int]:
    """How often this was recorded of each matter."""
    found = [subject for (subject,) in n.rows(select(journal.c.subject).where(journal.c.act == act, journal.c.subject.is_not(None)))]
    return sorted(found.count(subject) for subject in set(found))


async def test_many_who_fire_at_once_nudge_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    now = await miss(n, 6)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fire_all(n.database, now), range(8)))
    assert facts(n, "clock-missed") == [1] * 6


def _process(url: str, now: datetime) -> None:
    database = open_database(url)
    fire_all(database, now)
    database.close()


async def test_four_processes_some_of_them_killed_nudge_once(neighbourhood: Neighbourhood) -> None:
    """Killed wherever they are: what was not committed is fired again by whoever is left, and nothing twice."""
    n = neighbourhood
    now = await miss(n, 8)
    url = n.database.engine.url.render_as_string(hide_password=False)
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_process, args=(url, now)) for _ in range(4)]
    for worker in workers:
        worker.start()
    chance = random.Random(7)
    for worker in workers[:3]:
        worker.join(1.2 + chance.random())
        if worker.pid and worker.is_alive():
            os.kill(worker.pid, signal.SIGKILL)
    for worker in workers:
        worker.join(60)
    _process(url, now)
    assert facts(n, "clock-missed") == [1] * 8
    told = "".join(str(body) for (body,) in n.rows(select(Letter.body).where(Letter.chat_id == n.chat("工作群").id, Letter.state == "waiting")))
    assert [told.count(f"#{number} ") for number in range(1, 9)] == [1] * 8


@pytest.mark.parametrize("act", ["受理 1", "办结 1 好了", "不予受理 1 归市政", "暂缓 1 9月21日"])
async def test_what_was_met_in_time_is_never_nudged(neighbourhood: Neighbourhood, act: str) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    await neighbourhood.say("于美玲", "工作群", act)
    await neighbourhood.pass_time(timedelta(days=2))
    assert nudges(neighbourhood) == 0
