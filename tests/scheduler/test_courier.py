"""Every verdict, delivery class and pace, through the real courier on both databases."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.ctx import Ctx
from models import letters
from models.chats import Chat, Kind, find_chat, find_of_kind
from models.machinery import Delivery, Flag, Letter, Stage
from models.messaging import Capabilities, Gone, Later, Message, Moved, Post, Rejected, Sent, Unknown, Verdict
from scheduler import pace
from scheduler.courier import FLYING
from tests.house import Neighbourhood


async def deliver(n: Neighbourhood, delivery: Delivery, *texts: str, to: str = "居民群") -> None:
    """Letters written and handed over as a handler would."""
    with n.database.writing() as session:
        session.info["courier"] = n.desk.courier
        chat = find_chat(session, "telegram", n.groups.get(to, n.people.get(to, to)))
        assert chat is not None
        ctx = Ctx(session, n.house, chat, n.now)
        for text in texts:
            ctx.write(chat, Post(text), delivery=delivery)
        handed = list(ctx.handed)
    n.courier.hand(handed)
    await n.settle()


def stages(n: Neighbourhood) -> list[Stage]:
    return [row.state for row in n.rows(select(Letter.state).order_by(Letter.id))]


async def test_letters_of_a_chat_arrive_in_order(neighbourhood: Neighbourhood) -> None:
    texts = [f"第{number}封" for number in range(30)]
    await deliver(neighbourhood, Delivery.POST, *texts)
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"]) == texts


@pytest.mark.parametrize("verdict", [Later(3), Unknown("lost"), Moved("-2000")])
async def test_what_is_in_hand_stays_behind_a_letter_that_failed(neighbourhood: Neighbourhood, verdict: Verdict) -> None:
    neighbourhood.channel.verdicts = [verdict]
    await deliver(neighbourhood, Delivery.POST, "一", "二", "三")
    await neighbourhood.pass_time(timedelta(seconds=4))
    assert [shown.message.text for shown in neighbourhood.channel.shown] == ["一", "二", "三"]
    assert stages(neighbourhood) == [Stage.SENT] * 3


async def test_a_letter_waits_behind_what_another_courier_holds(neighbourhood: Neighbourhood) -> None:
    neighbourhood.desk.courier = "another"
    with neighbourhood.desk.writer.writing(courier="another") as session:
        chat = find_chat(session, "telegram", neighbourhood.groups["居民群"])
        assert chat is not None
        first, second = (write(session, chat, n, neighbourhood.now) for n in (1, 2))
        session.info["courier"] = "mine"
        third = write(session, chat, 3, neighbourhood.now)
        session.info["courier"] = "another"
        fourth = write(session, chat, 4, neighbourhood.now)
    assert [letter.leased for letter in (first, second, third, fourth)] == [True, True, False, False]


def write(session: Session, chat: Chat, number: int, now: datetime) -> letters.Handed:
    return letters.write_letter(session, chat, delivery=Delivery.POST, rank=1, now=now, body=Post(str(number)).as_json())


@pytest.mark.parametrize(
    ("delivery", "verdicts", "said", "stage"),
    [
        (Delivery.POST, [Unknown("lost")], ["水费"], Stage.SENT),
        (Delivery.POST, [Unknown("lost"), Unknown("lost")], [], Stage.UNKNOWN),
        (Delivery.NOTICE, [Unknown("lost")], [], Stage.UNKNOWN),
        (Delivery.MONEY, [Unknown("lost")], [], Stage.UNKNOWN),
        (Delivery.MONEY, [Later(1), Later(1)], ["水费"], Stage.SENT),
        (Delivery.POST, [Rejected("bad")], [], Stage.REJECTED),
        (Delivery.POST, [Gone("blocked")], [], Stage.DROPPED),
    ],
)
async def test_a_verdict_leads_where_its_class_says(
    neighbourhood: Neighbourhood, delivery: Delivery, verdicts: list[Verdict], said: list[str], stage: Stage
) -> None:
    neighbourhood.channel.verdicts = list(verdicts)
    await deliver(neighbourhood, delivery, "水费")
    await neighbourhood.settle()
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"]) == said
    assert stages(neighbourhood)[0] is stage


async def test_a_flood_answer_holds_that_chat_alone(neighbourhood: Neighbourhood) -> None:
    neighbourhood.channel.verdicts = [Later(60)]
    await deliver(neighbourhood, Delivery.POST, "一", "二")
    await deliver(neighbourhood, Delivery.POST, "三", to="工作群")
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"]) == []
    assert neighbourhood.channel.said(neighbourhood.groups["工作群"]) == ["三"]
    await neighbourhood.pass_time(timedelta(seconds=61))
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"]) == ["一", "二"]


async def test_a_gone_chat_is_parked_until_somebody_writes_there(neighbourhood: Neighbourhood) -> None:
    neighbourhood.channel.verdicts = [Gone("blocked")]
    await deliver(neighbourhood, Delivery.POST, "一", "二", to="小王")
    assert neighbourhood.chat("小王").parked == "blocked"
    await neighbourhood.say("小王", "私聊", "取消")
    assert neighbourhood.chat("小王").parked is None
    assert neighbourhood.channel.said("11") == ["现在没有在等您回答什么。", "二"]


async def test_what_cannot_be_said_before_somebody_writes_there_waits_for_that(neighbourhood: Neighbourhood) -> None:
    neighbourhood.channel.verdicts = [Gone("asleep", waits=True)]
    await deliver(neighbourhood, Delivery.MONEY, "水费", "电费", to="小王")
    assert neighbourhood.chat("小王").parked == "asleep"
    await neighbourhood.say("小王", "私聊", "取消")
    assert neighbourhood.channel.said("11") == ["现在没有在等您回答什么。", "水费", "电费"]


async def test_a_mute_channels_letters_are_left_to_whoever_speaks_for_it(neighbourhood: Neighbourhood) -> None:
    neighbourhood.channel.mute = True
    await deliver(neighbourhood, Delivery.MONEY, "一", "二")
    await neighbourhood.settle()
    assert (neighbourhood.channel.log, stages(neighbourhood)) == ([], [Stage.WAITING] * 2)
    neighbourhood.channel.mute = False
    await neighbourhood.settle()
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"]) == ["一", "二"]


async def test_a_moved_chat_takes_its_queue_along(neighbourhood: Neighbourhood) -> None:
    neighbourhood.channel.verdicts = [Moved("-100777")]
    await deliver(neighbourhood, Delivery.POST, "一", "二")
    assert neighbourhood.channel.said("-100777") == ["一", "二"]


async def test_a_deleted_card_is_posted_again_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("小王", "居民群", "登记 2号楼水管爆裂")
    for word in ("配件明天到", "配件后天到"):
        n.channel.verdicts = [Rejected("message to edit not found", missing=True)]
        await n.say("阿强", "私聊", f"进展 1 {word}")
    cards = [text for text in n.channel.said(n.groups["居民群"]) if text.startswith("#1")]
    assert len(cards) == 2


async def test_a_lost_courier_leaves_posts_to_the_next_and_money_to_the_operator(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        session.info["courier"] = "lost"
        chat = session.get(Chat, n.chat("居民群").id)
        assert chat is not None
        letters.write_letter(session, chat, delivery=Delivery.POST, rank=1, now=n.now, body=Post("报修").as_json())
        money = letters.write_letter(session, chat, delivery=Delivery.MONEY, rank=1, now=n.now, body=Post("账单").as_json())
        session.get_one(Letter, money.id).state = Stage.SENDING
        session.get_one(Letter, money.id).leased_until = n.now + letters.LEASE
    await n.settle()
    assert n.channel.said(n.groups["居民群"]) == []
    await n.pass_time(letters.LEASE)
    assert n.channel.said(n.groups["居民群"]) == ["报修"]
    assert stages(n) == [Stage.SENT, Stage.UNKNOWN]


class Slow:
    """A channel whose sends are on their way until they may arrive."""

    mute = False

    def __init__(self) -> None:
        self.may_arrive, self.sent = asyncio.Event(), asyncio.Queue[str]()

    def capabilities(self, private: bool) -> Capabilities:
        return Capabilities()

    async def send(self, chat: str, message: Message) -> Verdict:
        self.sent.put_nowait(chat)
        await self.may_arrive.wait()
        return Sent("1")

    async def edit(self, chat: str, message_id: str, message: Message) -> Verdict:
        raise NotImplementedError


async def test_of_reminders_only_those_on_their_way_are_claimed(neighbourhood: Neighbourhood) -> None:
    """Whoever is killed leaves unknown what may have gone, and nothing else: nobody is forgotten for having waited at the gate."""
    n, slow = neighbourhood, Slow()
    n.courier.channels = {"telegram": slow}
    with n.database.writing() as session:
        for private in find_of_kind(session, "telegram", Kind.PRIVATE):
            n.courier.hand([letters.write_letter(session, private, delivery=Delivery.NOTICE, rank=2, now=n.now, body=Post("明天").as_json())])
    total = len(stages(n))
    going = [await slow.sent.get() for _ in range(FLYING)]
    assert len(going) == FLYING < total
    assert Counter(stages(n)) == {Stage.SENDING: FLYING, Stage.WAITING: total - FLYING}
    slow.may_arrive.set()
    await n.courier.drained()
    assert Counter(stages(n)) == {Stage.SENT: total}


async def test_a_courier_that_stops_takes_up_nothing_new(neighbourhood: Neighbourhood) -> None:
    n, slow = neighbourhood, Slow()
    n.courier.channels = {"telegram": slow}
    with n.database.writing() as session:
        chat = find_of_kind(session, "telegram", Kind.PRIVATE)[0]
        for day in ("今天", "明天"):
            n.courier.hand([letters.write_letter(session, chat, delivery=Delivery.NOTICE, rank=2, now=n.now, body=Post(day).as_json())])
    await slow.sent.get()
    closing = asyncio.ensure_future(n.courier.close())
    slow.may_arrive.set()
    await closing
    assert stages(n) == [Stage.SENT, Stage.WAITING]


async def test_more_chats_than_a_courier_serves_at_once_are_all_served(neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.courier.ONCE", 2)
    n = neighbourhood
    with n.database.writing() as session:
        chats = find_of_kind(session, "telegram", Kind.PRIVATE)
        for chat in chats:
            n.courier.hand([letters.write_letter(session, chat, delivery=Delivery.NOTICE, rank=2, now=n.now, body=Post("明天").as_json())])
    await n.courier.drained()
    assert stages(n) == [Stage.SENT] * len(chats)


async def test_a_held_installation_sends_nothing_until_it_is_resumed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        session.add(Flag(name="held", value="restored"))
    await n.courier.sweep()
    await deliver(n, Delivery.POST, "一")
    assert n.channel.said(n.groups["居民群"]) == []
    with n.database.writing() as session:
        session.delete(session.get_one(Flag, "held"))
    await n.settle()
    assert n.channel.said(n.groups["居民群"]) == ["一"]


def test_twenty_in_any_minute_and_one_a_second() -> None:
    can, chat, now, sent = Capabilities(gap=1.0, per_minute=20), pace.Chat(), 100.0, []
    for _ in range(60):
        now = chat.free_at(can, now)
        chat.note(now)
        sent.append(now)
    assert all(later - sooner >= 1.0 for sooner, later in pairwise(sent))
    assert all(sent[i + 20] - sent[i] >= 60.0 for i in range(len(sent) - 20))
    assert sent[19] - sent[0] == pytest.approx(19.0)


async def test_the_gate_lets_answers_go_before_bulk() -> None:
    gate, order = pace.Gate(), list[int]()

    async def go(rank: int) -> None:
        await gate.turn(1, rank)
        order.append(rank)

    await gate.turn(1, 0)
    tasks = [asyncio.ensure_future(go(rank)) for rank in (2, 1, 0)]
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2]
