"""What a sentence is (a report, an inquiry, a notice or talk), what it is about, where, and how urgent (domain §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.rules.addresses import find_place
from models.rules.speech import is_beside, is_inquiry, is_notice
from models.rules.troubles import tells_outage, tells_trouble, without_denied


class Kind(StrEnum):
    """What the speaker is doing."""

    REPORT = "report"
    INQUIRY = "inquiry"
    NOTICE = "notice"
    TALK = "talk"


class Category(StrEnum):
    """What a matter is about."""

    UTILITIES = "utilities"
    ELEVATOR = "elevator"
    SANITATION = "sanitation"
    NOISE = "noise"
    TRAFFIC = "traffic"
    SAFETY = "safety"
    ILLEGAL_BUILDING = "illegal_building"
    FACILITIES = "facilities"
    GREENING = "greening"
    PROPERTY = "property"
    DISPUTE = "dispute"
    OTHER = "other"


class Emergency(StrEnum):
    """What cannot wait for anybody."""

    TRAPPED = "trapped"
    FIRE = "fire"
    GAS = "gas"
    SHOCK = "shock"
    MEDICAL = "medical"
    VIOLENCE = "violence"


EMERGENCY_NUMBERS = {
    Emergency.TRAPPED: "96333",
    Emergency.FIRE: "119",
    Emergency.GAS: "119",
    Emergency.SHOCK: "119",
    Emergency.MEDICAL: "120",
    Emergency.VIOLENCE: "110",
}
"""Which number is called before anything else."""

CATEGORY_LABELS = {
    Category.UTILITIES: "水电气",
    Category.ELEVATOR: "电梯",
    Category.SANITATION: "环境卫生",
    Category.NOISE: "噪音扰民",
    Category.TRAFFIC: "停车与道路",
    Category.SAFETY: "消防与安全",
    Category.ILLEGAL_BUILDING: "违章搭建",
    Category.FACILITIES: "公共设施",
    Category.GREENING: "绿化",
    Category.PROPERTY: "物业服务",
    Category.DISPUTE: "邻里纠纷",
    Category.OTHER: "其他",
}
"""The export format's names of the categories."""

LONGEST = 4000
"""Nobody's first sentence is longer; what follows is not read."""
PROSE = 200
"""From so many characters on it is a letter, and a letter with a complaint in it is a report."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """`place` is a substring of the text, verbatim."""

    kind: Kind
    category: Category
    place: str | None
    urgent: bool
    emergency: Emergency | None


# Order is meaning: what is more particular comes first.
_CATEGORIES = (
    (Category.SAFETY, r"(?<!打不)着火|起火|冒烟|烟感|灭火器|消防(?!.{0,6}(?:停|占|堵).{0,4}车)|燃气味|煤气味|(?:燃气|煤气|天然气).{0,6}(?:泄|漏|味)|漏电|触电|抛物|往(?:楼)?下(?:扔|丢|倒)|飞线|(?:电[动瓶]车|电动车).{0,10}(?:上楼|充电|进电梯|进楼|推)|井盖|脱落|坠落|掉(?:下来|砖|皮)|砸(?:到|中|伤|坏|下)|监控(?!.{0,4}坏)|摄像头|小偷|被偷|盗|陌生|可疑|危墙|围墙.{0,4}(?:倒|塌|裂)|电线.{0,8}(?:垂|掉|裸|断)"),
    (Category.PROPERTY, r"(?:物业|保洁|保安).{0,6}(?:乱收|没来|不来|不接|态度|收费)"),
    (Category.ELEVATOR, r"(?<!到)电梯(?!.{0,4}(?:尿|屎|垃圾|脏|臭))|轿厢|升降梯|客梯|货梯"),
    (Category.ILLEGAL_BUILDING, r"违[建章]|违法(?:建|搭)|私[搭自](?!家)|乱搭|搭(?:建|了|个|起).{0,8}(?:棚|房|屋|墙|台)|加盖|加建|阳光房|砸承重墙|承重墙|侵占|圈(?:地|占)|占为己有|围起来|群租|封(?:闭)?(?:天台|露台)"),
    (Category.NOISE, r"噪[音声]|扰民|吵(?!起来|架)|练[鼓琴]|没法睡|夜里.{0,6}施工|半夜.{0,12}(?:装修|敲|唱|跳|响|跑|拖|蹦)|(?:装修|电钻|施工|敲|砸墙|打孔|钻).{0,12}(?:半夜|中午|周末|一大早|天天|凌晨|不停|睡)|(?:半夜|凌晨|深夜|夜里|晚上|天天|中午|周末|一大早).{0,16}(?:装修|电钻|钻|敲|蹦|唱|麻将|音乐|跳|狗叫|响|喇叭|打孔|拖)|广场舞|狗(?:一直|老是|天天)?.{0,6}(?:叫|吠)|K歌|卡拉|音响|鸣笛|喇叭|睡不[着好]|咚咚|轰鸣"),
    (Category.SANITATION, r"垃圾|狗屎|狗[粪便尿]|猫屎|粪|大便|烟头|杂物|小广告|蟑螂|老鼠|蚊|苍蝇|白蚁|油烟|异味|臭|污水(?!管)|保洁|没人扫|打扫|脏|消杀|卫生(?!间|站)|尿"),
    (Category.UTILITIES, r"停[水电气暖]|断[水电气]|没[水电气](?!梯)|跳闸|水管|水压|水龙头|下水|排水|管道|漏水|渗水|渗漏|滴水|漏雨|返水|反水|爆管|水表|电表|电压|电路|线路|暖气|供暖|热水|自来水|水压|返水|反水|水漫|化粪池|燃气(?!.{0,3}味)|水质|水箱|水泵|燃气|煤气|天然气|马桶|地漏|化粪池|积水|淹|堵了|断网|宽带|光纤|网络"),
    (Category.GREENING, r"树|草坪|草皮|杂草|野草|绿化|绿植|花坛|灌木|修剪|草.{0,4}(?:高|长|枯)|藤"),
    (Category.TRAFFIC, r"停车|车位|违停|乱停|僵尸车|挪车|道闸|堵(?:车|住|着|门|路|出口)|车.{0,8}(?:堵|挡|占|停)|路面|马路|道路|坑(?:洼|坑)|减速带|消防通道|车库.{0,6}(?:堵|挤|停)|车棚|人行道|盲道|红绿灯|公交|占道|摆摊"),
    (Category.FACILITIES, r"灯|门禁|单元门|大门|防盗门|门锁|门铃|对讲|栏杆|护栏|扶手|滑梯|秋千|健身|器材|座椅|长椅|凳|信箱|快递柜|充电桩|楼梯|台阶|地砖|瓷砖|墙|天花板|玻璃|窗|屋顶|楼顶|天台|公厕|厕所|凉亭|喷泉|泳池|游乐|指示牌|宣传栏|广播|电子屏|设施|设备|门.{0,4}(?:坏|关不|打不开|锁不)"),
    (Category.PROPERTY, r"物业|保安|门卫|管家|客服|业委会|业主委员会|收费|物业费|停车费|维修基金|公摊|电话(?:打不通|没人接)|态度|居委|社区|开发商"),
    (Category.DISPUTE, r"邻居|晕倒|摔倒|打架|吵起来|楼上|楼下|隔壁|纠纷|吵架|打起来|不讲理|霸占|说了不听|占了|讲不通"),
)  # fmt: skip
_BY_CATEGORY = tuple((category, re.compile(pattern)) for category, pattern in _CATEGORIES)

_EMERGENCIES = (
    (Emergency.TRAPPED, r"(?:困|关)(?:在|住|了)?.{0,8}(?:电梯|轿厢)|(?:电梯|轿厢).{0,12}(?:困|关(?:了|住|着|在)|出不[来去])|被困"),
    (Emergency.FIRE, r"(?:着|起|失)火(?!了?吗)|火灾|冒(?:浓|黑|大)?烟|爆炸|火苗|烧起来"),
    (Emergency.GAS, r"(?:煤气|燃气|天然气|液化气).{0,6}(?:泄|漏|味)|(?:泄|漏)(?:煤气|燃气|气了)"),
    (Emergency.SHOCK, r"漏电|触电|电线.{0,8}(?:掉|断|垂|裸露)|冒火花"),
    (Emergency.MEDICAL, r"(?:老人|有人|孩子|小孩|大爷|奶奶).{0,8}(?:晕倒|昏倒|摔倒|起不来|没呼吸|昏迷)|心脏病|叫救护车|快不行"),
    (Emergency.VIOLENCE, r"打(?:起来|架)|持刀|拿刀|砍人|砸门|抢劫|家暴|打人"),
)
_BY_EMERGENCY = tuple((emergency, re.compile(pattern)) for emergency, pattern in _EMERGENCIES)
_URGENT = re.compile(
    r"紧急|急[！!，,。]|着急|救命|快来|赶紧|马上|立刻|危险|爆[管裂了]|喷水|水漫|淹|停[水电气暖]|断[水电气]|没[水电](?!梯|龙)|漏(?:得|的)?(?:厉害|很大)|倒灌|脱落|掉下来|坠|摔|砸到|困|塌|井盖|裸露|高空|抛物|污水外溢|电梯.{0,6}(?:坠|滑|关|困|急停)"
)


def understand(text: str) -> Understanding:
    """What a text is, about what, where, how urgent. Total: any text is answered."""
    said = text[:LONGEST]
    kind = _kind(said)
    place = find_place(said)
    emergency = _emergency(said) if kind is Kind.REPORT else None
    urgent = kind is Kind.REPORT and (emergency is not None or _URGENT.search(said) is not None)
    return Understanding(kind, category_of(said), place.text if place else None, urgent, emergency)


def _kind(said: str) -> Kind:
    if is_notice(said):
        return Kind.NOTICE
    clause = without_denied(said)
    troubled = tells_trouble(clause) or tells_outage(clause) or _emergency(clause) is not None
    if is_inquiry(said) and len(said) < PROSE:
        return Kind.INQUIRY
    if not troubled or (is_beside(said) and len(said) < PROSE):
        return Kind.TALK
    return Kind.REPORT


def _emergency(said: str) -> Emergency | None:
    return next((emergency for emergency, pattern in _BY_EMERGENCY if pattern.search(said)), None)


def category_of(said: str) -> Category:
    """What it is about: of all that is said, the most particular."""
    return next((category for category, pattern in _BY_CATEGORY if pattern.search(said)), Category.OTHER)
