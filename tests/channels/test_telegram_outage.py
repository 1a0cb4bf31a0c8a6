"""Telegram gone for hours, at the start and later, in every way it can be gone: few attempts, and all is well by itself afterwards."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.telegram import Telegram
from handlers.ctx import Ctx, House
from models.chats import find_chat
from models.database import Database
from models.letters import Handed
from models.machinery import Letter, Stage
from models.messaging import Post
from scheduler import clock
from tests.channels.hours import TROUBLES, Hours, Time, break_down, mend
from tests.channels.porch import Porch, channel_of, listening
from tests.channels.street import Street, street
from tests.telegram_server import TelegramServer

HOURS = 3
LONGEST, LONGEST_SENDING = 30.0, 60.0
"""Seconds between two attempts: to listen, to send."""
every_trouble = pytest.mark.parametrize("trouble", TROUBLES)


@pytest.fixture
async def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


def say(server: TelegramServer, *texts: str) -> None:
    """Granny says it in private."""
    granny = server.world.user(700010, "陈奶奶")
    for text in texts:
        server.world.say(granny, granny, text)


def check_waits(waits: list[float]) -> None:
    """They double from a second up to the longest, with up to a third more so that not all come at once, and stay there."""
    assert all(2**n <= wait + 1e-6 and wait <= 1.3 * 2**n + 1e-6 for n, wait in enumerate(waits[:5]))
    assert waits[5:] == pytest.approx([LONGEST] * (len(waits) - 5))
    assert len(waits) == 5 + 3600 * HOURS / LONGEST


@every_trouble
async def test_gone_when_the_bot_starts(server: TelegramServer, channel: Telegram, time: Time, trouble: str) -> None:
    porch = Porch()
    say(server, "一", "二", "三")
    break_down(server, trouble)
    async with listening(channel, porch):
        await time.outlast(HOURS, lambda: mend(server, trouble))
        await server.wait_for(lambda s: s.confirmed == 3)
    assert porch.texts == ["一", "二", "三"]
    check_waits(time.slept)


@every_trouble
async def test_gone_while_the_bot_listens(server: TelegramServer, channel: Telegram, time: Time, trouble: str) -> None:
    porch = Porch()
    async with listening(channel, porch):
        await server.wait_for(lambda s: s.polled)
        break_down(server, trouble)
        say(server, "一")  # still reaches the poll that waits, if that is not cut
        await server.wait_for(lambda s: len(s.calls_of("getUpdates")) > 1 or trouble == "refused connections")
        say(server, "二", "三")
        await time.outlast(HOURS, lambda: mend(server, trouble))
        await server.wait_for(lambda s: s.confirmed == 3)
    assert porch.texts == ["一", "二", "三"]
    check_waits(time.slept)


@every_trouble
async def test_gone_before_it_knows_where_to_post(server: TelegramServer, tmp_path: Path, time: Time, trouble: str) -> None:
    hook = {"mode": "webhook", "webhook_url": "http://127.0.0.1:1", "webhook_secret": "s3cret"}
    channel = channel_of(server, tmp_path, **hook)
    server.fault("setWebhook", "drop")
    async with listening(channel, Porch()):
        await time.somebody_sleeps()
        break_down(server, trouble)
        await time.outlast(HOURS, lambda: mend(server, trouble))
        await server.wait_for(lambda s: s.calls_of("setWebhook")[-1].done and not s.calls_of("setWebhook")[-1].fault)
        assert server.calls_of("setWebhook")[-1].params["url"] == f"http://127.0.0.1:1{channel.webhook_path}"
    check_waits(time.slept)


# ---------------------------------------------------------------- the whole program, with letters to send


@pytest.fixture
async def hours(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Hours:
    caplog.set_level(logging.ERROR, "bot.channels.telegram")  # a failed test need not print every attempt
    return Hours(monkeypatch)


@pytest.fixture
async def here(sqlite_database: Database, tmp_path: Path, hours: Hours) -> AsyncIterator[Street]:
    """A street whose time stands still; operator and group know the bot."""
    async with TelegramServer() as server, street(sqlite_database, tmp_path, server) as made:
        server.world.start(made.owner)
        server.world.say(made.group, made.owner, "设置 傲梅苑 居民群")
        await server.wait_for(lambda s: len(made.texts()) == 1 and len(s.texts(made.owner)) == 1, 20)
        await made.without_board()
        yield made
        assert server.violations == []


def write(session: Session, house: House, chat: int, *texts: str) -> tuple[Handed, ...]:
    """Letters to a chat, as a handler writes them."""
    found = find_chat(session, "telegram", str(chat))
    assert found is not None
    ctx = Ctx(session, house, found, clock.now())
    for text in texts:
        ctx.write(found, Post(text))
    return tuple(ctx.handed)


async def send(here: Street, chat: int, *texts: str) -> None:
    """Letters written and handed to the courier."""
    handed = await here.app.lanes.run(f"telegram:{chat}", lambda session: write(session, here.app.house, chat, *texts))
    here.app.courier.hand(handed)


def stages(here: Street) -> set[Stage]:
    with here.app.database.reading() as session:
        return set(session.scalars(select(Letter.state)))


async def begin(here: Street, hours: Hours, trouble: str) -> None:
    """The trouble begins, and there are letters to two chats."""
    await hours.quiet(here.server)
    hours.tried.clear()
    break_down(here.server, trouble)
    here.server.world.say(here.group, here.granny, "早")  # whatever poll waits now, the next one is in trouble
    await send(here, here.group.id, "一", "二", "三")
    await send(here, here.owner.id, "甲", "乙")


async def last(here: Street, hours: Hours) -> None:
    """It lasts for hours; more letters are written and granny reports something."""
    await hours.pass_(3600, here.app, here.server)
    await send(here, here.group.id, "四")
    await send(here, here.owner.id, "丙")
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    await hours.pass_(3600 * (HOURS - 1), here.app, here.server)


async def end(here: Street, hours: Hours, trouble: str) -> None:
    """All is well again, and some minutes pass."""
    mend(here.server, trouble)
    await hours.pass_(300, here.app, here.server)


def said(here: Street) -> tuple[list[str], list[str]]:
    """First lines in the group after the greeting: letters, and cards (an answer goes before what was waiting)."""
    lines = [text.splitlines()[0] for text in here.texts()[1:]]
    return [line for line in lines if line[0] != "#"], [line for line in lines if line[0] == "#"]


def check_sending(waits: list[float]) -> None:
    """At least a second at first, soon a minute, never more."""
    assert all(0.999 <= wait <= LONGEST_SENDING + 0.001 for wait in waits)
    assert waits[8:] == pytest.approx([LONGEST_SENDING] * (len(waits) - 8), abs=1e-3)
    assert len(waits) > 3600 * HOURS / LONGEST_SENDING - 1


def check_arrived(here: Street) -> None:
    """Everything, in order, once."""
    assert said(here) == (["一", "二", "三", "四"], ["#1 2号楼水管爆裂"])
    assert here.server.texts(here.owner)[1:] == ["甲", "乙", "丙"]
    assert stages(here) == {Stage.SENT}


@pytest.mark.parametrize("trouble", ["refused connections", "502 pages"])
async def test_letters_are_tried_seldom_for_hours_and_go_in_order_once(here: Street, hours: Hours, trouble: str) -> None:
    await begin(here, hours, trouble)
    await last(here, hours)
    check_sending(hours.waits("sendMessage", here.group.id))
    check_sending(hours.waits("sendMessage", here.owner.id))
    assert len(hours.waits("getUpdates")) <= 3600 * HOURS / LONGEST + 8
    await end(here, hours, trouble)
    check_arrived(here)


async def test_letters_outlast_hours_of_pages_with_200(here: Street, hours: Hours) -> None:
    await begin(here, hours, "pages with 200")
    await last(here, hours)
    await end(here, hours, "pages with 200")
    check_arrived(here)


async def test_letters_whose_answers_are_cut_go_at_most_twice_in_order(here: Street, hours: Hours) -> None:
    await begin(here, hours, "truncated answers")
    await last(here, hours)
    await end(here, hours, "truncated answers")
    assert said(here) == ([word for word in "一二三四" for _ in range(2)], ["#1 2号楼水管爆裂"])
    assert [text for text in here.server.texts(here.owner) if text in "甲乙丙"] == [word for word in "甲乙丙" for _ in range(2)]


@pytest.mark.parametrize("trouble", ["pages with 200", "truncated answers"])
async def test_a_second_try_waits_too_when_the_first_is_unknown(here: Street, hours: Hours, trouble: str) -> None:
    await begin(here, hours, trouble)
    await hours.quiet(here.server)
    assert [wait for wait in hours.waits("sendMessage", here.owner.id) if wait < 1] == []


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_an_edit_is_tried_seldom(here: Street, hours: Hours, trouble: str) -> None:
    here.server.world.say(here.group, here.granny, "登记 2号楼水管爆裂")
    await here.until(2)
    await hours.pass_(10, here.app, here.server)
    card = here.messages()[1]
    here.server.fault("editMessageText", "drop")  # it begins with this edit: what is pressed later would not be heard
    query = here.server.world.press(here.owner, card, card.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    await here.server.wait_for(lambda s: s.answer_to(query))
    await hours.quiet(here.server)
    break_down(here.server, trouble)
    await hours.pass_(300, here.app, here.server)
    assert 8 <= len(hours.waits("editMessageText", here.group.id)) <= 20


async def test_letters_from_before_wait_for_a_telegram_gone_at_the_start(sqlite_database: Database, tmp_path: Path, hours: Hours) -> None:
    async with TelegramServer() as server:
        async with street(sqlite_database, tmp_path, server) as here:
            server.world.say(here.group, here.owner, "设置 傲梅苑 居民群")
            await here.until(1)
            await here.without_board()
        with sqlite_database.writing() as session:
            write(session, here.app.house, here.group.id, "一", "二", "三")
        server.down()
        hours.tried.clear()
        async with street(sqlite_database, tmp_path, server) as here:
            await hours.pass_(3600 * HOURS, here.app, server)
            check_sending(hours.waits("sendMessage", here.group.id))
            server.up()
            await hours.pass_(300, here.app, server)
            assert here.texts() == ["一", "二", "三"]
            assert stages(here) == {Stage.SENT}
