"""Can it be read and pressed: contrast, size of letters and targets, dark, zoom, long words, moving things."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Page, expect
from sqlalchemy import update

from bot.app import App
from models.matters import Matter
from tests.web.conftest import BOARD, DESK, PHONE, SMALL, ZOOMED, Viewer, every_pane

SCHEMES = ("light", "dark")
LONG = "https://example.org/" + "very" * 40
TOUCH = 44
ALL_LIT = "document.querySelectorAll('.bubble').forEach((one) => one.classList.add('fresh'))"
HALT = "document.getAnimations().forEach((one) => { one.pause(); one.currentTime = 0; })"
FINISH = "document.getAnimations().forEach((one) => one.finish())"


async def legible(page: Page, where: str) -> None:
    """Each visible text stands out from its ground, each edge of a control too, and no letter is small."""
    texts: list[dict[str, Any]] = await page.evaluate("eye.texts()")
    edges: list[dict[str, Any]] = await page.evaluate("eye.edges()")
    assert texts, where
    assert [seen for seen in texts + edges if seen["ratio"] < seen["needs"]] == [], where
    assert [seen for seen in texts if seen["size"] < 14] == [], where


async def within(page: Page, where: str) -> None:
    assert await page.evaluate("eye.sideways()") == [], where


async def pressable(page: Page, where: str) -> None:
    targets = await page.evaluate("eye.targets()")
    assert [one for one in targets if one["width"] < TOUCH or one["height"] < TOUCH] == [], where


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_every_text_stands_out_from_its_ground(viewer: Viewer, scheme: str, size: tuple[int, int]) -> None:
    for path in (BOARD, "/board/9999"):
        await legible(await viewer.board(path, scheme=scheme, size=size), path)
    page = await viewer.chat(scheme=scheme, size=size)
    await every_pane(page, legible)


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_what_comes_and_goes_stands_out_too(viewer: Viewer, scheme: str) -> None:
    page = await viewer.chat(scheme=scheme)
    await page.locator(".reply").last.click()
    await page.evaluate("toast('谢谢'); state.unread.set('group:2', 3); drawRooms()")
    await page.evaluate(FINISH)
    await expect(page.locator("#quoting")).to_be_visible()
    await page.hover(".person:not(.on)")
    await legible(page, "quote, toast, count, hover")
    await page.evaluate(ALL_LIT)
    await page.evaluate(HALT)
    await legible(page, "glow")


async def test_the_eye_sees_what_is_pale(viewer: Viewer) -> None:
    page = await viewer.board()
    await page.evaluate("document.querySelector('.day').style.color = '#999'")
    await page.evaluate("document.querySelector('.number').style.opacity = '.5'")
    pale = [seen["where"] for seen in await page.evaluate("eye.texts()") if seen["ratio"] < seen["needs"]]
    assert pale == ["span.day", "span.number"]


@pytest.mark.parametrize("size", [PHONE, SMALL])
async def test_a_thumb_finds_every_button(viewer: Viewer, size: tuple[int, int]) -> None:
    for path in (BOARD, "/board/9999"):
        await pressable(await viewer.board(path, size=size), path)
    page = await viewer.chat(size=size)
    await page.locator(".reply").last.click()
    await every_pane(page, pressable)


async def test_the_dark_has_no_white_flash(viewer: Viewer) -> None:
    page = await viewer.page(scheme="dark")
    await page.route("**/style.css", lambda route: route.abort())
    await page.goto(f"{viewer.address}{BOARD}")
    picture = Image.open(io.BytesIO(await page.screenshot())).convert("L")
    assert max(picture.getpixel((x, 790)) for x in (5, 640, 1275)) < 60


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_the_scheme_is_obeyed(viewer: Viewer, scheme: str) -> None:
    for page in (await viewer.board(scheme=scheme), await viewer.chat(scheme=scheme)):
        picture = Image.open(io.BytesIO(await page.screenshot())).convert("L")
        middle = sorted(picture.get_flattened_data())[picture.width * picture.height // 2]
        assert middle < 60 if scheme == "dark" else middle > 200


async def test_who_wants_no_motion_sees_none(viewer: Viewer) -> None:
    page = await viewer.chat(reduced_motion="reduce")
    await page.evaluate(ALL_LIT)
    await page.evaluate("toast('谢谢')")
    assert await page.evaluate("document.getAnimations().length") == 0
    await expect(page.locator("#toast")).to_have_css("opacity", "1")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE, SMALL, ZOOMED])
async def test_nothing_runs_out_at_the_side(app: App, viewer: Viewer, size: tuple[int, int], locale: str) -> None:
    with app.database.writing() as session:
        session.execute(update(Matter).where(Matter.number == 7).values(title=LONG[:120]))
    await within(await viewer.board(size=size, locale=locale), "board")
    page = await viewer.chat(size=size, locale=locale)
    await page.fill("#words", LONG)
    await page.press("#words", "Enter")
    await expect(page.locator(".mine").last).to_contain_text(LONG)
    await every_pane(page, within)


async def test_large_letters_are_obeyed(viewer: Viewer) -> None:
    for page in (await viewer.board(size=PHONE), await viewer.chat(size=PHONE)):
        before = min(seen["size"] for seen in await page.evaluate("eye.texts()"))
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert min(seen["size"] for seen in await page.evaluate("eye.texts()")) == pytest.approx(2 * before)
        await within(page, page.url)


async def test_at_a_large_zoom_one_still_reads_and_writes(viewer: Viewer) -> None:
    page = await viewer.chat(size=ZOOMED)
    await expect(page.locator("#words")).to_be_in_viewport(ratio=1)
    await expect(page.locator(".send")).to_be_in_viewport(ratio=1)
    assert await page.evaluate("document.getElementById('messages').clientHeight") >= 200
