"""A poll's life: its card, 延期, 未投, the reminders, and its end at the announced moment (domain §3)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from handlers.ctx import BULK, Ctx, Voice
from handlers.kit import Capability, Refused, Where, numbered
from handlers.poll_card import Rows, count_up, draw, extension, result_post, vote_rows
from handlers.poll_steps import heard_in, set_timers
from handlers.registry import split_number
from models import ballots, chats, entries, people, polls
from models.ballots import Silent
from models.chats import Kind
from models.machinery import Delivery
from models.messaging import Post
from models.polls import Poll
from models.rules.masking import mask
from models.rules.poll_sheets import Outcome, Sheet
from models.rules.poll_words import fits, read_ends
from models.rules.polls import CALLERS, REMINDED
from models.rules.polls import Kind as PollKind
from models.rules.roles import Role

log = logging.getLogger(__name__)
capability = Capability("polls")
capability.card("poll")(draw)

WHY = 120
LISTED = 60
"""So many households stand in one list."""


# ---------------------------------------------------------------- put off


@capability.command("延期", "extend", role=CALLERS, about="poll")
def extend(ctx: Ctx, poll: Poll, words: str) -> None:
    """`延期 5 周日20点 还有三户在外地`: later only, with the reason, told to everybody."""
    if not poll.is_open(ctx.now):
        raise Refused("poll-ended", number=str(poll.number), when=ctx.clock(poll.closes_at))
    ends = read_ends(words, ctx.now, ctx.house.time_zone)
    why = mask(ends.rest).strip()[:WHY] if ends else ""
    if ends is None or not why:
        raise Refused("usage-extend", number=str(poll.number))
    if ends.at <= poll.closes_at or not fits(ends.at, ctx.now):
        raise Refused("extend-earlier", number=str(poll.number), when=ctx.clock(poll.closes_at))
    put = {"old": poll.closes_at.isoformat(), "new": ends.at.isoformat(), "why": why}
    poll.extended, poll.closes_at = [*poll.extended, put], ends.at
    ctx.record(poll.subject, "extended", old=put["old"], to=put["new"], words=why)
    ctx.db.flush()
    set_timers(ctx, poll)
    ctx.refresh(poll.subject)
    _tell_extended(ctx, poll, put)


def _tell_extended(ctx: Ctx, poll: Poll, put: dict[str, str]) -> None:
    told = {"number": str(poll.number), "title": poll.title}
    for chat in heard_in(ctx, poll):
        voice = ctx.voice(chat)
        rows = vote_rows(voice, poll, f"vote:{poll.id}")
        ctx.news(chat, voice.post("poll-extended", *rows, **told, **extension(voice, put)), about=poll.subject)
    for chat in chats.find_nearest(ctx.db, poll.path, Kind.QUIET):
        ctx.publish(poll.path, "poll-extended", **told, **extension(ctx.voice(chat), put))
    if ctx.private or ctx.chat.kind is Kind.WORK:
        ctx.say("poll-extended", **told, **extension(ctx, put))


# ---------------------------------------------------------------- who has not answered


@capability.command("未投", "unvoted", role=CALLERS, where=Where.PRIVATE, words_needed=True)
def unvoted(ctx: Ctx, words: str) -> None:
    """`未投 5`: the doors that have not answered, first those we cannot reach, for whoever goes and knocks; each sees their own."""
    asked = split_number(words)
    if asked is None:
        raise Refused("usage-unvoted")
    poll: Poll = capability.subjects["poll"].by_number(ctx, asked[0])
    if not (ctx.holds(CALLERS, poll.path) or ctx.me().id in {person for person, _ in people.find_posts(ctx.db, Role.LEADER, poll.path)}):
        raise Refused("poll-unknown", number=str(poll.number))
    silent = [each for each in ballots.find_silent(ctx.db, poll.id) if ctx.holds(CALLERS, each.path)]
    lists = [_lists(ctx, silent), _to_check(ctx, poll)]
    if not silent:
        return ctx.say("unvoted-none", number=str(poll.number), lists=lists[1])
    return ctx.say("unvoted", number=str(poll.number), title=poll.title, n=str(len(silent)), lists="\n".join(filter(None, lists)))


def _to_check(ctx: Ctx, poll: Poll) -> str:
    """The doors that have answered by somebody's own word alone, where something is decided."""
    found = ballots.find_unproven(ctx.db, poll.id) if poll.kind is not PollKind.ADVISORY else []
    doors = [label for label, path in found if ctx.holds(CALLERS, path)]
    listed = ctx.text("list-separator").join(doors[:LISTED])
    return ctx.text("unvoted-unproven", n=str(len(doors)), doors=listed) if doors else ""


def _lists(ctx: Ctx, silent: Sequence[Silent]) -> str:
    """Those without anybody we know, those we cannot write to, those who were only not yet heard."""
    alone = [each for each in silent if not each.people]
    mute = [each for each in silent if each.people and not _reachable(ctx, each)]
    rest = [each for each in silent if each.people and _reachable(ctx, each)]
    told = (("unvoted-unreached", alone), ("unvoted-mute", mute), ("unvoted-silent", rest))
    return "\n".join(ctx.text(key, n=str(len(some)), doors=_doors(ctx, some)) for key, some in told if some)


def _reachable(ctx: Ctx, silent: Silent) -> bool:
    return any(chats.find_private(ctx.db, person) is not None for person in silent.people)


def _doors(voice: Voice, silent: Sequence[Silent]) -> str:
    doors = voice.text("list-separator").join(each.label for each in silent[:LISTED])
    return doors + (voice.text("unvoted-more", n=str(len(silent) - LISTED)) if len(silent) > LISTED else "")


@capability.timer("poll-reminds")
def remind(ctx: Ctx, id_: int) -> None:
    """The day before and two hours before: those who have not answered, each person once; then who must be called on."""
    poll = polls.lock_poll(ctx.db, id_)
    if poll is None or not poll.is_open(ctx.now) or not _is_time(poll, ctx.now):
        return
    silent = ballots.find_silent(ctx.db, poll.id)
    for person, theirs in ballots.by_person(silent).items():
        rows = _reminder_rows(ctx, poll, person, len(theirs))
        told: dict[str, Any] = {"number": str(poll.number), "title": poll.title, "when": _until(poll)}
        ctx.tell(person, "poll-reminder", *rows, rank=BULK, delivery=Delivery.NOTICE, homes=partial(_doors, silent=theirs), **told)
    _tell_callers(ctx, poll, silent)


def _is_time(poll: Poll, now: datetime) -> bool:
    """Whether a reminder is still due: the end may have been put off since its timer was set."""
    return any(poll.closes_at - before <= now for before in REMINDED)


def _reminder_rows(ctx: Ctx, poll: Poll, person: int, homes: int) -> Rows:
    chat = chats.find_private(ctx.db, person)
    if chat is None:
        return ()
    voice = ctx.voice(chat)
    several = ((voice.button("button-poll-show", f"poll-show:{poll.id}"),),)
    return vote_rows(voice, poll, f"vote:{poll.id}") if homes == 1 else several


def _tell_callers(ctx: Ctx, poll: Poll, silent: Sequence[Silent]) -> None:
    """Whoever opened it hears which doors no letter reaches, and each building's leader which of theirs."""
    looked_after = {poll.by_person_id: [poll.path]}
    for person, path in people.find_posts(ctx.db, Role.LEADER, poll.path):
        looked_after.setdefault(person, []).append(path)
    lost = {each.household for each in silent if not _reachable(ctx, each)}
    for person, paths in looked_after.items():
        theirs = [each for each in silent if each.path.startswith(tuple(paths))]
        mute = [each for each in theirs if each.household in lost]
        if mute:
            told: dict[str, Any] = {"number": str(poll.number), "title": poll.title, "n": str(len(theirs)), "lost": str(len(mute))}
            told |= {"doors": partial(_doors, silent=mute), "when": _until(poll)}
            ctx.tell(person, "poll-knock", rank=BULK, delivery=Delivery.NOTICE, **told)


def _until(poll: Poll) -> Callable[[Voice], str]:
    return lambda voice: voice.clock(poll.closes_at)


# ---------------------------------------------------------------- the end


@capability.timer("poll-closes")
def close(ctx: Ctx, id_: int) -> None:
    """The announced moment has come, however long ago: what was received before it is counted, and the result goes out."""
    poll = polls.lock_poll(ctx.db, id_)
    if poll is None or poll.closed_at is not None or ctx.now < poll.closes_at:
        return
    sheet, came = count_up(ctx, poll)
    if (came.tally.took_part, came.tally.options) != (poll.tally.took_part, poll.tally.options):
        log.error("counters differ from ballots", extra={"poll": poll.id})
    poll.closed_at, poll.ballots_hash = ctx.now, came.ballots
    carried = [key for key, verdict in came.verdicts.items() if verdict.carried]
    ctx.record(poll.subject, "closed", roll=came.roll, ballots=came.ballots, cast=came.tally.took_part.homes, carried=carried)
    ctx.db.flush()
    ctx.refresh(poll.subject)
    _announce(ctx, poll, sheet, came)
    ctx.moved("poll", poll, "close")


def _announce(ctx: Ctx, poll: Poll, sheet: Sheet, came: Outcome) -> None:
    """The result: to the groups, into the record, to the staff; where there is none of these, to whoever opened it."""
    groups, disputed = heard_in(ctx, poll), entries.count_disputed(ctx.db, poll.id)
    staff = chats.find_nearest(ctx.db, poll.path, Kind.WORK)
    for chat in groups:
        ctx.news(chat, _result(ctx.voice(chat), poll, sheet, came, disputed), about=poll.subject)
    for chat in chats.find_nearest(ctx.db, poll.path, Kind.QUIET):
        ctx.publish(poll.path, result_post(ctx.voice(chat), sheet, came, disputed))
    for chat in staff:
        ctx.news(chat, result_post(ctx.voice(chat), sheet, came, disputed))
    opener = None if groups or staff else chats.find_private(ctx.db, poll.by_person_id)
    if opener is not None:
        ctx.write(opener, result_post(ctx.voice(opener), sheet, came, disputed))


def _result(voice: Voice, poll: Poll, sheet: Sheet, came: Outcome, disputed: int) -> Post:
    return result_post(voice, sheet, came, disputed, [voice.button("button-poll-mine", f"poll-show:{poll.id}")])


capability.subjects["poll"] = numbered(polls.find_numbered, polls.lock_poll, "poll-unknown")
