"""Calls end to end: links, codes, races, second turns, promises renewed, whoever is forgotten."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers import dispatch
from models import calls, links, people
from models.calls import Call, Contact, Summons, Talk
from models.links import Link, LinkUse
from models.machinery import Journal, Letter, Timer
from models.matters import Matter
from models.messaging import Happening, Incoming, Sender
from models.rules.calls import Answer, CallKind
from models.rules.codes import digest as digest_of
from models.rules.matters import State
from models.schema import metadata
from tests.house import Neighbourhood

URL = re.compile(r"https://jinlin\.example/c/([A-Za-z0-9_-]{43})")


@pytest.fixture
async def called(neighbourhood: Neighbourhood) -> Neighbourhood:
    """Matter 1, 城管 through 老周's account, 公安 through somebody without one; both called."""
    n = neighbourhood
    n.house = n.alarm.house = replace(n.house, public_url="https://jinlin.example/")
    await n.say("于美玲", "工作群", "部门 加 城管 公安 水务")
    await n.say("于美玲", "工作群", "部门 城管 联系人 telegram:20 老周")
    await n.say("于美玲", "工作群", "部门 公安 联系人 赵警官")
    await n.say("小王", "居民群", "登记 商场夜里装卸，很吵")
    await n.say("于美玲", "工作群", "呼叫 1 城管 公安 攻坚 事由夜间噪音")
    return n


def token(n: Neighbourhood, which: int = -1) -> str:
    """Of the link that was put into the secretary's private chat."""
    return [found for said in n.channel.said(n.people["于美玲"]) for found in URL.findall(said)][which]


async def through(n: Neighbourhood, token: str, do: str, words: str = "", summons: int = 2, contact: int = 2) -> str:
    """What the page hands in when a form is sent, and what it is told."""
    digest, external = digest_of(token), f"contact:{contact}"
    key = f"link:{digest}:{do}:{words}:{n.now.isoformat()}"
    pressed = Incoming(
        "link", key, Happening.PRESS, external, n.now, sender=Sender(external), pressed=f"call-{do}:{summons}:{words}", source=digest
    )
    return (await n.happen(pressed)).toast


def stands(n: Neighbourhood, summons: int) -> Answer:
    [(state,)] = n.rows(select(Summons.state).where(Summons.id == summons))
    return Answer(state)


def everywhere(n: Neighbourhood, secret: str) -> list[str]:
    """table.column of every cell in which it stands."""
    found = []
    with n.database.reading() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                found += [
                    f"{table.name}.{name}" for name, value in row.items() if secret in json.dumps(value, default=str, ensure_ascii=False)
                ]
    return found


# ---------------------------------------------------------------- links


async def test_a_contact_without_an_account_answers_through_a_link(called: Neighbourhood) -> None:
    n = called
    letter = n.channel.said(n.people["于美玲"])[-1]
    assert letter.startswith("公安 赵警官没有账号，请把下面这段转给本人")
    assert "赵警官" not in "".join(n.channel.said(n.groups["居民群"]))
    assert await through(n, token(n), "arrive") == "#1 公安已报到，辛苦了。"
    assert stands(n, 2) is Answer.ARRIVED
    assert "部门呼叫中 · 已报到 1/2" in n.channel.said(n.groups["居民群"])[0]
    assert await through(n, token(n), "promise", "2026-09-05 装隔音门") == "#1 记下了：9月5日，装隔音门。"
    assert n.stuck() == []


async def test_each_action_of_a_link_works_once(called: Neighbourhood) -> None:
    n = called
    await through(n, token(n), "talk")
    assert await through(n, token(n), "talk") == "这一步已经通过这个链接办过了，没有重复记。"
    assert n.count(LinkUse) == 1


async def test_what_is_refused_uses_nothing_up(called: Neighbourhood) -> None:
    n = called
    assert (await through(n, token(n), "promise", "尽快")).startswith("没看懂是哪一天")
    assert (await through(n, token(n), "refuse", "")).startswith("请写出该找哪个单位")
    assert n.count(LinkUse) == 0
    assert await through(n, token(n), "refuse", "水务") == "#1 记下了：公安不属本单位，应找水务。"


@pytest.mark.parametrize("how", ["forged", "other summons", "expired", "revoked", "contact gone", "call closed"])
async def test_a_link_that_is_not_good_changes_nothing(called: Neighbourhood, how: str) -> None:
    n, good = called, token(called)
    if how == "expired":
        n.now += links.LASTS
    with n.database.writing() as session:
        if how == "revoked":
            links.revoke_links(session, 1, n.now)
        if how == "contact gone":
            session.get_one(Contact, 2).until = n.now
        if how == "call closed":
            session.get_one(Call, 1).closed_at = n.now
    before = n.rows(select(Summons.id, Summons.state).order_by(Summons.id))
    said = await through(n, "x" * 43 if how == "forged" else good, "arrive", summons=1 if how == "other summons" else 2)
    assert said == "这个链接用不了了，什么都没有改动。"
    assert n.rows(select(Summons.id, Summons.state).order_by(Summons.id)) == before
    assert n.count(LinkUse) == 0


async def test_the_token_stands_nowhere_but_in_its_letter_and_soon_not_there(called: Neighbourhood) -> None:
    n, secret = called, token(called)
    assert len(secret) * 6 >= 128
    assert everywhere(n, secret) == ["letters.body"]
    assert n.rows(select(Link.digest)) == [(digest_of(secret),)]
    await n.pass_time(timedelta(minutes=61))
    assert everywhere(n, secret) == []


async def test_a_letter_that_still_waits_keeps_its_link(called: Neighbourhood) -> None:
    n = called
    with n.database.writing() as session:
        [letter] = session.scalars(select(Letter).where(Letter.about == "link:1"))
        letter.state = "waiting"
        assert not links.blank_letters(session, links.about(1))
        assert letter.body is not None
        letter.state = "sent"
        assert links.blank_letters(session, links.about(1))


async def test_without_a_public_address_staff_telephone_and_answer_for_them(called: Neighbourhood) -> None:
    n = called
    n.house = replace(n.house, public_url="")
    await n.say("于美玲", "工作群", "部门 公安 链接 1")
    assert "#1 通知不到公安（没有账号，我也发不了链接）。请电话通知，TA 到了发“报到 #1 公安”。" in n.channel.said(n.groups["工作群"])
    await n.say("于美玲", "工作群", "报到 #1 公安")
    assert stands(n, 2) is Answer.ARRIVED


async def test_a_nudge_brings_a_fresh_link_on_which_all_can_be_done_again(called: Neighbourhood) -> None:
    n, first = called, token(called)
    await through(n, first, "promise", "2026-09-04 装门")
    await n.pass_time(timedelta(hours=41))
    assert token(n) != first
    assert await through(n, token(n), "promise", "2026-09-08 装门") == "#1 记下了：9月8日，装门。"


# ---------------------------------------------------------------- codes and contacts


def code(n: Neighbourhood) -> str:
    found = re.search(r"部门绑定 (\S+)", "\n".join(n.channel.said(n.people["于美玲"])))
    assert found
    return found[1]


async def test_a_code_ties_the_contacts_own_account_once(called: Neighbourhood) -> None:
    n = called
    await n.say("小吴", "私聊", f"部门绑定 {code(n)}")
    assert n.channel.said("21")[-1].startswith("您现在是公安的联系人了")
    await n.say("李姐", "私聊", f"部门绑定 {code(n)}")
    assert n.channel.said("12")[-1].startswith("这个绑定码不对、用过了或过期了")
    await n.say("小吴", "私聊", "报到 1")
    assert stands(n, 2) is Answer.ARRIVED
    assert await through(n, token(n), "finish") == "#1 公安已完成，谢谢！"  # the link still is theirs


async def test_a_code_seen_in_a_group_is_void(called: Neighbourhood) -> None:
    n = called
    await n.say("小吴", "居民群", f"我的码是 {code(n)} 对吗")
    assert n.channel.said(n.groups["居民群"])[-1].startswith("这个绑定码被群里看到了")
    await n.say("小吴", "私聊", f"部门绑定 {code(n)}")
    assert n.channel.said("21")[-1].startswith("这个绑定码不对")


async def test_a_contact_that_is_removed_answers_no_more(called: Neighbourhood) -> None:
    n = called
    await n.say("于美玲", "工作群", "部门 城管 去掉 老周")
    await n.say("老周", "私聊", "报到 1")
    assert stands(n, 1) is Answer.CALLED
    await n.say("于美玲", "工作群", "部门 公安 去掉 赵警官")
    await through(n, token(n), "arrive")
    assert stands(n, 2) is Answer.CALLED
    assert n.rows(select(Link.revoked_at.is_(None))) == [(False,)]


async def test_a_contact_who_is_forgotten_leaves_no_name(called: Neighbourhood) -> None:
    n = called
    await n.say("于美玲", "工作群", "部门 城管 联系人 telegram:20 周局")
    await n.say("老周", "私聊", "注销")
    await n.press("老周", n.channel.shown[-1], "确定注销")
    [(name, person, until)] = n.rows(select(Contact.name, Contact.person_id, Contact.until).where(Contact.id == 1))
    assert (name, person, until is None) == ("", None, False)
    assert everywhere(n, "周局") == []


async def test_names_lists_and_reply_binding(called: Neighbourhood) -> None:
    n = called
    await n.say("于美玲", "工作群", "部门 城管 又叫 执法局、城管队")
    await n.say("于美玲", "工作群", "部门 执法局")
    assert "又叫：执法局、城管队" in n.channel.said(n.groups["工作群"])[-1]
    await n.say("于美玲", "工作群", "部门 水务 联系人", reply_sender=Sender("21", "小吴"))
    await n.say("于美玲", "工作群", "部门")
    assert n.channel.said(n.groups["工作群"])[-1].split("\n")[1:4] == ["城管：1 位联系人", "公安：1 位联系人", "水务：1 位联系人"]


async def test_what_a_department_promises_is_masked_in_public_and_whole_among_departments(called: Neighbourhood) -> None:
    n = called
    await n.say("老周", "私聊", "承诺 1 周五前 联系13800138000清走")
    assert "联系（电话）清走" in n.channel.said(n.groups["居民群"])[0]
    assert "13800138000" not in "".join(n.channel.said(n.groups["居民群"]))
    assert "联系13800138000清走" in "".join(n.channel.said("20"))
    await n.say("小王", "居民群", "进度 1")
    assert "13800138000" not in n.channel.said(n.groups["居民群"])[-1]


# ---------------------------------------------------------------- turns, races, ends


async def test_after_the_end_a_new_call_is_the_second_turn(called: Neighbourhood) -> None:
    n = called
    await n.say("于美玲", "工作群", "办结 1 好了")
    [(closed, revoked)] = n.rows(select(Call.closed_at, Link.revoked_at).join(Summons, Summons.call_id == Call.id).join(Link))
    assert None not in (closed, revoked)
    await n.press("小王", n.channel.shown[-1], "没解决")
    await n.say("于美玲", "工作群", "呼叫 1 城管")
    assert n.rows(select(Call.turn, Call.kind).order_by(Call.turn)) == [(1, CallKind.HARD), (2, CallKind.DAILY)]
    assert n.rows(select(Matter.state, Matter.calls)) == [(State.CALLING, 2)]


async def test_more_departments_join_an_open_call_with_their_own_time(called: Neighbourhood) -> None:
    n = called
    await n.say("于美玲", "工作群", "呼叫 1 水务 城管 30分钟")
    assert n.count(Call) == 1
    assert n.count(Summons) == 3
    [(due, call_due)] = n.rows(select(Summons.due_at, Call.due_at).join(Call, Call.id == Summons.call_id).where(Summons.id == 3))
    assert due < call_due
    assert "#1 已呼叫水务" in n.channel.said(n.groups["工作群"])[-1]


async def test_two_who_call_at_once_make_one_call(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "工作群", "部门 加 城管 公安")
    await n.say("小王", "居民群", "登记 占道经营")
    both = [n.incoming("于美玲", "工作群", f"呼叫 1 {name}") for name in ("城管 公安", "公安 城管", "城管", "公安")]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(n.dispatch_elsewhere, both))
    assert (n.count(Call), n.count(Summons)) == (1, 2)


async def test_departments_that_finish_at_once_end_the_call_once(called: Neighbourhood) -> None:
    n = called
    done = [n.incoming("于美玲", "工作群", f"办完 1 {name}") for name in ("城管", "公安")]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(n.dispatch_elsewhere, done))
    await n.courier.sweep()
    await n.settle()
    said = [words for words in n.channel.said(n.groups["工作群"]) if "部门都办完了" in words]
    assert len(said) == 1
    assert n.rows(select(Call.id).where(Call.closed_at.is_(None))) == []


async def test_a_promise_renewed_is_judged_by_its_new_day_alone(called: Neighbourhood) -> None:
    n = called
    await n.say("老周", "私聊", "承诺 1 明天 清走")
    await n.say("老周", "私聊", "承诺 1 9月6日 清走")
    await n.pass_time(timedelta(days=2))
    assert n.rows(select(Summons.broken).where(Summons.id == 1)) == [(0,)]
    await n.pass_time(timedelta(days=2))
    assert n.rows(select(Summons.broken).where(Summons.id == 1)) == [(1,)]


async def test_an_emergency_is_called_as_one_and_settings_say_how_fast(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "工作群", "部门 加 消防")
    await n.say("于美玲", "工作群", "约定 应急到场（分钟） 15")
    await n.say("小王", "居民群", "登记 2号楼有煤气味，快来人")
    await n.say("于美玲", "工作群", "呼叫 1 消防")
    [(kind, called_at, due)] = n.rows(select(Call.kind, Call.called_at, Call.due_at))
    assert (kind, due - called_at) == (CallKind.EMERGENCY, timedelta(minutes=15))


async def test_two_refusals_are_brought_to_the_street_and_its_lead(called: Neighbourhood) -> None:
    n = called
    with n.database.writing() as session:
        officer = people.find_person(session, "telegram", "21")
        assert officer is not None
        people.appoint(session, officer.id, people.Role.STREET, calls.find_roots(session, 1)[0], None, n.now)
    await n.say("于美玲", "工作群", "部门 加 街道办")
    await n.say("于美玲", "工作群", "部门 街道办 联系人 telegram:12 李姐")
    await n.say("于美玲", "工作群", "部门 街道办 牵头")
    await n.say("老周", "私聊", "不归我管 1 市政")
    assert "名单里没有" in n.channel.said(n.groups["工作群"])[-1]
    await through(n, token(n), "refuse", "水务")
    told = "#1 商场夜里装卸，很吵：两个部门都说不属本单位，请街道定：\n城管 → 市政\n公安 → 水务\n发“指派 #1 部门”。"
    assert [n.channel.said(who)[-1] for who in ("12", "21", n.groups["工作群"])] == [told] * 3
    assert n.count(Summons) == 2  # nobody is sent for any more until the street has said who


async def test_every_round_of_talks_has_its_own_minutes(called: Neighbourhood) -> None:
    n = called
    await n.say("老周", "私聊", "会商 1")
    assert n.channel.said("20")[-1] == "#1 第 1 轮会商开始，纪要由社区来记。"
    await through(n, token(n), "talk")
    await n.say("于美玲", "工作群", "会商 1 卸货改到后门")
    await n.say("老周", "私聊", "会商 1")
    assert n.channel.said("20")[-1] == "#1 第 2 轮会商开始，纪要由社区来记。"
    await n.say("于美玲", "工作群", "会商 1 夜里十点后停工")
    assert n.rows(select(Talk.round, Talk.minutes).order_by(Talk.round)) == [(1, "卸货改到后门"), (2, "夜里十点后停工")]
    await n.say("小王", "居民群", "进度 1")
    history = n.channel.said(n.groups["居民群"])[-1]
    assert re.findall(r"会商纪要：(.+)", history) == ["卸货改到后门", "夜里十点后停工"]


async def test_a_lead_department_may_assign_and_others_may_not(called: Neighbourhood) -> None:
    n = called
    await n.say("老周", "私聊", "指派 1 公安")
    assert n.channel.said("20")[-1] == "由街道或街道的牵头部门来定。"
    await n.say("于美玲", "工作群", "部门 城管 牵头")
    await n.say("老周", "私聊", "指派 1 水务")
    assert n.rows(select(Summons.assigned_at.is_not(None)).where(Summons.department_id == 3)) == [(True,)]


async def test_only_a_contact_of_the_department_presses_its_buttons(called: Neighbourhood) -> None:
    n = called
    with n.database.writing() as session:
        other = people.find_person(session, "telegram", "21")
        assert other is not None
        calls.add_contact(session, calls.find_departments(session, 1)[2], "小吴", other.id)
        summons = calls.find_summoned(session, 1)
        assert summons is not None
        people.appoint(session, other.id, people.Role.DEPARTMENT, calls.find_roots(session, 1)[0], None, n.now)
    pressed = await n.press_data("小吴", "21", "1", "call-arrive:1")
    assert pressed.toast == "这一步由城管的联系人来办。"
    assert (await n.press_data("小王", "11", "1", "call-arrive:1")).toast.startswith("这一步由")
    assert (await n.press_data("老周", "20", "1", "call-arrive:999")).toast == "这个按钮已经过时了。"
    assert stands(n, 1) is Answer.CALLED


# ---------------------------------------------------------------- waited for


async def test_who_has_not_signed_and_not_come_is_reminded_once_and_staff_hear_of_all_at_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "工作群", "部门 加 城管 公安 水务")
    await n.say("于美玲", "工作群", "部门 城管 联系人 telegram:20 老周")
    await n.say("于美玲", "工作群", "部门 公安 联系人 telegram:21 小吴")
    await n.say("小王", "居民群", "登记 商场夜里装卸，很吵")
    await n.say("于美玲", "工作群", "呼叫 1 城管 公安 水务 应急 30分钟")
    await n.say("老周", "私聊", "签收 1")
    for _ in range(12):
        await n.pass_time(timedelta(minutes=4))
    told = [said.partition("：")[2] for said in n.channel.said(n.groups["工作群"]) if "提醒" in said]
    assert told == ["公安还没有签收，已提醒一次。", "城管、公安、水务没有在 9月3日 08:30 前报到。\n水务没有联系人，我提醒不到，请打个电话。"]
    assert sum("请公安先签收" in said for said in n.channel.said(n.people["小吴"])) == 1
    assert sum("还没有收到城管的报到" in said for said in n.channel.said(n.people["老周"])) == 1


async def test_nobody_is_called_into_the_night_or_a_weekend_unless_it_is_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "工作群", "部门 加 城管")
    await n.say("小王", "居民群", "登记 商场夜里装卸，很吵")
    n.now += timedelta(days=1, hours=11, minutes=30)  # half past seven on a Friday evening
    await n.say("于美玲", "工作群", "呼叫 1 城管 攻坚")
    assert "请 9月7日 19:3" in n.channel.said(n.groups["工作群"])[-1]


async def test_due_times_fired_at_once_are_told_once(called: Neighbourhood) -> None:
    with called.database.reading() as session:
        due = [timer for timer in session.scalars(select(Timer)) if timer.name == "call-due"]
    assert len(due) == 2
    later = called.now + timedelta(days=5)

    def fire(timer: Timer) -> None:
        with called.database.writing() as session:
            dispatch.fire(session, called.house, timer, later)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fire, due))
    acts = called.rows(select(Journal.act).where(Journal.act == "call-late", Journal.subject.is_not(None)))
    assert len(acts) == 2
