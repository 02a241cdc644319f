"""What the room's views share: who may enter, a register, an entry's page, a page with one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from goldenthread.design.components import (
    Button,
    Column,
    Content,
    EmptyState,
    FilterField,
    FilterOption,
    FilterPanel,
    Link,
    Pagination,
    Row,
    SubNavItem,
    Table,
)
from goldenthread.design.format import counted, sentence
from goldenthread.design.page import Head
from goldenthread.oversight import permissions, queries
from goldenthread.partnership import queries as partnership
from goldenthread.partnership.models import Group
from goldenthread.partnership.queries import GroupName
from goldenthread.records.downloads import spreadsheet_response
from goldenthread.records.web import FormPage, Scope, answer_form

SIZE = 50
PLACES = (
    ("", "Overview"),
    ("highlights", "Highlight reports"),
    ("risks", "Risks"),
    ("challenges", "Challenges"),
    ("plan", "Forward plan"),
    ("engagement", "Engagement"),
)


def subnav(scope: Scope, current: str) -> tuple[SubNavItem, ...]:
    """The parts of the room."""
    return tuple(
        SubNavItem(label, scope.address("oversight", *((part,) if part else ())), part == current)
        for part, label in PLACES
    )


def sent(request: HttpRequest) -> Any:
    """What was sent, for a form; None when nothing was."""
    return request.POST if request.method == "POST" else None


def number(text: str | None) -> int | None:
    """A key from a form, where it is one."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


Allowed = Callable[[Any, int, int | None], bool]
GroupT = TypeVar("GroupT", Group, GroupName)


def groups_where(scope: Scope, allowed: Allowed) -> list[Group]:
    """The groups for which this person may do something."""
    return _allowed(scope, partnership.groups(scope.partnership.id, scope.viewer.day), allowed)


def _allowed(scope: Scope, groups: Iterable[GroupT], allowed: Allowed) -> list[GroupT]:
    return [group for group in groups if allowed(scope.viewer, scope.partnership.id, group.pk)]


def leaders(scope: Scope) -> bool:
    """The business unit, those who oversee, and whoever chairs a group here."""
    return permissions.oversees(scope.viewer, scope.partnership.id) or any(
        seat.partnership_id == scope.partnership.id and scope.viewer.chairs(seat.group_id)
        for seat in scope.viewer.seats
    )


def seated(scope: Scope) -> bool:
    """Those who oversee, and whoever holds a seat here."""
    return permissions.oversees(scope.viewer, scope.partnership.id) or any(
        seat.partnership_id == scope.partnership.id for seat in scope.viewer.seats
    )


def choices(groups: Iterable[Group]) -> list[tuple[str, str]]:
    """Groups as choices."""
    return [(group.key, str(group)) for group in groups]


def organisations(scope: Scope) -> list[tuple[str, str]]:
    """Organisations as choices."""
    return [(str(row.pk), row.name) for row in partnership.organisations(scope.partnership.id) if not row.closed_on]


def people(scope: Scope) -> list[tuple[str, str]]:
    """The partnership's people as choices, each once."""
    held: dict[int, str] = {}
    for post in partnership.people(scope.partnership.id, scope.viewer.day):
        if post.role != "administrator":
            held.setdefault(post.person_id, f"{post.person.name} ({post.organisation or post.get_role_display()})")  # type: ignore[attr-defined]
    return [(str(pk), words) for pk, words in held.items()]


def ask(
    request: HttpRequest,
    scope: Scope,
    form: Any,
    perform: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    back: str,
    said: str = "",
    lede: Content = "",
    kind: str = "primary",
) -> HttpResponse:
    """A page with one form, which does what it asks once."""
    head = Head(title, breadcrumbs=(Link("Oversight", scope.address("oversight")),), lede=lede)
    return answer_form(request, scope, FormPage(head, button, back, back, said, button_kind=kind), form, perform)


Filter = tuple[str, str, Sequence[tuple[str, str]], str]
"""Name, label, choices, and what stands where nothing is asked for."""


def register(
    request: HttpRequest,
    scope: Scope,
    *,
    place: str,
    title: str,
    noun: str,
    entries: queries.Register,
    filters: Sequence[Filter],
    columns: Sequence[str],
    row: Callable[[Any], Row],
    export_columns: Sequence[str],
    export: Callable[[Any], tuple[Any, ...]],
    empty: EmptyState,
    action: Button | None,
    noun_plural: str | None = None,
) -> HttpResponseBase:
    """One register: filtered, counted, paged, and taken away as a spreadsheet by the same filter.

    `filters` are name, label, choices and what stands where nothing is asked for.
    """
    given = {}
    for name, _, pairs, default in filters:
        value = request.GET.get(name, default)[:60]
        given[name] = value if value in {code for code, _ in pairs} else default
    base = scope.address("oversight", place)
    if (kind := request.GET.get("format", "")) in {"csv", "xlsx"}:

        def exported() -> Iterator[tuple[Any, ...]]:
            yield from map(export, queries.all_of(entries, scope.viewer, scope.partnership.id, given))

        name = f"{scope.partnership.key}-{place}"
        return spreadsheet_response(kind, name, export_columns, exported, scope.viewer.person_id, scope.viewer.at)
    usual = all(given[name] == default for name, _, _, default in filters)
    wanted = max(number(request.GET.get("page")) or 1, 1)
    shown, total, page = queries.page_of(entries, scope.viewer, scope.partnership.id, given, wanted, SIZE, usual=usual)
    pages = max(1, -(-total // SIZE))
    chosen = {name: given[name] for name, _, _, default in filters if given[name] != default}
    address = f"{base}?{urlencode(chosen)}" if chosen else base
    joiner = "&" if chosen else "?"
    fields = tuple(
        FilterField(
            name, label, "select", tuple(FilterOption(code, words, code == given[name]) for code, words in pairs)
        )
        for name, label, pairs, _ in filters
    )
    return render(
        request,
        "oversight/register.html",
        {
            "head": Head(
                title,
                breadcrumbs=(Link("Oversight", scope.address("oversight")),),
                lede=sentence(f"{counted(total, noun, noun_plural)}."),
                action=action,
                subnav=subnav(scope, place),
            ),
            "panel": FilterPanel(fields, base, (), base if chosen else ""),
            "table": Table(
                title,
                tuple(Column(label, "wide" if at == 0 else "text") for at, label in enumerate(columns)),
                tuple(row(each) for each in shown),
                empty=empty,
            ),
            "pagination": Pagination(
                page, pages, total, min(total, (page - 1) * SIZE + 1), min(total, page * SIZE), address, noun,
                noun_plural or "",
            ),
            "downloads": (Link("Excel", f"{address}{joiner}format=xlsx"), Link("CSV", f"{address}{joiner}format=csv")),
        },
    )  # fmt: skip


def for_register(scope: Scope, allowed: Allowed) -> tuple[Filter, bool]:
    """The filter of a register by group, and whether this person may do something for one that stands today. One query."""
    groups = partnership.group_names(scope.partnership.id)
    may = _allowed(scope, [group for group in groups if group.stands(scope.viewer.day)], allowed)
    return ("group", "Group", [("", "Any"), *((group.key, group.name) for group in groups)], ""), bool(may)
