"""Questions of neighbours: what they are about, and who answers for it (domain §1, §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.rules.addresses import narrow
from models.rules.categories import Category, find_category
from models.rules.patterns import regex
from models.rules.roles import Role

READ = 200
"""Characters read of a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its category, the thing it names (`水`; empty when none), whose it is if anybody's, whether when or why, whether a number."""

    category: Category
    thing: str
    whose: Role | None
    state: bool
    phone: bool


_THINGS = (
    ("电梯", Category.ELEVATOR, r"[电電点]梯|客梯|货梯"),
    ("水", Category.UTILITIES, r"水(?!平|果|准|表|费|卡)"),
    ("电", Category.UTILITIES, r"[电電](?!梯|话|視|视|动|脑|影|瓶|费|表|卡)|跳闸"),
    ("气", Category.UTILITIES, r"[停来供断通]了?气|燃气(?!费|卡|表)|煤气|天然气"),
    ("暖", Category.UTILITIES, r"暖|供热"),
    ("网", Category.FACILITIES, r"断网|宽带|网络|光纤|wifi|信号"),
    ("灯", Category.FACILITIES, r"灯"),
    ("门禁", Category.FACILITIES, r"门禁|道闸|大门|单元门"),
    ("垃圾", Category.SANITATION, r"垃圾"),
)
_OWNERS = (
    (
        Role.COMMUNITY,
        r"居住证|户口|身份证|社保|医保|低保|残疾|疫苗|学区|上学|入学|养[狗犬]|犬证|办证|证明|公租房|老年卡|老年食堂|食堂|选举|居委|社区",
    ),
    (Role.COMMITTEE, r"业委会|业主委员会|业主大会|维修[基资]金|公共收益|公共账|选聘|投票|表决|加装电梯"),
    (Role.LEADER, r"楼长|谁家|邻居|几户|我们楼|本楼"),
)
_STATE = r"几[点时]|什么时候|啥时候?|何时|多久|几天|几个小时|修好|恢复|来[水电气暖]|停到|怎么.{0,3}停|为[什啥]么?.{0,6}停|还停|停了(?:没|吗)|进[展度]|到哪(?:步|儿|了)|是不是.{0,6}停|都停"
_PHONE = r"电话|号码|怎么联系|联系方式|打(?:哪个|给谁|什么)|找谁"

_OF = tuple((thing, category, regex(pattern, re.I)) for thing, category, pattern in _THINGS)
_WHOSE = tuple((role, regex(pattern)) for role, pattern in _OWNERS)
_WHEN, _NUMBER = regex(_STATE), regex(_PHONE)


def read_question(words: str) -> Question:
    """What a question is about. The property company answers for a house's things nobody else does; a barber's is nobody's. Total on any text."""
    said = narrow(words[:READ])
    thing, category = next(((name, of) for name, of, pattern in _OF if pattern.search(said)), ("", find_category(said)))
    whose = next((role for role, pattern in _WHOSE if pattern.search(said)), None)
    if whose is None and (thing or category is not Category.OTHER):
        whose = Role.PROPERTY
    return Question(category, thing, whose, _WHEN.search(said) is not None, _NUMBER.search(said) is not None)


def answers(question: Question, title: str) -> bool:
    """Whether an open matter of the question's category answers it: its title names the same thing."""
    pattern = next((found for name, _, found in _OF if name == question.thing), None)
    return pattern is not None and pattern.search(title) is not None
