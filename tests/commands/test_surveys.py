"""`export survey`: sheets without doors or names, formulas only of ours."""

from __future__ import annotations

from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from models.people import Person
from models.places import Level, Place, find_under
from models.rules.surveys import Ask, Kind
from models.surveys import Survey, open_survey, take_sheet
from tests.terminal import NOW, Terminal, seed

EVIL = '=HYPERLINK("http://evil","看")'
ASKS = [Ask(Kind.SINGLE, "要不要装？", ("要", "不要"), 1, 1), Ask(Kind.NUMBER, "几位？", (), 0, 6), Ask(Kind.TEXT, EVIL, optional=True)]


@pytest.fixture
def asked(both: Terminal) -> Terminal:
    """A survey of the demo compound that four households answered, three of them of one building."""
    seed(both)
    database = both.database()
    with database.writing() as session:
        compound = session.scalars(select(Place).where(Place.level == Level.COMPOUND)).one()
        by = session.scalars(select(Person.id).limit(1)).one()
        row = {"title": "晾衣杆", "questions": [ask.as_json() for ask in ASKS], "closes_at": NOW + timedelta(days=3), "by_person_id": by}
        survey = open_survey(session, compound, NOW, **row)
        first, second = find_under(session, compound.path, Level.BUILDING)[:2]
        homes = [*find_under(session, first.path, Level.HOUSEHOLD)[:3], find_under(session, second.path, Level.HOUSEHOLD)[0]]
        for at, home in enumerate(homes):
            sheet = take_sheet(session, survey, home)
            sheet.answers, sheet.done_at = {"0": at % 2, "1": at} | ({"2": EVIL} if at == 3 else {}), NOW
    database.close()
    return both


def close(terminal: Terminal) -> None:
    database = terminal.database()
    with database.writing() as session:
        session.scalars(select(Survey)).one().closed_at = NOW
    database.close()


def test_a_sheet_a_line_and_the_building_only_where_three_answered(asked: Terminal) -> None:
    close(asked)
    asked.jinlin("export", "survey", "1", "--out", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["题目", "回答"]
    rows = list(book["回答"].iter_rows(values_only=True))
    assert rows[0] == ("楼栋", "要不要装？", "几位？", EVIL)
    assert rows[1:] == [
        (None, "不要", 3, EVIL),
        ("1号楼", "不要", 1, None),
        ("1号楼", "要", 0, None),
        ("1号楼", "要", 2, None),
    ]
    assert {cell.data_type for row in book["回答"].iter_rows() for cell in row} == {"s", "n"}


def test_an_open_survey_and_a_missing_number_are_said(asked: Terminal) -> None:
    assert "still open" in asked.refused("export", "survey", "1", "--out", "out.xlsx")
    assert "which?" in asked.refused("export", "survey", "--out", "out.xlsx")
    assert "survey 9" in asked.refused("export", "survey", "9", "--out", "out.xlsx")
