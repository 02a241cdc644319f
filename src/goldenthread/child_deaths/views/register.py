"""The backlog, what a panel could take, a notification by account, and the partnership's arrangements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.child_deaths import forms, operations, permissions, queries
from goldenthread.child_deaths.models import Arrangement
from goldenthread.child_deaths.queries import SIZE, STANDINGS, Filter, Listed
from goldenthread.child_deaths.terms import Channel, DeathState
from goldenthread.child_deaths.views.facts import notice_of
from goldenthread.child_deaths.views.shared import KINDS, age_words, arranged, sent, table, trail, when
from goldenthread.child_deaths.views.steps import at_time
from goldenthread.core.working_days import working_days_between
from goldenthread.design.components import (
    Button,
    Column,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Link,
    Muted,
    Notice,
    NumberCard,
    Pagination,
    Row,
    Table,
    Tag,
    lines,
)
from goldenthread.design.format import counted, day, due_phrase, partial_day, sentence
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers

COLUMNS = (
    "Reference", "Called", "Stage", "Age", "Died", "Next step", "Waits for", "Due", "Since", "The panel waits for", "Late stages",
)  # fmt: skip


def _clock(each: Listed, today: date) -> Any:
    """The step that is missing next, who holds it, since when and by when."""
    stage = each.stage
    if stage is None:
        return Muted("Nothing is missing")
    told = [Muted(f"With {stage.waits_for}")] if stage.waits_for else []
    if each.late > 1:
        told.append(Muted(f"{counted(each.late, 'step')} late in all"))
    if stage.due_on is not None:
        is_late, soon = stage.due_on < today, stage.due_on <= today + timedelta(days=2)
        due = due_phrase(stage.due_on, today=today, working_days=working_days_between(today, stage.due_on)).partition(
            " ("
        )[0]
        kind = "neutral" if stage.state == "held" else "danger" if is_late else "warning" if soon else "neutral"
        return lines([stage.name, Tag(kind, sentence(due)), *told])  # type: ignore[arg-type]
    return lines([stage.name, *told])


def _held(each: Listed) -> Any:
    found = [*each.held, *([f"Themed panel: {each.death.theme}"] if each.death.theme else [])]
    return lines([Muted(text) for text in found]) if found else ""


def _row(scope: Scope, each: Listed, leading: bool) -> Row:
    row, state = each.death, DeathState(each.death.state)
    return Row(
        (
            lines([Link(row.title, scope.address("child-deaths", row.reference)), Muted(f"{row.reference} · {age_words(row, leading)}")]),
            Tag(KINDS[state], state.label),
            _clock(each, scope.viewer.day),
            partial_day(each.since, "") if each.since else "",
            day(row.died_on) if leading else partial_day(row.died_on.strftime("%Y-%m")),
            _held(each),
        ),
        mark="danger" if each.late else "",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The backlog: every open death this person sees, the step that is missing next, who holds it and since when."""
    chosen, here = Filter.of(request.GET.dict()), scope.partnership.id
    arrangement = queries.arrangement(here)
    leading = arrangement is not None and permissions.may_lead(scope.viewer, here, arrangement.group_id)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return _download(scope, kind, queries.deaths(scope.viewer, here, chosen), leading)
    asked = request.GET.get("page", "1")
    wanted = max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1, 1)
    shown, total, page = queries.page_of(scope.viewer, here, chosen, wanted)
    rows = queries.listed(scope.viewer, shown)
    base, held = scope.address("child-deaths"), chosen.query()
    address = f"{base}?{urlencode(held)}" if held else base
    joiner = "&" if held else "?"
    return render(
        request,
        "child_deaths/register.html",
        {
            "head": _head(scope, arrangement, leading, total),
            "notices": _missing(scope, arrangement),
            "cards": _cards(scope, base) if chosen.standing in {"open", "late", "ready"} else (),
            "missing": _steps(rows) if len(rows) == total else "",
            "panel": _panel(chosen, base),
            "table": Table(
                "Child deaths",
                tuple(
                    Column(label, "wide" if place in {0, 2} else "text")
                    for place, label in enumerate(("Child", "Stage", "Next step", "Since", "Died", "The panel waits for"))
                ),
                tuple(_row(scope, each, leading) for each in rows),
                empty=EmptyState("No death here", "Deaths that you may see stand here, with the step that is missing next."),
            ),
            "pagination": Pagination(
                page, max(1, -(-total // SIZE)), total, min(total, (page - 1) * SIZE + 1), min(total, page * SIZE), address, "death"
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
        },
    )  # fmt: skip


def _head(scope: Scope, arrangement: Arrangement | None, leading: bool, total: int) -> Head:
    at = scope.address
    others = [Link("Notify a death", at("child-deaths", "notify"))]
    if leading:
        others = [
            Link("Write down a death you were told of", at("child-deaths", "new")),
            Link("What a panel could take", at("child-deaths", "panel")),
            Link("Not yet at the national database", at("child-deaths", "database")),
        ]
    if arrangement is not None and (leading or scope.viewer.seat_in(arrangement.group_id)):
        others += [
            Link("Figures", at("child-deaths", "figures")),
            Link("Annual report", at("child-deaths", "report")),
            Link("Arrangements as a document", at("child-deaths", "arrangements", "document")),
        ]
    if permissions.may_arrange(scope.viewer, scope.partnership.id):
        if arrangement:
            others.append(Link("Bring in from a spreadsheet", at("child-deaths", "import")))
        others.append(Link("Arrangements", at("child-deaths", "arrangements")))
    return Head(
        "Child deaths", breadcrumbs=(), lede=sentence(f"{counted(total, 'death')}, as far as you may see them."),
        action=Button("Notify a death", at("child-deaths", "notify")) if arrangement else None,
        others=tuple(others) if leading or len(others) > 1 else (),
    )  # fmt: skip


def _missing(scope: Scope, arrangement: Any) -> tuple[Notice, ...]:
    if arrangement is not None:
        return ()
    unit = permissions.may_arrange(scope.viewer, scope.partnership.id)
    link = Link("Say so", scope.address("child-deaths", "arrangements")) if unit else None
    return (Notice("warning", "Nobody has said yet which group reviews child deaths.", action=link),)


def _cards(scope: Scope, base: str) -> tuple[NumberCard, ...]:
    """The backlog at a glance."""
    held = queries.glance(scope.viewer, scope.partnership.id)
    return (
        NumberCard("Open", str(held.open), f"{held.old} of more than a year ago"),
        NumberCard("Ready for the panel", str(held.ready), f"{held.put} put to a meeting", f"{base}?standing=ready"),
        NumberCard("Waiting for something beside the review", str(held.held), "Inquest, criminal case, other reviews"),
        NumberCard("Not yet at the national database", str(held.not_at_database), "Within 48 hours of the death"),
    )


def _steps(rows: list[Listed]) -> str:
    """What is missing next, and of how many deaths, in one line: where all of them stand on the page."""
    held: dict[str, int] = {}
    for each in rows:
        if each.stage:
            held[each.stage.name] = held.get(each.stage.name, 0) + 1
    told = sorted(held.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name.lower()} ({count})" for name, count in told)


def _panel(chosen: Filter, base: str) -> FilterPanel:
    def field(name: str, label: str, pairs: list[tuple[str, str]]) -> FilterField:
        value = getattr(chosen, name)
        return FilterField(
            name, label, "select", tuple(FilterOption(code, words, code == value) for code, words in pairs)
        )

    return FilterPanel(
        (field("standing", "Show", list(STANDINGS.items())), field("state", "Stage", [("", "Any"), *DeathState.choices()])),
        base, (), base if chosen.query() else "",
    )  # fmt: skip


def _download(scope: Scope, kind: str, found: Any, leading: bool) -> HttpResponseBase:
    """The same rows, in one pass."""

    def exported() -> Iterator[tuple[Any, ...]]:
        for each in queries.listed(scope.viewer, list(found[:10_000])):
            row, stage = each.death, each.stage
            yield (
                row.record.reference, row.record.title, DeathState(row.state).label, age_words(row, leading),
                row.died_on if leading else row.died_on.strftime("%Y-%m"), stage.name if stage else "",
                stage.waits_for if stage else "", stage.due_on if stage else None, each.since, "; ".join(each.held), each.late,
            )  # fmt: skip

    name = f"{scope.partnership.key}-child-deaths"
    return spreadsheet_response(kind, name, COLUMNS, exported, scope.viewer.person_id, scope.viewer.at)


def _leaders(scope: Scope) -> bool:
    """The business unit, and whoever chairs a group here: of those, who leads is asked again of the arrangements."""
    return scope.viewer.in_unit(scope.partnership.id) or any(
        seat.partnership_id == scope.partnership.id and scope.viewer.chairs(seat.group_id)
        for seat in scope.viewer.seats
    )


def _unit(scope: Scope) -> bool:
    return permissions.may_arrange(scope.viewer, scope.partnership.id)


@require_GET
@partnership_page(_leaders)
def panel(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What a panel on a given day could take, and of the others what is missing."""
    form = forms.PanelForm(request.GET if "on_day" in request.GET else None, initial={"on": scope.viewer.day})
    on = form.cleaned_data["on"] if form.is_valid() else scope.viewer.day
    found = queries.candidates(scope.viewer, scope.partnership.id, on)
    ready = [each for each in found if each.can_be_taken]

    def row(each: queries.Candidate) -> Row:
        death = each.death
        put = (
            Link(f"{day(death.meeting.meets_on)}", scope.address("meetings", death.meeting.record.reference))
            if death.meeting
            else ""
        )
        return Row((
            lines([Link(death.record.title, scope.address("child-deaths", death.record.reference)), Muted(f"{death.record.reference} · {age_words(death, True)}")]),
            when(death, True), Tag(KINDS[DeathState(death.state)], DeathState(death.state).label),
            put or (lines([Muted(text) for text in each.missing]) if each.missing else "Nothing is missing"),
        ))  # fmt: skip

    labels = ("Child", "Died", "Stage", "Put to, or missing")
    top = Head(
        "What a panel could take", breadcrumbs=trail(scope),
        lede=f"On {day(on)}: {counted(len(ready), 'death')} could be taken, {len(found) - len(ready)} could not.",
    )  # fmt: skip
    return render(request, "child_deaths/panel.html", {
        "head": top,
            "form": form, "here": scope.address("child-deaths", "panel"),
        "tables": (
            ("Could be taken", table("Could be taken", labels, tuple(row(each) for each in ready), "None yet", "A death stands here once nothing is missing that the panel waits for.")),
            ("Not yet", table("Not yet", labels, tuple(row(each) for each in found if not each.can_be_taken), "None", "Nothing waits.")),
        ),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def notify(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Notify a death: anyone who works with the partnership may, at any hour."""
    held = arranged(scope)
    form = forms.NotifyForm(sent(request), initial={"sender": scope.viewer.name})

    def perform(data: dict[str, Any]) -> str:
        reference = operations.notify(
            partnership_id=scope.partnership.id,
            notice=notice_of(data, Channel.ACCOUNT),
            by=scope.viewer,
            at=scope.viewer.at,
        )
        messages.success(request, f"It is notified. Its reference is {reference}.")
        return after(scope, held, reference)

    top = Head(
        "Notify a child’s death", breadcrumbs=trail(scope),
        lede="What you know now is enough; the rest can follow. If another child may be in danger, ring children’s social care and the police first.",
    )  # fmt: skip
    page = FormPage(
        top, "Notify", scope.address("child-deaths"), scope.address("child-deaths"), template="child_deaths/notify.html"
    )
    return answer_form(request, scope, page, form, perform, held=held, groups=forms.NOTIFY_GROUPS, first=())


def after(scope: Scope, held: Arrangement, reference: str) -> str:
    """Where a notifier goes next: the death's own page for who may see it, else the list."""
    leading = permissions.may_lead(scope.viewer, scope.partnership.id, held.group_id)
    return (
        scope.address("child-deaths", reference)
        if leading or scope.viewer.seat_in(held.group_id)
        else scope.address("child-deaths")
    )


@require_http_methods(["GET", "POST"])
@partnership_page(_leaders)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write down a death that the office was told of, or that stands on a registrar's list."""
    held = arranged(scope)
    now = scope.viewer.at
    form = forms.ToldForm(sent(request), initial={"received_on": scope.viewer.day})

    def perform(data: dict[str, Any]) -> str:
        reference = operations.notify(
            partnership_id=scope.partnership.id, notice=notice_of(data, Channel(data["channel"])), by=scope.viewer, at=now,
            received_at=at_time(data["received_on"], data["received_time"]),
        )  # fmt: skip
        return scope.address("child-deaths", reference)

    top = Head(
        "Write down a death you were told of",
        breadcrumbs=trail(scope),
        lede="The clocks run from the death; when it came to be known stands beside it.",
    )
    page = FormPage(
        top,
        "Write it down",
        scope.address("child-deaths"),
        scope.address("child-deaths"),
        "It is written down.",
        template="child_deaths/notify.html",
    )
    return answer_form(
        request,
        scope,
        page,
        form,
        perform,
        held=held,
        groups=forms.NOTIFY_GROUPS,
        first=("channel", "received_on", "received_time"),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def arrangements(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Which group reviews child deaths, what the public page says, and how small a number may leave."""
    held = queries.arrangement(scope.partnership.id)
    groups = partnership.groups(scope.partnership.id, scope.viewer.day)
    names = (
        "partners", "footprint", "joint_with", "reports_with", "office_phone", "office_hours", "out_of_hours", "is_public",
        "least_shown", "rounded_to", "pooled_over",
    )  # fmt: skip
    initial = (
        {name: getattr(held, name) for name in (*names, "version")} | {"group": held.group.key}
        if held
        else {"least_shown": 5, "rounded_to": 0, "pooled_over": "3"}
    )
    form = forms.ArrangementForm(sent(request), initial=initial, groups=[(each.key, str(each)) for each in groups])
    by_key = {each.key: each for each in groups}

    def perform(data: dict[str, Any]) -> None:
        operations.arrange(
            partnership_id=scope.partnership.id, group=by_key[data["group"]], seen=data["version"] if held else None,
            by=scope.viewer, at=scope.viewer.at, **{name: int(data[name]) if name == "pooled_over" else data[name] for name in names},
        )  # fmt: skip

    top = Head(
        "Arrangements for child death review", breadcrumbs=trail(scope),
        lede=f"Last checked on {day(held.checked_on)}." if held else "Say this once, before the first notification.",
    )  # fmt: skip
    back = scope.address("child-deaths")
    return answer_form(
        request, scope, FormPage(top, "Store them", back, back, "The arrangements are stored."), form, perform
    )
