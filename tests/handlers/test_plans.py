"""Plans, bills and rounds through the real road: who may, what groups never read, what two hands do at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from models import people
from models.bills import Bill, Payment
from models.consents import Consent, Objection, Round
from models.journal import find_broken
from models.machinery import Delivery, Letter, Result
from models.messaging import Happening, Incoming
from models.people import Bond, Evidence
from models.plans import Plan, PlanDraft, PlanShare, PlanVersion
from models.rules.consents import Answer, Stage
from models.rules.roles import Role
from tests.house import START, Neighbourhood

SECRETARY, GRANNY, LEADER = "于美玲", "陈奶奶", "老林"


async def published(lived: Neighbourhood, words: str = "分摊 2号楼 换电梯 24万 没有补贴 逐层递增") -> None:
    await lived.say(SECRETARY, "私聊", words)
    decision = await lived.press(SECRETARY, lived.channel.shown[-1], "发布")
    assert decision.result is Result.HANDLED


def shares(lived: Neighbourhood) -> dict[str, int]:
    newest = select(func.max(PlanVersion.id)).scalar_subquery()
    found = lived.rows(select(PlanShare.label, PlanShare.share).where(PlanShare.version_id == newest).order_by(PlanShare.position))
    return dict(found)


def together(lived: Neighbourhood, *happened: Incoming) -> list[Result]:
    """All of them at the same moment, each in a session of its own."""
    start = Barrier(len(happened))

    def one(each: Incoming) -> Result:
        start.wait()
        return lived.dispatch_elsewhere(each).result

    with ThreadPoolExecutor(len(happened)) as crowd:
        return list(crowd.map(one, happened))


async def test_no_household_stands_in_any_group(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood, "分摊 2号楼 换电梯 24万 没有补贴 逐层递增 1单元301由张三代付")
    await neighbourhood.say(SECRETARY, "私聊", "征求意见 2号楼")
    await neighbourhood.say(LEADER, "私聊", "不同意 1单元301 王大爷说太贵")
    await neighbourhood.say(SECRETARY, "私聊", "收款 2单元301 2345")
    await neighbourhood.say(SECRETARY, "私聊", "改分摊 1 封顶1")
    await neighbourhood.press(SECRETARY, neighbourhood.channel.shown[-1], "发布")
    said = [shown.message.text for _, shown in neighbourhood.channel.log if shown.chat.startswith("-")]
    assert len(said) >= 4
    assert not [text for text in said if re.search(r"[123]01|单元|张三|太贵|2,345", text)]


async def test_every_bill_is_a_letter_of_money_to_the_household_alone(neighbourhood: Neighbourhood) -> None:
    with neighbourhood.database.writing() as session:
        neighbourhood._person(session, "41", "老陈")
        neighbourhood._person(session, "42", "租客")
        home = neighbourhood._place(session, "2号楼1单元301")
        for account, bond in (("41", Bond.CO_OWNER), ("42", Bond.TENANT)):
            person = people.find_person(session, "telegram", account)
            assert person is not None
            people.tie(session, person.id, home, bond, Evidence.SEEN, START)
    await published(neighbourhood)
    letters = neighbourhood.rows(select(Letter.delivery, Letter.about).where(Letter.about.like("bill:%")))
    assert [delivery for delivery, _ in letters] == [Delivery.MONEY] * 3
    bills = {
        name: [t for t in neighbourhood.channel.said(neighbourhood.people[name]) if "分摊" in t] for name in ("陈奶奶", "老陈", "小王")
    }
    assert [len(texts) for texts in bills.values()] == [1, 1, 1]
    assert bills["陈奶奶"][0].splitlines()[0] == bills["老陈"][0].splitlines()[0] == "1单元301：系数 2，分摊 80,000.00 元"
    assert neighbourhood.channel.said("42") == []
    decision = await neighbourhood.say("租客", "私聊", "我的账单")
    assert decision.result is Result.REFUSED


async def test_only_who_steers_the_place_plans_publishes_and_counts_money(neighbourhood: Neighbourhood) -> None:
    for who, words in ((GRANNY, "分摊 2号楼 51万"), (GRANNY, "收款 301 1"), (GRANNY, "征求意见 2号楼"), ("外人", "冲正 1-1 错")):
        assert (await neighbourhood.say(who, "私聊", words)).result is Result.REFUSED
    assert neighbourhood.count(PlanDraft) == 0
    with neighbourhood.database.writing() as session:
        neighbourhood._person(session, "50", "三号楼委员", role=Role.COMMITTEE, place=neighbourhood._place(session, "3号楼"))
    assert (await neighbourhood.say("三号楼委员", "私聊", "分摊 2号楼 51万")).result is Result.REFUSED
    assert (await neighbourhood.say("三号楼委员", "私聊", "分摊 3号楼 51万")).result is Result.HANDLED
    for data in (
        "share-publish:00000000",
        "share-set:x",
        "share-place:1",
        "share-place:x",
        "share-rows:",
        "walk-agree:1:x",
        "talk-settle:1",
    ):
        assert (await neighbourhood.press_data(GRANNY, neighbourhood.people[GRANNY], "1", data)).result is Result.REFUSED
    assert neighbourhood.count(Plan) == 0


async def test_an_older_preview_publishes_nothing(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say(SECRETARY, "私聊", "分摊 2号楼 24万 没有补贴 逐层递增")
    older = neighbourhood.channel.shown[-1]
    await neighbourhood.say(SECRETARY, "私聊", "封顶1")
    assert (await neighbourhood.press(SECRETARY, older, "发布")).result is Result.REFUSED
    assert (await neighbourhood.press(SECRETARY, neighbourhood.channel.shown[-1], "发布")).result is Result.HANDLED
    assert (await neighbourhood.press(SECRETARY, older, "发布")).result is Result.REFUSED
    assert neighbourhood.count(Plan) == neighbourhood.count(PlanVersion) == 1
    assert set(shares(neighbourhood).values()) == {0, 60_000_00}


async def test_earlier_versions_stay_as_they_were(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    first = neighbourhood.rows(select(PlanShare).where(PlanShare.version_id == 1).order_by(PlanShare.position))
    before = [(row[0].label, row[0].share, row[0].weight) for row in first]
    await neighbourhood.say(SECRETARY, "私聊", "改分摊 1 补贴4万")
    await neighbourhood.press(SECRETARY, neighbourhood.channel.shown[-1], "发布")
    again = neighbourhood.rows(select(PlanShare).where(PlanShare.version_id == 1).order_by(PlanShare.position))
    assert [(row[0].label, row[0].share, row[0].weight) for row in again] == before
    assert sum(shares(neighbourhood).values()) == 200_000_00
    with neighbourhood.database.reading() as session:
        assert list(find_broken(session)) == []


async def test_a_building_is_pressed_and_an_infeasible_plan_is_never_published(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say(SECRETARY, "私聊", "分摊 24万 没有补贴 逐层递增")
    await neighbourhood.press(SECRETARY, neighbourhood.channel.shown[-1], "3号楼")
    assert "3号楼" in neighbourhood.channel.said("2")[-1]
    await neighbourhood.say(SECRETARY, "私聊", "封顶1万")
    shown = neighbourhood.channel.shown[-1]
    assert "凑不够 240000.00 元" in shown.message.text
    assert "发布" not in [button.label for row in shown.message.buttons for button in row]


async def test_two_treasurers_at_the_same_moment_enter_one_payment(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    with neighbourhood.database.writing() as session:
        neighbourhood._person(session, "60", "会计", role=Role.COMMITTEE, place=neighbourhood._place(session, "傲梅苑"))
    for round_ in range(8):
        amount = 1_000 + round_
        results = together(
            neighbourhood,
            neighbourhood.incoming(SECRETARY, "私聊", f"收款 1单元301 {amount}"),
            neighbourhood.incoming("会计", "私聊", f"收款 1单元301 {amount}"),
        )
        assert sorted(results) == [Result.HANDLED, Result.REFUSED]
    found = neighbourhood.rows(select(Payment.number, Payment.amount).order_by(Payment.number))
    assert found == [(n + 1, (1_000 + n) * 100) for n in range(8)]


async def test_a_canvasser_and_the_household_at_once_the_household_is_right(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    await neighbourhood.say(SECRETARY, "私聊", "征求意见 2号楼")
    for turn in range(10):
        mine, theirs = ("同意", "不同意") if turn % 2 else ("不同意", "同意")
        together(
            neighbourhood,
            neighbourhood.incoming(LEADER, "私聊", f"{theirs} 1单元301 听说的"),
            neighbourhood.incoming(GRANNY, "私聊", f"{mine} 自己想好了"),
        )
        [(answer, own)] = neighbourhood.rows(select(Consent.answer, Consent.own).where(Consent.label == "1单元301"))
        assert (answer, own) == (Answer.AGREED if mine == "同意" else Answer.OPPOSED, True)
    assert neighbourhood.rows(select(func.count()).where(Objection.settled_at.is_(None)))[0][0] <= 1


async def test_two_who_open_a_round_at_once_open_one(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    words = [neighbourhood.incoming(SECRETARY, "私聊", "征求意见 2号楼") for _ in range(4)]
    assert sorted(together(neighbourhood, *words)).count(Result.HANDLED) == 1
    assert (neighbourhood.count(Round), neighbourhood.count(Consent)) == (1, 6)


async def test_two_who_publish_at_once_make_versions_one_after_the_other(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    with neighbourhood.database.writing() as session:
        neighbourhood._person(session, "60", "会计", role=Role.COMMITTEE, place=neighbourhood._place(session, "傲梅苑"))
    data = []
    for who, change in ((SECRETARY, "补贴1万"), ("会计", "补贴2万")):
        await neighbourhood.say(who, "私聊", f"改分摊 1 {change}")
        shown = neighbourhood.channel.shown[-1]
        data.append(next(b.data for row in shown.message.buttons for b in row if b.label == "发布"))
    pressed = [_press(neighbourhood, who, one) for who, one in zip((SECRETARY, "会计"), data, strict=True)]
    assert together(neighbourhood, *pressed) == [Result.HANDLED] * 2
    assert neighbourhood.rows(select(PlanVersion.number).order_by(PlanVersion.number)) == [(1,), (2,), (3,)]
    assert neighbourhood.rows(select(func.count(), func.count(Bill.id.distinct())).select_from(Bill))[0][0] == neighbourhood.count(Bill)


def _press(lived: Neighbourhood, who: str, data: str) -> Incoming:
    base: dict[str, Any] = {name: getattr(lived.incoming(who, "私聊"), name) for name in Incoming.__slots__}
    return Incoming(**base | {"happening": Happening.PRESS, "pressed": data, "key": f"{base['key']}:press"})


@pytest.mark.parametrize("words", ["收款", "收款 1单元301 1000", "我的账单", "同意 1单元301", "分摊明细 1"])
async def test_what_is_private_is_never_answered_in_a_group(neighbourhood: Neighbourhood, words: str) -> None:
    await published(neighbourhood)
    await neighbourhood.say(SECRETARY, "居民群", f"@近邻 {words}")
    assert neighbourhood.channel.said(neighbourhood.groups["居民群"])[-1] == "这件事请私下和我说。"
    assert neighbourhood.count(Payment) == 0


async def test_the_form_is_kept_through_a_restart_and_given_up_with_a_word(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say(SECRETARY, "私聊", "分摊 2号楼 51万")
    neighbourhood.desk.writer.close()
    neighbourhood.desk.writer = neighbourhood.database.writer()
    await neighbourhood.say(SECRETARY, "私聊", "补贴1万")
    assert "各层怎么分" in neighbourhood.channel.said("2")[-1]
    await neighbourhood.say(SECRETARY, "私聊", "取消")
    assert neighbourhood.channel.said("2")[-1] == "好的，取消了。"
    await neighbourhood.say(SECRETARY, "私聊", "分摊")
    assert "各层怎么分" in neighbourhood.channel.said("2")[-1]


async def test_who_is_forgotten_takes_their_reason_along_and_the_household_stays_counted(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    await neighbourhood.say(SECRETARY, "私聊", "征求意见 2号楼")
    await neighbourhood.say(GRANNY, "私聊", "不同意 退休金不够")
    await neighbourhood.say(GRANNY, "私聊", "注销")
    await neighbourhood.press(GRANNY, neighbourhood.channel.shown[-1], "确定注销")
    assert neighbourhood.rows(select(Consent.answer, Consent.reason).where(Consent.label == "1单元301")) == [(Answer.OPPOSED, "")]
    assert neighbourhood.rows(select(Objection.reason)) == [("",)]
    with neighbourhood.database.reading() as session:
        assert list(find_broken(session)) == []


async def test_a_statutory_round_goes_on_only_when_it_is_carried(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    await neighbourhood.say(SECRETARY, "私聊", "征求意见 1 法定 老林")
    for door in ("1单元101", "1单元201", "1单元301"):
        await neighbourhood.say(LEADER, "私聊", f"同意 {door}")
    assert (await neighbourhood.say(SECRETARY, "私聊", "结束征求 1")).result is Result.REFUSED
    for words in ("不同意 2单元201 嫌吵", "拒谈 2单元101"):
        await neighbourhood.say(LEADER, "私聊", words)
    # 3 of 4 heads, and 264.06 of the 352.08 m² that take part: three quarters to the last centimetre
    assert (await neighbourhood.say(SECRETARY, "私聊", "结束征求 1")).result is Result.HANDLED
    assert neighbourhood.rows(select(Round.stage)) == [(Stage.NOTICE,)]
    await neighbourhood.say(SECRETARY, "私聊", "结束征求 1")
    assert "还没到期" in neighbourhood.channel.said("2")[-1]


async def test_nobody_answers_for_a_door_that_is_not_on_their_list(neighbourhood: Neighbourhood) -> None:
    await published(neighbourhood)
    await neighbourhood.say(SECRETARY, "私聊", "征求意见 1 老林 阿强")
    ids = dict(neighbourhood.rows(select(Consent.label, Consent.id)))
    for who, words in (("老林", "同意 2单元301"), ("阿强", "同意 1单元301"), ("李姐", "同意 1单元301"), ("小王", "同意 2单元201")):
        assert (await neighbourhood.say(who, "私聊", words)).result is Result.REFUSED
    for who in ("老林", "小王", "李姐", "外人"):
        for data in (
            f"home-agree:{ids['1单元301']}:x",
            f"walk-agree:{ids['2单元301']}:x",
            f"home-agree:{ids['1单元301']}",
            "home-agree:999",
        ):
            assert (await neighbourhood.press_data(who, neighbourhood.people.get(who, who), "1", data)).result is Result.REFUSED
    assert {answer for (answer,) in neighbourhood.rows(select(Consent.answer))} == {Answer.UNASKED}


async def test_a_long_bill_run_goes_on_by_itself_and_writes_each_bill_once(
    neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.bills.AT_ONCE", 1)
    with neighbourhood.database.writing() as session:
        for number, door in enumerate(("1单元101", "1单元201", "2单元201", "2单元301")):
            neighbourhood._person(session, f"7{number}", f"业主{number}", home=f"2号楼{door}")
    await published(neighbourhood)
    assert len(neighbourhood.rows(select(Letter.id).where(Letter.about.like("bill:%")))) == 1
    for _ in range(10):
        await neighbourhood.pass_time(timedelta(seconds=10))
    about = [about for (about,) in neighbourhood.rows(select(Letter.about).where(Letter.about.like("bill:%")))]
    assert sorted(about) == [f"bill:{n}" for n in range(1, 7)]
