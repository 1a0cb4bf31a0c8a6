"""Sheets people hand in: CSV as spreadsheets save it in China and elsewhere, and XLSX; within bounds whatever they hold."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.commands import Wrong
from models.rules.roster import HEADER_WITHIN, MOST_ROWS

MOST_BYTES = 10_000_000
MOST_UNPACKED = 100_000_000
"""An XLSX is a zip: what it says it unpacks to is checked first, and zipfile gives no byte more."""
MOST_PARTS = 500
MOST_COLUMNS = 64
MOST_LINES = MOST_ROWS * 2
"""Empty lines count here; one line more than may be read is enough for a clear refusal."""

Row = tuple[int, Sequence[object]]


def read_sheet(file: Path) -> list[Row]:
    """The lines of a CSV or of an XLSX's first sheet, numbered from 1; Wrong when it is neither, or too large."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Wrong(f"{file}: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise Wrong(f"{file}: larger than {MOST_BYTES // 1_000_000} MB")
    if content.startswith(b"PK\x03\x04"):
        return _read_xlsx(file, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Wrong(f"{file}: an old or encrypted Excel file; save it as .xlsx without a password")
    return _read_csv(file, content)


# ---------------------------------------------------------------- CSV


def _read_csv(file: Path, content: bytes) -> list[Row]:
    text = _decode(file, content)
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    began = 1
    try:
        for cells in reader:
            rows.append((began, cells[:MOST_COLUMNS]))
            began = reader.line_num + 1
            if len(rows) > MOST_LINES:
                raise Wrong(f"{file}: more than {MOST_LINES} lines")
    except csv.Error as error:
        raise Wrong(f"{file}: line {began} cannot be read as CSV ({error})") from None
    return rows


def _decode(file: Path, content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB18030 (what Excel saves in China)."""
    names = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Wrong(f"{file}: neither XLSX nor CSV in UTF-8 or GB18030")


# ---------------------------------------------------------------- XLSX


def _read_xlsx(file: Path, content: bytes) -> list[Row]:
    from openpyxl import load_workbook  # takes a third of a second: only for those who need it

    _check_size(file, content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(_rows(workbook.worksheets[0]))
    except Exception as error:  # noqa: BLE001  (a foreign file may break its reader anywhere)
        raise Wrong(f"{file}: cannot be read as XLSX ({type(error).__name__})") from None
    if len(rows) > MOST_LINES:
        raise Wrong(f"{file}: more than {MOST_LINES} lines")
    return rows


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    yield from enumerate(sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True), 1)


def _check_size(file: Path, content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Wrong(f"{file}: cannot be read as XLSX ({type(error).__name__})") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Wrong(f"{file}: unpacks to more than {MOST_UNPACKED // 1_000_000} MB or {MOST_PARTS} parts")
