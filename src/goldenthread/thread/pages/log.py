"""The action log as a page: its table, filters and exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from goldenthread.design.components import (
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
    Table,
    Tag,
)
from goldenthread.design.format import short_day
from goldenthread.partnership.queries import Choice
from goldenthread.records.web import Scope
from goldenthread.rendering.spreadsheets.cells import Value
from goldenthread.thread.pages.words import brag_tag, overdue, owner_words, state_tag
from goldenthread.thread.queries.actions import STANDINGS, ActionFilter, ActionPage, ActionRow
from goldenthread.thread.returned import JUDGED_HINT, UPDATE
from goldenthread.thread.rules.states import OPEN
from goldenthread.thread.terms import ActionState, Brag

GROUPINGS = {
    "": "Not grouped",
    "group": "Group",
    "agency": "Agency",
    "status": "Status",
    "theme": "Theme",
    "source": "Source",
}


@dataclass(frozen=True, slots=True)
class LogPage:
    """Everything the action log's page says."""

    table: Table
    filters: FilterPanel
    pagination: Pagination
    downloads: tuple[Link, ...]
    standing_links: tuple[Link, ...]
    standing: str


def log_page(
    scope: Scope,
    chosen: ActionFilter,
    page: ActionPage,
    grouping: str,
    groups: Sequence[Choice],
    agencies: Sequence[Choice],
) -> LogPage:
    """The page for one filter."""
    base = scope.address("actions")
    kept = chosen.query() | ({"by": grouping} if grouping else {})
    address = f"{base}?{urlencode(kept)}" if kept else base
    return LogPage(
        table=_table(scope, page.rows, grouping, address, chosen),
        filters=_filters(base, chosen, grouping, groups, agencies),
        pagination=Pagination(
            page.page,
            page.pages,
            page.total,
            min(page.total, (page.page - 1) * page.size + 1),
            min(page.total, page.page * page.size),
            address,
            "action",
        ),
        downloads=tuple(
            Link(label, f"{base}?{urlencode(chosen.query() | {'format': kind} | more)}")
            for label, kind, more in (
                ("Excel", "xlsx", {}),
                ("CSV", "csv", {}),
                ("Excel to fill in and bring back", "xlsx", {"fill": "yes"}),
            )
        ),
        standing_links=tuple(
            Link(label, f"{base}?{urlencode(kept | {'standing': code})}") for code, label in STANDINGS.items()
        ),
        standing=STANDINGS[chosen.standing],
    )


def _table(scope: Scope, rows: list[ActionRow], grouping: str, address: str, chosen: ActionFilter) -> Table:
    columns = (
        Column("Action", "wide"),
        Column("Owner"),
        _sortable("Due", "due", address, chosen),
        Column("Judged"),
        Column("State"),
        _sortable("Last update", "update", address, chosen),
    )
    made = [(action, _row(scope, action)) for action in rows]
    empty = EmptyState(
        "No action matches",
        "Take away a filter, or write the first action from a learning point.",
        Link("Write an action", scope.address("actions", "new")),
    )
    if not grouping:
        return Table("Actions", columns, tuple(row for _, row in made), select="actions", empty=empty, dense=True)
    held: dict[str, list[Row]] = {}
    for action, row in made:
        held.setdefault(_heading(action, grouping), []).append(row)
    return Table(
        "Actions",
        columns,
        groups=tuple((title, tuple(held[title])) for title in sorted(held)),
        select="actions",
        empty=empty,
        dense=True,
    )


def _sortable(label: str, key: str, address: str, chosen: ActionFilter) -> Column:
    turned = f"-{key}" if chosen.sort == key else key
    joiner = "&" if "?" in address else "?"
    return Column(
        label,
        sort_url=f"{address}{joiner}sort={turned}",
        sorted="ascending" if chosen.sort == key else "descending" if chosen.sort == f"-{key}" else "",
    )


def _heading(action: ActionRow, grouping: str) -> str:
    if grouping == "group":
        return str(action.group or "No group")
    if grouping == "agency":
        return str(action.owner_organisation or "No owner yet")
    if grouping == "theme":
        return ", ".join(action.themes) or "No theme"
    if grouping == "source":
        return action.source_text or "Not imported"
    return ActionState(action.state).label


def _row(scope: Scope, action: ActionRow) -> Row:
    late = overdue(action, scope.viewer.day)
    reference = action.reference
    where = f"{reference} · {action.group or ''}"
    due = (
        Lines((short_day(action.due_on, "No date"), Tag("danger", f"{late} days late")))
        if late
        else short_day(action.due_on, "No date")
    )
    update = (
        Lines((action.last_update, Muted(short_day(action.last_update_at))))
        if action.last_update
        else Muted("None yet")
    )
    cells = (
        Lines((Link(action.text, scope.address("actions", reference)), Muted(where))),
        owner_words(action),
        due,
        brag_tag(Brag(action.brag)),
        state_tag(ActionState(action.state)),
        update,
    )
    return Row(cells, id=reference, value=reference, name=reference, mark="danger" if late else "")


def _filters(
    base: str, chosen: ActionFilter, grouping: str, groups: Sequence[Choice], agencies: Sequence[Choice]
) -> FilterPanel:
    def options(pairs: Iterable[tuple[str, str]], value: str, anything: str = "Any") -> tuple[FilterOption, ...]:
        return (
            FilterOption("", anything, not value),
            *(FilterOption(code, label, code == value) for code, label in pairs),
        )

    labels = dict[str, str]((*groups, *agencies, *Brag.choices()))
    without = chosen.query() | ({"by": grouping} if grouping else {})
    taken = tuple(
        Link(
            labels.get(value, value), f"{base}?{urlencode({key: kept for key, kept in without.items() if key != name})}"
        )
        for name, value in chosen.query().items()
        if name in {"group", "agency", "theme", "brag", "q"}
    )
    return FilterPanel(
        (
            FilterField("q", "Words or reference", "text", value=chosen.q),
            FilterField(
                "standing",
                "Standing",
                "select",
                tuple(FilterOption(code, label, code == chosen.standing) for code, label in STANDINGS.items()),
            ),
            FilterField("group", "Group", "select", options(groups, chosen.group)),
            FilterField("agency", "Agency", "select", options(agencies, chosen.agency)),
            FilterField("brag", "Judged", "select", options(Brag.choices(), chosen.brag)),
            FilterField("theme", "Theme", "text", value=chosen.theme),
            FilterField(
                "by",
                "Group rows by",
                "select",
                tuple(FilterOption(code, label, code == grouping) for code, label in GROUPINGS.items()),
            ),
        ),
        base,
        taken,
        base if taken else "",
        kept=(("sort", chosen.sort),) if chosen.sort != "due" else (),
    )


EXPORT_COLUMNS = (
    "Reference",
    "Action",
    "Measure",
    "Group",
    "From group",
    "Owner organisation",
    "Owner",
    "Due",
    "First due",
    "State",
    "Judged",
    "Days overdue",
    "Themes",
    "Source",
    "Last update",
    "Updated on",
)


def export_rows(scope: Scope, actions: Iterable[ActionRow]) -> Iterator[tuple[Value, ...]]:
    """The same rows for a spreadsheet."""
    for action in actions:
        yield (
            action.reference,
            action.text,
            action.measure,
            str(action.group or ""),
            str(action.origin),
            str(action.owner_organisation or ""),
            action.owner_person.name if action.owner_person else "",
            action.due_on,
            action.first_due_on,
            ActionState(action.state).label,
            Brag(action.brag).label,
            overdue(action, scope.viewer.day),
            ", ".join(action.themes),
            action.source_text,
            action.last_update,
            action.last_update_at.date() if action.last_update_at else None,
        )


FILL_COLUMNS = (
    "Reference",
    "Action",
    "How we will know",
    "Owner",
    "Due",
    "Days overdue",
    "Last update",
    UPDATE,
    JUDGED_HINT,
)


def fill_rows(scope: Scope, actions: Iterable[ActionRow]) -> Iterator[tuple[Value, ...]]:
    """The same actions as a form to fill in: the last two columns are empty, and come back."""
    for action in actions:
        if ActionState(action.state) in OPEN:
            yield (
                action.reference,
                action.text,
                action.measure,
                owner_words(action),
                action.due_on,
                overdue(action, scope.viewer.day),
                action.last_update,
                "",
                "",
            )
