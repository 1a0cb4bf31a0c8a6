"""What a building leader writes about somebody's ballot, read piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.entries import Said, Step, Way, next_step, read_entry, read_witness


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2号楼301 同意 上门 见证 老王", Said("2号楼301", ("同意",), Way.DOOR, "老王")),
        ("301，反对，纸质", Said("301", ("反对",), Way.PAPER, "")),
        ("电话 1单元502 屋顶 门禁 见证人：小区 门卫", Said("1单元502", ("屋顶", "门禁"), Way.PHONE, "小区 门卫")),
        ("502", Said("502")),
        ("", Said()),
        ("同意", Said("", ("同意",))),
        ("301 yes video witness Wang", Said("301", ("yes",), Way.VIDEO, "Wang")),
    ],
)
def test_reading(words: str, said: Said) -> None:
    assert read_entry(words) == said


@given(st.text())
def test_reading_is_total(words: str) -> None:
    said = read_entry(words)
    assert len(said.witness) <= 40
    assert len(read_witness(words)) <= 40


@given(
    st.booleans(),
    st.lists(st.text(min_size=1), max_size=2),
    st.sampled_from(["", *(way.value for way in Way)]),
    st.text(),
    st.integers(0, 3),
)
def test_what_bears_an_answer_out(home: bool, choice: list[str], way: str, witness: str, photos: int) -> None:
    step = next_step(home, choice, way, witness, photos)
    whole = home and bool(choice) and bool(way) and (bool(witness) or (way == "paper" and photos > 0))
    assert (step is None) == whole
    assert (step is Step.PROOF) == (home and bool(choice) and bool(way) and not whole)
