"""The action log, and writing one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.core.references import normalise
from goldenthread.design.components import Button, Link
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.queries import get_record
from goldenthread.records.terms import LOOKED_INTO, RecordKind
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers
from goldenthread.thread import forms, operations, queries
from goldenthread.thread.operations import ActionDraft
from goldenthread.thread.pages.log import EXPORT_COLUMNS, FILL_COLUMNS, GROUPINGS, export_rows, fill_rows, log_page
from goldenthread.thread.permissions import may_write_for
from goldenthread.thread.queries import ActionFilter


@require_GET
@partnership_page(readers)
def log(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The action log: one filter for its page, its total and its exports."""
    chosen = ActionFilter.of(request.GET)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        to_fill = request.GET.get("fill") == "yes"  # to be sent to people who live in Outlook and Excel
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-actions{'-to-fill-in' if to_fill else ''}",
            FILL_COLUMNS if to_fill else EXPORT_COLUMNS,
            lambda: (fill_rows if to_fill else export_rows)(
                scope, queries.exported_actions(scope.viewer, scope.partnership.id, chosen)
            ),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    grouping = request.GET.get("by", "")
    grouping = grouping if grouping in GROUPINGS else ""
    number = request.GET.get("page", "1")
    page = queries.action_page(
        scope.viewer, scope.partnership.id, chosen, int(number) if number.isdigit() and len(number) < 7 else 1
    )
    shown = log_page(
        scope,
        chosen,
        page,
        grouping,
        *partnership.choices(scope.partnership.id),
    )
    writes = may_write_somewhere(scope)
    head = Head(
        "Actions",
        lede=f"{counted(page.total, 'action')}: {shown.standing.lower()}.",
        action=Button("Write an action", scope.address("actions", "new")) if writes else None,
        others=(
            *(
                (Link("Bring in an action log", scope.address("actions", "import")),)
                if scope.viewer.in_unit(scope.partnership.id)
                else ()
            ),
            Link("Bring back a filled-in spreadsheet", scope.address("actions", "returned")),
        ),
    )
    return render(
        request,
        "thread/log.html",
        {
            "head": head,
            "page": shown,
            "bulk": scope.viewer.in_unit(scope.partnership.id),
            "bulk_address": scope.address("actions", "bulk"),
        },
    )


def may_write_somewhere(scope: Scope) -> bool:
    """Whether this person records things for any group here."""
    return scope.viewer.in_unit(scope.partnership.id) or any(
        seat.partnership_id == scope.partnership.id for seat in scope.viewer.seats
    )


def writable_groups(scope: Scope) -> list[Any]:
    """The groups this person records things for. Errors: Http404 when there is none."""
    held = [
        group
        for group in partnership.groups(scope.partnership.id, scope.viewer.day)
        if may_write_for(scope.viewer, scope.partnership.id, group.pk)
    ]
    if not held:
        raise Http404
    return held


def action_form(
    request: HttpRequest, scope: Scope, *, editing: bool, initial: dict[str, Any], groups: list[Any]
) -> forms.ActionForm:
    """The form of an action with its choices."""
    upstream = (
        []
        if editing
        else queries.likely_upstream(
            scope.viewer,
            scope.partnership.id,
            [RecordKind.LEARNING, RecordKind.SOURCE, *LOOKED_INTO],
        )
    )
    return forms.ActionForm(
        request.POST or None,
        initial=initial,
        groups=groups,
        organisations=partnership.organisations(scope.partnership.id),
        people=partnership.people(scope.partnership.id, scope.viewer.day),
        priorities=partnership.priorities(scope.partnership.id),
        upstream=upstream,
        editing=editing,
    )


def draft_of(data: dict[str, Any]) -> ActionDraft:
    """What was typed, as the operation takes it."""
    return ActionDraft(
        text=data["text"],
        measure=data["measure"],
        owner_organisation=int(data["owner_organisation"]) if data["owner_organisation"] else None,
        owner_person=int(data["owner_person"]) if data["owner_person"] else None,
        due_on=data["due_on"],
        themes=forms.split_themes(data["themes"]),
        contributors=tuple(int(pk) for pk in data["contributors"] if pk != data["owner_organisation"]),
        priority=int(data["priority"]) if data["priority"] else None,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write an action, from learning where the address names some."""
    groups = writable_groups(scope)
    came_from = [normalise(reference) for reference in request.GET.getlist("from")]
    initial = {"comes_from": came_from, "group": request.GET.get("group", groups[0].key), "version": ""}
    form = action_form(request, scope, editing=False, initial=initial, groups=groups)
    for reference in came_from:
        known = {option.value for option in form.fields["comes_from"].options} if "comes_from" in form.fields else set()  # type: ignore[attr-defined]
        if reference not in known and "comes_from" in form.fields:
            record = get_record(scope.viewer, scope.partnership.id, reference)
            form.fields["comes_from"].options = [*form.fields["comes_from"].options, *forms.record_options([record])]  # type: ignore[attr-defined]

    def perform(data: dict[str, Any]) -> str:
        upstream = [
            get_record(scope.viewer, scope.partnership.id, reference) for reference in data.get("comes_from", ())
        ]
        group = next(group for group in groups if group.key == data["group"])
        action = operations.write_action(
            group=group, draft=draft_of(data), by=scope.viewer, at=scope.viewer.at, comes_from=upstream
        )
        return scope.address("actions", action.record.reference)

    page = FormPage(
        Head(
            "Write an action",
            breadcrumbs=(Link("Actions", scope.address("actions")),),
            lede="It starts as a draft. Its page then says what is missing before the group agrees it.",
        ),
        "Save the draft",
        scope.address("actions"),
        scope.address("actions"),
        "The action is saved as a draft.",
    )
    return answer_form(request, scope, page, form, perform)
