"""收方案, 录方案: a firm is given a page of its own, or staff put its paper into the envelope; nobody reads it before the opening."""

from __future__ import annotations

from datetime import timedelta

from handlers.ctx import ANSWER, Ctx
from handlers.forum_lines import need_disinterested
from handlers.kit import Capability, Refused, Subject, Where
from models import forums, links
from models.forums import Forum, Proposal
from models.messaging import Media
from models.rules.forums import FIRM, LABEL, MOST, MOST_PAPERS, Bid, State, Unread, is_stored, read_bid, read_parts
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE

capability = Capability("bids")

PARTS = ("price", "term", "warranty", "scope")
SPLIT = "\x1f"
"""Parts what a page sends in one press."""
FORGETS = timedelta(hours=1)
STAYS = timedelta(days=60)
"""So long after a forum is over a firm can still read on its page how it came out."""


@capability.command("收方案", "bidder", role=CALLERS, where=Where.PRIVATE, about="forum")
def invite(ctx: Ctx, forum: Forum, words: str) -> None:
    """`收方案 3 甲公司`: a page for that firm alone; said again, a new page, and the old one leads nowhere."""
    need_disinterested(ctx, forum)
    one, token = _page(ctx, forum, " ".join(words.split()))
    if not ctx.house.public_url:
        return ctx.say("bid-invited-paper", number=str(forum.number), firm=one.firm)
    told = {"number": str(forum.number), "firm": one.firm, "url": f"{ctx.house.public_url}/b/{token}", "when": ctx.clock(forum.opens_at)}
    ctx.write(ctx.chat, ctx.post("bid-invited", **told), rank=ANSWER, about=f"bid:{one.id}")
    return ctx.later("bid-page-forgets", one.subject, ctx.now + FORGETS)


@capability.timer("bid-page-forgets")
def forget_page(ctx: Ctx, id_: int) -> None:
    """The letter that carried the page has gone; one that waits still is looked at again."""
    if not links.blank_letters(ctx.db, f"bid:{id_}"):
        ctx.later("bid-page-forgets", f"proposal:{id_}", ctx.now + FORGETS)


def _page(ctx: Ctx, forum: Forum, firm: str) -> tuple[Proposal, str]:
    """The firm's proposal and the token of a new page."""
    if not 0 < len(firm) <= FIRM:
        raise Refused("usage-bidder")
    _still_sealed(ctx, forum)
    known = forums.find_proposals(ctx.db, forum.id)
    mine = next((each for each in known if each.firm == firm), None)
    if mine is not None:
        return mine, forums.renew_page(ctx.db, mine)
    if len(known) >= MOST:
        raise Refused("bid-many", most=str(MOST))
    made = forums.invite(ctx.db, forum, firm, ctx.now)
    assert made is not None
    ctx.record(forum.subject, "invited", firm=firm)
    return made


def _still_sealed(ctx: Ctx, forum: Forum) -> None:
    """The moment of receipt decides, once: what comes later than the announced moment is too late."""
    if forum.state is not State.INVITED or ctx.now >= forum.opens_at:
        raise Refused("bid-late", number=str(forum.number), when=ctx.clock(forum.opens_at))


@capability.command("录方案", "bid", role=CALLERS, where=Where.PRIVATE, about="forum")
def enter(ctx: Ctx, forum: Forum, words: str) -> None:
    """`录方案 3 甲公司 报价 48.6万 工期 60天 质保 5年 内容 …`, with photos of the papers: what came in an envelope of paper."""
    need_disinterested(ctx, forum)
    firm, parts = read_parts(words)
    bid = _read(parts)
    one, _ = _page(ctx, forum, firm)
    photos = [[ctx.happened.channel, shown.ref] for shown in ctx.happened.attachments if shown.media is Media.PHOTO]
    _submit(ctx, forum, one, bid, photos)
    ctx.say("bid-entered", number=str(forum.number), firm=one.firm, when=ctx.clock(forum.opens_at))


def _read(parts: dict[str, str]) -> Bid:
    try:
        return read_bid(parts)
    except Unread as no:
        raise Refused(f"bid-{no}") from no


def _submit(ctx: Ctx, forum: Forum, one: Proposal, bid: Bid, photos: list[list[str]]) -> None:
    """Into the envelope; the record says that, and nothing of what."""
    forums.submit(ctx.db, one, bid, ctx.now, photos)
    ctx.record(forum.subject, "submitted", firm=one.firm)
    ctx.refresh(forum.subject)


@capability.button("bid-save", role=ANYONE, about="proposal")
def saved_on_page(ctx: Ctx, one: Proposal, rest: str) -> None:
    """The firm fills in its page, as often as it likes until the opening."""
    forum = _of_firm(ctx, one)
    _submit(ctx, forum, one, _read(dict(zip(PARTS, rest.split(SPLIT), strict=False))), [])
    ctx.toast("bid-saved", when=ctx.clock(forum.opens_at))


@capability.button("bid-paper", role=ANYONE, about="proposal")
def put_paper(ctx: Ctx, one: Proposal, rest: str) -> None:
    """A file the page has stored goes into the envelope; the record says that, and nothing of what."""
    name, size, label = (*rest.split(SPLIT, 2), "", "")[:3]
    forum = _of_firm(ctx, one)
    if not is_stored(name) or not size.isdigit():
        raise Refused("button-unknown")
    if len(forums.find_papers(ctx.db, one.id)) >= MOST_PAPERS:
        raise Refused("bid-papers", most=str(MOST_PAPERS))
    forums.add_paper(ctx.db, one, name, mask(label)[:LABEL] or name, int(size[:9]), ctx.now)
    ctx.record(forum.subject, "filed", firm=one.firm)
    ctx.toast("bid-paper-kept", when=ctx.clock(forum.opens_at))


@capability.button("bid-unpaper", role=ANYONE, about="proposal")
def drop_paper(ctx: Ctx, one: Proposal, name: str) -> None:
    """The firm takes a file back, before anybody has seen it."""
    forum = _of_firm(ctx, one)
    if not forums.drop_paper(ctx.db, one.id, name):
        raise Refused("button-unknown")
    ctx.record(forum.subject, "unfiled", firm=one.firm)
    ctx.toast("bid-paper-dropped")


def _of_firm(ctx: Ctx, one: Proposal) -> Forum:
    """The forum of a proposal, locked, while its firm may still change it."""
    forum = forums.lock_forum(ctx.db, one.forum_id)
    if forum is None or one.person_id != ctx.me().id:
        raise Refused("button-unknown")
    _still_sealed(ctx, forum)
    return forum


def _by_id(ctx: Ctx, id_: int) -> Proposal:
    one = ctx.db.get(Proposal, id_)
    if one is None:
        raise Refused("button-unknown")
    return one


capability.subjects["proposal"] = Subject(_by_id, _by_id)
