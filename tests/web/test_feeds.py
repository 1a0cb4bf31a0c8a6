"""The calendar of a telephone: what its link shows, read by a library; whose it is; dead links show nothing."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import aiohttp
import pytest
from icalendar import Calendar

from bot.app import App
from bot.logs import redact
from bot.web.feeds import AHEAD
from models import duties, feeds, people, places
from models.rules.duties import Going, Rhythm
from scheduler import clock

DEMO = ("爱心日", "投票截止：2号楼门厅要不要装扶手")
"""What the demo has ahead."""
STATIONS = [{"name": "泡脚", "capacity": 2, "place": "小广场"}]


@pytest.fixture
def tokens(app: App) -> tuple[str, str]:
    """A volunteer's own link and the community's, over a monthly day."""
    with app.database.writing() as session:
        place = places.find_named(session, ["傲梅苑"])
        assert place is not None
        now, who = clock.now(), people.add_person(session, "小王", clock.now())
        told = {"title": "爱心日，义诊", "rhythm": Rhythm.WEEKLY, "day": (now + timedelta(days=2)).isoweekday(), "begins": "08:30", "ends": "11:30"}
        plan = duties.make_plan(session, place, now, stations=STATIONS, held=0, by_person_id=who.id, **told)
        occasion = duties.make_ahead(session, plan, now, timedelta(days=5), app.house.time_zone)[0]
        stand = duties.find_stands(session, occasion.id)[0].stand
        duties.set_sign_up(session, occasion, stand, who.id, Going.GOING, now, None)
        return feeds.make_feed(session, place, who.id, now, own=True), feeds.make_feed(session, place, who.id, now, own=False)


async def read(app: App, token: str) -> tuple[int, str, bytes]:
    async with aiohttp.ClientSession() as http, http.get(f"{app.address}/i/{token}.ics") as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_a_library_reads_what_lies_ahead(app: App, tokens: tuple[str, str]) -> None:
    status, kind, body = await read(app, tokens[0])
    assert (status, kind) == (200, "text/calendar")
    found = list(Calendar.from_ical(body).walk("VEVENT"))
    summaries = [str(one["summary"]) for one in found]
    assert summaries.count("我：爱心日，义诊 · 泡脚") == 1
    days = sorted(one.decoded("dtstart") for one in found if str(one["summary"]) == "爱心日，义诊")
    assert days[0] - timedelta(days=7) < clock.now() < days[0]
    assert days[-1] < clock.now() + AHEAD <= days[-1] + timedelta(days=7)
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}
    assert len({str(one["uid"]) for one in found}) == len(found)
    noted = {str(one["description"]) for one in found}
    assert all("月" in note for note in noted)  # 八月十五 · 中秋节
    assert len(noted) == len({one.decoded("dtstart") for one in found})


async def test_the_community_s_link_shows_nobody_s_own(app: App, tokens: tuple[str, str]) -> None:
    _, _, body = await read(app, tokens[1])
    assert {str(one["summary"]) for one in Calendar.from_ical(body).walk("VEVENT")} == {"爱心日，义诊", *DEMO}


async def test_an_event_keeps_its_name_when_it_is_made(app: App, tokens: tuple[str, str]) -> None:
    """What the plan has is the same event before its day is made and after: a telephone shows it once."""
    before = {str(one["uid"]) for one in Calendar.from_ical((await read(app, tokens[1]))[2]).walk("VEVENT")}
    with app.database.writing() as session:
        plan = next(one for one in duties.find_public(session, 1) if one.title == "爱心日，义诊")
        assert len(duties.make_ahead(session, plan, clock.now(), timedelta(days=40), app.house.time_zone)) > 3
    assert {str(one["uid"]) for one in Calendar.from_ical((await read(app, tokens[1]))[2]).walk("VEVENT")} == before


async def test_dead_links_show_nothing(app: App, tokens: tuple[str, str]) -> None:
    with app.database.writing() as session:
        who = feeds.find_feed(session, feeds.digest(tokens[0]), clock.now())
        assert who is not None
        assert feeds.revoke(session, who.maker_id, clock.now(), own=True) == 1
    assert (await read(app, tokens[0]))[0] == (await read(app, "x" * 43))[0] == 404
    assert (await read(app, tokens[1]))[0] == 200


def test_tokens_are_not_written_into_logs(tokens: tuple[str, str]) -> None:
    assert tokens[0] not in redact(f"GET /i/{tokens[0]}.ics")
