"""What helpers can do, and what a matter asks for (domain §1, §2: 红管家 by skill and place)."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from models.rules.categories import Category
from models.rules.patterns import regex


class Skill(StrEnum):
    """Something a helper can do; a fixed small set, so that it can be asked for."""

    WATER_POWER = "water_power"
    WOODWORK = "woodwork"
    LOCKS = "locks"
    APPLIANCES = "appliances"
    DEVICES = "devices"
    LIFTING = "lifting"
    MEDIATION = "mediation"
    COMPANY = "company"
    PAPERWORK = "paperwork"
    HAIRCUT = "haircut"
    FIRST_AID = "first_aid"


_SAID: dict[Skill, str] = {
    Skill.WATER_POWER: "水电 水电工 电工 水工 水管 管道",
    Skill.WOODWORK: "木工 木匠 门窗",
    Skill.LOCKS: "锁 修锁 开锁 锁匠",
    Skill.APPLIANCES: "电器 家电 修家电",
    Skill.DEVICES: "电脑手机 电脑 手机 网络",
    Skill.LIFTING: "力气活 搬东西 搬运 力气",
    Skill.MEDIATION: "调解 劝和 调解员",
    Skill.COMPANY: "陪护 陪诊 陪伴 照看",
    Skill.PAPERWORK: "文书 写材料 填表",
    Skill.HAIRCUT: "理发 剪头发",
    Skill.FIRST_AID: "急救 医护 护士 医生",
}
_SKILLS = {word: skill for skill, words in _SAID.items() for word in words.split()} | {s.value.replace("_", " "): s for s in Skill}
_BETWEEN = regex(r"[\s,，、;；/]+")

# What is asked for by the words themselves; the first that fits.
_ASKED = tuple(
    (skill, regex(pattern))
    for skill, pattern in (
        (Skill.HAIRCUT, r"理发|剪头发"),
        (Skill.LOCKS, r"门?锁(?:坏|不|打|卡|住|芯|死|了)|换锁|修锁|开锁|钥匙"),
        (Skill.DEVICES, r"手机|电脑|路由器|无线网|智能电视"),
        (Skill.PAPERWORK, r"填表|写材料|代写|申请表"),
        (Skill.COMPANY, r"陪(?:护|诊|着|同|去|我)|照看|看病|去医院"),
        (Skill.LIFTING, r"搬(?:东西|家具|运|不动|上楼|下楼)|抬(?:不|上|下)"),
        (Skill.APPLIANCES, r"冰箱|洗衣机|空调|电视|热水器|油烟机"),
        (Skill.WOODWORK, r"木门|柜门|柜子|门轴|门框|窗框|合页|桌腿|椅子"),
        (Skill.WATER_POWER, r"水管|水龙头|漏水|马桶|下水|插座|跳闸|电线|开关|灯(?:泡|管|具)?.{0,6}(?:坏|不亮|闪|灭)"),
    )
)
_BY_CATEGORY = {
    Category.UTILITIES: Skill.WATER_POWER,
    Category.DISPUTE: Skill.MEDIATION,
    Category.NOISE: Skill.MEDIATION,
}


def read_skill(said: str) -> Skill | None:
    """The skill these words name (水电, `woodwork`), None for anything else."""
    return _SKILLS.get(unicodedata.normalize("NFKC", said).strip().casefold().replace("_", " "))


def read_skills(said: str) -> tuple[list[Skill], list[str]]:
    """The skills named in a list, in the order of the set, and the words that name none."""
    words = [word for word in _BETWEEN.split(said.strip()) if word]
    read = {word: read_skill(word) for word in words}
    return [skill for skill in Skill if skill in read.values()], [word for word in words if read[word] is None]


def skill_for(category: Category, words: str) -> Skill | None:
    """What a matter asks for: quarrels a mediator, then what its words name, then its category; None: whoever is there can help."""
    if _BY_CATEGORY.get(category) is Skill.MEDIATION:
        return Skill.MEDIATION
    return next((skill for skill, pattern in _ASKED if pattern.search(words)), _BY_CATEGORY.get(category))
