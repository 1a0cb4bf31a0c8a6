"""新议事会: what a place wants made, what is asked of firms, and until when their proposals stay sealed."""

from __future__ import annotations

from datetime import datetime

from handlers import forms
from handlers.callers import first_place, may_ask
from handlers.ctx import Ctx
from handlers.forms import Filled, Form, Step
from handlers.kit import Capability, Refused, Where
from models import ballots, forums, places, polls
from models.rules.forums import TITLE, WANTED
from models.rules.masking import mask
from models.rules.polls import CALLERS

capability = Capability("forum_forms")


@capability.command("新议事会", "newforum", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新议事会` asks step by step; `新议事会 2号楼 外墙粉刷` and what is asked of firms on the lines below fill in what they say."""
    first, _, below = words.partition("\n")
    place, title = first_place(ctx, first.strip())
    filled: Filled = {"said": words} | ({"place": place.id} if place else {})
    filled |= {"title": read_title(ctx, title)} if title else {}
    forms.begin(ctx, FORM, filled | ({"wanted": read_wanted(ctx, below)} if below.strip() else {}))


def read_title(_ctx: Ctx, said: str) -> str:
    title = mask(" ".join(said.split()))
    if not 0 < len(title) <= TITLE:
        raise Refused("forum-title", length=str(TITLE))
    return title


def read_wanted(_ctx: Ctx, said: str) -> str:
    wanted = mask(" ".join(said.split()))
    if not 0 < len(wanted) <= WANTED:
        raise Refused("forum-asked", length=str(WANTED))
    return wanted


def preview(ctx: Ctx, filled: Filled) -> str:
    """The whole invitation in words."""
    where = ballots.called(ctx.db, places.find_place(ctx.db, filled["place"]))
    when = ctx.clock(datetime.fromisoformat(filled["opens"]))
    return ctx.text("forum-draft", title=filled["title"], place=where, wanted=filled["wanted"], when=when)


def publish(ctx: Ctx, filled: Filled) -> None:
    """Its number, its card in the groups, the draw's fingerprint on it, and the moment of opening set."""
    place, opens = places.find_place(ctx.db, filled["place"]), datetime.fromisoformat(filled["opens"]).astimezone(ctx.now.tzinfo)
    if place is None or not may_ask(ctx, place):
        raise Refused("forum-place")
    if opens <= ctx.now:
        raise Refused("forum-opens")
    asked = {"title": filled["title"], "wanted": filled["wanted"], "opens_at": opens, "by_person_id": ctx.me().id}
    forum = forums.begin_forum(ctx.db, place, ctx.now, **asked)
    ctx.record(forum.subject, "begun", new=True, number=forum.number, draw=forum.print_)
    ctx.later("forum-opens", forum.subject, forum.opens_at)
    groups = polls.find_groups(ctx.db, forum.path)
    for chat in groups:
        ctx.reveal(forum.subject, chat)
    ctx.say("forum-published", number=str(forum.number), n=str(len(groups)), when=ctx.clock(forum.opens_at), print=forum.print_)


STEPS = (forms.ask_place("forum"), Step("title", read_title), Step("wanted", read_wanted), forms.ask_close("forum", "opens"))
FORM = Form("forum", STEPS, preview, publish, {"length": str(TITLE), "most": str(WANTED)})
forms.declare(capability, FORM, CALLERS)
