"""Taking a list away as a spreadsheet: the same rows, streamed in a transaction of their own, for the same eyes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from goldenthread.database.viewer import viewing
from goldenthread.rendering.spreadsheets import Column, csv_chunks, write_xlsx
from goldenthread.rendering.spreadsheets.cells import Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Callable[[], Iterable[Sequence[Value]]]


def spreadsheet_response(
    kind: str, name: str, columns: Sequence[str], rows: Rows, person_id: int, at: datetime
) -> HttpResponseBase:
    """The rows as CSV, in chunks as they are read, or as XLSX. `rows` is called inside the transaction in which the person is the viewer."""
    headed = [Column(column) for column in columns]
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(_stream(headed, rows, person_id, at), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        file = tempfile.TemporaryFile()
        with viewing(person_id, at):
            write_xlsx(file, headed, rows(), title=name, created=at)
        file.seek(0)
        response = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _stream(columns: Sequence[Column], rows: Rows, person_id: int, at: datetime) -> Iterator[bytes]:
    with viewing(person_id, at):
        yield from csv_chunks(columns, rows())
