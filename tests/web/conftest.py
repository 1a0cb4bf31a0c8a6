"""Eyes for the pages: Chromium as a desk or a phone, in light or dark, with `eye.js` in every page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.app import App
from tests.channels.test_web import CHROMIUM, SWITCHES, app, http

__all__ = ["app", "http"]
EYE = (Path(__file__).parent / "eye.js").read_text(encoding="utf-8")
DESK, PHONE, SMALL, ZOOMED = (1280, 800), (390, 844), (320, 640), (640, 400)
"""ZOOMED is a desk of 1280 × 800 at 200 %, SMALL one at 400 %."""
BOARD = "/board/傲梅苑"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        await browser.close()


@dataclass
class Viewer:
    """Opens pages of the house in a browser of the wanted kind."""

    browser: Browser
    address: str

    async def page(self, size: tuple[int, int] = DESK, scheme: Any = "light", locale: str = "zh-CN", **told: Any) -> Page:
        """An empty page; `eye` is there in all it will show."""
        touch = size[0] < 500
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale=locale, has_touch=touch, is_mobile=touch, **told
        )
        context.set_default_timeout(20_000)
        page = await context.new_page()
        await page.add_init_script(EYE)
        return page

    async def board(self, path: str = BOARD, **told: Any) -> Page:
        page = await self.page(**told)
        await page.goto(f"{self.address}{path}")
        return page

    async def chat(self, **told: Any) -> Page:
        """The chat page, its room and the board beside it drawn."""
        page = await self.page(**told)
        await page.goto(self.address)
        await expect(page.locator(".bubble").first).to_be_attached(timeout=20_000)
        await expect(page.locator("#board li").first).to_be_attached(timeout=20_000)
        return page


@pytest.fixture
def viewer(app: App, browser: Browser) -> Viewer:
    return Viewer(browser, app.address)


Look = Callable[[Page, str], Awaitable[None]]


async def every_pane(page: Page, look: Look) -> None:
    """Look at each of the three panes a phone shows in turn, or at once at all that a desk shows."""
    if not await page.locator(".tabs").is_visible():
        return await look(page, "desk")
    for name in ("folk", "talk", "side"):
        await page.locator(f".tabs [data-pane={name}]").click()
        await expect(page.locator(f"#{name}")).to_be_visible()
        await look(page, name)
    return None
