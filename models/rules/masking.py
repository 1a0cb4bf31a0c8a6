"""Public text: what is personal becomes a word that says what it was (domain §1). Internal text is another field and is not masked."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGIT = r"[0-9０-９]"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

PASSES = 12

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,40}@[A-Za-z0-9-]{1,40}\.[A-Za-z0-9.-]{2,20}")
_WECHAT = re.compile(r"((?:微信|VX|vx|wx|加v|QQ|qq)(?:号|群)?\s*(?:是|：|:)?\s*)[A-Za-z0-9_-]{5,20}")
_IDENTITY = re.compile(rf"(?<!{_DIGIT})(?:{_DIGIT}[ -]?){{17}}[0-9０-９XxＸｘ](?!{_DIGIT})")
_CARD = re.compile(rf"(?<!{_DIGIT})(?:{_DIGIT}[ -]?){{15,18}}{_DIGIT}(?!{_DIGIT})")
_MOBILE = re.compile(rf"(?<!{_DIGIT})(?:(?:\+|＋)?(?:86|８６)[ -]?)?[1１](?:[ -]?{_DIGIT}){{10}}(?!{_DIGIT})")
_LANDLINE = re.compile(rf"(?<!{_DIGIT})(?:[(（]?[0０]{_DIGIT}{{2,3}}[)）]?[ -]?){_DIGIT}{{7,8}}(?!{_DIGIT})")
_PLATE = re.compile(rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·•. -]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}(?![A-Za-z0-9])")
_DOOR_CHAIN = re.compile(r"(?<![\d.])(\d{1,3})-(\d{1,2})-(\d{2,5})(?![\d年月日-])")
_DOOR_PAIR = re.compile(r"(?<![\d.#-])(\d{1,3})-(\d{3,4})(?![\d年月日-])")
_DOOR_AFTER = re.compile(r"((?:号楼|栋|幢|座|单元)\s*)(\d{3,4})(?:室|号|户)?(?!\d|[年月日元块米度])")
_DOOR_ALONE = re.compile(r"(?<!\d)\d{3,4}(?:室|户|房)(?!\d)")
_DOOR_OF = re.compile(r"(?<![\d#.-])(?!(?:19|20)\d\d的)\d{3,4}(?=的|家|那家|那户|住户|业主|租户)")
_FIRM = re.compile(r"(?!某物业公司)[\u4e00-\u9fff]{2,6}?物业(?:管理|服务)?(?:有限)?(?:责任)?公司")

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
    (_FIRM, "某物业公司"),
)
_TITLED = re.compile(
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


def _once(text: str, names: list[str]) -> str:
    for pattern, shown in _HIDDEN:
        text = pattern.sub(shown, text)
    text = _TITLED.sub(lambda found: "某某" if found[0][1] == "某" else f"某{found[0][1:]}", text)
    for name in names:
        text = text.replace(name, "某某")
    return text
