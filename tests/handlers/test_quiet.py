"""The gate between what moves and what a group hears: never too much, never at night, nothing lost; whoever decides, and however many at once."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from handlers.ctx import Ctx
from models import privacy, settings, tidings
from models.chats import Chat
from models.machinery import Letter
from models.messaging import Button, Post
from models.people import Person
from models.rules.quiet import WINDOW, quiet_until
from models.tidings import Tiding
from tests.house import Neighbourhood

MOST, NIGHT = 4, "22:00–07:00"
ASKING = ((Button("解决了", "confirm:1"), Button("没解决", "reopen:1")),)


def tell(n: Neighbourhood, group: str, post: Post, now: datetime | None = None, *, urgent: bool = False, about: str = "") -> None:
    """Something moved, as any capability says it; by a process of its own, in any thread."""
    with n.database.writing() as session:
        chat = session.get(Chat, n.chat(group).id)
        assert chat is not None
        Ctx(session, n.house, chat, now or n.now).news(chat, post, urgent=urgent, about=about)


def said(n: Neighbourhood, group: str) -> list[tuple[datetime, str]]:
    """(when, title) of the letters to a group, in order."""
    rows = n.rows(
        select(Letter.created_at, Letter.body).where(Letter.chat_id == n.chat(group).id, Letter.card_id.is_(None)).order_by(Letter.id)
    )
    return [(at, body["title"]) for at, body in rows]


def waiting(n: Neighbourhood) -> list[tuple[str, bool]]:
    rows = n.rows(select(Tiding.body, Tiding.goes).where(Tiding.said_at.is_(None)).order_by(Tiding.id))
    return [(body["title"] if body else "", goes) for body, goes in rows]


@pytest.mark.parametrize("seed", [1, 2])
async def test_three_busy_days(neighbourhood: Neighbourhood, seed: int) -> None:
    """Lines of every kind at any hour: the promises hold for what was said, and what was not said still waits."""
    chance, n = random.Random(seed), neighbourhood
    told: dict[str, tuple[str, bool]] = {}
    urgent = set()
    for number in range(220):
        subject, asks, alarm = f"matter:{chance.randrange(60)}", chance.random() < 0.4, chance.random() < 0.05
        title = f"{subject} 第{number}句"
        tell(n, "居民群", Post(title, buttons=ASKING if asks else ()), urgent=alarm, about=subject)
        told[title] = subject, asks
        urgent |= {title} if alarm else set()
        n.now += timedelta(minutes=chance.choice([0, 0, 1, 5, 30]))
        await n.alarm.beat()
    for _ in range(60):
        n.now += timedelta(hours=1)
        await n.alarm.beat()
    heard = said(n, "居民群")
    calm = [at for at, title in heard if title not in urgent]
    assert len(calm) > 40
    assert all(quiet_until(at, NIGHT, n.house.time_zone) is None for at in calm)
    assert all(later - earlier >= WINDOW for earlier, later in zip(calm, calm[MOST:], strict=False))
    assert urgent <= {title for _, title in heard}
    assert max(Counter(title for _, title in heard).values()) == 1, "nothing twice"
    order = {title: at for at, title in enumerate(told)}
    for subject in {subject for subject, _ in told.values()}:
        spoken = [order[title] for _, title in heard if told[title][0] == subject]
        assert all(a < b for a, b in pairwise(spoken)), "an older line never after a newer one about the same"
        newest = max(order[title] for title, (about, _) in told.items() if about == subject)
        kept = [order[title] for title, _ in waiting(n) if told[title][0] == subject]
        assert [newest] in (kept, spoken[-1:]), "the newest was said or waits for the digest"
    assert not any(goes for _, goes in waiting(n)), "what asks was asked"


async def test_many_at_once_do_not_say_more(neighbourhood: Neighbourhood) -> None:
    """Twelve processes at the same moment: so many lines and not one more."""
    n = neighbourhood
    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda number: tell(n, "居民群", Post(f"第{number}件"), about=f"matter:{number}"), range(12)))
    assert len(said(n, "居民群")) == MOST
    assert len(waiting(n)) == 12 - MOST
    tell(n, "二号楼群", Post("别的群"))
    assert [title for _, title in said(n, "二号楼群")] == ["别的群"]


async def test_many_at_once_about_the_same_leave_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.now += timedelta(hours=15)
    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda number: tell(n, "居民群", Post(f"第{number}句"), about="matter:1"), range(12)))
    assert len(waiting(n)) == 1


async def test_staff_are_told_at_night(neighbourhood: Neighbourhood) -> None:
    neighbourhood.now += timedelta(hours=15)
    for number in range(10):
        tell(neighbourhood, "工作群", Post(f"第{number}件"))
    assert len(said(neighbourhood, "工作群")) == 10
    assert neighbourhood.count(Tiding) == 0


async def test_a_community_settles_its_own_pace(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        settings.settle(session, n.chat("居民群").community_id or 0, "posts-hour", 1)
        settings.settle(session, n.chat("居民群").community_id or 0, "quiet-hours", "07:00–09:00")
    tell(n, "居民群", Post("一", buttons=ASKING))
    tell(n, "居民群", Post("二", buttons=ASKING))
    await n.pass_time(timedelta(minutes=61))
    assert [title for _, title in said(n, "居民群")] == ["一"]
    await n.pass_time(timedelta(minutes=61))
    assert [title for _, title in said(n, "居民群")] == ["一", "二"]


async def test_a_question_does_not_overtake_one_that_waits(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.now += timedelta(hours=22, minutes=59)
    tell(n, "居民群", Post("夜里问的", buttons=ASKING), about="matter:1")
    n.now += timedelta(minutes=2)
    tell(n, "居民群", Post("早上问的", buttons=ASKING), about="matter:2")
    tell(n, "居民群", Post("早上说的"), about="matter:3")
    assert [title for _, title in said(n, "居民群")] == ["早上说的"]
    await n.alarm.beat()
    assert [title for _, title in said(n, "居民群")] == ["早上说的", "夜里问的", "早上问的"]


async def test_what_was_said_long_ago_is_forgotten_what_waits_is_not(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    tell(n, "居民群", Post("说了"))
    n.now += timedelta(hours=15)
    tell(n, "居民群", Post("等着"))
    with n.database.writing() as session:
        tidings.prune(session, n.chat("居民群").community_id or 0, n.now + timedelta(days=3))
    assert waiting(n) == [("等着", False)]
    assert n.count(Tiding) == 1


async def test_who_is_forgotten_is_not_told_of_in_the_morning(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.now += timedelta(hours=15)
    tell(n, "居民群", Post("陈奶奶说好了", ("谢谢陈奶奶",), ASKING))
    with n.database.writing() as session:
        granny = session.scalars(select(Person).where(Person.name == "陈奶奶")).one()
        privacy.forget(session, granny, n.now)
    bodies = [body for (body,) in n.rows(select(Tiding.body))]
    assert [(body["title"], body["lines"]) for body in bodies] == [("某某说好了", ["谢谢某某"])]
