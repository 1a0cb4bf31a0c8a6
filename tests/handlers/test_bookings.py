"""Bookings where many press at once, and where the day is moved: no number twice, no place twice, each reminded once of what holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.bookings import Booking
from models.duties import Occasion, Stand
from models.machinery import Result, Timer
from models.rules.bookings import STEP, Booked, about_when, split_whom
from tests.handlers.poll_house import press
from tests.handlers.test_loveday import private
from tests.house import START, Neighbourhood

ALL = ("小王", "陈奶奶", "李姐", "老林", "阿强", "老周")


async def begin(n: Neighbourhood, slots: int) -> int:
    for words in ("新爱心日 爱心日", "每周六", "8:30-11:30", f"理发 2人 小广场 可约{slots}", "0", "发布"):
        await n.say("于美玲", "私聊", words)
    return int(n.rows(select(Stand.id))[0][0])


async def test_the_last_places_are_given_once_and_numbers_are_never_twice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        stand = await begin(n, slots=4)
        gate = Barrier(len(ALL))

        def book(who: str) -> Result:
            pressed = press(n, who, f"book:{stand}", where="居民群")
            gate.wait(30)
            return n.dispatch_elsewhere(pressed).result

        with ThreadPoolExecutor(len(ALL)) as pool:
            results = list(pool.map(book, ALL))
        assert sorted(results) == sorted([Result.HANDLED] * 4 + [Result.REFUSED] * 2)
        assert sorted(number for (number,) in n.rows(select(Booking.number))) == [1, 2, 3, 4]


async def test_two_presses_of_one_person_at_once_are_one_booking(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        stand = await begin(n, slots=4)
        gate = Barrier(2)

        def book(_n: int) -> Result:
            pressed = press(n, "陈奶奶", f"book:{stand}", where="居民群")
            gate.wait(30)
            return n.dispatch_elsewhere(pressed).result

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(book, range(2))) == [Result.HANDLED, Result.HANDLED]
        assert len(n.rows(select(Booking.id))) == 1


async def test_a_moved_day_is_told_and_reminded_of_once_at_its_new_time(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        stand = await begin(n, slots=4)
        assert n.dispatch(press(n, "陈奶奶", f"book:{stand}", where="居民群")).result is Result.HANDLED
        await n.say("于美玲", "私聊", "爱心改期 1 9月6日 台风")
        assert [due for (due,) in n.rows(select(Timer.due_at).where(Timer.name == "booking-reminds"))] == [
            n.rows(select(Occasion.starts_at))[0][0] - timedelta(hours=14, minutes=30)
        ]
        await n.pass_time(timedelta(days=3))
        said = private(n, "陈奶奶")
        assert said.count("改时间了") == 1
        assert said.count("提醒：陈奶奶约了") == 1


async def test_a_cancelled_day_is_told_and_not_reminded_of(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        stand = await begin(n, slots=4)
        assert n.dispatch(press(n, "陈奶奶", f"book:{stand}", where="居民群")).result is Result.HANDLED
        await n.say("于美玲", "私聊", "爱心取消 1 台风")
        await n.pass_time(timedelta(days=3))
        said = private(n, "陈奶奶")
        assert said.count("取消了") == 1
        assert "提醒" not in said


async def test_nobody_calls_off_another_s_number(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        stand = await begin(n, slots=4)
        n.dispatch(press(n, "陈奶奶", f"book:{stand}", where="居民群"))
        booking = n.rows(select(Booking.id))[0][0]
        assert n.dispatch(press(n, "李姐", f"book-off:{booking}")).result is Result.REFUSED
        assert [state for (state,) in n.rows(select(Booking.state))] == [Booked.BOOKED]
        assert n.dispatch(press(n, "于美玲", f"book-off:{booking}")).result is Result.HANDLED


@given(st.integers(1, 600), st.integers(1, 500), st.integers(0, 600))
def test_turns_come_in_order_and_within_the_day(minutes: int, slots: int, ahead: int) -> None:
    ends = START + timedelta(minutes=minutes)
    turn, next_ = (about_when(START, ends, slots, n) for n in (ahead, ahead + 1))
    assert START <= turn <= next_ <= ends
    assert (turn - START) % STEP == timedelta()


def test_for_whom_is_said_in_many_ways() -> None:
    assert [split_whom(said) for said in ("理发", "理发 给陈奶奶", "理发  陈奶奶", "理发 替 我妈")] == [
        ("理发", ""),
        ("理发", "陈奶奶"),
        ("理发", "陈奶奶"),
        ("理发", "我妈"),
    ]


async def test_the_desk_has_the_names_of_those_for_whom_staff_booked(neighbourhood: Neighbourhood) -> None:
    """A name is what one is called by at the desk: 陈奶奶 is not 某奶奶, who would be the same as 林奶奶. In a group it is not said."""
    n = neighbourhood
    async with n.living():
        await begin(n, slots=9)
        for whom in ("陈奶奶", "林奶奶", "王秀英", "13800138000"):
            await n.say("于美玲", "私聊", f"预约 理发 给{whom}")
        await n.say("于美玲", "工作群", "@近邻 预约 理发 给郑阿姨")
        assert [name for (name,) in n.rows(select(Booking.name).order_by(Booking.number))] == [
            "陈奶奶", "林奶奶", "王秀英", "（电话）", "郑阿姨"
        ]  # fmt: skip
        assert "社区替您约了" in private(n, "陈奶奶")
        assert n.channel.said(n.groups["工作群"])[-1].startswith("替某阿姨约好了")
