"""The register of reviews, a new incident, and the partnership's arrangements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.core.clock import day_of
from goldenthread.core.working_days import working_days_between
from goldenthread.design.components import (
    Button,
    Card,
    Column,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Link,
    ListItem,
    Muted,
    Notice,
    Pagination,
    Row,
    Table,
    Tag,
    lines,
)
from goldenthread.design.format import counted, day, due_phrase, partial_day, sentence
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.practice_reviews import forms, operations, permissions, queries
from goldenthread.practice_reviews.queries import Filter, Listed
from goldenthread.practice_reviews.queries.register import SIZE, Stage
from goldenthread.practice_reviews.queries.reviews import STANDINGS
from goldenthread.practice_reviews.rules.years import USUAL_LEAST
from goldenthread.practice_reviews.terms import Door, Grounds, IncidentType, Nature, ReferralState, ReviewState
from goldenthread.practice_reviews.views.incident import draft_of
from goldenthread.practice_reviews.views.shared import KINDS, arranged, ask, sent
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import Scope, partnership_page, readers

SHORT = {ReviewState.COMMISSIONED: "Local practice review"}
"""What a column has no room for in full."""
COLUMNS = (
    "Reference",
    "Code name",
    "Door",
    "Stage",
    "What",
    "About",
    "Happened",
    "Children",
    "Local authority aware",
    "Notified",
    "Sent to the Panel",
    "Closed",
    "Waits for",
    "Due",
)


def clock(stage: Stage | None, late: int, today: Any) -> Any:
    """What a review waits for, for whom and by when, the late first."""
    if stage is None:
        return Muted("Nothing waits")
    soon = stage.due_on is not None and stage.due_on <= today + timedelta(days=2)
    is_late = stage.due_on is not None and stage.due_on < today
    due = "no day is set"
    if stage.due_on is not None:
        due = due_phrase(stage.due_on, today=today, working_days=working_days_between(today, stage.due_on))
    short, _, named = due.partition(" (")
    tag = Tag("danger" if is_late else "warning" if soon else "neutral", sentence(short))
    named = named.rstrip(")")
    who = f"Waits for {stage.waits_for}" if stage.waits_for else ""
    more = [Muted(words) for words in (who, named, counted(late, "stage") + " late" if late else "") if words]
    return lines([tag, stage.name, *more])


def _row(scope: Scope, each: Listed) -> Row:
    row, state = each.review, ReviewState(each.review.state)
    return Row(
        (
            lines([
                Link(row.title, scope.address("reviews", row.reference)),
                Muted(f"{row.reference} · {Door(row.door).label}"),
            ]),
            Tag(KINDS[state], SHORT.get(state, state.label)),
            clock(each.stage, each.late, scope.viewer.day),
            lines([Nature(row.nature).label, Muted(IncidentType(row.incident_type).label)]),
            partial_day(row.happened, "Not known"),
            counted(each.children, "child", "children") if each.children else "None yet",
        ),
        mark="danger" if each.late else "",
    )  # fmt: skip


@require_GET
@partnership_page(readers)
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The reviews this person sees, with their clocks; what they referred; and the door for everyone."""
    chosen = Filter.of(request.GET.dict())
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:
        return _download(scope, kind, queries.reviews(scope.viewer, scope.partnership.id, chosen))
    asked = request.GET.get("page", "1")
    wanted = max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1, 1)
    shown, total, page = queries.page_of(scope.viewer, scope.partnership.id, chosen, wanted)
    pages, rows = max(1, -(-total // SIZE)), queries.listed(scope.viewer, shown)
    arranged = queries.arranged(scope.partnership.id)
    may_lead = arranged is not None and permissions.may_lead(scope.viewer, scope.partnership.id, arranged.group_id)
    base, held = scope.address("reviews"), chosen.query()
    address = f"{base}?{urlencode(held)}" if held else base
    joiner = "&" if held else "?"
    unit = permissions.may_arrange(scope.viewer, scope.partnership.id)
    others: tuple[Link, ...] = (Link("Refer something for learning", scope.address("reviews", "refer")),)
    others += (Link("Learning from all reviews", scope.address("reviews", "log")),)
    others += (Link("Over the years", scope.address("reviews", "years")),)
    if unit:
        others += (Link("Arrangements", scope.address("reviews", "arrangements")),)
        others += (Link("Bring in from a spreadsheet", scope.address("reviews", "import")),)
    return render(
        request,
        "practice_reviews/register.html",
        {
            "head": Head(
                "Practice reviews",
                breadcrumbs=(),
                lede=sentence(f"{counted(total, 'review')}, as far as you may see them."),
                action=Button("Write down a serious incident", scope.address("reviews", "new"))
                if may_lead
                else Button("Refer something for learning", scope.address("reviews", "refer")),
                others=others if may_lead else others[1:],
            ),
            "notices": () if arranged else _missing(scope, unit),
            "panel": _panel(chosen, base),
            "table": Table(
                "Practice reviews",
                tuple(
                    Column(label, "wide" if place in {0, 2} else "text")
                    for place, label in enumerate(("Review", "Stage", "Clock", "What", "When", "Children"))
                ),
                tuple(_row(scope, each) for each in rows),
                empty=EmptyState(
                    "No review here", "Serious incidents and referrals that you may see stand here, with their clocks."
                ),
            ),
            "pagination": Pagination(
                page, pages, total, min(total, (page - 1) * SIZE + 1), min(total, page * SIZE), address, "review"
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
            "cards": _referrals(scope, may_lead),
        },
    )  # fmt: skip


def _missing(scope: Scope, unit: bool) -> tuple[Notice, ...]:
    link = Link("Say so", scope.address("reviews", "arrangements")) if unit else None
    return (
        Notice(
            "warning",
            "Nobody has said yet which group holds practice reviews, and the front door’s number.",
            action=link,
        ),
    )


def _referrals(scope: Scope, may_lead: bool) -> tuple[Card, ...]:
    """Referrals that wait to be taken up, for those who lead; and one's own."""
    held = queries.referrals(scope.viewer, scope.partnership.id)
    waiting = [row for row in held if row.state == ReferralState.SENT.value]
    own = [row for row in held if row.referrer_id == scope.viewer.person_id]

    def item(row: Any, words: str) -> ListItem:
        at = scope.address("reviews", "referrals", row.reference)
        tags = (Tag("danger", "May be a serious incident"),) if row.grounds == Grounds.SERIOUS.value else ()
        return ListItem(Link(Grounds(row.grounds).label, at), (row.reference, words), tags)

    cards = []
    if may_lead:
        items = tuple(item(row, f"{row.organisation or 'An agency'}, arrived {day(row.made_at)}") for row in waiting)
        cards.append(Card("Referrals to take up", items, "None waits.", count=len(waiting)))
    if own:
        items = tuple(item(row, f"{ReferralState(row.state).label}, sent {day(row.made_at)}") for row in own)
        cards.append(Card("What you referred", items))
    return tuple(cards)


def _panel(chosen: Filter, base: str) -> FilterPanel:
    def field(name: str, label: str, pairs: list[tuple[str, str]]) -> FilterField:
        value = getattr(chosen, name)
        return FilterField(
            name, label, "select", tuple(FilterOption(code, words, code == value) for code, words in pairs)
        )

    return FilterPanel(
        (
            field("standing", "Show", list(STANDINGS.items())),
            field("state", "Stage", [("", "Any"), *ReviewState.choices()]),
            field("door", "Came in as", [("", "Any"), *Door.choices()]),
            field("about", "About", [("", "Any"), *IncidentType.choices()]),
        ),
        base, (), base if chosen.query() else "",
    )  # fmt: skip


def _download(scope: Scope, kind: str, found: Any) -> HttpResponseBase:
    """The same rows, in one pass."""

    def exported() -> Iterator[tuple[Any, ...]]:
        held: list[Any] = list(found[:10_000])
        for each in queries.listed(scope.viewer, held):
            row, stage = each.review, each.stage
            yield (
                row.record.reference, row.record.title, Door(row.door).label, ReviewState(row.state).label,
                Nature(row.nature).label, IncidentType(row.incident_type).label, row.happened, each.children,
                row.aware_on, day_of(row.notified_at) if row.notified_at else None, row.sent_on, row.record.closed_on,
                stage.name if stage else "", stage.due_on if stage else None,
            )  # fmt: skip

    name = f"{scope.partnership.key}-reviews"
    return spreadsheet_response(kind, name, COLUMNS, exported, scope.viewer.person_id, scope.viewer.at)


def _leaders(scope: Scope) -> bool:
    """The business unit, and whoever chairs a group here: of those, who leads reviews is asked again of the arrangements."""
    seats = scope.viewer.seats
    return scope.viewer.in_unit(scope.partnership.id) or any(
        seat.partnership_id == scope.partnership.id and scope.viewer.chairs(seat.group_id) for seat in seats
    )


def _unit(scope: Scope) -> bool:
    return permissions.may_arrange(scope.viewer, scope.partnership.id)


@require_http_methods(["GET", "POST"])
@partnership_page(_leaders)
def new(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Write down a serious incident."""
    group = arranged(scope).group

    def perform(data: dict[str, Any]) -> str:
        made = operations.open_incident(group=group, draft=draft_of(data), by=scope.viewer, at=scope.viewer.at)
        return scope.address("reviews", made.record.reference)

    return ask(
        request, scope, forms.IncidentForm(sent(request)), perform, title="Write down a serious incident",
        button="Write it down", back=scope.address("reviews"), said="It is written down, and its clock runs.",
        lede="The local authority notifies the Panel within 5 working days of becoming aware. Write down what is known; the rest can follow.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@partnership_page(_unit)
def arrangements(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Which group holds reviews, and the front door's number."""
    held = queries.arrangement(scope.partnership.id)
    groups = partnership.groups(scope.partnership.id, scope.viewer.day)
    names = ("area", "door_name", "door_phone", "door_hours", "least_shown", "version")
    initial = (
        {name: getattr(held, name) for name in names} | {"group": held.group.key}
        if held
        else {"least_shown": USUAL_LEAST}
    )
    form = forms.ArrangementForm(sent(request), initial=initial, groups=[(each.key, str(each)) for each in groups])
    by_key = {each.key: each for each in groups}

    def perform(data: dict[str, Any]) -> None:
        operations.arrange(
            group=by_key[data["group"]], area=data["area"], door_name=data["door_name"],
            door_phone=data["door_phone"], door_hours=data["door_hours"], least_shown=data["least_shown"], seen=data["version"] if held else None,
            by=scope.viewer, at=scope.viewer.at,
        )  # fmt: skip

    return ask(
        request, scope, form, perform, title="Arrangements for practice reviews", button="Store them",
        back=scope.address("reviews"), said="The arrangements are stored.",
        lede=f"Last checked on {day(held.checked_on)}." if held else "Say this once, before the first referral.",
    )  # fmt: skip
