"""The list of meetings, a group's year, and a meeting's own page and steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import (
    Button,
    Column,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Link,
    ListItem,
    Muted,
    Pagination,
    Row,
    Table,
    lines,
)
from goldenthread.design.format import counted, sentence, short_day, weekday_day
from goldenthread.design.page import Head
from goldenthread.history import queries as history
from goldenthread.meetings import forms, operations, permissions, queries
from goldenthread.meetings.operations import Slot
from goldenthread.meetings.pack import time_words
from goldenthread.meetings.pages.meeting import meeting_view
from goldenthread.meetings.pages.words import answer_tag, state_tag
from goldenthread.meetings.queries.meetings import WHEN, MeetingFilter, MeetingRow
from goldenthread.meetings.rules.agenda import overrun
from goldenthread.meetings.rules.states import TRANSITIONS, choices
from goldenthread.meetings.terms import MeetingState
from goldenthread.meetings.views.shared import ask, leads, led_groups, number, sent, writers
from goldenthread.partnership import queries as partnership
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.operations import Refused
from goldenthread.records.web import Scope, new_token, note_sight, partnership_page, readers, stored_once

SIZE = 50


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Meetings, those to come first; the same rows as a spreadsheet."""
    chosen = MeetingFilter.of(request.GET.dict())
    base = scope.address("meetings")
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Any, ...]]:
            for row in queries.meetings(scope.viewer, scope.partnership.id, chosen).iterator(1000):
                yield (
                    row.record.reference, str(row.group), row.meets_on, time_words(row.starts_at), row.place,
                    MeetingState(row.state).label,
                )  # fmt: skip

        columns = ("Reference", "Group", "Day", "Starts", "Place", "State")
        name = f"{scope.partnership.key}-meetings"
        return spreadsheet_response(kind, name, columns, exported, scope.viewer.person_id, scope.viewer.at)
    found = queries.meeting_page(
        scope.viewer, scope.partnership.id, chosen, max(number(request.GET.get("page")) or 1, 1), SIZE
    )
    total, page, pages, shown = found.total, found.page, found.pages, found.rows
    groups = [one for one in partnership.group_names(scope.partnership.id) if one.stands(scope.viewer.day)]
    led = {group.pk for group in groups if permissions.may_lead(scope.viewer, scope.partnership.id, group.pk)}
    unset = queries.unset_days(led, scope.viewer.day)
    address = f"{base}?{urlencode(chosen.query())}" if chosen.query() else base
    joiner = "&" if chosen.query() else "?"
    action = Button("Plan a year of meetings", f"{base}plan/") if scope.viewer.in_unit(scope.partnership.id) else None
    others: tuple[Link, ...] = (
        Link("Decisions", f"{base}decisions/"),
        Link("Attendance by agency", f"{base}attendance/"),
    )
    if scope.viewer.in_unit(scope.partnership.id):
        others = (Link("Set one meeting", f"{base}new/"), *others)
    return render(
        request,
        "meetings/list.html",
        {
            "head": Head("Meetings", lede=sentence(f"{counted(total, 'meeting')}."), action=action, others=others),
            "table": _table(scope, shown),
            "panel": _panel(base, chosen, [(group.key, group.name) for group in groups]),
            "pagination": Pagination(
                page, pages, total, min(total, (page - 1) * SIZE + 1), min(total, page * SIZE), address, "meeting"
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
            "unset": [
                (
                    ListItem(
                        f"{day.group} meets on {weekday_day(day.meets_on, today=scope.viewer.day)}",
                        (day.place,) if day.place else (),
                    ),
                    f"{base}days/{day.pk}/",
                )
                for day in unset
            ],
            "submission": new_token(),
        },
    )


def _table(scope: Scope, shown: list[MeetingRow]) -> Table:
    rows = tuple(
        Row(
            (
                lines(
                    [
                        Link(row.called or row.group, scope.address("meetings", row.reference)),
                        Muted(row.reference),
                    ]
                ),
                lines([short_day(row.meets_on), time_words(row.starts_at)]),
                row.place,
                state_tag(row.state),
                answer_tag(row.mine) if row.mine else Muted("Not invited"),
            )
        )
        for row in shown
    )
    return Table(
        "Meetings",
        (Column("Meeting", "wide"), Column("When"), Column("Where"), Column("State"), Column("Your answer")),
        rows,
        empty=EmptyState(
            "No meetings here",
            "A group’s year of meetings is set at once, and each agenda is drafted from what is due.",
            Link("Plan a year of meetings", scope.address("meetings", "plan"))
            if scope.viewer.in_unit(scope.partnership.id)
            else None,
        ),
    )


def _panel(base: str, chosen: MeetingFilter, groups: list[tuple[str, str]]) -> FilterPanel:
    def held(pairs: list[tuple[str, str]], value: str) -> tuple[FilterOption, ...]:
        return tuple(FilterOption(code, label, code == value) for code, label in pairs)

    return FilterPanel(
        (
            FilterField("when", "When", "select", held(list(WHEN.items()), chosen.when)),
            FilterField("group", "Group", "select", held([("", "Any"), *groups], chosen.group)),
            FilterField("state", "State", "select", held([("", "Any"), *MeetingState.choices()], chosen.state)),
        ),
        base,
        (),
        base if chosen.query() else "",
    )


@require_GET
@partnership_page(readers)
def page(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """A meeting's page; that it was opened is written down."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, meeting.record)
    agenda = queries.lines(scope.viewer, meeting)
    held = permissions.parts(scope.viewer, meeting, meeting.people)  # type: ignore[attr-defined]
    facts = queries.facts_from(meeting, meeting.people, agenda, scope.viewer.day)  # type: ignore[attr-defined]
    view = meeting_view(
        scope,
        meeting,
        agenda=agenda,
        papers=queries.papers_of(scope.viewer, [line.item_id for line in agenda]),
        issue=queries.latest_issue(meeting),
        choices=choices(held, facts),
        overrun=overrun(meeting.starts_at, meeting.ends_at, [line.minutes for line in agenda]),
        events=history.events_of(meeting.pk, 40),
        leads=leads(scope, meeting),
    )
    return render(
        request,
        "meetings/meeting.html",
        {"head": view.head, "view": view, "meeting": meeting, "here": scope.address("meetings", reference)},
    )


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def move(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Another day, time or place for a meeting."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    initial = {
        "version": meeting.record.version, "title": meeting.title, "meets_on": meeting.meets_on,
        "starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place, "link": meeting.link,
    }  # fmt: skip
    form = forms.OneMeetingForm(sent(request), initial=initial)
    return ask(
        request,
        scope,
        form,
        lambda data: operations.move_meeting(
            meeting_id=meeting.pk, seen=data["version"], slot=_slot(data), by=scope.viewer, at=scope.viewer.at
        ),
        title="Move the meeting",
        button="Move it",
        back=scope.address("meetings", reference),
        crumbs=(Link("Meetings", scope.address("meetings")), Link(reference, scope.address("meetings", reference))),
        said="The meeting is moved, and those invited are told.",
        lede="Those invited are told. On another day they are asked again whether they are coming.",
    )


def _slot(data: dict[str, Any]) -> Slot:
    return Slot(
        data["meets_on"], data["starts_at"], data["ends_at"], data["place"], data["link"], data.get("title", "")
    )


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def state(request: HttpRequest, scope: Scope, reference: str, state: str) -> HttpResponseBase:
    """Take a meeting to another state, asking for the reason or the approval where one is needed."""
    meeting = queries.get_meeting(scope.viewer, scope.partnership.id, reference)
    known = {member.value: member for member in MeetingState}
    transition = TRANSITIONS[MeetingState(meeting.state)].get(known[state]) if state in known else None
    if transition is None or not leads(scope, meeting):
        if request.method == "POST" and transition is None and state in known:
            raise Refused(f"{reference} is “{MeetingState(meeting.state).label}” by now; someone may have been faster.")
        raise Http404
    to = known[state]
    initial = {"version": meeting.record.version}
    form: Any
    if to is MeetingState.SEALED:
        later = MeetingFilter(when="all", group=meeting.group.key)
        others = [
            (row.record.reference, row.record.title)
            for row in queries.meetings(scope.viewer, scope.partnership.id, later)[:20]
            if row.meets_on > meeting.meets_on and row.state != "cancelled"
        ]
        form = forms.ApproveForm(sent(request), initial=initial, meetings=others)
    elif transition.asks_reason:
        form = forms.ReasonForm(sent(request), initial=initial)
    else:
        form = forms.ConfirmOnlyForm(sent(request), initial=initial)

    def perform(data: dict[str, Any]) -> str | None:
        approved = (
            queries.get_meeting(scope.viewer, scope.partnership.id, data["meeting"]) if data.get("meeting") else None
        )
        operations.move(
            meeting_id=meeting.pk,
            seen=data["version"],
            to=to,
            by=scope.viewer,
            at=scope.viewer.at,
            reason=data.get("reason", "") or data.get("how", ""),
            approved_in=approved,
        )
        place = {MeetingState.IN_SESSION: "day", MeetingState.DRAFTED: "minutes", MeetingState.CIRCULATED: "minutes"}
        return scope.address("meetings", reference, place[to]) if to in place else None

    return ask(
        request,
        scope,
        form,
        perform,
        title=transition.label,
        button=transition.label,
        back=scope.address("meetings", reference),
        crumbs=(Link("Meetings", scope.address("meetings")), Link(reference, scope.address("meetings", reference))),
        said=f"{reference}: {transition.event.label.lower()}.",
        lede=WHAT_HAPPENS.get(to, meeting.record.title),
        kind="warning" if to is MeetingState.CANCELLED else "primary",
    )


WHAT_HAPPENS = {
    MeetingState.ISSUED: "Everyone invited is told, and the papers are kept as they are today.",
    MeetingState.IN_SESSION: "Attendance, conflicts of interest and decisions are taken from now on.",
    MeetingState.DRAFTED: "The minutes of each item are drafted from what was recorded.",
    MeetingState.CIRCULATED: "Everyone invited is told, and may comment.",
    MeetingState.SEALED: "The minutes are sealed as they stand and never change again.",
    MeetingState.CANCELLED: "Everyone invited is told. What was waiting for it goes on the next agenda.",
}


@require_http_methods(["GET", "POST"])
@partnership_page(lambda scope: scope.viewer.in_unit(scope.partnership.id))
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Set one meeting of a group."""
    groups = led_groups(scope)
    form = forms.NewMeetingForm(
        sent(request),
        groups=[(group.key, str(group)) for group in groups],
        initial={"group": request.GET.get("group", "")},
    )
    by_key = {group.key: group for group in groups}

    def perform(data: dict[str, Any]) -> str:
        made = operations.schedule(
            group=by_key[data["group"]], slots=[_slot(data)], by=scope.viewer, at=scope.viewer.at
        )
        return scope.address("meetings", made[0].record.reference)

    return ask(
        request,
        scope,
        form,
        perform,
        title="Set one meeting",
        button="Set the meeting",
        back=scope.address("meetings"),
        crumbs=(Link("Meetings", scope.address("meetings")),),
        said="The meeting is set.",
    )


@require_POST
@partnership_page(writers)
def take_up(request: HttpRequest, scope: Scope, day: int) -> HttpResponseBase:
    """Give a day that stood already its agenda."""
    known = {row.pk for row in queries.unset_days([group.pk for group in led_groups(scope)], scope.viewer.day)}
    if day not in known:
        raise Http404

    def perform() -> str:
        made = operations.take_up(day_id=day, by=scope.viewer, at=scope.viewer.at)
        return scope.address("meetings", made.record.reference)

    return stored_once(request, scope, scope.address("meetings"), perform, "The meeting can be prepared now.")


@require_http_methods(["GET", "POST"])
@partnership_page(writers)
def settings(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """How a group's meetings are drafted."""
    group = partnership.find_group(scope.partnership.id, key)
    if group is None or not permissions.may_lead(scope.viewer, scope.partnership.id, group.pk):
        raise Http404
    held = queries.setting_of(group)
    form = forms.SettingsForm(
        sent(request),
        initial={
            "standing": "\n".join(held.standing_items),
            "item_minutes": held.item_minutes,
            "pseudonymise": held.pseudonymise,
        },
    )
    back = scope.address("groups", key)
    return ask(
        request,
        scope,
        form,
        lambda data: operations.set_group(
            group=group,
            pseudonymise=data["pseudonymise"],
            standing=data["standing"],
            item_minutes=data["item_minutes"],
            by=scope.viewer,
            at=scope.viewer.at,
        ),
        title="How its meetings are drafted",
        button="Save",
        back=back,
        crumbs=(Link(str(group), back),),
        said="Saved. Agendas that are drafted from now on follow it.",
    )
