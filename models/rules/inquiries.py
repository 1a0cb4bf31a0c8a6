"""Questions of neighbours: what they are about, and who answers for it (domain §1, §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.rules.addresses import narrow
from models.rules.categories import Category, find_category
from models.rules.roles import Role

READ = 200
"""Characters read of a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its category, the thing it names (`水`; empty when none), whose it is, whether when or why, whether a number."""

    category: Category
    thing: str
    whose: Role
    state: bool
    phone: bool


_THINGS = (
    ("电梯", r"[电電点]梯|客梯|货梯"),
    ("水", r"[停来供断有没]了?[点着]?水|自来水|水管|水压|水箱"),
    ("电", r"[停来供断有没]了?[点着]?[电電](?!梯|话|视|动|脑)|供电|跳闸"),
    ("气", r"[停来供断通]了?气|燃气|煤气|天然气"),
    ("暖", r"[停来供断]了?暖|暖气|供热|地暖"),
    ("网", r"断网|宽带|网络|光纤|wifi|信号"),
    ("灯", r"灯"),
    ("门禁", r"门禁|道闸|大门|单元门"),
    ("垃圾", r"垃圾"),
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

_OF = tuple((thing, re.compile(pattern, re.I)) for thing, pattern in _THINGS)
_WHOSE = tuple((role, re.compile(pattern)) for role, pattern in _OWNERS)
_WHEN, _NUMBER = re.compile(_STATE), re.compile(_PHONE)


def read_question(words: str) -> Question:
    """What a question is about; whoever answers for nothing else, the property company does. Total on any text."""
    said = narrow(words[:READ])
    thing = next((name for name, pattern in _OF if pattern.search(said)), "")
    whose = next((role for role, pattern in _WHOSE if pattern.search(said)), Role.PROPERTY)
    return Question(find_category(said), thing, whose, _WHEN.search(said) is not None, _NUMBER.search(said) is not None)


def answers(question: Question, category: Category, title: str) -> bool:
    """Whether an open matter of that category and title answers the question: the same kind of trouble with the same thing."""
    pattern = next((found for name, found in _OF if name == question.thing), None)
    return category is question.category and (pattern is None or question.thing in title or pattern.search(title) is not None)
