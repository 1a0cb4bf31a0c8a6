"""fit and cut: total, lossless, within every limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.messaging import Button, Capabilities, Mention, Post, Unit, clean, cut, fit, measure, shorten

TEXTS = st.text(alphabet=st.sampled_from("电梯坏了ab\n😀 <b>*_"), max_size=300)
BUTTONS = st.lists(
    st.lists(st.builds(Button, st.sampled_from(["登记", "不用"]), st.just("x:1")), min_size=1, max_size=2).map(tuple), max_size=2
).map(tuple)


@given(TEXTS, st.integers(2, 60), st.sampled_from(Unit))
def test_cut_keeps_every_character_and_every_limit(text: str, limit: int, unit: Unit) -> None:
    limit = max(limit, 4)
    pieces = list(cut(text, limit, unit))
    assert all(measure(piece, unit) <= limit for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")


@given(TEXTS, st.integers(4, 60), st.sampled_from(Unit))
def test_shorten_never_exceeds(text: str, limit: int, unit: Unit) -> None:
    assert measure(shorten(text, limit, unit), unit) <= limit


@given(TEXTS, BUTTONS, st.booleans(), st.booleans(), st.integers(100, 400))
def test_fit_is_total_and_keeps_words_and_choices(
    text: str, buttons: tuple[tuple[Button, ...], ...], can_press: bool, single: bool, length: int
) -> None:
    post = Post("题", (text,), buttons, mention=Mention("7", "陈奶奶"))
    fitted = fit(post, Capabilities(buttons=can_press, mentions=False, length=length), "回复：", single)
    assert all(measure(m.text, Unit.UTF16) <= length for m in fitted.messages)
    flat = [b for row in buttons for b in row]
    assert fitted.choices == ({} if can_press else {str(n): b.data for n, b in enumerate(flat, 1)})
    assert [b for m in fitted.messages for row in m.buttons for b in row] == (flat if can_press else [])
    if single:
        assert len(fitted.messages) == 1


@given(TEXTS, BUTTONS)
def test_where_buttons_may_not_arrive_the_numbers_are_said_as_well(text: str, buttons: tuple[tuple[Button, ...], ...]) -> None:
    post = Post("标题", (text,), buttons)
    may, cannot = (fit(post, Capabilities(buttons=can, numbered=True), "回复：", True) for can in (True, False))
    assert (may.choices, may.messages[0].text) == (cannot.choices, cannot.messages[0].text)
    assert (may.messages[0].buttons, cannot.messages[0].buttons) == (buttons, ())


@given(st.text())
def test_clean_text_can_be_stored(text: str) -> None:
    assert "\x00" not in clean(text)
    clean(text).encode("utf-8")


@given(TEXTS, BUTTONS)
def test_a_post_survives_json(text: str, buttons: tuple[tuple[Button, ...], ...]) -> None:
    post = Post(text, ("行",), buttons, reply_to="5", quiet=True)
    assert Post.from_json(post.as_json()) == post


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [("一段\n\n二段", 5, ["一段", "二段"]), ("一行字\n二行字", 5, ["一行字", "二行字"]), ("没有空隙的话", 4, ["没有空隙", "的话"])],
)
def test_cut_prefers_paragraph_line_character(text: str, limit: int, pieces: list[str]) -> None:
    assert list(cut(text, limit)) == pieces
