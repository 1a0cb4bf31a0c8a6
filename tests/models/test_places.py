"""Places as they are said: what is not said is as it is here, and what is not sure is nobody's."""

from __future__ import annotations

import pytest

from models import places
from tests.house import Neighbourhood


@pytest.mark.parametrize(
    ("here", "said", "found"),
    [
        ("傲梅苑", ("2", None, None), "2号楼"),
        ("傲梅苑", ("2", "1", "301"), "2号楼1单元301"),
        ("3号楼1单元201", ("2", "1", "301"), "2号楼1单元301"),
        ("傲梅苑", (None, None, "301"), None),
        ("2号楼", (None, None, "301"), None),
        ("2号楼", (None, "1", "301"), "2号楼1单元301"),
        ("2号楼1单元201", (None, None, "301"), "2号楼1单元301"),
        ("2号楼1单元201", (None, "2", None), "2号楼2单元"),
        ("傲梅苑", ("2", None, "301"), "2号楼"),
        ("傲梅苑", ("9", "1", "301"), None),
        ("傲梅苑", ("2", "9", "301"), "2号楼"),
    ],
)
async def test_a_place_is_found_as_deep_as_the_words_surely_lead(
    neighbourhood: Neighbourhood, here: str, said: tuple[str | None, str | None, str | None], found: str | None
) -> None:
    with neighbourhood.database.reading() as session:
        standing = places.find_place(session, neighbourhood.places[here])
        assert standing is not None
        place = places.find_said(session, standing, *said)
        above = places.find_above(session, place) if place else []
    assert ("".join(one.name for one in above if one.name != "傲梅苑") or None) == found


async def test_a_door_said_alone_is_the_speakers_own_unit(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "私聊", "登记 301室天花板漏水")
    await neighbourhood.say("小王", "居民群", "登记 301室外墙瓷砖脱落")
    heads = [card.splitlines()[1] for card in neighbourhood.channel.said(neighbourhood.groups["工作群"])]
    assert [head.split(" · ")[0] for head in heads] == ["2号楼1单元", "傲梅苑"]
