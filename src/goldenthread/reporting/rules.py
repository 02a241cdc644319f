"""What may be said, and with what caution: pure rules over documents and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from goldenthread.core.dates import PartialDate, day_in_words
from goldenthread.indicators.rules import (
    SMALL_SENTENCE,
    spell,
)

from .document import Document, Number, ReportingImpact

SMALL: Final = 10


class Evidence(Enum):
    """What an account of impact lacks."""

    NO_IMPACT = "No impact is given for this development."
    NO_MEASURE = "This impact has no measure: nothing shows how it is known."
    NO_VALUE = "The measure of this impact has no value yet."
    NO_DATE = "“None since” needs a date to count from."


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a document where evidence of impact is missing; ``impact`` is None for a development without any."""

    group: str
    development: int
    impact: str | None
    lacks: Evidence


def evidence_gaps(document: Document) -> tuple[Gap, ...]:
    """Every development without an impact and every impact without evidence, in reading order."""
    gaps = []
    for group in document.groups or ():
        for development in group.developments or ():
            if not development.impacts:
                gaps.append(Gap(group.key, development.number, None, Evidence.NO_IMPACT))
            for impact in development.impacts or ():
                if lacks := _lacks(impact):
                    gaps.append(Gap(group.key, development.number, impact.number, lacks))
    return tuple(gaps)


def _lacks(impact: ReportingImpact) -> Evidence | None:
    measure = impact.measure
    if measure is None:
        return Evidence.NO_MEASURE
    if measure.value is None:
        return Evidence.NO_VALUE
    return Evidence.NO_DATE if measure.value == 0 and not isinstance(measure.since, PartialDate) else None


def small_number_warning(count: Number, threshold: int = SMALL) -> str | None:
    """A sentence of caution for a count below ``threshold`` (local policy), else None."""
    return SMALL_SENTENCE if 0 <= count < threshold else None


def impact_cautions(impact: ReportingImpact, as_at: date) -> tuple[str, ...]:
    """What a reader must know to weigh an imported impact's figure; empty where it needs no caution."""
    measure = impact.measure
    if measure is None or measure.value is None or measure.unit in ("%", "percent", "per cent", "GBP"):
        return ()
    if measure.since is not None and measure.value == int(measure.value):
        return (_since_caution(measure.since, as_at, measure.value),)
    caution = small_number_warning(measure.value) if impact.kind == "outcome" else None
    return (caution,) if caution else ()


def _since_caution(since: PartialDate | str, as_at: date, value: int | Decimal) -> str:
    none = "a spell without one may be chance" if value == 0 else "one more or fewer would change the picture"
    if isinstance(since, PartialDate):
        days = (as_at - since.last_day).days
        length = f" ({spell(days)})" if days >= 0 else ""
        return f"Counted from {since.in_words()} to {day_in_words(as_at)}{length}; no earlier count is given. Small numbers: {none}."
    milestone = since.replace("_", " ").strip()
    return f"Counted since the {milestone} came in; the source gives neither its date nor an earlier count. Small numbers: {none}."
