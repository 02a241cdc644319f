"""The register, a response's own pages, a new response and the arrangements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.design.components import (
    Button,
    Column,
    EmptyState,
    Link,
    Muted,
    Row,
    SubNavItem,
    Table,
    Tag,
    TagKind,
    TimelineEntry,
    lines,
)
from goldenthread.design.format import counted, day, instant, partial_day
from goldenthread.design.page import Head
from goldenthread.history.queries import events_of
from goldenthread.partnership import queries as partnership
from goldenthread.pathways.pages.way import way_panels
from goldenthread.postvention import forms, operations, permissions, queries
from goldenthread.postvention.models import Response, Task
from goldenthread.postvention.queries import Known
from goldenthread.postvention.rules.response import USUAL_LEAST, shown
from goldenthread.postvention.terms import AgeBand, MindKind, Phase, Status
from goldenthread.postvention.views.steps import PAGES, leads, trail
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, note_sight, partnership_page, readers

KINDS: dict[Status, TagKind] = {
    Status.SURVEILLANCE: "info",
    Status.POSSIBLE: "warning",
    Status.ACTIVE: "danger",
    Status.STEPPED_DOWN: "neutral",
    Status.NOT_CLUSTER: "neutral",
    Status.CLOSED: "success",
}
TABS = (
    ("", "Overview"),
    ("plan", "Plan"),
    ("decisions", "Decisions"),
    ("learning", "Learning"),
    ("history", "History"),
)
OFFERED = {
    "": ("death", "stage", "area", "note"),
    "plan": ("setting", "task", "mind", "voice"),
    "decisions": ("decide",),
}
EMPTY: dict[str, tuple[Any, ...]] = dict.fromkeys(("words", "tables", "links", "ways", "timeline"), ())
NO_GROUP = "The business unit has to say first which group leads suicide cluster responses."


def _table(caption: str, labels: tuple[str, ...], rows: tuple[Row, ...], empty: str) -> Table:
    return Table(
        caption, tuple(Column(each, "wide" if place == 0 else "text") for place, each in enumerate(labels)), rows,
        empty=EmptyState(empty, "It stands here once it is written down."),
    )  # fmt: skip


def _status(row: Response) -> Tag:
    return Tag(KINDS[Status(row.status)], Status(row.status).label)


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The responses this person sees, and suspected deaths by month without any detail."""
    rows = list(queries.responses(scope.viewer, scope.partnership.id)[:500])
    months = queries.by_month(scope.viewer, scope.partnership.id)
    held, unit = queries.arrangement(scope.partnership.id), permissions.may_arrange(scope.viewer, scope.partnership.id)
    least = held.least_shown if held else USUAL_LEAST
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Any, ...]]:
            yield from ((month, shown(count, least)) for month, count in months)

        name = f"{scope.partnership.key}-surveillance"
        return spreadsheet_response(
            kind, name, ("Month", "Deaths, suspected or concluded"), exported, scope.viewer.person_id, scope.viewer.at
        )
    found = queries.deaths_by_response(scope.viewer, rows)
    leading = held is not None and permissions.may_lead(scope.viewer, scope.partnership.id, held.group_id)
    base = scope.address("postvention")
    head = Head(
        "Suicide cluster responses", breadcrumbs=(),
        lede=f"{counted(len(rows), 'response')}, as far as you may see them. No page here says how anyone died.",
        action=Button("Begin a response", f"{base}new/") if leading else None,
        others=(Link("Arrangements", f"{base}arrangements/"),) if unit else (),
    )  # fmt: skip
    listed = tuple(
        Row((
            lines([Link(row.record.title, scope.address("postvention", row.record.reference)), Muted(row.record.reference)]),
            _status(row), day(row.noticed_on), str(sum(each.stands for each in found.get(row.pk, []))),
        ))
        for row in rows
    )  # fmt: skip
    tables = (
        ("Responses", _table("Responses", ("Response", "Status", "Noticed", "Deaths"), listed, "No response here")),
        ("Surveillance", _table(
            "Deaths by month", ("Month", "Suspected or concluded"),
            tuple(Row((partial_day(month), str(count))) for month, count in months), "No death here",
        )),
    )  # fmt: skip
    downloads = (Link("Excel", f"{base}?format=xlsx"), Link("CSV", f"{base}?format=csv"))
    return render(
        request, "postvention/register.html", {"head": head, "tables": tables, "downloads": downloads if months else ()}
    )


def _any_chair(scope: Scope) -> bool:
    here = [seat for seat in scope.viewer.seats if seat.partnership_id == scope.partnership.id]
    return scope.viewer.in_unit(scope.partnership.id) or any(scope.viewer.chairs(seat.group_id) for seat in here)


def _unit(scope: Scope) -> bool:
    return permissions.may_arrange(scope.viewer, scope.partnership.id)


@require_http_methods(["GET", "POST"])
@partnership_page(_any_chair)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Begin a response, under surveillance."""
    held = queries.arrangement(scope.partnership.id)
    if held is None:
        raise Refused(NO_GROUP)
    form = forms.BeginForm(request.POST if request.method == "POST" else None, initial={"noticed_on": scope.viewer.day})

    def perform(data: dict[str, Any]) -> str:
        made = operations.begin(group=held.group, by=scope.viewer, at=scope.viewer.at, **data)
        return scope.address("postvention", made.record.reference)

    back = scope.address("postvention")
    top = Head(
        "Begin a response", breadcrumbs=trail(scope), lede="It begins as surveillance, with a plan ready to edit."
    )
    return answer_form(request, scope, FormPage(top, "Begin it", back, back, "It is begun."), form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def arrangements(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Which group leads responses, and which words are refused."""
    held = queries.arrangement(scope.partnership.id)
    by_key = {each.key: each for each in partnership.groups(scope.partnership.id, scope.viewer.day)}
    names = ("refused_words", "least_shown", "version")
    initial = (
        {name: getattr(held, name) for name in names} | {"group": held.group.key}
        if held
        else {"least_shown": USUAL_LEAST}
    )
    form = forms.ArrangementForm(
        request.POST if request.method == "POST" else None, initial=initial,
        groups=[(key, str(each)) for key, each in by_key.items()],
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        operations.arrange(
            group=by_key[data["group"]], refused_words=data["refused_words"], least_shown=data["least_shown"], seen=data["version"] if held else None,
            by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip

    back = scope.address("postvention")
    top = Head(
        "Arrangements for responses", breadcrumbs=trail(scope), lede="The public health lead sits in this group."
    )
    return answer_form(request, scope, FormPage(top, "Store them", back, back, "They are stored."), form, perform)


def _opened(scope: Scope, reference: str) -> Response:
    row = queries.get_response(scope.viewer, scope.partnership.id, reference)
    note_sight(scope, row.record)
    return row


def _page(request: HttpRequest, scope: Scope, row: Response, tab: str, lede: str, **context: Any) -> HttpResponseBase:
    reference = row.record.reference
    here = scope.address("postvention", reference)
    offered = tuple(
        Link(PAGES[key].title, scope.address("postvention", reference, "do", key))
        for key in (OFFERED.get(tab, ()) if leads(scope, row) else ())
    )
    head = Head(
        row.record.title, reference, (_status(row),), trail(scope), lede,
        Button(offered[0].text, offered[0].url) if offered else None, offered[1:],
        tuple(SubNavItem(label, f"{here}{key}/" if key else here, key == tab) for key, label in TABS),
    )  # fmt: skip
    return render(request, "postvention/page.html", {"head": head, **EMPTY, **context})


def _death(scope: Scope, row: Response, each: Known, leading: bool) -> Row:
    death = each.death
    at = scope.address("postvention", row.record.reference, "do", "finding", str(death.pk))
    before = [Muted(f"Before: {known.get_confirmation_display().lower()}") for known in each.before]
    return Row((
        death.pseudonym, AgeBand(death.age_band).label, partial_day(death.happened),
        lines([str(death.organisation or death.setting or "Not written down"), Muted(f"{death.area}, a neighbour" if death.neighbouring else death.area or "Here")]),
        lines([each.confirmation.label, Muted(day(each.finding.on)), *before]),
        Link(f"What was found of {death.pseudonym}", at) if leading else "",
    ))  # fmt: skip


@require_GET
@partnership_page(readers)
def overview(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Where a response stands, its way, and its deaths under pseudonyms."""
    row = _opened(scope, reference)
    leading, deaths = leads(scope, row), queries.deaths_of(row)
    labels = ("Who", "Age", "When", "Where", "Known", "Next")
    told = tuple(Row((each.area, day(each.on))) for each in queries.areas(row))
    notes = (Link("Read the sealed notes", scope.address("postvention", reference, "notes")),) if leading else ()
    return _page(
        request, scope, row, "", f"Noticed on {day(row.noticed_on)}. {Status(row.status).definition}",
        words=(row.why_noticed,), ways=way_panels(scope, row.record), links=notes,
        tables=(
            ("Deaths", _table("Deaths", labels, tuple(_death(scope, row, each, leading) for each in deaths), "No death yet")),
            ("Neighbouring areas told", _table("Neighbouring areas told", ("Area", "On"), told, "None told yet")),
        ),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def plan(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Tasks by phase, settings supported, days to mind, and one voice."""
    row = _opened(scope, reference)
    leading = leads(scope, row)
    tasks, settings, days = queries.plan(row)

    def then(key: str, pk: int, words: str) -> Any:
        return Link(words, scope.address("postvention", reference, "do", key, str(pk))) if leading else "Not yet"

    def stands(number: int, each: Task) -> Any:
        if each.dropped_on:
            return lines([f"Dropped on {day(each.dropped_on)}", Muted(each.dropped_why)])
        if each.done_on or not leading:
            return day(each.done_on, "Not yet")
        steps = {"done": "Done", "change": "Change", "drop": "Drop"}
        return lines([then(key, each.pk, f"{words}: task {number}") for key, words in steps.items()])

    made = [
        (
            phase.label,
            _table(phase.label, ("Task", "Whose", "Due", "Done"), tuple(
                Row((each.words, each.owner_role, day(each.due_on, "No day"), stands(number, each)))
                for number, each in enumerate(tasks, 1) if each.phase == phase.value
            ), "No task"),
        )
        for phase in Phase
    ]  # fmt: skip
    made.append(("Settings supported", _table("Settings supported", ("Setting", "Support", "By", "Ended"), tuple(
        Row((
            lines([str(each.organisation or each.words), Muted(each.contact_role)]), each.support,
            lines([each.by_whom, Muted(f"Needed until {day(each.until)}" if each.until else f"Since {day(each.on)}")]),
            lines([day(each.ended_on), Muted(each.ended_why)]) if each.ended_on else then("end", each.pk, f"End support of setting {number}"),
        ))
        for number, each in enumerate(settings, 1)
    ), "No setting yet")))  # fmt: skip
    made.append(("Days to mind", _table("Days to mind", ("Day", "What", "Ready"), tuple(
        Row((day(each.on), MindKind(each.kind).label, lines([each.ready, Muted(f"Ready since {day(each.ready_on)}")]) if each.ready_on else lines([*([Muted(each.ready)] if each.ready else []), then("ready", each.pk, f"What is ready for {day(each.on)}")])))
        for each in days
    ), "No day yet")))  # fmt: skip
    voice = f"{row.voice} alone speaks to the media." if row.voice else "Nobody is named yet who speaks to the media."
    waiting = sum(each.waits for each in tasks)
    return _page(
        request, scope, row, "plan", f"{counted(waiting, 'task')} to do. Nobody at risk is listed here.",
        words=tuple(each for each in (voice, row.lines) if each), tables=tuple(made),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def decisions(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Every decision on the status, the last first."""
    row = _opened(scope, reference)
    rows = tuple(
        Row((lines([Status(each.status).label, Muted(day(each.on))]), each.why, each.by_role))
        for each in queries.decisions(row)
    )
    return _page(
        request, scope, row, "decisions", "The last decision stands; all stay to be read.",
        tables=(("Decisions", _table("Decisions", ("Decided", "Why", "By"), rows, "Nothing decided yet")),),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def learning(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """What was learned: made on the thread, linked to this response."""
    row = _opened(scope, reference)
    rows = tuple(
        Row((Link(each.text, scope.address("thread", each.record.reference)), ", ".join(each.themes)))
        for each in queries.learning_of(scope.viewer, row)
    )
    group = row.record.group
    adds = scope.viewer.in_unit(row.partnership_id) or scope.viewer.seat_in(row.record.group_id or 0)
    address = f"{scope.address('learning', 'new')}?from={reference}&group={group.key if group else ''}"
    return _page(
        request, scope, row, "learning", f"{counted(len(rows), 'learning point')}.",
        links=(Link("Record learning from it", address),) if adds else (),
        tables=(("Learned", _table("Learned", ("Learned", "Themes"), rows, "Nothing yet")),),
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def history(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Who did and saw what, the latest first."""
    row = _opened(scope, reference)
    events = tuple(
        TimelineEntry(event.sentence, instant(event.at), event.actor_name, when_iso=event.at.isoformat())
        for event in events_of(row.pk)
    )
    return _page(request, scope, row, "history", "Who did and saw what.", timeline=events)
