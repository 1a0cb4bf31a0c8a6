"""Emergencies: what cannot wait for a ticket, and which number to call before anything else (domain §2)."""

from __future__ import annotations

import re
from enum import StrEnum


class Emergency(StrEnum):
    """A danger to people, now."""

    TRAPPED = "trapped"
    FIRE = "fire"
    GAS = "gas"
    SHOCK = "shock"
    MEDICAL = "medical"
    VIOLENCE = "violence"


EMERGENCY_NUMBERS: dict[Emergency, str] = {
    Emergency.TRAPPED: "96333",
    Emergency.FIRE: "119",
    Emergency.GAS: "119",
    Emergency.SHOCK: "119",
    Emergency.MEDICAL: "120",
    Emergency.VIOLENCE: "110",
}
"""96333 is the lift rescue line of Chinese cities; electric shock is the fire brigade's, who cut the power."""

_SIGNS = (
    (
        Emergency.TRAPPED,
        r"(?:电梯|轿厢|里面).{0,12}(?:有人被?困|[被还]困(?!好几|过)|困[住人了]|卡(?:住|在).{0,10}(?:里面|出不|人)|关[了在]?.{0,4}(?:里面|人))|被?(?:困|关|卡)在?.{0,4}(?:电梯|里面|轿厢)|"
        r"电梯.{0,16}出不[来去]|(?:有人|老人|孩子|小孩).{0,6}被困(?!好几)|困了.{0,3}人(?!类)|困住.{0,3}人",
    ),
    (
        Emergency.GAS,
        r"(?:煤气|燃气|天然气|液化气).{0,8}(?:味|泄|漏|爆)|(?:泄漏|漏).{0,3}(?:煤气|燃气|天然气)|(?:一股|闻到|有股).{0,6}(?:煤气|燃气|天然气)|煤气中毒",
    ),
    (
        Emergency.FIRE,
        r"着火|起火|失火|(?:冒|滚滚).{0,2}(?:黑|浓)烟|冒烟|火灾|(?<![灯热])烧起来|自燃|爆炸了(?!吧)(?<!你就爆炸了)|有?明火|焦糊?味|(?:烧|糊)焦?味|电线.{0,6}(?:冒火|火花)|冒火",
    ),
    (
        Emergency.SHOCK,
        r"漏电|触电|电到了?(?:人|我|孩子|小孩)|被电(?:了|到|麻)|麻手|带电|(?:高压线|电线|电缆).{0,10}(?:掉|断|落|垂|裸|露在|距离地面)",
    ),
    (
        Emergency.MEDICAL,
        r"晕倒|昏倒|昏迷|没[有了]?(?:呼吸|心跳|意识)|心脏病|心梗|中风|抽搐|倒地|(?:摔|倒|跌).{0,6}(?:起不来|不动|流血|骨折)|大出血|流[了很好].{0,3}血|溺水|掉.{0,3}水里|叫.{0,3}救护车|"
        r"(?:老人|人|我妈|我爸).{0,6}喘不[过上]气|噎[住着]|中毒|跳楼|轻生|割腕|坠楼",
    ),
    (
        Emergency.VIOLENCE,
        r"打起来|打架(?!子)|(?:有人|有个|正在|男的|保安|物业).{0,8}打人|打人了|动刀|持刀|拿[着了]?(?:刀|棍)|砍人|捅人|家暴|打老婆|抢劫|入室|行凶|(?:呼|喊)救命|绑架|威胁要?(?:杀|打)|砸.{0,2}门.{0,4}(?:骂|打)|猥亵|强奸|撬.{0,4}门",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _SIGNS)
_FALSE = re.compile(
    r"着火点|打不着火|点不着火|消防演[练习]|火灾隐患|防火|灭火|预防|避免|以免|防止|没(?:有)?(?:着火|起火|冒烟|漏电|泄漏)|漏电保护|容易(?:起火|着火|引起|引发)|引[发起].{0,4}火灾|火[灾警](?:演|风险|报警器)|"
    r"被困好几次|困过|三天两头|经常|曾"
)


_SOMEBODY = re.compile(
    r"有人|有个|老人|孩子|小孩|大爷|大妈|大叔|奶奶|爷爷|我[爸妈]|阿姨|邻居|楼|单元|栋|小区|[东南西北门]门|门口|广场|电梯|两口子|男[的子人]|女[的子人](?!说)|保安|物业|业主"
    r"|花坛|报警|救护车|120|110|快来|救命|家里|我家"
)
_OF_PERSONS = frozenset({Emergency.MEDICAL, Emergency.VIOLENCE})
"""Words of these are worn by talk (打架, 心脏病, 跳楼), so that somebody or some place must be named with them."""


def find_emergency(clause: str) -> Emergency | None:
    """The emergency a clause tells of, or None; drills, risks and history are none."""
    if _FALSE.search(clause):
        return None
    found = next((kind for kind, pattern in _PATTERNS if pattern.search(clause)), None)
    return None if found in _OF_PERSONS and not _SOMEBODY.search(clause) else found


_URGENT = re.compile(
    r"救命|紧急|十万火急|急急|急[!！]|(?<![着焦赶着])很急|快来人?|快点来|马上来|爆(?:了|裂|管)|水漫|淹|喷水|漏得?(?:很|特别|非常|厉害|好|太)|哗哗|下不[来去]楼?|井盖.{0,4}(?:没|丢|不见|缺|被偷|破|坏|塌)|"
    r"高空抛物|(?:往|从).{0,4}(?:楼|窗).{0,3}(?:扔|抛|丢)|砸[到伤中着]|差点.{0,4}(?:砸|伤|撞)|坠[落物]|往下掉|(?:掉|脱)落|裸露|断裂|[快要]倒|压[着到]?.{0,2}电线|塌|失控|下坠|消防通道|救护车.{0,4}进不|"
    r"安全隐患|有?危险|伤[到人着]|(?:老人|孕妇|小孩|孩子|病人|残疾).{0,8}(?:下不|困|摔|划|伤|出不)|污水[外横]|粪水|反水|返水|倒灌|漏到|一?整?(?:栋|幢|个小区|个单元).{0,4}(?:停|没)|撬|可疑|尾随|咬"
)
_OFF = re.compile(r"(?:天然气|燃气|煤气|暖气|自来水)(?:又|都|全)?停了|没来[水电气]|停[水电气暖]|断[水电气]|没[水电气]了?(?:$|[，,。！!?？])|家里没[水电气]|电梯.{0,8}(?:停(?:了|运|在)|不动|全坏|都坏|坠|急[停坠])")


def is_pressing(said: str) -> bool:
    """Whether the words press: danger, damage running on, or water, power, gas or the lift gone."""
    return _URGENT.search(said) is not None or _OFF.search(said) is not None
