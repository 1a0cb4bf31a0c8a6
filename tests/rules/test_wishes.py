"""What people wish for in their own words: which command is meant, and what must stay a report or talk."""

from __future__ import annotations

import pytest

from handlers import registry
from handlers.kit import Entry
from models.rules import wishes
from models.rules.wishes import gives_up, read_wish, thanks


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("帮我约个理发", ("book", "理发")),
        ("我想预约义诊吧", ("book", "义诊")),
        ("明天爱心日几点？", ("loveday", "")),
        ("请问下次爱心日什么时候", ("loveday", "")),
        ("#3 怎么样了", ("board", "3")),
        ("编号12修好了没", ("board", "12")),
        ("有什么等我办的？", ("board", "未办结")),
        ("待办", ("board", "未办结")),
        ("我家要出多少钱啊", ("bill", "")),
        ("约了师傅修水管", None),
        ("帮我约师傅通下水", None),
        ("约人来看看", None),
        ("约好了", None),
        ("爱心日那天电梯坏了", None),
        ("爱心日办得真好", None),
        ("电梯怎么样了", None),
        ("3号楼怎么样了", None),
        ("", None),
    ],
)
def test_plain_words_mean_a_command_and_reports_do_not(said: str, wish: tuple[str, str] | None) -> None:
    assert read_wish(said) == wish


def test_every_wish_is_a_command() -> None:
    assert {slash for slash, _, _ in wishes._PATTERNS} <= set(registry.entries(Entry.COMMAND))


@pytest.mark.parametrize(("said", "only"), [("谢谢", True), ("好的，谢谢你！", True), ("thank you", True), ("谢谢，灯还是不亮", False), ("", False)])
def test_thanks_are_thanks_alone(said: str, only: bool) -> None:
    assert thanks(said) is only


@pytest.mark.parametrize(("said", "so"), [("算了", True), ("不弄了。", True), ("Never mind", True), ("算了算面积", False), ("", False)])
def test_whoever_has_enough_says_so(said: str, so: bool) -> None:
    assert gives_up(said) is so
