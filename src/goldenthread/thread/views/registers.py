"""The registers: learning, products and impact; and one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goldenthread.design.components import (
    Button,
    Column,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Lines,
    Link,
    Muted,
    Pagination,
    Row,
    SummaryRow,
    Table,
    Tag,
)
from goldenthread.design.format import counted, partial_day, sentence
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.pathways.pages.way import way_panels
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.queries import get_record
from goldenthread.records.terms import LOOKED_INTO, RecordKind
from goldenthread.records.web import Scope, note_sight, partnership_page, readers
from goldenthread.rendering.spreadsheets.cells import Value
from goldenthread.thread import permissions, queries
from goldenthread.thread.pages.thread import thread_page
from goldenthread.thread.pages.words import STRENGTH_KINDS
from goldenthread.thread.queries import since
from goldenthread.thread.queries.registers import ImpactRow, LearningRow, ProductRow, all_of, register_page
from goldenthread.thread.rules.shape import LEADS_TO
from goldenthread.thread.terms import LearningHeading, LearningNature, ProductKind, Question, SourceKind, Strength
from goldenthread.thread.views.actions import may_write_somewhere

SIZE = 50


def _listing(
    request: HttpRequest,
    scope: Scope,
    *,
    title: str,
    noun: str,
    rows: Any,
    columns: Sequence[str],
    row: Callable[[Any], Row],
    export: Callable[[Any], tuple[Value, ...]],
    export_columns: Sequence[str],
    fields: Callable[[dict[str, str]], tuple[FilterField, ...]],
    names: Sequence[str],
    place: str,
    empty: EmptyState,
    action: Button | None,
    shape: Any,
    others: tuple[Link, ...] = (),
    intro: str = "",
) -> HttpResponseBase:
    """One register: filtered, counted, paged, and taken away as a spreadsheet by the same filter."""
    given = {name: request.GET.get(name, "").strip()[:120] for name in names}
    base = scope.address(place)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Value, ...]]:
            yield from map(export, all_of(rows(scope.viewer, scope.partnership.id, **given), shape))

        return spreadsheet_response(
            kind, f"{scope.partnership.key}-{place}", export_columns, exported, scope.viewer.person_id, scope.viewer.at
        )
    asked = request.GET.get("page", "1")
    wanted = max(int(asked) if asked.isdecimal() and len(asked) < 7 else 1, 1)
    held = register_page(rows, scope.viewer, scope.partnership.id, given, shape, wanted, SIZE)
    total, page = held.total, held.page
    chosen = {name: value for name, value in given.items() if value}
    address = f"{base}?{urlencode(chosen)}" if chosen else base
    joiner = "&" if chosen else "?"
    panel = FilterPanel(
        fields(given),
        base,
        tuple(
            Link(
                value.replace("_", " "),
                f"{base}?{urlencode({key: kept for key, kept in chosen.items() if key != name})}",
            )
            for name, value in chosen.items()
        ),
        base if chosen else "",
    )
    return render(
        request,
        "thread/register.html",
        {
            "head": Head(title, lede=intro or sentence(counted(total, noun)) + ".", action=action, others=others),
            "table": Table(
                title,
                tuple(Column(name, "wide" if number == 0 else "text") for number, name in enumerate(columns)),
                tuple(map(row, held.rows)),
                empty=empty,
            ),
            "panel": panel,
            "pagination": Pagination(
                page, held.pages, total, min(total, (page - 1) * SIZE + 1), min(total, page * SIZE), address, noun
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
        },
    )


def _options(pairs: Iterable[tuple[str, str]], value: str) -> tuple[FilterOption, ...]:
    return (FilterOption("", "Any", not value), *(FilterOption(code, label, code == value) for code, label in pairs))


def _group_field(scope: Scope, value: str) -> FilterField:
    return FilterField(
        "group",
        "Group",
        "select",
        _options(partnership.choices(scope.partnership.id)[0], value),
    )


def _title_cell(scope: Scope, row: Any, text: str) -> Lines:
    return Lines((Link(text, scope.address("thread", row.reference)), Muted(f"{row.reference} · {row.group}")))


@require_GET
@partnership_page(readers)
def learning(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The learning register by its three headings."""

    def row(point: Any) -> Row:
        nature = LearningNature(point.nature)
        tag = Tag("success" if nature is LearningNature.GOOD_PRACTICE else "info", nature.label)
        return Row(
            (
                _title_cell(scope, point, point.text),
                LearningHeading(point.heading).label,
                tag,
                ", ".join(point.themes),
                partial_day(point.happened),
            )
        )

    def fields(given: dict[str, str]) -> tuple[FilterField, ...]:
        return (
            FilterField("q", "Words or reference", "text", value=given["q"]),
            FilterField("heading", "Heading", "select", _options(LearningHeading.choices(), given["heading"])),
            FilterField("nature", "Nature", "select", _options(LearningNature.choices(), given["nature"])),
            FilterField("theme", "Theme", "text", value=given["theme"]),
            _group_field(scope, given["group"]),
        )

    writes = may_write_somewhere(scope)
    return _listing(
        request,
        scope,
        title="Learning",
        noun="learning point",
        rows=queries.learning,
        shape=LearningRow,
        columns=("Learning", "Heading", "Nature", "Themes", "When"),
        row=row,
        fields=fields,
        export=lambda point: (
            point.reference,
            point.text,
            LearningHeading(point.heading).label,
            LearningNature(point.nature).label,
            ", ".join(point.themes),
            point.group,
            point.happened,
        ),
        export_columns=("Reference", "Learning", "Heading", "Nature", "Themes", "Group", "When"),
        names=("q", "heading", "nature", "theme", "group"),
        place="learning",
        empty=EmptyState(
            "No learning here yet",
            "What a review, an audit or a consultation teaches is recorded here under three headings.",
            Link("Record learning", scope.address("learning", "new")) if writes else None,
        ),
        action=Button("Record learning", scope.address("learning", "new")) if writes else None,
        others=(Link("Record a source", scope.address("sources", "new")),) if writes else (),
    )


@require_GET
@partnership_page(readers)
def products(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What was made."""

    def fields(given: dict[str, str]) -> tuple[FilterField, ...]:
        return (
            FilterField("q", "Words or reference", "text", value=given["q"]),
            FilterField("kind", "Kind", "select", _options(ProductKind.choices(), given["kind"])),
            _group_field(scope, given["group"]),
        )

    writes = may_write_somewhere(scope)
    return _listing(
        request,
        scope,
        title="Products",
        noun="product",
        rows=queries.products,
        shape=ProductRow,
        columns=("Product", "Kind", "Group", "Ready"),
        fields=fields,
        row=lambda product: Row(
            (
                _title_cell(scope, product, product.title),
                ProductKind(product.kind).label,
                product.group,
                partial_day(product.happened),
            )
        ),
        export=lambda product: (
            product.reference,
            product.title,
            ProductKind(product.kind).label,
            product.group,
            product.happened,
            product.summary,
        ),
        export_columns=("Reference", "Product", "Kind", "Group", "Ready", "Summary"),
        names=("q", "kind", "group"),
        place="products",
        empty=EmptyState(
            "Nothing has been recorded as made yet",
            "Courses, guides, standards, toolkits, pathways and changed procedures belong here.",
            Link("Record a product", scope.address("products", "new")) if writes else None,
        ),
        action=Button("Record a product", scope.address("products", "new")) if writes else None,
    )


@require_GET
@partnership_page(readers)
def impact(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """What changed, and how that is known."""

    def row(impact: Any) -> Row:
        strength = Strength(impact.strength)
        return Row(
            (
                _title_cell(scope, impact, impact.statement),
                Question(impact.question).label,
                Tag(STRENGTH_KINDS[strength], strength.label),
                impact.indicator or "",
                partial_day(impact.happened),
            )
        )

    def fields(given: dict[str, str]) -> tuple[FilterField, ...]:
        return (
            FilterField("q", "Words or reference", "text", value=given["q"]),
            FilterField("strength", "Strength of evidence", "select", _options(Strength.choices(), given["strength"])),
            _group_field(scope, given["group"]),
        )

    writes = may_write_somewhere(scope)
    return _listing(
        request,
        scope,
        title="Impact",
        noun="impact",
        rows=queries.impacts,
        shape=ImpactRow,
        columns=("What changed", "Question", "Evidence", "Indicator", "Seen"),
        row=row,
        fields=fields,
        export=lambda impact: (
            impact.reference,
            impact.statement,
            Question(impact.question).label,
            Strength(impact.strength).label,
            impact.method,
            impact.tested_on,
            impact.caveat,
            impact.group,
        ),
        export_columns=("Reference", "Impact", "Question", "Evidence", "Method", "Tested on", "Caveat", "Group"),
        names=("q", "strength", "group"),
        place="impact",
        empty=EmptyState(
            "No impact has been recorded yet",
            "What changed for children and families, and how that is known, belongs here.",
            Link("Record impact", scope.address("impact", "new")) if writes else None,
        ),
        action=Button("Record impact", scope.address("impact", "new")) if writes else None,
    )


WHAT_NEXT = {
    RecordKind.LEARNING: ("Record learning from it", "learning"),
    RecordKind.ACTION: ("Write an action from it", "actions"),
    RecordKind.PRODUCT: ("Record what was made", "products"),
    RecordKind.IMPACT: ("Record what changed", "impact"),
}


@require_GET
@partnership_page(readers)
def thread(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """One thread, both ways, as a picture and as a list."""
    record = get_record(scope.viewer, scope.partnership.id, reference)
    kind = RecordKind(record.kind)
    if kind not in LEADS_TO:  # it has a page of its own
        return redirect(scope.address(kind.place, reference))
    note_sight(scope, record)
    knot = queries.get_knot(scope.viewer, record)
    writes = permissions.may_write_for(scope.viewer, scope.partnership.id, record.group_id)
    steps = (
        tuple(
            Link(words, scope.address(place, "new") + f"?from={reference}")
            for after, (words, place) in WHAT_NEXT.items()
            if after in LEADS_TO[kind]
        )
        if writes
        else ()
    )
    if writes and kind is RecordKind.IMPACT:
        steps += (Link("Say how it was tested", scope.address("impact", reference, "test")),)
    if writes:
        steps += (Link("Join it to another record", scope.address("thread", reference, "join")),)
    followed = way_panels(scope, record) if kind is RecordKind.SOURCE else ()
    if writes and kind is RecordKind.SOURCE and not followed:
        steps += (Link("Begin a pathway", scope.address("records", reference, "way", "start")),)
    page = thread_page(scope, queries.graph(scope.viewer, record), _facts(kind, knot, scope.viewer.day), steps)
    head = Head(
        record.title,
        reference,
        (Tag("neutral", kind.label),),
        _trail(scope, kind),
        lede=_lede(record),
        others=_own_page(scope, kind, reference),
    )
    return render(request, "thread/thread.html", {"head": head, "page": page, "ways": followed})


def _own_page(scope: Scope, kind: RecordKind, reference: str) -> tuple[Link, ...]:
    words = {
        RecordKind.ACTION: "The action’s own page",
        RecordKind.REVIEW: "The review’s own page",
        RecordKind.RESPONSE: "The response’s own page",
        RecordKind.DEATH: "The review’s own page",
    }.get(kind)
    return (Link(words, scope.address(kind.place, reference)),) if words else ()


def _trail(scope: Scope, kind: RecordKind) -> tuple[Link, ...]:
    place = {
        RecordKind.ACTION: ("Actions", "actions"),
        RecordKind.PRODUCT: ("Products", "products"),
        RecordKind.IMPACT: ("Impact", "impact"),
    }.get(kind, ("Learning", "learning"))
    return (Link(place[0], scope.address(place[1])),)


def _lede(record: Any) -> str:
    held = f"Held by {record.group.name}" if record.group else "Held by the partnership"
    return f"{held}; {partial_day(record.happened)}." if record.happened else f"{held}."


def _facts(kind: RecordKind, knot: Any, today: date) -> tuple[SummaryRow, ...]:
    """What the record itself says, beside its thread."""
    pairs: list[tuple[str, Any]] = []
    if kind is RecordKind.SOURCE or kind in LOOKED_INTO:
        pairs = [
            ("Kind", SourceKind(knot.kind).label),
            ("About", knot.subject),
            ("Age group", knot.age_group),
            ("Children", knot.children),
            ("Summary", knot.summary),
        ]
    if kind is RecordKind.LEARNING:
        pairs = [
            ("Heading", LearningHeading(knot.heading).label),
            ("Nature", LearningNature(knot.nature).label),
            ("Parts", "; ".join(knot.parts)),
            ("Themes", ", ".join(knot.themes)),
            ("Age group", knot.age_group),
        ]
    if kind is RecordKind.PRODUCT:
        pairs = [
            ("Kind", ProductKind(knot.kind).label),
            ("Summary", knot.summary),
            ("Day", "Made up for this demonstration; the source gives none." if knot.day_is_fictional else ""),
        ]
    if kind is RecordKind.IMPACT:
        pairs = [
            ("Question", Question(knot.question).label),
            ("Evidence", Strength(knot.strength).label),
            ("Method", knot.method),
            ("Tested", partial_day(knot.tested_on) if knot.tested_on else "Not tested yet"),
            ("Bear in mind", knot.caveat),
        ]
    if kind is RecordKind.IMPACT and (counted_since := since.recomputed(knot, today)):
        pairs += [("Counted again today", counted_since.sentence), ("With this caution", counted_since.caution)]
    return tuple(SummaryRow(label, value) for label, value in pairs if value not in (None, ""))
