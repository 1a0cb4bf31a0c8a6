"""What is printed for a poll and for a consent round: a slip a household, the codes on them, the list to walk with."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands.posters import drawn_code
from tests.handlers.poll_house import open_poll
from tests.house import Neighbourhood
from tests.terminal import Terminal, typed

HOMES = [f"2号楼{unit}单元{floor}01" for unit in (1, 2) for floor in (1, 2, 3)]


@pytest.fixture
async def lived(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Neighbourhood]:
    database = both.database()
    async with Neighbourhood(database, monkeypatch).living() as n:
        yield n
    database.close()


def slips(page: str) -> list[str]:
    return page.split('<section class="slip">')[1:]


async def test_every_household_of_the_roll_has_a_slip_with_its_code(lived: Neighbourhood, tmp_path: Path) -> None:
    await open_poll(lived, "2号楼 换不换楼道灯 法定表决 使用维修资金 默认 公开 周六20点")
    assert typed("papers", "poll", 1, "--out", tmp_path / "p.html") == 0
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    found = slips(page)
    assert [re.findall(r"<strong>(.*?)</strong>", slip)[0] for slip in found] == HOMES
    for home, slip in zip(HOMES, found, strict=True):
        assert drawn_code(f"代录 1 {home} ") in slip
        assert re.findall(r'class="box">(.*?)<', slip) == ["同意", "反对", "弃权"]
        assert "（五）" in slip
    walk = page.split('<section class="walk">')[1]
    assert re.findall(r"<tr><td>(.*?)</td>", walk) == HOMES


async def test_a_consent_round_asks_those_who_pay(lived: Neighbourhood, tmp_path: Path) -> None:
    await lived.say("于美玲", "私聊", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增")
    await lived.press("于美玲", lived.channel.shown[-1], "发布")
    await lived.say("于美玲", "私聊", "征求意见 2号楼")
    assert typed("papers", "consent", 1, "--out", tmp_path / "c.html") == 0
    found = slips((tmp_path / "c.html").read_text(encoding="utf-8"))
    told = [re.findall(r"<strong>(.*?)</strong>\s*(.*?)\s*<p>", slip, re.S)[0] for slip in found]
    assert told == [
        ("1单元201", "分摊 40,000.00 元"),
        ("1单元301", "分摊 80,000.00 元"),
        ("2单元201", "分摊 40,000.00 元"),
        ("2单元301", "分摊 80,000.00 元"),
    ]


async def test_what_is_not_there_is_said(both: Terminal) -> None:
    both.database().close()
    for what in ("poll", "consent"):
        assert f"there is no {what}" in both.refused("papers", what, 7)


async def test_what_cannot_be_written_there_is_said(lived: Neighbourhood, both: Terminal) -> None:
    await open_poll(lived)
    assert "no such directory" in both.refused("papers", "poll", 1, "--out", "nowhere/p.html")
