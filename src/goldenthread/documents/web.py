"""Adding files in the browser, for the rooms above: several at once, by hand or dropped on the page, each with its own answer.

Without script the form sends them all at once; with it each is sent by itself and its progress shown (design/scripts/uploads.js).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from goldenthread.design.format import counted, in_words
from goldenthread.design.forms import ChoiceField, FilesField
from goldenthread.design.page import Head
from goldenthread.documents import operations
from goldenthread.documents.models import Document
from goldenthread.documents.rules import ENDINGS, NotAllowed
from goldenthread.documents.terms import Marking
from goldenthread.records.models import Record
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope

HINT = "PDF, Word, Excel or PowerPoint files, pictures, texts or e-mails, up to 25 MB each. Choose them, or drop them on the box."


class FilesForm(forms.Form):
    """Several files at once."""

    chosen = FilesField("Files", hint=HINT, endings=ENDINGS, most_bytes=25_000_000)
    marking = ChoiceField(
        "Protective marking", [("", "None"), *Marking.choices()], look="select", required=False, what="the marking",
        hint="As it stands on the papers.",
    )  # fmt: skip


def add_files(
    request: HttpRequest,
    scope: Scope,
    *,
    record: Record,
    head: Head,
    back: str,
    check: Callable[[], None],
    label: str = "Files",
    replaces: Document | None = None,
) -> HttpResponseBase:
    """A page that adds files to a record. `check` raises Refused when this person may not. What is wrong with one file keeps no other from being added."""
    form = FilesForm()
    form.fields["chosen"].label = label
    alone = request.headers.get("X-Requested-With") == "fetch"
    if request.method == "POST":
        check()
        form = FilesForm(request.POST, request.FILES)
        form.fields["chosen"].label = label
        if form.is_valid():
            added, problems = _add(scope, record, form.cleaned_data, replaces)
            if alone:
                return JsonResponse(
                    {"added": not problems, "said": " ".join(problems)}, status=422 if problems else 200
                )
            if added:
                messages.success(request, f"{counted(len(added), 'file')} added: {in_words(added)}.")
            if not problems:
                return redirect(back)
            for problem in problems:
                form.add_error("chosen", problem)
        elif alone:
            return JsonResponse({"added": False, "said": " ".join(_sentences(form))}, status=422)
    context: dict[str, Any] = {"head": head, "form": form, "button": "Add them", "cancel_url": back}
    return render(request, "documents/add.html", context, status=422 if form.is_bound and form.errors else 200)


def _add(scope: Scope, record: Record, given: dict[str, Any], replaces: Document | None) -> tuple[list[str], list[str]]:
    added, problems = [], []
    files: list[UploadedFile[Any]] = given["chosen"]
    marking = Marking(given["marking"]) if given["marking"] else None
    for file in files:
        try:
            document = operations.add(
                record=record,
                name=file.name or "file",
                content=file.read(),
                by=scope.viewer,
                at=scope.viewer.at,
                replaces=replaces,
                marking=marking,
            )
        except (NotAllowed, Refused) as problem:
            problems.append(str(problem))
        else:
            added.append(document.name)
    return added, problems


def _sentences(form: forms.Form) -> list[str]:
    return [str(sentence) for sentences in form.errors.values() for sentence in sentences]
