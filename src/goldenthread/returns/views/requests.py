"""Requests: the list, one of them, writing it, naming whom it is asked of, sending, chasing, and the answers side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.core.references import normalise
from goldenthread.design.components import Link
from goldenthread.design.format import counted, day
from goldenthread.design.page import Head
from goldenthread.history import queries as history
from goldenthread.partnership import queries as partnership
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.queries import NotVisible, get_record
from goldenthread.records.web import (
    FormPage,
    Scope,
    answer_form,
    new_token,
    note_sight,
    partnership_page,
    readers,
    stored_once,
)
from goldenthread.returns import operations, permissions, queries
from goldenthread.returns.forms.asking import RequestForm, VersionForm
from goldenthread.returns.forms.recipients import PARTS, RecipientsForm
from goldenthread.returns.models import Request
from goldenthread.returns.operations import Recipient, RequestDraft
from goldenthread.returns.pages.asked import (
    compared,
    export_columns,
    export_rows,
    one_request,
    request_head,
    requests_page,
)
from goldenthread.returns.queries import RequestFilter
from goldenthread.returns.rules.definition import draft
from goldenthread.returns.shipped import bases
from goldenthread.returns.terms import Readers


def askers(scope: Scope) -> bool:
    """Whoever sends requests for some group here."""
    return scope.reads and permissions.may_ask_somewhere(scope.viewer, scope.partnership.id)


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The requests this person sees."""
    chosen, number = RequestFilter.of(request.GET), request.GET.get("page", "1")
    page = queries.request_page(
        scope.viewer, scope.partnership.id, chosen, int(number) if number.isdigit() and len(number) < 7 else 1
    )
    shown = requests_page(scope, chosen, page, partnership.group_names(scope.partnership.id), asks=askers(scope))
    return render(request, "returns/requests.html", {"head": shown.head, "page": shown})


@require_GET
@partnership_page(readers)
def one(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A request's page; that it was opened is written down."""
    row = queries.get_request(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    view = one_request(
        scope,
        row,
        queries.returns_of(scope.viewer, row),
        history.events_of(row.pk, 50),
        about=queries.record_asked_about(scope.viewer, row),
        standing=request.GET.get("standing", "")[:20],
        asks=permissions.may_ask_for(scope.viewer, row.partnership_id, row.record.group_id),
    )
    context = {"head": view.head, "view": view, "submission": new_token(), "silent_submission": new_token()}
    return render(request, "returns/request.html", context)


@require_GET
@partnership_page(readers)
def answers(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Answers side by side, and as a spreadsheet."""
    row = queries.get_request(scope.viewer, scope.partnership.id, reference)
    wide = permissions.may_ask_for(scope.viewer, row.partnership_id, row.record.group_id)
    definition = draft(row.version.content)
    hidden = frozenset(
        section.key for section in definition.sections if section.readers is Readers.UNIT_AND_CHAIR and not wide
    )
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-{reference}",
            export_columns(definition, hidden),
            lambda: export_rows(scope, row, queries.answered_side_by_side(scope.viewer, row), hidden),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    note_sight(scope, row.record, "the answers side by side")
    held = queries.answered_side_by_side(scope.viewer, row)
    base = f"{scope.address('requests', reference)}answers/"
    return render(
        request,
        "returns/side_by_side.html",
        {
            "head": request_head(scope, row, "answers"),
            "questions": compared(scope, definition, held, hidden) if held else (),
            "hidden": bool(hidden),
            "downloads": (Link("Excel", f"{base}?format=xlsx"), Link("CSV", f"{base}?format=csv")),
        },
    )


def _asked_by_me(scope: Scope, reference: str) -> Request:
    row = queries.get_request(scope.viewer, scope.partnership.id, reference)
    if not permissions.may_ask_for(scope.viewer, row.partnership_id, row.record.group_id):
        raise Http404
    return row


def _draft(scope: Scope, form: RequestForm) -> RequestDraft:
    data = form.cleaned_data
    about: Record | None = None
    if data["about"]:
        try:
            about = get_record(scope.viewer, scope.partnership.id, normalise(data["about"]))
        except NotVisible:
            raise Refused(f"There is no record {normalise(data['about'])} that you may see.") from None
    return RequestDraft(
        title=data["title"],
        message=data["message"],
        due_on=data["due_on"],
        version_id=int(data["questionnaire"]),
        about=about,
        theme=data["theme"],
        statutory_basis=form.basis_text(),
        sign_off=data["sign_off"],
        plan=form.plan(),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(askers)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write a request; from a record or for a group where the address names one."""
    groups = [
        group
        for group in partnership.groups(scope.partnership.id, scope.viewer.day)
        if permissions.may_ask_for(scope.viewer, scope.partnership.id, group.pk)
    ]
    versions = queries.usable_versions(scope.viewer, scope.partnership.id)
    if not versions:
        messages.warning(request, "Take in or publish a questionnaire first: a request asks with one.")
        return redirect(scope.address("questionnaires"))
    chosen = request.GET.get("questionnaire", "")
    initial = {
        "group": request.GET.get("group", groups[0].key if groups else ""),
        "about": normalise(request.GET.get("about", ""))[:12],
        "questionnaire": next((str(row.pk) for row in versions if row.questionnaire.reference == chosen), ""),
        "remind_before": "5, 1",
        "remind_on_day": True,
        "remind_after": "1, 3",
        "escalate_after": 5,
        "version": "",
    }
    form = RequestForm(request.POST or None, initial=initial, groups=groups, versions=versions)

    def perform(data: dict[str, Any]) -> str:
        group = next(group for group in groups if group.key == data["group"])
        row = operations.make_request(group=group, draft=_draft(scope, form), by=scope.viewer, at=scope.viewer.at)
        return scope.address("requests", row.record.reference, "recipients")

    page = FormPage(
        Head(
            "Write a request",
            breadcrumbs=(Link("Requests", scope.address("requests")),),
            lede="Nothing is sent until you have named the organisations and pressed send.",
        ),
        "Save and name the organisations",
        scope.address("requests"),
        scope.address("requests"),
    )
    return answer_form(request, scope, page, form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(askers)
def edit(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Change what is asked, until it was sent."""
    row = _asked_by_me(scope, reference)
    about = queries.record_asked_about(scope.viewer, row)
    quoted = {f"{basis.words} ({basis.source})": key for key, basis in bases().items()}
    first, _, rest = row.statutory_basis.partition("\n")
    initial = {
        "title": row.record.title,
        "message": row.message,
        "about": about.reference if about else "",
        "theme": row.theme,
        "basis": quoted.get(first, ""),
        "basis_words": rest if first in quoted else row.statutory_basis,
        "due_on": row.due_on,
        "sign_off": row.sign_off,
        "remind_before": ", ".join(map(str, row.remind_before)),
        "remind_on_day": row.remind_on_day,
        "remind_after": ", ".join(map(str, row.remind_after)),
        "escalate_after": row.escalate_after,
        "questionnaire": str(row.version_id),
        "version": row.record.version,
    }
    versions = queries.usable_versions(scope.viewer, scope.partnership.id)
    if row.version_id not in {version.pk for version in versions}:
        versions = [row.version, *versions]
    form = RequestForm(request.POST or None, initial=initial, groups=(), versions=versions)
    address = scope.address("requests", reference)
    head = request_head(scope, row)
    page = FormPage(
        Head("Change what is asked", reference, head.tags, (*head.breadcrumbs, Link(reference, address))),
        "Save the changes",
        address,
        address,
        "The changes are saved.",
    )
    return answer_form(
        request,
        scope,
        page,
        form,
        lambda data: operations.edit_request(
            request_id=row.pk, seen=data["version"], draft=_draft(scope, form), by=scope.viewer, at=scope.viewer.at
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(askers)
def recipients(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Name whom it is asked of: every organisation of the register in one table."""
    row = _asked_by_me(scope, reference)
    there = queries.returns_of(scope.viewer, row)
    likely: dict[int, tuple[str, str]] = {}
    for post in partnership.people(scope.partnership.id, scope.viewer.day):
        if post.organisation_id and post.role == "member":
            likely.setdefault(post.organisation_id, (post.person.name, post.person.email))
    form = RecipientsForm(
        request.POST or None,
        organisations=partnership.organisations(scope.partnership.id),
        held={
            each.organisation_id: Recipient(
                each.organisation_id,
                each.contact_name,
                each.contact_email,
                each.senior_name,
                each.senior_email,
            )
            for each in there
            if each.state != "withdrawn" or each.sent_at
        },
        likely=likely,
        sent=frozenset(each.organisation_id for each in there if each.sent_at is not None),
        sign_off=row.sign_off,
        initial={"version": row.record.version},
    )
    address = scope.address("requests", reference)
    head = request_head(scope, row)
    page = FormPage(
        Head(
            "Whom it is asked of",
            reference,
            head.tags,
            (*head.breadcrumbs, Link(reference, address)),
            "Tick the organisations, and check who is asked at each. Whoever has an account answers with it; everyone else gets a link.",
        ),
        "Save the organisations",
        address,
        address,
        "The organisations are saved. Nothing is sent yet.",
        template="returns/recipients.html",
    )
    with_senior = row.sign_off or row.escalate_after is not None
    return answer_form(
        request,
        scope,
        page,
        form,
        lambda data: operations.set_recipients(
            request_id=row.pk,
            seen=data["version"],
            recipients=form.recipients(),
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        parts=PARTS if with_senior else PARTS[:2],
    )


@require_http_methods(["GET", "POST"])
@partnership_page(askers)
def send(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Send it to everyone who was named and not asked yet."""
    row = _asked_by_me(scope, reference)
    waiting = [each for each in queries.returns_of(scope.viewer, row) if each.state == "draft"]
    address = scope.address("requests", reference)
    head = request_head(scope, row)
    page = FormPage(
        Head(
            f"Send it to {counted(len(waiting), 'organisation')}",
            reference,
            head.tags,
            (*head.breadcrumbs, Link(reference, address)),
            f"Each is told at once and asked to answer by {day(row.due_on)}. None sees that another was asked.",
        ),
        "Send it",
        address,
        address,
        "It is sent.",
        template="returns/send.html",
    )
    form = VersionForm(request.POST or None, initial={"version": row.record.version})
    return answer_form(
        request,
        scope,
        page,
        form,
        lambda data: operations.send(request_id=row.pk, seen=data["version"], by=scope.viewer, at=scope.viewer.at),
        waiting=waiting,
    )


@require_POST
@partnership_page(askers)
def chase(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Remind those that were ticked, or everyone who is silent."""
    row = _asked_by_me(scope, reference)
    address = scope.address("requests", reference)
    rows = queries.returns_of(scope.viewer, row)
    if request.POST.get("whom") == "silent":
        chosen = queries.silent_among(rows, scope.viewer.day)
    else:
        ticked = {normalise(each) for each in request.POST.getlist("returns")}
        chosen = [each for each in rows if each.record.reference in ticked]
    if not chosen:
        messages.warning(request, "Tick at least one organisation first.")
        return redirect(address)

    def perform() -> None:
        count = operations.chase(return_ids=[each.pk for each in chosen], by=scope.viewer, at=scope.viewer.at)
        messages.success(request, f"{counted(count, 'organisation').capitalize()} reminded.")

    return stored_once(request, scope, address, perform)
