"""Joining codes are read as people type them, and read nowhere else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.codes import ALPHABET, BITS, LENGTH, code_of, digest, find_code, printed

signs = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_has_fifty_bits_and_no_lookalikes() -> None:
    assert LENGTH * math.log2(len(set(ALPHABET))) >= BITS >= 50
    assert not set("OILU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ2M-9XH4B",
        "7kq2m-9xh4b",
        "7KQ2M9XH4B",
        "7KQ2M 9XH4B",
        "７ＫＱ２Ｍ－９ＸＨ４Ｂ",
        "7KQ2M—9XH4B",
        "7KQ2M - 9XH4B",
        "绑定码是7kq2m-9xh4b，谢谢",
        "/start 7KQ2M-9XH4B",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert find_code(typed) == "7KQ2M-9XH4B"


def test_letters_that_look_alike_are_understood() -> None:
    assert find_code("OIL2U-9XH4B") == "0112V-9XH4B"


@pytest.mark.parametrize("talk", ["", "2号楼电梯坏了", "电话13800138000", "7KQ2M", "A7KQ2M9XH4B", "2号楼1单元301", "订单号 123456789012"])
def test_talk_holds_no_code(talk: str) -> None:
    assert find_code(talk) is None


@given(signs)
def test_every_code_is_found_again_as_printed(made: str) -> None:
    code = printed(made)
    assert find_code(code) == find_code(code.lower()) == find_code(f"码：{made}。") == code
    assert digest(code) != code


@given(st.integers(0, 2**BITS - 1), st.integers(0, 2**BITS - 1))
def test_every_number_is_a_code_of_its_own(one: int, other: int) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)
    assert find_code(code_of(one)) == code_of(one)
