"""How a cost plan is told: its rule in words, what each floor pays, the staircase as a picture, a household's own bill."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from handlers.ctx import Voice
from models import plans
from models.drawings import Bar, Dial, Poster, Section, as_picture
from models.messaging import Picture, Post
from models.plans import Counted, Plan, PlanVersion
from models.rules.masking import mask
from models.rules.plan_words import PRESETS, PlanKind, Terms, subsidy_of
from models.rules.plans import Change, Stair, Stake, is_body, money_text, stairs
from models.rules.share_plans import decimal_text
from models.rules.shares import Infeasible

DRAWN = 13
"""So many floors a picture has room for; more are joined."""


def why_not(voice: Voice, no: Infeasible) -> str:
    """Why a plan cannot be carried out, in this chat's language."""
    return voice.text(f"shares-{no.key}", **no.params)


def called(voice: Voice, plan: Plan) -> str:
    """`2号楼 换电梯`."""
    return titled(voice, plans.public_place(voice.db, plan), plan.title, plan.kind)


def titled(voice: Voice, place: str, title: str, kind: PlanKind) -> str:
    return f"{place} {title or voice.text(f'share-kind-{kind.value}')}".strip()


# ---------------------------------------------------------------- terms


def money_line(voice: Voice, terms: Terms, counted_total: int, net: int) -> str:
    """`总额 510,000.00 元，补贴 100,000.00 元，要分摊 410,000.00 元`."""
    whole, rest = money_text(counted_total), money_text(net)
    if not subsidy_of(terms):
        return voice.text("share-money", total=whole)
    off = voice.text("list-separator").join(
        voice.text("share-source", name=name, money=money_text(round(Fraction(money) * 100))) for name, money in terms["subsidies"]
    )
    return voice.text("share-money-off", total=whole, off=off, net=rest)


def rule_lines(voice: Voice, terms: Terms, first_paying: int) -> list[str]:
    """The rule in words, and where it comes from."""
    rule = terms.get("rule") or {}
    zero = sorted(int(floor) for floor in rule.get("zero_floors", [1]))
    parts = [voice.text("share-rule-free", floors=_floors(voice, zero))] if zero else []
    table = rule.get("table")
    if table is not None:
        rows = [voice.text("share-rule-row", floor=floor, weight=table[floor]) for floor in sorted(table, key=int)]
        parts.append(voice.text("list-separator").join(rows))
    elif Fraction(str(rule.get("step", "1"))) == 0:
        parts.append(voice.text("share-rule-flat"))
    else:
        told = {"start": str(rule.get("start", "1")), "step": str(rule.get("step", "1"))}
        parts.append(voice.text("share-rule-step", floor=str(first_paying), **told))
    cap = rule.get("cap") or {}
    if cap:
        key, value = next(iter(cap.items()))
        parts.append(voice.text(f"share-rule-cap-{key}", value=value if key == "weight" else money_text(round(Fraction(str(value)) * 100))))
    parts += [voice.text("share-rule-area")] if terms.get("by_area") else []
    parts += [voice.text("share-rule-yuan")] if terms.get("round_to") == "1" else []
    lines = [voice.text("share-rule", parts=voice.text("share-comma").join(parts))]
    preset = PRESETS.get(terms.get("preset", ""))
    if preset:
        told = {"status": voice.text(f"preset-status-{preset.status.value}"), "source": voice.text(f"preset-{preset.name}")}
        lines.append(voice.text("share-preset", **told))
    return lines


def _floors(voice: Voice, floors: Sequence[int]) -> str:
    """`1–2 层`, `1、3 层`."""
    row = list(range(floors[0], floors[-1] + 1)) == list(floors)
    said = f"{floors[0]}–{floors[-1]}" if row and len(floors) > 1 else voice.text("list-separator").join(str(floor) for floor in floors)
    return voice.text("share-floors", floors=said)


def first_paying(stakes: Sequence[Stake]) -> int:
    return min((stake.floor for stake in stakes if stake.weight and not stake.out), default=1)


# ---------------------------------------------------------------- tables


def floor_lines(voice: Voice, stakes: Sequence[Stake]) -> list[str]:
    """What each floor pays, no household; lowest floor first."""
    return [
        voice.text(
            "share-floor", floors=_stair(voice, stair), weight=_weight(voice, stair), pays=_pays(voice, stair), homes=str(stair.homes)
        )
        for stair in stairs(stakes)
    ]


def _stair(voice: Voice, stair: Stair) -> str:
    return voice.text("share-floors", floors=str(stair.first) if stair.first == stair.last else f"{stair.first}–{stair.last}")


def _weight(voice: Voice, stair: Stair) -> str:
    return voice.text("share-floor-weight", weight=decimal_text(stair.weight)) if stair.weight else ""


def _pays(voice: Voice, stair: Stair) -> str:
    if stair.most == 0:
        return voice.text("share-free")
    span = money_text(stair.least) if stair.least == stair.most else f"{money_text(stair.least)}–{money_text(stair.most)}"
    return voice.text("share-each", money=span)


def household_lines(voice: Voice, stakes: Sequence[Stake], terms: Terms) -> list[str]:
    """Every household by its door: for staff, in private."""
    return [bill_line(voice, stake, terms) for stake in stakes]


def bill_line(voice: Voice, stake: Stake, terms: Terms) -> str:
    """`502：系数 1.2，分摊 29,412.00 元`."""
    told = {"label": stake.label, "weight": weight_text(voice, stake, terms), "money": money_text(stake.share)}
    if stake.out:
        return voice.text("bill-line-out", label=stake.label)
    if stake.payer:
        return voice.text("bill-line-waived", payer=stake.payer, **told)
    return voice.text("bill-line" if stake.share else "bill-line-free", **told)


def weight_text(voice: Voice, stake: Stake, terms: Terms) -> str:
    """The weight of the floor, and the area where it counts: `1.2 × 88.10 ㎡`."""
    if not terms.get("by_area") or not stake.area:
        return decimal_text(stake.weight)
    area = f"{stake.area // 100}.{stake.area % 100:02}"
    return voice.text("share-weight-area", weight=decimal_text(stake.weight * 100 / stake.area), area=area)


def public_lines(voice: Voice, plan: Plan, version: PlanVersion, stakes: Sequence[Stake]) -> list[str]:
    """All that everybody may read of a version: no household."""
    lines = [money_line(voice, version.terms, version.total, version.net), *rule_lines(voice, version.terms, first_paying(stakes))]
    lines += floor_lines(voice, stakes)
    waived = [stake for stake in stakes if stake.payer and stake.share]
    if waived:
        names = voice.text("list-separator").join(dict.fromkeys(_payer(voice, stake.payer) for stake in waived))
        money = money_text(sum(stake.share for stake in waived))
        lines.append(voice.text("share-waived", n=str(len(waived)), names=names, money=money))
    out = sum(1 for stake in stakes if stake.out)
    late = len(plans.find_late(voice.db, version))
    lines += [voice.text("share-out", n=str(out))] if out else []
    lines += [voice.text("share-late", n=str(late))] if late else []
    return lines


def _payer(voice: Voice, payer: str) -> str:
    return mask(payer) if is_body(payer) else voice.text("share-somebody")


def headline(voice: Voice, plan: Plan, version: PlanVersion) -> str:
    return voice.text("share-title", number=str(plan.number), what=called(voice, plan), version=str(version.number))


def public_post(voice: Voice, plan: Plan, version: PlanVersion, stakes: Sequence[Stake], more: Sequence[str] = ()) -> Post:
    """A version as a group reads it, with the staircase as a picture; each may ask for their own bill."""
    title = headline(voice, plan, version)
    row = (voice.button("button-my-bill", f"my-bill:{plan.id}"),)
    lines = (*public_lines(voice, plan, version, stakes), *more, voice.text("share-note"))
    return Post(title, lines, (row,), picture(voice, called(voice, plan), version.terms, version.total, version.net, stakes))


# ---------------------------------------------------------------- differences


def change_summary(voice: Voice, found: Sequence[Change], before: int) -> list[str]:
    """How many pay more and how many less than by the version before, and at most how much; no household."""
    more, less = [one.more for one in found if one.more > 0], [one.more for one in found if one.more < 0]
    if not found:
        return [voice.text("share-same", version=str(before))]
    lines = [voice.text("share-changed", version=str(before), n=str(len(found)))]
    lines += [voice.text("share-more", n=str(len(more)), money=money_text(max(more)))] if more else []
    lines += [voice.text("share-less", n=str(len(less)), money=money_text(-min(less)))] if less else []
    return lines


def change_lines(voice: Voice, found: Sequence[Change]) -> list[str]:
    """`502：+1,000.00（28,412.00 → 29,412.00）`, household by household: for staff, in private."""
    return [change_line(voice, one) for one in found]


def change_line(voice: Voice, one: Change) -> str:
    was, now = (money_text(stake.share) if stake else "–" for stake in (one.was, one.now))
    told = {"label": one.label, "more": f"{'+' if one.more > 0 else ''}{money_text(one.more)}", "was": was, "now": now}
    payers = [stake.payer if stake else "" for stake in (one.was, one.now)]
    note = voice.text("share-payer-now", payer=payers[1]) if payers[1] and payers[0] != payers[1] else ""
    note = voice.text("share-payer-gone") if payers[0] and not payers[1] else note
    return voice.text("share-change", note=note, **told)


def bill_change(voice: Voice, one: Change) -> str:
    """`比上一版多 1,000.00 元`, to the household itself."""
    key = "bill-more" if one.more > 0 else "bill-less" if one.more < 0 else "bill-same"
    return voice.text(key, money=money_text(abs(one.more)))


# ---------------------------------------------------------------- the picture


def picture(voice: Voice, title: str, terms: Terms, total: int, net: int, stakes: Sequence[Stake]) -> Picture:
    """The staircase of shares, the highest floor on top as in the house; its bars and words say the same."""
    found = list(reversed(stairs(stakes, DRAWN)))
    most = max((stair.most for stair in found), default=0) or 1
    bars = tuple(
        Bar(voice.text("share-stair", floors=_stair(voice, one), n=str(one.homes)), _drawn(voice, one), one.most / most) for one in found
    )
    payers = sum(1 for stake in stakes if stake.share)
    dials = (
        Dial(voice.text("share-dial-net"), f"{net // 100:,}", voice.text("share-dial-of", total=f"{total // 100:,}")),
        Dial(voice.text("share-dial-homes"), str(payers), voice.text("share-dial-among", n=str(sum(1 for one in stakes if not one.out)))),
    )
    foot = rule_lines(voice, terms, first_paying(stakes))[0]
    section = Section(voice.text("share-stairs"), bars)
    return as_picture(Poster(title, foot, dials, (section,), voice.text("share-foot")), voice.text("share-alt"))


def _drawn(voice: Voice, stair: Stair) -> str:
    if stair.most == 0:
        return voice.text("share-free")
    if stair.least == stair.most:
        return money_text(stair.most)
    return voice.text("share-drawn-most", money=money_text(stair.most))


def counted_lines(voice: Voice, terms: Terms, counted: Counted) -> tuple[str, ...]:
    """What was counted, as lines of a preview."""
    lines = [money_line(voice, terms, counted.total, counted.net), *rule_lines(voice, terms, first_paying(counted.stakes))]
    capped = [voice.text("share-capped", n=str(len(counted.capped)))] if counted.capped else []
    payers = sum(1 for stake in counted.stakes if stake.share)
    total = voice.text("share-sum", n=str(payers), money=money_text(sum(stake.share for stake in counted.stakes)))
    whole = [voice.text("share-out-named", labels=voice.text("list-separator").join(terms["out"]))] if terms.get("out") else []
    waived = [bill_line(voice, stake, terms) for stake in counted.stakes if stake.payer]
    return (*lines, *floor_lines(voice, counted.stakes), total, *capped, *waived, *whole)
