"""Groups: set up, changed and ended; seats, terms of reference and meeting days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms, operations
from goldenthread.administration.pages import about as pages
from goldenthread.administration.pages.words import about_nav
from goldenthread.administration.views.shared import ask, everyone, people_choices, sent, unit
from goldenthread.design.components import Button, Link, Tag
from goldenthread.design.format import counted, weekday_day
from goldenthread.design.page import Head
from goldenthread.partnership import operations as partnership_operations
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Group
from goldenthread.partnership.operations import GroupDraft
from goldenthread.partnership.terms import GroupKind, SeatRole
from goldenthread.records.web import Scope, partnership_page


@require_GET
@partnership_page(everyone)
def groups(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Every group, those that ended too."""
    rows = partnership.groups(scope.partnership.id)
    standing = sum(1 for row in rows if not row.ends_on or row.ends_on > scope.viewer.day)
    action = Button("Add a group", scope.address("about", "groups", "new")) if unit(scope) else None
    head = Head(
        "Groups", lede=f"{counted(standing, 'group')} stand today.", action=action, subnav=about_nav(scope, "groups")
    )
    return render(request, "administration/groups.html", {"head": head, "table": pages.groups_table(scope, rows)})


def _group(scope: Scope, key: str) -> Group:
    found = partnership.group_with_seats(scope.partnership.id, key, scope.viewer.day)
    if found is None:
        raise Http404
    return found


def _crumbs(scope: Scope, row: Group | None = None) -> list[tuple[str, str]]:
    crumbs = [("Groups", scope.address("about", "groups"))]
    return [*crumbs, (row.name, scope.address("about", "groups", row.key))] if row else crumbs


def _draft(data: dict[str, Any]) -> GroupDraft:
    return GroupDraft(
        data["name"],
        GroupKind(data["kind"]),
        data.get("key", ""),
        data["short_name"],
        data["function"],
        data["parent"],
        data["number"] or 0,
        data["starts_on"],
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def add(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Set up a group."""
    form = forms.GroupForm(
        sent(request),
        groups=partnership.groups(scope.partnership.id, scope.viewer.day),
        initial={"starts_on": scope.viewer.day},
    )

    def perform(data: dict[str, Any]) -> str:
        return scope.address(
            "about",
            "groups",
            operations.add_group(
                partnership_id=scope.partnership.id, draft=_draft(data), by=scope.viewer, at=scope.viewer.at
            ).key,
        )

    lede = "Its workspace opens at once. The business unit, the scrutineer and the safeguarding partners sit in its circle by rule."
    return ask(
        request,
        scope,
        form,
        perform,
        title="Add a group",
        button="Set it up",
        back=scope.address("about", "groups"),
        crumbs=_crumbs(scope),
        said="The group is set up. Give it its seats and terms of reference next.",
        lede=lede,
    )


@require_GET
@partnership_page(everyone)
def group(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """One group: function, seats, terms of reference, meeting days."""
    row, edits, at, day = _group(scope, key), unit(scope), ("about", "groups", key), scope.viewer.day
    shown = pages.group_page(
        scope,
        row,
        partnership.in_order(row.seats.all()),
        partnership.past_seats(row.pk, day),
        list(row.terms_of_reference.all()),
        partnership.meetings_from(row.pk, day),
        [plan for plan in partnership.priorities(scope.partnership.id) if plan.group_id == row.pk],
        edits,
    )
    others: tuple[Link, ...] = ()
    if edits and not row.ends_on:
        steps = (
            ("Change its details", ("change",)),
            ("New version of the terms of reference", ("terms", "new")),
            ("Set a meeting day", ("meetings", "new")),
            ("End the group", ("end",)),
        )
        others = tuple(Link(words, scope.address(*at, *place)) for words, place in steps)
    action = Button("Add a seat", scope.address(*at, "seats", "new")) if edits and not row.ends_on else None
    tags = (Tag("neutral", "Ended"),) if row.ends_on else ()
    head = Head(
        row.name,
        tags=tags,
        breadcrumbs=tuple(Link(*crumb) for crumb in _crumbs(scope)),
        action=action,
        others=others,
        lede=Link("Go to its workspace", scope.address("groups", key)) if scope.reads else "",
    )
    return render(request, "administration/group.html", {"head": head, "page": shown})


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def change(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Change a group's details."""
    row = _group(scope, key)
    initial = {
        "version": row.version,
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind,
        "parent": row.parent.key if row.parent else "",
        "function": row.function,
        "number": row.number,
        "starts_on": row.starts_on,
    }
    form = forms.GroupForm(
        sent(request),
        groups=[one for one in partnership.groups(scope.partnership.id, scope.viewer.day) if one.pk != row.pk],
        initial=initial,
        editing=True,
    )

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.change_group(
            group_id=row.pk,
            seen=data["version"] or 0,
            draft=_draft(data),
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Change the group",
        button="Save",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The group is saved.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def end(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """End a group."""
    row = _group(scope, key)
    form = forms.DayForm(sent(request), initial={"on": scope.viewer.day})
    lede = "Its seats end with it, and its circle has nobody but those who sit there by rule. What it recorded stays."
    return ask(
        request,
        scope,
        form,
        lambda data: operations.end_group(group=row, on=data["on"], by=scope.viewer, at=scope.viewer.at),
        title=f"End {row.name}",
        button="End the group",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The group has ended.",
        kind="warning",
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def add_terms(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """The next version of a group's terms of reference."""
    row = _group(scope, key)
    last = max(row.terms_of_reference.all(), key=lambda version: version.version, default=None)
    initial = (
        {
            "text": last.text,
            "quorum": last.quorum,
            "least_members": last.least_members,
            "least_agencies": last.least_agencies,
            "needed_sectors": last.needed_sectors,
            "needed_organisations": [str(pk) for pk in last.needed_organisations],
            "needs_chair": last.needs_chair,
        }
        if last
        else {}
    )
    form = forms.TermsForm(
        sent(request),
        initial=initial,
        organisations=[one for one in partnership.organisations(scope.partnership.id) if not one.closed_on],
    )

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.add_terms(
            group_id=row.pk,
            text=data["text"],
            quorum=data["quorum"],
            in_force_from=data["in_force_from"],
            agreed_by=data["agreed_by"],
            counted=partnership_operations.QuorumDraft(
                data["least_members"],
                data["least_agencies"],
                data["needed_sectors"],
                tuple(int(pk) for pk in data["needed_organisations"]),
                data["needs_chair"],
            ),
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    lede = f"Version {last.version} stays as it was." if last else "The first version."
    return ask(
        request,
        scope,
        form,
        perform,
        title="New version of the terms of reference",
        button="Record the version",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The version is recorded.",
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def add_seat(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """A seat for an agency, held or vacant."""
    row = _group(scope, key)
    form = forms.GroupSeatForm(
        sent(request),
        organisations=[one for one in partnership.organisations(scope.partnership.id) if not one.closed_on],
        people=people_choices(scope),
        initial={"on": scope.viewer.day},
    )

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.add_seat(
            group_id=row.pk,
            role=SeatRole(data["role"]),
            organisation_id=int(data["organisation"]) if data["organisation"] else None,
            person_id=int(data["person"]) if data["person"] else None,
            title=data["title"],
            on=data["on"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    lede = "Whoever holds it sees what the group sees, from that day."
    return ask(
        request,
        scope,
        form,
        perform,
        title="Add a seat",
        button="Add the seat",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The seat is added.",
        lede=lede,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def seat(request: HttpRequest, scope: Scope, key: str, seat: int) -> HttpResponseBase:
    """Who holds a seat next, or that it ends."""
    row = _group(scope, key)
    held = next((one for one in row.seats.all() if one.pk == seat), None)
    if held is None:
        raise Http404
    form = forms.HandOverForm(
        sent(request),
        people=[pair for pair in people_choices(scope) if pair[0] != str(held.person_id)],
        initial={"on": scope.viewer.day},
    )

    def perform(data: dict[str, Any]) -> None:
        if data["person"] == "end" or (held.person_id and not data["person"]):
            operations.leave_seat(
                partnership_id=scope.partnership.id,
                seat_id=seat,
                keep_vacant=data["person"] != "end",
                on=data["on"],
                by=scope.viewer,
                at=scope.viewer.at,
            )
        else:
            partnership_operations.hand_over_seat(
                seat_id=seat,
                person_id=int(data["person"]) if data["person"] else None,
                on=data["on"],
                by=operations.actor(scope.viewer),
                at=scope.viewer.at,
            )

    who = f"Held by {held.person.name}" if held.person else "Vacant"
    title = f"{SeatRole(held.role).label}{f', {held.organisation}' if held.organisation else ''}"
    return ask(
        request,
        scope,
        form,
        perform,
        title=title,
        button="Save",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The seat is changed.",
        lede=f"{who} since {weekday_day(held.starts_on)}.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def add_meeting(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """A day on which the group meets."""
    row = _group(scope, key)
    form = forms.MeetingForm(sent(request))

    def perform(data: dict[str, Any]) -> None:
        partnership_operations.add_meeting(
            group_id=row.pk,
            meets_on=data["meets_on"],
            starts_at=data["starts_at"],
            place=data["place"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Set a meeting day",
        button="Set the day",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The day is set.",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def remove_meeting(request: HttpRequest, scope: Scope, key: str, day: str) -> HttpResponseBase:
    """Take a meeting day away."""
    row = _group(scope, key)
    try:
        meets_on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        lambda data: partnership_operations.remove_meeting(
            group_id=row.pk, meets_on=meets_on, by=operations.actor(scope.viewer), at=scope.viewer.at
        ),
        title=f"Take away the meeting of {weekday_day(meets_on)}",
        button="Take it away",
        back=scope.address("about", "groups", key),
        crumbs=_crumbs(scope, row),
        said="The day is taken away.",
        kind="warning",
    )
