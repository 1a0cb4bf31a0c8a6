"""The page of one firm for one forum: its proposal until the opening, then the residents' questions, then how it came out."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.links import answer, gone, look_up
from bot.web.server import SITE, language_of
from handlers import texts
from handlers.bids import PARTS, SPLIT, STAYS
from handlers.ctx import House, Voice
from models import forums, people
from models.chats import Chat, Kind
from models.forums import CHANNEL, Enquiry, Forum, Paper, Proposal
from models.messaging import Happening, Incoming, Sender, clean
from models.rules.codes import digest as digest_of
from models.rules.forums import MOST_PAPERS, SCOPE, WORDS, State
from models.rules.plans import money_text
from scheduler import clock

routes = web.RouteTableDef()
LARGEST = 16 * 1024
ASKING = frozenset({State.OPENED, State.VOTING, State.COUNTED})


@dataclass(frozen=True)
class Page:
    """What the firm reads, what it has filled in, and which questions it may answer; what a press needs to be its own."""

    title: str
    firm: str
    lines: list[str]
    filled: dict[str, str] | None
    shown: dict[str, str]
    questions: list[Enquiry]
    may_answer: bool
    proposal: int
    sender: str
    papers: list[Paper]


@routes.get("/b/{token}")
async def look(request: web.Request) -> web.Response:
    """To look changes nothing, whoever looks."""
    page = await look_up(request, find_page)
    return shown(request, page) if page else gone(request)


@routes.post("/b/{token}")
async def act(request: web.Request) -> web.Response:
    """The proposal put into its envelope, or one answer: decided and committed like any press, then shown as it stands."""
    page = await look_up(request, find_page)
    if page is None:
        return gone(request)
    if (request.content_length or 0) > LARGEST:
        return shown(request, page, texts.text(language_of(request), "page-unchanged"), refused=True)
    form = {name: clean(str(value)) for name, value in (await request.post()).items()}
    outcome = await request.app[SITE].inbox.accept(_pressed(request, page, form))
    after = await look_up(request, find_page, counted=False)
    said = texts.text(language_of(request), "page-again") if outcome.duplicate else outcome.toast
    return shown(request, after or page, said, refused=outcome.alert, kept=form if outcome.alert else {})


def _pressed(request: web.Request, page: Page, form: dict[str, str]) -> Incoming:
    """A press of the firm. Only the page's digest travels, never its token; the same words at the same state are the same press."""
    digest = digest_of(request.match_info["token"])
    if "question" in form:
        rest = f"bid-answer:{page.proposal}:{form['question'][:6]}:{form.get('words', '')[:WORDS]}"
    else:
        rest = f"bid-save:{page.proposal}:{SPLIT.join(form.get(name, '').replace(SPLIT, ' ')[:SCOPE] for name in PARTS)}"
    before = digest_of(repr((page.filled, [each.answer for each in page.questions])))[:16]
    key = f"bid:{digest}:{before}:{digest_of(rest)[:16]}"
    sender = Sender(page.sender)
    return Incoming(CHANNEL, key, Happening.PRESS, page.sender, clock.now(), sender=sender, pressed=rest, source=digest)


def find_page(session: Session, house: House, digest: str, language: str) -> Page | None:
    """What the page with this digest shows now; None once the forum has been over for long."""
    now = clock.now()
    one = forums.find_page(session, digest)
    forum = session.get(Forum, one.forum_id) if one else None
    if one is None or forum is None or (forum.over_at is not None and now > forum.over_at + STAYS):
        return None
    voice = Voice(session, house, Chat(channel=CHANNEL, address="", kind=Kind.PRIVATE, language=language), now)
    opened = forum.state is not State.INVITED
    mine = [each for each in forums.find_enquiries(session, forum.id) if each.proposal_id == one.id]
    account = people.find_accounts(session, one.person_id)[0].external
    lines = [voice.text("forum-wanted", wanted=forum.wanted), _stands(voice, forum, one)]
    filled, may_answer = _filled(one), forum.state in ASKING
    title = voice.text("forum-card", number=str(forum.number), title=forum.title)
    papers = list(forums.find_papers(session, one.id))
    return Page(title, one.firm, lines, None if opened else filled, filled if opened else {}, mine, may_answer, one.id, account, papers)


def _filled(one: Proposal) -> dict[str, str]:
    price = money_text(one.price).removesuffix(".00").replace(",", "") if one.price else ""
    return {"price": price, "term": one.term, "warranty": one.warranty, "scope": one.scope}


def _stands(voice: Voice, forum: Forum, one: Proposal) -> str:
    """Where the firm stands: sealed, opened, chosen, or not and why."""
    when = voice.clock(forum.opens_at)
    if forum.state is State.INVITED:
        return voice.text("bid-page-sealed" if one.submitted_at else "bid-page-open", when=when)
    if one.turn is None:
        return voice.text("bid-page-late")
    if forum.state is State.LAPSED:
        return voice.text("bid-page-lapsed", why=forum.why)
    if forum.state is State.DECIDED and one.id == forum.winner_id:
        return voice.text("bid-page-won", why=forum.why)
    if one.reason:
        return voice.text("bid-page-lost", reason=one.reason)
    return voice.text("bid-page-turn", turn=str(one.turn))


def shown(request: web.Request, page: Page, said: str = "", *, refused: bool = False, kept: dict[str, str] | None = None) -> web.Response:
    context = {"page": page, "said": said, "refused": refused, "kept": kept or {}, "language": language_of(request)}
    context |= {"token": request.match_info["token"], "most": MOST_PAPERS}
    return answer("bid.html", request, context, 422 if refused else 200)
