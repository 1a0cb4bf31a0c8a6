"""Can it be used without a mouse and without eyes: keys, focus, names, languages, and what is read aloud."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.app import App
from models import places
from models.messaging import Message
from tests.channels.test_web import GRANNY, SECRETARY, hear
from tests.web.conftest import BOARD, DESK, PHONE, Viewer, every_pane

FOCUS = "() => { met.add(document.activeElement); return { where: eye.name(document.activeElement), ...eye.ring() }; }"
MISSED = "eye.controls().filter((one) => !met.has(one)).map(eye.name)"
NAMELESS = "eye.controls().filter((one) => !(one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent || '').trim()).map(eye.name)"
TOP = "document.querySelector('[data-number=\"#1\"]').getBoundingClientRect().top"

SCROLL_BACK = """new Promise((scrolled) => {
  const messages = document.getElementById("messages");
  messages.addEventListener("scroll", scrolled, { once: true });
  messages.scrollTop = 0;
}).then(() => null)"""

OVERTAKEN = """(account) => new Promise((drawn) => {
  const hear = state.socket.onmessage;
  state.socket.onmessage = (event) => { hear(event); if (JSON.parse(event.data).rooms) drawn(); };
  be(account);
  heard({ room: state.room, message: { id: 99999, author: "", text: "已办结", buttons: [], at: new Date().toISOString() } });
})"""


async def tab_through(page: Page, where: str) -> None:
    """Tab alone comes to every control, and each shows that it has the focus."""
    await page.evaluate("document.activeElement.blur(); window.met = new Set()")
    rings: list[dict[str, Any]] = []
    for _ in range(await page.evaluate("eye.controls().length + 1")):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement !== document.body"):
            rings.append(await page.evaluate(FOCUS))
    assert await page.evaluate(MISSED) == [], where
    assert [ring for ring in rings if ring["width"] < 2 or ring["ratio"] < 3] == [], where


async def named(page: Page, where: str) -> None:
    assert await page.evaluate(NAMELESS) == [], where


def offered(message: dict[str, Any]) -> str:
    """What 登记 under an offer carries; empty where there is none, as on the board that appears by itself."""
    found = (button["data"] for row in message["buttons"] for button in row if button.get("data", "").startswith("register:"))
    return next(found, "")


async def report(app: App, http: aiohttp.ClientSession, words: str) -> None:
    """A matter is registered while somebody looks at a page."""
    async with http.ws_connect(f"{app.address}/ws", headers={"Origin": app.address}) as line:
        await line.send_json({"do": "be", "account": GRANNY})
        room = (await hear(line, lambda told: "rooms" in told))["rooms"][0]["address"]
        await line.send_json({"do": "say", "room": room, "text": words})
        offer = (await hear(line, lambda told: "message" in told and offered(told["message"])))["message"]
        data = offered(offer)
        await line.send_json({"do": "press", "room": room, "message": offer["id"], "data": data, "id": "r1"})
        await hear(line, lambda told: "pressed" in told)


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_tab_comes_to_every_control_and_shows_it(viewer: Viewer, scheme: str, size: tuple[int, int]) -> None:
    await tab_through(await viewer.board(scheme=scheme, size=size), "board")
    await every_pane(await viewer.chat(scheme=scheme, size=size), tab_through)


async def test_the_whole_way_by_keys_and_the_focus_stays(viewer: Viewer) -> None:
    page = await viewer.chat()
    await page.locator(f".person[data-account={GRANNY}]").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(f".person[data-account={GRANNY}]")).to_have_attribute("aria-pressed", "true")
    await page.locator("#words").focus()
    await page.keyboard.type("3号楼电梯又坏了")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="登记", exact=True).focus()
    await page.keyboard.press("Enter")
    card = page.locator(".bubble.bot").last
    await expect(card.locator(".head")).to_have_text("#8 3号楼电梯又坏了", timeout=15_000)
    await expect(card).to_be_focused()
    await page.get_by_role("tab", name="2号楼居民群").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", name="2号楼居民群", selected=True)).to_be_focused()


async def test_on_a_phone_the_focus_follows_the_pane(viewer: Viewer) -> None:
    page = await viewer.chat(size=PHONE)
    await page.locator(".tabs [data-pane=folk]").click()
    await page.locator(f".person[data-account={SECRETARY}]").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".tabs [data-pane=talk]")).to_be_focused()
    await expect(page.locator(".tabs [aria-current=true]")).to_have_attribute("data-pane", "talk")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_pages_have_a_language_landmarks_and_names(viewer: Viewer, locale: str) -> None:
    board, chat = await viewer.board(locale=locale), await viewer.chat(locale=locale)
    for page, landmarks in ((board, ("banner", "main", "contentinfo")), (chat, ("navigation", "main", "complementary", "log"))):
        assert await page.evaluate("document.documentElement.lang") == locale
        await named(page, page.url)
        assert await page.evaluate("eye.foreign()") == []
        assert await page.locator("h1").count() == 1
        await page.set_viewport_size({"width": 850, "height": 800})
        for landmark in landmarks[:-1]:
            assert await page.get_by_role(landmark, include_hidden=True).count() >= 1, landmark  # type: ignore[arg-type]
    await expect(chat.get_by_role("log")).to_have_attribute("aria-live", "polite")
    assert await chat.get_by_label("照片" if locale == "zh-CN" else "Photo", exact=True).count() == 1


async def test_only_news_is_read_aloud_and_the_rest_is_not_touched(app: App, http: aiohttp.ClientSession, viewer: Viewer) -> None:
    page = await viewer.board()
    await page.evaluate("document.querySelector('li').touched = false")
    await page.evaluate("look()")
    assert await page.evaluate("document.querySelector('li').touched") is False
    await expect(page.locator("#news")).to_be_empty()
    await report(app, http, "3号楼电梯又坏了")
    await page.evaluate("look()")
    await expect(page.locator("#news")).to_contain_text("3号楼电梯又坏了")
    assert "#7" not in await page.locator("#news").inner_text()


async def test_who_has_scrolled_down_stays_there(app: App, http: aiohttp.ClientSession, viewer: Viewer) -> None:
    page = await viewer.board(size=PHONE)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    before = await page.evaluate(TOP)
    await report(app, http, "3号楼电梯又坏了")
    await page.evaluate("look()")
    await expect(page.locator(".rows li")).to_have_count(8)
    assert await page.evaluate(TOP) == pytest.approx(before, abs=1)


async def test_the_board_looks_again_by_itself(app: App, http: aiohttp.ClientSession, viewer: Viewer) -> None:
    page = await viewer.page()
    await page.clock.install()
    await page.goto(f"{viewer.address}{BOARD}")
    await expect(page.locator(".rows li")).to_have_count(7)
    await report(app, http, "3号楼电梯又坏了")
    await page.clock.fast_forward(31_000)
    await expect(page.locator(".rows li")).to_have_count(8)


async def test_a_board_that_lost_its_line_says_so(viewer: Viewer) -> None:
    page = await viewer.board()
    await page.context.set_offline(True)
    await page.evaluate("look()")
    await expect(page.locator("#lost")).to_have_text("连接断了，正在重连…")
    await expect(page.locator(".rows li")).to_have_count(7)
    await page.context.set_offline(False)
    await page.evaluate("look()")
    await expect(page.locator("#lost")).to_be_empty()


async def test_words_said_into_a_broken_line_are_kept(viewer: Viewer) -> None:
    page = await viewer.chat()
    await page.evaluate("state.socket.onclose = null; state.socket.close()")
    await page.fill("#words", "3号楼电梯又坏了")
    await page.press("#words", "Enter")
    await expect(page.locator("#toast")).to_have_text("连接断了，正在重连…")
    await expect(page.locator("#words")).to_have_value("3号楼电梯又坏了")


async def test_a_message_that_overtakes_the_rooms_is_not_lost(viewer: Viewer) -> None:
    page = await viewer.chat()
    await page.evaluate(OVERTAKEN, GRANNY)
    await expect(page.locator("#m99999")).to_contain_text("已办结")


async def test_who_reads_back_is_not_pulled_to_the_end(app: App, http: aiohttp.ClientSession, viewer: Viewer) -> None:
    page = await viewer.chat()
    await page.evaluate(SCROLL_BACK)
    assert await page.evaluate("state.atEnd") is False
    await report(app, http, "3号楼电梯又坏了")
    await expect(page.get_by_role("tab", selected=True).locator(".dot")).to_be_visible()
    assert await page.evaluate("document.getElementById('messages').scrollTop") == 0


async def test_an_address_the_bot_gives_can_be_opened_and_what_people_write_stays_words(app: App, viewer: Viewer) -> None:
    page = await viewer.chat()
    await app.webchat.send("group:1", Message("这是您的手机页：\nhttp://127.0.0.1/h/token。点“进入”"))
    link = page.locator(".bubble.bot p a").last
    await expect(link).to_have_attribute("href", "http://127.0.0.1/h/token")
    await expect(link).to_have_attribute("rel", "noopener")
    await app.webchat.say("w12", "group:1", "看这个 http://127.0.0.1/h/token")
    said = page.locator(".bubble.theirs").last
    await expect(said).to_contain_text("看这个 http://127.0.0.1/h/token")
    await expect(said.locator("a")).to_have_count(0)


async def test_an_empty_board_says_something_kind(app: App, viewer: Viewer) -> None:
    with app.database.reading() as session:
        quiet = places.find_named(session, ["傲梅苑", "3号楼", "1单元"])
    assert quiet is not None
    page = await viewer.board(f"/board/{quiet.id}")
    await expect(page.locator(".empty")).to_have_text("1单元 还没有登记的事。哪里不对，直接说一句就行。")


async def test_a_board_that_is_not_there_shows_those_that_are(viewer: Viewer) -> None:
    page = await viewer.board("/board/9999")
    await expect(page.locator(".missing")).to_have_text("没有这个小区的公示页。")
    await page.get_by_role("link", name="傲梅苑").click()
    await expect(page.locator(".rows li")).to_have_count(7)


async def test_the_other_language_is_one_press_away(viewer: Viewer) -> None:
    for page in (await viewer.board(), await viewer.chat()):
        await page.get_by_role("link", name="English").click()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await expect(page.locator(".counts span").first).to_have_text("open")


async def test_the_other_language_shows_the_same_choice(viewer: Viewer) -> None:
    page = await viewer.board("/board/傲梅苑?stand=open&category=elevator")
    await page.locator(".language").click()
    await expect(page.locator("select[name=stand]")).to_have_value("open")
    await expect(page.locator("select[name=category]")).to_have_value("elevator")
    assert "lang=en" in page.url
