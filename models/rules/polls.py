"""Polls: what kinds there are, what the form asks next, what a press makes of a ballot, and who answers for a household (domain §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import Any

from models.rules.roles import Role
from models.rules.tallies import Issue, Rule, rule_for

CALLERS = frozenset({Role.LEADER, Role.SECRETARY, Role.COMMITTEE, Role.COMMUNITY, Role.OWNER})
"""Who may ask the households of a place."""

TITLE = 80
LABEL = 40
FEWEST, MOST_OPTIONS = 2, 9
SOONEST, LATEST = timedelta(minutes=10), timedelta(days=180)
"""A poll is open at least, and at most, so long."""
REMINDED = (timedelta(days=1), timedelta(hours=2))
"""So long before the end, those who have not answered are reminded."""


class Kind(StrEnum):
    """What a poll decides: nothing, what the law lets owners decide, or what all must agree to."""

    ADVISORY = "advisory"
    STATUTORY = "statutory"
    CONSENT = "consent"


class Manner(StrEnum):
    """How a household answers: one option, several, or all in order."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKED = "ranked"


class Counted(StrEnum):
    """What an advisory poll is counted by; the law and the consent of all count heads and area anyway."""

    HOME = "home"
    HEAD = "head"
    AREA = "area"


class Standing(IntEnum):
    """Who answers for a household: a higher one's answer replaces a lower one's, never the other way round."""

    TENANT = 0
    FAMILY = 1
    PROXY = 2
    OWNER = 3


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer; without a label it is one of the house's own words."""

    key: str
    label: str = ""


YES, NO, ABSTAIN = "yes", "no", "abstain"
USUAL = (Option(YES), Option(NO), Option(ABSTAIN))
CLEAR = "clear"
"""What a press sends to begin a choice of several anew."""


def rule_of(kind: Kind, issue: Issue | None) -> Rule:
    """The rule a poll is decided by."""
    if kind is Kind.STATUTORY and issue is not None:
        return rule_for(issue)
    return Rule.CONSENT if kind is Kind.CONSENT else Rule.ADVISORY


def decided(options: Sequence[Option]) -> tuple[str, ...]:
    """The options a verdict is given on: the motion itself, or each of the options that are the author's own."""
    keys = tuple(option.key for option in options)
    return (YES,) if YES in keys else tuple(key for key in keys if key != ABSTAIN)


def options_of(kind: Kind, manner: Manner, labels: Sequence[str]) -> tuple[Option, ...]:
    """The options of a poll with these labels, none: the usual ones. Where the law decides one can always abstain."""
    if not labels:
        return USUAL
    own = tuple(Option(str(n), label) for n, label in enumerate(labels, 1))
    return (*own, Option(ABSTAIN)) if kind is Kind.STATUTORY and manner is Manner.SINGLE else own


# ---------------------------------------------------------------- the form


class Step(StrEnum):
    """What the form asks, in this order."""

    PLACE = "place"
    TITLE = "title"
    KIND = "kind"
    ISSUE = "issue"
    OPTIONS = "options"
    MANNER = "manner"
    MOST = "most"
    COUNTED = "counted"
    SEALED = "sealed"
    CLOSES = "closes"


def is_asked(step: Step, filled: Mapping[str, Any]) -> bool:
    """Whether a question is asked of such a poll."""
    match step:
        case Step.ISSUE:
            return filled.get("kind") == Kind.STATUTORY
        case Step.OPTIONS:
            return filled.get("kind") != Kind.CONSENT
        case Step.MANNER:
            return bool(filled.get("options"))
        case Step.MOST:
            return filled.get("manner") == Manner.MULTIPLE
        case Step.COUNTED:
            return filled.get("kind") == Kind.ADVISORY
        case _:
            return True


_HANGS_ON = {
    Step.KIND: (Step.ISSUE, Step.OPTIONS, Step.MANNER, Step.MOST, Step.COUNTED),
    Step.OPTIONS: (Step.MANNER, Step.MOST),
    Step.MANNER: (Step.MOST,),
}


def reopen(filled: Mapping[str, Any], step: Step) -> dict[str, Any]:
    """The same answers without this one, and without those that hang on it."""
    gone = {step.value, *(each.value for each in _HANGS_ON.get(step, ()))}
    return {name: value for name, value in filled.items() if name not in gone}


def manners_of(kind: Kind) -> tuple[Manner, ...]:
    """Ranking decides nothing by law: it is for asking opinions."""
    return tuple(Manner) if kind is Kind.ADVISORY else (Manner.SINGLE, Manner.MULTIPLE)


# ---------------------------------------------------------------- answering

Choice = tuple[str, ...]
"""The keys a household chose, in its order; nothing chosen is an abstention."""


def next_choice(manner: Manner, most: int, before: Choice, pressed: str) -> Choice | None:
    """What a press makes of a choice: it sets, and never takes away, so that a press that comes twice is as one.

    None when more than `most` would be chosen.
    """
    if pressed == CLEAR:
        return ()
    if manner is Manner.SINGLE:
        return (pressed,)
    chosen = before if pressed in before else (*before, pressed)
    return chosen if manner is Manner.RANKED or len(chosen) <= most else None


def may_press(manner: Manner, options: Sequence[Option], pressed: str) -> bool:
    """Whether such a poll has this button."""
    return pressed in {option.key for option in options} or (pressed == CLEAR and manner is not Manner.SINGLE)


def counts_for(manner: Manner, choice: Sequence[str]) -> frozenset[str]:
    """The options a ballot is counted for while it lies in the box: of a ranking the first."""
    return frozenset(choice[:1] if manner is Manner.RANKED else choice)


class No(StrEnum):
    """Why somebody's answer is not taken for a household."""

    TENANT = "ballot-tenant"
    ANSWERED = "ballot-answered"


def may_answer(kind: Kind, standing: Standing, before: Standing | None) -> No | None:
    """One household, one ballot: tenants give opinions only, and nobody answers over those who stand above them."""
    if standing is Standing.TENANT and kind is not Kind.ADVISORY:
        return No.TENANT
    return No.ANSWERED if before is not None and before > standing else None


# ---------------------------------------------------------------- how it stands, drawn

BAR = 20
AGREED, TOOK_PART, SILENT, MARK = "█", "▒", "░", "│"


def bar(agree: int, part: int, whole: int, need: int, width: int = BAR) -> str:
    """The whole roll as one line: who agrees, who else took part, who is silent, and a mark where enough take part.

    What is not enough never looks as if it were.
    """
    if not whole:
        return SILENT * width
    mark = min(need * width // whole, width)
    full = part * width // whole
    full = min(full, mark - 1) if part < need and mark > 0 else full
    yes = min(agree * width // whole, full)
    cells = AGREED * yes + TOOK_PART * (full - yes) + SILENT * (width - full)
    return f"{cells[:mark]}{MARK}{cells[mark:]}" if 0 < mark < width else cells
