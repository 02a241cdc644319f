"""A letter or leaflet for one family member, to take away and finish."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.design.page import Head
from goldenthread.families import forms, operations
from goldenthread.families.pages.family import address_of
from goldenthread.families.pages.letters import Addressed, Letter, letter_docx, letter_pdf
from goldenthread.families.rules.letters import kinds_of, letter_notes
from goldenthread.families.terms import LetterKind
from goldenthread.families.views.shared import acting, member_of, sent, trail
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, partnership_page, readers

KINDS = {
    "pdf": (letter_pdf, "application/pdf"),
    "docx": (letter_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def letter(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Choose a letter and take it away. Nothing is sent: the named contact finishes it."""
    record, family, held = member_of(scope, reference, number, named=True)
    form = forms.LetterForm(
        sent(request),
        initial={"kind": LetterKind.FIRST.value, "format": "docx"},
        kinds=kinds_of(record.kind),
        restricted=bool(held.facts.restricted(scope.viewer.day)),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            kind = LetterKind(data["kind"])
            try:
                drafted = operations.draft_letter(
                    member_id=held.row.pk,
                    kind=kind,
                    agreed_by=data.get("agreed_by", ""),
                    why=data["why"],
                    **acting(scope),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                addressed = Addressed(drafted.reach.name, drafted.reach.address) if drafted.reach else None
                made, content_type = KINDS[data["format"]]
                content = made(
                    Letter(
                        kind, family, drafted.held, addressed, scope.partnership.name, scope.partnership.fictional,
                        scope.viewer.at, drafted.secrets,
                    )
                )  # fmt: skip
                response = HttpResponse(content, content_type=content_type)
                name = f"{reference}-{number}-{kind.value}.{data['format']}"
                response["Content-Disposition"] = f'attachment; filename="{name}"'
                response["Cache-Control"] = "private, no-store"
                return response
    notes = letter_notes(held.facts, scope.viewer.day)
    head = Head(
        f"A letter or leaflet: {held.row.label}",
        reference,
        breadcrumbs=trail(scope, record, held),
        lede="A draft with their own details alone. Nobody is sent anything: the named contact reads, finishes and signs it.",
    )
    context = {
        "head": head,
        "form": form,
        "button": "Make the draft",
        "cancel_url": address_of(scope, record, str(number)),
        "notes": notes,
    }
    return render(request, "families/letter.html", context, status=status)
