"""A document's own page: what it is, its versions, and who opened it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.design.components import Column, EmptyState, EvidenceFile, Row, SummaryRow, Table, Tag, TimelineEntry
from goldenthread.design.format import file_size, instant
from goldenthread.documents.models import Document
from goldenthread.documents.terms import DocumentState, Marking
from goldenthread.history.models import Event
from goldenthread.records.web import Scope

STATES = {
    DocumentState.QUARANTINED: Tag("warning", DocumentState.QUARANTINED.label),
    DocumentState.CLEAN: Tag("success", DocumentState.CLEAN.label),
    DocumentState.INFECTED: Tag("danger", DocumentState.INFECTED.label),
    DocumentState.DISPOSED: Tag("neutral", DocumentState.DISPOSED.label),
}


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One document."""

    facts: tuple[SummaryRow, ...]
    versions: Table
    openings: tuple[TimelineEntry, ...]
    may_open: bool
    url: str


def evidence_file(scope: Scope, document: Document) -> EvidenceFile:
    """A document as a list of files shows it."""
    state = DocumentState(document.state)
    url = scope.address("documents", document.reference)
    return EvidenceFile(
        document.name,
        url,
        f"{document.media_type.split('/')[-1].upper() if len(document.media_type) < 24 else document.name.rpartition('.')[2].upper()}, {file_size(document.size)}{f', {Marking(document.marking).label}' if document.marking else ''}",
        f"{document.added_by}, {instant(document.uploaded_at)}",
        None if state is DocumentState.CLEAN else STATES[state],
        f"{url}about/",
    )


def document_page(
    scope: Scope, document: Document, versions: Sequence[Document], openings: Sequence[Event]
) -> DocumentPage:
    """The page of one document."""
    state = DocumentState(document.state)
    facts = [
        SummaryRow("Added", f"{document.added_by}, {instant(document.uploaded_at)}"),
        SummaryRow("Size", file_size(document.size)),
        SummaryRow("State", STATES[state]),
        SummaryRow("Protective marking", Marking(document.marking).label if document.marking else "None"),
    ]
    if document.found:
        facts.append(SummaryRow("What was found", document.found))
    rows = tuple(
        Row(
            (
                str(len(versions) - place),
                each.name,
                each.added_by,
                instant(each.uploaded_at),
                STATES[DocumentState(each.state)],
            )
        )
        for place, each in enumerate(versions)
    )
    columns = (Column("Version"), Column("Name", "wide"), Column("Added by"), Column("When"), Column("State"))
    return DocumentPage(
        tuple(facts),
        Table("Versions", columns, rows, empty=EmptyState("No version", "There is none.")),
        tuple(TimelineEntry(event.actor_name, instant(event.at), when_iso=event.at.isoformat()) for event in openings),
        state is DocumentState.CLEAN,
        scope.address("documents", document.reference),
    )
