"""The command line as people use it: wrong words, migrate, run, understand, demo, check, verify."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram import Telegram
from bot.commands import demo
from bot.settings import Settings
from migrations.walk import is_newest
from models import calls, chats, duty, journal, webchat
from models.chats import Kind
from models.database import Database
from models.duties import Occasion
from models.machinery import Flag, Journal, Letter, Result, Stage
from models.matters import Matter
from models.places import Community, Household
from models.plans import PlanShare
from models.polls import Poll
from models.roster import find_known
from tests.terminal import NOW, ROOT, Terminal, seed

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
        assert states == [
            (1, "confirmed"),
            (2, "confirmed"),
            (3, "handling"),
            (4, "handling"),
            (5, "deferred"),
            (6, "done"),
            (7, "registered"),
        ]
        assert [one.name for one in duty.find_on_duty(session, 1)] == ["阿强（修理）", "吴老师（调解）", "志愿者小杨"]
        assert [one.name for one in duty.find_called(session, 1, "阿强")] == ["阿强（修理）"]
        assert [one.name for one in calls.find_departments(session, 1)] == ["城管", "水务", "消防"]
        assert [occasion.day - NOW.date() for occasion in session.query(Occasion)] == [timedelta(days=3)]
        assert [(poll.cast_homes, poll.homes) for poll in session.query(Poll)] == [(2, 24)]
        assert session.query(PlanShare).where(PlanShare.share > 0).count() == 20
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


@pytest.mark.parametrize(
    ("told", "address", "local"),
    [
        ({}, "http://127.0.0.1:8080", True),
        ({"web_port": 8097, "web_host": "localhost"}, "http://localhost:8097", True),
        ({"web_port": 0}, "", True),
        ({"telegram_token": "1:TEST"}, "", True),
        ({"public_url": "http://localhost:9000"}, "http://localhost:9000", True),
        ({"public_url": "https://jinlin.example"}, "https://jinlin.example", False),
        ({"web_host": "0.0.0.0"}, "", False),
        ({"web_host": "0.0.0.0", "public_url": "http://127.0.0.1:8080"}, "http://127.0.0.1:8080", False),
    ],
)
def test_the_links_of_the_demo_lead_to_ones_own_machine(told: dict[str, Any], address: str, local: bool) -> None:
    settings = demo.at_home(Settings(_env_file=None, **told))
    assert (settings.public_url, settings.local) == (address, local)


# ---------------------------------------------------------------- check, verify


def test_check_tells_what_to_look_at(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    async def ask(_channel: Telegram, groups: list[str]) -> list[str]:
        asked.append(groups)
        return ["-100: may not pin messages"]

    monkeypatch.setattr(Telegram, "check", ask)
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
        "! settings: OWNERS names no telegram account, so nobody can set up a group there",
        "! telegram: -100: may not pin messages",
    ]
    assert asked == [["-100"]]


def test_check_says_why_wecom_has_stopped_and_disturbs_nobody(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.jinlin("migrate")
    database = terminal.database()
    with database.writing() as session:
        session.add(Flag(name="wecom:state", value="replaced"))
    database.close()
    for name, value in {"WECOM_BOT_ID": "aib", "WECOM_BOT_SECRET": "s3", "WECOM_URL": "ws://127.0.0.1:9", "OWNERS": "wecom:boss"}.items():
        monkeypatch.setenv(name, value)
    assert [line for line in terminal.jinlin("check", code=1) if line.startswith("! ")] == [
        "! wecom: another program connected with this bot, so this one stopped: let it run in one place only, then start it again",
        "! wecom: cannot reach ws://127.0.0.1:9: ClientConnectorError",
    ]


def test_check_changes_nothing(terminal: Terminal) -> None:
    assert "! database: stands at step none, this program needs 0001: run jinlin migrate" in terminal.jinlin("check", code=1)
    database = terminal.database()
    assert not is_newest(database)
    database.close()


def test_verify_counts_facts_and_finds_what_was_changed(both: Terminal) -> None:
    seed(both)
    assert both.jinlin("verify") == ["40 facts, 0 broken"]
    database = both.database()
    with database.writing() as session:
        fact = session.scalars(select(Journal).where(Journal.act == "noted")).one()
        fact.detail = {**(fact.detail or {}), "words": "nothing"}
    database.close()
    assert both.jinlin("verify", code=1)[-1] == "40 facts, 1 broken"
