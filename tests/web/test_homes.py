"""Who has no account does from any phone what others do in a chat: by the page of their household, without a script."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, expect
from sqlalchemy import func, select, update

from bot.app import App
from bot.logs import redact
from models import codes, duties, people, phones, places, polls, posters, rolls, webchat
from models.ballots import Ballot
from models.consents import Consent
from models.duties import SignUp
from models.journal import journal
from models.matters import Matter
from models.people import Bond, Tie
from models.places import Place
from models.polls import Poll
from models.posters import Phone
from models.rules.duties import Rhythm
from models.rules.polls import Counted, Kind, Manner
from models.rules.tallies import Issue
from scheduler import clock
from tests.web.conftest import PHONE, SMALL, Viewer
from tests.web.test_phone import picture
from tests.web.test_seeing import SCHEMES, legible, pressable, within
from tests.web.test_using import named, tab_through

HOME, OTHER = "2号楼2单元302", "2号楼2单元201"


@pytest.fixture
async def visitor() -> AsyncIterator[aiohttp.ClientSession]:
    """A phone that keeps its cookie."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Accept-Language": "zh-CN"}) as session:
        yield session


def home_of(session: Any, name: str = HOME) -> Place:
    building, unit, door = re.match(r"(\d+号楼)(\d单元)(\d+)", name).groups()  # type: ignore[union-attr]
    found = places.find_named(session, ["傲梅苑", building, unit, door])
    assert found is not None
    return found


def give(app: App, name: str = HOME, person: int | None = None, lasts: timedelta = phones.LASTS) -> str:
    """The address of a household's link, as a letter has it."""
    with app.database.writing() as session:
        return f"{app.address}/h/{phones.make_link(session, home_of(session, name), clock.now(), person, lasts)}"


def code_for(app: App, name: str = HOME) -> str:
    with app.database.writing() as session:
        return codes.make_code(session, home_of(session, name), clock.now())


def rows(app: App, query: Any) -> list[Any]:
    with app.database.reading() as session:
        return [tuple(row) for row in session.execute(query).all()]


def count(app: App, *tables: Any) -> list[int]:
    with app.database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def open_poll(app: App, title: str = "换不换楼道灯", at: str = "2号楼") -> int:
    """A statutory poll of a building, the id."""
    with app.database.writing() as session:
        place = places.find_named(session, ["傲梅苑", at])
        assert place is not None
        asked = {"title": title, "kind": Kind.STATUTORY, "issue": Issue.USE_FUND, "manner": Manner.SINGLE, "counted": Counted.HEAD}
        author = people.find_person(session, "web", "w1")
        assert author is not None
        closes = clock.now() + timedelta(days=3)
        return polls.open_poll(session, place, rolls.read_roll(session, place.path), clock.now(), by_person_id=author.id, closes_at=closes, **asked).id


async def tell(app: App, who: str, *texts: str) -> None:
    """Said to the bot in private; `［label］` presses that button of what was answered."""
    room = f"private:{who}"
    for text in texts:
        if not text.startswith("［"):
            await app.webchat.say(who, room, text)
        else:
            await press(app, who, room, text[1:-1])
        await app.courier.drained()


async def press(app: App, who: str, room: str, label: str) -> None:
    with app.database.reading() as session:
        found = webchat.find_room(session, room)
        assert found is not None
        shown = reversed(webchat.find_messages(session, found.id))
        message, data = next((m.id, b["data"]) for m in shown for row in m.buttons for b in row if b["label"] == label)
    await app.webchat.press(who, room, message, data, f"{label}{message}")


async def announce_loveday(app: App) -> None:
    stations = "泡脚 4人 小广场\n理发 2人 小广场 可约3"
    await tell(app, "w1", "新爱心日 爱心日", "每周六", "8:30-11:30", stations, "48", "发布")


async def ask_round(app: App) -> None:
    """A cost plan of the second building, and its round from door to door."""
    await tell(app, "w1", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增", "［发布］", "征求意见 2号楼")


async def come_in(page: Page, address: str, name: str = "老陈") -> None:
    await page.goto(address)
    if name and await page.locator("input[name=name]").count():
        await page.fill("input[name=name]", name)
    await page.get_by_role("button", name=re.compile("^(进入|Come in)$")).click()
    await expect(page.locator("#asked")).to_be_visible()


async def enter(visitor: aiohttp.ClientSession, address: str, once: str = "in") -> tuple[int, str]:
    """进入, without a browser."""
    async with visitor.post(address, data=sheet(once=once, name="老陈")) as answer:
        return answer.status, await answer.text()


def sheet(once: str = "one", **fields: str) -> aiohttp.FormData:
    return aiohttp.FormData({"once": once, **fields}, default_to_multipart=True)


async def send(visitor: aiohttp.ClientSession, app: App, once: str = "one", **fields: str) -> tuple[int, str]:
    async with visitor.post(f"{app.address}/h", data=sheet(once, **fields)) as answer:
        return answer.status, await answer.text()


# ---------------------------------------------------------------- what one does there, without a script


async def test_it_is_reported_solved_and_confirmed(app: App, viewer: Viewer) -> None:
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    await page.fill("textarea", "一楼大厅的灯不亮，好几天了")
    await page.get_by_role("button", name="交给近邻").click()
    said = await page.locator(".said").inner_text()
    number = re.search(r"#(\d+)", said)
    assert number, said
    assert rows(app, select(Matter.place_name).where(Matter.number == int(number[1]))) == [("2号楼2单元一楼大厅",)]
    await app.webchat.say("w1", "group:3", f"办结 {number[1]} 换了新灯")
    await app.courier.drained()
    await page.goto(f"{app.address}/h")
    await page.get_by_role("button", name="没解决").click()
    assert rows(app, select(Matter.state).where(Matter.number == int(number[1]))) == [("handling",)]
    await app.webchat.say("w1", "group:3", f"办结 {number[1]} 又换了一个")
    await app.courier.drained()
    await page.goto(f"{app.address}/h")
    await page.get_by_role("button", name="解决了", exact=True).click()
    await expect(page.locator(".said")).to_have_text(f"谢谢，#{number[1]} 记为已解决。")
    assert rows(app, select(Matter.state).where(Matter.number == int(number[1]))) == [("confirmed",)]


async def test_a_report_carries_its_photos(app: App, visitor: aiohttp.ClientSession) -> None:
    await enter(visitor, give(app))
    form = sheet("r1", words="门禁坏了，进不去")
    for n in range(2):
        form.add_field("photo", picture(n), filename=f"{n}.png", content_type="image/png")
    async with visitor.post(f"{app.address}/h", data=form) as answer:
        assert (answer.status, "收到了，编号" in await answer.text()) == (200, True)
    assert rows(app, select(Matter.words, Matter.pictures).order_by(Matter.id.desc()).limit(1)) == [("门禁坏了，进不去", 2)]
    async with visitor.post(f"{app.address}/h", data=sheet("r1", words="门禁坏了，进不去")) as answer:
        assert (answer.status, "已经收到过了" in await answer.text()) == (422, True)


async def test_a_household_votes_and_changes_its_mind(app: App, viewer: Viewer) -> None:
    poll = open_poll(app)
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    slip = page.get_by_role("article").filter(has_text="换不换楼道灯")
    await slip.get_by_role("button", name="同意", exact=True).click()
    await expect(page.locator(".said")).to_contain_text("已记下 2号楼2单元302：同意")
    await slip.get_by_role("button", name="反对", exact=True).click()
    await expect(slip).to_contain_text("2号楼2单元302：反对，回执")
    assert rows(app, select(Ballot.choice, Poll.cast_homes).where(Ballot.poll_id == poll, Poll.id == poll)) == [(["no"], 1)]


async def test_the_bill_comes_before_the_answer_and_a_no_says_why(app: App, viewer: Viewer) -> None:
    await ask_round(app)
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    asked = page.get_by_role("article").filter(has_text="征求意见")
    await expect(asked).to_contain_text("您家：2单元302：系数 2，分摊 8,000.00 元")
    await asked.get_by_role("button", name="同意", exact=True).click()
    await expect(page.locator(".said")).to_have_text("记下了，2单元302：同意。结束前都可以改。")
    assert consent(app) == [("agreed", "")]
    await asked.get_by_role("textbox").fill("太贵了，退休金不够")
    await asked.get_by_role("button", name="不同意", exact=True).click()
    await expect(page.locator(".said")).to_contain_text("记下了：不同意")
    assert consent(app) == [("opposed", "太贵了，退休金不够")]
    await page.fill("textarea", "楼道灯坏了")
    await page.get_by_role("button", name="交给近邻").click()
    await expect(page.locator(".said")).to_contain_text("收到了，编号")


def consent(app: App, name: str = HOME) -> list[Any]:
    with app.database.reading() as session:
        home = home_of(session, name).id
    return rows(app, select(Consent.answer, Consent.reason).where(Consent.household_id == home))


async def test_who_is_against_it_without_a_word_is_asked_for_one(app: App, visitor: aiohttp.ClientSession) -> None:
    await ask_round(app)
    await enter(visitor, give(app))
    async with visitor.get(f"{app.address}/h") as answer:
        [data] = re.findall(r'value="(home-oppose:[^"]+)"', await answer.text())
    assert (await send(visitor, app, "o1", press=data))[0] == 422
    assert consent(app) == [("unasked", "")]


async def test_signed_up_for_love_day_booked_and_off_again(app: App, viewer: Viewer) -> None:
    await announce_loveday(app)
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    await page.get_by_role("button", name="报名：泡脚").click()
    await expect(page.get_by_role("article").filter(has_text="爱心日")).to_contain_text("您报了名：泡脚（小广场）")
    await page.get_by_role("button", name="预约理发").click()
    await expect(page.get_by_role("article").filter(has_text="爱心日")).to_contain_text("您约了：理发（小广场），老陈，1 号")
    await page.get_by_role("button", name="取消老陈的理发").click()
    await page.get_by_role("button", name="不去了", exact=True).click()
    await expect(page.get_by_role("button", name="报名：泡脚")).to_be_visible()
    assert rows(app, select(SignUp.state)) == [("off",)]


async def test_a_survey_is_filled_in_one_press_away(app: App, viewer: Viewer) -> None:
    await tell(app, "w1", "新问卷", "2号楼食堂", "单选 食堂几点开合适？ 6点半/7点", "3天后", "发布")
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    await page.get_by_role("button", name="去填").click()
    await app.courier.drained()
    await page.reload()
    await page.get_by_role("button", name="7点", exact=True).click()
    await app.courier.drained()
    await page.get_by_role("link", name="回到我家的页面").click()
    await expect(page.locator("h1")).to_have_text(HOME)
