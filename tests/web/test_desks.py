"""The desk's page and what a scan of it opens: a code only while there is one, each telephone once, old passes and guessed keys not at all."""

from __future__ import annotations

import re
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import select

from bot.app import App
from bot.web.phone import COOKIE
from models import duties, people, places, posters
from models.duties import Occasion, SignUp
from models.rules.desks import TURN, codes, page_key, passes
from models.rules.duties import Going, Rhythm
from scheduler import clock
from tests.web.conftest import PHONE, Viewer
from tests.web.test_seeing import legible, pressable, within

STATIONS = [{"name": "泡脚", "capacity": 2, "place": "小广场"}]


def put_up(app: App, begins_in: timedelta) -> Occasion:
    """A day that begins in so long, with a desk."""
    with app.database.writing() as session:
        place = places.find_named(session, ["傲梅苑"])
        assert place is not None
        now, lead = clock.now(), people.add_person(session, "组长", clock.now())
        told = {"title": "爱心日", "rhythm": Rhythm.MONTHLY, "day": 1, "begins": "08:30", "ends": "11:30", "stations": STATIONS}
        plan = duties.make_plan(session, place, now, held=0, by_person_id=lead.id, **told)
        span = {"starts_at": now + begins_in, "ends_at": now + begins_in + timedelta(hours=3)}
        where = {"community_id": place.community_id, "path": place.path}
        occasion = Occasion(plan_id=plan.id, day=now.date(), secret=duties.new_secret(), **span, **where)
        session.add(occasion)
        session.flush()
        session.add(duties.Stand(occasion_id=occasion.id, **where, **STATIONS[0]))
        session.flush()
        session.expunge(occasion)
    return occasion


async def read(app: App, path: str, cookie: str = "", post: bool = False) -> tuple[int, str]:
    async with aiohttp.ClientSession(cookies={COOKIE: cookie} if cookie else None) as http:
        ask = http.post if post else http.get
        async with ask(f"{app.address}{path}", headers={"Accept-Language": "zh-CN"}) as answer:
            return answer.status, await answer.text()


async def test_the_desk_shows_the_code_of_now_and_a_picture_of_its_pass(app: App) -> None:
    day = put_up(app, timedelta(minutes=10))
    status, page = await read(app, f"/q/{day.id}-{page_key(day.secret)}")
    assert status == 200
    assert any(f"签到 {code}" in page for code in codes(day.secret, clock.now()))
    assert "<svg" in page
    assert 'http-equiv="refresh"' in page
    assert "到了 0 人" in page


async def test_before_its_time_the_desk_shows_none(app: App) -> None:
    day = put_up(app, timedelta(hours=5))
    _, page = await read(app, f"/q/{day.id}-{page_key(day.secret)}")
    assert "开始签到" in page
    assert "<svg" not in page
    assert not any(code in page for code in codes(day.secret, clock.now()))


@pytest.mark.parametrize("key", ["0" * 43, "f" * 43])
async def test_a_guessed_key_opens_nothing(app: App, key: str) -> None:
    day = put_up(app, timedelta(minutes=10))
    assert (await read(app, f"/q/{day.id}-{key}"))[0] == 404


async def test_a_telephone_with_an_account_checks_in_once_and_as_whom_it_is(app: App) -> None:
    day = put_up(app, timedelta(minutes=10))
    with app.database.writing() as session:
        place = places.find_named(session, ["傲梅苑"])
        assert place is not None
        phone, cookie = posters.open_phone(session, place, "扫码的人", "近邻", clock.now())
        account = phone.account
    path = f"/there/{day.id}-{passes(day.secret, clock.now())[0]}"
    status, page = await read(app, path, cookie)
    assert (status, "我到了" in page) == (200, True)
    assert came(app, day.id) == []
    assert "签到了" in (await read(app, path, cookie, post=True))[1]
    assert (await read(app, path, cookie, post=True))[0] == 200
    with app.database.reading() as session:
        person = people.find_person(session, "web", account)
        assert person is not None
    assert came(app, day.id) == [(person.id, Going.CAME)]


def came(app: App, day: int) -> list[tuple[int, Going]]:
    with app.database.reading() as session:
        return [(one.person_id, one.state) for one in session.scalars(select(SignUp).where(SignUp.occasion_id == day))]


async def test_without_an_account_the_page_says_who_helps_and_an_old_pass_says_so(app: App) -> None:
    day = put_up(app, timedelta(minutes=10))
    _, page = await read(app, f"/there/{day.id}-{passes(day.secret, clock.now())[0]}")
    assert "告诉桌边的人您的名字" in page
    assert not re.search("<form[^>]*post", page)
    _, page = await read(app, f"/there/{day.id}-{passes(day.secret, clock.now() - 2 * TURN)[0]}")
    assert "过时了" in page
    assert "签到 " not in page.replace("签到 ·", "")


async def test_both_pages_are_read_and_pressed_on_a_telephone(app: App, viewer: Viewer) -> None:
    day = put_up(app, timedelta(minutes=10))
    for path in (f"/q/{day.id}-{page_key(day.secret)}", f"/there/{day.id}-{passes(day.secret, clock.now())[0]}"):
        for scheme in ("light", "dark"):
            page = await viewer.board(path, size=PHONE, scheme=scheme)
            for look in (legible, within, pressable):
                await look(page, f"{path} {scheme}")
