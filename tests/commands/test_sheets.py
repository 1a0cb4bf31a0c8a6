"""`codes` and `export`: what is printed and filed."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from sqlalchemy import select, update

from bot.commands.posters import drawn_code
from models import codes, phones
from models.machinery import Flag
from models.matters import Matter
from models.phones import HomeLink
from models.rules.codes import digest
from tests.terminal import NOW, ROSTER, Terminal, seed

# ---------------------------------------------------------------- codes


def test_codes_are_printed_once_and_join_once(both: Terminal) -> None:
    both.jinlin("roster", "import", both.write("a.csv", ROSTER))
    with time_machine.travel(NOW, tick=False):
        printed = list(csv.DictReader(both.jinlin("codes", "傲梅苑/2号楼", "--days", "30")))
    assert [(row["household"], row["link"]) for row in printed] == [("傲梅苑/2号楼/1单元/301", ""), ("傲梅苑/2号楼/1单元/302", "")]
    stored = [row.digest for row in both.rows(select(codes.JoinCode.digest))]
    assert not any(row["code"] in digest for row in printed for digest in stored)


def test_codes_carry_the_bots_link_when_its_name_is_known(terminal: Terminal) -> None:
    terminal.jinlin("roster", "import", terminal.write("a.csv", ROSTER))
    database = terminal.database()
    with database.writing() as session:
        session.add(Flag(name="bot:telegram", value="JinlinBot"))
    database.close()
    row = next(csv.DictReader(terminal.jinlin("codes", "傲梅苑")))
    assert row["link"] == f"https://t.me/JinlinBot?start={row['code']}"


def test_a_household_gets_the_address_of_its_page(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal.jinlin("roster", "import", terminal.write("a.csv", ROSTER))
    assert "PUBLIC_URL" in terminal.refused("codes", "傲梅苑", "--letters", tmp_path / "l.html")
    assert terminal.rows(select(codes.JoinCode.digest)) == []
    monkeypatch.setenv("PUBLIC_URL", "https://jinlin.example/")
    printed = list(csv.DictReader(terminal.jinlin("codes", "傲梅苑/2号楼", "--days", "30")))
    assert [row["page"][:26] for row in printed] == ["https://jinlin.example/h/" + row["page"][25] for row in printed]
    stored = [row.digest for row in terminal.rows(select(HomeLink.digest).order_by(HomeLink.id))]
    assert stored == [digest(row["page"].rpartition("/")[2]) for row in printed]


def test_letters_hold_the_page_as_a_code_to_scan(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal.jinlin("roster", "import", terminal.write("a.csv", ROSTER))
    monkeypatch.setenv("PUBLIC_URL", "https://jinlin.example")
    tokens = iter(("a" * 43, "b" * 43))
    monkeypatch.setattr(phones, "new_token", lambda: next(tokens))
    assert terminal.jinlin("codes", "傲梅苑/2号楼", "--letters", tmp_path / "l.html") == []
    slips = (tmp_path / "l.html").read_text(encoding="utf-8").split('<section class="slip">')[1:]
    assert [drawn_code(f"https://jinlin.example/h/{sign * 43}") in slip for sign, slip in zip("ab", slips, strict=True)] == [True, True]
    assert [re.findall("<h1>(.*?)</h1>", slip) for slip in slips] == [["傲梅苑2号楼1单元301"], ["傲梅苑2号楼1单元302"]]


# ---------------------------------------------------------------- export


def _sheet(file: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True))


def test_the_roster_comes_back_as_it_went_in(both: Terminal) -> None:
    both.jinlin("roster", "import", both.write("a.csv", ROSTER))
    out = both.folder / "名册.xlsx"
    assert both.jinlin("export", "roster", "--out", out) == [f"{out}: 3 rows"]
    assert _sheet(out) == [
        ("小区", "楼栋", "单元", "门牌", "楼层", "面积", "业主"),
        ("傲梅苑", "2号楼", "1单元", "301", 3, 88.05, "陈奶奶"),
        ("傲梅苑", "2号楼", "1单元", "302", 3, None, "张三、李四"),
        ("傲梅苑", "3号楼", None, "102", 1, 60, None),
    ]
    assert both.jinlin("roster", "import", out) == ["0 new, 0 changed, 3 unchanged, 0 missing", "taken"]
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_english_roster_comes_back_too(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    terminal.jinlin("roster", "import", terminal.write("a.csv", ROSTER))
    terminal.jinlin("export", "roster", "--out", "out.xlsx")
    assert _sheet(Path("out.xlsx"))[0] == ("compound", "building", "unit", "door", "floor", "area", "owner")
    assert terminal.jinlin("roster", "import", "out.xlsx")[0] == "0 new, 0 changed, 3 unchanged, 0 missing"


def test_matters_are_text_and_never_formulas(both: Terminal) -> None:
    seed(both)
    database = both.database()
    evil = '=HYPERLINK("http://evil","see")'
    with database.writing() as session:
        session.execute(update(Matter).where(Matter.number == 1).values(words=evil, title="http://x.example", news="+1 -1 @sum \x0b"))
    database.close()
    both.jinlin("export", "matters", "--out", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:9] == ("编号", "小区", "地点", "类别", "状态", "紧急", "公开标题", "原话（内部）", "登记时间")
    assert (rows[1][0], rows[1][1], rows[1][4]) == (1, "傲梅苑", "已确认")
    assert rows[1][7] == evil
    assert sheet.cell(2, 8).data_type == "s"
    assert sheet.cell(2, 7).hyperlink is None
    assert rows[1][8] == datetime(2026, 8, 21, 19, 42)  # noqa: DTZ001  (a sheet's wall clock)
    assert sheet.freeze_panes == "A2"
    assert len(rows) == 8
    assert "黄先生" not in str(rows)
