"""`export numbers`: every figure with its part and whole, formulas only of ours, and nobody's words unless they are asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from sqlalchemy import select, update

from models.calls import Call, Department, Summons
from models.matters import Matter
from models.places import Community
from models.rules.calls import CallKind, CallLevel
from tests.terminal import NOW, Terminal, seed

EVIL = '=HYPERLINK("http://evil","see")'
PERIOD = ("--from", "2026-08-01", "--to", "2026-09-03")


@pytest.fixture
def told(both: Terminal) -> Terminal:
    """The demo compound, where somebody writes formulas, and a department that came late."""
    seed(both)
    database = both.database()
    with database.writing() as session:
        session.execute(update(Matter).where(Matter.number == 1).values(words=f"{EVIL} 黄先生", title=EVIL))
        community = session.scalars(select(Community.id)).one()
        unit = Department(community_id=community, name="=1+1")
        session.add(unit)
        session.flush()
        due = NOW - timedelta(days=2)
        kind: dict[str, Any] = {"level": CallLevel.STREET, "kind": CallKind.DAILY, "called_at": due - timedelta(hours=2), "due_at": due}
        call = Call(community_id=community, matter_id=1, turn=1, **kind)
        session.add(call)
        session.flush()
        answered = {"called_at": call.called_at, "due_at": due, "arrived_at": due + timedelta(minutes=1)}
        session.add(Summons(community_id=community, call_id=call.id, department_id=unit.id, **answered))
    database.close()
    return both


def exported(terminal: Terminal, *more: str) -> Any:
    with time_machine.travel(NOW, tick=False):
        terminal.jinlin("export", "numbers", *PERIOD, "--out", "out.xlsx", *more)
    return openpyxl.load_workbook("out.xlsx")


def test_figures_carry_their_parts_and_calculate_their_rates(told: Terminal) -> None:
    book = exported(told)
    values = openpyxl.load_workbook("out.xlsx", data_only=True)
    assert book.sheetnames == ["数字", "部门", "反复出现", "事项"]
    rows = list(book["数字"].iter_rows(values_only=True))
    assert rows[0][:5] == ("小区", "指标", "分子", "分母", "比率")
    assert [row[1] for row in rows[1:]] == ["响应率", "解决率", "满意率", "未确认", "呼叫率"]
    for line, row in enumerate(values["数字"].iter_rows(values_only=True), 1):
        if line > 1:
            part, whole, rate = row[2:5]
            assert rate == ("—" if whole == 0 else pytest.approx(part / whole))
            assert rows[line - 1][4] == f'=IF(D{line}=0,"—",C{line}/D{line})'
    assert rows[1][3] > 0
    counted = [row[8] for row in book["事项"].iter_rows(values_only=True)]
    assert (counted.count("是"), counted.count("是") + counted.count("否")) == tuple(rows[1][2:4])


def test_only_our_own_formulas_are_formulas(told: Terminal) -> None:
    book = exported(told, "--internal")
    formulas = {(sheet.title, cell.column_letter) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {("数字", "E"), ("数字", "H"), ("数字", "I"), ("部门", "E")}
    assert [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
    assert list(book["部门"].iter_rows(min_row=2, values_only=True)) == [("傲梅苑", "=1+1", 0, 1, '=IF(D2=0,"—",C2/D2)')]
    assert EVIL in [cell.value for cell in book["事项"]["F"]]


def test_words_stand_there_only_when_asked_for(told: Terminal) -> None:
    plain, internal = (str([list(sheet.iter_rows(values_only=True)) for sheet in exported(told, *more)]) for more in ((), ("--internal",)))
    assert "黄先生" not in plain
    assert "黄先生" in internal


def test_last_week_is_meant_when_no_day_is_named(told: Terminal) -> None:
    with time_machine.travel(NOW, tick=False):
        [line] = told.jinlin("export", "numbers", "--out", "out.xlsx")
        [day] = told.jinlin("export", "numbers", "--from", "2026-08-21", "--out", "out.xlsx")
    assert line.startswith("out.xlsx: 2026-08-24 to 2026-08-30, ")
    assert day.startswith("out.xlsx: 2026-08-21 to 2026-08-21, ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("numbers", "--from", "yesterday"), "yesterday: expected a day"),
        (("numbers", "--from", "2026-02-30"), "2026-02-30: expected a day"),
        (("numbers", "--from", "2026-08-02", "--to", "2026-08-01"), "--to 2026-08-01 is before"),
        (("numbers", "--from", "2020-01-01", "--to", "2026-08-01"), "at most 366 days"),
        (("matters", "--internal"), "are for numbers"),
    ],
)
def test_what_cannot_be_exported(terminal: Terminal, words: tuple[str, ...], said: str) -> None:
    seed(terminal)
    assert said in terminal.refused("export", *words, "--out", "out.xlsx")
