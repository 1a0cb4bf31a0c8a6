"""The ladder: an answer, a push, the newest request, the robot; cards where they are taken; words that are no markup."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.channels.base import Outcome
from bot.channels.wecom import cards
from bot.channels.wecom.frames import PUSH, RESPOND, UPDATE, UPLOAD_CHUNK
from bot.channels.wecom.verdicts import verdict_of
from bot.channels.wecom.words import ROOM, plainly
from models import wecom
from models.database import Database
from models.messaging import Button, Gone, Later, Message, Picture, Rejected, Sent
from scheduler import clock
from tests.channels.corridor import FAST, Corridor, corridor
from tests.wecom_server import Gateway, Robot

ASK = Message("修好了吗\n2号楼 · 电梯\n回复数字即可：1 解决了　2 没解决", ((Button("解决了", "done:7"), Button("没解决", "open:7")),))


@pytest.fixture
async def here(gateway: Gateway, sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Corridor]:
    async with corridor(gateway, sqlite_database, tmp_path) as made:
        yield made


async def asked(here: Corridor, text: str = "在吗", who: str = "zhang", group: str = "") -> tuple[str, str]:
    """Somebody has said something: its request and its message."""
    before = len(here.porch.kept)
    req_id = await here.gateway.say(who, text, group)
    await here.porch.until(lambda porch: len(porch.kept) > before)
    return req_id, here.porch.kept[-1].message


async def later(here: Corridor, monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


# ---------------------------------------------------------------- rungs


async def test_an_answer_is_a_finished_stream_on_the_request_that_asked(here: Corridor) -> None:
    req_id, _ = await asked(here)
    verdict = await here.channel.send("zhang", Message("在"))
    (frame,) = here.gateway.of(RESPOND)
    assert (frame.req_id, frame.body["stream"]["content"], frame.body["stream"]["finish"]) == (req_id, "在", True)
    assert verdict == Sent(frame.body["stream"]["id"])
    await here.channel.send("zhang", Message("还在"))
    assert len({frame.body["stream"]["id"] for frame in here.gateway.of(RESPOND)}) == 2


async def test_in_a_group_what_answers_the_newest_message_is_an_answer(here: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    _, message = await asked(here, group="wr1")
    await here.channel.send("wr1", Message("一", reply_to="another"))
    await here.channel.send("wr1", Message("二"))
    await later(here, monkeypatch, seconds=20)
    await here.channel.send("wr1", Message("三"))
    await here.channel.send("wr1", Message("四", reply_to=message))
    ways = [(f.cmd, f.body.get("chat_type")) for f in here.gateway.frames if f.cmd in (PUSH, RESPOND)]
    assert ways == [(PUSH, 2), (RESPOND, None), (PUSH, 2), (RESPOND, None)]


async def test_later_it_is_pushed(here: Corridor, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked(here)
    await later(here, monkeypatch, minutes=2)
    await here.channel.send("zhang", Message("修好了"))
    (frame,) = here.gateway.of(PUSH)
    assert frame.body == {"chatid": "zhang", "chat_type": 1, "msgtype": "markdown", "markdown": {"content": "修好了"}}


@pytest.mark.parametrize("code", [846604, 846605, 846608])
async def test_12_a_request_that_is_over_is_no_hindrance(here: Corridor, code: int) -> None:
    await asked(here)
    here.gateway.refuse[RESPOND] = [code]
    assert isinstance(await here.channel.send("zhang", Message("在")), Sent)
    assert here.gateway.said_to("zhang") == ["在"]


async def test_13_push_then_the_newest_request_then_the_robot_then_the_staff(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Robot() as robot, corridor(gateway, sqlite_database, tmp_path, robots={"wr1": robot.url}) as here:
        await asked(here, group="wr1")
        await later(here, monkeypatch, minutes=2)
        gateway.refuse[PUSH] = [40058] * 9
        gateway.refuse[RESPOND] = [0, 846604, 846604]
        assert isinstance(await here.channel.send("wr1", Message("一")), Sent)
        assert (len(gateway.of(PUSH)), gateway.texts(), robot.posts) == (1, ["一"], [])
        assert isinstance(await here.channel.send("wr1", Message("二")), Sent)
        assert robot.posts == ["二"]
        robot.codes = [93000]
        assert await here.channel.send("wr1", Message("三")) == Rejected("refused every way: 0")
        await later(here, monkeypatch, hours=25)
        await here.channel.send("wr1", Message("四"))
        assert (len(gateway.of(RESPOND)), robot.posts) == (3, ["二", "四"])
        with sqlite_database.reading() as session:
            assert (known := wecom.find_chat(session, "wr1")) is not None
            assert known.rung == "robot"


@pytest.mark.parametrize(
    ("code", "verdict"), [(45009, Later(60.0)), (93006, Gone("errcode 93006")), (846609, Later(1.0, everyone=True)), (40058, None), (12345, None)]
)
def test_codes_and_verdicts(code: int, verdict: Any) -> None:
    assert verdict_of(code) == verdict


async def test_a_frequency_limit_holds_the_chat_and_climbs_no_further(here: Corridor) -> None:
    await asked(here)
    here.gateway.refuse[RESPOND] = [45009]
    assert await here.channel.send("zhang", Message("在")) == Later(60.0)
    assert here.gateway.of(PUSH) == []


async def test_a_connection_that_is_not_known_is_made_anew(here: Corridor) -> None:
    here.gateway.refuse[PUSH] = [846609]
    assert await here.channel.send("zhang", Message("在")) == Later(1.0, everyone=True)
    await here.gateway.until(lambda g: g.connections == 2)


async def test_a_stream_whose_acknowledgement_is_lost_is_said_again_as_itself(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path
) -> None:
    async with corridor(gateway, sqlite_database, tmp_path, rhythm=replace(FAST, ack=0.05)) as here:
        await asked(here)
        gateway.refuse[RESPOND] = [None]
        assert isinstance(await here.channel.send("zhang", Message("在")), Sent)
        assert len({frame.body["stream"]["id"] for frame in gateway.of(RESPOND)}) == 1
    gateway.violations.clear()  # whoever swallows an acknowledgement waits for ever


# ---------------------------------------------------------------- words


async def test_15_too_long_a_text_is_cut_on_the_border_of_a_sign(here: Corridor) -> None:
    text = "楼" * 15000
    assert isinstance(await here.channel.send("zhang", Message(text)), Sent)
    pieces = here.gateway.said_to("zhang")
    assert ("".join(pieces), len(pieces)) == (text, 3)
    assert all(len(piece.encode()) <= ROOM for piece in pieces)


@given(st.text())
def test_words_keep_their_length_and_lose_their_marks(text: str) -> None:
    said = plainly(text)
    assert len(said) == len(text)
    assert not set("*`<>[]") & set(said)
    assert not any(line.lstrip().startswith("# ") for line in said.split("\n"))


def test_an_address_stays_what_it_is() -> None:
    said = plainly("# 看 https://jinlin.example/c/a_b*c?x=1&y=[2] <@all> **急**")
    assert said == "＃ 看 https://jinlin.example/c/a_b＊c?x=1&y=［2］ ＜@all＞ ＊＊急＊＊"


# ---------------------------------------------------------------- cards


def test_a_post_that_fits_becomes_a_card() -> None:
    card = cards.card_of(ASK, "card-1")
    assert card == {
        "card_type": "button_interaction",
        "main_title": {"title": "修好了吗"},
        "sub_title_text": "2号楼 · 电梯\n回复数字即可：1 解决了　2 没解决",
        "task_id": "card-1",
        "button_list": [{"text": "解决了", "style": 1, "key": "done:7"}, {"text": "没解决", "style": 4, "key": "open:7"}],
    }


def test_a_long_first_line_is_read_on_where_it_pauses() -> None:
    card = cards.card_of(replace(ASK, text="注销后，您的名字、账号和原话都会删掉，找不回来。确定吗？\n回复数字即可：1 是"), "t")
    assert card is not None
    assert (card["main_title"]["title"], card["sub_title_text"]) == ("注销后，您的名字、账号和原话都会删掉，找不回来。", "确定吗？\n回复数字即可：1 是")


@pytest.mark.parametrize(
    "message",
    [
        replace(ASK, text="修" * 27),
        replace(ASK, text="修\n" + "好" * 113),
        replace(ASK, buttons=((Button("一二三四五六七八九十一", "a"),),)),
        replace(ASK, buttons=tuple((Button(str(n), str(n)),) for n in range(7))),
        replace(ASK, buttons=()),
        replace(ASK, buttons=((Button("看", url="https://x"),),)),
        replace(ASK, picture=Picture("a")),
    ],
)
def test_a_post_that_would_lose_a_word_stays_words(message: Message) -> None:
    assert cards.card_of(message, "t") is None


async def test_16_a_task_is_never_used_twice_even_after_a_restart(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path
) -> None:
    for _ in range(2):
        async with corridor(gateway, sqlite_database, tmp_path) as here:
            for _ in range(3):
                assert isinstance(await here.channel.send("zhang", ASK), Sent)
    tasks = [frame.body["template_card"]["task_id"] for frame in gateway.of(PUSH)]
    assert (len(set(tasks)), {frame.code for frame in gateway.of(PUSH)}) == (6, {0})
    gateway.refuse[PUSH] = [42014]
    async with corridor(gateway, sqlite_database, tmp_path) as here:
        assert isinstance(await here.channel.send("zhang", ASK), Sent)
    assert len({frame.body["template_card"]["task_id"] for frame in gateway.of(PUSH)}) == 8


@pytest.mark.parametrize(("setting", "cards_pushed"), [("auto", 1), ("on", 2), ("off", 0)])
async def test_a_group_that_takes_no_cards_is_asked_once(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path, setting: str, cards_pushed: int
) -> None:
    gateway.groups_refuse_cards = True
    async with corridor(gateway, sqlite_database, tmp_path, group_cards=setting) as here:
        gateway._groups.add("wr1")
        await here.desk.run("x", partial(wecom.note_heard, address="wr1", private=False, message="m", now=clock.now()))
        for _ in range(2):
            assert isinstance(await here.channel.send("wr1", ASK), Sent)
        assert gateway.said_to("wr1") == [ASK.text] * 2
        assert sum(frame.body["msgtype"] == "template_card" for frame in gateway.of(PUSH)) == cards_pushed
        assert here.channel.capabilities(private=False).buttons is (setting != "off")


async def test_11_a_press_is_answered_though_the_house_takes_its_time(
    gateway: Gateway, sqlite_database: Database, tmp_path: Path
) -> None:
    async with corridor(gateway, sqlite_database, tmp_path, rhythm=replace(FAST, press=0.02)) as here:
        sent = await here.channel.send("zhang", ASK)
        card = gateway.of(PUSH)[0].body["template_card"]
        here.porch.door.clear()
        here.porch.outcome = Outcome(toast="已办结")
        await gateway.press("zhang", card, "解决了")
        await gateway.until(lambda g: g.of(UPDATE))
        assert (here.porch.kept, gateway.said_to("zhang")) == ([], [ASK.text])
        here.porch.door.set()
        await gateway.until(lambda g: "已办结" in g.said_to("zhang"))
        (update,) = gateway.of(UPDATE)
        assert (update.code, update.body["userids"]) == (0, ["zhang"])
        assert update.body["template_card"] == card | {"main_title": {"title": "修好了吗", "desc": "收到，正在办"}}
        assert (here.porch.kept[0].pressed, Sent(here.porch.kept[0].message)) == ("done:7", sent)


async def test_a_quick_press_shows_on_the_card_and_is_not_said_twice(here: Corridor) -> None:
    await here.channel.send("zhang", ASK)
    here.porch.outcome = Outcome(toast="已办结")
    await here.gateway.press("zhang", here.gateway.of(PUSH)[0].body["template_card"], "解决了")
    await here.gateway.until(lambda g: g.of(UPDATE))
    assert here.gateway.of(UPDATE)[0].body["template_card"]["main_title"]["desc"] == "已办结"
    await asyncio.sleep(0)
    assert len(here.gateway.of(PUSH)) == 1


async def test_quoted_words_of_ours_are_a_reply_to_them(here: Corridor) -> None:
    sent = await here.channel.send("zhang", Message("#12 2号楼电梯坏了\n**处理中** · 物业"))
    quote = {"msgtype": "text", "text": {"content": "#12 2号楼电梯坏了 处理中 · 物业"}}
    await here.gateway.say("zhang", "修好没", quote=quote)
    await here.porch.until(lambda porch: porch.kept)
    assert Sent(here.porch.kept[0].reply_to) == sent


# ---------------------------------------------------------------- pictures


async def test_17_a_picture_is_uploaded_in_pieces_counted_from_nought(here: Corridor, tmp_path: Path) -> None:
    content = os.urandom(1_200_000)
    (tmp_path / "漏水.jpg").write_bytes(content)
    assert isinstance(await here.channel.send("zhang", Message("看", picture=Picture("漏水.jpg"))), Sent)
    assert [frame.body["chunk_index"] for frame in here.gateway.of(UPLOAD_CHUNK)] == [0, 1, 2]
    words, picture = here.gateway.of(PUSH)
    assert (words.body["markdown"]["content"], here.gateway.uploaded[picture.body["image"]["media_id"]]) == ("看", content)


async def test_too_large_a_picture_is_made_smaller_and_none_is_refused(here: Corridor, tmp_path: Path) -> None:
    Image.frombytes("RGB", (1100, 1100), os.urandom(1100 * 1100 * 3)).save(tmp_path / "big.png")
    assert isinstance(await here.channel.send("zhang", Message("", picture=Picture("big.png"))), Sent)
    assert all(len(content) <= 2 * 1024 * 1024 for content in here.gateway.uploaded.values())
    assert isinstance(await here.channel.send("zhang", Message("", picture=Picture("none.png"))), Rejected)
