"""Cost shares: who pays how much of a lift, by floor, exactly (domain §3, Civil Code 283).

Weights are fractions, money is whole 分. What is shared out is always the net total, to the last 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise


class Infeasible(ValueError):
    """A plan that cannot be carried out: a key of the texts, and what they name."""

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(key, params)
        self.key, self.params = key, params


@dataclass(frozen=True, slots=True)
class Household:
    """Who shares: a label unique in the plan, the floor as people count it, the area in m² where it matters."""

    label: str
    floor: int
    area: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How much each floor weighs: nothing on the zero floors, then `start` and `step` more with each floor, or as a `table` says.

    The cap stops the weight of a floor, or what one household pays (分); what the latter cuts is spread over the others by weight.
    """

    zero_floors: frozenset[int] = frozenset({1})
    start: Fraction = Fraction(1)
    step: Fraction = Fraction(1)
    table: Mapping[int, Fraction] | None = None
    cap_weight: Fraction | None = None
    cap_money: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A cost plan. Money in 分; `unit` is what shares are whole multiples of (1 分, 100 for whole yuan)."""

    total: int
    households: tuple[Household, ...]
    rule: Rule = Rule()
    subsidy: int = 0
    unit: int = 1
    by_area: bool = False
    waivers: Mapping[str, str] = field(default_factory=dict)
    """Label → who pays that household's share instead; it is never spread over the others."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What came out: money in 分 by label, in the order of the plan; `capped` are those a cap stopped."""

    net: int
    weights: Mapping[str, Fraction]
    shares: Mapping[str, int]
    capped: tuple[str, ...]


def share_out(plan: Plan) -> Shared:
    """The share of each household; Infeasible says why there is none.

    Shares add up to the net total; with `by_area` off they never fall from one floor to the next; zero floors pay nothing.
    """
    net = _net(plan)
    _check(plan)
    rising = _weigh(plan)
    floors = _hold_down(rising, plan.rule.cap_weight)
    weights = {one.label: floors[one.floor] * (_area(one) if plan.by_area else 1) for one in plan.households}
    if net and not any(weights.values()):
        raise Infeasible("nobody-pays")
    shares, full = _spread(plan, net, weights)
    capped = tuple(one.label for one in plan.households if one.label in full or rising[one.floor] > floors[one.floor])
    return Shared(net, weights, shares, capped)


# ---------------------------------------------------------------- may it be shared so?


def _net(plan: Plan) -> int:
    net = plan.total - plan.subsidy
    if plan.total < 0 or plan.subsidy < 0:
        raise Infeasible("negative-money")
    if net < 0:
        raise Infeasible("subsidy-over-total")
    if plan.unit < 1 or net % plan.unit:
        raise Infeasible("not-in-units", net=yuan(net), unit=yuan(plan.unit))
    return net


def _check(plan: Plan) -> None:
    """That nobody stands twice, and that who waives is there."""
    labels = [one.label for one in plan.households]
    if not labels:
        raise Infeasible("no-households")
    twice = next((label for label in labels if labels.count(label) > 1), None) if len(set(labels)) < len(labels) else None
    if twice is not None:
        raise Infeasible("label-twice", label=twice)
    unknown = next((label for label in plan.waivers if label not in set(labels)), None)
    if unknown is not None:
        raise Infeasible("waiver-unknown", label=unknown)


def _area(one: Household) -> Fraction:
    if one.area is None or one.area < 0:
        raise Infeasible("area-missing", label=one.label)
    return one.area


# ---------------------------------------------------------------- what a floor weighs


def _weigh(plan: Plan) -> dict[int, Fraction]:
    """Floor → weight before any cap; a higher floor never weighs less."""
    paying = [one.floor for one in plan.households if one.floor not in plan.rule.zero_floors]
    floors = sorted({one.floor for one in plan.households})
    found = {floor: _weight(plan.rule, floor, min(paying, default=floor)) for floor in floors}
    for (lower, less), (higher, more) in pairwise(found.items()):
        if less > more:
            raise Infeasible("falls", lower=str(lower), higher=str(higher))
    return found


def _weight(rule: Rule, floor: int, first_paying: int) -> Fraction:
    if floor in rule.zero_floors:
        return Fraction(0)
    weight = rule.start + rule.step * (floor - first_paying) if rule.table is None else rule.table.get(floor)
    if weight is None:
        raise Infeasible("floor-unlisted", floor=str(floor))
    if weight < 0:
        raise Infeasible("weight-negative", floor=str(floor))
    return weight


def _hold_down(rising: Mapping[int, Fraction], cap: Fraction | None) -> dict[int, Fraction]:
    if cap is not None and cap < 0:
        raise Infeasible("cap-negative")
    return {floor: weight if cap is None else min(weight, cap) for floor, weight in rising.items()}


# ---------------------------------------------------------------- how the money falls


def _spread(plan: Plan, net: int, weights: Mapping[str, Fraction]) -> tuple[dict[str, int], set[str]]:
    """Shares by weight, and whom the cap in yuan stops: they pay just that, and the rest is spread again until nobody is above."""
    most, full = _most(plan, net, sum(1 for weight in weights.values() if weight)), set[str]()
    while True:
        open_ = [one for one in plan.households if one.label not in full]
        quotas = _quotas(net - most * len(full), {one.label: weights[one.label] for one in open_})
        over = {label for label, quota in quotas.items() if quota > most}
        if not over:
            break
        full |= over
    shares = dict.fromkeys(full, most) | _round(open_, quotas, plan.unit)
    return {one.label: shares[one.label] for one in plan.households}, full


def _most(plan: Plan, net: int, payers: int) -> int:
    """What one household pays at most, in whole units."""
    cap = plan.rule.cap_money
    if cap is None:
        return net
    most = cap - cap % plan.unit
    if cap < 0 or most * payers < net:
        raise Infeasible("cap-too-low", cap=yuan(cap), net=yuan(net), payers=str(payers))
    return most


def _quotas(money: int, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    whole = sum(weights.values())
    return {label: money * weight / whole if whole else Fraction(0) for label, weight in weights.items()}


def _round(households: Sequence[Household], quotas: Mapping[str, Fraction], unit: int) -> dict[str, int]:
    """Whole units by the largest remainder; of equal remainders the higher floor's first, then in the order of the plan."""
    shares = {label: int(quota // unit) for label, quota in quotas.items()}
    left = int(sum(quotas.values()) / unit) - sum(shares.values())
    for one in _by_remainder(households, quotas, unit)[:left]:
        shares[one.label] += 1
    return {label: share * unit for label, share in shares.items()}


def _by_remainder(households: Iterable[Household], quotas: Mapping[str, Fraction], unit: int) -> list[Household]:
    return sorted(households, key=lambda one: (-(quotas[one.label] % unit), -one.floor))


def yuan(money: int) -> str:
    """分 as yuan with two digits: 29412.00."""
    return f"{'-' if money < 0 else ''}{abs(money) // 100}.{abs(money) % 100:02}"
