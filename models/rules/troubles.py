"""The grammar of trouble: a thing with a defect, an event, a nuisance, a neglect or a request, said in one clause (domain §2)."""

from __future__ import annotations

import re

from models.rules.lexicon import (
    ASKING,
    BROKEN,
    COMMONS,
    DISTURBERS,
    DOORS,
    FILTH,
    FILTHY,
    KEEPERS,
    KEEPERS_FAIL,
    LEAKS,
    LIFTS,
    NEGLECT,
    NIGHTLY,
    NOISY,
    OUTAGE,
    RACKET,
    REQUESTS,
    THINGS,
    words,
)

_NEAR = r".{0,14}?"

_NUISANCES = (
    # traffic
    r"占.{0,4}(?:车位|通道|道|绿地)|车位.{0,6}(?:占|被)|乱停|违停|僵尸车|占道|挪车|没(?:地方|法|处)停|停不[下了]|无处停|乱.{0,2}停|"
    r"(?:车|摊).{0,10}(?:堵|挡|停)(?:在|住|着|了|到|死|满).{0,4}(?:门|口|路|道|通道|出|草|消防|单元|人行|车库)|堵(?:在|住|着|了|死).{0,8}(?:门|口|通道|车库|路|车)|"
    r"坑坑洼洼|坑洼|泥泞|进不[来去].{0,4}$|过不[去了]$|"
    # building without leave
    r"违[建章]|违[规法].{0,4}(?:建|搭|施工|装修|占)|私[搭自]|乱搭|加盖|加建|搭(?:建|了|个|起|阳).{0,8}(?:棚|房|屋|墙|台)|阳光房|砸.{0,3}墙|拆.{0,3}墙|侵占|"
    r"圈(?:地|占|起|走)|围(?:起来|成|作)|占为己有|据为己有|群租|"
    # safety
    r"(?:高空|往)?抛物|往(?:楼|窗)?(?:下|外).{0,2}(?:扔|丢|倒|泼|抛)|从.{0,4}楼上?(?:扔|丢|倒|泼|抛)|飞线|拉线充电|电[动瓶]车.{0,10}(?:上楼|充电|进电梯|进楼|推进|乘电梯)|"
    r"消防.{0,8}(?:堵|占|锁|关|堆|杂物|缺|没水|不达标|停满)|陌生[人男女].{0,14}(?:拍|敲|出入|徘徊|转|撬|溜|进)|可疑|小偷|被[偷盗]|撬|尾随|"
    r"狗.{0,8}(?:咬|扑|没[拴栓牵]|不[拴栓牵])|不[拴栓牵]绳|没[拴栓牵]绳|坠[落物]|砸[到伤中]|安全隐患|"
    # filth and quarrels
    r"(?:乱|随地|随意|到处)[扔丢倒堆贴吐拉晒]|堆(?:满|放|着|积|了)|随地大小便|大小便|撒尿|吐痰|抽烟|满地都?是|污染|散发|冒黑烟|焚烧|油烟|毒气|刺鼻|"
    r"吵起来|打起来|打架|吵架了|纠纷|说了不听|讲不通|不讲理|霸占|强占|起不来|昏倒|晕倒|"
    # money and rights, the letters' words
    r"乱收费|乱罚|拖欠|克扣|不合理|霸王条款|虚假宣传|偷工减料|质量(?:差|问题|太差|不)|暗箱操作|不公|不达标|维权|侵害|侵权|欺[骗诈]|违约|传销|泛滥|猖獗|严重(?:影响|扰|违|破坏|超|侵)"
)
_PATTERNS = (
    rf"{THINGS}{_NEAR}{BROKEN}",
    rf"(?:坏|破|断|裂|漏|堵|爆|丢|掉|缺|倒|塌)(?:了|掉|的|一|两|个|块|下)+(?:的|个|块|根|棵|盏)?{_NEAR}{THINGS}",
    rf"{COMMONS}.{{0,6}}(?:漏|渗|堵|脏|臭|黑|湿|滑|积水|冒|塌|裂|乱|漆黑|味|吵|淹|没灯|没人|破)",
    rf"{COMMONS}.{{0,6}}(?:被|让).{{0,6}}(?:占|堵|封|锁|挡|拆|挖)",
    rf"{FILTH}.{{0,10}}?{FILTHY}",
    r"(?:满地|遍地|到处(?:都是|是)?|一地|好多|全是|一股|有股|很大的?|一堆堆|成堆|很浓的?|一直有)(?:的|个)?"
    r"(?:狗屎|垃圾袋|粪便|烟头|杂物|蟑螂|老鼠|臭味|异味|霉味|煤气|燃气|焦糊|糊味|狗尿|尿味|小广告|苍蝇|臭|污水|焦味)",
    rf"{DISTURBERS}.{{0,12}}?{NIGHTLY}.{{0,12}}?{RACKET}",
    rf"{NIGHTLY}.{{0,10}}?{DISTURBERS}.{{0,12}}?{RACKET}",
    rf"{DISTURBERS}.{{0,12}}?{RACKET}.{{0,8}}?(?:到|得|个不|没完|死|{NIGHTLY})",
    rf"(?:广场舞|{DISTURBERS}).{{0,8}}(?:音[响乐]|声音?).{{0,8}}(?:大|响|吵)",
    NOISY,
    _NUISANCES,
    rf"{LEAKS}",
    rf"{KEEPERS}.{{0,14}}?{KEEPERS_FAIL}",
    rf"(?:报修|投诉|反映|找|催|打).{{0,14}}{NEGLECT}",
    rf"(?:{THINGS}|{FILTH}|{COMMONS}).{{0,12}}?{NEGLECT}",
    rf"{ASKING}.{{0,12}}?{REQUESTS}.{{0,10}}?(?:{THINGS}|{FILTH}|噪音|油烟)",
    rf"(?:{THINGS}|{FILTH}).{{0,10}}?{ASKING}.{{0,8}}?{REQUESTS}",
    rf"(?:{LIFTS}|{DOORS}).{{0,6}}(?:困|关)(?:了|住|着|在|人)|被(?:困|关)在|困在.{{0,4}}(?:里|电梯)|出不[来去]",
    r"(?:我家|家里|屋里|整栋|整个小区|全楼|楼里).{0,6}(?:黑了?的|黑了|黑漆漆|断了)",
    r"(?:大|粗|枯)?树枝?.{0,6}(?:倒|砸|断|枯|死|歪|压|伸)|草.{0,6}(?:没人|膝|半人高|太高|疯长)",
    r"(?:闻到|有)?.{0,3}(?:煤气|燃气|天然气|液化气)(?:味|泄|漏|.{0,4}(?:味|漏|泄))",
)
TROUBLE = tuple(re.compile(pattern) for pattern in _PATTERNS)
OUTAGES = re.compile(OUTAGE)

_DENIED = re.compile(
    words(
        "(?:没有?|并未|未|不会|不再|不用担心|没再|从没|从不|不怎么)(?:再|被)?(?:停[水电气]|坏|堵|漏|断[水电]|爆|着火|起火|吵|响|渗|臭|积水|扰民|故障|出问题)",
        "(?:不|没)(?:堵|漏|渗|臭|吵|乱停|扰民|脏)(?!吗|呢) 没(?:坏|问题|毛病|故障|事|异常) 无异常 不[是算]问题 没什么问题 没有问题",
    )
)
"""What is denied is not said: it is cut out before the clause is read."""


def without_denied(clause: str) -> str:
    """The clause without what it denies (没坏, 不漏了)."""
    return _DENIED.sub("＿", clause)


def tells_trouble(clause: str) -> bool:
    """Whether the clause itself says that something is wrong; an outage alone is decided apart."""
    return any(pattern.search(clause) for pattern in TROUBLE)


def tells_outage(clause: str) -> bool:
    """Whether the clause says that water, power, gas or heat is off."""
    return OUTAGES.search(clause) is not None
