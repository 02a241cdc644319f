"""One action: its page, and every step one can take with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.documents import operations as documents
from goldenthread.documents import queries as document_queries
from goldenthread.documents.rules import NotAllowed
from goldenthread.documents.web import add_files
from goldenthread.history import queries as history
from goldenthread.partnership import queries as partnership
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, new_token, note_sight, partnership_page, readers
from goldenthread.thread import forms, operations, permissions, queries
from goldenthread.thread.models import Action
from goldenthread.thread.pages.action import action_view, head_of
from goldenthread.thread.rules.smart import hints
from goldenthread.thread.rules.states import OPEN, TRANSITIONS, Part, choices
from goldenthread.thread.terms import ActionState, Brag, LineState
from goldenthread.thread.views.actions import action_form, draft_of


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """An action's page; that it was opened is written down."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, action.record)
    graph = queries.graph(scope.viewer, action.record)
    shown = [node for node in graph.nodes if node.kind.value == "impact" and node.tested_on]
    held = permissions.parts(scope.viewer, action)
    facts = permissions.facts(action, evidence=action.evidence_count, impacts_shown=len(shown))  # type: ignore[attr-defined]
    state = ActionState(action.state)
    found = (
        hints(
            text=action.text,
            measure=action.measure,
            due_on=action.due_on,
            owner_organisation=action.owner_organisation_id is not None,
            owner_person=action.owner_person_id is not None,
            accepted=state not in {ActionState.DRAFT, ActionState.AGREED},
            today=scope.viewer.day,
        )
        if state in {ActionState.DRAFT, ActionState.AGREED}
        else []
    )
    view = action_view(
        scope,
        action,
        parts=held,
        choices=choices(held, facts),
        hints=found,
        files=document_queries.documents_of(scope.viewer, action.record),
        events=history.events_of(action.pk, 50),
        upstream=graph.upstream(action.pk),
        downstream=graph.downstream(action.pk),
        may_edit=permissions.may_lead(scope.viewer, action.partnership_id, action.record.group_id) and state in OPEN,
    )
    return render(
        request,
        "thread/action.html",
        {
            "head": view.head,
            "view": view,
            "scope": scope,
            "update_form": forms.UpdateForm(initial={"version": view.version}),
            "submission": new_token(),
            "thread_address": scope.address("thread", reference),
        },
    )


def _page_for(
    scope: Scope, action: Action, title: str, button: str, said: str, lede: str = "", kind: str = "primary"
) -> FormPage:
    head = head_of(scope, action, title)
    address = scope.address("actions", action.record.reference)
    return FormPage(
        Head(title, head.reference, head.tags, head.breadcrumbs, lede or action.text),
        button,
        address,
        address,
        said,
        button_kind=kind,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def edit(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Change an action's words and details."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    initial = {
        "version": action.record.version,
        "text": action.text,
        "measure": action.measure,
        "owner_organisation": str(action.owner_organisation_id or ""),
        "owner_person": str(action.owner_person_id or ""),
        "due_on": action.due_on,
        "themes": ", ".join(action.themes),
        "contributors": [str(line.organisation_id) for line in action.lines.all()],
        "priority": str(action.priority_id or ""),
    }
    form = action_form(request, scope, editing=True, initial=initial, groups=[])
    form_page = _page_for(scope, action, "Change the action", "Save the changes", "The changes are saved.")
    return answer_form(
        request,
        scope,
        form_page,
        form,
        lambda data: operations.edit_action(
            action_id=action.pk, seen=data["version"], draft=draft_of(data), by=scope.viewer, at=scope.viewer.at
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def move(request: HttpRequest, scope: Scope, reference: str, state: str) -> HttpResponseBase:
    """Take an action to another state, asking for the reason where one is needed."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    known = {member.value: member for member in ActionState}
    transition = TRANSITIONS[ActionState(action.state)].get(known[state]) if state in known else None
    if transition is None or known[state] is ActionState.MERGED:
        if request.method == "POST" and state in known:
            raise Refused(f"{reference} is “{ActionState(action.state).label}” by now; someone may have been faster.")
        raise Http404
    form = forms.ReasonForm(
        request.POST or None, initial={"version": action.record.version}, asks_reason=transition.asks_reason
    )
    kind = "warning" if known[state] is ActionState.WITHDRAWN else "primary"
    form_page = _page_for(
        scope, action, transition.label, transition.label, f"{reference}: {transition.event.label.lower()}.", kind=kind
    )
    return answer_form(
        request,
        scope,
        form_page,
        form,
        lambda data: operations.move(
            action_id=action.pk,
            seen=data["version"],
            to=known[state],
            by=scope.viewer,
            at=scope.viewer.at,
            reason=data["reason"],
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def update(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Say how an action is going, with evidence in the same step."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    form = forms.UpdateForm(request.POST or None, request.FILES or None, initial={"version": action.record.version})

    def perform(data: dict[str, Any]) -> None:
        operations.give_update(
            action_id=action.pk,
            seen=data["version"],
            text=data["text"],
            brag=Brag(data["brag"] or "unset"),
            by=scope.viewer,
            at=scope.viewer.at,
        )
        if data["evidence"]:
            _add(scope, action, data["evidence"])

    return answer_form(
        request,
        scope,
        _page_for(scope, action, "Say how it is going", "Save the update", "Your update is saved."),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def evidence(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Add evidence."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    return add_files(
        request,
        scope,
        record=action.record,
        head=head_of(scope, action, "Add evidence"),
        back=scope.address("actions", reference),
        check=lambda: _check_adds(scope, action),
        label="Evidence",
    )


def _check_adds(scope: Scope, action: Action) -> None:
    if not permissions.parts(scope.viewer, action) - {Part.MEMBER}:
        raise Refused("Its owner, the organisations that contribute, the chair and the business unit add evidence.")


def _add(scope: Scope, action: Action, file: Any) -> None:
    _check_adds(scope, action)
    try:
        documents.add(record=action.record, name=file.name, content=file.read(), by=scope.viewer, at=scope.viewer.at)
    except NotAllowed as problem:
        raise Refused(str(problem)) from problem


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def due(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Move the due date, with the reason."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    form = forms.DueForm(request.POST or None, initial={"version": action.record.version})
    return answer_form(
        request,
        scope,
        _page_for(scope, action, "Move its date", "Move the date", "The date is moved; the first one stays beside it."),
        form,
        lambda data: operations.move_due_date(
            action_id=action.pk,
            seen=data["version"],
            due_on=data["due_on"],
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def offer(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Offer an action to another group."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    groups = [
        group
        for group in partnership.groups(scope.partnership.id, scope.viewer.day)
        if group.pk != action.record.group_id
    ]
    form = forms.OfferForm(request.POST or None, initial={"version": action.record.version}, groups=groups)

    def perform(data: dict[str, Any]) -> None:
        receiver = next(group for group in groups if group.key == data["group"])
        operations.offer(
            action_id=action.pk,
            seen=data["version"],
            receiver=receiver,
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    lede = f"It stays with {action.record.group} until the other group answers, and {action.origin} keeps sight and the final sign-off."
    return answer_form(
        request,
        scope,
        _page_for(scope, action, "Offer it to another group", "Offer it", "It is offered; their chair is told.", lede),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def answer(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Accept an action that was offered, or return it."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    form = forms.AnswerForm(request.POST or None, initial={"version": action.record.version})

    def perform(data: dict[str, Any]) -> str | None:
        operations.answer_step(
            action_id=action.pk,
            seen=data["version"],
            accepted=data["answer"] == "accepted",
            reason=data["reason"],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return (
            None
            if data["answer"] == "accepted" or scope.viewer.in_unit(scope.partnership.id)
            else scope.address("actions")
        )

    return answer_form(
        request,
        scope,
        _page_for(
            scope,
            action,
            f"Answer for {action.offered_to or 'the group'}",
            "Answer",
            "The answer is given; the group it came from is told.",
        ),
        form,
        perform,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def part(request: HttpRequest, scope: Scope, reference: str, organisation: int) -> HttpResponseBase:
    """Answer for a contributing organisation's part."""
    action = queries.get_action(scope.viewer, scope.partnership.id, reference)
    line = next((line for line in action.lines.all() if line.organisation_id == organisation), None)
    if line is None:
        raise Http404
    form = forms.LineForm(
        request.POST or None, initial={"state": line.state if line.state != "asked" else "", "note": line.note}
    )
    return answer_form(
        request,
        scope,
        _page_for(scope, action, f"Answer for {line.organisation}", "Answer", "The answer is given."),
        form,
        lambda data: operations.answer_line(
            action_id=action.pk,
            organisation_id=organisation,
            state=LineState(data["state"]),
            note=data["note"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
    )


def breadcrumbs(scope: Scope) -> tuple[Link, ...]:
    """The way back to the log."""
    return (Link("Actions", scope.address("actions")),)
