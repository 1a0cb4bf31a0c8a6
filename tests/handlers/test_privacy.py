"""注销: whatever the house knew, nothing that a forgotten person was called, had or said is left in any table."""

from __future__ import annotations

import json
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select, update

from models import journal, letters, people, webchat
from models.bookings import Booking
from models.chats import Chat, Kind, find_chat
from models.duties import Stand
from models.joins import JoinRequest
from models.machinery import Delivery, Journal, Letter, Question, Result, Stage
from models.matters import Matter, Snapshot
from models.messaging import Post
from models.rules.bookings import Booked
from models.rules.matters import State
from models.schema import metadata
from models.webchat import WebMessage
from scheduler.housekeeping import tidy
from tests.house import START, Neighbourhood, photo

NAME, ACCOUNT, WEB = "欧阳小翠", "880011", "w880011"
SECRETS = (NAME, ACCOUNT, "芝麻开门", "ref7", "ref8", "secret.jpg")
SEATS = {"web_members", "web_rooms"}
"""A seat in a room of the web chat is the way back in: an account's id, and nobody's name any more."""
KEYS = "journal.key"


@pytest.fixture
def lived(neighbourhood: Neighbourhood) -> Neighbourhood:
    """With 欧阳小翠, who has a telegram and a web account, a room of her own and a seat in a group's."""
    n = neighbourhood
    with n.database.writing() as session:
        n._person(session, ACCOUNT, NAME, home="2号楼1单元201")
        person = people.find_person(session, "telegram", ACCOUNT)
        assert person is not None
        session.add(people.Account(channel="web", external=WEB, person_id=person.id))
        alone = webchat.open_room(session, f"private:{WEB}", "近邻", [WEB], private=True)
        group = webchat.open_room(session, "g1", "居民群", [WEB, "w1"])
        say = {"reply_to": None, "buttons": []}
        webchat.add_message(session, alone.id, n.now, author=WEB, text="芝麻开门", picture="secret.jpg", **say)
        webchat.add_message(session, alone.id, n.now, text="#1 芝麻开门", **say)
        webchat.add_message(session, group.id, n.now, author=WEB, text="我是欧阳小翠", **say)
        webchat.add_message(session, group.id, n.now, text="报事人：欧阳小翠 201", **say)
        webchat.add_message(session, group.id, n.now, author="w1", text="收到", **say)
    return n


def left(n: Neighbourhood, *but: str) -> list[str]:
    """table.column of every cell in which one of the secrets still stands."""
    found = []
    with n.database.reading() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    said = (
                        value.decode("utf-8", "replace") if isinstance(value, bytes) else json.dumps(value, default=str, ensure_ascii=False)
                    )
                    if table.name not in but and f"{table.name}.{column}" not in but and any(secret in said for secret in SECRETS):
                        found.append(f"{table.name}.{column}: {said}")
    return found


async def forgotten(n: Neighbourhood) -> None:
    await n.say(NAME, "私聊", "注销")
    asked = next(shown for shown in reversed(n.channel.shown) if shown.message.buttons and shown.chat == ACCOUNT)
    await n.press(NAME, asked, "确定注销")


async def a_life(n: Neighbourhood) -> None:
    """Everything a resident can do that leaves a trace."""
    await n.say(NAME, "居民群", "2号楼电梯又坏了。芝麻开门")
    await n.press("阿强", n.channel.shown[-1], "登记")
    await n.say(NAME, "私聊", "登记 欧阳小翠家水管爆裂。芝麻开门", attachments=photo(7))
    await n.say("小王", "私聊", "登记 3号楼路灯不亮")
    await n.say("老林", "私聊", "新问卷 2号楼 晾衣杆\n填空 装在哪里")
    await n.say("老林", "私聊", "明天20点")
    await n.say("老林", "私聊", "发布")
    await n.say(NAME, "私聊", "问卷 1")
    await n.say(NAME, "私聊", "芝麻开门")
    await n.say(NAME, "居民群", "新接龙 周六团购鸡蛋")
    await n.say(NAME, "居民群", "接龙 1 芝麻开门")
    await n.say("小王", "居民群", "#接龙\n周六团购鸡蛋\n1. 欧阳小翠 芝麻开门\n2. 欧阳小翠 一份")
    await n.say(NAME, "私聊", "3号楼1单元电梯里有人被困。芝麻开门")
    await n.say(NAME, "私聊", "绑定 2号楼1单元301")
    await n.pass_time(timedelta(hours=1))
    await n.say(NAME, "居民群", "2号楼下水道堵了。芝麻开门")
    await n.say(NAME, "居民群", "", attachments=photo(8))
    await n.say("小王", "居民群", "1号楼停水了")
    failed = n.incoming(NAME, "私聊", "芝麻开门")
    with n.database.writing() as session:
        journal.enter(session, failed.key, n.now, "KeyError", Result.FAILED, msgspec.json.encode(failed))
        raw = f'{{"message":{{"from":{{"id":{ACCOUNT},"first_name":"欧阳小翠"}},"text":"芝麻'.encode()
        journal.enter(session, "telegram:q:1", n.now, "torn", Result.QUARANTINED, raw)
        journal.enter(session, "telegram:q:2", n.now, "torn", Result.QUARANTINED, b'{"message":{"from":{"id":4880017}}')


def letters_wait(n: Neighbourhood) -> None:
    """A letter to her and one to a neighbour about her, neither sent, and one to her of which nobody knows."""
    with n.database.writing() as session:
        for who, said in ((ACCOUNT, "芝麻开门"), ("2", "欧阳小翠想加入2号楼1单元301"), (ACCOUNT, "芝麻开门！")):
            chat = find_chat(session, "telegram", who)
            assert chat is not None
            letter = letters.write_letter(session, chat, delivery=Delivery.POST, rank=2, now=n.now, body=Post(said).as_json())
            session.execute(update(Letter).where(Letter.id == letter.id).values(not_before=n.now + timedelta(minutes=30)))
            if said.endswith("！"):
                letters.mark(session, letter.id, Stage.UNKNOWN, "lost")


async def test_nothing_of_a_forgotten_person_is_left_anywhere(lived: Neighbourhood) -> None:
    await a_life(lived)
    letters_wait(lived)
    assert left(lived)
    await forgotten(lived)
    assert left(lived, "chats", "web_members", "web_rooms", KEYS) == []
    await lived.pass_time(timedelta(hours=2))
    assert left(lived, *SEATS, KEYS) == []
    await lived.pass_time(timedelta(days=31))
    await tidy(lived.desk, lived.house)
    assert left(lived, *SEATS) == []


async def test_what_is_the_buildings_stays(lived: Neighbourhood) -> None:
    await a_life(lived)
    before = lived.rows(select(Matter.number, Matter.category, Matter.household_id).where(Matter.number.is_not(None)).order_by(Matter.id))
    await forgotten(lived)
    assert (
        lived.rows(select(Matter.number, Matter.category, Matter.household_id).where(Matter.number.is_not(None)).order_by(Matter.id))
        == before
    )
    titles = [
        title for title, words in lived.rows(select(Matter.title, Matter.words).where(Matter.number.is_not(None)).order_by(Matter.id))
    ]
    assert titles[:2] == ["2号楼电梯又坏了", "某某家水管爆裂"]
    with lived.database.reading() as session:
        assert list(journal.find_broken(session)) == []


async def test_what_others_said_and_have_stays(lived: Neighbourhood) -> None:
    await a_life(lived)
    await forgotten(lived)
    assert lived.rows(select(WebMessage.text).where(WebMessage.author == "w1")) == [("收到",)]
    assert lived.rows(select(Journal.key).where(Journal.key == "telegram:q:2", Journal.raw.is_not(None)))
    assert ("小王",) in lived.rows(select(people.Person.name))
    assert lived.rows(select(Matter.words).where(Matter.words == "3号楼路灯不亮"))


async def test_staff_cards_lose_the_words_and_the_name(lived: Neighbourhood) -> None:
    await a_life(lived)
    work = lived.groups["工作群"]
    assert any("芝麻开门" in said and NAME in said for said in lived.channel.said(work))
    await forgotten(lived)
    await lived.settle()
    assert not any("芝麻开门" in said or NAME in said for said in lived.channel.said(work))


async def test_a_letter_that_waits_for_another_goes_without_the_name(lived: Neighbourhood) -> None:
    letters_wait(lived)
    await forgotten(lived)
    await lived.pass_time(timedelta(minutes=40))
    assert lived.channel.said("2")[-1] == "某某想加入2号楼1单元301"
    assert "芝麻开门" not in "".join(lived.channel.said(ACCOUNT))


async def test_a_draft_fades_and_a_wish_to_join_is_withdrawn(lived: Neighbourhood) -> None:
    await a_life(lived)
    await forgotten(lived)
    drafts = lived.rows(select(Matter.state, Matter.title, Matter.words, Matter.reporter_id).where(Matter.number.is_(None)))
    assert (State.LAPSED, "", "", None) in drafts
    assert lived.count(JoinRequest) == 0
    assert lived.count(Question) == 0
    assert not [unique for (unique,) in lived.rows(select(Snapshot.unique)) if unique in ("unique7", "unique8")]


async def test_the_farewell_arrives_and_nothing_after_it(lived: Neighbourhood) -> None:
    await a_life(lived)
    await forgotten(lived)
    assert lived.channel.said(ACCOUNT)[-1] == "已经删掉了。您以后随时可以再来。"
    await lived.pass_time(timedelta(hours=2))
    heard = len(lived.channel.said(ACCOUNT))
    await lived.say("阿强", "工作群", "受理 2")
    await lived.say("阿强", "工作群", "办结 2")
    assert len(lived.channel.said(ACCOUNT)) == heard


async def test_who_comes_back_is_somebody_new_and_keeps_the_chat(lived: Neighbourhood) -> None:
    await forgotten(lived)
    await lived.say(NAME, "私聊", "登记 1号楼路灯不亮")
    await lived.pass_time(timedelta(hours=2))
    [(address, person)] = lived.rows(select(Chat.address, Chat.person_id).where(Chat.kind == Kind.PRIVATE, Chat.address == ACCOUNT))
    assert person is not None
    assert lived.rows(select(people.Person.name).where(people.Person.id == person)) == [(NAME,)]
    await lived.say("阿强", "工作群", "受理 1")
    assert lived.channel.said(address)[-1].startswith("#1 1号楼路灯不亮")


async def test_message_numbers_of_the_web_chat_are_never_given_twice(lived: Neighbourhood) -> None:
    [(last,)] = lived.rows(select(WebMessage.id).order_by(WebMessage.id.desc()).limit(1))
    await forgotten(lived)
    with lived.database.writing() as session:
        room = webchat.find_room(session, f"private:{WEB}")
        assert room is not None
        assert webchat.find_messages(session, room.id) == []
        assert webchat.add_message(session, room.id, lived.now, text="新的", buttons=[], reply_to=None).id > last


async def test_no_letter_is_left_open(lived: Neighbourhood) -> None:
    await a_life(lived)
    letters_wait(lived)
    await forgotten(lived)
    await lived.pass_time(timedelta(hours=2))
    open_ = lived.rows(select(Letter.id).where(Letter.state.in_([Stage.WAITING, Stage.SENDING, Stage.UNKNOWN, Stage.REJECTED])))
    assert open_ == []


async def a_life_among_neighbours(n: Neighbourhood) -> None:
    """What is decided and done together: a day of service, bookings, a consent round, a forum."""
    for said in ("新爱心日 爱心日", "每月25号", "8:30-11:30", "泡脚 3人 可约9\n理发 2人 可约5", "0", "发布"):
        await n.say("于美玲", "私聊", said)
    [(stand,)] = n.rows(select(Stand.id).where(Stand.name == "泡脚"))
    await n.press_data(NAME, ACCOUNT, "1", f"duty-join:{stand}")
    for who, said in ((NAME, "预约 理发"), (NAME, "预约 泡脚 给芝麻开门"), ("小王", f"预约 泡脚 给{NAME}"), ("小王", f"替班 {NAME}")):
        await n.say(who, "私聊", said)
    await n.say("于美玲", "私聊", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增")
    await n.press("于美玲", n.channel.shown[-1], "发布")
    await n.say("于美玲", "私聊", "征求意见 2号楼 老林")
    await n.say(NAME, "私聊", "不同意 芝麻开门")
    await n.say("老林", "私聊", "异议单 1")
    for said in ("新议事会 2号楼 刷楼道", "刷三遍", "3天后", "发布", "录方案 1 甲公司 报价 48.6万 工期 60天 质保 5年 内容 刷漆"):
        await n.say("于美玲", "私聊", said)
    await n.say(NAME, "私聊", "申报利益 1 我弟弟在甲公司，芝麻开门")
    await n.pass_time(timedelta(days=4))
    await n.say(NAME, "私聊", "问方案 1 1 芝麻开门？")
    n.now = START.replace(day=25, minute=20)
    await n.press_data(NAME, ACCOUNT, "1", "duty-here:1")
    await n.say(NAME, "私聊", "", attachments=photo(7))
    await n.say("于美玲", "私聊", "叫号 泡脚")


async def test_nothing_is_left_of_what_was_decided_and_done_together(lived: Neighbourhood) -> None:
    await a_life_among_neighbours(lived)
    group = lived.groups["二号楼群"]
    assert {"bookings", "consents", "enquiries", "interests", "keepsakes"} <= {cell.split(".")[0] for cell in left(lived)}
    assert any("芝麻开门" in said for said in lived.channel.said(group))
    await forgotten(lived)
    await lived.settle()
    assert not any("芝麻开门" in said or NAME in said for said in lived.channel.said(group))
    await lived.pass_time(timedelta(hours=2))
    assert left(lived, *SEATS, KEYS) == []


async def test_what_was_booked_for_somebody_else_stays_theirs(lived: Neighbourhood) -> None:
    n = lived
    for said in ("新爱心日 爱心日", "每月25号", "8:30-11:30", "理发 2人 可约5", "0", "发布", "预约 理发 给陈奶奶"):
        await n.say("于美玲", "私聊", said)
    await n.say(NAME, "私聊", "预约 理发")
    await n.say("于美玲", "私聊", "注销")
    await n.press("于美玲", n.channel.shown[-1], "确定注销")
    await forgotten(n)
    assert n.rows(select(Booking.name, Booking.state).order_by(Booking.number)) == [("陈奶奶", Booked.BOOKED), ("某某", Booked.OFF)]
    await n.settle()
    assert "理发 1/5" in n.channel.said(n.groups["居民群"])[-1]
