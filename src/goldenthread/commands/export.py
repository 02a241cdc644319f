"""Everything a partnership owns, in open formats, for leaving: every list as CSV, every report as YAML, every document, and a file that explains them."""

from __future__ import annotations

import argparse
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from goldenthread.commands.environment import open_installation, start_django
from goldenthread.commands.exported import DECRYPTED, List, lists
from goldenthread.commands.files import whole_file
from goldenthread.commands.main import progress
from goldenthread.commands.partnerships import named_partnership
from goldenthread.database.installation import Role
from goldenthread.rendering.spreadsheets import Column, csv_chunks

if TYPE_CHECKING:
    from goldenthread.partnership.models import Partnership


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `export`."""
    parser.add_argument("--partnership", metavar="KEY", required=True)
    parser.add_argument(
        "file", metavar="FILE.zip", help="the archive to write: keep it as carefully as the casework it holds"
    )
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Write the archive from one consistent view of the database. Runs as the owner, who sees everything."""
    installation = open_installation(options.data)
    start_django(installation, Role.OWNER)
    from django.db import connection, transaction

    from goldenthread.core import clock
    from goldenthread.history import operations as history
    from goldenthread.history.actor import job
    from goldenthread.history.operations import About
    from goldenthread.reporting.terms import Event

    at = clock.now()
    partnership = named_partnership(options.partnership)
    with whole_file(options.file) as target, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            counts = {each.name: _list(archive, each, partnership) for each in lists()}
            reports = _reports(archive, partnership)
            documents, missing = _documents(archive, partnership)
            archive.writestr("README.txt", _readme(partnership, counts, reports, documents, missing, at))
        history.write(
            verb=Event.EXPORTED,
            sentence=f"Everything {partnership.name} owns was taken away as an archive",
            by=job("Export"),
            at=at,
            about=About(partnership.pk),
        )
    print(
        f"{options.file}: {sum(counts.values()):,} rows in {len(counts)} lists, {reports} reports, {documents} documents."
    )
    for name in missing:
        print(f"Note: the file of document {name} is not on this disk; the archive lacks it.")
    return 0


def _list(archive: zipfile.ZipFile, each: List, partnership: Partnership) -> int:
    """One list as CSV, a few hundred rows in memory at a time; returns how many rows it has."""
    from django.db import connection

    progress(f"{each.name} …")
    count = 0
    connection.ensure_connection()
    with (
        connection.connection.cursor(name=f"export_{each.name}") as cursor,
        archive.open(f"lists/{each.name}.csv", "w") as file,
    ):
        cursor.execute(each.query, {"partnership": partnership.pk})
        names = [column.name for column in cursor.description]

        def rows() -> Iterator[Sequence[Any]]:
            nonlocal count
            for row in cursor:
                count += 1
                yield [_cell(name, value) for name, value in zip(names, row, strict=True)]

        for chunk in csv_chunks([Column(name.replace("_", " ").capitalize()) for name in names], rows()):
            file.write(chunk)
    return count


def _cell(name: str, value: Any) -> Any:
    """A value as its cell shows it: lists with semicolons, encrypted fields opened."""
    from goldenthread.core.encryption import decrypt

    if name in DECRYPTED:
        return decrypt(value)
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return (
        str(value)
        if isinstance(value, dict)
        or (
            value is not None
            and not isinstance(value, str | int | float | bool)
            and not hasattr(value, "isoformat")
            and not hasattr(value, "as_tuple")
        )
        else value
    )


def _reports(archive: zipfile.ZipFile, partnership: Partnership) -> int:
    """Every version of every report as partnership-report/1."""
    from goldenthread.reporting.exchange import write
    from goldenthread.reporting.models import Report
    from goldenthread.reporting.queries import document_of

    rows = Report.objects.filter(partnership=partnership).order_by("period_start", "version")
    for report in rows:
        name = f"{report.kind}-{report.period_start}-to-{report.period_end}-version-{report.version}-{report.reference}.yaml"
        archive.writestr(f"reports/{name}", write(document_of(report)))
    return len(rows)


def _documents(archive: zipfile.ZipFile, partnership: Partnership) -> tuple[int, list[str]]:
    """Every uploaded file under its reference and name; returns how many, and those whose bytes are not there."""
    from goldenthread.documents.models import Document
    from goldenthread.documents.operations import store

    count, missing = 0, []
    for document in Document.objects.filter(record__partnership=partnership).order_by("pk").iterator(500):
        try:
            content = store().open(document.stored_as)
        except FileNotFoundError:
            missing.append(document.reference)
            continue
        name = PurePosixPath(document.name).name or "file"
        with content as source, archive.open(f"documents/{document.reference}-{name}", "w") as file:
            shutil.copyfileobj(source, file, 1 << 20)
        count += 1
    return count, missing


def _readme(
    partnership: Partnership, counts: dict[str, int], reports: int, documents: int, missing: list[str], at: datetime
) -> str:
    lines = [
        f"{partnership.name}: everything it owns in Golden Thread, as of {at:%d %B %Y %H:%M} UTC.",
        "",
        "This archive holds casework and the identities of children. Keep it encrypted, and give it to no one who may not see all of it.",
        "",
        "lists/      one CSV file for each list (UTF-8, commas, a heading row; dates as 2021-03-31; several values in a cell have semicolons between).",
        "            Records have references such as PR-7K4QWX, which join the lists. A text that begins with =, +, - or @ has an apostrophe before it.",
        "reports/    every version of every report in the format partnership-report/1 (YAML).",
        "documents/  every uploaded file, under its reference and its name; lists/documents.csv says which record each belongs to.",
        "",
        *(f"lists/{each.name}.csv  {counts[each.name]:,} rows. {each.about}" for each in lists()),
        "",
        f"{reports} reports, {documents} documents.",
    ]
    if missing:
        lines.append(f"The files of these documents were not on the disk and are not here: {', '.join(missing)}.")
    return "\r\n".join(lines) + "\r\n"
