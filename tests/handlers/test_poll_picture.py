"""The picture of a result says what its words say."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.commands.ballots import speech
from handlers.poll_picture import picture
from models.drawings import Bar, Dial, read_poster
from models.rules.poll_sheets import Cast, Home, Sheet, outcome
from models.rules.polls import Counted, Kind, Manner, options_of
from models.rules.proofs import Proof
from models.rules.tallies import Issue

SAY = speech("zh-CN", ZoneInfo("Asia/Shanghai"))
AT = datetime(2026, 9, 5, 12, tzinfo=UTC)
ROLL = tuple(Home(f"2号楼{door}", head, area) for head, (door, area) in enumerate((("101", 10_000), ("201", 20_000), ("301", 30_000))))


def sheet(kind: Kind, issue: Issue | None, labels: list[str], said: dict[str, str], counted: Counted = Counted.HOME) -> Sheet:
    options = options_of(kind, Manner.SINGLE, labels)
    box = tuple(Cast(f"00000-0000{n}", home, (choice,), Proof.DEED) for n, (home, choice) in enumerate(said.items()))
    return Sheet(5, "换不换灯", "2号楼", kind, issue, Manner.SINGLE, 1, counted, False, options, AT, AT, ROLL, box)


def test_a_statutory_result_shows_its_four_numbers_and_what_each_must_reach() -> None:
    found = sheet(Kind.STATUTORY, Issue.USE_FUND, [], {"2号楼101": "yes", "2号楼301": "no"})
    poster = read_poster(picture(SAY, found, outcome(found)).name)
    assert poster.dials == (
        Dial("参与人数", "67%", "2/3", "须 2/3", 2 / 3, 2 / 3),
        Dial("参与面积", "67%", "400/600 ㎡", "须 2/3", 2 / 3, 2 / 3),
        Dial("同意人数", "50%", "1/2", "须 过半", 0.5, 0.5),
        Dial("同意面积", "25%", "100/400 ㎡", "须 过半", 0.25, 0.5),
    )
    assert [section.title for section in poster.sections] == ["未通过：同意人数差 1 人、同意面积差 100.01 ㎡"]
    assert poster.sections[0].bars == (Bar("同意", "1 户", 0.5), Bar("反对", "1 户", 0.5), Bar("弃权", "0 户", 0.0))


def test_an_opinion_by_area_shows_square_metres() -> None:
    found = sheet(Kind.ADVISORY, None, ["红", "蓝"], {"2号楼101": "1", "2号楼301": "2"}, Counted.AREA)
    poster = read_poster(picture(SAY, found, outcome(found)).name)
    assert [dial.label for dial in poster.dials] == ["参与户数", "参与面积"]
    assert [dial.mark for dial in poster.dials] == [None, None]
    assert poster.sections[0].bars[:2] == (Bar("红", "100 ㎡", 0.25), Bar("蓝", "300 ㎡", 0.75))


def test_with_an_empty_box_it_can_be_drawn_too() -> None:
    found = sheet(Kind.CONSENT, None, [], {})
    poster = read_poster(picture(SAY, found, outcome(found)).name)
    assert [(dial.value, dial.mark) for dial in poster.dials] == [("0%", 1.0), ("0%", 1.0), ("0%", 1.0), ("0%", 1.0)]
