"""Tables out (CSV and XLSX, streamed) and in (CSV and XLSX, bounded)."""

from .reading import Row, Sheet, SpreadsheetUnreadable, read_rows
from .writing import Column, csv_chunks, write_xlsx

__all__ = ["Column", "Row", "Sheet", "SpreadsheetUnreadable", "csv_chunks", "read_rows", "write_xlsx"]
