"""The partnership: its facts and its organisations."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms, operations
from goldenthread.administration.pages import about as pages
from goldenthread.administration.pages.words import about_nav
from goldenthread.administration.views.shared import ask, everyone, sent, unit
from goldenthread.design.components import Button, Link, Tag
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.partnership import operations as partnership_operations
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Organisation, Partnership
from goldenthread.partnership.operations import Facts, OrganisationDraft
from goldenthread.partnership.terms import Capacity, Sector
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page
from goldenthread.thread import queries as thread


@require_GET
@partnership_page(everyone)
def about(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """A partnership at a glance."""
    place = scope.partnership.id
    shown = pages.about_page(
        scope,
        Partnership.objects.get(pk=place),
        partnership.memberships(place),
        partnership.groups(place),
        partnership.priorities(place),
    )
    action = Button("Change the facts", scope.address("about", "change"), "secondary") if unit(scope) else None
    return render(
        request,
        "administration/about.html",
        {"head": Head(scope.partnership.name, action=action, subnav=about_nav(scope, "")), "page": shown},
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def change(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Change a partnership's facts."""
    facts = Facts.of(Partnership.objects.get(pk=scope.partnership.id))
    initial = {**asdict(facts), "seen": facts.seen, "neighbouring": "\n".join(facts.neighbouring)}
    form = forms.FactsForm(sent(request), initial=initial)

    def perform(data: dict[str, Any]) -> None:
        asked = Facts(
            data["name"],
            data["short_name"],
            data["area"],
            data["established"],
            data["relevant_agencies"],
            lines(data["neighbouring"]),
            data["accent"],
        )
        partnership_operations.change_facts(
            partnership_id=scope.partnership.id,
            seen=data["seen"],
            facts=asked,
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    back = scope.address("about")
    return ask(
        request,
        scope,
        form,
        perform,
        title="Change the facts",
        button="Save",
        back=back,
        crumbs=[(scope.partnership.name, back)],
        said="The facts are saved.",
    )


def lines(text: str) -> tuple[str, ...]:
    """What was typed, a piece for each line."""
    return tuple(line.strip()[:200] for line in text.splitlines() if line.strip())


@require_GET
@partnership_page(everyone)
def organisations(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every organisation, with its history."""
    place = scope.partnership.id
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return spreadsheet_response(
            kind,
            f"{scope.partnership.key}-organisations",
            pages.ORGANISATION_COLUMNS,
            lambda: pages.organisations_export(partnership.memberships(place)),
            scope.viewer.person_id,
            scope.viewer.at,
        )
    rows = partnership.memberships(place)
    here = len({held.organisation_id for held in rows if held.ends_on is None})
    action = Button("Add an organisation", scope.address("about", "organisations", "new")) if unit(scope) else None
    base = scope.address("about", "organisations")
    others = (
        (Link("Compare with an official register", scope.address("about", "organisations", "register")),)
        if unit(scope)
        else ()
    )
    head = Head(
        "Organisations",
        lede=f"{counted(here, 'organisation')} work with the partnership today.",
        action=action,
        others=others,
        subnav=about_nav(scope, "organisations"),
    )
    downloads = tuple(Link(label, f"{base}?format={kind}") for kind, label in (("xlsx", "Excel"), ("csv", "CSV")))
    return render(
        request,
        "administration/organisations.html",
        {"head": head, "table": pages.organisations_table(scope, rows), "downloads": downloads},
    )


def _draft(data: dict[str, Any]) -> OrganisationDraft:
    return OrganisationDraft(data["name"], Sector(data["sector"]), data["short_name"], data["opened_on"])


def _organisation(scope: Scope, organisation: int) -> tuple[Organisation, list[Any]]:
    rows = [held for held in partnership.memberships(scope.partnership.id) if held.organisation_id == organisation]
    if not rows:
        raise Http404
    return rows[0].organisation, rows


def _crumbs(scope: Scope, row: Organisation | None = None) -> list[tuple[str, str]]:
    crumbs = [("Organisations", scope.address("about", "organisations"))]
    return [*crumbs, (row.name, scope.address("about", "organisations", str(row.pk)))] if row else crumbs


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def add_organisation(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """An organisation begins to work with the partnership."""
    form = forms.OrganisationForm(sent(request), initial={"on": scope.viewer.day})

    def perform(data: dict[str, Any]) -> str:
        row = operations.add_organisation(
            partnership_id=scope.partnership.id,
            draft=_draft(data),
            capacity=Capacity(data["capacity"]),
            on=data["on"],
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return scope.address("about", "organisations", str(row.pk))

    return ask(
        request,
        scope,
        form,
        perform,
        title="Add an organisation",
        button="Add it",
        back=scope.address("about", "organisations"),
        crumbs=_crumbs(scope),
        said="It is added.",
    )


@require_GET
@partnership_page(everyone)
def organisation(request: HttpRequest, scope: Scope, organisation: int) -> HttpResponseBase:
    """One organisation: its part here, what it came from and became, its seats."""
    row, held = _organisation(scope, organisation)
    edits, at = unit(scope), ("about", "organisations", str(organisation))
    others = (
        (
            Link("Change its details", scope.address(*at, "change")),
            Link("Record that it ended", scope.address(*at, "close")),
        )
        if edits and not row.closed_on
        else ()
    )
    action = (
        Button("Replace by its successor", scope.address(*at, "replace"), "secondary")
        if edits and not row.closed_on
        else None
    )
    head = Head(
        row.name,
        tags=(Tag("neutral", "Ended"),) if row.closed_on else (),
        breadcrumbs=tuple(Link(*crumb) for crumb in _crumbs(scope)),
        action=action,
        others=others,
        lede=row.short_name if row.short_name != row.name else "",
    )
    shown = pages.organisation_page(
        scope,
        row,
        held,
        partnership.seats_of_organisation(scope.partnership.id, organisation, scope.viewer.day),
        edits,
        partnership.register_entry(organisation),
    )
    return render(request, "administration/organisation.html", {"head": head, "page": shown})


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def change_organisation(request: HttpRequest, scope: Scope, organisation: int) -> HttpResponseBase:
    """Correct an organisation's details."""
    row, _ = _organisation(scope, organisation)
    initial = {
        "seen": OrganisationDraft.of(row).seen,
        "name": row.name,
        "short_name": row.short_name,
        "sector": row.sector,
        "opened_on": row.opened_on,
    }
    form = forms.OrganisationForm(sent(request), initial=initial, joining=False)

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.change_organisation(
            partnership_id=scope.partnership.id,
            organisation_id=organisation,
            seen=data["seen"],
            draft=_draft(data),
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    lede = "For what was wrong from the start. When an organisation became another one, replace it by its successor: its past stays true."
    return ask(
        request,
        scope,
        form,
        perform,
        title="Change its details",
        button="Save",
        back=scope.address("about", "organisations", str(organisation)),
        crumbs=_crumbs(scope, row),
        said="The details are saved.",
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def replace_organisation(request: HttpRequest, scope: Scope, organisation: int) -> HttpResponseBase:
    """A successor takes an organisation's place."""
    row, _ = _organisation(scope, organisation)
    known = [
        one for one in partnership.organisations(scope.partnership.id) if one.pk != organisation and not one.closed_on
    ]
    form = forms.ReplaceForm(sent(request), organisations=known, initial={"on": scope.viewer.day})
    form.fields["on"].latest = scope.viewer.day  # type: ignore[attr-defined]

    def perform(data: dict[str, Any]) -> str:
        draft = (
            None
            if data["existing"]
            else OrganisationDraft(data["name"], Sector(row.sector), data["short_name"], data["on"])
        )
        known_as = int(data["existing"]) if data["existing"] else None
        done = operations.replace_organisation(
            partnership_id=scope.partnership.id,
            organisation_id=organisation,
            on=data["on"],
            draft=draft,
            successor_id=known_as,
            by=scope.viewer,
            at=scope.viewer.at,
        )
        left = thread.action_rows(
            scope.viewer, scope.partnership.id, thread.ActionFilter(agency=str(organisation))
        ).count()
        named = (
            f" {counted(left, 'open action')} still name {row.name}: give them another owner in the action log, by agency."
            if left
            else ""
        )
        messages.success(
            request,
            f"{done.successor.name} took over {counted(done.seats, 'seat')} and {counted(done.posts, 'post')}.{named}",
        )
        return scope.address("about", "organisations", str(done.successor.pk))

    lede = f"Its part in the partnership, its seats and its posts go on under the successor, with the same people, who keep sight of what {row.name} could see. Its history stays under its own name."
    return ask(
        request,
        scope,
        form,
        perform,
        title=f"Replace {row.name}",
        button="Replace it",
        back=scope.address("about", "organisations", str(organisation)),
        crumbs=_crumbs(scope, row),
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def close_organisation(request: HttpRequest, scope: Scope, organisation: int) -> HttpResponseBase:
    """Record that an organisation ended without a successor."""
    row, _ = _organisation(scope, organisation)
    form = forms.DayForm(sent(request), initial={"on": scope.viewer.day})
    form.fields["on"].latest = scope.viewer.day  # type: ignore[attr-defined]

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.close_organisation(
            partnership_id=scope.partnership.id,
            organisation_id=organisation,
            on=data["on"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    lede = "Only when nothing took its place. Its history stays."
    back = scope.address("about", "organisations", str(organisation))
    return ask(
        request,
        scope,
        form,
        perform,
        title=f"Record that {row.name} ended",
        button="Record it",
        back=back,
        crumbs=_crumbs(scope, row),
        said="It is recorded.",
        kind="warning",
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def leave(request: HttpRequest, scope: Scope, organisation: int, capacity: str) -> HttpResponseBase:
    """End one way in which an organisation belongs to the partnership."""
    row, _ = _organisation(scope, organisation)
    known = {member.value: member for member in Capacity}
    if capacity not in known:
        raise Http404
    form = forms.DayForm(sent(request), initial={"on": scope.viewer.day})

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.leave(
            partnership_id=scope.partnership.id,
            organisation_id=organisation,
            capacity=known[capacity],
            on=data["on"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    title = f"{row.name} is no longer here as: {known[capacity].label.lower()}"
    return ask(
        request,
        scope,
        form,
        perform,
        title=title,
        button="Save",
        back=scope.address("about", "organisations", str(organisation)),
        crumbs=_crumbs(scope, row),
        said="It is recorded.",
        kind="warning",
    )
