"""A closed poll on one sheet: the roll as it was frozen, every ballot, and all that follows from them. A result needs nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from models.rules.polls import ABSTAIN, YES, Counted, Kind, Manner, Option, counts_for, decided, rule_of
from models.rules.proofs import UNPROVEN, Proof, Unproven
from models.rules.rankings import Round, run_off, schulze
from models.rules.tallies import Entry, Issue, Rule, Tally, Verdict, Weight, count, decide

Choice = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the frozen roll: its door as it is printed, whose it is (a running number of the roll, no name), 0.01 m²."""

    label: str
    head: int
    area: int


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot as it lies in the box."""

    receipt: str
    home: str
    choice: Choice
    proof: Proof


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a result follows from."""

    number: int
    title: str
    place: str
    kind: Kind
    issue: Issue | None
    manner: Manner
    most: int
    counted: Counted
    sealed: bool
    options: tuple[Option, ...]
    opened: datetime
    closed: datetime
    roll: tuple[Home, ...]
    ballots: tuple[Cast, ...]

    @property
    def rule(self) -> Rule:
        return rule_of(self.kind, self.issue)


# ---------------------------------------------------------------- fingerprints


def fingerprint(lines: Iterable[Sequence[object]]) -> str:
    """SHA-256 (hex) over lines of fields between tabs, sorted, each ended: whoever has the lines finds the same."""
    told = sorted("\t".join(str(field) for field in line) + "\n" for line in lines)
    return hashlib.sha256("".join(told).encode()).hexdigest()


def roll_print(roll: Iterable[Home]) -> str:
    """Of the roll: household, head, area in 0.01 m²."""
    return fingerprint((home.label, home.head, home.area) for home in roll)


def ballots_print(ballots: Iterable[Cast]) -> str:
    """Of the ballots: receipt, household, the options chosen in their order between commas, by what it is known to be theirs."""
    return fingerprint((cast.receipt, cast.home, ",".join(cast.choice), cast.proof) for cast in ballots)


# ---------------------------------------------------------------- what follows


@dataclass(frozen=True, slots=True)
class Ranking:
    """How a ranked poll came out, both ways; several winners are a tie."""

    rounds: tuple[Round, ...]
    run_off: Choice
    schulze: Choice


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result: the count, the verdict on each option that is decided, and the rounds where households ranked."""

    tally: Tally
    verdicts: Mapping[str, Verdict]
    ranking: Ranking | None
    roll: str
    ballots: str


def tally_of(roll: Sequence[tuple[int, Home]], ballots: Mapping[int, Sequence[str]], manner: Manner, options: Sequence[Option]) -> Tally:
    """The count of ballots by household id."""
    entries = [Entry(id_, str(home.head), home.area) for id_, home in roll]
    counted = {id_: counts_for(manner, choice) for id_, choice in ballots.items()}
    return count(entries, counted, [option.key for option in options])


def outcome(sheet: Sheet) -> Outcome:
    """What a sheet comes to."""
    places = {home.label: at for at, home in enumerate(sheet.roll)}
    ballots = {places[cast.home]: cast.choice for cast in sheet.ballots}
    tally = tally_of(list(enumerate(sheet.roll)), ballots, sheet.manner, sheet.options)
    ruled = sheet.rule is not Rule.ADVISORY
    verdicts = {key: decide(tally, key, sheet.rule) for key in decided(sheet.options)} if ruled else {}
    ranking = _rank(sheet, ballots) if sheet.manner is Manner.RANKED else None
    return Outcome(tally, verdicts, ranking, roll_print(sheet.roll), ballots_print(sheet.ballots))


def unproven(sheet: Sheet) -> Unproven | None:
    """What of a decision rests on people's own word; None for opinions, and where nothing does."""
    told = {cast.home for cast in sheet.ballots if cast.proof in UNPROVEN}
    if sheet.kind is Kind.ADVISORY or not told:
        return None
    area = sum(home.area for home in sheet.roll if home.label in told)
    rest = replace(sheet, ballots=tuple(cast for cast in sheet.ballots if cast.home not in told))
    return Unproven(len(told), area, _carried(sheet) != _carried(rest))


def _carried(sheet: Sheet) -> set[str]:
    return {key for key, verdict in outcome(sheet).verdicts.items() if verdict.carried}


def _rank(sheet: Sheet, ballots: Mapping[int, Choice]) -> Ranking:
    keys = [option.key for option in sheet.options]
    weighed = weigh_rankings(sheet.roll, ballots, sheet.counted)
    rounds, winners = run_off(keys, weighed)
    best = schulze(keys, weighed) if weighed else ()
    return Ranking(tuple(rounds), winners if weighed else (), best)


def weigh_rankings(roll: Sequence[Home], ballots: Mapping[int, Choice], counted: Counted) -> list[tuple[Choice, int]]:
    """Rankings by weight: one a household, its area, or one a head; a head whose flats rank differently counts for none."""
    if counted is Counted.HOME:
        return [(choice, 1) for choice in ballots.values()]
    if counted is Counted.AREA:
        return [(choice, roll[at].area) for at, choice in ballots.items()]
    said: dict[int, set[Choice]] = {}
    for at, choice in ballots.items():
        said.setdefault(roll[at].head, set()).add(choice)
    return [(next(iter(choices)), 1) for choices in said.values() if len(choices) == 1]


def weight_by(weight: Weight, counted: Counted) -> int:
    """Of a weight, the number a poll is counted by."""
    return {Counted.HOME: weight.homes, Counted.HEAD: weight.heads, Counted.AREA: weight.area}[counted]


def share(part: int, whole: int) -> int:
    """A part of a whole in percent, rounded half up; of nothing it is none."""
    return int(Fraction(100 * part, whole) + Fraction(1, 2)) if whole else 0


def ahead(tally: Tally, counted: Counted) -> Choice:
    """The options that lead, abstentions apart; none where nobody chose."""
    weights = {key: weight_by(weight, counted) for key, weight in tally.options.items() if key != ABSTAIN}
    best = max(weights.values(), default=0)
    return tuple(key for key, weight in weights.items() if weight == best) if best else ()


def in_favour(options: Sequence[Option]) -> str:
    """The option whose bars are shown while a poll is open; none where the options are the author's own."""
    return YES if any(option.key == YES for option in options) else ""


# ---------------------------------------------------------------- as it is written in a file


class Unreadable(ValueError):
    """What is wrong with an export, in one line."""


def write_area(area: int) -> str:
    return f"{area // 100}.{area % 100:02}"


def read_area(said: str) -> int:
    """`88.1` → 8810; ValueError for what is no area."""
    hundredths = Fraction(said) * 100
    if hundredths.denominator != 1 or hundredths < 0:
        raise Unreadable(f"no area: {said}")
    return int(hundredths)


def facts_of(sheet: Sheet) -> dict[str, str]:
    """What a sheet says beside roll, options and ballots, as text."""
    return {
        "number": str(sheet.number),
        "title": sheet.title,
        "place": sheet.place,
        "kind": sheet.kind.value,
        "issue": sheet.issue.value if sheet.issue else "",
        "manner": sheet.manner.value,
        "most": str(sheet.most),
        "counted": sheet.counted.value,
        "sealed": "yes" if sheet.sealed else "no",
        "opened": sheet.opened.isoformat(),
        "closed": sheet.closed.isoformat(),
    }


def read_sheet(
    facts: Mapping[str, str], options: Sequence[Option], homes: Sequence[tuple[str, str, str]], casts: Sequence[tuple[str, str, str, str]]
) -> Sheet:
    """A sheet of what a file says: (household, head, area) and (receipt, household, choice, proof); Unreadable says what is wrong."""
    try:
        roll = tuple(Home(label, int(head), read_area(area)) for label, head, area in homes)
        ballots = tuple(_cast(*each) for each in casts)
        _check(roll, options, ballots)
        return Sheet(
            int(facts["number"]),
            facts["title"],
            facts["place"],
            Kind(facts["kind"]),
            Issue(facts["issue"]) if facts["issue"] else None,
            Manner(facts["manner"]),
            int(facts["most"]),
            Counted(facts["counted"]),
            facts["sealed"] == "yes",
            tuple(options),
            datetime.fromisoformat(facts["opened"]),
            datetime.fromisoformat(facts["closed"]),
            roll,
            ballots,
        )
    except KeyError as missing:
        raise Unreadable(f"{missing.args[0]} is missing") from missing


def _cast(receipt: str, label: str, choice: str, proof: str) -> Cast:
    return Cast(receipt, label, tuple(key for key in choice.split(",") if key), Proof(proof))


def _check(roll: Sequence[Home], options: Sequence[Option], ballots: Sequence[Cast]) -> None:
    labels = {home.label for home in roll}
    keys = {option.key for option in options}
    if len(labels) != len(roll):
        raise Unreadable("a household stands twice on the roll")
    if len({cast.home for cast in ballots}) != len(ballots):
        raise Unreadable("a household has two ballots")
    for cast in ballots:
        if cast.home not in labels:
            raise Unreadable(f"a ballot of {cast.home}, which is not on the roll")
        if not set(cast.choice) <= keys or len(set(cast.choice)) != len(cast.choice):
            raise Unreadable(f"the ballot of {cast.home} chooses what there is not")
