"""Priorities and areas of focus, by year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.administration import forms, operations
from goldenthread.administration.pages.about import plans_groups
from goldenthread.administration.pages.words import about_nav
from goldenthread.administration.views.about import lines
from goldenthread.administration.views.shared import ask, everyone, sent, unit
from goldenthread.design.components import Button, EmptyState
from goldenthread.design.page import Head
from goldenthread.indicators.queries import indicators
from goldenthread.partnership import operations as partnership_operations
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.operations import Plan
from goldenthread.records.web import Scope, partnership_page

EMPTY_PRIORITIES = EmptyState(
    "No priority yet",
    "What the partnership puts first in a year, the group that carries it, and the figure that shows whether it is met.",
)
EMPTY_FOCUS = EmptyState("No area of focus yet", "Where the partnership puts its effort in a year, sometimes in parts.")


def year_of(scope: Scope) -> str:
    day = scope.viewer.day
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


@require_GET
@partnership_page(everyone)
def priorities(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Priorities of every year."""
    names = {row.key: row.name for row in indicators(scope.partnership.id)}
    cards = plans_groups(scope, partnership.priorities(scope.partnership.id), "priorities", names, unit(scope))
    action = Button("Add a priority", scope.address("about", "priorities", "new")) if unit(scope) else None
    return render(
        request,
        "administration/plans.html",
        {
            "head": Head("Priorities", action=action, subnav=about_nav(scope, "priorities")),
            "cards": cards,
            "empty": EMPTY_PRIORITIES,
        },
    )


@require_GET
@partnership_page(everyone)
def focus(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Areas of focus of every year."""
    cards = plans_groups(scope, partnership.areas_of_focus(scope.partnership.id), "focus", {}, unit(scope))
    action = Button("Add an area of focus", scope.address("about", "focus", "new")) if unit(scope) else None
    return render(
        request,
        "administration/plans.html",
        {
            "head": Head("Areas of focus", action=action, subnav=about_nav(scope, "focus")),
            "cards": cards,
            "empty": EMPTY_FOCUS,
        },
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def priority(request: HttpRequest, scope: Scope, row: int | None = None) -> HttpResponseBase:
    """Write a priority, or change one."""
    place, back = scope.partnership.id, scope.address("about", "priorities")
    held = next((one for one in partnership.priorities(place) if one.pk == row), None)
    if row is not None and held is None:
        raise Http404
    seen = Plan.of(held) if held else None
    initial = (
        {
            "seen": seen.seen,
            "year": seen.year,
            "number": seen.number,
            "text": seen.text,
            "group": seen.group_key,
            "indicator": seen.indicator_key,
        }
        if seen
        else {"year": year_of(scope)}
    )
    form = forms.PriorityForm(
        sent(request),
        groups=partnership.groups(place),
        indicators=[(one.key, one.name) for one in indicators(place)],
        initial=initial,
    )

    def perform(data: dict[str, Any]) -> None:
        plan = Plan(data["year"], data["number"], data["text"], data["group"], data["indicator"])
        partnership_operations.set_priority(
            partnership_id=place,
            plan=plan,
            priority_id=row,
            seen=data["seen"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Change the priority" if held else "Add a priority",
        button="Save",
        back=back,
        crumbs=[("Priorities", back)],
        said="The priority is saved.",
        template="administration/plan.html",
        remove=scope.address("about", "priorities", str(row), "remove") if held else "",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def area(request: HttpRequest, scope: Scope, row: int | None = None) -> HttpResponseBase:
    """Write an area of focus, or change one."""
    place, back = scope.partnership.id, scope.address("about", "focus")
    held = next((one for one in partnership.areas_of_focus(place) if one.pk == row), None)
    if row is not None and held is None:
        raise Http404
    seen = Plan.of(held) if held else None
    initial = (
        {"seen": seen.seen, "year": seen.year, "number": seen.number, "text": seen.text, "parts": "\n".join(seen.parts)}
        if seen
        else {"year": year_of(scope)}
    )
    form = forms.FocusForm(sent(request), initial=initial)

    def perform(data: dict[str, Any]) -> None:
        plan = Plan(data["year"], data["number"], data["text"], parts=lines(data["parts"]))
        partnership_operations.set_focus(
            partnership_id=place,
            plan=plan,
            focus_id=row,
            seen=data["seen"],
            by=operations.actor(scope.viewer),
            at=scope.viewer.at,
        )

    return ask(
        request,
        scope,
        form,
        perform,
        title="Change the area of focus" if held else "Add an area of focus",
        button="Save",
        back=back,
        crumbs=[("Areas of focus", back)],
        said="The area of focus is saved.",
        template="administration/plan.html",
        remove=scope.address("about", "focus", str(row), "remove") if held else "",
    )


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def remove(request: HttpRequest, scope: Scope, place: str, row: int) -> HttpResponseBase:
    """Take a priority or an area of focus away."""
    rows: list[Any] = list(
        partnership.priorities(scope.partnership.id)
        if place == "priorities"
        else partnership.areas_of_focus(scope.partnership.id)
    )
    held = next((one for one in rows if one.pk == row), None)
    if held is None:
        raise Http404
    back, what = scope.address("about", place), "priority" if place == "priorities" else "area of focus"

    def perform(data: dict[str, Any]) -> None:
        by, at, partnership_id = operations.actor(scope.viewer), scope.viewer.at, scope.partnership.id
        if place == "priorities":
            partnership_operations.remove_priority(partnership_id=partnership_id, priority_id=row, by=by, at=at)
        else:
            partnership_operations.remove_focus(partnership_id=partnership_id, focus_id=row, by=by, at=at)

    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        perform,
        title=f"Take this {what} away",
        button="Take it away",
        back=back,
        crumbs=[("Priorities" if place == "priorities" else "Areas of focus", back)],
        said=f"The {what} is taken away.",
        kind="warning",
        lede=f"{held.year}, {held.number}: {held.text}",
    )
