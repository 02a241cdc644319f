"""The official registers of schools and practices: choose a file, choose the area, see what would change, take over what is ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.administration import forms, operations
from goldenthread.administration.operations import StaleComparison, Ticked, compared
from goldenthread.administration.pages import registers as pages
from goldenthread.administration.views.shared import unit
from goldenthread.design.components import Link
from goldenthread.design.format import counted
from goldenthread.design.page import Head
from goldenthread.partnership import operations as partnership_operations
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Partnership
from goldenthread.partnership.rules.layouts import Layout, layouts
from goldenthread.partnership.rules.register_files import (
    Entry,
    RegisterUnreadable,
    from_line,
    open_register,
    to_line,
)
from goldenthread.partnership.rules.registers import Comparison
from goldenthread.partnership.terms import Capacity
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once
from goldenthread.thread import staging

PLACE = ("about", "organisations", "register")
WHOLE, CHOSEN = "goldenthread.registers.whole", "goldenthread.registers.chosen"
LISTS = ("new", "changed", "closed", "succeeded")


def _crumbs(scope: Scope, *more: Link) -> tuple[Link, ...]:
    return (Link("Organisations", scope.address("about", "organisations")), *more)


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def choose(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose a register's file. It is read as it comes, and kept for a day; nothing is taken over yet."""
    form, status = forms.RegisterFileForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        status = 422
        form = forms.RegisterFileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                layout, entries = open_register(file.file)
                ticket = _keep(scope, file.name, layout.key, (to_line(entry) for entry in entries), WHOLE)
            except RegisterUnreadable as unreadable:
                form.add_error("file", str(unreadable))
            else:
                return redirect(scope.address(*PLACE, "area") + "?" + urlencode({"ticket": ticket}))
    head = Head(
        "Compare with an official register",
        breadcrumbs=_crumbs(scope),
        lede="The next pages show what the register would change here. Nothing changes before you tick it and say so.",
    )
    return render(
        request,
        "administration/register.html",
        {
            "head": head,
            "form": form,
            "button": "Read it",
            "cancel_url": scope.address("about", "organisations"),
            "submission": "",
            "card": pages.compared_card(partnership.register_areas(scope.partnership.id)),
        },
        status=status,
    )


def _keep(scope: Scope, name: str, register: str, lines: Iterator[bytes], purpose: str) -> str:
    return staging.keep(
        name=name,
        content=lines,
        group=register,
        person_id=scope.viewer.person_id,
        partnership_id=scope.partnership.id,
        purpose=purpose,
    )


def _lines(scope: Scope, ticket: str, purpose: str) -> Any:
    return staging.take_lines(
        ticket, person_id=scope.viewer.person_id, partnership_id=scope.partnership.id, purpose=purpose
    )


@dataclass(slots=True)
class Extent:
    """What a kept file holds: how many usable rows of each area and kind, and their names."""

    name: str
    layout: Layout
    areas: Counter[str]
    area_names: dict[str, str]
    groups: Counter[str]
    group_names: dict[str, str]
    held: set[str]


def _extent(scope: Scope, ticket: str) -> Extent:
    with _lines(scope, ticket, WHOLE) as (name, register, lines):
        found = Extent(name, layouts()[register], Counter(), {}, Counter(), {}, set())
        for line in lines:
            entry = from_line(line)
            if entry.problem:
                continue
            found.areas[entry.area] += 1
            found.area_names[entry.area] = entry.area_name
            found.groups[entry.group] += 1
            found.group_names[entry.group] = entry.group_name
            found.held.update(entry.areas)
    return found


def _gone(request: HttpRequest, scope: Scope, problem: Exception) -> HttpResponse:
    messages.error(request, str(problem))
    return redirect(scope.address(*PLACE))


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def area(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Choose which areas and kinds of a kept file are the partnership's; remembered for the next time."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        extent = _extent(scope, given.get("ticket", ""))
    except staging.TicketExpired as gone:
        return _gone(request, scope, gone)
    layout = extent.layout
    areas = [
        (code, f"{extent.area_names[code] or code} ({counted(count, 'row')})")
        for code, count in sorted(extent.areas.items(), key=lambda item: (extent.area_names[item[0]], item[0]))
        if code
    ]
    groups = [
        (code, f"{extent.group_names[code] or code} ({counted(count, 'row')})")
        for code, count in sorted(extent.groups.items(), key=lambda item: extent.group_names[item[0]])
    ]
    form = forms.RegisterAreaForm(
        request.POST if request.method == "POST" else None,
        areas=areas,
        groups=groups,
        held=extent.held,
        by_code=not layout.heading_row,
        initial=_initial(scope, extent),
    )
    if request.method == "POST" and form.is_valid():
        chosen = [*form.cleaned_data["areas"], *form.cleaned_data.get("others", ())]
        return _narrow(scope, given["ticket"], extent, chosen, list(form.cleaned_data["groups"]))
    head = Head(
        "Which part of the register is yours?",
        breadcrumbs=_crumbs(scope, Link("Compare with an official register", scope.address(*PLACE))),
        lede=f"{extent.name} is the {layout.name.lower()} with {counted(sum(extent.areas.values()), 'row')} that can be read. What you choose is remembered for the next time.",
    )
    return render(
        request,
        "administration/register_area.html",
        {
            "head": head,
            "form": form,
            "button": "Show what it would change",
            "cancel_url": scope.address(*PLACE),
            "submission": "",
            "ticket": given["ticket"],
        },
        status=422 if request.method == "POST" else 200,
    )


def _initial(scope: Scope, extent: Extent) -> dict[str, Any]:
    """What was chosen the last time; the first time, the area with the partnership's name, or the only one there is."""
    held = partnership.register_areas(scope.partnership.id).get(extent.layout.key)
    usual = [code for code in extent.layout.usual_groups if code in extent.groups] or list(extent.groups)
    if held is not None:
        return {
            "areas": [code for code in held.areas if code in extent.areas],
            "others": ", ".join(code for code in held.areas if code not in extent.areas and code in extent.held),
            "groups": [code for code in held.groups if code in extent.groups] or usual,
        }
    named = Partnership.objects.values_list("area", flat=True).get(pk=scope.partnership.id).casefold()
    ours = [code for code, name in extent.area_names.items() if name and name.casefold() == named]
    return {"areas": ours or (list(extent.areas) if len(extent.areas) == 1 else []), "groups": usual}


def _narrow(scope: Scope, ticket: str, extent: Extent, areas: list[str], groups: list[str]) -> HttpResponse:
    """Keep the chosen rows alone, and every row of an organisation that is here already."""
    viewer, place, register = scope.viewer, scope.partnership.id, extent.layout.key
    known = {held.number for held in partnership.registered(place, register, viewer.day) if held.number}
    here, kinds = set(areas), set(groups)

    def ours(entry: Entry) -> bool:
        if entry.number in known and not entry.problem:
            return True
        if entry.problem and not entry.areas:
            return True
        return bool(here & set(entry.areas)) and (entry.group in kinds or bool(entry.problem))

    try:
        with _lines(scope, ticket, WHOLE) as (name, _, lines):
            kept = _keep(scope, name, register, (line for line in lines if ours(from_line(line))), CHOSEN)
    except staging.TicketExpired as gone:
        raise Refused(str(gone)) from None
    partnership_operations.remember_register(
        partnership_id=place,
        register=register,
        areas=areas,
        groups=groups,
        file=name,
        by=operations.actor(viewer),
        at=viewer.at,
    )
    return redirect(scope.address(*PLACE, "check") + "?" + urlencode({"ticket": kept}))


@require_http_methods(["GET", "POST"])
@partnership_page(unit)
def check(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What the chosen rows would change; takes over what is ticked, once."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        with _lines(scope, given.get("ticket", ""), CHOSEN) as (name, register, lines):
            entries = [from_line(line) for line in lines]
    except staging.TicketExpired as gone:
        return _gone(request, scope, gone)
    layout, viewer, place = layouts()[register], scope.viewer, scope.partnership.id
    found = compared(place, register, entries, viewer.day)
    all_of = frozenset(name for name in LISTS if given.get(f"all_{name}"))
    ticked, problem, status = _ticked(given, found, all_of), "", 200
    if request.method == "POST":
        try:
            with transaction.atomic():
                return _take_over(request, scope, name, register, entries, ticked)
        except StaleComparison as stale:
            problem, status = str(stale), 409
            found = compared(place, register, entries, viewer.day)
        except Refused as refusal:
            problem, status = str(refusal), 422
    chosen = partnership.register_areas(place).get(register)
    names = {entry.area: entry.area_name for entry in entries}
    head = Head(
        f"What the {layout.name.lower()} would change",
        breadcrumbs=_crumbs(scope, Link("Compare with an official register", scope.address(*PLACE))),
        lede=pages.lede(found, name, [names.get(code) or code for code in (chosen.areas if chosen else [])]),
    )
    return render(
        request,
        "administration/register_check.html",
        {
            "head": head,
            "page": pages.check_page(scope, layout, found, ticked, all_of),
            "problem": problem,
            "ticket": given["ticket"],
            "submission": request.POST.get("submission") if problem and status == 422 else new_token(),
            "cancel_url": scope.address("about", "organisations"),
            "capacities": [(term.value, term.label) for term in Capacity],
            "capacity": given.get("capacity", Capacity.RELEVANT_AGENCY.value),
        },
        status=status,
    )


def _take_over(
    request: HttpRequest, scope: Scope, file: str, register: str, entries: list[Entry], ticked: Ticked
) -> HttpResponse:
    capacities = {term.value: term for term in Capacity}
    capacity = capacities.get(request.POST.get("capacity", ""), Capacity.RELEVANT_AGENCY)

    def perform() -> None:
        done = operations.take_over(
            partnership_id=scope.partnership.id,
            register=register,
            file=file,
            entries=entries,
            seen=request.POST.get("seen", ""),
            ticked=ticked,
            capacity=capacity,
            by=scope.viewer,
            at=scope.viewer.at,
        )
        words = {
            "new": "added",
            "changed": "changed",
            "ended": "recorded as ended",
            "succeeded": "followed by a successor",
            "recognised": "recognised",
        }
        said = ", ".join(f"{count} {words[what]}" for what, count in done.counts.items() if count)
        messages.success(request, f"Taken over from the register: {said}.")

    return stored_once(request, scope, scope.address("about", "organisations"), perform)


def _ticked(given: Any, found: Comparison, all_of: frozenset[str]) -> Ticked:
    """What was ticked one by one, or all of a list at once."""
    every = {
        "new": [row.entry.number for row in found.new],
        "changed": [row.held.number for row in found.changed],
        "closed": [row.held.number for row in found.closed if not row.blocked],
        "succeeded": [row.held.number for row in found.succeeded],
    }
    chosen = {name: frozenset(every[name] if name in all_of else given.getlist(name)) for name in LISTS}
    answers = {row.entry.number: given.get(f"like-{row.entry.number}", "") for row in found.candidates}
    return Ticked(
        **chosen,
        same=frozenset(number for number, answer in answers.items() if answer == "same"),
        another=frozenset(number for number, answer in answers.items() if answer == "another"),
    )
