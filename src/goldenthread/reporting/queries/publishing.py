"""A report ready to be told: what was signed off, or what stands there now, marked as a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings

from goldenthread.core.clock import day_of
from goldenthread.partnership.models import Partnership
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import from_plain, write
from goldenthread.reporting.models import Report, Section
from goldenthread.reporting.publication import (
    Publication,
    SignOff,
    publication_docx,
    publication_html,
    publication_of,
    publication_pdf,
)
from goldenthread.reporting.queries.documents import (
    CAVEATS,
    SIGNED_AS,
    document_of,
    draft_document,
    find_report,
    plain_of,
    sections_of,
)
from goldenthread.thread.queries.since import recomputed as recomputed_since

FORMATS: dict[str, tuple[str, Callable[[Publication], bytes]]] = {
    "pdf": ("application/pdf", publication_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", publication_docx),
    "html": ("text/html; charset=utf-8", lambda publication: publication_html(publication).encode()),
    "yaml": ("application/yaml; charset=utf-8", lambda publication: write(publication.document).encode()),
}
"""The outputs of a report: media type, and what makes its bytes."""
AT = " "  # between a group's key and an impact's number; keys have no spaces


def publication(report: Report, at: datetime) -> Publication:
    """A report as it would be published now: with its sign-off, or as a draft. Run it as the reporting actor."""
    if report.sealed is not None and report.signed_off_at is not None:
        signed = SignOff(
            report.version, day_of(report.signed_off_at), report.extra.get(SIGNED_AS, "the safeguarding partners")
        )
        return _published(document_of(report), report.partnership, at, signed, report.extra.get(CAVEATS, {}))
    sections = sections_of(report)
    document = from_plain(plain_of(report, sections))
    return _published(
        document, report.partnership, at, None, recomputed_caveats(report, sections, document, day_of(at))
    )


def recomputed_caveats(report: Report, sections: Sequence[Section], document: Document, today: date) -> dict[str, str]:
    """For each impact that rests on an indicator and a product's day, what the readings said at the period's end: by group key and number."""
    found: dict[str, str] = {}
    for section, group in zip(sections, document.groups or (), strict=True):
        for row, development in zip(section.developments.all(), group.developments or (), strict=True):  # type: ignore[attr-defined]
            for held, impact in zip(row.development.impacts.all(), development.impacts or (), strict=True):
                said = (
                    recomputed_since(held.impact, min(report.period_end, today))
                    if held.impact_id and held.impact
                    else None
                )
                if said is not None:
                    found[f"{group.key}{AT}{impact.number}"] = f"{said.sentence} {said.caution}"
    return found


def period_publication(partnership: Partnership, kind: str, start: date, end: date, at: datetime) -> Publication:
    """The report of exactly this period, else a draft from the partnership's records of the period. Run it as the reporting actor."""
    report = find_report(partnership.pk, kind, start, end)
    return (
        publication(report, at)
        if report
        else _published(draft_document(partnership, kind, start, end), partnership, at, None, {})
    )


def _published(
    document: Document, partnership: Partnership, at: datetime, signed: SignOff | None, recomputed: Mapping[str, str]
) -> Publication:
    """The publication, in which a recomputed count takes the place of the caution that the source's own words need."""
    made = publication_of(
        document,
        generated_at=at.replace(microsecond=0),
        sign_off=signed,
        demonstration=partnership.fictional or settings.DEMONSTRATION,
    )
    ours = {(place.partition(AT)[0], place.partition(AT)[2]): (text,) for place, text in recomputed.items()}
    instead = {" ".join(made.caveats[place]): texts[0] for place, texts in ours.items() if place in made.caveats}
    headlines = tuple(replace(each, caution=instead.get(each.caution, each.caution)) for each in made.headlines)
    return replace(made, headlines=headlines, caveats={**made.caveats, **ours})
