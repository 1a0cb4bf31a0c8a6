"""红管家: of fifty who press at once one has the job, the others hear it honestly; a job leaves its hours behind once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select

from models import jobs, people
from models.chats import Chat, Kind
from models.hours import Service
from models.jobs import Job, Stint
from models.messaging import Happening, Incoming, Sender
from models.places import find_place
from models.rules.jobs import Skill
from models.rules.roles import Role
from tests.house import START, Neighbourhood, Shown

_PRESSES = count(1)


def hire(n: Neighbourhood, *names: str, place: str = "傲梅苑", skill: Skill | None = None) -> None:
    """Helpers of a place, on duty, each with a private chat."""
    with n.database.writing() as session:
        where = find_place(session, n.places[place])
        assert where is not None
        for name in names:
            account = str(5000 + len(n.people))
            person = people.add_person(session, name, START, "telegram", account)
            n.people[name] = account
            session.add(Chat(channel="telegram", address=account, kind=Kind.PRIVATE, title=name, person_id=person.id))
            people.appoint(session, person.id, Role.HELPER, where, None, START)
            jobs.set_skills(session, person.id, where.community_id, [skill] if skill else [])
            jobs.set_duty(session, person.id, where.community_id, True)


def pressed(n: Neighbourhood, name: str, data: str) -> Incoming:
    account, key = n.people[name], f"telegram:c:race{next(_PRESSES)}"
    return Incoming("telegram", key, Happening.PRESS, account, n.now, private=True, sender=Sender(account, name), message="1", pressed=data)


def asked(n: Neighbourhood) -> set[str]:
    """Who has the question on their screen."""
    names = {account: name for name, account in n.people.items()}
    return {names[shown.chat] for shown in n.channel.shown if "您方便去看看吗" in shown.message.text and shown.chat in names}


def card(n: Neighbourhood, name: str) -> Shown:
    return next(shown for shown in reversed(n.channel.shown) if shown.chat == n.people[name])


@pytest.mark.parametrize(("words", "takers"), [("派单 1", 1), ("派单 1 两人", 2)])
async def test_of_fifty_who_press_at_once_as_many_win_as_are_wanted(neighbourhood: Neighbourhood, words: str, takers: int) -> None:
    n, names = neighbourhood, [f"管家{i}" for i in range(50)]
    hire(n, *names)
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", words)
    [(job,)] = n.rows(select(Job.id))
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda name: n.dispatch_elsewhere(pressed(n, name, f"job-take:{job}")), names))
    told = [answer.toast for answer in answers]
    assert told.count("这一单是您的了") == takers
    assert told.count("已有红管家接单，谢谢您。") == 50 - takers
    assert len(n.rows(select(Stint.person_id))) == takers


async def test_a_job_asks_around_wave_by_wave_and_then_the_secretary(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "近", place="2号楼")
    hire(n, "中", place="3号楼")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    assert asked(n) == {"近"}
    await n.pass_time(timedelta(minutes=11))
    assert asked(n) == {"近", "中"}
    await n.pass_time(timedelta(minutes=11))
    assert n.channel.said(n.people["于美玲"])[-1] == "#1 2号楼：问了 2 位红管家，还没人接。请点名：派单 编号 姓名。"


async def test_mediators_are_asked_one_after_another(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲", "乙", skill=Skill.MEDIATION)
    hire(n, "丙")
    await n.say("陈奶奶", "居民群", "登记 楼上半夜装修太吵了")
    await n.say("于美玲", "工作群", "派单 1")
    assert asked(n) == {"甲"}
    await n.press("甲", card(n, "甲"), "不便")
    assert asked(n) == {"甲", "乙"} - {"甲"}


async def test_hours_are_written_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    await n.press("甲", card(n, "甲"), "接单")
    await n.pass_time(timedelta(minutes=25))
    [(job,)] = n.rows(select(Job.id))
    for _ in range(3):
        await n.happen(pressed(n, "甲", f"job-finish:{job}"))
    [(minutes, source)] = n.rows(select(Service.minutes, Service.source))
    assert (minutes, source) == (25, f"job:{job}")


async def test_given_back_it_goes_to_another_and_the_chain_knows(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    await n.press("甲", card(n, "甲"), "接单")
    hire(n, "乙")
    await n.say("甲", "私聊", "退单 1 要接孩子")
    assert asked(n) == {"乙"}
    await n.press("乙", card(n, "乙"), "接单")
    await n.say("于美玲", "工作群", "进度 1")
    history = n.channel.said(n.groups["工作群"])[-1]
    assert [word for word in ("派单", "接单", "退单") if word in history] == ["派单", "接单", "退单"]
    assert history.count("接单") == 2


async def test_handed_on_only_the_named_one_is_asked(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    await n.press("甲", card(n, "甲"), "接单")
    hire(n, "乙", "丙")
    await n.say("甲", "私聊", "转单 1 丙")
    assert asked(n) == {"丙"}


async def test_silent_for_half_an_hour_is_reminded_for_two_is_let_go(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    await n.press("甲", card(n, "甲"), "接单")
    await n.pass_time(timedelta(minutes=31))
    assert n.channel.said(n.people["甲"])[-1] == "#1 您还去吗？去的话点“出发”；不便就点“退单”。"
    await n.pass_time(timedelta(hours=2))
    assert n.rows(select(Stint.id)) == []


async def test_a_stranger_takes_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    [(job,)] = n.rows(select(Job.id))
    for who in ("陈奶奶", "小王", "老林"):
        await n.happen(pressed(n, who, f"job-take:{job}"))
    assert n.rows(select(Stint.id)) == []


async def test_when_the_matter_is_done_nobody_need_go(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    hire(n, "甲")
    await n.say("陈奶奶", "居民群", "登记 2号楼门口的路灯不亮")
    await n.say("于美玲", "工作群", "派单 1")
    await n.say("于美玲", "工作群", "办结 1 自己好了")
    [(job,)] = n.rows(select(Job.id))
    assert (await n.happen(pressed(n, "甲", f"job-take:{job}"))).toast == "已有红管家接单，谢谢您。"
    assert n.rows(select(Stint.id)) == []
