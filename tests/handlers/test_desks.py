"""The desk: who scans is there, who has no telephone is ticked, who came by chance is kept, and nobody is in two places or beyond the places."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from models import duties
from models.codes import TRIES
from models.duties import Occasion, SignUp, Stand
from models.hours import Service
from models.machinery import Result
from models.people import Person
from models.rules.desks import TURN, codes, passes
from models.rules.duties import Going
from tests.handlers.poll_house import press
from tests.handlers.test_loveday import begin, private, sign_up
from tests.house import Neighbourhood


async def morning(n: Neighbourhood, places: int = 4) -> Occasion:
    """The day itself, ten minutes after it began; the desk has its code."""
    await begin(n, places)
    n.now = n.rows(select(Occasion.starts_at))[0][0] + timedelta(minutes=10)
    await n.say("于美玲", "私聊", "签到码")
    with n.database.reading() as session:
        return session.scalars(select(Occasion)).one()


def there(n: Neighbourhood) -> list[str]:
    query = select(Person.name).join(SignUp, SignUp.person_id == Person.id).where(SignUp.state == Going.CAME)
    return sorted(name for (name,) in n.rows(query))


def scan(n: Neighbourhood, day: Occasion, ago: timedelta = timedelta()) -> str:
    return f"/start there-{day.id}-{passes(day.secret, n.now - ago)[0]}"


async def test_a_scan_opens_the_messenger_and_checks_in_who_did_not_sign_up_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        day = await morning(n)
        await n.say("小王", "私聊", scan(n, day))
        assert (there(n), private(n, "小王").count("签到了，爱心日辛苦您")) == (["小王"], 1)
        assert (await n.say("李姐", "私聊", scan(n, day, 2 * TURN))).result is Result.REFUSED
        assert (await n.say("李姐", "私聊", f"/start there-{day.id}-0123456789ab")).result is Result.REFUSED
        assert there(n) == ["小王"]


async def test_the_last_place_takes_one_of_all_who_scan_at_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        day = await morning(n, places=1)
        names, gate = ("小王", "陈奶奶", "李姐", "老林"), Barrier(4)

        def come(name: str) -> Result:
            said = n.incoming(name, "私聊", scan(n, day))
            gate.wait(30)
            return n.dispatch_elsewhere(said).result

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(come, names)) == sorted([Result.HANDLED, *[Result.REFUSED] * 3])
        assert len(there(n)) == 1


async def test_a_code_is_not_guessed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        day = await morning(n)
        good = codes(day.secret, n.now)[0]
        wrong = [f"{(int(good) + at) % 10_000:04}" for at in range(10, 16)]
        said = [(await n.say("小王", "私聊", f"签到 {code}")).result for code in (*wrong[:TRIES], good)]
        assert (said, there(n)) == ([*[Result.HANDLED] * TRIES, Result.REFUSED], [])
        assert (await n.say("李姐", "私聊", f"签到 {good}")).result is Result.HANDLED
        assert there(n) == ["李姐"]


async def test_who_serves_elsewhere_at_that_hour_is_not_taken_in(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        day = await morning(n)
        for words in ("新爱心日 义诊", "每周六", "8:00-12:00", "量血压 2人 活动室", "0", "发布"):
            n.now = day.starts_at - timedelta(days=1)
            await n.say("于美玲", "私聊", words)
        stand = n.rows(select(Stand.id).where(Stand.name == "量血压"))[0][0]
        assert n.dispatch(press(n, "小王", f"duty-join:{stand}", where="居民群")).result is Result.HANDLED
        n.now = day.starts_at + timedelta(minutes=10)
        assert (await n.say("小王", "私聊", scan(n, day))).result is Result.REFUSED
        assert there(n) == []


async def test_the_lead_ticks_by_a_button_and_nobody_else_does(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await begin(n)
        sign_up(n, "小王", "陈奶奶")
        n.now = n.rows(select(Occasion.starts_at))[0][0]
        await n.say("于美玲", "私聊", "点名")
        [mine] = [one for one, name in n.rows(select(SignUp.id, Person.name).join(Person, Person.id == SignUp.person_id)) if name == "陈奶奶"]
        assert n.dispatch(press(n, "小王", f"duty-tick:{mine}")).result is Result.REFUSED
        assert [n.dispatch(press(n, "于美玲", f"duty-tick:{mine}")).result for _ in range(2)] == [Result.HANDLED, Result.REFUSED]
        assert there(n) == ["陈奶奶"]


async def test_who_has_no_telephone_is_one_person_month_after_month(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await morning(n)
        await n.say("于美玲", "私聊", "临时来 张大爷 泡脚")
        await n.pass_time(timedelta(hours=4))
        await n.keep_house()
        await n.pass_time(timedelta(days=1))
        n.now = n.rows(select(Occasion.starts_at).order_by(Occasion.starts_at))[-1][0]
        assert (await n.say("于美玲", "私聊", "点名 张大爷")).result is Result.HANDLED
        await n.pass_time(timedelta(hours=4))
        told = n.rows(select(Service.person_id, Service.minutes))
        assert (len(told), len({person for person, _ in told})) == (2, 1)
        with n.database.reading() as session:
            assert [one.name for one in session.scalars(select(Person).where(Person.name == "张大爷"))] == ["张大爷"]
            assert duties.find_alive(session, told[0][0], n.now) == []


async def test_hours_are_those_of_the_station_and_who_only_waits_hears_how_to_help(neighbourhood: Neighbourhood) -> None:
    """Who comes at eight to a station that is there from ten to eleven has served for an hour."""
    n = neighbourhood
    async with n.living():
        for words in ("新爱心日 爱心日", "每周六", "8:30-11:30", "义诊 2人 活动室 14:00-15:00", "0", "发布"):
            await n.say("于美玲", "私聊", words)
        assert "不在当天 08:30–11:30 里面" in n.channel.said("2")[-1]
        for words in ("取消", "新爱心日 爱心日", "每周六", "8:30-11:30", "义诊 1人 活动室 10:00-11:00\n泡脚 9人", "0", "发布"):
            await n.say("于美玲", "私聊", words)
        assert (await n.say("于美玲", "私聊", "爱心摊位 1\n义诊 1人 活动室 11:00-12:00\n泡脚 9人")).result is Result.REFUSED
        stand, day = n.rows(select(Stand.id, Occasion).join(Occasion, Occasion.id == Stand.occasion_id).where(Stand.name == "义诊"))[0]
        for who in ("小王", "李姐"):
            await n.press_data(who, n.people[who], "1", f"duty-join:{stand}")
        n.now = day.starts_at - timedelta(minutes=25)
        assert (await n.say("小王", "私聊", "签到")).result is Result.HANDLED
        assert (await n.say("李姐", "私聊", "签到")).result is Result.REFUSED
        assert "签到 码" in private(n, "李姐")
        n.now = day.ends_at + timedelta(minutes=31)
        await n.pass_time(timedelta())
        assert n.rows(select(Service.minutes)) == [(60,)]
