"""代录: what a household says on paper, at the door, by telephone or video is entered for it; a second answer never overwrites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from handlers.ctx import Ctx, spoken
from handlers.kit import Capability, Refused, Subject, Where
from handlers.poll_card import said, speech
from handlers.poll_steps import dispute, read_choice
from handlers.registry import split_number, subjects
from models import ballots, entries, places, polls, rolls
from models.entries import Entered
from models.messaging import Button, Media
from models.polls import Poll
from models.rolls import Sitting
from models.rules.entries import JUDGES, WAYS, State, Step, Way, next_step, read_entry, read_witness, speaks_against
from models.rules.masking import mask
from models.rules.polls import CALLERS, Manner, Standing

capability = Capability("entries")

FORM = "entry"
KEPT = timedelta(hours=12)
WHY = 200
LISTED = 40
Filled = dict[str, Any]


class Disputed(NamedTuple):
    """Two answers of one household; its path is where roles are checked."""

    entry: Entered
    poll: Poll
    path: str


# ---------------------------------------------------------------- entering


@capability.command("代录", "enter", role=CALLERS, where=Where.PRIVATE, words_needed=True)
def enter(ctx: Ctx, words: str) -> None:
    """`代录 5 2号楼301 同意 上门 见证 老王`, or `代录 5` and question by question; a photo of the sheet may come with it.

    Of a compound's poll a building's leader enters what the doors of that building said.
    """
    asked = split_number(words)
    if asked is None:
        raise Refused("usage-enter")
    poll: Poll = subjects()["poll"].by_number(ctx, asked[0])
    told = read_entry(asked[1])
    filled: Filled = {"poll": poll.id, "way": told.way or "", "witness": told.witness, "photos": _photos(ctx)}
    filled |= {"home": _home(ctx, poll, told.door)} if told.door else {}
    filled |= {"choice": list(read_choice(ctx, poll, told.choice))} if told.choice else {}
    return _go_on(ctx, poll, filled)


@capability.answer(FORM, role=CALLERS)
def answered(ctx: Ctx, filled: Filled) -> None:
    """What was asked last: a door, an answer, a way, a witness or a photo."""
    poll, words = _poll(ctx, filled), ctx.happened.text.strip()
    match _step(filled):
        case Step.HOME:
            filled["home"] = _home(ctx, poll, words)
        case Step.CHOICE:
            filled["choice"] = list(read_choice(ctx, poll, words.split()))
        case Step.WAY:
            filled["way"] = _way(words)
        case _:
            filled["witness"], filled["photos"] = read_witness(words), [*filled.get("photos", []), *_photos(ctx)]
    return _go_on(ctx, poll, filled)


@capability.button("entry", role=CALLERS)
def pressed(ctx: Ctx, rest: str) -> None:
    """An answer or a way, pressed."""
    filled = ctx.question(FORM)
    name, _, value = rest.partition(":")
    if filled is None or name != _step(filled):
        raise Refused("entry-past")
    poll = _poll(ctx, filled)
    return _go_on(ctx, poll, filled | {name: _way(value) if name == Step.WAY else list(read_choice(ctx, poll, [value]))})


def _step(filled: Mapping[str, Any]) -> Step | None:
    return next_step("home" in filled, filled.get("choice"), filled["way"], filled["witness"], len(filled["photos"]))


def _go_on(ctx: Ctx, poll: Poll, filled: Filled) -> None:
    """Ask what is missing; where nothing is, enter it."""
    if not poll.is_open(ctx.now):
        raise Refused("ballot-late", number=str(poll.number), when=ctx.clock(poll.closes_at))
    step = _step(filled)
    if step is None:
        ctx.forget_question()
        return _enter(ctx, poll, filled)
    ctx.ask(FORM, within=KEPT, **filled)
    return ctx.say(ctx.post(f"entry-ask-{step.value}", *_rows(ctx, poll, step), number=str(poll.number), title=poll.title))


def _rows(ctx: Ctx, poll: Poll, step: Step) -> list[list[Button]]:
    if step is Step.CHOICE and poll.manner is Manner.SINGLE:
        say = speech(ctx)
        return [[Button(say.option(option), f"entry:choice:{option.key}")] for option in poll.options]
    if step is Step.WAY:
        return [[ctx.button(f"way-{way.value}", f"entry:way:{way.value}") for way in Way if way is not Way.PRESS]]
    return []


def _enter(ctx: Ctx, poll: Poll, filled: Filled) -> None:
    home, choice, way = rolls.find_seat(ctx.db, poll.id, filled["home"]), tuple(filled["choice"]), Way(filled["way"])
    assert home is not None
    evidence = {"way": way, "witness": filled["witness"], "photos": filled["photos"]}
    before = ballots.find_ballot(ctx.db, poll.id, home.household)
    if before is not None and speaks_against(poll.sealed, before.choice, choice):
        dispute(ctx, poll, home, before, choice=list(choice), **evidence)
        return ctx.say("entry-second", home=home.label)
    receipt = before.receipt if before else ballots.cast(ctx.db, poll, home, ctx.me().id, choice, ctx.now, way)
    state = State.SAME if before else State.COUNTED
    entry = entries.add_entry(ctx.db, poll, home, ctx.me().id, ctx.now, choice=list(choice), state=state, **evidence)
    ctx.record(poll.subject, "entered", entry=entry.id, household=home.household, way=way.value)
    told = {"home": home.label, "choice": said(ctx, poll, choice), "receipt": receipt}
    if before is None:
        ctx.refresh(poll.subject)
        _tell_home(ctx, poll, home, way)
    return ctx.say(f"entry-{state.value}", **told)


def _tell_home(ctx: Ctx, poll: Poll, home: Sitting, way: Way) -> None:
    """The household's own people hear that it was entered; what it was they see by asking."""
    for person in rolls.find_others(ctx.db, home.household, ctx.me().id):
        told: dict[str, Any] = {"number": str(poll.number), "title": poll.title, "home": home.label, "way": spoken(f"way-{way.value}")}
        ctx.tell(person, "entry-told", lambda voice: [voice.button("button-poll-mine", f"poll-show:{poll.id}")], **told)


def _poll(ctx: Ctx, filled: Filled) -> Poll:
    poll = polls.lock_poll(ctx.db, filled["poll"])
    if poll is None:
        raise Refused("button-unknown")
    return poll


def _home(ctx: Ctx, poll: Poll, said_: str) -> int:
    """The one household of the roll whose door these words name, where the speaker looks after it."""
    found = rolls.find_seats(ctx.db, poll.id, said_.strip()) if said_.strip() else []
    if len(found) != 1:
        labels = ctx.text("list-separator").join(each.label for each in found[:8])
        raise Refused("entry-doors" if found else "entry-door", said=said_[:20], labels=labels)
    home = places.find_place(ctx.db, found[0].household)
    if home is None or not ctx.holds(CALLERS, home.path):
        raise Refused("entry-not-yours", home=found[0].label)
    return home.id


def _way(words: str) -> str:
    way = WAYS.get(words.strip().casefold())
    if way is None:
        raise Refused("entry-way")
    return way.value


def _photos(ctx: Ctx) -> list[list[str]]:
    """Where the photos of this message are: channel and reference."""
    return [[ctx.happened.channel, shown.ref] for shown in ctx.happened.attachments if shown.media is Media.PHOTO]


# ---------------------------------------------------------------- two answers of one household


@capability.button("entry-first", role=JUDGES, about="entry")
def keep_first(ctx: Ctx, found: Disputed, _rest: str) -> None:
    """What was counted stays."""
    _decide(ctx, found, State.DROPPED)


@capability.button("entry-second", role=JUDGES, about="entry")
def take_second(ctx: Ctx, found: Disputed, _rest: str) -> None:
    """The other answer is counted instead."""
    entry, poll, _ = found
    home = _decide(ctx, found, State.KEPT)
    if entry.way is Way.PRESS:
        home = _as_known_now(ctx, poll, home, entry)
    ballots.cast(ctx.db, poll, home, entry.by_person_id, tuple(entry.choice), ctx.now, entry.way)
    if not poll.sealed:
        ctx.refresh(poll.subject)


def _as_known_now(ctx: Ctx, poll: Poll, home: Sitting, entry: Entered) -> Sitting:
    """Whoever pressed it as owner and was found to be none meanwhile is counted as what they are; who has moved out, as they said."""
    mine = rolls.find_sittings(ctx.db, poll.id, entry.by_person_id)
    now = next((each for each in mine if each.household == home.household), None)
    return replace(home, standing=min(home.standing, now.standing), evidence=now.evidence) if now else home


def _decide(ctx: Ctx, found: Disputed, state: State) -> Sitting:
    """Once, while the poll is open; the household and whoever entered it hear of it, and the reason is asked for."""
    entry, poll, _ = found
    home = rolls.find_seat(ctx.db, poll.id, entry.household_id)
    if home is None or not poll.is_open(ctx.now):
        raise Refused("ballot-late", number=str(poll.number), when=ctx.clock(poll.closes_at))
    if not entries.decide(ctx.db, entry.id, state, ctx.me().id, ctx.now):
        raise Refused("entry-decided", home=home.label)
    ctx.record(poll.subject, "judged", entry=entry.id, state=state.value)
    for person in sorted({*rolls.find_others(ctx.db, home.household, ctx.me().id), entry.by_person_id} - {ctx.me().id}):
        ctx.tell(person, f"entry-judged-{state.value}", number=str(poll.number), home=home.label)
    ctx.ask("entry-why", entry=entry.id)
    ctx.say("entry-why", home=home.label)
    return replace(home, standing=Standing(entry.standing))


@capability.answer("entry-why", role=JUDGES)
def why(ctx: Ctx, filled: Filled) -> None:
    """The reason of a decision, for the record."""
    entry = entries.find_entry(ctx.db, filled["entry"])
    if entry is None or entry.decided_by != ctx.me().id:
        raise Refused("button-unknown")
    entry.why = mask(ctx.happened.text).strip()[:WHY]
    ctx.forget_question()
    ctx.say("entry-thanks")


@capability.command("代录单", "entered", role=CALLERS, where=Where.PRIVATE, about="poll")
def listed(ctx: Ctx, poll: Poll, _words: str) -> None:
    """What was entered, in which way and on whose witness; never what was chosen."""
    found = entries.find_entries(ctx.db, poll.id)
    labels = {id_: home.label for id_, home in rolls.find_roll(ctx.db, poll.id)}
    rows = [
        ctx.text(
            "entries-row",
            home=labels[each.household_id],
            way=ctx.text(f"way-{each.way.value}"),
            witness=each.witness or "–",
            photos=str(len(each.photos)),
            state=ctx.text(f"entry-state-{each.state.value}"),
        )
        for each in found[-LISTED:]
    ]
    none = ctx.text("entries-none")
    ctx.say("entries-list", number=str(poll.number), n=str(len(found)), rows="\n".join(rows) or none)


def _by_id(ctx: Ctx, id_: int) -> Disputed:
    entry = entries.find_entry(ctx.db, id_)
    poll = polls.lock_poll(ctx.db, entry.poll_id) if entry else None
    if entry is None or poll is None:
        raise Refused("button-unknown")
    return Disputed(entry, poll, poll.path)


capability.subjects["entry"] = Subject(_by_id, _by_id)
