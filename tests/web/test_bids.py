"""A firm's page: filled in until the opening, sealed from everybody else, then questions, then the reason; and no look changes anything."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import expect
from sqlalchemy import select

from bot.app import App
from bot.logs import redact
from models import forums, people, places
from models.forums import Forum, Paper, Proposal
from models.journal import journal
from models.rules.forums import State
from scheduler import clock
from tests.web.conftest import PHONE, Viewer
from tests.web.test_seeing import SCHEMES, legible, pressable, within

BID = {"price": "48.6万", "term": "60天", "warranty": "5年", "scope": "外墙铲除重做，水性漆两遍"}
CHINESE = {"Accept-Language": "zh-CN"}


@pytest.fixture
def token(app: App) -> str:
    """The page of 甲公司 for a forum of the demo's second building."""
    with app.database.writing() as session:
        place = places.find_named(session, ["傲梅苑", "2号楼"])
        assert place is not None
        by = people.add_person(session, "书记", clock.now())
        asked = {"title": "外墙粉刷", "wanted": "水性漆", "opens_at": clock.now() + timedelta(days=1), "by_person_id": by.id}
        forum = forums.begin_forum(session, place, clock.now(), **asked)
        forums.invite(session, forum, "乙公司", clock.now())
        made = forums.invite(session, forum, "甲公司", clock.now())
        assert made is not None
        return made[1]


def stands(app: App) -> tuple[int | None, str, str]:
    with app.database.reading() as session:
        one = session.scalars(select(Proposal).where(Proposal.firm == "甲公司")).one()
        return one.price, one.term, one.scope


def written(app: App) -> int:
    with app.database.reading() as session:
        return len(session.execute(select(journal.c.id)).all())


async def get(http: aiohttp.ClientSession, app: App, token: str) -> tuple[int, str]:
    async with http.get(f"{app.address}/b/{token}", headers=CHINESE) as answer:
        return answer.status, await answer.text()


async def post(http: aiohttp.ClientSession, app: App, token: str, **form: str) -> tuple[int, str]:
    async with http.post(f"{app.address}/b/{token}", data=form, headers=CHINESE) as answer:
        return answer.status, await answer.text()


def lead_on(app: App, state: State) -> None:
    """The forum as it stands later: opened, a question asked, decided."""
    with app.database.writing() as session:
        forum = session.scalars(select(Forum)).one()
        opened = forums.open_all(session, forum)
        forum.state = state
        if state is State.OPENED:
            forums.ask(session, forum, opened[0], forum.by_person_id, "雨天会不会掉皮？", clock.now())
        else:
            opened[0].reason, forum.over_at = "报价高出预算", clock.now()


async def test_it_is_filled_in_as_often_as_one_likes_and_nobody_else_sees_it(app: App, http: aiohttp.ClientSession, token: str) -> None:
    status, page = await get(http, app, token)
    assert (status, "甲公司" in page, "乙公司" in page, "开封前只有您自己看得到" in page) == (200, True, False, True)
    status, page = await post(http, app, token, **BID)
    assert (status, "已封存" in page, stands(app)) == (200, True, (48_600_000, "60天", BID["scope"]))
    status, page = await post(http, app, token, **BID | {"price": "45万"})
    assert (status, 'value="450000"' in page, stands(app)[0]) == (200, True, 45_000_000)
    async with http.get(f"{app.address}/board") as answer:
        assert "45" not in (await answer.text()).replace("4500", "")
    with app.database.reading() as session:
        assert "450000" not in str(session.execute(select(journal)).all())


async def test_the_same_form_twice_is_one(app: App, http: aiohttp.ClientSession, token: str) -> None:
    await asyncio.gather(*(post(http, app, token, **BID) for _ in range(4)))
    with app.database.reading() as session:
        assert len(session.execute(select(journal.c.id).where(journal.c.act == "submitted")).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"), [({"price": "便宜"}, "报价没看懂"), ({"term": ""}, "请写工期"), ({"scope": " "}, "请写做什么"), ({"price": ""}, "报价没看懂")]
)
async def test_what_is_missing_is_said_and_what_was_typed_stays(
    app: App, http: aiohttp.ClientSession, token: str, wrong: dict[str, str], said: str
) -> None:
    status, page = await post(http, app, token, **BID | wrong)
    assert (status, said in page, stands(app)[0]) == (422, True, None)
    assert 'value="5年"' in page


async def test_to_look_changes_nothing_and_other_tokens_lead_nowhere(app: App, http: aiohttp.ClientSession, token: str) -> None:
    before = written(app)
    for method in ("GET", "HEAD", "OPTIONS", "PUT"):
        async with http.request(method, f"{app.address}/b/{token}") as answer:
            assert answer.status in (200, 405)
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert (await get(http, app, forged))[0] == 404
    assert (await post(http, app, forged, **BID))[0] == 404
    assert (written(app), stands(app)[0]) == (before, None)
    assert redact(f"GET /b/{token}") == "GET /b/<link>"


async def test_after_the_opening_the_proposal_stands_and_questions_are_answered(app: App, http: aiohttp.ClientSession, token: str) -> None:
    await post(http, app, token, **BID)
    lead_on(app, State.OPENED)
    status, page = await get(http, app, token)
    assert (status, "抽签排在第 1" in page, "雨天会不会掉皮？" in page, 'name="price"' in page) == (200, True, True, False)
    status, _ = await post(http, app, token, **BID | {"price": "1元"})
    assert (status, stands(app)[0]) == (422, 48_600_000)
    status, page = await post(http, app, token, question="1", words="打底两遍，不会")
    assert (status, "打底两遍，不会" in page, 'name="words"' in page) == (200, True, False)
    status, page = await post(http, app, token, question="9", words="什么")
    assert (status, "没有问 9" in page) == (422, True)


async def test_whoever_was_not_chosen_reads_why_and_later_nothing(app: App, http: aiohttp.ClientSession, token: str) -> None:
    await post(http, app, token, **BID)
    lead_on(app, State.DECIDED)
    assert "没有选中。原因：报价高出预算" in (await get(http, app, token))[1]
    with app.database.writing() as session:
        session.scalars(select(Forum)).one().over_at = clock.now() - timedelta(days=61)
    assert (await get(http, app, token))[0] == 404


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_it_is_filled_in_on_a_phone_without_a_script(app: App, viewer: Viewer, token: str, scheme: str) -> None:
    page = await viewer.page(size=PHONE, scheme=scheme, java_script_enabled=False)
    await page.goto(f"{app.address}/b/{token}")
    for name, value in BID.items():
        await page.fill(f"[name={name}]", value)
    await page.click("form.act button")
    await expect(page.locator(".said")).to_contain_text("已封存")
    seen = await viewer.page(size=PHONE, scheme=scheme)
    await seen.goto(f"{app.address}/b/{token}")
    for check in (legible, within, pressable):
        await check(seen, scheme)


# ---------------------------------------------------------------- files

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def photo_of(size: tuple[int, int] = (60, 40)) -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", size, "white").save(raw, "PNG")
    return raw.getvalue()


async def send(http: aiohttp.ClientSession, app: App, token: str, raw: bytes, label: str = "报价单.pdf") -> tuple[int, str]:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("paper", raw, filename=label, content_type="application/octet-stream")
    async with http.post(f"{app.address}/b/{token}/papers", data=form, headers=CHINESE) as answer:
        return answer.status, await answer.text()


def papers(app: App) -> list[tuple[str, str]]:
    with app.database.reading() as session:
        return [(each.name, each.label) for each in session.scalars(select(Paper).order_by(Paper.at))]


def stored(app: App) -> set[str]:
    return {file.name for file in (app.pictures / "papers").glob("*")}


async def look(http: aiohttp.ClientSession, app: App, name: str) -> tuple[int, bytes, str]:
    async with http.get(f"{app.address}/papers/{name}") as answer:
        return answer.status, await answer.read(), answer.headers.get("Content-Disposition", "")


async def test_files_are_sealed_with_the_proposal_and_opened_with_it(app: App, http: aiohttp.ClientSession, token: str) -> None:
    status, page = await send(http, app, token, PDF)
    assert (status, "附件放好了" in page, "报价单.pdf · 1 KB" in page) == (200, True, True)
    await send(http, app, token, photo_of(), "现场.png")
    [(pdf, _), (jpg, label)] = papers(app)
    assert (pdf[-4:], jpg[-4:], label, stored(app)) == (".pdf", ".jpg", "现场.png", {pdf, jpg})
    for name in (pdf, jpg):
        assert (await look(http, app, name))[0] == 404
        async with http.get(f"{app.address}/files/{name}") as answer:
            assert answer.status == 404
    with app.database.reading() as session:
        assert "报价单" not in str(session.execute(select(journal.c.act, journal.c.detail)).all())
    await post(http, app, token, **BID)
    lead_on(app, State.OPENED)
    assert await look(http, app, pdf) == (200, PDF, f"attachment; filename={pdf}")
    assert (await look(http, app, jpg))[1].startswith(b"\xff\xd8")
    assert f'href="/papers/{pdf}"' in (await get(http, app, token))[1]
    status, page = await send(http, app, token, PDF, "晚了.pdf")
    assert (status, len(papers(app)), stored(app)) == (422, 2, {pdf, jpg})


async def test_a_file_is_taken_out_again_by_its_firm_alone(app: App, http: aiohttp.ClientSession, token: str) -> None:
    await send(http, app, token, PDF, "../../etc/passwd.pdf")
    [(name, label)] = papers(app)
    assert label == "passwd.pdf"
    with app.database.writing() as session:
        other = forums.renew_page(session, session.scalars(select(Proposal).where(Proposal.firm == "乙公司")).one())
    async with http.post(f"{app.address}/b/{other}/papers", data={"drop": name}) as answer:
        assert answer.status == 422
    async with http.post(f"{app.address}/b/{token}/papers", data={"drop": "../app.sqlite"}) as answer:
        assert answer.status == 422
    assert (len(papers(app)), stored(app)) == (1, {name})
    async with http.post(f"{app.address}/b/{token}/papers", data={"drop": name}) as answer:
        assert answer.status == 200
    assert (papers(app), stored(app)) == ([], set())


async def test_what_is_no_paper_is_not_kept(app: App, http: aiohttp.ClientSession, token: str) -> None:
    for raw in (b"MZ\x90 a program", b"%PDF-1.7 cut off", b"", b"<script>1</script>"):
        status, page = await send(http, app, token, raw)
        assert (status, "打不开" in page) == (422, True)
    status, page = await send(http, app, token, PDF + b"0" * 10_485_760)
    assert (status, "太大" in page) == (422, True)
    assert (papers(app), stored(app)) == ([], set())


async def test_so_many_files_and_no_more(app: App, http: aiohttp.ClientSession, token: str) -> None:
    for nth in range(6):
        status, page = await send(http, app, token, PDF, f"{nth}.pdf")
        assert (status, "附件最多 5 个" in page) == ((200, False) if nth < 5 else (422, True))
    assert (len(papers(app)), len(stored(app))) == (5, 5)
    assert 'type="file"' not in (await get(http, app, token))[1]
