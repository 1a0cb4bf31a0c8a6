"""开投, 定标, 落选: the households vote on the opened proposals, one is taken, the others hear why not, and the work begins."""

from __future__ import annotations

from typing import Any

from handlers.callers import read_close
from handlers.ctx import ANSWER, Ctx, Voice, spoken
from handlers.forum_lines import interest_line, move, need_disinterested, spread
from handlers.kit import Added, Capability, Refused
from handlers.poll_drafts import launch
from handlers.registry import split_number
from models import forums, places, polls
from models.forums import Forum, Proposal
from models.polls import Poll
from models.rules.forums import MOVES, WORDS, State, next_state
from models.rules.plans import money_text
from models.rules.polls import CALLERS, Kind, Manner

capability = Capability("awards")

RANKED = ("排序", "排名", "ranked")


# ---------------------------------------------------------------- the vote


@capability.command("开投", "forumvote", role=CALLERS, about="forum")
def vote(ctx: Ctx, forum: Forum, words: str) -> None:
    """`开投 3 周日20点`, `开投 3 周日20点 排序`: one ballot a household, over the proposals in drawn order; the branch may look first."""
    need_disinterested(ctx, forum)
    if next_state(MOVES, "vote", forum.state) is None:
        move(ctx, forum, "vote")
    pieces = words.split()
    ranked = bool(pieces) and pieces[-1].casefold() in RANKED
    closes = read_close(ctx, " ".join(pieces[:-1] if ranked else pieces))
    shown, place = forums.find_shown(ctx.db, forum.id), places.find_place(ctx.db, forum.place_id)
    if closes is None or place is None:
        raise Refused("usage-forumvote")
    if len(shown) < 2:
        raise Refused("forum-one", number=str(forum.number))
    filled = {"title": ctx.text("forum-vote-title", title=forum.title), "kind": Kind.ADVISORY, "sealed": False}
    filled |= {"closes": closes.isoformat()}
    filled |= {"options": [f"{each.turn} {each.firm}" for each in shown], "manner": Manner.RANKED if ranked else Manner.SINGLE}
    opened = launch(ctx, place, {**filled, "place": place.id, "about": forum.subject})
    if opened is not None:
        poll, groups = opened
        ctx.say("forum-vote", number=str(forum.number), poll=str(poll.number), n=str(groups), when=ctx.clock(poll.closes_at))


@capability.upon("poll", "open", "close")
def voted(ctx: Ctx, poll: Poll, act: str) -> None:
    """The vote of a forum begins, and is counted; whoever called the forum hears what is next."""
    kind, _, number = poll.about.partition(":")
    forum = forums.lock_forum(ctx.db, int(number)) if kind == "forum" else None
    name = "vote" if act == "open" else "count"
    if forum is None or next_state(MOVES, name, forum.state) is None:
        return
    forum.poll_id = poll.id
    move(ctx, forum, name)
    if act == "close":
        ctx.tell(forum.by_person_id, "forum-counted", rank=ANSWER, number=str(forum.number), poll=str(poll.number))


@capability.adds("poll")
def declared(voice: Voice, poll: Poll) -> Added:
    """On the card of a forum's vote: who declared to have to do with a firm."""
    kind, _, number = poll.about.partition(":")
    if kind != "forum":
        return Added()
    return Added(tuple(interest_line(voice, each) for each in forums.find_interests(voice.db, int(number)) if each.words))


# ---------------------------------------------------------------- the decision


@capability.command("定标", "award", role=CALLERS, about="forum", hidden=True)
def award(ctx: Ctx, forum: Forum, words: str) -> None:
    """`定标 3 2 得票最多，质保最长`: which proposal is taken, and why."""
    need_disinterested(ctx, forum)
    one, why = _one(ctx, forum, words, "usage-award")
    if forum.state is State.OPENED and len(forums.find_shown(ctx.db, forum.id)) > 1:
        raise Refused("forum-vote-first", number=str(forum.number))
    move(ctx, forum, "award")
    forum.winner_id, forum.why = one.id, why
    ctx.say("forum-awarded", number=str(forum.number), firm=one.firm, left=_left(ctx, forum))
    _decide(ctx, forum)


@capability.command("落选", "regret", role=CALLERS, about="forum", hidden=True)
def regret(ctx: Ctx, forum: Forum, words: str) -> None:
    """`落选 3 1 价格高出预算`: the reason a firm reads on its page; when each has its own, the forum is over."""
    need_disinterested(ctx, forum)
    one, why = _one(ctx, forum, words, "usage-regret")
    if next_state(MOVES, "decide", forum.state) is None:
        raise Refused("forum-no-award", number=str(forum.number))
    if one.id == forum.winner_id:
        raise Refused("forum-winner", firm=one.firm)
    one.reason = why
    ctx.record(forum.subject, "regretted", turn=one.turn)
    ctx.db.flush()
    if _losers(ctx, forum):
        ctx.say("forum-regretted", firm=one.firm, left=_left(ctx, forum))
    _decide(ctx, forum)


def _one(ctx: Ctx, forum: Forum, words: str, usage: str) -> tuple[Proposal, str]:
    """A proposal by its drawn number, and a reason in words."""
    said = split_number(words)
    why = forums.in_public(ctx.db, forum.id, " ".join(said[1].split()))[:WORDS] if said else ""
    if said is None or not why:
        raise Refused(usage)
    one = forums.find_turn(ctx.db, forum.id, said[0])
    if one is None:
        raise Refused("proposal-unknown", number=str(forum.number), turn=str(said[0]))
    return one, why


def _losers(ctx: Ctx, forum: Forum) -> list[Proposal]:
    """Those not taken that have no reason yet."""
    return [each for each in forums.find_shown(ctx.db, forum.id) if each.id != forum.winner_id and not each.reason]


def _left(ctx: Ctx, forum: Forum) -> str:
    missing = [ctx.text("forum-left-row", number=str(forum.number), turn=str(each.turn), firm=each.firm) for each in _losers(ctx, forum)]
    return "".join(f"\n{row}" for row in missing)


def _decide(ctx: Ctx, forum: Forum) -> None:
    """Everybody has their reason: minutes to all, the work gets its number."""
    winner = ctx.db.get(Proposal, forum.winner_id) if forum.winner_id else None
    if winner is None or _losers(ctx, forum):
        return
    forum.over_at = ctx.now
    move(ctx, forum, "decide")
    work = forums.begin_work(ctx.db, forum, winner, ctx.now)
    ctx.record(work.subject, "begun", new=True, number=work.number)
    spread(ctx, forum, "forum-minutes", **_minutes(ctx, forum, winner), work=str(work.number))


def _minutes(ctx: Ctx, forum: Forum, winner: Proposal) -> dict[str, Any]:
    """What the minutes hold: proposals, questions, the vote, interests, the decision and its reason."""
    shown, asked = forums.find_shown(ctx.db, forum.id), forums.find_enquiries(ctx.db, forum.id)
    poll = ctx.db.get(polls.Poll, forum.poll_id) if forum.poll_id else None
    firms = [each.firm for each in shown]
    told: dict[str, Any] = {"firms": lambda voice: voice.text("list-separator").join(firms), "asked": str(len(asked))}
    told |= {"answered": str(sum(bool(each.answer) for each in asked)), "interests": str(len(forums.find_interests(ctx.db, forum.id)))}
    told["vote"] = spoken("forum-minutes-vote", poll=str(poll.number), n=str(poll.cast_homes), homes=str(poll.homes)) if poll else ""
    price = {"price": money_text(winner.price or 0), "term": winner.term, "warranty": winner.warranty}
    return told | price | {"firm": winner.firm, "why": forum.why}


@capability.command("流会", "lapseforum", role=CALLERS, about="forum", hidden=True)
def lapse(ctx: Ctx, forum: Forum, words: str) -> None:
    """`流会 3 报价都超预算`: it ends without a choice, with the reason said to all."""
    why = forums.in_public(ctx.db, forum.id, " ".join(words.split()))[:WORDS]
    if not why:
        raise Refused("usage-lapseforum")
    move(ctx, forum, "lapse")
    forum.why, forum.over_at = why, ctx.now
    spread(ctx, forum, "forum-lapsed", why=why)
