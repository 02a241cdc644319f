from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from goldenthread.core.dates import PartialDate
from goldenthread.rendering.spreadsheets import Column, Sheet, SpreadsheetUnreadable, csv_chunks, read_rows, write_xlsx
from goldenthread.rendering.spreadsheets.cells import Value

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
COLUMNS = [Column("What"), Column("Who")]
texts = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20
    ),
    st.sampled_from(["=1+1", "+44", "-5", "@x", "\tx", "'=x", "''-", "'quoted'", "a\nb", 'a "b", c; d']),
)


def as_csv(rows: Any, columns: Any = COLUMNS) -> bytes:
    return b"".join(csv_chunks(columns, rows))


def as_xlsx(rows: Any, columns: Any = COLUMNS) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, columns, rows, title="Actions: all", created=AT)
    return target.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_text_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    expected = [tuple(cell or None for cell in row) for row in rows if any(row)]
    for data, name in ((as_csv(rows), "a.csv"), (as_xlsx(rows), "a.xlsx")):
        sheet = read_rows(data, name)
        assert sheet.header == ("What", "Who")
        assert [row.cells for row in sheet.rows] == expected


@pytest.mark.parametrize("risky", ["=cmd()", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_no_text_is_run_as_a_formula(risky: str) -> None:
    assert ("'" + risky).encode() in as_csv([[risky, ""]])
    book = load_workbook(io.BytesIO(as_xlsx([[risky, ""]])))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_dates_and_numbers_are_typed() -> None:
    row = [
        date(2026, 3, 3),
        datetime(2026, 7, 1, 11, tzinfo=UTC),
        5,
        Decimal("12.50"),
        True,
        PartialDate(2021, 2),
        None,
    ]
    columns = [Column(str(n)) for n in range(7)]
    (found,) = read_rows(as_xlsx([row], columns), "a.xlsx").rows
    assert found.cells == (datetime(2026, 3, 3), datetime(2026, 7, 1, 12), 5, 12.5, "Yes", "2021-02", None)
    assert b"2026-03-03,2026-07-01 12:00,5,12.50,Yes,2021-02," in as_csv([row], columns)


def test_many_rows_in_constant_memory() -> None:
    rows: Iterator[list[Value]] = ([f"Action {n}", n] for n in range(50_000))
    tracemalloc.start()
    total = sum(len(chunk) for chunk in csv_chunks(COLUMNS, rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 500_000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    "data", [b"A;B\n1,5;x\n", "A;B\n1,5;é\n".encode("windows-1252"), b"\xef\xbb\xbfA\tB\r\n1,5\tx\r\n"]
)
def test_csv_as_people_send_it(data: bytes) -> None:
    sheet = read_rows(data, "from-excel.CSV")
    assert sheet.header == ("A", "B")
    assert sheet.rows[0].cells[0] == "1,5"


def test_row_numbers_are_the_senders() -> None:
    sheet = read_rows(b'\nA,B\n"x\ny",1\n\n,,\nz,2\n', "a.csv")
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(3, "x\ny"), (7, "z")]


def zip_of(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b"\n\n", "a.csv", "no rows"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.csv", "larger than 20 MB"),
        (b"a,b\n1,2,3\n", "a.csv", "Row 2 has more cells"),
        (b"a\0b", "a.csv", "not text"),
        (b"A\n\xe9\x81\n", "a.csv", "cannot be read"),
        (b"x" * 200_000, "a.csv", "not CSV"),
        (b",".join([b"x"] * 201), "a.csv", "more than 200 cells"),
        (b"A\n" + b"1\n" * 100_001, "a.csv", "100,000 rows"),
        (b"%PDF-1.7", "a.pdf", "Only .xlsx and .csv"),
        (b"hello", "a.xlsx", "none"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "a.xls", "old or a password"),
        (zip_of({"hello.txt": b"x"}), "a.xlsx", "no workbook"),
        (zip_of({"bomb.xml": b"0" * (201 * 1024 * 1024)}), "a.xlsx", "unpacks to more"),
        (zip_of({"a.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "a.xlsx", "entities"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_in_one_sentence(data: bytes, name: str, words: str) -> None:
    with pytest.raises(SpreadsheetUnreadable) as caught:
        read_rows(data, name)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_workbook_that_lies_about_its_size_is_read_whole() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["A", "B"], [1, None], [None, None], [2, "x"]):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    read: Sheet = read_rows(target.getvalue(), "a.xlsx")
    assert [(row.number, row.cells) for row in read.rows] == [(2, (1, None)), (4, (2, "x"))]
