"""周报 and 月报 go out by themselves, once; who may rate; nothing of a person stands in a number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from handlers import texts
from models import places, timers
from models.chats import Chat
from models.drawings import DRAWN, read_poster
from models.machinery import Late
from models.messaging import measure
from models.numbers import find_figures
from models.ratings import Rating
from models.rules.numbers import Figure, Satisfaction
from scheduler.housekeeping import tidy
from tests.house import START, Neighbourhood, Shown


async def an_issue(n: Neighbourhood) -> None:
    """One matter from report to 解决了."""
    await n.say("李姐", "居民群", "登记 3号楼1单元201门口垃圾桶破了，找李姐 13812345678")
    await n.say("于美玲", "工作群", "办结 1 换了新桶")
    await n.press_data("李姐", n.groups["居民群"], asking(n, "居民群").id, "confirm:1")


def asking(n: Neighbourhood, where: str) -> Shown:
    chat = n.groups.get(where, n.people.get(where, where))
    return next(shown for shown in reversed(n.channel.shown) if shown.chat == chat and shown.message.buttons)


def reports(n: Neighbourhood, where: str) -> list[str]:
    """The titles of the reports in a group."""
    drawn = [shown for shown in n.channel.shown if shown.chat == n.groups[where] and shown.message.picture]
    return [shown.message.text.split("\n")[0] for shown in drawn]


async def to(n: Neighbourhood, moment: datetime) -> None:
    """The house at work until then: tomorrow's timers set every hour of change, the due ones fired."""
    while n.now < moment:
        await tidy(n.desk, n.house)
        await n.pass_time(min(timedelta(hours=12), moment - n.now))


MONDAY = datetime(2026, 9, 7, 1, 5, tzinfo=UTC)  # five past nine
FIRST = datetime(2026, 10, 1, 1, 5, tzinfo=UTC)


async def test_on_monday_the_work_group_sees_last_week_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await an_issue(n)
    await to(n, MONDAY - timedelta(minutes=10))
    assert reports(n, "工作群") == []
    await to(n, MONDAY)
    assert reports(n, "工作群") == ["傲梅苑周报"]
    await n.say("于美玲", "工作群", "约定 周报时间 周一 10:00")
    await to(n, MONDAY + timedelta(hours=3))
    assert reports(n, "工作群") == ["傲梅苑周报"]
    assert reports(n, "居民群") == reports(n, "二号楼群") == []


async def test_on_the_first_the_residents_see_last_month_where_something_happened(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await an_issue(n)
    await to(n, FIRST)
    assert reports(n, "居民群") == ["傲梅苑月报"]
    assert reports(n, "二号楼群") == []
    await to(n, FIRST + timedelta(days=3))
    assert reports(n, "居民群") == ["傲梅苑月报"]


async def test_a_house_that_stood_still_on_the_first_reports_on_the_second(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await an_issue(n)
    await to(n, FIRST - timedelta(hours=5))
    n.now = FIRST + timedelta(days=1)
    with n.database.writing() as session:  # both are due: only the newer one speaks
        due = (FIRST + timedelta(days=1)).replace(minute=0)
        timers.set_timer(session, "monthly-report", "community:1", due, community=1, late=Late.COLLAPSE)
    await n.pass_time(timedelta(minutes=1))
    assert reports(n, "居民群") == ["傲梅苑月报"]


@pytest.mark.parametrize(("label", "where", "until"), [("自动周报", "工作群", MONDAY), ("自动月报", "居民群", FIRST)])
async def test_what_is_switched_off_stays_silent(neighbourhood: Neighbourhood, label: str, where: str, until: datetime) -> None:
    n = neighbourhood
    await an_issue(n)
    await n.say("于美玲", "工作群", f"约定 {label} 关")
    await to(n, until)
    assert reports(n, where) == []


async def test_a_group_that_cannot_be_written_to_is_left_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await an_issue(n)
    with n.database.writing() as session:
        session.execute(update(Chat).where(Chat.address == n.groups["工作群"]).values(parked="removed"))
    await to(n, MONDAY)
    assert reports(n, "工作群") == []


# ---------------------------------------------------------------- what is in it


@pytest.mark.parametrize("language", texts.LANGUAGES)
async def test_a_report_names_nobody_and_is_one_message(neighbourhood: Neighbourhood, language: str) -> None:
    n = neighbourhood
    await n.say("1", "居民群", f"语言 {language}")
    await an_issue(n)
    await n.say("李姐", "居民群", "/weekly this week")
    shown = n.channel.shown[-1]
    picture = shown.message.picture
    assert picture is not None
    assert picture.of == DRAWN
    poster = read_poster(picture.name)
    assert measure(shown.message.text, n.channel.can.unit) <= n.channel.can.caption
    for secret in ("李姐", "201", "13812345678", "垃圾桶", "新桶"):
        assert secret not in shown.message.text + picture.name
    assert [poster.title, poster.subtitle] == shown.message.text.split("\n")[:2]
    for dial in poster.dials:
        assert dial.label in shown.message.text
        assert dial.counted in shown.message.text


async def test_nothing_happened_is_one_line(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("李姐", "私聊", "周报")
    assert neighbourhood.channel.said("12") == ["傲梅苑：8月24日—8月30日 没有登记，也没有办结的事。现在在办 0 件。"]


async def test_a_stranger_without_a_place_is_asked_where(neighbourhood: Neighbourhood) -> None:
    with neighbourhood.database.writing() as session:
        from models.places import Level, add_place

        add_place(session, 1, None, Level.COMPOUND, "隔壁小区")
    await neighbourhood.say("路人", "私聊", "周报")
    assert neighbourhood.channel.said("路人") == [texts.text("zh-CN", "refused-no-place-private")]


def test_the_page_tells_of_every_figure_under_its_name() -> None:
    page = (texts.FOLDER.parent / "docs" / "numbers.md").read_text(encoding="utf-8")
    both = [f"| {texts.text('zh-CN', f'figure-{figure}')} {texts.text('en', f'figure-{figure}')} |" for figure in Figure]
    assert [row for row in both if row not in page] == []


# ---------------------------------------------------------------- 满意


async def test_only_those_concerned_rate(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await an_issue(n)
    for who, said in (("小王", "satisfied"), ("于美玲", "unsatisfied"), ("李姐", "splendid"), ("李姐", "")):
        assert (await n.press_data(who, n.people[who], "1", f"rate:1:{said}")).alert
    assert n.rows(select(Rating)) == []
    assert not (await n.press_data("李姐", "12", "1", "rate:1:fair")).alert
    assert n.rows(select(Rating.value)) == [(Satisfaction.FAIR,)]


async def test_a_follower_rates_too_and_two_presses_are_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("李姐", "居民群", "登记 3号楼门口垃圾桶破了")
    await n.press("小王", asking(n, "居民群"), "我也遇到")
    await n.say("于美玲", "工作群", "办结 1 换了新桶")
    await n.press("小王", asking(n, "居民群"), "解决了")
    for said in ("satisfied", "satisfied", "fair"):
        await n.press_data("小王", "11", "1", f"rate:1:{said}")
    await n.press_data("李姐", "12", "1", "rate:1:satisfied")
    assert n.rows(select(Rating.value).order_by(Rating.person_id)) == [(Satisfaction.FAIR,), (Satisfaction.SATISFIED,)]


async def test_what_is_worked_on_again_is_not_rated(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("李姐", "居民群", "登记 3号楼门口垃圾桶破了")
    decision = await n.press_data("李姐", "12", "1", "rate:1:satisfied")
    assert decision.toast == texts.text("zh-CN", "refused-rate-past", number="#1")


async def test_whoever_cannot_be_written_to_is_not_asked(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("新邻居", "居民群", "登记 3号楼门口垃圾桶破了")
    await n.say("于美玲", "工作群", "办结 1 换了新桶")
    before = len(n.channel.shown)
    await n.press("新邻居", asking(n, "居民群"), "解决了")
    assert len(n.channel.shown) == before


# ---------------------------------------------------------------- what the clocks say


async def response(n: Neighbourhood) -> tuple[int, int]:
    """响应率 of the whole compound since the beginning."""
    with n.database.reading() as session:
        place = places.find_place(session, n.places["傲梅苑"])
        assert place is not None
        rate = find_figures(session, place, START - timedelta(days=1), n.now, n.now).rates[Figure.RESPONSE]
    return rate.part, rate.whole


async def test_what_was_reported_before_the_weekend_has_until_monday(neighbourhood: Neighbourhood) -> None:
    """As its clock says: nights and holidays do not count (a Friday at 19:00 has an hour left, and eleven on Monday)."""
    n = neighbourhood
    n.now = datetime(2026, 9, 4, 11, 0, tzinfo=UTC)
    await n.say("小王", "居民群", "登记 3号楼门口垃圾桶破了")
    n.now = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)  # Monday at six in the evening: 63 hours, of which 11 were worked
    assert await response(n) == (0, 0)
    await n.say("于美玲", "工作群", "受理 1")
    assert await response(n) == (1, 1)


async def test_who_waits_longer_than_the_clock_said_waited_too_long(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("于美玲", "工作群", "约定 受理时限·一般 2小时")
    await n.say("小王", "居民群", "登记 3号楼门口垃圾桶破了")
    await n.pass_time(timedelta(hours=3))
    assert await response(n) == (0, 1)
    await n.say("于美玲", "工作群", "约定 受理时限·一般 24小时")  # what was promised when it was reported is what is counted
    assert await response(n) == (0, 1)


async def test_put_off_with_a_day_is_an_answer_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await n.say("小王", "居民群", "登记 3号楼门口垃圾桶破了")
    await n.say("于美玲", "工作群", "暂缓 1 9月20日 等新桶")
    await n.pass_time(timedelta(days=4))
    assert await response(n) == (1, 1)
