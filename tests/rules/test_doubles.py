"""When two titles are likely one trouble."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.doubles import ALIKE, alike, plain, similarity

PAIRS = [line.split("\t") for line in (Path(__file__).parent / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
WORDS = st.text(alphabet="电梯灯坏了不亮停水二2号楼单元又一直很臭垃圾没人清，！ abAB", max_size=30)


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_between_nothing_and_all(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1


@given(st.text(max_size=60))
def test_every_text_is_like_itself(said: str) -> None:
    assert similarity(said, said) == 1
    assert alike(said, said) == bool(plain(said))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_answered(one: str, other: str) -> None:
    similarity(one, other)


@given(st.sampled_from([one for _, one, _ in PAIRS]), st.sampled_from(["2号楼", "二号楼3单元", "，", "！！", " ", "又", "一直"]))
def test_where_it_is_and_how_it_is_lamented_changes_nothing(said: str, more: str) -> None:
    assert similarity(said, f"{more}{said}") == 1


@given(st.text(max_size=60))
def test_plain_words_stay_as_they_are(said: str) -> None:
    assert plain(plain(said)) == plain(said)


def test_the_labelled_pairs_are_told_apart() -> None:
    """Of 64 pairs, labelled before the first run, the rule misses two that are one trouble and asks about none that are not."""
    same = [alike(one, other) for kind, one, other in PAIRS if kind == "same"]
    different = [alike(one, other) for kind, one, other in PAIRS if kind == "different"]
    assert (len(same), len(different)) == (32, 32)
    assert sum(same) >= 30
    assert sum(different) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("2号楼电梯坏了", "二栋1单元的电梯又不动了"), ("楼道灯不亮", "楼道的灯坏了好几天了"), ("停水了", "我们这边没水了")],
)
def test_the_same_trouble_in_other_words(one: str, other: str) -> None:
    assert similarity(one, other) == 1


@pytest.mark.parametrize(("one", "other"), [("", ""), ("！！", "。"), ("见照片", "楼道灯坏了"), ("停水了", "停电了")])
def test_what_says_nothing_or_another_thing_is_not_asked_about(one: str, other: str) -> None:
    assert not alike(one, other)


def test_the_bound_lies_between_the_two_kinds() -> None:
    assert max(similarity(one, other) for kind, one, other in PAIRS if kind == "different") < ALIKE


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2号楼1层楼道灯不亮", "2号楼2层楼道灯不亮", False),
        ("2号楼三楼楼道灯不亮", "2号楼3层楼道灯坏了", True),
        ("第3盏路灯不亮", "第4盏路灯不亮", False),
        ("3号电梯坏了", "4号电梯坏了", False),
        ("电梯坏了，卡在三楼", "电梯坏了，卡在五楼", True),
        ("三楼楼道灯不亮", "楼道灯不亮", True),
    ],
)
def test_another_floor_or_another_of_its_kind_is_another_matter(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
