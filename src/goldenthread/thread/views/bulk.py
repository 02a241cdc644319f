"""Several actions at once: chase, reassign, merge."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from goldenthread.core.references import normalise
from goldenthread.design.components import Link
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, stored_once
from goldenthread.thread import forms, operations, queries
from goldenthread.thread.models import Action

MOST = 200  # actions at once


def unit(scope: Scope) -> bool:
    """The business unit."""
    return scope.viewer.in_unit(scope.partnership.id)


def chosen_actions(request: HttpRequest, scope: Scope) -> list[Action]:
    """The ticked actions that this viewer sees."""
    references = [
        normalise(reference) for reference in (request.POST.getlist("actions") or request.GET.getlist("actions"))
    ][:MOST]
    return list(
        queries.action_rows(scope.viewer, scope.partnership.id, queries.ActionFilter(standing="all"))
        .select_related("record")
        .filter(record__reference__in=references)
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def bulk(request: HttpRequest, scope: Scope, what: str) -> HttpResponseBase:
    """One thing done to every ticked action, or to none."""
    rows = chosen_actions(request, scope)
    back = scope.address("actions")
    if not rows:
        messages.warning(request, "Tick at least one action first.")
        return redirect(back)
    if what == "chase":

        def perform() -> None:
            count = operations.chase(action_ids=[row.pk for row in rows], by=scope.viewer, at=scope.viewer.at)
            messages.success(request, f"The owners of {counted(count, 'action')} were reminded.")

        return stored_once(request, scope, back, perform)
    return _merge(request, scope, rows) if what == "merge" else _reassign(request, scope, rows)


def _bound(request: HttpRequest) -> Any:
    """The form's own data, once it has been shown: the first visit only brings the ticks."""
    return request.POST if request.POST.get("step") == "done" else None


def _reassign(request: HttpRequest, scope: Scope, rows: list[Action]) -> HttpResponseBase:
    form = forms.ReassignForm(
        _bound(request),
        organisations=partnership.organisations(scope.partnership.id),
        people=partnership.people(scope.partnership.id, scope.viewer.day),
    )
    page = FormPage(
        Head(
            f"Give {counted(len(rows), 'action')} another owner",
            breadcrumbs=(Link("Actions", scope.address("actions")),),
            lede="An organisation that did not own an action before has to accept it.",
        ),
        "Reassign",
        scope.address("actions"),
        scope.address("actions"),
        "They have another owner, who is told.",
        template="thread/bulk.html",
    )

    def perform(data: dict[str, Any]) -> None:
        person = int(data["owner_person"]) if data["owner_person"] else None
        operations.reassign(
            action_ids=[row.pk for row in rows],
            owner_person=person,
            owner_organisation=int(data["owner_organisation"]),
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    return _answer(request, scope, page, form, perform, rows)


def _merge(request: HttpRequest, scope: Scope, rows: list[Action]) -> HttpResponseBase:
    form = forms.MergeForm(_bound(request), candidates=[row.record for row in rows])
    page = FormPage(
        Head(
            f"Merge {counted(len(rows), 'action')}",
            breadcrumbs=(Link("Actions", scope.address("actions")),),
            lede="The one that carries on takes over every source, theme and contributing organisation of the others. They stay, and point to it.",
        ),
        "Merge them",
        scope.address("actions"),
        scope.address("actions"),
        "They are merged.",
        template="thread/bulk.html",
    )

    def perform(data: dict[str, Any]) -> str:
        into = next(row for row in rows if row.record.reference == data["into"])
        operations.merge(action_ids=[row.pk for row in rows], into_id=into.pk, by=scope.viewer, at=scope.viewer.at)
        return scope.address("actions", data["into"])

    return _answer(request, scope, page, form, perform, rows)


def _answer(
    request: HttpRequest, scope: Scope, page: FormPage, form: Any, perform: Any, rows: list[Action]
) -> HttpResponseBase:
    if not form.is_bound:
        request.method = "GET"  # the ticks came by POST so that the address stays short; nothing is done yet
    return answer_form(request, scope, page, form, perform, rows=rows)
