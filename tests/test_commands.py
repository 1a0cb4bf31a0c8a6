"""The command line as people use it: what is typed in, what comes out, what stands in the database afterwards."""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
import time_machine
import xlsxwriter
from sqlalchemy import select, update

from bot.__main__ import main
from bot.commands import demo
from bot.settings import Settings
from handlers import dispatch
from handlers.ctx import House
from migrations.walk import is_newest, walk
from models import chats, codes, journal, letters, places, webchat
from models.chats import Kind
from models.database import Database, open_database
from models.machinery import Delivery, Flag, Journal, Letter, Result, Stage
from models.matters import Matter
from models.messaging import Happening, Incoming, Post, Sender
from models.places import Community, Household
from models.roster import RosterName, find_known, find_roster_names
from tests.databases import wheel_programs

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 9, 3, 0, 30, tzinfo=UTC)
ROSTER = "小区,楼栋,单元,门牌,楼层,面积,业主\n傲梅苑,2号楼,1单元,301,3,88.05,陈奶奶\n傲梅苑,2号楼,1单元,302,3,,张三、李四\n傲梅苑,3号楼,,102,1,60,\n"


@dataclass
class Terminal:
    """Where somebody types `jinlin …`."""

    capsys: pytest.CaptureFixture[str]
    url: str
    folder: Path

    def jinlin(self, *words: object, code: int = 0) -> list[str]:
        """The lines on stdout of a command that ends with this code."""
        ended = main([str(word) for word in words])
        told = self.capsys.readouterr()
        assert (ended, told.err) == (code, told.err if code else "")
        return told.out.splitlines()

    def refused(self, *words: object, code: int = 2) -> str:
        """What stands on stderr of a command that ends with this code."""
        assert main([str(word) for word in words]) == code
        return self.capsys.readouterr().err

    def database(self) -> Database:
        return open_database(self.url)

    def rows(self, query: Any) -> list[Any]:
        database = self.database()
        with database.reading() as session:
            found = list(session.execute(query).all())
        database.close()
        return found

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing set, an empty directory, and logging as it was."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def _terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, folder: Path) -> Terminal:
    monkeypatch.setenv("DATABASE_URL", url)
    return Terminal(capsys, url, folder)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    return _terminal(capsys, monkeypatch, f"sqlite:///{tmp_path}/data/jinlin.sqlite", tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    """A terminal of each kind of database, migrated."""
    embedded = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/data/jinlin.sqlite" if embedded else request.getfixturevalue("postgres").fresh_url(empty=True)
    terminal = _terminal(capsys, monkeypatch, url, tmp_path)
    terminal.jinlin("migrate")
    return terminal


# ---------------------------------------------------------------- words and codes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("frob",), "invalid choice: 'frob'"),
        (("roster",), "required: ACTION"),
        (("export", "secrets", "--out", "x.xlsx"), "invalid choice: 'secrets'"),
        (("export", "matters"), "required: --out"),
        (("export", "matters", "--out", "x.csv"), "ends with .xlsx"),
        (("export", "matters", "--out", "nowhere/x.xlsx"), "no such directory"),
        (("codes", "傲梅苑", "--days", "0"), "--days: expected 1 to 366"),
        (("codes", "梅傲苑"), "no such place"),
        (("roster", "import", "nothing.csv"), "No such file"),
        (("restore", "nothing.bak"), "no such file"),
        (("replay", "7"), "no dead letter has this number"),
        (("replay", "--letters", "resend"), "name the letters"),
        (("replay", "--letters", "confirm", "7"), "no stuck letter has this number"),
    ],
)
def test_wrong_input_is_one_line_and_code_2(terminal: Terminal, words: tuple[str, ...], said: str) -> None:
    line = terminal.refused(*words)
    assert said in line
    assert line.startswith("jinlin")
    assert line.count("\n") == 1


def test_a_wrong_setting_stops_every_command(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "http")
    for command in ("run", "demo", "check", "migrate", "verify", "resume", "replay"):
        assert terminal.refused(command).startswith("jinlin: WEB_PORT: expected a valid integer")


def test_a_database_that_cannot_be_reached_is_one_line_and_code_1(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:s3cret@127.0.0.1:1/none")
    line = terminal.refused("verify", code=1)
    assert line.startswith("jinlin: the database: ")
    assert line.count("\n") == 1
    assert "s3cret" not in line


# ---------------------------------------------------------------- migrate, run


def test_run_refuses_a_database_of_another_shape_but_migrates_sqlite_by_itself(
    postgres: Any, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[bool] = []
    monkeypatch.setattr("bot.app.run", lambda _settings, database, *_: served.append(is_newest(database)) or 0)
    terminal.jinlin("run")
    assert served == [True]
    monkeypatch.setenv("DATABASE_URL", postgres.fresh_url(empty=True))
    assert terminal.refused("run", code=1) == "jinlin: the database stands at step none, this program needs 0001: run jinlin migrate\n"
    terminal.jinlin("migrate")
    terminal.jinlin("run")
    assert served == [True, True]


def test_a_database_newer_than_the_program_is_left_alone(terminal: Terminal) -> None:
    terminal.jinlin("migrate")
    database = terminal.database()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for command in ("run", "migrate"):
        assert "newer than this program" in terminal.refused(command, code=1)


def test_migrate_tells_where_it_stands(both: Terminal) -> None:
    assert both.jinlin("migrate")[-1].startswith("the database stands at step 0001")


# ---------------------------------------------------------------- understand


def test_understand_answers_line_by_line_without_settings_or_a_database(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "WEB_PORT": "wrong", "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "understand"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        for said, kind in (("2号楼电梯坏了，有人被困", "report"), ("", "talk"), ("大家早上好", "talk")):
            asked.stdin.write(f"{said}\n".encode())
            asked.stdin.flush()
            answer = json.loads(asked.stdout.readline())  # answered before the next is asked
            assert set(answer) == {"kind", "category", "place", "urgent"}
            assert answer["kind"] == kind
            assert answer["place"] is None or answer["place"] in said
        asked.stdin.close()
        assert asked.wait(10) == 0
    assert list(tmp_path.iterdir()) == []


def test_understand_loads_nothing_heavy() -> None:
    code = "import sys, bot.__main__, bot.commands.understand; print([m for m in ('sqlalchemy', 'pydantic', 'aiohttp', 'fluent', 'alembic') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "[]\n"


# ---------------------------------------------------------------- roster


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


# ---------------------------------------------------------------- codes


def test_codes_are_printed_once_and_join_once(both: Terminal) -> None:
    both.jinlin("roster", "import", both.write("a.csv", ROSTER))
    with time_machine.travel(NOW, tick=False):
        printed = list(csv.DictReader(both.jinlin("codes", "傲梅苑/2号楼", "--days", "30")))
    assert [(row["household"], row["link"]) for row in printed] == [("傲梅苑/2号楼/1单元/301", ""), ("傲梅苑/2号楼/1单元/302", "")]
    stored = [row.digest for row in both.rows(select(codes.JoinCode.digest))]
    assert not any(row["code"] in digest for row in printed for digest in stored)
    database = both.database()
    with database.writing() as session:
        assert codes.use_code(session, printed[0]["code"], _person(session), NOW + timedelta(days=31)) is None
        home = codes.use_code(session, printed[0]["code"], _person(session), NOW + timedelta(days=29))
        assert home is not None
        assert home.name == "301"
        assert codes.use_code(session, printed[0]["code"], _person(session), NOW) is None
        assert codes.kill_code(session, printed[1]["code"], NOW)
        assert not codes.kill_code(session, printed[1]["code"], NOW)
        assert codes.use_code(session, printed[1]["code"], _person(session), NOW) is None
    database.close()


def _person(session: Any) -> int:
    from models import people

    return people.add_person(session, "", NOW).id


def test_codes_carry_the_bots_link_when_its_name_is_known(terminal: Terminal) -> None:
    terminal.jinlin("roster", "import", terminal.write("a.csv", ROSTER))
    database = terminal.database()
    with database.writing() as session:
        session.add(Flag(name="bot:telegram", value="JinlinBot"))
    database.close()
    row = next(csv.DictReader(terminal.jinlin("codes", "傲梅苑")))
    assert row["link"] == f"https://t.me/JinlinBot?start={row['code']}"


def test_five_wrong_tries_an_hour(database: Database) -> None:
    with database.writing() as session:
        for minute in range(5):
            assert codes.may_try(session, "person:1", NOW + timedelta(minutes=minute))
            codes.note_try(session, "person:1", NOW + timedelta(minutes=minute))
        assert not codes.may_try(session, "person:1", NOW + timedelta(minutes=59))
        assert codes.may_try(session, "person:2", NOW)
        assert codes.may_try(session, "person:1", NOW + timedelta(minutes=60))


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


def _seed(terminal: Terminal) -> None:
    database = terminal.database()
    walk(database)
    with database.writing() as session:
        assert demo.seed(session, NOW)
    database.close()


def test_matters_are_text_and_never_formulas(both: Terminal) -> None:
    _seed(both)
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


# ---------------------------------------------------------------- demo


def test_the_demo_seeds_an_empty_database_once(database: Database) -> None:
    with database.writing() as session:
        assert demo.seed(session, NOW)
        assert not demo.seed(session, NOW)
    with database.reading() as session:
        assert session.query(Community).one().name == "金洲社区"
        assert session.query(Household).count() == 72
        assert all(known.area for known in find_known(session).values())
        assert [chat.title for chat in session.query(chats.Chat).where(chats.Chat.kind != Kind.PRIVATE).order_by(chats.Chat.id)] == [
            "傲梅苑居民群",
            "2号楼居民群",
            "傲梅苑工作群",
        ]
        states = [(matter.number, matter.state.value) for matter in session.query(Matter).order_by(Matter.number)]
        assert states == [(1, "confirmed"), (2, "confirmed"), (3, "handling"), (4, "handling"), (5, "deferred"), (6, "done"), (7, "registered")]
        assert session.query(Letter).where(Letter.state != Stage.SENT).count() == 0
        assert session.query(Journal).where(Journal.result.in_([Result.FAILED, Result.REFUSED])).count() == 0
        assert list(journal.find_broken(session)) == []
        moments = [message.at for message in session.query(webchat.WebMessage).order_by(webchat.WebMessage.id)]
        assert moments == sorted(moments)
        assert NOW - timedelta(days=14) < moments[0] < moments[-1] < NOW


def test_the_demo_is_seeded_and_served(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    greetings: list[str] = []
    monkeypatch.setattr("bot.app.run", lambda _settings, _database, greeting: greetings.append(greeting) or 0)
    terminal.jinlin("demo")
    terminal.jinlin("demo")
    assert "http://127.0.0.1:8080" in greetings[0].format(address="http://127.0.0.1:8080")
    assert len(terminal.rows(select(Community.id))) == 1


# ---------------------------------------------------------------- check, verify


def test_check_tells_what_to_look_at(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    async def ask(_settings: Settings, groups: list[str]) -> list[str]:
        asked.append(groups)
        return ["-100: may not pin messages"]

    monkeypatch.setattr("bot.commands.operate._ask_telegram", ask)
    assert both.jinlin("check")[-1] == "well"
    database = both.database()
    with database.writing() as session:
        chats.add_chat(session, "telegram", "-100", Kind.WORK, "work")
        chats.add_chat(session, "telegram", "-200", Kind.QUIET, "quiet").parked = "kicked"
        chats.add_chat(session, "telegram", "5", Kind.PRIVATE, "somebody")
        session.add(Flag(name="held", value="restored"))
        journal.enter(session, "k", NOW, "ValueError", Result.FAILED, b"{}")
    database.close()
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:TEST")
    lines = both.jinlin("check", code=1)
    assert [line for line in lines if line.startswith("! ")] == [
        "! database: was restored and sends nothing until jinlin resume",
        "! database: 1 happenings failed or could not be read: see jinlin replay",
        "! telegram: the group -200 cannot be written to (kicked)",
        "! settings: OWNERS names no telegram account, so nobody can set up a group",
        "! telegram: -100: may not pin messages",
    ]
    assert asked == [["-100"]]


def test_check_changes_nothing(terminal: Terminal) -> None:
    assert "! database: stands at step none, this program needs 0001: run jinlin migrate" in terminal.jinlin("check", code=1)
    database = terminal.database()
    assert not is_newest(database)
    database.close()


def test_verify_counts_facts_and_finds_what_was_changed(both: Terminal) -> None:
    _seed(both)
    assert both.jinlin("verify") == ["24 facts, 0 broken"]
    database = both.database()
    with database.writing() as session:
        fact = session.scalars(select(Journal).where(Journal.act == "noted")).one()
        fact.detail = {**(fact.detail or {}), "words": "nothing"}
    database.close()
    assert both.jinlin("verify", code=1)[-1] == "24 facts, 1 broken"


# ---------------------------------------------------------------- backup, restore, resume


def test_a_backup_is_one_private_file_and_comes_back_held(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(wheel_programs()), prepend=os.pathsep)
    _seed(both)
    file = both.folder / "jinlin.backup"
    both.jinlin("backup", file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "is there already" in both.refused("backup", file)
    database = both.database()
    with database.writing() as session:
        session.execute(update(Matter).values(title="changed later"))
    database.close()
    assert "--force" in both.refused("restore", file)
    both.jinlin("restore", file, "--force")
    assert ("changed later",) not in both.rows(select(Matter.title))
    assert both.rows(select(Flag.name)) == [("held",)]
    assert both.jinlin("verify") == ["24 facts, 0 broken"]
    assert both.jinlin("resume") == ["resumed; 0 letters wait to be sent"]
    assert both.rows(select(Flag.name)) == []
    assert both.jinlin("resume") == ["nothing was held"]


def test_a_backup_is_restored_on_another_machine(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    _seed(terminal)
    terminal.jinlin("backup", "b")
    fresh = terminal.folder / "other" / "jinlin.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{fresh}")
    terminal.jinlin("restore", "b")
    assert sorted(file.name for file in fresh.parent.iterdir()) == ["jinlin.sqlite"]
    assert fresh.stat().st_mode & 0o777 == 0o600
    assert fresh.parent.stat().st_mode & 0o777 == 0o700
    assert terminal.jinlin("verify") == ["24 facts, 0 broken"]


def test_a_backup_while_somebody_writes_is_consistent(terminal: Terminal) -> None:
    _seed(terminal)
    database = terminal.database()
    with database.writing() as session:
        session.execute(update(Matter).values(title="half done"))
        session.flush()
        terminal.jinlin("backup", "b")
    database.close()
    with sqlite3.connect("b") as copy:
        assert copy.execute("SELECT count(*) FROM matters WHERE title = 'half done'").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, "an empty one"])
def test_what_is_no_backup_is_refused_and_nothing_is_lost(terminal: Terminal, content: bytes | str) -> None:
    _seed(terminal)
    if isinstance(content, str):
        with sqlite3.connect(terminal.folder / "b") as other:
            other.execute("CREATE TABLE things (id)")
    else:
        terminal.write("b", content)
    terminal.refused("restore", "b", "--force", code=1)
    assert terminal.jinlin("verify") == ["24 facts, 0 broken"]
    assert terminal.rows(select(Flag.name)) == []


def test_no_program_for_postgresql_is_a_clear_line(postgres: Any, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.fresh_url())
    monkeypatch.setenv("PATH", str(terminal.folder))
    assert "pg_dump is not installed" in terminal.refused("backup", "b", code=1)
    assert not Path("b").exists()


# ---------------------------------------------------------------- replay


def _incoming(key: str, text: str) -> Incoming:
    base = Incoming("web", key, Happening.MESSAGE, "private:w10", NOW, private=True, title="")
    return replace(base, sender=Sender("w10", "陈奶奶"), message="9001", text=text, addressed=True)


def test_what_failed_happens_again_once(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    _seed(both)
    database = both.database()
    with monkeypatch.context() as broken, database.writing() as session:
        broken.setattr("handlers.matters.draw", None)
        broken.setattr("handlers.dispatch._route", _fail)
        assert dispatch.dispatch(session, House(), _incoming("web:m:9001", "登记 2号楼电梯坏了"), NOW).result is Result.FAILED
        dispatch.dispatch(session, House(), _incoming("web:m:9002", "帮助"), NOW)
        journal.enter(session, "telegram:u:5", NOW, "unreadable", Result.QUARANTINED, b'{"update_id":"x"')
    dead = [row.id for row in both.rows(select(Journal.id).where(Journal.result.in_([Result.FAILED, Result.QUARANTINED])).order_by(Journal.id))]
    lines = both.jinlin("replay")
    assert [line.split("\t")[2:] for line in lines[:-1]] == [["failed", "ZeroDivisionError"], ["failed", "ZeroDivisionError"], ["quarantined", "unreadable"]]
    assert lines[-1].startswith("3 dead letters")
    assert "2号楼电梯坏了" not in "".join(lines)
    assert "2号楼电梯坏了" in both.jinlin("replay", "--show", dead[0])[0]
    assert both.jinlin("replay", dead[0]) == [f"{dead[0]}: handled", "1 of 1 replayed"]
    assert (8, "2号楼电梯坏了") in both.rows(select(Matter.number, Matter.title))
    assert "no dead letter has this number" in both.refused("replay", dead[0])
    assert both.jinlin("replay", "--all", code=1)[-1] == "1 of 2 replayed"
    assert len(both.rows(select(Matter.id))) == 8
    assert both.rows(select(Journal.key).where(Journal.key.like("%#replay%")).order_by(Journal.id)) == [
        (f"web:m:9001#replay{dead[0]}",),
        (f"web:m:9002#replay{dead[1]}",),
    ]
    database.close()


def _fail(*_args: Any) -> Any:
    raise ZeroDivisionError


def test_what_fails_again_is_a_new_dead_letter(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    _seed(terminal)
    monkeypatch.setattr("handlers.dispatch._route", _fail)
    database = terminal.database()
    with database.writing() as session:
        dispatch.dispatch(session, House(), _incoming("web:m:9001", "帮助"), NOW)
    database.close()
    (old,) = terminal.rows(select(Journal.id).where(Journal.result == Result.FAILED))
    assert main(["replay", "--all"]) == 1
    (new,) = terminal.rows(select(Journal.id, Journal.key, Journal.raw).where(Journal.result == Result.FAILED))
    assert new.key == f"web:m:9001#replay{old.id}"
    assert msgspec.json.decode(new.raw, type=Incoming).text == "帮助"


def test_stuck_letters_are_listed_resent_and_confirmed(both: Terminal) -> None:
    _seed(both)
    database = both.database()
    with database.writing() as session:
        chat = chats.find_chat(session, "web", "group:1")
        assert chat is not None
        body = Post("公示").as_json()
        one, two = (letters.write_letter(session, chat, delivery=Delivery.NOTICE, rank=1, now=NOW, body=body).id for _ in range(2))
        wish = letters.show_card(session, chat, "matter:3", rank=1, now=NOW)
        assert wish is not None
        for id_, state in ((one, Stage.UNKNOWN), (two, Stage.REJECTED), (wish.id, Stage.UNKNOWN)):
            letters.mark(session, id_, state, "read timeout")
        letters.show_card(session, chat, "matter:3", rank=1, now=NOW)
    database.close()
    lines = both.jinlin("replay", "--letters", "list")
    assert [line.split("\t")[2:] for line in lines[:-1]] == [
        ["unknown", "notice", "web:group:1", "read timeout"],
        ["rejected", "notice", "web:group:1", "read timeout"],
        ["unknown", "card", "web:group:1", "read timeout"],
    ]
    both.jinlin("replay", "--letters", "resend", one, wish.id)
    both.jinlin("replay", "--letters", "confirm", two)
    states = dict(both.rows(select(Letter.id, Letter.state).where(Letter.id.in_([one, two, wish.id]))))
    assert states == {one: Stage.WAITING, two: Stage.SENT, wish.id: Stage.DROPPED}
    assert both.jinlin("replay", "--letters", "list") == ["0 stuck letters"]
    assert len(both.rows(select(Letter.id).where(Letter.state == Stage.WAITING, Letter.card_id.is_not(None)))) == 1
