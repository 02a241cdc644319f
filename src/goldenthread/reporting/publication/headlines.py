"""Six figures and six sentences that say what changed, chosen from a document for people to edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.indicators.rules import in_words
from goldenthread.rendering.charts import number_in_words

from ..document import Document, Figure, Number, ReportingImpact
from ..rules import impact_cautions

HEADLINES = 6
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'])")


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure as printed (``0``, ``£1,200``, ``82%``), the sentence beside it, and the caution beneath it."""

    figure: str
    sentence: str
    caution: str = ""


def choose_headlines(document: Document, wanted: int = HEADLINES) -> tuple[Headline, ...]:
    """Up to ``wanted`` headlines: measured outcomes first, other measures, figures, then what was done.

    A measure that two groups report is told once. Fewer come back where the document holds fewer.
    """
    chosen: list[Headline] = []
    for headline in (*_measured(document), *_figures(document), *_done(document)):
        if len(chosen) < wanted and headline not in chosen:
            chosen.append(headline)
    return tuple(chosen)


def figure_text(value: Number, unit: str | None) -> str:
    """A value as a headline prints it; only units that are signs are part of it."""
    number = number_in_words(value)
    if unit in ("GBP", "£"):
        return f"£{number}"
    return f"{number}%" if unit in ("percent", "per cent", "%") else number


def _measured(document: Document) -> Iterator[Headline]:
    told = set()
    impacts = [impact for _, _, impact in document.impacts()]
    for impact in sorted(impacts, key=lambda impact: impact.kind != "outcome"):
        measure = impact.measure
        if measure is None or measure.value is None:
            continue
        same = (measure.indicator or impact.statement, measure.value, str(measure.since))
        if same not in told:
            told.add(same)
            caution = " ".join(impact_cautions(impact, document.report.period.end.last_day))
            yield Headline(figure_text(measure.value, measure.unit), telling_sentence(impact), caution)


def telling_sentence(impact: ReportingImpact) -> str:
    """The sentence of the statement that holds the measure's value, else its first."""
    sentences = _SENTENCE_END.split(" ".join(impact.statement.split()))
    value = impact.measure.value if impact.measure else None
    if value is None:
        return sentences[0]
    words = {number_in_words(value)}
    if value == int(value):
        words |= {in_words(int(value)), *(("no", "none") if value == 0 else ())}
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)
    return next((sentence for sentence in sentences if pattern.search(sentence)), sentences[0])


def _figures(document: Document) -> Iterator[Headline]:
    for figure in document.figures or ():
        if figure.value is not None:
            yield Headline(figure_text(figure.value, figure.unit), _figure_sentence(figure))


def _figure_sentence(figure: Figure) -> str:
    label = " ".join(figure.label.split())
    return label[:1].upper() + label[1:].rstrip(".") + "."


def _done(document: Document) -> Iterator[Headline]:
    activity = document.assurance_activity
    reviews = sum(each.count or 0 for each in activity.practice_reviews or ()) if activity else 0
    audits = (activity.multi_agency_case_audits or ()) if activity else ()
    learning = (activity.learning or ()) if activity else ()
    groups = [group for group in document.groups or () if group.developments]
    developments = sum(len(group.developments or ()) for group in groups)
    if reviews:
        yield Headline(str(reviews), f"Practice review{_s(reviews)} brought out learning for every agency.")
    if audits:
        yield Headline(str(len(audits)), f"Multi-agency case audit{_s(len(audits))}: {'; '.join(audits)}.")
    if developments:
        across = f"across {in_words(len(groups))} groups" if len(groups) > 1 else "in one group"
        yield Headline(str(developments), f"Development{_s(developments)} {across}, told in the pages that follow.")
    if learning:
        yield Headline(str(len(learning)), f"Point{_s(len(learning))} of learning for awareness, practice and systems.")


def _s(count: int) -> str:
    return "" if count == 1 else "s"
