"""Whether two short public titles tell of one trouble: what they say, without where it is and how it is lamented (domain §2)."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from functools import lru_cache

from models.rules.addresses import digits
from models.rules.patterns import regex

WITHIN = timedelta(days=14)
"""So long after it was registered an open matter is still likely to be the same one."""
ALIKE = 0.4
"""From this similarity on the neighbour is asked; on the pairs of `tests/rules/pairs.tsv` it is the best bound (see there)."""

# What is said of the same trouble in other words becomes one word; the longest first, the particular before the general.
_SAME_WORDS = tuple(
    (regex(pattern), word)
    for pattern, word in (
        (
            r"(?:用|动|开|打开|启动|使)不了|不(?:能|好)用|没法用|不(?:动|走|转|运行|工作|灵|响)|没反应|"
            r"失灵|故障|罢工|瘫痪|停运|停了|卡住|损坏|毁坏|破损|破了|烂了|坏",
            "坏",
        ),
        (r"不亮|没亮|没有亮|灭了|黑了|没灯|不照|一闪一闪|一直闪|老?闪", "坏"),
        (r"断水|没有?水|不来水|水停|无水|缺水", "停水"),
        (r"断电|没有?电(?!梯|动|瓶)|不来电|电停|无电", "停电"),
        (r"[渗滴淌]水|水?漏了|在漏|漏得|往下[滴漏]", "漏水"),
        (r"[返反]水|往外冒|外溢|溢出|满溢|堵塞|堵住|不通", "堵"),
        (r"楼梯灯|声控灯|感应灯|走廊灯|过道灯|楼道的?灯|楼道里的?灯", "楼道灯"),
        (r"异味|臭味|很臭|恶臭|难闻|味道(?:很|太)?大", "臭"),
        (r"没人清(?:理|运)?|不清运|成堆|堆成山|堆满|堆积", "堆"),
        (r"半夜|深夜|凌晨|大晚上|晚上|夜里", "夜"),
        (r"扰民|很吵|太吵|吵死了?|吵闹|噪[音声]", "吵"),
    )
)
_PLACES = regex(
    r"[a-z]?(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])[a-z]?(?:号楼|#楼|栋|幢|座|单元|号院|号)|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})[楼层]|\d{3,4}室?|某户"
)
_LAMENTS = regex(
    r"麻烦|请问|请|帮忙?|看看|看一?下|修一?下|处理一?下|谢谢|师傅|物业|大家|各位|你好|您好|我们|咱们|我家|这边|那边|那个|这个|怎么|为什么|到底|好几?天|几天|天天|每天|一直|已经|还是|总是?|老是|经常|三天两头|今天|昨天|"
    r"早上|上午|中午|下午|刚才|刚刚|现在|突然|有人|没人管|没人修|不来修|有点|特别|非常|全部?|整栋|整个|小区|反映|投诉|登记|[又再还都也就了啊呀吧呢吗哦的地得很太好个了被把给在是有]"
)
_NUMERAL = r"(\d{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_FLOOR = regex(rf"{_NUMERAL}[楼层](?!道|梯)")
_ONE_OF = regex(rf"{_NUMERAL}(?:[盏部台根棵扇块排级]|号(?=电梯|梯|门|泵|机|柜|桩|灯|杆))")
_MARKS = regex(r"[\W_]+")


def plain(words: str) -> str:
    """The words without case, width, blanks and marks: two texts are the same when these are."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words).casefold())


def core(words: str) -> str:
    """What is wrong, in one way of saying it: without numbers of houses and laments."""
    said = _PLACES.sub("", plain(words))
    for pattern, word in _SAME_WORDS:
        said = pattern.sub(word, said)
    return _LAMENTS.sub("", said) or said or plain(words)


@lru_cache(maxsize=5000)
def _pairs(words: str) -> frozenset[str]:
    """Each two characters side by side of what is wrong; a single one is its own. Kept: open matters are compared again and again."""
    said = core(words)
    return frozenset(said[i : i + 2] for i in range(len(said) - 1)) or frozenset(said)


@lru_cache(maxsize=5000)
def _spots(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Which floors, and which of several things (第3盏, 4号电梯), these words name."""
    said = plain(words)
    floors = frozenset() if "电梯" in said else frozenset(digits(found) for found in _FLOOR.findall(said))
    return floors, frozenset(digits(found) for found in _ONE_OF.findall(said))


def similarity(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: pairs of neighbouring characters they share, against all and against the shorter.

    Symmetric, total, and 1 for a text and itself. The shorter counts because neighbours add to what is the same (又坏了，孩子被吓到).
    """
    first, second = _pairs(one), _pairs(other)
    if first == second:
        return 1.0
    shared = len(first & second)
    least = min(len(first), len(second))
    return (shared / len(first | second) + shared / least) / 2 if least else 0.0


def alike(one: str, other: str) -> bool:
    """Whether somebody should be asked if these two are one: not what says nothing, nor what is on another floor or another of its kind."""
    if not (_pairs(one) and _pairs(other)) or similarity(one, other) < ALIKE:
        return False
    return not any(mine and theirs and not mine & theirs for mine, theirs in zip(_spots(one), _spots(other), strict=True))
