"""Consent rounds: where each household stands, what may be entered by whom, how objections go on, and when a round is over (domain §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models.rules import tallies
from models.rules.proofs import UNPROVEN, Proof, Unproven
from models.rules.tallies import Entry, Tally, Verdict


class Answer(StrEnum):
    """Where a household stands: 未访 · 同意 · 不同意 · 考虑中 · 无人 · 外地 · 拒绝沟通."""

    UNASKED = "unasked"
    AGREED = "agreed"
    OPPOSED = "opposed"
    UNDECIDED = "undecided"
    ABSENT = "absent"
    AWAY = "away"
    SILENT = "silent"


SPOKEN = frozenset({Answer.AGREED, Answer.OPPOSED, Answer.UNDECIDED})
"""The household itself has said something."""
UNREACHED = frozenset({Answer.UNASKED, Answer.ABSENT, Answer.AWAY})
"""Nobody has talked with it yet; 拒绝沟通 was reached and is no consent."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way to enter where a household stands; `home_may` says that the household itself may, `counts` that it is counted how often."""

    name: str
    sources: frozenset[Answer]
    to: Answer
    home_may: bool = False
    canvasser_may: bool = True
    counts: bool = False
    by_itself: bool = False


_ALL = frozenset(Answer)
MOVES = (
    Move("agree", _ALL, Answer.AGREED, home_may=True),
    Move("oppose", _ALL, Answer.OPPOSED, home_may=True),
    Move("consider", _ALL, Answer.UNDECIDED, home_may=True),
    Move("absent", _ALL - SPOKEN, Answer.ABSENT, counts=True),
    Move("away", _ALL - SPOKEN, Answer.AWAY),
    Move("refuse", _ALL - {Answer.AGREED, Answer.OPPOSED}, Answer.SILENT),
    Move("void", _ALL - UNREACHED, Answer.UNASKED, canvasser_may=False, by_itself=True),
)
BY_NAME = {move.name: move for move in MOVES}


class Step(StrEnum):
    """Whether a move is taken."""

    DONE = "done"
    SAME = "same"
    OWN = "own"
    PAST = "past"
    NOT_YOURS = "not-yours"


def take(move: Move, state: Answer, *, own: bool, by_home: bool) -> Step:
    """What becomes of a move; `own` says that the household itself gave the answer that stands.

    What a household said itself only it can change: a canvasser who comes later, or at the same moment, learns what it said.
    """
    if not (move.home_may if by_home else move.canvasser_may):
        return Step.NOT_YOURS
    if own and not by_home and state in SPOKEN:
        return Step.SAME if move.to is state else Step.OWN
    if state not in move.sources:
        return Step.PAST
    if move.to is state and not move.counts and own == by_home:
        return Step.SAME
    return Step.DONE


# ---------------------------------------------------------------- objections


class Talk(StrEnum):
    """How an objection stands: open, in talks, settled, stands."""

    OPEN = "open"
    TALKS = "talks"
    SETTLED = "settled"
    STANDS = "stands"


TALKS = {
    "talk": (frozenset({Talk.OPEN, Talk.STANDS}), Talk.TALKS),
    "settle": (frozenset({Talk.OPEN, Talk.TALKS, Talk.STANDS}), Talk.SETTLED),
    "stand": (frozenset({Talk.OPEN, Talk.TALKS}), Talk.STANDS),
}
UNSETTLED = frozenset(Talk) - {Talk.SETTLED}
PENDING = frozenset({Talk.OPEN, Talk.TALKS})
"""Nobody knows yet how it ends; what stands is known to stand."""


def next_talk(step: str, state: Talk) -> Talk | None:
    """Where this step leads; None when it cannot be taken from here."""
    sources, to = TALKS[step]
    return to if state in sources else None


# ---------------------------------------------------------------- the round


class Stage(StrEnum):
    """A round is asked, then shown to everybody for some days, then settled; or it ends without."""

    ASKING = "asking"
    NOTICE = "notice"
    SETTLED = "settled"
    FAILED = "failed"


LIVE = frozenset({Stage.ASKING, Stage.NOTICE})


class Basis(StrEnum):
    """By what a round is decided: the consent of all who pay, or the statutory count of all owners."""

    ALL = "all"
    ORDINARY = "ordinary"
    SPECIAL = "special"


RULES = {Basis.ORDINARY: tallies.Rule.ORDINARY, Basis.SPECIAL: tallies.Rule.SPECIAL}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Voice:
    """A household in a round: whose it is, its area in 0.01 m², where it stands; `pays` by the version that holds."""

    household: int
    head: str
    area: int
    answer: Answer
    pays: bool
    absences: int = 0
    proof: Proof = Proof.ENTERED


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: so many of those that count agreed, so many stand where."""

    whole: int
    counted: Mapping[Answer, int]

    @property
    def agreed(self) -> int:
        return self.counted.get(Answer.AGREED, 0)

    @property
    def unanimous(self) -> bool:
        return 0 < self.whole == self.agreed


def counting(voices: Iterable[Voice], basis: Basis) -> list[Voice]:
    """Those who are asked: who pays, or by a statutory count every owner."""
    return [voice for voice in voices if basis is not Basis.ALL or voice.pays]


def progress(voices: Iterable[Voice], basis: Basis) -> Progress:
    asked = counting(voices, basis)
    return Progress(len(asked), {answer: sum(1 for voice in asked if voice.answer is answer) for answer in Answer})


def tally(voices: Sequence[Voice]) -> Tally:
    """By heads and area; who refuses to talk, is undecided or not reached takes no part: silence is never consent."""
    ballots = {Answer.AGREED: frozenset({YES}), Answer.OPPOSED: frozenset({NO})}
    cast = {voice.household: ballots[voice.answer] for voice in voices if voice.answer in ballots}
    return tallies.count([Entry(voice.household, voice.head, voice.area) for voice in voices], cast, (YES, NO))


def verdict(voices: Sequence[Voice], basis: Basis) -> Verdict:
    """KeyError for a round that asks for the consent of all."""
    return tallies.decide(tally(voices), YES, RULES[basis])


def unproven(voices: Sequence[Voice], basis: Basis) -> Unproven | None:
    """What of a statutory count rests on people's own word; None where all must agree anyway, and where nothing does."""
    told = [voice for voice in voices if voice.proof in UNPROVEN and voice.answer in (Answer.AGREED, Answer.OPPOSED)]
    if basis is Basis.ALL or not told:
        return None
    rest = [replace(voice, answer=Answer.UNASKED) if voice in told else voice for voice in voices]
    return Unproven(len(told), sum(voice.area for voice in told), carried(voices, basis) != carried(rest, basis))


def carried(voices: Sequence[Voice], basis: Basis) -> bool:
    """Whether a round may go on to be shown."""
    return progress(voices, basis).unanimous if basis is Basis.ALL else verdict(voices, basis).carried


# ---------------------------------------------------------------- who walks where


def split(homes: Sequence[tuple[int, int]], walkers: Sequence[int]) -> dict[int, int]:
    """Household → who calls there: whole staircases where there are enough, else a stretch of doors; `homes` are (household, staircase)."""
    if not walkers:
        return {}
    stairs = list(dict.fromkeys(stair for _, stair in homes))
    if len(stairs) >= len(walkers):
        of_stair = {stair: walkers[order * len(walkers) // len(stairs)] for order, stair in enumerate(stairs)}
        return {home: of_stair[stair] for home, stair in homes}
    return {home: walkers[order * len(walkers) // len(homes)] for order, (home, _) in enumerate(homes)}
