"""Ballots on paper: three slips a page and the list after them, as the printer gets them."""

from __future__ import annotations

import re

from playwright.async_api import Browser

from bot.commands.codes import Printed
from bot.commands.papers import Door, Sheet
from bot.commands.posters import drawn_code, render


async def test_three_letters_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    address = f"https://jinlin.example/h/{'a' * 43}"
    slips = [(Printed(f"傲梅苑/2号楼/1单元/{floor}01", "7KQ2M-9XH4B", "", address), drawn_code(address)) for floor in range(1, 8)]
    for language in ("zh-CN", "en"):
        await page.set_content(render("letters.html", slips=slips, language=language, days="60"))
        for slip in await page.locator(".slip").all():
            assert await slip.evaluate("slip => slip.scrollHeight <= slip.clientHeight + 1 && slip.scrollWidth <= slip.clientWidth + 1")
        printed = await page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3


async def test_three_slips_a_page_and_the_list_on_its_own(browser: Browser) -> None:
    page = await browser.new_page()
    doors = [Door(f"2号楼1单元{floor}01", "", drawn_code(f"代录 5 2号楼1单元{floor}01 ")) for floor in range(1, 8)]
    lines = [
        "2号楼",
        "依据《民法典》第二百七十八条第一款第（五）项：使用建筑物及其附属设施的维修资金",
        "只选一项，打勾。",
        "名册指纹 " + "a1" * 32,
    ]
    sheet = Sheet("投票 5 · 法定表决：换不换楼道灯", lines, ["同意", "反对", "弃权"], doors, ["同意", "反对", "弃权"])
    await page.set_content(render("papers.html", sheet=sheet, language="zh-CN"))
    assert await page.locator(".slip").count() == 7
    for slip in await page.locator(".slip").all():
        box, code = await slip.bounding_box(), await slip.locator(".code svg").bounding_box()
        assert box is not None
        assert code is not None
        assert code["y"] + code["height"] <= box["y"] + box["height"]
        assert await slip.evaluate("slip => slip.scrollHeight <= slip.clientHeight + 1")
    printed = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 4  # three of slips, one of the list
