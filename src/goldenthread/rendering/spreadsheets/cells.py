"""What a cell may hold, and how text is kept from being read as a formula."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from goldenthread.core.dates import PartialDate, Precision

Value = str | int | float | Decimal | bool | date | datetime | PartialDate | None
Read = str | int | float | bool | date | datetime | time | None

# A spreadsheet program runs text that begins so; apostrophes before it are ours or a user's own.
_RISKY = re.compile(r"'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")
_ESCAPED = re.compile(r"''*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767
_CUT = " … (cut: longer than a cell holds)"
_LONDON = ZoneInfo("Europe/London")


def safe_text(text: str) -> str:
    """The text with an apostrophe before anything a spreadsheet program would run; control characters shown as �."""
    text = _NOT_XML.sub("\ufffd", text)
    if _RISKY.match(text):
        text = "'" + text
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - len(_CUT)] + _CUT


def original_text(text: str) -> str:
    """The text as it was before ``safe_text``."""
    return text[1:] if _ESCAPED.match(text) else text


def settled(value: Value) -> str | int | float | Decimal | date | datetime | None:
    """A value as a cell holds it: text made safe, instants in local time, truth as Yes or No."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, PartialDate):
        return value.first_day if value.precision is Precision.DAY else str(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(_LONDON).replace(tzinfo=None)
    return value
