"""Teams and swaps where two happen at once: one place has one holder, a rota is never over-full, and whoever goes is followed by the next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from handlers.swaps import WAITS
from models import teams
from models.duties import Occasion, SignUp, Stand
from models.hours import Service
from models.machinery import Result
from models.people import Person
from models.rules.duties import HOLDING, Going
from models.swaps import Answered, Swap
from models.teams import Team
from tests.handlers.poll_house import press
from tests.handlers.test_loveday import begin, private, sign_up
from tests.house import Neighbourhood


async def team(n: Neighbourhood, *members: str, places: int = 1) -> int:
    """A team led by 小王 that serves on Saturday evening; gives its next occasion."""
    for words in ("新队伍 巡逻队", "小王", "晚上巡逻", "9", "发布"):
        await n.say("于美玲", "私聊", words)
    for name in members:
        assert n.dispatch(press(n, name, f"team-join:{n.rows(select(Team.id))[0][0]}", where="居民群")).result is Result.HANDLED
    await n.say("小王", "私聊", f"值班 1 每周六 19:00-21:00 {places}人 南门")
    return int(n.rows(select(Occasion.id))[0][0])


def holders(n: Neighbourhood) -> list[str]:
    query = select(Person.name).join(SignUp, SignUp.person_id == Person.id).where(SignUp.state.in_(HOLDING))
    return [name for (name,) in n.rows(query.order_by(SignUp.id))]


async def test_of_a_rota_one_after_another_is_called_and_at_last_the_lead_hears_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await team(n, "陈奶奶", "李姐")
        for name, following in (("小王", ["陈奶奶"]), ("陈奶奶", ["李姐"]), ("李姐", [])):
            assert n.dispatch(press(n, name, f"duty-off:{occasion}")).result is Result.HANDLED
            assert holders(n) == following
        await n.pass_time(timedelta(minutes=1))
        assert "还差 1 人" in private(n, "小王")


async def test_two_who_cannot_come_at_the_same_moment_are_followed_by_two(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await team(n, "陈奶奶", "李姐", "老林", places=2)
        first = holders(n)
        gate = Barrier(2)

        def off(name: str) -> Result:
            pressed = press(n, name, f"duty-off:{occasion}")
            gate.wait(30)
            return n.dispatch_elsewhere(pressed).result

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(off, first)) == [Result.HANDLED, Result.HANDLED]
        assert sorted([*first, *holders(n)]) == sorted(["小王", "陈奶奶", "李姐", "老林"])


async def test_a_stranger_cannot_press_into_a_team_s_turn(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await team(n)
        stand = n.rows(select(Stand.id).where(Stand.occasion_id == occasion))[0][0]
        assert n.dispatch(press(n, "陈奶奶", f"duty-join:{stand}")).result is Result.REFUSED
        assert holders(n) == ["小王"]


async def test_whoever_is_called_off_by_leave_is_not_called_for_those_days_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await team(n, "陈奶奶")
        await n.say("小王", "私聊", "请假 9月4日到9月30日")
        assert holders(n) == ["陈奶奶"]
        assert n.dispatch(press(n, "陈奶奶", f"duty-off:{occasion}")).result is Result.HANDLED
        assert holders(n) == []


async def test_a_forgotten_member_is_followed_by_the_next(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await team(n, "陈奶奶", "李姐")
        await n.say("小王", "私聊", "换队长 1 陈奶奶")
        person = n.rows(select(Person.id).where(Person.name == "小王"))[0][0]
        assert n.dispatch(press(n, "小王", f"forget:{person}", where="私聊")).result is Result.HANDLED
        assert holders(n) == ["陈奶奶"]
        with n.database.reading() as session:
            assert [name for _, name in teams.find_members(session, n.rows(select(Team.id))[0][0])] == ["陈奶奶", "李姐"]


async def test_an_agreed_swap_and_a_sign_off_at_once_leave_one_holder_at_most(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await begin(n, places=2)
        sign_up(n, "小王")
        await n.say("李姐", "私聊", "我会 理发")
        await n.say("小王", "私聊", "替班 李姐")
        swap = n.rows(select(Swap.id))[0][0]
        gate = Barrier(3)

        def do(one: tuple[str, str]) -> Result:
            pressed = press(n, one[0], one[1])
            gate.wait(30)
            return n.dispatch_elsewhere(pressed).result

        pressed = [("李姐", f"duty-swap:{swap}"), ("李姐", f"duty-swap:{swap}"), ("小王", f"duty-off:{occasion}")]
        with ThreadPoolExecutor(3) as pool:
            agreed, again, off = pool.map(do, pressed)
        assert sorted([agreed, again]).count(Result.HANDLED) + (off is Result.HANDLED) == 1
        assert holders(n) == ([] if off is Result.HANDLED else ["李姐"])


async def test_a_swap_nobody_answers_lapses_and_the_place_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n, places=2)
        for name, words in (("小王", "我会 理发"), ("李姐", "我会 理发")):
            await n.say(name, "私聊", words)
        sign_up(n, "小王")
        await n.say("小王", "私聊", "替班 李姐")
        await n.pass_time(WAITS + timedelta(minutes=1))
        assert [tuple(row) for row in n.rows(select(Swap.state))] == [(Answered.LAPSED,)]
        assert holders(n) == ["小王"]
        assert "没等到回复" in private(n, "小王")
        assert n.dispatch(press(n, "李姐", f"duty-swap:{n.rows(select(Swap.id))[0][0]}")).result is Result.REFUSED


async def test_role_credit_stands_apart_from_the_hours(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        occasion = await team(n, "陈奶奶", places=2)
        await n.say("于美玲", "私聊", "约定 带队加分百分比 20")
        starts, ends = n.rows(select(Occasion.starts_at, Occasion.ends_at))[0]
        await n.pass_time(starts - timedelta(minutes=5) - n.now)
        for name in ("小王", "陈奶奶"):
            assert n.dispatch(press(n, name, f"duty-here:{occasion}")).result is Result.HANDLED
        await n.pass_time(ends + timedelta(minutes=31) - n.now)
        told = select(Person.name, Service.minutes, Service.credit).join(Person, Person.id == Service.person_id)
        assert sorted(tuple(row) for row in n.rows(told)) == sorted([("小王", 120, 24), ("陈奶奶", 120, 0)])
        assert [state for (state,) in n.rows(select(SignUp.state))] == [Going.CAME, Going.CAME]

