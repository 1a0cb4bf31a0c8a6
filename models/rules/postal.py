"""Addresses as one writes them on a parcel (浙江省杭州市文一西路98号数码港4幢2-1103): which of their numbers is what.

Their numbers bear no unit as often as not; what each is tells itself by its neighbours. A small scale, learned from labelled addresses
(NAACL 2019 neural-chinese-address-parsing, its training half), weighs them; sentences are left to the rules of `addresses`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from models.rules.numerals import digits
from models.rules.patterns import regex
from models.rules.scales import read_scales

PARTS = ("building", "unit", "floor", "room")
LIKELY = 0.5
"""From this probability on a number is what it looks like."""
_SHORTEST, _LONGEST = 7, 80
_CHINESE = "一二两三四五六七八九十"
_NAMED = regex(rf"[省市区县镇乡村路街道巷弄园场城厦心苑庄店府庭湾郡居里楼座幢栋寓新]\S{{0,16}}?[\dA-Za-z{_CHINESE}]")
_SENTENCE = regex(r"[了吗呢吧啊呀没不盏辆请谁么我你他她们这那坏漏吵把被很太又还咋哪也得着过啦怎什，,。！!？?：:；;、~…@\n]")
_NUMBER = regex(
    rf"[第笫]?(?P<below>负|地下|-(?=\d+[楼层]))?"
    rf"(?P<label>[A-Za-z]{{1,2}}-?\d{{1,6}}[A-Za-z]?(?![A-Za-z])|\d{{1,6}}[A-Za-z]?(?![A-Za-z])|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|"
    rf"[{_CHINESE}]{{1,3}}(?=[号栋幢座单楼层室弄排梯门街区期]))"
    r"(?P<unit>号楼|号院|号门|号馆|号|塔楼|栋|幢|座|单元|单|门|梯|楼|层|[Ff](?![A-Za-z])|室|房|弄|巷|街|排|区|期|#楼|#|组|队|路|米|店|铺|[东南西北])?"
)
_BUILDINGS = frozenset({"幢", "栋", "号楼", "座"})
_ROAD, _TOWN = regex("[路街道巷弄]"), regex("[镇乡]")


def is_postal(text: str) -> bool:
    """Whether it is an address and nothing else, as far as its characters tell."""
    return _SHORTEST <= len(text) <= _LONGEST and _SENTENCE.search(text) is None and _NAMED.search(text) is not None


def find_numbers(text: str) -> list[re.Match[str]]:
    """Every number or letter that may count a house, a stair, a floor or a door."""
    return list(_NUMBER.finditer(text))


def read_numbers(text: str, ruled: Mapping[str, str]) -> dict[str, re.Match[str]]:
    """Part → the number that most likely is it; `ruled` is what the rules took for what."""
    numbers, best = find_numbers(text), dict[str, tuple[float, re.Match[str]]]()
    for number, found in zip(numbers, describe(text, numbers, ruled), strict=True):
        weighed = read_scales()["number"].weigh(found)
        part = max(PARTS, key=weighed.__getitem__)
        if weighed[part] >= max(LIKELY, best[part][0] if part in best else 0):
            best[part] = (weighed[part], number)
    return {part: number for part, (_, number) in best.items()}


def describe(text: str, numbers: list[re.Match[str]], ruled: Mapping[str, str]) -> list[set[str]]:
    """What is weighed of each number: its form and unit, its neighbours, what parts them, what it follows, what the rules took it for."""
    edges = [0, *(edge for number in numbers for edge in number.span()), len(text)]
    gaps = [text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]
    units = ["^", "^", *(number["unit"] or f"n{min(len(number['label']), 3)}" for number in numbers), "$"]
    chains = _chains(gaps, units[2:-1])
    return [
        _shown(text[: number.start()], number, unit)
        | _beside(gaps, units, at)
        | _after(text[: number.start()], numbers[:at], unit)
        | _taken(number, ruled, unit)
        | chains[at]
        for at, (number, unit) in enumerate(zip(numbers, units[2:-1], strict=True))
    ]


def _shown(before: str, number: re.Match[str], unit: str) -> set[str]:
    """A number's form, unit, and the character it stands after."""
    form = _form(number)
    return {f"u={unit}", f"f={form}", f"c={before[-1:]}{form}", f"me={form}{number['unit']}"}


def _form(number: re.Match[str]) -> str:
    """A number's shape: L for a letter, c for Chinese numerals, else how many digits."""
    shape = re.sub("[A-Za-z]", "L", re.sub(f"[{_CHINESE}]+", "c", number["label"]))
    return ("b" if number["below"] else "") + re.sub(r"\d+", lambda run: str(min(len(run[0]), 5)), shape)


def _near(gap: str) -> str:
    return f"|{gap}" if len(gap) < 2 else "~"


def _beside(gaps: list[str], units: list[str], at: int) -> set[str]:
    """The numbers before and after it, and what stands between."""
    far, last, unit, following = units[at : at + 4]
    before, after = gaps[at], gaps[at + 1]
    to_last = "^" if at == 0 else _near(before)
    to_next = "$" if not after and following == "$" else _near(after)
    to_far = "^" if at < 1 else _near(gaps[at - 1])[:1]
    return {
        f"<{_near(before)}{before[-1:]}",
        f">{_near(after)}{after[:1]}",
        f"a={after[:1]}{unit}",
        f"p={last}{to_last}{unit}",
        f"n={unit}{to_next}{following}",
        f"pn={last}{to_last}{unit}{to_next}{following}",
        f"pp={far}{to_far}{last}{to_last}{unit}",
    }


def _chains(gaps: list[str], units: list[str]) -> list[set[str]]:
    """Of each number its place in the row of numbers that stand close together, the whole row, and the characters before the row."""
    starts = [at for at in range(len(units)) if at == 0 or len(gaps[at]) >= 2]
    rows = [range(start, end) for start, end in pairwise([*starts, len(units)])]
    told: list[set[str]] = []
    for row in rows:
        said = "".join(units[at] + (_near(gaps[at + 1]) if at + 1 in row else "") for at in row)
        head = gaps[row.start]
        told += [
            {f"h={head[-1:]}{units[at]}{place}", f"h2={head[-2:]}{units[at]}{place}", f"hs={head[-1:]}{place}{said}", f"us={place}{said}"}
            for place, at in enumerate(row)
        ]
    return told


def _after(before: str, numbers: list[re.Match[str]], unit: str) -> set[str]:
    """What has been named before it: a house, a stair, a road, a town."""
    had = {number["unit"] for number in numbers}
    named = {
        "house": had & _BUILDINGS,
        "stair": "单元" in had,
        "road": _ROAD.search(before),
        "street": _ROAD.search(before[-1:]),
        "town": _TOWN.search(before),
    }
    return {f"{name}={unit}{bool(held)}" for name, held in named.items()}


def _taken(number: re.Match[str], ruled: Mapping[str, str], unit: str) -> set[str]:
    """What the rules took it for, and which parts they found at all."""
    value = digits(number["label"])
    same = {f"r={part}{more}" for part, said in ruled.items() if digits(said.lstrip("-")) == value for more in ("", unit, _form(number))}
    return same | {f"rh={part}{unit}" for part in ruled}
