"""`export hours`: the ledger line by line and by person, names as text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from sqlalchemy.orm import Session

from models import duties, enrolments, people, teams
from models.hours import add_minutes, correct
from models.places import Place
from models.rules.duties import Going, Rhythm
from tests.terminal import NOW, Terminal, seed

EVIL = '=HYPERLINK("http://evil","看")'


@pytest.fixture
def served(both: Terminal) -> Terminal:
    """Two people of one name with lines in September, one before it."""
    seed(both)
    database = both.database()
    with database.writing() as session:
        one, other = (people.add_person(session, EVIL, NOW) for _ in range(2))
        for person, days in ((one, 0), (one, 1), (other, 0), (other, 60)):
            ended = NOW - timedelta(days=days)
            add_minutes(session, 1, person.id, f"job:{person.id}{days}", ended - timedelta(hours=2), ended, 90)
        correct(session, 1, one.id, "correction:1", NOW, -30, "点错了完成")
    database.close()
    return both


def test_each_line_and_each_person_is_there_once(served: Terminal) -> None:
    with time_machine.travel(NOW, tick=False):
        served.jinlin("export", "hours", "--from", "2026-08-20", "--to", "2026-09-10", "--out", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["服务记录", "每人合计", "各队合计", "单位合计（本人同意）"]
    lines = list(book["服务记录"].iter_rows(values_only=True))
    assert lines[0] == ("姓名", "日期", "开始", "结束", "服务", "分钟", "加分（分钟）", "更正原因")
    ours = [line for line in lines[1:] if line[0] == EVIL]
    assert sorted((line[4], line[5]) for line in ours) == [("更正", -30), ("红管家", 90), ("红管家", 90), ("红管家", 90)]
    assert [line[7] for line in ours if line[7]] == ["点错了完成"]
    totals = [row[1:] for row in book["每人合计"].iter_rows(min_row=2, values_only=True) if row[0] == EVIL]
    assert totals == [(3, 150, 2.5, 0), (1, 90, 1.5, 0)]
    assert book["服务记录"]["A2"].data_type == "s"


def test_what_the_ledger_does_not_take_is_said(served: Terminal) -> None:
    assert "at most 366 days" in served.refused("export", "hours", "--from", "2020-01-01", "--to", "2026-01-01", "--out", "out.xlsx")
    assert "are for numbers" in served.refused("export", "hours", "--internal", "--out", "out.xlsx")


def test_employers_see_whom_they_may_and_teams_what_they_served(served: Terminal) -> None:
    database = served.database()
    with database.writing() as session:
        for name, agreed in (("甲", True), ("乙", False), ("丙", None)):
            person = people.add_person(session, name, NOW)
            add_minutes(session, 1, person.id, f"job:{name}", NOW - timedelta(hours=2), NOW, 120, credit=12)
            enrolments.enrol(session, 1, person.id, "市第一医院", 4, NOW)
            assert enrolments.take_summary(session, 1, person.id, 2026, NOW)
            if agreed is not None:
                assert enrolments.agree(session, 1, person.id, 2026, agreed)
        plan = duties.make_plan(session, session.get_one(Place, 1), NOW, **_rota(session))
        occasion = duties.make_ahead(session, plan, NOW - timedelta(days=8), timedelta(days=8), ZoneInfo("Asia/Shanghai"))[0]
        add_minutes(session, 1, person.id, occasion.subject, NOW - timedelta(hours=3), NOW - timedelta(hours=1), 90)
    database.close()
    with time_machine.travel(NOW, tick=False):
        served.jinlin("export", "hours", "--from", "2026-08-20", "--to", "2026-09-10", "--out", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert list(book["单位合计（本人同意）"].iter_rows(min_row=2, values_only=True)) == [("市第一医院", 1, 1, 120, 2)]
    assert list(book["各队合计"].iter_rows(min_row=2, values_only=True)) == [("巡逻队", 1, 1, 90, 1.5)]


def _rota(session: Session) -> dict[str, Any]:
    lead = people.add_person(session, "队长", NOW)
    team = teams.make_team(session, session.get_one(Place, 1), NOW, name="巡逻队", lead_id=lead.id, wanted=9)
    told = {"rhythm": Rhythm.WEEKLY, "day": 3, "begins": "19:00", "ends": "21:00", "team_id": team.id, "by_person_id": lead.id}
    return told | {"title": "巡逻队", "stations": [{"name": "南门", "capacity": 1}], "held": 0}


def test_the_record_of_one_person_is_for_the_committee_to_sign(served: Terminal) -> None:
    said = ("record", EVIL, "--from", "2026-08-20", "--to", "2026-09-10")
    assert "several are called" in served.refused(*said)
    page = "\n".join(served.jinlin("record", "@" + served.refused(*said).split("@")[1].split(",")[0], *said[2:]))
    assert page.count("<tr>") == 1 + 3 + 1
    assert "2.5</td></tr></tfoot>" in page
    assert "=HYPERLINK(&#34;http://evil&#34;" in page
    assert served.refused("record", "没有", *said[2:]) == "jinlin: nobody called 没有 has served\n"


def test_a_day_s_line_says_where_it_was_and_who_was_responsible(served: Terminal) -> None:
    database = served.database()
    with database.writing() as session:
        who, place = people.add_person(session, "小王", NOW), session.get_one(Place, 1)
        plan = duties.make_plan(session, place, NOW, **_rota(session))
        occasion = duties.make_ahead(session, plan, NOW - timedelta(days=8), timedelta(days=8), ZoneInfo("Asia/Shanghai"))[0]
        duties.set_sign_up(session, occasion, duties.find_stands(session, occasion.id)[0].stand, who.id, Going.CAME, NOW, None)
        add_minutes(session, 1, who.id, occasion.subject, NOW - timedelta(hours=3), NOW - timedelta(hours=1), 90)
        expected = f"<td>巡逻队 · 南门</td><td>{place.name}</td><td>队长</td><td>1.5</td>"
    database.close()
    page = "\n".join(served.jinlin("record", "小王", "--from", "2026-08-20", "--to", "2026-09-10"))
    assert expected in page
    blank = ("证明编号", "证件类型、号码", "志愿者编号", "负责人签字", "经办人签字", "联系方式", "出具日期", "需要说明的其他事项")
    assert all(f'{field}：</b><span class="blank">' in page for field in blank)
