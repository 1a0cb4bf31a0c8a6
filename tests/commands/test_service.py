"""`export hours`: the ledger line by line and by person, names as text."""

from __future__ import annotations

from datetime import timedelta

import openpyxl
import pytest
import time_machine

from models import people
from models.hours import add_minutes, correct
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
        correct(session, 1, one.id, "correction:1", NOW, -30)
    database.close()
    return both


def test_each_line_and_each_person_is_there_once(served: Terminal) -> None:
    with time_machine.travel(NOW, tick=False):
        served.jinlin("export", "hours", "--from", "2026-08-20", "--to", "2026-09-10", "--out", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["服务记录", "每人合计"]
    lines = list(book["服务记录"].iter_rows(values_only=True))
    assert lines[0] == ("姓名", "日期", "开始", "结束", "服务", "分钟")
    ours = [line for line in lines[1:] if line[0] == EVIL]
    assert sorted((line[4], line[5]) for line in ours) == [("更正", -30), ("红管家", 90), ("红管家", 90), ("红管家", 90)]
    totals = [row[1:] for row in book["每人合计"].iter_rows(min_row=2, values_only=True) if row[0] == EVIL]
    assert totals == [(3, 150, 2.5), (1, 90, 1.5)]
    assert book["服务记录"]["A2"].data_type == "s"


def test_what_the_ledger_does_not_take_is_said(served: Terminal) -> None:
    assert "at most 366 days" in served.refused("export", "hours", "--from", "2020-01-01", "--to", "2026-01-01", "--out", "out.xlsx")
    assert "are for numbers" in served.refused("export", "hours", "--internal", "--out", "out.xlsx")
