"""A poll between its form and its opening: the draft in words, what still hinders it, and the opening over a frozen roll."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from handlers import registry
from handlers.ctx import Ctx, Voice
from handlers.kit import Refused
from handlers.poll_card import unreached
from handlers.poll_lines import Speech
from handlers.poll_steps import set_timers
from models import ballots, polls, rolls
from models.chats import Kind as ChatKind
from models.chats import find_nearest
from models.places import Place
from models.polls import Poll
from models.rolls import Roll
from models.rules.masking import mask
from models.rules.poll_sheets import write_area
from models.rules.poll_words import fits
from models.rules.polls import LABEL, Counted, Kind, Manner, options_of
from models.rules.tallies import Issue


def asked_of(voice: Voice, filled: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a poll out of a whole form."""
    kind, labels = Kind(filled["kind"]), list(filled.get("options") or [])
    issue = Issue(filled["issue"]) if kind is Kind.STATUTORY else None
    return {
        "title": filled["title"] if issue is Issue.COMPANY else mask(filled["title"]),  # owners must read whom they hire
        "kind": kind,
        "issue": issue,
        "manner": Manner(filled.get("manner", Manner.SINGLE)) if labels else Manner.SINGLE,
        "most": int(filled.get("most", 1)) if labels else 1,
        "counted": Counted(filled.get("counted", Counted.HOME)) if kind is Kind.ADVISORY else Counted.HOME,
        "sealed": bool(filled["sealed"]),
        "labels": labels,
        "about": filled.get("about", ""),
        "closes_at": datetime.fromisoformat(filled["closes"]).astimezone(voice.now.tzinfo),
    }


def draft(voice: Voice, filled: Mapping[str, Any], place: Place, roll: Roll) -> str:
    """The whole poll in words, before it is one."""
    asked, say = asked_of(voice, filled), Speech(voice.text, voice.clock)
    options = options_of(asked["kind"], asked["manner"], asked["labels"])
    told = {
        "kind": voice.text(f"poll-kind-{asked['kind'].value}"),
        "title": asked["title"],
        "clause": f"\n{say.clause(asked['issue'])}" if asked["issue"] else "",
        "isnot": voice.text(f"poll-not-{asked['kind'].value}"),
        "options": say.joined([say.option(option) for option in options]),
        "manner": voice.text(f"poll-manner-{asked['manner'].value}"),
        "sealed": voice.text(f"poll-sealed-{'sealed' if asked['sealed'] else 'open'}"),
        "when": voice.clock(asked["closes_at"]),
        "roll": voice.text("poll-roll", place=ballots.called(voice.db, place), **_whole(roll)) + unreached(voice, roll.unreached),
        "alike": _alike(voice, roll) if asked["kind"] is not Kind.ADVISORY or asked["counted"] is Counted.HEAD else "",
    }
    return voice.text("poll-draft", **told)


def _alike(voice: Voice, roll: Roll) -> str:
    """Which flats are one head because the registry names the same owners: whoever knows better writes it into the registry before."""
    doors = voice.text("list-separator").join(roll.namesakes[:LABEL])
    return "\n" + voice.text("poll-namesakes", doors=doors) if doors else ""


def _whole(roll: Roll) -> dict[str, str]:
    homes = [home for _, home in roll.homes]
    area = write_area(sum(home.area for home in homes))
    return {"homes": str(len(homes)), "heads": str(len({home.head for home in homes})), "area": area}


def check(ctx: Ctx, asked: Mapping[str, Any], roll: Roll) -> None:
    if not roll.homes:
        raise Refused("poll-no-roll")
    if not fits(asked["closes_at"], ctx.now):
        raise Refused("poll-closes")
    needs_area = asked["kind"] is not Kind.ADVISORY or asked["counted"] is Counted.AREA
    if needs_area and roll.without_area:
        doors = ctx.text("list-separator").join(roll.without_area[:LABEL])
        raise Refused("poll-no-area", n=str(len(roll.without_area)), doors=doors)


def launch(ctx: Ctx, place: Place, filled: Mapping[str, Any]) -> tuple[Poll, int] | None:
    """Open it over the roll as it stands now, in so many groups; None where it is laid before the branch first."""
    roll, asked = rolls.read_roll(ctx.db, place.path), asked_of(ctx, filled)
    check(ctx, asked, roll)
    what = partial(draft, filled=filled, place=place, roll=roll)
    if any(take(ctx, "poll", asked["kind"], place, filled, what) for take in registry.takers("draft")):
        return None
    return open_poll(ctx, place, roll, asked | {"by_person_id": ctx.me().id})


def open_poll(ctx: Ctx, place: Place, roll: Roll, asked: Mapping[str, Any]) -> tuple[Poll, int]:
    """Freeze the roll, give the number, show the card in so many groups."""
    poll = polls.open_poll(ctx.db, place, roll, ctx.now, **asked)
    ctx.record(poll.subject, "opened", new=True, number=poll.number, roll=poll.roll_hash, homes=poll.homes, kind=poll.kind.value)
    set_timers(ctx, poll)
    groups = polls.find_groups(ctx.db, poll.path)
    for chat in groups:
        ctx.reveal(poll.subject, chat)
    _enter(ctx, poll)
    ctx.moved("poll", poll, "open")
    return poll, len(groups)


def published(poll: Poll, groups: int) -> dict[str, Any]:
    return {"number": str(poll.number), "n": str(groups), "hash": poll.roll_hash, "when": lambda voice: voice.clock(poll.closes_at)}


def _enter(ctx: Ctx, poll: Poll) -> None:
    """The record of the quiet chat: what was opened, over which roll."""
    for chat in find_nearest(ctx.db, poll.path, ChatKind.QUIET):
        voice = ctx.voice(chat)
        told = {"kind": voice.text(f"poll-kind-{poll.kind.value}"), "when": voice.clock(poll.closes_at), "homes": str(poll.homes)}
        ctx.publish(poll.path, "poll-opened", number=str(poll.number), title=poll.title, hash=poll.roll_hash, **told)
