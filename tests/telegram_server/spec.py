"""The Bot API as a table: every parameter of every call is checked against the official list of methods and types."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from .answers import Refusal, breach
from .files import Upload
from .words import words

NEEDED = words(
    "getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage editMessageText editMessageReplyMarkup editMessageCaption "
    "sendPhoto sendDocument sendMediaGroup editMessageMedia answerCallbackQuery deleteMessage getFile getChat getChatMember "
    "getChatAdministrators setMyCommands deleteMyCommands pinChatMessage unpinChatMessage setMessageReaction leaveChat "
    "sendChatAction"
)
FULL = Path(__file__).parents[2].parent / "shared" / "telegram" / "botapi-10.1.json"
TRIMMED = Path(__file__).with_name("spec_min.json")
CONSTANT = re.compile(r'(?:always|must be) "?([a-z_0-9]+)"?$')
NUMBER = re.compile(r"-?\d{1,19}$")
WORDS_OF_TRUTH = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}

Checker = Callable[[Any], Any]


class Wrong(Exception):
    """A value that is not of the type the specification names."""


def bare(kind: str) -> str:
    """The element type of any depth of "Array of"."""
    return kind.rpartition("Array of ")[2]


def small(field: Mapping[str, Any]) -> dict[str, Any]:
    """One parameter or field without prose, its constant value kept ("Type of the media, must be photo")."""
    kept = {"name": field["name"], "types": list(field["types"]), "required": field["required"]}
    constant = CONSTANT.search(field.get("description", ""))
    if constant and kept["types"] == ["String"]:
        kept["const"] = constant.group(1)
    elif "const" in field:
        kept["const"] = field["const"]
    return kept


def trim(full: Mapping[str, Any], methods: Iterable[str] = NEEDED) -> dict[str, Any]:
    """The named methods and every type their parameters reach."""
    kept = {name: {"fields": [small(field) for field in full["methods"][name].get("fields", [])]} for name in methods}
    types: dict[str, Any] = {}
    todo = {bare(kind) for method in kept.values() for field in method["fields"] for kind in field["types"]}
    while todo:
        name = todo.pop()
        if name in types or name not in full["types"]:
            continue
        types[name] = trimmed_type(full["types"][name])
        todo |= {bare(kind) for field in types[name].get("fields", []) for kind in field["types"]} | set(types[name].get("subtypes", []))
    return {"version": full["version"], "methods": kept, "types": dict(sorted(types.items()))}


def trimmed_type(kind: Mapping[str, Any]) -> dict[str, Any]:
    """A type without prose: its fields, or the types it is one of."""
    if kind.get("subtypes"):
        return {"subtypes": list(kind["subtypes"])}
    return {"fields": [small(field) for field in kind.get("fields", [])]}


class Spec:
    """Checks calls and objects; built lazily, one closure a type, so that a check costs microseconds."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.version: str = raw["version"]
        self._methods = raw["methods"]
        self._types = raw["types"]
        self._checkers: dict[str, Checker] = {}
        self._tables: dict[str, dict[str, tuple[Checker, bool]]] = {}

    def __contains__(self, method: str) -> bool:
        return method in self._methods

    def check(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as values of their types; raises a Refusal that says what is wrong."""
        if method not in self._methods:
            raise Refusal(404, "Not Found", breach=True)
        table = self._table(method)
        checked = {name: self._one(table, name, value) for name, value in given.items()}
        for name, (_, required) in table.items():
            if required and name not in checked:
                raise breach(f'required parameter "{name}" is missing')
        return checked

    def check_object(self, kind: str, value: Any) -> None:
        """Raises Wrong when a decoded JSON value is not of the named type."""
        self._checker(kind)(value)

    def _one(self, table: Mapping[str, tuple[Checker, bool]], name: str, value: Any) -> Any:
        if name not in table:
            raise breach(f'unknown parameter "{name}"')
        try:
            return table[name][0](value)
        except Wrong as wrong:
            raise breach(f'parameter "{name}": {wrong}') from None

    def _table(self, method: str) -> dict[str, tuple[Checker, bool]]:
        table = self._tables.get(method)
        if table is None:
            fields = self._methods[method].get("fields", [])
            table = self._tables[method] = {field["name"]: (self._parameter(field["types"]), field["required"]) for field in fields}
        return table

    def _parameter(self, types: list[str]) -> Checker:
        """A top-level parameter: forms carry text, JSON bodies carry text or the value itself, and Telegram takes both."""
        inner = self._any_of(types)
        plain = [kind for kind in types if kind in READ_TEXT]
        if "InputFile" in types:
            return lambda value: value if isinstance(value, Upload) else (check_text(value) if "String" in types else attached(value))
        if not plain:
            return lambda value: inner(decoded(value) if isinstance(value, str) else value)
        readers = [READ_TEXT[kind] for kind in plain]
        return lambda value: read_first(readers, value) if isinstance(value, str) else inner(value)

    def _checker(self, kind: str) -> Checker:
        if kind not in self._checkers:
            self._checkers[kind] = lambda value: self._checkers[kind](value)  # types refer to themselves
            self._checkers[kind] = self._built(kind)
        return self._checkers[kind]

    def _built(self, kind: str) -> Checker:
        if kind.startswith("Array of "):
            return list_of(self._checker(kind.removeprefix("Array of ")))
        if kind in PLAIN:
            return PLAIN[kind]
        described = self._types[kind]
        if described.get("subtypes"):
            return self._any_of(described["subtypes"])
        fields = [small(field) for field in described.get("fields", [])]
        return object_of(kind, {field["name"]: (self._any_of(field["types"]), field) for field in fields})

    def _any_of(self, types: list[str]) -> Checker:
        checkers = [self._checker(kind) for kind in types]
        return checkers[0] if len(checkers) == 1 else union_of(types, checkers)


def decoded(text: str) -> Any:
    """The JSON value in a parameter's text."""
    try:
        return msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Wrong(f"can't parse JSON: {error}") from None


def read_first(readers: list[Checker], text: str) -> Any:
    """The first reading of a text that fits; integers come before strings, as for a chat_id."""
    for reader in readers[:-1]:
        try:
            return reader(text)
        except Wrong:
            continue
    return readers[-1](text)


def read_integer(text: str) -> int:
    """An Integer written in a form."""
    if NUMBER.match(text):
        return int(text)
    raise Wrong(f"{text[:40]!r} is not an Integer")


def read_boolean(text: str) -> bool:
    """A Boolean written in a form; the real server reads anything else as false, which only hides mistakes."""
    if text in WORDS_OF_TRUTH:
        return WORDS_OF_TRUTH[text]
    raise Wrong(f"{text[:40]!r} is not a Boolean")


def read_float(text: str) -> float:
    """A Float written in a form."""
    try:
        return float(text)
    except ValueError:
        raise Wrong(f"{text[:40]!r} is not a Float") from None


def attached(value: Any) -> Any:
    """A file given by the name of another part."""
    if isinstance(value, str) and value.startswith("attach://"):
        return value
    raise Wrong("a file must be uploaded")


def check_text(value: Any) -> str:
    """A String without lone surrogates."""
    if not isinstance(value, str):
        raise Wrong(f"{value!r:.40} is not a String")
    return value


def check_integer(value: Any) -> int:
    """An Integer of at most 64 bits, not a Boolean."""
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise Wrong(f"{value!r:.40} is not an Integer")
    return value


def check_boolean(value: Any) -> bool:
    """A JSON true or false."""
    if value is True or value is False:
        return value
    raise Wrong(f"{value!r:.40} is not a Boolean")


def check_float(value: Any) -> float:
    """A JSON number."""
    if type(value) not in (int, float):
        raise Wrong(f"{value!r:.40} is not a Float")
    return float(value)


def no_file_here(value: Any) -> Any:
    """Inside JSON a file can only be named."""
    return attached(value)


PLAIN: dict[str, Checker] = {
    "String": check_text, "Integer": check_integer, "Boolean": check_boolean, "Float": check_float, "InputFile": no_file_here,
}  # fmt: skip
READ_TEXT: dict[str, Checker] = {"Integer": read_integer, "Boolean": read_boolean, "Float": read_float, "String": check_text}


def list_of(element: Checker) -> Checker:
    """Checks a JSON array."""

    def check(value: Any) -> Any:
        if not isinstance(value, list):
            raise Wrong(f"{value!r:.40} is not an Array")
        return [element(item) for item in value]

    return check


def object_of(kind: str, fields: Mapping[str, tuple[Checker, Mapping[str, Any]]]) -> Checker:
    """Checks a JSON object: no unknown field, none missing, constants as prescribed."""
    required = [name for name, (_, field) in fields.items() if field["required"]]
    constants = {name: field["const"] for name, (_, field) in fields.items() if "const" in field}

    def check(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Wrong(f"{value!r:.40} is not a {kind}")
        for name, constant in constants.items():
            if value.get(name) != constant:
                raise Wrong(f"{kind}.{name} must be {constant!r}")
        for name in required:
            if name not in value:
                raise Wrong(f"{kind}.{name} is missing")
        return {name: inside(kind, name, fields, item) for name, item in value.items()}

    return check


def inside(kind: str, name: str, fields: Mapping[str, tuple[Checker, Mapping[str, Any]]], value: Any) -> Any:
    """One field of an object, the path kept in the complaint."""
    if name not in fields:
        raise Wrong(f"{kind} has no field {name!r}")
    try:
        return fields[name][0](value)
    except Wrong as wrong:
        raise Wrong(f"{kind}.{name}: {wrong}") from None


def union_of(types: list[str], checkers: list[Checker]) -> Checker:
    """Checks that a value is one of several types, and tells why none fits."""

    def check(value: Any) -> Any:
        reasons = []
        for checker in checkers:
            try:
                return checker(value)
            except Wrong as wrong:
                reasons.append(str(wrong))
        raise Wrong(f"not one of {', '.join(types)}: {'; '.join(reasons)}")

    return check


@cache
def load(path: Path | None = None) -> Spec:
    """The full specification where the workshop has it, else the trimmed copy that travels with the tests."""
    chosen = path or (FULL if FULL.exists() else TRIMMED)
    return Spec(msgspec.json.decode(chosen.read_bytes()))
