"""Who has not answered a consent round is asked once more, in private; whoever calls there hears which doors are left."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import select

from models import consents
from models.consents import Consent, Round
from models.people import Bond
from models.plans import PlanShare
from tests.handlers.poll_house import live, press
from tests.house import Neighbourhood

DAY = timedelta(days=1)


async def opened(n: Neighbourhood) -> None:
    """A round about 240,000 yuan: four households pay, two have somebody in the bot."""
    live(n, "40", "2号楼1单元201")
    await n.say("于美玲", "私聊", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增")
    await n.press("于美玲", n.channel.shown[-1], "发布")
    await n.say("于美玲", "私聊", "征求意见 2号楼 老林")


def new(n: Neighbourhood, account: str, before: int) -> list[str]:
    return n.channel.said(account)[before:]


async def test_who_has_answered_hears_nothing_and_the_rest_stands_on_the_walkers_list(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await opened(n)
        await n.say("陈奶奶", "私聊", "同意")
        before = {who: len(n.channel.said(who)) for who in ("10", "40", "3")}
        await n.pass_time(2 * DAY)
        assert [new(n, who, at) for who, at in before.items()] == [[], [], []]
        await n.pass_time(DAY + timedelta(minutes=1))
        assert new(n, "10", before["10"]) == []
        [again] = new(n, "40", before["40"])
        assert "您家还没答：1单元201：系数 1，分摊 40,000.00 元" in again
        [knock] = new(n, "3", before["3"])
        assert knock == (
            "征求意见 1（2号楼 换电梯）：您名单上还有 3 户没答，其中 2 户我联系不上，请上门问问：\n2单元201、2单元301、1单元201\n名单发“走访”看。"
        )
        await n.press("40", [shown for shown in n.channel.shown if shown.chat == "40"][-1], "再想想")
        await n.pass_time(4 * DAY)
        assert len(new(n, "40", before["40"])) == 1  # has said something: nobody presses
        assert "还有 2 户没答，其中 2 户" in n.channel.said("3")[-1]
        count = len(n.channel.said("3"))
        await n.pass_time(30 * DAY)
        assert len(n.channel.said("3")) == count


async def test_what_is_over_or_late_reminds_nobody_twice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await opened(n)
        before = len(n.channel.said("40"))
        await n.pass_time(20 * DAY)  # the house slept over both
        assert len(new(n, "40", before)) == 1
        await n.say("于美玲", "私聊", "结束征求 1 不成")
        await n.say("于美玲", "私聊", "征求意见 2号楼 老林")
        before = len(n.channel.said("40"))
        await n.say("于美玲", "私聊", "结束征求 2 不成")
        await n.pass_time(4 * DAY)
        assert new(n, "40", before) == []


async def test_the_card_shows_the_fingerprint_of_the_roll_it_asks(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await opened(n)

        def print_() -> str:
            """Again from the rows alone: door, head, area, share, payer."""
            query = select(Consent.label, Consent.head, Consent.area, PlanShare.share, PlanShare.payer)
            query = query.join(PlanShare, PlanShare.household_id == Consent.household_id).order_by(Consent.position)
            rows = n.rows(query.where(PlanShare.version_id == n.rows(select(PlanShare.version_id))[-1][0]))
            heads = {head: at for at, head in enumerate(dict.fromkeys(row[1] for row in rows), 1)}
            told = sorted(f"{label}\t{heads[head]}\t{area}\t{share}\t{payer}\n" for label, head, area, share, payer in rows)
            return hashlib.sha256("".join(told).encode()).hexdigest()

        first = print_()
        assert n.rows(select(Round.roll_hash)) == [(first,)]
        card = n.channel.said(n.groups["二号楼群"])[-1]
        assert card.endswith(f"名册指纹 {' '.join(first[at : at + 4] for at in range(0, 16, 4))}")
        assert f"名册指纹 {first}" in n.channel.said("2")[-1]
        await n.say("于美玲", "私聊", "改分摊 1 补贴1万")
        await n.press("于美玲", n.channel.shown[-1], "发布")
        assert n.rows(select(Round.roll_hash)) == [(print_(),)] != [(first,)]
        with n.database.reading() as session:
            assert [one.void for one in consents.find_consents(session, 1)] == [False] * 6  # nobody had answered


async def test_only_who_decides_is_asked_and_sees_what_is_paid(neighbourhood: Neighbourhood) -> None:
    """我家来答 under the card: a tenant does not read the owner's bill, family hears that the owner answers, who pays nothing is not asked."""
    n = neighbourhood
    door = "2号楼1单元301"
    live(n, "50", door, Bond.TENANT), live(n, "51", door, Bond.FAMILY), live(n, "52", "2号楼1单元101")
    async with n.living():
        await opened(n)
        told = {}
        for who in ("50", "51", "52", "陈奶奶"):
            before, decision = len(n.channel.said(n.people[who])), n.dispatch(press(n, who, "consent-mine:1"))
            n.courier.hand(decision.handed)
            await n.settle()
            told[who] = (decision.toast[:9], len(n.channel.said(n.people[who])) - before)
        assert told == {"50": ("分摊的事由业主来答", 0), "51": ("这一户由业主自己来", 0), "52": ("1单元101 在这", 0), "陈奶奶": ("私下问您了，请看私", 1)}
        for who, answered in (("50", "您是租户"), ("51", "业主自己来答")):
            await n.say(who, "私聊", "同意")
            assert answered in n.channel.said(who)[-1]
