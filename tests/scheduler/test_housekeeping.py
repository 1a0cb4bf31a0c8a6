"""What comes round every day, and what may go."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from handlers import registry
from models import posters
from models.machinery import Timer
from scheduler.housekeeping import tidy
from tests.house import Neighbourhood


def cards(n: Neighbourhood) -> list[str]:
    return [text for text in n.channel.said(n.groups["居民群"]) if text.startswith("#1 ")]


async def test_every_morning_an_open_card_says_its_day(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    for day in (1, 2, 3):
        assert f"第 {day} 天" in cards(neighbourhood)[0]
        for _ in range(2):
            await tidy(neighbourhood.desk, neighbourhood.house)
        await neighbourhood.pass_time(timedelta(days=1))
    assert len(cards(neighbourhood)) == 1


async def test_a_settled_card_is_left_alone(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮")
    await neighbourhood.say("于美玲", "工作群", "不予受理 1 归市政管")
    shown = len(neighbourhood.channel.log)
    await tidy(neighbourhood.desk, neighbourhood.house)
    await neighbourhood.pass_time(timedelta(days=1))
    assert [kind for kind, _ in neighbourhood.channel.log[shown:] if kind == "edited"] == []


async def test_a_days_timers_are_set_once(neighbourhood: Neighbourhood) -> None:
    for _ in range(3):
        await tidy(neighbourhood.desk, neighbourhood.house)
    due = {name: at.astimezone(neighbourhood.house.time_zone).isoformat() for name, at in neighbourhood.rows(select(Timer.name, Timer.due_at))}
    assert neighbourhood.count(Timer) == len(due) == len(registry.dailies())
    assert (due["cards-age"], due["weekly-report"]) == ("2026-09-04T06:00:00+08:00", "2026-09-07T09:00:00+08:00")


async def test_forms_of_phones_are_forgotten_after_a_week(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        assert posters.take_form(session, "old", n.now - timedelta(days=8))
        assert posters.take_form(session, "new", n.now - timedelta(days=6))
    await tidy(n.desk, n.house)
    assert n.rows(select(posters.SentForm.once)) == [("new",)]
