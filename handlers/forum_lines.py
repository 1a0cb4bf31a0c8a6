"""What a forum says: its card, one proposal, and the minutes. Before the opening no word of what lies in an envelope."""

from __future__ import annotations

from typing import Any

from handlers.ctx import Ctx, Voice
from handlers.kit import Refused
from models import chats, forums, polls
from models.chats import Kind as ChatKind
from models.forums import Enquiry, Forum, Proposal
from models.messaging import Post
from models.rules.forums import MOVES, State, next_state
from models.rules.plans import money_text

_SHORT = 16


def headline(voice: Voice, forum: Forum) -> str:
    return voice.text("forum-card", number=str(forum.number), title=forum.title)


def body(voice: Voice, forum: Forum) -> list[str]:
    """The card below its headline."""
    declared = [interest_line(voice, each) for each in forums.find_interests(voice.db, forum.id) if each.words]
    if forum.state is State.INVITED:
        came = sum(each.submitted_at is not None for each in forums.find_proposals(voice.db, forum.id))
        sealed = voice.text("forum-sealed", n=str(came), when=voice.clock(forum.opens_at))
        printed = voice.text("forum-print", print=forum.print_[:_SHORT])
        return [voice.text("forum-wanted", wanted=forum.wanted), sealed, printed, *declared]
    return [voice.text("forum-wanted", wanted=forum.wanted), *proposal_rows(voice, forum), *declared, stand(voice, forum)]


def proposal_rows(voice: Voice, forum: Forum) -> list[str]:
    """`1. 甲公司 · 48.60 万元 · 60天 · 质保 5年（问 2 答 1）`."""
    asked = forums.find_enquiries(voice.db, forum.id)
    shown = forums.find_shown(voice.db, forum.id)
    return [proposal_row(voice, each, [one for one in asked if one.proposal_id == each.id]) for each in shown]


def proposal_row(voice: Voice, proposal: Proposal, asked: list[Enquiry]) -> str:
    told = {"turn": str(proposal.turn), "firm": proposal.firm, "price": money_text(proposal.price or 0)}
    told |= {"term": proposal.term, "warranty": proposal.warranty}
    counted = voice.text("forum-asked", n=str(len(asked)), answered=str(sum(bool(one.answer) for one in asked))) if asked else ""
    return voice.text("forum-row", asked=counted, **told)


def stand(voice: Voice, forum: Forum) -> str:
    """How far it is, and what one can do now."""
    told = {"number": str(forum.number), "why": forum.why}
    if forum.poll_id is not None:
        poll = voice.db.get(polls.Poll, forum.poll_id)
        told["poll"] = str(poll.number) if poll else ""
    winner = voice.db.get(Proposal, forum.winner_id) if forum.winner_id else None
    told |= {"firm": winner.firm} if winner else {}
    return voice.text(f"forum-stands-{forum.state.value}", **told)


def interest_line(voice: Voice, interest: forums.Interest) -> str:
    """By the role, never by name; with the firm's name once all can read of it."""
    words = forums.in_public(voice.db, interest.forum_id, interest.words)
    return voice.text("forum-interest", role=voice.text(f"role-{interest.role}"), words=words)


def proposal_post(voice: Voice, forum: Forum, proposal: Proposal) -> Post:
    """One proposal whole, with the questions about it, answered or not."""
    asked = [one for one in forums.find_enquiries(voice.db, forum.id) if one.proposal_id == proposal.id]
    rows = [
        voice.text("forum-question", number=str(one.number), words=one.words or "–", answer=one.answer or voice.text("forum-unanswered"))
        for one in asked
    ]
    head = voice.text("proposal-card", number=str(forum.number), turn=str(proposal.turn), firm=proposal.firm)
    told = {"price": money_text(proposal.price or 0), "term": proposal.term, "warranty": proposal.warranty, "scope": proposal.scope}
    how = voice.text("proposal-how", number=str(forum.number), turn=str(proposal.turn))
    over = [] if forum.state in (State.DECIDED, State.LAPSED) else [how]
    reason = [voice.text("proposal-reason", words=proposal.reason)] if proposal.reason else []
    return Post(head, (*voice.text("proposal-body", **told).split("\n"), *paper_lines(voice, proposal), *rows, *reason, *over))


def paper_lines(voice: Voice, proposal: Proposal) -> list[str]:
    """The files of an opened proposal, with the address of each where there is one."""
    found, base = forums.find_papers(voice.db, proposal.id), voice.house.public_url
    return [voice.text("proposal-paper", label=paper.label, url=f"{base}/papers/{paper.name}") for paper in found] if base else []


def move(ctx: Ctx, forum: Forum, name: str) -> None:
    """Lead a forum on; Refused with where it stands when this is not possible now."""
    to = next_state(MOVES, name, forum.state)
    if to is None:
        sealed = forum.state is State.INVITED
        raise Refused("forum-not-now", number=str(forum.number), stands=_waits(ctx, forum) if sealed else stand(ctx, forum))
    forum.state = State(to.value)
    ctx.record(forum.subject, name)
    ctx.db.flush()
    ctx.refresh(forum.subject)


def _waits(voice: Voice, forum: Forum) -> str:
    return voice.text("forum-waits", when=voice.clock(forum.opens_at))


def need_disinterested(ctx: Ctx, forum: Forum) -> None:
    """Who declared an interest leaves the steps to others."""
    if ctx.person and forums.has_interest(ctx.db, forum.id, ctx.person.id):
        raise Refused("forum-interested", number=str(forum.number))


def spread(ctx: Ctx, forum: Forum, key: str, **told: Any) -> None:
    """A line to the groups that follow, into the record, and here where that is none of them."""
    groups = polls.find_groups(ctx.db, forum.path)
    for chat in groups:
        ctx.news(chat, ctx.voice(chat).post(key, number=str(forum.number), title=forum.title, **told), about=forum.subject)
    ctx.publish(forum.path, key, number=str(forum.number), title=forum.title, **told)
    here = {chat.id for chat in groups} | {chat.id for chat in chats.find_nearest(ctx.db, forum.path, ChatKind.QUIET)}
    if not ctx.timed and ctx.chat.id not in here:
        ctx.say(key, number=str(forum.number), title=forum.title, **told)
