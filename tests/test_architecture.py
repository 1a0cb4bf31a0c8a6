"""The house's promises about its own code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast as fluent_ast

from handlers import CAPABILITIES, texts
from handlers.kit import Entry
from handlers.registry import entries
from models.rules.roles import Role

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "scheduler", "handlers", "models")
SPEAKS_CHINESE = {"models/rules"}  # words needed to understand people, never said to them
FILES = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def _trees() -> list[tuple[str, ast.Module]]:
    return [(str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))) for file in FILES]


def _keys(language: str, file: str) -> dict[str, set[str]]:
    """Message → the variables it uses."""
    resource = FluentResource((texts.FOLDER / language / file).read_text(encoding="utf-8"))
    return {entry.id.name: set(re.findall(r"\$(\w+)", _source(entry))) for entry in resource.body if isinstance(entry, fluent_ast.Message)}


def _source(entry: fluent_ast.Message) -> str:
    from fluent.syntax import FluentSerializer

    return FluentSerializer().serialize_entry(entry)


@pytest.mark.parametrize("file", sorted(f.name for f in (texts.FOLDER / "zh-CN").glob("*.ftl")))
def test_both_languages_say_the_same_things(file: str) -> None:
    chinese, english = _keys("zh-CN", file), _keys("en", file)
    assert chinese.keys() == english.keys()
    differing = {key for key in chinese if key != "day" and chinese[key] != english[key]}
    assert differing == set()


def test_only_dispatch_and_the_loops_commit() -> None:
    found = {
        name
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "begin_nested")
    }
    assert found <= {"handlers/dispatch.py"}


def test_no_sentence_for_people_in_python() -> None:
    found = []
    for name, tree in _trees():
        if any(name.startswith(allowed) for allowed in SPEAKS_CHINESE):
            continue
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docs
                and re.search(r"[\u4e00-\u9fff]{5,}", node.value)
            ):
                found.append((name, node.lineno, node.value))
    assert found == []


def test_every_command_has_its_word_its_help_and_its_menu_line() -> None:
    missing = [
        key
        for handler in entries(Entry.COMMAND).values()
        for key in ([f"menu-{handler.slash}"] + ([] if handler.hidden else [f"help-{handler.slash}"]))
        if not texts.has("zh-CN", key)
    ]
    assert missing == []


def test_every_role_and_state_has_a_name() -> None:
    assert [role for role in Role if not texts.has("zh-CN", f"role-{role.value}")] == []


def test_names_of_handlers_are_unique_and_buttons_fit() -> None:
    for entry in Entry:
        entries(entry)
    assert [name for name in entries(Entry.BUTTON) if len(name) > 20] == []


def test_the_access_matrix_is_as_reviewed() -> None:
    """Who may enter where; a change of this file is a change of authority and is read as such."""
    lines = [
        f"{handler.entry.value:9} {capability.name}.{handler.name:18} {'+'.join(sorted(r.value for r in handler.roles)) or 'anyone'} {handler.where.name or 'ANYWHERE'}"
        for capability in CAPABILITIES
        for handler in capability.handlers
    ]
    snapshot = ROOT / "tests" / "access.txt"
    assert "\n".join(lines) + "\n" == snapshot.read_text(encoding="utf-8")


def test_every_refusal_has_its_words() -> None:
    said = {
        node.args[0].value
        for name, tree in _trees()
        if name.startswith("handlers/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args and isinstance(node.args[0], ast.Constant)
    }
    assert [key for key in sorted(said) if not texts.has("zh-CN", f"refused-{key}")] == []
