"""Who has no app scans the poster in the hall: reports with photos, sees what becomes of it, and says whether it is solved."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import Page, expect
from sqlalchemy import func, select, update

from bot.app import App
from bot.web import forms, phone
from models import places, posters
from models.matters import Matter, Snapshot
from models.places import Level
from models.posters import Phone
from scheduler import clock
from tests.web.conftest import DESK, PHONE, SMALL, Viewer
from tests.web.test_seeing import SCHEMES, legible, pressable, within

WORDS = "一楼大厅的灯不亮，好几天了"


@pytest.fixture
def hall(app: App) -> str:
    """The address on the poster of the second building."""
    return f"{app.address}/r/{hang(app)}"


@pytest.fixture
async def visitor() -> AsyncIterator[aiohttp.ClientSession]:
    """A phone that keeps its cookie."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


def hang(app: App, anew: bool = False) -> str:
    with app.database.writing() as session:
        compound = places.find_compounds(session)[0]
        building = places.find_under(session, compound.path, Level.BUILDING)[1]
        return posters.make_poster(session, building, clock.now(), anew)


def sheet(words: str = WORDS, once: str = "one", photos: int = 0, **fields: str) -> aiohttp.FormData:
    form = aiohttp.FormData({"once": once, "words": words, **fields}, default_to_multipart=True)
    for n in range(photos):
        form.add_field("photo", picture(n), filename=f"{n}.png", content_type="image/png")
    return form


def picture(shade: int = 0) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 60)).save(drawn, "PNG")
    return drawn.getvalue()


def rows(app: App, query: Any) -> list[Any]:
    with app.database.reading() as session:
        return list(session.execute(query).all())


def count(app: App, table: Any) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


async def answered(page: Page, words: str) -> None:
    """The bot's answer has come, by the page's own looking again."""
    await expect(page.locator(".bubble.bot").last).to_contain_text(words, timeout=20_000)


async def test_a_report_with_photos_enters_like_any_message(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(hall, data=sheet(photos=3, name="老陈")) as answer:
        assert (answer.status, answer.url.path) == (200, "/mine")
    [newest] = rows(app, select(Matter.words, Matter.place_name, Matter.pictures).order_by(Matter.id.desc()).limit(1))
    assert tuple(newest) == (WORDS, "2号楼一楼大厅", 3)
    assert rows(app, select(Snapshot.media).order_by(Snapshot.id.desc()).limit(3)) == [("photo",)] * 3


async def test_a_form_sent_twice_counts_once(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    before = count(app, Matter)
    for _ in range(3):
        async with visitor.post(hall, data=sheet(photos=1)) as answer:
            assert answer.status == 200
    assert (count(app, Matter), count(app, Phone)) == (before + 1, 1)


async def test_without_a_script_it_is_reported_solved_and_confirmed(app: App, hall: str, viewer: Viewer) -> None:
    page = await viewer.page(size=PHONE, java_script_enabled=False)
    await page.goto(hall)
    await page.fill("textarea", WORDS)
    await page.click("button.go")
    await expect(page.locator(".bubble.bot .head")).to_contain_text(WORDS, timeout=20_000)
    number = re.search(r"#(\d+)", await page.locator(".bubble.bot .head").inner_text())
    assert number
    await app.webchat.say("w1", "group:3", f"办结 {number[1]} 换了新灯")
    await app.courier.drained()
    await page.reload()
    await page.get_by_role("button", name="解决了", exact=True).click()
    await expect(page.locator("#told")).to_have_text(f"谢谢，#{number[1]} 记为已解决。")
    assert rows(app, select(Matter.state).where(Matter.number == int(number[1]))) == [("confirmed",)]


async def test_what_is_answered_appears_by_itself(hall: str, viewer: Viewer) -> None:
    page = await viewer.page(size=PHONE)
    await page.goto(hall)
    await page.fill("textarea", WORDS)
    await page.click("button.go")
    await answered(page, WORDS)
    await page.fill("textarea", "还有门禁也坏了，进不去")
    await page.click("button.go")
    await answered(page, "门禁")


async def test_the_numbers_come_as_a_picture_too_as_wide_as_the_phone(hall: str, viewer: Viewer) -> None:
    page = await viewer.page(size=PHONE)
    await page.goto(hall)
    await page.fill("textarea", WORDS)  # on the first of a month nothing else was registered yet
    await page.click("button.go")
    await answered(page, WORDS)
    await page.fill("textarea", "月报 本月")
    await page.click("button.go")
    await answered(page, "响应率")
    shown = page.locator(".bubble.bot img")
    await expect(shown).to_have_js_property("complete", True)
    assert await shown.evaluate("one => one.naturalWidth") == 1080
    assert await shown.evaluate("one => one.clientWidth") > 290
    assert "月报" in (await shown.get_attribute("alt") or "")


@pytest.mark.parametrize(
    ("form", "sorry"),
    [
        (sheet(words="  "), "请写一句话，或者拍一张照片。"),
        (sheet(photos=5), "照片太多了，一次最多 4 张。您写的话还在。"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_nothing_is_lost(
    app: App, hall: str, visitor: aiohttp.ClientSession, form: aiohttp.FormData, sorry: str
) -> None:
    before = count(app, Matter)
    async with visitor.post(f"{hall}?lang=zh-CN", data=form) as answer:
        page = await answer.text()
    assert (answer.status, sorry in page, count(app, Matter)) == (400, True, before)


async def test_a_file_that_is_no_photo_keeps_the_words(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    form = sheet()
    form.add_field("photo", b"MZ not a picture", filename="a.exe", content_type="image/png")
    async with visitor.post(f"{hall}?lang=zh-CN", data=form) as answer:
        page = await answer.text()
    assert answer.status == 400
    assert "有一个文件不是照片" in page
    assert WORDS in page


async def test_a_photo_too_large_is_not_read_to_its_end(app: App, hall: str, visitor: aiohttp.ClientSession, monkeypatch: Any) -> None:
    monkeypatch.setattr(forms, "LARGEST", 1000)
    form = sheet()
    form.add_field("photo", b"x" * 5000, filename="a.jpg", content_type="image/jpeg")
    async with visitor.post(f"{hall}?lang=zh-CN", data=form) as answer:
        assert "照片太大了" in await answer.text()


@pytest.mark.parametrize("token", ["-", "x" * 32, "%00", "1"])
async def test_a_token_nobody_made_opens_nothing(app: App, visitor: aiohttp.ClientSession, token: str) -> None:
    before = count(app, Matter)
    async with visitor.get(f"{app.address}/r/{token}?lang=zh-CN") as answer:
        assert (answer.status, "请扫楼道里的新码" in await answer.text()) == (404, True)
    async with visitor.post(f"{app.address}/r/{token}", data=sheet()) as answer:
        assert answer.status == 404
    assert (count(app, Matter), count(app, Phone)) == (before, 0)


async def test_a_new_poster_makes_the_old_dead(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    fresh = hang(app, anew=True)
    async with visitor.get(hall) as old, visitor.get(f"{app.address}/r/{fresh}") as new:
        assert (old.status, new.status) == (404, 200)


async def test_too_many_new_phones_in_an_hour_are_asked_to_wait(app: App, hall: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(phone, "NEW_AN_HOUR", 2)
    told = []
    for once in ("a", "b", "c"):
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as visitor,
            visitor.post(hall, data=sheet(once=once)) as answer,
        ):
            told.append(answer.status)
    assert told == [200, 200, 400]


async def test_nobody_sees_anothers_matters(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(hall, data=sheet(photos=1)) as answer:
        [photo] = re.findall(r"/mine/[0-9a-f]{32}\.jpg", await answer.text())
    async with visitor.get(f"{app.address}{photo}") as answer:
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
    async with aiohttp.ClientSession() as stranger:
        for path in ("/mine", photo):
            async with stranger.get(f"{app.address}{path}", cookies={"phone": "guessed"}) as answer:
                assert (answer.status, WORDS in await answer.text()) == (404, False)


async def test_a_forged_press_changes_nothing(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(hall, data=sheet()):
        pass
    states = rows(app, select(Matter.id, Matter.state))
    for press in ("1:accept:1", "x", "9" * 30 + ":done:1", "1:", "1:" + "z" * 500):
        async with visitor.post(f"{app.address}/mine", data=sheet(words="", once="f", press=press)) as answer:
            assert answer.status == 200
    assert rows(app, select(Matter.id, Matter.state)) == states


async def test_the_cookie_is_for_the_server_alone(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(hall, data=sheet(), allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    async with visitor.get(f"{app.address}/mine") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_a_phone_is_nobody_one_can_be_in_the_local_chat(app: App, hall: str, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(hall, data=sheet(name="扫码老陈")):
        pass
    async with visitor.get(app.address) as answer:
        assert "扫码老陈" not in await answer.text()


@pytest.mark.parametrize("size", [PHONE, SMALL, DESK])
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_the_pages_can_be_read_and_pressed(app: App, hall: str, viewer: Viewer, scheme: str, size: tuple[int, int]) -> None:
    page = await viewer.page(size=size, scheme=scheme)
    board = f"{app.address}/board"
    nothing = f"{board}/傲梅苑?stand=done&category=greenery"
    for address in (hall, f"{app.address}/r/-", f"{board}/傲梅苑?stand=open", nothing, f"{board}/傲梅苑/1", f"{app.address}/c/none", f"{board}/-"):
        await page.goto(address)
        await seen(page, address)
    await page.goto(hall)
    await page.click("button.go")
    await expect(page.locator(".sorry")).to_be_visible()
    await seen(page, "an empty form")
    await page.fill("textarea", WORDS)
    await page.click("button.go")
    await answered(page, WORDS)
    await seen(page, "/mine")


async def seen(page: Page, where: str) -> None:
    await legible(page, where)
    await within(page, where)
    await pressable(page, where)


# ---------------------------------------------------------------- the board, narrowed


async def numbers(http: aiohttp.ClientSession, address: str) -> list[int]:
    async with http.get(address) as answer:
        return [int(number) for number in re.findall(r'data-number="#(\d+)"', await answer.text())]


async def test_a_board_can_be_narrowed(app: App, http: aiohttp.ClientSession) -> None:
    board = f"{app.address}/board/傲梅苑"
    everything = rows(app, select(Matter.number, Matter.state, Matter.category, Matter.path).order_by(Matter.number.desc()))
    opened = [row.number for row in everything if row.state in ("registered", "handling", "negotiating", "calling", "tabled", "deferred")]
    done = [row.number for row in everything if row.state in ("done", "confirmed", "unconfirmed")]
    lifts = [row.number for row in everything if row.category == "elevator"]
    assert await numbers(http, board) == [row.number for row in everything if row.number]
    assert await numbers(http, f"{board}?stand=open") == opened
    assert await numbers(http, f"{board}?stand=done") == done
    assert await numbers(http, f"{board}?category=elevator") == lifts
    assert await numbers(http, f"{board}?stand=open&category=elevator") == [number for number in opened if number in lifts]
    building = everything[0].path.split("/")[2]
    below = [row.number for row in everything if row.path.startswith("/".join(everything[0].path.split("/")[:3]) + "/")]
    assert await numbers(http, f"{board}?at={building}") == below


async def total(http: aiohttp.ClientSession, address: str) -> bool:
    async with http.get(f"{address}&lang=zh-CN") as answer:
        return "累计登记" in await answer.text()


async def test_what_was_ever_registered_is_told_of_the_whole_alone(app: App, http: aiohttp.ClientSession) -> None:
    """The count is the community's: beside one building, or one compound of two, it would say what is not so."""
    board = f"{app.address}/board/傲梅苑?stand="
    with app.database.reading() as session:
        compound = places.find_compounds(session)[0]
        building = places.find_under(session, compound.path, Level.BUILDING)[0].id
    assert await total(http, board)
    assert not await total(http, f"{board}&at={building}")
    assert not await total(http, f"{app.address}/board/{building}?stand=")
    with app.database.writing() as session:
        places.add_place(session, compound.community_id, places.find_place(session, compound.parent_id or 0), Level.COMPOUND, "隔壁小区")
    assert not await total(http, board)


async def test_on_a_phone_the_list_comes_first_and_the_choices_are_one_press_away(viewer: Viewer) -> None:
    page = await viewer.board(size=PHONE)
    await expect(page.locator(".rows li").first).to_be_in_viewport(ratio=0.9)
    await expect(page.locator("select").first).to_be_hidden()
    await page.click("summary")
    await page.select_option("select[name=stand]", "open")
    await page.get_by_role("button", name="看一看").click()
    await expect(page.locator("select[name=stand]")).to_have_value("open")
    await expect(page.locator("select").first).to_be_visible()
    page = await viewer.board(size=DESK)
    await expect(page.locator("select").first).to_be_visible()


@pytest.mark.parametrize("asked", ["stand=x", "category=x", "at=999999", "at=x'--", "stand=&category=&at="])
async def test_nonsense_narrows_nothing(app: App, http: aiohttp.ClientSession, asked: str) -> None:
    board = f"{app.address}/board/傲梅苑"
    assert await numbers(http, f"{board}?{asked}") == await numbers(http, board)


async def test_a_matters_page_tells_its_history_without_a_name(app: App, http: aiohttp.ClientSession) -> None:
    [(number, _, title)] = rows(app, select(Matter.number, Matter.words, Matter.title).where(Matter.accepted_at.is_not(None)).limit(1))
    async with http.get(f"{app.address}/board/傲梅苑/{number}?lang=zh-CN") as answer:
        page = await answer.text()
    assert (answer.status, f"#{number} {title}" in page, "受理" in page) == (200, True, True)
    names = [name for (name,) in rows(app, select(phone_names())) if name]
    assert [name for name in names if name in page] == []


def phone_names() -> Any:
    from models.people import Person

    return Person.name


@pytest.mark.parametrize("path", ["傲梅苑/999", "傲梅苑/0", "9999/1"])
async def test_a_matter_that_is_not_there_is_said(app: App, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(f"{app.address}/board/{path}") as answer:
        assert answer.status == 404


async def test_a_matter_of_another_place_is_not_shown_here(app: App, http: aiohttp.ClientSession) -> None:
    with app.database.writing() as session:
        session.execute(update(Matter).where(Matter.number == 1).values(path="/999999/"))
    async with http.get(f"{app.address}/board/傲梅苑/1") as answer:
        assert answer.status == 404
