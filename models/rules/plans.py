"""What a counted plan means to people: what each household has at stake, what a floor pays, what a new version changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.rules.addresses import digits


@dataclass(frozen=True, slots=True)
class Stake:
    """A household in a plan: money in 分, area in 0.01 m². `payer` pays its share for it; who is `out` shares nothing."""

    household: int
    label: str
    floor: int
    area: int
    weight: Fraction
    share: int
    payer: str = ""
    out: bool = False

    @property
    def terms(self) -> tuple[int, str, bool]:
        """What somebody agreed to: who does not pay the same, or not themselves, is asked again."""
        return self.share, self.payer, self.out


@dataclass(frozen=True, slots=True)
class Stair:
    """Floors that pay alike: from `first` to `last`, each household at least `least` and at most `most` (分); `weight` if it is one."""

    first: int
    last: int
    homes: int
    least: int
    most: int
    weight: Fraction | None = None


def stairs(stakes: Iterable[Stake], most: int = 0) -> list[Stair]:
    """What each floor pays, lowest first; floors that pay the same are one. With `most` neighbours are joined until so few are left."""
    by_floor: dict[int, list[Stake]] = {}
    for stake in stakes:
        if not stake.out:
            by_floor.setdefault(stake.floor, []).append(stake)
    found = [_stair(floor, by_floor[floor]) for floor in sorted(by_floor)]
    joined: list[Stair] = []
    for stair in found:
        alike = joined and (joined[-1].least, joined[-1].most) == (stair.least, stair.most)
        joined = [*joined[:-1], _join(joined[-1], stair)] if alike else [*joined, stair]
    while most and len(joined) > most:
        nearest = min(range(len(joined) - 1), key=lambda n: (joined[n + 1].most - joined[n].least, n))
        joined[nearest : nearest + 2] = [_join(joined[nearest], joined[nearest + 1])]
    return joined


def _stair(floor: int, stakes: Sequence[Stake]) -> Stair:
    pays, weights = [stake.share for stake in stakes], {stake.weight for stake in stakes}
    return Stair(floor, floor, len(stakes), min(pays), max(pays), weights.pop() if len(weights) == 1 else None)


def _join(lower: Stair, higher: Stair) -> Stair:
    least, most = min(lower.least, higher.least), max(lower.most, higher.most)
    return Stair(lower.first, higher.last, lower.homes + higher.homes, least, most, lower.weight if lower.weight == higher.weight else None)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version changes for a household; None is a household that was not there, or is not any more."""

    label: str
    was: Stake | None
    now: Stake | None

    @property
    def more(self) -> int:
        """So much more is to be paid than before, in 分; negative when less."""
        return (self.now.share if self.now else 0) - (self.was.share if self.was else 0)


def changes(before: Sequence[Stake], after: Sequence[Stake]) -> list[Change]:
    """The households whose terms a new version changes, in its order; those it does not know any more come last."""
    was: Mapping[int, Stake] = {stake.household: stake for stake in before}
    now: Mapping[int, Stake] = {stake.household: stake for stake in after}
    found = [Change(stake.label, was.get(stake.household), stake) for stake in after]
    found += [Change(stake.label, stake, None) for stake in before if stake.household not in now]
    return [one for one in found if not (one.was and one.now and one.was.terms == one.now.terms)]


_PARTS = re.compile(r"(?:(?P<building>.+?)(?:号楼|栋|幢|座))?\s*(?:(?P<unit>.+?)单元)?\s*(?P<door>[^\s]+)")


def meant(labels: Iterable[str], said: str) -> list[str]:
    """The labels that `502`, `1单元502` or `2号楼1单元502` may mean; an exact one is meant alone."""
    labels = list(labels)
    said = re.sub(r"\s|(?:室|户)$", "", said)
    if said in labels:
        return [said]
    wanted = _parts(said)
    return [label for label in labels if wanted and _fits(_parts(label), wanted)]


def _parts(text: str) -> tuple[str, ...]:
    found = _PARTS.fullmatch(text)
    if found is None:
        return ()
    door = found["door"].rpartition("-")[2].upper()
    return (*(digits(found[name].removeprefix("第")) if found[name] else "" for name in ("building", "unit")), door)


def _fits(label: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """The doors are one, and what both say beside does not differ."""
    return bool(label) and label[2] == said[2] and all(not a or not b or a == b for a, b in zip(label[:2], said[:2], strict=True))


_BODIES = re.compile(
    r"单位|公司|集团|企业|工厂|商会|协会|银行|医院|学校|基金|街道|社区|居委|村委|业委会|物业|支部|党委|政府|财政|慈善|公益|共建|局$|办$|所$"
)


def is_body(payer: str) -> bool:
    """Whether who pays for others is an institution, which may be named in public; a person is not."""
    return bool(_BODIES.search(payer))


def money_text(money: int) -> str:
    """分 as people read it: 29,412.00; a minus is written −."""
    return f"{'−' if money < 0 else ''}{abs(money) // 100:,}.{abs(money) % 100:02}"
