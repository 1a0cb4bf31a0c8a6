"""A cost plan as it is written in a file: money and weights as decimal text, so that nothing is lost on the way (`jinlin shares`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import Any

from models.rules.shares import Household, Infeasible, Plan, Rule, Shared, yuan

MOST_HOUSEHOLDS = 10_000
MOST_DIGITS = 15
_KEYS = {"total", "round_to", "subsidy", "by_area", "rule", "households", "waivers"}
_RULE_KEYS = {"zero_floors", "start", "step", "cap", "table"}
BY_LAW = Rule(zero_floors=frozenset(), step=Fraction(0))
"""Where nothing was agreed on: by exclusive area alone, every floor (Civil Code 283)."""


def read_plan(told: Any) -> Plan:
    """A plan out of decoded JSON, whose numbers are int, Decimal or text; Infeasible names what is wrong with it."""
    plan = _object(told, "plan", _KEYS)
    households = tuple(_household(one) for one in _list(plan.get("households"), "households"))
    if len(households) > MOST_HOUSEHOLDS:
        raise Infeasible("too-many", most=str(MOST_HOUSEHOLDS))
    by_area = _flag(plan.get("by_area", "rule" not in plan), "by_area")
    return Plan(
        total=_money(plan.get("total"), "total"),
        subsidy=_money(plan.get("subsidy", 0), "subsidy"),
        unit=_money(plan.get("round_to", "0.01"), "round_to"),
        by_area=by_area,
        rule=BY_LAW if by_area and "rule" not in plan else _rule(_object(plan.get("rule"), "rule", _RULE_KEYS)),
        households=households,
        waivers=dict(_waiver(one) for one in _list(plan.get("waivers", []), "waivers")),
    )


def write_shared(plan: Plan, shared: Shared) -> dict[str, object]:
    """What came out, as it is printed; who pays for others is listed apart."""
    found: dict[str, object] = {
        "net": yuan(shared.net),
        "weights": {label: decimal_text(weight) for label, weight in shared.weights.items()},
        "shares": {label: yuan(share) for label, share in shared.shares.items()},
        "capped": list(shared.capped),
    }
    waived = [{"label": label, "payer": payer, "share": yuan(shared.shares[label])} for label, payer in plan.waivers.items()]
    return found | ({"waived": waived} if waived else {})


# ---------------------------------------------------------------- pieces


def _rule(rule: Mapping[str, Any]) -> Rule:
    cap = _object(rule.get("cap") or {}, "rule.cap", {"weight", "yuan"})
    if len(cap) > 1:
        raise Infeasible("cap-twice")
    return Rule(
        zero_floors=frozenset(_whole(floor, "rule.zero_floors") for floor in _list(rule.get("zero_floors", [1]), "rule.zero_floors")),
        start=_number(rule.get("start", 1), "rule.start"),
        step=_number(rule.get("step", 1), "rule.step"),
        table=_table(rule["table"]) if rule.get("table") is not None else None,
        cap_weight=_number(cap["weight"], "rule.cap.weight") if "weight" in cap else None,
        cap_money=_money(cap["yuan"], "rule.cap.yuan") if "yuan" in cap else None,
    )


def _table(told: Any) -> dict[int, Fraction]:
    return {_whole(floor, "rule.table"): _number(weight, f"rule.table.{floor}") for floor, weight in _object(told, "rule.table").items()}


def _household(told: Any) -> Household:
    one = _object(told, "household", {"label", "floor", "area"})
    label = _label(one.get("label"), "label")
    area = one.get("area")
    return Household(label, _whole(one.get("floor"), f"{label}.floor"), None if area is None else _number(area, f"{label}.area"))


def _waiver(told: Any) -> tuple[str, str]:
    one = _object(told, "waiver", {"label", "payer"})
    return _label(one.get("label"), "waiver.label"), _label(one.get("payer"), "waiver.payer")


# ---------------------------------------------------------------- values


def _object(told: Any, what: str, known: set[str] | None = None) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise Infeasible("not-an-object", what=what)
    strange = next((key for key in told if known is not None and key not in known), None)
    if strange is not None:
        raise Infeasible("key-unknown", what=what, said=str(strange)[:40])
    return told


def _list(told: Any, what: str) -> Sequence[Any]:
    if not isinstance(told, list):
        raise Infeasible("not-a-list", what=what)
    return told


def _label(told: Any, what: str) -> str:
    if not isinstance(told, str | int) or isinstance(told, bool) or not str(told).strip():
        raise Infeasible("no-text", what=what)
    return str(told).strip()


def _flag(told: Any, what: str) -> bool:
    if not isinstance(told, bool):
        raise Infeasible("not-a-flag", what=what)
    return told


def _whole(told: Any, what: str) -> int:
    number = _number(told, what)
    if number.denominator != 1 or abs(number) > 999:
        raise Infeasible("not-a-floor", what=what, said=str(told)[:40])
    return int(number)


def _money(told: Any, what: str) -> int:
    """分; a tenth of one is refused, not rounded."""
    money = _number(told, what) * 100
    if money.denominator != 1:
        raise Infeasible("less-than-a-fen", what=what, said=str(told)[:40])
    return int(money)


def _number(told: Any, what: str) -> Fraction:
    """An exact decimal; no float, no infinity, at most so many digits before and behind the point."""
    try:
        number = Decimal(told) if isinstance(told, str | int | Decimal) and not isinstance(told, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS or len(number.as_tuple().digits) > 2 * MOST_DIGITS:
        raise Infeasible("not-a-number", what=what, said=str(told)[:40])
    return Fraction(number)


def decimal_text(number: Fraction) -> str:
    """An exact fraction of decimals, as a decimal again: 1.2, 88.1, 4."""
    with localcontext(prec=8 * MOST_DIGITS):
        text = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
