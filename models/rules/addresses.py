"""Addresses as neighbours say them: the place in a message, its words verbatim and its numbers normalised (domain §1).

Tuned on the labelled addresses of NAACL 2019 neural-chinese-address-parsing; what is asked here is narrower: one compound, one house.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from models.rules.numerals import digits, narrow
from models.rules.patterns import regex
from models.rules.postal import is_postal, read_numbers

__all__ = ["PlaceWords", "digits", "find_place", "is_common", "narrow", "read_by_rules"]

LONGEST = 1000
"""Characters read: a place is said early, and a bound keeps hostile lines cheap."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place found in a text: `text` is a substring of it; numbers are digits or a letter (`2`, `A`), floors below ground negative."""

    text: str
    name: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: int | None = None
    room: str | None = None

    @property
    def parts(self) -> dict[str, str]:
        """What of a house is named, by number."""
        said = {"building": self.building, "unit": self.unit, "floor": self.floor, "room": self.room}
        return {part: str(value) for part, value in said.items() if value is not None}


_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_LABEL = rf"(?:[A-Za-z]-?{_NUMERAL}[A-Za-z]?|{_NUMERAL}[A-Za-z]?|[A-Za-z])"
_SIDE = "[东西南北中左右前后甲乙丙丁]"
# A number right after these is a date, a time, money, a range or a longer number.
_FRESH = r"(?<![\d年.:/$¥￥A-Za-z十百千])(?<!\d月)(?<![十一二三四五六七八九个几半上下本当]月)(?<!\d-)(?<!月份)"

_COMPOUND = (
    "小区|花园|花苑|佳苑|家园|嘉园|公寓|新村|新城|新苑|名苑|雅苑|广场|大厦|社区|山庄|公馆|华庭|豪庭|名都|家属院|家属区|宿舍区|安置区|"
    "安置房|别墅区|国际城|国际|苑|府|城|园|庭|里|湾|郡|轩|居"
)
_SPOT = (
    r"(?:(?:地下|负[一二三]层?)?(?:停车场|车库|车位|室)|地库|[BＢ]区(?=停|车)|架空层|天台|楼顶|顶楼|顶层|楼道|楼梯间|楼梯|过道|走廊|大堂|大厅|门厅|"
    r"电梯口|电梯厅|消防通道|单元门口|单元门|门口|楼下|楼前|楼后|旁边|连廊|入口|出口|阳台|[东南西北中]户|前面?(?!天|几|任)|后面?(?!天|来)|旁边|[东南西北]边|[东南西北]侧|对面)"
)
_AREA = r"(?:[A-Z]区|[BＢ][1-4])?(?:的?(?:门口|入口|出口|旁边))?"
_LANDMARK = (
    r"[东南西北]门(?:岗亭|广场(?!舞))|(?:[东南西北]|东南|西南|东北|西北|正|大|侧|后|前)门口?(?!面|缝|铃|牌|锁|框)|地下停车场|地下车库|地下室|停车场|停车棚|车棚|车库|地库|架空层|天台|"
    r"楼顶|顶楼|广场(?!舞)|花坛|中庭|中心花园|儿童游乐区|儿童乐园|游乐区|游乐场|健身区|健身房|健身广场|篮球场|羽毛球场|游泳池|泳池|"
    r"\d号(?:电梯|门|梯)|会所|活动室|活动中心|物业服务中心|物业办公室|门卫室|门岗|(?:[东南西北]门)?岗亭|保安亭|垃圾站|垃圾房|垃圾亭|垃圾分类亭|垃圾投放点|配电房|水泵房|(?:快递柜|丰巢柜|幼儿园|菜鸟驿站|喷泉)(?=[旁边前后那对附门])|"
    r"充电棚|大堂|连廊|人工湖|凉亭"
)
_INDOORS = r"(?<!楼上)(?<!楼下)(?<!隔壁)(?<!对面)(?<!对门)(?<![从把他])阳台(?!花|往外|外)|厨房|卫生间|厕所|主卧|次卧|卧室|客厅"

# 5号 alone is a date, a bus, a turn; with a unit, a floor or a door after it, a house.
_BARE = rf"号(?=\s?{_NUMERAL}\s?(?:单元|楼|层)|\s?\d{{3,4}}室?(?!\d))"
_NO_ROAD = rf"(?:(?<![路街道巷弄段])|(?=[A-Za-z]?{_NUMERAL}[A-Za-z]?\s?(?:号楼|#|号院|栋|幢|座)))"
"""What stands after a road is the road's number, not a building of the compound."""
_BUILDING = rf"{_NO_ROAD}(?P<building>{_FRESH}{_LABEL})\s?(?:号楼|#楼|号院|栋|幢|#|座(?!机|位|谈|椅)|{_BARE})"
_UNIT = rf"(?P<unit>{_LABEL}|{_SIDE})\s?(?:单元|门洞|单(?=\d)|[门梯](?=$|[\s,，的]|\d))"
_FLOOR = rf"(?:第?(?P<floor>(?:地下|负|-|B)?{_NUMERAL})\s?(?:楼(?!顶|盘)|层(?!楼(?!道|梯)|面|意)|[Ff](?![A-Za-z])))"
_SPOKEN = "[一二三四五六七八九][零〇一二三四五六七八九幺]{2,3}"
_NO_AMOUNT = r"(?![\d年元块人个户度平㎡月点.:%多千瓦次-]|天(?!天)|左右)"
_ROOM = rf"(?P<room>(?<![A-Za-z])[A-Za-z]?\d{{3,4}}(?:[A-Za-z]|-\d{{3,4}}(?!\d))?|{_SPOKEN}(?=室|$|[^一二三四五六七八九十零〇]))\s?(?:室|房(?!子|租|价|东)间?|号(?!楼|线|车|电梯))?{_NO_AMOUNT}"
"""A door has three or four digits, said one by one as well (一七零三); of two doors the words are kept (403-405)."""
_SMALL = r"(?P<door>\d{1,2})\s?(?:室|间)"
_STAIR = rf"(?:(?P<stair>\d{{1,2}})\s?[-一](?=\d{{3,4}}(?!\d))|[之附](?P<annex>{_NUMERAL})号?|(?P<row>\d{{1,2}})号(?!楼|线|车|门|电梯))"
"""What parts a building that is no staircase: 15栋2-301, 18栋之2, 5栋附3号, a house of a row (4幢8号)."""
_YARD = r"(?P<yard>(?:(?<=小区|新村|花园|公寓|家园)|(?<=[苑府庭湾郡]))\d{1,4})号(?=$|[\s,，]|\d{3,4}室?(?!\d)|\d{1,2}(?:楼|层|单元|室))"
"""A number that follows a compound's name and ends the words, or a room does (新村193号402)."""
_GAP = r"[\s的_-]?"
_HOUSE = regex(
    rf"(?:{_BUILDING}|{_YARD})(?:楼(?=\d|[一二三四五六七八九十]))?{_GAP}(?:{_UNIT}|{_STAIR})?{_GAP}(?:{_FLOOR})?{_GAP}(?:{_ROOM}|{_SMALL})?(?P<spot>的?{_SPOT}{_AREA})?"
)
_STAIRS = regex(
    rf"(?P<unit>{_FRESH}(?:{_LABEL}|(?<![东南西北这那整个几])[东西南北中左右甲乙丙丁](?!北|南)|(?<![\u4e00-\u9fff\d])\d{{1,2}}(?=门\d{{3}})))\s?(?:单元|门(?=\d{{3}})){_GAP}(?:{_FLOOR})?{_GAP}(?:{_ROOM}|{_SMALL})?(?P<spot>的?{_SPOT})?",
)
_LEVEL = regex(
    rf"(?P<floor>{_FRESH}(?<![这那整几每两上下])(?:地下|负|B|(?<!\d)-)?{_NUMERAL})\s?(?:楼(?!顶|盘)|层(?!楼(?!道|梯)|面|意|防|皮)|[Ff](?![A-Za-z\d])){_GAP}(?:{_ROOM}|{_SMALL})?(?P<spot>的?{_SPOT})?"
)
_DASHED = regex(
    r"(?<![\d.:/-])(?P<building>[A-Za-z]?\d{1,3}[A-Za-z]?|(?<![A-Za-z])[A-Za-z])\s?[-一]\s?(?:(?P<unit>\d{1,2})\s?[-一]\s?(?P<door>\d{1,4})|(?P<room>\d{3,4}))室?(?![\d.:/年月日元块人个号楼栋幢层点-])"
)
_RANGE = regex(
    rf"{_FRESH}{_NUMERAL}(?:\s?(?:号楼|栋|幢|单元|层|楼)?\s?[-~至到、和跟与及]\s?{_NUMERAL}){{1,9}}\s?(?:号楼|栋|幢|单元|层|楼(?=[的之间住]))(?!\d|[一二三四五六七八九十]|单元)"
)
_DOOR = regex(r"(?<![\d.:/年月-])(?P<room>\d{3,4})\s?(?:室|房(?!子|间|租|价))")
_OF_COMPOUND = regex(
    r"(?<=小区|花园|花苑|佳苑|家园|公寓|新村|大厦|大楼|广场|国际|中心|名都|商城|酒店)(?P<room>[A-Za-z]?\d{3,4})(?:室|号|房间?)?(?![\d年元块人个户度平㎡月点.:%/多千瓦次-])"
)
_BARE_DOOR = regex(
    r"(?<![\d.:/年月-])(?P<room>[1-3]?\d0[1-9])(?=(?:那家|那户|家|住户|业主|两口|小两口|租|老[头太是]|又|天天|半夜|一直|总是|的?(?:小孩|孩子|狗|邻居|装修|噪)))"
)
_LAND = regex(rf"(?P<landmark>{_LANDMARK})\s?{_AREA}")
_STREET = regex(r"(?P<street>(?!小区|能走|只能|院里|园区)(?!\S{0,2}(?:[马道公铁线电管网回半修堵让走绕问出]|水泥)路)(?:(?![那这条口的在到了一漏])[\u4e00-\u9fff]){2,4}(?:大道|(?<!走)路|街|巷)(?!灯|口处|面|上|边|过|况|人|程|由|障|政|道|坊)(?:\d{1,4}号)?)")
_NAMED = regex(
    r"(?P<compound>(?!\S{0,4}(?:美好|共[建创护])\S{0,4}家园)[\u4e00-\u9fff]{2,8}?"
    r"(?:小区|花园|花苑|佳苑|家园|嘉园|公寓|新村|新苑|名苑|雅苑|大厦|山庄|公馆|华庭|豪庭|家属院))"
)
_ROOMS = regex(_INDOORS)

# What may stand before a name and is no part of it; the name begins after the last of these.
_BEFORE_NAME = regex(
    r"我们|咱们|你们|他们|我家|家住|住在|在|是|的|到|我|你|他|她|这个|那个|这|那|请问|请|反映|投诉|举报|关于|对于|有人|有|没|和|与|跟|把|被|给|从|去|来|了|"
    r"吧|啊|呀|又|也|都|就|还|今天|今早|今晚|昨天|昨晚|明天|刚才|刚刚|现在|早上|上午|中午|下午|晚上|傍晚|凌晨|半夜|大家|各位|邻居|师傅|物业|保安|麻烦|帮忙|"
    r"看看|看下|修下|修一下|发现|看到|听到|靠近|附近|旁边|隔壁|楼上|楼下|对面|整个|全|每|为什么|怎么|因为|所以|但是|另外|还有|以及|目前|最近|位于|进行|针对|"
    r"建议|希望|要求|需要|[一二三四五六七八九十两\d]+点(?:半|钟|多)?|救命|急|喂|高峰|进出|出(?!口)|进|家里|市民来电|市民|来电|居民|业主|住户|部分|门口|快|看|对|将|于|至|及|等|说|问|找|帮|第|号|年|月|日|天"
)
_NAME_TAIL = regex(r"(?:[\u4e00-\u9fff]+(?:[A-Z\d]{1,2}(?=[期区]))?){1,2}$")
_COMPOUND_END = regex(rf"(?:{_COMPOUND}|[东南西北]区|[一二三四五六\d]期|[A-Z]区)$")
_PLAIN_NAME = 4
_NO_NAME = regex("[一不只能会就很可要想走因但且等已再才如何雨雪风]")
_GENERIC = frozenset({"小区", "社区", "广场", "公寓"})
_NOT_HERE = regex(r"不是(?:在)?$")


def _name_before(said: str, start: int) -> str:
    """The compound's name that ends where the numbers begin (万科 in 万科2号楼), or nothing.

    A name without a compound's ending is believed only when it is short and begins the clause or follows a word that names nothing.
    """
    tail = _NAME_TAIL.search(said[max(0, start - 12) : start])
    if tail is None:
        return ""
    cut = max((stop.end() for stop in _BEFORE_NAME.finditer(tail[0])), default=0)
    words = tail[0][cut:]
    plain = len(words) <= _PLAIN_NAME and (cut > 0 or len(tail[0]) < 12) and not _NO_NAME.search(words)
    return words if len(words) >= 2 and (plain or _COMPOUND_END.search(words)) else ""


def _number(found: re.Match[str], group: str) -> str | None:
    value = found.groupdict().get(group)
    return digits(value) if value else None


def _floor(found: re.Match[str]) -> int | None:
    said = found.groupdict().get("floor")
    if not said:
        return None
    below = said.startswith(("地下", "负", "-", "B"))
    level = digits(said.removeprefix("地下").lstrip("负-B"))
    return (-int(level) if below else int(level)) if level.isdigit() else None


def _house(found: re.Match[str], said: str, text: str) -> PlaceWords:
    """The words of a numbered place, with the name before it."""
    name = _name_before(said, found.start())
    start = found.start() - len(name)
    words = text[start : found.end()].rstrip(" ,，的")
    said_room = found.groupdict().get("room") or found.groupdict().get("door")
    unit = _number(found, "unit") or _number(found, "stair")
    return PlaceWords(words, name or None, _number(found, "building") or _number(found, "yard"), unit, _floor(found), said_room)


def _landmark(found: re.Match[str], said: str, text: str) -> PlaceWords:
    """A spot everybody knows, with the compound before it (小区东门)."""
    name = _name_before(said, found.start())
    if not name and said[max(0, found.start() - 2) : found.start()] in _GENERIC:
        name = said[found.start() - 2 : found.start()]
    words = text[found.start() - len(name) : found.end()].strip()
    return PlaceWords(words, words)


def _compound(found: re.Match[str], said: str, text: str) -> PlaceWords | None:
    """A compound named without a number (幸福家园)."""
    name = _name_before(said, found.end())
    return PlaceWords(text[found.end() - len(name) : found.end()], name) if len(name) > 2 else None


def _first(pattern: re.Pattern[str], said: str) -> re.Match[str] | None:
    """The first match that is not denied (不是三号楼，是五号楼)."""
    return next((found for found in pattern.finditer(said) if not _NOT_HERE.search(said[: found.start()][-3:])), None)


def _houses(said: str) -> list[re.Match[str]]:
    found = (_first(pattern, said) for pattern in (_HOUSE, _DASHED, _STAIRS))
    return [match for match in found if match is not None]


@lru_cache(maxsize=64)
def find_place(text: str) -> PlaceWords | None:
    """The place a message speaks of, most exact first: house, stairs, floor or door, landmark, compound, street, room of a flat.

    Of "A座1502" the building is `A` and the room `1502`; of "2-301" building 2, room 301; a range ("5-8号楼") gives words only.
    """
    text = text[:LONGEST]
    said = narrow(text)
    place = read_by_rules(text)
    return _posted(said, text, place) if is_postal(said) else place


def _posted(said: str, text: str, ruled: PlaceWords | None) -> PlaceWords | None:
    """The place of an address without a sentence, whose numbers are told by their neighbours; `ruled` is the rules' reading."""
    taken = {} if ruled is None else ruled.parts
    found = read_numbers(said, taken)
    told = {part: number["label"] for part, number in found.items()}
    if not told or {part: digits(label) for part, label in told.items()} == {part: digits(value.lstrip("-")) for part, value in taken.items()}:
        return ruled
    start, end = min(number.start() for number in found.values()), max(number.end() for number in found.values())
    name = _name_before(said, start)
    level = re.sub(r"\D", "", digits(told["floor"])) if "floor" in told else ""
    floor = int(level) * (-1 if found["floor"]["below"] else 1) if level else None
    building, unit = (digits(told[part]) if part in told else None for part in ("building", "unit"))
    return PlaceWords(text[start - len(name) : end], name or None, building, unit, floor, told.get("room"))


def read_by_rules(text: str) -> PlaceWords | None:
    """The place as the rules read it, an address or not."""
    said = narrow(text)
    if span := _RANGE.search(said):
        return PlaceWords(text[span.start() : span.end()])
    if houses := _houses(said):
        return _house(max(houses, key=_detail), said, text)
    for pattern in (_LEVEL, _DOOR, _OF_COMPOUND, _BARE_DOOR):
        if found := _first(pattern, said):
            return _house(found, said, text)
    if found := _first(_LAND, said):
        return _landmark(found, said, text)
    return _vague(said, text)


_COMMON = regex(
    r"小区|园区|院[子内里]|大门|[东南西北]门|车库|地库|停车|车棚|广场|花坛|中庭|花园|游乐|乐园|健身|球场|泳池|会所|活动室|活动中心|物业(?:服务中心|办公室)|"
    r"门岗|门卫|岗亭|保安亭|垃圾[站房亭]|垃圾(?:分类亭|投放点)|配电房|水泵房|快递柜|驿站|充电棚|人工湖|凉亭"
)
_AT_HOME = regex(r"我家|家[里中]|楼[道上下梯]|电梯|走廊|隔壁|阳台|厨房|卫生间")


def is_common(text: str) -> bool:
    """Whether it speaks of what lies outside every building (小区大门, 地下车库): it is the compound's, whosever home it is told from."""
    told, said = find_place(text), narrow(text[:LONGEST])
    if told is None:
        return "小区" in said and not _AT_HOME.search(said)
    inside = (told.building, told.unit, told.floor, told.room)
    return not any(inside) and _COMMON.search(told.text) is not None


def _vague(said: str, text: str) -> PlaceWords | None:
    """A compound, a street or a room of a flat, when nothing more exact was said."""
    for found in _NAMED.finditer(said):
        if place := _compound(found, said, text):
            return place
    if found_street := _STREET.search(said):
        words = text[found_street.start() : found_street.end()]
        return PlaceWords(words, words)
    indoors = _ROOMS.search(said)
    return PlaceWords(indoors[0], indoors[0]) if indoors else None


def _detail(found: re.Match[str]) -> tuple[int, int]:
    """How exact a match is: its filled parts, then how early it stands."""
    return sum(1 for value in found.groupdict().values() if value), -found.start()
