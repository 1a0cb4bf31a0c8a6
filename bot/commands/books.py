"""Workbooks we write: cells are text, numbers and moments as they are; the only formulas are our own, over our own cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.commands import Wrong
from handlers import texts

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


NAMED = 30
"""How wide a column is that people named."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours; `{row}` in it is the line it stands on. `value` is what it gives, for readers that do not calculate."""

    said: str
    value: Any
    percent: bool = False


class Book:
    """Sheets with a frozen header, written line by line."""

    def __init__(self, book: Any, language: str) -> None:
        self._book, self._language = book, language
        self._bold, self._percent = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})

    def sheet(self, what: str, columns: Mapping[str, int], rows: Iterable[Sequence[Any]], named: Sequence[str] = ()) -> int:
        """A sheet `export-sheet-<what>` with columns (name → width) headed `export-<column>`, and more that are `named` by people.

        Gives how many lines it has below its head.
        """
        sheet = self._book.add_worksheet(texts.text(self._language, f"export-sheet-{what}"))
        sheet.freeze_panes(1, 0)
        heads = [(texts.text(self._language, f"export-{column}"), width) for column, width in columns.items()]
        for at, (head, width) in enumerate([*heads, *((name, NAMED) for name in named)]):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, head, self._bold)
        count = 0
        for count, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                self._write(sheet, count, at, value)
        return count

    def _write(self, sheet: Any, row: int, at: int, value: Any) -> None:
        if isinstance(value, Formula):
            style = self._percent if value.percent else None
            sheet.write_formula(row, at, value.said.format(row=row + 1), style, value.value)
        elif isinstance(value, str) and value:
            sheet.write_string(row, at, value)
        elif value not in (None, ""):
            sheet.write(row, at, value)


@contextmanager
def written(out: Path, language: str) -> Iterator[Book]:
    """A new workbook only its owner may read; Wrong when it cannot be written there."""
    import xlsxwriter

    if out.suffix.lower() != ".xlsx":
        raise Wrong(f"{out}: expected a name that ends with .xlsx")
    if not out.absolute().parent.is_dir():
        raise Wrong(f"{out.parent}: no such directory")
    book = xlsxwriter.Workbook(str(out), {**OPTIONS, "default_date_format": "yyyy-mm-dd hh:mm"})
    yield Book(book, language)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise Wrong(f"{out}: {error}") from None
    out.chmod(0o600)
