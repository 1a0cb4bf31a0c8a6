"""Logs are one line an event and hold neither secrets nor what residents said."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy

from bot.logs import Line, redact, start_logs

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def logged(event: str, *, exc_info: Any = None, line: Line | None = None, **fields: Any) -> dict[str, Any]:
    record = logging.getLogger("test").makeRecord("test", logging.INFO, __file__, 1, event, (), exc_info, extra=fields)
    told = (line or Line()).format(record)
    assert "\n" not in told
    found: dict[str, Any] = json.loads(told)
    return found


def raised(make: Any) -> Any:
    try:
        make()
    except Exception as error:
        return (type(error), error, error.__traceback__)
    raise AssertionError("nothing was raised")


def test_an_event_and_its_fields_are_one_line() -> None:
    line = logged("sent", chat=7, words="第一行\n第二行")
    assert (line["event"], line["chat"], line["level"], line["from"]) == ("sent", 7, "INFO", "test")
    assert line["at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot<token>/getMe"),
        ("http://127.0.0.1:9000/bot1:TEST/getMe", "http://127.0.0.1:9000/bot<token>/getMe"),
        (f"https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/x.jpg", "https://api.telegram.org/file/bot<token>/x.jpg"),
        (f"token {TOKEN}.", "token <token>."),
        ("postgresql+psycopg://jinlin:s3cret@host/jinlin", "postgresql+psycopg://jinlin:<password>@host/jinlin"),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=<key>"),
        ("电话13800138000。", "电话<phone>。"),
        ("+86 138-0013-8000", "<phone>"),
        ("0591-87551234", "<phone>"),
        ("身份证35010219900101123X，", "身份证<id number>，"),
        ("-1001380013800 #1234 2026-11-23T11:12:03", "-1001380013800 #1234 2026-11-23T11:12:03"),
    ],
)
def test_secrets_and_personal_numbers_are_blotted_out(said: str, shown: str) -> None:
    assert redact(said) == shown
    assert logged("x", field=said)["field"] == shown


def test_named_secrets_are_blotted_out() -> None:
    assert logged("hook my-hook-secret", line=Line(("my-hook-secret", "")))["event"] == "hook <secret>"


def test_a_trace_tells_where_and_what_kind_but_repeats_nobody() -> None:
    engine, said = sqlalchemy.create_engine("sqlite://"), {"words": f"陈奶奶家漏水 {TOKEN}"}

    def fail() -> None:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text("INSERT INTO missing VALUES (:words)"), said)

    told = logged("failed", exc_info=raised(fail))["trace"]
    assert "test_logs.py" in told
    assert "OperationalError" in told
    assert "漏水" not in told
    assert TOKEN not in told


def test_a_trace_tells_why_the_network_failed() -> None:
    def fail() -> None:
        raise ConnectionRefusedError(f"refused by /bot{TOKEN}/getMe")

    assert "ConnectionRefusedError: refused by /bot<token>/getMe" in logged("failed", exc_info=raised(fail))["trace"]


def test_a_talkative_trace_is_redacted_too() -> None:
    def fail() -> None:
        raise ValueError(f"words {TOKEN} 13800138000")

    assert "ValueError: words <token> <phone>" in logged("failed", exc_info=raised(fail), line=Line(talkative=True))["trace"]


def test_libraries_that_log_addresses_are_kept_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    start_logs("DEBUG")
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("bot.app").info("https://api.telegram.org/bot%s/getMe", TOKEN)
    told = capsys.readouterr().err
    assert "HTTP Request" not in told
    assert json.loads(told)["event"] == "https://api.telegram.org/bot<token>/getMe"
