"""Jobs of 红管家: one taker however many press, what is shown to whom, and a road that any order of steps keeps whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

from sqlalchemy import func, select

from models import duty, jobs, people, places
from models.hours import Service
from models.jobs import Asking, Job, Stint
from models.machinery import Journal, Letter, Result
from models.matters import Matter, Tally
from models.messaging import Happening, Incoming, Sender
from models.rules.jobs import HELD, Answer, State, Wave
from models.rules.matters import State as MatterState
from models.rules.roles import Role
from tests.handlers.pressing import press_all
from tests.house import Neighbourhood, photo

ROOT = Path(__file__).parents[2]
TAKEN, GONE = "#1 归您了，谢谢！门牌在上面的单子里。", "已有红管家接单，谢谢您！"
ONE_OF_TWO = "#1 记上您了，还差一位同伴，凑齐就告诉您门牌。"


def on_duty(n: Neighbourhood, account: str, *skills: str, place: str = "傲梅苑", role: Role = Role.HELPER) -> int:
    """Appointed (when known by no such role yet) and on duty; gives the person."""
    with n.database.writing() as session:
        person = people.find_person(session, "telegram", account)
        if person is None:
            n._person(session, account, f"帮手{account}")
            person = people.find_person(session, "telegram", account)
        assert person is not None
        at = places.find_place(session, n.places[place])
        assert at is not None
        people.appoint(session, person.id, role, at, None, n.now)
        helper = duty.lock_helper(session, at.community_id, person.id)
        helper.on_duty_since, helper.skills = n.now, list(skills)
        return person.id


async def sent_out(n: Neighbourhood, words: str = "2号楼门口长椅坏了", how: str = "") -> int:
    """A matter registered and 派单 said; gives the job."""
    await n.say("陈奶奶", "居民群", f"@近邻 登记 {words}")
    await n.say("于美玲", "工作群", f"派单 1 {how}".strip())
    [(job,)] = n.rows(select(Job.id))
    return int(job)


def stints(n: Neighbourhood) -> list[tuple[int, int, State]]:
    return [tuple(row) for row in n.rows(select(Stint.slot, Stint.person_id, Stint.state).order_by(Stint.id))]


async def press(n: Neighbourhood, who: str, what: str, job: int = 1) -> str:
    """What the one who pressed was told."""
    account = n.people.get(who, who)
    return (await n.press_data(account, account, "1", f"job-{what}:{job}")).toast


# ---------------------------------------------------------------- one taker


async def test_fifty_press_at_once_and_one_has_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    crowd = [str(900 + i) for i in range(50)]
    for account in crowd:
        on_duty(n, account)
    job = await sent_out(n)
    told = Counter(press_all(n.database, crowd, f"job-take:{job}", n.now, "race"))
    assert told == {TAKEN: 1, GONE: 49}
    assert [state for _, _, state in stints(n)] == [State.TAKEN]
    await n.settle()
    shown = Counter(n.channel.said(account)[-1].split("\n")[0] for account in crowd)
    assert shown == {"您的单：#1 2号楼门口长椅坏了": 1, "#1 已有红管家接单，谢谢您！": 49}
    assert n.stuck() == []


async def test_two_processes_press_at_once_and_a_visit_has_two(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    crowd = [str(900 + i) for i in range(24)]
    for account in crowd:
        on_duty(n, account)
    job = await sent_out(n, how="探访")
    url = n.database.engine.url.render_as_string(hide_password=False)
    more = ["--database", url, "--data", f"job-take:{job}", "--now", n.now.isoformat()]
    halves = [crowd[:12], crowd[12:]]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.handlers.pressing", "--accounts", ",".join(half), "--run", str(run), *more],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for run, half in enumerate(halves)
    ]
    assert [process.stdout.readline() for process in started if process.stdout] == ["ready\n"] * 2
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told: Counter[str] = Counter()
    for process in started:
        out, _ = process.communicate(timeout=60)
        told.update(json.loads(out))
    assert told == {ONE_OF_TWO: 1, TAKEN: 1, GONE: 22}
    assert sorted(slot for slot, _, _ in stints(n)) == [1, 2]
    assert len({person for _, person, _ in stints(n)}) == 2


async def test_the_unique_key_alone_would_be_enough(neighbourhood: Neighbourhood) -> None:
    """Without any lock: everybody tries to take the same place in their own transaction."""
    n = neighbourhood
    persons = [on_duty(n, str(900 + i)) for i in range(16)]
    job = await sent_out(n)
    gate = Barrier(len(persons))

    def take(person: int) -> bool:
        gate.wait(30)
        with n.database.writing() as session:
            return jobs.take_slot(session, session.get_one(Job, job), person, n.now) is not None

    with ThreadPoolExecutor(len(persons)) as pool:
        assert sum(pool.map(take, persons)) == 1


async def test_a_helper_who_presses_two_jobs_at_once_stays_below_the_cap(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    person = on_duty(n, "900")
    with n.database.writing() as session:
        duty.lock_helper(session, 1, person).cap = 1
    for number, words in ((1, "2号楼门口长椅坏了"), (2, "3号楼门口长椅坏了")):
        await n.say("陈奶奶", "居民群", f"@近邻 登记 {words}")
        await n.say("于美玲", "工作群", f"派单 {number}")
    gate = Barrier(2)

    def take(job: int) -> str:
        event = Incoming(
            "telegram", f"telegram:c:{job}", Happening.PRESS, "900", n.now, private=True, sender=Sender("900"), pressed=f"job-take:{job}"
        )
        gate.wait(30)
        return n.dispatch_elsewhere(event).toast

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(take, (1, 2)))
    assert len(stints(n)) == 1
    assert told[0].endswith("归您了，谢谢！门牌在上面的单子里。") or told[1].endswith("归您了，谢谢！门牌在上面的单子里。")
    assert "您手上已有 1 单，先办完一件再接。" in told


async def test_two_staff_close_at_once_with_one_effect(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    job = await sent_out(n)
    await press(n, "900", "take", job)
    await press(n, "900", "arrive", job)
    n.now += timedelta(minutes=30)
    events = [n.incoming(who, "工作群", "办结 1 换好了") for who in ("于美玲", "老林")]
    gate = Barrier(2)

    def close(event: Incoming) -> Result:
        gate.wait(30)
        return n.dispatch_elsewhere(event).result

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close, events)) == [Result.HANDLED, Result.REFUSED]
    assert n.rows(select(Tally.done)) == [(1,)]
    assert n.rows(select(Matter.state, Job.state).join(Job, Job.matter_id == Matter.id)) == [(MatterState.DONE, State.DONE)]
    [(minutes,)] = n.rows(select(Service.minutes))
    assert 30 <= minutes <= 31


# ---------------------------------------------------------------- hours


async def test_hours_are_written_once_however_often_it_is_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    person = on_duty(n, "900")
    job = await sent_out(n)
    await press(n, "900", "take", job)
    n.now += timedelta(hours=9)
    await n.say("900", "私聊", "完成 1 换好了")
    assert await press(n, "900", "plain", job) == "您这一单现在是“已完成”，这一步不用点。发“我的单”看下一步。"
    await n.say("900", "私聊", "完成 1 又说一遍")
    await n.say("于美玲", "工作群", "办结 1")
    assert n.rows(select(Service.person_id, Service.source, Service.minutes)) == [(person, f"job:{job}", 240)]


async def test_who_gave_it_back_or_never_set_out_has_no_hours(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901")
    job = await sent_out(n)
    await press(n, "900", "take", job)
    await n.say("900", "私聊", "退单 1 没空")
    await press(n, "901", "take", job)
    await n.say("于美玲", "工作群", "不予受理 1 归街道")
    assert n.count(Service) == 0
    assert [state for _, _, state in stints(n)] == [State.RETURNED, State.LAPSED]


async def test_who_is_there_already_has_served_whatever_becomes_of_the_matter(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    person = on_duty(n, "900")
    job = await sent_out(n)
    await press(n, "900", "take", job)
    await press(n, "900", "arrive", job)
    n.now += timedelta(minutes=20)
    await n.say("于美玲", "工作群", "不予受理 1 归街道")
    assert n.rows(select(Service.person_id)) + n.rows(select(Job.state)) == [(person,), (State.DONE,)]
    assert n.channel.said("900")[-1] == "#1 2号楼门口长椅坏了 现在是“不予受理”，您这一趟已记入服务时长。辛苦了！"


# ---------------------------------------------------------------- who sees what


async def test_whoever_takes_the_job_takes_up_the_matter(neighbourhood: Neighbourhood) -> None:
    """A volunteer is no staff, and goes all the same: nobody is nudged about what somebody is on the way to."""
    n = neighbourhood
    on_duty(n, "900", role=Role.VOLUNTEER)
    job = await sent_out(n)
    await press(n, "900", "take", job)
    assert n.rows(select(Matter.state, Matter.accepted_at.is_not(None))) == [(MatterState.HANDLING, True)]
    assert n.channel.said(n.groups["居民群"])[-1] == "#1 2号楼门口长椅坏了：红管家已接单，正在处理。"
    await press(n, "900", "return", job)
    await n.say("900", "私聊", "没有工具")
    await n.pass_time(timedelta(days=3))
    assert not any("前受理" in said for said in n.channel.said(n.groups["工作群"]))


async def test_an_emergency_that_a_helper_reaches_is_reached(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await n.say("小王", "二号楼群", "电梯坏了，我被困在2号楼电梯里了！")
    for step in ("take", "leave", "arrive"):
        await press(n, "900", step)
    await n.pass_time(timedelta(minutes=50))
    assert not any(said.startswith("⏰") for said in n.channel.said(n.groups["工作群"]))


async def test_a_visit_is_taken_up_when_both_are_found(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901")
    job = await sent_out(n, how="探访")
    await press(n, "900", "take", job)
    assert n.rows(select(Matter.state)) == [(MatterState.REGISTERED,)]
    await press(n, "901", "take", job)
    assert n.rows(select(Matter.state)) == [(MatterState.HANDLING,)]


async def test_the_group_hears_that_it_is_taken_then_nothing_but_the_cards_edit_and_no_name(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    job = await sent_out(n)
    group = n.groups["居民群"]
    before = len(n.channel.said(group))
    for step in ("take", "leave", "arrive"):
        await press(n, "900", step, job)
    await n.say("900", "私聊", "完成 1 好了")
    assert n.channel.said(group)[before:] == ["#1 2号楼门口长椅坏了：红管家已接单，正在处理。"]
    assert "红管家：已完成" in n.channel.said(group)[0]
    assert not any("帮手" in said for name in ("居民群", "二号楼群") for said in n.channel.said(n.groups[name]))
    assert "红管家 帮手900：已完成" in "\n".join(n.channel.said(n.groups["工作群"]))


async def test_a_residents_group_hears_no_name_even_from_the_answer_to_staff(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("陈奶奶", "居民群", "@近邻 登记 2号楼门口长椅坏了")
    await n.say("于美玲", "居民群", "@近邻 派单 1 阿强")
    assert n.channel.said(n.groups["居民群"])[-1] == "#1 已问红管家，等对方回话。"


async def test_nobody_but_the_two_who_go_learns_the_door_of_who_lives_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for account in ("900", "901", "902"):
        on_duty(n, account)
    await n.say("老林", "私聊", "独居 2号楼1单元301")
    await n.say("陈奶奶", "私聊", "登记 家里的灯不亮了")
    await n.say("于美玲", "工作群", "派单 1 帮忙")
    [(needed,)] = n.rows(select(Job.needed))
    assert needed == 2
    await press(n, "900", "take")
    assert not any("301" in said for account in ("900", "901", "902") for said in n.channel.said(account))
    await press(n, "901", "take")
    assert ["301" in "".join(n.channel.said(account)) for account in ("900", "901", "902")] == [True, True, False]
    groups = "".join(said for name in ("居民群", "二号楼群") for said in n.channel.said(n.groups[name]))
    assert not any(word in groups for word in ("301", "独居", "两位", "同伴"))
    assert not any("301" in said for said in n.channel.said(n.groups["工作群"]))
    await n.say("陈奶奶", "私聊", "登记 家里着火了，快来人")
    assert any("报事人：陈奶奶 301" in said for said in n.channel.said(n.groups["工作群"]))


async def test_to_an_emergency_whoever_is_first_goes_at_once_even_where_an_elder_lives_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await n.say("老林", "私聊", "独居 2号楼1单元301")
    await n.say("陈奶奶", "私聊", "登记 我家着火了，快来人")
    await press(n, "900", "take")
    assert "陈奶奶 2号楼1单元301" in n.channel.said("900")[-1]
    assert await press(n, "900", "arrive") == "辛苦了，#1 已记到场。"


async def test_the_secretary_hears_that_a_companion_is_wanting(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await sent_out(n, how="探访")
    await press(n, "900", "take")
    await n.pass_time(timedelta(minutes=11))
    assert "已有一位，还差一位同伴，没有别人能接" in n.channel.said(n.people["于美玲"])[-1]


async def test_a_helper_who_is_staff_hears_of_an_emergency_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "4")
    await n.say("小王", "二号楼群", "电梯坏了，我被困在2号楼电梯里了！")
    [told] = n.channel.said(n.people["阿强"])
    assert told.startswith("‼ 急！离您近，请帮一把：#1")
    assert "必要时打 96333" in told
    assert [said.split("：")[0] for said in n.channel.said(n.people["老林"])] == ["‼ 紧急 #1"]


async def test_mediators_are_asked_one_after_the_other_and_no_group_is(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for account in ("900", "901", "902"):
        on_duty(n, account, "mediation")
    on_duty(n, "903", "water_power")
    job = await sent_out(n, "楼上邻居天天吵架，讲不通")

    def asked() -> list[int]:
        return [row[0] for row in n.rows(select(Asking.wave).order_by(Asking.asked_at))]

    assert asked() == [Wave.COMPOUND]
    await n.pass_time(timedelta(minutes=10))
    assert asked() == [Wave.COMPOUND] * 2
    [(second,)] = n.rows(select(Asking.person_id).order_by(Asking.asked_at.desc()).limit(1))
    with n.database.reading() as session:
        account = people.find_accounts(session, second)[0].external
    await press(n, account, "cannot", job)
    assert asked() == [Wave.COMPOUND] * 3
    await n.pass_time(timedelta(minutes=10))
    assert [row[0] for row in n.rows(select(Job.wave))] == [Wave.SECRETARY]
    assert not any("想请您" in said for name in n.groups for said in n.channel.said(n.groups[name]))


async def test_who_was_not_asked_or_is_no_helper_cannot_take_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    job = await sent_out(n)
    assert await press(n, "阿强", "take", job) == "这一单没有问到您。想接的话，请书记或楼长说“派单 编号 您的名字”。"
    assert await press(n, "小王", "take", job) == "这一步由红管家来办。"
    assert await press(n, "900", "leave", job) == "这一单不在您手上。发“我的单”看看手上有什么。"
    assert await press(n, "900", "take", 99) == "这个按钮已经过时了。"
    assert stints(n) == []


async def test_a_helper_of_another_building_may_take_what_they_were_asked(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900", place="3号楼", role=Role.VOLUNTEER)
    job = await sent_out(n)
    assert await press(n, "900", "take", job) == TAKEN
    await n.say("900", "私聊", "完成 1", attachments=photo(1))
    assert n.rows(select(Matter.pictures)) == [(1,)]
    asked = [shown.message for shown in n.channel.shown if shown.chat == n.groups["工作群"] and "办结吗？" in shown.message.text]
    assert [[button.label for row in message.buttons for button in row] for message in asked] == [["办结"]]


async def test_waves_that_reach_nobody_take_no_time_and_nobody_is_asked_twice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900", place="3号楼")
    await sent_out(n)
    assert [row[0] for row in n.rows(select(Job.wave))] == [Wave.COMPOUND]
    await n.pass_time(timedelta(minutes=10))
    assert [row[0] for row in n.rows(select(Job.wave))] == [Wave.SECRETARY]
    await n.pass_time(timedelta(hours=5))
    assert n.count(Asking) == 1
    assert len([said for said in n.channel.said(n.people["于美玲"]) if "没有红管家能接" in said]) == 1


async def test_somebody_asked_by_name_has_ten_minutes_of_their_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900", place="2号楼")
    on_duty(n, "901", place="3号楼")
    await sent_out(n)
    await n.pass_time(timedelta(minutes=6))
    await n.say("于美玲", "工作群", "派单 1 阿强")
    await n.pass_time(timedelta(minutes=6))
    assert n.count(Asking) == 2
    await n.pass_time(timedelta(minutes=6))
    assert n.count(Asking) == 3


async def test_several_of_one_name_are_told_apart_by_where_they_are(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        for account, building in (("900", "2号楼"), ("901", "3号楼")):
            n._person(session, account, "阿美", role=Role.HELPER, place=n._place(session, building))
    await n.say("陈奶奶", "居民群", "@近邻 登记 2号楼门口长椅坏了")
    await n.say("于美玲", "工作群", "派单 1 阿美")
    asked = next(shown for shown in reversed(n.channel.shown) if "有几位都叫阿美" in shown.message.text)
    assert [button.label for button in asked.message.buttons[0]] == ["阿美 2号楼", "阿美 3号楼"]
    assert n.count(Job) == 0
    await n.press("于美玲", asked, "阿美 3号楼")
    with n.database.reading() as session:
        third = people.find_person(session, "telegram", "901")
        assert third is not None
        assert [row.person_id for row in session.scalars(select(Asking))] == [third.id]


async def test_an_ordinary_matter_looks_for_nobody_by_itself_unless_agreed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    await n.say("陈奶奶", "居民群", "@近邻 登记 2号楼门口长椅坏了")
    assert n.count(Job) == 0
    await n.say("于美玲", "私聊", "约定 自动派单 全部")
    await n.say("陈奶奶", "居民群", "@近邻 登记 3号楼门口长椅坏了")
    assert n.count(Job) == 1


async def test_an_emergency_asks_building_and_compound_at_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900", place="2号楼")
    on_duty(n, "901", place="3号楼")
    await n.say("小王", "二号楼群", "电梯坏了，我被困在2号楼电梯里了！")
    assert n.count(Asking) == 2


async def test_a_fresh_card_asks_nothing_about_jobs(sqlite_database, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from sqlalchemy import event

    seen: list[str] = []
    for engine in (sqlite_database.engine, sqlite_database.reader):
        event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, *_: seen.append(statement))
    async with Neighbourhood(sqlite_database, monkeypatch).living() as n:
        seen.clear()
        await n.say("陈奶奶", "居民群", "@近邻 登记 2号楼门口长椅坏了")
    assert [statement for statement in seen if any(f" {table} " in statement for table in ("jobs", "stints", "askings", "helpers"))] == []


# ---------------------------------------------------------------- forgetting


async def test_what_a_forgotten_helper_had_is_looked_for_anew(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    on_duty(n, "900")
    on_duty(n, "901", place="3号楼")
    job = await sent_out(n)
    await press(n, "900", "take", job)
    with n.database.reading() as session:
        gone = people.find_person(session, "telegram", "900")
        assert gone is not None
    await n.press_data("900", "900", "1", f"forget:{gone.id}")
    assert n.rows(select(func.count()).select_from(duty.Helper).where(duty.Helper.person_id == gone.id)) == [(0,)]
    await n.pass_time(timedelta(minutes=1))
    assert n.rows(select(Job.state)) == [(State.ASKED,)]
    assert await press(n, "901", "take", job) == TAKEN
    assert not any("帮手900" in json.dumps(body, ensure_ascii=False) for (body,) in n.rows(select(Letter.body)) if body)


# ---------------------------------------------------------------- the chain


async def test_the_chain_of_takers_is_kept(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first, second = on_duty(n, "900"), on_duty(n, "901")
    job = await sent_out(n)
    await press(n, "900", "take", job)
    await n.say("900", "私聊", "转单 1 帮手901")
    assert [state for _, _, state in stints(n)] == [State.TAKEN]
    await press(n, "901", "take", job)
    with n.database.reading() as session:
        chain = [(s.person_id, s.slot, s.state, s.before_id) for s in jobs.find_chain(session, job)]
        acts = [row[0] for row in session.execute(select(Journal.act).where(Journal.subject == f"job:{job}").order_by(Journal.seq))]
        assert jobs.find_asking(session, job, first).answer is Answer.NO  # type: ignore[union-attr]
    assert [(p, slot, state) for p, slot, state, _ in chain] == [(first, 1, State.HANDED), (second, 1, State.TAKEN)]
    assert chain[1][3] is not None
    assert acts == ["opened", "asked", "taken", "offered", "taken"]
    assert sum(state in HELD for _, _, state in stints(n)) == 1
