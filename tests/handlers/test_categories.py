"""改类: what it teaches, what it takes back, and that no other community hears of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.corrections import Correction
from models.matters import Matter
from models.messaging import Button
from models.rules.categories import Category
from tests.house import Neighbourhood


def taught(n: Neighbourhood) -> dict[Category, set[int]]:
    with n.database.reading() as session:
        rows = session.scalars(select(Correction)).all()
    return {category: {row.times for row in rows if row.category is category} for category in {row.category for row in rows}}


def category(n: Neighbourhood, number: int) -> Category:
    with n.database.reading() as session:
        return session.scalars(select(Matter.category).where(Matter.number == number)).one()


async def test_a_correction_of_a_correction_takes_the_first_back(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼弹珠声天天有")
    await neighbourhood.say("于美玲", "工作群", "改类 1 绿化")
    assert taught(neighbourhood) == {Category.GREENING: {1}}
    await neighbourhood.say("于美玲", "工作群", "改类 1 邻里纠纷")
    assert taught(neighbourhood) == {Category.GREENING: {0}, Category.DISPUTE: {1}}


@pytest.mark.parametrize("words", ["noise", "噪音扰民", "噪音", "NOISE"])
async def test_a_category_has_more_than_one_name(neighbourhood: Neighbourhood, words: str) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼垃圾没人清")
    await neighbourhood.say("于美玲", "工作群", f"/recategorise 1 {words}")
    assert category(neighbourhood, 1) is Category.NOISE


async def test_a_danger_stays_a_danger_whatever_was_taught(neighbourhood: Neighbourhood) -> None:
    for number in (1, 2, 3, 4):
        await neighbourhood.say("小王", "居民群", "登记 3号楼着火了")
        assert category(neighbourhood, number) is Category.SAFETY
        await neighbourhood.say("于美玲", "工作群", f"改类 {number} 绿化")


async def test_a_forged_button_changes_nothing(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼弹珠声天天有")
    was, shown = category(neighbourhood, 1), neighbourhood.channel.shown[-1]
    for data in ("recategorise:1:nonsense", "recategorise:9:noise", "recategorise:x", "recategorise:1:" + "a" * 40):
        assert len(Button("", data).data) <= 64
        await neighbourhood.press_data("于美玲", neighbourhood.groups["工作群"], shown.id, data)
    await neighbourhood.press_data("小王", neighbourhood.groups["居民群"], shown.id, "recategorise:1:greening")
    assert category(neighbourhood, 1) is was
