"""Which file reviews are brought in from."""

from __future__ import annotations

from django import forms

from goldenthread.design.forms import FileField

MOST_BYTES = 20_000_000


class ReviewsFileForm(forms.Form):
    """The spreadsheet, which is kept for a day."""

    file = FileField(
        "The spreadsheet",
        hint="An Excel workbook (.xlsx) or a CSV file. Its first row that is not empty holds the headings. No child’s name may stand in it: children come in as Child A, Child B and so on.",
        endings=("xlsx", "csv"),
        most_bytes=MOST_BYTES,
    )
