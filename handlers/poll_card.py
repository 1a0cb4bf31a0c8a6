"""What a poll looks like: the card that lives in the groups, its result, and a household's own slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers.ctx import Voice
from handlers.poll_lines import Speech, conclusion, option_lines, result, standing
from handlers.poll_picture import picture
from models import ballots, places
from models.chats import Kind as ChatKind
from models.messaging import Button, Post
from models.polls import Poll
from models.rolls import Sitting
from models.rules.poll_sheets import Outcome, Sheet, outcome, write_area
from models.rules.polls import CLEAR, Kind, Manner

ROW = 3
"""Buttons beside one another."""
Rows = tuple[tuple[Button, ...], ...]


def speech(voice: Voice) -> Speech:
    return Speech(voice.text, voice.clock)


def draw(voice: Voice, id_: int) -> Post | None:
    """A poll as it stands, for this chat."""
    poll = voice.db.get(Poll, id_)
    if poll is None:
        return None
    if poll.closed_at is not None:
        return Post(title(voice, poll), tuple(_over(voice, poll)), quiet=True)
    rows = vote_rows(voice, poll, f"vote:{poll.id}") if poll.is_open(voice.now) and voice.chat.kind is not ChatKind.WORK else ()
    return Post(title(voice, poll), (*head(voice, poll), *_stands(voice, poll), *_until(voice, poll)), rows, quiet=True)


def title(voice: Voice, poll: Poll) -> str:
    return voice.text("poll-card", number=str(poll.number), kind=voice.text(f"poll-kind-{poll.kind.value}"), title=poll.title)


def head(voice: Voice, poll: Poll) -> list[str]:
    """Whom it asks, by which clause, what it is not, and how one answers."""
    place = places.find_place(voice.db, poll.place_id)
    whole = {"homes": str(poll.homes), "heads": str(poll.heads), "area": write_area(poll.area)}
    lines = [voice.text("poll-roll", place=ballots.called(voice.db, place), **whole) + unreached(voice, poll.unreached)]
    lines += [speech(voice).clause(poll.issue)] if poll.issue else []
    lines += [voice.text("poll-reviewed", day=voice.day(poll.reviewed_at))] if poll.reviewed_at else []
    added = [line for each in voice.added("poll", poll) for line in each.lines]
    return [*lines, voice.text(f"poll-not-{poll.kind.value}"), *how(voice, poll), *added]


def unreached(voice: Voice, n: int) -> str:
    return voice.text("poll-unreached", n=str(n)) if n else ""


def how(voice: Voice, poll: Poll) -> list[str]:
    """How one answers this one, where that is not the usual."""
    told = [voice.text("poll-how-multiple", most=str(poll.most))] if poll.manner is Manner.MULTIPLE else []
    told += [voice.text("poll-how-ranked")] if poll.manner is Manner.RANKED else []
    told += [voice.text(f"poll-how-{poll.counted.value}")] if poll.kind is Kind.ADVISORY else []
    return told + ([voice.text("poll-how-sealed")] if poll.sealed else [])


def _stands(voice: Voice, poll: Poll) -> list[str]:
    return standing(speech(voice), poll.tally, poll.rule, poll.options, poll.counted, poll.sealed)


def _until(voice: Voice, poll: Poll) -> list[str]:
    """When it ends, what it was put off for, and the fingerprint of its roll."""
    put_off = [voice.text("poll-put-off", **extension(voice, each)) for each in poll.extended]
    key = "poll-until" if poll.is_open(voice.now) else "poll-counting"
    return [*put_off, voice.text(key, when=voice.clock(poll.closes_at)), voice.text("poll-roll-print", hash=short(poll.roll_hash))]


def short(print_: str) -> str:
    """The beginning of a fingerprint, as it can be compared by eye; results, exports and whoever opened the poll have all of it."""
    return " ".join(print_[at : at + 4] for at in range(0, 16, 4))


def extension(voice: Voice, put: dict[str, Any]) -> dict[str, str]:
    """Old and new end of an extension, and why."""
    old, new = (voice.clock(datetime.fromisoformat(put[name])) for name in ("old", "new"))
    return {"old": old, "new": new, "why": put["why"]}


def _over(voice: Voice, poll: Poll) -> list[str]:
    """What stays on the card of a closed poll: how it came out, and when it ended."""
    sheet, came = count_up(voice, poll)
    say = speech(voice)
    told = [*conclusion(say, sheet, came), *option_lines(say, sheet.options, came.tally, sheet.counted, drawn=False)]
    return [*told, voice.text("poll-over", when=voice.clock(poll.closes_at)), voice.text("poll-roll-print", hash=short(poll.roll_hash))]


def count_up(voice: Voice, poll: Poll) -> tuple[Sheet, Outcome]:
    """The sheet of a poll, and what it comes to."""
    sheet = ballots.make_sheet(voice.db, poll)
    return sheet, outcome(sheet)


def result_post(voice: Voice, sheet: Sheet, came: Outcome, disputed: int, *rows: Sequence[Button]) -> Post:
    """The result as it is published, with its picture: no names; `disputed` households have two answers nobody judged."""
    say = speech(voice)
    first, *lines = result(say, sheet, came)
    lines += [voice.text("poll-disputed", n=str(disputed))] if disputed else []
    return Post(first, (*lines, voice.text("poll-check-how")), tuple(tuple(row) for row in rows), picture(say, sheet, came))


# ---------------------------------------------------------------- answering


def vote_rows(voice: Voice, poll: Poll, data: str) -> Rows:
    """The options as buttons; where several are chosen, one more begins anew."""
    say = speech(voice)
    buttons = [Button(say.option(option), f"{data}:{option.key}") for option in poll.options]
    buttons += [] if poll.manner is Manner.SINGLE else [voice.button("button-poll-clear", f"{data}:{CLEAR}")]
    return tuple(tuple(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW))


def slip(voice: Voice, poll: Poll, sitting: Sitting, me: int) -> Post:
    """What is counted for one household, and its buttons; shown to its people alone."""
    lines = (sitting_line(voice, poll, sitting, me), *how(voice, poll))
    rows = vote_rows(voice, poll, f"ballot:{poll.id}:{sitting.household}") if poll.is_open(voice.now) else ()
    return Post(title(voice, poll), lines, rows)


def sitting_line(voice: Voice, poll: Poll, sitting: Sitting, me: int) -> str:
    ballot = ballots.find_ballot(voice.db, poll.id, sitting.household)
    if ballot is None:
        return voice.text("ballot-none", home=sitting.label)
    if not may_see(poll, ballot, sitting, me):
        return voice.text("ballot-closed-box", home=sitting.label)
    return voice.text("ballot-is", home=sitting.label, choice=said(voice, poll, ballot.choice), receipt=ballot.receipt)


def may_see(poll: Poll, ballot: Any, sitting: Sitting | None, me: int) -> bool:
    """Who said it sees it; the household's owners and family too, but of a sealed poll only once it is over."""
    return bool(ballot.person_id == me) or (sitting is not None and sitting.standing > 0 and not (poll.sealed and poll.closed_at is None))


def said(voice: Voice, poll: Poll, choice: Sequence[str]) -> str:
    """What was chosen, in words."""
    say = speech(voice)
    if not choice:
        return voice.text("poll-option-abstain")
    if poll.manner is not Manner.RANKED:
        return say.options(poll.options, choice)
    known = {option.key: say.option(option) for option in poll.options}
    return voice.text("poll-rank-separator").join(known[key] for key in choice if key in known)
