"""What stands on an agenda goes its own way meanwhile: solved, refused, taken back, merged. The meeting and its promises follow."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from models import matters, meetings
from models.machinery import Result
from models.matters import Matter
from models.meetings import Item
from models.promises import Promise
from models.rules.agenda import Kept, Sitting
from models.rules.matters import State
from tests.handlers.test_agenda import agenda, meeting, report, steer
from tests.house import Neighbourhood, Shown

EVENING = timedelta(hours=36)
"""From Thursday morning to Friday evening."""


def card(n: Neighbourhood, words: str) -> Shown:
    """The newest message of the work group that says so."""
    return next(shown for shown in reversed(n.channel.shown) if shown.chat == n.groups["工作群"] and words in shown.message.text)


def buttons(shown: Shown) -> list[str]:
    return [button.label for row in shown.message.buttons for button in row]


async def tabled(n: Neighbourhood, *titles: str) -> None:
    await report(n, *titles)
    await steer(n, *[f"上会 {k}" for k in range(1, len(titles) + 1)], "议事 拟稿")


# ---------------------------------------------------------------- items


async def test_the_draft_says_what_has_become_of_its_matters(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await tabled(n, "路灯不亮", "门禁坏了")
    await steer(n, "办结 1 换了灯泡")
    assert "已办结" in card(n, "草稿").message.text
    await steer(n, "不予受理 2 属于厂家保修")
    assert "不予受理" in card(n, "草稿").message.text


async def test_a_meeting_ends_though_an_item_was_settled_elsewhere(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await tabled(n, "路灯不亮", "门禁坏了")
    await steer(n, "议事 定稿", "不予受理 2 属于厂家保修", "议事 开会", "结论 1 物业 下周三 换灯")
    shown = card(n, "已定稿")
    assert "#2 门禁坏了 → 不予受理" in shown.message.text
    assert buttons(shown) == ["散会，发纪要"]
    await n.press("于美玲", shown, "散会，发纪要")
    assert meeting(n).state is Sitting.CLOSED
    assert "#2 门禁坏了 → 不予受理" in n.channel.said(n.groups["居民群"])[-1]


async def test_with_nothing_left_to_decide_the_minutes_do_not_wait_for_the_morning(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await tabled(n, "路灯不亮")
    await steer(n, "议事 定稿", "办结 1 换了灯泡")
    await n.pass_time(timedelta(hours=38))  # Friday, past nine in the evening
    assert meeting(n).state is Sitting.CLOSED
    assert "#1 路灯不亮 → 已办结" in meeting(n).minutes


async def test_the_minutes_are_one_screen_however_much_was_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await tabled(n, *[f"{k}号楼路灯不亮" for k in range(1, 9)])
    await steer(n, "议事 定稿", *[f"结论 {k} 物业 下周三 {'换灯，' * 50}" for k in range(1, 9)], "议事 开会")
    await n.press("于美玲", card(n, "已定稿"), "散会，发纪要")
    minutes = n.channel.said(n.groups["居民群"])[-1].split("\n")
    assert len(minutes) == 10
    assert max(map(len, minutes)) <= 100
    await n.say("小王", "私聊", "进度 3")
    assert "换灯，" * 40 in n.channel.said(n.people["小王"])[-1]


async def test_a_merged_item_becomes_what_it_went_into(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "2号楼电梯坏了", "门禁坏了", "2号楼电梯又坏了")
    await steer(n, "上会 3", "上会 2", "议事 拟稿", "并入 3 1")
    assert sorted(agenda(n)) == [1, 2]  # type: ignore[type-var]
    await steer(n, "议事 定稿")
    assert "#1 2号楼电梯坏了" in card(n, "已定稿").message.text
    assert "#3" not in card(n, "已定稿").message.text


async def test_of_two_items_that_become_one_only_one_is_talked_over(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await tabled(n, "2号楼电梯坏了", "2号楼电梯又坏了", "门禁坏了")
    await steer(n, "并入 2 1")
    assert "已并入" in card(n, "草稿").message.text
    await steer(n, "议事 定稿")
    assert sorted(agenda(n)) == [1, 3]  # type: ignore[type-var]
    positions = [position for (position,) in n.rows(select(Item.position).order_by(Item.position))]
    assert positions == [1, 2]


async def test_in_a_settled_agenda_the_merged_one_is_passed_over(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await tabled(n, "2号楼电梯坏了", "2号楼电梯又坏了", "门禁坏了")
    await steer(n, "议事 定稿", "并入 2 1", "议事 开会", "结论 1 物业 下周三 换主板")
    assert "#3 门禁坏了" in card(n, "第 3 项").message.text
    assert "#2 2号楼电梯又坏了 → 已并入" in card(n, "已定稿").message.text


async def test_what_a_place_on_a_settled_agenda_was_given_to_is_tabled(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "2号楼电梯坏了", "2号楼电梯又坏了")
    await steer(n, "上会 2", "议事 拟稿", "议事 定稿", "并入 2 1", "议事 开会", "结论 1 下次再议")
    assert agenda(n) == [1]
    [(state,)] = n.rows(select(Matter.state).where(Matter.number == 1))
    assert state is State.TABLED


async def test_what_was_decided_stays_with_the_matter_it_was_decided_about(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await report(n, "2号楼电梯坏了", "2号楼电梯又坏了")
    await steer(n, "上会 2", "议事 拟稿", "议事 定稿", "结论 2 物业 下周三 换主板", "并入 2 1")
    assert agenda(n) == [2]


# ---------------------------------------------------------------- promises


async def promised(n: Neighbourhood, *more: str) -> None:
    await report(n, "2号楼电梯坏了", "2号楼电梯又坏了")
    await steer(n, "上会 2", "议事 拟稿", "议事 定稿", "结论 2 物业 下周三 换主板", *more)


def kept(n: Neighbourhood) -> list[tuple[int, Kept]]:
    return [(row.matter_id, row.state) for row in n.rows(select(Promise.matter_id, Promise.state))]


async def test_a_promise_goes_along_when_its_matter_is_merged(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await promised(n, "并入 2 1")
    assert kept(n) == [(1, Kept.OPEN)]
    await steer(n, "兑现 1")
    assert kept(n) == [(1, Kept.KEPT)]


async def test_nobody_is_asked_for_what_was_refused_or_taken_back(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await promised(n, "不予受理 2 属于厂家保修")
    assert kept(n) == []
    await n.pass_time(timedelta(days=9))
    assert not [text for shown in n.channel.shown if "说好今天" in (text := shown.message.text)]


async def test_a_promise_before_a_meeting_leaves_its_card_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await promised(n, "议事 开会", "结论 2 物业 下周三 换主板")
    await n.press("于美玲", card(n, "已定稿"), "散会，发纪要")
    await n.pass_time(timedelta(days=6))
    await steer(n, "上会 1", "议事 拟稿")
    assert "换主板" in card(n, "草稿").message.text
    await steer(n, "不予受理 2 属于厂家保修")
    assert "换主板" not in card(n, "草稿").message.text


# ---------------------------------------------------------------- two at once


@pytest.mark.parametrize(("first", "second"), [("议事 定稿", "上会 1"), ("议事 定稿", "不上会 2"), ("上会 3", "议事 定稿")])
async def test_who_settles_and_who_tables_never_wait_in_a_ring(
    neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch, first: str, second: str
) -> None:
    """The first holds the meeting while the second comes as far as it can: it waits for the meeting with nothing in its hands."""
    n = neighbourhood
    await tabled(n, "路灯不亮", "门禁坏了")
    await report(n, "楼道堆杂物")
    with n.database.writing() as session:
        session.execute(update(Matter).where(Matter.number == 1).values(state=State.HANDLING))
    held, took = Event(), Event()
    quick = matters.lock_matter

    def pausing(look: Callable[[Session, int], Any]) -> Callable[[Session, int], Any]:
        def run(session: Session, meeting: int) -> Any:
            if not held.is_set():
                held.set()
                took.wait(1)
            return look(session, meeting)

        return run

    def noticed(session: Session, matter: int) -> Matter | None:
        found = quick(session, matter)
        if held.is_set():
            took.set()
        return found

    for name in ("find_items", "lock_items"):
        monkeypatch.setattr(meetings, name, pausing(getattr(meetings, name)))
    monkeypatch.setattr(matters, "lock_matter", noticed)
    said = [n.incoming("于美玲", "工作群", words) for words in (first, second)]
    with ThreadPoolExecutor(2) as both:
        one = both.submit(n.dispatch_elsewhere, said[0])
        held.wait(10)
        other = both.submit(n.dispatch_elsewhere, said[1])
        assert Result.FAILED not in (one.result().result, other.result().result)
    assert meeting(n).state is Sitting.OPEN


async def test_who_keeps_a_promise_while_the_meeting_is_settled_waits_for_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await promised(n, "议事 开会")
    asked: list[str] = []
    event.listen(n.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    await steer(n, "兑现 2")
    locks = [statement for statement in asked if "FOR UPDATE" in statement]
    tables = [statement.partition("FROM ")[2].split()[0] for statement in locks]
    assert tables[:1] in ([], ["matters"])
    assert "meetings" not in tables
