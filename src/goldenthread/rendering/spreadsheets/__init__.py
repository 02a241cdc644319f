"""Tables out (CSV and XLSX, streamed) and in (CSV and XLSX, bounded)."""

from .reading import Row, Sheet, SpreadsheetUnreadable, read_rows
from .writing import Beside, Column, csv_chunks, write_xlsx

__all__ = ["Beside", "Column", "Row", "Sheet", "SpreadsheetUnreadable", "csv_chunks", "read_rows", "write_xlsx"]
