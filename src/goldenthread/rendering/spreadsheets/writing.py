"""Rows as CSV and as XLSX, one at a time: memory does not grow with their number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .cells import Value, safe_text, settled

_DAY, _INSTANT = "d mmmm yyyy", "d mmmm yyyy hh:mm"
_ROWS_A_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and its width in characters."""

    title: str
    width: int = 20


def csv_chunks(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The table as CSV in pieces (UTF-8 with a mark that Excel knows it by, commas, CRLF; dates ISO 8601)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([safe_text(column.title) for column in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % _ROWS_A_CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _csv_cell(value: Value) -> str | int | float:
    cell = settled(value)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else cell


@dataclass(frozen=True, slots=True)
class Beside:
    """A further sheet of a workbook."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_xlsx(
    target: BinaryIO,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    created: datetime,
    beside: Sequence[Beside] = (),
) -> None:
    """Write the table to ``target`` as a workbook: heading row frozen and filterable, dates and numbers typed. Its own sheet is the first.

    ``created`` is the workbook's creation time. Rows go to a temporary file as they come.
    """
    book = Workbook(write_only=True)
    book.properties.title = safe_text(title)
    book.properties.creator = "Golden Thread"
    book.properties.created = book.properties.modified = created.replace(tzinfo=None)
    for one in (Beside(title, columns, rows), *beside):
        _write_sheet(book, one.title, one.columns, one.rows)
    book.save(target)


def _write_sheet(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    heading = [WriteOnlyCell(sheet, safe_text(column.title)) for column in columns]
    for cell in heading:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(heading)
    count = 1
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
        count += 1
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def _xlsx_cell(sheet: object, value: Value) -> object:
    cell = settled(value)
    if isinstance(cell, date):
        dated = WriteOnlyCell(sheet, cell)  # type: ignore[arg-type]
        dated.number_format = _INSTANT if isinstance(cell, datetime) else _DAY
        return dated
    return cell


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, none of []:*?/\\ and no outer apostrophes."""
    kept = "".join(" " if character in "[]:*?/\\" else character for character in safe_text(title))
    return " ".join(kept.split())[:31].strip("' ") or "Sheet"
