"""How an owners' decision is counted: by heads and by area, in exact fractions (Civil Code 278; on heads the Supreme Court, §§ 8 and 9).

Areas are whole hundredths of a square metre. One household has one ballot. A head is an owner: several flats of one owner, and what the
developer has not sold, are one head, whose areas add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Rule(StrEnum):
    """Which rule a poll is counted by."""

    ADVISORY = "advisory"
    ORDINARY = "ordinary"
    SPECIAL = "special"
    CONSENT = "consent"


class Issue(StrEnum):
    """What owners decide together, as Civil Code 278 lists it: (1) to (9)."""

    PROCEDURE = "procedure"
    CONVENTION = "convention"
    COMMITTEE = "committee"
    COMPANY = "company"
    USE_FUND = "use-fund"
    RAISE_FUND = "raise-fund"
    REBUILD = "rebuild"
    CHANGE_USE = "change-use"
    OTHER = "other"


SPECIAL_ISSUES = frozenset({Issue.RAISE_FUND, Issue.REBUILD, Issue.CHANGE_USE})
"""Items (6) to (8) need three quarters; replacing a lift with fund money is (5), adding one is (7)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A part that must be reached (以上 includes it), or passed (过半 does not)."""

    part: Fraction
    passed: bool = False

    def need(self, whole: int) -> int:
        """The least count of `whole` that suffices; more than all of it when nothing can."""
        least = self.part * whole
        return least.__floor__() + 1 if self.passed else least.__ceil__()


@dataclass(frozen=True, slots=True)
class Pack:
    """What a rule asks for: of the whole roll to take part, and of those who take part to agree; each by heads and by area."""

    taking_part: Mark
    agreeing: Mark


_TWO_THIRDS = Mark(Fraction(2, 3))
PACKS = {
    Rule.ORDINARY: Pack(_TWO_THIRDS, Mark(Fraction(1, 2), passed=True)),
    Rule.SPECIAL: Pack(_TWO_THIRDS, Mark(Fraction(3, 4))),
    Rule.CONSENT: Pack(Mark(Fraction(1)), Mark(Fraction(1))),
}


def rule_for(issue: Issue) -> Rule:
    """The statutory rule of an issue."""
    return Rule.SPECIAL if issue in SPECIAL_ISSUES else Rule.ORDINARY


@dataclass(frozen=True, slots=True)
class Entry:
    """A household of the roll as it was frozen: its area, and whose it is."""

    household: int
    head: str
    area: int


@dataclass(frozen=True, slots=True)
class Weight:
    """So many households, heads, and hundredths of a square metre."""

    homes: int = 0
    heads: int = 0
    area: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole roll, who took part, and who is for each option. `divided` are heads whose flats say different things: for none of them."""

    whole: Weight
    took_part: Weight
    options: Mapping[str, Weight]
    divided: int


def count(roll: Sequence[Entry], ballots: Mapping[int, frozenset[str]], options: Iterable[str]) -> Tally:
    """Count what each household chose; an empty choice is an abstention, which takes part and agrees to nothing.

    A ballot of a household that is not on the roll counts for nothing.
    """
    cast = [(entry, ballots[entry.household]) for entry in roll if entry.household in ballots]
    said: dict[str, list[frozenset[str]]] = {}
    for entry, chosen in cast:
        said.setdefault(entry.head, []).append(chosen)
    agreed = {head: frozenset.intersection(*choices) for head, choices in said.items()}
    found = {option: _weigh([entry for entry, chosen in cast if option in chosen], _for(agreed, option)) for option in options}
    divided = sum(1 for choices in said.values() if len(set(choices)) > 1)
    return Tally(_weigh(roll, len({entry.head for entry in roll})), _weigh([entry for entry, _ in cast], len(said)), found, divided)


def _for(agreed: Mapping[str, frozenset[str]], option: str) -> int:
    return sum(1 for chosen in agreed.values() if option in chosen)


def _weigh(entries: Sequence[Entry], heads: int) -> Weight:
    return Weight(len(entries), heads, sum(entry.area for entry in entries))


@dataclass(frozen=True, slots=True)
class Bar:
    """How much there is of what is needed; `short` is what is missing, never negative."""

    have: int
    need: int
    whole: int

    @property
    def short(self) -> int:
        return max(self.need - self.have, 0)

    @property
    def met(self) -> bool:
        return self.short == 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Four bars and what follows from them. Nothing is ever carried by an empty roll, or by nobody taking part."""

    heads_taking_part: Bar
    area_taking_part: Bar
    heads_agreeing: Bar
    area_agreeing: Bar

    @property
    def quorate(self) -> bool:
        return self.heads_taking_part.met and self.area_taking_part.met and self.heads_taking_part.have > 0

    @property
    def carried(self) -> bool:
        return self.quorate and self.heads_agreeing.met and self.area_agreeing.met


def decide(tally: Tally, option: str, rule: Rule) -> Verdict:
    """Whether an option is carried by a statutory rule, or by the consent of all; KeyError for an advisory poll, which carries nothing."""
    pack, whole, part, agree = PACKS[rule], tally.whole, tally.took_part, tally.options[option]
    return Verdict(
        _bar(part.heads, whole.heads, pack.taking_part),
        _bar(part.area, whole.area, pack.taking_part),
        _bar(agree.heads, part.heads, pack.agreeing),
        _bar(agree.area, part.area, pack.agreeing),
    )


def _bar(have: int, whole: int, mark: Mark) -> Bar:
    return Bar(have, mark.need(whole), whole)


def still_needed(tally: Tally, option: str, rule: Rule) -> Weight:
    """`还差 7 户、612.40 ㎡`: the fewest heads, and the least area, that would carry the option if all who answer from now on agree.

    Where those who have not answered do not suffice, it is more than there are: then somebody must think again.
    """
    pack, whole, part, agree = PACKS[rule], tally.whole, tally.took_part, tally.options[option]
    return Weight(
        heads=_lacking(part.heads, whole.heads, agree.heads, pack),
        area=_lacking(part.area, whole.area, agree.area, pack),
    )


def _lacking(part: int, whole: int, agree: int, pack: Pack) -> int:
    """The least x with part + x enough to decide and agree + x enough of part + x."""
    mark, quorum = pack.agreeing, max(pack.taking_part.need(whole) - part, 0)
    if mark.part == 1:
        return quorum + (part - agree)
    rest = mark.part * part - agree  # agree + x against mark × (part + x)
    least = rest / (1 - mark.part)
    more = least.__floor__() + 1 if mark.passed else least.__ceil__()
    return max(quorum, more, 0)
