"""Categories of matters, told by ordered rules: the first that fits is the one, the particular before the general."""

from __future__ import annotations

from enum import StrEnum

from models.rules.lexicon import COMMONS, KEEPERS, LIFTS, RACKET, words
from models.rules.patterns import regex


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


CATEGORY_LABELS: dict[Category, str] = {
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
"""Stable identifiers of the export format, not sentences for people."""

_NIGHT = r"(?:半夜|深夜|凌晨|夜[间里]|晚上|通宵|一夜|中午|午休|清晨|清早|一大早|天天|整天|还在|周末|工作日|按规定时间|\d+\s?点|[一二三四五六七八九十两]点)"
_FIRE = r"(?<!不)着火|起火|失火|火灾|冒.?烟|安全出口|自燃|消防|消火栓|灭火|烟感|喷淋|防火"

_RULES = (
    (Category.DISPUTE, r"打架|打起来|吵起来|动刀|家暴|讲不通|说了不听|不讲理|(?:邻居|楼上|隔壁).{0,12}(?:滴水|鞋柜|骂|威胁|霸占)|邻里|纠纷"),
    (Category.SAFETY, rf"(?:煤气|燃气|天然气|液化气).{{0,10}}(?:味|泄|漏|爆|安全)|漏电|触电|麻手|带电|{_FIRE}"),
    (Category.SAFETY, r"抛物|往(?:楼|窗)?(?:下|外).{0,2}(?:扔|丢|倒|泼)|飞线|拉线充电|电[动瓶]车.{0,10}(?:上楼|充电(?!桩|[口柜棚].{0,4}(?:不|坏|少))|进电梯|进楼|推进)|坠[落物]|砸到人"),
    (Category.SAFETY, r"陌生|可疑|小偷|盗|撬|尾随|猥亵|骚扰|狗.{0,8}(?:咬|扑|没[拴栓牵]|不[拴栓牵])|[拴栓牵]绳|围墙.{0,4}(?:倒|塌|裂)|吸毒|传销|高压线.{0,10}(?:地面|垂|掉|断)|电线.{0,6}(?:裸|垂|掉)"),
    (Category.PROPERTY, r"(?:物业|保安|保洁|管家|业委会|业主委员会|管理处|物管).{0,16}(?:态度|乱收|多收|收费|涨|不作为|睡觉|电话|没人接|不接|换|选聘|聘|暗箱|挪用|侵占|公示|服务|不巡|不开|没来|不来|断水|断电)"),
    (Category.PROPERTY, r"形同虚设|石沉大海|随便进|物业费|物管费|停车费|物业(?:公司)?(?:强|乱|不给|违|擅)|(?:更换|选聘|赶走).{0,4}物业|业主大会|报修.{0,12}(?:不来|没人|没来|不处理)|维修基金"),
    (Category.ILLEGAL_BUILDING, r"违建|违章(?!停)|违[规法].{0,4}(?:建|搭|扩|占)|私[搭自].{0,6}(?:搭|建|改|拆|盖|砌|圈|占|围)?|乱搭|搭建|加盖|加建|搭.{0,6}(?:棚|房|墙)|阳光房|[砸拆].{0,3}墙|承重墙|侵占|圈[地占起]|围起来|围成|据?占为己有|群租|顶风"),
    (Category.UTILITIES, r"(?:家|屋)里?.{0,2}(?:太|好|很|真)?冷(?!清|饮|气|战)|下水(?:道|管)|水管|化粪池|马桶|地漏|[反返]水|窨井|(?<!外墙)(?<!屋顶)(?<!楼顶)(?<!房顶)(?<!窗户)(?:往下|漏到|楼上).{0,4}漏|爆管|(?:冒|喷)水(?!池)|停[水电气]|水压|自来水"),
    (Category.FACILITIES, r"门禁|闭门器|对讲|门锁(?!.{0,4}(?:撬|坏人))|监控.{0,6}(?:坏|看不|黑)"),
    (Category.NOISE, rf"噪[音声]|扰民|吵|蹦迪|广场舞|太响|震得|咚咚|狗.{{0,6}}叫|喧哗|鸣笛|打陀螺|睡不着|没法睡|{_NIGHT}.{{0,12}}{RACKET}|{RACKET}.{{0,12}}{_NIGHT}|电钻|音响|砰砰"),
    (Category.TRAFFIC, r"车位|停车(?!费)|乱停|违停|占道|摆摊|摊贩|挪车|僵尸车|堵车|拥堵|红绿灯|绿灯|人行道|盲道|斑马线|减速带|坑坑?洼|公交|地铁|道闸|起落杆|(?:车|摊).{0,10}(?:堵|挡|停)(?:在|住|着|了|满)|车.{0,6}乱停|停(?:满|在).{0,8}车|外来车|交通|公路|(?:道|马|大|这条|那条)路(?!灯)(?!.{0,4}水管)|路面|路口|渣土车|限高|桥"),
    (Category.ELEVATOR, rf"{LIFTS}(?!口|厅|间|旁|门口|里.{{0,4}}(?:尿|味|臭|烟|脏|吐|垃圾))"),
    (Category.FACILITIES, r"垃圾.{0,6}(?:亭|房).{0,6}(?:坏|破|裂|掉|损)|(?:洗手池|厕所|公厕).{0,4}(?:灯|门)|路灯|(?:楼道|感应|声控|照明|楼梯)灯|灯.{0,8}(?:坏|不亮|闪|灭|暗)|灯具|灯泡|楼梯间黑"),
    (Category.GREENING, r"绿化|草(?:坪|皮|都|长|太|没|丛)|杂草|野草|(?<![果植])树(?!立)|绿植|花坛|花草|灌木|枯死|藤|植物|桂花|园艺|毁绿|种菜"),
    (Category.SANITATION, r"垃圾|味道.{0,6}[窜飘传]|狗屎|狗便|狗尿|粪|大小便|撒尿|随地|烟头|臭|猫砂|[异霉尿酸腥]味|味[道儿]?(?:太|很|好|特别)?(?:大|重|难闻)|脏|蟑螂|老鼠|耗子|苍蝇|蚊|白蚁|油烟|小广告|打扫|保洁|清扫|卫生(?!间|所|院|局)|污染|扬尘|焚烧|养猪|养鸡|消杀|乱扔|乱堆|污水处理|废气|黑烟|灰尘"),
    (Category.FACILITIES, r"外墙|天花板|吊顶|顶板|屋顶|房顶|楼顶|顶楼.{0,4}漏|屋面|窗|墙面|墙体|瓷砖|井盖|门禁|[大铁单元防盗火]门(?!口)|门锁|闭门器|对讲|监控|摄像|健身|器材|滑梯|秋千|长椅|座椅|围栏|护栏|扶手|台阶|快递柜|丰巢|信箱|充电[桩口]|晾衣|支架|地砖"),
    (Category.UTILITIES, r"[停断缺没无限供来][水电气]|停暖|[水电气][压管表费质箱]|自来水|水龙头|[漏渗滴反返积]水|下水|水管|管道|马桶|地漏|化粪池|污水|暖气|供暖|地暖|燃气|煤气|天然气|电闸|跳闸|配电|电线|线路|短路|插座|漏雨|潮湿|防水|渗漏|堵了|窨井|热水|阴湿|水漫|水压|排水|淹|黑了?的|供热|变压器"),
    (Category.SAFETY, r"安全|隐患|危险|塌|裂缝"),
    (Category.FACILITIES, rf"设施|设备|门(?!口|面)|灯|墙|锁|{COMMONS}.{{0,8}}(?:坏|破|裂|掉)|快递柜|信号|网络|宽带|移动通信|游乐|栏杆"),
    (Category.TRAFFIC, r"停车|停(?:在|满)|车辆?|路"),
    (Category.NOISE, rf"{RACKET}"),
    (Category.PROPERTY, rf"{KEEPERS}|收费"),
    (Category.DISPUTE, r"邻居|楼上|隔壁|楼下|骂|吵架"),
)
_COMPILED = tuple((category, regex(pattern)) for category, pattern in _RULES)
_ASIDE = regex(words("物业(?:一直|都|也|又|还|总)?(?:不管|拖着|不来|没人|不修|不处理|拖) (?:存在|有)\\S{0,4}安全\\S{0,2}隐患 影响\\S{0,8}(?:安全|出行|通行|生活) 督促物业\\S{0,4} 监督物业\\S{0,4}"))


def find_category(said: str) -> Category:
    """The category of a report: the first rule that fits once asides (物业不管, 存在安全隐患) are left out, then with them."""
    core = _ASIDE.sub("＿", said)
    for reading in (core, said):
        for category, pattern in _COMPILED:
            if pattern.search(reading):
                return category
    return Category.OTHER
