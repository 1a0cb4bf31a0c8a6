"""投票, 回执: a household answers, by a button in the group or in private, or in words; what is counted for it can be looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.callers import tell_open
from handlers.ctx import ANSWER, Ctx
from handlers.kit import Capability, Refused, Where
from handlers.poll_card import draw, may_see, said, sitting_line, slip, vote_rows
from handlers.poll_steps import dispute, read_choice
from handlers.registry import names_or_lists, split_number
from handlers.waves import reply
from models import ballots, cards, chats, polls, rolls
from models.ballots import Counted
from models.messaging import Happening, Post
from models.polls import Poll
from models.rolls import Sitting
from models.rules.codes import find_code
from models.rules.entries import Way, speaks_against
from models.rules.plans import meant
from models.rules.polls import Choice, may_answer, may_press, next_choice
from models.rules.roles import ANYONE

capability = Capability("ballots")

SLIPS = 10
"""Households that are asked one by one in private; who has more names the door."""
_BETWEEN = re.compile(r"[\s、,，;；>＞]+")


# ---------------------------------------------------------------- by a button


@capability.button("vote", role=ANYONE, about="poll")
def vote(ctx: Ctx, poll: Poll, pressed: str) -> None:
    """An option on the card: for one's household; who has several is asked about each in private."""
    _may_still(ctx, poll, pressed)
    mine = _sittings(ctx, poll)
    if len(mine) > 1:
        return _ask_each(ctx, poll, mine)
    return _answer(ctx, poll, mine[0], pressed)


@capability.button("ballot", role=ANYONE, about="poll")
def ballot(ctx: Ctx, poll: Poll, rest: str) -> None:
    """An option on a household's own slip."""
    number, _, pressed = rest.partition(":")
    _may_still(ctx, poll, pressed)
    mine = next((each for each in _sittings(ctx, poll) if str(each.household) == number), None)
    if mine is None:
        raise Refused("button-unknown")
    _answer(ctx, poll, mine, pressed)


def _may_still(ctx: Ctx, poll: Poll, pressed: str) -> None:
    """A button of this poll, received before its end; the moment of receipt decides, once."""
    if not may_press(poll.manner, poll.options, pressed):
        raise Refused("button-unknown")
    _open(ctx, poll)


def _open(ctx: Ctx, poll: Poll) -> None:
    if not poll.is_open(ctx.now):
        raise Refused("ballot-late", number=str(poll.number), when=ctx.clock(poll.closes_at))


def _sittings(ctx: Ctx, poll: Poll) -> list[Sitting]:
    """The speaker's households on the roll; a kind word where there is none."""
    mine = rolls.find_sittings(ctx.db, poll.id, ctx.person.id) if ctx.person else []
    if not mine and not (ctx.person and ctx.homes):
        raise Refused("ballot-no-home")
    if not mine:
        raise Refused("ballot-elsewhere", number=str(poll.number))
    return mine


def _answer(ctx: Ctx, poll: Poll, mine: Sitting, pressed: str) -> None:
    before = ballots.find_ballot(ctx.db, poll.id, mine.household)
    own = before.choice if before and before.person_id == ctx.me().id else ()
    choice = next_choice(poll.manner, poll.most, own, pressed)
    if choice is None:
        raise Refused("ballot-too-many", most=str(poll.most))
    _set(ctx, poll, mine, choice, before)


def _set(ctx: Ctx, poll: Poll, mine: Sitting, choice: Choice, before: Counted | None) -> None:
    """Set a household's ballot; said again it changes nothing. Who lives there too hears that it was changed, not how."""
    me = ctx.me().id
    no = may_answer(poll.kind, mine.standing, before.standing if before else None)
    if no is not None:
        raise Refused(no.value)
    if before is not None and before.way is not Way.PRESS and speaks_against(poll.sealed, before.choice, choice):
        return _contest(ctx, poll, mine, choice, before)
    same = before is not None and _is_same(poll, before, mine, me, choice)
    receipt = before.receipt if before and same else ballots.cast(ctx.db, poll, mine, me, choice, ctx.now)
    if before is not None and not same and before.person_id != me:
        _tell_others(ctx, poll, mine, {before.person_id, *rolls.find_others(ctx.db, mine.household, me)} - {me})
    if before is None or not (same or poll.sealed):
        ctx.refresh(poll.subject)
    return _say_set(ctx, poll, mine, choice, receipt)


def _contest(ctx: Ctx, poll: Poll, mine: Sitting, choice: Choice, before: Counted) -> None:
    """What staff entered for the household stands against it: both are kept, and somebody looks at the sheet."""
    dispute(ctx, poll, mine, before, choice=choice, way=Way.PRESS)
    reply(ctx, "ballot-disputed", home=mine.label, way=ctx.text(f"way-{before.way.value}"))


def _is_same(poll: Poll, before: Counted, mine: Sitting, me: int, choice: Choice) -> bool:
    """Whether it is counted so already. In a sealed poll another's like answer is new too: else not to be told would tell what it was."""
    return (before.choice, before.standing) == (choice, mine.standing) and (not poll.sealed or before.person_id == me)


def _tell_others(ctx: Ctx, poll: Poll, mine: Sitting, people: set[int]) -> None:
    for person in sorted(people):
        ctx.tell(person, "ballot-replaced", number=str(poll.number), title=poll.title, home=mine.label)


def _say_set(ctx: Ctx, poll: Poll, mine: Sitting, choice: Choice, receipt: str) -> None:
    """To the one who answered; where all can read it, neither door nor choice."""
    if not ctx.private and ctx.happened.happening is not Happening.PRESS:
        return reply(ctx, "ballot-set-openly", number=str(poll.number))
    return reply(ctx, "ballot-set", home=mine.label, choice=said(ctx, poll, choice), receipt=receipt)


# ---------------------------------------------------------------- several households


def _ask_each(ctx: Ctx, poll: Poll, mine: Sequence[Sitting]) -> None:
    """A slip for each household, in private."""
    chat = ctx.chat if ctx.private else chats.find_private(ctx.db, ctx.me().id)
    if chat is None:
        raise Refused("ballot-several", n=str(len(mine)))
    voice = ctx.voice(chat)
    for sitting in mine[:SLIPS]:
        ctx.write(chat, slip(voice, poll, sitting, ctx.me().id), rank=ANSWER)
    if len(mine) > SLIPS:
        ctx.write(chat, voice.post("ballot-more", number=str(poll.number), n=str(len(mine) - SLIPS), home=mine[SLIPS].label), rank=ANSWER)
    if not ctx.private:
        reply(ctx, "ballot-each", n=str(len(mine)))


# ---------------------------------------------------------------- in words


@capability.command("投票", "polls", role=ANYONE, complete=names_or_lists)
def look(ctx: Ctx, words: str) -> None:
    """`投票` lists what is open, `投票 5` shows one, `投票 5 同意` answers, `投票 5 2号楼1单元301 同意` for that household."""
    asked = split_number(words)
    if asked is None:
        return _list(ctx)
    poll = polls.find_numbered(ctx.db, ctx.community, asked[0])
    if poll is None:
        raise Refused("poll-unknown", number=str(asked[0]))
    return _said(ctx, poll.id, asked[1]) if asked[1] else show(ctx, poll)


def _list(ctx: Ctx) -> None:
    def row(poll: Poll) -> str:
        told = {"number": str(poll.number), "title": poll.title, "kind": ctx.text(f"poll-kind-{poll.kind.value}")}
        return ctx.text("polls-row", when=ctx.clock(poll.closes_at), part=str(poll.cast_homes), homes=str(poll.homes), **told)

    tell_open(ctx, "polls", lambda community, path: polls.find_open(ctx.db, community, path, ctx.now), row)


@capability.takes("answer")
def offered(ctx: Ctx) -> bool:
    """同意, said in private where nobody asks at the door: what one may vote on is shown, so that nothing is counted by a guess."""
    open_now = polls.find_open(ctx.db, ctx.community, "", ctx.now) if ctx.person else []
    mine = [poll for poll in open_now if rolls.find_sittings(ctx.db, poll.id, ctx.me().id)]
    if len(mine) == 1:
        show(ctx, mine[0])
    elif mine:
        _list(ctx)
    return bool(mine)


def show(ctx: Ctx, poll: Poll) -> None:
    """The card again at the bottom of the group it belongs to; in private with one's own households."""
    if not ctx.private:
        here = ctx.need_place().path
        if not (poll.path.startswith(here) or here.startswith(poll.path)):
            raise Refused("poll-unknown", number=str(poll.number))
        cards.begin_anew(ctx.db, poll.subject, ctx.chat.id)
        return ctx.show(poll.subject, ctx.chat, rank=ANSWER)
    drawn = draw(ctx, poll.id)
    assert drawn is not None
    mine = rolls.find_sittings(ctx.db, poll.id, ctx.person.id) if ctx.person else []
    lines = (*drawn.lines, *(sitting_line(ctx, poll, each, ctx.me().id) for each in mine[:SLIPS]))
    rows = vote_rows(ctx, poll, f"vote:{poll.id}") if mine and poll.is_open(ctx.now) else ()
    return ctx.say(Post(drawn.title, lines, rows))


def _said(ctx: Ctx, id_: int, words: str) -> None:
    """A whole answer in words, which sets it; in a group all could read it."""
    if not ctx.private:
        raise Refused("ballot-openly")
    poll = polls.lock_poll(ctx.db, id_)
    assert poll is not None
    _open(ctx, poll)
    pieces = [piece for piece in _BETWEEN.split(words.strip()) if piece]
    mine = _sittings(ctx, poll)
    if len(pieces) > 1 and (door := _door(poll, mine, pieces[0])):
        mine, pieces = [door], pieces[1:]
    choice = read_choice(ctx, poll, pieces)
    if len(mine) > 1:
        return _ask_each(ctx, poll, mine)
    return _set(ctx, poll, mine[0], choice, ballots.find_ballot(ctx.db, poll.id, mine[0].household))


def _door(poll: Poll, mine: Sequence[Sitting], said: str) -> Sitting | None:
    """Which of one's own households these words name; a number that is an option's is the option."""
    if said in {option.key for option in poll.options}:
        return None
    labels = meant((each.label for each in mine), said)
    return next((each for each in mine if [each.label] == labels), None)


@capability.button("poll-show", role=ANYONE, about="poll")
def show_pressed(ctx: Ctx, poll: Poll, _rest: str) -> None:
    """My own household's ballot: seen by nobody else."""
    mine = _sittings(ctx, poll)
    if len(mine) > 1:
        return _ask_each(ctx, poll, mine)
    if not ctx.private and ctx.happened.happening is not Happening.PRESS:
        raise Refused("where-private")
    if ctx.private and poll.is_open(ctx.now):
        return ctx.say(slip(ctx, poll, mine[0], ctx.me().id))
    return ctx.toast("ballot-told", line=sitting_line(ctx, poll, mine[0], ctx.me().id), alert=True)


# ---------------------------------------------------------------- the receipt


@capability.command("回执", "receipt", role=ANYONE, where=Where.PRIVATE, words_needed=True)
def receipt(ctx: Ctx, words: str) -> None:
    """`回执 7KQ2M-9XH4B`: what is counted for it, told to those whose ballot it is."""
    code = find_code(words)
    found = ballots.find_receipt(ctx.db, code) if code else None
    poll = ctx.db.get(Poll, found.poll_id) if found else None
    if poll is None or found is None:
        raise Refused("receipt-unknown")
    me = ctx.me().id
    mine = next((each for each in rolls.find_sittings(ctx.db, poll.id, me) if each.household == found.household_id), None)
    if mine is None and found.person_id != me:
        raise Refused("receipt-unknown")
    if not may_see(poll, found, mine, me):
        raise Refused("receipt-closed-box")
    told = {"number": str(poll.number), "title": poll.title, "home": found.label, "when": ctx.clock(found.at)}
    over = "no" if poll.is_open(ctx.now) else "yes"
    ctx.say("receipt", choice=said(ctx, poll, found.choice), receipt=found.receipt, over=over, **told)
