"""What a message is doing with its words: announcing, offering, asking, recalling, supposing, thanking; each a predicate on text or clause."""

from __future__ import annotations

import re

from models.rules.lexicon import KEEPERS, REQUESTS, words

_BREAK = re.compile(r"[，,。！!？；;~～…\n]+|(?<=[?])|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\.{2,}|[、](?=\S{4})")
_CLAUSES = 40


def clauses(said: str) -> list[str]:
    """The clauses of a message, at most forty, question marks kept."""
    parts = _BREAK.split(said.replace("？", "?"))
    return [part for part in (piece.strip() for piece in parts) if part][:_CLAUSES]


# ── announcing ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_WHEN = (
    r"(?:\d{1,2}\s?月\s?\d{1,2}\s?[日号]|(?:今|明|后)[天日晚早]|(?:本|下|这)?周[一二三四五六日末]|(?:本|下)[周月]|月底|即日起|届时|"
    r"\d{1,2}[:：]\d\d|\d{1,2}[点时](?:至|到|-|起)|第[一二三四]季度|近期|凌晨)"
)
_NOTICE = (
    (3, re.compile(r"尊敬的.{0,6}(?:业主|居民|住户|邻居|家长|用户|客户)|^[\s【\[（(]*(?:紧急|温馨|停[水电气]|重要|物业|最新|社区)?(?:通知|公告|提示|提醒|通告|公示)")),
    (3, re.compile(r"(?:物业|居委会?|社区|业委会|服务中心|管理处|供[电水]局?)\S{0,4}(?:通知|公告|提示|提醒(?:[:：]|您|大家|各位|广大|业主))|接.{0,12}通知")),
    (2, re.compile(r"(?:各位|广大|全体)(?:业主|居民|住户|邻居|家人|街坊|用户)|敬请(?:谅解|周知|留意|配合|理解|关注)|望(?:周知|知悉|互相转告|相互转告)|特此|请知悉")),
    (2, re.compile(r"(?:带|造成|产生).{0,4}不便.{0,4}(?:谅解|理解|见谅)|不便之处|[感谢]谢(?:您|大家)?的?(?:理解|配合|支持)|请.{0,8}(?:相互|互相)转告")),
    (2, re.compile(rf"{_WHEN}.{{0,28}}(?:将|拟|计划|定于|进行|开展|举行|举办|开始|暂停|停(?:水|电|气|运|用|供)|轮换|更换|检修|维保|清洗|消杀|封闭|截止|到期|免费)")),
    (2, re.compile(r"(?:将|拟|计划|定于|预计).{0,20}(?:检修|维修|维保|保养|清洗|消杀|改造|施工|演练|暂停|停止|停[水电气]|更换|封闭|开展|举行|升级|恢复|启用|年检|修剪|喷药|放映|义诊)")),
    (2, re.compile(r"(?:提前|及时|合理|自觉|妥善|尽快).{0,4}(?:储水|储备|蓄水|做好|安排|缴[纳费]|交[费纳]|准备|绕行|移走|挪|领取|办理|收好|关好)|做好.{0,6}准备")),
    (2, re.compile(r"请.{0,10}(?:绕行|按时|自觉|慢行|储水|错峰|勿(?!扰)|凭.{0,6}领取|看管好|看护好|关好门窗|前往|携带|到物业|至物业|合理安排|走[东南西北]门|互相告知|留意|知悉|移步)")),
    (2, re.compile(r"(?:已出账|缴费截止|逾期|滞纳金|即将到期|缴费期|收费标准(?:调整|如下|为)|详见|现将.{0,12}(?:公示|通知|公布)|公示如下|安排如下|暂停(?:供[水电气暖]|使用|运行|服务))")),
    (1, re.compile(_WHEN)),
    (1, re.compile(r"因|由于|为了?(?:保|确|方|提|配)|为.{0,12}(?:安全|质量)|施工期间|期间|检修|维保|维护|施工")),
)
_NOTICE_AT = 4
_TO_OFFICE = re.compile(
    r"尊敬的.{0,8}(?:领导|书记|市长|县长|区长|局长|主任|省长|厅长|干部|政府)|领导|市民来电|投诉|举报|恳请|求助|请(?:相关|有关|政府|督促)|没人|无人管|不管|不处理|扰民|怎么又|"
    r"到现在|至今|又(?:停|坏|漏)|严重|违规|违法|我家|我们家|我是|隐患"
)


def is_notice(said: str) -> bool:
    """Whether it announces to everybody (a property company's notice), not complains of one who did."""
    score = sum(weight for weight, pattern in _NOTICE if pattern.search(said))
    return score >= _NOTICE_AT + (3 if _TO_OFFICE.search(said) else 0)


# ── offering ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_OFFER = re.compile(
    r"接龙|(?:出售|转让|低价|特价|优惠(?!政)|打折(?!吗)|包邮|代购|招聘|诚聘|拼单|团购|加盟|出租|求租|求购|回收(?:旧|家电|废)|加(?:我|微|V|v)|私聊|欢迎(?:咨询|来电|选购)|下单(?!元)|有需要的?(?:联系|找|私|邻居)|24小时上门|"
    r"找我|承接|专业(?:疏通|维修|开锁|清洗|安装|防水|修|搬|补漏|灭)|上门(?:服务|疏通)[，,].{0,6}(?:电话|价)|九成新|闲置(?:转|出|物|的.{0,6}(?:有|谁|要|卖))|全新未拆)"
)
_OFFERED = re.compile(r"(?:没人|一直|又|还在|乱).{0,6}(?:回收|团购)|物业.{0,6}(?:出租|转让)|被.{0,4}(?:出租|转让)|(?:反映|投诉|举报|违规|违法|擅自|私自)")


def is_offer(said: str) -> bool:
    """Whether it sells, hires, collects orders or looks for a deal."""
    return len(said) < 200 and _OFFER.search(said) is not None and not _OFFERED.search(said)


# ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_QUESTION = re.compile(
    r"\?|吗|么$|(?<!不)呢$|没$|没有$|[什啥]么?时[候间]|啥时|何时|几[点时号]|(?<![前好这那过])几天|多少|多久|多长|哪[里儿个家位]|在哪|怎[么样]|如何|为[什啥]么?|为何|谁(?:知道|有|家有|会|能)|有没有|有无|是不是|"
    r"是否|能否|可否|能不能|可不可以|要不要|会不会|请问|请教|咨询|打听|问一?下|问问|怎样|打哪个|找谁|找哪"
)
_ASKS_AS_CHARGE = re.compile(
    r"(?:怎么|为什么|为啥|为何|咋|怎).{0,4}(?:又|还|老是?|总是?|这么|那么|三天两头|一直|天天|没人|不管)|怎么.{0,8}(?:坏|停|漏|断|没|堵|黑|关)\S{0,3}了|"
    rf"(?:能不能|能否|可不可以|可否|(?<!候)能|可以|有没有人).{{0,10}}{REQUESTS}|[有没]人.{{0,3}}(?:管|修|处理|清)\S{{0,2}}吗|(?<![归该])谁.{{0,2}}(?:管|来修|来处理|去劝|去看)|管不管|"
    r"何时(?:才|能|休|是个头)|什么时候是个头|让不让人|有完没完|还要不要|吵什么|搞什么|到底(?:管|有没有人)|凭[什啥]|怎么.{0,5}都|怎么没|谁家.{0,14}(?:啊|呀|呢|的)?$"
)


def asks(clause: str) -> bool:
    """Whether the clause is a true question; "怎么又停电了" and "能不能派人来修" charge and request instead."""
    return _QUESTION.search(clause) is not None and not _ASKS_AS_CHARGE.search(clause)


_TOPIC = re.compile(
    rf"{KEEPERS}|停[水电气车暖]|[水电气]费|[水电气]表|来[水电气]|[水电气网].{{0,5}}来吗|归谁管|有[水电气]|电梯|车位|车库|门禁|装修|垃圾|快递柜|维修基金|宽带|燃气|天然气|煤气|暖气|供暖|供热|小区|业主|路灯|充电桩|物业费|"
    r"电[动瓶]车|报修|维修|修好|开锁|门卡|阳台|噪音|消防|楼道|单元|绿化|加装|公共|滞纳金|发票|缴费|房产证|办证|居住证|投票|业主大会|政策|规划|户口|社保|补贴|公积金|学校|幼儿园|公交|地铁"
)
_SUGGEST = re.compile(r"^(?:我|我们|强烈)?(?:建议|提议|提个?建议)|建议(?:增|加|在|安|设|把|多|物业|小区|延|取消|统一|尽早|修建|改)|(?:能否|可否|能不能|可以|希望)(?:增[加设]|加装|多[装放设]|新增|增开)")
_FORMAL_QUESTION = re.compile(r"^(?:咨询|请问|请教|询问|想问|想咨询|打听|问一?下|关于.{0,30}(?:咨询|疑问|问题\?)|对.{0,20}(?:疑问|疑惑|意见))|的(?:咨询|疑问|疑惑|询问)$")


def suggests(said: str) -> bool:
    """Whether it proposes something new rather than says what is wrong."""
    return _SUGGEST.search(said) is not None


def asks_of_the_house(said: str, parts: list[str]) -> bool:
    """Whether somebody asks about the house or the community (as against 吃饭了吗)."""
    return _FORMAL_QUESTION.search(said) is not None or (_TOPIC.search(said) is not None and any(asks(part) for part in parts))


# ── not here, not now, not so ────────────────────────────────────────────────────────────────────────────────────────────────────

_SOLVED = re.compile(
    words(
        "(?:修|弄|搞|处理|解决|疏通|换|清理|搬|抢修|通|清|接|装|调|清扫|打扫)(?:得)?(?:好|完|掉|通|干净)了?(?![吗么]|没) 已经?(?:恢复|修复|解决|处理|修|换|清|通|来[水电气]|正常|好) 解决了 (?<!快)好了(?!吗|没|几|又|好|多)",
        "恢复(?:了|正常|供) 来[电水气]了?(?:$|啦|了) (?:水|电|气|暖气)来了 通了 没事了? 不[漏堵吵臭]了 没问题了? 正常了 修得 干净了 (?:感谢|谢谢|多谢|表扬|点赞).{0,12}(?:师傅|物业|保安|管家|修|清|及时|体谅|处理|社区)",
        "好多了 就好了 清得 人真好 没白 救回来 放心 破案了",
    )
)
_UNSOLVED = re.compile(
    r"(?:没有?|未|还没|才能?|不能|何时|候|尽快|赶紧|快点|麻烦|请|帮忙?|希望|望|要求|未能|一直不|从未|至今|能|能否|几天)[^，。]{0,8}(?:修|弄|搞|处理|解决|疏通|换|清理|恢复|清|打扫|通)|"
    r"(?:好|通|完|恢复|复|了).{0,10}(?:又|还是|再次|反复|依然|仍)|又(?:坏|停|堵|漏)|修[了完好]*(?:几|多|好几)次|一会儿?[来有停]|[什啥]么?时候|何时|几点|还没|治标"
)


def is_solved(said: str) -> bool:
    """Whether it says that the trouble is over, and nothing after it takes that back."""
    return _SOLVED.search(said) is not None and not _UNSOLVED.search(said)


_UNREAL = re.compile(r"如果|要是|万一|假如|假设|若是|(?<!理)的话|除非|就怕|会不会|梦[见到里]|以防|好像要|幸好|幸亏|还好没|比如|好比|(?<!好)像[个一是]|就像|似的|一样(?!.{0,4}(?:臭|吵))|当成|是我见过")
_STILL = re.compile(r"又|还[在是没]|一直|至今|到现在|现在|仍|再次|依然|天天|没人|持续|经常|总|老是|多次|屡|反复|每")
_PAST = re.compile(
    r"上次|上回|上个?月那|去年|前年|那年|那[天次会]|有一?次|有一年|当年|以前|之前|从前|曾经|小时候|前阵子|"
    r"(?:坏|停|漏|堵|吵|断)过|记得|昨天.{0,4}停|昨[天晚].{0,3}(?:停[水电气]|断)|当时|赔了"
)
_ELSEWHERE = re.compile(
    r"宿舍(?![楼区])|寝室|学校|教室|单位|公司(?!.{0,6}(?:乱|不|施工|拖|强|收))|办公室|实验室|图书馆|食堂|酒店|宾馆|网吧|老家|我[爸妈]家|[爸妈]那[边儿里]|(?:同事|同学|朋友|妹妹|姐姐|哥哥|弟弟|亲戚|婆婆)(?:家|的|住|他|那|说)|电影|电视剧?|"
    r"小说|新闻|网上|视频|微博|朋友圈|抖音|听说|据说|听[人他她].{0,2}说|隔壁小区|别的小区|[他她]们?(?:小区|家)|人家|其他小区|出差|旅游|火车|飞机|高铁|机场|广告|剧|歌(?!厅|舞)|老师|考试|上课|学弟|(?:她|他)们?那"
)
_MINE = re.compile(
    r"手机|电脑|笔记本|[UuＵ]盘|硬盘|耳机|[Mm][Pp][34]|相机|眼镜|眼睛|手表|剃须刀|刮胡刀|吹风机?|洗衣机|电视机?|电源|咖啡机|台灯|西装|衣服|裤|鞋|肚子|嗓子|肠胃|胃|(?:我|他|她|的|电|单|自行|汽|小)车(?!位|库|棚|辆|乱|占|上楼|.{0,10}(?:上楼|充电|冒烟|停|堵|着火|起火|进))|"
    r"车子|键盘|鼠标|短信|充电[宝器]|话费|钱包|游戏|QQ|qq|屏幕|系统|软件|网站|[微信]信|心情|名声|感情|人品|身体|脑子|脑袋|头发|皮肤|牙|嘴|空调(?!.{0,2}(?:外机|支架|水|滴|管))|冰箱(?!.{0,6}停)|电热毯|账号|密码|(?<!物)业务"
)
_TALKING = re.compile(r"哈哈|呵呵|嘻嘻|嘿嘿|亲爱的|老婆|宝贝|么么|嘛$|宝宝|大神|姐妹|喜欢|可爱|好看|羡慕|歌曲|生日|晚安|想你|爱你|妹子|男神|女神|星座|前任|减肥")


_AWAY = re.compile(r"不好意思|抱歉|打扰大家|老公的?公司|宿舍(?![楼区])|寝室|办公室|老家|网吧|教室|实验室|我们(?:单位|公司|学校)|电话里|听不清|电影|电视剧|听说|新闻|群里|刷屏|微博|同学|朋友")


def is_told(clause: str, whole: str) -> bool:
    """Whether the clause tells of another place, another time or a supposition."""
    if _UNREAL.search(clause) or _ELSEWHERE.search(clause) or _AWAY.search(whole):
        return True
    return _PAST.search(clause) is not None and not _STILL.search(whole)


_NEXT_DOOR = re.compile(r"楼上|隔壁|邻居|对门|公共|楼道|门口")


def is_private(clause: str) -> bool:
    """Whether the clause is about somebody's own belongings or heart, which no neighbour repairs."""
    return (_MINE.search(clause) is not None and not _NEXT_DOOR.search(clause)) or _TALKING.search(clause) is not None


# ── writing to an office ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_OPENING = re.compile(
    r"^(?:再次|关于|就|对)?(?:强烈)?(?:投诉|举报|反映|反应|请求|恳请|恳求|呼吁|求助|控诉|状告|质疑|要求|反对|抗议|曝光|期盼|期待|希望|望|请(?!客|假|你吃|问|教|叫|我|你|您|他|她|大家)|关于|对于|市民来电)"
)
_PLEA = re.compile(r"^(?:再次|强烈|坚决|实名|现)?(?:投诉|举报|反映|请求|恳请|恳求|呼吁|控诉|状告|质疑|求助|市民来电)")
_GRAVE = words(
    "投诉 举报 反映 恳请 请求 有关部门 相关部门 职能部门 主管部门 严重 扰民 违规 违法 违建 违章 非法 擅自 私自 无证 无牌 不作为 乱作为 不合理 乱收 强制 强行 强迫 强拆 拖欠 克扣 欠薪 讨薪 侵占 侵犯 侵害 占用 霸占",
    "污染 排污 偷排 直排 噪[音声] 隐患 维权 涉嫌 造假 虚假 诈骗 欺诈 敲诈 坑[害人] 恶意 不兑现 迟迟 拒不 拒绝 据?拒 烂尾 乱象 脏乱 泛滥 猖獗 屡禁 久治 无人管 没人管 谁来?管 诉求 整治 查处 取缔 督促 严惩 严管 严查 垄断",
    "暗箱 滥用 包庇 纵容 截留 挪用 违约 失职 失实 贪 赌博 传销 卖淫 高利贷 偷工减料 不达标 不合格 不公 歧视 刁难 敷衍 推诿 毒害 焚烧 恶臭 臭[气味不] 油烟 拥堵 堵塞 坑洼 坑坑洼洼 破烂 开裂 出行难 停车难 难题 困扰 望.{0,6}领导",
    "公道 受害 敛财 禁止 应该禁止 涨价 翻倍 飙车 跑路 卷款 不正常 不便 不方便 盗采 电鱼 偷电 吸毒 用水难 入学难 办证难 难以 [很好太极]差 混乱 损坏 毁坏 破坏 狭窄 闲置 监管 监督 调查 失踪 骗局 上当 被骗 套取 权益 执法 声音[太特]别?大 无法 没有安装 未安装 未办理 未到位 未发 不发 不退 不到位 苦不堪言 老百姓 不满 坚决反对 补偿 拆迁 征收 产权证 房产证 不动产证 拖延 多年 长期 常年 屡次 多次 频[发繁] 险象 堪忧 无故 受伤 事故 索赔 改造 加快 尽快 尽早 早日 纠正 规范 解决 落实 治理 处置 待遇 养老金",
)
_MILD = words(
    "未 无(?!语|聊|所谓) 没有 没 不 太 很 难 差 低 贵 高 烂 乱 慢 久 问题 现象 情况 经常 天天 一直 收费 费用 何时 影响 要求 希望 建设 安全 违 骗 偷 占 堵 破 坏 吵 脏 黑 请 望 拖 缺 垃圾 危险 不便 不足",
)
_CIVIC = words(
    "小区 花园 业主 开发商 物业 业委会 居民 村民 市民 群众 社区 街道 大街 大道 \\S路(?![上过边由况]) 村(?!上) 乡 镇 县 公司 工厂 厂 公交 地铁 高速 公路 国道 车站 中学 小学(?!生) 学校 幼儿园 大学 学院 医院 卫生院 诊所 酒店 酒吧 饭店 市场 商场 超市 派出所",
    "公安局? 法院 交警 城管 银行 政府 \\S局 工程 项目 楼盘 工地 职工 员工 农民工 教师 家长 学生 患者 司机 出租车 路灯 道路 交通 红绿灯 车位 停车场 电梯 消防 供[水电暖] 燃气 天然气 自来水 夜宵 摊 安置 棚户 国土 规划 绿化",
    "幼师 房子 住户 汽车站 汽车城 施工 闸机 机关 单位 企业 残疾人 农民 农村 客户 用户 顾客 消费者 老人 孩子们 儿童 中介 贷款 保险 税 交房 预售 商铺 门面 摊贩 饮用水 水厂 电厂 养老 退伍 军人 干部 书记 大厦 国际广场 公积 户籍 养殖 养猪 沙场 煤矿 河段 水库 公园 广场 收费站 客运 校车 培训 教育局 医保 社保 新农合 低保 户口 公积金 房产 购房 住房 房屋 楼盘 别墅 宿舍 工业园 摩托车 渣土车 货车 大车 泥头车 \\d路车? 桥 环境",
)
_GRAVES, _MILDS, _CIVICS = re.compile(_GRAVE), re.compile(_MILD), re.compile(_CIVIC)
_CHATTY = re.compile(r"[啦呀哦噢嘿哈呵嘻哟耶嗯唉诶咯呗喽]|么么|你(?!好)|亲爱|宝|我(?!们|市|县|区|村|家|是|省|校|国|小区|爸|的权)|他妈|tm|\[|@|[～~^]|俺|咱|吃饭|老师好|[Hh][Tt][Tt][Pp]|#")
_LONG = 40
_SENTENCE = 16
_STORY = 60
_ENOUGH = 3
_ENOUGH_SHORT = 4


def is_letter(said: str) -> bool:
    """Whether it is written as one writes to an office: civic bodies and grave words together, in a tone that is not chat's.

    Grave words weigh 2, mild ones and civic bodies 1 (each at most twice), an opening 2 (请…) or 3 (投诉 …), chatty words take 2 away.
    """
    if len(said) < _LONG and _AWAY.search(said) and not _PLEA.search(said):
        return False
    civic = min(2, len(set(_CIVICS.findall(said))))
    grave = min(2, len(set(_GRAVES.findall(said))))
    mild = min(2, len(set(_MILDS.findall(said))))
    opening = 3 if _PLEA.search(said) else 2 if _OPENING.search(said) else 0
    chatty = 2 * min(2, len(set(_CHATTY.findall(said))))
    wrong = 2 * grave + mild + opening
    return (civic > 0 or opening == 3) and wrong > 0 and civic + wrong - chatty >= (_ENOUGH if _SENTENCE <= len(said) < _STORY else _ENOUGH + 1 if len(said) >= _STORY else _ENOUGH_SHORT)
