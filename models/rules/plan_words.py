"""A cost plan as neighbours say it: `2号楼 51万 补贴10万 1-2层免 封顶4`. What is said changes the terms, the rest is given back.

Terms are the plan of `share_plans` without its households, with what a plan has beside its shares: `kind`, `preset`, who gives the
`subsidies`, who is `out`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from models.rules.addresses import digits
from models.rules.patterns import regex

Terms = dict[str, Any]


class PlanKind(StrEnum):
    """What is shared out: what it costs to build, or what it costs to run each year."""

    BUILD = "build"
    RUNNING = "running"


class Status(StrEnum):
    """How well a preset is founded."""

    EXAMPLE = "example"
    PRACTICE = "practice"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule people can begin with; the texts say where it comes from (`preset-<name>`)."""

    name: str
    status: Status
    rule: Terms
    by_area: bool = False


PRESETS = {
    one.name: one
    for one in (
        Preset("article", Status.EXAMPLE, {"zero_floors": [1], "start": "1", "step": "1", "cap": {"weight": "4"}}),
        Preset(
            "lijiang",
            Status.PRACTICE,
            {"zero_floors": [1, 2], "table": {str(floor): f"{(floor + 4) // 10}.{(floor + 4) % 10}" for floor in range(3, 10)}},
        ),
        Preset("area", Status.LAW, {"zero_floors": [], "start": "1", "step": "0"}, by_area=True),
    )
}
"""People's Daily on 傲梅苑 (the cap is ours); 丽江新村, Guangzhou; Civil Code 283."""

_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONEY = r"(?P<n>\d[\d,]{0,14}(?:\.\d{1,6})?)\s*(?P<unit>万元?|千元?|元|块钱?|¥)?(?![\d.层楼号栋幢座%])"
_LABEL = rf"(?P<label>(?:[A-Za-z]?{_NUMERAL}\s?(?:号楼|栋|幢|座))?\s?(?:{_NUMERAL}\s?单元)?\s?[A-Za-z]?\d{{2,5}}[A-Za-z]?)\s?(?:室|户)?"
_END = r"(?=$|[\s,，;；。、])"
_UNITS = {"万": 1_000_000, "千": 100_000}
_FREE = r"(?:都|均|全)?(?:免费|免交|免|不收费|不收|不付|不出钱?|不分摊|不交)"


@dataclass(frozen=True, slots=True)
class _Way:
    """One thing that can be said, and what it does to the terms."""

    pattern: re.Pattern[str]
    do: Callable[[Terms, re.Match[str]], None]


def read_terms(terms: Terms, words: str, asked: str = "") -> tuple[Terms, str]:
    """The terms with what these words say of them, and the words that say nothing of them.

    `asked` is what was asked for last: then a bare sum of money is the `subsidy`, else it is the total.
    """
    found: Terms = {**terms, "rule": dict(terms.get("rule") or {})}
    rest = unicodedata.normalize("NFKC", words)[:500]
    for way in _WAYS:
        rest = way.pattern.sub(lambda said, way=way: _note(found, said, way), rest)  # type: ignore[misc]
    rest = _read_sum(found, rest, asked)
    if not found["rule"]:
        del found["rule"]
    return found, " ".join(rest.split()).strip(" ,;。、")


def subsidy_of(terms: Terms) -> Decimal:
    """What comes off first, in yuan."""
    return sum((Decimal(money) for _, money in terms.get("subsidies", ())), Decimal(0))


def as_plan(terms: Terms, households: list[Terms]) -> Terms:
    """What `share_plans.read_plan` reads."""
    kept = {key: terms[key] for key in ("total", "round_to", "by_area", "rule") if key in terms}
    return kept | {"subsidy": str(subsidy_of(terms)), "households": households, "waivers": terms.get("waivers", [])}


def choose_preset(terms: Terms, name: str) -> Terms:
    """The terms by this preset; KeyError for none of ours."""
    preset = PRESETS[name]
    return terms | {"preset": name, "rule": dict(preset.rule), "by_area": preset.by_area}


CHOICES: dict[str, Terms] = {
    "none": {"subsidies": []},
    "yuan": {"round_to": "1"},
    "fen": {"round_to": "0.01"},
    "area-on": {"by_area": True},
    "area-off": {"by_area": False},
}
"""What can be pressed instead of being said, beside the presets."""


def choose(terms: Terms, choice: str) -> Terms:
    """The terms after a press; KeyError for none of ours."""
    return terms | CHOICES[choice] if choice in CHOICES else choose_preset(terms, choice)


def missing(terms: Terms) -> str:
    """What has to be asked next; nothing when it can be counted."""
    return next((key for key in ("place", "total", "subsidies", "rule") if key not in terms), "")


# ---------------------------------------------------------------- what can be said


def _note(terms: Terms, said: re.Match[str], way: _Way) -> str:
    way.do(terms, said)
    return " "


def _read_sum(terms: Terms, words: str, asked: str) -> str:
    """A sum of money that nothing else is said of."""
    found = re.search(rf"(?:总价|总额|总共|一共|造价|费用|共)?\s*{_MONEY}", words)
    if found is None or not (found["unit"] or asked or len(found["n"].replace(",", "")) > 3):
        return words
    named = found[0].strip()[0] in "总一造费共"
    if asked == "subsidies" and not named:
        terms["subsidies"] = [["补贴", _yuan(found)]] if Decimal(_yuan(found)) else []
    else:
        terms["total"] = _yuan(found)
    return words[: found.start()] + " " + words[found.end() :]


def _yuan(found: re.Match[str]) -> str:
    """Yuan to the 分; what is less stays, so that it can be refused."""
    money = Decimal(found["n"].replace(",", "")) * _UNITS.get((found["unit"] or "")[:1], 100) / 100
    return f"{money:f}" if money != money.quantize(Decimal("0.01")) else f"{money:.2f}"


def _waive(terms: Terms, found: re.Match[str]) -> None:
    label = _label(found)
    others = [one for one in terms.get("waivers", []) if one["label"] != label]
    terms["waivers"] = [*others, {"label": label, "payer": found["payer"][:30]}]


def _unwaive(terms: Terms, found: re.Match[str]) -> None:
    terms["waivers"] = [one for one in terms.get("waivers", []) if one["label"] != _label(found)]


def _leave(terms: Terms, found: re.Match[str]) -> None:
    terms["out"] = sorted({*terms.get("out", []), _label(found)})


def _join(terms: Terms, found: re.Match[str]) -> None:
    terms["out"] = [one for one in terms.get("out", []) if one != _label(found)]


def _label(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found["label"])


def _subsidy(terms: Terms, found: re.Match[str]) -> None:
    others = [one for one in terms.get("subsidies", []) if one[0] != found["from"]]
    terms["subsidies"] = [*others, [found["from"], _yuan(found)]]


def _cap(terms: Terms, found: re.Match[str]) -> None:
    money = bool(found["unit"]) or len(found["n"].replace(",", "").partition(".")[0]) > 2
    _ruled(terms)["cap"] = {"yuan": _yuan(found)} if money else {"weight": found["n"]}


def _uncap(terms: Terms, _found: re.Match[str]) -> None:
    _ruled(terms).pop("cap", None)


def _ruled(terms: Terms) -> Terms:
    """The rule, which is one's own from now on."""
    terms.pop("preset", None)
    rule: Terms = terms["rule"]
    rule.setdefault("zero_floors", [1])
    return rule


def _zero(terms: Terms, found: re.Match[str]) -> None:
    first, last = int(digits(found["first"])), int(digits(found["last"] or found["first"]))
    told = {first, last} if found["mark"] in ("、", "和", ",") else set(range(first, last + 1))
    _ruled(terms)["zero_floors"] = sorted(told)


def _all_pay(terms: Terms, _found: re.Match[str]) -> None:
    _ruled(terms)["zero_floors"] = []


def _table(terms: Terms, found: re.Match[str]) -> None:
    rule = _ruled(terms)
    rule["table"] = {**rule.get("table", {}), digits(found["floor"]): found["n"]}
    for other in ("start", "step"):
        rule.pop(other, None)


def _grow(name: str) -> Callable[[Terms, re.Match[str]], None]:
    def do(terms: Terms, found: re.Match[str]) -> None:
        rule = _ruled(terms)
        rule.pop("table", None)
        rule[name] = found["n"]

    return do


def _climb(terms: Terms, _found: re.Match[str]) -> None:
    rule = _ruled(terms)
    rule.pop("table", None)
    rule |= {"start": "1", "step": "1"}


def _words(name: str) -> Callable[[Terms, re.Match[str]], None]:
    return lambda terms, found: terms.update({name: found["n"].strip()})


def _set(**told: Any) -> Callable[[Terms, re.Match[str]], None]:
    return lambda terms, _found: terms.update(told)


def _preset(name: str) -> Callable[[Terms, re.Match[str]], None]:
    return lambda terms, _found: terms.update(choose_preset(terms, name))


_NUMBER = r"(?P<n>\d{1,4}(?:\.\d{1,6})?)(?![\d.])"
_WAYS = tuple(
    _Way(regex(pattern), do)
    for pattern, do in (
        (r"(?:原因|理由)\s*[:为是]?\s*(?P<n>.{2,100})$", _words("reason")),
        (r"(?:名称|名字|标题)\s*[:为是]?\s*(?P<n>[^\s,，;；。]{2,30})", _words("title")),
        (r"(?:丽江新村|广州(?:做法|表|系数)?)(?:做法|系数|的?表)?", _preset("lijiang")),
        (r"(?:民法典(?:第?283条?)?|全按面积|只按面积)", _preset("area")),
        (r"(?:范例|文章做法)", _preset("article")),
        (rf"{_LABEL}\s*(?:的?(?:钱|份额)?由|请)\s*(?P<payer>[^\s,，;；。]{{1,30}}?)\s*(?:代付|代出|代缴|承担|付|出){_END}", _waive),
        (rf"{_LABEL}\s*(?:自己付|自付|不用代付){_END}", _unwaive),
        (rf"{_LABEL}\s*(?:不参加|不加入|不参与|退出){_END}", _leave),
        (rf"{_LABEL}\s*(?:参加|加入|参与){_END}", _join),
        (r"(?:没有|无|不要)(?:政府|财政)?补[贴助](?:款)?", _set(subsidies=[])),
        (
            rf"(?P<from>(?:政府|财政|街道|社区|加装)?补[贴助]|维修[资基]金|公维金|公共收益|(?:启动|党建)?经费)款?\s*(?:出|抵|用|:)?\s*{_MONEY}",
            _subsidy,
        ),
        (r"(?:不封顶|不设上限|没有上限|无上限)", _uncap),
        (rf"(?:封顶|上限|最高)(?:系数|为|是|:)?\s*{_MONEY}", _cap),
        (
            rf"(?P<first>{_NUMERAL})\s?[层楼]?\s?(?:(?P<mark>[-~到至、和,])\s?(?P<last>{_NUMERAL})\s?)?[层楼]\s?{_FREE}",
            _zero,
        ),
        (r"(?:没有免费?层|各层都[付交出]|每层都[付交出]|一层也[付交出])", _all_pay),
        (rf"(?P<floor>{_NUMERAL})\s?[层楼F]\s?[:=]?\s?(?P<n>\d(?:\.\d{{1,4}})?)(?![\d.]|\s?[万千元层楼])", _table),
        (r"逐层递增(?!\s?\d)", _climb),
        (rf"(?:每层|每上一层|逐层)?(?:递增|多|加|步长)\s*{_NUMBER}(?!\s?[万千元层楼单])", _grow("step")),
        (rf"(?:起步|起)(?:系数)?\s*{_NUMBER}", _grow("start")),
        (r"不按面积", _set(by_area=False)),
        (r"(?:再?乘以?面积|按面积)", _set(by_area=True)),
        (r"(?:取整)?(?:到|按)元(?:取整)?|取整", _set(round_to="1")),
        (r"(?:精确)?到分", _set(round_to="0.01")),
        (r"(?:每?年?运行费|电费维保费?|日常费用|年费)", _set(kind=PlanKind.RUNNING.value)),
        (r"(?:建设费|加装费|更换费|一次性费用)", _set(kind=PlanKind.BUILD.value)),
    )
)
