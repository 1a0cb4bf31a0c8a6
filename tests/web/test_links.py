"""The one-time page of a department: good on a phone, used once, silent about itself, and no look at it changes anything."""

from __future__ import annotations

import asyncio
import io
import logging
from datetime import timedelta

import aiohttp
import pytest
from playwright.async_api import Page, expect
from sqlalchemy import select

from bot.app import App
from bot.logs import Line, redact
from bot.web.links import MISSES, Misses
from models import calls, links, matters
from models.calls import Summons
from models.journal import journal
from models.links import LinkUse
from models.rules.calls import Answer, CallKind, CallLevel
from models.rules.codes import digest as digest_of
from scheduler import clock
from tests.web.conftest import PHONE, SMALL, Viewer
from tests.web.test_seeing import SCHEMES, legible, pressable, within
from tests.web.test_using import tab_through


@pytest.fixture
def token(app: App) -> str:
    """A link of 城管 to matter 1 of the demo."""
    with app.database.writing() as session:
        now = clock.now()
        matter = matters.find_matter(session, 1, 1)
        assert matter is not None
        calls.add_department(session, 1, "城管")
        calls.add_department(session, 1, "公安")
        here, other = (one for one in calls.find_departments(session, 1) if one.name in ("城管", "公安"))
        contact = calls.add_contact(session, here, "周建国")
        calls.open_account(session, contact, now)
        due = now + timedelta(hours=3)
        told = {"level": CallLevel.STREET, "kind": CallKind.HARD, "reason": "夜间装卸", "called_at": now, "due_at": due}
        call = calls.open_call(session, matter, **told)
        summons = calls.add_summons(session, call, here, now, due)
        calls.add_summons(session, call, other, now, due)
        assert summons is not None
        for root in calls.find_roots(session, 1):
            calls.people.appoint(session, contact.person_id or 0, calls.people.Role.DEPARTMENT, root, None, now)
        return links.make_link(session, summons, contact, now)[1]


def stands(app: App) -> Answer:
    with app.database.reading() as session:
        return session.get_one(Summons, 1).state


def written(app: App) -> tuple[int, int]:
    """How much the journal and the uses hold."""
    with app.database.reading() as session:
        return len(session.execute(select(journal.c.id)).all()), session.query(LinkUse).count()


async def post(http: aiohttp.ClientSession, app: App, token: str, **form: str) -> tuple[int, str]:
    async with http.post(f"{app.address}/c/{token}", data=form, headers={"Accept-Language": "zh-CN"}) as answer:
        return answer.status, await answer.text()


async def test_the_page_says_what_is_wanted_and_no_name(app: App, http: aiohttp.ClientSession, token: str) -> None:
    async with http.get(f"{app.address}/c/{token}", headers={"Accept-Language": "zh-CN"}) as answer:
        page = await answer.text()
    assert answer.status == 200
    assert all(word in page for word in ("城管", "夜间装卸", "前到场报到", "签收", "报到", "不属本单位"))
    assert "周建国" not in page
    assert "陈奶奶" not in page
    assert token not in page
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT"])
async def test_to_look_changes_nothing(app: App, http: aiohttp.ClientSession, token: str, method: str) -> None:
    before = written(app)
    for headers in ({}, {"Purpose": "prefetch"}, {"User-Agent": "TelegramBot (like TwitterBot)"}):
        for query in ("", "?do=arrive", "?lang=en"):
            async with http.request(method, f"{app.address}/c/{token}{query}", headers=headers) as answer:
                assert answer.status in (200, 405)
    assert written(app) == before
    assert stands(app) is Answer.CALLED


async def test_each_action_once_and_the_page_says_so(app: App, http: aiohttp.ClientSession, token: str) -> None:
    status, page = await post(http, app, token, do="arrive")
    assert (status, "已报到，辛苦了" in page, stands(app)) == (200, True, Answer.ARRIVED)
    before = written(app)
    status, page = await post(http, app, token, do="arrive")
    assert (status, "已经办过了" in page) == (422, True)
    assert written(app) == before
    status, page = await post(http, app, token, do="promise", day="2099-01-02", words="装护栏")
    assert (status, "装护栏" in page, stands(app)) == (200, True, Answer.PROMISED)


async def test_pressed_at_once_from_two_phones_it_counts_once(app: App, http: aiohttp.ClientSession, token: str) -> None:
    answers = await asyncio.gather(*(post(http, app, token, do="talk") for _ in range(6)))
    assert sorted(status for status, _ in answers) == [200] + [422] * 5
    with app.database.reading() as session:
        assert session.query(LinkUse).count() == 1


async def test_what_is_not_understood_keeps_what_was_typed(app: App, http: aiohttp.ClientSession, token: str) -> None:
    status, page = await post(http, app, token, do="sign")
    status, page = await post(http, app, token, do="promise", day="", words="尽快装护栏")
    assert (status, stands(app)) == (422, Answer.SIGNED)
    assert 'value="尽快装护栏"' in page
    assert "没看懂是哪一天" in page
    status, page = await post(http, app, token, do="promise", day="2099-01-02", words="尽快装护栏")
    assert (status, stands(app)) == (200, Answer.PROMISED)


@pytest.mark.parametrize(
    "form", [{}, {"do": "drop"}, {"do": "done"}, {"do": "arrive:7"}, {"do": "x" * 5000}, {"do": "arrive", "more": "x" * 9000}]
)
async def test_a_form_of_somebody_elses_making_does_nothing(
    app: App, http: aiohttp.ClientSession, token: str, form: dict[str, str]
) -> None:
    status, page = await post(http, app, token, **form)
    assert (status, "没有新的改动" in page, stands(app)) == (422, True, Answer.CALLED)


@pytest.mark.parametrize("how", ["forged", "short", "expired", "revoked", "over"])
async def test_links_that_do_not_work_look_the_same(app: App, http: aiohttp.ClientSession, token: str, how: str) -> None:
    with app.database.writing() as session:
        link = links.find_link(session, digest_of(token), clock.now())
        assert link is not None
        if how == "expired":
            link.expires_at = clock.now()
        if how == "revoked":
            links.revoke_links(session, 1, clock.now())
        if how == "over":
            session.get_one(calls.Call, 1).closed_at = clock.now()
    tried = {"forged": "A" * 43, "short": "1"}.get(how, token)
    before, pages = written(app), set()
    async with http.get(f"{app.address}/c/{tried}", headers={"Accept-Language": "zh-CN"}) as answer:
        pages.add((answer.status, await answer.text()))
    pages.add(await post(http, app, tried, do="arrive"))
    pages.add(await post(http, app, "B" * 43, do="arrive"))
    [(status, page)] = pages
    assert status == 404
    assert "什么都没有改动" in page
    assert written(app) == before
    assert stands(app) is Answer.CALLED


async def test_who_guesses_too_often_waits_and_others_do_not(app: App, http: aiohttp.ClientSession, token: str) -> None:
    theirs = {"X-Forwarded-For": "203.0.113.7"}
    seen = []
    for n in range(31):
        async with http.get(f"{app.address}/c/{n}", headers=theirs) as answer:
            seen.append(answer.status)
    assert seen == [404] * 29 + [429] * 2
    async with http.get(f"{app.address}/c/{token}", headers={"X-Forwarded-For": "203.0.113.8"}) as answer:
        assert answer.status == 200


def test_misses_are_forgotten_and_do_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(clock, "ticking", lambda: now)
    misses = Misses(most=2, within=10, callers=3)
    for caller in ("a", "a", "b", "c", "d", "e"):
        misses.note(caller)
    assert len(misses.known) == 3
    misses.note("e")
    assert misses.too_many("e")
    now = 11.0
    assert not misses.too_many("e")
    assert MISSES is not None


async def test_the_last_of_all_sees_thanks_though_the_link_is_void(app: App, http: aiohttp.ClientSession, token: str) -> None:
    with app.database.writing() as session:
        session.get_one(Summons, 2).state = Answer.DONE
    status, page = await post(http, app, token, do="finish")
    assert (status, "已完成，谢谢" in page, "<form" in page) == (200, True, False)
    assert (await post(http, app, token, do="talk"))[0] == 404


async def test_no_log_holds_a_token(app: App, http: aiohttp.ClientSession, token: str, caplog: pytest.LogCaptureFixture) -> None:
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Line(talkative=True))
    logging.getLogger().addHandler(handler)
    try:
        with caplog.at_level(logging.DEBUG):
            await post(http, app, token, do="arrive")
            await post(http, app, token, do="arrive")
            async with http.get(f"{app.address}/c/{token}x"):
                pass
            logging.getLogger("test").info("https://jinlin.example/c/%s?lang=en", token)
    finally:
        logging.getLogger().removeHandler(handler)
    assert "/c/<link>" in told.getvalue()
    assert token not in told.getvalue()
    own = [record for record in caplog.records if record.name != "test"]
    assert [record for record in own if token in record.getMessage()] == []
    assert redact(f"GET /c/{token} 200") == "GET /c/<link> 200"


# ---------------------------------------------------------------- looked at


async def labelled(page: Page, where: str) -> None:
    assert await page.evaluate("[...document.querySelectorAll('input:not([type=hidden])')].filter((one) => !one.labels.length)") == [], (
        where
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_it_is_good_on_a_phone(viewer: Viewer, app: App, token: str, scheme: str, locale: str) -> None:
    with app.database.writing() as session:
        session.get_one(Summons, 1).state = Answer.SIGNED
    for size in (PHONE, SMALL):
        for path in (f"/c/{token}", "/c/nothing"):
            page = await viewer.board(path, size=size, scheme=scheme, locale=locale)
            for look in (legible, pressable, within, labelled):
                await look(page, path)
    with app.database.writing() as session:
        session.get_one(Summons, 1).state = Answer.CALLED  # without the day, in which Tab stops at year, month and day
    page = await viewer.board(f"/c/{token}", size=SMALL, scheme=scheme, locale=locale)
    await tab_through(page, "link")


async def test_it_is_used_without_a_script(viewer: Viewer, app: App, token: str) -> None:
    page = await viewer.board(f"/c/{token}", size=PHONE, java_script_enabled=False)
    await page.get_by_role("button", name="报到", exact=True).click()
    await expect(page.locator(".said")).to_have_text("#1 城管已报到，辛苦了。")
    await page.get_by_label("哪天以前").fill("2099-01-02")
    await page.get_by_label("做什么").fill("装护栏")
    await page.get_by_role("button", name="承诺", exact=True).click()
    await expect(page.locator(".facts")).to_contain_text("承诺 1月2日：装护栏")
    assert stands(app) is Answer.PROMISED
