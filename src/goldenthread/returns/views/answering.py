"""Answering a return: the same steps for whoever is signed in and for whoever came by a link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from goldenthread.design.format import in_words
from goldenthread.documents.terms import DocumentState
from goldenthread.history import operations as history
from goldenthread.history.operations import AlreadyStored
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.web import new_token
from goldenthread.returns import operations, queries
from goldenthread.returns.forms.answering import ColleagueForm, ReasonForm, SectionForm, SendForm
from goldenthread.returns.pages.answering import Desk, answered_sections, overview, receipt
from goldenthread.returns.pages.copy import copy_pdf
from goldenthread.returns.permissions import facts
from goldenthread.returns.rules.answering import fingerprint, missing
from goldenthread.returns.rules.definition import Section
from goldenthread.returns.rules.states import Part, unmet
from goldenthread.returns.terms import LinkKind, QuestionType, ReturnState

Step = Callable[[HttpRequest, Desk, str], HttpResponseBase]
CONFLICT, NOT_FITTING = 409, 422


def take_step(request: HttpRequest, desk: Desk, step: str, part: str) -> HttpResponseBase:
    """One step of answering. What this person has no part in is not there."""
    chosen = STEPS.get(step)
    if chosen is None or (desk.by.section and step not in {"", "section", "file"}):
        raise Http404
    return chosen(request, desk, part)


def first(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """What is asked, and how far it is. Opening it is noted once."""
    if desk.state is ReturnState.SENT and desk.answerable:
        row = operations.open_return(return_id=desk.row.pk, by=desk.by, at=desk.at)
        desk.row.state, desk.row.record.version = row.state, row.record.version
    passed = (
        list(desk.row.links.filter(kind=LinkKind.DELEGATE.value, revoked_at__isnull=True).order_by("pk"))
        if desk.whole
        else []
    )
    page = overview(desk, passed)
    return _render(request, desk, "returns/answer.html", {"head": page.head, "page": page, "submission": new_token()})


def _render(
    request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, template, {"layout": desk.layout, "desk": desk, **context}, status=status)


def section(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """One section's questions. Whatever fits is stored, also where something else does not."""
    found = next((each for each in desk.sections if each.key == part), None)
    if found is None or not desk.answerable:
        if request.method == "POST":
            raise Refused(
                "This section is not open for answers now: the return was sent in, or another answer closed it."
            )
        raise Http404
    if request.method == "GET":
        return _section_page(request, desk, found, _form(desk, found))
    form = _form(desk, found, request)
    form.is_valid()
    quietly = request.headers.get("X-Saved-As-Typed") == "yes"
    saved = operations.save_answers(
        return_id=desk.row.pk, changes=form.changes(), by=desk.by, at=desk.at, quietly=quietly
    )
    if quietly:
        return _typed(desk, found, form, saved)
    for key, sentence in saved.problems.items():
        form.add_error(f"q-{key}", sentence)
    for key in saved.meanwhile:
        form.add_error(
            f"q-{key}", "Someone else answered this while you did. Read both, and send the one that is right."
        )
    form.meanwhile = saved.meanwhile
    _files(request, desk, found, form)
    if form.errors:
        # What was stored now stands under a new fingerprint; the fields keep what was typed.
        fresh = queries.answers_in(desk.row)
        form.answers = fresh
        return _section_page(request, desk, found, form, CONFLICT if saved.meanwhile else NOT_FITTING)
    if "stay" in request.POST:
        return redirect(f"{desk.base}section/{part}/")
    keys = [each.key for each in _again(desk).sections]
    after = keys[keys.index(part) + 1 :] if part in keys else []
    if not desk.whole:
        messages.success(request, "Your answers are saved. You can come back to them until it is sent in.")
        return redirect(desk.base)
    return redirect(f"{desk.base}section/{after[0]}/" if after else f"{desk.base}check/")


def _again(desk: Desk) -> Desk:
    """The desk with the answers as they are now, since an answer may open or close sections."""
    return Desk(desk.row, desk.by, desk.at, desk.base, queries.answers_in(desk.row), desk.scope)


def _form(desk: Desk, found: Section, request: HttpRequest | None = None) -> SectionForm:
    shown = {}
    for question in found.questions:
        if question.condition and (target := desk.definition.questions.get(question.condition.question)):
            labels = {choice.value: choice.label for choice in target.choices}
            chosen = in_words((f"“{labels.get(value, value)}”" for value in question.condition.one_of), "or")
            shown[question.key] = f"Only if the answer to “{target.text}” is {chosen}"
    return SectionForm(
        request.POST if request else None,
        request.FILES if request else None,
        section=found,
        answers=desk.answers,
        asked=desk.asked,
        shown=shown,
    )


def _typed(desk: Desk, found: Section, form: SectionForm, saved: operations.Saved) -> JsonResponse:
    """The answer to the script that saves as people type: fingerprints to send next time, and what does not fit yet."""
    now = queries.answers_in(desk.row, sections=[found.key])
    seen = {
        question.key: fingerprint(now[question.key])
        for question in found.questions
        if question.key in now and question.key not in saved.meanwhile
    }
    meanwhile = {key: f"{other.by_name} answered this meanwhile." for key, other in saved.meanwhile.items()}
    problems = {name.removeprefix("q-"): " ".join(map(str, errors)) for name, errors in form.errors.items()}
    return JsonResponse(
        {"stored": saved.stored, "seen": seen, "meanwhile": meanwhile, "problems": {**problems, **saved.problems}},
        status=CONFLICT if meanwhile else 200,
    )


def _files(request: HttpRequest, desk: Desk, found: Section, form: SectionForm) -> None:
    """Files are added and taken out beside the other answers."""
    for question in found.questions:
        if question.type is not QuestionType.EVIDENCE:
            continue
        for reference in request.POST.getlist(f"drop-{question.key}"):
            operations.remove_evidence(
                return_id=desk.row.pk, question=question.key, reference=reference, by=desk.by, at=desk.at
            )
        file = form.cleaned_data.get(f"q-{question.key}")
        if isinstance(file, UploadedFile):
            try:
                operations.add_evidence(
                    return_id=desk.row.pk,
                    question=question.key,
                    name=file.name or "file",
                    content=file.read(),
                    by=desk.by,
                    at=desk.at,
                )
            except Refused as refusal:
                form.add_error(f"q-{question.key}", str(refusal))


def _section_page(
    request: HttpRequest, desk: Desk, found: Section, form: SectionForm, status: int = 200
) -> HttpResponse:
    files = queries.files_of(desk.row) if any(q.type is QuestionType.EVIDENCE for q in found.questions) else {}
    place = [each.key for each in desk.sections].index(found.key) + 1
    lede = f"Section {place} of {len(desk.sections)}" if desk.whole else "Your section"
    return _render(
        request,
        desk,
        "returns/answer_section.html",
        {"head": desk.head(found.title, lede), "form": form, "section": found, "items": form.items(), "files": files},
        status,
    )


def check(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """All answers, what is missing, and sending in."""
    to = _next(desk)
    form = SendForm(request.POST or None, initial={"version": desk.row.record.version})
    status = 200
    if request.method == "POST" and to is not None:
        if form.is_valid():
            try:
                return _once(request, desk, lambda: _move(desk, to, form.cleaned_data["version"]))
            except (Refused, ChangedMeanwhile) as refusal:
                form.add_error(None, str(refusal))
        status = NOT_FITTING
    wanting = [
        (question.text, f"{desk.base}section/{desk.definition.section_of[question.key].key}/#q-{question.key}")
        for question in missing(desk.definition, desk.answers)
    ]
    obstacles = unmet(facts(desk.row, missing=len(wanting), reason="given"), to) if to else []
    senior = desk.state is ReturnState.WITH_SENIOR
    words = (
        "Sign it off and send it in"
        if senior
        else "Send it for sign-off"
        if to is ReturnState.WITH_SENIOR
        else "Send it in"
    )
    return _render(
        request,
        desk,
        "returns/answer_check.html",
        {
            "head": desk.head("Check the answers" if to else "The answers"),
            "form": form,
            "sections": answered_sections(
                desk.definition,
                desk.answers,
                queries.files_of(desk.row),
                file_base=f"{desk.base}file/",
                change_base=desk.base if desk.answerable else "",
            ),
            "wanting": wanting if desk.answerable else [],
            "obstacles": obstacles,
            "words": words if to else "",
            "back_url": f"{desk.base}back/" if senior and Part.SENIOR in desk.by.parts else "",
            "submission": request.POST.get("submission") or new_token(),
        },
        status,
    )


def _next(desk: Desk) -> ReturnState | None:
    """Where this person can send it, or None."""
    if desk.state is ReturnState.WITH_SENIOR:
        return ReturnState.RETURNED if Part.SENIOR in desk.by.parts else None
    if not desk.answerable or Part.RECIPIENT not in desk.by.parts:
        return None
    return ReturnState.WITH_SENIOR if desk.row.sign_off else ReturnState.RETURNED


def _move(desk: Desk, to: ReturnState, seen: int | None, reason: str = "") -> str:
    operations.move(return_id=desk.row.pk, seen=seen, to=to, by=desk.by, at=desk.at, reason=reason)
    return f"{desk.base}receipt/" if to in {ReturnState.RETURNED, ReturnState.NIL, ReturnState.REFUSED} else desk.base


def _once(request: HttpRequest, desk: Desk, perform: Callable[[], str], address: str = "") -> HttpResponse:
    """Do what a form asks, once, and go on; the same form again only goes on."""
    try:
        token = UUID(request.POST.get("submission", ""))
    except ValueError:
        token = uuid4()
    with transaction.atomic():
        try:
            history.store_once(token=token, person_id=desk.by.person_id, address=address or desk.base, at=desk.at)
        except AlreadyStored as stored:
            messages.info(request, "That was stored already; it was not stored twice.")
            return redirect(stored.address)
        return redirect(perform())


def _small(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    perform: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    lede: str = "",
    kind: str = "primary",
) -> HttpResponse:
    """A page with one small form."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _once(request, desk, lambda: perform(form.cleaned_data))
            except (Refused, ChangedMeanwhile) as refusal:
                form.add_error(None, str(refusal))
        status = NOT_FITTING
    return _render(
        request,
        desk,
        "returns/small_form.html",
        {
            "head": desk.head(title, lede),
            "form": form,
            "button": button,
            "button_kind": kind,
            "cancel_url": desk.base,
            "submission": request.POST.get("submission") or new_token(),
        },
        status,
    )


def _ends(to: ReturnState, title: str, button: str, label: str, lede: str, kind: str = "primary") -> Step:
    """A step that ends the answering with a reason."""

    def step(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
        allowed = desk.answerable and Part.RECIPIENT in desk.by.parts
        if to is ReturnState.IN_PROGRESS:
            allowed = desk.state is ReturnState.WITH_SENIOR and bool(desk.by.parts & {Part.SENIOR, Part.RECIPIENT})
        if not allowed:
            return redirect(desk.base)
        form = ReasonForm(request.POST or None, label=label, initial={"version": desk.row.record.version})
        return _small(
            request,
            desk,
            form,
            lambda data: _move(desk, to, data["version"], data["reason"]),
            title=title,
            button=button,
            lede=lede,
            kind=kind,
        )

    return step


def pass_on(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """Pass a section to a colleague."""
    found = next((each for each in desk.sections if each.key == part), None)
    if found is None or not desk.answerable or Part.RECIPIENT not in desk.by.parts:
        raise Http404
    form = ColleagueForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        operations.delegate(
            return_id=desk.row.pk, section=part, name=data["name"], email=data["email"], by=desk.by, at=desk.at
        )
        messages.success(request, f"{data['name']} gets a link to “{found.title}”.")
        return desk.base

    return _small(request, desk, form, perform, title=f"Pass on “{found.title}”", button="Send them the link")


def take_back(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """End a colleague's link."""
    if request.method == "POST" and part.isdigit():
        operations.take_back(return_id=desk.row.pk, link_id=int(part[:18]), by=desk.by, at=desk.at)
        messages.success(request, "Their link does not work any more; what they answered stays.")
    return redirect(desk.base)


def receipt_page(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """The receipt of the last time it was sent in, with a copy to keep."""
    last = desk.row.submissions.order_by("-number").first()
    if last is None:
        return redirect(desk.base)
    made = receipt(desk, last)
    title = "Thank you: it was sent in" if desk.row.answered_at else "The last receipt"
    return _render(
        request, desk, "returns/answer_receipt.html", {"head": desk.head(title), "receipt": made, "desk": desk}
    )


def copy(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """A copy of the answers as a PDF."""
    last = desk.row.submissions.order_by("-number").first()
    content = copy_pdf(desk, last)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{desk.row.record.reference}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def file(request: HttpRequest, desk: Desk, part: str) -> HttpResponseBase:
    """One file that was handed in, of the sections this person sees."""
    document = queries.files_of(desk.row).get(part)
    shown = {
        reference
        for each in desk.sections
        for question in each.questions
        if question.type is QuestionType.EVIDENCE and question.key in desk.answers
        for reference in desk.answers[question.key].value or ()
    }
    if document is None or document.state != DocumentState.CLEAN.value or part not in shown:
        raise Http404
    try:
        content = operations.opened_file(document=document, by=desk.by.actor, at=desk.at)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


STEPS: dict[str, Step] = {
    "": first,
    "section": section,
    "check": check,
    "nil": _ends(
        ReturnState.NIL,
        "Declare a nil return",
        "Declare a nil return",
        "Why is there nothing to tell?",
        "It counts as an answer. Say where you looked, for example: we checked every record and do not know the child.",
    ),
    "refuse": _ends(
        ReturnState.REFUSED,
        "Decline to answer",
        "Decline to answer",
        "Why do you decline?",
        "The partnership reads the reason and may come back to you.",
        "warning",
    ),
    "back": _ends(
        ReturnState.IN_PROGRESS,
        "Send it back for changes",
        "Send it back",
        "What has to change?",
        "Whoever answers can then change the answers and send it for sign-off again.",
    ),
    "pass": pass_on,
    "take-back": take_back,
    "receipt": receipt_page,
    "copy": copy,
    "file": file,
}
"""Every step by the word it has in the address."""
