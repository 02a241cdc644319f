"""A spreadsheet that somebody sends: bounded, and refused in one sentence."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook

from .cells import Read, original_text

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_UNPACKED = 200 * 1024 * 1024
MAXIMUM_PARTS = 500
MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 200
_PROLOGUE = 64 * 1024


class SpreadsheetUnreadable(Exception):
    """The file is not a table that can be read; the text is one sentence for its sender."""


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the row's number in the file, as its sender sees it; as many cells as the header."""

    number: int
    cells: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row that is not empty, and the rows after it that are not empty."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(data: bytes, filename: str) -> Sheet:
    """The first sheet of an .xlsx file, or a .csv file (UTF-8 or Windows-1252; comma, semicolon or tab).

    CSV cells are text; empty cells are ``None`` in both. Raises ``SpreadsheetUnreadable``.
    """
    if len(data) > MAXIMUM_BYTES:
        raise SpreadsheetUnreadable(f"The file is larger than {MAXIMUM_BYTES // 1024 // 1024} MB.")
    if not data:
        raise SpreadsheetUnreadable("The file is empty.")
    name = filename.lower()
    if data.startswith(b"PK\x03\x04"):
        return _sheet(_xlsx_rows(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SpreadsheetUnreadable(
            "This is an old or a password-protected Excel file; save it as .xlsx without a password."
        )
    if name.endswith((".xlsx", ".xlsm", ".xls")):
        raise SpreadsheetUnreadable("The file is named as an Excel workbook but is none.")
    if not name.endswith((".csv", ".txt", ".tsv")):
        raise SpreadsheetUnreadable("Only .xlsx and .csv files can be read.")
    return _sheet(_csv_rows(data))


def _sheet(rows: Iterable[tuple[int, Sequence[Read]]]) -> Sheet:
    header: tuple[str, ...] = ()
    found: list[Row] = []
    for number, cells in rows:
        cells = _cut(number, cells)
        if not cells:
            continue
        if not header:
            header = tuple("" if cell is None else str(cell).strip() for cell in cells)
            continue
        if len(cells) > len(header):
            raise SpreadsheetUnreadable(f"Row {number} has more cells than the heading row.")
        if len(found) >= MAXIMUM_ROWS:
            raise SpreadsheetUnreadable(f"The file holds more than {MAXIMUM_ROWS:,} rows.")
        found.append(Row(number, (*cells, *(None,) * (len(header) - len(cells)))))
    if not header:
        raise SpreadsheetUnreadable("The file holds no rows.")
    return Sheet(header, tuple(found))


def _cut(number: int, cells: Sequence[Read]) -> tuple[Read, ...]:
    """The cells up to the last one that holds something, text as it was meant."""
    last = max((at for at, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
    if last > MAXIMUM_COLUMNS:
        raise SpreadsheetUnreadable(f"Row {number} has more than {MAXIMUM_COLUMNS} cells.")
    return tuple(_meant(cell) for cell in cells[:last])


def _meant(cell: Read) -> Read:
    if isinstance(cell, str):
        return original_text(cell) or None
    return cell


def _csv_rows(data: bytes) -> Iterator[tuple[int, Sequence[Read]]]:
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = 0
    try:
        for cells in reader:
            # A cell may hold line breaks; the row's number is the line its first cell stands on.
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise SpreadsheetUnreadable(f"Line {before + 1} is not CSV: {error}.") from error


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise SpreadsheetUnreadable("The file is not text: save it as CSV UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("windows-1252")  # what Excel writes as plain “CSV” in Britain
    except UnicodeDecodeError as error:
        raise SpreadsheetUnreadable("The file's characters cannot be read: save it as CSV UTF-8.") from error


def _delimiter(text: str) -> str:
    """The mark that cuts the first line into most cells; a comma where none does."""
    start = text.lstrip("\r\n")[:_PROLOGUE]
    counts: dict[str, int] = {}
    for mark in (",", ";", "\t"):
        try:
            counts[mark] = len(next(csv.reader(io.StringIO(start, newline=""), delimiter=mark), []))
        except csv.Error:
            counts[mark] = 0
    return max(counts, key=lambda mark: counts[mark])


def _xlsx_rows(data: bytes) -> Iterator[tuple[int, Sequence[Read]]]:
    _check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAXIMUM_COLUMNS + 1), start=1):
                if number > 10 * MAXIMUM_ROWS:
                    raise SpreadsheetUnreadable(f"The file holds more than {MAXIMUM_ROWS:,} rows.")
                yield number, cells  # type: ignore[misc]
    except SpreadsheetUnreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part led it into
        raise SpreadsheetUnreadable(
            "The file is no workbook that can be read; open it and save it again as .xlsx."
        ) from error


def _check_archive(data: bytes) -> None:
    """Refuse what would unpack to far more than it is, or names entities, before anything is unpacked whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
                raise SpreadsheetUnreadable("The workbook unpacks to more than can be read.")
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(_PROLOGUE):
                        raise SpreadsheetUnreadable("The workbook defines entities, which no real one does.")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise SpreadsheetUnreadable("The file is damaged or locked with a password.") from error
