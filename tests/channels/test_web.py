"""The web chat and the pages, served by the whole program, looked at by a real browser where there is one."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright, expect
from sqlalchemy import func, select

from bot.app import App
from bot.commands.demo import seed
from bot.settings import Settings
from models.database import Database
from models.matters import Matter
from models.webchat import WebMessage
from scheduler import clock

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = [
    f"--{name}"
    for name in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]
GRANNY, SECRETARY, WANG = "w10", "w1", "w11"


@pytest.fixture
async def app(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[App]:
    with sqlite_database.writing() as session:
        seed(session, clock.now())
    running_app = App(Settings(_env_file=None, data_dir=tmp_path, web_port=0), sqlite_database)
    running = asyncio.ensure_future(running_app.run())
    await asyncio.wait_for(running_app.started.wait(), 20)
    yield running_app
    running_app.stopping.set()
    await asyncio.wait_for(running, 20)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def hear(socket: aiohttp.ClientWebSocketResponse, wanted: Any) -> dict[str, Any]:
    """What the line says next that is wanted."""
    async with asyncio.timeout(15):
        while True:
            told: dict[str, Any] = await socket.receive_json()
            if wanted(told):
                return told


async def test_a_report_travels_over_the_live_line(app: App, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(f"{app.address}/ws", headers={"Origin": app.address}) as line:
        await line.send_json({"do": "be", "account": GRANNY})
        rooms = (await hear(line, lambda told: "rooms" in told))["rooms"]
        assert [room["title"] for room in rooms] == ["傲梅苑居民群", "2号楼居民群", "近邻"]
        await line.send_json({"do": "say", "room": rooms[0]["address"], "text": "3号楼电梯又坏了"})
        offer = await hear(line, lambda told: "message" in told and not told["message"]["author"])
        assert offer["message"]["text"] == "要登记吗？\n3号楼 · 电梯"
        press = {
            "do": "press",
            "room": rooms[0]["address"],
            "message": offer["message"]["id"],
            "data": offer["message"]["buttons"][0][0]["data"],
        }
        for _ in range(2):
            await line.send_json({**press, "id": "p1"})
        assert (await hear(line, lambda told: "pressed" in told))["toast"] == "已登记，编号 #8"
        edited = await hear(line, lambda told: told.get("message", {}).get("id") == offer["message"]["id"])
        assert edited["message"]["text"].startswith("#8 3号楼电梯又坏了")


async def test_a_report_is_words_and_a_picture_the_page_can_fetch(app: App, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect(f"{app.address}/ws", headers={"Origin": app.address}) as line:
        await line.send_json({"do": "be", "account": GRANNY})
        rooms = (await hear(line, lambda told: "rooms" in told))["rooms"]
        for words in ("登记 路灯不亮", "周报 本周"):  # on a Monday morning nothing else was registered yet
            await line.send_json({"do": "say", "room": rooms[-1]["address"], "text": words})
        said = await hear(line, lambda told: told.get("message", {}).get("picture"))
    assert said["message"]["text"].startswith("傲梅苑周报\n")
    async with http.get(f"{app.address}/files/{said['message']['picture']}") as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert (await answer.read()).startswith(b"\x89PNG")


async def test_a_stranger_to_a_room_says_nothing_there(app: App, http: aiohttp.ClientSession) -> None:
    with app.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(WebMessage))
        work = session.scalars(select(Matter.id)).all()
    async with http.ws_connect(f"{app.address}/ws", headers={"Origin": app.address}) as line:
        await line.send_json({"do": "be", "account": GRANNY})
        await hear(line, lambda told: "rooms" in told)
        await line.send_json({"do": "say", "room": "group:3", "text": "受理 7"})
        await line.send_str("{not json")
        await line.send_json({"do": "be", "account": GRANNY})
        await hear(line, lambda told: "rooms" in told)
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WebMessage)) == before
        assert session.scalars(select(Matter.id)).all() == work


async def test_the_board_shows_the_list_and_no_name(app: App, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{app.address}/board/傲梅苑?lang=zh-CN") as answer:
        page = await answer.text()
    assert answer.status == 200
    assert page.count("<li ") == 7
    assert "陈奶奶" not in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    async with http.get(f"{app.address}/board/傲梅苑?lang=en") as answer:
        assert "Matters in hand" in await answer.text()
    async with http.get(f"{app.address}/board/9999") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("headers", "path", "status"), [({"Host": "evil.example"}, "/", 421), ({"Origin": "http://evil.example"}, "/ws", 403)]
)
async def test_other_peoples_pages_do_not_get_in(
    app: App, http: aiohttp.ClientSession, headers: dict[str, str], path: str, status: int
) -> None:
    async with http.get(f"{app.address}{path}", headers=headers) as answer:
        assert answer.status == status


async def test_health_and_metrics(app: App, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{app.address}/health") as answer:
        assert await answer.json() == {"ok": True}
    async with http.get(f"{app.address}/metrics") as answer:
        assert 'jinlin_letters_total{outcome="sent"}' in await answer.text()


async def test_only_pictures_are_taken(app: App, http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData()
    form.add_field("photo", b"<script>alert(1)</script>", filename="x.png", content_type="image/png")
    async with http.post(f"{app.address}/chat/photos", data=form) as answer:
        assert answer.status == 415
    assert list(app.pictures.iterdir()) == []


@pytest.fixture
async def page(app: App) -> AsyncIterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        context = await browser.new_context(locale="zh-CN", viewport={"width": 1360, "height": 860})
        yield await context.new_page()
        await browser.close()


async def say(page: Page, words: str) -> None:
    await page.fill("#words", words)
    await page.press("#words", "Enter")


async def test_granny_the_secretary_and_the_board_in_a_browser(app: App, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(app.address)
    await page.click(f".person[data-account={GRANNY}]")
    await say(page, "3号楼电梯又坏了<b>")
    await page.get_by_role("button", name="登记", exact=True).click()
    await expect(page.locator(".bubble.bot .head").last).to_have_text("#8 3号楼电梯又坏了<b>", timeout=15000)
    await expect(page.locator("#board")).to_contain_text("3号楼电梯又坏了<b>", timeout=15000)
    await page.click(f".person[data-account={SECRETARY}]")
    await page.get_by_role("tab", name="傲梅苑工作群").click()
    await say(page, "办结 8 换了门机皮带")
    await page.click(f".person[data-account={GRANNY}]")
    await page.get_by_role("tab", name="傲梅苑居民群").click()
    await expect(page.locator(".bubble.bot .head").last).to_have_text("#8 3号楼电梯又坏了<b>：已办结。换了门机皮带", timeout=15000)
    await page.get_by_role("button", name="解决了", exact=True).last.click()
    await expect(page.locator("#toast")).to_have_text("谢谢，#8 记为已解决。", timeout=15000)
    assert errors == []


async def test_the_board_reads_well_on_a_phone(app: App, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto(f"{app.address}/board/傲梅苑")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    assert await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.what')).fontSize)") >= 18
    await expect(page.locator("ol.rows li")).to_have_count(7)


async def test_the_board_needs_no_script(app: App, page: Page) -> None:
    assert page.context.browser is not None
    context = await page.context.browser.new_context(java_script_enabled=False)
    plain = await context.new_page()
    await plain.goto(f"{app.address}/board/傲梅苑")
    await expect(plain.locator("ol.rows li")).to_have_count(7)
