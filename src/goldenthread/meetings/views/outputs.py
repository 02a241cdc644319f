"""What leaves a meeting: the pack of papers, and the minutes as page, PDF and Word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import Button, Column, Link, Row, Table
from goldenthread.documents import operations as documents
from goldenthread.documents import queries as document_queries
from goldenthread.documents.terms import DocumentState
from goldenthread.meetings import operations, queries
from goldenthread.meetings.models import Invitee
from goldenthread.meetings.operations.invitations import address_of
from goldenthread.meetings.pack import pack_items, pack_pdf, time_words
from goldenthread.meetings.pages.words import head_of
from goldenthread.meetings.publication import minutes_data, minutes_docx, minutes_pdf, status_words
from goldenthread.meetings.rules.states import HELD, MINUTING
from goldenthread.meetings.terms import MeetingState
from goldenthread.meetings.views.shared import leads
from goldenthread.records.queries import NotVisible
from goldenthread.records.web import Scope, note_sight, partnership_page, readers

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@partnership_page(readers)
def pack(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The papers as one PDF, this reader's own copy; that it was opened is written down."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    issue = queries.latest_issue(meeting)
    if issue is None:
        raise Http404

    def read(document_reference: str) -> bytes | None:
        try:
            document = document_queries.get_document(scope.viewer, scope.partnership.id, document_reference)
        except NotVisible:
            return None
        if document.state != DocumentState.CLEAN.value:
            return None
        try:
            with documents.store().open(document.stored_as) as file:
                return file.read()
        except FileNotFoundError:
            return None

    content = pack_pdf(
        scope.viewer,
        meeting,
        issue,
        partnership=scope.partnership.name,
        fictional=scope.partnership.fictional,
        address=address_of(meeting, scope.partnership.key),
        read=read,
    )
    operations.opened(issue_row=issue, by=scope.viewer, at=scope.viewer.at)
    return _download(content, f"{reference}-papers-{issue.version}.pdf", "application/pdf")


@require_GET
@partnership_page(readers)
def papers(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The papers as a page: the same words as the pack, with the files to open."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    issue = queries.latest_issue(meeting)
    if issue is None:
        raise Http404
    operations.opened(issue_row=issue, by=scope.viewer, at=scope.viewer.at)
    here = scope.address("meetings", reference)
    items = []
    for item in pack_items(scope.viewer, issue):
        held = item.content["papers"] if item.content else []
        items.append(
            {
                "number": item.number,
                "starts_at": time_words(item.starts_at),
                "content": item.content,
                "tables": [_table(paper) if paper.get("header") else None for paper in held],
            }
        )
    head = head_of(
        scope,
        meeting,
        "-",
        leads=leads(scope, meeting),
        title=f"Papers, version {issue.version}",
        action=Button("Take them away as one PDF", f"{here}pack.pdf"),
    )
    return render(request, "meetings/papers.html", {"head": head, "items": items, "files": scope.address("documents")})


def _table(paper: dict[str, list[dict[str, list[str]]]]) -> Table:
    header = [str(cell) for cell in paper["header"]]
    return Table(
        str(paper["title"]),
        tuple(Column(cell, "wide" if number == 1 else "text") for number, cell in enumerate(header)),
        tuple(Row(tuple(row["cells"])) for row in paper["rows"]),
    )


@require_GET
@partnership_page(readers)
def minutes(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The minutes: as a page, as PDF or as Word."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    state = MeetingState(meeting.state)
    leading = leads(scope, meeting)
    people: list[Invitee] = meeting.people  # type: ignore[attr-defined]
    # Until the draft is circulated it belongs to those who write it.
    if state not in HELD or (state in MINUTING and not leading):
        raise Http404
    held = queries.minutes_of(scope.viewer, meeting)
    note_sight(scope, meeting.record, "its minutes")
    given = {"partnership": scope.partnership.name, "fictional": scope.partnership.fictional}
    if (kind := request.GET.get("format", "")) == "pdf":
        content = minutes_pdf(meeting, held, **given, at=scope.viewer.at)  # type: ignore[arg-type]
        return _download(content, f"{reference}-minutes.pdf", "application/pdf")
    if kind == "docx":
        content = minutes_docx(meeting, held, **given, at=scope.viewer.at)  # type: ignore[arg-type]
        return _download(content, f"{reference}-minutes.docx", DOCX)
    here = scope.address("meetings", reference)
    action = None
    if leading and state is MeetingState.DRAFTED:
        action = Button("Circulate the draft minutes", f"{here}state/circulated/")
    elif leading and state is MeetingState.CIRCULATED:
        action = Button("Approve and seal the minutes", f"{here}state/sealed/")
    others = (Link("PDF", f"{here}minutes/?format=pdf"), Link("Word", f"{here}minutes/?format=docx"))
    return render(
        request,
        "meetings/minutes.html",
        {
            "head": head_of(
                scope,
                meeting,
                "minutes",
                leads=leading,
                lede=f"{status_words(meeting, held)}.",
                action=action,
                others=others,
            ),
            "data": minutes_data(meeting, held, **given),  # type: ignore[arg-type]
            "items_url": scope.address("meetings", "items"),
            "writes": leading and state in MINUTING,
            "comments": state is MeetingState.CIRCULATED
            and (leading or any(row.person_id == scope.viewer.person_id for row in people)),
            "people": _attendance(held.head),
        },
    )


def _attendance(head: dict[str, list[dict[str, str]]]) -> tuple[Table, ...]:
    columns = (Column("Name"), Column("Organisation"), Column("As"))
    return tuple(
        Table(
            words,
            columns,
            tuple(Row((row["name"], row["organisation"], row["as"])) for row in head[words.lower()]),
            show_caption=True,
        )
        for words in ("Present", "Apologies", "Absent")
        if head[words.lower()]
    )
