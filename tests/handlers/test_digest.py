"""今日动态: what it tells whom, when it is silent, and how long it takes for a large community."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from handlers import registry
from handlers.ctx import Ctx
from handlers.digest import digest
from handlers.kit import Told
from models import digests, matters, places
from models.chats import Chat, Kind
from models.database import Database
from models.digests import Digest
from models.machinery import Letter
from models.matters import Matter
from models.messaging import Post
from models.places import Community, Place
from models.rules.digest import SCREEN
from models.rules.matters import State
from models.rules.understanding import Category
from models.tidings import Tiding
from tests.house import START, Neighbourhood

HALF = timedelta(minutes=30)


def heard(n: Neighbourhood, group: str) -> list[list[str]]:
    """The lines of the digests a group has on its screen."""
    return [text.split("\n") for text in n.channel.said(n.groups[group]) if text.startswith(("今日动态", "What moved"))]


async def test_silence_where_nothing_moved(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.keep_house()
    await n.pass_time(HALF)
    assert n.channel.shown == []
    assert n.count(Digest) == 1


async def test_what_was_kept_back_is_told_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.keep_house()
    with n.database.writing() as session:
        chat = session.get(Chat, n.chat("居民群").id)
        assert chat is not None
        for number in range(6):
            Ctx(session, n.house, chat, n.now).news(chat, Post(f"第{number}件事", ("细节",)))
    await n.pass_time(HALF)
    assert heard(n, "居民群") == [["今日动态 · 傲梅苑 · 9月3日", "另有 2 件进展", "· 第4件事 细节", "· 第5件事 细节"]]
    await n.keep_house()
    await n.pass_time(timedelta(days=1))
    assert len(heard(n, "居民群")) == 1
    assert n.rows(select(Tiding.id).where(Tiding.said_at.is_(None))) == []


async def test_a_refusal_of_the_night_is_told_with_its_reason(neighbourhood: Neighbourhood) -> None:
    """Who cannot be written to in private hears it where it was told."""
    n = neighbourhood
    await n.keep_house()
    await n.pass_time(timedelta(hours=14))
    await n.say("新来的", "居民群", "登记 1号楼水表坏了")
    await n.say("于美玲", "工作群", "不予受理 1 属于自来水公司，已转告")
    assert [text for text in n.channel.said(n.groups["居民群"]) if "原因" in text] == []
    await n.keep_house()
    await n.pass_time(timedelta(hours=10, minutes=31))
    assert heard(n, "居民群")[-1][1:] == ["另有 1 件进展", "· #1 1号楼水表坏了：书记不予受理。 原因：属于自来水公司，已转告"]


async def test_a_group_reads_it_in_its_language(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.keep_house()
    await n.say("于美玲", "居民群", "语言 en")
    await n.say("小王", "居民群", "登记 1号楼路灯不亮")
    await n.pass_time(HALF)
    assert heard(n, "居民群") == [["What moved · 傲梅苑 · Sep 3", "Newly reported: 1", "· #1 1号楼路灯不亮"]]


async def test_other_capabilities_tell_theirs(neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    def today(ctx: Ctx, community: int, since: datetime) -> Iterator[Told]:
        assert (community, since < ctx.now) == (1, True)
        yield Told("digest-else", f"/{n.places['傲梅苑']}/", lambda voice: voice.text("digest-said", words="今晚七点半议事"))

    n = neighbourhood
    monkeypatch.setattr(registry, "digests", lambda: (today,))
    await n.keep_house()
    await n.pass_time(HALF)
    assert heard(n, "居民群") == [["今日动态 · 傲梅苑 · 9月3日", "另有 1 件进展", "· 今晚七点半议事"]]
    assert heard(n, "二号楼群") == []


async def test_woken_up_in_the_night_it_waits_for_the_morning(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.keep_house()
    await n.say("小王", "居民群", "登记 1号楼路灯不亮")
    await n.pass_time(timedelta(hours=15))
    assert heard(n, "居民群") == []
    await n.keep_house()
    await n.pass_time(timedelta(hours=10))
    assert [lines[2] for lines in heard(n, "居民群")] == ["· #1 1号楼路灯不亮"]


async def test_a_matter_stands_once_where_it_has_come_to(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for words in ("登记 1号楼路灯不亮", "登记 2号楼门禁坏了", "登记 3号楼水管漏水", "登记 3号楼楼道脏"):
        await n.say("小王", "居民群", words)
    for words in ("受理 1", "办结 1", "受理 2", "不予受理 3 是自来水公司的"):
        await n.say("于美玲", "工作群", words)
    with n.database.reading() as session:
        found = digests.find_moved(session, 1, START)
    assert {what: [one.number for one in moved] for what, moved in found.items()} == {"solved": [1], "taken": [2], "new": [4]}


def a_large_community(database: Database, n: int) -> int:
    """A community in which so many matters moved in the night, with 30 groups of buildings."""
    with database.writing() as session:
        community = session.scalars(select(Community.id)).one()
        compound = places.find_compounds(session)[0]
        buildings = [places.add_place(session, community, compound, places.Level.BUILDING, f"{number}栋") for number in range(30)]
        for building in buildings:
            session.add(
                Chat(
                    channel="telegram", address=str(-9000 - building.id), kind=Kind.RESIDENTS, place_id=building.id, community_id=community
                )
            )
        session.flush()
        session.connection().execute(insert(matters.matters), [a_row(buildings[k % 30], k) for k in range(1, n + 1)])
    return community


def a_row(place: Place, number: int) -> dict[str, object]:
    moved = START - timedelta(hours=8)
    solved, taken = number % 3 == 0, number % 3 == 1
    return {
        "community_id": place.community_id, "number": number, "place_id": place.id, "path": place.path, "place_name": place.name,
        "category": Category.OTHER, "state": State.DONE if solved else State.HANDLING if taken else State.REGISTERED, "urgent": False,
        "title": f"第{number}盏路灯不亮", "words": "不亮", "chat_id": 1, "opened_at": moved, "registered_at": moved,
        "accepted_at": moved if solved or taken else None, "done_at": moved if solved else None,
    }  # fmt: skip


async def test_a_large_community_is_told_in_one_screen_each(neighbourhood: Neighbourhood) -> None:
    """3,000 matters that moved, 32 groups: every screen is a screen, and nobody notices the work."""
    n = neighbourhood
    community = a_large_community(n.database, 3000)
    with n.database.writing() as session:
        begun = time.perf_counter()
        digest(Ctx(session, n.house, Chat(channel="", address="", kind=Kind.UNBOUND, community_id=community), n.now), community)
        took = time.perf_counter() - begun
    bodies = [body for (body,) in n.rows(select(Letter.body))]
    assert len(bodies) == 31
    assert all(1 + len(body["lines"]) == SCREEN for body in bodies)
    assert bodies[0]["lines"][-1] == "还有 2990 件，看公示栏（发“进度”）。"
    assert n.count(Matter) == 3000
    assert took < 20, "far from what a morning has; the benchmark holds it to two seconds"
