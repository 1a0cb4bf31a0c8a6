"""`replay`: what failed, and stuck letters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from handlers import dispatch
from handlers.ctx import House
from models import chats, journal, letters
from models.machinery import Delivery, Journal, Letter, Result, Stage
from models.matters import Matter
from models.messaging import Happening, Incoming, Post, Sender
from tests.terminal import NOW, Terminal, seed, typed


def _incoming(key: str, text: str) -> Incoming:
    base = Incoming("web", key, Happening.MESSAGE, "private:w10", NOW, private=True, title="")
    return replace(base, sender=Sender("w10", "陈奶奶"), message="9001", text=text, addressed=True)


def test_what_failed_happens_again_once(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(both)
    database = both.database()
    with monkeypatch.context() as broken, database.writing() as session:
        broken.setattr("handlers.dispatch._route", _fail)
        assert dispatch.dispatch(session, House(), _incoming("web:m:9001", "登记 2号楼电梯坏了"), NOW).result is Result.FAILED
        dispatch.dispatch(session, House(), _incoming("web:m:9002", "帮助"), NOW)
        journal.enter(session, "telegram:u:5", NOW, "unreadable", Result.QUARANTINED, b'{"update_id":"x"')
    dead = [
        row.id for row in both.rows(select(Journal.id).where(Journal.result.in_([Result.FAILED, Result.QUARANTINED])).order_by(Journal.id))
    ]
    lines = both.jinlin("replay")
    assert [line.split("\t")[2:] for line in lines[:-1]] == [
        ["failed", "ZeroDivisionError"],
        ["failed", "ZeroDivisionError"],
        ["quarantined", "unreadable"],
    ]
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
    seed(terminal)
    monkeypatch.setattr("handlers.dispatch._route", _fail)
    database = terminal.database()
    with database.writing() as session:
        dispatch.dispatch(session, House(), _incoming("web:m:9001", "帮助"), NOW)
    database.close()
    (old,) = terminal.rows(select(Journal.id).where(Journal.result == Result.FAILED))
    assert typed("replay", "--all") == 1
    (new,) = terminal.rows(select(Journal.id, Journal.key, Journal.raw).where(Journal.result == Result.FAILED))
    assert new.key == f"web:m:9001#replay{old.id}"
    assert msgspec.json.decode(new.raw, type=Incoming).text == "帮助"


def test_stuck_letters_are_listed_resent_and_confirmed(both: Terminal) -> None:
    seed(both)
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
