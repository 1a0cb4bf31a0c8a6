"""Spans of time as notices say them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.spans import LONGEST, read_end, read_span

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 8, 10, tzinfo=ZONE)  # a Monday morning

TOLD = [
    ("今天18点到20点", "23 18:00", "23 20:00"),
    ("今天18点-20点", "23 18:00", "23 20:00"),
    ("今天18点—20点", "23 18:00", "23 20:00"),
    ("今天18:00-20:00", "23 18:00", "23 20:00"),
    ("今天18:00–20:00", "23 18:00", "23 20:00"),
    ("今天18：00～20：30", "23 18:00", "23 20:30"),
    ("今天１８点到２０点", "23 18:00", "23 20:00"),
    ("今晚8点到10点", "23 20:00", "23 22:00"),
    ("今晚10点到明早6点", "23 22:00", "24 06:00"),
    ("今晚22点到6点", "23 22:00", "24 06:00"),
    ("今晚11点到1点", "23 23:00", "24 01:00"),
    ("今天晚上12点到明天早上5点", "24 00:00", "24 05:00"),
    ("明早8点-11点半", "24 08:00", "24 11:30"),
    ("明天8点-11点半", "24 08:00", "24 11:30"),
    ("明天上午9点到下午3点", "24 09:00", "24 15:00"),
    ("明天下午2点到5点", "24 14:00", "24 17:00"),
    ("明天下午两点到五点", "24 14:00", "24 17:00"),
    ("明天下午2点半至4点一刻", "24 14:30", "24 16:15"),
    ("明日九点到十七点", "24 09:00", "24 17:00"),
    ("明天早上八点三刻到十点二十", "24 08:45", "24 10:20"),
    ("明天9时至17时", "24 09:00", "24 17:00"),
    ("明天9时30分至17时30分", "24 09:30", "24 17:30"),
    ("后天凌晨0点到6点", "25 00:00", "25 06:00"),
    ("后天中午12点到下午6点", "25 12:00", "25 18:00"),
    ("后天中午1点到3点", "25 13:00", "25 15:00"),
    ("大后天9点到10点", "26 09:00", "26 10:00"),
    ("11月25日9:00—17:00", "25 09:00", "25 17:00"),
    ("11月25日9:00-17:00", "25 09:00", "25 17:00"),
    ("11月25号9点到17点", "25 09:00", "25 17:00"),
    ("11月25日（周三）9:00-17:00", "25 09:00", "25 17:00"),
    ("11月25日(星期三) 上午9:00至下午5:00", "25 09:00", "25 17:00"),
    ("2026年11月25日9:00—17:00", "25 09:00", "25 17:00"),
    ("2026-11-25 9:00-17:00", "25 09:00", "25 17:00"),
    ("11/25 9:00-17:00", "25 09:00", "25 17:00"),
    ("25日9点到17点", "25 09:00", "25 17:00"),
    ("25号晚上10点到26号早上6点", "25 22:00", "26 06:00"),
    ("11月25日22:00至11月26日6:00", "25 22:00", "26 06:00"),
    ("11月25日22:00至次日6:00", "25 22:00", "26 06:00"),
    ("周三9点到11点", "25 09:00", "25 11:00"),
    ("本周三9点到11点", "25 09:00", "25 11:00"),
    ("下周一9点到11点", "30 09:00", "30 11:00"),
    ("星期五晚上7点到9点", "27 19:00", "27 21:00"),
    ("18点到20点", "23 18:00", "23 20:00"),
    ("9点-11点半", "23 09:00", "23 11:30"),
    ("从18点到20点", "23 18:00", "23 20:00"),
    ("于今天18点至20点期间", "23 18:00", "23 20:00"),
    ("8点到10点", "23 08:00", "23 10:00"),
    ("今天18点到24点", "23 18:00", "24 00:00"),
    ("即日起三天", "23 08:10", "26 08:10"),
    ("即日起3天", "23 08:10", "26 08:10"),
    ("现在起两小时", "23 08:10", "23 10:10"),
    ("现在开始2个小时", "23 08:10", "23 10:10"),
    ("现在起一个半小时", "23 08:10", "23 09:40"),
    ("现在起半小时", "23 08:10", "23 08:40"),
    ("马上停30分钟", "23 08:10", "23 08:40"),
    ("即刻起，预计4小时", "23 08:10", "23 12:10"),
    ("今天18点起2小时", "23 18:00", "23 20:00"),
    ("明天9点开始，大约3个小时", "24 09:00", "24 12:00"),
    ("11月25日全天", "25 00:00", "26 00:00"),
    ("明天全天", "24 00:00", "25 00:00"),
    ("11月25日至11月27日", "25 00:00", "28 00:00"),
    ("11月25日-27日", "25 00:00", "28 00:00"),
    ("到22点", "23 08:10", "23 22:00"),
    ("延到22点", "23 08:10", "23 22:00"),
    ("延到晚上10点", "23 08:10", "23 22:00"),
    ("延长到22:30", "23 08:10", "23 22:30"),
    ("延到明天8点", "23 08:10", "24 08:00"),
    ("until 22:00", "23 08:10", "23 22:00"),
    ("tomorrow 9:00-17:00", "24 09:00", "24 17:00"),
    ("today 18:00 to 20:00", "23 18:00", "23 20:00"),
    ("tonight 8:00-10:00", "23 20:00", "23 22:00"),
    ("到7点", "23 08:10", "24 07:00"),
]
NONSENSE = [
    "",
    "换阀门",
    "停水了怎么回事",
    "停水，怎么回事？",
    "今天",
    "今天18点",
    "25点到26点",
    "18点70到20点",
    "11月31日9点到10点",
    "13月1日9点到10点",
    "昨天18点到20点没水",
    "2026年11月20日9点到10点",
    "明天9点到今天8点",
    "2号楼到3号楼",
    "从2楼到5楼都没水",
    "3点到",
    "到处都没水",
    "12345678",
    "1月1日至12月31日",
]


@pytest.mark.parametrize(("said", "starts", "ends"), [case for case in TOLD if case[1]])
def test_spans_are_read(said: str, starts: str, ends: str) -> None:
    found = read_span(said, NOW, ZONE)
    assert found is not None
    assert [f"{moment.astimezone(ZONE):%d %H:%M}" for moment in (found.starts, found.ends)] == [starts, ends]


@pytest.mark.parametrize("said", NONSENSE)
def test_what_tells_no_span_is_none(said: str) -> None:
    assert read_span(said, NOW, ZONE) is None


def test_there_are_enough_cases() -> None:
    assert len(TOLD) + len(NONSENSE) >= 80


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("2号楼 今天18点到20点 换阀门", "2号楼 换阀门"),
        ("今天18点到20点，2号楼换阀门。", "2号楼换阀门"),
        ("3号楼1单元 即日起三天 改造管网", "3号楼1单元 改造管网"),
        ("因施工2号楼将于11月25日9:00-17:00停水", "因施工2号楼将 停水"),
        ("3 延到22点", "3"),
    ],
)
def test_the_other_words_are_kept(said: str, rest: str) -> None:
    found = read_span(said, NOW, ZONE)
    assert found is not None
    assert found.rest == rest


def test_a_span_under_way_is_still_told_and_one_that_is_over_is_not() -> None:
    at_nine = NOW.replace(hour=19)
    assert read_span("18点到20点", at_nine, ZONE) is not None
    assert read_span("今天8点到9点", at_nine, ZONE) is None


def test_an_extension_is_the_first_such_moment_after_the_old_end() -> None:
    old = NOW.replace(hour=20, minute=0)
    assert read_end("延到22点", old, ZONE) == NOW.replace(hour=22, minute=0)
    assert read_end("延到6点", old, ZONE) == (NOW + timedelta(days=1)).replace(hour=6, minute=0)
    assert read_end("再等等", old, ZONE) is None


@given(st.text(alphabet="今明后天早上下午晚0123456789十点半:月日号到至-— 起三小时延楼", max_size=40))
def test_whatever_is_read_is_a_span(said: str) -> None:
    found = read_span(said, NOW, ZONE)
    assert found is None or (found.starts < found.ends <= found.starts + LONGEST and found.ends > NOW)


@given(st.text(max_size=60))
def test_any_text_is_answered(said: str) -> None:
    read_span(said, NOW, ZONE)


@pytest.mark.parametrize("piece", [" ", "1", "点", "到", "今天早上 ", "8点 到 ", "1月1日 ", "\n", "从 "])
@pytest.mark.timeout(20)
def test_hostile_lines_are_cheap(piece: str) -> None:
    for _ in range(20):  # one took more than a second before blanks were drawn together
        read_span(piece * 3000, NOW, ZONE)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 23), st.integers(0, 59))
def test_hours_come_back_as_they_were_written(h: int, m: int, end_h: int, end_m: int) -> None:
    found = read_span(f"明天{h}:{m:02}-{end_h}:{end_m:02}", NOW, ZONE)
    if (h, m) == (end_h, end_m):
        assert found is not None
        assert found.ends - found.starts == timedelta(days=1)
    else:
        assert found is not None
        assert (f"{found.starts.astimezone(ZONE):%H:%M}", f"{found.ends.astimezone(ZONE):%H:%M}") == (
            f"{h:02}:{m:02}",
            f"{end_h:02}:{end_m:02}",
        )
        assert found.ends - found.starts < timedelta(days=1)
