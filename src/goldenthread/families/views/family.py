"""A record's family, and one of its members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.design.components import Button, Link
from goldenthread.design.page import Head
from goldenthread.families import permissions, queries
from goldenthread.families.pages import family as pages
from goldenthread.families.pages import member as lines
from goldenthread.families.rules.family import cautions
from goldenthread.families.views.shared import trail
from goldenthread.records.queries import get_record
from goldenthread.records.web import Scope, note_sight, partnership_page, readers, record_address


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Each household apart, each member a card."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, record, "its family")
    family = queries.of_record(scope.viewer, record)
    keeps = permissions.may_keep(scope.viewer, record)
    add = pages.address_of(scope, record, "new")
    head = Head(
        "Family",
        reference,
        breadcrumbs=(Link(reference, record_address(scope, record)),),
        lede=pages.lede(family),
        action=Button("Add a family member", add) if keeps else None,
    )
    context = {
        "head": head,
        "notices": pages.notices(family, scope.viewer.day),
        "parts": pages.parts(scope, family),
        "before": pages.before_publication(family),
        "still": pages.still_to_tell(family.facts),
        "needs": pages.needs(family, scope.viewer.day),
    }
    return render(request, "families/family.html", context)


@require_GET
@partnership_page(readers)
def one(request: HttpRequest, scope: Scope, reference: str, number: int) -> HttpResponseBase:
    """One family member: what is safe, contacts, what they said and what changed because of it."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    _, held = queries.get_member(scope.viewer, record, number)
    note_sight(scope, record, f"its family, {held.row.label}")
    keeps = permissions.may_keep(scope.viewer, record)
    may = permissions.may_record(scope.viewer, record, held.row)

    def to(words: str, *parts: str) -> Link:
        return Link(words, pages.address_of(scope, record, str(number), *parts))

    others: list[Link] = []
    if may:
        others += [to("Write down what they said", "said", "new"), to("Before publication", "told", "new")]
        others += [to("Draft a letter or leaflet", "letter"), to("Who is this?", "identity")]
    if keeps:
        others += [to("Name the contact", "named"), to("Write down a restriction", "restrictions", "new")]
        others.append(to("Change what is known", "edit"))
    contact = to("Record a contact", "contact", "new")
    head = Head(
        held.row.label,
        reference,
        pages.tags(held),
        trail(scope, record),
        action=Button(contact.text, contact.url) if may else None,
        others=tuple(others),
    )
    context = {
        "head": head,
        "notices": lines.member_notices(held, scope.viewer.day),
        "cautions": cautions(held.facts, scope.viewer.day),
        "bound": bool(held.facts.restricted(scope.viewer.day)),
        "known": lines.known(held),
        "restrictions": lines.restriction_lines(scope, record, held, keeps),
        "contacts": lines.contact_lines(scope, record, held),
        "said": lines.said_lines(scope, record, held),
        "told": lines.told_lines(scope, record, held),
        "earlier": lines.earlier_entries(held),
    }
    return render(request, "families/member.html", context)
