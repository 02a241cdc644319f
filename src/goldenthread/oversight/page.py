"""A highlight report as its one page."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from pypdf import PdfReader

from goldenthread.design.format import day, period
from goldenthread.oversight.models import Highlight
from goldenthread.rendering.pdf import typeset

TEMPLATE = Path(__file__).parent / "typst" / "highlight.typ"
HEADINGS = (
    ("achieved", "What was achieved"),
    ("late", "What is late"),
    ("risks", "Risks"),
    ("asks", "What we ask of the partners"),
)


def highlight_pdf(row: Highlight, *, partnership: str, fictional: bool, at: datetime) -> bytes:
    """The report as PDF/UA-1. Raises ``RenderingFailed``."""
    data = {
        "partnership": partnership,
        "group": row.group.name,
        "title": row.record.title,
        "reference": row.record.reference,
        "period": period(row.period_start, row.period_end),
        "status": f"Issued on {day(row.issued_at)}" if row.issued_at else "Draft",
        "demonstration": "This is a demonstration: people and casework are made up." if fictional else "",
        "parts": [
            {"heading": heading, "lines": [line for line in getattr(row, name).split("\n") if line.strip()]}
            for name, heading in HEADINGS
        ],
    }
    return typeset(TEMPLATE, data, created=row.issued_at or at)


def pages_of(row: Highlight, at: datetime) -> int:
    """How many pages the report takes."""
    content = highlight_pdf(row, partnership=row.record.partnership.name, fictional=True, at=at)
    return len(PdfReader(io.BytesIO(content)).pages)
