"""Writes of reporting."""

from goldenthread.reporting.operations.importing import Imported, import_document

__all__ = ["Imported", "import_document"]
