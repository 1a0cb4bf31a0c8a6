"""Public text: what is personal becomes a word that says what it was (domain §1). Internal text is another field and is not masked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.rules.patterns import regex

_DIGIT = r"[0-9０-９]"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
# Characters that given names are made of, at their end and at their beginning; a name is a surname and one or two of them. Measured
# on 73,469 real lines: 98 % of what is hidden beside a word that announces a name, or alone between marks, is one (docs/privacy.md).
_LAST = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国华梅红云飞雪峰波斌宇浩凯健俊帆雨晨欣怡佳嘉琪瑶婷雯倩颖琳洁莉萍燕春凤珍琴素淑惠慧美爱玉金宝福贵德胜利生根林森海江川志忠诚信义仁礼智武兵彪龙虎鹏鹰鸿雁翔羽天宏成立新兴旺富祥瑞康宁安乐喜庆永恒光亮朗晴阳月星辰晓旭昊昌盛世荣耀清冰冬竹菊莲花芝芬香馨茂茜蕾薇莎蓉芸苗若萱子梓轩涵泽然博学思源远哲睿诗彤心悦诺梦民友才良卫正发顺振启继绍树培炳銮碧端姣娇媛嫦娥瑛璐珊珠丹彩巧翠莺航跃奇楚朵冠泉洪沛润渊滨滢潇澜炜炎焕煜熙玮珂琦琛璇瑾璟甜畅皓盈祖禄秋科维纲群聪艺莹菁萌蓓蔚虹裕誉谦豪贝贤贞越迪逸邦铃铭锋锐锦隆雄雅霄霖露青韬韵骏鸣麒麟龄仪伦佩俐兆冉勤坚坤奎妍妮姗婉宗宪宾岚峻崇巍帅延弘彦彬恩恺捷敬旋旗昆晋晖景朋杏权柏柱柳标栋榕欢毅洲济淼灵烨牛琨瑜甫益盟硕秉章笛纯绪缘胤臣舒舟荷蓝薪衍觉谋豫铁鑫雷霆音骄"
_FIRST = _LAST + "小少家大先开长广达力年定"
_NO_NAME = "孙子|王子|王国|高兴|高明|高雅|高峰|高贵|高强|高光|高龄|白天|白云|白雪|白花|白金|黄金|黄花|黄梅|金玉|金光|金华|金科|万科|万全|万福|万安|万家|江海|石林|石英|方正|严明|唐诗|向阳|向前|雷达|雷雨|龙凤|龙虎|夏天|孔雀|钱财|陶艺|陶然|于心|于明|于今|于春|于秋|于冬|于夏|任学|任何|向东|向国|高大|高富|高精|高铁|白富|白玉|白兰|马兰|金莲|韩国|任天|家家|万定|万年|金桂|丹桂|白莲|黄菊|金菊|石莲|白菊|白梅|黄莲|马莲|曹娥"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

# A firm's own name goes back from its trade to one of these characters or words: 我们物业, 联系物业 name no firm.
_JOINTS = frozenset(
    "做处时饭次内下自知像搞便一的了是被和与向对找给跟让请在由有没无未不但而及或把将从到往去来于为以因如若且又再还都也就才只很太最更该此这那哪每某各本我你他她它您咱们个家名位月年日天期前后新老旧现原换交收费缴欠付涨聘签管区市县省镇村栋楼层户号同经据叫问催报说称看即则非所多少几两二三四五六七八九十等之其谁者会委局主业商公司社门部方员代表人约替退拒停拖逼强诉投告任气好坏烂差懒啥"
)
_BOTH = "天和新五"  # join as often as they begin a name: 天城物业公司
_COMMON = frozenset(
    re.findall(
        "..",
        "提供擅自要求通过开发承接查验收取缴纳交纳提高动用敦促督促监督责令反映利用当时包括解决签订享受选择咨询黑心黑恶违规通知允许宣传协助统一背离引进挪用威胁霸道涉黑涉爆定义操纵决定处理安排帮助配合成立组建入驻撤离撤走赶走驱赶罢免招标引入附近隔壁当地刚刚结果竟然居然难道什么怎么需要希望麻烦感谢谢谢辛苦支持指定优质正规合法违法大型红色公益自治智慧良心街道联系规定结算一级住房一些实施进行接受平均开始终身选址既然可怜中心配备查处发生网络全国中国水电维修基金实际内定符合调解协调审视答应丢失时候高价高额一切提醒电话垃圾质疑怒斥曝光吐槽表扬批评建议期待后悔拜托谴责抗议奇葩糟糕负责极品无能商铺住宅酒店出租星级花园广场大厦公寓华府家园政府居民包含开展召集反馈上午具备造成袒偏委托所谓周边调控打击购买国内类似推进下属取得稳定买房购房首次条件资产项目精品贷款投资合作偏袒偏担配套联合导致追究证明觉得知道担心害怕喜欢讨厌竣工接手交接服务保障保洁保安绿化停车装修电梯整改催促呼吁响应组织派出允诺承诺凭借依靠依法至今一直经常马上赶紧尽快快点立刻应当必须能否是否",
    )
)

PASSES = 12
LONGEST_FIRM, LONGEST_SHORT = 8, 4
"""Characters before the trade that are taken for a firm's name: before 公司, and where the trade ends it (金洲物业)."""

_EMAIL = regex(r"[A-Za-z0-9._%+-]{1,40}@[A-Za-z0-9-]{1,40}\.[A-Za-z0-9.-]{2,20}")
_WECHAT = regex(r"((?:微信|VX|vx|wx|加v|QQ|qq)(?:号|群)?\s*(?:是|：|:)?\s*)[A-Za-z0-9_-]{5,20}")
_IDENTITY = regex(rf"(?<!{_DIGIT})(?:{_DIGIT}[ -]?){{17}}[0-9０-９XxＸｘ](?!{_DIGIT})")
_CARD = regex(rf"(?<!{_DIGIT})(?:{_DIGIT}[ -]?){{15,18}}{_DIGIT}(?!{_DIGIT})")
_MOBILE = regex(rf"(?<!{_DIGIT})(?:(?:\+|＋)?(?:86|８６)[ -]?)?[1１](?:[ -]?{_DIGIT}){{10}}(?!{_DIGIT})")
_LANDLINE = regex(rf"(?<!{_DIGIT})(?:[(（]?[0０]{_DIGIT}{{2,3}}[)）]?[ -]?){_DIGIT}{{7,8}}(?!{_DIGIT})")
_PLATE = regex(rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·•. -]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}(?![A-Za-z0-9])")
_DOOR_CHAIN = regex(r"(?<![\d.])(\d{1,3})-(\d{1,2})-(\d{2,5})(?![\d年月日-])")
_DOOR_PAIR = regex(r"(?<![\d.#-])(\d{1,3})-(\d{3,4})(?![\d年月日-])")
_DOOR_AFTER = regex(r"((?:号楼|栋|幢|座|单元)\s*)(\d{3,4})(?:室|号|户)?(?!\d|[年月日元块米度])")
_DOOR_ALONE = regex(r"(?<!\d)\d{3,4}(?:室|户|房)(?!\d)")
_SUFFERS = r"漏|渗水|滴水|太吵|很吵|半夜|深夜|停水|停电|没水|没电|断电|跳闸|装修|在装修|往下|天天|又在"
_DOOR_OF = regex(rf"(?<![\d#.:：/-])(?!(?:19|20)\d\d(?:的|{_SUFFERS}))\d{{3,4}}(?=的|家|那家|那户|住户|业主|租户|{_SUFFERS})")
_HAN = r"[\u4e00-\u9fff]"
_TRADE = r"物业|房地产|地产|置业|家政|装修|装饰|中介|电梯|维保|保洁|保安"
_FORM = r"(?:(?:管理|服务|开发|工程|维修|保养|安装|设计|经纪|咨询|维保|装饰|集团|有限|责任|股份){0,4}公司)"
_FIRM = regex(
    rf"(?P<trade>{_TRADE})(?P<form>{_FORM})|(?P<bare>物业|房地产|地产|置业)(?![费法税权类房者]|用房|合同|条例|顾问|管理费|服务费)"
)

_HIDDEN = (
    (_EMAIL, "（邮箱）"),
    (_WECHAT, r"\1（账号）"),
    (_IDENTITY, "（证件号）"),
    (_MOBILE, "（电话）"),
    (_LANDLINE, "（电话）"),
    (_CARD, "（卡号）"),
    (_PLATE, "（车牌）"),
    (_DOOR_CHAIN, r"\1-\2-某户"),
    (_DOOR_PAIR, r"\1-某户"),
    (_DOOR_AFTER, r"\1某户"),
    (_DOOR_ALONE, "某户"),
    (_DOOR_OF, "某户"),
)
_FULL = rf"(?!{_NO_NAME}|.(?:先生|女士|小姐))[{_SURNAMES}][{_FIRST}][{_LAST}]"
_SHORT = rf"(?!{_NO_NAME})[{_SURNAMES}][{_LAST}]"
_WHO = "住户|业主|居民|租户|租客|房东|邻居|户主|当事人|联系人|举报人|报案人|姓名|楼长|村民|负责人|法人|代表人|网格员|楼管|员工|职工|保安|司机|老人|本人|我叫|名叫|我是|叫做|找|叫|问|联系|打给"
_CALLED = "先生|女士|小姐|同志|师傅|老师|医生|经理|阿姨|大爷|大妈|奶奶|爷爷|叔叔|老板"
_DOES = "说|反映|称|告诉|表示|骂|把|在|是|和|的|等|占|不|也|又|家(?![园庭居具电长乡世属组])"
_NAMED = (
    regex(rf"(?P<before>(?:{_WHO})(?:[:：是为]|名叫|叫)?)(?:{_FULL}|{_SHORT}(?!{_HAN}|(?:{_CALLED})))"),
    regex(rf"(?=[{_SURNAMES}])(?P<before>)(?:{_FULL}|{_SHORT})(?={_CALLED})"),
    regex(rf"(?=[{_SURNAMES}])(?P<before>(?<!{_HAN})|(?<=[和与跟到在因是被帮楼室层户]))(?:{_FULL})(?=(?!{_HAN})|{_DOES})"),
)
_TITLED = regex(
    rf"(?:(?<![\u4e00-\u9fff])[{_SURNAMES}](?:师傅|姐|哥|奶奶|爷爷|老师|医生|叔叔)|[{_SURNAMES}](?:某{{1,2}}|先生|女士|小姐|阿姨|大爷|大妈))"
)


def mask(text: str, names: Iterable[str] = ()) -> str:
    """The text as a group may read it. Total, and `mask(mask(x)) == mask(x)`: what one pass uncovers the next one hides."""
    known = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    for _ in range(PASSES):
        before, text = text, _once(text, known)
        if text == before:
            break
    return text


def mask_but(text: str, kept: Iterable[str]) -> str:
    """The same, but for these names, which stand in public beside it: the firms of a vote."""
    names = sorted((name for name in kept if name), key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, names))})", text) if names else [text]
    return "".join(part if at % 2 else mask(part) for at, part in enumerate(parts))


def _once(text: str, names: list[str]) -> str:
    for pattern, shown in _HIDDEN:
        text = pattern.sub(shown, text)
    text = _without_firms(text)
    for pattern in _NAMED:
        text = pattern.sub(r"\g<before>某某", text)
    text = _TITLED.sub(lambda found: "某某" if found[0][1] == "某" else f"某{found[0][1:]}", text)
    for name in names:
        text = text.replace(name, "某某")
    return text


def _without_firms(text: str) -> str:
    """A firm is named by its trade alone: 金洲物业 is 某物业."""
    shown, done = [], 0
    for found in _FIRM.finditer(text):
        length = _firm_length(text, done, found.start(), LONGEST_FIRM if found["form"] else LONGEST_SHORT)
        if length:
            shown.append(f"{text[done : found.start() - length]}某{found['trade'] or found['bare']}{'公司' if found['form'] else ''}")
            done = found.end()
    return "".join(shown) + text[done:]


def _firm_length(text: str, start: int, end: int, most: int) -> int:
    """How many characters before `end` are a firm's own name: back to a word that joins or is common; 0 when that is in doubt."""
    at = end
    while at > start and end - at <= most and "\u4e00" <= text[at - 1] <= "\u9fff" and text[at - 1] not in _JOINTS:
        if text[max(at - 2, start) : at] in _COMMON:
            break
        at -= 1
    length = end - at
    if length > most:
        return 0 if most == LONGEST_SHORT else most
    if length == 1 and most == LONGEST_FIRM and at > start and text[at - 1] in _BOTH:
        return 2
    return length if length > 1 else 0
