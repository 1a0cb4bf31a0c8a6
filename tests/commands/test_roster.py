"""`roster import`: what is read, refused, taken."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import select

from models import places
from models.places import Community, Household
from models.roster import RosterName, find_roster_names
from tests.terminal import ROSTER, Terminal


def test_a_roster_is_previewed_taken_and_taken_again(both: Terminal) -> None:
    file = both.write("名册.csv", ROSTER)
    assert both.jinlin("roster", "import", file, "--dry-run")[-2:] == [
        "3 new, 0 changed, 0 unchanged, 0 missing; 1 new ones without an area",
        "nothing was taken (--dry-run)",
    ]
    assert both.rows(select(Household)) == []
    assert both.jinlin("roster", "import", file)[:1] == ["+ 傲梅苑/2号楼/1单元/301 floor 3, 88.05 m²"]
    assert [row.name for row in both.rows(select(Community.name))] == ["傲梅苑"]
    assert both.rows(select(Household.door, Household.floor, Household.area).order_by(Household.place_id)) == [
        ("301", 3, 8805),
        ("302", 3, 0),
        ("102", 1, 6000),
    ]
    assert both.rows(select(RosterName.name).order_by(RosterName.name)) == [("张三",), ("李四",), ("陈奶奶",)]
    before = both.rows(select(places.Place.id, places.Place.path).order_by(places.Place.id))
    assert both.jinlin("roster", "import", file) == ["0 new, 0 changed, 3 unchanged, 0 missing", "taken"]
    assert both.rows(select(places.Place.id, places.Place.path).order_by(places.Place.id)) == before


def test_what_changed_is_told_and_what_is_missing_stays(both: Terminal) -> None:
    both.jinlin("roster", "import", both.write("a.csv", ROSTER))
    later = "compound,building,unit,door,floor,area,owner\n傲梅苑,2号楼,1单元,301,4,,王五\n傲梅苑,2号楼,2单元,301,3,70,\n"
    assert both.jinlin("roster", "import", both.write("b.csv", later)) == [
        "+ 傲梅苑/2号楼/2单元/301 floor 3, 70.00 m²",
        "~ 傲梅苑/2号楼/1单元/301 floor 3 → 4, owners 1 → 1 names",
        "? 傲梅苑/2号楼/1单元/302 is not in the list; it stays",
        "? 傲梅苑/3号楼/102 is not in the list; it stays",
        "1 new, 1 changed, 0 unchanged, 2 missing",
        "taken",
    ]
    assert both.rows(select(Household.floor, Household.area).order_by(Household.place_id))[0] == (4, 8805)
    assert ("王五",) in both.rows(select(RosterName.name))
    assert ("陈奶奶",) not in both.rows(select(RosterName.name))
    assert len(both.rows(select(Household.place_id))) == 4


def test_paths_lead_from_the_compound_down(both: Terminal) -> None:
    both.jinlin("roster", "import", both.write("a.csv", ROSTER))
    database = both.database()
    with database.reading() as session:
        home = places.find_named(session, ["傲梅苑", "2号楼", "1单元", "302"])
        assert home is not None
        assert [place.name for place in places.find_above(session, home)] == ["傲梅苑", "2号楼", "1单元", "302"]
        assert list(find_roster_names(session, home.id)) == ["张三", "李四"]
        assert places.find_compound(session, home).name == "傲梅苑"
    database.close()


def test_a_second_compound_joins_the_first_community(both: Terminal) -> None:
    both.jinlin("roster", "import", both.write("a.csv", ROSTER))
    both.jinlin("roster", "import", both.write("b.csv", ROSTER.replace("傲梅苑", "金洲小区")))
    assert both.rows(select(Community.name)) == [("傲梅苑",)]
    assert len(both.rows(select(places.Place.id).where(places.Place.level == places.Level.COMPOUND))) == 2


def test_one_bad_line_and_nothing_is_taken(both: Terminal) -> None:
    file = both.write("a.csv", ROSTER + "傲梅苑,3号楼,,103,x,1.234,\n傲梅苑,3号楼,,102,1,,\n")
    lines = both.refused("roster", "import", file).splitlines()
    assert lines == [
        "line 5, floor: expected a whole number from -5 to 120, not 'x'",
        "line 5, area: expected square metres with at most two decimals, above 0 and up to 10000, not '1.234'",
        "line 6, door: the same household as line 4",
        f"jinlin: {file}: 3 problems, nothing was taken",
    ]
    assert both.rows(select(places.Place.id)) == []


def _xlsx(rows: list[list[Any]]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return written.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        ROSTER.encode("utf-8-sig"),
        ROSTER.encode("gb18030"),
        ROSTER.encode("utf-16"),
        ROSTER.replace(",", "\t").encode(),
        ROSTER.replace(",", ";").encode(),
        ROSTER.replace("\n", "\r\n").encode(),
        _xlsx([[cell if not cell.isdigit() else int(cell) for cell in row] for row in csv.reader(io.StringIO(ROSTER))]),
        _xlsx([["傲梅苑名册"], [], *csv.reader(io.StringIO(ROSTER))]),
    ],
    ids=["utf-8 with mark", "gb18030", "utf-16", "tabs", "semicolons", "crlf", "xlsx with numbers", "xlsx with a title"],
)
def test_every_common_file_is_read(terminal: Terminal, content: bytes) -> None:
    assert terminal.jinlin("roster", "import", terminal.write("list", content))[-2].startswith("3 new, 0 changed")


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"\x00" * 101_000_000)
    return packed.getvalue()


def _entities() -> bytes:
    """An XLSX whose shared strings are the billion laughs."""
    packed = io.BytesIO()
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{lines}]><sst><si><t>&l9;</t></si></sst>'
    with zipfile.ZipFile(io.BytesIO(_xlsx([["a"]]))) as good, zipfile.ZipFile(packed, "w") as bad:
        for part in good.namelist():
            bad.writestr(part, laughs if part == "xl/sharedStrings.xml" else good.read(part))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no header"),
        (b"\x00" * 10_000_001, "larger than 10 MB"),
        (b"\xd0\xcf\x11\xe0rest", "old or encrypted Excel"),
        (b"PK\x03\x04nonsense", "cannot be read as XLSX"),
        (_bomb, "unpacks to more than 100 MB"),
        (_entities, "cannot be read as XLSX"),
        (b'a,"b\nc', "cannot be read as CSV"),
        (b"a\n" * 40_001, "more than 40000 lines"),
        (b"\xff\xfe\xff\xd8", "neither XLSX nor CSV"),
        (b"\x81\x20\xff\xff", "neither XLSX nor CSV"),
    ],
)
def test_files_that_are_no_list_are_refused(terminal: Terminal, content: bytes | Callable[[], bytes], said: str) -> None:
    file = terminal.write("list", content if isinstance(content, bytes) else content())
    assert said in terminal.refused("roster", "import", file)
