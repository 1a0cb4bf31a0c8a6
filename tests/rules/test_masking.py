"""Nothing personal in public text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.masking import mask


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("打我电话13812345678", "打我电话（电话）"),
        ("打我电话 138 1234 5678 谢谢", "打我电话 （电话） 谢谢"),
        ("电话１３８１２３４５６７８", "电话（电话）"),
        ("座机0591-87654321", "座机（电话）"),
        ("身份证35010219900101123X", "身份证（证件号）"),
        ("闽A12345又堵门口", "（车牌）又堵门口"),
        ("闽AD12345堵消防通道", "（车牌）堵消防通道"),
        ("微信号abc12345", "微信号（账号）"),
        ("写信到a.b@example.com", "写信到（邮箱）"),
        ("2号楼1502漏水", "2号楼某户漏水"),
        ("2号楼3单元301室太吵", "2号楼3单元某户太吵"),
        ("3-2-501半夜装修", "3-2-某户半夜装修"),
        ("2-301漏水", "2-某户漏水"),
        ("302的漏水", "某户的漏水"),
        ("302家天天吵", "某户家天天吵"),
        ("2026年9月3日水管爆裂", "2026年9月3日水管爆裂"),
        ("9-3至9-10停水", "9-3至9-10停水"),
        ("王先生家的狗", "某先生家的狗"),
        ("张某占车位", "某某占车位"),
        ("2号楼电梯又坏了", "2号楼电梯又坏了"),
        ("9月3日水管爆裂，物业不来", "9月3日水管爆裂，物业不来"),
    ],
)
def test_what_is_personal_is_masked_and_nothing_else(said: str, shown: str) -> None:
    assert mask(said) == shown


def test_names_that_are_known_are_masked() -> None:
    assert mask("陈玉端家漏水", ["陈玉端"]) == "某某家漏水"


PIECES = st.lists(
    st.sampled_from(
        [
            "138",
            "12345678",
            "1",
            "-",
            " ",
            "王",
            "先生",
            "某",
            "2号楼",
            "301",
            "室",
            "闽A",
            "物业公司",
            "好好",
            "微信",
            "abc123",
            "@",
            "x.com",
        ]
    ),
    max_size=12,
)


@given(PIECES.map("".join) | st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.text(max_size=20), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="，。好 ", max_size=5))
def test_no_phone_survives(before: str, phone: str, after: str) -> None:
    said = f"{before}电话{phone}{after}"
    assert not re.search(rf"(?<!\d){phone}(?!\d)", mask(said))
