"""Writing a family member down: who they are to the child, the named contact, restrictions; and who they are, for a reason."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.design.components import Lines, Link, SummaryRow
from goldenthread.design.page import Head
from goldenthread.families import forms, operations, queries
from goldenthread.families.operations import MemberDraft
from goldenthread.families.pages.family import address_of
from goldenthread.families.terms import Advocate, Asked, Relationship, RestrictionKind, Safe, Standing
from goldenthread.families.views.shared import acting, ask, kept, member_of, sent, trail
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, partnership_page, readers

SHOWN = (
    "label", "relationship", "household", "under_18", "safe", "safe_words", "language", "interpreter", "needs", "advocate",
    "advocate_from", "dates_to_avoid", "called", "informed", "wants_draft", "publication", "wishes", "version",
)  # fmt: skip


def _draft(data: dict[str, Any]) -> MemberDraft:
    held = {name: value for name, value in data.items() if name != "version"}
    held |= {
        "relationship": Relationship(data["relationship"]),
        "standing": tuple(Standing(each) for each in data["standing"]),
        "safe": Safe(data["safe"]),
        "advocate": Advocate(data["advocate"]),
        "wants_draft": Asked(data["wants_draft"]),
        "publication": Asked(data["publication"]),
    }
    return MemberDraft(**held)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def new(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Write someone of the family down."""
    record = kept(scope, reference)
    initial = {
        "household": 1, "safe": Safe.ASK.value, "advocate": Advocate.NOT_OFFERED.value, "wants_draft": Asked.NOT_ASKED.value,
        "publication": Asked.NOT_ASKED.value,
    }  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        row = operations.add_member(record=record, draft=_draft(data), **acting(scope))
        return address_of(scope, record, str(row.number))

    return ask(
        request, scope, record, forms.MemberForm(sent(request), initial=initial), perform, title="Add a family member",
        button="Write them down", said="They are written down.",
        lede="Parents, step-parents, carers, brothers and sisters, grandparents, friends, and the child: whoever was close and can be heard.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def edit(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Change what is known of a family member. What is sealed is not shown here."""
    record, _, held = member_of(scope, reference, number)
    initial = {name: getattr(held.row, name) for name in SHOWN} | {"standing": held.row.standing}
    return ask(
        request, scope, record, forms.MemberForm(sent(request), initial=initial, keeps=True),
        lambda data: operations.change_member(
            member_id=held.row.pk, seen=data["version"], draft=_draft(data), **acting(scope)
        ) and None,
        title=f"Change what is known: {held.row.label}", button="Store it", said="It is stored.", held=held,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def named(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Name the contact and the cover."""
    record, _, held = member_of(scope, reference, number)
    row = held.row
    people = [(str(person.pk), person.name) for person in queries.candidates(record, scope.viewer.day)]
    initial = {
        "version": row.version, "person": str(row.contact_person_id or ""), "words": row.contact_words,
        "cover": str(row.cover_id or ""), "cover_words": row.cover_words,
    }  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        operations.name_contact(
            member_id=row.pk, seen=data["version"], person_id=int(data["person"]) if data["person"] else None,
            words=data["words"], cover_id=int(data["cover"]) if data["cover"] else None, cover_words=data["cover_words"],
            **acting(scope),
        )  # fmt: skip

    return ask(
        request, scope, record, forms.NameContactForm(sent(request), initial=initial, people=people), perform,
        title=f"Named contact: {row.label}", button="Name them", said="They are named, and told.", held=held,
        lede="One person whom the family member can reach, and someone who covers. Parents who live apart have different ones.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def restriction(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Write down that someone is not freely approached."""
    record, _, held = member_of(scope, reference, number)
    form = forms.RestrictionForm(sent(request), initial={"starts_on": scope.viewer.day})
    return ask(
        request, scope, record, form,
        lambda data: operations.restrict(
            member_id=held.row.pk, **{**data, "kind": RestrictionKind(data["kind"])}, **acting(scope)
        ) and None,
        title=f"A restriction: {held.row.label}", button="Write it down", said="It is written down.", held=held,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def review(request: HttpRequest, scope: Scope, reference: str, number: int, row: int) -> HttpResponseBase:
    """Look at a restriction again."""
    record, _, held = member_of(scope, reference, number)
    found = next((each for each in held.facts.restrictions if each.id == row and each.lifted_on is None), None)
    if found is None:
        raise Http404
    return ask(
        request, scope, record, forms.RestrictionReviewForm(sent(request), initial={"on": scope.viewer.day}),
        lambda data: operations.review_restriction(
            member_id=held.row.pk, restriction_id=row, **data, **acting(scope)
        ) and None,
        title=f"Look at it again: {found.kind.label.lower()}", button="Store it", said="It is stored.", held=held, lede=found.words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def identity(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """Who a family member is, once the reason is written down."""
    record, _, held = member_of(scope, reference, number, named=True)
    form = forms.WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            shown = operations.show_member(member_id=held.row.pk, why=form.cleaned_data["why"], **acting(scope))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            facts = tuple(
                SummaryRow(title, Lines(tuple(text.splitlines())) if text else "Not written down")
                for title, text in (
                    ("Name", shown.name), ("Telephone and e-mail", shown.reach), ("Address", shown.address),
                )
            )  # fmt: skip
            head = Head(
                f"Who is {held.row.label}?", reference, breadcrumbs=trail(scope, record, held),
                lede="That you were shown this is written down. Leave the page when you are done.",
            )  # fmt: skip
            back = Link(f"Back to {held.row.label}", address_of(scope, record, str(number)))
            response = render(request, "families/identity.html", {"head": head, "facts": facts, "back": back})
            response["Cache-Control"] = "private, no-store"
            return response
    return ask(
        request, scope, record, form, lambda data: None, title=f"Who is {held.row.label}?", button="Show me", said="", held=held,
        lede="Name, telephone, e-mail and address are sealed. Your reason is written down.",
    )  # fmt: skip
