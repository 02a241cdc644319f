"""A group's year of meetings at once: asked for, shown day by day, and then made."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.design.components import Link
from goldenthread.design.format import counted, weekday_day
from goldenthread.design.page import Head
from goldenthread.meetings import forms, operations, queries
from goldenthread.meetings.operations import Slot
from goldenthread.meetings.queries.meetings import MeetingFilter
from goldenthread.meetings.rules.schedule import Day, Plan, days
from goldenthread.meetings.terms import Rhythm
from goldenthread.meetings.views.shared import led_groups, number, sent
from goldenthread.partnership.models import Group
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, partnership_page, stored_once


@require_http_methods(["GET", "POST"])
@partnership_page(lambda scope: scope.viewer.in_unit(scope.partnership.id))
def plan(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The form, the preview with each day to keep or leave out, and the making. All three are one address."""
    groups = led_groups(scope)
    form = forms.PlanForm(
        sent(request),
        groups=[(group.key, str(group)) for group in groups],
        initial={"group": request.GET.get("group", ""), "rhythm": Rhythm.MONTHLY_DAY.value, "weeks": 6},
    )
    status, preview = 200, None
    if request.method == "POST":
        if form.is_valid():
            group = next(one for one in groups if one.key == form.cleaned_data["group"])
            found = days(_plan(form.cleaned_data))
            if not found:
                form.add_error("until", "No day lies between the first and the last: choose others")
            elif "make" in request.POST:
                try:
                    with transaction.atomic():
                        return stored_once(
                            request,
                            scope,
                            f"{scope.address('meetings')}?group={group.key}&when=all",
                            lambda: _make(request, scope, group, found, form.cleaned_data),
                            "The meetings are set, and stand in people’s calendars.",
                        )
                except Refused as refusal:
                    form.add_error(None, str(refusal))
                preview = _preview(scope, group, found, request.POST.getlist("day"))
            elif "change" not in request.POST:
                preview = _preview(scope, group, found, None)
        status = 422 if form.errors else 200
    head = Head(
        "Plan a year of meetings" if preview is None else "These are the days",
        breadcrumbs=(Link("Meetings", scope.address("meetings")),),
        lede=""
        if preview is None
        else f"{counted(len(preview), 'meeting')}. Take out the ticks of those that should not be made. Nothing is made yet.",
    )
    return render(
        request,
        "meetings/plan.html",
        {
            "head": head,
            "form": form,
            "preview": preview,
            "cancel_url": scope.address("meetings"),
            "submission": request.POST.get("submission") or new_token(),
            "typed": [(name, value) for name, value in request.POST.items() if name in _names(form)],
        },
        status=status,
    )


def _names(form: Any) -> set[str]:
    return {
        name for field in form.fields for name in (field, *(f"{field}_{part}" for part in ("day", "month", "year")))
    }


def _plan(data: dict[str, Any]) -> Plan:
    return Plan(
        Rhythm(data["rhythm"]),
        data["first"],
        data["until"],
        data["weeks"] or 1,
        number(data["nth"]) or 1,
        number(data["weekday"]) or 0,
    )


def _preview(scope: Scope, group: Group, found: list[Day], kept: list[str] | None) -> list[dict[str, Any]]:
    """Each day, why it is not the one the rhythm gave, and whether the group meets then already."""
    chosen = MeetingFilter(when="all", group=group.key)
    taken = {row.meets_on for row in queries.meetings(scope.viewer, scope.partnership.id, chosen) if row.day_id}
    taken |= {row.meets_on for row in queries.unset_days([group.pk], date.min)}
    shown = []
    for day in found:
        notes = []
        if day.moved_from is not None:
            notes.append(f"moved from {weekday_day(day.moved_from)}, {day.because}")
        if day.on in taken:
            notes.append("the group meets on this day already")
        value = day.on.isoformat()
        free = day.on not in taken
        shown.append(
            {
                "value": value,
                "words": weekday_day(day.on),
                "note": "; ".join(notes),
                "ticked": free if kept is None else value in kept,
            }
        )
    return shown


def _make(request: HttpRequest, scope: Scope, group: Group, found: list[Day], data: dict[str, Any]) -> None:
    wanted = set(request.POST.getlist("day"))
    slots = [
        Slot(day.on, data["starts_at"], data["ends_at"], data["place"], data["link"])
        for day in found
        if day.on.isoformat() in wanted
    ]
    operations.schedule(group=group, slots=slots, by=scope.viewer, at=scope.viewer.at)
