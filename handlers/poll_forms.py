"""新投票: a poll is put together in private, question by question, and opened; every answer may be pressed or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from handlers.poll_card import subject, unreached
from handlers.poll_lines import Speech
from handlers.poll_steps import set_timers
from models import ballots, people, places, polls, questions, rolls
from models.chats import Kind as ChatKind
from models.chats import find_nearest
from models.messaging import Button
from models.places import Level, Place
from models.polls import Poll
from models.rolls import Roll
from models.rules.addresses import find_place
from models.rules.masking import mask
from models.rules.poll_sheets import write_area
from models.rules.poll_words import COUNTS, ISSUES, KINDS, MANNERS, SEALS, fits, plain, read_ends, read_first, read_labels
from models.rules.polls import (
    CALLERS,
    LABEL,
    MOST_OPTIONS,
    TITLE,
    Counted,
    Kind,
    Manner,
    Step,
    manners_of,
    next_step,
    options_of,
    reopen,
)
from models.rules.settings import number
from models.rules.tallies import Issue

capability = Capability("poll_forms")

FORM = "poll-form"
KEPT = timedelta(days=3)
"""So long a form waits for its next answer."""
PLACES = 12
WHERE = frozenset({Level.COMPOUND, Level.BUILDING, Level.UNIT})
DAYS = (1, 3, 7, 14)
"""Ends that are offered: so many days on."""
EDITED = (Step.TITLE, Step.KIND, Step.OPTIONS, Step.SEALED, Step.CLOSES, Step.PLACE)
Filled = dict[str, Any]


@capability.command("新投票", "poll", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新投票` asks step by step, or goes on where one had stopped; `新投票 2号楼 装不装门禁 摸底 周五20点` fills in what it says."""
    kept = None if words else ctx.question(FORM)
    return _go_on(ctx, kept if kept is not None else _read_first(ctx, words))


def _read_first(ctx: Ctx, words: str) -> Filled:
    first, _, rest = words.partition(" ")
    place = _named(ctx, first) if first else None
    filled = read_first(rest if place else words, ctx.now, ctx.house.time_zone)
    if place is None:
        own = _places(ctx)
        place = own[0] if len(own) == 1 else None
    return filled | ({"place": place.id} if place else {})


def _go_on(ctx: Ctx, filled: Filled) -> None:
    """Keep what is known and ask what comes next."""
    ctx.ask(FORM, within=KEPT, **filled)
    step = next_step(filled)
    if step is Step.PREVIEW:
        return _preview(ctx, filled)
    rows = _rows(ctx, step, filled)
    place = places.find_place(ctx.db, filled.get("place", 0))
    where = ballots.called(ctx.db, place)
    return ctx.say(ctx.post(f"poll-ask-{step.value}", *rows, most=str(MOST_OPTIONS), length=str(TITLE), place=where))


# ---------------------------------------------------------------- answers


@capability.answer(FORM, role=CALLERS)
def written(ctx: Ctx, filled: Filled) -> None:
    """An answer in words, to the question that was asked last."""
    step, said = next_step(filled), ctx.happened.text.strip()
    if step is Step.PREVIEW:
        return _written_at_preview(ctx, filled, said)
    value = _READ[step](ctx, filled, said)
    if value is None:
        raise Refused(f"poll-{step.value}", most=str(MOST_OPTIONS), length=str(TITLE))
    return _go_on(ctx, filled | {step.value: value})


def _take(ctx: Ctx, filled: Filled, step: Step, pressed: str) -> Any:
    """The value of a button; None when there is no such button now."""
    return _PRESSED.get(step, _READ[step])(ctx, filled, pressed)


def _written_at_preview(ctx: Ctx, filled: Filled, said: str) -> None:
    if plain(said) in (plain(ctx.text("button-poll-publish")), "发布", "publish"):
        return _publish(ctx, filled)
    for step in EDITED:
        if plain(said) == plain(ctx.text(f"button-poll-edit-{step.value}")):
            return _go_on(ctx, reopen(filled, step))
    raise Refused("poll-preview")


@capability.button("poll-form", role=CALLERS)
def pressed(ctx: Ctx, rest: str) -> None:
    """A button of the form: it answers the question it stands under, or opens it again; a stale one does nothing."""
    filled = ctx.question(FORM)
    name, _, value = rest.partition(":")
    if filled is None or not ctx.private:
        raise Refused("poll-form-gone")
    if name == "edit" and value in EDITED and next_step(filled) is Step.PREVIEW:
        return _go_on(ctx, reopen(filled, Step(value)))
    if name == "publish" and next_step(filled) is Step.PREVIEW:
        return _publish(ctx, filled)
    if name != next_step(filled) or Step(name) not in _READ:
        raise Refused("poll-form-past")
    read = _take(ctx, filled, Step(name), value)
    if read is None:
        raise Refused("button-unknown")
    return _go_on(ctx, filled | {name: read})


# What each question takes: (ctx, filled, words) → the value to keep, None where it is no answer.


def _read_place(ctx: Ctx, _filled: Filled, said: str) -> int | None:
    place = _named(ctx, said)
    return place.id if place else None


def _press_place(ctx: Ctx, _filled: Filled, said: str) -> int | None:
    place = places.find_place(ctx.db, int(said)) if said.isascii() and said.isdigit() and len(said) < 16 else None
    return place.id if place and _may(ctx, place) else None


def _named(ctx: Ctx, said: str) -> Place | None:
    """The place these words name, where the speaker may ask."""
    here = ctx.place or next(iter(_places(ctx)), None)
    if here is None:
        return None
    known = {place.name: place for place in _places(ctx)}
    told = find_place(said)
    found = known.get(said)
    if found is None and told and told.text.strip() == said.strip() and (told.building or told.unit):
        found = places.find_said(ctx.db, here, told.building, told.unit, None)
    return found if found and _may(ctx, found) else None


def _may(ctx: Ctx, place: Place) -> bool:
    return place.level in WHERE and ctx.holds(CALLERS, place.path)


def _places(ctx: Ctx) -> list[Place]:
    """The places one may ask: those of one's roles, and the buildings below."""
    held = [place for _, place in people.find_appointments(ctx.db, ctx.me().id)] or list(places.find_compounds(ctx.db))
    below = [child for place in held if place.level is Level.COMPOUND for child in places.find_children(ctx.db, place.id)]
    found = {place.id: place for place in [*held, *below] if _may(ctx, place)}
    return list(found.values())[:PLACES]


def _read_title(_ctx: Ctx, _filled: Filled, said: str) -> str | None:
    title = " ".join(said.split())
    return title if 0 < len(title) <= TITLE else None


def _read_issue(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    digits = "".join(c for c in plain(said) if c.isdigit())
    if digits and 0 < int(digits[:3]) <= len(Issue):
        return list(Issue)[int(digits[:3]) - 1].value
    return _labelled(ctx, said, "poll-issue", Issue) or ISSUES.get(plain(said))


def _read_options(_ctx: Ctx, _filled: Filled, said: str) -> list[str] | None:
    return read_labels(said)


def _read_manner(ctx: Ctx, filled: Filled, said: str) -> str | None:
    found = MANNERS.get(plain(said)) or _labelled(ctx, said, "poll-manner", Manner)
    return found if found in manners_of(Kind(filled["kind"])) else None


def _read_most(_ctx: Ctx, filled: Filled, said: str) -> int | None:
    try:
        return number(1, len(filled["options"]))("".join(c for c in said if c.isdigit()))
    except ValueError:
        return None


def _read_kind(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    return KINDS.get(plain(said)) or _labelled(ctx, said, "poll-kind", Kind)


def _read_counted(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    return COUNTS.get(plain(said)) or _labelled(ctx, said, "poll-counted", Counted)


def _read_sealed(ctx: Ctx, _filled: Filled, said: str) -> bool | None:
    labels = {plain(ctx.text(f"poll-sealed-{name}")): sealed for name, sealed in (("open", False), ("sealed", True))}
    return (SEALS | labels).get(plain(said))


def _read_closes(ctx: Ctx, _filled: Filled, said: str) -> str | None:
    ends = read_ends(said, ctx.now, ctx.house.time_zone)
    return ends.at.isoformat() if ends and not ends.rest and fits(ends.at, ctx.now) else None


def _labelled(ctx: Ctx, said: str, prefix: str, kind: Any) -> str | None:
    return next((each.value for each in kind if plain(ctx.text(f"{prefix}-{each.value}")) == plain(said)), None)


_READ = {
    Step.PLACE: _read_place,
    Step.TITLE: _read_title,
    Step.KIND: _read_kind,
    Step.ISSUE: _read_issue,
    Step.OPTIONS: _read_options,
    Step.MANNER: _read_manner,
    Step.MOST: _read_most,
    Step.COUNTED: _read_counted,
    Step.SEALED: _read_sealed,
    Step.CLOSES: _read_closes,
}
_PRESSED = {Step.PLACE: _press_place}


# ---------------------------------------------------------------- questions


def _rows(ctx: Ctx, step: Step, filled: Filled) -> list[list[Button]]:
    """The answers that are offered; what has no list is written."""
    found = _OFFERED[step](ctx, filled) if step in _OFFERED else []
    wide = 1 if step is Step.ISSUE else 3
    row = [Button(label, f"poll-form:{step.value}:{value}") for label, value in found]
    return [row[at : at + wide] for at in range(0, len(row), wide)]


Offer = list[tuple[str, str]]


def _named_by(prefix: str, kinds: Callable[[Filled], Iterable[StrEnum]]) -> Callable[[Ctx, Filled], Offer]:
    return lambda ctx, filled: [(ctx.text(f"{prefix}-{each.value}"), each.value) for each in kinds(filled)]


def _offer_most(ctx: Ctx, filled: Filled) -> Offer:
    return [(ctx.text("button-poll-most", n=str(n)), str(n)) for n in range(1, len(filled["options"]) + 1)]


_OFFERED: dict[Step, Callable[[Ctx, Filled], Offer]] = {
    Step.PLACE: lambda ctx, _: [(place.name, str(place.id)) for place in _places(ctx)],
    Step.KIND: _named_by("poll-kind", lambda _: Kind),
    Step.ISSUE: lambda ctx, _: [(_issue_button(ctx, each), each.value) for each in Issue],
    Step.OPTIONS: lambda ctx, _: [(ctx.text("button-poll-usual"), "default")],
    Step.MANNER: _named_by("poll-manner", lambda filled: manners_of(Kind(filled["kind"]))),
    Step.MOST: _offer_most,
    Step.COUNTED: _named_by("poll-counted", lambda _: Counted),
    Step.SEALED: lambda ctx, _: [(ctx.text(f"poll-sealed-{each}"), each) for each in ("open", "sealed")],
    Step.CLOSES: lambda ctx, _: [(_day_button(ctx, days), f"{days}天后") for days in DAYS],
}


def _issue_button(ctx: Ctx, issue: Issue) -> str:
    return ctx.text("button-poll-issue", item=ctx.text(f"poll-item-{issue.value}"), issue=ctx.text(f"poll-issue-{issue.value}"))


def _day_button(ctx: Ctx, days: int) -> str:
    ends = read_ends(f"{days}天后", ctx.now, ctx.house.time_zone)
    return ctx.clock(ends.at) if ends else str(days)


# ---------------------------------------------------------------- the preview, and the opening


def _asked(ctx: Ctx, filled: Filled) -> dict[str, Any]:
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
        "closes_at": datetime.fromisoformat(filled["closes"]).astimezone(ctx.now.tzinfo),
    }


def _preview(ctx: Ctx, filled: Filled) -> None:
    asked, say = _asked(ctx, filled), Speech(ctx.text, ctx.clock)
    place, roll = _roll(ctx, filled)
    options = options_of(asked["kind"], asked["manner"], asked["labels"])
    told = {
        "kind": ctx.text(f"poll-kind-{asked['kind'].value}"),
        "title": asked["title"],
        "clause": f"\n{say.clause(asked['issue'])}" if asked["issue"] else "",
        "isnot": ctx.text(f"poll-not-{asked['kind'].value}"),
        "options": say.joined([say.option(option) for option in options]),
        "manner": ctx.text(f"poll-manner-{asked['manner'].value}"),
        "sealed": ctx.text(f"poll-sealed-{'sealed' if asked['sealed'] else 'open'}"),
        "when": ctx.clock(asked["closes_at"]),
        "roll": ctx.text("poll-roll", place=ballots.called(ctx.db, place), **_whole(roll)) + unreached(ctx, roll.unreached),
    }
    edits = [ctx.button(f"button-poll-edit-{step.value}", f"poll-form:edit:{step.value}") for step in EDITED]
    rows = [[ctx.button("button-poll-publish", "poll-form:publish")], edits[:3], edits[3:]]
    ctx.say(ctx.post("poll-preview", *rows, **told))


def _whole(roll: Roll) -> dict[str, str]:
    homes = [home for _, home in roll.homes]
    area = write_area(sum(home.area for home in homes))
    return {"homes": str(len(homes)), "heads": str(len({home.head for home in homes})), "area": area}


def _roll(ctx: Ctx, filled: Filled) -> tuple[Place, Roll]:
    """The place and its roll as it stands now, where the speaker may still ask it."""
    place = places.find_place(ctx.db, int(filled["place"]))
    if place is None or not _may(ctx, place):
        raise Refused("poll-place")
    return place, rolls.read_roll(ctx.db, place.path)


def _publish(ctx: Ctx, filled: Filled) -> None:
    """Freeze the roll, give the number, show the card. The form is answered once, however often the button comes."""
    place, roll = _roll(ctx, filled)
    asked = _asked(ctx, filled)
    _check(ctx, asked, roll)
    if not questions.close_question(ctx.db, ctx.chat.id, ctx.me().id):
        raise Refused("poll-form-gone")
    poll = polls.open_poll(ctx.db, place, roll, ctx.now, by_person_id=ctx.me().id, **asked)
    ctx.record(subject(poll), "opened", new=True, number=poll.number, roll=poll.roll_hash, homes=poll.homes, kind=poll.kind.value)
    set_timers(ctx, poll)
    groups = polls.find_groups(ctx.db, poll.path)
    for chat in groups:
        ctx.reveal(subject(poll), chat)
    _enter(ctx, poll)
    ctx.say("poll-published", number=str(poll.number), n=str(len(groups)), hash=poll.roll_hash, when=ctx.clock(poll.closes_at))


def _check(ctx: Ctx, asked: Mapping[str, Any], roll: Roll) -> None:
    if not roll.homes:
        raise Refused("poll-no-roll")
    if not fits(asked["closes_at"], ctx.now):
        raise Refused("poll-closes")
    needs_area = asked["kind"] is not Kind.ADVISORY or asked["counted"] is Counted.AREA
    if needs_area and roll.without_area:
        doors = ctx.text("list-separator").join(roll.without_area[:LABEL])
        raise Refused("poll-no-area", n=str(len(roll.without_area)), doors=doors)


def _enter(ctx: Ctx, poll: Poll) -> None:
    """The record of the quiet chat: what was opened, over which roll."""
    for chat in find_nearest(ctx.db, poll.path, ChatKind.QUIET):
        voice = ctx.voice(chat)
        told = {"kind": voice.text(f"poll-kind-{poll.kind.value}"), "when": voice.clock(poll.closes_at), "homes": str(poll.homes)}
        ctx.publish(poll.path, "poll-opened", number=str(poll.number), title=poll.title, hash=poll.roll_hash, **told)
