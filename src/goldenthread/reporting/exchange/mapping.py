"""Between plain data and the document: one table that names each key, in the order it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.core.dates import NotADate, PartialDate

from .. import document as doc

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _As:
    """How a value is read from plain data and written back."""

    read: Convert
    write: Convert


def _same(value: Any) -> Any:
    return value


PLAIN = _As(_same, _same)
TEXTS = _As(tuple, list)
DATE = _As(PartialDate.parse, PartialDate.as_written)


def _milestone(value: str | int) -> PartialDate | str:
    try:
        return PartialDate.parse(value)
    except NotADate:
        return str(value)


def _written(value: PartialDate | str) -> str | int:
    return value.as_written() if isinstance(value, PartialDate) else value


def _one(cls: type) -> _As:
    return _As(lambda plain: _read(cls, plain), lambda value: _write(value))


def _many(cls: type) -> _As:
    one = _one(cls)
    return _As(lambda plain: tuple(map(one.read, plain)), lambda values: list(map(one.write, values)))


def _period(plain: Any) -> Any:
    return _read(doc.Period, plain) if isinstance(plain, Mapping) else plain


SINCE = _As(_milestone, _written)
PERIOD = _As(_period, lambda value: _write(value) if isinstance(value, doc.Period) else value)

_TABLE: dict[type, dict[str, _As]] = {
    doc.Partner: {"name": PLAIN, "sector": PLAIN},
    doc.Partnership: {
        "key": PLAIN,
        "name": PLAIN,
        "short_name": PLAIN,
        "area": PLAIN,
        "established": DATE,
        "safeguarding_partners": _many(doc.Partner),
        "relevant_agencies": PLAIN,
        "neighbouring_partnerships": TEXTS,
    },
    doc.Period: {"start": DATE, "end": DATE},
    doc.ReportHead: {
        "kind": PLAIN,
        "title": PLAIN,
        "period": _one(doc.Period),
        "looks_ahead_to": PLAIN,
        "summary": PLAIN,
    },
    doc.Measure: {"indicator": PLAIN, "value": PLAIN, "unit": PLAIN, "since": SINCE, "as_at": DATE},
    doc.ReportingImpact: {
        "number": PLAIN,
        "statement": PLAIN,
        "kind": PLAIN,
        "date": DATE,
        "measure": _one(doc.Measure),
        "partial": PLAIN,
        "inferred": TEXTS,
    },
    doc.Development: {
        "number": PLAIN,
        "summary": PLAIN,
        "themes": TEXTS,
        "resources": TEXTS,
        "impacts": _many(doc.ReportingImpact),
        "partial": PLAIN,
        "inferred": TEXTS,
    },
    doc.NextStep: {"text": PLAIN, "parts": TEXTS},
    doc.AreaOfFocus: {"text": PLAIN, "parts": TEXTS},
    doc.Group: {
        "key": PLAIN,
        "name": PLAIN,
        "short_name": PLAIN,
        "function": PLAIN,
        "source_note": PLAIN,
        "developments": _many(doc.Development),
        "next_steps": _many(doc.NextStep),
        "partial": PLAIN,
    },
    doc.PracticeReviews: {"count": PLAIN, "subject": PLAIN, "age_group": PLAIN},
    doc.Learning: {"category": PLAIN, "text": PLAIN, "parts": TEXTS},
    doc.Masterclass: {"title": PLAIN, "topics": TEXTS},
    doc.AssuranceActivity: {
        "practice_reviews": _many(doc.PracticeReviews),
        "multi_agency_case_audits": TEXTS,
        "learning": _many(doc.Learning),
        "implementation": PLAIN,
        "masterclass": _one(doc.Masterclass),
    },
    doc.Figure: {"label": PLAIN, "value": PLAIN, "unit": PLAIN, "period": PERIOD, "as_at": DATE, "group": PLAIN},
    doc.Document: {
        "partnership": _one(doc.Partnership),
        "report": _one(doc.ReportHead),
        "groups": _many(doc.Group),
        "assurance_activity": _one(doc.AssuranceActivity),
        "areas_of_focus": _many(doc.AreaOfFocus),
        "figures": _many(doc.Figure),
    },
}
_STEPS = (doc.NextStep, doc.AreaOfFocus)


def from_plain(plain: Mapping[str, Any]) -> doc.Document:
    """The document that valid plain data (text keys, lists, exact numbers, dates as text) describes."""
    content = {key: value for key, value in plain.items() if key != "format"}
    document: doc.Document = _read(doc.Document, content)
    return document


def to_plain(document: doc.Document) -> dict[str, Any]:
    """The document as plain data in the format's key order; numbers are ``int`` or ``Decimal``."""
    return {"format": doc.FORMAT, **_write(document)}


def _read(cls: type, plain: Any) -> Any:
    if cls in _STEPS and isinstance(plain, str):
        return cls(text=plain)
    table = _TABLE[cls]
    known = {key: how.read(plain[key]) for key, how in table.items() if key in plain}
    extra = {key: value for key, value in plain.items() if key not in table}
    if cls in _STEPS:
        known["mapped"] = "parts" not in plain and not extra
    return cls(**known, extra=extra)


def _write(value: Any) -> Any:
    if isinstance(value, _STEPS) and not (value.mapped or value.parts is not None or value.extra):
        return value.text
    present = {key: (how, getattr(value, key)) for key, how in _TABLE[type(value)].items()}
    written = {key: how.write(held) for key, (how, held) in present.items() if held is not None}
    return {**written, **value.extra}


def number_text(value: Decimal) -> str:
    """A decimal written out exactly, without an exponent: ``12.50``."""
    return format(value, "f")
