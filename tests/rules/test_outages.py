"""Announced outages: what, where, from when to when."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.outages import Outage, Utility, read_outage

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 3, 0, 0, tzinfo=UTC)  # eight in the morning, a Thursday


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


ANNOUNCED = [
    ("因市政管道维修，6月10日上午9:00-12:00，5-8号楼将暂停供水，请提前储水", Utility.WATER, "5-8号楼", at(6, 10, 9), at(6, 10, 12)),
    ("各位业主：因水箱清洗，本周三9:00-16:00停水，请提前蓄水", Utility.WATER, "", at(9, 2, 9), at(9, 2, 16)),
    ("接国网通知，11月8日06:00-17:30线路改造停电", Utility.POWER, "", at(11, 8, 6), at(11, 8, 17, 30)),
    ("今晚22点至次日5点自来水管道抢修，全区停水", Utility.WATER, "", at(9, 3, 22), at(9, 4, 5)),
    ("今晚10点到6点停水", Utility.WATER, "", at(9, 3, 22), at(9, 4, 6)),
    ("停气通知：10月12日上午8点到下午6点，全小区天然气管道改造", Utility.GAS, "", at(10, 12, 8), at(10, 12, 18)),
    ("供暖公司通知，主管网漏水抢修，预计今晚8点恢复供热", Utility.HEATING, "", None, at(9, 3, 20)),
    ("3栋1单元电梯将于本周六年检，暂停运行一天", Utility.LIFT, "3栋1单元", at(9, 5), None),
    ("9月5日至9月6日对1-6号楼电梯进行维保", Utility.LIFT, "1-6号楼", at(9, 5), at(9, 7)),
    ("由于设备故障，2单元电梯暂停使用，维修人员已到场", Utility.LIFT, "2单元", None, None),
    ("下午两点到四点停水", Utility.WATER, "", at(9, 3, 14), at(9, 3, 16)),
    ("明晚十点半至后天早上六点网络割接", Utility.NETWORK, "", at(9, 4, 22, 30), at(9, 5, 6)),
    ("５号８点到１７点停电", Utility.POWER, "", at(9, 5, 8), at(9, 5, 17)),
    ("2月30日8:00-24:00停电", Utility.POWER, "", at(9, 3, 8), at(9, 4)),
]


@pytest.mark.parametrize(("words", "what", "place", "starts", "ends"), ANNOUNCED)
def test_what_is_announced(words: str, what: Utility, place: str, starts: datetime | None, ends: datetime | None) -> None:
    assert read_outage(words, NOW, ZONE) == Outage(what, place, starts, ends)


@pytest.mark.parametrize("words", ["12月1日起物业费上调", "请业主们不要高空抛物", "本周日上午免费理发", "", "明天9点开会"])
def test_what_is_no_outage(words: str) -> None:
    assert read_outage(words, NOW, ZONE) is None


def test_a_day_without_a_year_is_the_nearest() -> None:
    december = datetime(2026, 12, 30, 4, 0, tzinfo=UTC)
    read = read_outage("1月2日8点停水", december, ZONE)
    assert read is not None
    assert read.starts == datetime(2027, 1, 2, 0, 0, tzinfo=UTC)


@given(st.text(alphabet="停水电气暖梯网今明后天晚早下本周一三十0123456789点时半:-至到月日号次恢复抢修楼栋 ，。", max_size=80))
def test_any_text_is_answered_and_never_ends_before_it_begins(words: str) -> None:
    read = read_outage(words, NOW, ZONE)
    assert read is None or (read.place in words and (read.starts is None or read.ends is None or read.starts < read.ends))
