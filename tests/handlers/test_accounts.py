"""One person on several channels: a code brings the second account along; whoever has a life of their own stays apart."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models import people
from models.accounts import AccountCode
from models.chats import Chat
from models.people import Account
from scheduler import pace
from tests.house import Neighbourhood


def on_wecom_too(n: Neighbourhood) -> None:
    """The same screen shows what is said on WeCom."""
    n.courier.channels = {**n.courier.channels, "wecom": n.channel}
    n.courier._gates["wecom"] = pace.Gate()


async def elsewhere(n: Neighbourhood, who: str, text: str, channel: str = "wecom") -> Any:
    """The same words in private on another channel, which tells no names."""
    happened = n.incoming(who, "私聊", text)
    sender = happened.sender
    assert sender is not None
    return await n.happen(replace(happened, channel=channel, key=f"{channel}:{happened.key}", sender=replace(sender, name="")))


async def code_of(n: Neighbourhood, who: str) -> str:
    await n.say(who, "私聊", "换号")
    found = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", n.channel.said(n.people[who])[-1])
    assert found is not None
    return found[0]


def told(n: Neighbourhood) -> list[Any]:
    return [row[0] for row in n.rows(select(Chat.person_id).where(Chat.channel == "wecom"))]


async def test_a_second_account_is_the_same_person(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_wecom_too(n)
    code = await code_of(n, "陈奶奶")
    await elsewhere(n, "zhang", f"绑定 {code}")
    assert n.channel.said("zhang")[-1] == "陈奶奶，认出来了，这也是您的账号。您的住处和报过的事，两边都看得到。"
    with n.database.reading() as session:
        first, second = people.find_person(session, "telegram", "10"), people.find_person(session, "wecom", "zhang")
        assert first is not None
        assert second is not None
        assert (first.id, second.name) == (second.id, "陈奶奶")
        assert told(n) == [first.id]
    await elsewhere(n, "zhang", "我的")
    assert "301" in n.channel.said("zhang")[-1]
    await elsewhere(n, "li", f"绑定 {code}")
    assert n.channel.said("li")[-1].startswith("这个绑定码不对")


async def test_an_old_code_and_ones_own_are_none(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first = await code_of(n, "陈奶奶")
    second = await code_of(n, "陈奶奶")
    await n.say("老周", "私聊", f"绑定 {first}")
    assert n.channel.said(n.people["老周"])[-1].startswith("这个绑定码不对")
    n.now += timedelta(hours=2)
    await n.say("老周", "私聊", f"绑定 {second}")
    assert n.channel.said(n.people["老周"])[-1].startswith("这个绑定码不对")


async def test_a_code_a_group_has_seen_is_dead(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code = await code_of(n, "陈奶奶")
    await n.say("陈奶奶", "居民群", f"绑定 {code}")
    assert n.channel.said(n.groups["居民群"])[-1].startswith("绑定码不能发在群里，这个码已经作废")
    await n.say("老周", "私聊", f"绑定 {code}")
    assert n.channel.said(n.people["老周"])[-1].startswith("这个绑定码不对")


async def test_who_has_a_home_is_not_swallowed_and_the_code_stays_good(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    code = await code_of(n, "陈奶奶")
    await n.say("小王", "私聊", f"绑定 {code}")
    assert n.channel.said(n.people["小王"])[-1].startswith("这个账号已经有住处或办过事")
    assert n.count(AccountCode) == 1
    await n.say("老周", "私聊", f"绑定 {code}")
    assert n.channel.said(n.people["老周"])[-1].startswith("陈奶奶，认出来了")
    assert n.rows(select(Account.person_id).where(Account.external == "20")) == n.rows(select(Account.person_id).where(Account.external == "10"))


async def test_the_nameless_are_asked_and_called_by_what_they_say(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_wecom_too(n)
    await elsewhere(n, "zhang", "名字  陈  秀英")
    assert n.channel.said("zhang")[-1] == "好的，陈 秀英，以后就这么称呼您。"
    await elsewhere(n, "zhang", f"名字 {'长' * 21}")
    assert n.channel.said("zhang")[-1].startswith("请发“名字”加名字")
    with n.database.reading() as session:
        person = people.find_person(session, "wecom", "zhang")
        assert person is not None
        assert person.name == "陈 秀英"
