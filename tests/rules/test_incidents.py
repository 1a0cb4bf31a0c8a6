"""What is said of outages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.incidents import AFTER, EARLY, UNPLANNED, Outage, Utility, changed, orders, read_outage, takes, told_off, utility_of

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 3, 8, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("停水了", Utility.WATER),
        ("我家没水了", Utility.WATER),
        ("整栋断电", Utility.POWER),
        ("2号楼全黑了", Utility.POWER),
        ("燃气停了", Utility.GAS),
        ("暖气不热", Utility.HEATING),
        ("电梯又坏了", Utility.LIFT),
        ("家里断网了", Utility.NETWORK),
        ("断水果了", None),
        ("没电梯的楼", None),
        ("没气质", None),
        ("电梯里有尿味", None),
        ("路灯坏了", None),
    ],
)
def test_what_is_off(said: str, what: Utility | None) -> None:
    assert utility_of(said) is what


@pytest.mark.parametrize("said", ["水管爆了，停水了", "停电了，配电箱冒烟", "水发黄，还停水", "电梯坏了，有人被困"])
def test_who_tells_of_more_than_an_outage_tells_of_another_matter(said: str) -> None:
    assert told_off(said) is None


@pytest.mark.parametrize(
    ("rest", "is_one"),
    [
        ("2号楼 今天18点到20点 换阀门", True),
        ("明早8点-11点半", True),
        ("3 延到22点", True),
        ("#3 推迟到22点", True),
        ("怎么回事？", False),
        ("2号楼也停了", False),
        ("昨天18点到20点", False),
        ("3 天了", False),
        ("", False),
    ],
)
def test_what_makes_it_an_announcement(rest: str, is_one: bool) -> None:
    assert orders(rest) is is_one


def test_a_change_names_the_notice() -> None:
    assert changed("3 延到22点") == (3, "延到22点")
    assert changed("3号楼 今天18点到20点") is None


@pytest.mark.parametrize(
    ("said", "place", "why"),
    [
        ("通知：2号楼明天9点到11点停水，换阀门", "2号楼", "换阀门"),
        ("各位邻居：因更换阀门，2号楼将于9月4日9:00-11:00停水，请提前储水", "2号楼", "更换阀门"),
        ("接自来水公司通知，明天9点到11点停水，请大家储水", "", ""),
    ],
)
def test_a_notice_is_read(said: str, place: str, why: str) -> None:
    tomorrow = NOW + timedelta(days=1)
    expected = Outage(Utility.WATER, place, tomorrow.replace(hour=9), tomorrow.replace(hour=11), why)
    assert read_outage(said, NOW, ZONE) == expected


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("said", "what", "place", "starts", "ends"),
    [
        ("因市政管道维修，9月10日上午9:00-12:00，5-8号楼将暂停供水，请提前储水", Utility.WATER, "5-8号楼", at(9, 10, 9), at(9, 10, 12)),
        ("接国网通知，11月8日06:00-17:30线路改造停电", Utility.POWER, "", at(11, 8, 6), at(11, 8, 17, 30)),
        ("今晚22点至次日5点自来水管道抢修，全区停水", Utility.WATER, "", at(9, 3, 22), at(9, 4, 5)),
        ("今晚10点到6点停水", Utility.WATER, "", at(9, 3, 22), at(9, 4, 6)),
        ("停气通知：10月12日上午8点到下午6点，全小区天然气管道改造", Utility.GAS, "", at(10, 12, 8), at(10, 12, 18)),
        ("9月5日至9月6日对1-6号楼电梯进行维保", Utility.LIFT, "1-6号楼", at(9, 5), at(9, 7)),
        ("下午两点到四点停水", Utility.WATER, "", at(9, 3, 14), at(9, 3, 16)),
        ("明晚十点半至后天早上六点网络割接", Utility.NETWORK, "", at(9, 4, 22, 30), at(9, 5, 6)),
        ("５号８点到１７点停电", Utility.POWER, "", at(9, 5, 8), at(9, 5, 17)),
        ("明天8点到18点中断供热，检修换热站", Utility.HEATING, "", at(9, 4, 8), at(9, 4, 18)),
    ],
)
def test_notices_as_they_are_written(said: str, what: Utility, place: str, starts: datetime, ends: datetime) -> None:
    read = read_outage(said, NOW, ZONE)
    assert read is not None
    assert (read.what, read.place, read.starts, read.ends) == (what, place, starts, ends)


@pytest.mark.parametrize("said", ["2号楼停水了", "12月1日起物业费上调", "本周日上午免费理发", "明天9点到11点开会", "昨天9点到11点停水", "我家18点到20点没人"])
def test_what_is_no_notice_of_an_outage(said: str) -> None:
    assert read_outage(said, NOW, ZONE) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [" ", "\u3000 ", "8点 ", "#", "因", "停水 "])
def test_hostile_lines_are_cheap(piece: str) -> None:
    for _ in range(20):
        read_outage(f"停水检修{piece * 3000}", NOW, ZONE)
        orders(piece * 3000)


@given(st.text(max_size=80))
def test_any_text_is_answered(said: str) -> None:
    read_outage(said, NOW, ZONE)
    orders(said)
    told_off(said)


def test_reports_belong_to_it_from_a_little_before_until_two_hours_after() -> None:
    ends = NOW + timedelta(hours=2)
    assert [takes(NOW, ends, at) for at in (NOW - EARLY, ends + AFTER - timedelta(seconds=1))] == [True, True]
    assert [takes(NOW, ends, at) for at in (NOW - EARLY - timedelta(seconds=1), ends + AFTER)] == [False, False]
    assert [takes(NOW, None, NOW + UNPLANNED - timedelta(seconds=1)), takes(NOW, None, NOW + UNPLANNED)] == [True, False]
