"""Who has no account does from any phone what others do in a chat: by the page of their household, without a script."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, expect
from sqlalchemy import func, select, update

from bot.app import App
from bot.commands import demo
from bot.logs import redact
from models import chats, codes, people, phones, places, polls, posters, rolls, webchat
from models.ballots import Ballot
from models.consents import Consent
from models.duties import SignUp
from models.journal import journal
from models.matters import Matter
from models.people import Account, Bond, Person, Tie
from models.phones import HomeLink
from models.places import Place
from models.polls import Poll
from models.posters import Phone
from models.rules.codes import digest as digest_of
from models.rules.polls import Counted, Kind, Manner
from models.rules.tallies import Issue
from models.surveys import Sheet
from models.webchat import WebMessage
from scheduler import clock
from tests.web.conftest import PHONE, SMALL, Viewer
from tests.web.test_phone import picture
from tests.web.test_seeing import SCHEMES, legible, pressable, within
from tests.web.test_using import named, tab_through

HOME, OTHER = "2号楼2单元302", "2号楼2单元201"


@pytest.fixture(autouse=True)
def _nothing_happened_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's neighbours without their two weeks: what is voted on or comes round is each test's own."""
    monkeypatch.setattr(demo, "seed_matters", lambda *_: None)


@pytest.fixture
async def visitor() -> AsyncIterator[aiohttp.ClientSession]:
    """A phone that keeps its cookie."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Accept-Language": "zh-CN"}) as session:
        yield session


@pytest.fixture
async def stranger() -> AsyncIterator[aiohttp.ClientSession]:
    """Another phone."""
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
        _, token = phones.make_link(session, home_of(session, name), clock.now(), person, lasts)
    return f"{app.address}/h/{token}"


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
    stations = "泡脚 4人 小广场 组长小王\n理发 2人 小广场 可约3"
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


async def test_a_household_votes_and_answers_a_plan_with_its_bill_before_it(app: App, viewer: Viewer) -> None:
    await ask_round(app)
    poll = open_poll(app)
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    slip = page.get_by_role("article").filter(has_text="换不换楼道灯")
    await slip.get_by_role("button", name="同意", exact=True).click()
    await expect(page.locator(".said")).to_contain_text("已记下 2号楼2单元302：同意")
    await slip.get_by_role("button", name="反对", exact=True).click()
    await expect(slip).to_contain_text("2号楼2单元302：反对，回执")
    assert rows(app, select(Ballot.choice, Poll.cast_homes).join(Poll, Poll.id == Ballot.poll_id).where(Poll.id == poll)) == [(["no"], 1)]
    asked = page.get_by_role("article").filter(has_text="征求意见")
    await expect(asked).to_contain_text("您家：2单元302：系数 2，分摊 8,000.00 元")
    await asked.get_by_role("button", name="同意", exact=True).click()
    await expect(page.locator(".said")).to_have_text("记下了，2单元302：同意。结束前都可以改。")
    assert consent(app) == [("agreed", "")]
    await asked.get_by_role("button", name="不同意", exact=True).click()  # without a word of why it is a no all the same
    await expect(page.locator(".said")).to_contain_text("记下了：不同意")
    assert consent(app) == [("opposed", "")]
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


async def test_signed_up_for_love_day_booked_and_off_again(app: App, viewer: Viewer) -> None:
    await announce_loveday(app)
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await come_in(page, give(app))
    await page.get_by_role("button", name="我去帮忙：泡脚").click()
    await expect(page.get_by_role("article").filter(has_text="爱心日")).to_contain_text("您报了名：泡脚（小广场）")
    await page.get_by_role("button", name="预约理发").click()
    await expect(page.get_by_role("article").filter(has_text="爱心日")).to_contain_text("您约了：理发（小广场），老陈，1 号")
    await page.get_by_role("button", name="取消老陈的理发").click()
    await page.get_by_role("button", name="不去了", exact=True).click()
    await expect(page.get_by_role("button", name="我去帮忙：泡脚")).to_be_visible()
    assert rows(app, select(SignUp.state)) == [("off",)]


async def test_a_survey_is_filled_in_one_press_away(app: App, visitor: aiohttp.ClientSession) -> None:
    await tell(app, "w1", "新问卷", "2号楼", "食堂满意度", "单选 食堂几点开合适？ 6点半/7点", "3天后", "发布")
    await enter(visitor, give(app))
    async with visitor.get(f"{app.address}/h") as answer:
        [data] = re.findall(r'value="(survey-fill:\d+)"', await answer.text())
    async with visitor.post(f"{app.address}/h", data=sheet("s1", press=data)) as answer:
        assert (answer.url.path, 'content="2;url=/mine' in await answer.text()) == ("/mine", True)  # it looks again by itself
    await app.courier.drained()
    async with visitor.get(f"{app.address}/mine") as answer:
        page = await answer.text()
        [press] = re.findall(r'value="(\d+:sheet-say:[^"]+)">7点<', page)
    assert "回到我家的页面" in page
    async with visitor.post(f"{app.address}/mine", data=sheet("s2", press=press)) as answer:
        assert answer.status == 200
    assert rows(app, select(Sheet.answers)) == [({"0": 1},)]


async def test_the_page_is_whole_in_english_and_answers_in_it(app: App, visitor: aiohttp.ClientSession) -> None:
    open_poll(app)
    await enter(visitor, give(app))
    async with visitor.get(f"{app.address}/h?lang=en") as answer:
        page = await answer.text()
    for words in ("For you to answer", "Report something", "My reports", "My talk with Jinlin", "The public board"):
        assert words in page
    [data] = re.findall(r'value="(ballot:[^"]+:yes)"', page)
    async with visitor.post(f"{app.address}/h?lang=en", data=sheet("e1", press=data)) as answer:
        assert "Noted for" in (said := re.sub(r"<[^>]+>", " ", await answer.text())), said[:600]


# ---------------------------------------------------------------- who comes in, and who does not


async def test_the_first_who_opens_it_is_family_and_has_it(app: App, visitor: aiohttp.ClientSession) -> None:
    address, before = give(app), count(app, Phone, Tie)
    for _ in range(2):  # messengers fetch every address they see
        async with visitor.get(address) as seen_, visitor.head(address) as peeped:
            assert (seen_.status, peeped.status, HOME in await seen_.text()) == (200, 200, True)
            assert (seen_.headers["Cache-Control"], seen_.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert (count(app, Phone, Tie), await ties(app)) == (before, [])
    status, page = await enter(visitor, address)
    assert (status, HOME in page) == (200, True)
    assert await ties(app) == [(Bond.FAMILY, "said")]
    async with visitor.get(address, allow_redirects=False) as again:
        assert (again.status, again.headers["Location"]) == (303, "/h?lang=zh-CN")
    await send(visitor, app, "b1", press=f"bond:{place_id(app)}:tenant")
    assert await ties(app) == [(Bond.TENANT, "said")]


async def ties(app: App, name: str = HOME) -> list[Any]:
    return rows(app, select(Tie.bond, Tie.evidence).where(Tie.household_id == place_id(app, name), Tie.until.is_(None)).order_by(Tie.id))


def place_id(app: App, name: str = HOME) -> int:
    with app.database.reading() as session:
        return home_of(session, name).id


async def test_a_second_phone_gives_the_code(app: App, visitor: aiohttp.ClientSession, stranger: aiohttp.ClientSession) -> None:
    address = give(app)
    await enter(visitor, address)
    async with stranger.get(address) as door:
        page = await door.text()
        assert ("这个链接已经有人用过了" in page, 'name="code"' in page, HOME in page) == (True, True, False)
    assert (await enter(stranger, address))[0] == 422
    assert (await send(stranger, app, "c1", code="7KQ2M-9XH4B"))[0] == 422
    assert await ties(app) == [(Bond.FAMILY, "said")]
    status, page = await send(stranger, app, "c2", code=code_for(app), name="老伴")
    assert (status, HOME in page) == (200, True)
    assert await ties(app) == [(Bond.FAMILY, "said")] * 2


async def test_a_code_is_good_once_and_who_tries_too_many_waits(app: App, visitor: aiohttp.ClientSession, stranger: aiohttp.ClientSession) -> None:
    code = code_for(app)
    assert (await send(visitor, app, "c1", code=code))[0] == 200
    before = count(app, Phone, Tie, Person)
    told = [(await send(stranger, app, f"c{n}", code=code))[0] for n in range(31)]
    assert (told[0], told[-1]) == (422, 429)
    assert (await send(stranger, app, "good", code=code_for(app)))[0] == 429
    assert count(app, Phone, Tie, Person) == before


async def test_who_taps_twice_is_in_once(app: App, visitor: aiohttp.ClientSession, stranger: aiohttp.ClientSession) -> None:
    """The browser throws the first answer away, and its cookie: the second tap finds the same phone."""
    for who, address, told in ((visitor, give(app), {}), (stranger, f"{app.address}/h", {"code": code_for(app)})):
        async with who.get(address) as door:
            [stands] = [cookie.value for cookie in door.cookies.values() if cookie.key == "door"]
        for _ in range(2):
            async with aiohttp.ClientSession() as tap, tap.post(
                address, data=sheet("tap", **told), cookies={"door": stands}, allow_redirects=False
            ) as answer:
                assert (answer.status, answer.cookies["phone"].value) == (303, stands)
    assert (await ties(app), count(app, Phone)) == ([(Bond.FAMILY, "said")] * 2, [2])


async def test_of_many_who_open_it_at_once_one_comes_in(app: App) -> None:
    address = give(app)

    async def one(n: int) -> int:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            return (await enter(session, address, f"in{n}"))[0]

    told = await asyncio.gather(*(one(n) for n in range(6)))
    assert sorted(told) == [200] + [422] * 5
    assert await ties(app) == [(Bond.FAMILY, "said")]


async def test_a_link_that_is_over_changes_nothing_and_says_where_to_get_a_new_one(app: App, visitor: aiohttp.ClientSession) -> None:
    expired, revoked = give(app, lasts=timedelta(seconds=-1)), give(app)
    with app.database.writing() as session:
        assert phones.revoke_home(session, home_of(session).id, clock.now()) == 1
    live = give(app)
    guessed = live[:-2] + ("BB" if live.endswith("AA") else "AA")
    before = count(app, Phone, Tie, Person)
    for address in (expired, revoked, guessed):
        async with visitor.get(address) as answer:
            page = await answer.text()
        assert (answer.status, "请找楼长或书记" in page, HOME in page) == (404, True, False)
        assert (await enter(visitor, address))[0] == 404
    assert count(app, Phone, Tie, Person) == before


async def test_whose_link_was_revoked_or_who_moved_out_is_told_so_and_votes_no_more(app: App, visitor: aiohttp.ClientSession) -> None:
    poll = open_poll(app)
    await enter(visitor, give(app))
    with app.database.writing() as session:
        phones.revoke_home(session, home_of(session).id, clock.now())
    assert await ties(app) == []
    assert "请输入您家的绑定码" in (await send(visitor, app, "v1", press=f"ballot:{poll}:{place_id(app)}:yes"))[1]
    assert HOME in (await send(visitor, app, "c1", code=code_for(app)))[1]
    with app.database.writing() as session:
        session.execute(update(Tie).where(Tie.household_id == home_of(session).id).values(until=clock.now()))
    async with visitor.get(f"{app.address}/h") as answer:
        page = await answer.text()
    assert ("您已经不登记在原来那一户了" in page, HOME in page) == (True, False)
    await send(visitor, app, "v2", press=f"ballot:{poll}:{place_id(app)}:yes")
    assert count(app, Ballot) == [0]


async def test_ones_own_link_makes_the_phone_ones_own(app: App, visitor: aiohttp.ClientSession, stranger: aiohttp.ClientSession) -> None:
    granny, home = person_of(app, "w10"), "2号楼1单元301"
    address = give(app, home, granny)
    assert (await enter(visitor, address))[0] == 200
    assert rows(app, select(Account.person_id).where(Account.external.startswith("phone-"))) == [(granny,)]
    await send(visitor, app, "r1", words="楼道灯坏了")
    assert rows(app, select(Matter.reporter_id).order_by(Matter.id.desc()).limit(1)) == [(granny,)]
    assert "这个链接已经有人用过了" in (await enter(stranger, address))[1]
    with app.database.reading() as session:
        chat = chats.find_private(session, granny)
        assert chat is not None
        assert chat.address == "private:w10"  # what is told rings there, not on a page
    await tell(app, "w10", "手机页 停用")
    async with visitor.get(f"{app.address}/h") as answer:
        assert 'name="code"' in await answer.text()


def person_of(app: App, account: str) -> int:
    with app.database.reading() as session:
        found = people.find_person(session, "web", account)
        assert found is not None
        return found.id


# ---------------------------------------------------------------- forged, foreign, replayed


async def test_forged_forms_change_nothing(app: App, visitor: aiohttp.ClientSession, stranger: aiohttp.ClientSession) -> None:
    await ask_round(app)
    mine, foreign = open_poll(app), open_poll(app, "三号楼的事", "3号楼")
    await enter(visitor, give(app))
    address = give(app, OTHER)
    await enter(stranger, address)
    digest = digest_of(address.rpartition("/")[2])
    async with visitor.get(address) as answer:
        assert 'name="code"' in await answer.text()  # who is in elsewhere is not in here
    other, home = place_id(app, OTHER), place_id(app)
    [(theirs,)] = rows(app, select(Consent.id).where(Consent.household_id == other))
    before = await ties(app), await ties(app, OTHER), rows(app, select(Matter.id, Matter.state))
    for n, press in enumerate(
        (
            f"ballot:{foreign}:{home}:yes",  # a poll of another building
            f"vote:{foreign}:yes",
            f"ballot:{mine}:{other}:yes",  # a household of others
            f"ballot:{mine}:{home}:maybe",  # what nobody can choose
            f"home-agree:{theirs}:000000",
            f"bond:{other}:owner",
            "bond:1:owner",
            f"phone-enter:{digest}",  # a link that is taken
            "phone-enter:",
            "accept:1:1",
            "done:1:x",
            "confirm:1",
            "forget:1",
            "",
            "x" * 900,
        )
    ):
        status, _ = await send(visitor, app, f"f{n}", press=press, words="不")
        assert status in (200, 422), press
    assert count(app, Ballot) == [0]
    assert consent(app) == consent(app, OTHER) == [("unasked", "")]
    assert (await ties(app), await ties(app, OTHER), rows(app, select(Matter.id, Matter.state))) == before


async def test_a_form_that_is_sent_again_changes_nothing(app: App, visitor: aiohttp.ClientSession) -> None:
    poll = open_poll(app)
    await enter(visitor, give(app))
    said = [await send(visitor, app, "same", press=f"ballot:{poll}:{place_id(app)}:{choice}") for choice in ("yes", "no", "yes")]
    assert [status for status, _ in said] == [200, 422, 422]
    assert rows(app, select(Ballot.choice)) == [(["yes"],)]


async def test_a_tenant_reports_and_reads_but_has_no_ballot(app: App, visitor: aiohttp.ClientSession, stranger: aiohttp.ClientSession) -> None:
    await ask_round(app)
    poll = open_poll(app)
    assert "这次请您家的业主来答" in (await enter(stranger, give(app, "2号楼1单元301")))[1]
    await enter(visitor, give(app))
    _, page = await send(visitor, app, "b1", press=f"bond:{place_id(app)}:tenant")
    assert ("这次请业主来投" in page, "这次请业主来答" in page, "8,000.00" in page, f"ballot:{poll}" in page) == (True, True, False, False)
    await send(visitor, app, "v1", press=f"ballot:{poll}:{place_id(app)}:yes")
    assert count(app, Ballot) == [0]
    assert "收到了，编号" in (await send(visitor, app, "r1", words="楼道灯坏了"))[1]


async def test_neither_the_token_nor_anybody_elses_name_is_anywhere(app: App, visitor: aiohttp.ClientSession) -> None:
    open_poll(app)
    await announce_loveday(app)
    await ask_round(app)
    address = give(app)
    token = address.rpartition("/")[2]
    await enter(visitor, address)
    await send(visitor, app, "r1", words="楼道灯坏了")
    async with visitor.get(f"{app.address}/h") as answer:
        page = await answer.text()
    names = [name for (name,) in rows(app, select(Person.name).where(Person.name != "老陈")) if name]
    assert [words for words in (token, *names) if words in page] == []
    stored = [str(row) for table in (journal, HomeLink.__table__, WebMessage.__table__) for row in rows(app, select(table))]
    assert [row for row in stored if token in row] == []
    assert redact(f"GET {address}") == f"GET {app.address}/h/<link>"


async def test_who_goes_for_good_leaves_no_page(app: App, visitor: aiohttp.ClientSession) -> None:
    address = give(app)
    await enter(visitor, address)
    [(me,)] = rows(app, select(Account.person_id).where(Account.external.startswith("phone-")))
    await send(visitor, app, "g1", press=f"forget:{me}")
    async with visitor.get(f"{app.address}/h") as answer:
        assert ('name="code"' in await answer.text(), await ties(app), count(app, Phone)) == (True, [], [0])
    assert rows(app, select(HomeLink.account)) == [("",)]
    assert (await enter(visitor, address))[0] == 422


async def test_a_poster_elsewhere_is_told_with_its_building(app: App, visitor: aiohttp.ClientSession) -> None:
    """The phone of a household stays that, whatever code it scans; where the code hangs is said with the words."""
    await enter(visitor, give(app))
    with app.database.writing() as session:
        building = places.find_named(session, ["傲梅苑", "3号楼"])
        assert building is not None
        poster = posters.make_poster(session, building, clock.now())
    async with visitor.post(f"{app.address}/r/{poster}", data=sheet("p1", words="一楼大厅的灯不亮")) as answer:
        assert (answer.status, "回到我家的页面" in await answer.text(), count(app, Phone)) == (200, True, [1])
    assert rows(app, select(Matter.place_name).order_by(Matter.id.desc()).limit(1)) == [("3号楼",)]


# ---------------------------------------------------------------- can it be read and pressed


async def test_the_pages_can_be_read_and_pressed(app: App, viewer: Viewer) -> None:
    open_poll(app)
    await announce_loveday(app)
    await ask_round(app)
    page = await viewer.page(size=PHONE)
    address = give(app)
    for where in (address, f"{app.address}/h", f"{address}x"):
        await page.goto(where)
        await seen(page, where)
        await page.goto(f"{where}?lang=en")
        assert await page.evaluate("eye.foreign()") == [], where
    await page.goto(f"{app.address}/h?lang=zh-CN")
    await come_in(page, address)
    for scheme, size in zip(SCHEMES, (PHONE, SMALL), strict=True):
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        await seen(page, f"home, {scheme}")
    assert min(one["size"] for one in await page.evaluate("eye.texts()")) >= 16
    await named(page, "home")
    await tab_through(page, "home")
    await page.goto(f"{app.address}/h?lang=en")
    assert await page.evaluate("eye.foreign()") == []
    await seen(page, "in English")


async def seen(page: Page, where: str) -> None:
    await legible(page, where)
    await within(page, where)
    await pressable(page, where)
