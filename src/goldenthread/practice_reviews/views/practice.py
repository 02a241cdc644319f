"""A local child safeguarding practice review: the work, its drafts with a copy for each reader, and its publication."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.documents.operations import store
from goldenthread.documents.stores import StoreFailed
from goldenthread.families.queries import told_before_publication
from goldenthread.partnership.queries import seats
from goldenthread.practice_reviews import forms, operations
from goldenthread.practice_reviews.document import copy_pdf
from goldenthread.practice_reviews.models import Commission, Review
from goldenthread.practice_reviews.pages import practice as words
from goldenthread.practice_reviews.queries import get_review
from goldenthread.practice_reviews.queries.clocks import must_have_by, public_until
from goldenthread.practice_reviews.queries.practice import (
    commission,
    get_copy,
    get_draft,
    get_proceeding,
    get_reviewer,
    papers_of,
    work_of,
)
from goldenthread.practice_reviews.rules.incident import step_problem
from goldenthread.practice_reviews.rules.publishing import HEADINGS
from goldenthread.practice_reviews.terms import Ended, ReviewState
from goldenthread.practice_reviews.views.review import opened, page_of
from goldenthread.practice_reviews.views.shared import ask, leads, led, may, sent
from goldenthread.practice_reviews.views.stepped import told
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, partnership_page, readers
from goldenthread.rendering.failure import RenderingFailed

NOT_A_FILE = (
    "The file of this draft cannot be read just now. Try again later, or ask the business unit for a new draft."
)


def _begun(row: Review) -> Commission:
    """What was commissioned. There is no such page for a review that never became one."""
    held = commission(row)
    if held is None:
        raise Http404
    return held


def _turn(step: str, row: Review) -> None:
    if problem := step_problem(step, ReviewState(row.state)):
        raise Refused(problem)


@require_GET
@partnership_page(readers)
def practice(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Who works on it and what runs beside it."""
    row = opened(scope, reference)
    held, work, leading = _begun(row), work_of(row), leads(scope, row)
    first = "reviewer" if work.reviewer is None else "terms" if held.terms_agreed_on is None else "check"
    now = work.reviewer.name if work.reviewer else "nobody yet"
    lede = "Ended without a report." if held.ended_on else f"Reviewed by {now}."
    return page_of(
        request, scope, row, "practice", lede, first,
        facts=words.commission_facts(held), reviewers=words.reviewers_table(scope, row, work, leading and may(row, "reviewer_ends")),
        proceedings=words.proceedings_table(scope, row, work, leading and may(row, "proceeding_ends"), scope.viewer.day),
        checks=words.checks_table(work), practitioners=words.practitioners_table(work),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def publication(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Drafts and their copies, what is published, who was told before, and how long it is public."""
    row = opened(scope, reference)
    held, leading = _begun(row), leads(scope, row)
    papers = papers_of(scope.viewer, row, leads=leading)
    order = (
        ("draft", not papers.drafts), ("publication", not held.publication), ("words", not held.improvements),
        ("plan", held.planned_on is None), ("told", not papers.told), ("publish", held.published_on is None),
        ("repository", held.copied_on is None), ("down", held.looked_on is None),
    )  # fmt: skip
    first = next((step for step, is_missing in order if is_missing and may(row, step)), "")
    lede = (
        f"Published on {held.published_on:%-d %B %Y}." if held.published_on
        else "Nothing is published, and no page outside the circle says that there is a review."
    )  # fmt: skip
    return page_of(
        request, scope, row, "publication", lede, first,
        drafts=words.drafts_table(scope, row, papers, leading), copies=words.copies_table(scope, row, papers, leading),
        told=words.told_table(papers),
        facts=words.publication_facts(
            held, must_have_by(row.pk), public_until(row.pk), told_before_publication(row.record)
        ),
        parts=tuple((label, getattr(held, name)) for name, label in HEADINGS.items()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new_draft(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Add a draft."""
    row = led(scope, reference)
    _begun(row)
    _turn("draft", row)
    initial = {"version": row.record.version, "on": scope.viewer.day}
    form = forms.DraftForm(sent(request), request.FILES or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        file = data["file"]
        operations.add_draft(
            review_id=row.pk, seen=data["version"], name=file.name or "draft.pdf", content=file.read(),
            note=data["note"], on=data["on"], **told(scope),
        )  # fmt: skip

    return ask(
        request, scope, form, perform, title="Add a draft", button="Add the draft", row=row,
        back=scope.address("reviews", reference, "publication"), said="The draft is added. Give each reader a copy.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def give_copy(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Give a reader a copy of a draft."""
    row = led(scope, reference)
    draft = get_draft(row, number)
    _turn("copy", row)
    group = row.record.group_id or 0
    people = {str(seat.person_id): str(seat.person) for seat in seats(group, scope.viewer.day) if seat.person}
    form = forms.CopyForm(sent(request), initial={"version": row.record.version}, people=list(people.items()))
    return ask(
        request, scope, form,
        lambda data: operations.give_copy(
            draft_id=draft.pk, seen=data["version"], person_id=int(data["person"]) if data["person"] else None,
            reader=data["reader"], **told(scope),
        ),
        title=f"Give a reader a copy of draft {number}", button="Give the copy", row=row,
        back=scope.address("reviews", reference, "publication"), said="The copy is given.",
        lede="Its number and its reader stand on every page of it, and each time it is opened is written down.",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def read_copy(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """A reader's own copy as a PDF. That it was opened is written down."""
    row = get_review(scope.viewer, scope.partnership.id, reference)
    copy = get_copy(scope.viewer, row, number, leads=leads(scope, row))
    if copy.back_on is not None or copy.draft.document.state != "clean":
        raise Http404
    try:
        with store().open(copy.draft.document.stored_as) as file:
            content = file.read()
        made = copy_pdf(
            content, copy=copy, reference=reference, partnership=scope.partnership.name,
            fictional=scope.partnership.fictional, at=scope.viewer.at,
        )  # fmt: skip
    except (FileNotFoundError, StoreFailed, RenderingFailed):
        raise Refused(NOT_A_FILE) from None
    operations.note_reading(copy=copy, record=row.record, **told(scope))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{reference}-draft-{copy.draft.number}-copy-{number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def take_back(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Take a copy back."""
    row = led(scope, reference)
    copy = get_copy(scope.viewer, row, number, leads=True)
    _turn("copy", row)
    return ask(
        request, scope, forms.NothingForm(sent(request), initial={"version": row.record.version}),
        lambda data: operations.take_back(copy_id=copy.pk, seen=data["version"], **told(scope)),
        title=f"Take back copy {number}", button="Take it back", row=row,
        back=scope.address("reviews", reference, "publication"), said="The copy is taken back.",
        lede=f"{copy.reader} can open it no more. That they had it stays.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def end_reviewer(request: HttpRequest, scope: Scope, reference: str, pk: int) -> HttpResponse:
    """A reviewer's work ends."""
    row = led(scope, reference)
    held = get_reviewer(row, pk)
    _turn("reviewer_ends", row)
    initial = {"version": row.record.version, "on": scope.viewer.day}
    return ask(
        request, scope, forms.ReviewerEndsForm(sent(request), initial=initial),
        lambda data: operations.end_reviewer(
            reviewer_id=held.pk, seen=data["version"], how=Ended(data["how"]), why=data["why"], on=data["on"],
            **told(scope),
        ),
        title=f"The work of {held.name} ends", button="Record it", row=row,
        back=scope.address("reviews", reference, "practice"), said="It is recorded.",
        lede="Drafts, costs and what was found so far stay.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def agree_cost(request: HttpRequest, scope: Scope, reference: str, pk: int) -> HttpResponse:
    """Days and cost agreed anew."""
    row = led(scope, reference)
    held = get_reviewer(row, pk)
    _turn("cost", row)
    initial = {"version": row.record.version, "on": scope.viewer.day}
    names = ("days", "pounds", "why", "agreed_by", "on")
    return ask(
        request, scope, forms.CostForm(sent(request), initial=initial),
        lambda data: operations.agree_cost(
            reviewer_id=held.pk, seen=data["version"], **{name: data[name] for name in names}, **told(scope)
        ),
        title=f"Agree days and cost of {held.name} anew", button="Record it", row=row,
        back=scope.address("reviews", reference, "practice"), said="It is recorded; what was agreed before stays.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def end_proceeding(request: HttpRequest, scope: Scope, reference: str, pk: int) -> HttpResponse:
    """A proceeding ends."""
    row = led(scope, reference)
    held = get_proceeding(row, pk)
    _turn("proceeding_ends", row)
    initial = {"version": row.record.version, "on": scope.viewer.day}
    return ask(
        request, scope, forms.ProceedingEndsForm(sent(request), initial=initial),
        lambda data: operations.end_proceeding(
            proceeding_id=held.pk, seen=data["version"], why=data["why"], on=data["on"], **told(scope)
        ),
        title="A proceeding ends", button="Record it", row=row, lede=held.words,
        back=scope.address("reviews", reference, "practice"), said="It is recorded, and what waited for it goes on.",
    )  # fmt: skip
