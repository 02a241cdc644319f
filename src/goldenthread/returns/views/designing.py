"""The designer: a draft's outline, its sections and questions, trying it, publishing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import Link, Tag
from goldenthread.design.page import Head
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.web import FormPage, Scope, answer_form, new_token, partnership_page, stored_once
from goldenthread.returns import operations, queries
from goldenthread.returns.forms.designing import (
    FactsForm,
    PublishForm,
    QuestionDesignForm,
    SectionDesignForm,
    columns_text,
    condition_options,
    options_text,
)
from goldenthread.returns.models import QuestionnaireVersion
from goldenthread.returns.pages.designer import outline
from goldenthread.returns.rules import editing
from goldenthread.returns.rules.definition import Condition, Definition, draft, read
from goldenthread.returns.views.questionnaires import designers, preview_page


def _draft(scope: Scope, reference: str) -> tuple[QuestionnaireVersion, Definition, str]:
    """The draft of a questionnaire, and the designer's address. Errors: Http404 where there is none."""
    row = queries.get_questionnaire(scope.viewer, scope.partnership.id, reference)
    version = next((each for each in row.versions.all() if each.published_at is None), None)
    if version is None:
        raise Http404
    version.questionnaire = row
    return version, draft(version.content), scope.address("questionnaires", reference, "design")


@require_GET
@partnership_page(designers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The outline of a draft."""
    version, definition, _ = _draft(scope, reference)
    _, problems = read(version.content)
    view = outline(scope, version, definition, problems)
    return render(request, "returns/design.html", {"head": view.head, "view": view, "new_token": new_token})


def _answer(
    request: HttpRequest,
    scope: Scope,
    version: QuestionnaireVersion,
    form: Any,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    title: str,
    button: str,
    address: str,
    anchor: str = "",
) -> HttpResponse:
    """A page with one form that changes the draft."""
    reference = version.questionnaire.reference
    crumbs = (
        Link("Questionnaires", scope.address("questionnaires")),
        Link(reference, scope.address("questionnaires", reference)),
        Link("Draft", address),
    )
    form_page = FormPage(
        Head(title, reference, (Tag("info", f"Draft of version {version.number}"),), crumbs), button, address, address
    )

    def perform(data: dict[str, Any]) -> str:
        operations.edit_draft(
            version_id=version.pk,
            seen=data["version"],
            change=change,
            said=f"{title}: saved",
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return f"{address}#{anchor}" if anchor else address

    return answer_form(request, scope, form_page, form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def facts(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Title, introduction and source."""
    version, definition, address = _draft(scope, reference)
    initial = {
        "title": definition.title,
        "introduction": definition.introduction,
        "source": definition.source,
        "version": version.edits,
    }
    form = FactsForm(request.POST or None, initial=initial)

    def change(data: dict[str, Any]) -> dict[str, Any]:
        typed = form.cleaned_data
        return editing.with_facts(
            data, title=typed["title"], introduction=typed["introduction"], source=typed["source"]
        )

    return _answer(
        request, scope, version, form, change, title="Title and introduction", button="Save", address=address
    )


def _ticked(condition: Condition | None) -> list[str]:
    return [f"{condition.question}={value}" for value in condition.one_of] if condition else []


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def section(request: HttpRequest, scope: Scope, reference: str, key: str = "") -> HttpResponseBase:
    """Add a section, or change one."""
    version, definition, address = _draft(scope, reference)
    found = definition.section(key)
    if key and found is None:
        raise Http404
    initial: dict[str, Any] = {"readers": "group", "version": version.edits}
    before = ""
    if found is not None:
        before = found.questions[0].key if found.questions else ""
        initial |= {
            "title": found.title,
            "guidance": found.guidance,
            "readers": found.readers.value,
            "only_if": _ticked(found.condition),
        }
    conditions = condition_options(definition, before)
    form = SectionDesignForm(request.POST or None, initial=initial, conditions=conditions)
    return _answer(
        request,
        scope,
        version,
        form,
        lambda data: editing.with_section(data, key, form.facts())[0],
        title="Change the section" if key else "Add a section",
        button="Save the section",
        address=address,
        anchor=key,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def question(request: HttpRequest, scope: Scope, reference: str, key: str, question: str = "") -> HttpResponseBase:
    """Add a question to a section, or change one."""
    version, definition, address = _draft(scope, reference)
    found = definition.questions.get(question)
    above = definition.section(key)
    if above is None or (question and (found is None or definition.section_of[question].key != key)):
        raise Http404
    initial: dict[str, Any] = {"type": "long_text", "version": version.edits}
    if found is not None:
        initial |= {
            "text": found.text,
            "type": found.type.value,
            "required": found.required,
            "guidance": found.guidance,
            "source": found.source,
            "options": options_text(found),
            "columns": columns_text(found),
            "only_if": _ticked(found.condition),
        }
    conditions = condition_options(_until(definition, key), question)
    form = QuestionDesignForm(request.POST or None, initial=initial, conditions=conditions, before=found)
    return _answer(
        request,
        scope,
        version,
        form,
        lambda data: editing.with_question(data, key, question, form.facts())[0],
        title="Change the question" if question else f"Add a question to “{above.title}”",
        button="Save the question",
        address=address,
        anchor=key,
    )


def _until(definition: Definition, key: str) -> Definition:
    """The questionnaire up to and with a section: what stands after it cannot decide anything in it."""
    place = [section.key for section in definition.sections].index(key)
    return Definition(definition.title, sections=definition.sections[: place + 1])


@require_POST
@partnership_page(designers)
def arrange(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Move a section or a question up or down, or remove it."""
    version, _, address = _draft(scope, reference)
    what, _, rest = request.POST.get("what", "").partition(" ")
    key, _, asked = rest.partition(" ")
    steps: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "up": lambda data: editing.moved(data, key, asked, -1),
        "down": lambda data: editing.moved(data, key, asked, 1),
        "remove": lambda data: editing.without(data, key, asked),
    }
    edits = request.POST.get("version", "")
    if what not in steps or not (edits.isascii() and edits.isdigit() and len(edits) < 16):
        raise Http404

    def perform() -> str:
        operations.edit_draft(
            version_id=version.pk,
            seen=int(edits),
            change=steps[what],
            said=f"{'Removed' if what == 'remove' else 'Moved'} {asked or key}",
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return f"{address}#{key}"

    try:
        return stored_once(request, scope, address, perform)
    except (Refused, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect(address)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def preview(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The draft as whoever answers will see it, to try out."""
    version, definition, address = _draft(scope, reference)
    crumbs = (
        Link("Questionnaires", scope.address("questionnaires")),
        Link(reference, scope.address("questionnaires", reference)),
        Link("Draft", address),
    )
    head = Head(definition.title, reference, (Tag("info", f"Draft of version {version.number}"),), crumbs)
    return preview_page(request, definition, head)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def publish(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Publish the draft."""
    version, _, address = _draft(scope, reference)
    above = scope.address("questionnaires", reference)
    form = PublishForm(request.POST or None, initial={"version": version.edits})
    head = Head(
        f"Publish version {version.number}",
        reference,
        (Tag("info", f"Draft of version {version.number}"),),
        (Link("Questionnaires", scope.address("questionnaires")), Link(reference, above), Link("Draft", address)),
        "It can then be asked, and never changes. Requests that were sent with an earlier version keep it.",
    )
    form_page = FormPage(head, "Publish it", address, above, "It is published.")
    return answer_form(
        request,
        scope,
        form_page,
        form,
        lambda data: (
            operations.publish(
                version_id=version.pk,
                seen=data["version"],
                what_changed=data["what_changed"],
                by=scope.viewer,
                at=scope.viewer.at,
            )
            and None
        ),
    )
