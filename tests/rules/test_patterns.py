"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from models import rules
from models.rules.patterns import regex


def test_a_pattern_is_what_it_stands_for() -> None:
    found = regex(r"(?P<house>\d+)号楼", re.I)
    assert (found.search("3号楼漏水") or [""])[0] == "3号楼"
    assert found.sub("楼", "3号楼和4号楼") == "楼和楼"
    assert (found.pattern, dict(found.groupindex)) == (r"(?P<house>\d+)号楼", {"house": 1})


def test_what_no_pattern_has_is_not_made_up() -> None:
    with pytest.raises(AttributeError):
        _ = regex("x").nothing  # type: ignore[attr-defined]


def test_every_pattern_of_the_rules_can_be_compiled() -> None:
    for module in pkgutil.iter_modules(rules.__path__, "models.rules."):
        for held in vars(importlib.import_module(module.name)).values():
            if type(held).__name__ == "_Later":
                assert re.compile(held.pattern)
