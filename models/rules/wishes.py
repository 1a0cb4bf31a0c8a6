"""What people wish for in their own words is a command: grandmother says 帮我约个理发, not 预约 理发. Only what is said plainly."""

from __future__ import annotations

import re
from typing import NamedTuple

from models.rules.patterns import regex

GIVE_UP = frozenset({"算了", "算了吧", "不弄了", "不搞了", "不用了", "不办了", "退出", "never mind", "forget it", "stop"})
THANKS = regex(
    r"(?:好的?|嗯|太好了)?[，,\s]*(?:谢谢|多谢|感谢|谢了|辛苦|thanks?|thank you)(?:了|您|你|啦|啊|大家|近邻|[!！。.~～谢]){0,4}", re.I
)
_ASK = r"(?:请问|麻烦您?|你好|您好|帮我|给我|我想|我要|我们?|能不能|可以|想|[，,\s])*"
_WHICH_DAY = r"(?:今天|明天|后天|这次|下次|这个月|本月|最近)?的?"
_WHAT = r"(?:几点|几号|什么时候|啥时候?|哪[天里儿]|有[什啥]么?|有没?有?)"
_HOW = r"(?:怎么?样|咋样|到哪|办[好完]|修好|好了?没|进展|[什啥]么?情况)"
_WAITS = r"(?:今天|还|现在)?有?(?:[什啥]么?|哪些)事?(?:情)?(?:在?等着?|要|该)我(?:去?[办做]|处理)?的?(?:事情?)?"
_CRAFT = r"(?:[修通换装查看]|师傅|物业|人)"  # whoever wants somebody to come and mend reports a trouble
_WISHES = (
    ("book", rf"{_ASK}预?约(?:一?[个次下])?(?![了好过]|.*{_CRAFT})([\u4e00-\u9fff]{{2,5}}?)[吧吗呗啊]?", ""),
    ("loveday", rf"{_ASK}{_WHICH_DAY}爱心日(?:是|在|都|还)?{_WHAT}.{{0,5}}", ""),
    ("board", rf"(?:[#＃]|编号)\s?(\d{{1,6}})\s?(?:号|这件事|那件事)?(?:现在)?{_HOW}.{{0,4}}", ""),
    ("board", rf"{_ASK}(?:待办(?:事项)?|{_WAITS})", "未办结"),
    ("bill", rf"{_ASK}(?:家|家里)?(?:电梯)?(?:要|该|得)?(?:出|交|付|摊)(?:多少|几)(?:钱|块|万)?", ""),
)
_PATTERNS = tuple((slash, regex(pattern), rest) for slash, pattern, rest in _WISHES)


class Wish(NamedTuple):
    """The command that is meant, and what is said after it."""

    slash: str
    rest: str


def read_wish(said: str) -> Wish | None:
    """The command somebody means who does not know it."""
    plain = said.strip().rstrip("？?。！!～~呢啊呀 ")
    for slash, pattern, rest in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found:
            return Wish(slash, found[1] if found.groups() else rest)
    return None


def gives_up(said: str) -> bool:
    """Whether somebody wants no more of what they are being asked."""
    return said.strip(" 。.！!，,").lower() in GIVE_UP


def thanks(said: str) -> bool:
    """Whether it is thanks and nothing else."""
    return THANKS.fullmatch(said.strip()) is not None
