"""Writing the next edition: a draft's outline, its parts, publishing it. Every step is a page of its own and works without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.design.components import Link, Tag
from goldenthread.design.page import Head
from goldenthread.pathways import operations, queries
from goldenthread.pathways.forms.designing import EventForm, FactsForm, PartyForm, PublishForm, StageForm, TrackForm
from goldenthread.pathways.models import Edition
from goldenthread.pathways.pages.pathway import outline
from goldenthread.pathways.pages.words import ONE
from goldenthread.pathways.rules import editing
from goldenthread.pathways.rules.pathway import Definition
from goldenthread.pathways.rules.reading import draft, read
from goldenthread.pathways.views.shared import designers
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.records.web import FormPage, Scope, answer_form, new_token, partnership_page, stored_once

SORTS: dict[str, type[Any]] = {"parties": PartyForm, "tracks": TrackForm, "events": EventForm, "stages": StageForm}


def _draft(scope: Scope, key: str) -> tuple[Edition, Definition, str]:
    """The draft of a pathway, and the address of its outline. Errors: NotVisible where there is none."""
    edition = queries.get_draft(scope.viewer, scope.partnership.id, key)
    return edition, draft(edition.content), scope.address("pathways", key, "design")


def _head(scope: Scope, edition: Edition, title: str) -> Head:
    above = scope.address("pathways", edition.pathway.key)
    crumbs = (
        Link("Pathways", scope.address("pathways")),
        Link(edition.pathway.name, above),
        Link("Draft", f"{above}design/"),
    )
    return Head(title, tags=(Tag("info", f"Draft of edition {edition.number}"),), breadcrumbs=crumbs)


@require_GET
@partnership_page(designers)
def page(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """The outline of a draft."""
    edition, definition, _ = _draft(scope, key)
    _, problems = read(edition.content)
    view = outline(scope, edition, definition, problems)
    return render(request, "pathways/design.html", {"head": view.head, "view": view, "new_token": new_token})


def _answer(
    request: HttpRequest,
    scope: Scope,
    edition: Edition,
    form: Any,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    title: str,
    address: str,
    anchor: str = "",
) -> HttpResponse:
    """A page with one form that changes the draft."""

    def perform(data: dict[str, Any]) -> str:
        operations.edit_draft(
            edition_id=edition.pk, seen=data["version"], change=change, said=title, by=scope.viewer, at=scope.viewer.at
        )
        return f"{address}#{anchor}" if anchor else address

    form_page = FormPage(_head(scope, edition, title), "Save it", address, address)
    return answer_form(request, scope, form_page, form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def facts(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """The title, the source and the day of checking."""
    edition, definition, address = _draft(scope, key)
    names = ("title", "summary", "source", "edition", "checked_on")
    form = FactsForm(
        request.POST or None,
        initial={**{name: getattr(definition, name) for name in names}, "version": edition.edits},
    )
    return _answer(
        request,
        scope,
        edition,
        form,
        lambda data: editing.with_facts(data, **form.facts()),
        title="Change title, source and day of checking",
        address=address,
    )


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def part(request: HttpRequest, scope: Scope, key: str, sort: str, item: str = "") -> HttpResponseBase:
    """Add a stage, an event, a party or a track, or change one."""
    if sort not in SORTS:
        raise Http404
    edition, definition, address = _draft(scope, key)
    held = {row.key: row for row in getattr(definition, sort)}
    if item and item not in held:
        raise Http404
    initial: dict[str, Any] = {"version": edition.edits, "side": "others", "effect": "starts"}
    more: dict[str, Any] = {}
    if sort == "stages":
        more = {"definition": definition, "key": item}
        initial |= {"first": "next", "on_hold": "runs_on", "standing": "local", "unit": "working_days"}
    if item:
        initial |= _initial(sort, held[item])
    form = SORTS[sort](request.POST or None, initial=initial, **more)
    title = f"Change: {held[item].name}" if item else f"Add {'an' if ONE[sort][0] in 'aeiou' else 'a'} {ONE[sort]}"
    return _answer(
        request,
        scope,
        edition,
        form,
        lambda data: editing.with_part(data, sort, item, form.facts())[0],
        title=title,
        address=address,
        anchor=sort,
    )


def _initial(sort: str, row: Any) -> dict[str, Any]:
    """A part as its form shows it."""
    if sort == "tracks":
        return {"name": row.name}
    if sort == "parties":
        return {"name": row.name, "side": row.side.value}
    if sort == "events":
        return {"name": row.name, "about": row.about, "effect": row.effect.value}
    found = {
        name: getattr(row, name) for name in ("name", "about", "track", "after", "leads", "takes_part", "optional")
    }
    found["produces"] = "\n".join(row.produces)
    if row.clock:
        clock = row.clock
        found |= {name: getattr(clock, name) for name in ("count", "runs_from", "before", "source", "checked_on")}
        found |= {name: getattr(clock, name).value for name in ("unit", "first", "on_hold", "standing")}
    return found


@require_POST
@partnership_page(designers)
def arrange(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Move a part up or down, or remove it."""
    edition, _, address = _draft(scope, key)
    what, _, rest = request.POST.get("what", "").partition(" ")
    sort, _, item = rest.partition(" ")
    steps: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "up": lambda data: editing.moved(data, sort, item, -1),
        "down": lambda data: editing.moved(data, sort, item, 1),
        "remove": lambda data: editing.without(data, sort, item),
    }
    edits = request.POST.get("version", "")
    if what not in steps or sort not in SORTS or not (edits.isascii() and edits.isdigit() and len(edits) < 10):
        raise Http404

    def perform() -> str:
        operations.edit_draft(
            edition_id=edition.pk,
            seen=int(edits),
            change=steps[what],
            said=f"{'removed' if what == 'remove' else 'moved'} {item}",
            by=scope.viewer,
            at=scope.viewer.at,
        )
        return f"{address}#{sort}"

    try:
        return stored_once(request, scope, address, perform)
    except (Refused, ChangedMeanwhile) as refusal:
        messages.warning(request, str(refusal))
        return redirect(address)


@require_http_methods(["GET", "POST"])
@partnership_page(designers)
def publish(request: HttpRequest, scope: Scope, key: str) -> HttpResponseBase:
    """Publish the draft."""
    edition, _, address = _draft(scope, key)
    above = scope.address("pathways", key)
    form = PublishForm(request.POST or None, initial={"version": edition.edits})
    page_of = FormPage(
        _head(scope, edition, f"Publish edition {edition.number}"),
        "Publish it",
        address,
        above,
        "It is published. Records that begin it from now on follow it.",
    )

    def perform(data: dict[str, Any]) -> None:
        operations.publish(
            edition_id=edition.pk,
            seen=data["version"],
            what_changed=data["what_changed"],
            by=scope.viewer,
            at=scope.viewer.at,
        )

    return answer_form(request, scope, page_of, form, perform)
