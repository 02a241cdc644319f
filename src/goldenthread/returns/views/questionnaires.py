"""Questionnaires: the list, one with its versions, taking in those that come with the program, and reading them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import Link, Tag
from goldenthread.design.page import Head
from goldenthread.records.web import FormPage, Scope, answer_form, new_token, partnership_page, stored_once
from goldenthread.returns import operations, permissions, queries
from goldenthread.returns.forms.answering import SectionForm
from goldenthread.returns.forms.designing import NewQuestionnaireForm
from goldenthread.returns.models import QuestionnaireVersion
from goldenthread.returns.pages.designer import condition_words, one_questionnaire, questionnaires_page
from goldenthread.returns.rules.answering import NOTHING, Given, check, in_force, missing
from goldenthread.returns.rules.definition import Definition, draft
from goldenthread.returns.shipped import questionnaires as shipped
from goldenthread.returns.terms import AnswerState
from goldenthread.returns.views.requests import askers


def designers(scope: Scope) -> bool:
    """Whoever designs questionnaires."""
    return scope.reads and permissions.may_design(scope.viewer, scope.partnership.id)


@require_GET
@partnership_page(askers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every questionnaire."""
    page = questionnaires_page(
        scope,
        queries.questionnaires(scope.viewer, scope.partnership.id),
        list(shipped().values()),
        designs=designers(scope),
    )
    return render(request, "returns/questionnaires.html", {"head": page.head, "page": page, "submission": new_token()})


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Begin a questionnaire."""
    base = scope.address("questionnaires")
    page = FormPage(
        Head("Design a questionnaire", breadcrumbs=(Link("Questionnaires", base),)), "Begin the draft", base, base
    )

    def perform(data: dict[str, Any]) -> str:
        row = operations.start_questionnaire(
            partnership_id=scope.partnership.id,
            name=data["name"],
            introduction=data["introduction"],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("questionnaires", row.reference, "design")

    return answer_form(request, scope, page, NewQuestionnaireForm(request.POST or None), perform)


@require_POST
@partnership_page(askers)
def take(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Take in a questionnaire that comes with the program."""
    if key not in shipped():
        raise Http404

    def perform() -> str:
        row = operations.take_shipped(partnership_id=scope.partnership.id, key=key, by=scope.viewer, at=scope.viewer.at)
        return scope.address("questionnaires", row.reference)

    return stored_once(
        request, scope, scope.address("questionnaires"), perform, "It is taken in and can be asked with."
    )


@require_GET
@partnership_page(askers)
def one(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A questionnaire with its versions."""
    row = queries.get_questionnaire(scope.viewer, scope.partnership.id, reference)
    page = one_questionnaire(scope, row, designs=designers(scope), asks=askers(scope))
    context = {
        "head": page.head,
        "page": page,
        "submission": new_token(),
        "retire_submission": new_token(),
        "may_draft": designers(scope) and all(version.published_at for version in row.versions.all()),
    }
    return render(request, "returns/questionnaire.html", context)


@require_POST
@partnership_page(designers)
def change(request: HttpRequest, scope: Scope, reference: str, what: str) -> HttpResponseBase:
    """Begin a new draft, or stop or begin offering it."""
    row = queries.get_questionnaire(scope.viewer, scope.partnership.id, reference)
    address = scope.address("questionnaires", reference)

    def perform() -> str:
        if what == "draft":
            operations.start_draft(questionnaire=row, by=scope.viewer, at=scope.viewer.at)
            return f"{address}design/"
        operations.retire(questionnaire=row, retired=row.retired_on is None, by=scope.viewer, at=scope.viewer.at)
        return address

    if what not in {"draft", "retire"}:
        raise Http404
    return stored_once(request, scope, address, perform)


def preview_page(request: HttpRequest, definition: Definition, head: Head, form_action: str = "") -> HttpResponseBase:
    """A questionnaire as whoever answers sees it, to try out: what is typed is judged and not stored."""
    tried = request.method == "POST"
    data, answers = (request.POST if tried else None), {}
    problems: dict[str, str] = {}
    forms = []
    for section in definition.sections:
        shown = {
            question.key: condition_words(definition, question.condition).capitalize()
            for question in section.questions
            if question.condition
        }
        form = SectionForm(data, section=section, answers={}, asked=set(definition.questions), shown=shown)
        forms.append((section, form))
        if tried and form.is_valid() is not None:
            for key, one_change in form.changes().items():
                given: Given = one_change.given
                problem = check(definition.questions[key], given) if given != NOTHING else None
                if problem:
                    problems[key] = problem
                elif given.state is not AnswerState.NOT_ANSWERED:
                    answers[key] = given
    asked = in_force(definition, answers)
    return render(
        request,
        "returns/preview.html",
        {
            "head": head,
            "definition": definition,
            "sections": [
                (
                    section,
                    form,
                    form.items(),
                    condition_words(definition, section.condition) if section.condition else "",
                )
                for section, form in forms
            ],
            "tried": tried,
            "asked": len(asked),
            "answered": len(answers),
            "wanting": [question.text for question in missing(definition, answers)],
            "problems": [f"{definition.questions[key].text}: {sentence}" for key, sentence in problems.items()],
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(askers)
def shipped_preview(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Read one that comes with the program before taking it in."""
    if key not in shipped():
        raise Http404
    head = Head(
        shipped()[key].definition.title,
        tags=(Tag("neutral", "Comes with the program"),),
        breadcrumbs=(Link("Questionnaires", scope.address("questionnaires")),),
    )
    return preview_page(request, shipped()[key].definition, head)


@require_http_methods(["GET", "POST"])
@partnership_page(askers)
def version(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Read and try one version."""
    row = queries.get_questionnaire(scope.viewer, scope.partnership.id, reference)
    found: QuestionnaireVersion | None = next((each for each in row.versions.all() if each.number == number), None)
    if found is None:
        raise Http404
    state = Tag("success", "Published") if found.published_at else Tag("info", "Draft")
    address = scope.address("questionnaires", reference)
    head = Head(
        f"{row.name}, version {number}",
        reference,
        (state,),
        (Link("Questionnaires", scope.address("questionnaires")), Link(reference, address)),
    )
    return preview_page(request, draft(found.content), head)
