"""Which file deaths are brought in from."""

from __future__ import annotations

from django import forms

from goldenthread.design.forms import FileField

MOST_BYTES = 20_000_000


class DeathsFileForm(forms.Form):
    """The spreadsheet, which is kept for a day."""

    file = FileField(
        "The spreadsheet",
        hint="An Excel workbook (.xlsx) or a CSV file. Its first row that is not empty holds the headings. Names, dates of birth and NHS numbers are sealed as they come in.",
        endings=("xlsx", "csv"),
        most_bytes=MOST_BYTES,
    )
