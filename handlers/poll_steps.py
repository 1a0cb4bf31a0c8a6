"""What a poll's capabilities do alike: its timers, and the groups that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from handlers.ctx import ANSWER, Ctx, Voice, spoken
from handlers.kit import Refused
from handlers.poll_card import said, speech
from models import chats, entries, letters, people, polls, timers
from models.ballots import Counted
from models.chats import Chat, Kind
from models.entries import Entered
from models.machinery import Late
from models.messaging import Button, Picture, Post
from models.polls import Poll
from models.rolls import Sitting
from models.rules.entries import JUDGES, State
from models.rules.poll_words import plain
from models.rules.polls import ABSTAIN, NO, REMINDED, YES, Choice, Manner

TIMERS = ("poll-closes", "poll-reminds")


def set_timers(ctx: Ctx, poll: Poll) -> None:
    """The end, and the reminders that are still ahead, in place of those that were set."""
    timers.drop_timers(ctx.db, poll.subject, *TIMERS)
    timers.set_timer(ctx.db, "poll-closes", poll.subject, poll.closes_at, community=poll.community_id)
    for before in REMINDED:
        due = poll.closes_at - before
        if due > ctx.now:
            timers.set_timer(ctx.db, "poll-reminds", poll.subject, due, community=poll.community_id, late=Late.COLLAPSE)


def heard_in(ctx: Ctx, poll: Poll) -> list[Chat]:
    """The groups that follow a poll: its place's, and those where somebody called up its card."""
    carded = (ctx.db.get(Chat, card.chat_id) for card in letters.find_cards(ctx.db, poll.subject))
    found = [*polls.find_groups(ctx.db, poll.path), *(chat for chat in carded if chat is not None and chat.kind is Kind.RESIDENTS)]
    return list({chat.id: chat for chat in found}.values())


WORDS = {
    **dict.fromkeys(("同意", "赞成", "yes", "agree"), YES),
    **dict.fromkeys(("反对", "不同意", "no", "against"), NO),
    **dict.fromkeys(("弃权", "abstain"), ABSTAIN),
}


def read_choice(ctx: Ctx, poll: Poll, pieces: Sequence[str]) -> Choice:
    """The options these words name: by their labels, their numbers, or as people say yes and no."""
    say = speech(ctx)
    known = {plain(say.option(option)): option.key for option in poll.options}
    keys = {option.key for option in poll.options}
    labels = {word: key for word, key in WORDS.items() if key in keys} | {key: key for key in keys} | known
    whole = labels.get(plain(" ".join(pieces)))
    found = [whole] if whole else [labels.get(plain(piece)) for piece in pieces]
    choice = tuple(dict.fromkeys(key for key in found if key))
    most = {Manner.SINGLE: 1, Manner.MULTIPLE: poll.most, Manner.RANKED: len(keys)}[poll.manner]
    if None in found or not choice:
        raise Refused("ballot-words", number=str(poll.number), options=say.joined([say.option(option) for option in poll.options]))
    if len(choice) > most:
        raise Refused("ballot-too-many", most=str(most))
    return choice


def dispute(ctx: Ctx, poll: Poll, home: Sitting, stands: Counted, **entered: Any) -> Entered:
    """A household's second answer, where an entered one is among the two: kept beside the first, for those who judge."""
    if entries.find_disputed(ctx.db, poll.id, home.household) is not None:
        raise Refused("entry-disputed", home=home.label)
    against = {"state": State.DISPUTED, "stood": list(stands.choice)}
    entry = entries.add_entry(ctx.db, poll, home, ctx.me().id, ctx.now, **against, **entered)
    ctx.record(poll.subject, "disputed", entry=entry.id, household=home.household)
    judges = {person.id for person in people.find_holders(ctx.db, JUDGES, poll.path)} - {ctx.me().id}
    for judge in sorted(judges or {ctx.me().id}):
        _ask_judge(ctx, judge, poll, home, stands, entry)
    return entry


def _ask_judge(ctx: Ctx, judge: int, poll: Poll, home: Sitting, stands: Counted, entry: Entered) -> None:
    """Both answers side by side; of a sealed poll only that there are two."""
    told: dict[str, Any] = {"number": str(poll.number), "title": poll.title, "home": home.label}
    way = spoken(f"way-{entry.way.value}")
    second = spoken("entry-seen", way=way, witness=entry.witness) if entry.witness else way
    told |= {"first_way": spoken(f"way-{stands.way.value}"), "second_way": second}
    told |= {name: partial(said, poll=poll, choice=choice) for name, choice in (("first", stands.choice), ("second", entry.choice))}
    key, row = "entry-judge-sealed" if poll.sealed else "entry-judge", partial(_judging, entry=entry)
    if ctx.tell(judge, key, row, rank=ANSWER, **told) and not poll.sealed:
        _show_photos(ctx, judge, home, entry)


def _judging(voice: Voice, entry: Entered) -> list[Button]:
    return [voice.button(f"button-entry-{which}", f"entry-{which}:{entry.id}") for which in ("first", "second")]


def _show_photos(ctx: Ctx, judge: int, home: Sitting, entry: Entered) -> None:
    """The sheet itself, where the judge's channel can show it."""
    chat = chats.find_private(ctx.db, judge)
    for channel, ref in entry.photos if chat else ():
        if chat and chat.channel == channel:
            alt = ctx.voice(chat).text("entry-photo", home=home.label)
            ctx.write(chat, Post(alt, picture=Picture(ref, alt, of=channel)), rank=ANSWER)
